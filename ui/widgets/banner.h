// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace halftone::ui {

enum class MessageKind { Note, Warning, Error };

/// Messages inside the window: a sentence each, to be dismissed. Newest on top, at most three; a
/// sentence that is already there is not repeated.
class Banners : public QWidget {
    Q_OBJECT

public:
    explicit Banners(QWidget* parent = nullptr);

    void add(MessageKind kind, const QString& sentence);
    /// Removes all of a kind.
    void clear(MessageKind kind);
    [[nodiscard]] QStringList sentences() const;

private:
    QVBoxLayout* m_layout;
};

} // namespace halftone::ui
