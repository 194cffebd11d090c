// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/process/detail/frames.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace halftone::image::detail {

/// Longest text of a frame: a path with its folders, or a list of names.
inline constexpr std::size_t kMostText = 1U << 16;

/// Puts values of a body one behind the other.
class FrameWriter {
public:
    template <typename T>
    void number(T value)
    {
        static_assert(std::is_arithmetic_v<T> || std::is_enum_v<T>);
        const auto* const first = reinterpret_cast<const std::byte*>(&value);
        m_bytes.insert(m_bytes.end(), first, first + sizeof value);
    }
    template <typename T, std::size_t N>
    void numbers(const std::array<T, N>& values)
    {
        for (const T value : values) {
            number(value);
        }
    }
    void text(std::string_view value)
    {
        value = value.substr(0, kMostText); // the end of a long list of names
        number(static_cast<std::uint32_t>(value.size()));
        const auto* const first = reinterpret_cast<const std::byte*>(value.data());
        m_bytes.insert(m_bytes.end(), first, first + value.size());
    }
    void message(const Message& message)
    {
        text(message.kind);
        text(message.pattern);
        number(static_cast<std::uint32_t>(message.arguments.size()));
        for (const std::string& argument : message.arguments) {
            text(argument);
        }
    }
    void findings(const Findings& findings)
    {
        number(static_cast<std::uint32_t>(findings.size()));
        for (const Finding& finding : findings) {
            number(finding.severity);
            message(finding.message);
            text(finding.file);
        }
    }
    void geometry(const Geometry& geometry)
    {
        numbers(geometry.size);
        numbers(geometry.spacingMm);
        numbers(geometry.originMm);
        numbers(geometry.direction);
        number(geometry.spacingKnown);
        number(geometry.orientationKnown);
    }

    [[nodiscard]] Bytes take() { return std::move(m_bytes); }

private:
    Bytes m_bytes;
};

} // namespace halftone::image::detail
