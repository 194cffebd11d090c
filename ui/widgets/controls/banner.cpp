// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/banner.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace halftone::ui {

namespace {

constexpr int kMaxBanners = 3;
constexpr int kLongSentence = 100; ///< characters

QString nameOf(MessageKind kind)
{
    switch (kind) {
    case MessageKind::Note: return QStringLiteral("note");
    case MessageKind::Warning: return QStringLiteral("warning");
    case MessageKind::Error: return QStringLiteral("error");
    }
    return {};
}

} // namespace

Banners::Banners(QWidget* parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("banners"));
    m_layout->setContentsMargins(8, 8, 8, 8);
    m_layout->setSpacing(6);
    hide();
}

void Banners::add(MessageKind kind, const QString& sentence,
                  const std::vector<BannerAction>& actions)
{
    if (sentences().contains(sentence)) {
        return;
    }
    while (m_layout->count() >= kMaxBanners) {
        delete m_layout->itemAt(m_layout->count() - 1)->widget();
    }
    auto* frame = new QFrame(this);
    frame->setObjectName(QStringLiteral("banner"));
    frame->setProperty("kind", nameOf(kind));
    auto* text = new QLabel(sentence, frame);
    text->setObjectName(QStringLiteral("bannerText"));
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* close = new QToolButton(frame);
    close->setIcon(QIcon(QStringLiteral(":/icons/close.svg")));
    close->setIconSize({12, 12});
    close->setToolTip(tr("Dismiss"));
    close->setAccessibleName(tr("Dismiss message"));
    auto* rows = new QVBoxLayout(frame);
    rows->setContentsMargins(12, 8, 8, 8);
    rows->setSpacing(6);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    rows->addLayout(row);
    row->addWidget(text, 1);
    QHBoxLayout* buttons = row;
    if (!actions.empty() && sentence.size() > kLongSentence) {
        buttons = new QHBoxLayout; // beside a long text they would make it narrow and high
        buttons->setSpacing(8);
        rows->addLayout(buttons);
    }
    for (const BannerAction& action : actions) {
        auto* button = new QToolButton(frame);
        button->setObjectName(QStringLiteral("bannerAction"));
        button->setText(action.text);
        button->setCursor(Qt::PointingHandCursor);
        buttons->addWidget(button, 0, Qt::AlignVCenter);
        connect(button, &QToolButton::clicked, frame, [this, frame, call = action.call] {
            dismiss(frame);
            call();
        });
    }
    if (buttons != row) {
        buttons->addStretch();
    }
    row->addWidget(close, 0, Qt::AlignTop);
    connect(close, &QToolButton::clicked, frame, [this, frame] { dismiss(frame); });
    m_layout->insertWidget(0, frame);
    show();
}

void Banners::dismiss(QWidget* frame)
{
    m_layout->removeWidget(frame);
    frame->hide();
    frame->deleteLater();
    setVisible(m_layout->count() > 0);
}

void Banners::clear(MessageKind kind)
{
    for (int i = m_layout->count() - 1; i >= 0; --i) {
        QWidget* widget = m_layout->itemAt(i)->widget();
        if (widget->property("kind").toString() == nameOf(kind)) {
            dismiss(widget);
        }
    }
}

QStringList Banners::sentences() const
{
    QStringList result;
    for (int i = 0; i < m_layout->count(); ++i) {
        const auto* text =
            m_layout->itemAt(i)->widget()->findChild<QLabel*>(QStringLiteral("bannerText"));
        result.push_back(text->text());
    }
    return result;
}

} // namespace halftone::ui
