// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/centre_cover.h"

#include "ui/widgets/controls/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace halftone::ui {

namespace {

constexpr int kCardWidth = 360;
constexpr int kProgressSteps = 1000;
constexpr int kIconPixels = 72;
constexpr int kTextWidth = 560;

} // namespace

Welcome::Welcome(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("welcome"));
    setAttribute(Qt::WA_StyledBackground);
    auto* icon = new QLabel(this);
    icon->setPixmap(QIcon(QStringLiteral(":/icons/halftone.svg"))
                        .pixmap(QSize(kIconPixels, kIconPixels), devicePixelRatioF()));
    QLabel* title = theme::label(tr("Open an image to segment it with few bits"), "title", this);
    QLabel* text =
        theme::label(tr("Drop a file or a DICOM folder here. Halftone reads NIfTI, NRRD, "
                        "MetaImage, TIFF stacks, PNG, JPEG and DICOM. The slider then shows what "
                        "each bit costs and buys."),
                     "dim", this);
    for (QLabel* words : {title, text}) {
        words->setAlignment(Qt::AlignCenter);
        words->setWordWrap(true); // a small window has little room between the panels
    }
    text->setMaximumWidth(kTextWidth);
    auto* open = new QPushButton(tr("Open Image..."), this);
    open->setDefault(true);
    auto* sample = new QPushButton(tr("Try the Built-in Sample"), this);
    connect(open, &QPushButton::clicked, this, &Welcome::openRequested);
    connect(sample, &QPushButton::clicked, this, &Welcome::sampleRequested);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    buttons->addWidget(open);
    buttons->addWidget(sample);
    buttons->addStretch();
    auto* centred = new QHBoxLayout;
    centred->addStretch();
    centred->addWidget(text, 1000); // all the room there is, up to its width
    centred->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->addStretch();
    layout->addWidget(icon, 0, Qt::AlignHCenter);
    layout->addSpacing(16);
    layout->addWidget(title);
    layout->addSpacing(8);
    layout->addLayout(centred);
    layout->addSpacing(20);
    layout->addLayout(buttons);
    layout->addStretch();
}

LoadCard::LoadCard(QWidget* parent)
    : QFrame(parent), m_what(theme::label({}, "value", this)),
      m_detail(theme::label({}, "small", this)), m_bar(new QProgressBar(this))
{
    setObjectName(QStringLiteral("loadCard"));
    m_bar->setProperty("role", QStringLiteral("load"));
    m_bar->setRange(0, kProgressSteps);
    m_bar->setTextVisible(false);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("cancelLoading"));
    connect(cancel, &QPushButton::clicked, this, &LoadCard::cancelRequested);
    auto* row = new QHBoxLayout;
    row->addWidget(m_detail, 1);
    row->addWidget(cancel);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(m_what);
    layout->addWidget(m_bar);
    layout->addLayout(row);
    setFixedWidth(kCardWidth);
    parent->installEventFilter(this);
    hide();
}

void LoadCard::begin(const QString& what)
{
    m_what->setText(what);
    m_detail->clear();
    m_bar->setValue(0);
    centre();
    show();
    raise();
}

void LoadCard::setProgress(double fraction, const QString& detail)
{
    m_bar->setValue(static_cast<int>(std::lround(fraction * kProgressSteps)));
    m_detail->setText(detail);
}

void LoadCard::end()
{
    hide();
}

void LoadCard::centre()
{
    adjustSize();
    move((parentWidget()->width() - width()) / 2, (parentWidget()->height() - height()) / 2);
}

bool LoadCard::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize) {
        centre();
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace halftone::ui
