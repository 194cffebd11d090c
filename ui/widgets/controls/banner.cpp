// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/banner.h"

#include <QEvent>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace halftone::ui {

namespace {

constexpr int kMaxMessages = 3;
constexpr int kMaxNotices = 3; ///< before they are folded
constexpr int kMargin = 6;
constexpr int kSpacing = 4;

QVBoxLayout* stackIn(QWidget* parent)
{
    auto* stack = parent != nullptr ? new QVBoxLayout(parent) : new QVBoxLayout;
    stack->setContentsMargins(0, 0, 0, 0);
    stack->setSpacing(kSpacing);
    return stack;
}

QString sentenceOf(const QWidget* line)
{
    return static_cast<const BannerLine*>(line)->sentence();
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

Banners::Banners(QWidget* parent)
    : QWidget(parent), m_noticeBox(new QWidget(this)), m_more(new QToolButton(m_noticeBox)),
      m_passingTimer(new QTimer(this))
{
    setObjectName(QStringLiteral("banners"));
    auto* layout = stackIn(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->addWidget(m_noticeBox);
    m_messages = stackIn(nullptr);
    layout->addLayout(m_messages);
    auto* box = stackIn(m_noticeBox);
    m_notices = stackIn(nullptr);
    box->addLayout(m_notices);
    m_more->setObjectName(QStringLiteral("bannerMore"));
    m_more->setCursor(Qt::PointingHandCursor);
    box->addWidget(m_more, 0, Qt::AlignLeft);
    connect(m_more, &QToolButton::clicked, this, [this] {
        m_unfolded = !m_unfolded;
        fold();
    });
    m_passingTimer->setObjectName(QStringLiteral("passingTimer"));
    m_passingTimer->setSingleShot(true);
    m_passingTimer->setInterval(kPassingMs);
    connect(m_passingTimer, &QTimer::timeout, this, &Banners::endPassing);
    parent->installEventFilter(this);
    fold();
}

QWidget* Banners::makeLine(const Notice& notice)
{
    return new BannerLine(
        notice,
        [this](BannerLine& line, bool byAction) {
            const bool isNotice = m_notices->indexOf(&line) >= 0;
            if (!byAction && isNotice) {
                m_dismissed.push_back(line.sentence());
            }
            dismiss(&line);
            if (isNotice && m_notices->count() == 0) {
                Q_EMIT noticesClosed();
            }
        },
        this);
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
    m_messages->insertWidget(0, makeLine({kind, sentence, actions}));
    fold();
    Q_EMIT said(kind, sentence);
}

void Banners::addPassing(const QString& sentence)
{
    endPassing();
    add(MessageKind::Note, sentence);
    m_passing = sentence;
    m_passingTimer->start();
}

void Banners::endPassing()
{
    m_passingTimer->stop();
    remove(std::exchange(m_passing, {}));
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
            m_notices->addWidget(makeLine(notice));
        }
    }
    fold();
}

void Banners::dismiss(QWidget* line)
{
    line->hide();
    m_messages->removeWidget(line);
    m_notices->removeWidget(line);
    line->deleteLater();
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
    m_noticeBox->setVisible(m_notices->count() > 0);
    setVisible(m_messages->count() + m_notices->count() > 0);
    place();
}

int Banners::noticesHeight() const
{
    for (QWidget* child : m_noticeBox->findChildren<QWidget*>()) {
        child->ensurePolished(); // heights are those of the style sheet
    }
    m_noticeBox->layout()->activate();
    return m_notices->count() > 0 ? m_noticeBox->sizeHint().height() + 2 * kMargin : 0;
}

void Banners::place()
{
    const int width = parentWidget()->width();
    layout()->activate();
    const int height = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width)
                                                     : layout()->totalSizeHint().height();
    setGeometry(0, 0, width, height);
    raise();
}

bool Banners::event(QEvent* event)
{
    const bool result = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest) {
        place();
    }
    return result;
}

bool Banners::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize) {
        place();
    }
    return QWidget::eventFilter(watched, event);
}

QStringList Banners::sentences() const
{
    return sentencesIn(m_notices) + sentencesIn(m_messages);
}

} // namespace halftone::ui
