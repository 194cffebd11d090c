// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/output_file.h"
#include "core/base/path_text.h"
#include "core/image/nifti/detail/nifti.h"
#include "core/image/raw/detail/deflate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <span>
#include <string_view>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHeaderBytes =
    352; // with the four bytes that say whether there are extensions
using Bytes = std::array<char, kHeaderBytes>;
using Matrix = std::array<double, 9>;

template <typename T>
void put(Bytes& bytes, std::size_t offset, T value)
{
    std::memcpy(bytes.data() + offset, &value, sizeof value); // in the machine's byte order
}

/// Codes of the types, in the order of Voxels.
constexpr std::array<std::int16_t, 8> kTypeCodes{2, 256, 512, 4, 768, 8, 16, 64};

/// Axes in RAS; the file's directions point to right and anterior, ours to left and posterior.
Matrix directionRas(const Geometry& geometry)
{
    Matrix m = geometry.direction;
    for (std::size_t i = 0; i < 6; ++i) {
        m[i] = -m[i];
    }
    return m;
}

double determinant(const Matrix& m)
{
    return m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6])
           + m[2] * (m[3] * m[7] - m[4] * m[6]);
}

/// Quaternion (a, b, c, d) of a rotation, from its largest component for the sake of precision.
std::array<double, 4> quaternionOf(const Matrix& m)
{
    const double trace = m[0] + m[4] + m[8];
    std::array<double, 4> q{};
    if (trace > 0) {
        const double s = 2 * std::sqrt(1 + trace);
        q = {s / 4, (m[7] - m[5]) / s, (m[2] - m[6]) / s, (m[3] - m[1]) / s};
    } else if (m[0] > m[4] && m[0] > m[8]) {
        const double s = 2 * std::sqrt(1 + m[0] - m[4] - m[8]);
        q = {(m[7] - m[5]) / s, s / 4, (m[1] + m[3]) / s, (m[2] + m[6]) / s};
    } else if (m[4] > m[8]) {
        const double s = 2 * std::sqrt(1 + m[4] - m[0] - m[8]);
        q = {(m[2] - m[6]) / s, (m[1] + m[3]) / s, s / 4, (m[5] + m[7]) / s};
    } else {
        const double s = 2 * std::sqrt(1 + m[8] - m[0] - m[4]);
        q = {(m[3] - m[1]) / s, (m[2] + m[6]) / s, (m[5] + m[7]) / s, s / 4};
    }
    if (q[0] < 0) { // the file keeps b, c, d only and takes a >= 0
        for (double& part : q) {
            part = -part;
        }
    }
    return q;
}

void putPlace(Bytes& bytes, const Geometry& geometry)
{
    Matrix direction = directionRas(geometry);
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const double step = direction[row * 3 + axis] * geometry.spacingMm[axis];
            put(bytes, 280 + 16 * row + 4 * axis, static_cast<float>(step));
        }
        const double origin = geometry.originMm[row] * (row < 2 ? -1 : 1);
        put(bytes, 280 + 16 * row + 12, static_cast<float>(origin));
        put(bytes, 268 + 4 * row, static_cast<float>(origin));
    }
    const bool mirrored = determinant(direction) < 0;
    put(bytes, 76, mirrored ? -1.0F : 1.0F);
    if (mirrored) {
        for (const std::size_t i : {2U, 5U, 8U}) {
            direction[i] = -direction[i];
        }
    }
    const std::array<double, 4> q = quaternionOf(direction);
    for (std::size_t i = 0; i < 3; ++i) {
        put(bytes, 256 + 4 * i, static_cast<float>(q[i + 1]));
    }
    const std::int16_t code = geometry.orientationKnown ? 1 : 0; // 1: scanner coordinates
    // A quaternion cannot hold a shear: other programs must take the matrix.
    put(bytes, 252, geometry.shearDegrees() > 0 ? std::int16_t{0} : code);
    put(bytes, 254, code);
}

/// Behind the header: the length of all, the code of comments, the text, to a multiple of 16 bytes.
std::string extensionOf(const FileNotes& notes)
{
    std::string text = notes.lines();
    if (text.empty()) {
        return {};
    }
    constexpr std::size_t kHead = 8;
    constexpr std::int32_t kComment = 6;
    text.resize((kHead + text.size() + 15) / 16 * 16 - kHead);
    std::array<std::int32_t, 2> head{static_cast<std::int32_t>(kHead + text.size()), kComment};
    std::string bytes(kHead, '\0');
    std::memcpy(bytes.data(), head.data(), kHead);
    return bytes + text;
}

Bytes makeHeader(const Geometry& geometry, const Voxels& voxels, const FileNotes& notes,
                 std::size_t extension)
{
    Bytes bytes{};
    put(bytes, 0, std::int32_t{348});
    put(bytes, 40, std::int16_t{3});
    for (std::size_t axis = 0; axis < 3; ++axis) {
        put(bytes, 42 + 2 * axis, static_cast<std::int16_t>(geometry.size[axis]));
        put(bytes, 80 + 4 * axis, static_cast<float>(geometry.spacingMm[axis]));
    }
    for (std::size_t axis = 3; axis < 7; ++axis) {
        put(bytes, 42 + 2 * axis, std::int16_t{1});
        put(bytes, 80 + 4 * axis, 1.0F);
    }
    const auto bits = std::visit([](const auto& v) { return 8 * sizeof v[0]; }, voxels);
    put(bytes, 70, kTypeCodes[voxels.index()]);
    put(bytes, 72, static_cast<std::int16_t>(bits));
    put(bytes, 108, static_cast<float>(kHeaderBytes + extension));
    put(bytes, 112, 1.0F);
    bytes[123] = geometry.spacingKnown ? 2 : 0; // millimetres, or nobody knows
    const std::string& text = notes.remark.empty() ? notes.summary : notes.remark;
    std::copy_n(text.begin(), std::min<std::size_t>(text.size(), 79), bytes.begin() + 148);
    putPlace(bytes, geometry);
    std::memcpy(bytes.data() + 344, "n+1", 4);
    bytes[348] = extension > 0 ? 1 : 0;
    return bytes;
}

} // namespace

void requireNiftiHolds(const fs::path& path, const Geometry& geometry)
{
    for (const int size : geometry.size) {
        if (size > std::numeric_limits<std::int16_t>::max()) {
            throw Error(ErrorCode::Unsupported, "Cannot write '" + toUtf8(path)
                                                    + "': NIfTI holds at most 32767 voxels "
                                                    + "along an axis, and one of these has "
                                                    + std::to_string(size) + ". Use .nrrd.");
        }
    }
}

void writeNifti(const fs::path& path, const Geometry& geometry, const Voxels& voxels,
                const FileNotes& notes)
{
    requireNiftiHolds(path, geometry);
    const std::string extension = extensionOf(notes);
    const Bytes header = makeHeader(geometry, voxels, notes, extension.size());
    const std::string head = std::string(header.data(), header.size()) + extension;
    const std::string name = toUtf8(path.filename());
    if (name.back() == 'z' || name.back() == 'Z') {
        writeAtomically(path, deflated(head, voxels, Wrapper::Gzip));
        return;
    }
    writeAtomically(path, [&](const fs::path& temporary) {
        OutputFile file(temporary, path);
        file.write(head);
        std::visit([&](const auto& values) { file.write(std::as_bytes(std::span(values))); },
                   voxels);
        file.close();
    });
}

} // namespace halftone::image::detail
