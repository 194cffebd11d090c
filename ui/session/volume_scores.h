// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/tradeoff.h"
#include "ui/session/active_case.h"
#include "ui/session/result_store.h"

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace halftone::ui {

/// What masks are compared with.
enum class Against { Reference, Full };

using StructureCounts = std::vector<eval::OverlapCounts>; ///< one for each structure

/// Counts of every slice that can be judged; empty until all of them are known.
[[nodiscard]] std::vector<StructureCounts> sliceCounts(const ResultStore& store,
                                                       const ActiveCase& active, SeriesKey series,
                                                       quant::Precision precision, Against against);
/// Of all slices together; empty for none.
[[nodiscard]] StructureCounts pooled(const std::vector<StructureCounts>& slices);

/// The Dice of the slices' voxels taken together (meanDice()), and its 95 % interval by the
/// percentile bootstrap over slices, seeded. Neighbouring slices look alike, so that it is too
/// narrow rather than too wide. Nothing where there is no such Dice.
[[nodiscard]] std::optional<pipeline::VolumeScore>
volumeScore(const std::vector<StructureCounts>& slices);

/// Scores of volumes, computed again only when their counts have changed: drawing slices takes too
/// long for every update of a chart.
class VolumeScores {
public:
    [[nodiscard]] std::optional<pipeline::VolumeScore>
    of(const ResultStore& store, const ActiveCase& active, SeriesKey series,
       quant::Precision precision, Against against);

private:
    struct Entry {
        SeriesKey series;
        std::vector<StructureCounts> counts;
        std::optional<pipeline::VolumeScore> score;
    };
    std::map<std::pair<quant::Precision, Against>, Entry> m_known;
};

} // namespace halftone::ui
