// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/same_run.h"

#include "core/base/error.h"
#include "core/base/path_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <set>

namespace halftone::train {
namespace {

using Json = nlohmann::json;

constexpr std::array kFree{"dataset",         "output",
                           "steps",           "minutes",
                           "epochs",          "patience",
                           "threads",         "checkpoint_minutes",
                           "evaluate_steps",  "paper.evaluate_steps",
                           "paper.statistics"};
constexpr std::array kWarned{"learning_rate", "float_fraction"};

template <typename Names>
bool isIn(const Names& names, const std::string& key)
{
    return std::find(names.begin(), names.end(), key) != names.end();
}

// "/paper/quantizer" as the messages about configurations write it.
std::string readable(const std::string& pointer)
{
    std::string key = pointer.substr(1);
    std::replace(key.begin(), key.end(), '/', '.');
    return key;
}

} // namespace

void requireSameRun(const std::filesystem::path& checkpoint, const std::string& stored,
                    const std::string& wanted, const LogFn& log)
{
    const Json there = Json::parse(stored).flatten();
    const Json here = Json::parse(wanted).flatten();
    std::set<std::string> pointers;
    for (const Json* side : {&there, &here}) {
        for (const auto& [pointer, value] : side->items()) {
            pointers.insert(pointer);
        }
    }
    std::string refused;
    std::string warned;
    for (const std::string& pointer : pointers) {
        const Json before = there.value(pointer, Json("nothing"));
        const Json now = here.value(pointer, Json("nothing"));
        const std::string key = readable(pointer);
        if (before != now && !isIn(kFree, key)) {
            std::string& list = isIn(kWarned, key) ? warned : refused;
            list += (list.empty() ? "" : "; ") + key + ' ' + before.dump() + " there, " + now.dump()
                    + " here";
        }
    }
    if (!refused.empty()) {
        throw Error(ErrorCode::InvalidArgument,
                    "'" + toUtf8(checkpoint)
                        + "' is of another run than the configuration: " + refused
                        + ". Go on with the configuration it was started with, or train into "
                          "another folder.");
    }
    if (!warned.empty() && log) {
        log(LogLevel::Warning, "The run goes on with another schedule than it began with: " + warned
                                   + ". The same configuration from the start gives another net.");
    }
}

} // namespace halftone::train
