// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/quant/precision.h"

#include <QObject>
#include <QString>

#include <optional>
#include <vector>

namespace halftone::ui {

/// The named stops of the dial.
enum class Stop { Full, Balanced, Smallest };

/// The two bit-width sliders as one value with its domain. Positions 0..7 are 1..8 bits, 8 is 16
/// (simulated), 9 is float. 16 and float come as pairs: when one slider goes there the other
/// follows, and when one leaves, the other returns to where it was before.
class PrecisionModel : public QObject {
    Q_OBJECT

public:
    static constexpr int kPositions = 10;

    explicit PrecisionModel(QObject* parent = nullptr);

    /// Bits at a slider position, and back.
    [[nodiscard]] static int bitsAt(int position);
    [[nodiscard]] static int positionOf(int bits);
    /// "1".."8", "16", "fp": the tick under a slider.
    [[nodiscard]] static QString tickText(int position);
    /// "4 bits", "16 bits", "float": the value beside a slider.
    [[nodiscard]] static QString valueText(int bits);

    [[nodiscard]] quant::Precision precision() const noexcept { return m_precision; }
    /// What the Full stop means: FP32, or W8A8 where the float path is not there.
    [[nodiscard]] quant::Precision full() const noexcept { return m_full; }
    [[nodiscard]] quant::Precision at(Stop stop) const noexcept;
    /// What the present precision means: "Weights in 4 bits, activations in 6 bits."
    [[nodiscard]] QString sentence() const;
    /// The stop the present precision is, if any.
    [[nodiscard]] std::optional<Stop> currentStop() const noexcept;
    [[nodiscard]] bool isOffered(quant::Precision precision) const noexcept;
    [[nodiscard]] const std::vector<quant::Precision>& offered() const noexcept
    {
        return m_offered;
    }

    /// What the model can run here, and which of it counts as full precision. The present precision
    /// is kept if it is offered, else moved to the nearest.
    void setDomain(std::vector<quant::Precision> offered, quant::Precision full);

    /// Each setter ends at the nearest offered precision and emits changed() once if it differs.
    void setPrecision(quant::Precision precision);
    void setWeightBits(int bits);
    void setActivationBits(int bits);
    void setStop(Stop stop) { setPrecision(at(stop)); }
    /// Linked: what moves one slider moves the other along, as many bits apart as they were when
    /// they were linked or a pair was set, as far as there are bits. Else each moves alone.
    void setLinked(bool linked);
    [[nodiscard]] bool isLinked() const noexcept { return m_linked; }
    /// One bit up (+1) or down (-1), in slider positions.
    void stepWeights(int steps);
    void stepActivations(int steps);

Q_SIGNALS:
    void changed(halftone::quant::Precision precision);
    void domainChanged();
    void linkedChanged(bool linked);

private:
    [[nodiscard]] quant::Precision nearestOffered(quant::Precision wanted) const;
    void adopt(quant::Precision precision);

    std::vector<quant::Precision> m_offered;
    quant::Precision m_full = quant::kFull;
    quant::Precision m_precision = quant::kBalanced;
    quant::Precision m_lastInteger = quant::kBalanced;
    bool m_linked = false;
    int m_apart = 0; ///< activation bits minus weight bits, of linked sliders
};

} // namespace halftone::ui
