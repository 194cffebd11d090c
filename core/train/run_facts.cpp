// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/run_facts.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/base/same_file.h"
#include "core/base/version.h"
#include "core/model/parse_json.h"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <span>
#include <vector>

namespace halftone::train {
namespace {

using Json = nlohmann::ordered_json;

std::string utcNow()
{
    using namespace std::chrono;
    const auto now = floor<seconds>(system_clock::now()); // counts UTC without leap seconds
    const auto today = floor<days>(now);
    const year_month_day date{today};
    const hh_mm_ss time{now - today};
    std::array<char, 64> text{};
    const int length = std::snprintf(
        text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()));
    return {text.data(), static_cast<std::size_t>(length)};
}

constexpr std::size_t kMostBytes = std::size_t{256} << 20; // days of steps

// Earlier starts; none where the file is absent or not ours.
Json earlierStarts(const std::filesystem::path& path)
{
    const std::string text = readBytesIfAny(path, kMostBytes);
    try {
        const Json found = model::parseJson<Json>(text, "The facts of the run");
        const bool ours = found.is_object() && found.contains("starts");
        return ours && found["starts"].is_array() ? found["starts"] : Json::array();
    } catch (const Error&) {
        return Json::array();
    }
}

} // namespace

std::unique_ptr<RunLock> openRunFolder(const std::filesystem::path& runFolder, bool resume)
{
    std::error_code error;
    std::filesystem::create_directories(runFolder, error);
    if (error) {
        throw Error(ErrorCode::FileWrite, "Cannot create the training folder '" + toUtf8(runFolder)
                                              + "': " + error.message() + ".");
    }
    auto lock = std::make_unique<RunLock>(runFolder);
    if (!resume && std::filesystem::exists(runFolder / "last.checkpoint")) {
        throw Error(ErrorCode::InvalidArgument,
                    "'" + toUtf8(runFolder)
                        + "' already holds a training. Give --resume to go on with it, another "
                          "'output' in the configuration, or remove the folder.");
    }
    return lock;
}

bool hasCheckpoint(const std::filesystem::path& lastCheckpoint, const LogFn& log)
{
    std::error_code error;
    if (std::filesystem::exists(lastCheckpoint, error)) {
        return true;
    }
    if (log) {
        log(LogLevel::Warning, "There is no checkpoint '" + toUtf8(lastCheckpoint)
                                   + "' to go on from yet: the training begins at its first step.");
    }
    return false;
}

void requireInputsKept(const std::filesystem::path& runFolder, const std::filesystem::path& config,
                       const std::filesystem::path& dataset)
{
    const std::vector<FileRole> own = {
        {"the configuration kept of the run", runFolder / "config.json"}};
    std::vector<FileRole> others;
    for (const char* name : {"last.checkpoint", "best.checkpoint", "log.csv", "evaluation.csv",
                             "curves.svg", "run.json", "result.json"}) {
        others.push_back({"a file of the run", runFolder / name});
    }
    const std::vector<FileRole> data = {{"the dataset", dataset}};
    const std::vector<FileRole> inputs = {{"the dataset", dataset}, {"the configuration", config}};
    requireDistinct(own, data);
    requireDistinct(others, inputs);
}

void writeRunConfig(const std::filesystem::path& runFolder, const std::filesystem::path& config,
                    const std::string& json)
{
    const std::filesystem::path kept = runFolder / "config.json";
    if (config.empty() || !isSameFile(config, kept)) {
        writeAtomically(kept, json);
    }
}

void writeRunFacts(const std::filesystem::path& runFolder, const RunFacts& facts)
{
    const std::filesystem::path path = runFolder / "run.json";
    Json starts = facts.resumed ? earlierStarts(path) : Json::array();
    starts.push_back({{"started", utcNow()},
                      {"version", version()},
                      {"commit", commit()},
                      {"libtorch", facts.libtorch},
                      {"config", toUtf8(facts.config)},
                      {"seed", facts.seed},
                      {"device", facts.device},
                      {"threads", facts.threads},
                      {"resumed", facts.resumed}});
    const std::string text =
        Json{{"starts", starts}}.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    writeAtomically(path, std::as_bytes(std::span(text)));
}

void dropRowsAfter(const std::filesystem::path& csv, std::int64_t step)
{
    const std::string text = readBytesIfAny(csv, kMostBytes);
    std::string kept;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = text.find('\n', start);
        if (end == std::string::npos) {
            break; // the last line was being written
        }
        std::int64_t row = 0;
        const bool isRow = std::from_chars(text.data() + start, text.data() + end, row).ec
                           == std::errc{}; // else the header
        if (!isRow || row <= step) {
            kept.append(text, start, end + 1 - start);
        }
        start = end + 1;
    }
    if (kept != text) {
        writeAtomically(csv, std::as_bytes(std::span(kept)));
    }
}

} // namespace halftone::train
