// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/network_table_model.h"

#include "ui/document/format.h"

#include <algorithm>

namespace halftone::ui {

namespace {

const QString& dash()
{
    static const QString s_dash(QChar(0x2013));
    return s_dash;
}

QString share(const std::optional<double>& value)
{
    return value ? formatFineShare(*value) : dash();
}

} // namespace

QString shapeOf(const pipeline::LayerFigures& layer)
{
    const QString times = QStringLiteral(" %1 ").arg(QChar(0x00d7));
    return QString::number(layer.channels) + times + QString::number(layer.height) + times
           + QString::number(layer.width);
}

QString bitsOf(const pipeline::LayerFigures& layer)
{
    if (layer.conv < 0) {
        return dash();
    }
    const QString weights = QStringLiteral("W%1").arg(layer.weightBits);
    return layer.activationBits > 0 ? weights + QStringLiteral("A%1").arg(layer.activationBits)
                                    : weights;
}

QString formatFineShare(double share)
{
    if (share > 0 && share < 0.5e-4) {
        return localised(QStringLiteral("<0.01 %"));
    }
    return formatValue(100 * share, 2) + QStringLiteral(" %");
}

std::optional<double> valueOf(LayerAspect aspect, const StudiedNetwork& study,
                              const pipeline::LayerFigures& layer)
{
    switch (aspect) {
    case LayerAspect::Time: return layer.milliseconds;
    case LayerAspect::Error: return layer.error;
    case LayerAspect::Sensitivity: return pipeline::largestLoss(study.losses, layer.conv);
    case LayerAspect::Clipped:
        return layer.weightsClipped || layer.outputsClipped ? std::optional(
                   std::max(layer.weightsClipped.value_or(0), layer.outputsClipped.value_or(0)))
                                                            : std::nullopt;
    }
    return std::nullopt;
}

QString textOf(LayerAspect aspect, double value)
{
    switch (aspect) {
    case LayerAspect::Time: // layers take less than what whole slices are told by
        return value < 0.01 ? localised(QStringLiteral("<0.01 ms"))
               : value < 10 ? formatValue(value, 2) + QStringLiteral(" ms")
                            : formatMilliseconds(value);
    case LayerAspect::Sensitivity: return formatScoreChange(-value);
    default: return formatFineShare(value);
    }
}

NetworkTableModel::NetworkTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void NetworkTableModel::show(const StudiedNetwork* study)
{
    const bool sameRows = study != nullptr && m_study && m_study->model == study->model;
    if (study == nullptr && !m_study) {
        return;
    }
    if (sameRows) {
        m_study = *study;
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_study = study != nullptr ? std::optional(*study) : std::nullopt;
    endResetModel();
}

int NetworkTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_study ? 0 : static_cast<int>(m_study->analysis.layers.size());
}

int NetworkTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant NetworkTableModel::data(const QModelIndex& index, int role) const
{
    if (!m_study || !index.isValid()) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        const bool words = index.column() <= Bits || index.column() == AlgorithmName;
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (words ? Qt::AlignLeft : Qt::AlignRight)));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const auto& layer = m_study->analysis.layers[static_cast<std::size_t>(index.row())];
    const auto aspect = [&](LayerAspect which) {
        const std::optional<double> value = valueOf(which, *m_study, layer);
        return value ? textOf(which, *value) : dash();
    };
    switch (index.column()) {
    case Layer: return QString::fromStdString(layer.name);
    case Shape: return shapeOf(layer);
    case Bits: return bitsOf(layer);
    case Time: return aspect(LayerAspect::Time);
    case AlgorithmName:
        return layer.algorithm.empty() ? dash() : QString::fromStdString(layer.algorithm);
    case OfCeiling: return share(layer.shareOfCeiling);
    case OutputError: return share(layer.error);
    case WeightsClipped: return share(layer.weightsClipped);
    case OutputsClipped: return share(layer.outputsClipped);
    case Loss: return aspect(LayerAspect::Sensitivity);
    case Rank: {
        const std::optional<int> rank = pipeline::rankOf(m_study->losses, layer.conv);
        return rank ? QString::number(*rank) : dash();
    }
    default: return {};
    }
}

QVariant NetworkTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Layer: return tr("Layer");
    case Shape: return tr("Output");
    case Bits: return tr("Bits");
    case Time: return tr("Time");
    case AlgorithmName: return tr("Algorithm");
    case OfCeiling: return tr("Of ceiling");
    case OutputError: return tr("Error");
    case WeightsClipped: return tr("Clipped W");
    case OutputsClipped: return tr("Clipped A");
    case Loss: return tr("One bit less");
    case Rank: return tr("Rank");
    default: return {};
    }
}

} // namespace halftone::ui
