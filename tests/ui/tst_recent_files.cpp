// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "window_fixture.h"

#include <QMenu>
#include <QSettings>
#include <QTemporaryDir>

using namespace halftone;
using namespace halftone::ui;
using test::kTimeoutMs;

/// The list of recent images: what could be opened, until the user clears it or wants none.
class TestRecentFiles : public test::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        QCoreApplication::setOrganizationName(QStringLiteral("halftone-test"));
        QCoreApplication::setApplicationName(QStringLiteral("recent"));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope,
                           m_folder.filePath(QStringLiteral("settings")));
        m_models = std::make_unique<test::RandomModelFolder>(test::kModelWidth);
        const Geometry grid{{32, 32, 1}};
        image::writeImage(
            file("good.nii").toStdString(),
            Image{.geometry = grid, .voxels = std::vector<std::int16_t>(grid.voxels(), 7)});
        QFile broken(file("broken.nii"));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("no image");
    }
    void init()
    {
        QSettings().clear();
        makeWindow();
        // As users have it; windows of tests keep nothing.
        m_window->recentFiles() = RecentFiles(true);
    }
    void cleanup() { m_window.reset(); }

    void listsWhatCouldBeOpened()
    {
        QCOMPARE(texts(), QStringList{QStringLiteral("none yet")});
        open("good.nii");
        QCOMPARE(texts(), QStringList{QStringLiteral("good.nii")});
        fail("broken.nii");
        QCOMPARE(texts(), QStringList{QStringLiteral("good.nii")});
        fail("missing.nii");
        QCOMPARE(texts(), QStringList{QStringLiteral("good.nii")});
        // One that is gone leaves the list when it is asked for.
        QVERIFY(QFile::rename(file("good.nii"), file("moved.nii")));
        fail("good.nii");
        QCOMPARE(texts(), QStringList{QStringLiteral("none yet")});
        QVERIFY(QFile::rename(file("moved.nii"), file("good.nii")));
    }

    void isClearedAndKeptEmpty()
    {
        open("good.nii");
        item("&Clear")->trigger();
        QCOMPARE(texts(), QStringList{QStringLiteral("none yet")});
        QVERIFY(!item("&Clear")->isEnabled());
        item("&Keep This List")->trigger();
        open("good.nii");
        QCOMPARE(texts(), QStringList{QStringLiteral("none yet")});
        QVERIFY(!QSettings().allKeys().contains(QStringLiteral("recentFiles")));
        QVERIFY(!item("&Keep This List")->isChecked());
        item("&Keep This List")->trigger();
        open("good.nii");
        QCOMPARE(texts(), QStringList{QStringLiteral("good.nii")});
    }

private:
    QString file(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    void open(const char* name)
    {
        QSignalSpy opened(&session(), &Session::caseChanged);
        m_window->openPath(file(name));
        QVERIFY(opened.wait(kTimeoutMs));
    }

    void fail(const char* name)
    {
        QSignalSpy failed(&session().opener(), &Opener::failed);
        m_window->openPath(file(name));
        QVERIFY(failed.wait(kTimeoutMs));
    }

    /// The submenu as it opens.
    QMenu* menu()
    {
        for (auto* menu : m_window->findChildren<QMenu*>()) {
            if (menu->title() == QStringLiteral("&Recent Images")) {
                Q_EMIT menu->aboutToShow();
                return menu;
            }
        }
        return nullptr;
    }

    /// What stands above the separator.
    QStringList texts()
    {
        QStringList found;
        for (const QAction* action : menu()->actions()) {
            if (action->isSeparator()) {
                break;
            }
            found.push_back(action->text());
        }
        return found;
    }

    QAction* item(const char* text)
    {
        for (QAction* action : menu()->actions()) {
            if (action->text() == QString::fromLatin1(text)) {
                return action;
            }
        }
        return nullptr;
    }

    QTemporaryDir m_folder;
};

HALFTONE_GUI_TEST_MAIN(TestRecentFiles)
#include "tst_recent_files.moc"
