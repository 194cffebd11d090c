// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRadioButton>

namespace halftone::ui {

/// A choice in a column of a fixed width: a text that larger letters make too long ends in an
/// ellipsis, and the tooltip has all of it.
class ElidingRadio : public QRadioButton {
    Q_OBJECT

public:
    using QRadioButton::QRadioButton;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void showTip();

    QString m_tip; ///< as this class set it: another one's stays
};

} // namespace halftone::ui
