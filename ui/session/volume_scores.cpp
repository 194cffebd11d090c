// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/volume_scores.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace halftone::ui {

namespace {

/// For ends that are drawn, not reported: they move by a few hundredths of the width between seeds.
constexpr int kResamples = 1000;
constexpr std::uint64_t kSeed = 2019;

bool isEqual(const StructureCounts& a, const StructureCounts& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.both == y.both && x.prediction == y.prediction && x.reference == y.reference;
    });
}

} // namespace

std::vector<StructureCounts> sliceCounts(const ResultStore& store, const ActiveCase& active,
                                         SeriesKey series, quant::Precision precision,
                                         Against against)
{
    int missing = 0;
    for (int slice = 0; slice < active.slices(); ++slice) {
        missing += against == Against::Full || active.isLabelled(slice) ? 1 : 0;
    }
    std::vector<StructureCounts> counts;
    for (const SliceRecord* record : store.ofPrecision(series, precision)) {
        const StructureCounts& one = against == Against::Full ? record->full : record->reference;
        if (!one.empty()) {
            counts.push_back(one);
        }
    }
    return static_cast<int>(counts.size()) < missing ? std::vector<StructureCounts>() : counts;
}

StructureCounts pooled(const std::vector<StructureCounts>& slices)
{
    StructureCounts sum;
    for (const StructureCounts& counts : slices) {
        sum.resize(std::max(sum.size(), counts.size()));
        for (std::size_t n = 0; n < counts.size(); ++n) {
            sum[n] += counts[n];
        }
    }
    return sum;
}

std::optional<pipeline::VolumeScore> volumeScore(const std::vector<StructureCounts>& slices)
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    pipeline::VolumeScore score{meanDice(pooled(slices)), {nan, nan}, slices.size()};
    if (std::isnan(score.value)) {
        return std::nullopt;
    }
    std::vector<double> drawn;
    for (int n = 0; n < kResamples && slices.size() > 1; ++n) {
        Random random(kSeed, static_cast<std::uint64_t>(n));
        StructureCounts sum(slices.front().size());
        for (std::size_t i = 0; i < slices.size(); ++i) {
            const StructureCounts& one = slices[random.below(slices.size())];
            for (std::size_t s = 0; s < std::min(sum.size(), one.size()); ++s) {
                sum[s] += one[s];
            }
        }
        if (const double dice = meanDice(sum); !std::isnan(dice)) {
            drawn.push_back(dice);
        }
    }
    if (!drawn.empty()) {
        score.between = {interpolatedPercentile(drawn, 0.025),
                         interpolatedPercentile(drawn, 0.975)};
    }
    return score;
}

std::optional<pipeline::VolumeScore> VolumeScores::of(const ResultStore& store,
                                                      const ActiveCase& active, SeriesKey series,
                                                      quant::Precision precision, Against against)
{
    std::vector<StructureCounts> counts = sliceCounts(store, active, series, precision, against);
    Entry& entry = m_known[{precision, against}];
    const bool isKnown = entry.series == series
                         && std::equal(counts.begin(), counts.end(), entry.counts.begin(),
                                       entry.counts.end(), isEqual);
    if (!isKnown) {
        entry = {series, std::move(counts), {}};
        entry.score = volumeScore(entry.counts);
    }
    return entry.score;
}

} // namespace halftone::ui
