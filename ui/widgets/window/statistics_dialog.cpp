// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/statistics_dialog.h"

#include "core/base/atomic_file.h"
#include "ui/document/finding_text.h"
#include "ui/document/path_text.h"
#include "ui/session/open_files.h"
#include "ui/session/statistics_csv.h"
#include "ui/widgets/controls/banner.h"
#include "ui/widgets/controls/definition_button.h"
#include "ui/widgets/controls/file_folders.h"
#include "ui/widgets/controls/save_file.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/window/main_window.h"

#include <QAction>
#include <QApplication>
#include <QButtonGroup>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace halftone::ui {

namespace {

constexpr QSize kSize(1060, 420);
constexpr QSize kFrame(24, 60); ///< of a dialog, with some air
constexpr int kRowHeight = 26;

} // namespace

StatisticsDialog::StatisticsDialog(Session& session, pipeline::Runtime runtime,
                                   FileFolders& folders, QWidget* parent)
    : QDialog(parent), m_session(session), m_runtime(std::move(runtime)), m_folders(folders),
      m_study(session)
{
    setObjectName(QStringLiteral("statisticsDialog"));
    setWindowTitle(tr("Statistics"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(10);
    m_tables = new QStackedWidget(this);
    QTableView* labels =
        makeTable(m_labels, "statisticsTable", tr("Statistics of the visible masks"));
    QTableView* areas = makeTable(m_areas, "areasTable", tr("Areas by slice"));
    m_tables->addWidget(labels);
    m_tables->addWidget(areas);
    connect(areas, &QTableView::activated, this,
            [this](const QModelIndex& index) { m_session.setSlice(index.row()); });
    layout->addWidget(makeTop());
    layout->addWidget(m_tables, 1);
    layout->addWidget(makeButtons());
    auto* copyKey = new QAction(this);
    copyKey->setShortcut(QKeySequence::Copy);
    connect(copyKey, &QAction::triggered, this, &StatisticsDialog::copy);
    addAction(copyKey);
    resize(kSize.boundedTo(screen()->availableSize() - kFrame));
    connect(&m_study, &StatisticsStudy::changed, this, &StatisticsDialog::follow);
    connect(&m_writer, &JobRunner::failed, this,
            [this](quint64, ErrorCode, const QString& text) { Q_EMIT failed(text); });
    connect(&m_writer, &JobRunner::finished, this, &StatisticsDialog::goWhenDone);
    connect(&m_writer, &JobRunner::failed, this, &StatisticsDialog::goWhenDone);
    follow();
}

void StatisticsDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    m_study.setSeen(true);
}

void StatisticsDialog::done(int result)
{
    QDialog::done(result);
    m_study.setSeen(false);
    goWhenDone();
}

void StatisticsDialog::goWhenDone()
{
    if (isHidden() && !m_writer.isBusy()) {
        deleteLater();
    }
}

QTableView* StatisticsDialog::makeTable(QAbstractItemModel& model, const char* name,
                                        const QString& accessibleName)
{
    auto* table = new QTableView(this);
    table->setObjectName(QString::fromLatin1(name));
    table->setAccessibleName(accessibleName);
    table->setModel(&model);
    table->setAlternatingRowColors(true);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    return table;
}

QWidget* StatisticsDialog::makeTop()
{
    auto* top = new QWidget(this);
    auto* row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    auto* group = new QButtonGroup(this);
    const auto add = [&](const char* name, const QString& text, int page) {
        auto* button = new QToolButton(top);
        button->setObjectName(QString::fromLatin1(name));
        button->setProperty("role", QStringLiteral("tab"));
        button->setText(text);
        button->setCheckable(true);
        button->setChecked(page == 0);
        group->addButton(button, page);
        row->addWidget(button);
    };
    add("labelsTab", tr("By label"), 0);
    add("areasTab", tr("Areas by slice"), 1);
    connect(group, &QButtonGroup::idClicked, m_tables, &QStackedWidget::setCurrentIndex);
    m_state = theme::label({}, "small", top);
    m_state->setObjectName(QStringLiteral("statisticsState"));
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_state->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addSpacing(12);
    row->addWidget(m_state, 1);
    row->addWidget(new DefinitionButton({"Dice", "HD95", "ASSD"}, top));
    return top;
}

QWidget* StatisticsDialog::makeButtons()
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* close = buttons->button(QDialogButtonBox::Close);
    close->setIcon({});
    close->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_copy = buttons->addButton(tr("Copy as CSV"), QDialogButtonBox::ActionRole);
    m_copy->setObjectName(QStringLiteral("copyStatistics"));
    m_copy->setAutoDefault(false);
    connect(m_copy, &QPushButton::clicked, this, &StatisticsDialog::copy);
    m_save = buttons->addButton(tr("Save as CSV..."), QDialogButtonBox::ActionRole);
    m_save->setObjectName(QStringLiteral("saveStatistics"));
    m_save->setAutoDefault(false);
    connect(m_save, &QPushButton::clicked, this, &StatisticsDialog::save);
    return buttons;
}

void StatisticsDialog::follow()
{
    m_state->setText(m_study.stateText());
    m_copy->setEnabled(m_study.active() != nullptr && !m_study.masks().empty());
    m_save->setEnabled(m_copy->isEnabled());
}

std::function<std::string(const StopToken&)> StatisticsDialog::csvWork() const
{
    const auto& shown = m_session.shown();
    // What is on the screen now, not what it becomes until the checksums are there.
    return [active = m_study.active(), masks = m_study.masks(), slice = m_study.slice(),
            ofSlices = m_tables->currentIndex() == 1, runtime = m_runtime,
            precision = shown ? shown->precision
                              : m_session.precision().precision()](const StopToken& stop) {
        const report::Provenance provenance =
            statisticsProvenance(*active, masks, precision, runtime, stop);
        return ofSlices ? areasCsv(*active, masks, provenance)
                        : statisticsCsv(*active, masks, slice, provenance);
    };
}

void StatisticsDialog::copy()
{
    if (!m_copy->isEnabled()) {
        return;
    }
    m_writer.start([work = csvWork()](const JobContext& context) { return work(context.stop()); },
                   [this](const std::string& csv) {
                       QApplication::clipboard()->setText(QString::fromStdString(csv));
                       m_state->setText(tr("The table was copied."));
                   });
}

void StatisticsDialog::save()
{
    QFileDialog dialog(this, tr("Save Statistics"), {}, tr("Tables (*.csv)"));
    dialog.setAcceptMode(QFileDialog::AcceptSave); // which asks before a file is replaced
    dialog.setDefaultSuffix(QStringLiteral("csv"));
    dialog.selectFile(m_tables->currentIndex() == 1 ? QStringLiteral("areas.csv")
                                                    : QStringLiteral("statistics.csv"));
    const auto work = csvWork();
    const QString path = askForFileToSave(dialog, m_folders, FileKind::Report);
    if (path.isEmpty()) {
        return;
    }
    const std::filesystem::path file = toPath(path);
    try {
        requireNotOpen(m_session.document(), "the statistics", file);
    } catch (const Error& error) {
        Q_EMIT failed(textOf(error));
        return;
    }
    m_writer.start(
        [work, file](const JobContext& context) { writeAtomically(file, work(context.stop())); },
        [this, path] { Q_EMIT saved(path); });
}

void showStatistics(MainWindow& window)
{
    auto* dialog = window.findChild<StatisticsDialog*>();
    if (dialog == nullptr) {
        dialog = new StatisticsDialog(window.session(), window.options().runtime, window.folders(),
                                      &window);
        QObject::connect(dialog, &StatisticsDialog::failed, &window,
                         [&window](const QString& sentence) {
                             window.banners().add(MessageKind::Error, sentence);
                         });
        QObject::connect(dialog, &StatisticsDialog::saved, &window, [&window](const QString& path) {
            window.banners().addPassing(
                StatisticsDialog::tr("The statistics were saved to %1.").arg(path));
        });
    }
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

} // namespace halftone::ui
