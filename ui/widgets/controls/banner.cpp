// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/banner.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace halftone::ui {

namespace {

constexpr int kMaxMessages = 3;
constexpr int kMaxNotices = 3;     ///< before they are folded
constexpr int kLongSentence = 100; ///< characters

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

QVBoxLayout* addStack(QVBoxLayout* layout)
{
    auto* stack = new QVBoxLayout;
    stack->setSpacing(layout->spacing());
    layout->addLayout(stack);
    return stack;
}

QString sentenceOf(const QWidget* frame)
{
    return frame->findChild<QLabel*>(QStringLiteral("bannerText"))->text();
}

QStringList sentencesIn(const QVBoxLayout* stack)
{
    QStringList result;
    for (int i = 0; i < stack->count(); ++i) {
        result.push_back(sentenceOf(stack->itemAt(i)->widget()));
    }
    return result;
}

} // namespace

Banners::Banners(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("banners"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    m_messages = addStack(layout);
    m_notices = addStack(layout);
    m_more = new QToolButton(this);
    m_more->setObjectName(QStringLiteral("bannerMore"));
    m_more->setCursor(Qt::PointingHandCursor);
    layout->addWidget(m_more, 0, Qt::AlignLeft);
    connect(m_more, &QToolButton::clicked, this, [this] {
        m_unfolded = !m_unfolded;
        fold();
    });
    fold();
}

QWidget* Banners::makeFrame(const Notice& notice)
{
    auto* frame = new QFrame(this);
    frame->setObjectName(QStringLiteral("banner"));
    frame->setProperty("kind", nameOf(notice.kind));
    auto* text = new QLabel(notice.sentence, frame);
    text->setObjectName(QStringLiteral("bannerText"));
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* close = new QToolButton(frame);
    close->setObjectName(QStringLiteral("bannerClose"));
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
    if (!notice.actions.empty() && notice.sentence.size() > kLongSentence) {
        buttons = new QHBoxLayout; // beside a long text they would make it narrow and high
        buttons->setSpacing(8);
        rows->addLayout(buttons);
    }
    for (const BannerAction& action : notice.actions) {
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
    connect(close, &QToolButton::clicked, frame, [this, frame] {
        if (m_notices->indexOf(frame) >= 0) {
            m_dismissed.push_back(sentenceOf(frame));
        }
        dismiss(frame);
    });
    return frame;
}

void Banners::add(MessageKind kind, const QString& sentence,
                  const std::vector<BannerAction>& actions)
{
    if (sentencesIn(m_messages).contains(sentence)) {
        return;
    }
    while (m_messages->count() >= kMaxMessages) {
        dismiss(m_messages->itemAt(m_messages->count() - 1)->widget());
    }
    m_messages->insertWidget(0, makeFrame({kind, sentence, actions}));
    fold();
}

void Banners::remove(const QString& sentence)
{
    const auto index = static_cast<int>(sentencesIn(m_messages).indexOf(sentence));
    if (index >= 0) {
        dismiss(m_messages->itemAt(index)->widget());
    }
}

void Banners::setNotices(std::vector<Notice> notices, Dismissed dismissed)
{
    if (dismissed == Dismissed::ComeBack) {
        m_dismissed.clear();
        m_unfolded = false;
    }
    while (m_notices->count() > 0) {
        dismiss(m_notices->itemAt(0)->widget());
    }
    std::stable_sort(notices.begin(), notices.end(),
                     [](const Notice& a, const Notice& b) { return a.kind > b.kind; });
    for (const Notice& notice : notices) {
        if (!m_dismissed.contains(notice.sentence)
            && !sentencesIn(m_notices).contains(notice.sentence)) {
            m_notices->addWidget(makeFrame(notice));
        }
    }
    fold();
}

void Banners::dismiss(QWidget* frame)
{
    frame->hide();
    m_messages->removeWidget(frame);
    m_notices->removeWidget(frame);
    frame->deleteLater();
    fold();
}

void Banners::fold()
{
    const int folded = m_notices->count() - kMaxNotices;
    for (int i = 0; i < m_notices->count(); ++i) {
        m_notices->itemAt(i)->widget()->setVisible(m_unfolded || i < kMaxNotices);
    }
    for (int i = 0; i < m_messages->count(); ++i) {
        m_messages->itemAt(i)->widget()->show();
    }
    m_more->setVisible(folded > 0);
    m_more->setText(m_unfolded ? tr("Show fewer") : tr("Show %n more", nullptr, folded));
    setVisible(m_messages->count() + m_notices->count() > 0);
}

QStringList Banners::sentences() const
{
    return sentencesIn(m_messages) + sentencesIn(m_notices);
}

} // namespace halftone::ui
