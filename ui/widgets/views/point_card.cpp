// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/point_card.h"

#include "ui/widgets/controls/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QPixmap>
#include <QVBoxLayout>

#include <algorithm>

namespace halftone::ui {

namespace {

constexpr int kWidth = 320;
constexpr int kGap = 14; ///< between the point and the card
constexpr int kEdge = 6; ///< to the window's edge

/// The label in a cell of the grid, made where there is none yet.
QLabel* cell(QGridLayout* grid, int row, int column, const char* role)
{
    if (QLayoutItem* item = grid->itemAtPosition(row, column)) {
        return qobject_cast<QLabel*>(item->widget());
    }
    QLabel* label = theme::label({}, role, grid->parentWidget());
    grid->addWidget(label, row, column);
    return label;
}

} // namespace

PointCard::PointCard(QWidget* window)
    : QFrame(window), m_picture(theme::label({}, "small", this)),
      m_title(theme::label({}, "figure", this)), m_words(theme::label({}, "small", this)),
      m_grid(new QGridLayout), m_standing(theme::label({}, "small", this)),
      m_hint(theme::label({}, "caption", this))
{
    setObjectName(QStringLiteral("pointCard"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(kWidth);
    m_picture->setObjectName(QStringLiteral("thumbnail"));
    m_picture->setFixedSize(kThumbnailSize, kThumbnailSize);
    m_picture->setWordWrap(true);
    m_picture->setAlignment(Qt::AlignCenter);
    for (QLabel* label : {m_words, m_standing, m_hint}) {
        label->setWordWrap(true);
    }
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_title);
    words->addWidget(m_words);
    words->addStretch();
    auto* head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_picture);
    head->addLayout(words, 1);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(3);
    m_grid->setColumnStretch(0, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 10);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addLayout(m_grid);
    layout->addWidget(m_standing);
    layout->addWidget(m_hint);
    hide();
}

void PointCard::setFacts(const PointFacts& facts, const QImage& thumbnail, bool isShownNow)
{
    m_facts = facts;
    m_title->setText(facts.title);
    m_words->setText(facts.words);
    if (thumbnail.isNull()) {
        m_picture->setText(tr("No picture: its mask is not kept. A click computes it."));
    } else {
        m_picture->setPixmap(QPixmap::fromImage(thumbnail));
    }
    // A fact has a line, and what is to be added to it one below, where there is room for it.
    int row = 0;
    for (const PointFact& fact : facts.facts) {
        cell(m_grid, row, 0, "small")->setText(fact.name);
        QLabel* value = cell(m_grid, row, 1, "value");
        value->setText(fact.value);
        value->setAlignment(Qt::AlignRight);
        QLabel* detail = cell(m_grid, row + 1, 0, "caption");
        if (m_grid->itemAtPosition(row + 1, 1) == nullptr) {
            m_grid->removeWidget(detail);
            m_grid->addWidget(detail, row + 1, 0, 1, 2);
        }
        detail->setText(fact.detail);
        for (QLabel* label : {cell(m_grid, row, 0, "small"), value}) {
            label->show();
        }
        detail->setVisible(!fact.detail.isEmpty());
        row += 2;
    }
    for (; row < m_grid->rowCount(); ++row) {
        for (int column = 0; column < 2; ++column) {
            if (QLayoutItem* item = m_grid->itemAtPosition(row, column)) {
                item->widget()->hide();
            }
        }
    }
    m_standing->setText(facts.standing);
    m_hint->setText(isShownNow ? tr("Shown now.") : tr("A click or Enter shows its mask."));
}

void PointCard::showBeside(const QPoint& point, const QRect& chart)
{
    setFixedHeight(std::max(heightForWidth(kWidth), sizeHint().height()));
    const QRect room = parentWidget()->rect().adjusted(kEdge, kEdge, -kEdge, -kEdge);
    const QSize size(kWidth, height());
    const int middle = std::clamp(point.y() - size.height() / 2, room.top(),
                                  std::max(room.top(), room.bottom() + 1 - size.height()));
    const int centre = std::clamp(point.x() - size.width() / 2, room.left(),
                                  std::max(room.left(), room.right() + 1 - size.width()));
    // Beside the chart, else beside the point; the last of them stays inside in any case.
    const QPoint places[] = {
        {chart.left() - kGap - size.width(), middle}, {chart.right() + kGap, middle},
        {point.x() - kGap - size.width(), middle},    {point.x() + kGap, middle},
        {centre, point.y() - kGap - size.height()},   {centre, middle}};
    const auto place =
        std::find_if(std::begin(places), std::prev(std::end(places)), [&](const QPoint& at) {
            return room.contains({at, size});
        });
    move(*place);
    raise();
    show();
}

} // namespace halftone::ui
