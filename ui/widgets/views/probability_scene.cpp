// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/probability_scene.h"

#include "ui/render/probability_colours.h"
#include "ui/session/probability_labels.h"

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

namespace halftone::ui {

namespace {

using Known = std::vector<std::shared_ptr<const ProbabilitySlice>>;
using Pixels = std::vector<std::uint8_t>;

/// `valuesOf(slice)` along a plane; 0 where the slice is not known.
template <typename ValuesOf>
Pixels along(const Known& known, const Geometry& geometry, const image::PlaneGrid& grid,
             const ValuesOf& valuesOf)
{
    std::vector<std::span<const std::uint8_t>> slices;
    for (const auto& slice : known) {
        slices.push_back(slice ? std::span(valuesOf(*slice)) : std::span<const std::uint8_t>());
    }
    return image::samplePlane(geometry, slices, grid);
}

Palette makePalette()
{
    Palette palette{};
    for (int code = 0; code <= kCodesOfOne; ++code) {
        palette[static_cast<std::size_t>(code)] =
            probabilityColour(probabilityOf(static_cast<ProbabilityCode>(code)));
    }
    return palette;
}

} // namespace

std::vector<OverlayPicture> probabilityPictures(const Layer& layer, Session& session,
                                                const image::PlaneGrid& grid)
{
    static const Palette s_palette = makePalette();
    constexpr Paint kWithin = 1;
    const Known known = session.probabilities().slices();
    if (known.empty()) {
        return {};
    }
    const model::ModelCard& card = session.active()->model()->card;
    const Geometry geometry = session.active()->grid();
    const ProbabilityCut cut = cutOf(*layer.as<ProbabilityContent>(), card);
    Pixels codes(grid.pixels());
    for (std::size_t n = 0; n < card.labels.size(); ++n) {
        if (!cut.label || cut.label == n) {
            const Pixels of =
                along(known, geometry, grid, [n](const ProbabilitySlice& slice) -> const Pixels& {
                    return slice.codes[n];
                });
            std::transform(of.begin(), of.end(), codes.begin(), codes.begin(),
                           [](std::uint8_t a, std::uint8_t b) { return std::max(a, b); });
        }
    }
    const Pixels decided =
        along(known, geometry, grid,
              [](const ProbabilitySlice& slice) -> const Pixels& { return slice.labels; });

    OverlayPicture colours;
    colours.palette = s_palette; // a code is its own paint
    colours.opacity = layer.style.opacity;
    OverlayPicture line;
    line.shape = OverlayShape::Outline;
    line.palette[kWithin] = kCutColour;
    line.paints.resize(codes.size());
    std::transform(codes.begin(), codes.end(), decided.begin(), line.paints.begin(),
                   [&](std::uint8_t code, std::uint8_t label) {
                       return cut.isWithin(code, label) ? kWithin : kClear;
                   });
    const ProbabilityCode least = codeOfCut(kClearBelowHundredths);
    std::replace_if(
        codes.begin(), codes.end(), [&](std::uint8_t code) { return code < least; }, kClear);
    colours.paints = std::move(codes);
    return {std::move(colours), std::move(line)};
}

} // namespace halftone::ui
