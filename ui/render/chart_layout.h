// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/render/chart_scale.h"
#include "ui/render/label_placement.h"

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// Where everything of a chart lies, computed without any graphics: testable values.
namespace halftone::ui {

enum class CostUnit { Milliseconds, Bytes, Operations };

/// What stands around the points.
struct ChartFrame {
    ChartExtent extent;
    CostUnit unit = CostUnit::Milliseconds;
    std::string costTitle;          ///< under the axis: "ms a slice, logarithmic"
    std::string message;            ///< instead of points, in the middle
    std::optional<double> mostCost; ///< what is within these is shaded
    std::optional<double> leastQuality;
};

/// A text of the chart, for whoever has the window's font to draw.
struct ChartText {
    enum class Ink { Dim, Name, Current };
    enum class Align { Centre, Right };
    std::string text;
    LabelBox box; ///< device pixels from the upper left corner: y0 is its upper edge
    Ink ink = Ink::Dim;
    Align align = Align::Centre;
    bool wraps = false;
};

using ChartColour = std::array<unsigned char, 3>;

/// What is drawn of a chart, in pixels of its scene from the lower left, in this order.
struct ChartDrawing {
    struct Area {
        LabelBox box;
        ChartColour colour{};
        unsigned char opacity = 255;
    };
    struct Line {
        float x0 = 0;
        float y0 = 0;
        float x1 = 0;
        float y1 = 0;
        float width = 1;
        ChartColour colour{};
        bool dashed = false;
    };
    struct Disc {
        float x = 0;
        float y = 0;
        float radius = 1;
        ChartColour colour{};
        float hole = 0; ///< radius of what is clear inside; 0: none
        bool star = false;
    };
    struct Ring {
        float x = 0;
        float y = 0;
        float radius = 0; ///< 0: none
        float width = 1;
        ChartColour colour{};
    };
    std::vector<Area> areas;
    std::vector<Line> lines;
    std::vector<Disc> discs;
    Ring ring;
    ChartColour ground{}; ///< in holes, and around stars
};

/// Lays a chart out. Fields are set, then layOut() makes drawing and texts of them.
class ChartLayout {
public:
    ChartFrame frame;
    std::vector<ChartPoint> points;
    std::optional<std::size_t> star; ///< marked as the best point
    std::optional<std::size_t> ring; ///< a ring is drawn around it
    bool namesKept = false;          ///< names that have a place keep it, whatever comes
    std::function<float(const std::string&)> widthOf; ///< of a text, in device pixels; needed

    /// Device pixels, and device pixels per logical pixel. Forgets where names were.
    void setSize(float width, float height, float ratio);
    void setFrame(ChartFrame changed);
    void layOut();
    [[nodiscard]] const ChartDrawing& drawing() const noexcept { return m_drawing; }
    [[nodiscard]] const std::vector<ChartText>& texts() const noexcept { return m_texts; }
    [[nodiscard]] float ratio() const noexcept { return m_ratio; }

    /// From the upper left, as of the last layOut().
    [[nodiscard]] std::array<double, 2> positionOf(const ChartPoint& point) const;
    /// Within the axes.
    [[nodiscard]] bool isSeen(const ChartPoint& point) const;

private:
    [[nodiscard]] float toX(double cost) const;
    [[nodiscard]] float toY(double quality) const;
    [[nodiscard]] ChartColour colourOf(const ChartPoint& point) const;
    void addLine(float x0, float y0, float x1, float y1, float pixels, const ChartColour& colour,
                 bool dashed = false);
    void addText(std::string text, float x0, float x1, float bottom, ChartText::Align align,
                 ChartText::Ink ink = ChartText::Ink::Dim);
    void addCostAxis();
    void addQualityAxis();
    void addLimits();
    void addNames();
    void addFront();
    void addBars(const ChartPoint& point);
    void addPoint(std::size_t index);
    void addPoints();

    float m_width = 1;
    float m_height = 1;
    float m_ratio = 1;
    LabelBox m_plot;                             ///< the axes, from below
    std::map<std::string, PlacedLabel> m_placed; ///< names by text; the points' numbers do not last
    ChartDrawing m_drawing;
    std::vector<ChartText> m_texts;
};

} // namespace halftone::ui
