// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

/// The bytes of voxels behind a header, wherever it put them.
namespace halftone::image::detail {

enum class Packing {
    None,
    Deflate, ///< gzip (one member or several) or zlib
};

/// Deflate where a file begins as gzip does, else None: names do not always tell.
[[nodiscard]] Packing packingOf(const std::filesystem::path& path);

/// Bytes in order. Damage of what is compressed is found where it is met, its checksum at the end:
/// who needs to know drains. Throws Error{FileFormat} naming the file.
class ByteReader {
public:
    virtual ~ByteReader() = default;
    /// Fills `to` with up to `count` bytes; fewer at the end only.
    virtual std::size_t read(char* to, std::size_t count) = 0;
    /// Passes over up to `count` bytes and says how many there were. Throws Error{Cancelled}.
    virtual std::uint64_t skip(std::uint64_t count, const StopToken& stop);
};

/// One file from byte `offset`.
[[nodiscard]] std::unique_ptr<ByteReader> openBytes(const std::filesystem::path& path,
                                                    std::int64_t offset, Packing packing);

/// Where a header says that its voxels are.
struct DataPlace {
    std::vector<std::filesystem::path> files; ///< of equal shares, one after the other
    Packing packing = Packing::None;
    std::int64_t offset = 0;   ///< where the header ends, in a file that has one
    int lineSkip = 0;          ///< lines passed over after it
    std::int64_t byteSkip = 0; ///< bytes after those, as unpacked; -1: all but the last ones wanted
};

/// How the bytes stand for numbers.
enum class Encoding { Binary, Hex, Text };

/// Throws Error{FileFormat} where a file that `header` names is missing, or too short for its share
/// of `bytes` (of `values` numbers), before anything is allocated for them.
void requireRoom(const std::filesystem::path& header, const DataPlace& place, Encoding encoding,
                 double bytes, double values, const StopToken& stop);

/// The bytes of all files, `bytes` in all as binary numbers; Hex is decoded, Text as it is. A file
/// that ends early is named. Call requireRoom() first.
[[nodiscard]] std::unique_ptr<ByteReader> openPlace(const DataPlace& place, Encoding encoding,
                                                    std::uint64_t bytes, const StopToken& stop);

} // namespace halftone::image::detail
