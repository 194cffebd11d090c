// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/slice_score.h"

#include "ui/document/words.h"
#include "ui/session/result_store.h"

#include <algorithm>

namespace halftone::ui {

SliceScore scoreOf(const std::vector<eval::OverlapCounts>& counts)
{
    const auto anyHas = [&](std::size_t eval::OverlapCounts::*voxels) {
        return std::any_of(counts.begin(), counts.end(),
                           [&](const eval::OverlapCounts& count) { return count.*voxels > 0; });
    };
    if (counts.empty()) {
        return {};
    }
    if (anyHas(&eval::OverlapCounts::reference)) {
        return {SliceScore::State::Scored, meanDice(counts)};
    }
    return {anyHas(&eval::OverlapCounts::prediction) ? SliceScore::State::OtherEmpty
                                                     : SliceScore::State::BothEmpty};
}

QString textOf(SliceScore::State state, bool againstFull)
{
    switch (state) {
    case SliceScore::State::Unknown:
    case SliceScore::State::Scored: return {};
    case SliceScore::State::OtherEmpty:
        return againstFull ? tr("full precision empty here") : tr("reference empty here");
    case SliceScore::State::BothEmpty: return tr("empty in both");
    case SliceScore::State::NotLabelled: return tr("not labelled here");
    }
    return {};
}

} // namespace halftone::ui
