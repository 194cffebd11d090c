// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// Comma-separated values after RFC 4180: cells may be quoted, a quote inside is doubled. The one
/// reader and the one writer.
namespace halftone::report {

struct CsvRecord {
    std::size_t line = 0; ///< it starts on, from 1
    std::vector<std::string> cells;
};

/// Reads what spreadsheets write, too: a byte order mark, any line ends, blanks around cells, blank
/// lines. One thread.
class CsvReader {
public:
    explicit CsvReader(std::string text);

    /// The next record that is not blank; nothing at the end. Throws Error{FileFormat} "line 3:
    /// ...", to which the caller adds the file's name.
    [[nodiscard]] std::optional<CsvRecord> next();

private:
    CsvRecord readRecord();
    std::string readCell();
    std::string readQuoted();

    std::string m_text;
    std::size_t m_at = 0;
    std::size_t m_line = 1;
};

/// The text of a table. Throws Error{FileNotFound} where there is no readable file, and
/// Error{FileFormat} for more than 16 MB; both name the file and call it `what` ("list of cases").
[[nodiscard]] std::string readCsvText(const std::filesystem::path& path, const std::string& what);

/// A cell as it is written: in quotes where it holds a comma, a quote, a line end or blanks at an
/// end. A text that begins as a formula does (=, +, -, @, but no number) gets an apostrophe in
/// front, so that no spreadsheet runs what came from a file's name; CsvReader takes it off again.
[[nodiscard]] std::string csvCell(const std::string& text);
/// A number with fixed decimals; an empty cell where there is none or it is not finite.
[[nodiscard]] std::string csvNumber(const std::optional<double>& value, int decimals);
/// One record with its line end; quotes where needed.
[[nodiscard]] std::string csvLine(const std::vector<std::string>& cells);

} // namespace halftone::report
