// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

namespace halftone::ui {

/// A card that is opened beside something and goes when anything else is clicked, or by Escape. It
/// stays on the screen of what it is opened beside.
class PopupCard : public QFrame {
public:
    explicit PopupCard(QWidget* parent);

    /// Left of `widget`, its top beside that of `line`, as far as the screen has room.
    void openBeside(const QWidget& widget, const QWidget& line);
};

} // namespace halftone::ui
