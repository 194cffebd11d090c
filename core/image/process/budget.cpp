// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/process/detail/budget.h"

#include "core/image/dicom/detail/dicom.h"

#include <algorithm>
#include <limits>
#include <system_error>

namespace halftone::image::detail {

namespace fs = std::filesystem;

namespace {

std::uintmax_t sizeOf(const fs::path& file)
{
    std::error_code error;
    const std::uintmax_t bytes = fs::file_size(file, error);
    return error ? 0 : bytes;
}

std::uintmax_t sizeOf(const fs::directory_entry& entry)
{
    std::error_code error;
    const std::uintmax_t bytes = entry.is_regular_file(error) ? entry.file_size(error) : 0;
    return error ? 0 : bytes;
}

template <typename Iterator>
std::uintmax_t bytesIn(const fs::path& folder, const StopToken& stop)
{
    std::uintmax_t bytes = 0;
    std::error_code error;
    for (Iterator entry(folder, fs::directory_options::skip_permission_denied, error), end;
         !error && entry != end; entry.increment(error)) {
        throwIfStopped(stop);
        bytes += sizeOf(*entry);
    }
    return bytes;
}

ProcessLimits budgetOf(std::uintmax_t fileBytes, std::size_t voxelBytes)
{
    constexpr double kMegabyte = 1e6;
    constexpr double kSmall = kMegabyte;
    constexpr double kSeconds = 20;
    constexpr double kMemory = 1.5e9;
    constexpr double kSecondsPerFileMegabyte = 5;
    constexpr double kSecondsPerVoxelMegabyte = 0.25;
    constexpr double kMemoryPerByte = 4;
    double seconds = kSeconds;
    double memory = kMemory;
    if (static_cast<double>(fileBytes) >= kSmall) {
        const auto file = static_cast<double>(fileBytes);
        const auto voxels = static_cast<double>(voxelBytes);
        seconds += (kSecondsPerFileMegabyte * file + kSecondsPerVoxelMegabyte * voxels) / kMegabyte;
        memory += kMemoryPerByte * (file + voxels);
    }
    constexpr double kMostSeconds = std::numeric_limits<int>::max() / 2;
    constexpr double kMostMemory = 1e18;
    return {static_cast<std::uint64_t>(std::min(memory, kMostMemory)),
            static_cast<int>(std::min(seconds, kMostSeconds))};
}

} // namespace

ProcessLimits budgetToOpen(const fs::path& path, const StopToken& stop)
{
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
        return budgetOf(bytesIn<fs::recursive_directory_iterator>(path, stop), 0);
    }
    if (isDicom(path)) { // its whole series lies beside it
        const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
        return budgetOf(bytesIn<fs::directory_iterator>(folder, stop), 0);
    }
    return budgetOf(sizeOf(path), 0);
}

ProcessLimits budgetToRead(const ImageInfo& opened)
{
    std::uintmax_t bytes = 0;
    for (const fs::path& file : opened.files) {
        bytes += sizeOf(file);
    }
    return budgetOf(bytes, opened.bytes);
}

} // namespace halftone::image::detail
