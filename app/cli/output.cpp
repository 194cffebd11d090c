// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/output.h"

#include "core/report/table.h"

#include <iostream>

namespace halftone::cli {
void printJson(const Json& json)
{
    // Names in files need not be UTF-8: replace what is not, rather than fail at the last step.
    std::cout << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

void printTable(const std::vector<std::vector<std::string>>& rows)
{
    std::cout << report::textTable(rows, report::ColumnAlign::Left);
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
