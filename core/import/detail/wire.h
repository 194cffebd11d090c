// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

/// Protocol Buffers' wire format, read in place: nothing is copied, so that a hostile file costs no
/// more memory than it has bytes. Which fields a message has is known to onnx_model.cpp alone.
namespace halftone::import::detail {

using Bytes = std::span<const std::byte>;

/// One field of a message.
struct Field {
    enum class Kind { Varint, Fixed64, Length, Fixed32 };
    std::uint32_t number = 0;
    Kind kind = Kind::Varint;
    std::uint64_t value = 0; ///< of all kinds but Length: the bits
    Bytes bytes{};           ///< of Kind::Length: a string, a message or packed numbers

    // Each throws Error{FileFormat} where the field is of another kind.
    [[nodiscard]] std::int64_t integer() const;
    [[nodiscard]] float number32() const;
    [[nodiscard]] double number64() const;
    [[nodiscard]] Bytes message() const;
    [[nodiscard]] std::string_view text() const;
};

/// The fields of a message, one after the other.
class MessageReader {
public:
    explicit MessageReader(Bytes message) : m_rest(message) {}

    /// False at the end. Throws Error{FileFormat} where the message is cut or is none.
    [[nodiscard]] bool next(Field& field);

private:
    Bytes m_rest;
};

// Appends the numbers of a repeated field, packed or one by one.
void append(const Field& field, std::vector<std::int64_t>& to);
void append(const Field& field, std::vector<float>& to);
void append(const Field& field, std::vector<double>& to);

} // namespace halftone::import::detail
