// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/output.h"

#include <algorithm>
#include <iostream>

namespace halftone::cli {
namespace {

/// Columns of a UTF-8 text: continuation bytes take none.
std::size_t columnsOf(const std::string& text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

} // namespace

void printJson(const Json& json)
{
    // Names in files need not be UTF-8: replace what is not, rather than fail at the last step.
    std::cout << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

void printTable(const std::vector<std::vector<std::string>>& rows)
{
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t column = 0; column < row.size(); ++column) {
            widths[column] = std::max(widths[column], columnsOf(row[column]));
        }
    }
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t column = 0; column < row.size(); ++column) {
            line += row[column];
            if (column + 1 < row.size()) {
                line.append(widths[column] - columnsOf(row[column]) + 2, ' ');
            }
        }
        printLine(line);
    }
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
    std::cout << text << '\n';
}

std::string formatVolume(double millilitres)
{
    constexpr double kCubicMicrometres = 1e12; // in one millilitre
    if (millilitres > 0 && millilitres < 1e-4) {
        return formatSignificant(millilitres * kCubicMicrometres, 3) + " um^3";
    }
    return formatNumber(millilitres, 3) + " ml";
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
