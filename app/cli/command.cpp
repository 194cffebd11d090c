// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"

#include "core/base/parse_number.h"
#include "core/base/path_text.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <type_traits>
#include <utility>
#include <vector>

namespace halftone::cli {
namespace {

constexpr int kUsage = 2;

CLI::Validator finiteNumber()
{
    const auto fault = [](const std::string& text) -> std::string {
        return parseNumber(text) ? std::string() : "'" + text + "' is not a number such as 0.5";
    };
    return {fault, ""}; // help names the type already
}

} // namespace

Command::Command(const std::string& program, const std::string& description)
    : m_app(std::make_shared<CLI::App>(description, program))
{
    m_app->require_subcommand(1);
}

Command::Command(std::shared_ptr<CLI::App> app) : m_app(std::move(app)) {}

Command Command::subcommand(const std::string& name, const std::string& description,
                            std::function<void()> chosen)
{
    CLI::App* app = m_app->add_subcommand(name, description);
    app->callback(std::move(chosen));
    return Command(std::shared_ptr<CLI::App>(m_app, app)); // keeps the program alive
}

template <typename T>
Argument Command::option(const std::string& names, T& value, const std::string& help)
{
    if constexpr (std::is_same_v<T, std::filesystem::path>) {
        // CLI11 would take the word for one in the system's code page.
        return Argument(*m_app->add_option_function<std::string>(
            names, [&value](const std::string& text) { value = fromUtf8(text); }, help));
    } else if constexpr (std::is_floating_point_v<T>) {
        // CLI11 takes "nan" and "inf" for numbers, and no range refuses what compares with nothing.
        return Argument(*m_app->add_option(names, value, help)->check(finiteNumber()));
    } else {
        return Argument(*m_app->add_option(names, value, help));
    }
}

template Argument Command::option(const std::string&, std::string&, const std::string&);
template Argument Command::option(const std::string&, std::filesystem::path&, const std::string&);
template Argument Command::option(const std::string&, int&, const std::string&);
template Argument Command::option(const std::string&, std::uint32_t&, const std::string&);
template Argument Command::option(const std::string&, double&, const std::string&);
template Argument Command::option(const std::string&, std::vector<std::string>&,
                                  const std::string&);
template Argument Command::option(const std::string&, std::vector<int>&, const std::string&);

void Command::flag(const std::string& name, bool& value, const std::string& help)
{
    m_app->add_flag(name, value, help);
}

void Command::version(const std::string& text)
{
    m_app->set_version_flag("--version", text);
}

void Command::footer(const std::string& text)
{
    m_app->footer(text);
}

int Command::run(std::vector<std::string> words, const std::function<void()>& then)
{
    try {
        std::reverse(words.begin(), words.end()); // as CLI11 wants them
        m_app->parse(std::move(words));
        then();
        return 0;
    } catch (const CLI::ParseError& error) {
        return m_app->exit(error) == 0 ? 0 : kUsage; // help and version end here too
    }
}

void refuseUsage(const std::string& sentence)
{
    throw CLI::ValidationError(sentence);
}

} // namespace halftone::cli
