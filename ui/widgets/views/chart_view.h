// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/render/tradeoff_chart_renderer.h"
#include "ui/session/tradeoff_table_model.h"
#include "ui/widgets/views/render_view.h"

#include <vector>

namespace halftone::ui {

/// The trade-off chart over a TradeoffTableModel; a click on a point asks for its precision.
class ChartView : public RenderView {
    Q_OBJECT

public:
    explicit ChartView(QWidget* parent = nullptr);

    /// `model` is borrowed. Follows its changes.
    void setModel(const TradeoffTableModel* model);
    void setCurrent(quant::Precision precision);
    void setCostAxis(CostAxis axis);
    [[nodiscard]] TradeoffChartRenderer& chart() { return m_renderer; }

Q_SIGNALS:
    void precisionClicked(halftone::quant::Precision precision);

protected:
    void viewportChanged(int width, int height, double pixelRatio) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void updatePoints();
    [[nodiscard]] QString describe(const pipeline::TradeoffPoint& point) const;

    TradeoffChartRenderer m_renderer;
    const TradeoffTableModel* m_model = nullptr;
    CostAxis m_axis = CostAxis::SliceTime;
    quant::Precision m_current = quant::kBalanced;
    std::vector<pipeline::TradeoffPoint> m_shown; ///< in the order of the renderer's points
};

} // namespace halftone::ui
