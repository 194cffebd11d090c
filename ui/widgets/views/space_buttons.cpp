// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/space_buttons.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace halftone::ui {

namespace {

/// "A" of anterior, and so on.
QString letterOf(SpaceSide side)
{
    switch (side) {
    case SpaceSide::Anterior: return SpaceButtons::tr("A", "anterior");
    case SpaceSide::Posterior: return SpaceButtons::tr("P", "posterior");
    case SpaceSide::Left: return SpaceButtons::tr("L", "left");
    case SpaceSide::Right: return SpaceButtons::tr("R", "right");
    case SpaceSide::Superior: return SpaceButtons::tr("S", "superior");
    case SpaceSide::Inferior: return SpaceButtons::tr("I", "inferior");
    }
    return {};
}

QString tipOf(SpaceSide side)
{
    switch (side) {
    case SpaceSide::Anterior: return SpaceButtons::tr("Look from the front (anterior)");
    case SpaceSide::Posterior: return SpaceButtons::tr("Look from behind (posterior)");
    case SpaceSide::Left: return SpaceButtons::tr("Look from the patient's left");
    case SpaceSide::Right: return SpaceButtons::tr("Look from the patient's right");
    case SpaceSide::Superior: return SpaceButtons::tr("Look from above (superior)");
    case SpaceSide::Inferior: return SpaceButtons::tr("Look from below (inferior)");
    }
    return {};
}

QToolButton* chip(const QString& text, const QString& name, const QString& tip, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setProperty("role", QStringLiteral("chip"));
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setCursor(Qt::PointingHandCursor);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

SpaceButtons::SpaceButtons(QWidget* parent) : QWidget(parent), m_sides(new QWidget(this))
{
    setObjectName(QStringLiteral("spaceButtons"));
    auto* sides = new QHBoxLayout(m_sides);
    sides->setContentsMargins(0, 0, 0, 0);
    sides->setSpacing(2);
    for (const SpaceSide side : kSpaceSides) {
        auto* button =
            chip(letterOf(side), QStringLiteral("lookFrom%1").arg(static_cast<int>(side)),
                 tipOf(side), m_sides);
        connect(button, &QToolButton::clicked, this, [this, side] { Q_EMIT lookedFrom(side); });
        sides->addWidget(button);
    }
    auto* reset = chip(QString(QChar(0x21BA)), QStringLiteral("resetSpace"),
                       tr("Reset the camera: all of the image, as at first"), this);
    connect(reset, &QToolButton::clicked, this, [this] { Q_EMIT lookedFrom(std::nullopt); });
    auto* snapshot = chip(QString(QChar(0x2913)), QStringLiteral("snapshotSpace"),
                          tr("Save a screenshot of this view..."), this);
    connect(snapshot, &QToolButton::clicked, this, &SpaceButtons::snapshotRequested);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    row->addWidget(m_sides);
    row->addWidget(reset);
    row->addWidget(snapshot);
}

} // namespace halftone::ui
