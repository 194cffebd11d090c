// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/cases.h"

#include "core/base/error.h"
#include "core/base/path_text.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>

namespace halftone::data {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxBytes = std::uintmax_t{16} << 20; // ten thousands of rows
constexpr const char* kReferencePrefix = "reference:";

// A record and the line it starts on, counted from 1.
struct Record {
    std::size_t line = 0;
    std::vector<std::string> cells;
};

[[noreturn]] void refuse(std::size_t line, const std::string& fault)
{
    throw Error(ErrorCode::FileFormat, "line " + std::to_string(line) + ": " + fault);
}

std::string trimmed(const std::string& text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string::npos
               ? std::string{}
               : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Comma-separated values after RFC 4180: cells may be quoted, a quote inside is doubled.
class CsvReader {
public:
    explicit CsvReader(std::string text) : m_text(std::move(text))
    {
        if (m_text.starts_with("\xEF\xBB\xBF")) {
            m_at = 3; // the byte order mark that spreadsheets write
        }
    }

    // The next record that is not blank; nothing at the end.
    std::optional<Record> next()
    {
        while (m_at < m_text.size()) {
            Record record = readRecord();
            if (record.cells.size() > 1 || !record.cells.front().empty()) {
                return record;
            }
        }
        return std::nullopt;
    }

private:
    Record readRecord()
    {
        Record record{m_line, {}};
        while (true) {
            record.cells.push_back(readCell());
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
        }
    }

    std::string readCell()
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

    std::string readQuoted()
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

    std::string m_text;
    std::size_t m_at = 0;
    std::size_t m_line = 1;
};

// Which column holds what.
struct Columns {
    std::size_t count = 0;
    std::size_t caseName = 0;
    std::size_t image = 0;
    std::map<std::string, std::size_t> references; // by label name; "": one map for all
};

Columns readHeader(const Record& header)
{
    Columns columns;
    std::optional<std::size_t> caseName;
    std::optional<std::size_t> image;
    const auto once = [&](std::optional<std::size_t>& column, std::size_t index) {
        if (column) {
            refuse(header.line, "the column '" + header.cells[index] + "' occurs twice.");
        }
        column = index;
    };
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
        const std::string& cell = header.cells[i];
        if (cell == "case") {
            once(caseName, i);
        } else if (cell == "image") {
            once(image, i);
        } else if (cell == "reference" || cell.starts_with(kReferencePrefix)) {
            const std::string label =
                cell == "reference" ? std::string{}
                                    : trimmed(cell.substr(std::string(kReferencePrefix).size()));
            if ((cell != "reference" && label.empty())
                || !columns.references.emplace(label, i).second) {
                refuse(header.line, "the column '" + cell + "' occurs twice or names no label.");
            }
        } else {
            refuse(header.line, "the column '" + cell
                                    + "' is unknown. Expected: case, image, and reference or "
                                      "reference:<label name>.");
        }
    }
    if (!caseName || !image) {
        refuse(header.line, "the columns case and image are needed.");
    }
    columns.count = header.cells.size();
    columns.caseName = *caseName;
    columns.image = *image;
    return columns;
}

fs::path resolve(const std::string& cell, const fs::path& folder, std::size_t line)
{
    if (cell.find('\0') != std::string::npos) {
        refuse(line, "a path holds a zero byte.");
    }
    const fs::path path = fromUtf8(cell);
    const fs::path resolved = path.is_absolute() ? path : folder / path;
    std::error_code error;
    if (!fs::exists(resolved, error)) {
        throw Error(ErrorCode::FileNotFound,
                    "line " + std::to_string(line) + ": there is no '" + toUtf8(resolved) + "'.");
    }
    return resolved;
}

CaseRow readRow(const Record& record, const Columns& columns, const fs::path& folder)
{
    if (record.cells.size() != columns.count) {
        refuse(record.line, "expected " + std::to_string(columns.count) + " cells, found "
                                + std::to_string(record.cells.size()) + ".");
    }
    CaseRow row;
    row.caseName = record.cells[columns.caseName];
    if (row.caseName.empty() || record.cells[columns.image].empty()) {
        refuse(record.line, "the case or the image is empty.");
    }
    row.image = resolve(record.cells[columns.image], folder, record.line);
    for (const auto& [label, column] : columns.references) {
        if (!record.cells[column].empty()) { // empty: this label is not scored
            row.references[label] = resolve(record.cells[column], folder, record.line);
        }
    }
    return row;
}

std::string readText(const fs::path& csv)
{
    std::error_code error;
    std::ifstream file(csv, std::ios::binary);
    if (!fs::is_regular_file(csv, error) || !file) {
        throw Error(ErrorCode::FileNotFound,
                    "The list of cases '" + toUtf8(csv) + "' does not exist or cannot be opened.");
    }
    if (fs::file_size(csv, error) > kMaxBytes || error) {
        throw Error(ErrorCode::FileFormat,
                    "'" + toUtf8(csv) + "' is larger than 16 MiB: it is no list of cases.");
    }
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

std::vector<CaseRow> readCases(const fs::path& csv)
{
    CsvReader reader(readText(csv));
    try {
        const std::optional<Record> header = reader.next();
        if (!header) {
            refuse(1, "the file is empty; expected a header with case, image, reference.");
        }
        const Columns columns = readHeader(*header);
        std::vector<CaseRow> rows;
        while (const std::optional<Record> record = reader.next()) {
            rows.push_back(readRow(*record, columns, csv.parent_path()));
        }
        if (rows.empty()) {
            refuse(header->line + 1, "there is no row below the header.");
        }
        return rows;
    } catch (const Error& fault) {
        throw Error(fault.code(), "'" + toUtf8(csv) + "', " + fault.what());
    }
}

} // namespace halftone::data
