// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/argument.h"

#include <functional>
#include <memory>
#include <string>

namespace CLI {
class App;
}

namespace halftone::cli {

/// The program or one of its subcommands: what may stand on the command line. A handle that may be
/// copied. Hides CLI11, whose header takes a compiler ten seconds in every file that includes it.
class Command {
public:
    /// The program, which needs a subcommand.
    Command(const std::string& program, const std::string& description);

    /// `chosen` is called once parsing has succeeded with this subcommand.
    Command subcommand(const std::string& name, const std::string& description,
                       std::function<void()> chosen);

    /// `names`: "-o,--output", or without dashes a positional argument. Parsing writes to `value`,
    /// which must outlive it. T: std::string, std::filesystem::path, int, std::uint32_t, double, or
    /// a std::vector of std::string or int. A double is a finite decimal number (see
    /// parseNumber); "nan" and "inf" are wrong usage.
    template <typename T>
    Argument option(const std::string& names, T& value, const std::string& help);
    /// True where it is given.
    void flag(const std::string& name, bool& value, const std::string& help);
    /// --version prints `text`.
    void version(const std::string& text);
    /// Help ends with `text`.
    void footer(const std::string& text);

    /// Of the program: parses `words`, which do not begin with its name, calls `then`, and returns
    /// the exit code: 0, or 2 for wrong usage, be it found while parsing or by refuseUsage().
    /// --help and --version print and give 0. What else `then` throws passes through.
    int run(std::vector<std::string> words, const std::function<void()>& then);

private:
    explicit Command(std::shared_ptr<CLI::App> app);

    std::shared_ptr<CLI::App> m_app;
};

/// Ends parsing, or the chosen subcommand, with a sentence about the options and exit code 2.
[[noreturn]] void refuseUsage(const std::string& sentence);

} // namespace halftone::cli
