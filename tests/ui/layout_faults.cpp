// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "layout_faults.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QLayout>
#include <QMenuBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QStackedLayout>
#include <QStyleOptionComboBox>
#include <QTextDocumentFragment>
#include <QToolButton>

#include <algorithm>
#include <vector>

namespace halftone::test {

namespace {

constexpr int kSlack = 1; ///< pixels, of rounding at fractional scales

QString nameOf(const QWidget& widget)
{
    QString name = QString::fromLatin1(widget.metaObject()->className()).section(u':', -1);
    if (!widget.objectName().isEmpty()) {
        name += QChar(u'#') + widget.objectName();
    }
    return name;
}

/// "MeterCard#latencyMeter > QLabel#value"
QString pathOf(const QWidget& widget)
{
    QStringList path;
    const QWidget* each = &widget;
    for (; each != nullptr && path.size() < 4;
         each = each->isWindow() ? nullptr : each->parentWidget()) {
        path.prepend(nameOf(*each));
    }
    return path.join(QStringLiteral(" > "));
}

/// A tooltip of it, or of what it stands in, has all of the text.
bool isToldBehind(const QWidget& widget, const QString& text)
{
    const QWidget* each = &widget;
    for (; each != nullptr; each = each->isWindow() ? nullptr : each->parentWidget()) {
        const QString tip = QTextDocumentFragment::fromHtml(each->toolTip()).toPlainText();
        if (!tip.isEmpty() && (each->toolTip().contains(text) || tip.contains(text))) {
            return true;
        }
    }
    return false;
}

int longestWord(const QFontMetrics& metrics, const QString& text)
{
    int longest = 0;
    for (const QString& word : text.split(QChar(u' '), Qt::SkipEmptyParts)) {
        longest = std::max(longest, metrics.horizontalAdvance(word));
    }
    return longest;
}

QString labelFault(const QLabel& label)
{
    const QString text = label.textFormat() == Qt::RichText || Qt::mightBeRichText(label.text())
                             ? QTextDocumentFragment::fromHtml(label.text()).toPlainText()
                             : label.text();
    if (text.isEmpty()) {
        return {};
    }
    const QRect room = label.contentsRect();
    const QFontMetrics metrics = label.fontMetrics();
    if (text.endsWith(QChar(0x2026)) && label.toolTip().isEmpty()
        && !isToldBehind(label, text.chopped(1))) {
        return QStringLiteral("is cut and has no tooltip");
    }
    if (label.wordWrap()) {
        if (longestWord(metrics, text) > room.width() + kSlack) {
            return QStringLiteral("has a word wider than it");
        }
        return label.heightForWidth(label.width()) > label.height() + kSlack
                   ? QStringLiteral("needs a height of %1").arg(label.heightForWidth(label.width()))
                   : QString();
    }
    int wide = 0;
    const QStringList lines = text.split(QChar(u'\n'));
    for (const QString& line : lines) {
        wide = std::max(wide, metrics.horizontalAdvance(line));
    }
    if (wide > room.width() + kSlack && !isToldBehind(label, text)) {
        return QStringLiteral("needs a width of %1").arg(wide);
    }
    // Letters, not the air between lines.
    const int high = static_cast<int>(lines.size() - 1) * metrics.lineSpacing() + metrics.ascent()
                     + metrics.descent() / 2;
    return high > label.height() + kSlack ? QStringLiteral("needs a height of %1").arg(high)
                                          : QString();
}

QString buttonFault(const QAbstractButton& button)
{
    const QString text = QString(button.text()).remove(QChar(u'&'));
    if (text.isEmpty()) {
        return {};
    }
    const QFontMetrics metrics = button.fontMetrics();
    // A painter of its own may need no more than the letters.
    const bool isQts = qobject_cast<const QPushButton*>(&button) != nullptr
                       || qobject_cast<const QToolButton*>(&button) != nullptr
                       || qobject_cast<const QCheckBox*>(&button) != nullptr
                       || qobject_cast<const QRadioButton*>(&button) != nullptr;
    const int wide = isQts ? button.sizeHint().width() : metrics.horizontalAdvance(text);
    if (wide > button.width() + kSlack && !isToldBehind(button, text)) {
        return QStringLiteral("needs a width of %1").arg(wide);
    }
    if (text.contains(QChar(0x2026)) && button.toolTip().isEmpty()) {
        return QStringLiteral("is cut and has no tooltip");
    }
    const int high = metrics.ascent() + metrics.descent() / 2;
    return high > button.height() + kSlack ? QStringLiteral("needs a height of %1").arg(high)
                                           : QString();
}

QString choiceFault(const QComboBox& box)
{
    QStyleOptionComboBox option;
    option.initFrom(&box);
    option.subControls = QStyle::SC_All;
    const QRect field = box.style()->subControlRect(QStyle::CC_ComboBox, &option,
                                                    QStyle::SC_ComboBoxEditField, &box);
    const int wide = box.fontMetrics().horizontalAdvance(box.currentText());
    if (wide > field.width() + kSlack && !isToldBehind(box, box.currentText())) {
        return QStringLiteral("needs a field of %1, and has %2").arg(wide).arg(field.width());
    }
    return box.fontMetrics().ascent() > box.height() + kSlack ? QStringLiteral("is too low")
                                                              : QString();
}

QString textFault(const QWidget& widget)
{
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        return labelFault(*label);
    }
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) {
        return buttonFault(*button);
    }
    const auto* box = qobject_cast<const QComboBox*>(&widget);
    return box != nullptr ? choiceFault(*box) : QString();
}

QString textOf(const QWidget& widget)
{
    const auto* label = qobject_cast<const QLabel*>(&widget);
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    const auto* box = qobject_cast<const QComboBox*>(&widget);
    return label != nullptr    ? label->text()
           : button != nullptr ? button->text()
           : box != nullptr    ? box->currentText()
                               : QString();
}

bool isScrolledIn(const QWidget& parent)
{
    const auto* area = qobject_cast<const QAbstractScrollArea*>(parent.parentWidget());
    return area != nullptr && area->viewport() == &parent;
}

/// Widgets that a layout, or one within it, places.
void collectPlaced(const QLayout& layout, std::vector<const QWidget*>& placed)
{
    if (qobject_cast<const QStackedLayout*>(&layout) != nullptr) {
        return;
    }
    for (int i = 0; i < layout.count(); ++i) {
        const QLayoutItem* item = layout.itemAt(i);
        if (const QLayout* within = const_cast<QLayoutItem*>(item)->layout()) {
            collectPlaced(*within, placed);
        } else if (const QWidget* widget = const_cast<QLayoutItem*>(item)->widget();
                   widget != nullptr && widget->isVisible()) {
            placed.push_back(widget);
        }
    }
}

void checkOverlaps(const QWidget& parent, QStringList& faults)
{
    if (parent.layout() == nullptr || qobject_cast<const QScrollBar*>(&parent) != nullptr) {
        return;
    }
    std::vector<const QWidget*> placed;
    collectPlaced(*parent.layout(), placed);
    for (std::size_t a = 0; a < placed.size(); ++a) {
        for (std::size_t b = a + 1; b < placed.size(); ++b) {
            const QRect both = placed[a]->geometry() & placed[b]->geometry();
            if (both.width() > kSlack && both.height() > kSlack) {
                faults.push_back(QStringLiteral("%1 and %2 overlap by %3 x %4")
                                     .arg(pathOf(*placed[a]), nameOf(*placed[b]))
                                     .arg(both.width())
                                     .arg(both.height()));
            }
        }
    }
}

void check(const QWidget& parent, QStringList& faults)
{
    checkOverlaps(parent, faults);
    for (const QObject* child : parent.children()) {
        const auto* widget = qobject_cast<const QWidget*>(child);
        if (widget == nullptr || widget->isWindow() || !widget->isVisible()
            || widget->size().isEmpty()) {
            continue;
        }
        const QRect room = parent.rect().adjusted(-kSlack, -kSlack, kSlack, kSlack);
        if (!isScrolledIn(parent) && !room.contains(widget->geometry())) {
            const QRect where = widget->geometry();
            faults.push_back(QStringLiteral("%1 leaves its parent: %2,%3 %4x%5 in %6x%7")
                                 .arg(pathOf(*widget))
                                 .arg(where.x())
                                 .arg(where.y())
                                 .arg(where.width())
                                 .arg(where.height())
                                 .arg(parent.width())
                                 .arg(parent.height()));
        }
        if (const QString fault = textFault(*widget); !fault.isEmpty()) {
            faults.push_back(QStringLiteral("%1 '%2' (%3x%4) %5")
                                 .arg(pathOf(*widget), textOf(*widget))
                                 .arg(widget->width())
                                 .arg(widget->height())
                                 .arg(fault));
        }
        // What Qt puts into its own widgets is Qt's.
        const bool isQts = qobject_cast<const QComboBox*>(widget) != nullptr
                           || qobject_cast<const QMenuBar*>(widget) != nullptr
                           || qobject_cast<const QScrollBar*>(widget) != nullptr
                           || widget->inherits("QHeaderView")
                           || widget->inherits("QAbstractSpinBox");
        if (!isQts) {
            check(*widget, faults);
        }
    }
}

} // namespace

QStringList layoutFaults(const QWidget& window)
{
    // Texts that changed a moment ago have no place yet.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    QStringList faults;
    check(window, faults);
    return faults;
}

} // namespace halftone::test
