// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace halftone::data {

/// One row of a cases CSV: columns case, image, and reference or reference:<label name>; where
/// images are to learn from (halftone-cli prepare folder), also subject and split.
struct CaseRow {
    std::string caseName;
    std::filesystem::path image;
    std::map<std::string, std::filesystem::path>
        references;           ///< key "" = one label map; else label name
    std::string subject = {}; ///< optional column; whose image it is
    std::string split = {};   ///< optional column: "train" or "validation"
};

/// Relative paths are relative to the CSV. Throws Error{FileNotFound | FileFormat} with the line.
[[nodiscard]] std::vector<CaseRow> readCases(const std::filesystem::path& csv);

/// A list of which some rows cannot be used.
struct CaseList {
    std::vector<CaseRow> rows;
    std::vector<std::string> faults; ///< a sentence for each of the others, with file and line
};

/// As readCases(), but one bad row does not hide the others. Throws where the header is bad, or
/// where a quote that is never closed swallows what follows; rows may be empty.
[[nodiscard]] CaseList readUsableCases(const std::filesystem::path& csv);

} // namespace halftone::data
