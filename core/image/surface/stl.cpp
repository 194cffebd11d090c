// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/surface/detail/stl.h"

#include "core/image/surface/detail/surface.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>

namespace halftone::image::detail {
namespace {

void put(std::string& bytes, std::uint32_t value, int count)
{
    for (int i = 0; i < count; ++i) {
        bytes += static_cast<char>(value >> 8 * i & 0xffU);
    }
}

void put(std::string& bytes, const Corner& vector)
{
    for (const float part : vector) {
        put(bytes, std::bit_cast<std::uint32_t>(part), 4);
    }
}

Corner normalOf(const Triangle& triangle)
{
    const auto& [a, b, c] = triangle;
    const Corner u{b[0] - a[0], b[1] - a[1], b[2] - a[2]};
    const Corner v{c[0] - a[0], c[1] - a[1], c[2] - a[2]};
    const Corner n{u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]};
    const float length = std::hypot(n[0], n[1], n[2]);
    return length > 0 ? Corner{n[0] / length, n[1] / length, n[2] / length} : Corner{};
}

} // namespace

std::string stlOf(const LabelMap& labels, std::uint8_t label, const std::string& summary)
{
    constexpr std::size_t kHeader = 80;
    constexpr std::size_t kEach = 50;
    const std::vector<Triangle> triangles = surfaceOf(labels, label);
    std::string bytes = labels.geometry.orientationKnown ? "SPACE=LPS mm; " : "mm; ";
    bytes += summary;
    bytes.resize(kHeader, ' ');
    bytes.reserve(kHeader + 4 + triangles.size() * kEach);
    put(bytes, static_cast<std::uint32_t>(triangles.size()), 4);
    for (const Triangle& triangle : triangles) {
        put(bytes, normalOf(triangle));
        for (const Corner& corner : triangle) {
            put(bytes, corner);
        }
        put(bytes, 0, 2);
    }
    return bytes;
}

} // namespace halftone::image::detail
