// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/example_slice.h"

#include "core/base/error.h"
#include "core/base/statistics.h"
#include "core/eval/error_map.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace halftone::pipeline {
namespace {

using Rgb = std::array<std::uint8_t, 3>;

// The colours that the window has for errors.
constexpr Rgb kOnlyHere{0xe6, 0x50, 0x78};
constexpr Rgb kMissed{0x46, 0x96, 0xff};
constexpr double kLongestSide = 640; // pixels of a picture

// Where the pixels of a picture lie in a slice: larger, so that outlines are thin and hatching
// fits, with square pixels, and without interpolation.
class Raster {
public:
    explicit Raster(const ExampleSlice& slice) : m_slice(slice)
    {
        const double pixel = std::min(slice.columnSpacing, slice.rowSpacing);
        const double width = slice.columns * slice.columnSpacing / pixel;
        const double height = slice.rows * slice.rowSpacing / pixel;
        const double scale = std::max(1.0, std::round(kLongestSide / std::max(width, height)));
        m_picture.width = std::clamp(static_cast<int>(std::lround(width * scale)), 1, 8192);
        m_picture.height = std::clamp(static_cast<int>(std::lround(height * scale)), 1, 8192);
        m_picture.pixels.resize(3 * static_cast<std::size_t>(m_picture.width)
                                * static_cast<std::size_t>(m_picture.height));
    }

    // Pixel of the slice under one of the picture, which may lie outside of it: the nearest.
    [[nodiscard]] std::size_t at(int x, int y) const
    {
        const auto inside = [](int value, int of, int size) {
            return static_cast<std::size_t>(std::clamp(value, 0, of - 1))
                   * static_cast<unsigned>(size) / static_cast<unsigned>(of);
        };
        return inside(y, m_picture.height, m_slice.rows) * static_cast<std::size_t>(m_slice.columns)
               + inside(x, m_picture.width, m_slice.columns);
    }

    [[nodiscard]] std::uint8_t grey(std::size_t pixel) const
    {
        const double share = (m_slice.grey[pixel] - m_slice.low) / (m_slice.high - m_slice.low);
        return std::isfinite(share)
                   ? static_cast<std::uint8_t>(std::lround(255 * std::clamp(share, 0.0, 1.0)))
                   : 0;
    }

    // colour(x, y, grey) of every pixel.
    template <typename ColourFn>
    report::Picture paint(const ColourFn& colour)
    {
        std::size_t next = 0;
        for (int y = 0; y < m_picture.height; ++y) {
            for (int x = 0; x < m_picture.width; ++x) {
                for (const std::uint8_t channel : colour(x, y, grey(at(x, y)))) {
                    m_picture.pixels[next++] = channel;
                }
            }
        }
        return std::move(m_picture);
    }

private:
    const ExampleSlice& m_slice;
    report::Picture m_picture;
};

Rgb mixed(const Rgb& a, const Rgb& b, double shareOfB)
{
    Rgb result{};
    for (std::size_t i = 0; i < 3; ++i) {
        result[i] = static_cast<std::uint8_t>(std::lround((1 - shareOfB) * a[i] + shareOfB * b[i]));
    }
    return result;
}

// Too much: dark stripes that rise; too little: white ones that fall.
Rgb errorColour(eval::Agreement agreement, int x, int y, std::uint8_t grey)
{
    constexpr int kPeriod = 8;
    constexpr int kStripe = 3;
    const Rgb base{grey, grey, grey};
    if (agreement == eval::Agreement::OnlyHere) {
        return (x + y) % kPeriod < kStripe ? mixed(kOnlyHere, {0, 0, 0}, 0.65)
                                           : mixed(base, kOnlyHere, 0.7);
    }
    if (agreement == eval::Agreement::Missed) {
        return (x - y + (1 << 16)) % kPeriod < kStripe ? Rgb{255, 255, 255}
                                                       : mixed(base, kMissed, 0.7);
    }
    return base;
}

template <typename ColourFn>
report::Picture swatch(const ColourFn& colour)
{
    report::Picture picture{28, 16, {}};
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            const Rgb pixel = colour(x, y);
            picture.pixels.insert(picture.pixels.end(), pixel.begin(), pixel.end());
        }
    }
    return picture;
}

void requireSize(const ExampleSlice& slice, std::size_t pixels)
{
    const std::size_t wanted = static_cast<std::size_t>(std::max(slice.columns, 0))
                               * static_cast<std::size_t>(std::max(slice.rows, 0));
    if (wanted == 0 || slice.grey.size() != wanted || pixels != wanted) {
        throw Error(ErrorCode::ShapeMismatch, "A slice of a report and its mask differ in size.");
    }
}

int sliceToShow(const SweepCase& item, const std::vector<int>& chosen)
{
    int best = chosen[chosen.size() / 2];
    std::size_t most = 0;
    if (item.reference) {
        const std::size_t plane = item.reference->geometry.sliceVoxels();
        for (const int k : chosen) {
            const auto slice = std::span(item.reference->voxels)
                                   .subspan(static_cast<std::size_t>(k) * plane, plane);
            const auto empty = std::count(slice.begin(), slice.end(), std::uint8_t{0});
            const std::size_t filled = plane - static_cast<std::size_t>(empty);
            if (filled > most) {
                most = filled;
                best = k;
            }
        }
    }
    return best;
}

} // namespace

ExampleSlice beginExample(const SweepCase& item)
{
    ExampleSlice example;
    example.name = item.name;
    example.slice = sliceToShow(item, item.chosenSlices());
    const Geometry& grid = item.image.orientedGeometry();
    example.columns = grid.size[0];
    example.rows = grid.size[1];
    example.columnSpacing = grid.spacingMm[0];
    example.rowSpacing = grid.spacingMm[1];
    example.grey = item.image.orientedSlice(example.slice);
    const PreprocessSpec& spec = item.image.spec();
    example.low = spec.low;
    example.high = spec.high;
    if (spec.window == WindowKind::Percentile) {
        std::vector<double> values;
        std::copy_if(example.grey.begin(), example.grey.end(), std::back_inserter(values),
                     [](double value) { return std::isfinite(value); });
        example.low = lowerPercentile(values, spec.low / 100);
        example.high = lowerPercentile(std::move(values), spec.high / 100);
    }
    if (item.reference) {
        const std::size_t plane = grid.sliceVoxels();
        const auto begin =
            item.reference->voxels.begin()
            + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(example.slice) * plane);
        example.reference.assign(begin, begin + static_cast<std::ptrdiff_t>(plane));
    }
    return example;
}

ExampleSlice cropped(const ExampleSlice& slice)
{
    std::array<int, 2> low{slice.columns, slice.rows};
    std::array<int, 2> high{-1, -1};
    const auto cover = [&](std::span<const std::uint8_t> labels) {
        requireSize(slice, labels.size());
        for (std::size_t i = 0; i < labels.size(); ++i) {
            const auto pixel = static_cast<int>(i);
            const std::array<int, 2> at{pixel % slice.columns, pixel / slice.columns};
            for (std::size_t axis = 0; axis < 2 && labels[i] != 0; ++axis) {
                low[axis] = std::min(low[axis], at[axis]);
                high[axis] = std::max(high[axis], at[axis]);
            }
        }
    };
    for (const ExampleSlice::Mask& mask : slice.masks) {
        cover(mask.labels);
    }
    if (!slice.reference.empty()) {
        cover(slice.reference);
    }
    if (high[0] < 0) {
        return slice;
    }
    const int margin = std::max({high[0] - low[0], high[1] - low[1], 16});
    const std::array<int, 2> size{slice.columns, slice.rows};
    for (std::size_t axis = 0; axis < 2; ++axis) {
        low[axis] = std::max(low[axis] - margin, 0);
        high[axis] = std::min(high[axis] + margin, size[axis] - 1);
    }
    ExampleSlice part = slice;
    part.columns = high[0] - low[0] + 1;
    part.rows = high[1] - low[1] + 1;
    const auto crop = [&](const auto& of, auto& to) {
        to.clear();
        for (int row = low[1]; row <= high[1] && !of.empty(); ++row) {
            const auto begin = of.begin() + static_cast<std::ptrdiff_t>(row) * slice.columns;
            to.insert(to.end(), begin + low[0], begin + high[0] + 1);
        }
    };
    crop(slice.grey, part.grey);
    crop(slice.reference, part.reference);
    for (std::size_t i = 0; i < slice.masks.size(); ++i) {
        crop(slice.masks[i].labels, part.masks[i].labels);
    }
    return part;
}

report::Picture outlinePicture(const ExampleSlice& slice, std::span<const std::uint8_t> mask,
                               const model::ModelCard& card)
{
    requireSize(slice, mask.size());
    std::array<Rgb, 256> colours{};
    colours.fill({255, 255, 255});
    for (const Label& label : card.labels) {
        colours[label.value] = label.colour;
    }
    Raster raster(slice);
    return raster.paint([&](int x, int y, std::uint8_t grey) {
        const std::uint8_t label = mask[raster.at(x, y)];
        const auto differs = [&](int distance) {
            return mask[raster.at(x - distance, y)] != label
                   || mask[raster.at(x + distance, y)] != label
                   || mask[raster.at(x, y - distance)] != label
                   || mask[raster.at(x, y + distance)] != label;
        };
        if (label != 0 && (differs(1) || differs(2))) {
            return colours[label];
        }
        // A dark line outside makes the outline visible on bright tissue and in grey print.
        return label == 0 && differs(1) ? Rgb{0, 0, 0} : Rgb{grey, grey, grey};
    });
}

report::Picture errorPicture(const ExampleSlice& slice, std::span<const std::uint8_t> mask)
{
    requireSize(slice, mask.size());
    requireSize(slice, slice.reference.size());
    Raster raster(slice);
    return raster.paint([&](int x, int y, std::uint8_t grey) {
        const std::size_t pixel = raster.at(x, y);
        return errorColour(eval::agreementOf(mask[pixel], slice.reference[pixel]), x, y, grey);
    });
}

report::Legend outlineLegend(const model::ModelCard& card)
{
    report::Legend legend;
    for (const Label& label : card.labels) {
        legend.items.push_back({swatch([&](int, int) { return Rgb(label.colour); }), label.name});
    }
    return legend;
}

report::Legend errorLegend()
{
    const auto of = [](eval::Agreement agreement) {
        return swatch([agreement](int x, int y) { return errorColour(agreement, x, y, 128); });
    };
    return {{{of(eval::Agreement::OnlyHere), "too much, or another label: dark stripes that rise"},
             {of(eval::Agreement::Missed), "missed: white stripes that fall"}}};
}

} // namespace halftone::pipeline
