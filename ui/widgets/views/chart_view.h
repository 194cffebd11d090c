// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/render/tradeoff_chart_renderer.h"
#include "ui/session/point_facts.h"
#include "ui/session/tradeoff_table_model.h"
#include "ui/widgets/views/render_view.h"

#include <QPointer>
#include <QTimer>

#include <optional>
#include <vector>

namespace halftone::ui {

class PointCard;

/// The trade-off chart over a TradeoffTableModel. The mouse selects points by passing over them,
/// the keyboard by the arrows (Left and Right through all points, Up and Down along the front); the
/// selected one has a card with all that is known of it, and a click or Enter asks for its
/// precision. While the pointer moves over the chart, or a card is open, axes and names stay where
/// they are, whatever is measured meanwhile.
class ChartView : public RenderView {
    Q_OBJECT

public:
    explicit ChartView(QWidget* parent = nullptr);
    ~ChartView() override;

    /// `model` is borrowed. Follows its changes.
    void setModel(const TradeoffTableModel* model);
    void setCurrent(quant::Precision precision);
    /// What is wished for; without a reference agreement stands for Dice.
    void setAxes(const TradeoffAxes& axes);
    /// What is shown.
    [[nodiscard]] TradeoffAxes axes() const;
    void setLimits(const pipeline::Limits& limits);
    /// More points are to come: until they are all there the axes only grow.
    void setSweeping(bool sweeping);
    /// As the keyboard selects, without its card; nothing: none.
    void select(std::optional<quant::Precision> precision);
    [[nodiscard]] const std::optional<quant::Precision>& selected() const { return m_selected; }

    [[nodiscard]] const TradeoffChartRenderer& chart() const { return m_renderer; }
    /// Null before the first point was selected.
    [[nodiscard]] const PointCard* card() const;

Q_SIGNALS:
    void precisionClicked(halftone::quant::Precision precision);
    void selectionChanged(std::optional<halftone::quant::Precision> precision);

protected:
    void viewportChanged(int width, int height, double pixelRatio) override;
    void finishPicture(QImage& picture) override;
    bool event(QEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    enum class Card { Shown, None };
    void updatePoints();
    void follow();
    [[nodiscard]] ChartFrame frame() const;
    [[nodiscard]] std::optional<std::size_t> shownIndex(quant::Precision precision) const;
    void choose(std::optional<quant::Precision> precision, Card card);
    void updateCard();
    void describe();

    TradeoffChartRenderer m_renderer;
    ChartScale m_scale;
    const TradeoffTableModel* m_model = nullptr;
    TradeoffAxes m_wished{QualityAxis::Dice, CostAxis::SliceTime};
    pipeline::Limits m_limits;
    quant::Precision m_current = quant::kBalanced;
    std::vector<std::size_t> m_rows; ///< of the model, in the order of the renderer's points
    TradeoffSubject m_subject;       ///< of the points that are shown
    TradeoffAxes m_shownAxes;
    std::optional<quant::Precision> m_selected;
    Card m_cardWanted = Card::None;
    QPointer<PointCard> m_card; ///< a child of the window, over everything
    bool m_pointerOver = false;
    QTimer m_idle; ///< runs while the pointer moved a moment ago
};

} // namespace halftone::ui
