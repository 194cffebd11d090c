// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace halftone::model {

/// One named tensor of a safetensors file: dtype as the format spells it ("U8", "I8", "F16", "I16",
/// "I32", "F32", ...), row-major little-endian bytes.
struct Tensor {
    std::string dtype;
    std::vector<std::int64_t> shape;
    std::vector<std::byte> data;
};

/// A safetensors file in memory: 8-byte little-endian header length, JSON header, tensors without
/// gaps; metadata values are strings.
///
/// What Halftone writes carries a checksum among its metadata, "halftone_sha256": 64 lower-case
/// hexadecimal digits, the SHA-256 of the whole file with 64 times '0' in their place. It stands in
/// the header as `"halftone_sha256":"..."`, without spaces, and is read and written with the file:
/// `metadata` does not hold it.
struct Safetensors {
    std::map<std::string, std::string> metadata;
    std::string checksum; ///< as read: its digits, which its bytes fit; empty: it carried none
    std::map<std::string, Tensor> tensors;

    template <typename T>
    void put(const std::string& name, std::vector<std::int64_t> shape, std::span<const T> values);
    /// Copies a tensor out; throws Error{FileFormat} naming it if absent, of another type or shape.
    template <typename T>
    [[nodiscard]] std::vector<T> get(const std::string& name,
                                     const std::vector<std::int64_t>& shape) const;
};

/// Reads and checks everything: the checksum where there is one, header length, JSON depth, dtype,
/// shape product, offsets that cover the data without gaps or overlaps, at most `maxBytes`. Throws
/// Error{FileNotFound}, Error{FileFormat}, each naming the file, and Error{Cancelled}.
[[nodiscard]] Safetensors readSafetensors(const std::filesystem::path& path,
                                          const StopToken& stop = {},
                                          std::size_t maxBytes = std::size_t{4} << 30);

/// Writes atomically and with a checksum, tensors in name order. Throws Error{FileWrite}.
void writeSafetensors(const std::filesystem::path& path, const Safetensors& file);

/// The bytes of the file that writeSafetensors() writes.
[[nodiscard]] std::vector<std::byte> safetensorsBytes(const Safetensors& file);

} // namespace halftone::model
