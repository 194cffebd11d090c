// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/cohort/cohort_setup.h"

#include "ui/document/format.h"
#include "ui/document/path_text.h"
#include "ui/session/session.h"
#include "ui/widgets/controls/file_folders.h"
#include "ui/widgets/controls/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>

namespace halftone::ui {

namespace {

/// Told from the stops: what people compare them with.
const std::vector<quant::Precision> kOffered{
    {8, 8}, {6, 6}, quant::kBalanced, {4, 4}, {3, 4}, quant::kSmallest, {1, 2}};
constexpr int kPerRow = 5;

} // namespace

CohortSetup::CohortSetup(CohortSession& cohort, Session& session, FileFolders& folders,
                         QWidget* parent)
    : QWidget(parent), m_cohort(cohort), m_session(session), m_folders(folders), m_offered(kOffered)
{
    setObjectName(QStringLiteral("cohortSetup"));
    m_model = new QComboBox(this);
    m_model->setObjectName(QStringLiteral("cohortModel"));
    m_model->setAccessibleName(tr("Model"));
    m_folder = theme::label({}, "small", this);
    m_folder->setObjectName(QStringLiteral("cohortResults"));
    m_folder->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* change = new QPushButton(tr("Change..."), this);
    change->setObjectName(QStringLiteral("changeCohortResults"));
    change->setFlat(true);
    connect(change, &QPushButton::clicked, this, &CohortSetup::chooseFolder);
    auto* folder = new QHBoxLayout;
    folder->setSpacing(8);
    folder->addWidget(m_folder, 1);
    folder->addWidget(change);

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(1, 1);
    grid->addWidget(theme::label(tr("Model"), "dim", this), 0, 0);
    grid->addWidget(m_model, 0, 1, Qt::AlignLeft);
    grid->addWidget(theme::label(tr("Precisions"), "dim", this), 1, 0);
    grid->addWidget(makePrecisions(), 1, 1);
    grid->addWidget(theme::label(tr("Results"), "dim", this), 2, 0);
    grid->addLayout(folder, 2, 1);

    connect(m_model, &QComboBox::activated, this, [this](int index) {
        m_cohort.setModel(index > 0 ? std::optional(m_models[static_cast<std::size_t>(index - 1)])
                                    : std::nullopt);
    });
    connect(&session.opener(), &Opener::libraryChanged, this, &CohortSetup::fillModels);
    connect(&session, &Session::caseChanged, this, &CohortSetup::fillModels);
    connect(&session.precision(), &PrecisionModel::changed, this, &CohortSetup::follow);
    connect(&cohort, &CohortSession::stateChanged, this, &CohortSetup::follow);
    connect(&cohort, &CohortSession::settingsChanged, this, &CohortSetup::follow);
    connect(&cohort, &CohortSession::opened, this, &CohortSetup::follow);
    fillModels();
    fillPrecisions();
    follow();
}

QWidget* CohortSetup::makePrecisions()
{
    auto* row = new QWidget(this);
    m_chips = new QGridLayout(row);
    m_chips->setContentsMargins(0, 0, 0, 0);
    m_chips->setHorizontalSpacing(0);
    m_chips->setVerticalSpacing(0);
    m_chips->setColumnStretch(kPerRow, 1);
    auto* full = new QCheckBox(tr("full"), row);
    full->setChecked(true);
    full->setEnabled(false);
    full->setToolTip(tr("Full precision is always run: losses are counted against it."));
    place(full);
    m_add = new QPushButton(row);
    m_add->setObjectName(QStringLiteral("addCohortPrecision"));
    m_add->setFlat(true);
    m_add->setToolTip(tr("The precision that is chosen at the right"));
    connect(m_add, &QPushButton::clicked, this, [this] {
        std::vector<quant::Precision> all = m_cohort.precisions();
        const quant::Precision present = m_session.precision().precision();
        all.push_back(present);
        m_offered.push_back(present);
        fillPrecisions();
        m_cohort.setPrecisions(std::move(all));
    });
    return row;
}

void CohortSetup::place(QWidget* chip)
{
    const int count = m_chips->count();
    m_chips->addWidget(chip, count / kPerRow, count % kPerRow);
}

void CohortSetup::fillPrecisions()
{
    for (const quant::Precision precision : m_offered) {
        const QString name = QStringLiteral("cohort") + formatPrecision(precision);
        if (findChild<QCheckBox*>(name) != nullptr) {
            continue;
        }
        auto* box = new QCheckBox(formatPrecision(precision), m_add->parentWidget());
        box->setObjectName(name);
        connect(box, &QCheckBox::clicked, this, [this, precision](bool on) {
            std::vector<quant::Precision> all = m_cohort.precisions();
            std::erase(all, precision);
            if (on) {
                all.push_back(precision);
            }
            m_cohort.setPrecisions(std::move(all));
        });
        place(box);
    }
    m_chips->removeWidget(m_add);
    place(m_add); // last
}

void CohortSetup::fillModels()
{
    const QSignalBlocker quiet(m_model);
    m_models = m_session.opener().library().models;
    const ActiveCase* active = m_session.active();
    const auto isOpen = [&](const pipeline::InstalledModel& installed) {
        return installed.model == active->model() || installed.path == active->loaded().modelFile;
    };
    if (active != nullptr && active->canSegment()
        && std::none_of(m_models.begin(), m_models.end(), isOpen)) {
        m_models.push_back({active->loaded().modelFile, active->model()});
    }
    m_model->clear();
    m_model->addItem(tr("the best fitting for each case"));
    for (const pipeline::InstalledModel& installed : m_models) {
        m_model->addItem(
            tr("%1 for all").arg(QString::fromStdString(model::titleOf(installed.model->card))));
        const auto& chosen = m_cohort.model();
        if (chosen && chosen->path == installed.path) {
            m_model->setCurrentIndex(m_model->count() - 1);
        }
    }
}

void CohortSetup::follow()
{
    setEnabled(!m_cohort.isBusy());
    const std::vector<quant::Precision>& chosen = m_cohort.precisions();
    const auto has = [](const auto& list, quant::Precision precision) {
        return std::find(list.begin(), list.end(), precision) != list.end();
    };
    for (const quant::Precision precision : m_offered) {
        findChild<QCheckBox*>(QStringLiteral("cohort") + formatPrecision(precision))
            ->setChecked(has(chosen, precision));
    }
    const quant::Precision present = m_session.precision().precision();
    m_add->setText(tr("+ %1").arg(formatPrecision(present)));
    m_add->setVisible(!has(m_offered, present) && present != m_session.precision().full());
    const QString folder = toQString(m_cohort.resultsFolder());
    // The name alone: where it lies may tell whom it is about, and has no room.
    m_folder->setText(toQString(m_cohort.resultsFolder().filename()));
    m_folder->setToolTip(tr("%1\nEach result is written here as soon as it is there, with the sums "
                            "of image, reference and model.")
                             .arg(folder));
}

void CohortSetup::chooseFolder()
{
    const DialogTraces traces(m_folders);
    const QString folder = QFileDialog::getExistingDirectory(
        this, tr("Folder for the Results"), toQString(m_cohort.resultsFolder().parent_path()));
    if (!folder.isEmpty()) {
        m_cohort.setResultsFolder(toPath(folder));
    }
}

} // namespace halftone::ui
