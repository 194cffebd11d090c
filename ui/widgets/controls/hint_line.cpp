// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/hint_line.h"

#include <QResizeEvent>

namespace halftone::ui {

QString hintSeparator()
{
    return QStringLiteral("  ") + QChar(0x00B7) + QStringLiteral("  ");
}

HintLine::HintLine(QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void HintLine::setHints(const QString& hints)
{
    m_hints = hints.split(hintSeparator(), Qt::SkipEmptyParts);
    showWhatFits();
}

void HintLine::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    showWhatFits();
}

void HintLine::showWhatFits()
{
    QString fitting;
    for (const QString& hint : m_hints) {
        const QString longer = fitting.isEmpty() ? hint : fitting + hintSeparator() + hint;
        if (fontMetrics().horizontalAdvance(longer) > contentsRect().width()) {
            break;
        }
        fitting = longer;
    }
    const QString all = m_hints.join(QChar(u'\n'));
    setText(fitting);
    setToolTip(fitting.isEmpty() || m_hints.join(hintSeparator()) != fitting ? all : QString());
}

} // namespace halftone::ui
