// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/panels/meter_card.h"

#include "ui/widgets/controls/accessible.h"
#include "ui/widgets/controls/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace halftone::ui {

namespace {

constexpr int kDetailHeight = 30; ///< two lines of a caption

}

MeterCard::MeterCard(QWidget* parent)
    : QFrame(parent), m_caption(theme::label({}, "caption", this)),
      m_value(theme::label({}, "figure", this)), m_detail(theme::label({}, "caption", this)),
      m_change(theme::label({}, "change", this))
{
    setProperty("role", QStringLiteral("card"));
    setAccessibleRole(*this, QAccessible::Indicator);
    m_caption->setObjectName(QStringLiteral("caption"));
    m_value->setObjectName(QStringLiteral("value"));
    m_change->setObjectName(QStringLiteral("change"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 6, 12);
    layout->setSpacing(0);
    layout->addWidget(m_caption);
    layout->addSpacing(6);
    m_detail->setObjectName(QStringLiteral("detail"));
    m_detail->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    // It takes the room that the value leaves; with or without it a card is as high.
    m_detail->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_detail->setMinimumHeight(kDetailHeight);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_value);
    row->addWidget(m_detail, 1);
    layout->addLayout(row);
    layout->addSpacing(4);
    layout->addWidget(m_change);
    // Cards beside each other are equally wide, whatever they say.
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setMinimumWidth(1);
}

void MeterCard::setMeter(const Meter& meter, const QString& pending)
{
    m_caption->setText(meter.caption);
    m_value->setText(meter.value);
    m_detail->setText(pending.isEmpty() ? meter.detail : QString());
    m_change->setText(pending.isEmpty() ? meter.change : pending);
    theme::setProperty(m_value, "pending", pending.isEmpty() ? QString() : QStringLiteral("true"));
    theme::setProperty(m_change, "trend",
                       !pending.isEmpty()             ? QString()
                       : meter.trend == Trend::Better ? QStringLiteral("better")
                       : meter.trend == Trend::Worse  ? QStringLiteral("worse")
                                                      : QString());
    setToolTip(meter.explanation);
    setAccessibleName(meter.caption);
    const QString change = m_change->text();
    setAccessibleValue(*this, change.isEmpty() ? m_value->text()
                                               : m_value->text() + QStringLiteral(", ") + change);
    setAccessibleDescription(meter.explanation);
}

QString MeterCard::value() const
{
    return m_value->text();
}

QString MeterCard::change() const
{
    return m_change->text();
}

} // namespace halftone::ui
