// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/view_chips.h"

#include "ui/widgets/controls/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace halftone::ui {

namespace {

constexpr int kChipRoom = 42; ///< a chip's margins, and half a letter

void show(QLabel* chip, const QString& text, int pixels)
{
    chip->setText(chip->fontMetrics().elidedText(text, Qt::ElideRight, pixels));
    chip->setVisible(!chip->text().isEmpty());
    chip->setToolTip(chip->text() != text ? text : QString());
}

} // namespace

ViewChips::ViewChips(QWidget* view)
    : m_view(view), m_caption(theme::label({}, "chip", view)),
      m_notice(theme::label({}, "synthetic", view)), m_planeName(theme::label({}, "chip", view))
{
    m_caption->setObjectName(QStringLiteral("caption"));
    m_notice->setObjectName(QStringLiteral("notice"));
    m_planeName->setObjectName(QStringLiteral("planeName"));
    auto* top = new QHBoxLayout;
    top->setSpacing(6);
    top->addStrut(m_planeName->sizeHint().height()); // the letter's line, whether words are there
    top->addWidget(m_caption);
    top->addStretch();
    top->addWidget(m_notice);
    auto* second = new QHBoxLayout;
    second->addWidget(m_planeName);
    second->addStretch();
    auto* column = new QVBoxLayout(view);
    column->setContentsMargins(10, 10, 10, 10);
    column->setSpacing(6);
    column->addLayout(top);
    column->addLayout(second); // above the scale bar's corner, whatever the size
    column->addStretch();
    for (QLabel* chip : {m_caption, m_notice, m_planeName}) {
        chip->setAttribute(Qt::WA_TransparentForMouseEvents);
        chip->hide();
    }
}

void ViewChips::setCaption(const QString& caption, const QString& notice)
{
    m_captionText = caption;
    m_noticeText = notice;
    fit();
}

void ViewChips::setPlaneName(const QString& name)
{
    m_planeText = name;
    fit();
}

void ViewChips::setPending(bool pending)
{
    theme::setProperty(m_caption, "pending",
                       pending ? QStringLiteral("true") : QStringLiteral("false"));
}

void ViewChips::fit()
{
    // The middle of the upper edge belongs to its letter.
    const int room = std::max(1, m_view->width() / 2 - kChipRoom);
    show(m_caption, m_captionText, room);
    show(m_notice, m_noticeText, room);
    show(m_planeName, m_planeText, std::max(1, m_view->width() - kChipRoom));
}

QString ViewChips::cutWordsAt(const QPoint& position) const
{
    for (const QLabel* chip : {m_caption, m_notice, m_planeName}) {
        if (chip->isVisible() && chip->geometry().contains(position)) {
            return chip->toolTip();
        }
    }
    return {};
}

} // namespace halftone::ui
