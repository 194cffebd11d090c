// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QWidget;

namespace halftone::ui {

/// What the marks of the trade-off chart mean, each with its look.
[[nodiscard]] QWidget* makeChartLegend(QWidget* parent);

} // namespace halftone::ui
