// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/image.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace halftone {

double Geometry::voxelMm3() const noexcept
{
    const auto& d = direction;
    const double determinant = d[0] * (d[4] * d[8] - d[5] * d[7])
                               - d[1] * (d[3] * d[8] - d[5] * d[6])
                               + d[2] * (d[3] * d[7] - d[4] * d[6]);
    return spacingMm[0] * spacingMm[1] * spacingMm[2] * std::abs(determinant);
}

double Geometry::shearDegrees() const noexcept
{
    constexpr double kRounding = 0.05;
    double largest = 0;
    for (std::size_t a = 0; a < 3; ++a) {
        const std::size_t b = (a + 1) % 3;
        double cosine = 0;
        for (std::size_t row = 0; row < 3; ++row) {
            cosine += direction[row * 3 + a] * direction[row * 3 + b];
        }
        largest = std::max(largest, std::asin(std::min(1.0, std::abs(cosine))));
    }
    const double degrees = largest * 180 / std::numbers::pi;
    return degrees > kRounding ? degrees : 0;
}

bool Geometry::sameGrid(const Geometry& other) const noexcept
{
    if (size != other.size) {
        return false;
    }
    // The far corner of both grids must coincide as well: small differences of spacing or
    // direction add up over the volume.
    const double tolerance = 1e-4 * std::min({spacingMm[0], spacingMm[1], spacingMm[2]});
    for (int corner = 0; corner < 8; ++corner) {
        for (std::size_t row = 0; row < 3; ++row) {
            double a = originMm[row];
            double b = other.originMm[row];
            for (std::size_t axis = 0; axis < 3; ++axis) {
                const double steps = (corner >> axis & 1) != 0 ? size[axis] - 1 : 0;
                a += direction[row * 3 + axis] * spacingMm[axis] * steps;
                b += other.direction[row * 3 + axis] * other.spacingMm[axis] * steps;
            }
            if (!(std::abs(a - b)
                  <= tolerance * std::max(1, *std::max_element(size.begin(), size.end())))) {
                return false;
            }
        }
    }
    return true;
}

const char* toString(Modality modality) noexcept
{
    switch (modality) {
    case Modality::CT: return "CT";
    case Modality::MR: return "MR";
    case Modality::EM: return "EM";
    case Modality::Unknown: break;
    }
    return "unknown";
}

double Image::value(std::size_t index) const
{
    return std::visit([&](const auto& data) { return static_cast<double>(data.at(index)); },
                      voxels);
}

} // namespace halftone
