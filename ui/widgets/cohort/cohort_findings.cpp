// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/cohort/cohort_findings.h"

#include "ui/document/format.h"
#include "ui/session/cohort_views.h"
#include "ui/widgets/cohort/spread_plot.h"
#include "ui/widgets/controls/theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTableWidget>
#include <QTextBrowser>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>
#include <utility>

namespace halftone::ui {

namespace {

/// Results come faster than anybody reads.
constexpr std::chrono::milliseconds kDelay{120};
constexpr int kLeastChoice = 48;

enum SummaryColumn { Precision, Cases, Score, Loss, Says, Surface, Time, SummaryColumns };

} // namespace

CohortFindings::CohortFindings(const CohortSession& cohort, CohortTableModel& model,
                               QWidget* parent)
    : QWidget(parent), m_cohort(cohort), m_model(model), m_parts(new QButtonGroup(this))
{
    m_stack = new QStackedWidget(this);
    auto* row = new QHBoxLayout;
    row->setSpacing(2);
    const std::array names{tr("Summary"), tr("Spread"), tr("Losses"), tr("Problems")};
    for (std::size_t n = 0; n < names.size(); ++n) {
        auto* button = new QToolButton(this);
        button->setText(names[n]);
        button->setCheckable(true);
        button->setObjectName(QStringLiteral("cohortPart%1").arg(n));
        button->setProperty("role", QStringLiteral("tab"));
        m_parts->addButton(button, static_cast<int>(n));
        row->addWidget(button);
        m_problemsButton = button;
    }
    m_models = new QComboBox(this);
    m_models->setObjectName(QStringLiteral("cohortShownModel"));
    m_models->setAccessibleName(tr("Model"));
    m_structures = new QComboBox(this);
    m_structures->setObjectName(QStringLiteral("cohortStructure"));
    m_structures->setAccessibleName(tr("Structure"));
    row->addStretch();
    for (QComboBox* choice : {m_models, m_structures}) {
        choice->setMinimumWidth(kLeastChoice); // the tabs are read first
        row->addWidget(choice);
    }

    auto* summary = new QWidget(m_stack);
    m_summary = new QTableWidget(0, SummaryColumns, summary);
    m_summary->setObjectName(QStringLiteral("cohortSummary"));
    m_summary->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_summary->setSelectionMode(QAbstractItemView::NoSelection);
    m_summary->setAccessibleName(tr("Each precision over all cases"));
    m_summary->setTabKeyNavigation(false);
    m_summary->setShowGrid(false);
    m_summary->verticalHeader()->hide();
    m_summary->verticalHeader()->setDefaultSectionSize(24);
    m_summary->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_note = theme::label({}, "small", summary);
    m_note->setObjectName(QStringLiteral("cohortNote"));
    m_note->setWordWrap(true);
    auto* words = new QVBoxLayout(summary);
    words->setContentsMargins(0, 0, 0, 0);
    words->setSpacing(6);
    words->addWidget(m_summary, 1);
    words->addWidget(m_note);
    m_spread = new SpreadPlot(m_stack);
    m_spread->setObjectName(QStringLiteral("cohortSpread"));
    m_spread->setAccessibleName(tr("How cases spread at each precision"));
    m_losses = new SpreadPlot(m_stack);
    m_losses->setObjectName(QStringLiteral("cohortLosses"));
    m_losses->setAccessibleName(tr("What each case loses at each precision"));
    m_problems = new QTextBrowser(m_stack);
    m_problems->setObjectName(QStringLiteral("cohortProblems"));
    m_problems->setAccessibleName(tr("Problems"));
    m_problems->setTabChangesFocus(true);
    for (QWidget* part : std::initializer_list<QWidget*>{summary, m_spread, m_losses, m_problems}) {
        m_stack->addWidget(part);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(row);
    layout->addWidget(m_stack, 1);

    connect(m_parts, &QButtonGroup::idToggled, this, [this](int part, bool on) {
        if (on) {
            m_stack->setCurrentIndex(part);
        }
    });
    connect(m_models, &QComboBox::activated, this, &CohortFindings::fill);
    connect(m_structures, &QComboBox::activated, this, [this] {
        m_model.setStructure(m_structures->currentData().toString());
        fill();
    });
    for (SpreadPlot* plot : {m_spread, m_losses}) {
        connect(plot, &SpreadPlot::rowClicked, this, &CohortFindings::rowClicked);
        connect(plot, &SpreadPlot::rowActivated, this, &CohortFindings::rowActivated);
        connect(plot, &SpreadPlot::precisionClicked, this, &CohortFindings::precisionClicked);
    }
    show(Part::Summary);
    fill();
}

void CohortFindings::show(Part part)
{
    m_parts->button(static_cast<int>(part))->setChecked(true);
}

void CohortFindings::setPrecision(quant::Precision precision)
{
    m_spread->setPrecision(precision);
    m_losses->setPrecision(precision);
    fillSummary();
}

void CohortFindings::setSelectedRow(int row)
{
    m_spread->setSelectedRow(row);
    m_losses->setSelectedRow(row);
}

void CohortFindings::reload()
{
    if (!std::exchange(m_isDue, true)) {
        QTimer::singleShot(kDelay, this, [this] {
            m_isDue = false;
            fill();
        });
    }
}

const pipeline::CohortPoints* CohortFindings::points() const
{
    const auto& all = m_cohort.points();
    const auto chosen = static_cast<std::size_t>(std::max(0, m_models->currentIndex()));
    return all.empty() ? nullptr : &all[std::min(chosen, all.size() - 1)];
}

void CohortFindings::fill()
{
    fillChoices();
    fillSummary();
    fillPlots();
    fillProblems();
}

void CohortFindings::fillChoices()
{
    const QSignalBlocker quietModels(m_models);
    const QSignalBlocker quietStructures(m_structures);
    const QString model = m_models->currentText();
    m_models->clear();
    for (const pipeline::CohortPoints& points : m_cohort.points()) {
        m_models->addItem(QString::fromStdString(points.model));
    }
    m_models->setCurrentIndex(std::max(0, m_models->findText(model)));
    m_models->setVisible(m_models->count() > 1);
    m_structures->clear();
    const QStringList names = m_model.structures();
    m_structures->addItem(tr("all labels"), QString());
    m_structures->setItemData(0, tr("The mean over the labels of a case"), Qt::ToolTipRole);
    for (const QString& name : names) {
        m_structures->addItem(name, name);
    }
    m_structures->setCurrentIndex(std::max(0, m_structures->findData(m_model.structure())));
    m_structures->setVisible(names.size() > 1);
}

void CohortFindings::fillSummary()
{
    const bool agreement = m_model.isAgreement();
    m_summary->setHorizontalHeaderLabels(
        {tr("Precision"), tr("Cases"),
         agreement ? tr("Agreement with full") : tr("Dice, mean \u00b1 sd"),
         tr("Loss (95 % interval)"), tr("What it says"), tr("HD95"), tr("Slice time")});
    const std::vector<SummaryLine> lines =
        points() != nullptr ? summaryLines(m_model, points()->points) : std::vector<SummaryLine>();
    m_summary->setRowCount(static_cast<int>(lines.size()));
    for (int row = 0; row < m_summary->rowCount(); ++row) {
        const SummaryLine& line = lines[static_cast<std::size_t>(row)];
        const std::array cells{formatPrecision(line.precision),
                               line.cases,
                               line.score,
                               line.loss,
                               line.sentence,
                               line.surface,
                               line.time};
        for (int column = 0; column < SummaryColumns; ++column) {
            auto* item = new QTableWidgetItem(cells[static_cast<std::size_t>(column)]);
            if (m_model.precision() == line.precision) {
                item->setForeground(QColor(theme::kAccent));
            }
            m_summary->setItem(row, column, item);
        }
    }
    for (const int column :
         {static_cast<int>(Loss), static_cast<int>(Says), static_cast<int>(Surface)}) {
        m_summary->setColumnHidden(column, agreement);
    }
    m_note->setText(
        agreement
            ? tr("No case has a reference: agreement is the Dice of each mask against that of full "
                 "precision. How right either is, nobody can say from it.")
            : tr(
                "Loss: Dice at full precision minus Dice here, the mean over pairs of equal cases; "
                "interval by bootstrap over subjects. sd needs two cases, an interval two "
                "subjects. HD95: the mean over the cases, and in them over the labels, that have "
                "one. "
                "Times: each slice once, while Halftone did nothing else."));
}

void CohortFindings::fillPlots()
{
    const auto nameOf = [this](int row) { return m_model.index(row, 0).data().toString(); };
    std::vector<SpreadColumn> scores = scoreSpread(m_model);
    if (m_cohort.records().empty()) {
        scores.clear();
    }
    m_spread->setColumns(m_model.isAgreement() ? SpreadPlot::Kind::Agreements
                                               : SpreadPlot::Kind::Scores,
                         std::move(scores), nameOf);
    m_losses->setColumns(SpreadPlot::Kind::Losses,
                         points() != nullptr ? lossSpread(m_model, points()->points)
                                             : std::vector<SpreadColumn>(),
                         nameOf);
}

void CohortFindings::fillProblems()
{
    const QStringList sentences = m_cohort.problems();
    m_problemsButton->setText(sentences.isEmpty() ? tr("Problems")
                                                  : tr("Problems (%1)").arg(sentences.size()));
    QString html;
    for (const QString& sentence : sentences) {
        html += QStringLiteral("<p>%1</p>").arg(sentence.toHtmlEscaped());
    }
    if (html.isEmpty()) {
        html = tr("<p>Every row of the list is a case, and none failed.</p>");
    }
    if (m_problems->property("sentences").toString() != html) { // else it would scroll back
        m_problems->setProperty("sentences", html);
        m_problems->setHtml(html);
    }
}

} // namespace halftone::ui
