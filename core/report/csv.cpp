// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/csv.h"

#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/parse_number.h"
#include "core/base/path_text.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace halftone::report {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

constexpr std::uintmax_t kMaxBytes = 16'000'000; // ten thousands of rows

[[noreturn]] void refuse(std::size_t line, const std::string& fault)
{
    throw Error(ErrorCode::FileFormat, "line " + std::to_string(line) + ": " + fault);
}

/// Whether a spreadsheet would run the cell as a formula (OWASP: CSV injection), or would but for
/// the apostrophes in front of it.
bool isFormula(const std::string& text)
{
    const std::size_t at = text.find_first_not_of('\'');
    return at != std::string::npos
           && std::string_view("=+-@\t\r").find(text[at]) != std::string::npos
           && !parseNumber(text);
}

/// Of a cell as it was read: without the apostrophe that csvCell() puts in front.
std::string unguarded(std::string text)
{
    if (text.starts_with('\'') && isFormula(text)) {
        text.erase(0, 1);
    }
    return text;
}

std::string trimmed(const std::string& text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string::npos
               ? std::string{}
               : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

} // namespace

CsvReader::CsvReader(std::string text) : m_text(std::move(text))
{
    if (m_text.starts_with(kByteOrderMark)) {
        m_at = 3; // the byte order mark that spreadsheets write
    }
}

std::optional<CsvRecord> CsvReader::next()
{
    while (m_at < m_text.size()) {
        CsvRecord record = readRecord();
        if (record.cells.size() > 1 || !record.cells.front().empty()) {
            return record;
        }
    }
    return std::nullopt;
}

CsvRecord CsvReader::readRecord()
{
    CsvRecord record{m_line, {}};
    while (true) {
        record.cells.push_back(unguarded(readCell()));
        if (m_at >= m_text.size()) {
            return record;
        }
        const char end = m_text[m_at++];
        if (end == '\r' && m_at < m_text.size() && m_text[m_at] == '\n') {
            ++m_at;
        }
        if (end != ',') {
            ++m_line;
            return record;
        }
        if (m_at >= m_text.size()) { // a comma ends the file: an empty cell follows it
            record.cells.emplace_back();
            return record;
        }
    }
}

std::string CsvReader::readCell()
{
    const std::size_t start = m_text.find_first_not_of(" \t", m_at);
    if (start != std::string::npos && m_text[start] == '"') {
        m_at = start + 1;
        return readQuoted();
    }
    const std::size_t end = std::min(m_text.find_first_of(",\r\n", m_at), m_text.size());
    std::string cell = m_text.substr(m_at, end - m_at);
    m_at = end;
    return trimmed(cell);
}

std::string CsvReader::readQuoted()
{
    const std::size_t openedOn = m_line;
    std::string cell;
    while (m_at < m_text.size()) {
        const char c = m_text[m_at++];
        m_line += c == '\n' ? 1U : 0U;
        if (c != '"') {
            cell += c;
        } else if (m_at < m_text.size() && m_text[m_at] == '"') {
            cell += '"';
            ++m_at;
        } else {
            const std::size_t end = m_text.find_first_not_of(" \t", m_at);
            m_at = end == std::string::npos ? m_text.size() : end;
            if (m_at < m_text.size() && m_text.find_first_of(",\r\n", m_at) != m_at) {
                refuse(m_line, "text follows a closing quote.");
            }
            return cell;
        }
    }
    refuse(openedOn, "a quote is never closed.");
}

std::string readCsvText(const std::filesystem::path& path, const std::string& what)
{
    std::error_code error;
    if (std::filesystem::status(path, error).type() == std::filesystem::file_type::not_found) {
        throw Error(ErrorCode::FileNotFound,
                    "The " + what + " '" + toUtf8(path) + "' does not exist. Check the name.");
    }
    if (InputFile(path).size() > kMaxBytes) {
        throw Error(ErrorCode::FileFormat, "'" + toUtf8(path) + "' is larger than "
                                               + formatBytes(std::size_t{kMaxBytes}) + ": it is no "
                                               + what + ".");
    }
    return readBytes(path, kMaxBytes);
}

std::string csvCell(const std::string& text)
{
    const bool formula = isFormula(text);
    const bool plain = text.find_first_of(",\"\r\n") == std::string::npos && trimmed(text) == text;
    // In front of a file's first cell a byte order mark would be taken for the file's own.
    if (plain && !formula && !text.starts_with(kByteOrderMark)) {
        return text;
    }
    std::string quoted = formula ? "\"'" : "\"";
    for (const char c : text) {
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    }
    return quoted + "\"";
}

std::string csvNumber(const std::optional<double>& value, int decimals)
{
    return value && std::isfinite(*value) ? formatNumber(*value, decimals) : std::string{};
}

std::string csvLine(const std::vector<std::string>& cells)
{
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        line += (i == 0 ? "" : ",") + csvCell(cells[i]);
    }
    return line + "\n";
}

} // namespace halftone::report
