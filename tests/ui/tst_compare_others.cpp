// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "compare_window.h"

#include "core/report/definitions.h"
#include "ui/widgets/controls/definition_button.h"

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

/// Masks that other models, files and references are compared with.
class TestCompareOthers : public CompareWindow {
    Q_OBJECT

private:
    void addLabels(const char* name)
    {
        QSignalSpy added(&document(), &Document::layerAdded);
        session().opener().readLabels({toPath(path(name))}, active().image());
        QVERIFY(added.wait(kTimeoutMs));
        waitUntilSettled();
    }

    QColor maskColour()
    {
        return QColor(document().last<PredictionContent>()->style.labels.front().colour);
    }

private Q_SLOTS:
    void initTestCase() { installCompared(); }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup() { m_window.reset(); }

    void anotherModelHasItsOwnGrid()
    {
        makeWindow();
        openBlobs();
        const auto model = installed("d-other");
        // A precision at which that model paints a part of the slice.
        document().setOther(OtherModel{model, {}, kPainting});
        QVERIFY(comparison().pendingText() == QStringLiteral("computing W1A2"));
        waitUntilSettled();
        quiet();
        QCOMPARE(otherName(), QStringLiteral("B  d-other, W1A2"));
        QVERIFY(comparison().other()->grid.size != active().grid().size);
        // What speaks against it is said beside its name.
        QCOMPARE(comparison().warnings().size(), 1);
        QVERIFY(comparison().warnings().front().contains(QStringLiteral("Hounsfield")));
        QVERIFY(other()
                    .findChild<QToolButton*>(QStringLiteral("otherChoice"))
                    ->toolTip()
                    .contains(comparison().warnings().front()));
        const LabelMap b = maskByCore(model, kPainting);
        checkOther(b, QColor(20, 200, 40));
        const LabelMap a = maskByCore(active().model(), kPainting);
        setColourBy(document(), ColourBy::ErrorAgainstOther);
        waitUntilSettled();
        checkFigures(a, b, "agreement");
        keepPicture(m_window->picture(), QStringLiteral("compare_model"));
        // A's own results are those that they were, and the store holds both.
        QVERIFY(session().results().maskBytes() <= ResultStore::kDefaultBudgetBytes);
        QCOMPARE(segmentByCore(kPainting, session().slice()).labels, *session().mask());
        // Once it is the model of A, B is a precision of it.
        change([&] { session().useModel(*model); });
        waitUntilSettled();
        QCOMPARE(otherName(), QStringLiteral("B  W1A2"));
        checkOther(b, maskColour());
    }

    void labelsWithoutCommonNamesAreSeenButNotCounted()
    {
        makeWindow();
        openBlobs();
        const QMenu* menu = chooser();
        QVERIFY(entry(menu, QStringLiteral("Reference: none is open")) != nullptr);
        QVERIFY(!entry(menu, QStringLiteral("Reference: none is open"))->isEnabled());
        document().setOther(OtherModel{installed("b-cord"), {}, kPainting});
        waitUntilSettled();
        QVERIFY(other().isVisible());
        QVERIFY(!canColourBy(document(), ColourBy::ErrorAgainstOther));
        auto* radio = m_window->findChild<QRadioButton*>(QStringLiteral("colourBy3"));
        QVERIFY(radio->isVisible() && !radio->isEnabled());
        QVERIFY(radio->toolTip().contains(QStringLiteral("shares no label")));
        press(Qt::Key_E, Qt::ShiftModifier);
        QVERIFY(colourBy(document()) == ColourBy::Label);
    }

    void aLabelFileIsComparedAndEndsWithItsLayer()
    {
        makeWindow();
        openBlobs();
        writeLabels("drawn.nii.gz");
        addLabels("drawn.nii.gz");
        choose(QStringLiteral("drawn.nii.gz"));
        quiet();
        QCOMPARE(otherName(), QStringLiteral("B  drawn.nii.gz"));
        const LabelMap drawn = image::readLabelMap(toPath(path("drawn.nii.gz")));
        const LayerId layer = std::get<OtherLabels>(document().other()).layer;
        checkOther(drawn, QColor(document().find(layer)->style.labels.front().colour));
        press(Qt::Key_E, Qt::ShiftModifier);
        waitUntilSettled();
        const LabelMap a = maskByCore(active().model(), kPainting);
        checkFigures(a, drawn, "agreement");
        QVERIFY(document().userRemoves(layer));
        QVERIFY(!isSet(document().other()));
        QVERIFY(!other().isVisible());
        QVERIFY(colourBy(document()) == ColourBy::Label);
        QVERIFY(!m_window->findChild<QRadioButton*>(QStringLiteral("colourBy3"))->isVisible());
        waitUntilSettled();
        QCOMPARE(figure("figuresHeading"), QStringLiteral("SLICE 7 AGAINST FULL"));
    }

    void theReferenceIsComparedAsItJudges()
    {
        makeWindow();
        openBlobs();
        writeLabels("truth.nii.gz");
        change([&] { openReference(path("truth.nii.gz")); });
        waitUntilSettled();
        choose(QStringLiteral("Reference"));
        const LabelMap a = maskByCore(active().model(), kPainting);
        const LabelMap truth = image::readLabelMap(toPath(path("truth.nii.gz")));
        QVERIFY(colourBy(document()) == ColourBy::ErrorAgainstReference);
        checkFigures(a, truth, "Dice");
        const QImage errors = slicePicture();
        setColourBy(document(), ColourBy::ErrorAgainstOther);
        waitUntilSettled();
        checkFigures(a, truth, "Dice"); // the reference is what it is, in B too
        QCOMPARE(differingPixels(errors, slicePicture()), 0);
        keepPicture(m_window->picture(), QStringLiteral("compare_reference"));
        // As a layer that is gone.
        change([&] { document().userRemoves(document().reference()->id); });
        QVERIFY(!isSet(document().other()));
        QVERIFY(!other().isVisible());
    }

    void anotherImageKeepsAPrecisionAlone()
    {
        makeWindow();
        openBlobs();
        choose(QStringLiteral("W2A2"));
        openBlobs("second.nii.gz");
        QVERIFY(document().other() == Other(OtherPrecision{{2, 2}}));
        QVERIFY(other().isVisible());
        QCOMPARE(otherName(), QStringLiteral("B  W2A2"));
        document().setOther(OtherModel{installed("d-other"), {}, kPainting});
        waitUntilSettled();
        openBlobs("third.nii.gz");
        QVERIFY(!isSet(document().other()));
        QVERIFY(!other().isVisible());
    }

    void definitionsAreOneClickAway()
    {
        makeWindow();
        openBlobs();
        QTest::mouseClick(m_window->findChild<DefinitionButton*>(), Qt::LeftButton);
        auto* popup = m_window->findChild<QFrame*>(QStringLiteral("definitionsPopup"));
        QVERIFY(popup != nullptr && popup->isVisible());
        QStringList words;
        for (const QLabel* label : popup->findChildren<QLabel*>()) {
            words.push_back(label->text());
        }
        QVERIFY(words.contains(QString::fromLatin1(report::findDefinition("HD95")->text)));
        QVERIFY(words.contains(QString::fromLatin1(report::findDefinition("Dice")->text)));
        keepPicture(popup->grab().toImage(), QStringLiteral("definitions"));
        QTest::keyClick(popup, Qt::Key_Escape);
        QVERIFY(!popup->isVisible());
    }

    void distancesWithoutSpacingAreInPixels()
    {
        makeWindow();
        openSampleOf(phantom::Kind::Abdomen, {3, 96, 6});
        Image bare = *active().image();
        bare.geometry.spacingKnown = false;
        bare.geometry.spacingMm = {1, 1, 1};
        openVolume(bare, "bare.tif");
        session().precision().setPrecision(kPainting);
        waitUntilSettled();
        choose(QStringLiteral("W2A2"));
        setColourBy(document(), ColourBy::ErrorAgainstOther);
        waitUntilSettled();
        QVERIFY(!active().grid().spacingKnown);
        QVERIFY2(figure("figureDistance").endsWith(QChar(0x00A0) + QStringLiteral("px")),
                 qPrintable(figure("figureDistance")));
        QVERIFY(figure("figureArea1").isEmpty());
        QVERIFY(!figure("figureVolume").contains(QStringLiteral("ml")));
        QVERIFY(figure("figureVolume").contains(QStringLiteral("voxels")));
    }
};

HALFTONE_GUI_TEST_MAIN(TestCompareOthers)
#include "tst_compare_others.moc"
