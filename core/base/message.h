// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace halftone {

/// A sentence for people that can be said in another language: its kind names it for good, its
/// pattern is the English of it, with {0}, {1}, ... where the arguments stand. The window looks a
/// translation up by the pattern; the command line says text().
struct Message {
    std::string kind;    ///< "slices-missing": never changes, part of the JSON output
    std::string pattern; ///< "{0} of {1} slices are missing; they are shown blank."
    std::vector<std::string> arguments;

    /// The English sentence.
    [[nodiscard]] std::string text() const;

    friend bool operator==(const Message&, const Message&) = default;
};

/// `pattern` with each {n} replaced by the n-th argument; what names no argument stays.
[[nodiscard]] std::string fillPattern(std::string_view pattern,
                                      const std::vector<std::string>& arguments);

} // namespace halftone
