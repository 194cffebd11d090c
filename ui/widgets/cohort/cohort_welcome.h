// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <initializer_list>

class QPushButton;

namespace halftone::ui {

/// What stands before a cohort is open: what one is, what a list of cases looks like, how to begin.
class CohortWelcome : public QWidget {
    Q_OBJECT

public:
    explicit CohortWelcome(QWidget* parent = nullptr);

    /// The example, as it is copied.
    [[nodiscard]] static QString example();

Q_SIGNALS:
    void listRequested();
    void folderRequested();

private:
    void layOut(std::initializer_list<QWidget*> parts, std::initializer_list<QPushButton*> row);
};

} // namespace halftone::ui
