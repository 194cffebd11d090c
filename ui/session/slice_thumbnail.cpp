// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/slice_thumbnail.h"

#include "core/image/grid/plane.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace halftone::ui {

namespace {

constexpr double kMargin = 0.3;    ///< around what is segmented, of its size, on each side
constexpr double kSmallest = 0.25; ///< of the slice's longer side
constexpr double kOpacity = 0.55;

/// Columns and rows of a view's plane.
struct Box {
    double x0 = std::numeric_limits<double>::infinity();
    double y0 = std::numeric_limits<double>::infinity();
    double x1 = -std::numeric_limits<double>::infinity();
    double y1 = -std::numeric_limits<double>::infinity();

    void add(const std::array<double, 2>& at)
    {
        x0 = std::min(x0, at[0]);
        x1 = std::max(x1, at[0]);
        y0 = std::min(y0, at[1]);
        y1 = std::max(y1, at[1]);
    }
};

/// Where labels lie in a plane: the corners of the box around them.
void addLabels(Box& box, std::span<const std::uint8_t> labels, const Geometry& grid, int slice,
               const image::PlaneGrid& plane)
{
    const int width = grid.size[0];
    int low[2] = {grid.size[0], grid.size[1]};
    int high[2] = {-1, -1};
    for (int y = 0; y < grid.size[1] && labels.size() == grid.sliceVoxels(); ++y) {
        const auto row =
            labels.subspan(static_cast<std::size_t>(y) * static_cast<std::size_t>(width),
                           static_cast<std::size_t>(width));
        const auto isLabel = [](std::uint8_t label) { return label != 0; };
        const auto first = std::find_if(row.begin(), row.end(), isLabel);
        if (first != row.end()) {
            const auto last = std::find_if(row.rbegin(), row.rend(), isLabel);
            low[0] = std::min(low[0], static_cast<int>(first - row.begin()));
            high[0] = std::max(high[0], width - 1 - static_cast<int>(last - row.rbegin()));
            low[1] = std::min(low[1], y);
            high[1] = std::max(high[1], y);
        }
    }
    for (const int x : {low[0], high[0]}) {
        for (const int y : {low[1], high[1]}) {
            if (high[0] >= 0) {
                box.add(plane.project(image::toMm(grid, {double(x), double(y), double(slice)})));
            }
        }
    }
}

/// A square in millimetres around a box of the plane, or all of the plane.
image::PlaneGrid croppedPlane(const image::PlaneGrid& plane, Box box, int pixels)
{
    if (box.x1 < box.x0) {
        box = {0, 0, plane.columns - 1.0, plane.rows - 1.0};
    }
    const double columnMm = plane.columnSpacingMm();
    const double rowMm = plane.rowSpacingMm();
    const double longest = std::max(plane.columns * columnMm, plane.rows * rowMm);
    const double size = std::max((box.x1 - box.x0 + 1) * columnMm, (box.y1 - box.y0 + 1) * rowMm);
    const double side = std::clamp(size * (1 + 2 * kMargin), kSmallest * longest, longest);
    const double step = side / pixels; // millimetres a pixel
    image::PlaneGrid cropped = plane;
    cropped.columns = pixels;
    cropped.rows = pixels;
    cropped.originMm = plane.at((box.x0 + box.x1) / 2 - (side - step) / 2 / columnMm,
                                (box.y0 + box.y1) / 2 - (side - step) / 2 / rowMm);
    for (std::size_t axis = 0; axis < 3; ++axis) {
        cropped.columnMm[axis] *= step / columnMm;
        cropped.rowMm[axis] *= step / rowMm;
    }
    return cropped;
}

int greyOf(float value, const DisplayWindow& window)
{
    if (std::isnan(value)) {
        return 0; // outside of the image
    }
    const double width = std::max(window.high - window.low, 1e-12);
    const double bright = std::clamp((value - window.low) / width, 0.0, 1.0);
    return static_cast<int>(std::lround(255 * (window.inverted ? 1 - bright : bright)));
}

QRgb mixed(int grey, QRgb colour)
{
    const auto mix = [&](int channel) {
        return static_cast<int>(std::lround((1 - kOpacity) * grey + kOpacity * channel));
    };
    return qRgb(mix(qRed(colour)), mix(qGreen(colour)), mix(qBlue(colour)));
}

} // namespace

QImage sliceThumbnail(const Document& document, const ActiveCase* active, const ResultStore& store,
                      const ResultKey& key, int pixels)
{
    const SliceRecord* record = store.find(key);
    const Layer* base = document.base();
    if (active == nullptr || !active->canSegment() || record == nullptr || !record->labels
        || base == nullptr || pixels <= 0) {
        return {};
    }
    const Geometry grid = active->grid();
    const image::Point centre =
        image::toMm(grid, {grid.size[0] / 2.0, grid.size[1] / 2.0, double(key.slice)});
    const Geometry& native = active->image()->geometry;
    const image::PlaneGrid plane = image::planeGrid(native, image::planeOfSlices(grid), centre);
    Box box;
    addLabels(box, active->referenceSlice(key.slice), grid, key.slice, plane);
    const SliceRecord* full = store.fullOf(key);
    if (full != nullptr && full->labels) {
        addLabels(box, *full->labels, grid, key.slice, plane);
    }
    if (box.x1 < box.x0) {
        addLabels(box, *record->labels, grid, key.slice, plane);
    }
    const image::PlaneGrid seen = croppedPlane(plane, box, pixels);
    const std::vector<float> values =
        image::samplePlane(*active->image(), seen, image::Sampling::Linear);
    std::vector<std::span<const std::uint8_t>> slices(static_cast<std::size_t>(grid.size[2]));
    slices[static_cast<std::size_t>(key.slice)] = *record->labels;
    const std::vector<std::uint8_t> labels = image::samplePlane(grid, slices, seen);

    std::array<QRgb, 256> colours{};
    for (const LabelStyle& label : labelStyles(*active->model())) {
        colours[label.value] = label.colour;
    }
    if (const Layer* prediction = document.last<PredictionContent>()) {
        for (const LabelStyle& label : prediction->style.labels) {
            colours[label.value] = label.colour;
        }
    }
    QImage picture(pixels, pixels, QImage::Format_RGB32);
    for (int y = 0; y < pixels; ++y) {
        auto* line = reinterpret_cast<QRgb*>(picture.scanLine(y));
        for (int x = 0; x < pixels; ++x) {
            const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(pixels)
                            + static_cast<std::size_t>(x);
            const int grey = greyOf(values[at], base->style.window);
            line[x] = labels[at] != 0 ? mixed(grey, colours[labels[at]]) : qRgb(grey, grey, grey);
        }
    }
    return picture;
}

} // namespace halftone::ui
