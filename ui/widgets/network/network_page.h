// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/network_table_model.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace halftone::ui {

class HeatLegend;
class LayerDetails;
class NetworkDiagram;
class Session;

/// The page that shows what few bits do inside the network, of the slice and the precision that the
/// image shows: as a U or as a table, and one layer in detail. Nothing is computed for it while it
/// is not seen.
class NetworkPage : public QWidget {
    Q_OBJECT

public:
    /// The session is borrowed and outlives it.
    NetworkPage(Session& session, pipeline::Runtime runtime, QWidget* parent = nullptr);

    [[nodiscard]] NetworkStudy& study() noexcept { return m_study; }
    [[nodiscard]] NetworkDiagram& diagram() noexcept { return *m_diagram; }
    [[nodiscard]] NetworkTableModel& table() noexcept { return m_table; }
    /// What "Copy as CSV" copies; empty where nothing is known.
    [[nodiscard]] QString csv() const;

protected:
    /// Arrow keys are the drawing's and the table's while they have the focus, not the slices'.
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QWidget* makeHead();
    [[nodiscard]] QWidget* makeTable();
    void refresh();
    void showLayer(int node);
    void shareHeight();
    [[nodiscard]] QString emptyText() const;

    Session& m_session;
    NetworkStudy m_study;
    NetworkTableModel m_table;
    QLabel* m_title = nullptr;
    QLabel* m_pending = nullptr;
    QComboBox* m_aspect = nullptr;
    HeatLegend* m_legend = nullptr;
    QPushButton* m_asTable = nullptr;
    QPushButton* m_copy = nullptr;
    QStackedWidget* m_stack = nullptr;
    QLabel* m_empty = nullptr;
    QScrollArea* m_scroll = nullptr;
    NetworkDiagram* m_diagram = nullptr;
    QWidget* m_tablePage = nullptr;
    QLabel* m_losses = nullptr;
    QPushButton* m_lossButton = nullptr;
    QScrollArea* m_detailsScroll = nullptr;
    LayerDetails* m_details = nullptr;
};

} // namespace halftone::ui
