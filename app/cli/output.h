// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/text.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

/// Results on standard output: JSON for scripts, aligned text for people, in both of which names
/// from files cannot command the terminal (core/base/visible_text.h).
namespace halftone::cli {

/// Keys in the order they were put, NaN as null.
using Json = nlohmann::ordered_json;

void printJson(const Json& json);

/// Rows of cells, aligned in columns; the first row is the heading.
void printTable(const std::vector<std::vector<std::string>>& rows);

/// "name: value" lines, aligned.
void printFields(const std::vector<std::pair<std::string, std::string>>& fields);

/// One line, or several.
void printLine(const std::string& text);

/// Called last: throws Error{FileWrite} where standard output, such as a file on a full disk, did
/// not take all that was printed.
void requirePrinted();

[[nodiscard]] std::string joinWords(const std::vector<std::string>& words,
                                    const std::string& separator = ", ");

} // namespace halftone::cli
