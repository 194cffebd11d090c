// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/output.h"

#include "core/base/error.h"
#include "core/base/visible_text.h"
#include "core/report/table.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <iostream>
#include <system_error>

namespace halftone::cli {
namespace {

/// JSON escapes control characters of ASCII; a terminal obeys DEL and U+0080 to U+009F, too.
std::string withControlsEscaped(const std::string& json)
{
    std::string text;
    text.reserve(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) {
        const auto byte = static_cast<unsigned char>(json[i]);
        const auto next = static_cast<unsigned char>(i + 1 < json.size() ? json[i + 1] : 0);
        const bool twoBytes = byte == 0xC2 && next >= 0x80 && next < 0xA0;
        if (byte != 0x7F && !twoBytes) {
            text += json[i];
            continue;
        }
        std::array<char, 8> escape{};
        std::snprintf(escape.data(), escape.size(), "\\u%04x", twoBytes ? next : byte);
        text += escape.data();
        i += twoBytes ? 1 : 0;
    }
    return text;
}

} // namespace

void printJson(const Json& json)
{
    // Names in files need not be UTF-8: replace what is not, rather than fail at the last step.
    const std::string text = json.dump(2, ' ', false, Json::error_handler_t::replace);
    std::cout << withControlsEscaped(text) << '\n';
}

void printTable(const std::vector<std::vector<std::string>>& rows)
{
    std::vector<std::vector<std::string>> clean = rows;
    for (std::vector<std::string>& row : clean) {
        std::transform(row.begin(), row.end(), row.begin(),
                       [](const std::string& cell) { return visible(cell, std::string::npos); });
    }
    std::cout << report::textTable(clean, report::ColumnAlign::Left);
}

void printFields(const std::vector<std::pair<std::string, std::string>>& fields)
{
    std::vector<std::vector<std::string>> rows;
    for (const auto& [name, value] : fields) {
        if (!value.empty()) {
            rows.push_back({name + ":", value});
        }
    }
    printTable(rows);
}

void printLine(const std::string& text)
{
    std::cout << visibleLines(text) << '\n';
}

void requirePrinted()
{
    errno = 0;
    std::cout.flush();
    const bool flushed = std::fflush(stdout) == 0;
    if (!flushed || !std::cout || std::ferror(stdout) != 0) {
        if (errno == 0) { // an earlier write failed; the next one says why
            std::fputc('\n', stdout);
            std::fflush(stdout);
        }
        const std::string reason =
            errno != 0 ? std::generic_category().message(errno) : "it does not take the data";
        throw Error(
            ErrorCode::FileWrite,
            Message{"cannot-print",
                    "Cannot write to standard output: {0}. What was printed is not complete.",
                    {reason}});
    }
}

std::string joinWords(const std::vector<std::string>& words, const std::string& separator)
{
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : separator) + word;
    }
    return text;
}

} // namespace halftone::cli
