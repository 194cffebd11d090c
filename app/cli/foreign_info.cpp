// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/foreign_info.h"

#include "app/cli/findings.h"
#include "core/pipeline/foreign_graph.h"

#include <filesystem>

namespace halftone::cli {

namespace graph = model::graph;

Json toJson(const pipeline::ForeignModel& foreign)
{
    const auto orNull = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
    std::error_code error;
    const auto bytes = std::filesystem::file_size(foreign.file, error);
    const graph::Head head = foreign.graph->head;
    Json test;
    if (foreign.test) {
        test = {{"largest_difference", foreign.test->largestDifference},
                {"tolerance", foreign.test->tolerance},
                {"passed", foreign.test->passed()}};
    }
    return {{"kind", "foreign model"},
            {"file_bytes", error ? Json() : Json(bytes)},
            {"format", foreign.kind},
            {"producer", orNull(foreign.producer)},
            {"sha256", foreign.hash},
            {"title", orNull(foreign.title)},
            {"licence", orNull(foreign.licence)},
            {"operations", pipeline::operationsOf(*foreign.graph)},
            {"weights", pipeline::weightsOf(*foreign.graph)},
            {"classes", foreign.facts.classes},
            {"head", head == graph::Head::Sigmoid   ? "sigmoid"
                     : head == graph::Head::Softmax ? "softmax"
                                                    : "none"},
            {"stride", foreign.facts.stride},
            {"least_side", foreign.facts.leastSide},
            {"gmac_512", foreign.facts.macsPerPixel * 512 * 512 / 1e9},
            {"runs", foreign.obstacle.empty() ? "integer" : "simulated"},
            {"obstacle", orNull(foreign.obstacle)},
            {"package_test", test},
            {"findings", findingsJson(foreign.findings)}};
}

void printForeign(const pipeline::ForeignModel& foreign)
{
    printFields(pipeline::describeForeign(foreign));
    for (const Finding& finding : foreign.findings) {
        printLine(labelled(finding));
    }
}

} // namespace halftone::cli
