// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/printable.h"

#include <cstddef>
#include <cstdint>

namespace halftone {
namespace {

/// A letter of UTF-8 at the start of a text; no bytes where there is none.
struct Letter {
    char32_t code = 0;
    std::size_t bytes = 0;
};

Letter firstLetter(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) {
        return {lead, 1};
    }
    const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) {
        return {};
    }
    char32_t code = lead & (0x7FU >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) {
            return {};
        }
        code = (code << 6U) | (byte(i) & 0x3FU);
    }
    constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000}; // else it has a shorter form
    const bool legal =
        code >= kLeast[bytes] && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    return legal ? Letter{code, bytes} : Letter{};
}

bool isControl(char32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x200E || code == 0x200F
           || code == 0x061C || (code >= 0x2028 && code <= 0x202E)
           || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

std::string cleaned(std::string_view text, bool keepLines)
{
    std::string clean;
    clean.reserve(text.size());
    while (!text.empty()) {
        const Letter letter = firstLetter(text);
        if (letter.bytes == 0) {
            clean += '?';
            text.remove_prefix(1);
            continue;
        }
        if (letter.code == '\n' || letter.code == '\t') {
            clean += keepLines && letter.code == '\n' ? '\n' : ' ';
        } else if (isControl(letter.code)) {
            clean += '?';
        } else {
            clean += text.substr(0, letter.bytes);
        }
        text.remove_prefix(letter.bytes);
    }
    return clean;
}

} // namespace

std::string printable(std::string_view text)
{
    return cleaned(text, false);
}

std::string printableLines(std::string_view text)
{
    return cleaned(text, true);
}

} // namespace halftone
