// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/overlay.h"

#include "core/base/error.h"
#include "core/eval/error_map.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <string>
#include <utility>

namespace halftone::ui {

std::vector<Paint> paintsOf(std::span<const std::uint8_t> mask,
                            std::span<const std::uint8_t> comparison,
                            const std::array<bool, 256>& visible)
{
    if (!comparison.empty() && comparison.size() != mask.size()) {
        throw Error(ErrorCode::ShapeMismatch, "A mask of " + std::to_string(mask.size())
                                                  + " voxels cannot be compared with one of "
                                                  + std::to_string(comparison.size()) + ".");
    }
    const auto shown = [&](std::uint8_t label) -> std::uint8_t {
        return visible[label] && label < kOnlyHere ? label : std::uint8_t{0};
    };
    std::array<std::uint8_t, 256> shownTable{};
    for (std::size_t label = 1; label < shownTable.size(); ++label) {
        shownTable[label] = shown(static_cast<std::uint8_t>(label));
    }
    std::vector<Paint> paints(mask.size());
    if (comparison.empty()) {
        std::transform(mask.begin(), mask.end(), paints.begin(),
                       [&](std::uint8_t label) { return shownTable[label]; });
        return paints;
    }
    for (std::size_t i = 0; i < mask.size(); ++i) {
        const std::uint8_t here = shownTable[mask[i]];
        switch (eval::agreementOf(here, shownTable[comparison[i]])) {
        case eval::Agreement::Neither:
        case eval::Agreement::Agree: paints[i] = here; break;
        case eval::Agreement::OnlyHere: paints[i] = kOnlyHere; break;
        case eval::Agreement::Missed: paints[i] = kMissed; break;
        }
    }
    return paints;
}

namespace {

/// Walks along one line of edges and merges equal neighbours. `paintAt(i)` is the paint of edge i.
template <typename PaintAt, typename Emit>
void mergeRuns(int count, const PaintAt& paintAt, const Emit& emit)
{
    int begin = 0;
    Paint current = kClear;
    for (int i = 0; i <= count; ++i) {
        const Paint paint = i < count ? paintAt(i) : kClear;
        if (paint != current) {
            if (current != kClear) {
                emit(begin, i, current);
            }
            begin = i;
            current = paint;
        }
    }
}

/// The voxels that hold a paint: first and last column and row; first > last: none.
struct Box {
    int left = 0;
    int right = -1;
    int top = 0;
    int bottom = -1;
};

Box boxOf(std::span<const Paint> paints, int columns, int rows, Paint paint)
{
    Box box{columns, -1, rows, -1};
    for (int y = 0; y < rows; ++y) {
        const auto row =
            paints.subspan(static_cast<std::size_t>(y) * static_cast<std::size_t>(columns),
                           static_cast<std::size_t>(columns));
        const auto first = std::find(row.begin(), row.end(), paint);
        if (first != row.end()) {
            const auto last = std::find(row.rbegin(), row.rend(), paint);
            box.left = std::min(box.left, static_cast<int>(first - row.begin()));
            box.right = std::max(box.right, static_cast<int>(row.rend() - last) - 1);
            box.top = std::min(box.top, y);
            box.bottom = y;
        }
    }
    return box;
}

/// Strokes along y = (x - start) * slope within a box of voxels, cut where voxels of that paint
/// end: from each border of a voxel that the line crosses to the next.
void addStrokes(std::span<const Paint> paints, int columns, const Box& box, Paint paint,
                double start, double slope, std::vector<EdgeRun>& strokes)
{
    const auto yAt = [&](double x) { return (x - start) * slope; };
    const double ends[2] = {start + (box.top - 0.5) / slope, start + (box.bottom + 0.5) / slope};
    double x = std::max(box.left - 0.5, std::min(ends[0], ends[1]));
    const double end = std::min(box.right + 0.5, std::max(ends[0], ends[1]));
    bool drawing = false;
    double begin = 0;
    const auto finish = [&](double at) {
        if (std::exchange(drawing, false)) {
            strokes.push_back({static_cast<float>(begin), static_cast<float>(yAt(begin)),
                               static_cast<float>(at), static_cast<float>(yAt(at)), paint});
        }
    };
    constexpr double kNudge = 1e-9; // beyond a border that it stands on
    while (x < end - kNudge) {
        const double right = std::floor(x + kNudge + 0.5) + 0.5;
        const double y = yAt(x + kNudge);
        const double across = slope > 0 ? std::floor(y + 0.5) + 0.5 : std::ceil(y - 0.5) - 0.5;
        const double next = std::min({right, start + across / slope, end});
        const double middle = (x + next) / 2;
        const auto column = static_cast<std::size_t>(std::floor(middle + 0.5));
        const auto row = static_cast<std::size_t>(
            std::clamp(static_cast<int>(std::floor(yAt(middle) + 0.5)), box.top, box.bottom));
        if (paints[row * static_cast<std::size_t>(columns) + column] != paint) {
            finish(x);
        } else if (!drawing) {
            drawing = true;
            begin = x;
        }
        x = std::max(next, x + kNudge);
    }
    finish(end);
}

} // namespace

std::vector<EdgeRun> hatchesOf(std::span<const Paint> paints, int columns, int rows, double spacing,
                               double aspect)
{
    std::vector<EdgeRun> strokes;
    for (const auto& [paint, slope] :
         {std::pair(kOnlyHere, 1 / aspect), std::pair(kMissed, -1 / aspect)}) {
        const Box box = boxOf(paints, columns, rows, paint);
        if (box.left > box.right) {
            continue;
        }
        // Lines at 45 degrees of square pixels, from multiples of one step: they stay where they
        // are when an area grows.
        const double step = spacing * std::numbers::sqrt2;
        const double reach[2] = {box.top - 0.5, box.bottom + 0.5};
        const double low = box.left - 0.5 - std::max(reach[0] / slope, reach[1] / slope);
        const double high = box.right + 0.5 - std::min(reach[0] / slope, reach[1] / slope);
        for (double number = std::ceil(low / step); number * step < high; ++number) {
            addStrokes(paints, columns, box, paint, number * step, slope, strokes);
        }
    }
    return strokes;
}

std::vector<EdgeRun> outlinesOf(std::span<const Paint> paints, int columns, int rows)
{
    std::vector<EdgeRun> runs;
    const auto at = [&](int x, int y) -> Paint {
        const bool inside = x >= 0 && y >= 0 && x < columns && y < rows;
        return inside ? paints[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns)
                               + static_cast<std::size_t>(x)]
                      : kClear;
    };
    const auto edge = [](Paint a, Paint b) { return a == b ? kClear : std::max(a, b); };
    for (int y = 0; y <= rows; ++y) {
        mergeRuns(
            columns, [&](int x) { return edge(at(x, y - 1), at(x, y)); },
            [&](int begin, int end, Paint paint) {
                const float line = static_cast<float>(y) - 0.5F;
                runs.push_back({static_cast<float>(begin) - 0.5F, line,
                                static_cast<float>(end) - 0.5F, line, paint});
            });
    }
    for (int x = 0; x <= columns; ++x) {
        mergeRuns(
            rows, [&](int y) { return edge(at(x - 1, y), at(x, y)); },
            [&](int begin, int end, Paint paint) {
                const float line = static_cast<float>(x) - 0.5F;
                runs.push_back({line, static_cast<float>(begin) - 0.5F, line,
                                static_cast<float>(end) - 0.5F, paint});
            });
    }
    return runs;
}

} // namespace halftone::ui
