// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/path_text.h"
#include "core/model/model_catalog.h"
#include "core/pipeline/cohort.h"

#include <cstdio>
#include <cstdlib>
#include <exception>

/// A process that runs a cohort and may be killed: CSV MODEL FOLDER.
int main(int argc, char** argv)
{
    using namespace halftone;
    if (argc != 4) {
        return EXIT_FAILURE;
    }
    try {
        pipeline::CohortOptions options;
        options.precisions = {{4, 6}, {2, 4}};
        options.model = pipeline::InstalledModel{fromUtf8(argv[2]), model::loadModel(argv[2])};
        pipeline::CohortJournal journal(fromUtf8(argv[3]));
        pipeline::CohortControl control;
        std::size_t kept = 0;
        pipeline::CohortEvents events;
        events.recorded = [&](std::size_t, const pipeline::CaseRecord&, bool wasThere) {
            kept += wasThere ? 1U : 0U;
        };
        pipeline::runCohort(pipeline::makeRuntime(1), pipeline::readCohort(fromUtf8(argv[1])),
                            options, journal, events, control);
        std::printf("kept %zu of %zu\n", kept, journal.size());
        return EXIT_SUCCESS;
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "%s\n", fault.what());
        return EXIT_FAILURE;
    }
}
