// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/finding.h"
#include "core/base/image.h"
#include "core/base/progress.h"
#include "core/image/detail/source.h"
#include "core/image/raw/detail/byte_reader.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace halftone::image::detail {

/// The types that voxels of the formats with a header of their own are stored in.
enum class Number : std::uint8_t {
    UInt8,
    Int8,
    UInt16,
    Int16,
    UInt32,
    Int32,
    UInt64,
    Int64,
    Float32,
    Float64
};
[[nodiscard]] std::size_t bytesOf(Number number) noexcept;

/// One volume of a file, x fastest, and how its numbers are to be understood.
struct StoredVoxels {
    Number number = Number::UInt8;
    Encoding encoding = Encoding::Binary;
    bool swapped = false; ///< the other byte order than this machine's
    double slope = 1;     ///< value = slope * stored + intercept
    double intercept = 0;
    DataPlace place;
    int volumes = 1;   ///< of equal size, one after the other
    int volume = 1;    ///< the one wanted, from 1
    Geometry whole{};  ///< of that volume; setStored() fills it
    VolumePart part{}; ///< what is wanted of it, sound; so does this

    [[nodiscard]] bool isScaled() const noexcept { return slope != 1 || intercept != 0; }
};

/// Completes what is known from a header: checks that `geometry` and `stored` can be read, chooses
/// among several volumes and slices as `options` say (with a finding where nobody chose), and sets
/// type, size, volumes and how to read of `source`.
void setStored(const std::filesystem::path& path, const ReadOptions& options, StoredVoxels stored,
               Source& source, const StopToken& stop);

/// Reads the part of the volume, and holds no more of it. 64-bit integers become int32 where they
/// fit, scaled integers floats. All of a compressed file is read, so that its checksum counts;
/// bytes that are left over are a finding.
[[nodiscard]] Voxels readStored(const StoredVoxels& stored, const ProgressFn& progress,
                                const StopToken& stop, Findings& findings);

/// True on machines whose first byte is the lowest.
[[nodiscard]] bool isLittleEndian() noexcept;

} // namespace halftone::image::detail
