// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "window_fixture.h"

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
        const Study& study = controller().study();
        QVERIFY(study.image->synthetic);
        QVERIFY(study.reference != nullptr);
        QCOMPARE(study.slices(), 3);
        QCOMPARE(controller().slice(), 1);
        QVERIFY(controller().precision().precision() == quant::kBalanced);

        const pipeline::SliceResult core = segmentByCore(quant::kBalanced, 1);
        QVERIFY(controller().mask() != nullptr);
        QCOMPARE(*controller().mask(), core.labels);
        QCOMPARE(meter("qualityMeter"), formatScore(diceByCore(core)));
        QCOMPARE(meter("weightsMeter"), formatBytes(core.cost.weightBytes));
        QCOMPARE(meter("memoryMeter"), formatBytes(core.cost.arenaBytes + core.cost.packedBytes));

        const std::vector<double> scores = controller().sliceScores();
        for (int slice = 0; slice < 3; ++slice) {
            QCOMPARE(scores[static_cast<std::size_t>(slice)],
                     diceByCore(segmentByCore(quant::kBalanced, slice)));
        }
        QCOMPARE(controller().tradeoff().rowCount(), controller().sweepTotal());
        QVERIFY(controller().sweepTotal() >= 24);
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
        const auto maskBefore = controller().mask();
        QSignalSpy settled(&controller(), &StudyController::settled);
        drag(slider("weightSlider"), 0); // to 1 bit
        QVERIFY((controller().precision().precision() == Precision{1, 6}));
        QVERIFY(settled.wait(kTimeoutMs));

        const pipeline::SliceResult core = segmentByCore({1, 6}, 1);
        QCOMPARE(*controller().mask(), core.labels);
        QVERIFY(*controller().mask() != *maskBefore);
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
        SliceView& view = m_window->sliceView();
        for (const double at : {20.0, 50.0, 90.0}) {
            const SlicePoint point = view.slice().toScreen({at, at});
            const QColor colour =
                without.pixelColor(static_cast<int>(point.x), static_cast<int>(point.y));
            QVERIFY(std::abs(colour.red() - colour.blue()) < 4);
        }
        QTest::keyClick(m_window.get(), Qt::Key_S);
        QCOMPARE(test::differingPixels(with, slicePicture()), 0);

        // With a reference, errors are what is coloured first.
        QVERIFY(m_window->studyPanel().colourBy() == ColourBy::ErrorAgainstReference);
        QTest::keyClick(m_window.get(), Qt::Key_1);
        QVERIFY(m_window->studyPanel().colourBy() == ColourBy::Label);
        QVERIFY(test::differingPixels(with, slicePicture()) > 100);
    }

    void theLastRequestWins()
    {
        openWindowWithSample();
        QSignalSpy masks(&controller(), &StudyController::maskChanged);
        QSignalSpy settled(&controller(), &StudyController::settled);
        // Never asked for before: weights of 7 and 5 bits are not in the sweep.
        for (const int activations : {1, 2, 3, 4, 5, 6, 7}) {
            controller().precision().setPrecision({7, activations});
        }
        controller().precision().setPrecision({5, 5});
        QVERIFY(settled.wait(kTimeoutMs));
        QCOMPARE(*controller().mask(), segmentByCore({5, 5}, 1).labels);
        QVERIFY(controller().cache().find({7, 7}, 1) == nullptr);
        QVERIFY(controller().cache().find({7, 1}, 1) == nullptr);
        QVERIFY(masks.size() <= 3);
    }

    void aBrokenFileIsASentenceAndTheStudyStays()
    {
        openWindowWithSample();
        const auto image = controller().study().image;
        const QString path = m_models->filePath(QStringLiteral("broken.nii"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("this is no image");
        file.close();
        QSignalSpy failed(&controller(), &StudyController::failed);
        controller().openImage(path.toStdString());
        QVERIFY(failed.wait(kTimeoutMs));
        QCOMPARE(m_window->banners().sentences().size(), 1);
        QVERIFY(m_window->banners().sentences().front().contains(QStringLiteral("broken.nii")));
        QVERIFY(m_window->banners().isVisible());
        QVERIFY(controller().study().image == image);
        QVERIFY(controller().mask() != nullptr);
        QVERIFY(!m_window->findChild<QWidget*>(QStringLiteral("loadCard"))->isVisible());
        test::keepPicture(m_window->picture(), QStringLiteral("error"));
    }
};

HALFTONE_GUI_TEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
