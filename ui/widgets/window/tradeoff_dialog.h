// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/quant/precision.h"

#include <QDialog>

#include <functional>
#include <optional>

class QTableView;

namespace halftone::ui {

class Session;
class TradeoffPanel;

/// The trade-off with room: the chart beside the table of its points. What is selected in one is in
/// the other; a double click or Enter on a row shows its mask.
class TradeoffDialog : public QDialog {
    Q_OBJECT

public:
    /// `session` is borrowed; `copy` puts its points on the clipboard.
    TradeoffDialog(Session& session, std::function<void()> copy, QWidget* parent);

private:
    [[nodiscard]] QWidget* makeTable();
    [[nodiscard]] QWidget* makeButtons();
    void selectRow(std::optional<quant::Precision> precision);
    void followReset();

    Session& m_session;
    std::function<void()> m_copy;
    TradeoffPanel* m_panel = nullptr;
    QTableView* m_table = nullptr;
    std::optional<quant::Precision> m_selected; ///< outlives resets of the table
    bool m_following = false;                   ///< the table is told what to select
};

/// Shown and forgotten.
void showTradeoff(QWidget* parent, Session& session, std::function<void()> copy);

} // namespace halftone::ui
