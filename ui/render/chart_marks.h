// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/render/chart_layout.h"

#include <vtkContextItem.h>

#include <utility>

namespace halftone::ui {

/// Paints a ChartDrawing. Part of TradeoffChartRenderer.
class ChartMarks : public vtkContextItem {
public:
    static ChartMarks* New();
    vtkTypeMacro(ChartMarks, vtkContextItem)

        void setDrawing(ChartDrawing drawing)
    {
        m_drawing = std::move(drawing);
    }

    bool Paint(vtkContext2D* painter) override;

protected:
    ChartMarks() = default;
    ~ChartMarks() override = default;

private:
    ChartDrawing m_drawing;
};

} // namespace halftone::ui
