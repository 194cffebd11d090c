// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QMenuBar;

namespace halftone::ui {

/// The top of the window: the brand, the menus, the pages of the centre (once there are two), and
/// what is open.
class Header : public QWidget {
    Q_OBJECT

public:
    explicit Header(QWidget* parent = nullptr);

    [[nodiscard]] QMenuBar* menuBar() { return m_menuBar; }
    /// A name of the image and its geometry.
    void setSummary(const QString& text);
    /// Pages are numbered from 0 in the order in which they are added; the first is chosen.
    void addPage(const QString& name, const QString& explanation);
    /// As a click on its name would.
    void choosePage(int page);

Q_SIGNALS:
    void pageChosen(int page);

private:
    QMenuBar* m_menuBar;
    QHBoxLayout* m_pageRow;
    QButtonGroup* m_pages;
    QLabel* m_summary;
};

} // namespace halftone::ui
