// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/itk/detail/itk_io.h"
#include "core/image/nifti/detail/gz_file.h"
#include "core/image/nifti/detail/nifti.h"

#include <algorithm>
#include <type_traits>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

template <typename T>
std::vector<T> readRaw(const fs::path& path, const NiftiVoxels& file)
{
    const GzFile stream = openGz(path);
    std::vector<T> data(file.count);
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

/// Whole numbers of 64 bits become int32 where they fit; scaling makes floats.
template <typename T>
Voxels readTyped(const fs::path& path, const NiftiVoxels& file)
{
    std::vector<T> data = readRaw<T>(path, file);
    const bool scaled = file.slope != 1 || file.intercept != 0;
    const auto scale = [&file](auto& values) {
        using Real = typename std::decay_t<decltype(values)>::value_type;
        for (Real& value : values) {
            value = static_cast<Real>(static_cast<double>(value) * file.slope + file.intercept);
        }
    };
    if constexpr (std::is_integral_v<T>) {
        if (scaled && sizeof(T) <= 2) {
            std::vector<float> real(data.begin(), data.end());
            scale(real);
            return real;
        }
        if (scaled) {
            std::vector<double> real(data.begin(), data.end());
            scale(real);
            return real;
        }
        if constexpr (sizeof(T) == 8) {
            return narrow(data);
        }
    } else if (scaled) {
        scale(data);
    }
    if constexpr (!std::is_integral_v<T> || sizeof(T) < 8) {
        return data;
    }
}

} // namespace

Voxels readNifti(const fs::path& path, const NiftiVoxels& file)
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
