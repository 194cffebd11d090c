// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/detail/window.h"

#include "core/base/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>
#include <vector>

namespace halftone::image::detail {
namespace {

template <typename T>
double percentileByCounting(const std::vector<T>& data, double fraction)
{
    constexpr int kLowest = std::numeric_limits<T>::min();
    std::vector<std::size_t> counts(std::size_t{1} << (8 * sizeof(T)));
    for (const T value : data) {
        ++counts[static_cast<std::size_t>(static_cast<int>(value) - kLowest)];
    }
    const std::size_t rank = lowerRank(fraction, data.size());
    std::size_t seen = 0;
    for (std::size_t bin = 0; bin < counts.size(); ++bin) {
        seen += counts[bin];
        if (seen > rank) {
            return static_cast<double>(static_cast<int>(bin) + kLowest);
        }
    }
    return 0;
}

template <typename T>
double percentileBySampling(const std::vector<T>& data, double fraction)
{
    constexpr std::size_t kSamples = std::size_t{1} << 20;
    const std::size_t stride = std::max<std::size_t>(1, data.size() / kSamples);
    std::vector<double> sample;
    sample.reserve(data.size() / stride + 1);
    for (std::size_t i = 0; i < data.size(); i += stride) {
        const auto value = static_cast<double>(data[i]);
        if (std::isfinite(value)) {
            sample.push_back(value);
        }
    }
    return sample.empty() ? 0 : lowerPercentile(std::move(sample), fraction);
}

} // namespace

double percentileOf(const Voxels& voxels, double percent)
{
    return std::visit(
        [&](const auto& data) -> double {
            using T = typename std::decay_t<decltype(data)>::value_type;
            if (data.empty()) {
                return 0;
            }
            if constexpr (std::is_integral_v<T> && sizeof(T) <= 2) {
                return percentileByCounting(data, percent / 100);
            } else {
                return percentileBySampling(data, percent / 100);
            }
        },
        voxels);
}

Window makeWindow(const Voxels& voxels, const PreprocessSpec& spec)
{
    if (spec.window == WindowKind::Range) {
        return {spec.low, spec.high};
    }
    return {percentileOf(voxels, spec.low), percentileOf(voxels, spec.high)};
}

} // namespace halftone::image::detail
