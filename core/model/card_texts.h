// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model.h"

#include <cstddef>
#include <string>
#include <vector>

/// What the texts of a card may be. A card may come from anyone; its names become parts of file
/// names, keys of tables and columns, and all its texts are printed on terminals.
namespace halftone::model {

inline constexpr std::size_t kMostNameBytes = 64;
inline constexpr std::size_t kMostTitleBytes = 256;
inline constexpr std::size_t kMostTextBytes = 16384; ///< description, licence, training data
inline constexpr std::size_t kMostWords = 256;       ///< in a list of ImageRules

/// Throws Error{FileFormat} that begins with `what` and the name unless it is a name: 1 to
/// kMostNameBytes of UTF-8 that can be seen (isVisible()), no '/', '\' or "..", no dot in front.
void requireName(const std::string& what, const std::string& name);

/// Throws Error{FileFormat} unless no two names differ in the case of ASCII letters alone, as files
/// on many systems do not.
void requireDifferentNames(const std::string& what, const std::vector<std::string>& names);

/// Both, for the names of the card, its labels, its background (which may be empty) and its unions;
/// the other texts can be seen, with line breaks where they are long, and have limited lengths;
/// words of the rules are names' length, and kMostWords a list.
/// Throws Error{FileFormat}.
void requireTexts(const ModelCard& card);

} // namespace halftone::model
