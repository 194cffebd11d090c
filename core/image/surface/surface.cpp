// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/surface/detail/surface.h"

#include "core/image/grid/plane.h"

#include <cstddef>

namespace halftone::image::detail {
namespace {

using Index = std::array<int, 3>;

class SurfaceNet {
public:
    SurfaceNet(const LabelMap& labels, std::uint8_t label) : m_labels(labels), m_label(label)
    {
        const auto& d = labels.geometry.direction;
        m_mirrored = d[0] * (d[4] * d[8] - d[5] * d[7]) - d[1] * (d[3] * d[8] - d[5] * d[6])
                         + d[2] * (d[3] * d[7] - d[4] * d[6])
                     < 0;
    }

    std::vector<Triangle> run()
    {
        const auto& size = m_labels.geometry.size;
        Index at{};
        for (at[2] = 0; at[2] < size[2]; ++at[2]) {
            for (at[1] = 0; at[1] < size[1]; ++at[1]) {
                for (at[0] = 0; at[0] < size[0]; ++at[0]) {
                    if (isInside(at)) {
                        addFaces(at);
                    }
                }
            }
        }
        return std::move(m_triangles);
    }

private:
    [[nodiscard]] bool isInside(const Index& at) const
    {
        const auto& size = m_labels.geometry.size;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            if (at[axis] < 0 || at[axis] >= size[axis]) {
                return false;
            }
        }
        const auto row = static_cast<std::size_t>(at[2]) * static_cast<std::size_t>(size[1])
                         + static_cast<std::size_t>(at[1]);
        return m_labels.voxels[row * static_cast<std::size_t>(size[0])
                               + static_cast<std::size_t>(at[0])]
               == m_label;
    }

    /// Towards each neighbour that is outside: a quadrilateral of the four cells around the line
    /// between the two.
    void addFaces(const Index& at)
    {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            for (const int step : {-1, 1}) {
                Index neighbour = at;
                neighbour[axis] += step;
                if (isInside(neighbour)) {
                    continue;
                }
                // A cell is named by its first voxel; the four share both ends of the line.
                Index cell = at;
                cell[axis] += step < 0 ? -1 : 0;
                const std::size_t u = (axis + 1) % 3;
                const std::size_t v = (axis + 2) % 3;
                std::array<Corner, 4> corners{};
                constexpr std::array<std::array<int, 2>, 4> kRound{
                    {{-1, -1}, {0, -1}, {0, 0}, {-1, 0}}};
                for (std::size_t n = 0; n < 4; ++n) {
                    Index of = cell;
                    of[u] += kRound[n][0];
                    of[v] += kRound[n][1];
                    corners[n] = cornerIn(of);
                }
                const bool turned = (step < 0) != m_mirrored;
                addTriangle(corners[0], corners[1], corners[2], turned);
                addTriangle(corners[0], corners[2], corners[3], turned);
            }
        }
    }

    void addTriangle(const Corner& a, const Corner& b, const Corner& c, bool turned)
    {
        m_triangles.push_back(turned ? Triangle{a, c, b} : Triangle{a, b, c});
    }

    /// The mean of the middles of those edges of a cell on which the label ends.
    [[nodiscard]] Corner cornerIn(const Index& cell) const
    {
        std::array<bool, 8> inside{};
        for (unsigned n = 0; n < 8; ++n) {
            inside[n] = isInside({cell[0] + static_cast<int>(n & 1U),
                                  cell[1] + static_cast<int>(n >> 1 & 1U),
                                  cell[2] + static_cast<int>(n >> 2)});
        }
        Point sum{};
        int count = 0;
        for (unsigned n = 0; n < 8; ++n) {
            for (unsigned axis = 0; axis < 3; ++axis) {
                const unsigned other = n | 1U << axis;
                if (other == n || inside[n] == inside[other]) {
                    continue;
                }
                ++count;
                for (unsigned along = 0; along < 3; ++along) {
                    sum[along] += along == axis ? 0.5 : static_cast<double>(n >> along & 1U);
                }
            }
        }
        Point index{};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            index[axis] = cell[axis] + sum[axis] / count;
        }
        const Point mm = toMm(m_labels.geometry, index);
        return {static_cast<float>(mm[0]), static_cast<float>(mm[1]), static_cast<float>(mm[2])};
    }

    const LabelMap& m_labels;
    std::uint8_t m_label;
    bool m_mirrored = false;
    std::vector<Triangle> m_triangles;
};

} // namespace

std::vector<Triangle> surfaceOf(const LabelMap& labels, std::uint8_t label)
{
    return SurfaceNet(labels, label).run();
}

} // namespace halftone::image::detail
