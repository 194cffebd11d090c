// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/panels/label_palette.h"

#include "core/base/label_colours.h"
#include "ui/document/layer.h"
#include "ui/render/overlay.h"
#include "ui/render/probability_colours.h"
#include "ui/widgets/controls/theme.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QIcon>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPixmap>
#include <QPushButton>
#include <QScreen>
#include <QToolButton>

#include <algorithm>
#include <array>
#include <vector>

namespace halftone::ui {

namespace {

/// Colours closer than this, in CIELAB, are taken for each other.
constexpr double kAlike = 10;
constexpr int kColumns = 6;
constexpr int kSwatch = 22;

struct Named {
    Colour colour;
    const char* name; ///< English
};

/// In the order of label_colours.h.
constexpr std::array kModelNames{
    QT_TRANSLATE_NOOP("LabelPalette", "amber"),     QT_TRANSLATE_NOOP("LabelPalette", "teal"),
    QT_TRANSLATE_NOOP("LabelPalette", "sage"),      QT_TRANSLATE_NOOP("LabelPalette", "pink"),
    QT_TRANSLATE_NOOP("LabelPalette", "pale pink"), QT_TRANSLATE_NOOP("LabelPalette", "coral"),
    QT_TRANSLATE_NOOP("LabelPalette", "pale green")};
constexpr std::array kFileNames{
    QT_TRANSLATE_NOOP("LabelPalette", "sea green"), QT_TRANSLATE_NOOP("LabelPalette", "brown"),
    QT_TRANSLATE_NOOP("LabelPalette", "plum"), QT_TRANSLATE_NOOP("LabelPalette", "light green"),
    QT_TRANSLATE_NOOP("LabelPalette", "violet")};
static_assert(kModelNames.size() == kModelLabelColours.size());
static_assert(kFileNames.size() == kFileLabelColours.size());

std::vector<Named> namedColours()
{
    std::vector<Named> all;
    for (std::size_t n = 0; n < kModelNames.size(); ++n) {
        all.push_back({kModelLabelColours[n], kModelNames[n]});
    }
    for (std::size_t n = 0; n < kFileNames.size(); ++n) {
        all.push_back({kFileLabelColours[n], kFileNames[n]});
    }
    return all;
}

QIcon swatch(QRgb colour, double ratio)
{
    QPixmap picture(QSize(kSwatch, kSwatch) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(colour));
    painter.drawRoundedRect(QRectF(1, 1, kSwatch - 2, kSwatch - 2), 4, 4);
    return {picture};
}

} // namespace

QString colourFault(QRgb colour)
{
    const Colour asked{static_cast<std::uint8_t>(qRed(colour)),
                       static_cast<std::uint8_t>(qGreen(colour)),
                       static_cast<std::uint8_t>(qBlue(colour))};
    const auto isLike = [&](const Rgb& other) {
        return leastColourDistance(asked, {other.red, other.green, other.blue}) < kAlike;
    };
    const auto isTaken = [&](const Rgb& other, const QString& whose) {
        return isLike(other)
                   ? LabelPalette::tr("To some eyes this colour looks like that of %1, which "
                                      "nothing else may have. The label keeps its colour: choose "
                                      "another one.")
                         .arg(whose)
                   : QString();
    };
    const Rgb reference{static_cast<std::uint8_t>(qRed(kReferenceColour)),
                        static_cast<std::uint8_t>(qGreen(kReferenceColour)),
                        static_cast<std::uint8_t>(qBlue(kReferenceColour))};
    for (const auto& [other, whose] :
         {std::pair(kOnlyHereColour, LabelPalette::tr("errors (only here)")),
          std::pair(kMissedColour, LabelPalette::tr("errors (missed)")),
          std::pair(kFragileColour, LabelPalette::tr("fragile voxels")),
          std::pair(kCutColour, LabelPalette::tr("the line around probabilities")),
          std::pair(reference, LabelPalette::tr("references"))}) {
        const QString fault = isTaken(other, whose);
        if (!fault.isEmpty()) {
            return fault;
        }
    }
    return {};
}

LabelPalette::LabelPalette(const QString& label, QRgb present, QWidget* parent) : PopupCard(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(12, 10, 12, 12);
    grid->setSpacing(4);
    QLabel* title = theme::label(tr("Colour of %1").arg(label), "value", this);
    title->setTextFormat(Qt::PlainText);
    grid->addWidget(title, 0, 0, 1, kColumns);
    int place = 0;
    for (const Named& named : namedColours()) {
        const QRgb colour = qRgb(named.colour[0], named.colour[1], named.colour[2]);
        auto* button = new QToolButton(this);
        button->setObjectName(QStringLiteral("colour%1").arg(place));
        button->setProperty("role", QStringLiteral("swatch"));
        button->setIcon(swatch(colour, devicePixelRatioF()));
        button->setIconSize({kSwatch, kSwatch});
        button->setToolTip(QCoreApplication::translate("LabelPalette", named.name));
        button->setAccessibleName(button->toolTip());
        button->setCheckable(true);
        button->setChecked(colour == present);
        connect(button, &QToolButton::clicked, this, [this, colour] {
            Q_EMIT chosen(colour);
            close();
        });
        grid->addWidget(button, 1 + place / kColumns, place % kColumns);
        ++place;
    }
    auto* other = new QPushButton(tr("Other..."), this);
    other->setObjectName(QStringLiteral("otherColour"));
    other->setAutoDefault(false);
    connect(other, &QPushButton::clicked, this, [this] {
        Q_EMIT otherRequested();
        close();
    });
    grid->addWidget(other, 2 + (place - 1) / kColumns, 0, 1, kColumns);
    const auto buttons = findChildren<QToolButton*>();
    const auto checked =
        std::find_if(buttons.begin(), buttons.end(),
                     [](const QToolButton* button) { return button->isChecked(); });
    (checked != buttons.end() ? *checked : buttons.front())->setFocus();
}

void LabelPalette::openAt(const QPoint& globalPlace)
{
    adjustSize();
    const QRect room = parentWidget()->screen()->availableGeometry();
    move(std::clamp(globalPlace.x(), room.left(), std::max(room.left(), room.right() - width())),
         std::clamp(globalPlace.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    show();
}

void LabelPalette::keyPressEvent(QKeyEvent* event)
{
    // Arrows walk through the colours as they lie.
    const auto buttons = findChildren<QToolButton*>();
    const auto at = buttons.indexOf(qobject_cast<QToolButton*>(focusWidget()));
    const int step = event->key() == Qt::Key_Right  ? 1
                     : event->key() == Qt::Key_Left ? -1
                     : event->key() == Qt::Key_Down ? kColumns
                     : event->key() == Qt::Key_Up   ? -kColumns
                                                    : 0;
    if (at >= 0 && step != 0) {
        const auto next = at + step;
        if (next >= 0 && next < buttons.size()) {
            buttons[next]->setFocus();
        }
        return;
    }
    if (at >= 0 && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        buttons[at]->click();
        return;
    }
    PopupCard::keyPressEvent(event);
}

} // namespace halftone::ui
