// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "volume_window.h"

#include "core/base/atomic_file.h"
#include "core/base/version.h"
#include "ui/session/third_party.h"
#include "ui/widgets/window/about_dialog.h"

#include <QAction>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTabWidget>
#include <QTextBrowser>

using namespace halftone;
using namespace halftone::ui;

/// What the program says of itself, and the licences of what it is made of.
class TestAbout : public test::VolumeWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installModels(); }
    void cleanup() { m_window.reset(); }

    void namesVersionCommitAndMachine()
    {
        show();
        const QString version = m_about->findChild<QLabel*>(QStringLiteral("aboutVersion"))->text();
        QVERIFY2(version.contains(QStringLiteral("test")), qPrintable(version)); // the fixture's
        QVERIFY2(version.contains(QString::fromUtf8(commit().data())), qPrintable(version));
        const QString summary =
            m_about->findChild<QTextBrowser*>(QStringLiteral("aboutSummary"))->toPlainText();
        const pipeline::Runtime& runtime = m_window->options().runtime;
        QVERIFY(summary.contains(QString::fromLatin1(engine::toString(runtime.isa))));
        QVERIFY(summary.contains(QStringLiteral("thread")));
        QVERIFY(summary.contains(QString::fromLatin1(qVersion())));
        QVERIFY(summary.contains(QStringLiteral("not for diagnosis")));
        QVERIFY(summary.contains(QStringLiteral("DCMTK")));
        keep("about");
    }

    void everyLibraryHasItsWholeText()
    {
        show();
        choose(1);
        auto* list = m_about->findChild<QListWidget*>(QStringLiteral("licenceList"));
        auto* text = m_about->findChild<QPlainTextEdit*>(QStringLiteral("licenceText"));
        const std::vector<LicenceText> texts = licenceTexts(licenceFolder());
        QCOMPARE(list->count(), static_cast<int>(texts.size()));
        QVERIFY(list->count() > 15);
        bool sawApache = false;
        for (int row = 0; row < list->count(); ++row) {
            list->scrollToItem(list->item(row));
            QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                              list->visualItemRect(list->item(row)).center());
            QCOMPARE(list->currentRow(), row);
            if (!texts[static_cast<std::size_t>(row)].file.empty()) {
                QVERIFY2(text->toPlainText().size() > 400, qPrintable(list->item(row)->text()));
            }
            sawApache |=
                text->toPlainText().contains(QStringLiteral("END OF TERMS AND CONDITIONS"));
        }
        QVERIFY(sawApache);
        for (const char* name : {"Qt", "VTK", "ITK", "DCMTK", "libharu", "oneTBB"}) {
            const auto found = list->findItems(QString::fromLatin1(name), Qt::MatchStartsWith);
            QVERIFY2(!found.isEmpty(), name);
        }
        keep("about-licences");
    }

    void modelsHaveTheirLicences()
    {
        show();
        choose(2);
        auto* list = m_about->findChild<QListWidget*>(QStringLiteral("modelList"));
        auto* text = m_about->findChild<QPlainTextEdit*>(QStringLiteral("modelText"));
        for (const char* name : {"a-em", "b-cord", "c-ct"}) { // the fixture's
            QVERIFY2(!list->findItems(QString::fromLatin1(name), Qt::MatchContains).isEmpty(),
                     name);
        }
        QVERIFY(text->toPlainText().contains(QStringLiteral("Licence: ")));
        QVERIFY(text->toPlainText().contains(QStringLiteral("Trained on: ")));
        keep("about-models");
    }

    void damagedListsAreLeftOut()
    {
        QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        QCOMPARE(licenceTexts(root).size(), std::size_t{1}); // Halftone alone
        QVERIFY(readLicence(licenceTexts(root).front()).contains(QStringLiteral("LICENSE")));
        std::filesystem::create_directories(root / "third-party" / "licences");
        writeAtomically(root / "third-party" / "index.txt",
                        std::string_view("A | 1 | MIT | a.txt\nnonsense\nB | | Zlib | ../../x\n"
                                         "C | 2 | BSD | \n"));
        writeAtomically(root / "third-party" / "a.txt", std::string_view("the text\n"));
        const std::vector<LicenceText> texts = licenceTexts(root);
        QCOMPARE(texts.size(), std::size_t{4});
        QCOMPARE(readLicence(texts[1]), QStringLiteral("the text\n"));
        QCOMPARE(texts[2].file, root / "third-party" / "x"); // not outside of the folder
        QVERIFY(readLicence(texts[2]).contains(QStringLiteral("Cannot read")));
        QVERIFY(readLicence(texts[3]).contains(QStringLiteral("comes with the package")));
    }

private:
    void show()
    {
        makeWindow();
        for (QAction* action : m_window->actions()) {
            if (action->text() == QStringLiteral("&About Halftone")) {
                action->trigger();
            }
        }
        QTRY_VERIFY((m_about = m_window->findChild<AboutDialog*>()) != nullptr);
        QVERIFY(QTest::qWaitForWindowExposed(m_about));
    }

    void choose(int tab)
    {
        auto* bar = m_about->findChild<QTabWidget*>(QStringLiteral("aboutTabs"))->tabBar();
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(tab).center());
        QCOMPARE(bar->currentIndex(), tab);
    }

    void keep(const char* name)
    {
        test::keepPicture(m_about->grab().toImage(), QString::fromLatin1(name));
    }

    AboutDialog* m_about = nullptr;
};

HALFTONE_GUI_TEST_MAIN(TestAbout)
#include "tst_about.moc"
