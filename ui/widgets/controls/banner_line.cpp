// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/banner_line.h"

#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace halftone::ui {

namespace {

constexpr int kLeastText = 120; ///< buttons that leave less wait until the line is opened

QString nameOf(MessageKind kind)
{
    switch (kind) {
    case MessageKind::Note: return QStringLiteral("note");
    case MessageKind::Warning: return QStringLiteral("warning");
    case MessageKind::Severe: return QStringLiteral("severe");
    case MessageKind::Error: return QStringLiteral("error");
    }
    return {};
}

/// A text of one line, cut at the end, or, with word wrap, all of it.
class CutLabel : public QLabel {
public:
    using QLabel::QLabel;

    [[nodiscard]] bool isCut() const { return fontMetrics().horizontalAdvance(text()) > width(); }

protected:
    void paintEvent(QPaintEvent* event) override
    {
        if (wordWrap()) {
            QLabel::paintEvent(event);
            return;
        }
        QPainter painter(this);
        painter.setPen(palette().color(foregroundRole()));
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(text(), Qt::ElideRight, width()));
    }
};

QToolButton* iconButton(const char* name, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(QString::fromLatin1(name));
    button->setIconSize({12, 12});
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

} // namespace

BannerLine::BannerLine(const Notice& notice,
                       const std::function<void(BannerLine&, bool)>& dismissed, QWidget* parent)
    : QFrame(parent), m_text(new CutLabel(notice.sentence, this)), m_actions(new QWidget(this)),
      m_toggle(iconButton("bannerOpen", this)), m_close(iconButton("bannerClose", this)),
      m_row(new QHBoxLayout), m_rows(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("banner"));
    setProperty("kind", nameOf(notice.kind));
    m_text->setObjectName(QStringLiteral("bannerText"));
    m_text->setTextFormat(Qt::PlainText);
    QSizePolicy anyWidth(QSizePolicy::Ignored, QSizePolicy::Preferred);
    anyWidth.setHeightForWidth(true);
    m_text->setSizePolicy(anyWidth);
    m_close->setIcon(QIcon(QStringLiteral(":/icons/close.svg")));
    m_close->setToolTip(QObject::tr("Dismiss"));
    m_close->setAccessibleName(QObject::tr("Dismiss message"));

    auto* buttons = new QHBoxLayout(m_actions);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(8);
    for (const BannerAction& action : notice.actions) {
        auto* button = new QToolButton(m_actions);
        button->setObjectName(QStringLiteral("bannerAction"));
        button->setText(action.text);
        button->setCursor(Qt::PointingHandCursor);
        buttons->addWidget(button, 0, Qt::AlignVCenter);
        connect(button, &QToolButton::clicked, this, [this, dismissed, call = action.call] {
            dismissed(*this, true);
            call();
        });
    }
    m_row->setSpacing(8);
    m_row->addWidget(m_text, 1);
    m_row->addWidget(m_toggle, 0, Qt::AlignTop);
    m_row->addWidget(m_close, 0, Qt::AlignTop);
    m_rows->setContentsMargins(12, 2, 6, 2);
    m_rows->setSpacing(4);
    m_rows->addLayout(m_row);
    m_row->insertWidget(1, m_actions, 0, Qt::AlignTop);
    m_actions->setVisible(!notice.actions.empty());
    connect(m_toggle, &QToolButton::clicked, this, [this] { setOpen(!m_open); });
    connect(m_close, &QToolButton::clicked, this, [this, dismissed] { dismissed(*this, false); });
    setOpen(false);
}

QString BannerLine::sentence() const
{
    return m_text->text();
}

void BannerLine::setOpen(bool open)
{
    m_open = open;
    m_text->setWordWrap(open);
    m_text->setTextInteractionFlags(open ? Qt::TextSelectableByMouse : Qt::NoTextInteraction);
    m_toggle->setIcon(QIcon(open ? QStringLiteral(":/icons/chevron-up.svg")
                                 : QStringLiteral(":/icons/chevron-down.svg")));
    m_toggle->setToolTip(open ? QObject::tr("Show one line") : QObject::tr("Show all of it"));
    m_toggle->setAccessibleName(m_toggle->toolTip());
    arrange();
    updateGeometry();
}

void BannerLine::arrange()
{
    const QMargins margins = m_rows->contentsMargins();
    int room = width() - margins.left() - margins.right() - 3 * m_row->spacing()
               - m_toggle->sizeHint().width() - m_close->sizeHint().width();
    bool allFit = true;
    for (QToolButton* button : m_actions->findChildren<QToolButton*>()) {
        button->ensurePolished();
        room -= button->sizeHint().width() + m_actions->layout()->spacing();
        allFit = allFit && room >= kLeastText;
        button->setVisible(m_open || allFit);
    }
    const bool beside = allFit || !m_open;
    if (beside != (m_row->indexOf(m_actions) >= 0)) {
        m_row->removeWidget(m_actions);
        m_rows->removeWidget(m_actions);
        if (beside) {
            m_row->insertWidget(1, m_actions, 0, Qt::AlignTop);
        } else {
            m_rows->addWidget(m_actions, 0, Qt::AlignLeft);
        }
    }
    m_rows->activate(); // for the width of the text
    const bool cut = !m_open && static_cast<CutLabel*>(m_text)->isCut();
    m_text->setToolTip(cut ? m_text->text() : QString());
    m_toggle->setVisible(m_open || !allFit || cut);
}

void BannerLine::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    arrange();
}

void BannerLine::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && m_toggle->isVisible()) {
        setOpen(!m_open);
    }
}

} // namespace halftone::ui
