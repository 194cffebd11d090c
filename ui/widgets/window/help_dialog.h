// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

#include <array>

class QLabel;
class QLineEdit;
class QTabWidget;
class QTextBrowser;
class QUrl;

namespace halftone::ui {

/// A page of resources/help, in the order of the tabs.
enum class HelpPage { GettingStarted, Tour, Questions };
inline constexpr std::array kHelpPages{HelpPage::GettingStarted, HelpPage::Tour,
                                       HelpPage::Questions};

/// The resource that holds a page as Markdown: in the window's language, else in English.
[[nodiscard]] QString helpFile(HelpPage page);

/// The pages of help, whose files are those that the README leads to. They need no network: a link
/// from page to page turns to that tab, any other opens in the browser once it is clicked. Deletes
/// itself when it is closed.
class HelpDialog : public QDialog {
    Q_OBJECT

public:
    explicit HelpDialog(QWidget* parent);

    void showPage(HelpPage page);

private:
    [[nodiscard]] QTextBrowser* current() const;
    void follow(const QUrl& link);
    /// Selects the next place of what is looked for, from the top where there is none below.
    void findNext();

    QTabWidget* m_tabs;
    QLineEdit* m_find;
    QLabel* m_said; ///< that nothing was found
};

/// Opens a page in the dialog of this window, of which there is one.
void showHelp(QWidget* window, HelpPage page);

} // namespace halftone::ui
