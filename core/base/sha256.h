// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace halftone {

/// SHA-256 (FIPS 180-4) of bytes that arrive in pieces: what `sha256sum` tells of them.
class Sha256 {
public:
    void add(std::span<const std::byte> bytes);
    void add(std::string_view text);

    /// 64 hexadecimal digits in lower case. Nothing may be added afterwards.
    [[nodiscard]] std::string finish();

private:
    static constexpr std::size_t kBlockBytes = 64;

    void addBlock(const std::byte* block);

    std::array<std::uint32_t, 8> m_state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::byte, kBlockBytes> m_waiting{}; ///< the start of a block that is not full
    std::size_t m_waitingBytes = 0;
    std::uint64_t m_bytes = 0;
};

/// Digits of Sha256::finish().
inline constexpr std::size_t kSha256Digits = 64;

} // namespace halftone
