// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/sweep_case.h"

#include <utility>
#include <vector>

namespace halftone::test {

/// Cases that are in memory already, as a sweep takes them.
inline pipeline::CaseSource sourceOf(std::vector<pipeline::SweepCase> cases)
{
    pipeline::CaseSource source;
    for (const pipeline::SweepCase& item : cases) {
        source.names.push_back(item.name);
    }
    source.load = [cases = std::move(cases)](std::size_t n, const StopToken&) {
        return cases.at(n);
    };
    return source;
}

} // namespace halftone::test
