// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/nifti/detail/nifti.h"

#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/image/itk/detail/itk_io.h"
#include "core/image/nifti/detail/gz_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <string_view>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

constexpr int kHeaderBytes1 = 348;
constexpr int kHeaderBytes2 = 540;
constexpr std::string_view kMagic1("n+1\0", 4);
constexpr std::string_view kMagic2("n+2\0\r\n\032\n", 8);
constexpr std::size_t kDescriptionBytes = 80;

/// Reads numbers at fixed offsets of the header, in its byte order.
class Fields {
public:
    Fields(const std::array<char, kHeaderBytes2>& bytes, bool swapped)
        : m_bytes(bytes), m_swapped(swapped)
    {
    }

    template <typename T>
    [[nodiscard]] T get(std::size_t offset, std::size_t index = 0) const
    {
        std::array<char, sizeof(T)> raw{};
        std::copy_n(m_bytes.begin() + static_cast<std::ptrdiff_t>(offset + index * sizeof(T)),
                    sizeof(T), raw.begin());
        if (m_swapped) {
            std::reverse(raw.begin(), raw.end());
        }
        T value{};
        std::memcpy(&value, raw.data(), sizeof(T));
        return value;
    }

private:
    const std::array<char, kHeaderBytes2>& m_bytes;
    bool m_swapped;
};

/// What both versions of the header say, in one form.
struct Header {
    std::array<std::int64_t, 8> dim{};
    std::array<double, 8> step{};
    std::int16_t dataType = 0;
    std::int64_t voxelOffset = 0;
    double slope = 0;
    double intercept = 0;
    int units = 0;
    int quaternionCode = 0;
    int matrixCode = 0;
    std::array<double, 3> quaternion{};
    std::array<double, 3> offset{};
    std::array<std::array<double, 4>, 3> matrix{};
    std::string description;
};

/// Where the fields lie, and in which type numbers are stored.
struct Layout1 {
    using Dim = std::int16_t;
    using Real = float;
    using Code = std::int16_t;
    static constexpr std::size_t kDim = 40, kType = 70, kStep = 76, kSlope = 112, kIntercept = 116,
                                 kDescription = 148, kQuaternionCode = 252, kMatrixCode = 254,
                                 kQuaternion = 256, kOffset = 268, kMatrix = 280;
};
struct Layout2 {
    using Dim = std::int64_t;
    using Real = double;
    using Code = std::int32_t;
    static constexpr std::size_t kDim = 16, kType = 12, kStep = 104, kSlope = 176, kIntercept = 184,
                                 kDescription = 240, kQuaternionCode = 344, kMatrixCode = 348,
                                 kQuaternion = 352, kOffset = 376, kMatrix = 400;
};

template <typename L>
Header parse(const Fields& fields)
{
    using Real = typename L::Real;
    Header header;
    for (std::size_t i = 0; i < 8; ++i) {
        header.dim[i] = fields.get<typename L::Dim>(L::kDim, i);
        header.step[i] = static_cast<double>(fields.get<Real>(L::kStep, i));
    }
    header.dataType = fields.get<std::int16_t>(L::kType);
    header.slope = static_cast<double>(fields.get<Real>(L::kSlope));
    header.intercept = static_cast<double>(fields.get<Real>(L::kIntercept));
    header.quaternionCode = fields.get<typename L::Code>(L::kQuaternionCode);
    header.matrixCode = fields.get<typename L::Code>(L::kMatrixCode);
    for (std::size_t i = 0; i < 3; ++i) {
        header.quaternion[i] = static_cast<double>(fields.get<Real>(L::kQuaternion, i));
        header.offset[i] = static_cast<double>(fields.get<Real>(L::kOffset, i));
        for (std::size_t column = 0; column < 4; ++column) {
            header.matrix[i][column] =
                static_cast<double>(fields.get<Real>(L::kMatrix, 4 * i + column));
        }
    }
    for (std::size_t i = 0; i < kDescriptionBytes; ++i) {
        const char letter = fields.get<char>(L::kDescription, i);
        if (letter == 0) {
            break;
        }
        header.description += letter;
    }
    return header;
}

struct TypeName {
    std::int16_t code;
    const char* name;
    std::size_t bytes;
};

constexpr std::array<TypeName, 10> kTypes{{{2, "uint8", 1},
                                           {256, "int8", 1},
                                           {512, "uint16", 2},
                                           {4, "int16", 2},
                                           {768, "uint32", 4},
                                           {8, "int32", 4},
                                           {1280, "uint64", 8},
                                           {1024, "int64", 8},
                                           {16, "float32", 4},
                                           {64, "float64", 8}}};

const TypeName& typeOf(const fs::path& path, std::int16_t code)
{
    for (const TypeName& type : kTypes) {
        if (type.code == code) {
            return type;
        }
    }
    throw unreadable(path, "its voxel type (NIfTI code " + std::to_string(code)
                               + ") is not a single grey value");
}

/// Millimetres per unit of the header.
double unitOf(int code)
{
    switch (code & 7) {
    case 1: return 1000;  // metres
    case 3: return 0.001; // micrometres
    default: return 1;
    }
}

/// The affine from voxel indices to RAS millimetres by the quaternion.
std::array<std::array<double, 4>, 3> quaternionAffine(const Header& header)
{
    auto [b, c, d] = header.quaternion;
    const double squares = b * b + c * c + d * d;
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
    std::array<std::array<double, 4>, 3> m{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            m[row][column] =
                rotation[row][column] * header.step[column + 1] * (column == 2 ? handedness : 1);
        }
        m[row][3] = header.offset[row];
    }
    return m;
}

void readSize(const fs::path& path, const Header& header, Geometry& geometry)
{
    const std::int64_t dimensions = header.dim[0];
    if (dimensions < 1 || dimensions > 7) {
        throw unreadable(path, "its header gives " + std::to_string(dimensions) + " dimensions");
    }
    for (unsigned axis = 0; axis < 7; ++axis) {
        setAxisSize(path, axis, axis < dimensions ? header.dim[axis + 1] : 1, geometry);
    }
}

/// The matrix where the file has one, else the quaternion, as other programs choose.
void readPlace(const fs::path& path, const Header& header, Geometry& geometry)
{
    const double unit = unitOf(header.units);
    geometry.spacingKnown = true;
    geometry.orientationKnown = header.matrixCode > 0 || header.quaternionCode > 0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const bool stated = static_cast<std::int64_t>(axis) < header.dim[0];
        geometry.spacingMm[axis] = stated ? std::abs(header.step[axis + 1]) * unit : 1;
    }
    if (geometry.orientationKnown) {
        const auto affine = header.matrixCode > 0 ? header.matrix : quaternionAffine(header);
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const double length =
                std::sqrt(affine[0][axis] * affine[0][axis] + affine[1][axis] * affine[1][axis]
                          + affine[2][axis] * affine[2][axis]);
            geometry.spacingMm[axis] = length * unit;
            for (std::size_t row = 0; row < 3; ++row) {
                // NIfTI points to right and anterior, we to left and posterior.
                geometry.direction[row * 3 + axis] =
                    affine[row][axis] / length * (row < 2 ? -1 : 1);
            }
        }
        for (std::size_t row = 0; row < 3; ++row) {
            geometry.originMm[row] = affine[row][3] * unit * (row < 2 ? -1 : 1);
        }
    }
    requireSoundGeometry(path, geometry);
}

/// Reads the header bytes and tells version and byte order; damaged files are refused.
Header readHeader(const fs::path& path, bool& swapped, bool& second)
{
    const Error damaged = unreadable(path, "its NIfTI header is damaged or truncated");
    const GzFile stream = openGz(path);
    std::array<char, kHeaderBytes2> bytes{};
    const int got = stream ? gzread(stream.get(), bytes.data(), kHeaderBytes2) : -1;
    if (got == 0) {
        throw unreadable(path, "the file is empty");
    }
    if (got < kHeaderBytes1) {
        throw damaged;
    }
    second = got == kHeaderBytes2 && std::string_view(bytes.data() + 4, 8) == kMagic2;
    if (!second && std::string_view(bytes.data() + 344, 4) != kMagic1) {
        throw damaged;
    }
    const int expected = second ? kHeaderBytes2 : kHeaderBytes1;
    swapped = Fields(bytes, false).get<std::int32_t>(0) != expected;
    const Fields fields(bytes, swapped);
    if (fields.get<std::int32_t>(0) != expected) {
        throw damaged;
    }
    Header header = second ? parse<Layout2>(fields) : parse<Layout1>(fields);
    if (second) {
        header.voxelOffset = fields.get<std::int64_t>(168);
        header.units = fields.get<std::int32_t>(500);
    } else {
        const auto offset = static_cast<double>(fields.get<float>(108));
        header.voxelOffset = offset >= 0 && offset < 1e12 ? static_cast<std::int64_t>(offset) : -1;
        header.units = fields.get<char>(123);
    }
    if (header.voxelOffset < expected || header.voxelOffset > std::int64_t{1} << 40) {
        throw damaged;
    }
    return header;
}

} // namespace

bool isNiftiName(const fs::path& path)
{
    std::string name = toUtf8(path.filename());
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return name.ends_with(".nii") || name.ends_with(".nii.gz");
}

Source openNifti(const fs::path& path, const ReadOptions& options)
{
    requireVolume(path, options, 1);
    Source source;
    NiftiVoxels file;
    bool second = false;
    const Header header = readHeader(path, file.swapped, second);
    file.dataType = header.dataType;
    file.voxelOffset = header.voxelOffset;
    if (std::isfinite(header.slope) && header.slope != 0 && std::isfinite(header.intercept)) {
        file.slope = header.slope;
        file.intercept = header.intercept;
    }
    const TypeName& type = typeOf(path, file.dataType);
    source.info.format = second ? "NIfTI-2" : "NIfTI";
    const bool scaled = file.slope != 1 || file.intercept != 0;
    const bool real = file.dataType == 16 || file.dataType == 64;
    source.info.voxelType = type.bytes == 8 && !real ? "int64" : type.name;
    if (scaled && file.dataType != 64) {
        source.info.voxelType = type.bytes < 4 || real ? "float32" : "float64";
    }
    readSize(path, header, source.info.geometry);
    readPlace(path, header, source.info.geometry);
    readMark(header.description, source);
    const auto& size = source.info.geometry.size;
    const double bytes = double(size[0]) * size[1] * size[2] * static_cast<double>(type.bytes);
    requirePlausibleSize(path, bytes);
    source.info.bytes = static_cast<std::size_t>(bytes);
    source.name = toUtf8(path.filename());
    file.count = source.info.geometry.voxels();
    source.read = [path, file](const ProgressFn&, const StopToken&, Findings&) {
        return readNifti(path, file);
    };
    return source;
}

} // namespace halftone::image::detail
