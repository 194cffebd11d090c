// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/detail/window.h"

#include "core/base/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <type_traits>

namespace halftone::image::detail {
namespace {

template <typename T>
std::vector<std::size_t> countValues(const std::vector<T>& data)
{
    constexpr int kLowest = std::numeric_limits<T>::min();
    std::vector<std::size_t> counts(std::size_t{1} << (8 * sizeof(T)));
    for (const T value : data) {
        ++counts[static_cast<std::size_t>(static_cast<int>(value) - kLowest)];
    }
    return counts;
}

template <typename T>
std::vector<double> sortedSample(const std::vector<T>& data, const VoxelOrder& order)
{
    constexpr std::size_t kSamples = std::size_t{1} << 20;
    const std::size_t stride = std::max<std::size_t>(1, data.size() / kSamples);
    std::vector<double> sample;
    sample.reserve(data.size() / stride + 1);
    std::size_t next = 0; // from the start of the row
    for (std::size_t k = 0; k < order.size[2]; ++k) {
        for (std::size_t j = 0; j < order.size[1]; ++j) {
            const std::ptrdiff_t row = order.row(j, k);
            for (; next < order.size[0]; next += stride) {
                const std::ptrdiff_t at = row + static_cast<std::ptrdiff_t>(next) * order.step[0];
                const auto value = static_cast<double>(data[static_cast<std::size_t>(at)]);
                if (std::isfinite(value)) {
                    sample.push_back(value);
                }
            }
            next -= order.size[0];
        }
    }
    std::sort(sample.begin(), sample.end());
    return sample;
}

} // namespace

Distribution::Distribution(const Voxels& voxels, const VoxelOrder& order)
{
    std::visit(
        [&](const auto& data) {
            using T = typename std::decay_t<decltype(data)>::value_type;
            if constexpr (std::is_integral_v<T> && sizeof(T) <= 2) {
                m_counts = countValues(data);
                m_lowest = std::numeric_limits<T>::min();
                m_counted = data.size();
            } else {
                m_sample = sortedSample(data, order);
            }
        },
        voxels);
}

double Distribution::percentile(double percent) const
{
    if (!m_sample.empty()) {
        return m_sample[lowerRank(percent / 100, m_sample.size())];
    }
    if (m_counted == 0) {
        return 0;
    }
    const std::size_t rank = lowerRank(percent / 100, m_counted);
    std::size_t seen = 0;
    std::size_t bin = 0;
    while (seen + m_counts[bin] <= rank) {
        seen += m_counts[bin++];
    }
    return m_lowest + static_cast<double>(bin);
}

double Distribution::shareBelow(double value) const
{
    if (!m_sample.empty()) {
        const auto end = std::lower_bound(m_sample.begin(), m_sample.end(), value);
        return static_cast<double>(end - m_sample.begin()) / static_cast<double>(m_sample.size());
    }
    if (m_counted == 0) {
        return 0;
    }
    const double bins =
        std::clamp(std::ceil(value) - m_lowest, 0.0, static_cast<double>(m_counts.size()));
    const std::size_t below = std::accumulate(
        m_counts.begin(), m_counts.begin() + static_cast<std::ptrdiff_t>(bins), std::size_t{0});
    return static_cast<double>(below) / static_cast<double>(m_counted);
}

Window makeWindow(const Distribution& values, const PreprocessSpec& spec)
{
    if (spec.window == WindowKind::Range) {
        return {spec.low, spec.high};
    }
    return {values.percentile(spec.low), values.percentile(spec.high)};
}

} // namespace halftone::image::detail
