// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/cohort_table_model.h"

#include "core/report/definitions.h"
#include "ui/document/finding_text.h"
#include "ui/document/format.h"
#include "ui/session/cohort_views.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

namespace halftone::ui {

namespace {

using Column = CohortTableModel::Column;
using pipeline::CaseRecord;

constexpr int kFirst = static_cast<int>(Column::Score); ///< columns before the scores
constexpr int kLast = 4;                                ///< columns behind them
constexpr QChar kDash(0x2013);
constexpr double kLeastMl = 0.001;  ///< below, and where it is unknown, voxels say more
constexpr const char* kTitles[] = { ///< in the order of Column; %1 is a precision
    QT_TR_NOOP("Case"),         QT_TR_NOOP("Subject"),   QT_TR_NOOP("Findings"),
    QT_TR_NOOP("Model"),        QT_TR_NOOP("Slices"),    QT_TR_NOOP("Dice %1"),
    QT_TR_NOOP("Loss %1"),      QT_TR_NOOP("Volume %1"), QT_TR_NOOP("HD95 %1"),
    QT_TR_NOOP("Slice time %1")};

/// What a map by case holds of the one case of a record.
template <typename Value>
const Value* structureOf(const std::map<std::string, std::map<std::string, Value>>& cases,
                         const std::string& structure)
{
    if (cases.empty()) {
        return nullptr;
    }
    const auto found = cases.begin()->second.find(structure);
    return found != cases.begin()->second.end() ? &found->second : nullptr;
}

std::optional<double> finite(double value)
{
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

QVariant orNone(const std::optional<double>& value)
{
    return value ? QVariant(*value) : QVariant();
}

} // namespace

CohortTableModel::CohortTableModel(const CohortSession& session, QObject* parent)
    : QAbstractTableModel(parent), m_session(session)
{
}

std::vector<quant::Precision> CohortTableModel::presentPrecisions() const
{
    std::set<quant::Precision> all;
    for (const CohortSession::Case& each : m_session.cases()) {
        for (const auto& [precision, record] : each.records) {
            all.insert(precision);
        }
    }
    if (m_session.isBusy() || all.empty()) { // columns stay while results arrive
        all.insert(m_session.precisions().begin(), m_session.precisions().end());
    }
    return {all.rbegin(), all.rend()};
}

bool CohortTableModel::onlyAgreements() const
{
    bool any = false;
    for (const CohortSession::Case& each : m_session.cases()) {
        for (const auto& [precision, record] : each.records) {
            if (record.point.dice.has_value()) {
                return false;
            }
            any = true;
        }
    }
    return any;
}

void CohortTableModel::reload()
{
    beginResetModel();
    m_precisions = presentPrecisions();
    m_agreement = onlyAgreements();
    endResetModel();
}

void CohortTableModel::reloadCases(const std::set<int>& rows)
{
    if (rows.empty()) {
        return;
    }
    if (onlyAgreements() != m_agreement || presentPrecisions() != m_precisions) {
        reload();
        return;
    }
    Q_EMIT dataChanged(index(*rows.begin(), 0), index(*rows.rbegin(), columnCount() - 1));
}

void CohortTableModel::setPrecision(quant::Precision precision)
{
    if (precision != m_wanted) {
        m_wanted = precision;
        if (rowCount() > 0) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
            Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
        }
    }
}

std::optional<quant::Precision> CohortTableModel::shownPrecision() const
{
    if (m_precisions.empty()) {
        return std::nullopt;
    }
    const bool ran =
        std::find(m_precisions.begin(), m_precisions.end(), m_wanted) != m_precisions.end();
    return ran ? m_wanted : m_precisions.back();
}

void CohortTableModel::setStructure(const QString& structure)
{
    if (structure != m_structure) {
        beginResetModel();
        m_structure = structure;
        endResetModel();
    }
}

QStringList CohortTableModel::structures() const
{
    QStringList names;
    std::set<std::string> all;
    for (const CaseRecord* record : m_session.records()) {
        for (const auto& [caseName, structures] : record->point.dicePerCase) {
            for (const auto& [name, dice] : structures) {
                all.insert(name);
            }
        }
        for (const std::string& label : record->labels) {
            const QString name = QString::fromStdString(label);
            if (all.contains(label) && !names.contains(name)) {
                names << name;
            }
        }
    }
    for (const std::string& name : all) {
        if (!names.contains(QString::fromStdString(name))) {
            names << QString::fromStdString(name);
        }
    }
    return names;
}

QString CohortTableModel::shownStructure() const
{
    if (!m_structure.isEmpty()) {
        return m_structure;
    }
    const std::vector<const CaseRecord*> records = m_session.records();
    return !records.empty() && records.front()->labels.size() == 1
               ? QString::fromStdString(records.front()->labels.front())
               : QString();
}

const CaseRecord* CohortTableModel::record(int row, quant::Precision precision) const
{
    const auto found = item(row).records.find(precision);
    return found != item(row).records.end() ? &found->second : nullptr;
}

const CaseRecord* CohortTableModel::shownRecord(int row) const
{
    const auto shown = shownPrecision();
    return shown ? record(row, *shown) : nullptr;
}

std::optional<double> CohortTableModel::score(int row, quant::Precision precision) const
{
    const CaseRecord* found = record(row, precision);
    if (found == nullptr) {
        return std::nullopt;
    }
    if (m_agreement) {
        return found->point.agreement;
    }
    if (m_structure.isEmpty()) {
        return found->point.dice;
    }
    const double* dice = structureOf(found->point.dicePerCase, m_structure.toStdString());
    return dice != nullptr ? finite(*dice) : std::nullopt;
}

std::optional<double> CohortTableModel::loss(int row, quant::Precision precision) const
{
    const CaseRecord* found = record(row, precision);
    if (found == nullptr || m_agreement || found->full == precision) {
        return std::nullopt;
    }
    const auto full = score(row, found->full);
    const auto here = score(row, precision);
    return full && here ? std::optional(*full - *here) : std::nullopt;
}

std::optional<CaseDistance> CohortTableModel::distance(int row, quant::Precision precision) const
{
    const CaseRecord* found = record(row, precision);
    return found != nullptr ? distanceOf(*found, m_structure) : std::nullopt;
}

Column CohortTableModel::kindOf(int column) const
{
    const int scores = static_cast<int>(m_precisions.size());
    if (column < kFirst) {
        return static_cast<Column>(column);
    }
    return column < kFirst + scores
               ? Column::Score
               : static_cast<Column>(static_cast<int>(Column::Loss) + column - kFirst - scores);
}

std::optional<quant::Precision> CohortTableModel::precisionOf(int column) const
{
    return kindOf(column) == Column::Score
               ? std::optional(m_precisions[static_cast<std::size_t>(column - kFirst)])
               : std::nullopt;
}

int CohortTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_session.cases().size());
}

int CohortTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kFirst + static_cast<int>(m_precisions.size()) + kLast;
}

QVariant CohortTableModel::value(int row, int column) const
{
    const pipeline::CohortCase& listed = m_session.cohort().cases[static_cast<std::size_t>(row)];
    const CaseRecord* shown = shownRecord(row);
    const Column kind = kindOf(column);
    switch (kind) {
    case Column::Case: return QString::fromStdString(listed.name);
    case Column::Subject: return QString::fromStdString(listed.subject);
    case Column::Findings: {
        const CaseRecord* any =
            item(row).records.empty() ? nullptr : &item(row).records.begin()->second;
        return static_cast<int>(any != nullptr ? any->findings.size() : 0)
               + static_cast<int>(item(row).failures.size());
    }
    case Column::Score: return orNone(score(row, *precisionOf(column)));
    default: break;
    }
    if (shown == nullptr) {
        return {};
    }
    const std::string structure = shownStructure().toStdString();
    switch (kind) {
    case Column::Model: return QString::fromStdString(shown->model);
    case Column::Slices: return static_cast<int>(shown->slices);
    case Column::Loss: return orNone(loss(row, shown->point.precision));
    case Column::Volume: {
        const auto* volume = structureOf(shown->point.volumePerCase, structure);
        return volume == nullptr        ? QVariant()
               : volume->ml >= kLeastMl ? QVariant(volume->ml)
                                        : QVariant(static_cast<double>(volume->voxels));
    }
    case Column::Surface: {
        const auto apart = distance(row, shown->point.precision);
        return apart ? QVariant(apart->hausdorff95) : QVariant();
    }
    case Column::Time:
        return shown->milliseconds.empty() ? QVariant() : QVariant(shown->point.latency.medianMs);
    default: return {};
    }
}

QString CohortTableModel::stateText(int row) const
{
    const int count = value(row, static_cast<int>(Column::Findings)).toInt();
    switch (item(row).state) {
    case CohortSession::CaseState::Waiting: return tr("waiting");
    case CohortSession::CaseState::Running: return tr("running");
    case CohortSession::CaseState::Failed: return tr("failed");
    case CohortSession::CaseState::Done: break;
    }
    return count == 0 ? QString() : count == 1 ? tr("1 finding") : tr("%1 findings").arg(count);
}

QVariant CohortTableModel::text(int row, int column) const
{
    const Column kind = kindOf(column);
    if (kind == Column::Findings) {
        return stateText(row);
    }
    QVariant plain = value(row, column);
    if (!plain.isValid()) {
        return item(row).records.empty() ? QString() : QString(kDash);
    }
    const CaseRecord* shown = shownRecord(row);
    const std::string structure = shownStructure().toStdString();
    switch (kind) {
    case Column::Score: return formatScore(plain.toDouble());
    case Column::Loss: return formatScoreChange(plain.toDouble());
    case Column::Volume: {
        const auto* volume = structureOf(shown->point.volumePerCase, structure);
        return volume->ml >= kLeastMl ? tr("%1 ml").arg(formatValue(volume->ml, 4))
                                      : tr("%1 voxels").arg(formatCount(volume->voxels));
    }
    case Column::Surface:
        return formatDistance(plain.toDouble(), distance(row, shown->point.precision)->inMm);
    case Column::Time: return sliceTimeText(shown->point.latency);
    default: return plain;
    }
}

QVariant CohortTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Column kind = kindOf(index.column());
    switch (role) {
    case Qt::DisplayRole: return text(index.row(), index.column());
    case kValueRole: return value(index.row(), index.column());
    case Qt::ToolTipRole: {
        QStringList lines;
        for (const QString& failure : item(index.row()).failures) {
            lines << coreText(failure);
        }
        if (!item(index.row()).records.empty()) {
            const CaseRecord& any = item(index.row()).records.begin()->second;
            lines << tr("model %1: %2")
                         .arg(QString::fromStdString(any.model), coreText(any.modelReason));
            for (const std::string& finding : any.findings) {
                lines << coreText(finding);
            }
        }
        return lines.join(QChar(u'\n'));
    }
    case Qt::TextAlignmentRole: {
        const bool words = kind == Column::Case || kind == Column::Subject || kind == Column::Model
                           || kind == Column::Findings;
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (words ? Qt::AlignLeft : Qt::AlignRight)));
    }
    default: return {};
    }
}

QVariant CohortTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    const Column kind = kindOf(section);
    const auto shown = shownPrecision();
    const QString name = shown ? formatPrecision(*shown) : QString();
    if (role == Qt::ToolTipRole) {
        switch (kind) {
        case Column::Score:
            return m_agreement ? tr("Agreement: Dice of the mask against that of full precision. "
                                    "It is no Dice against a reference.")
                               : tr("Dice over all slices of the case together");
        case Column::Loss: return tr("Dice at full precision minus Dice at %1").arg(name);
        case Column::Surface:
            return tr("At %1, of all labels the mean over those that have one.").arg(name) + u' '
                   + coreText(std::string(report::findDefinition("HD95")->text));
        case Column::Time:
            return tr("Median of the slices at %1, each run once while Halftone did nothing else")
                .arg(name);
        default: return {};
        }
    }
    if (role != Qt::DisplayRole && role != kValueRole) {
        return {};
    }
    const char* text = kind == Column::Score && m_agreement ? QT_TR_NOOP("Agreement %1")
                                                            : kTitles[static_cast<int>(kind)];
    // Files are English, whatever the window speaks.
    const QString title = role == kValueRole ? QString::fromLatin1(text) : tr(text);
    const QString at = kind == Column::Score ? formatPrecision(*precisionOf(section)) : name;
    return title.contains(QLatin1String("%1")) ? title.arg(at) : title;
}

} // namespace halftone::ui
