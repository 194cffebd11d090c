// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class Option;
}

namespace halftone::cli {

/// An option, flag or positional argument of a Command, to be described further: a handle that may
/// be copied and lives as long as the program's command line. Every function returns the handle.
class Argument {
public:
    /// What a value must be: `fault` says what is wrong with one, or nothing.
    struct Check {
        std::string typeName; ///< what help calls such a value
        std::function<std::string(const std::string&)> fault;
    };

    /// For Command alone.
    explicit Argument(CLI::Option& option) : m_option(&option) {}

    /// Leaving it out is wrong usage.
    Argument required();
    /// Help names the default.
    Argument showsDefault();
    /// What help calls the value instead of its type: "NAME|FILE".
    Argument shownAs(const std::string& typeName);
    /// Another help text than the one it was made with.
    Argument described(const std::string& help);
    /// One word may hold several values: "8,6,4".
    Argument commaSeparated();
    /// Of a list: each occurrence takes one value, so that a positional argument may follow.
    Argument oneValueEach();
    /// Of a list: every word up to the next option is a value.
    Argument takesAll();
    /// Both together are wrong usage.
    Argument excludes(const Argument& other);

    // Values that are refused as wrong usage, with what help says of them.
    Argument inRange(int least, int greatest); ///< both included
    Argument inRange(double least, double greatest);
    Argument positive();
    Argument oneOf(const std::vector<std::string>& words);
    Argument existingFile();
    Argument existingFolder();
    Argument check(const Check& check);

private:
    CLI::Option* m_option;
};

} // namespace halftone::cli
