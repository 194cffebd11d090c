// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/statistics_model.h"

#include "ui/document/format.h"

#include <cmath>
#include <utility>

namespace halftone::ui {

namespace {

constexpr int kValueDigits = 4;
const QChar kEnDash(0x2013);

QString valuesText(const Summary& values, const Image& image)
{
    if (std::isnan(values.mean)) {
        return kEnDash;
    }
    const QString mean = formatVoxel(image, values.mean);
    const QString number = formatValue(values.mean, kValueDigits);
    const QString unit = mean.section(u' ', 1);
    return number
           + (std::isnan(values.sd) ? QString()
                                    : QStringLiteral(" \u00B1 ") + formatValue(values.sd, 3))
           + (unit.isEmpty() ? QString() : QChar(u' ') + unit);
}

QString areaText(const Geometry& views, std::size_t pixels)
{
    return formatArea(views, static_cast<double>(pixels) * pixelAreaMm2(views));
}

QString distanceText(const Geometry& grid, double distance)
{
    return std::isnan(distance) ? QString(kEnDash)
           : grid.spacingKnown
               ? formatLength(grid, distance)
               : StatisticsModel::tr("%1 px").arg(formatValue(distance, kValueDigits));
}

QString slicesText(const KnownMask& mask)
{
    const int all = mask.source.slices();
    if (!mask.source.isWhole()) {
        return StatisticsModel::tr("%1 of %2 slices").arg(mask.source.slicesThere()).arg(all);
    }
    const int judged = mask.statistics ? mask.statistics->judgedSlices : 0;
    return judged > 0 && judged < all ? StatisticsModel::tr("%1, %2 judged").arg(all).arg(judged)
                                      : QString::number(all);
}

QStringList textsOf(const KnownMask& mask, std::size_t n, const ActiveCase& active, int slice)
{
    const Geometry& grid = mask.source.labels.grid;
    QStringList texts{mask.source.name, QString::fromStdString(mask.source.parts[n].structure.name),
                      slicesText(mask)};
    const PartStatistics* known = mask.statistics ? &mask.statistics->parts[n] : nullptr;
    const auto pixels = visiblePixelsOf(mask, n, slice);
    texts << (known != nullptr ? formatCount(known->voxels) : QString())
          << (known != nullptr ? formatVolume(grid, known->voxels) : QString())
          << (known != nullptr ? valuesText(known->values, *active.image()) : QString())
          << (pixels ? areaText(active.grid(), *pixels) : QString());
    if (known != nullptr && known->scores) {
        texts << formatScore(known->scores->dice) << distanceText(grid, known->scores->hausdorff95)
              << distanceText(grid, known->scores->meanSurface);
    } else {
        const QString none = mask.isScored ? QString(kEnDash) : QString();
        texts << none << none << none;
    }
    return texts;
}

} // namespace

int TextTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TextTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_headings.size());
}

QVariant TextTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return row.texts.value(index.column());
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter
                        | (index.column() < m_leftColumns ? Qt::AlignLeft : Qt::AlignRight));
    case Qt::DecorationRole:
        return index.column() == m_coloured && row.colour.isValid() ? QVariant(row.colour)
                                                                    : QVariant();
    case Qt::ToolTipRole: return row.toolTip.isEmpty() ? QVariant() : QVariant(row.toolTip);
    default: return {};
    }
}

QVariant TextTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter
                        | (section < m_leftColumns ? Qt::AlignLeft : Qt::AlignRight));
    }
    return role == Qt::DisplayRole ? QVariant(m_headings.value(section)) : QVariant();
}

void TextTableModel::show(QStringList headings, std::vector<Row> rows, int leftColumns,
                          int coloured)
{
    const bool sameShape = headings.size() == m_headings.size() && rows.size() == m_rows.size();
    if (sameShape && headings == m_headings && rows == m_rows) {
        return;
    }
    if (!sameShape) {
        beginResetModel();
    }
    m_headings = std::move(headings);
    m_rows = std::move(rows);
    m_leftColumns = leftColumns;
    m_coloured = coloured;
    if (!sameShape) {
        endResetModel();
        return;
    }
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

StatisticsModel::StatisticsModel(const StatisticsStudy& study, QObject* parent)
    : TextTableModel(parent), m_study(study)
{
    connect(&study, &StatisticsStudy::changed, this, &StatisticsModel::refresh);
    connect(&study, &StatisticsStudy::sliceChanged, this, &StatisticsModel::refresh);
    refresh();
}

void StatisticsModel::refresh()
{
    const std::shared_ptr<const ActiveCase> active = m_study.active();
    const int slice = m_study.slice();
    const QStringList headings{tr("Mask"),
                               tr("Label"),
                               tr("Slices"),
                               tr("Voxels"),
                               tr("Volume"),
                               tr("Mean \u00B1 sd"),
                               active ? tr("Area, slice %1").arg(active->sliceNumbers().of(slice))
                                      : tr("Area"),
                               tr("Dice"),
                               tr("HD95"),
                               tr("ASSD")};
    std::vector<Row> rows;
    for (const KnownMask& mask : m_study.masks()) {
        const int judged = mask.statistics ? mask.statistics->judgedSlices : 0;
        const QString toolTip =
            !mask.fault.isEmpty() ? mask.fault
            : judged > 0 && judged < mask.source.slices()
                ? tr("The reference speaks of %1 of %2 slices. Dice and distances are of these "
                     "alone.")
                      .arg(judged)
                      .arg(mask.source.slices())
                : QString();
        for (std::size_t n = 0; active && n < mask.source.parts.size(); ++n) {
            rows.push_back(
                {textsOf(mask, n, *active, slice), QColor(mask.source.parts[n].colour), toolTip});
        }
    }
    show(headings, std::move(rows), Voxels, Label);
}

AreasModel::AreasModel(const StatisticsStudy& study, QObject* parent)
    : TextTableModel(parent), m_study(study)
{
    connect(&study, &StatisticsStudy::changed, this, &AreasModel::refresh);
    refresh();
}

void AreasModel::refresh()
{
    const std::shared_ptr<const ActiveCase> active = m_study.active();
    QStringList headings{tr("Slice")};
    std::vector<Row> rows;
    for (int k = 0; active && k < active->slices(); ++k) {
        rows.push_back({{QString::number(active->sliceNumbers().of(k))}, {}, {}});
    }
    const Geometry views = active ? active->grid() : Geometry();
    for (const KnownMask& mask : m_study.masks()) {
        for (std::size_t n = 0; mask.statistics && n < mask.source.parts.size(); ++n) {
            headings << tr("%1: %2").arg(
                mask.source.name, QString::fromStdString(mask.source.parts[n].structure.name));
            const std::vector<std::size_t>& pixels = mask.statistics->parts[n].pixels;
            for (std::size_t k = 0; k < rows.size(); ++k) {
                rows[k].texts << (k < pixels.size() ? areaText(views, pixels[k]) : QString());
            }
        }
    }
    show(headings, std::move(rows), 1, -1);
}

} // namespace halftone::ui
