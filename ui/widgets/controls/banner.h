// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/controls/banner_line.h"

#include <QWidget>

class QTimer;
class QToolButton;
class QVBoxLayout;

namespace halftone::ui {

/// What becomes of notices that were dismissed and are given again.
enum class Dismissed { StayAway, ComeBack };

/// Messages over the top of the parent, which they do not move, a line each; one that is already
/// there is not repeated. Above the notices of what is open, gravest first, of which all after the
/// third are folded away behind a button; below them those of what happened, newest on top, at most
/// three. So no message moves a notice, or takes its place.
class Banners : public QWidget {
    Q_OBJECT

public:
    explicit Banners(QWidget* parent);

    /// Says what happened. Taking an action dismisses the message.
    void add(MessageKind kind, const QString& sentence,
             const std::vector<BannerAction>& actions = {});
    /// A note of something done: it leaves after kPassingMs, or when the next one comes.
    void addPassing(const QString& sentence);
    /// It leaves now, as when another image opens.
    void endPassing();
    /// Of messages, not of notices; nothing where it is not there.
    void remove(const QString& sentence);
    /// Replaces all notices.
    void setNotices(std::vector<Notice> notices, Dismissed dismissed);
    /// Of the notices as they stand, for a parent that gives them a place of their own; 0 for none.
    [[nodiscard]] int noticesHeight() const;
    /// Of all, the ones folded away too, as they stand from top to bottom.
    [[nodiscard]] QStringList sentences() const;

    static constexpr int kPassingMs = 10'000;

Q_SIGNALS:
    /// A message, not a notice, is shown.
    void said(halftone::ui::MessageKind kind, const QString& sentence);
    /// The user closed the last of the notices.
    void noticesClosed();

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] QWidget* makeLine(const Notice& notice);
    void dismiss(QWidget* line);
    void fold();
    void place();

    QWidget* m_noticeBox;
    QVBoxLayout* m_notices;
    QToolButton* m_more; ///< folds and unfolds
    QVBoxLayout* m_messages;
    bool m_unfolded = false;
    QString m_passing; ///< one of the messages
    QTimer* m_passingTimer;
    QStringList m_dismissed; ///< notices
};

} // namespace halftone::ui
