// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/dice.h"

#include "core/base/error.h"
#include "core/base/statistics.h"

#include <array>
#include <limits>

namespace halftone::eval {

OverlapCounts& OverlapCounts::operator+=(const OverlapCounts& other) noexcept
{
    both += other.both;
    prediction += other.prediction;
    reference += other.reference;
    return *this;
}

double OverlapCounts::dice() const noexcept
{
    const std::size_t sum = prediction + reference;
    return sum == 0 ? std::numeric_limits<double>::quiet_NaN()
                    : 2.0 * static_cast<double>(both) / static_cast<double>(sum);
}

double meanDice(std::span<const OverlapCounts> counts)
{
    std::vector<double> dice;
    std::size_t reference = 0;
    for (const OverlapCounts& count : counts) {
        dice.push_back(count.dice());
        reference += count.reference;
    }
    return reference > 0 ? summarize(dice).mean : std::numeric_limits<double>::quiet_NaN();
}

OverlapCounts countOverlap(std::span<const std::uint8_t> prediction,
                           std::span<const std::uint8_t> reference, const Structure& structure)
{
    if (prediction.size() != reference.size()) {
        throw Error(ErrorCode::ShapeMismatch, "The mask has " + std::to_string(prediction.size())
                                                  + " voxels and the reference "
                                                  + std::to_string(reference.size())
                                                  + "; they must lie on the same grid.");
    }
    std::array<std::uint8_t, 256> member{};
    for (const std::uint8_t value : structure.values) {
        member[value] = 1;
    }
    OverlapCounts counts;
    for (std::size_t i = 0; i < prediction.size(); ++i) {
        const unsigned p = member[prediction[i]];
        const unsigned r = member[reference[i]];
        counts.both += p & r;
        counts.prediction += p;
        counts.reference += r;
    }
    return counts;
}

} // namespace halftone::eval
