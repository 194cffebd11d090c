// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/detail/nifti2.h"

#include "core/base/error.h"
#include "core/image/detail/itk_io.h"

#include <itk_zlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <memory>
#include <string_view>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHeaderBytes = 540;
constexpr std::string_view kMagic("n+2\0\r\n\032\n", 8);

struct GzClose {
    void operator()(gzFile_s* file) const noexcept { gzclose(file); }
};
using GzFile = std::unique_ptr<gzFile_s, GzClose>;

/// zlib reads files that are not compressed as they are.
GzFile openGz(const fs::path& path)
{
    return GzFile(gzopen(path.string().c_str(), "rb"));
}

/// Reads numbers at fixed offsets of the header, in its byte order.
class Fields {
public:
    Fields(const std::array<char, kHeaderBytes>& bytes, bool swapped)
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
    const std::array<char, kHeaderBytes>& m_bytes;
    bool m_swapped;
};

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

/// Columns of the affine from voxel indices to RAS, by the sform, else the quaternion.
std::array<std::array<double, 4>, 3> affineOf(const Fields& fields, bool useMatrix)
{
    std::array<std::array<double, 4>, 3> m{};
    if (useMatrix) {
        for (std::size_t row = 0; row < 3; ++row) {
            for (std::size_t column = 0; column < 4; ++column) {
                m[row][column] = fields.get<double>(400 + 32 * row, column);
            }
        }
        return m;
    }
    const double b = fields.get<double>(352);
    const double c = fields.get<double>(360);
    const double d = fields.get<double>(368);
    const double a = std::sqrt(std::max(0.0, 1 - (b * b + c * c + d * d)));
    const double handedness = fields.get<double>(104) < 0 ? -1 : 1;
    const std::array<std::array<double, 3>, 3> rotation{
        {{a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)},
         {2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)},
         {2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c}}};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            const double step = fields.get<double>(104, column + 1);
            m[row][column] = rotation[row][column] * step * (column == 2 ? handedness : 1);
        }
        m[row][3] = fields.get<double>(376 + 8 * row);
    }
    return m;
}

void readGrid(const fs::path& path, const Fields& fields, Geometry& geometry)
{
    const auto dimensions = fields.get<std::int64_t>(16);
    if (dimensions < 1 || dimensions > 7) {
        throw unreadable(path, "its header gives " + std::to_string(dimensions) + " dimensions");
    }
    for (std::size_t axis = 0; axis < 7; ++axis) {
        const auto size = axis < static_cast<std::size_t>(dimensions)
                              ? fields.get<std::int64_t>(16, axis + 1)
                              : 1;
        if (size < 1 || size > std::int64_t{1} << 30) {
            throw unreadable(path, "its header gives a size of " + std::to_string(size)
                                       + " voxels along axis " + std::to_string(axis + 1));
        }
        if (axis < 3) {
            geometry.size[axis] = static_cast<int>(size);
        } else if (size != 1) {
            throw unreadable(path,
                             "it holds " + std::to_string(size)
                                 + " volumes (4D); expected one. Split it and open one volume");
        }
    }
    const bool hasMatrix = fields.get<std::int32_t>(348) > 0;
    const bool hasQuaternion = fields.get<std::int32_t>(344) > 0;
    const double unit = unitOf(fields.get<std::int32_t>(500));
    geometry.spacingKnown = true;
    geometry.orientationKnown = hasMatrix || hasQuaternion;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        geometry.spacingMm[axis] = std::abs(fields.get<double>(104, axis + 1)) * unit;
    }
    if (geometry.orientationKnown) {
        const auto affine = affineOf(fields, hasMatrix);
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

template <typename T>
std::vector<T> readRaw(const fs::path& path, const Nifti2File& file)
{
    const GzFile stream = openGz(path);
    std::vector<T> data(file.info.geometry.voxels());
    if (!stream || gzseek(stream.get(), static_cast<z_off_t>(file.voxelOffset), SEEK_SET) < 0) {
        throw unreadable(path, "its voxels cannot be reached");
    }
    auto* at = reinterpret_cast<char*>(data.data());
    std::size_t left = data.size() * sizeof(T);
    while (left > 0) {
        const auto chunk = static_cast<unsigned>(std::min<std::size_t>(left, 1U << 24));
        const int got = gzread(stream.get(), at, chunk);
        if (got <= 0) {
            throw unreadable(path, "it is truncated or damaged: " + std::to_string(left)
                                       + " bytes of voxels are missing");
        }
        at += got;
        left -= static_cast<std::size_t>(got);
    }
    if (file.swapped) {
        for (T& value : data) {
            auto* bytes = reinterpret_cast<char*>(&value);
            std::reverse(bytes, bytes + sizeof(T));
        }
    }
    return data;
}

template <typename T>
Voxels readTyped(const fs::path& path, const Nifti2File& file)
{
    std::vector<T> data = readRaw<T>(path, file);
    const bool scaled = file.slope != 1 || file.intercept != 0;
    if constexpr (sizeof(T) == 8) {
        std::vector<double> wide(data.begin(), data.end());
        for (double& value : wide) {
            value = value * file.slope + file.intercept;
        }
        return wide;
    } else if (scaled) {
        std::vector<float> real;
        real.reserve(data.size());
        for (const T value : data) {
            real.push_back(
                static_cast<float>(static_cast<double>(value) * file.slope + file.intercept));
        }
        return real;
    } else {
        return data;
    }
}

} // namespace

std::optional<Nifti2File> openNifti2(const fs::path& path)
{
    const GzFile stream = openGz(path);
    std::array<char, kHeaderBytes> bytes{};
    if (!stream || gzread(stream.get(), bytes.data(), kHeaderBytes) != int{kHeaderBytes}
        || std::string_view(bytes.data() + 4, 8) != kMagic) {
        return std::nullopt;
    }
    Nifti2File file;
    std::int32_t headerSize = 0;
    std::memcpy(&headerSize, bytes.data(), sizeof headerSize);
    file.swapped = headerSize != int{kHeaderBytes};
    const Fields fields(bytes, file.swapped);
    if (fields.get<std::int32_t>(0) != int{kHeaderBytes}) {
        throw unreadable(path, "its NIfTI-2 header is damaged");
    }
    file.dataType = fields.get<std::int16_t>(12);
    file.voxelOffset = fields.get<std::int64_t>(168);
    const double slope = fields.get<double>(176);
    if (std::isfinite(slope) && slope != 0) {
        file.slope = slope;
        file.intercept = fields.get<double>(184);
    }
    if (file.voxelOffset < std::int64_t{kHeaderBytes} || file.voxelOffset > std::int64_t{1} << 40
        || !std::isfinite(file.intercept)) {
        throw unreadable(path, "its NIfTI-2 header is damaged");
    }
    const TypeName& type = typeOf(path, file.dataType);
    file.info.format = "NIfTI-2";
    const bool scaled = file.slope != 1 || file.intercept != 0;
    file.info.voxelType = type.bytes == 8 ? "float64" : (scaled ? "float32" : type.name);
    readGrid(path, fields, file.info.geometry);
    const auto& size = file.info.geometry.size;
    const double voxels = double(size[0]) * size[1] * size[2];
    requirePlausibleSize(path, voxels * static_cast<double>(type.bytes));
    file.info.bytes = static_cast<std::size_t>(voxels * static_cast<double>(type.bytes));
    return file;
}

Voxels readNifti2(const fs::path& path, const Nifti2File& file)
{
    switch (file.dataType) {
    case 2: return readTyped<std::uint8_t>(path, file);
    case 256: return readTyped<std::int8_t>(path, file);
    case 512: return readTyped<std::uint16_t>(path, file);
    case 4: return readTyped<std::int16_t>(path, file);
    case 768: return readTyped<std::uint32_t>(path, file);
    case 8: return readTyped<std::int32_t>(path, file);
    case 1280: return readTyped<std::uint64_t>(path, file);
    case 1024: return readTyped<std::int64_t>(path, file);
    case 16: return readTyped<float>(path, file);
    default: return readTyped<double>(path, file);
    }
}

} // namespace halftone::image::detail
