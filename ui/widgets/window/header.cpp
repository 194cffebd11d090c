// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/header.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenuBar>
#include <QToolButton>

namespace halftone::ui {

Header::Header(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("header"));
    setAttribute(Qt::WA_StyledBackground);
    auto* brand = new QLabel(tr("Halftone"), this);
    brand->setObjectName(QStringLiteral("brand"));
    m_menuBar = new QMenuBar(this);
    m_menuBar->setNativeMenuBar(false);
    m_pages = new QButtonGroup(this);
    m_pages->setExclusive(true);
    connect(m_pages, &QButtonGroup::idToggled, this, [this](int page, bool on) {
        if (on) {
            Q_EMIT pageChosen(page);
        }
    });
    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("studySummary"));
    // A long name is cut; the menus stay.
    m_summary->setMinimumWidth(60);
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_summary->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(brand);
    row->addWidget(m_menuBar);
    m_pageRow = new QHBoxLayout;
    m_pageRow->setContentsMargins(12, 0, 0, 0);
    m_pageRow->setSpacing(4);
    row->addLayout(m_pageRow);
    row->addWidget(m_summary, 1);
}

void Header::setSummary(const QString& text)
{
    m_summary->setText(text);
    m_summary->setToolTip(text);
}

void Header::addPage(const QString& name, const QString& explanation)
{
    const int page = static_cast<int>(m_pages->buttons().size());
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("pageButton"));
    button->setProperty("role", QStringLiteral("tab"));
    button->setText(name);
    button->setToolTip(explanation);
    button->setCheckable(true);
    button->setChecked(page == 0);
    m_pages->addButton(button, page);
    m_pageRow->addWidget(button);
    for (QAbstractButton* each : m_pages->buttons()) {
        each->setVisible(page > 0);
    }
}

void Header::choosePage(int page)
{
    if (QAbstractButton* button = m_pages->button(page)) {
        button->setChecked(true);
    }
}

} // namespace halftone::ui
