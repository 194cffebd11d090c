// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/prepare.h"

#include "core/base/error.h"
#include "core/train/prepare_common.h"

namespace halftone::train {
namespace {

struct Task {
    std::string_view name;
    Dataset (*prepare)(const detail::PrepareJob&);
};

constexpr Task kTasks[] = {
    {"em", detail::prepareEm}, {"gm", detail::prepareGm}, {"pancreas", detail::preparePancreas}};

} // namespace

std::vector<std::string> prepareTasks()
{
    std::vector<std::string> names;
    for (const Task& task : kTasks) {
        names.emplace_back(task.name);
    }
    return names;
}

Dataset prepare(std::string_view task, const std::filesystem::path& folder,
                const ProgressFn& progress, const std::stop_token& stop,
                const PrepareOptions& options)
{
    for (const Task& known : kTasks) {
        if (known.name == task) {
            Dataset dataset = known.prepare({folder, options, progress, stop});
            report(progress, 1);
            return dataset;
        }
    }
    std::string names;
    for (const std::string& name : prepareTasks()) {
        names += (names.empty() ? "" : ", ") + name;
    }
    throw Error(ErrorCode::InvalidArgument, "There is no task named '" + std::string(task)
                                                + "'; expected one of: " + names + ".");
}

} // namespace halftone::train
