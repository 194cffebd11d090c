// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/detail/length_units.h"

#include <array>
#include <string>
#include <utility>

namespace halftone::image::detail {
namespace {

void replaceAll(std::string& text, std::string_view what, std::string_view with)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
        text.replace(at, what.size(), with);
        at += with.size();
    }
}

/// Without blanks, quotes and line ends around it, and with u and A for the letters of other
/// scripts.
std::string plainUnit(std::string_view unit)
{
    while (!unit.empty() && (unit.front() == ' ' || unit.front() == '"')) {
        unit.remove_prefix(1);
    }
    while (!unit.empty()
           && (unit.back() == ' ' || unit.back() == '\r' || unit.back() == '\0'
               || unit.back() == '"')) {
        unit.remove_suffix(1);
    }
    std::string text(unit);
    // Micro sign and Greek mu, then Angstrom; in UTF-8, as ImageJ escapes them, and in Latin-1.
    for (const char* micro : {"\xC2\xB5", "\xCE\xBC", "\\u00B5", "\\u00b5", "\xB5"}) {
        replaceAll(text, micro, "u");
    }
    for (const char* ring : {"\xC3\x85", "\xE2\x84\xAB", "\\u00C5", "\\u00c5", "\xC5"}) {
        replaceAll(text, ring, "A");
    }
    return text;
}

} // namespace

std::optional<double> millimetresIn(std::string_view unit)
{
    std::string text = plainUnit(unit);
    static constexpr std::array<std::pair<std::string_view, double>, 13> kSymbols{
        {{"m", 1e3},
         {"dm", 1e2},
         {"cm", 10},
         {"mm", 1},
         {"um", 1e-3},
         {"u", 1e-3},
         {"nm", 1e-6},
         {"A", 1e-7},
         {"pm", 1e-9},
         {"km", 1e6},
         {"in", 25.4},
         {"inch", 25.4},
         {"inches", 25.4}}};
    for (const auto& [symbol, millimetres] : kSymbols) {
        if (text == symbol) {
            return millimetres;
        }
    }
    for (char& letter : text) {
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    }
    if (text.size() > 1 && text.back() == 's') {
        text.pop_back();
    }
    if (text.size() > 5 && text.ends_with("metre")) {
        text.replace(text.size() - 2, 2, "er");
    }
    static constexpr std::array<std::pair<std::string_view, double>, 10> kWords{
        {{"meter", 1e3},
         {"centimeter", 10},
         {"millimeter", 1},
         {"micrometer", 1e-3},
         {"micron", 1e-3},
         {"nanometer", 1e-6},
         {"picometer", 1e-9},
         {"angstrom", 1e-7},
         {"angstroem", 1e-7},
         {"inch", 25.4}}};
    for (const auto& [word, millimetres] : kWords) {
        if (text == word) {
            return millimetres;
        }
    }
    return std::nullopt;
}

} // namespace halftone::image::detail
