// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/tradeoff_table_model.h"

#include "ui/document/format.h"

#include <algorithm>

namespace halftone::ui {

namespace {

/// Words to the left, numbers to the right.
QVariant alignmentOf(int column)
{
    const bool words =
        column == TradeoffTableModel::Precision || column == TradeoffTableModel::Kind;
    return QVariant::fromValue(
        Qt::Alignment(Qt::AlignVCenter | (words ? Qt::AlignLeft : Qt::AlignRight)));
}

} // namespace

TradeoffTableModel::TradeoffTableModel(QObject* parent)
    : QAbstractTableModel(parent), m_choice(new TradeoffChoice(this))
{
}

void TradeoffTableModel::clear(bool qualityIsDice)
{
    TradeoffSubject subject;
    subject.isOpen = true;
    subject.hasReference = qualityIsDice;
    assign({}, std::move(subject));
}

void TradeoffTableModel::assign(std::vector<pipeline::TradeoffPoint> points,
                                TradeoffSubject subject)
{
    if (m_points.empty() && points.empty() && m_subject == subject) {
        return; // nothing to draw anew
    }
    std::sort(points.begin(), points.end(),
              [](const auto& a, const auto& b) { return a.precision > b.precision; });
    beginResetModel();
    m_points = std::move(points);
    m_subject = std::move(subject);
    endResetModel();
}

void TradeoffTableModel::upsert(const pipeline::TradeoffPoint& point)
{
    const auto place =
        std::find_if(m_points.begin(), m_points.end(), [&](const pipeline::TradeoffPoint& other) {
            return other.precision <= point.precision;
        });
    const auto row = static_cast<int>(place - m_points.begin());
    if (place != m_points.end() && place->precision == point.precision) {
        *place = point;
    } else {
        beginInsertRows({}, row, row);
        m_points.insert(place, point);
        endInsertRows();
    }
    // The front of all rows may have moved.
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

std::optional<double> TradeoffTableModel::quality(const pipeline::TradeoffPoint& point) const
{
    return pipeline::qualityOf(point, qualityAxis());
}

std::vector<std::size_t> TradeoffTableModel::front(CostAxis axis) const
{
    return pipeline::paretoFront(m_points, qualityAxis(), axis);
}

const pipeline::TradeoffPoint* TradeoffTableModel::find(quant::Precision precision) const
{
    const auto found =
        std::find_if(m_points.begin(), m_points.end(), [&](const pipeline::TradeoffPoint& point) {
            return point.precision == precision;
        });
    return found != m_points.end() ? &*found : nullptr;
}

int TradeoffTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_points.size());
}

int TradeoffTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TradeoffTableModel::text(const pipeline::TradeoffPoint& point, int column) const
{
    switch (column) {
    case Precision: return formatPrecision(point.precision);
    case Quality: {
        const std::optional<double> score = quality(point);
        return score ? formatScore(*score) : QString(QChar(0x2013));
    }
    case Latency: return formatMilliseconds(point.latency.medianMs);
    case Weights: return formatBytes(point.weightBytes);
    case Memory: return formatBytes(point.arenaBytes + point.packedBytes);
    case Kind:
        return !point.measured             ? tr("simulated")
               : point.precision.isFloat() ? tr("float, measured")
               : point.trained             ? tr("integer, measured")
                                           : tr("integer, measured, not trained");
    default: return {};
    }
}

QVariant TradeoffTableModel::value(const pipeline::TradeoffPoint& point, int column) const
{
    switch (column) {
    case Quality: {
        const std::optional<double> score = quality(point);
        return score ? QVariant(*score) : QVariant();
    }
    case Latency: return point.latency.medianMs;
    case Weights: return QVariant::fromValue<qulonglong>(point.weightBytes);
    case Memory: return QVariant::fromValue<qulonglong>(point.arenaBytes + point.packedBytes);
    default: return text(point, column);
    }
}

QVariant TradeoffTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const pipeline::TradeoffPoint& point = m_points[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(point, index.column());
    case kValueRole: return value(point, index.column());
    case kFrontRole: {
        const std::vector<std::size_t> best = front(CostAxis::SliceTime);
        return std::count(best.begin(), best.end(), static_cast<std::size_t>(index.row())) > 0;
    }
    case Qt::TextAlignmentRole: return alignmentOf(index.column());
    default: return {};
    }
}

QVariant TradeoffTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        return alignmentOf(section);
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Precision: return tr("Precision");
    case Quality: return qualityIsDice() ? tr("Dice") : tr("Agreement with full");
    case Latency: return tr("Slice time");
    case Weights: return tr("Weights");
    case Memory: return tr("Memory of a run");
    case Kind: return tr("Kind");
    default: return {};
    }
}

} // namespace halftone::ui
