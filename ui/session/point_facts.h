// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/tradeoff.h"
#include "ui/session/tradeoff_choice.h"
#include "ui/session/tradeoff_table_model.h"

#include <QList>
#include <QString>

namespace halftone::ui {

/// The axes that are wished for, as far as they can be: without a reference agreement with full
/// precision stands for Dice.
[[nodiscard]] TradeoffAxes possibleAxes(TradeoffAxes wished, const TradeoffSubject& subject);
/// "Dice of the slice", "agreement of the volume": what an axis is called.
[[nodiscard]] QString nameOf(QualityAxis axis);
/// "slice time", "bit operations".
[[nodiscard]] QString nameOf(CostAxis axis);
/// What stands under the axis of costs, in plain words: "ms a slice, logarithmic".
[[nodiscard]] QString titleOf(CostAxis axis);
/// A value of an axis with its unit: "6.9 ms", "613 kB", "12.3 G".
[[nodiscard]] QString formatCost(double cost, CostAxis axis);
/// "4-bit weights, 6-bit activations", "32-bit floating point".
[[nodiscard]] QString wordsOf(quant::Precision precision);

/// One line of a card about a point.
struct PointFact {
    QString name;
    QString value;
    QString detail; ///< how sure it is, or empty
};

/// All that is known of a precision, in words.
struct PointFacts {
    QString title;          ///< "W4A6"
    QString words;          ///< wordsOf(), whether it was measured, the slice, in lines
    QList<PointFact> facts; ///< Dice or agreement first, then costs
    QString standing;       ///< "On the front: ...", or "Beaten by W4A4: ..."

    [[nodiscard]] QString sentence() const; ///< all of it for a screen reader
};

/// `index` is a row of `table`.
[[nodiscard]] PointFacts factsOf(const TradeoffTableModel& table, std::size_t index,
                                 const TradeoffAxes& axes);

/// What limits leave over: "Best within the limits: W4A4, 0.952 at 4.1 ms", or that nothing is
/// within. Empty without limits, or where nothing is known yet.
[[nodiscard]] QString limitsSentence(const TradeoffTableModel& table, const TradeoffAxes& axes,
                                     const pipeline::Limits& limits);

} // namespace halftone::ui
