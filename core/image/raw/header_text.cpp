// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/raw/detail/header_text.h"

#include "core/base/parse_number.h"
#include "core/base/path_text.h"
#include "core/base/visible_text.h"
#include "core/image/detail/source.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 100'000;
constexpr std::string_view kBlanks = " \t\r\n\v\f";

/// A name with one %d, %3d or %03d in it.
struct Pattern {
    std::string before;
    std::string after;
    std::size_t width = 0;
    char fill = ' ';

    [[nodiscard]] std::string name(std::int64_t number) const
    {
        std::string digits = std::to_string(number);
        if (digits.size() < width) {
            digits.insert(0, width - digits.size(), fill);
        }
        return before + digits + after;
    }
};

std::optional<Pattern> parsePattern(const std::string& text)
{
    const auto percent = text.find('%');
    if (percent == std::string::npos || text.find('%', percent + 1) != std::string::npos) {
        return std::nullopt;
    }
    Pattern pattern;
    pattern.before = text.substr(0, percent);
    std::size_t at = percent + 1;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && pattern.width < 20; ++at) {
        if (pattern.width == 0 && text[at] == '0') {
            pattern.fill = '0';
        }
        pattern.width = 10 * pattern.width + static_cast<std::size_t>(text[at] - '0');
    }
    if (at >= text.size() || (text[at] != 'd' && text[at] != 'i' && text[at] != 'u')) {
        return std::nullopt;
    }
    pattern.after = text.substr(at + 1);
    return pattern;
}

} // namespace

HeaderLines::HeaderLines(const fs::path& path) : m_path(path), m_file(path) {}

bool HeaderLines::next(std::string& line)
{
    constexpr std::int64_t kLongest = std::int64_t{1} << 24;
    line.clear();
    for (int letter = m_file.get(); letter >= 0; letter = m_file.get()) {
        if (++m_at > kLongest) {
            throw unreadable(m_path, Message{"header-endless", "its header has no end", {}});
        }
        if (letter == '\n') {
            if (line.ends_with('\r')) {
                line.pop_back();
            }
            return true;
        }
        line += static_cast<char>(letter);
    }
    return !line.empty();
}

std::string printable(std::string_view text)
{
    constexpr std::size_t kMost = 60;
    return visible(text, kMost);
}

std::string utf8OrPrintable(const std::string& text)
{
    return isVisible(text) ? text : printable(text);
}

std::string trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(kBlanks);
    const auto last = text.find_last_not_of(kBlanks);
    return first == std::string_view::npos ? std::string()
                                           : std::string(text.substr(first, last - first + 1));
}

std::string lowered(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return lower;
}

std::vector<std::string> wordsOf(std::string_view text)
{
    std::vector<std::string> words;
    for (std::size_t at = text.find_first_not_of(kBlanks); at != std::string_view::npos;) {
        const std::size_t end = std::min(text.find_first_of(kBlanks, at), text.size());
        words.emplace_back(text.substr(at, end - at));
        at = text.find_first_not_of(kBlanks, end);
    }
    return words;
}

std::vector<std::string> quotedWords(const std::string& text)
{
    if (text.find('"') == std::string::npos) {
        return wordsOf(text);
    }
    std::vector<std::string> words;
    for (auto start = text.find('"'); start != std::string::npos;) {
        const auto end = text.find('"', start + 1);
        if (end == std::string::npos) {
            break;
        }
        words.push_back(text.substr(start + 1, end - start - 1));
        start = text.find('"', end + 1);
    }
    return words;
}

std::string numberText(double value)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

void requireFewFiles(const fs::path& header, std::size_t count)
{
    if (count > kMostFiles) {
        throw unreadable(header, Message{"too-many-files",
                                         "its header names more than {1} files",
                                         {std::to_string(kMostFiles)}});
    }
}

std::optional<std::vector<std::string>> patternNames(const fs::path& header,
                                                     const std::string& text)
{
    std::vector<std::int64_t> numbers;
    std::string rest = trimmed(text);
    while (numbers.size() < 4) {
        const auto blank = rest.find_last_of(kBlanks);
        const auto number = blank == std::string::npos
                                ? std::nullopt
                                : parseInteger(std::string_view(rest).substr(blank + 1));
        if (!number) {
            break;
        }
        numbers.insert(numbers.begin(), *number);
        rest = trimmed(std::string_view(rest).substr(0, blank));
    }
    const std::optional<Pattern> pattern = parsePattern(rest);
    if (!pattern || numbers.size() < 2) {
        return std::nullopt;
    }
    const std::int64_t step = numbers.size() > 2 ? numbers[2] : 1;
    const double count = step == 0
                             ? -1
                             : (static_cast<double>(numbers[1]) - static_cast<double>(numbers[0]))
                                   / static_cast<double>(step);
    if (!(count >= 0 && count < kMostFiles)) {
        throw unreadable(header, Message{"file-pattern",
                                         "'{1}' names no series of files: expected a name with %d, "
                                         "the first number, the last one and the step",
                                         {printable(trimmed(text))}});
    }
    std::vector<std::string> names;
    for (std::int64_t n = 0; n <= static_cast<std::int64_t>(count); ++n) {
        names.push_back(pattern->name(numbers[0] + n * step));
    }
    return names;
}

} // namespace halftone::image::detail
