// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/labels/brush.h"

#include "core/base/error.h"
#include "core/image/grid/detail/orientation.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <variant>

namespace halftone::image {

namespace {

/// A distance that is the radius by design, such as that of a voxel on the border of a brush of
/// whole voxels, is so whatever the last bits are.
constexpr double kNearer = 1 - 1e-9;
/// A long way is covered in pieces, as the box around a slanted one is mostly empty.
constexpr double kMostPieces = 1024;
constexpr double kMostSteps = 1e6;

double dot(const Point& a, const Point& b)
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

Point between(const Point& a, const Point& b, double share)
{
    return {a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]),
            a[2] + share * (b[2] - a[2])};
}

/// Voxels of one way of a brush, in voxel indices.
class Sweep {
public:
    Sweep(const Geometry& geometry, const Brush& brush)
        : m_size(geometry.size), m_square(brush.shape == BrushShape::Square),
          m_radius(brush.diameterMm / 2)
    {
        const std::array<double, 9> inverse = detail::indexFromMm(geometry);
        std::array<Point, 3> steps{}; // mm from a voxel to the next
        for (std::size_t a = 0; a < 3; ++a) {
            for (std::size_t n = 0; n < 3; ++n) {
                steps[a][n] = geometry.direction[n * 3 + a] * geometry.spacingMm[a];
            }
        }
        for (std::size_t a = 0; a < 3; ++a) {
            for (std::size_t b = 0; b < 3; ++b) {
                m_metric[a][b] = dot(steps[a], steps[b]);
            }
            m_step[a] = std::sqrt(m_metric[a][a]);
            const Point row{inverse[a * 3], inverse[a * 3 + 1], inverse[a * 3 + 2]};
            m_reach[a] = m_square ? m_radius / m_step[a] : m_radius * std::sqrt(dot(row, row));
        }
    }

    /// `axis`: across which the brush has no extent; nothing: a ball.
    std::vector<VoxelRun> run(Point from, Point to, std::optional<std::size_t> axis)
    {
        if (axis) {
            const double plane = std::floor(from[*axis] + 0.5);
            if (!(plane >= 0 && plane < m_size[*axis])) {
                return {};
            }
            from[*axis] = to[*axis] = plane;
            m_reach[*axis] = 0;
        }
        const Point way{to[0] - from[0], to[1] - from[1], to[2] - from[2]};
        const double length = std::sqrt(squared(way));
        const double pieces = std::clamp(std::ceil(length / (2 * m_radius)), 1.0, kMostPieces);
        for (double piece = 0; piece < pieces; ++piece) {
            cover(between(from, to, piece / pieces), between(from, to, (piece + 1) / pieces));
        }
        follow(from, to);
        return joined();
    }

private:
    [[nodiscard]] double squared(const Point& way) const
    {
        double sum = 0;
        for (std::size_t a = 0; a < 3; ++a) {
            sum += way[a] * dot(m_metric[a], way);
        }
        return sum;
    }

    void cover(const Point& from, const Point& to)
    {
        std::array<int, 3> low{};
        std::array<int, 3> high{};
        for (std::size_t a = 0; a < 3; ++a) {
            low[a] =
                static_cast<int>(std::max(0.0, std::ceil(std::min(from[a], to[a]) - m_reach[a])));
            high[a] = static_cast<int>(
                std::min(m_size[a] - 1.0, std::floor(std::max(from[a], to[a]) + m_reach[a])));
        }
        m_from = from;
        m_way = {to[0] - from[0], to[1] - from[1], to[2] - from[2]};
        m_waySquared = squared(m_way);
        for (std::size_t a = 0; a < 3; ++a) {
            m_along[a] = dot(m_metric[a], m_way);
        }
        for (int k = low[2]; k <= high[2]; ++k) {
            for (int j = low[1]; j <= high[1]; ++j) {
                int first = low[0];
                int last = high[0];
                // What a brush covers has no dents: in a row it is one run.
                for (int gap = gapAt(first, j, k); first <= last && gap > 0;) {
                    first += gap;
                    gap = gapAt(first, j, k);
                }
                for (int gap = gapAt(last, j, k); last > first && gap > 0;) {
                    last = std::max(first, last - gap);
                    gap = gapAt(last, j, k);
                }
                if (first <= last) {
                    m_runs.push_back({k, j, first, last});
                }
            }
        }
    }

    /// How many voxels along the row from there the next can be that is covered; 0: it is itself.
    [[nodiscard]] int gapAt(int i, int j, int k) const
    {
        const Point at{i - m_from[0], j - m_from[1], k - m_from[2]};
        if (m_square) {
            return isInSquare(at) ? 0 : 1;
        }
        const double distance = squaredDistance(at);
        if (distance < m_radius * m_radius * kNearer) {
            return 0;
        }
        // A step of the row comes nearer by its length at most.
        const double steps = kNearer * (std::sqrt(distance) - m_radius) / m_step[0];
        return std::max(1, static_cast<int>(std::min<double>(steps, m_size[0])));
    }

    /// From the way, mm^2.
    [[nodiscard]] double squaredDistance(const Point& at) const
    {
        double share = 0;
        if (m_waySquared > 0) {
            share = std::clamp(dot(at, m_along) / m_waySquared, 0.0, 1.0);
        }
        return squared(between(at, {at[0] - m_way[0], at[1] - m_way[1], at[2] - m_way[2]}, share));
    }

    /// Whether there is a place on the way from which no axis is farther than the radius.
    [[nodiscard]] bool isInSquare(const Point& at) const
    {
        const double radius = m_radius * kNearer;
        double begin = 0;
        double end = 1;
        for (std::size_t a = 0; a < 3; ++a) {
            const double distance = at[a] * m_step[a];
            const double way = m_way[a] * m_step[a];
            if (way == 0) {
                if (!(std::abs(distance) < radius)) {
                    return false;
                }
                continue;
            }
            const double enters = (distance - radius) / way;
            const double leaves = (distance + radius) / way;
            begin = std::max(begin, std::min(enters, leaves));
            end = std::min(end, std::max(enters, leaves));
        }
        return begin <= end;
    }

    /// The voxels that the line goes through, in steps of one along its longest axis.
    void follow(const Point& from, const Point& to)
    {
        double steps = 0;
        for (std::size_t a = 0; a < 3; ++a) {
            steps = std::max(steps, std::abs(to[a] - from[a]));
        }
        steps = std::clamp(std::ceil(steps), 1.0, kMostSteps);
        for (double step = 0; step <= steps; ++step) {
            const Point at = between(from, to, step / steps);
            std::array<int, 3> voxel{};
            bool inside = true;
            for (std::size_t a = 0; a < 3; ++a) {
                const double nearest = std::floor(at[a] + 0.5);
                inside = inside && nearest >= 0 && nearest < m_size[a];
                voxel[a] = inside ? static_cast<int>(nearest) : 0;
            }
            if (inside) {
                m_runs.push_back({voxel[2], voxel[1], voxel[0], voxel[0]});
            }
        }
    }

    std::vector<VoxelRun> joined()
    {
        std::sort(m_runs.begin(), m_runs.end(), [](const VoxelRun& a, const VoxelRun& b) {
            return std::tie(a.k, a.j, a.first) < std::tie(b.k, b.j, b.first);
        });
        std::vector<VoxelRun> all;
        for (const VoxelRun& run : m_runs) {
            if (!all.empty() && all.back().k == run.k && all.back().j == run.j
                && run.first <= all.back().last + 1) {
                all.back().last = std::max(all.back().last, run.last);
            } else {
                all.push_back(run);
            }
        }
        return all;
    }

    std::array<int, 3> m_size;
    bool m_square;
    double m_radius;
    std::array<Point, 3> m_metric{}; ///< products of the steps along two axes, mm^2
    Point m_step{};                  ///< lengths of the steps, mm
    Point m_reach{};                 ///< of the brush along each axis, voxels
    Point m_from{};                  ///< of the piece at hand
    Point m_way{};
    double m_waySquared = 0;
    Point m_along{}; ///< products of the way with the steps of each axis, mm^2
    std::vector<VoxelRun> m_runs;
};

/// `isWithin` is asked about voxels by their number in the volume.
template <typename IsWithin>
VoxelBox paintRuns(SlicedLabels& labels, const std::vector<VoxelRun>& runs, const PaintRule& rule,
                   DeltaBuilder& changes, const IsWithin& isWithin)
{
    const auto width = static_cast<std::size_t>(labels.geometry().size[0]);
    const std::size_t each = labels.geometry().sliceVoxels();
    VoxelBox box;
    for (const VoxelRun& run : runs) {
        const std::size_t row = static_cast<std::size_t>(run.j) * width;
        const std::size_t end = row + static_cast<std::size_t>(run.last) + 1;
        const std::size_t slice = static_cast<std::size_t>(run.k) * each;
        auto voxels = labels.slice(run.k);
        const auto labelAt = [&](std::size_t at) {
            return voxels.empty() ? std::uint8_t{0} : voxels[at];
        };
        const auto becomes = [&](std::size_t at) {
            const std::uint8_t label = labelAt(at);
            return label != rule.label && rule.over[label] && isWithin(slice + at);
        };
        for (std::size_t at = row + static_cast<std::size_t>(run.first); at < end;) {
            if (!becomes(at)) {
                ++at;
                continue;
            }
            const std::size_t first = at;
            const std::uint8_t before = labelAt(at);
            for (++at; at < end && labelAt(at) == before && isWithin(slice + at); ++at) {
            }
            changes.add(run.k, first, at - first, before, rule.label);
            std::fill_n(labels.writable(run.k).data() + first, at - first, rule.label);
            voxels = labels.slice(run.k); // a copy, where a snapshot had it
            box.add({{static_cast<int>(first - row), run.j, run.k},
                     {static_cast<int>(at - 1 - row), run.j, run.k}});
        }
    }
    return box;
}

} // namespace

double diameterOfVoxels(const Geometry& geometry, Plane plane, double voxels)
{
    const auto normal = static_cast<std::size_t>(normalAxis(geometry, plane));
    return voxels
           * std::min(geometry.spacingMm[(normal + 1) % 3], geometry.spacingMm[(normal + 2) % 3]);
}

std::vector<VoxelRun> sweep(const Geometry& geometry, const Brush& brush, Plane plane,
                            const Point& from, const Point& to)
{
    if (!(brush.diameterMm > 0) || !std::isfinite(brush.diameterMm)) {
        throw Error(ErrorCode::InvalidArgument, "A brush needs a diameter above 0.");
    }
    const auto axis = brush.throughSlices
                          ? std::nullopt
                          : std::optional(static_cast<std::size_t>(normalAxis(geometry, plane)));
    return Sweep(geometry, brush).run(toIndex(geometry, from), toIndex(geometry, to), axis);
}

VoxelBox paint(SlicedLabels& labels, const std::vector<VoxelRun>& runs, const PaintRule& rule,
               const Image* image, DeltaBuilder& changes)
{
    if (!rule.within) {
        return paintRuns(labels, runs, rule, changes, [](std::size_t) { return true; });
    }
    if (image == nullptr || image->geometry.size != labels.geometry().size) {
        throw Error(ErrorCode::ShapeMismatch,
                    "The image whose values limit the brush is not on the grid of the labels.");
    }
    return std::visit(
        [&](const auto& values) {
            if (values.size() != labels.geometry().voxels()) {
                throw Error(ErrorCode::ShapeMismatch,
                            "The image whose values limit the brush has not as many voxels as "
                            "its grid.");
            }
            return paintRuns(labels, runs, rule, changes, [&](std::size_t at) {
                const auto value = static_cast<double>(values[at]);
                return value >= rule.within->low && value <= rule.within->high;
            });
        },
        image->voxels);
}

} // namespace halftone::image
