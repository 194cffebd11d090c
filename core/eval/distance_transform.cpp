// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/distance_transform.h"

#include "core/base/error.h"
#include "core/base/progress.h"

#include <algorithm>
#include <limits>

namespace halftone::eval {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// One line of the transform: values f(q) become min over q' of (spacing*(q-q'))^2 + f(q').
class LineTransform {
public:
    LineTransform(std::size_t length, double spacing)
        : m_square(spacing * spacing), m_sites(length), m_starts(length), m_values(length)
    {
    }

    void run(float* line, std::size_t stride)
    {
        const std::size_t length = m_values.size();
        for (std::size_t q = 0; q < length; ++q) {
            m_values[q] = static_cast<double>(line[q * stride]);
        }
        const std::size_t count = buildEnvelope();
        if (count == 0) {
            return; // no site on this line yet: it stays infinite
        }
        std::size_t k = 0;
        for (std::size_t q = 0; q < length; ++q) {
            while (k + 1 < count && m_starts[k + 1] < static_cast<double>(q)) {
                ++k;
            }
            line[q * stride] = static_cast<float>(parabola(m_sites[k], q));
        }
    }

private:
    double parabola(std::size_t site, std::size_t q) const
    {
        const double steps = static_cast<double>(q) - static_cast<double>(site);
        return m_square * steps * steps + m_values[site];
    }

    // Where the parabola of `right` falls below that of `left`, in voxels.
    double intersection(std::size_t left, std::size_t right) const
    {
        const auto a = static_cast<double>(left);
        const auto b = static_cast<double>(right);
        return ((m_values[right] + m_square * b * b) - (m_values[left] + m_square * a * a))
               / (2 * m_square * (b - a));
    }

    // Parabolas of the lower envelope in m_sites, the left ends of their reign in m_starts.
    std::size_t buildEnvelope()
    {
        std::size_t count = 0;
        for (std::size_t q = 0; q < m_values.size(); ++q) {
            if (m_values[q] == kInfinity) {
                continue;
            }
            double start = -kInfinity;
            while (count > 0) {
                start = intersection(m_sites[count - 1], q);
                if (start > m_starts[count - 1]) {
                    break;
                }
                --count;
                start = -kInfinity;
            }
            m_sites[count] = q;
            m_starts[count] = start;
            ++count;
        }
        return count;
    }

    double m_square; // of the spacing
    std::vector<std::size_t> m_sites;
    std::vector<double> m_starts;
    std::vector<double> m_values;
};

} // namespace

std::vector<float> squaredDistances(std::span<const std::uint8_t> sites,
                                    const std::array<int, 3>& size,
                                    const std::array<double, 3>& spacingMm, const StopToken& stop)
{
    std::array<std::size_t, 3> extent{};
    std::transform(size.begin(), size.end(), extent.begin(),
                   [](int n) { return static_cast<std::size_t>(std::max(n, 0)); });
    if (sites.size() != extent[0] * extent[1] * extent[2]) {
        throw Error(ErrorCode::ShapeMismatch, "A distance transform got "
                                                  + std::to_string(sites.size())
                                                  + " voxels that do not fill its grid.");
    }
    std::vector<float> distances(sites.size());
    std::transform(sites.begin(), sites.end(), distances.begin(), [](std::uint8_t site) {
        return site != 0 ? 0.0F : std::numeric_limits<float>::infinity();
    });
    const std::array<std::size_t, 3> strides{1, extent[0], extent[0] * extent[1]};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        if (distances.empty() || extent[axis] == 1) {
            continue; // one voxel a line: nothing to spread
        }
        const std::size_t u = (axis + 1) % 3;
        const std::size_t v = (axis + 2) % 3;
        LineTransform transform(extent[axis], spacingMm[axis]);
        for (std::size_t i = 0; i < extent[u]; ++i) {
            throwIfStopped(stop); // a plane of lines takes a few milliseconds
            for (std::size_t j = 0; j < extent[v]; ++j) {
                transform.run(distances.data() + i * strides[u] + j * strides[v], strides[axis]);
            }
        }
    }
    return distances;
}

} // namespace halftone::eval
