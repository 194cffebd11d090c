// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <functional>
#include <vector>

class QVBoxLayout;

namespace halftone::ui {

enum class MessageKind { Note, Warning, Error };

/// Something a message offers to do, as a button beside it.
struct BannerAction {
    QString text;
    std::function<void()> call;
};

/// Messages inside the window: a sentence each, to be dismissed. Newest on top, at most three; a
/// sentence that is already there is not repeated.
class Banners : public QWidget {
    Q_OBJECT

public:
    explicit Banners(QWidget* parent = nullptr);

    /// Taking an action dismisses the message.
    void add(MessageKind kind, const QString& sentence,
             const std::vector<BannerAction>& actions = {});
    /// Removes all of a kind.
    void clear(MessageKind kind);
    [[nodiscard]] QStringList sentences() const;

private:
    void dismiss(QWidget* frame);

    QVBoxLayout* m_layout;
};

} // namespace halftone::ui
