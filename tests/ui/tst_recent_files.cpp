// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "window_fixture.h"

#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

#include <functional>

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

    void dialogsBeginWhereTheLastOfTheirKindEnded()
    {
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        const QString images = m_folder.filePath(QStringLiteral("images"));
        const QString models = m_folder.filePath(QStringLiteral("models"));
        QVERIFY(QDir().mkpath(images) && QDir().mkpath(models));
        QVERIFY(QFile::copy(file("good.nii"), images + QStringLiteral("/one.nii")));
        FileFolders& folders = m_window->folders();
        folders.remember(FileKind::Model, models + QStringLiteral("/m.halftone"));
        QSignalSpy opened(&session(), &Session::caseChanged);
        answer([&](QFileDialog& dialog) {
            dialog.setDirectory(images);
            choose(dialog, images + QStringLiteral("/one.nii"));
        });
        QTest::keyClick(m_window.get(), Qt::Key_O, Qt::ControlModifier);
        QVERIFY(!opened.isEmpty() || opened.wait(kTimeoutMs));
        QString begun;
        const auto look = [&](QFileDialog& dialog) {
            begun = dialog.directory().absolutePath();
            dialog.reject();
        };
        answer(look);
        QTest::keyClick(m_window.get(), Qt::Key_O, Qt::ControlModifier);
        QCOMPARE(begun, images);
        QCOMPARE(folders.of(FileKind::Model), models); // each kind its own
        QCOMPARE(QSettings().value(QStringLiteral("folders/image")).toString(), images);
        // After a start, too.
        FileFolders later([] { return true; });
        QCOMPARE(later.of(FileKind::Image), images);
        QVERIFY(QDir(models).removeRecursively());
        QCOMPARE(later.of(FileKind::Model), QString()); // gone
    }

    void foldersAreNotKeptWhereImagesAreNot()
    {
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        const QString images = m_folder.filePath(QStringLiteral("secret"));
        QVERIFY(QDir().mkpath(images));
        QVERIFY(QFile::copy(file("good.nii"), images + QStringLiteral("/two.nii")));
        m_window->folders().remember(FileKind::Mask, images + QStringLiteral("/m.nii"));
        QVERIFY(QSettings().contains(QStringLiteral("folders/mask")));
        item("&Keep This List")->trigger();
        QVERIFY(!QSettings().contains(QStringLiteral("folders/mask")));
        QSignalSpy opened(&session(), &Session::caseChanged);
        answer([&](QFileDialog& dialog) {
            dialog.setDirectory(images);
            choose(dialog, images + QStringLiteral("/two.nii"));
        });
        QTest::keyClick(m_window.get(), Qt::Key_O, Qt::ControlModifier);
        QVERIFY(!opened.isEmpty() || opened.wait(kTimeoutMs));
        QCOMPARE(m_window->folders().of(FileKind::Image), images); // while the window lives
        for (const QString& key : QSettings().allKeys()) {
            QVERIFY2(!QSettings().value(key).toString().contains(QStringLiteral("secret")),
                     qPrintable(key));
        }
        // Nor does Qt's own dialog write it down.
        QSettings qts(QSettings::UserScope, QStringLiteral("QtProject"));
        for (const QString& key : qts.allKeys()) {
            QVERIFY2(
                !qts.value(key).toStringList().join(QChar(u' ')).contains(QStringLiteral("secret")),
                qPrintable(key));
        }
    }

private:
    static void choose(QFileDialog& dialog, const QString& path)
    {
        dialog.findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
        QMetaObject::invokeMethod(&dialog, "accept", Qt::DirectConnection);
    }

    /// Answers the next file dialog, in the event loop that it runs.
    void answer(const std::function<void(QFileDialog&)>& call)
    {
        auto* timer = new QTimer(m_window.get());
        connect(timer, &QTimer::timeout, timer, [timer, call] {
            if (auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget())) {
                timer->stop();
                timer->deleteLater();
                call(*dialog);
            }
        });
        timer->start(20);
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

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
