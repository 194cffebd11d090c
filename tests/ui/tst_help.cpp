// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "volume_window.h"

#include "ui/document/language.h"
#include "ui/widgets/controls/bindings.h"
#include "ui/widgets/window/help_dialog.h"

#include <QDesktopServices>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabBar>
#include <QTabWidget>
#include <QTextBlock>
#include <QTextBrowser>

using namespace halftone;
using namespace halftone::ui;

namespace {

constexpr int kLeastLetters = 3000; ///< of a page

QString sourceOf(const QString& file)
{
    QFile source(file);
    return source.open(QIODevice::ReadOnly) ? QString::fromUtf8(source.readAll()) : QString();
}

/// All places of a page that lead elsewhere.
QMap<QString, QTextCursor> linksOf(QTextBrowser& page)
{
    QMap<QString, QTextCursor> found;
    for (QTextBlock block = page.document()->begin(); block.isValid(); block = block.next()) {
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            const QTextFragment fragment = part.fragment();
            if (fragment.charFormat().isAnchor()) {
                QTextCursor cursor(page.document());
                cursor.setPosition(fragment.position() + fragment.length() / 2);
                found.insert(fragment.charFormat().anchorHref(), cursor);
            }
        }
    }
    return found;
}

} // namespace

/// The pages of resources/help in the window, as a person reads them.
class TestHelp : public test::VolumeWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        installModels();
        makeWindow();
    }
    void cleanupTestCase() { m_window.reset(); }
    void cleanup()
    {
        if (HelpDialog* open = dialog()) {
            open->close();
            QTRY_VERIFY(dialog() == nullptr);
        }
    }

    void eachEntryOfTheMenuOpensItsPage_data()
    {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("heading");
        QTest::newRow("start") << "Getting Started"
                               << "getting-started"
                               << "Getting started";
        QTest::newRow("tour") << "What the Window Can Do"
                              << "window"
                              << "What the window can do";
        QTest::newRow("faq") << "Questions and Answers"
                             << "faq"
                             << "Questions and answers";
    }
    void eachEntryOfTheMenuOpensItsPage()
    {
        QFETCH(const QString, entry);
        QFETCH(const QString, page);
        QFETCH(const QString, heading);
        choose(entry);
        QCOMPARE(shown()->objectName(), page);
        const QString text = shown()->toPlainText();
        QVERIFY2(text.startsWith(heading + QChar(u'\n')), qPrintable(text.left(80)));
        QVERIFY2(text.size() > kLeastLetters, qPrintable(QString::number(text.size())));
        QVERIFY(!text.contains(QStringLiteral("**")) && !text.contains(QStringLiteral("](")));
        test::keepPicture(dialog()->grab().toImage(), QStringLiteral("help-") + page);
        // Again, and another one, in the same dialog.
        const HelpDialog* first = dialog();
        choose(QStringLiteral("Questions and Answers"));
        QCOMPARE(dialog(), first);
        QCOMPARE(shown()->objectName(), QStringLiteral("faq"));
    }

    void linksLeadFromPageToPage()
    {
        choose(QStringLiteral("Getting Started"));
        click(QStringLiteral("faq.md"));
        QCOMPARE(shown()->objectName(), QStringLiteral("faq"));
        click(QStringLiteral("getting-started.md"));
        QCOMPARE(shown()->objectName(), QStringLiteral("getting-started"));
        click(QStringLiteral("window.md"));
        QCOMPARE(shown()->objectName(), QStringLiteral("window"));
        auto* bar = tabs()->tabBar();
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(0).center());
        QCOMPARE(shown()->objectName(), QStringLiteral("getting-started"));
    }

    void otherLinksOpenOnceTheyAreClicked()
    {
        choose(QStringLiteral("Getting Started"));
        QDesktopServices::setUrlHandler(QStringLiteral("https"), this, "keep");
        shown()->setMarkdown(QStringLiteral("[elsewhere](https://halftone.example/a)"));
        QVERIFY(m_opened.isEmpty());
        click(QStringLiteral("https://halftone.example/a"));
        QDesktopServices::unsetUrlHandler(QStringLiteral("https"));
        QCOMPARE(m_opened, QUrl(QStringLiteral("https://halftone.example/a")));
        QCOMPARE(shown()->objectName(), QStringLiteral("getting-started"));
    }

    void wordsAreFound()
    {
        choose(QStringLiteral("Questions and Answers"));
        auto* find = dialog()->findChild<QLineEdit*>(QStringLiteral("helpFind"));
        QTest::mouseClick(find, Qt::LeftButton);
        QTest::keyClicks(find, QStringLiteral("hausdorff"));
        QCOMPARE(shown()->textCursor().selectedText().toLower(), QStringLiteral("hausdorff"));
        QVERIFY(find->hasFocus());
        const int first = shown()->textCursor().selectionStart();
        QTest::keyClick(find, Qt::Key_Return); // the next one, or round to the first
        QCOMPARE(shown()->textCursor().selectedText().toLower(), QStringLiteral("hausdorff"));
        find->clear();
        QTest::keyClicks(find, QStringLiteral("graphics"));
        QVERIFY(shown()->textCursor().selectionStart() < first);
        auto* said = dialog()->findChild<QLabel*>(QStringLiteral("helpSaid"));
        QVERIFY(said->text().isEmpty());
        QTest::keyClicks(find, QStringLiteral("xyz"));
        QVERIFY(!said->text().isEmpty());
        auto* close = dialog()->findChild<QPushButton*>(QStringLiteral("helpClose"));
        QTest::mouseClick(close, Qt::LeftButton);
        QTRY_VERIFY(dialog() == nullptr);
    }

    /// In every language: links that lead somewhere, keys that exist.
    void pagesAreTrue()
    {
        QSet<QString> known;
        for (const Binding& row : bindings()) {
            for (const QKeySequence& key : row.keys) {
                known << key.toString(QKeySequence::PortableText);
            }
        }
        static const QRegularExpression spans(QStringLiteral("`([^`\n]+)`"));
        static const QRegularExpression keys(
            QStringLiteral("^(((Ctrl|Shift|Alt)\\+)+(F\\d+|.)|F\\d+|[A-Z0-9,.\\\\+\\[\\]-])$"));
        static const QRegularExpression links(QStringLiteral("\\]\\(([^)]*)\\)"));
        int count = 0;
        const QStringList files = QDir(QStringLiteral(":/help")).entryList();
        QVERIFY(files.size() >= 2 * static_cast<int>(kHelpPages.size()));
        for (const QString& name : files) {
            const QString text = sourceOf(QStringLiteral(":/help/") + name);
            for (auto found = spans.globalMatch(text); found.hasNext();) {
                const QString span = found.next().captured(1);
                if (keys.match(span).hasMatch()) {
                    ++count;
                    QVERIFY2(known.contains(span), qPrintable(name + QStringLiteral(": ") + span));
                }
            }
            for (auto found = links.globalMatch(text); found.hasNext();) {
                const QString link = found.next().captured(1);
                QVERIFY2(files.contains(link), qPrintable(name + QStringLiteral(": ") + link));
            }
        }
        QVERIFY(count > 100);
    }

    /// Last: the language stays.
    void germanPagesAreThere()
    {
        QStringList english;
        for (const HelpPage page : kHelpPages) {
            english << sourceOf(helpFile(page));
        }
        speak(QStringLiteral("de"));
        m_window.reset();
        makeWindow();
        showHelp(m_window.get(), HelpPage::Questions);
        QVERIFY(QTest::qWaitForWindowExposed(dialog()));
        QVERIFY(shown()->toPlainText().startsWith(QStringLiteral("Fragen und Antworten\n")));
        test::keepPicture(dialog()->grab().toImage(), QStringLiteral("help-german"));
        click(QStringLiteral("getting-started.de.md"));
        QVERIFY(shown()->toPlainText().startsWith(QStringLiteral("Erste Schritte\n")));
        // The same headings and questions, and commands letter by letter.
        static const QRegularExpression begins(QStringLiteral("^(#+ |\\*\\*|    |\\d\\. )"),
                                               QRegularExpression::MultilineOption);
        static const QRegularExpression commands(QStringLiteral("^    .*$"),
                                                 QRegularExpression::MultilineOption);
        for (const HelpPage page : kHelpPages) {
            const QString own = sourceOf(helpFile(page));
            const QString theirs = english[static_cast<int>(page)];
            QVERIFY(own != theirs);
            QCOMPARE(own.count(begins), theirs.count(begins));
            auto mine = commands.globalMatch(own);
            for (auto each = commands.globalMatch(theirs); each.hasNext();) {
                QVERIFY(mine.hasNext());
                QCOMPARE(mine.next().captured(), each.next().captured());
            }
        }
    }

public Q_SLOTS:
    void keep(const QUrl& link) { m_opened = link; }

private:
    QUrl m_opened;

    HelpDialog* dialog() { return m_window->findChild<HelpDialog*>(); }
    QTabWidget* tabs() { return dialog()->findChild<QTabWidget*>(QStringLiteral("helpTabs")); }
    QTextBrowser* shown() { return static_cast<QTextBrowser*>(tabs()->currentWidget()); }

    /// In the menu Help, by the mouse.
    void choose(const QString& entry)
    {
        QMenuBar* bar = m_window->findChild<QMenuBar*>();
        m_window->activateWindow();
        QAction* help = bar->actions().back();
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->actionGeometry(help).center());
        QTRY_VERIFY(help->menu()->isVisible());
        for (QAction* action : help->menu()->actions()) {
            if (action->text().remove(QChar(u'&')) == entry) {
                QTest::mouseClick(help->menu(), Qt::LeftButton, {},
                                  help->menu()->actionGeometry(action).center());
            }
        }
        QTRY_VERIFY(dialog() != nullptr);
        QVERIFY(QTest::qWaitForWindowExposed(dialog()));
    }

    /// On a link of the page that is shown.
    void click(const QString& link)
    {
        const QMap<QString, QTextCursor> links = linksOf(*shown());
        QVERIFY2(links.contains(link), qPrintable(link));
        QTextCursor cursor = links[link];
        shown()->setTextCursor(cursor);
        shown()->ensureCursorVisible();
        QTest::mouseClick(shown()->viewport(), Qt::LeftButton, {},
                          shown()->cursorRect(cursor).center());
    }
};

HALFTONE_GUI_TEST_MAIN(TestHelp)
#include "tst_help.moc"
