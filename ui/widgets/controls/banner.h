// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <functional>
#include <vector>

class QToolButton;
class QVBoxLayout;

namespace halftone::ui {

/// From what may be overlooked to what must not be.
enum class MessageKind { Note, Warning, Severe, Error };

/// Something a message offers to do, as a button beside it.
struct BannerAction {
    QString text;
    std::function<void()> call;
};

/// A sentence about what is open, which is true for as long as that is.
struct Notice {
    MessageKind kind = MessageKind::Note;
    QString sentence;
    std::vector<BannerAction> actions{};
};

/// What becomes of notices that were dismissed and are given again.
enum class Dismissed { StayAway, ComeBack };

/// Messages inside the window, to be dismissed, a sentence each; one that is already there is not
/// repeated. Above those of what happened, newest on top, at most three; below the notices of what
/// is open, gravest first, of which all after the third are folded away behind a button.
class Banners : public QWidget {
    Q_OBJECT

public:
    explicit Banners(QWidget* parent = nullptr);

    /// Says what happened. Taking an action dismisses the message.
    void add(MessageKind kind, const QString& sentence,
             const std::vector<BannerAction>& actions = {});
    /// Of messages, not of notices; nothing where it is not there.
    void remove(const QString& sentence);
    /// Replaces all notices.
    void setNotices(std::vector<Notice> notices, Dismissed dismissed);
    /// Of all, the ones folded away too, as they stand from top to bottom.
    [[nodiscard]] QStringList sentences() const;

private:
    [[nodiscard]] QWidget* makeFrame(const Notice& notice);
    void dismiss(QWidget* frame);
    void fold();

    QVBoxLayout* m_messages;
    QVBoxLayout* m_notices;
    QToolButton* m_more; ///< folds and unfolds
    bool m_unfolded = false;
    QStringList m_dismissed; ///< notices
};

} // namespace halftone::ui
