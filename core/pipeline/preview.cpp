// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/preview.h"

#include "core/base/error.h"
#include "core/base/statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace halftone::pipeline {
namespace {

// (3 labels + background) * 63 greys + 3 rims: a byte has 256.
constexpr int kMaxGreys = 63;
constexpr double kFill = 0.4;          // opacity of a label's area
constexpr double kSurround = 3;        // of the extent of most of the foreground is shown
constexpr double kSmallestShare = 0.3; // of the image: some anatomy around small organs

// What is shown of a slice, in its pixels.
struct View {
    std::size_t slice = 0;
    double left = 0;
    double top = 0;
    double perPixelX = 1; // image pixels per picture pixel
    double perPixelY = 1;
};

struct Extent {
    int low = 0;
    int high = 0; // included
};

// Where most of some counts lie: a tenth at either end is left out, so that a few voxels far off
// do not make the picture show everything. The whole axis where nothing was counted.
Extent mostOf(const std::vector<std::size_t>& counts)
{
    const std::size_t total = std::accumulate(counts.begin(), counts.end(), std::size_t{0});
    Extent extent{0, static_cast<int>(counts.size()) - 1};
    if (total == 0) {
        return extent;
    }
    const auto walk = [&](int& at, int step) {
        for (std::size_t passed = counts[static_cast<std::size_t>(at)]; passed * 10 < total;
             passed += counts[static_cast<std::size_t>(at)]) {
            at += step;
        }
    };
    walk(extent.low, 1);
    walk(extent.high, -1);
    return extent;
}

std::pair<Extent, Extent> extentOf(const std::uint8_t* plane, int width, int height)
{
    std::vector<std::size_t> columns(static_cast<std::size_t>(width));
    std::vector<std::size_t> rows(static_cast<std::size_t>(height));
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (std::size_t column = 0; column < columns.size(); ++column) {
            const std::size_t inside = plane[row * columns.size() + column] != 0 ? 1 : 0;
            columns[column] += inside;
            rows[row] += inside;
        }
    }
    return {mostOf(columns), mostOf(rows)};
}

View chooseView(const LabelMap& mask, const PreviewOptions& options)
{
    const Geometry& grid = mask.geometry;
    const std::size_t plane = grid.sliceVoxels();
    View view;
    std::ptrdiff_t most = -1;
    for (std::size_t k = 0; k < static_cast<std::size_t>(grid.size[2]); ++k) {
        const auto begin = mask.voxels.begin() + static_cast<std::ptrdiff_t>(k * plane);
        const auto end = begin + static_cast<std::ptrdiff_t>(plane);
        const std::ptrdiff_t count = (end - begin) - std::count(begin, end, 0);
        if (count > most) {
            most = count;
            view.slice = k;
        }
    }
    const auto [x, y] =
        extentOf(mask.voxels.data() + view.slice * plane, grid.size[0], grid.size[1]);
    // Pixels of the picture are square in millimetres.
    const double tall = grid.spacingMm[1] / grid.spacingMm[0];
    const double aspect = static_cast<double>(options.width) / options.height;
    const double largest = std::min<double>(grid.size[0], grid.size[1] * tall * aspect);
    const double wanted =
        kSurround * std::max<double>(x.high - x.low + 1, (y.high - y.low + 1) * tall * aspect);
    const double width =
        std::clamp(wanted, std::min(largest, kSmallestShare * grid.size[0]), largest);
    const double height = width / aspect / tall;
    view.perPixelX = width / options.width;
    view.perPixelY = height / options.height;
    view.left = std::clamp(0.5 * (x.low + x.high + 1) - width / 2, 0.0, grid.size[0] - width);
    view.top = std::clamp(0.5 * (y.low + y.high + 1) - height / 2, 0.0, grid.size[1] - height);
    return view;
}

// Weights of the four pixels around a place.
struct Around {
    std::array<std::size_t, 4> at{};
    std::array<double, 4> weight{};
};

Around around(double x, double y, const Geometry& grid)
{
    const auto axis = [](double position, int size) {
        const double at = std::clamp(position - 0.5, 0.0, static_cast<double>(size - 1));
        const double low = std::floor(at);
        return std::pair(static_cast<std::size_t>(low), at - low);
    };
    const auto [left, right] = axis(x, grid.size[0]);
    const auto [top, bottom] = axis(y, grid.size[1]);
    const auto width = static_cast<std::size_t>(grid.size[0]);
    const std::size_t next = std::min(left + 1, width - 1);
    const std::size_t below = std::min(top + 1, static_cast<std::size_t>(grid.size[1]) - 1);
    return {
        {top * width + left, top * width + next, below * width + left, below * width + next},
        {(1 - right) * (1 - bottom), right * (1 - bottom), (1 - right) * bottom, right * bottom}};
}

// Grey values of a slice that become black and white.
std::pair<double, double> windowOf(const std::vector<double>& values, const PreprocessSpec& spec)
{
    if (spec.window == WindowKind::Range) {
        return {spec.low, spec.high};
    }
    return {lowerPercentile(values, spec.low / 100), lowerPercentile(values, spec.high / 100)};
}

void requirePossible(const PreviewOptions& options, const model::ModelCard& card)
{
    if (options.width < 1 || options.height < 1 || options.greyLevels < 2
        || options.greyLevels > kMaxGreys || card.labels.size() > 3) {
        throw Error(ErrorCode::InvalidArgument,
                    "A preview has at least one pixel, 2 to 63 grey levels and at most three "
                    "labels; asked for "
                        + std::to_string(options.width) + "x" + std::to_string(options.height)
                        + ", " + std::to_string(options.greyLevels) + " and "
                        + std::to_string(card.labels.size()) + ".");
    }
}

// Index of the label (from 1) that covers most of a place, 0 where the background does.
std::size_t labelAt(const Around& place, const std::uint8_t* mask, const model::ModelCard& card)
{
    std::array<double, 4> share{};
    for (std::size_t n = 0; n < 4; ++n) {
        std::size_t label = 0;
        for (std::size_t l = 0; l < card.labels.size(); ++l) {
            label = card.labels[l].value == mask[place.at[n]] ? l + 1 : label;
        }
        share[label] += place.weight[n];
    }
    if (share[0] > 0.5) {
        return 0;
    }
    return static_cast<std::size_t>(std::max_element(share.begin() + 1, share.end())
                                    - share.begin());
}

std::vector<std::array<std::uint8_t, 3>> paletteOf(const model::ModelCard& card, int levels)
{
    std::vector<std::array<std::uint8_t, 3>> palette;
    for (std::size_t label = 0; label <= card.labels.size(); ++label) {
        for (int level = 0; level < levels; ++level) {
            const double grey = 255.0 * level / (levels - 1);
            std::array<std::uint8_t, 3> colour{};
            for (std::size_t c = 0; c < 3; ++c) {
                const double ink = label == 0 ? grey : card.labels[label - 1].colour[c];
                colour[c] = static_cast<std::uint8_t>(std::lround(grey + kFill * (ink - grey)));
            }
            palette.push_back(colour);
        }
    }
    return palette;
}

// An area's rim is drawn in its pure colour.
bool isRim(const std::vector<std::size_t>& labels, int x, int y, int width, int height)
{
    const auto at = [&](int column, int row) {
        return labels[static_cast<std::size_t>(row) * static_cast<std::size_t>(width)
                      + static_cast<std::size_t>(column)];
    };
    const std::size_t own = at(x, y);
    return own != 0
           && ((x > 0 && at(x - 1, y) != own) || (x + 1 < width && at(x + 1, y) != own)
               || (y > 0 && at(x, y - 1) != own) || (y + 1 < height && at(x, y + 1) != own));
}

} // namespace

image::IndexedPicture makePreview(const image::PreparedImage& image, const LabelMap& mask,
                                  const model::ModelCard& card, const PreviewOptions& options)
{
    requirePossible(options, card);
    const LabelMap oriented = image::reorient(mask, image.spec().orientation);
    const View view = chooseView(oriented, options);
    const std::vector<double> values = image.orientedSlice(static_cast<int>(view.slice));
    const std::uint8_t* shownMask = oriented.voxels.data() + view.slice * values.size();
    const auto [black, white] = windowOf(values, image.spec());
    const auto pixels =
        static_cast<std::size_t>(options.width) * static_cast<std::size_t>(options.height);
    std::vector<std::size_t> labels(pixels);
    std::vector<int> greys(pixels);
    for (std::size_t i = 0; i < pixels; ++i) {
        const auto x = static_cast<double>(i % static_cast<std::size_t>(options.width));
        const auto y = static_cast<double>(i / static_cast<std::size_t>(options.width));
        const Around place =
            around(view.left + (x + 0.5) * view.perPixelX, view.top + (y + 0.5) * view.perPixelY,
                   image.orientedGeometry());
        double value = 0;
        for (std::size_t n = 0; n < 4; ++n) {
            value += place.weight[n] * values[place.at[n]];
        }
        const double level = white > black ? (value - black) / (white - black) : 0;
        greys[i] =
            static_cast<int>(std::lround(std::clamp(level, 0.0, 1.0) * (options.greyLevels - 1)));
        labels[i] = labelAt(place, shownMask, card);
    }
    image::IndexedPicture picture{
        options.width, options.height, {}, paletteOf(card, options.greyLevels)};
    const std::size_t rims = picture.palette.size();
    for (const Label& label : card.labels) {
        picture.palette.push_back(label.colour);
    }
    for (std::size_t i = 0; i < pixels; ++i) {
        const int x = static_cast<int>(i % static_cast<std::size_t>(options.width));
        const int y = static_cast<int>(i / static_cast<std::size_t>(options.width));
        const std::size_t fill = labels[i] * static_cast<std::size_t>(options.greyLevels)
                                 + static_cast<std::size_t>(greys[i]);
        picture.pixels.push_back(static_cast<std::uint8_t>(
            isRim(labels, x, y, options.width, options.height) ? rims + labels[i] - 1 : fill));
    }
    return picture;
}

} // namespace halftone::pipeline
