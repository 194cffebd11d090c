// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/path_text.h"
#include "core/image/process/detail/frames.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>
#include <variant>

/// The bytes of frames. What is read is checked: BadFrame for what is too short or out of its
/// domain.
namespace halftone::image::detail {

/// A path with its folders, or a list of names.
inline constexpr std::size_t kMostText = 1U << 16;
/// A sentence with its arguments filled in.
inline constexpr double kMostSentence = 1U << 20;
inline constexpr std::size_t kMostFindings = 10'000;
inline constexpr std::size_t kMostVolumes = 100'000;
inline constexpr std::size_t kMostFiles = 1'000'000;
inline constexpr std::size_t kMostArguments = 100;
inline constexpr int kMostAlongAxis = 1 << 30;
/// More than any machine holds, and few enough to count their bytes.
inline constexpr double kMostVoxels = 1e14;

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

class FrameReader {
public:
    explicit FrameReader(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    template <typename T>
    T number()
    {
        static_assert(std::is_arithmetic_v<T> && !std::is_same_v<T, bool>);
        T value{};
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    template <typename T, std::size_t N>
    std::array<T, N> numbers()
    {
        std::array<T, N> values{};
        for (T& value : values) {
            value = number<T>();
        }
        return values;
    }
    bool truth()
    {
        const auto value = number<std::uint8_t>();
        require(value <= 1);
        return value == 1;
    }
    /// An enumeration whose values count from 0 to `last`.
    template <typename E>
    E enumerator(E last)
    {
        const auto value = number<std::underlying_type_t<E>>();
        require(value >= 0 && value <= static_cast<std::underlying_type_t<E>>(last));
        return static_cast<E>(value);
    }
    std::size_t count(std::size_t most)
    {
        const auto value = number<std::uint32_t>();
        require(value <= most);
        return value;
    }
    std::string text()
    {
        const std::span<const std::byte> part = take(count(kMostText));
        return {reinterpret_cast<const char*>(part.data()), part.size()};
    }
    Message message()
    {
        Message message;
        message.kind = text();
        // It goes into the files of masks as it is.
        require(message.kind.size() <= 64
                && std::all_of(message.kind.begin(), message.kind.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
                   }));
        message.pattern = text();
        std::size_t longest = 0;
        message.arguments.resize(count(kMostArguments));
        for (std::string& argument : message.arguments) {
            argument = text();
            longest = std::max(longest, argument.size());
        }
        const auto places = std::count(message.pattern.begin(), message.pattern.end(), '{');
        require(static_cast<double>(places) * static_cast<double>(longest) <= kMostSentence);
        return message;
    }
    Findings findings()
    {
        Findings findings;
        for (std::size_t left = count(kMostFindings); left > 0; --left) {
            findings.push_back({enumerator(Severity::Severe), message(), text()});
        }
        return findings;
    }
    Geometry geometry()
    {
        Geometry geometry;
        geometry.size = size();
        geometry.spacingMm = numbers<double, 3>();
        geometry.originMm = numbers<double, 3>();
        geometry.direction = numbers<double, 9>();
        geometry.spacingKnown = truth();
        geometry.orientationKnown = truth();
        try {
            requireSoundGeometry({}, geometry);
        } catch (const Error&) {
            throw BadFrame();
        }
        return geometry;
    }
    std::array<int, 3> size()
    {
        const auto size = numbers<int, 3>();
        double voxels = 1;
        for (const int along : size) {
            require(along >= 1 && along <= kMostAlongAxis);
            voxels *= along;
        }
        require(voxels <= kMostVoxels);
        return size;
    }

    static void require(bool holds)
    {
        if (!holds) {
            throw BadFrame();
        }
    }
    void requireEnd() const { require(m_bytes.empty()); }

private:
    std::span<const std::byte> take(std::size_t count)
    {
        require(count <= m_bytes.size());
        const std::span<const std::byte> part = m_bytes.first(count);
        m_bytes = m_bytes.subspan(count);
        return part;
    }

    std::span<const std::byte> m_bytes;
};

} // namespace halftone::image::detail
