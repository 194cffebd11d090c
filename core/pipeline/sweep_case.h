// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/base/stop_token.h"
#include "core/image/grid/preprocess.h"

#include <functional>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

namespace halftone::pipeline {

/// One labelled or unlabelled image of a case; images of one case are pooled before Dice.
struct SweepCase {
    std::string name;
    image::PreparedImage image;
    std::optional<LabelMap> reference; ///< on the oriented grid; values as the model's labels
    std::vector<std::string> scored;   ///< structures the reference knows; empty: all
    std::vector<int> slices;           ///< those to run, of the oriented image; empty: all
    bool sliceIsCase = false;          ///< nothing is pooled: every slice is a case of its own
    std::string subject{};             ///< whose image it is; empty: that of the case alone

    /// The case that slice `k` counts for: the name, or "name-k".
    [[nodiscard]] std::string caseOf(int k) const
    {
        return sliceIsCase ? name + "-" + std::to_string(k) : name;
    }

    /// Whose slices these are: the subject, or the name (slices that are cases depend, too).
    [[nodiscard]] const std::string& subjectOrName() const
    {
        return subject.empty() ? name : subject;
    }

    /// `slices`, or all of the image.
    [[nodiscard]] std::vector<int> chosenSlices() const
    {
        std::vector<int> chosen = slices;
        if (chosen.empty()) {
            chosen.resize(static_cast<std::size_t>(image.slices()));
            std::iota(chosen.begin(), chosen.end(), 0);
        }
        return chosen;
    }
};

/// Where the images of a sweep come from: read when it is their turn, and let go before the next.
struct CaseSource {
    std::vector<std::string> names; ///< of files or cases, for progress; one an image
    /// May throw; then the sweep ends.
    std::function<SweepCase(std::size_t index, const StopToken& stop)> load;
};

} // namespace halftone::pipeline
