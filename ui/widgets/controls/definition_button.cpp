// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/definition_button.h"

#include "core/report/definitions.h"
#include "ui/widgets/controls/theme.h"

#include <QCoreApplication>
#include <QFrame>
#include <QLabel>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <string>
#include <utility>

namespace halftone::ui {

namespace {

constexpr int kWidth = 380;

} // namespace

DefinitionButton::DefinitionButton(std::vector<std::string_view> terms, QWidget* parent)
    : QToolButton(parent), m_terms(std::move(terms))
{
    setObjectName(QStringLiteral("definitions"));
    setProperty("role", QStringLiteral("help"));
    setText(QStringLiteral("?"));
    setToolTip(tr("What these words mean"));
    setAccessibleName(toolTip());
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    connect(this, &QToolButton::clicked, this, &DefinitionButton::showDefinitions);
}

QSize DefinitionButton::sizeHint() const
{
    return QToolButton::sizeHint().boundedTo(maximumSize());
}

void DefinitionButton::showDefinitions()
{
    auto* popup = new QFrame(this, Qt::Popup);
    popup->setObjectName(QStringLiteral("definitionsPopup"));
    popup->setAttribute(Qt::WA_DeleteOnClose);
    popup->setFixedWidth(kWidth);
    auto* body = new QWidget(popup);
    body->setObjectName(QStringLiteral("panelBody"));
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(14, 12, 14, 14);
    column->setSpacing(4);
    for (const std::string_view term : m_terms) {
        const report::Definition& definition = *report::findDefinition(term);
        const auto text = [&](const char* english) {
            return QCoreApplication::translate("Core", english);
        };
        column->addWidget(theme::label(text(std::string(definition.name).c_str()), "value", body));
        QLabel* meaning = theme::label(text(definition.text), "small", body);
        meaning->setTextFormat(Qt::PlainText);
        meaning->setWordWrap(true);
        column->addWidget(meaning);
        column->addSpacing(4);
    }
    const QRect room = screen()->availableGeometry();
    // A low screen has not room for all: it scrolls.
    auto* area = new QScrollArea(popup);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(body);
    auto* frame = new QVBoxLayout(popup);
    frame->setContentsMargins(1, 1, 1, 1);
    frame->addWidget(area);
    const int inside = kWidth - 2 - area->verticalScrollBar()->sizeHint().width();
    popup->resize(kWidth, std::min(column->heightForWidth(inside) + 2, room.height()));
    QPoint place = mapToGlobal(QPoint(width() + 6, height() - popup->height()));
    place.setX(std::clamp(place.x(), room.left(), std::max(room.left(), room.right() - kWidth)));
    place.setY(std::max(place.y(), room.top()));
    popup->move(place);
    popup->show();
}

} // namespace halftone::ui
