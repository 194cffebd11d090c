// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/argument.h"
#include "core/base/path_text.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <system_error>

namespace halftone::cli {

Argument Argument::required()
{
    m_option->required();
    return *this;
}

Argument Argument::showsDefault()
{
    m_option->capture_default_str();
    return *this;
}

Argument Argument::shownAs(const std::string& typeName)
{
    m_option->type_name(typeName);
    return *this;
}

Argument Argument::described(const std::string& help)
{
    m_option->description(help);
    return *this;
}

Argument Argument::commaSeparated()
{
    m_option->delimiter(',');
    return *this;
}

Argument Argument::oneValueEach()
{
    m_option->allow_extra_args(false);
    return *this;
}

Argument Argument::takesAll()
{
    m_option->take_all();
    return *this;
}

Argument Argument::excludes(const Argument& other)
{
    m_option->excludes(other.m_option);
    return *this;
}

Argument Argument::inRange(int least, int greatest)
{
    m_option->check(CLI::Range(least, greatest));
    return *this;
}

Argument Argument::inRange(double least, double greatest)
{
    m_option->check(CLI::Range(least, greatest));
    return *this;
}

Argument Argument::positive()
{
    m_option->check(CLI::PositiveNumber);
    return *this;
}

Argument Argument::oneOf(const std::vector<std::string>& words)
{
    m_option->check(CLI::IsMember(words));
    return *this;
}

Argument Argument::existingFile()
{
    const auto fault = [](const std::string& text) -> std::string { // CLI11's own is not for UTF-8
        std::error_code error;
        const auto status = std::filesystem::status(fromUtf8(text), error);
        if (!std::filesystem::exists(status)) {
            return "File does not exist: " + text;
        }
        return std::filesystem::is_directory(status) ? "File is actually a directory: " + text
                                                     : std::string();
    };
    m_option->check(CLI::Validator(fault, "FILE"));
    return *this;
}

Argument Argument::existingFolder()
{
    const auto fault = [](const std::string& text) -> std::string {
        std::error_code error;
        const auto status = std::filesystem::status(fromUtf8(text), error);
        if (!std::filesystem::exists(status)) {
            return "Directory does not exist: " + text;
        }
        return std::filesystem::is_directory(status) ? std::string()
                                                     : "Directory is actually a file: " + text;
    };
    m_option->check(CLI::Validator(fault, "DIR"));
    return *this;
}

Argument Argument::check(const Check& check)
{
    m_option->check(CLI::Validator(check.fault, check.typeName));
    return *this;
}

} // namespace halftone::cli
