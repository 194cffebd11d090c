// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/help_dialog.h"

#include "ui/document/language.h"
#include "ui/widgets/controls/theme.h"

#include <QDesktopServices>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QTabWidget>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextCursor>
#include <QTextDocument>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace halftone::ui {

namespace {

constexpr QSize kSize(820, 680);
constexpr int kTitleBar = 60; ///< of a dialog, with some air
constexpr double kGap = 7;    ///< above a paragraph
constexpr double kHeadingGap = 16;

/// Qt sets what it read from Markdown without a gap between paragraphs.
void spread(QTextDocument& document)
{
    QTextCursor cursor(&document);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextBlockFormat format = block.blockFormat();
        const bool isCode = format.hasProperty(QTextFormat::BlockCodeFence)
                            || format.hasProperty(QTextFormat::BlockCodeLanguage);
        if (isCode || block.textList() != nullptr) {
            continue; // lines of one piece
        }
        format.setTopMargin(format.headingLevel() > 0 ? kHeadingGap : kGap);
        cursor.setPosition(block.position());
        cursor.setBlockFormat(format);
    }
}

/// The name of its file, without ".md".
QString nameOf(HelpPage page)
{
    switch (page) {
    case HelpPage::GettingStarted: return QStringLiteral("getting-started");
    case HelpPage::Tour: return QStringLiteral("window");
    case HelpPage::Questions: return QStringLiteral("faq");
    }
    return {};
}

QString readPage(HelpPage page)
{
    QFile file(helpFile(page));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

QString helpFile(HelpPage page)
{
    const QString stem = QStringLiteral(":/help/") + nameOf(page);
    const QString translated =
        QStringLiteral("%1.%2.md").arg(stem, locale().name().section(u'_', 0, 0));
    return QFile::exists(translated) ? translated : stem + QStringLiteral(".md");
}

HelpDialog::HelpDialog(QWidget* parent)
    : QDialog(parent), m_tabs(new QTabWidget(this)), m_find(new QLineEdit(this)),
      m_said(theme::label({}, "small", this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("help"));
    setWindowTitle(tr("Help"));
    m_tabs->setObjectName(QStringLiteral("helpTabs"));
    m_tabs->setDocumentMode(true);
    const std::array titles{tr("Getting started"), tr("The window"), tr("Questions and answers")};
    for (const HelpPage page : kHelpPages) {
        auto* text = new QTextBrowser;
        text->setObjectName(nameOf(page));
        text->setOpenLinks(false);
        text->setMarkdown(readPage(page));
        spread(*text->document());
        const QString& title = titles[static_cast<std::size_t>(page)];
        text->setAccessibleName(title);
        connect(text, &QTextBrowser::anchorClicked, this, &HelpDialog::follow);
        m_tabs->addTab(text, title);
    }
    m_find->setObjectName(QStringLiteral("helpFind"));
    m_find->setPlaceholderText(tr("Find on this page"));
    m_find->setAccessibleName(m_find->placeholderText());
    m_find->setClearButtonEnabled(true);
    m_said->setObjectName(QStringLiteral("helpSaid"));
    auto* close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("helpClose"));
    close->setAutoDefault(false);

    auto* bottom = new QHBoxLayout;
    bottom->setSpacing(8);
    bottom->addWidget(m_find, 1);
    bottom->addWidget(m_said, 1);
    bottom->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_tabs, 1);
    layout->addLayout(bottom);
    const QSize room = screen()->availableSize();
    resize(std::min(kSize.width(), room.width()),
           std::min(kSize.height(), room.height() - kTitleBar));

    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_find, &QLineEdit::returnPressed, this, &HelpDialog::findNext);
    connect(m_find, &QLineEdit::textChanged, this, [this] {
        QTextCursor start = current()->textCursor();
        start.setPosition(start.selectionStart()); // longer words are found where they began
        current()->setTextCursor(start);
        findNext();
    });
    connect(m_tabs, &QTabWidget::currentChanged, m_said, &QLabel::clear);
}

void HelpDialog::showPage(HelpPage page)
{
    m_tabs->setCurrentIndex(static_cast<int>(page));
    current()->setFocus();
}

QTextBrowser* HelpDialog::current() const
{
    return static_cast<QTextBrowser*>(m_tabs->currentWidget());
}

void HelpDialog::follow(const QUrl& link)
{
    if (!link.isRelative()) {
        QDesktopServices::openUrl(link);
        return;
    }
    // Pages name each other by their files, in any language: "faq.md", "faq.de.md".
    const QString name = link.path().section(u'.', 0, 0);
    for (const HelpPage page : kHelpPages) {
        if (nameOf(page) == name) {
            showPage(page);
        }
    }
}

void HelpDialog::findNext()
{
    m_said->clear();
    QTextBrowser* text = current();
    if (m_find->text().isEmpty() || text->find(m_find->text())) {
        return;
    }
    const QTextCursor before = text->textCursor();
    text->moveCursor(QTextCursor::Start);
    if (!text->find(m_find->text())) {
        text->setTextCursor(before);
        m_said->setText(tr("Not on this page."));
    }
}

void showHelp(QWidget* window, HelpPage page)
{
    auto* dialog = window->findChild<HelpDialog*>();
    if (dialog == nullptr) {
        dialog = new HelpDialog(window);
    }
    dialog->showPage(page);
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

} // namespace halftone::ui
