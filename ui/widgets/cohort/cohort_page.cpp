// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/cohort/cohort_page.h"

#include "ui/document/finding_text.h"
#include "ui/document/format.h"
#include "ui/document/path_text.h"
#include "ui/session/cohort_views.h"
#include "ui/session/session.h"
#include "ui/widgets/cohort/cohort_export.h"
#include "ui/widgets/cohort/cohort_findings.h"
#include "ui/widgets/cohort/cohort_setup.h"
#include "ui/widgets/cohort/cohort_table.h"
#include "ui/widgets/cohort/cohort_welcome.h"
#include "ui/widgets/controls/file_folders.h"
#include "ui/widgets/controls/theme.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <chrono>
#include <set>
#include <utility>

namespace halftone::ui {

namespace {

constexpr int kSteps = 1000;
constexpr std::chrono::milliseconds kGather{200};

QString onlyPath(const QMimeData& mime)
{
    const QList<QUrl> urls = mime.urls();
    return urls.size() == 1 ? urls.front().toLocalFile() : QString();
}

} // namespace

CohortPage::CohortPage(pipeline::Runtime runtime, Session& session, FileFolders& folders,
                       QWidget* parent)
    : QWidget(parent), m_session(session), m_folders(folders),
      m_cohort(std::move(runtime), session), m_model(m_cohort, this),
      m_stack(new QStackedWidget(this)), m_sentence(theme::label({}, "problem", this)),
      m_question(qobject_cast<QFrame*>(makeQuestion())), m_table(new CohortTable(m_model, this)),
      m_findings(new CohortFindings(m_cohort, m_model, this))
{
    layOut();
    connectCohort();
    connect(m_table, &CohortTable::rowSelected, m_findings, &CohortFindings::setSelectedRow);
    connect(m_table, &CohortTable::rowActivated, this, &CohortPage::openCase);
    connect(m_findings, &CohortFindings::rowClicked, m_table, &CohortTable::selectRow);
    connect(m_findings, &CohortFindings::rowActivated, this, &CohortPage::openCase);
    connect(m_findings, &CohortFindings::precisionClicked, &session.precision(),
            &PrecisionModel::setPrecision);
    const auto followDial = [this] {
        m_model.setPrecision(m_session.precision().precision());
        m_findings->setPrecision(m_session.precision().precision());
    };
    connect(&session.precision(), &PrecisionModel::changed, this, followDial);
    connect(&session, &Session::caseChanged, this, &CohortPage::goToSlice);
    followDial();
    follow();
}

void CohortPage::layOut()
{
    setObjectName(QStringLiteral("cohortPage"));
    setAttribute(Qt::WA_StyledBackground);
    setAcceptDrops(true);
    auto* welcome = new CohortWelcome(m_stack);
    connect(welcome, &CohortWelcome::listRequested, this, &CohortPage::askForList);
    connect(welcome, &CohortWelcome::folderRequested, this, &CohortPage::askForFolder);
    m_sentence->setObjectName(QStringLiteral("cohortSentence"));
    m_sentence->setWordWrap(true);
    m_sentence->hide();
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    split->addWidget(m_table);
    split->addWidget(m_findings);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    auto* body = new QWidget(m_stack);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(8, 12, 8, 12);
    column->setSpacing(10);
    column->addWidget(makeHead());
    column->addWidget(new CohortSetup(m_cohort, m_session, m_folders, body));
    column->addWidget(split, 1);
    m_stack->addWidget(welcome);
    m_stack->addWidget(body);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_sentence);
    layout->addWidget(m_question);
    layout->addWidget(m_stack, 1);
}

void CohortPage::connectCohort()
{
    connect(&m_cohort, &CohortSession::opened, this, [this] {
        m_sentence->hide();
        m_changed.clear(); // rows of what was open before
        m_model.reload();
        m_findings->reload();
        follow();
    });
    connect(&m_cohort, &CohortSession::stateChanged, this, [this] {
        m_model.reloadCases(std::exchange(m_changed, {}));
        m_findings->reload(); // what is said of the folder of results, too
        follow();
    });
    connect(&m_cohort, &CohortSession::settingsChanged, &m_model, &CohortTableModel::reload);
    connect(&m_cohort, &CohortSession::settingsChanged, this, &CohortPage::follow);
    // Results that are taken from the disk come by thousands, and each step goes over all cases.
    m_gather.setSingleShot(true);
    m_gather.setInterval(kGather);
    const auto gather = [this] {
        if (!m_gather.isActive()) {
            m_gather.start();
        }
    };
    connect(&m_gather, &QTimer::timeout, this, [this] {
        if (!m_changed.empty()) {
            m_model.reloadCases(std::exchange(m_changed, {}));
            m_findings->reload();
        }
        followProgress();
    });
    connect(&m_cohort, &CohortSession::caseChanged, this, [this, gather](int which) {
        m_changed.insert(which);
        gather();
    });
    connect(&m_cohort, &CohortSession::progressed, this, gather);
    connect(&m_cohort, &CohortSession::pointsChanged, m_findings, &CohortFindings::reload);
    const auto showModels = [this] { // one for all stands above the table
        m_table->setColumnHidden(static_cast<int>(CohortTableModel::Column::Model),
                                 m_cohort.points().size() < 2);
    };
    connect(&m_cohort, &CohortSession::pointsChanged, this, showModels);
    showModels();
    connect(&m_cohort, &CohortSession::failed, this,
            [this](const QString& sentence) { say(sentence); });
}

QWidget* CohortPage::makeHead()
{
    auto* head = new QWidget(this);
    m_title = theme::label({}, "value", head);
    m_title->setObjectName(QStringLiteral("cohortTitle"));
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    const auto button = [&](const QString& text, const char* name) {
        auto* made = new QPushButton(text, head);
        made->setObjectName(QString::fromLatin1(name));
        return made;
    };
    m_start = button(tr("Start"), "startCohort");
    m_start->setDefault(true);
    m_pause = button(tr("Pause"), "pauseCohort");
    m_cancel = button(tr("Stop"), "stopCohort");
    m_cancel->setToolTip(
        tr("Ends the run; what is finished is kept, and Start goes on from there"));
    m_export = button(tr("Export"), "exportCohort");
    auto* menu = new QMenu(m_export);
    menu->addAction(tr("&Copy Table as CSV"), m_table, &CohortTable::copy);
    menu->addAction(tr("Results as &CSV..."), this, [this] { exportAs(QStringLiteral("csv")); });
    menu->addAction(tr("Results as &JSON..."), this, [this] { exportAs(QStringLiteral("json")); });
    m_export->setMenu(menu);
    connect(m_start, &QPushButton::clicked, this, [this] {
        m_sentence->hide();
        m_cohort.start();
    });
    connect(m_pause, &QPushButton::clicked, this,
            [this] { m_cohort.pause(m_cohort.state() == CohortSession::State::Running); });
    connect(m_cancel, &QPushButton::clicked, &m_cohort, &CohortSession::cancel);
    m_bar = new QProgressBar(head);
    m_bar->setRange(0, kSteps);
    m_bar->setTextVisible(false);
    m_progress = theme::label({}, "small", head);
    m_progress->setObjectName(QStringLiteral("cohortProgress"));
    m_progress->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_title, 1);
    for (QPushButton* each : {m_start, m_pause, m_cancel, m_export}) {
        row->addWidget(each);
    }
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(row);
    column->addWidget(m_bar);
    column->addWidget(m_progress);
    return head;
}

QWidget* CohortPage::makeQuestion()
{
    auto* frame = new QFrame(this);
    frame->setObjectName(QStringLiteral("cohortQuestion"));
    auto* text = new QLabel(tr("The cohort is still running. What is finished is kept; when it is "
                               "opened again it goes on from there."),
                            frame);
    text->setWordWrap(true);
    auto* stay = new QPushButton(tr("Keep Open"), frame);
    auto* leave = new QPushButton(tr("Close"), frame);
    leave->setObjectName(QStringLiteral("closeCohort"));
    connect(stay, &QPushButton::clicked, frame, &QWidget::hide);
    connect(leave, &QPushButton::clicked, this, [this] {
        m_mayClose = true;
        Q_EMIT closeConfirmed();
    });
    auto* row = new QHBoxLayout(frame);
    row->addWidget(text, 1);
    row->addWidget(stay);
    row->addWidget(leave);
    frame->hide();
    return frame;
}

bool CohortPage::mayClose()
{
    if (!m_cohort.isBusy() || m_mayClose) {
        return true;
    }
    m_question->show();
    return false;
}

void CohortPage::open(const QString& path)
{
    m_cohort.open(toPath(path));
}

void CohortPage::askForList()
{
    const QString path = askForFile(this, m_folders, FileKind::Cohort, tr("Open Cohort"),
                                    tr("Lists of cases (*.csv);;All files (*)"));
    if (!path.isEmpty()) {
        open(path);
    }
}

void CohortPage::askForFolder()
{
    const QString path =
        ui::askForFolder(this, m_folders, FileKind::Cohort, tr("Open Folder of Cases"));
    if (!path.isEmpty()) {
        open(path);
    }
}

void CohortPage::say(const QString& sentence, const char* role)
{
    theme::setProperty(m_sentence, "role", QString::fromLatin1(role));
    m_sentence->setText(sentence);
    m_sentence->show();
}

void CohortPage::follow()
{
    using State = CohortSession::State;
    const State state = m_cohort.state();
    const bool hasCases = !m_cohort.cohort().cases.empty();
    m_stack->setCurrentIndex(hasCases ? 1 : 0);
    if (hasCases) {
        const QString name = toQString(m_cohort.cohort().source.filename());
        m_title->setText(tr("%1    %2").arg(name, cohortSize(m_cohort.cohort())));
        m_title->setToolTip(toQString(m_cohort.cohort().source));
    }
    const bool busy = m_cohort.isBusy();
    m_start->setVisible(!busy);
    m_start->setEnabled(state == State::Ready);
    std::error_code ignored;
    const bool begun = m_cohort.records().empty()
                           ? std::filesystem::exists(m_cohort.resultsFolder(), ignored)
                           : m_cohort.ended() < m_cohort.cases().size();
    m_start->setText(begun ? tr("Continue") : tr("Start"));
    m_start->setToolTip(begun || !m_cohort.records().empty()
                            ? tr("What is in the folder of results is not run again, but for full "
                                 "precision where a new one is compared with it")
                            : QString());
    m_pause->setVisible(busy);
    m_pause->setText(state == State::Paused ? tr("Resume") : tr("Pause"));
    m_cancel->setVisible(busy);
    m_export->setEnabled(!m_cohort.records().empty());
    if (!busy) {
        m_question->hide();
    }
    followProgress();
}

void CohortPage::followProgress()
{
    const bool busy = m_cohort.isBusy();
    const std::size_t ended = m_cohort.ended();
    m_bar->setVisible(busy);
    m_bar->setValue(static_cast<int>(m_cohort.fraction() * kSteps));
    m_export->setEnabled(!m_cohort.records().empty());
    QStringList parts;
    if (busy || ended > 0) {
        parts << tr("%1 of %2 cases").arg(ended).arg(m_cohort.cases().size());
    }
    if (m_cohort.state() == CohortSession::State::Paused) {
        parts << tr("paused");
    } else if (m_cohort.isWaiting()) {
        parts << tr("waits for the open image, which goes first");
    } else if (busy) {
        parts << m_cohort.remaining() << m_cohort.activity();
    }
    parts.removeAll(QString());
    m_progress->setVisible(!parts.isEmpty());
    m_progress->setText(parts.join(QStringLiteral("  \u00b7  ")));
}

void CohortPage::openCase(int row)
{
    const pipeline::CohortCase& item = m_cohort.cohort().cases.at(static_cast<std::size_t>(row));
    const auto& records = m_cohort.cases()[static_cast<std::size_t>(row)].records;
    const auto shown = m_model.shownPrecision();
    const auto found = shown ? records.find(*shown) : records.end();
    const pipeline::CaseRecord* record = found != records.end() ? &found->second : nullptr;
    const auto& worst = record != nullptr ? record->worst : std::optional<pipeline::WorstSlice>();
    const data::CaseRow& image = item.images.at(worst ? worst->image : 0);
    OpenRequest request;
    request.image = image.image;
    for (const auto& [label, file] : image.references) {
        if (!request.reference) {
            request.reference = file;
            if (!label.empty()) { // what the column says, and the case was scored by
                request.referenceLabel = label;
            }
        } else {
            request.moreLabels.push_back(file);
        }
    }
    if (record != nullptr) { // the model whose numbers stand in the table
        request.model = record->model;
        for (const pipeline::InstalledModel& one : m_session.opener().library().models) {
            if (one.model->hash == record->modelHash) {
                request.model = toUtf8(one.path);
            }
        }
        if (m_cohort.model()) {
            request.model = toUtf8(m_cohort.model()->path);
        }
    }
    m_opening = image.image;
    m_openSlice = worst ? worst->slice : -1;
    m_session.open(request);
    Q_EMIT imageRequested();
}

void CohortPage::goToSlice()
{
    const ActiveCase* active = m_session.active();
    if (m_openSlice >= 0 && active != nullptr && active->loaded().choice.file == m_opening) {
        m_session.setSlice(std::exchange(m_openSlice, -1));
    }
}

void CohortPage::exportAs(const QString& kind)
{
    try {
        const auto path = exportCohort(m_cohort, m_findings->points(), kind, m_folders, this);
        if (!path.isEmpty()) {
            say(tr("Results written: '%1'.").arg(QFileInfo(path).fileName()), "words");
        }
    } catch (const Error& error) {
        say(textOf(error));
    }
}

void CohortPage::dragEnterEvent(QDragEnterEvent* event)
{
    const QString path = onlyPath(*event->mimeData());
    if (path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive) || QFileInfo(path).isDir()) {
        event->acceptProposedAction();
    } else {
        event->ignore(); // it is for the window
    }
}

void CohortPage::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    open(onlyPath(*event->mimeData()));
}

} // namespace halftone::ui
