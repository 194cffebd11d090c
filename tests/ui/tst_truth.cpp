// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "truth_window.h"

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

namespace {

constexpr Precision k1{1, 4};
constexpr Precision k2{5, 3}; ///< not a point of the chart: always computed when asked for

} // namespace

/// Every number in the window belongs to the mask that is seen.
class TestTruth : public TruthWindow {
    Q_OBJECT

private:
    QLabel* m_painted = nullptr; ///< watched
    Session* m_session = nullptr;
    bool m_drawn = false; ///< the mask that is no longer computed
    int m_early = 0;      ///< how often it was painted about a mask that was not drawn yet

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (watched == m_painted && event->type() == QEvent::Paint && m_session != nullptr
            && !m_session->isPending() && !m_drawn) {
            ++m_early;
        }
        return TruthWindow::eventFilter(watched, event);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        installModel("a-em", Modality::EM, {"membrane"}, 16, 11);
        installModel("b-em", Modality::EM, {"membrane"}, 20, 3);
        installModel("c-ct", Modality::CT, {"pancreas"});
        installModel("failing-em", Modality::EM, {"membrane"}, 8, 5, true);
        installModel("float-em", Modality::EM, {"membrane"}, 8, 5, true);
        qputenv("HALFTONE_TORCH_MODULE", "no-such-module");
    }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup()
    {
        m_clock.stop();
        m_window.reset();
        qputenv("HALFTONE_TORCH_MODULE", "no-such-module");
    }

    void anotherImageHasNoFiguresOfTheFormer()
    {
        begin();
        openMasked({3, 384, 5});
        press(Qt::Key_Down);
        waitForMask();
        const QString before = meterValue(0);
        QVERIFY(before != kDash);
        startLooking();
        m_unshown = 0;
        change([&] { session().openSample(phantom::Kind::Em, {9, 320, 3}); });
        QVERIFY(m_unshown > 0); // a moment without mask was seen, and was without numbers
        QCOMPARE(text("sliceNumber"), QStringLiteral("slice 2 of 3"));
        QCOMPARE(text("figuresHeading"), QStringLiteral("SLICE 2"));
        waitForMask();
        QCOMPARE(*session().mask(), segmentByCore(quant::kBalanced, 1).labels);
        // With another model at the same time, and another kind of image.
        m_unshown = 0;
        change([&] { session().openSample(phantom::Kind::Abdomen, {3, 96, 4}); });
        QVERIFY(m_unshown > 0);
        QCOMPARE(text("sliceNumber"), QStringLiteral("slice 3 of 4"));
        waitForMask();
        QCOMPARE(*session().mask(), segmentByCore(quant::kBalanced, 2).labels);
        finish();
    }

    /// Whoever looks while another image comes finds no mask of the one before, whose grid was
    /// another.
    void nothingIsShownWhileAnotherImageComes()
    {
        openWindowWithSample();
        waitForMask();
        QVERIFY(session().shown());
        int looked = 0;
        const auto look = [&] {
            ++looked;
            QVERIFY(!session().shown());
        };
        connect(&document(), &Document::opened, this, look);
        connect(&session(), &Session::caseChanged, this, look);
        session().openSample(phantom::Kind::Abdomen, {3, 160, 4});
        QTRY_VERIFY_WITH_TIMEOUT(looked >= 2, kTimeoutMs);
        document().disconnect(this);
        session().disconnect(this);
        waitForMask();
    }

    void theProbeReadsTheVoxelUnderAStillMouse()
    {
        begin();
        const Geometry geometry = patientGrid({40, 30, 9}, {1, 1, 2});
        const auto pattern = [](int i, int j, int k) { return i * 10 + j * 3 + k * 500; };
        openVolume(volume(geometry, pattern), "probed.nii.gz");
        picture(Plane::Axial);
        QTest::mouseMove(&view(Plane::Axial), view(Plane::Axial).rect().center() + QPoint(60, 40));
        checkProbe();
        const QString first = text("probe");
        press(Qt::Key_Down);
        QVERIFY(text("probe") != first);
        QVERIFY(text("probe").contains(QStringLiteral("z 5 ")));
        checkProbe();
        press(Qt::Key_Up, Qt::ShiftModifier);
        checkProbe();
        wheel(Plane::Axial, 2);
        checkProbe();
        // Other voxels come under the mouse without a move of it.
        press(Qt::Key_Plus, Qt::ControlModifier);
        checkProbe();
        press(Qt::Key_R);
        checkProbe();
        press(Qt::Key_Backslash);
        QTest::qWait(100);
        checkProbe();
        press(Qt::Key_Backslash);
        QTest::qWait(100);
        openVolume(volume(patientGrid({90, 80, 5}, {1, 1, 2}), pattern), "larger.nii.gz");
        QTest::qWait(100);
        checkProbe();
    }

    void anotherModelHasNoFiguresOfTheFormer()
    {
        begin();
        openMasked({3, 384, 3});
        const QString weights = meterValue(2);
        const QString memory = meterValue(3);
        startLooking();
        m_unshown = 0;
        connect(&session(), &Session::caseChanged, this, [this] { m_seenWeights.clear(); });
        change([&] { open("b-em"); });
        QVERIFY(m_unshown > 0);
        waitForMask();
        QVERIFY(meterValue(2) != weights);
        QVERIFY(meterValue(3) != memory);
        // Neither in between.
        QVERIFY(!m_seenWeights.contains(weights));
        QCOMPARE(*session().mask(), segmentByCore(quant::kBalanced, 1).labels);
        finish();
    }

    void theFormerMaskIsNamedUntilTheNextIsThere()
    {
        begin();
        openMasked({3, 768, 3});
        session().precision().setPrecision(k1);
        waitForMask();
        const auto formerMask = session().mask();
        const QColor bright = ink("weightsMeter");
        const QString weights = meterValue(2);
        startLooking();
        const auto* figures = m_window->findChild<QWidget*>(QStringLiteral("figures"));
        const int height = figures->sizeHint().height();
        session().precision().setPrecision(k2);
        QVERIFY(figures->isVisible());
        QVERIFY(text("figureVolume").startsWith(QStringLiteral("computing W5A3")));
        QCOMPARE(figures->sizeHint().height(), height); // what lies below does not jump
        // At once, before anything is computed.
        const QString computing = QStringLiteral("computing W5A3");
        QVERIFY(caption().startsWith(QStringLiteral("W1A4")));
        QVERIFY(caption().endsWith(computing));
        for (std::size_t n = 0; n < kMeters.size(); ++n) {
            QCOMPARE(card(n)->change(), computing);
            QVERIFY(isPending(n));
        }
        QCOMPARE(meterValue(2), weights);
        QCOMPARE(rowDetail(), QStringLiteral("W1A4"));
        QVERIFY(isRowPending());
        QCOMPARE(session().mask(), formerMask);
        QVERIFY(ink("weightsMeter").lightness() < bright.lightness() - 40); // it is seen to be dim
        keepPicture(m_window->picture(), QStringLiteral("computing_w5a3"));
        waitForMask();
        QCOMPARE(rowDetail(), QStringLiteral("W5A3"));
        QVERIFY(!isRowPending());
        QCOMPARE(caption(),
                 QStringLiteral("W5A3  ") + QChar(0x00B7) + QStringLiteral("  integer engine"));
        QCOMPARE(*session().mask(), segmentByCore(k2, 1).labels);
        QCOMPARE(ink("weightsMeter").rgb(), bright.rgb());
        QVERIFY(meterValue(2) != weights);
        // Also between events, while it is computed.
        session().precision().setPrecision({7, 7});
        m_pending = 0;
        waitForMask();
        QVERIFY(m_pending > 0);
        finish();
    }

    void aMaskIsDrawnBeforeItsNumbersArePainted()
    {
        begin();
        openMasked({3, 768, 3});
        m_painted = valueOf(2); // of the weights: another precision has others
        m_painted->installEventFilter(this);
        connect(&m_window->planes().mainView(), &RenderView::rendered, this,
                [this] { m_drawn = m_session == nullptr || !m_session->isPending(); });
        m_session = &session();
        for (const Precision precision : {k1, k2, Precision{7, 7}, Precision{2, 3}}) {
            session().precision().setPrecision(precision);
            QTest::qWait(5);
            m_drawn = false;
            m_early = 0;
            waitForMask();
            QTRY_VERIFY(m_drawn);
            QCOMPARE(m_early, 0);
        }
        m_session = nullptr;
        m_painted->removeEventFilter(this);
        finish();
    }

    void aSliceHasNoAgreementBeforeItsOwn()
    {
        begin();
        Image image = phantom::make(phantom::Kind::Em, {3, 384, 60}).image;
        openVolume(image, "no_reference.nii.gz", "a-em");
        waitForMask();
        session().cancelSweep();
        session().setSlice(52); // far from the first, which is computed last
        session().precision().setPrecision(k2);
        QTRY_VERIFY_WITH_TIMEOUT(!session().isPending() && meterValue(0) != kDash, kTimeoutMs);
        const QString former = meterValue(0);
        QCOMPARE(former, agreementByCore(k2, 52));
        startLooking();
        QVERIFY(session().results().find(keyOf(k2, 0)) == nullptr);
        m_unshown = 0;
        press(Qt::Key_PageUp); // to a neighbour, then to the first
        session().setSlice(0);
        QCOMPARE(meterValue(0), kDash);
        QCOMPARE(figure(0), kDash);
        QCOMPARE(caption(), QStringLiteral("computing W5A3"));
        QCOMPARE(text("figuresHeading"), QStringLiteral("SLICE 1 AGAINST FULL"));
        QCOMPARE(rowDetail(), QString());
        waitForMask();
        QVERIFY(m_unshown > 0);
        QTRY_VERIFY_WITH_TIMEOUT(meterValue(0) != kDash, kTimeoutMs);
        QCOMPARE(meterValue(0), agreementByCore(k2, 0));
        QVERIFY(meterValue(0) != former);
        finish();
    }

    void aFloatPathThatDoesNotLoadIsGivenUp()
    {
        const QString module = path("broken-module");
        QFile file(module);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("no library");
        file.close();
        qputenv("HALFTONE_TORCH_MODULE", module.toUtf8());
        begin();
        change([&] { session().openSample(phantom::Kind::Em, {3, 128, 3}); });
        change([&] { open("float-em"); });
        QVERIFY(session().precision().full() == quant::kFull);
        startLooking();
        session().precision().setPrecision(quant::kSimulated16);
        QVERIFY(caption().endsWith(QStringLiteral("computing W16A16")));
        QSignalSpy failed(&session(), &Session::failed);
        QVERIFY(failed.wait(kTimeoutMs));
        // It is said once, and what can be computed is.
        waitForMask();
        waitUntilSettled();
        QCOMPARE(failed.size(), 1);
        QVERIFY(session().precision().precision().isInteger());
        QVERIFY(session().precision().full() == quant::kHighestInteger);
        QVERIFY(
            m_window->banners().sentences().join(QChar(u' ')).contains(QStringLiteral("LibTorch")));
        QVERIFY(!caption().contains(QStringLiteral("computing")));
        finish();
    }

    void sixteenBitsDoNotStandAboveOtherNumbers()
    {
        qputenv("HALFTONE_TORCH_MODULE", HALFTONE_TEST_FLOAT_MODULE);
        begin();
        openMasked({3, 128, 3}, "float-em");
        session().precision().setPrecision({8, 6});
        waitForMask();
        const QString weights = meterValue(2);
        startLooking();
        m_pending = 0;
        // As a person does it.
        LevelSlider* dial = slider("weightSlider");
        QTest::mouseClick(dial, Qt::LeftButton, {}, dial->handleCentre(8));
        QVERIFY(session().precision().precision() == quant::kSimulated16);
        QVERIFY(caption().startsWith(QStringLiteral("W8A6")));
        QVERIFY(caption().endsWith(QStringLiteral("computing W16A16")));
        QCOMPARE(meterValue(2), weights);
        QVERIFY(isPending(2));
        QCOMPARE(rowDetail(), QStringLiteral("W8A6"));
        QTest::qWait(100);
        QVERIFY(session().isPending()); // it takes 400 ms
        QVERIFY(m_pending > 3);
        keepPicture(m_window->picture(), QStringLiteral("computing_w16a16"));
        waitForMask();
        QVERIFY(caption().startsWith(QStringLiteral("W16A16")));
        QCOMPARE(meterValue(2), formatBytes(32'000));
        QVERIFY(!isPending(2));
        finish();
    }

    void whatCannotBeComputedSaysSo()
    {
        qputenv("HALFTONE_TORCH_MODULE", HALFTONE_TEST_FLOAT_MODULE);
        begin();
        openMasked({3, 128, 3}, "failing-em");
        session().precision().setPrecision({8, 6});
        waitForMask();
        startLooking();
        session().precision().setPrecision(quant::kSimulated16);
        QVERIFY(caption().endsWith(QStringLiteral("computing W16A16")));
        QSignalSpy failed(&session(), &Session::failed);
        QVERIFY(failed.wait(kTimeoutMs));
        waitUntilSettled();
        const QString sentence = QStringLiteral("W16A16 failed");
        QVERIFY(caption().startsWith(QStringLiteral("W8A6")));
        QVERIFY(caption().endsWith(sentence));
        for (std::size_t n = 0; n < kMeters.size(); ++n) {
            QCOMPARE(card(n)->change(), sentence);
            QVERIFY(isPending(n));
        }
        QCOMPARE(rowDetail(), QStringLiteral("W8A6"));
        QVERIFY(m_window->banners()
                    .sentences()
                    .join(QChar(u' '))
                    .contains(QStringLiteral("not enough memory")));
        keepPicture(m_window->picture(), QStringLiteral("not_computed"));
        QTest::qWait(300);
        QVERIFY(caption().endsWith(sentence));
        // On another slice there is no mask to stay. It is tried again, and said again.
        press(Qt::Key_Down);
        QCOMPARE(caption(), QStringLiteral("computing W16A16"));
        QVERIFY(failed.wait(kTimeoutMs));
        waitUntilSettled();
        QCOMPARE(caption(), sentence);
        QCOMPARE(meterValue(0), kDash);
        // The way out.
        press(Qt::Key_B);
        waitForMask();
        QVERIFY(caption().startsWith(QStringLiteral("W4A6")));
        QVERIFY(!caption().contains(sentence));
        // Asked for once more it is not said to have failed before it has.
        press(Qt::Key_Up);
        session().precision().setPrecision(quant::kSimulated16);
        QVERIFY(failed.wait(kTimeoutMs));
        waitUntilSettled();
        session().precision().setPrecision({8, 6}); // is known: nothing is computed
        QVERIFY(!session().isPending());
        session().precision().setPrecision(quant::kSimulated16);
        QVERIFY(caption().endsWith(QStringLiteral("computing W16A16")));
        finish();
    }

    void cancellingLeavesNothingComputing()
    {
        begin();
        openMasked({3, 384, 3});
        startLooking();
        session().precision().setPrecision(k2);
        QVERIFY(session().isPending());
        session().cancelSweep(); // stops whatever runs, also this
        waitForMask();
        waitUntilSettled();
        QCOMPARE(*session().mask(), segmentByCore(k2, 1).labels);
        // A file that is not read after all leaves everything as it is.
        const QString before = caption();
        session().openSample(phantom::Kind::Em, {4, 1024, 20});
        session().opener().cancel();
        QTest::qWait(200);
        QCOMPARE(caption(), before);
        QVERIFY(session().isSettled());
        QVERIFY(!m_window->findChild<QWidget*>(QStringLiteral("loadCard"))->isVisible());
        finish();
    }
};

HALFTONE_GUI_TEST_MAIN(TestTruth)
#include "tst_truth.moc"
