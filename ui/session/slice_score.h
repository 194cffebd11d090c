// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/eval/dice.h"

#include <QString>

#include <vector>

namespace halftone::ui {

/// What can be said about a mask on one slice, by what it is compared with: the reference, or the
/// mask of full precision.
struct SliceScore {
    enum class State {
        Unknown, ///< not computed, or nothing to compare with
        Scored,
        OtherEmpty,  ///< only the mask is there; a Dice would be 0 whatever it looks like
        BothEmpty,   ///< neither is
        NotLabelled, ///< the reference does not say what is there
    };
    State state = State::Unknown;
    double dice = 0; ///< mean over the structures present, if Scored

    [[nodiscard]] bool isScored() const noexcept { return state == State::Scored; }
    /// Voxels could be counted.
    [[nodiscard]] bool isKnown() const noexcept
    {
        return state != State::Unknown && state != State::NotLabelled;
    }
    friend bool operator==(const SliceScore&, const SliceScore&) = default;
};

/// Of counts per structure; Unknown for none.
[[nodiscard]] SliceScore scoreOf(const std::vector<eval::OverlapCounts>& counts);

/// "reference empty here"; empty for Unknown and Scored.
[[nodiscard]] QString textOf(SliceScore::State state, bool againstFull);

} // namespace halftone::ui
