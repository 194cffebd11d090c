// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/label_values.h"

#include "core/base/error.h"

#include <cmath>
#include <limits>
#include <string>

namespace halftone::eval {

void LabelValues::add(std::span<const std::uint8_t> labels, std::span<const float> values)
{
    if (labels.size() != values.size()) {
        throw Error(ErrorCode::ShapeMismatch, std::to_string(labels.size())
                                                  + " labels cannot lie on "
                                                  + std::to_string(values.size()) + " values.");
    }
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (labels[i] == 0) {
            continue;
        }
        Sums& sums = m_sums[labels[i]];
        ++sums.voxels;
        const double value = values[i];
        if (std::isfinite(value)) {
            ++sums.counted;
            const double step = value - sums.mean;
            sums.mean += step / static_cast<double>(sums.counted);
            sums.squares += step * (value - sums.mean);
        }
    }
}

std::size_t LabelValues::voxels(const Structure& structure) const noexcept
{
    std::size_t count = 0;
    for (const std::uint8_t label : structure.values) {
        count += m_sums[label].voxels;
    }
    return count;
}

Summary LabelValues::values(const Structure& structure) const noexcept
{
    // Parts are joined by Chan's formula.
    Sums all;
    for (const std::uint8_t label : structure.values) {
        const Sums& part = m_sums[label];
        if (part.counted == 0) {
            continue;
        }
        const auto before = static_cast<double>(all.counted);
        const auto added = static_cast<double>(part.counted);
        const double apart = part.mean - all.mean;
        all.counted += part.counted;
        all.mean += apart * added / (before + added);
        all.squares += part.squares + apart * apart * before * added / (before + added);
    }
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    return {all.counted > 0 ? all.mean : kNone,
            all.counted > 1 ? std::sqrt(all.squares / static_cast<double>(all.counted - 1)) : kNone,
            all.counted};
}

} // namespace halftone::eval
