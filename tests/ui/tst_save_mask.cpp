// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "window_fixture.h"

#include "ui/widgets/window/save_mask.h"

#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>

#include <functional>

using namespace halftone;
using namespace halftone::ui;
using test::kSmallSample;
using test::kTimeoutMs;

/// What the window asks before it saves a mask.
class TestSaveMask : public test::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        m_models = std::make_unique<test::RandomModelFolder>(test::kModelWidth);
        QVERIFY(QDir().mkpath(filePath(QStringLiteral("in"))));
        const phantom::Sample sample = phantom::make(phantom::Kind::Em, kSmallSample);
        image::writeImage(filePath(QStringLiteral("in/scan.nii")).toStdString(), sample.image);
    }
    void cleanup() { m_window.reset(); }

    void nameAndFolderAreThoseOfTheImage()
    {
        openScan();
        const QString expected = filePath(QStringLiteral("in/scan-random-em-W4A6.nii.gz"));
        QFile::remove(expected);
        QSignalSpy saved(&session().saver(), &MaskSaver::saved);
        QStringList proposed;
        QString formats;
        ask([&](QFileDialog& dialog) {
            proposed = dialog.selectedFiles();
            formats = dialog.nameFilters().join(QChar(u' '));
            test::keepPicture(dialog.grab().toImage(), QStringLiteral("save-mask"));
            static_cast<QDialog&>(dialog).accept(); // public there
        });
        QCOMPARE(proposed, QStringList{expected});
        QVERIFY(formats.contains(QStringLiteral("*.seg.nrrd")));
        QVERIFY(formats.contains(QStringLiteral("*.stl")));
        QVERIFY(!formats.contains(QStringLiteral("*.dcm"))); // of DICOM images alone
        QVERIFY(!formats.contains(QStringLiteral("*.png"))); // of single slices
        QVERIFY(saved.count() == 1 || saved.wait(kTimeoutMs));
        QVERIFY(image::readLabelMap(expected.toStdString())
                    .geometry.sameGrid(active().image()->geometry));
    }

    void theChosenFormatCompletesTheName()
    {
        openScan();
        QSignalSpy saved(&session().saver(), &MaskSaver::saved);
        ask([&](QFileDialog& dialog) {
            dialog.selectNameFilter(QStringLiteral("3D Slicer segmentation (*.seg.nrrd)"));
            nameFile(dialog, QStringLiteral("bare"));
            static_cast<QDialog&>(dialog).accept(); // public there
        });
        QVERIFY(saved.count() == 1 || saved.wait(kTimeoutMs));
        QVERIFY(QFile::exists(filePath(QStringLiteral("in/bare.seg.nrrd"))));
    }

    void filesAreReplacedOnRequestOnly()
    {
        openScan();
        const QString path = filePath(QStringLiteral("in/there.nii"));
        const auto write = [&] {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
        };
        const auto choose = [&](QFileDialog& dialog) {
            nameFile(dialog, QStringLiteral("there.nii"));
            static_cast<QDialog&>(dialog).accept(); // public there
        };
        write();
        QSignalSpy saved(&session().saver(), &MaskSaver::saved);
        QString asked;
        ask(choose, [&](QMessageBox& question) {
            asked = question.text();
            test::keepPicture(question.grab().toImage(), QStringLiteral("replace-mask"));
            question.button(QMessageBox::Cancel)->click();
        });
        QVERIFY(asked.contains(QStringLiteral("there.nii")));
        QVERIFY(!session().saver().isBusy());
        QCOMPARE(QFileInfo(path).size(), 4);
        ask(choose, [&](QMessageBox& question) {
            for (QAbstractButton* button : question.buttons()) {
                if (question.buttonRole(button) == QMessageBox::DestructiveRole) {
                    return button->click();
                }
            }
        });
        QVERIFY(saved.count() == 1 || saved.wait(kTimeoutMs));
        QVERIFY(QFileInfo(path).size() > 352);
    }

    void anotherFormatIsOffered()
    {
        openScan();
        QSignalSpy unsuited(&session().saver(), &MaskSaver::unsuited);
        ask([&](QFileDialog& dialog) {
            nameFile(dialog, QStringLiteral("mask.dcm"));
            static_cast<QDialog&>(dialog).accept(); // public there
        });
        QVERIFY(unsuited.count() == 1 || unsuited.wait(kTimeoutMs));
        QVERIFY(m_window->banners()
                    .sentences()
                    .join(QChar(u' '))
                    .contains(QStringLiteral("'scan.nii' is none. Save the mask as .seg.nrrd")));
        bool again = false;
        whenModal<QFileDialog>([&](QFileDialog& dialog) {
            again = true;
            dialog.reject();
        });
        for (QAbstractButton* button : m_window->banners().findChildren<QAbstractButton*>()) {
            if (button->text().startsWith(QStringLiteral("Save as another format"))) {
                button->click();
                break;
            }
        }
        QTRY_VERIFY_WITH_TIMEOUT(again, kTimeoutMs);
        QVERIFY(!QFile::exists(filePath(QStringLiteral("in/mask.dcm"))));
    }

private:
    /// As typed: QFileDialog::selectFile() says nothing to a dialog whose line has the focus, and
    /// where it has none, the file that is selected in the list goes before what the line says.
    static void nameFile(QFileDialog& dialog, const QString& name)
    {
        dialog.findChild<QListView*>(QStringLiteral("listView"))->clearSelection();
        dialog.findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(name);
    }

    [[nodiscard]] QString filePath(const QString& name) const { return m_models->filePath(name); }

    void openScan()
    {
        makeWindow();
        OpenRequest request;
        request.image = filePath(QStringLiteral("in/scan.nii")).toStdString();
        session().open(request);
        QTRY_VERIFY_WITH_TIMEOUT(session().active() != nullptr && active().canSegment(),
                                 kTimeoutMs);
    }

    void ask(std::function<void(QFileDialog&)> choose,
             std::function<void(QMessageBox&)> question = {})
    {
        whenModal<QFileDialog>(std::move(choose));
        if (question) {
            whenModal<QMessageBox>(std::move(question));
        }
        askToSaveMask(*m_window);
    }
};

HALFTONE_GUI_TEST_MAIN(TestSaveMask)
#include "tst_save_mask.moc"
