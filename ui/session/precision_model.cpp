// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/precision_model.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace halftone::ui {

namespace {

constexpr int kMaxIntegerBits = 8;

std::vector<quant::Precision> everything()
{
    std::vector<quant::Precision> all{quant::kFull, quant::kSimulated16};
    for (int weights = 1; weights <= kMaxIntegerBits; ++weights) {
        for (int activations = 1; activations <= kMaxIntegerBits; ++activations) {
            all.push_back({weights, activations});
        }
    }
    return all;
}

} // namespace

PrecisionModel::PrecisionModel(QObject* parent) : QObject(parent), m_offered(everything()) {}

int PrecisionModel::bitsAt(int position)
{
    const int clamped = std::clamp(position, 0, kPositions - 1);
    return clamped < kMaxIntegerBits ? clamped + 1 : clamped == kMaxIntegerBits ? 16 : 32;
}

int PrecisionModel::positionOf(int bits)
{
    if (bits <= kMaxIntegerBits) {
        return std::max(bits, 1) - 1;
    }
    return bits <= 16 ? kMaxIntegerBits : kMaxIntegerBits + 1;
}

QString PrecisionModel::tickText(int position)
{
    const int bits = bitsAt(position);
    return bits == 32 ? QStringLiteral("fp") : QString::number(bits);
}

QString PrecisionModel::valueText(int bits)
{
    if (bits == 32) {
        return tr("float");
    }
    return bits == 1 ? tr("1 bit") : tr("%1 bits").arg(bits);
}

QString PrecisionModel::sentence() const
{
    const int weights = m_precision.weightBits;
    const int activations = m_precision.activationBits;
    if (m_precision.isFloat()) {
        return tr("Floating point, 32 bits: the model as it was trained.");
    }
    if (m_precision.isSimulated()) {
        return tr("Simulated 16-bit fixed point, computed in floating point.");
    }
    const QString few = weights == 1   ? tr("1 bit (\u2212"
                                              "1, 1)")
                        : weights == 2 ? tr("2 bits (\u2212"
                                            "1, 0, 1)")
                                       : tr("%1 bits").arg(weights);
    return tr("Weights in %1, activations in %2.").arg(few, valueText(activations));
}

quant::Precision PrecisionModel::at(Stop stop) const noexcept
{
    switch (stop) {
    case Stop::Full: return m_full;
    case Stop::Balanced: return quant::kBalanced;
    case Stop::Smallest: return quant::kSmallest;
    }
    return m_full;
}

std::optional<Stop> PrecisionModel::currentStop() const noexcept
{
    for (const Stop stop : {Stop::Full, Stop::Balanced, Stop::Smallest}) {
        if (at(stop) == m_precision) {
            return stop;
        }
    }
    return std::nullopt;
}

bool PrecisionModel::isOffered(quant::Precision precision) const noexcept
{
    return std::find(m_offered.begin(), m_offered.end(), precision) != m_offered.end();
}

void PrecisionModel::setDomain(std::vector<quant::Precision> offered, quant::Precision full)
{
    m_offered = offered.empty() ? everything() : std::move(offered);
    m_full = full;
    Q_EMIT domainChanged();
    adopt(m_precision);
}

void PrecisionModel::setPrecision(quant::Precision precision)
{
    adopt(precision);
    m_apart = m_lastInteger.activationBits - m_lastInteger.weightBits;
}

void PrecisionModel::setLinked(bool linked)
{
    if (linked != m_linked) {
        m_linked = linked;
        m_apart = m_lastInteger.activationBits - m_lastInteger.weightBits;
        Q_EMIT linkedChanged(linked);
    }
}

void PrecisionModel::adopt(quant::Precision precision)
{
    const quant::Precision next = nearestOffered(precision);
    if (next.isInteger()) {
        m_lastInteger = next;
    }
    if (next != m_precision) {
        m_precision = next;
        Q_EMIT changed(next);
    }
}

void PrecisionModel::setWeightBits(int bits)
{
    if (bits > kMaxIntegerBits) {
        adopt({bits, bits});
    } else {
        adopt({bits, m_linked ? std::clamp(bits + m_apart, 1, kMaxIntegerBits)
                              : m_lastInteger.activationBits});
    }
}

void PrecisionModel::setActivationBits(int bits)
{
    if (bits > kMaxIntegerBits) {
        adopt({bits, bits});
    } else {
        adopt({m_linked ? std::clamp(bits - m_apart, 1, kMaxIntegerBits) : m_lastInteger.weightBits,
               bits});
    }
}

void PrecisionModel::stepWeights(int steps)
{
    setWeightBits(bitsAt(positionOf(m_precision.weightBits) + steps));
}

void PrecisionModel::stepActivations(int steps)
{
    setActivationBits(bitsAt(positionOf(m_precision.activationBits) + steps));
}

quant::Precision PrecisionModel::nearestOffered(quant::Precision wanted) const
{
    const auto distance = [&](quant::Precision p) {
        return std::abs(positionOf(p.weightBits) - positionOf(wanted.weightBits))
               + std::abs(positionOf(p.activationBits) - positionOf(wanted.activationBits));
    };
    return *std::min_element(m_offered.begin(), m_offered.end(),
                             [&](quant::Precision a, quant::Precision b) {
                                 return std::pair(distance(a), a) < std::pair(distance(b), b);
                             });
}

} // namespace halftone::ui
