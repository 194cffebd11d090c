// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "volume_window.h"

#include "ui/widgets/window/log_window.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTimer>

using namespace halftone;
using namespace halftone::ui;
using test::kTimeoutMs;

/// The log of a window: what it holds, and what people do with it.
class TestLogWindow : public test::VolumeWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        installModels();
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("Doe Jane")));
        image::writeImage(toPath(path("Doe Jane/scan.nii")),
                          test::volume(test::patientGrid({16, 16, 3}, {1, 1, 1}),
                                       [](int i, int j, int k) { return i + j * k; }));
        makeWindow();
        OpenRequest request;
        request.image = toPath(path("Doe Jane/scan.nii"));
        request.model = "c-ct";
        change([&] { session().open(request); });
        waitUntilSettled();
        press(Qt::Key_0, Qt::ControlModifier);
        QTRY_VERIFY(log() != nullptr && log()->isVisible());
    }
    void cleanupTestCase() { m_window.reset(); }
    void cleanup()
    {
        find<QLineEdit>("logFilter")->clear();
        find<QComboBox>("logLeast")->setCurrentIndex(0);
        find<QCheckBox>("logFolders")->setChecked(false);
    }

    void saysWhatWasOpenedAndWhatFailed()
    {
        QVERIFY2(text().contains(QStringLiteral("Open: scan.nii, 16")), qPrintable(text()));
        QSignalSpy failed(&session().opener(), &Opener::failed);
        m_window->openPath(path("Doe Jane/missing.nii"));
        QVERIFY(failed.wait(kTimeoutMs));
        QTRY_VERIFY(text().contains(QStringLiteral("missing.nii")));
        QTRY_VERIFY(text().contains(QStringLiteral("  error  ")));
        test::keepPicture(log()->grab().toImage(), QStringLiteral("log"));
    }

    void foldersAreShownOnRequestAlone()
    {
        QVERIFY(!text().contains(QStringLiteral("Doe Jane")));
        m_window->log().add(LogLevel::Info,
                            QStringLiteral("Saved to %1.").arg(path("Doe Jane/m.nii")));
        QTRY_VERIFY(text().contains(QStringLiteral("Saved to m.nii.")));
        QTest::mouseClick(find<QCheckBox>("logFolders"), Qt::LeftButton, {}, QPoint(12, 12));
        QVERIFY(text().contains(QStringLiteral("Doe Jane")));
        QTest::mouseClick(find<QCheckBox>("logFolders"), Qt::LeftButton, {}, QPoint(12, 12));
        QVERIFY(!text().contains(QStringLiteral("Doe Jane")));
        // What is left out is not found, either.
        QTest::keyClicks(find<QLineEdit>("logFilter"), QStringLiteral("doe"));
        QCOMPARE(text(), QString());
    }

    void filtersByWordsAndByGravity()
    {
        m_window->log().add(LogLevel::Info, QStringLiteral("green apples"));
        m_window->log().add(LogLevel::Warning, QStringLiteral("red APPLES"));
        m_window->log().add(LogLevel::Error, QStringLiteral("red pears"));
        QTest::keyClicks(find<QLineEdit>("logFilter"), QStringLiteral("apples"));
        QTRY_COMPARE(lines(), 2);
        find<QComboBox>("logLeast")->setFocus();
        QTest::keyClick(find<QComboBox>("logLeast"), Qt::Key_Down);
        QCOMPARE(lines(), 1);
        QVERIFY(text().contains(QStringLiteral("red APPLES")));
        QTest::keyClick(find<QComboBox>("logLeast"), Qt::Key_Down);
        QCOMPARE(text(), QString());
        find<QLineEdit>("logFilter")->clear();
        QVERIFY(text().contains(QStringLiteral("red pears"))
                && !text().contains(QStringLiteral("APPLES")));
        // What comes later is filtered, too.
        m_window->log().add(LogLevel::Info, QStringLiteral("a plum"));
        m_window->log().add(LogLevel::Error, QStringLiteral("a nut"));
        QTRY_VERIFY(text().contains(QStringLiteral("a nut")));
        QVERIFY(!text().contains(QStringLiteral("a plum")));
    }

    void copiesWhatIsSelectedOrAll()
    {
        m_window->log().add(LogLevel::Info, QStringLiteral("to be copied"));
        QTest::keyClicks(find<QLineEdit>("logFilter"), QStringLiteral("to be copied"));
        QTRY_COMPARE(lines(), 1);
        QTest::mouseClick(find<QPushButton>("logCopy"), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), text());
        QTextCursor cursor = view()->textCursor();
        cursor.setPosition(2);
        cursor.setPosition(5, QTextCursor::KeepAnchor);
        view()->setTextCursor(cursor);
        QTest::mouseClick(find<QPushButton>("logCopy"), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), text().mid(2, 3));
    }

    void savesWhatIsSeen()
    {
        QTest::keyClicks(find<QLineEdit>("logFilter"), QStringLiteral("Open:"));
        QVERIFY(lines() > 0);
        QTimer::singleShot(0, this, [&] {
            QFileDialog* dialog = nullptr;
            QTRY_VERIFY((dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget()))
                        != nullptr);
            dialog->findChild<QLineEdit*>()->setText(path("log.txt"));
            static_cast<QDialog*>(dialog)->accept(); // public there
        });
        QTest::mouseClick(find<QPushButton>("logSave"), Qt::LeftButton);
        QFile file(path("log.txt"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()), text() + QChar(u'\n'));
    }

    void clears()
    {
        QVERIFY(lines() > 1);
        QTest::mouseClick(find<QPushButton>("logClear"), Qt::LeftButton);
        QCOMPARE(text(), QString());
        m_window->log().add(LogLevel::Info, QStringLiteral("after"));
        QTRY_COMPARE(lines(), 1);
        // The same window again, not another one.
        QTest::mouseClick(find<QPushButton>("logClose"), Qt::LeftButton);
        QVERIFY(!log()->isVisible());
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        press(Qt::Key_0, Qt::ControlModifier);
        QTRY_VERIFY(log()->isVisible());
        QCOMPARE(m_window->findChildren<LogWindow*>().size(), 1);
    }

private:
    LogWindow* log() { return m_window->findChild<LogWindow*>(); }
    template <typename Widget>
    Widget* find(const char* name)
    {
        return log()->findChild<Widget*>(QString::fromLatin1(name));
    }
    QPlainTextEdit* view() { return find<QPlainTextEdit>("logText"); }
    QString text() { return view()->toPlainText(); }
    int lines() { return text().isEmpty() ? 0 : static_cast<int>(text().count(QChar(u'\n'))) + 1; }
};

HALFTONE_GUI_TEST_MAIN(TestLogWindow)
#include "tst_log_window.moc"
