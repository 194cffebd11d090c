// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/cohort_files.h"

#include <system_error>

namespace halftone::ui {

std::vector<FileRole> filesOfCohort(const pipeline::Cohort& cohort,
                                    const std::filesystem::path& resultsFolder)
{
    namespace fs = std::filesystem;
    std::vector<FileRole> files;
    if (cohort.cases.empty()) {
        return files;
    }
    // First: a results folder may be that of the images, and the gravest loss is named.
    files.push_back({"the results of the cohort", resultsFolder / "results.jsonl"});
    std::error_code error;
    for (fs::directory_iterator entry(resultsFolder, error), end; !error && entry != end;
         entry.increment(error)) {
        std::error_code ignored;
        if (entry->is_regular_file(ignored)) {
            files.push_back({"a file among the results of the cohort", entry->path()});
        }
    }
    std::error_code ignored;
    if (fs::is_regular_file(cohort.source, ignored)) { // of a folder, the images below
        files.push_back({"the list of cases", cohort.source});
    }
    for (const pipeline::CohortCase& item : cohort.cases) {
        for (const data::CaseRow& row : item.images) {
            files.push_back({"an image of the cohort", row.image});
            for (const auto& [label, reference] : row.references) {
                files.push_back({"a reference of the cohort", reference});
            }
        }
    }
    return files;
}

} // namespace halftone::ui
