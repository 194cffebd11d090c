// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/parse_number.h"
#include "core/base/progress.h"
#include "core/image/detail/source.h"
#include "core/image/raw/detail/byte_reader.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// The numbers of a file one after the other, as its bytes or its words give them: read or passed
/// over. `file` is named where they end early (Error{FileFormat}); both throw Error{Cancelled}.
namespace halftone::image::detail {

/// Bytes that are passed over or read between two looks at a StopToken.
inline constexpr std::size_t kBlock = std::size_t{1} << 22;

[[nodiscard]] inline Error missing(const std::filesystem::path& path, std::uint64_t bytes)
{
    return unreadable(path, Message{"truncated",
                                    "it is truncated or damaged: {1} bytes of voxels are missing",
                                    {std::to_string(bytes)}});
}

/// Numbers that lie in a file as they do in memory.
template <typename T>
class BinaryNumbers {
public:
    /// `swapped`: in the other byte order than this machine's.
    BinaryNumbers(std::filesystem::path file, ByteReader& reader, bool swapped)
        : m_file(std::move(file)), m_reader(reader), m_swapped(swapped)
    {
    }

    void skip(std::size_t count, const StopToken& stop)
    {
        for (std::uint64_t left = std::uint64_t{count} * sizeof(T); left > 0;) {
            throwIfStopped(stop);
            const std::uint64_t wanted = std::min<std::uint64_t>(left, kBlock);
            const std::uint64_t got = m_reader.skip(wanted, stop);
            if (got < wanted) {
                throw missing(m_file, left - got);
            }
            left -= wanted;
        }
    }

    void read(std::vector<T>& to, const ProgressFn& progress, const StopToken& stop)
    {
        auto* at = reinterpret_cast<char*>(to.data());
        const std::size_t bytes = to.size() * sizeof(T);
        for (std::size_t done = 0; done < bytes;) {
            throwIfStopped(stop);
            const std::size_t wanted = std::min(bytes - done, kBlock);
            const std::size_t got = m_reader.read(at + done, wanted);
            if (got < wanted) {
                throw missing(m_file, bytes - done - got);
            }
            done += got;
            reportProgress(progress, static_cast<double>(done) / static_cast<double>(bytes));
        }
        if (m_swapped) {
            for (T& value : to) {
                auto* raw = reinterpret_cast<char*>(&value);
                std::reverse(raw, raw + sizeof(T));
            }
        }
    }

private:
    std::filesystem::path m_file;
    ByteReader& m_reader;
    bool m_swapped;
};

/// Words of a text, separated by white space or commas.
class Words {
public:
    explicit Words(ByteReader& reader) : m_reader(reader), m_buffer(kBuffer) {}

    /// False at the end.
    bool next(std::string& word)
    {
        constexpr std::size_t kLongest = 64;
        word.clear();
        for (char letter = 0; read(letter);) {
            if (letter == ' ' || letter == ',' || (letter >= '\t' && letter <= '\r')) {
                if (!word.empty()) {
                    return true;
                }
            } else if (word.size() < kLongest) {
                word += letter;
            }
        }
        return !word.empty();
    }

private:
    static constexpr std::size_t kBuffer = 65536;

    bool read(char& letter)
    {
        if (m_at == m_filled) {
            m_filled = m_reader.read(m_buffer.data(), m_buffer.size());
            m_at = 0;
        }
        if (m_filled == 0) {
            return false;
        }
        letter = m_buffer[m_at++];
        return true;
    }

    ByteReader& m_reader;
    std::vector<char> m_buffer;
    std::size_t m_at = 0;
    std::size_t m_filled = 0;
};

/// False where a word is no number of that type.
template <typename T>
[[nodiscard]] bool parse(const std::string& word, T& value)
{
    if constexpr (std::is_integral_v<T>) {
        const auto whole = parseInteger(word);
        value = static_cast<T>(whole.value_or(0));
        return whole && std::in_range<T>(*whole);
    } else {
        std::string lower = word;
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        const bool minus = lower.starts_with('-');
        const std::string_view name = std::string_view(lower).substr(minus ? 1 : 0);
        if (name == "nan" || name == "inf" || name == "infinity") {
            using Limits = std::numeric_limits<T>;
            value = name == "nan" ? Limits::quiet_NaN() : Limits::infinity();
            value = minus ? -value : value;
            return true;
        }
        const auto real = parseNumber(word);
        value = static_cast<T>(real.value_or(0));
        return real.has_value();
    }
}

/// Numbers as words of a text.
template <typename T>
class TextNumbers {
public:
    TextNumbers(std::filesystem::path file, ByteReader& reader)
        : m_file(std::move(file)), m_words(reader)
    {
    }

    void skip(std::size_t count, const StopToken& stop)
    {
        for (std::size_t n = 0; n < count; ++n) {
            next(m_at + count - n, stop);
        }
    }

    void read(std::vector<T>& to, const ProgressFn&, const StopToken& stop)
    {
        for (std::size_t n = 0; n < to.size(); ++n) {
            next(m_at + to.size() - n, stop);
            if (!parse(m_word, to[n])) {
                throw unreadable(m_file,
                                 Message{"not-a-number",
                                         "voxel {1} is '{2}', which is no number of the type that "
                                         "the header names",
                                         {std::to_string(m_at - 1), m_word}});
            }
        }
    }

private:
    void next(std::size_t wanted, const StopToken& stop)
    {
        if (m_at % 65536 == 0) {
            throwIfStopped(stop);
        }
        if (!m_words.next(m_word)) {
            throw unreadable(m_file, Message{"truncated",
                                             "it is truncated: {1} of {2} numbers are there",
                                             {std::to_string(m_at), std::to_string(wanted)}});
        }
        ++m_at;
    }

    std::filesystem::path m_file;
    Words m_words;
    std::string m_word;
    std::size_t m_at = 0; ///< numbers that were met
};

} // namespace halftone::image::detail
