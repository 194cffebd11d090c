// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vtkContextItem.h>

#include <string>
#include <vector>

class vtkAxis;

namespace halftone::ui {

/// The points of a chart with their names, and a ring around one of them, in the chart's scene.
/// Part of TradeoffChartRenderer. Names are placed by placeLabels().
class ChartLabels : public vtkContextItem {
public:
    static ChartLabels* New();
    vtkTypeMacro(ChartLabels, vtkContextItem)

        enum class Rank {
            Dominated,
            Front,
            Current
        };
    struct Item {
        double x = 0; ///< plot coordinates
        double y = 0;
        std::string text; ///< empty: no name
        Rank rank = Rank::Dominated;
        double barLow = 0; ///< a horizontal bar, along x
        double barHigh = 0;
        bool hollow = false;
    };

    void setAxes(vtkAxis* bottom, vtkAxis* left);
    void setItems(std::vector<Item> items) { m_items = std::move(items); }
    /// Words under the bottom axis.
    void setFooter(const std::string& text) { m_footer = text; }
    void setRing(int item) { m_ring = item; } ///< -1: none
    void setPixelRatio(double ratio) { m_ratio = static_cast<float>(ratio); }
    /// Scene position of plot coordinates, from the lower left.
    void toScene(double x, double y, float& sceneX, float& sceneY) const;

    bool Paint(vtkContext2D* painter) override;

protected:
    ChartLabels() = default;
    ~ChartLabels() override = default;

private:
    void paintBars(vtkContext2D* painter) const;
    void paintPoints(vtkContext2D* painter) const;
    void paintNames(vtkContext2D* painter) const;
    void paintFooter(vtkContext2D* painter) const;

    std::vector<Item> m_items;
    std::string m_footer;
    vtkAxis* m_bottom = nullptr; ///< owned by the chart in the same scene
    vtkAxis* m_left = nullptr;
    int m_ring = -1;
    float m_ratio = 1;
};

} // namespace halftone::ui
