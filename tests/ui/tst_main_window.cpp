// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "window_fixture.h"

#include <QAbstractButton>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QTimer>

#include <set>

#include <utility>

using namespace halftone;
using namespace halftone::ui;
using quant::Precision;
using test::kSmallSample;
using test::kTimeoutMs;

class TestMainWindow : public test::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_models = std::make_unique<test::RandomModelFolder>(test::kModelWidth); }
    void cleanup() { m_window.reset(); }

    void withoutAnImageItSaysHowToBegin()
    {
        makeWindow();
        QVERIFY(m_window->findChild<QWidget*>(QStringLiteral("welcome"))->isVisible());
        QVERIFY(!slider("weightSlider")->isEnabled());
        QCOMPARE(meter("qualityMeter"), QString(QChar(0x2013)));
        QVERIFY(m_window->findChild<QLabel*>(QStringLiteral("research"))->isVisible());
        test::keepPicture(m_window->picture(), QStringLiteral("welcome"));
    }

    void theSampleOpensAndTheMetersAgreeWithTheCore()
    {
        openWindowWithSample();
        QVERIFY(active().image()->synthetic);
        QVERIFY(active().hasReference());
        QCOMPARE(active().slices(), 3);
        QCOMPARE(session().slice(), 1);
        QVERIFY(session().precision().precision() == quant::kBalanced);

        const pipeline::SliceResult core = segmentByCore(quant::kBalanced, 1);
        QVERIFY(session().mask() != nullptr);
        QCOMPARE(*session().mask(), core.labels);
        QCOMPARE(meter("qualityMeter"), formatScore(diceByCore(core)));
        QCOMPARE(meter("weightsMeter"), formatBytes(core.cost.weightBytes));
        QCOMPARE(meter("memoryMeter"), formatBytes(core.cost.arenaBytes + core.cost.packedBytes));

        const std::vector<SliceScore> scores = session().scores();
        for (int slice = 0; slice < 3; ++slice) {
            QCOMPARE(scores[static_cast<std::size_t>(slice)].dice,
                     diceByCore(segmentByCore(quant::kBalanced, slice)));
        }
        const int sweep = static_cast<int>(
            sweepPrecisions(session().precision().offered(), session().precision().full()).size());
        QCOMPARE(session().tradeoff().rowCount(), sweep);
        QVERIFY(sweep >= 24);
        // No float weights here: Full means W8A8, and the window says so.
        QVERIFY(m_window->findChild<QLabel*>(QStringLiteral("fullNote"))->isVisible());
        QVERIFY(m_window->findChild<QLabel*>(QStringLiteral("modelNote"))->isVisible());
        QVERIFY(m_window->findChild<QLabel*>(QStringLiteral("engine"))
                    ->text()
                    .contains(QStringLiteral("integer engine")));
    }

    void draggingTheSliderChangesMaskAndMeters()
    {
        openWindowWithSample();
        const QImage before = slicePicture();
        const QString weightsBefore = meter("weightsMeter");
        const auto maskBefore = session().mask();
        QSignalSpy settled(&session(), &Session::settled);
        drag(slider("weightSlider"), 0); // to 1 bit
        QVERIFY((session().precision().precision() == Precision{1, 6}));
        QVERIFY(settled.wait(kTimeoutMs));

        const pipeline::SliceResult core = segmentByCore({1, 6}, 1);
        QCOMPARE(*session().mask(), core.labels);
        QVERIFY(*session().mask() != *maskBefore);
        QCOMPARE(meter("qualityMeter"), formatScore(diceByCore(core)));
        QCOMPARE(meter("weightsMeter"), formatBytes(core.cost.weightBytes));
        QVERIFY(meter("weightsMeter") != weightsBefore);
        // Every voxel that changed its label changed its colour.
        const std::size_t voxels = maskBefore->size();
        int relabelled = 0;
        for (std::size_t i = 0; i < voxels; ++i) {
            relabelled += (*maskBefore)[i] != core.labels[i] ? 1 : 0;
        }
        const int changed = test::differingPixels(before, slicePicture());
        QVERIFY(relabelled > 0);
        QVERIFY2(changed >= relabelled,
                 qPrintable(QStringLiteral("%1 < %2").arg(changed).arg(relabelled)));
    }

    void theOverlayIsThereAndCanBeSwitchedOff()
    {
        openWindowWithSample();
        const QImage with = slicePicture();
        QTest::keyClick(m_window.get(), Qt::Key_S);
        const QImage without = slicePicture();
        QVERIFY(test::differingPixels(with, without) > 100);
        // What is left is grey.
        const SliceRenderer& slice = mainView().slice();
        for (const double at : {20.0, 50.0, 90.0}) {
            const ScreenPoint point = slice.toScreen({at, at});
            const QColor colour =
                without.pixelColor(static_cast<int>(point.x), static_cast<int>(point.y));
            QVERIFY(std::abs(colour.red() - colour.blue()) < 4);
        }
        QTest::keyClick(m_window.get(), Qt::Key_S);
        QCOMPARE(test::differingPixels(with, slicePicture()), 0);

        // With a reference, errors are what is coloured first.
        QVERIFY(colourBy(document()) == ColourBy::ErrorAgainstReference);
        QTest::keyClick(m_window.get(), Qt::Key_1);
        QVERIFY(colourBy(document()) == ColourBy::Label);
        QVERIFY(test::differingPixels(with, slicePicture()) > 100);
    }

    void theLastRequestWins()
    {
        openWindowWithSample();
        std::set<std::vector<std::uint8_t>> seen{*session().mask()};
        const std::vector<std::uint8_t> before = *session().mask();
        connect(&session(), &Session::masksChanged, m_window.get(), [&] {
            QVERIFY(session().mask() != nullptr);
            seen.insert(*session().mask());
        });
        QSignalSpy settled(&session(), &Session::settled);
        // Never asked for before: weights of 7 and 5 bits are not in the sweep.
        for (const int activations : {1, 2, 3, 4, 5, 6, 7}) {
            session().precision().setPrecision({7, activations});
        }
        session().precision().setPrecision({5, 5});
        // Meanwhile the mask of before stays, and is said to be that.
        QVERIFY(session().isPending());
        QVERIFY(session().shown()->precision == quant::kBalanced);
        QCOMPARE(session().pendingText(), QStringLiteral("computing W5A5"));
        QVERIFY(settled.wait(kTimeoutMs));
        QVERIFY(!session().isPending());
        const std::vector<std::uint8_t> after = segmentByCore({5, 5}, 1).labels;
        QCOMPARE(*session().mask(), after);
        QCOMPARE(seen, (std::set{before, after}));
        const SeriesKey series = session().shown()->series;
        for (const int activations : {1, 2, 3, 4, 5, 6, 7}) {
            QVERIFY(session().results().find({series, {7, activations}, 1}) == nullptr);
        }
    }

    void aBrokenFileIsASentenceAndTheStudyStays()
    {
        openWindowWithSample();
        const auto image = active().image();
        const QString path = m_models->filePath(QStringLiteral("broken.nii"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("this is no image");
        file.close();
        QSignalSpy failed(&session(), &Session::failed);
        m_window->openPath(path);
        QVERIFY(failed.wait(kTimeoutMs));
        QCOMPARE(m_window->banners().sentences().size(), 1);
        QVERIFY(m_window->banners().sentences().front().contains(QStringLiteral("broken.nii")));
        QVERIFY(m_window->banners().isVisible());
        QVERIFY(active().image() == image);
        QVERIFY(session().mask() != nullptr);
        QVERIFY(!m_window->findChild<QWidget*>(QStringLiteral("loadCard"))->isVisible());
        test::keepPicture(m_window->picture(), QStringLiteral("error"));
    }

    void removingTheReferenceCanBeUndoneAtOnce()
    {
        openWindowWithSample();
        const LayerId reference = document().reference()->id;
        const QString dice = meter("qualityMeter");
        QVERIFY(document().userRemoves(reference));
        document().undoStack().undo(); // before anything is compared anew
        QSignalSpy changed(&session(), &Session::caseChanged);
        QVERIFY(changed.wait(kTimeoutMs));
        waitUntilSettled();
        QVERIFY(document().reference() != nullptr);
        QVERIFY(active().hasReference());
        QCOMPARE(meter("qualityMeter"), dice);

        // With time between the two: agreement first, then Dice again.
        QVERIFY(document().userRemoves(document().reference()->id));
        QVERIFY(changed.wait(kTimeoutMs));
        waitUntilSettled();
        QVERIFY(!active().hasReference());
        QVERIFY(session().meters().quality.caption.startsWith(QStringLiteral("Agreement")));
        document().undoStack().undo();
        QVERIFY(changed.wait(kTimeoutMs));
        waitUntilSettled();
        QVERIFY(active().hasReference());
        QCOMPARE(meter("qualityMeter"), dice);
    }

    void anotherImageOfTheSameSizeIsSeenWhole()
    {
        openWindowWithSample();
        const image::Plane plane = image::planeOfSlices(active().grid());
        slicePicture();
        QVERIFY(mainView().slice().camera().fitted);
        QTest::keyClick(m_window.get(), Qt::Key_Plus, Qt::ControlModifier);
        QVERIFY(!document().view(plane).fitted);
        QVERIFY(!mainView().slice().camera().fitted);
        openSample({8, 128, 3});
        QVERIFY(document().view(plane).fitted);
        QVERIFY(mainView().slice().camera().fitted);
    }

    void aScreenshotIsNeverSavedOverWhatIsOpen()
    {
        const QString path = m_models->filePath(QStringLiteral("picture.png"));
        QImage picture(64, 64, QImage::Format_Grayscale8);
        picture.fill(Qt::gray);
        QVERIFY(picture.save(path));
        makeWindow();
        OpenRequest request;
        request.image = path.toStdString();
        request.model = "random-em";
        session().open(request);
        QTRY_VERIFY_WITH_TIMEOUT(session().active() != nullptr, kTimeoutMs);
        waitUntilSettled();

        saveScreenshotAs(path);
        QCOMPARE(QImage(path).size(), QSize(64, 64));
        QVERIFY2(m_window->banners()
                     .sentences()
                     .join(QChar(u' '))
                     .contains(QStringLiteral("they are one file")),
                 qPrintable(m_window->banners().sentences().join(QChar(u' '))));

        const QString other = m_models->filePath(QStringLiteral("other.png"));
        saveScreenshotAs(other);
        QCOMPARE(QImage(other).size(), m_window->picture().size());
    }

private:
    /// Presses its key and answers its dialogs.
    void saveScreenshotAs(const QString& path)
    {
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        // Named and accepted in one event: between two the dialog's folder may be read to its end,
        // which puts another name there.
        bool named = false;
        QTimer name;
        name.callOnTimeout([&] {
            auto* const dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            if (dialog != nullptr && !std::exchange(named, true)) {
                dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
                QMetaObject::invokeMethod(dialog, "accept", Qt::DirectConnection);
            }
        });
        QTimer answer; // another one: the question is asked from within the first
        answer.callOnTimeout([] {
            if (auto* const question =
                    qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) {
                question->button(QMessageBox::Yes)->click();
            }
        });
        name.start(50);
        answer.start(50);
        m_window->activateWindow(); // again, after a dialog
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTest::keyClick(m_window.get(), Qt::Key_F12); // returns when the dialog is closed
    }
};

HALFTONE_GUI_TEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
