// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/document/detail/pdf_text.h"
#include "core/base/visible_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <utility>

namespace halftone::report::detail {
namespace {

constexpr std::size_t kLongest = std::size_t{1} << 20; // bytes of a text

// Characters of the bytes 0x80 to 0x9F; 0: none.
constexpr std::array<char32_t, 32> kSpecial{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

constexpr std::array<std::pair<char32_t, const char*>, 9> kSigns{{{0x2264, "<="},
                                                                  {0x2265, ">="},
                                                                  {0x2212, "-"},
                                                                  {0x2010, "-"},
                                                                  {0x2011, "-"},
                                                                  {0x2248, "~"},
                                                                  {0x2260, "!="},
                                                                  {0x03BC, "\xB5"}, // micro
                                                                  {0xFFFD, "?"}}};

// Takes one character of valid UTF-8.
char32_t takeFirst(std::string_view& text)
{
    const auto first = static_cast<std::uint8_t>(text.front());
    const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    char32_t code = bytes == 1 ? first : first & (0x7FU >> bytes);
    for (std::size_t i = 1; i < bytes && i < text.size(); ++i) {
        code = code << 6 | (static_cast<std::uint8_t>(text[i]) & 0x3FU);
    }
    text.remove_prefix(std::min(bytes, text.size()));
    return code;
}

std::string lettersOf(char32_t code)
{
    if (code < 0x80 || (code >= 0xA0 && code <= 0xFF)) {
        return std::string(1, static_cast<char>(code));
    }
    const auto special = std::find(kSpecial.begin(), kSpecial.end(), code);
    if (special != kSpecial.end()) {
        return std::string(1, static_cast<char>(0x80 + (special - kSpecial.begin())));
    }
    for (const auto& [known, sign] : kSigns) {
        if (known == code) {
            return sign;
        }
    }
    std::array<char, 16> name{};
    std::snprintf(name.data(), name.size(), "<U+%04X>", static_cast<unsigned>(code));
    return name.data();
}

// How many letters of a word fit; at least one.
std::size_t fitting(const std::string& word, double width,
                    const std::function<double(const std::string&)>& widthOf)
{
    std::size_t low = 1;
    std::size_t high = word.size();
    while (low < high) {
        const std::size_t middle = (low + high + 1) / 2;
        if (widthOf(word.substr(0, middle)) <= width) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

} // namespace

std::string toWindows1252(const std::string& utf8)
{
    const std::string clean = visible(utf8, kLongest);
    std::string_view rest = clean;
    std::string text;
    while (!rest.empty()) {
        text += lettersOf(takeFirst(rest));
    }
    return text;
}

std::vector<std::string> wrapped(const std::string& text, double width,
                                 const std::function<double(const std::string&)>& widthOf)
{
    std::vector<std::string> lines;
    std::string line;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        std::string word = text.substr(at, end - at);
        at = end + 1;
        if (!line.empty() && widthOf(line + " " + word) <= width) {
            line += " " + word;
            continue;
        }
        if (!line.empty()) {
            lines.push_back(std::move(line));
        }
        while (word.size() > 1 && widthOf(word) > width) {
            const std::size_t part = fitting(word, width, widthOf);
            lines.push_back(word.substr(0, part));
            word.erase(0, part);
        }
        line = std::move(word);
    }
    if (!line.empty() || lines.empty()) {
        lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace halftone::report::detail
