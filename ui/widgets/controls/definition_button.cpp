// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/definition_button.h"

#include "core/report/definitions.h"
#include "ui/widgets/controls/theme.h"

#include <QCoreApplication>
#include <QFrame>
#include <QLabel>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace halftone::ui {

namespace {

constexpr int kWidth = 380;

} // namespace

DefinitionButton::DefinitionButton(QWidget* parent) : QToolButton(parent)
{
    setObjectName(QStringLiteral("definitions"));
    setProperty("role", QStringLiteral("help"));
    setText(QStringLiteral("?"));
    setToolTip(tr("What these figures mean"));
    setAccessibleName(toolTip());
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    connect(this, &QToolButton::clicked, this, &DefinitionButton::showDefinitions);
}

void DefinitionButton::showDefinitions()
{
    auto* popup = new QFrame(this, Qt::Popup);
    popup->setObjectName(QStringLiteral("definitionsPopup"));
    popup->setAttribute(Qt::WA_DeleteOnClose);
    popup->setFixedWidth(kWidth);
    auto* column = new QVBoxLayout(popup);
    column->setContentsMargins(14, 12, 14, 14);
    column->setSpacing(4);
    for (const report::Definition& definition : report::definitions()) {
        const auto text = [&](const char* english) {
            return QCoreApplication::translate("Core", english);
        };
        column->addWidget(theme::label(text(std::string(definition.name).c_str()), "value", popup));
        QLabel* meaning = theme::label(text(definition.text), "small", popup);
        meaning->setTextFormat(Qt::PlainText);
        meaning->setWordWrap(true);
        column->addWidget(meaning);
        column->addSpacing(4);
    }
    popup->resize(kWidth, column->heightForWidth(kWidth));
    const QRect room = screen()->availableGeometry();
    QPoint place = mapToGlobal(QPoint(width() + 6, height() - popup->height()));
    place.setX(std::clamp(place.x(), room.left(), std::max(room.left(), room.right() - kWidth)));
    place.setY(std::max(place.y(), room.top()));
    popup->move(place);
    popup->show();
}

} // namespace halftone::ui
