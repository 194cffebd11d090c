// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/input_file.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What headers of NRRD and MetaImage, which are lines of text, have in common.
namespace halftone::image::detail {

/// Lines that end with LF or CR LF, of a header that ends somewhere.
class HeaderLines {
public:
    explicit HeaderLines(const std::filesystem::path& path);

    /// False at the end of the file. Throws Error{FileFormat} where a header would be longer than
    /// 16 MB, and as InputFile does.
    bool next(std::string& line);
    /// Bytes up to the end of the last line.
    [[nodiscard]] std::int64_t at() const noexcept { return m_at; }

private:
    std::filesystem::path m_path;
    InputFile m_file;
    std::int64_t m_at = 0;
};

/// For messages: at most 60 bytes, as visible() has them.
[[nodiscard]] std::string printable(std::string_view text);
/// `text` if isVisible(), else as printable() has it.
[[nodiscard]] std::string utf8OrPrintable(const std::string& text);

/// Without white space at both ends.
[[nodiscard]] std::string trimmed(std::string_view text);
[[nodiscard]] std::string lowered(std::string_view text);
/// The words between white space.
[[nodiscard]] std::vector<std::string> wordsOf(std::string_view text);

/// The words between quotation marks, or between blanks where there are none.
[[nodiscard]] std::vector<std::string> quotedWords(const std::string& text);

/// The shortest text that reads back as this number.
[[nodiscard]] std::string numberText(double value);

/// Throws Error{FileFormat} for more files than a header may name, 100000.
void requireFewFiles(const std::filesystem::path& header, std::size_t count);

/// The names that "slice%03d.raw 1 60 1" stands for: a pattern with one %d, the first number, the
/// last one, the step (1 if left out), and perhaps the number of dimensions of each file. Empty for
/// what is no pattern, such as a plain name with a per-cent sign. Throws Error{FileFormat} for a
/// step of 0 and for more than 100000 files.
[[nodiscard]] std::optional<std::vector<std::string>>
patternNames(const std::filesystem::path& header, const std::string& text);

} // namespace halftone::image::detail
