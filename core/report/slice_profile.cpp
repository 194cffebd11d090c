// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/slice_profile.h"

#include "core/base/text.h"
#include "core/report/ticks.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace halftone::report {
namespace {

constexpr double kWidth = 720;
constexpr double kHeight = 220;
constexpr double kLeft = 56;
constexpr double kRight = 24;
constexpr double kTop = 34;
constexpr double kBottom = 58;
constexpr std::size_t kMarkedSlices = 60; // more marks than that cover each other

struct Scale {
    double first = 0; // slices at the left and right end
    double last = 1;
    double low = 0; // value at the bottom; the top is 1

    [[nodiscard]] double x(double slice) const
    {
        return kLeft + (slice - first) / (last - first) * (kWidth - kLeft - kRight);
    }
    [[nodiscard]] double y(double value) const
    {
        return kHeight - kBottom - (value - low) / (1 - low) * (kHeight - kTop - kBottom);
    }
};

// False where nothing has a value.
bool fit(Scale& scale, std::span<const ProfileLine> lines)
{
    double lowest = 2;
    scale.first = 1e9;
    scale.last = -1e9;
    for (const ProfileLine& line : lines) {
        for (std::size_t i = 0; i < line.values.size(); ++i) {
            scale.first = std::min(scale.first, static_cast<double>(line.slices[i]));
            scale.last = std::max(scale.last, static_cast<double>(line.slices[i]));
            lowest = std::isfinite(line.values[i]) ? std::min(lowest, line.values[i]) : lowest;
        }
    }
    scale.first -= 0.5;
    scale.last += 0.5;
    scale.low = std::clamp(std::floor(lowest * 10 - 0.2) / 10, 0.0, 0.9);
    return lowest <= 1;
}

void addGrid(Drawing& drawing, const Scale& scale)
{
    const auto add = [&](SvgPoint from, SvgPoint to) {
        DrawnPath line;
        line.points = {from, to};
        line.stroke = kAxisColour;
        drawing.shapes.emplace_back(std::move(line));
    };
    for (const double value : linearTicks(scale.low, 1, 4)) {
        add({kLeft, scale.y(value)}, {kWidth - kRight, scale.y(value)});
        drawing.shapes.emplace_back(
            DrawnText{{kLeft - 8, scale.y(value) + 4}, formatNumber(value, 2), Anchor::End});
    }
    for (const double slice : linearTicks(scale.first, scale.last, 10)) {
        if (slice == std::round(slice)) {
            add({scale.x(slice), kHeight - kBottom}, {scale.x(slice), kHeight - kBottom + 4});
            drawing.shapes.emplace_back(DrawnText{
                {scale.x(slice), kHeight - kBottom + 18}, formatNumber(slice, 0), Anchor::Middle});
        }
    }
}

// Gaps part a line into several; what stands alone between two is a mark.
void addLine(Drawing& drawing, const ProfileLine& line, std::size_t look, const Scale& scale)
{
    DrawnPath part;
    part.stroke = lookColour(look);
    part.dashes = lookDashLengths(look);
    part.width = 1.5;
    std::vector<Shape> marks;
    const bool marksAll = line.values.size() <= kMarkedSlices;
    const auto mark = [&](std::size_t i) {
        marks.push_back(markOf(look, {scale.x(line.slices[i]), scale.y(line.values[i])}, false,
                               false,
                               line.name + ", slice " + std::to_string(line.slices[i]) + ": "
                                   + formatNumber(line.values[i], 4)));
    };
    const auto end = [&](std::size_t next) {
        if (part.points.size() > 1) {
            drawing.shapes.emplace_back(part);
        } else if (part.points.size() == 1 && !marksAll) {
            mark(next - 1);
        }
        part.points.clear();
    };
    for (std::size_t i = 0; i < line.values.size(); ++i) {
        if (!std::isfinite(line.values[i])
            || (i > 0 && std::abs(line.slices[i] - line.slices[i - 1]) > 1)) {
            end(i);
        }
        if (std::isfinite(line.values[i])) {
            part.points.push_back({scale.x(line.slices[i]), scale.y(line.values[i])});
            if (marksAll) {
                mark(i);
            }
        }
    }
    end(line.values.size());
    drawing.shapes.insert(drawing.shapes.end(), marks.begin(), marks.end());
}

} // namespace

Drawing drawProfile(std::span<const ProfileLine> lines, const std::string& title)
{
    Scale scale;
    if (!fit(scale, lines)) {
        return {};
    }
    Drawing drawing{kWidth, kHeight, title};
    drawing.shapes.emplace_back(DrawnText{{kLeft, 20}, title, Anchor::Start, 13, "#000000"});
    addGrid(drawing, scale);
    const double y = kHeight - 14;
    double x = kLeft;
    drawing.shapes.emplace_back(DrawnText{{kWidth - kRight, y}, "slice", Anchor::End});
    for (std::size_t look = 0; look < lines.size(); ++look) {
        addLine(drawing, lines[look], look, scale);
        drawing.shapes.push_back(markOf(look, {x + 4, y - 4}, false, false));
        drawing.shapes.emplace_back(DrawnText{{x + 14, y}, lines[look].name});
        x += 34 + 7 * static_cast<double>(lines[look].name.size());
    }
    return drawing;
}

} // namespace halftone::report
