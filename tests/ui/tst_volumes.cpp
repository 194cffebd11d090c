// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/image/dicom_files.h"
#include "volume_window.h"

#include "ui/session/volumes_model.h"
#include "ui/widgets/window/volume_chooser.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

namespace {

constexpr int kSide = 24; ///< of the slices

/// A series of slices of one value but for a bright quarter: the corner that `series` says.
bool putQuarters(const QTemporaryDir& folder, int series, int slices, const char* modality,
                 const QByteArray& description)
{
    bool done = true;
    for (int k = 0; k < slices; ++k) {
        DicomElements data = dicomSlice(k, modality);
        data.text(0x00080018, "UI", "2.25." + QByteArray::number(1000 * series + k));
        data.text(0x0020000e, "UI", "2.25.4" + QByteArray::number(series));
        data.text(0x00200011, "IS", QByteArray::number(series));
        data.text(0x0008103e, "LO", description).text(0x00080021, "DA", "20260301");
        data.text(0x00280030, "DS", "1\\1");
        data.number(0x00280010, kSide).number(0x00280011, kSide);
        QByteArray pixels;
        for (int i = 0; i < kSide * kSide; ++i) {
            const bool right = i % kSide >= kSide / 2;
            const bool below = i / kSide >= kSide / 2;
            const bool bright = right == (series % 2 == 0) && below == (series > 2);
            pixels += littleEndian<std::uint16_t>({std::uint16_t(bright ? 900 : 0)});
        }
        data.bytes(0x7fe00010, "OW", pixels);
        done =
            done
            && put(folder, QStringLiteral("study/%1/%2.dcm").arg(series).arg(k), dicomFile(data));
    }
    return done;
}

} // namespace

/// Files and folders that hold several volumes: which one is opened is asked.
class TestVolumes : public VolumeWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        installModels();
        QVERIFY(putQuarters(m_folder, 1, 1, "MR", "localizer"));
        QVERIFY(putQuarters(m_folder, 2, 7, "MR", "t2 tse sag"));
        QVERIFY(putQuarters(m_folder, 3, 4, "CT", "arterial"));
        writeFour(3);
    }
    void init() { makeWindow(); }
    void cleanup() { m_window.reset(); }

    void theLargestIsSelected()
    {
        openStudy();
        QCOMPARE(table()->model()->rowCount(), 3);
        QCOMPARE(table()->currentIndex().row(), 1);
        QVERIFY(rule().contains(QStringLiteral("Number 2")));
        QVERIFY(rule().contains(QStringLiteral("largest")));
        QCOMPARE(cell(1, VolumesModel::Name), QStringLiteral("t2 tse sag\nseries 2, axial"));
        QCOMPARE(cell(2, VolumesModel::Modality), QStringLiteral("CT"));
        QCOMPARE(cell(1, VolumesModel::Size), QStringLiteral("24 \u00d7 24 \u00d7 7"));
        QCOMPARE(cell(2, VolumesModel::Images), QStringLiteral("4"));
        QCOMPARE(cell(0, VolumesModel::Date), QStringLiteral("2026-03-01"));
        QVERIFY(session().active() == nullptr); // nothing is read before the choice
        QTest::keyClick(table(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(session().active() != nullptr, kTimeoutMs);
        QCOMPARE(active().image()->geometry.size[2], 7);
        QCOMPARE(active().loaded().choice.volume, 2);
        QVERIFY(m_window->banners().sentences().filter(QStringLiteral("largest")).isEmpty());
        QTRY_VERIFY(chooser() == nullptr);
    }

    void picturesAreOfTheMiddleSlices()
    {
        test::LoopWatch watch;
        openStudy();
        for (int row = 0; row < 3; ++row) {
            QTRY_VERIFY_WITH_TIMEOUT(!picture(row).isNull(), kTimeoutMs);
            const QImage seen = picture(row);
            QCOMPARE(seen.size(), QSize(kSide, kSide));
            const int series = row + 1;
            for (const bool right : {false, true}) {
                for (const bool below : {false, true}) {
                    const bool bright = right == (series % 2 == 0) && below == (series > 2);
                    const int x = right ? kSide - 3 : 2;
                    const int y = below ? kSide - 3 : 2;
                    QCOMPARE(qGray(seen.pixel(x, y)) > 200, bright);
                }
            }
        }
        const QImage all = chooser()->grab().toImage();
        const QModelIndex index = table()->model()->index(2, VolumesModel::Picture);
        const QRect place = table()->visualRect(index);
        const QPoint corner = table()->viewport()->mapTo(chooser(), place.center());
        // Series 3 is bright at the lower left.
        QVERIFY(qGray(all.pixel(corner + QPoint(-20, 20))) > 200);
        QVERIFY(qGray(all.pixel(corner + QPoint(20, 20))) < 150);
        keepPicture(all, QStringLiteral("choose_volume"));
        QVERIFY2(watch.longestGapMs() < 500, "the window stood still");
    }

    void arrowsAndEnterOpen()
    {
        openStudy();
        QTest::keyClick(table(), Qt::Key_Down);
        change([&] { QTest::keyClick(table(), Qt::Key_Return); });
        QCOMPARE(active().image()->geometry.size[2], 4);
        QCOMPARE(active().loaded().choice.volume, 3);
        QVERIFY(m_window->recentFiles().paths().isEmpty()); // this window keeps none
    }

    void doubleClickOpens()
    {
        openStudy();
        const QRect row = table()->visualRect(table()->model()->index(0, VolumesModel::Name));
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, row.center());
        QCOMPARE(table()->currentIndex().row(), 0);
        QVERIFY(session().active() == nullptr);
        change([&] { QTest::mouseDClick(table()->viewport(), Qt::LeftButton, {}, row.center()); });
        QCOMPARE(active().image()->geometry.size[2], 1);
    }

    void escapeKeepsWhatWasOpen()
    {
        openVolume(volume(patientGrid({16, 16, 3}, {1, 1, 1}), ramp), "before.nii.gz");
        const auto before = active().image();
        openStudy();
        QCOMPARE(active().image(), before); // until a choice is made
        QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("before.nii.gz")));
        QSignalSpy started(&session().opener(), &Opener::started);
        QTest::keyClick(table(), Qt::Key_Escape);
        QTRY_VERIFY(chooser() == nullptr);
        QCOMPARE(started.size(), 0);
        QCOMPARE(active().image(), before);
    }

    void oneOfFourDimensions()
    {
        open(path("four.nii"));
        QCOMPARE(table()->currentIndex().row(), 0);
        QVERIFY(rule().contains(QStringLiteral("first")));
        QVERIFY(table()->isColumnHidden(VolumesModel::Date)); // nobody says it
        QVERIFY(table()->isColumnHidden(VolumesModel::Images));
        QCOMPARE(cell(2, VolumesModel::Name), QStringLiteral("volume 3 of 3"));
        QTRY_VERIFY_WITH_TIMEOUT(!picture(2).isNull(), kTimeoutMs);
        QTest::keyClick(table(), Qt::Key_End);
        change([&] { QTest::keyClick(table(), Qt::Key_Return); });
        QCOMPARE(active().loaded().choice.volume, 3);
        QCOMPARE(active().image()->value(0), 2000.0);
    }

    void choosingAgain()
    {
        openStudy();
        change([&] { QTest::keyClick(table(), Qt::Key_Return); });
        QTRY_VERIFY(chooser() == nullptr);
        m_window->activateWindow(); // there is no window manager to do it
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        press(Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(chooser() != nullptr && chooser()->isVisible());
        QCOMPARE(table()->currentIndex().row(), 1);
        QCOMPARE(rule(), QStringLiteral("Number 2 is open."));
        QTest::keyClick(table(), Qt::Key_Up);
        change([&] {
            QTest::mouseClick(
                chooser()->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Open),
                Qt::LeftButton);
        });
        QCOMPARE(active().loaded().choice.volume, 1);
        change([&] {
            session().open([] {
                OpenRequest r;
                r.model = "b-cord";
                return r;
            }());
        });
        QVERIFY(chooseAction()->isEnabled()); // the choice outlives another model
        QCOMPARE(active().loaded().choice.volumes.size(), std::size_t{3});
    }

    void aFileOfOneAsksNothing()
    {
        QVERIFY(!chooseAction()->isEnabled());
        change([&] { m_window->openPath(m_folder.filePath(QStringLiteral("study/3"))); });
        QVERIFY(chooser() == nullptr);
        QVERIFY(!chooseAction()->isEnabled());
        QCOMPARE(active().image()->geometry.size[2], 4);
    }

    void aProgramIsNotAsked()
    {
        OpenRequest request;
        request.image = toPath(m_folder.filePath(QStringLiteral("study")));
        change([&] { session().open(request); });
        QCOMPARE(active().loaded().choice.volume, 2);
        const QString said = m_window->banners().sentences().join(QChar(u' '));
        QVERIFY2(said.contains(QStringLiteral("Only the largest of 3 series")), qPrintable(said));
        const auto buttons = m_window->banners().findChildren<QToolButton*>();
        const auto choose = std::find_if(buttons.begin(), buttons.end(), [](const auto* button) {
            return button->text() == QStringLiteral("Choose Volume...");
        });
        QVERIFY(choose != buttons.end());
        QTest::mouseClick(*choose, Qt::LeftButton);
        QTRY_VERIFY(chooser() != nullptr && chooser()->isVisible());
    }

    void aDamagedVolumeSaysSo()
    {
        QVERIFY(putQuarters(m_folder, 4, 2, "MR", "damaged"));
        DicomElements cut = dicomSlice(1);
        cut.text(0x00080018, "UI", "2.25.4001").text(0x0020000e, "UI", "2.25.44");
        cut.text(0x00200011, "IS", "4").text(0x00280030, "DS", "1\\1");
        cut.number(0x00280010, kSide).number(0x00280011, kSide);
        QVERIFY(put(m_folder, QStringLiteral("study/4/1.dcm"), dicomFile(cut)));
        openStudy();
        QCOMPARE(table()->model()->rowCount(), 4);
        QTRY_COMPARE_WITH_TIMEOUT(cell(3, VolumesModel::Picture), QStringLiteral("no picture"),
                                  kTimeoutMs);
        const QString why =
            table()->model()->index(3, VolumesModel::Picture).data(Qt::ToolTipRole).toString();
        QVERIFY2(why.contains(QStringLiteral("truncated")), qPrintable(why));
        keepPicture(chooser()->grab().toImage(), QStringLiteral("choose_volume_damaged"));
        QTest::keyClick(table(), Qt::Key_End);
        QSignalSpy failed(&session(), &Session::failed);
        QTest::keyClick(table(), Qt::Key_Return);
        QVERIFY(failed.wait(kTimeoutMs));
        QVERIFY(session().active() == nullptr);
        QVERIFY(QDir(m_folder.filePath(QStringLiteral("study/4"))).removeRecursively());
    }

    void oneThatCannotBeOpenedHidesNoOther()
    {
        // The largest by far, but with two images at every place: refused, if it is opened.
        QVERIFY(putQuarters(m_folder, 5, 9, "MR", "two at each place"));
        for (int k = 0; k < 9; ++k) {
            const QString name = m_folder.filePath(QStringLiteral("study/5/%1.dcm").arg(k));
            QFile file(name);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QByteArray bytes = file.readAll();
            const auto uid = "2.25." + QByteArray::number(5000 + k);
            QVERIFY(bytes.contains(uid));
            bytes.replace(uid, "2.25." + QByteArray::number(6000 + k));
            bytes.back() = 1; // another image
            QVERIFY(put(m_folder, QStringLiteral("study/5/more%1.dcm").arg(k), bytes));
        }
        openStudy();
        QCOMPARE(table()->currentIndex().row(), 1); // the largest that can be opened
        QVERIFY(table()->model()->rowCount() > 3);
        QTRY_COMPARE_WITH_TIMEOUT(cell(3, VolumesModel::Picture), QStringLiteral("no picture"),
                                  kTimeoutMs);
        change([&] { QTest::keyClick(table(), Qt::Key_Return); });
        QCOMPARE(active().image()->geometry.size[2], 7);
        QVERIFY(QDir(m_folder.filePath(QStringLiteral("study/5"))).removeRecursively());
    }

    void damageIsSaidOnceItIsChosen()
    {
        constexpr int kPixels = kSide * kSide * 2 + 12; // the last element, with its head
        QFile whole(m_folder.filePath(QStringLiteral("study/2/0.dcm")));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        QVERIFY(put(m_folder, QStringLiteral("study/2/cut.dcm"), whole.readAll().chopped(kPixels)));
        openStudy();
        QCOMPARE(table()->currentIndex().row(), 1);
        QSignalSpy failed(&session(), &Session::failed);
        QTest::keyClick(table(), Qt::Key_Return);
        QVERIFY(failed.wait(kTimeoutMs));
        QVERIFY(failed.front().front().toString().contains(QStringLiteral("damaged")));
        openStudy();
        QTest::keyClick(table(), Qt::Key_Down);
        change([&] { QTest::keyClick(table(), Qt::Key_Return); });
        QCOMPARE(active().image()->geometry.size[2], 4);
        QVERIFY(QFile::remove(m_folder.filePath(QStringLiteral("study/2/cut.dcm"))));
    }

    void picturesOfRowsThatAreSeen()
    {
        writeFour(200);
        open(path("four.nii"));
        QTRY_VERIFY_WITH_TIMEOUT(!picture(0).isNull(), kTimeoutMs);
        QTest::keyClick(table(), Qt::Key_End);
        QTRY_VERIFY_WITH_TIMEOUT(!picture(199).isNull(), kTimeoutMs);
        QVERIFY(picture(100).isNull());
        writeFour(3);
    }

    void closingStopsReading()
    {
        openStudy();
        QTest::mouseClick(
            chooser()->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Cancel),
            Qt::LeftButton);
        QTRY_VERIFY(chooser() == nullptr);
        QVERIFY(session().active() == nullptr);
    }

private:
    static double ramp(int i, int j, int) { return 30 * i + j - 200; }

    /// A file of that many volumes; in each all voxels are 1000 times its number, from 0.
    void writeFour(int volumes)
    {
        const Image image =
            volume(patientGrid({8, 8, 3}, {1, 1, 1}), [](int, int, int) { return 0; });
        image::writeImage(toPath(path("four.nii")), image);
        QFile file(path("four.nii"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll().chopped(8 * 8 * 3 * 2);
        bytes[40] = 4;
        bytes[48] = static_cast<char>(volumes);
        for (int n = 0; n < volumes; ++n) {
            for (int i = 0; i < 8 * 8 * 3; ++i) {
                bytes += littleEndian<std::int16_t>({std::int16_t(n < 30 ? 1000 * n : n)});
            }
        }
        file.seek(0);
        QCOMPARE(file.write(bytes), bytes.size());
    }

    void open(const QString& what)
    {
        m_window->openPath(what);
        QTRY_VERIFY_WITH_TIMEOUT(chooser() != nullptr && chooser()->isVisible(), kTimeoutMs);
        chooser()->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(chooser()));
        QTRY_COMPARE(QApplication::focusWidget(), table()); // a turn later
    }
    void openStudy() { open(m_folder.filePath(QStringLiteral("study"))); }

    QDialog* chooser() { return m_window->findChild<QDialog*>(QStringLiteral("volumeChoice")); }
    QTableView* table() { return chooser()->findChild<QTableView*>(); }
    QString rule() { return chooser()->findChild<QLabel*>(QStringLiteral("volumeRule"))->text(); }
    QString cell(int row, int column)
    {
        return table()->model()->index(row, column).data().toString();
    }
    QImage picture(int row)
    {
        return table()
            ->model()
            ->index(row, VolumesModel::Picture)
            .data(Qt::DecorationRole)
            .value<QImage>();
    }
    QAction* chooseAction()
    {
        const QString text = textOf(binding(Command::ChooseVolume));
        for (QAction* action : m_window->actions()) {
            if (action->text() == text) {
                return action;
            }
        }
        return nullptr;
    }
};

HALFTONE_GUI_TEST_MAIN(TestVolumes)
#include "tst_volumes.moc"
