// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/input_file.h"
#include "core/base/sha256.h"
#include "core/base/stop_token.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// The checksum in the header of a safetensors file; safetensors.h tells what it covers.
namespace halftone::model::detail {

inline constexpr const char* kChecksumKey = "halftone_sha256";

/// What stands in its place while it is computed.
[[nodiscard]] std::string noChecksum();

/// Where its digits begin in a header; nothing where there is none, or more than one, of which
/// either could be meant. Searched in the text: damage to the rest must not hide it.
[[nodiscard]] std::optional<std::size_t> findChecksum(std::string_view header);

/// Of the file with this header, whose digits at `digitsAt` do not count, and the data that
/// `addData` adds.
[[nodiscard]] std::string checksumOf(std::string header, std::size_t digitsAt,
                                     const std::function<void(Sha256&)>& addData);

/// Whether a file with this header, `file` standing at its data, has the checksum that its header
/// tells. Reads to the end of the file and comes back. Throws as InputFile does, and
/// Error{Cancelled}.
[[nodiscard]] bool fitsChecksum(InputFile& file, const std::string& header, std::size_t digitsAt,
                                const StopToken& stop);

/// The 8 bytes that precede a header.
[[nodiscard]] std::string lengthOf(std::string_view header);

} // namespace halftone::model::detail
