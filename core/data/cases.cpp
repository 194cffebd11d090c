// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/cases.h"

#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/report/csv.h"

#include <optional>

namespace halftone::data {
namespace {

namespace fs = std::filesystem;

constexpr const char* kReferencePrefix = "reference:";

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

// Which column holds what.
struct Columns {
    std::size_t count = 0;
    std::size_t caseName = 0;
    std::size_t image = 0;
    std::optional<std::size_t> subject;
    std::optional<std::size_t> split;
    std::map<std::string, std::size_t> references; // by label name; "": one map for all
};

Columns readHeader(const report::CsvRecord& header)
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
        } else if (cell == "subject") {
            once(columns.subject, i);
        } else if (cell == "split") {
            once(columns.split, i);
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
                                      "reference:<label name>; subject and split may be there.");
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
    fs::path resolved = path.is_absolute() ? path : folder / path;
    std::error_code error;
    if (!fs::exists(resolved, error)) {
        throw Error(ErrorCode::FileNotFound,
                    "line " + std::to_string(line) + ": there is no '" + toUtf8(resolved) + "'.");
    }
    return resolved;
}

CaseRow readRow(const report::CsvRecord& record, const Columns& columns, const fs::path& folder)
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
    if (columns.subject) {
        row.subject = record.cells[*columns.subject];
    }
    if (columns.split) {
        row.split = record.cells[*columns.split];
        if (row.split != "train" && row.split != "validation") {
            refuse(record.line, "the split is '" + row.split + "'; expected train or validation.");
        }
    }
    return row;
}

/// Rows that can be used; what `onFault` does with a fault decides about the others.
template <typename OnFault>
std::vector<CaseRow> readRows(const fs::path& csv, const OnFault& onFault)
{
    report::CsvReader reader(report::readCsvText(csv, "list of cases"));
    const auto named = [&](const Error& fault) {
        return Error(fault.code(), "'" + toUtf8(csv) + "', " + fault.what());
    };
    std::vector<CaseRow> rows;
    try {
        const std::optional<report::CsvRecord> header = reader.next();
        if (!header) {
            refuse(1, "the file is empty; expected a header with case, image, reference.");
        }
        const Columns columns = readHeader(*header);
        std::size_t seen = 0;
        while (const std::optional<report::CsvRecord> record = reader.next()) {
            ++seen;
            try {
                rows.push_back(readRow(*record, columns, csv.parent_path()));
            } catch (const Error& fault) {
                onFault(named(fault));
            }
        }
        if (seen == 0) {
            refuse(header->line + 1, "there is no row below the header.");
        }
    } catch (const Error& fault) {
        throw named(fault);
    }
    return rows;
}

} // namespace

std::vector<CaseRow> readCases(const fs::path& csv)
{
    std::optional<Error> first;
    std::vector<CaseRow> rows = readRows(csv, [&](const Error& fault) {
        if (!first) {
            first = fault;
        }
    });
    if (first) {
        throw Error(*first);
    }
    return rows;
}

CaseList readUsableCases(const fs::path& csv)
{
    CaseList list;
    list.rows = readRows(csv, [&](const Error& fault) { list.faults.emplace_back(fault.what()); });
    return list;
}

} // namespace halftone::data
