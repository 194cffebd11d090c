// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/detail/orientation.h"

#include "core/base/error.h"
#include "core/image/grid/plane.h"
#include "core/image/grid/preprocess.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace halftone::image {
namespace detail {
namespace {

constexpr std::array<std::array<std::size_t, 3>, 6> kPermutations{
    {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}};

} // namespace

std::array<std::size_t, 3> nearestPatientAxes(const Geometry& geometry)
{
    std::array<std::size_t, 3> best{0, 1, 2};
    double bestSum = -1;
    for (const auto& permutation : kPermutations) {
        double sum = 0;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            sum += std::abs(geometry.direction[permutation[axis] * 3 + axis]);
        }
        // A margin wider than what files round, so that a tie (45 degrees) always falls to the same
        // permutation.
        if (sum > bestSum + 1e-5) {
            bestSum = sum;
            best = permutation;
        }
    }
    return best;
}

bool AxisMap::isIdentity() const noexcept
{
    return from == std::array<std::size_t, 3>{0, 1, 2}
           && flip == std::array<bool, 3>{false, false, false};
}

AxisMap AxisMap::inverse() const noexcept
{
    AxisMap result;
    for (std::size_t a = 0; a < 3; ++a) {
        result.from[from[a]] = a;
        result.flip[from[a]] = flip[a];
    }
    return result;
}

AxisMap axisMapTo(const Geometry& geometry, const std::string& code)
{
    static constexpr std::array<char, 3> kPlus{'L', 'P', 'S'};
    static constexpr std::array<char, 3> kMinus{'R', 'A', 'I'};
    const auto patientAxis = nearestPatientAxes(geometry);
    AxisMap map;
    std::array<bool, 3> used{};
    for (std::size_t a = 0; a < 3; ++a) {
        const char letter = code.size() == 3 ? code[a] : '?';
        std::size_t wanted = 3;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            if (letter == kPlus[axis] || letter == kMinus[axis]) {
                wanted = axis;
            }
        }
        if (wanted == 3 || used[wanted]) {
            throw Error(ErrorCode::InvalidArgument,
                        "'" + code
                            + "' is not an orientation; expected one letter of L/R, P/A and "
                              "S/I each, such as LPS.");
        }
        used[wanted] = true;
        const auto source = static_cast<std::size_t>(
            std::find(patientAxis.begin(), patientAxis.end(), wanted) - patientAxis.begin());
        const bool growsPlus = geometry.direction[wanted * 3 + source] >= 0;
        map.from[a] = source;
        map.flip[a] = growsPlus != (letter == kPlus[wanted]);
    }
    return map;
}

Geometry apply(const AxisMap& map, const Geometry& source)
{
    Geometry target = source;
    for (std::size_t a = 0; a < 3; ++a) {
        const std::size_t from = map.from[a];
        target.size[a] = source.size[from];
        target.spacingMm[a] = source.spacingMm[from];
        for (std::size_t row = 0; row < 3; ++row) {
            const double column = source.direction[row * 3 + from];
            target.direction[row * 3 + a] = map.flip[a] ? -column : column;
            if (map.flip[a]) {
                target.originMm[row] += column * source.spacingMm[from] * (source.size[from] - 1);
            }
        }
    }
    return target;
}

std::optional<AxisMap> exactAxisMap(const Geometry& source, const Geometry& target)
{
    for (const auto& permutation : kPermutations) {
        for (unsigned flips = 0; flips < 8; ++flips) {
            AxisMap map;
            map.from = permutation;
            for (std::size_t a = 0; a < 3; ++a) {
                map.flip[a] = (flips >> a & 1U) != 0;
            }
            if (apply(map, source).sameGrid(target)) {
                return map;
            }
        }
    }
    return std::nullopt;
}

VoxelOrder::VoxelOrder(const AxisMap& map, const Geometry& source)
{
    const std::array<std::ptrdiff_t, 3> strides{1, source.size[0],
                                                static_cast<std::ptrdiff_t>(source.size[0])
                                                    * static_cast<std::ptrdiff_t>(source.size[1])};
    for (std::size_t a = 0; a < 3; ++a) {
        const int voxels = source.size[map.from[a]];
        size[a] = static_cast<std::size_t>(voxels);
        step[a] = strides[map.from[a]];
        if (map.flip[a]) {
            start += step[a] * (voxels - 1);
            step[a] = -step[a];
        }
    }
}

std::array<double, 9> indexFromMm(const Geometry& g)
{
    std::array<double, 9> m{};
    for (std::size_t i = 0; i < 9; ++i) {
        m[i] = g.direction[i] * g.spacingMm[i % 3];
    }
    const double determinant = m[0] * (m[4] * m[8] - m[5] * m[7])
                               - m[1] * (m[3] * m[8] - m[5] * m[6])
                               + m[2] * (m[3] * m[7] - m[4] * m[6]);
    if (!std::isfinite(determinant) || determinant == 0) {
        throw Error(ErrorCode::InvalidArgument,
                    "The axis directions of the image do not span a space.");
    }
    const double s = 1 / determinant;
    return {(m[4] * m[8] - m[5] * m[7]) * s, (m[2] * m[7] - m[1] * m[8]) * s,
            (m[1] * m[5] - m[2] * m[4]) * s, (m[5] * m[6] - m[3] * m[8]) * s,
            (m[0] * m[8] - m[2] * m[6]) * s, (m[2] * m[3] - m[0] * m[5]) * s,
            (m[3] * m[7] - m[4] * m[6]) * s, (m[1] * m[6] - m[0] * m[7]) * s,
            (m[0] * m[4] - m[1] * m[3]) * s};
}

} // namespace detail

std::string orientationCode(const Geometry& geometry)
{
    static constexpr std::array<const char*, 3> kLetters{"RL", "AP", "IS"};
    const auto patientAxis = detail::nearestPatientAxes(geometry);
    std::string code;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const bool plus = geometry.direction[patientAxis[axis] * 3 + axis] >= 0;
        code += kLetters[patientAxis[axis]][plus ? 1 : 0];
    }
    return code;
}

Image reorient(const Image& image, const std::string& code)
{
    if (code.empty() || !image.geometry.orientationKnown) {
        return image;
    }
    const detail::AxisMap map = detail::axisMapTo(image.geometry, code);
    if (map.isIdentity()) {
        return image;
    }
    Image result;
    result.geometry = detail::apply(map, image.geometry);
    result.modality = image.modality;
    result.synthetic = image.synthetic;
    result.name = image.name;
    std::visit(
        [&](const auto& voxels) { result.voxels = detail::apply(map, image.geometry, voxels); },
        image.voxels);
    return result;
}

LabelMap reorient(const LabelMap& labels, const std::string& code)
{
    if (code.empty() || !labels.geometry.orientationKnown) {
        return labels;
    }
    const detail::AxisMap map = detail::axisMapTo(labels.geometry, code);
    return {detail::apply(map, labels.geometry), detail::apply(map, labels.geometry, labels.voxels),
            labels.labels};
}

namespace {

/// Whether the corners of two grids of one size lie within half a voxel of each other.
bool cornersMeet(const Geometry& a, const Geometry& b)
{
    for (unsigned corner = 0; corner < 8; ++corner) {
        Point index{};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            index[axis] = (corner >> axis & 1U) != 0 ? a.size[axis] - 1 : 0;
        }
        const Point found = toIndex(b, toMm(a, index));
        for (std::size_t axis = 0; axis < 3; ++axis) {
            if (!(std::abs(found[axis] - index[axis]) < 0.5)) {
                return false;
            }
        }
    }
    return true;
}

} // namespace

bool sameVoxels(const Geometry& a, const Geometry& b)
{
    if (!a.spacingKnown || !b.spacingKnown) {
        return a.size == b.size;
    }
    // Not sameGrid: published labels round their headers (a mask of the grey matter challenge is
    // turned by 4e-4 rad against its image).
    for (const auto& permutation : detail::kPermutations) {
        for (unsigned flips = 0; flips < 8; ++flips) {
            detail::AxisMap map;
            map.from = permutation;
            for (std::size_t axis = 0; axis < 3; ++axis) {
                map.flip[axis] = (flips >> axis & 1U) != 0;
            }
            const Geometry turned = detail::apply(map, a);
            if (turned.size == b.size && cornersMeet(turned, b)) {
                return true;
            }
        }
    }
    return false;
}

LabelMap resampleTo(const LabelMap& labels, const Geometry& target)
{
    const Geometry& source = labels.geometry;
    if ((!source.spacingKnown || !target.spacingKnown) && source.size == target.size) {
        return {target, labels.voxels, labels.labels}; // nothing but the size can tell
    }
    if (const auto map = detail::exactAxisMap(source, target)) {
        return {target, detail::apply(*map, source, labels.voxels), labels.labels};
    }
    LabelMap result{target, std::vector<std::uint8_t>(target.voxels()), labels.labels};
    const std::array<double, 9> inverse = detail::indexFromMm(source);
    std::size_t out = 0;
    for (int k = 0; k < target.size[2]; ++k) {
        for (int j = 0; j < target.size[1]; ++j) {
            for (int i = 0; i < target.size[0]; ++i, ++out) {
                const std::array<double, 3> index{double(i), double(j), double(k)};
                std::array<double, 3> mm{};
                for (std::size_t row = 0; row < 3; ++row) {
                    mm[row] = target.originMm[row] - source.originMm[row];
                    for (std::size_t a = 0; a < 3; ++a) {
                        mm[row] += target.direction[row * 3 + a] * target.spacingMm[a] * index[a];
                    }
                }
                std::size_t at = 0;
                std::size_t stride = 1;
                bool inside = true;
                for (std::size_t a = 0; a < 3; ++a) {
                    const double v = std::floor(inverse[a * 3] * mm[0] + inverse[a * 3 + 1] * mm[1]
                                                + inverse[a * 3 + 2] * mm[2] + 0.5);
                    inside = inside && v >= 0 && v < source.size[a];
                    at += inside ? static_cast<std::size_t>(v) * stride : 0;
                    stride *= static_cast<std::size_t>(source.size[a]);
                }
                result.voxels[out] = inside ? labels.voxels[at] : std::uint8_t{0};
            }
        }
    }
    return result;
}

} // namespace halftone::image
