// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/slice_bar.h"

#include "ui/document/format.h"
#include "ui/session/visited_precisions.h"
#include "ui/widgets/controls/accessible.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/views/slice_strip.h"

#include <QEvent>
#include <QGridLayout>
#include <QIcon>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace halftone::ui {

namespace {

/// Of the window: below it thin strips would take too much of the image.
constexpr int kRoomyHeight = 900;
constexpr int kRoomyWidth = 520; ///< of the bar
constexpr int kThinLine = 11;
/// Words over the image are read by then.
constexpr int kWordsMs = 8000;
constexpr int kButtonHeight = 16; ///< the bar is as high without them
constexpr int kFragileLine = static_cast<int>(VisitedPrecisions::kMostOthers) + 1;
enum Column { DisclosureColumn, NameColumn, StripColumn, NumberColumn, ButtonColumn };

QToolButton* flatButton(const QString& name, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setProperty("role", QStringLiteral("flat"));
    button->setCursor(Qt::PointingHandCursor);
    button->setFocusPolicy(Qt::TabFocus);
    button->setIconSize(QSize(9, 9));
    button->setFixedHeight(kButtonHeight);
    return button;
}

} // namespace

SliceBar::SliceBar(QWidget* parent)
    : QWidget(parent), m_grid(new QGridLayout(this)),
      m_disclosure(flatButton(QStringLiteral("ribbonDisclosure"), this)),
      m_name(theme::label({}, "small", this)), m_strip(new SliceStrip(this)),
      m_number(theme::label({}, "small", this)),
      m_worst(flatButton(QStringLiteral("worstSlice"), this)),
      m_fragile(addLine(kFragileLine, QStringLiteral("fragileStrip"))),
      m_mostFragile(flatButton(QStringLiteral("mostFragile"), this))
{
    setObjectName(QStringLiteral("sliceBar"));
    setAttribute(Qt::WA_StyledBackground);
    m_name->setObjectName(QStringLiteral("stripName"));
    m_number->setObjectName(QStringLiteral("sliceNumber"));
    m_worst->setText(tr("worst"));
    m_worst->setToolTip(tr("Go to the slice with the lowest score of the mask on the screen; "
                           "again: to the next one"));
    m_fragile.name->setText(tr("fragile"));
    m_mostFragile->setText(tr("most"));
    m_mostFragile->setToolTip(
        tr("Go to the slice with the largest fragile share; again: to the next one"));
    m_grid->setContentsMargins(10, 5, 10, 5);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(0);
    m_grid->setColumnStretch(StripColumn, 1);
    m_grid->addWidget(m_disclosure, 0, DisclosureColumn);
    m_grid->addWidget(m_name, 0, NameColumn);
    m_grid->addWidget(m_strip, 0, StripColumn);
    m_grid->addWidget(m_number, 0, NumberColumn);
    m_grid->addWidget(m_worst, 0, ButtonColumn);
    m_grid->addWidget(m_mostFragile, kFragileLine, ButtonColumn);
    connect(m_strip, &SliceStrip::valueChanged, this, &SliceBar::sliceChosen);
    connect(m_fragile.strip, &SliceStrip::cellPressed, this, &SliceBar::sliceChosen);
    connect(m_worst, &QToolButton::clicked, this, &SliceBar::worstRequested);
    connect(m_mostFragile, &QToolButton::clicked, this, &SliceBar::mostFragileRequested);
    connect(m_disclosure, &QToolButton::clicked, this, [this] {
        m_askedUnfolded = !isUnfolded();
        fold();
        Q_EMIT unfolded(isUnfolded());
    });
    setRows({}, false);
    setFragile(std::nullopt);
}

SliceBar::Line SliceBar::addLine(int row, const QString& objectName)
{
    const Line line{theme::label({}, "thin", this), new SliceStrip(this, SliceStrip::Form::Thin)};
    line.strip->setObjectName(objectName);
    line.name->setObjectName(objectName + QStringLiteral("Name"));
    line.name->setFixedHeight(kThinLine);
    m_grid->addWidget(line.name, row, NameColumn, Qt::AlignRight);
    m_grid->addWidget(line.strip, row, StripColumn);
    return line;
}

void SliceBar::prepare(const Line& line) const
{
    line.strip->setNumbers(m_numbers);
    line.strip->setRange(0, m_strip->maximum());
    line.strip->setEnabled(m_strip->isEnabled());
}

void SliceBar::setSlices(int count, const SliceNumbers& numbers, const QString& name)
{
    const QSignalBlocker quiet(m_strip);
    m_numbers = numbers;
    m_strip->setNumbers(numbers);
    m_strip->setRange(0, std::max(0, count - 1));
    m_strip->setEnabled(count > 0);
    m_title = name;
    say({});
    fold();
}

void SliceBar::setSlice(int slice)
{
    {
        const QSignalBlocker quiet(m_strip);
        m_strip->setValue(slice);
    }
    m_strip->update();
    m_number->setText(tr("slice %1 of %2").arg(m_numbers.of(slice)).arg(m_numbers.count));
    setAccessibleValue(*m_strip, m_number->text());
    if (std::exchange(m_slice, slice) != slice) {
        say({});
    }
}

void SliceBar::setScores(std::vector<SliceScore> scores, bool againstFull, const QString& precision)
{
    m_precision = precision;
    m_worst->setVisible(!precision.isEmpty());
    m_strip->setScores(std::move(scores), againstFull ? StripKind::Agreement : StripKind::Dice,
                       precision);
}

void SliceBar::setRows(const std::vector<RibbonRow>& rows, bool againstFull)
{
    m_precisions.clear();
    for (const RibbonRow& row : rows) {
        const std::size_t n = m_precisions.size();
        if (n == m_lines.size()) {
            m_lines.push_back(
                addLine(static_cast<int>(n) + 1, QStringLiteral("ribbonRow%1").arg(n)));
            connect(m_lines[n].strip, &SliceStrip::cellPressed, this,
                    [this, n](int slice) { Q_EMIT cellChosen(m_precisions[n], slice); });
        }
        m_precisions.push_back(row.precision);
        const QString name = formatPrecision(row.precision);
        m_lines[n].name->setText(name);
        m_lines[n].strip->setAccessibleName(tr("Slices at %1").arg(name));
        m_lines[n].strip->setScores(row.scores,
                                    againstFull ? StripKind::Agreement : StripKind::Dice, name);
    }
    fold();
}

void SliceBar::setFragile(const std::optional<FragileRow>& row)
{
    m_fragile.name->setVisible(row.has_value());
    m_fragile.strip->setVisible(row.has_value());
    m_mostFragile->setVisible(row.has_value());
    if (row) {
        prepare(m_fragile);
        m_fragile.strip->setScores(row->shares, StripKind::Fragile, row->between);
    }
}

void SliceBar::fold()
{
    const bool shown = isUnfolded();
    QStringList names;
    for (std::size_t n = 0; n < m_lines.size(); ++n) {
        const bool used = n < m_precisions.size();
        m_lines[n].name->setVisible(used && shown);
        m_lines[n].strip->setVisible(used && shown);
        if (used) {
            prepare(m_lines[n]);
            names.push_back(m_lines[n].name->text());
        }
    }
    const bool several = shown && !names.isEmpty();
    m_name->setText(several ? tr("%1, %2").arg(m_title, m_precision) : m_title);
    const QString list = names.join(QStringLiteral(", "));
    const QStringList now{list, shown ? QStringLiteral("shown") : QString()};
    if (std::exchange(m_folded, now) == now) {
        return;
    }
    m_disclosure->setVisible(!names.isEmpty());
    m_disclosure->setIcon(QIcon(shown ? QStringLiteral(":/icons/chevron-down.svg")
                                      : QStringLiteral(":/icons/chevron-up.svg")));
    m_disclosure->setToolTip((shown ? tr("Hide the precisions seen before: %1")
                                    : tr("Show the precisions seen before: %1"))
                                 .arg(list));
    m_disclosure->setAccessibleName(m_disclosure->toolTip());
}

void SliceBar::followHeight()
{
    const bool before = isUnfolded();
    m_roomy = window()->height() >= kRoomyHeight;
    if (isUnfolded() != before) {
        fold();
        Q_EMIT unfolded(isUnfolded());
    }
}

void SliceBar::say(const QString& words)
{
    if (m_words == nullptr && !words.isEmpty()) {
        m_words = theme::label({}, "words", parentWidget());
        m_words->setObjectName(QStringLiteral("sliceWords"));
        m_words->setAttribute(Qt::WA_TransparentForMouseEvents);
        m_wordsEnd.setSingleShot(true);
        connect(&m_wordsEnd, &QTimer::timeout, m_words, &QWidget::hide);
    }
    if (m_words != nullptr) {
        m_words->setText(words);
        m_words->setVisible(!words.isEmpty());
        m_wordsEnd.start(kWordsMs);
        placeWords();
    }
}

void SliceBar::placeWords()
{
    if (m_words != nullptr && !m_words->isHidden()) {
        m_words->adjustSize();
        m_words->move(
            mapTo(parentWidget(), QPoint(width() - m_words->width() - 10, -m_words->height() - 8)));
        m_words->raise();
    }
}

void SliceBar::showEvent(QShowEvent* event)
{
    window()->installEventFilter(this);
    followHeight();
    QWidget::showEvent(event);
}

void SliceBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    // The views say it, too, and the strip needs the room.
    m_number->setVisible(width() >= kRoomyWidth);
    placeWords();
}

bool SliceBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == window() && event->type() == QEvent::Resize) {
        followHeight();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace halftone::ui
