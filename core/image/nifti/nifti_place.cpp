// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/nifti/detail/nifti_place.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/image/detail/source.h"
#include "core/image/grid/geometry_report.h"
#include "core/image/grid/plane.h"
#include "core/image/grid/preprocess.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

/// From voxel indices to RAS, in the header's unit.
using Affine = std::array<std::array<double, 4>, 3>;

/// Millimetres per unit of the header.
double unitOf(int code)
{
    switch (code & 7) {
    case 1: return 1000;  // metres
    case 3: return 0.001; // micrometres
    default: return 1;
    }
}

/// The step along an axis; an axis of one voxel needs none, and is as thick as a unit without.
double stepOf(const NiftiHeader& header, const Geometry& geometry, std::size_t axis)
{
    const double step = std::abs(header.step[axis + 1]);
    const bool stated = static_cast<std::int64_t>(axis) < header.dim[0];
    const bool usable = stated && std::isfinite(step) && step > 0;
    return !usable && (geometry.size[axis] == 1 || !stated) ? 1 : step;
}

Affine quaternionAffine(const fs::path& path, const NiftiHeader& header, const Geometry& geometry)
{
    auto [b, c, d] = header.quaternion;
    const double squares = b * b + c * c + d * d;
    if (!(squares < 1.01)) {
        throw unreadable(path, Message{"quaternion",
                                       "the rotation of its qform is damaged: its quaternion ({1}, "
                                       "{2}, {3}) is longer than 1",
                                       {formatSignificant(b, 5), formatSignificant(c, 5),
                                        formatSignificant(d, 5)}});
    }
    double a = 0;
    if (1 - squares > 1e-7) {
        a = std::sqrt(1 - squares);
    } else { // a half turn: what is left of 1 is the rounding of the file's floats
        const double scale = 1 / std::sqrt(squares);
        b *= scale;
        c *= scale;
        d *= scale;
    }
    const std::array<std::array<double, 3>, 3> rotation{
        {{a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)},
         {2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)},
         {2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c}}};
    const double handedness = header.step[0] < 0 ? -1 : 1;
    Affine m{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            m[row][column] = rotation[row][column] * stepOf(header, geometry, column)
                             * (column == 2 ? handedness : 1);
        }
        m[row][3] = header.offset[row];
    }
    return m;
}

double lengthOf(const Affine& m, std::size_t axis)
{
    return std::sqrt(m[0][axis] * m[0][axis] + m[1][axis] * m[1][axis] + m[2][axis] * m[2][axis]);
}

/// Gives an axis of one voxel that has no direction the one across the two others, on the side
/// that the qform has it.
void completeFlatAxis(Affine& m, const NiftiHeader& header, const Geometry& geometry)
{
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const std::size_t u = (axis + 1) % 3;
        const std::size_t v = (axis + 2) % 3;
        const double across = lengthOf(m, u) * lengthOf(m, v);
        if (geometry.size[axis] != 1 || lengthOf(m, axis) > 0 || !(across > 0)) {
            continue;
        }
        const double side = header.quaternionCode > 0 && header.step[0] < 0 ? -1 : 1;
        const double step = side * stepOf(header, geometry, axis) / across;
        for (std::size_t row = 0; row < 3; ++row) {
            const std::size_t p = (row + 1) % 3;
            const std::size_t q = (row + 2) % 3;
            m[row][axis] = (m[p][u] * m[q][v] - m[q][u] * m[p][v]) * step;
        }
    }
}

/// The same in our terms: LPS, millimetres.
Geometry placed(const Affine& affine, double unit, Geometry geometry)
{
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double length = lengthOf(affine, axis);
        geometry.spacingMm[axis] = length * unit;
        for (std::size_t row = 0; row < 3; ++row) {
            geometry.direction[row * 3 + axis] = affine[row][axis] / length * (row < 2 ? -1 : 1);
        }
    }
    for (std::size_t row = 0; row < 3; ++row) {
        geometry.originMm[row] = affine[row][3] * unit * (row < 2 ? -1 : 1);
    }
    return geometry;
}

std::optional<Geometry> sound(const fs::path& path, const Geometry& geometry)
{
    try {
        requireSoundGeometry(path, geometry);
        return geometry;
    } catch (const Error&) {
        return std::nullopt;
    }
}

/// The farthest that a corner of one grid lies from the same corner of the other.
double largestDistance(const Geometry& a, const Geometry& b)
{
    double largest = 0;
    for (unsigned corner = 0; corner < 8; ++corner) {
        Point index{};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            index[axis] = (corner >> axis & 1U) != 0 ? a.size[axis] - 0.5 : -0.5;
        }
        const Point p = toMm(a, index);
        const Point q = toMm(b, index);
        largest = std::max(largest, std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]));
    }
    return largest;
}

void compareForms(const Geometry& matrix, const Geometry& quaternion, Findings& findings)
{
    const auto& spacing = matrix.spacingMm;
    // What the file's floats lose: a part of a voxel, and of the angle of the quaternion.
    double extent = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        extent = std::max(extent, spacing[axis] * matrix.size[axis]);
    }
    const double distance = largestDistance(matrix, quaternion);
    if (distance <= 0.1 * std::min({spacing[0], spacing[1], spacing[2]}) + 1e-3 * extent) {
        return;
    }
    const std::string bySform = orientationCode(matrix);
    const std::string byQform = orientationCode(quaternion);
    if (bySform != byQform) {
        findings.push_back({Severity::Severe,
                            {"forms-turned",
                             "Its sform and its qform disagree on which way the axes run ({0} by "
                             "the sform, {1} by the qform); the sform was taken. Left and right "
                             "may be swapped.",
                             {bySform, byQform}}});
        return;
    }
    findings.push_back({Severity::Warning,
                        {"forms-disagree",
                         "Its sform and its qform give places up to {0} apart; the sform was "
                         "taken.",
                         {formatLength(distance)}}});
}

void compareSteps(const Geometry& matrix, const Geometry& steps, Findings& findings)
{
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double ratio = matrix.spacingMm[axis] / steps.spacingMm[axis];
        if (matrix.size[axis] > 1 && !(std::abs(ratio - 1) < 0.01)) {
            findings.push_back({Severity::Warning,
                                {"spacing-disagrees",
                                 "Its sform gives voxels of {0}, its pixdim {1}; the sform was "
                                 "taken.",
                                 {formatSpacing(matrix), formatSpacing(steps)}}});
            return;
        }
    }
}

} // namespace

void readNiftiPlace(const fs::path& path, const NiftiHeader& header, Geometry& geometry,
                    Findings& findings)
{
    const double unit = unitOf(header.units);
    geometry.spacingKnown = true;
    geometry.orientationKnown = false;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        geometry.spacingMm[axis] = stepOf(header, geometry, axis) * unit;
    }
    const bool hasMatrix = header.matrixCode > 0;
    const bool hasQuaternion = header.quaternionCode > 0;
    if (!hasMatrix && !hasQuaternion) {
        // Steps of one in no unit, placed nowhere: what is written where nothing is known, by us
        // (writeNifti) as by others.
        geometry.spacingKnown = header.kind == NiftiHeader::Kind::Analyze || (header.units & 7) != 0
                                || geometry.spacingMm != std::array<double, 3>{1, 1, 1};
        requireSoundGeometry(path, geometry);
        return;
    }
    const Geometry steps = geometry;
    geometry.orientationKnown = true;
    Geometry byMatrix;
    if (hasMatrix) {
        Affine affine = header.matrix;
        completeFlatAxis(affine, header, geometry);
        byMatrix = placed(affine, unit, geometry);
    }
    const std::optional<Geometry> matrix = hasMatrix ? sound(path, byMatrix) : std::nullopt;
    if (!matrix && !hasQuaternion) {
        requireSoundGeometry(path, byMatrix); // throws
    }
    if (matrix && !hasQuaternion) {
        geometry = *matrix;
        compareSteps(*matrix, steps, findings);
        return;
    }
    const auto byQuaternion = [&] {
        return placed(quaternionAffine(path, header, geometry), unit, geometry);
    };
    if (matrix) {
        geometry = *matrix;
        try {
            const Geometry other = byQuaternion();
            requireSoundGeometry(path, other);
            compareForms(*matrix, other, findings);
        } catch (const Error&) {
            findings.push_back({Severity::Warning,
                                {"qform-unusable",
                                 "Its qform is damaged; the place was taken from its sform.",
                                 {}}});
        }
        return;
    }
    geometry = byQuaternion();
    requireSoundGeometry(path, geometry);
    if (hasMatrix) {
        findings.push_back({Severity::Warning,
                            {"sform-unusable",
                             "Its sform is empty or damaged; the place was taken from its qform.",
                             {}}});
    }
}

} // namespace halftone::image::detail
