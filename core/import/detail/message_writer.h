// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace halftone::import::detail {

/// A message in Protocol Buffers' wire format, field after field, of the two kinds that ONNX files
/// need. What the numbers of fields mean is said by onnx.proto.
class MessageWriter {
public:
    MessageWriter& number(std::uint32_t field, std::int64_t value)
    {
        varint(std::uint64_t{field} << 3U);
        varint(static_cast<std::uint64_t>(value));
        return *this;
    }
    /// A string, bytes, or the bytes of a message.
    MessageWriter& text(std::uint32_t field, std::string_view bytes)
    {
        varint(std::uint64_t{field} << 3U | 2U);
        varint(bytes.size());
        m_bytes.append(bytes);
        return *this;
    }
    MessageWriter& message(std::uint32_t field, const MessageWriter& inner)
    {
        return text(field, inner.bytes());
    }
    [[nodiscard]] const std::string& bytes() const noexcept { return m_bytes; }

private:
    void varint(std::uint64_t value)
    {
        for (; value > 0x7F; value >>= 7U) {
            m_bytes.push_back(static_cast<char>((value & 0x7FU) | 0x80U));
        }
        m_bytes.push_back(static_cast<char>(value));
    }

    std::string m_bytes;
};

} // namespace halftone::import::detail
