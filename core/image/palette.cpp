// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/detail/palette.h"

#include <algorithm>
#include <cstdlib>
#include <set>

namespace halftone::image::detail {
namespace {

bool isEvenRamp(const Palette& palette, int white)
{
    const int last = static_cast<int>(palette.size()) - 1;
    for (int i = 0; i <= last; ++i) {
        const int grey = palette[static_cast<std::size_t>(i)][0];
        if (last == 0 || std::abs(grey * last - i * white) > last * (white / 255)) {
            return false;
        }
    }
    return true;
}

} // namespace

PaletteMeaning readPalette(Palette palette, int bits)
{
    const std::size_t entries = palette.size();
    // Writers fill up what they do not use.
    while (palette.size() > 1 && palette.back() == palette[palette.size() - 2]) {
        palette.pop_back();
    }
    if (palette.size() > 1 && palette.size() < entries && palette.back() == palette.front()) {
        palette.pop_back();
    }
    const bool grey = std::all_of(palette.begin(), palette.end(), [](const auto& colour) {
        return colour[0] == colour[1] && colour[1] == colour[2];
    });
    std::vector<std::uint16_t> greys;
    bool isIndex = true;
    for (std::size_t i = 0; i < palette.size(); ++i) {
        const int scaled = bits == 16 && entries <= 256 ? palette[i][0] >> 8 : palette[i][0];
        greys.push_back(static_cast<std::uint16_t>(scaled));
        isIndex = isIndex && greys.back() == i;
    }
    const bool different =
        std::set<std::uint16_t>(greys.begin(), greys.end()).size() == greys.size();
    if (grey && different && !isIndex && !isEvenRamp(palette, bits == 16 ? 65535 : 255)) {
        greys.resize(entries, greys.back());
        return {
            std::move(greys),
            {Severity::Note,
             {"palette-greys",
              "Its palette of {0} colours holds different greys only; the greys are its values.",
              {std::to_string(palette.size())}}},
            "grey"};
    }
    std::string coding = isIndex && grey ? "grey" : "palette";
    if (coding == "palette") {
        for (const auto& colour : palette) {
            for (const std::uint16_t part : colour) {
                coding += ' ' + std::to_string(part);
            }
        }
    }
    return {std::nullopt,
            {Severity::Note,
             {"palette-indices",
              "It colours its pixels by a palette of {0} entries; their numbers in the palette are "
              "its values.",
              {std::to_string(palette.size())}}},
            std::move(coding)};
}

} // namespace halftone::image::detail
