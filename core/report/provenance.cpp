// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/provenance.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <cstdio>

namespace halftone::report {
namespace {

template <typename Items, typename Text>
std::string joined(const Items& items, const std::string& separator, const Text& text)
{
    std::string all;
    for (const auto& item : items) {
        all += (all.empty() ? "" : separator) + text(item);
    }
    return all;
}

// In single quotes where a shell would not take it as it is.
std::string shellWord(const std::string& word)
{
    const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0
               || std::string("-_./:,=+@%").find(c) != std::string::npos;
    });
    if (plain) {
        return word;
    }
    std::string quoted = "'";
    for (const char c : word) {
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    }
    return quoted + "'";
}

std::string inputText(const ResultInput& input)
{
    std::string text = input.role + " " + input.name;
    if (!input.slices.empty()) {
        text += ", slices " + input.slices + " of " + std::to_string(input.slicesOf);
    }
    return text + ", sha256 " + input.sha256;
}

} // namespace

std::string nowInUtc()
{
    using namespace std::chrono;
    const auto now = floor<seconds>(system_clock::now());
    const auto day = floor<days>(now);
    const year_month_day date(day);
    const hh_mm_ss time(now - day);
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text.data();
}

std::string slicesText(std::span<const int> chosen)
{
    std::string text;
    for (std::size_t first = 0; first < chosen.size();) {
        std::size_t last = first;
        while (last + 1 < chosen.size() && chosen[last + 1] == chosen[last] + 1) {
            ++last;
        }
        text += (text.empty() ? "" : ",") + std::to_string(chosen[first]);
        if (last > first) {
            text += ":" + std::to_string(chosen[last]);
        }
        first = last + 1;
    }
    return text.empty() ? "all" : text;
}

std::string commandText(const Provenance& provenance)
{
    return joined(provenance.command, " ", shellWord);
}

std::vector<std::pair<std::string, std::string>> factsOf(const Provenance& provenance)
{
    const auto same = [](const std::string& text) { return text; };
    return {{"version", provenance.version},
            {"commit", provenance.commit},
            {"command", commandText(provenance)},
            {"date", provenance.date},
            {"cpu", provenance.cpu},
            {"isa", provenance.isa},
            {"threads", std::to_string(provenance.threads)},
            {"libtorch", provenance.libtorch},
            {"model", provenance.modelName},
            {"model_sha256", provenance.modelSha256},
            {"inputs", joined(provenance.inputs, "; ", inputText)},
            {"labels", joined(provenance.labels, ", ", same)},
            {"units", joined(provenance.units, ", ",
                             [](const auto& unit) { return unit.first + ": " + unit.second; })}};
}

} // namespace halftone::report
