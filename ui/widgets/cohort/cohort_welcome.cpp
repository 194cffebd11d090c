// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/cohort/cohort_welcome.h"

#include "ui/widgets/controls/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace halftone::ui {

namespace {

constexpr int kTextWidth = 620;

} // namespace

QString CohortWelcome::example()
{
    return QStringLiteral("case,image,reference,subject\n"
                          "a-1,a/scan1.nii.gz,a/labels1.nii.gz,a\n"
                          "a-2,a/scan2.nii.gz,a/labels2.nii.gz,a\n"
                          "b,b/scan.nii.gz,,b\n");
}

CohortWelcome::CohortWelcome(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("cohortWelcome"));
    QLabel* title =
        theme::label(tr("What each bit costs and buys, over many cases"), "title", this);
    title->setAlignment(Qt::AlignCenter);
    title->setWordWrap(true);
    QLabel* text = theme::label(
        tr("A cohort is a list of images, best with reference labels. Halftone segments all of "
           "them at the precisions that you choose, in the background, and shows Dice case by "
           "case, how "
           "cases spread, and what each precision loses against full precision. Everything that is "
           "finished is kept: a run that was ended goes on where it was."),
        "dim", this);
    text->setWordWrap(true);
    QLabel* how = theme::label(
        tr("Drop a list here, or open one: a CSV file with a header, a line an image. Paths are "
           "relative to it. Without a reference the cell stays empty; subject says whose images "
           "belong together; rows of one case are counted as one."),
        "dim", this);
    how->setWordWrap(true);
    auto* sample = new QLabel(example().trimmed(), this);
    sample->setObjectName(QStringLiteral("cohortExample"));
    sample->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    sample->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    sample->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    QLabel* folder = theme::label(
        tr("A folder is a cohort, too: with cases.csv, with nnU-Net's imagesTr and labelsTr, or of "
           "plain images, which have no references: agreement with full precision is shown then."),
        "dim", this);
    folder->setWordWrap(true);
    auto* list = new QPushButton(tr("Open List..."), this);
    list->setObjectName(QStringLiteral("openCohortList"));
    list->setDefault(true);
    auto* open = new QPushButton(tr("Open Folder..."), this);
    auto* copy = new QPushButton(tr("Copy Example"), this);
    copy->setObjectName(QStringLiteral("copyCohortExample"));
    connect(list, &QPushButton::clicked, this, &CohortWelcome::listRequested);
    connect(open, &QPushButton::clicked, this, &CohortWelcome::folderRequested);
    connect(copy, &QPushButton::clicked, this,
            [] { QApplication::clipboard()->setText(example()); });

    layOut({title, text, how, sample, folder}, {list, open, copy});
}

void CohortWelcome::layOut(std::initializer_list<QWidget*> parts,
                           std::initializer_list<QPushButton*> row)
{
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    for (QPushButton* button : row) {
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto* column = new QWidget(this);
    column->setMaximumWidth(kTextWidth);
    auto* words = new QVBoxLayout(column);
    words->setContentsMargins(0, 0, 0, 0);
    words->setSpacing(12);
    for (QWidget* part : parts) {
        words->addWidget(part);
    }
    words->addSpacing(8);
    words->addLayout(buttons);
    auto* centred = new QHBoxLayout;
    centred->addStretch();
    centred->addWidget(column, 1000);
    centred->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 16, 12, 16);
    layout->addStretch();
    layout->addLayout(centred);
    layout->addStretch();
}

} // namespace halftone::ui
