// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/status_line.h"

#include "ui/widgets/controls/hint_line.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace halftone::ui {

namespace {

constexpr int kHeight = 30;

}

StatusLine::StatusLine(QWidget* parent)
    : QWidget(parent), m_words(new HintLine(this)), m_probeLabel(new QLabel(this)),
      m_engine(new QLabel(this)), m_progress(new QLabel(this)), m_activity(new QLabel(this)),
      m_cancelActivity(new QPushButton(tr("Cancel"), this))
{
    setObjectName(QStringLiteral("statusLine"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(kHeight);
    auto* research = new QLabel(tr("Research use only, not for diagnosis"), this);
    research->setObjectName(QStringLiteral("research"));
    m_engine->setObjectName(QStringLiteral("engine"));
    m_probeLabel->setObjectName(QStringLiteral("probe"));
    m_words->setObjectName(QStringLiteral("hint"));
    m_progress->setObjectName(QStringLiteral("sliceProgress"));
    m_progress->hide();
    m_activity->setObjectName(QStringLiteral("activity"));
    m_cancelActivity->setObjectName(QStringLiteral("cancelActivity"));
    m_cancelActivity->setAccessibleName(tr("Cancel what runs"));
    connect(m_cancelActivity, &QPushButton::clicked, this, &StatusLine::activityCancelRequested);
    setActivity({});
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 0, 14, 0);
    row->setSpacing(18);
    row->addWidget(research);
    row->addWidget(m_words, 1);
    // What changes under the mouse stands before the button, which must not move away from it.
    row->addWidget(m_probeLabel);
    row->addWidget(m_progress);
    row->addWidget(m_activity);
    row->addWidget(m_cancelActivity);
    row->addWidget(m_engine);
    // A narrow window leaves out hints and shortens the probe, never the notice or the engine.
    m_probeLabel->setMinimumWidth(1);
}

void StatusLine::setHint(const QString& hint)
{
    m_words->setHints(hint);
}

void StatusLine::setProbe(const QString& probe)
{
    m_probe = probe;
    fitProbe();
}

void StatusLine::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitProbe();
}

void StatusLine::fitProbe()
{
    m_probeLabel->setText(m_probe);
    layout()->activate();
    const int room = m_probeLabel->width();
    const bool isCut = m_probeLabel->sizeHint().width() > room;
    m_probeLabel->setToolTip(isCut ? m_probe : QString());
    if (isCut) {
        m_probeLabel->setText(fontMetrics().elidedText(m_probe, Qt::ElideRight, room));
    }
}

void StatusLine::setEngine(const QString& engine)
{
    m_engine->setText(engine);
}

void StatusLine::setProgress(const QString& progress)
{
    m_progress->setText(progress);
    m_progress->setVisible(!progress.isEmpty());
}

void StatusLine::setActivity(const QString& activity)
{
    m_activity->setText(activity);
    m_activity->setVisible(!activity.isEmpty());
    m_cancelActivity->setVisible(!activity.isEmpty());
}

} // namespace halftone::ui
