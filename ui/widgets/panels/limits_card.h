// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/controls/popup_card.h"

class QCheckBox;
class QDoubleSpinBox;

namespace halftone::ui {

class TradeoffChoice;

/// Where limits of a trade-off are set: "at most" a cost, "at least" a quality.
class LimitsCard : public PopupCard {
    Q_OBJECT

public:
    /// `choice` is borrowed.
    LimitsCard(TradeoffChoice& choice, QWidget* parent);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void follow();

    TradeoffChoice& m_choice;
    QCheckBox* m_hasMostCost = nullptr;
    QDoubleSpinBox* m_mostCost = nullptr;
    QCheckBox* m_hasLeastQuality = nullptr;
    QDoubleSpinBox* m_leastQuality = nullptr;
};

} // namespace halftone::ui
