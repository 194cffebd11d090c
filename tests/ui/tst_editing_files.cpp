// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "editing_window.h"

#include "core/image/image_io.h"

#include <QFileDialog>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

/// Edited masks are saved, and nobody loses them without being asked.
class TestEditingFiles : public EditingWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        installModels();
        Image other = editedVolume();
        other.geometry.originMm = {0, 0, 0};
        image::writeImage(toPath(path("other.nii.gz")), other);
    }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup()
    {
        m_asked = 0;
        m_window.reset();
    }

    void saveMaskWritesWhatIsSeen()
    {
        beginPainted();
        const LabelMap expected = editedMap();
        QVERIFY(edited().isUnsaved());
        QString proposed;
        whenModal<QFileDialog>([&](QFileDialog& dialog) {
            proposed = QFileInfo(dialog.selectedFiles().front()).fileName();
            choose(dialog, "mine.nii.gz");
        });
        press(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!edited().isUnsaved(), kTimeoutMs);
        QCOMPARE(proposed, QStringLiteral("scan-c-ct-edited.nii.gz"));
        const LabelMap read = image::readLabelMap(toPath(path("mine.nii.gz")));
        QVERIFY(read.voxels == expected.voxels);
        QVERIFY(read.geometry.sameGrid(document().baseImage()->geometry));
        // Edited it still is, and one more stroke is unsaved again.
        QVERIFY(edited().isEdited());
        paint({5, 5, sliceHere()});
        QVERIFY(edited().isUnsaved());
    }

    void theMaskOfTheBrushIsSaved()
    {
        beginPainted();
        const LayerId lower = editing().target()->id;
        const LabelMap expected = editedMap();
        press(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier); // another one, above it
        QVERIFY(editing().target()->id != lower);
        editing().setTarget(lower);
        whenModal<QFileDialog>([&](QFileDialog& dialog) { choose(dialog, "lower.nii.gz"); });
        press(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!edited().isUnsaved(), kTimeoutMs);
        QVERIFY(image::readLabelMap(toPath(path("lower.nii.gz"))).voxels == expected.voxels);
    }

    void aSurfaceIsOfTheEditedMaskAndSavesNoWork()
    {
        beginPainted();
        QString proposed;
        whenModal<QFileDialog>([&](QFileDialog& dialog) {
            proposed = QFileInfo(dialog.selectedFiles().front()).fileName();
            choose(dialog, "mine.stl");
        });
        QSignalSpy saved(&session().saver(), &MaskSaver::saved);
        // Whatever row is selected: it is what is seen.
        m_window->studyPanel().layers().choose(document().base()->id);
        action(Command::SaveSurface)->trigger();
        QVERIFY(saved.count() == 1 || saved.wait(kTimeoutMs));
        QVERIFY2(proposed.endsWith(QStringLiteral("-edited.stl")), qPrintable(proposed));
        QVERIFY(QFile::exists(path("mine.stl")));
        QVERIFY(edited().isUnsaved());
    }

    void aSaveThatFailsKeepsTheWindowOpen()
    {
        begin();
        QSignalSpy failed(&session().saver(), &MaskSaver::unsuited);
        session().saveMask(toPath(path("mine.dcm"))); // of an image that is no DICOM
        QVERIFY(session().saver().isBusy());
        m_window->close();
        QVERIFY(failed.count() == 1 || failed.wait(kTimeoutMs));
        QTest::qWait(50);
        QVERIFY(m_window->isVisible());
    }

    void openingAsks_data() { answers(); }
    void openingAsks()
    {
        QFETCH(int, answer);
        beginPainted();
        const auto before = document().baseImage();
        const LabelMap expected = editedMap();
        answerWith(answer, "kept-opening.nii.gz");
        QSignalSpy changed(&session(), &Session::caseChanged);
        m_window->openPath(path("other.nii.gz"));
        if (answer == QMessageBox::Cancel) {
            QCOMPARE(m_asked, 1);
            QVERIFY(document().baseImage() == before);
            QVERIFY(edited().isUnsaved());
            QVERIFY(editedMap().voxels == expected.voxels);
            return;
        }
        QTRY_VERIFY_WITH_TIMEOUT(document().baseImage() != before, kTimeoutMs);
        QCOMPARE(m_asked, 1);
        QVERIFY(editing().target() == nullptr);
        const QString file = path("kept-opening.nii.gz");
        QCOMPARE(QFile::exists(file), answer == QMessageBox::Save);
        if (answer == QMessageBox::Save) {
            QVERIFY(image::readLabelMap(toPath(file)).voxels == expected.voxels);
        }
        QFile::remove(file);
    }

    void quittingAsks_data() { answers(); }
    void quittingAsks()
    {
        QFETCH(int, answer);
        beginPainted();
        const LabelMap expected = editedMap();
        answerWith(answer, "kept-quitting.nii.gz");
        press(Qt::Key_Q, Qt::ControlModifier);
        if (answer == QMessageBox::Cancel) {
            QCOMPARE(m_asked, 1);
            QTest::qWait(50); // a close that was only put off would come now
            QVERIFY(m_window->isVisible());
            QVERIFY(edited().isUnsaved());
            return;
        }
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), kTimeoutMs);
        QCOMPARE(m_asked, 1);
        const QString file = path("kept-quitting.nii.gz");
        QCOMPARE(QFile::exists(file), answer == QMessageBox::Save);
        if (answer == QMessageBox::Save) {
            QVERIFY(image::readLabelMap(toPath(file)).voxels == expected.voxels);
        }
        QFile::remove(file);
    }

    void removingTheLayerAsks()
    {
        beginPainted();
        answerWith(QMessageBox::Cancel);
        press(Qt::Key_Delete);
        QCOMPARE(m_asked, 1);
        QVERIFY(editing().target() != nullptr);
        answerWith(QMessageBox::Discard);
        press(Qt::Key_Delete);
        QCOMPARE(m_asked, 2);
        QVERIFY(editing().target() == nullptr);
        press(Qt::Key_Z, Qt::ControlModifier); // it can be undone all the same
        QVERIFY(labelled() > 0);
    }

    void samplesAndDroppedFilesAsk()
    {
        beginPainted();
        const auto before = document().baseImage();
        answerWith(QMessageBox::Cancel);
        widget<QAction>("sampleAbdomen")->trigger();
        QCOMPARE(m_asked, 1);
        answerWith(QMessageBox::Cancel);
        QVERIFY(test::dropFiles(*m_window, {path("other.nii.gz")}));
        QCOMPARE(m_asked, 2); // before it is read
        waitUntilSettled();
        QVERIFY(document().baseImage() == before);
    }

    /// The file is read while one goes on painting: nothing of that is lost without a question.
    void whatIsPaintedWhileAFileIsReadIsAskedAbout()
    {
        begin();
        press(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        const auto before = document().baseImage();
        m_window->openPath(path("other.nii.gz")); // nothing to lose yet
        // Before the event loop can tell that it was read.
        document().edits().beginStroke(editing().target()->id, editing().brush(Plane::Axial),
                                       editing().rule(false), Plane::Axial, document().cursor());
        document().edits().endStroke();
        QVERIFY(edited().isUnsaved());
        answerWith(QMessageBox::Cancel);
        QTRY_COMPARE_WITH_TIMEOUT(m_asked, 1, kTimeoutMs);
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
        QVERIFY(document().baseImage() == before);
        QVERIFY(edited().isUnsaved());
    }

    void aFileThatCannotBeWrittenKeepsTheWork()
    {
        beginPainted();
        const auto before = document().baseImage();
        QSignalSpy failed(&session().saver(), &MaskSaver::unsuited);
        answerWith(QMessageBox::Save, "mine.dcm"); // of an image that is no DICOM
        m_window->openPath(path("other.nii.gz"));
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kTimeoutMs);
        QCoreApplication::processEvents();
        QVERIFY(document().baseImage() == before);
        QVERIFY(edited().isUnsaved());
        QVERIFY(labelled() > 0);
    }

    void whatIsSavedOrUndoneIsNotAskedAbout()
    {
        beginPainted();
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(!edited().isUnsaved());
        m_window->close();
        QTRY_VERIFY(!m_window->isVisible());
        QCOMPARE(m_asked, 0);
    }

private:
    int m_asked = 0;

    static void answers()
    {
        QTest::addColumn<int>("answer");
        QTest::newRow("save") << int(QMessageBox::Save);
        QTest::newRow("discard") << int(QMessageBox::Discard);
        QTest::newRow("cancel") << int(QMessageBox::Cancel);
    }

    void beginPainted()
    {
        beginEmpty();
        paint({20, 16, sliceHere()});
        QVERIFY(labelled() > 0);
    }

    void choose(QFileDialog& dialog, const char* name)
    {
        dialog.setDirectory(m_folder.path());
        dialog.findChild<QListView*>(QStringLiteral("listView"))->clearSelection();
        dialog.findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))
            ->setText(QString::fromLatin1(name));
        static_cast<QDialog&>(dialog).accept(); // public there
    }

    void answerWith(int answer, const char* file = nullptr)
    {
        whenModal<QMessageBox>([this, answer](QMessageBox& question) {
            ++m_asked;
            keepPicture(question.grab().toImage(), QStringLiteral("editing_unsaved"));
            question.button(static_cast<QMessageBox::StandardButton>(answer))->click();
        });
        if (answer == QMessageBox::Save) {
            whenModal<QFileDialog>([this, file](QFileDialog& dialog) { choose(dialog, file); });
        }
    }
};

HALFTONE_GUI_TEST_MAIN(TestEditingFiles)
#include "tst_editing_files.moc"
