// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/slice_bar.h"

#include "ui/widgets/controls/theme.h"
#include "ui/widgets/views/slice_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>
#include <utility>

namespace halftone::ui {

SliceBar::SliceBar(QWidget* parent)
    : QWidget(parent), m_name(theme::label({}, "small", this)), m_strip(new SliceStrip(this)),
      m_number(theme::label({}, "small", this))
{
    setObjectName(QStringLiteral("sliceBar"));
    setAttribute(Qt::WA_StyledBackground);
    m_name->setObjectName(QStringLiteral("stripName"));
    m_number->setObjectName(QStringLiteral("sliceNumber"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 5, 10, 5);
    row->setSpacing(10);
    row->addWidget(m_name);
    row->addWidget(m_strip, 1);
    row->addWidget(m_number);
    connect(m_strip, &SliceStrip::valueChanged, this, &SliceBar::sliceChosen);
}

void SliceBar::setSlices(int count, const SliceNumbers& numbers, const QString& name)
{
    const QSignalBlocker quiet(m_strip);
    m_numbers = numbers;
    m_strip->setNumbers(numbers);
    m_strip->setRange(0, std::max(0, count - 1));
    m_strip->setEnabled(count > 0);
    m_name->setText(name);
}

void SliceBar::setSlice(int slice)
{
    {
        const QSignalBlocker quiet(m_strip);
        m_strip->setValue(slice);
    }
    m_strip->update();
    m_number->setText(tr("slice %1 of %2").arg(m_numbers.of(slice)).arg(m_numbers.count));
}

void SliceBar::setScores(std::vector<SliceScore> scores, bool againstFull)
{
    m_strip->setScores(std::move(scores), againstFull);
}

} // namespace halftone::ui
