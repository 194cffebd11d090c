// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/visible_text.h"

#include <algorithm>
#include <cstdint>

namespace halftone {
namespace {

struct Character {
    char32_t code = 0;
    std::size_t bytes = 0; ///< 0: the text does not go on with valid UTF-8
};

Character firstOf(std::string_view text)
{
    const auto byteAt = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t first = byteAt(0);
    if (first < 0x80) {
        return {first, 1};
    }
    const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < bytes) {
        return {};
    }
    char32_t code = first & (0x7FU >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byteAt(i) & 0xC0) != 0x80) {
            return {};
        }
        code = code << 6 | (byteAt(i) & 0x3FU);
    }
    constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    return code < kLeast[bytes] || code > 0x10FFFF || surrogate ? Character{}
                                                                : Character{code, bytes};
}

bool steers(char32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) // C0, delete, C1
           || (code >= 0x200E && code <= 0x200F)        // direction marks
           || (code >= 0x2028 && code <= 0x202E)        // separators, embeddings, overrides
           || (code >= 0x2066 && code <= 0x2069) || code == 0x061C || code == 0xFEFF;
}

} // namespace

bool isVisible(std::string_view text) noexcept
{
    while (!text.empty()) {
        const Character next = firstOf(text);
        if (next.bytes == 0 || steers(next.code)) {
            return false;
        }
        text.remove_prefix(next.bytes);
    }
    return true;
}

std::string visible(std::string_view text, std::size_t mostBytes)
{
    constexpr std::string_view kReplacement = "\xEF\xBF\xBD"; // U+FFFD
    constexpr std::string_view kCut = "...";
    std::string result;
    while (!text.empty()) {
        const Character next = firstOf(text);
        const bool seen = next.bytes > 0 && !steers(next.code);
        const std::string_view shown = seen ? text.substr(0, next.bytes) : kReplacement;
        if (result.size() + shown.size() > mostBytes) {
            return result.append(kCut);
        }
        result += shown;
        text.remove_prefix(std::max<std::size_t>(next.bytes, 1));
    }
    return result;
}

std::string visibleLines(std::string_view text)
{
    std::string blank(text);
    std::replace(blank.begin(), blank.end(), '\t', ' ');
    std::string result;
    for (std::string_view rest = blank;;) {
        const std::size_t end = rest.find('\n');
        result += visible(rest.substr(0, end), std::string::npos);
        if (end == std::string_view::npos) {
            return result;
        }
        result += '\n';
        rest.remove_prefix(end + 1);
    }
}

} // namespace halftone
