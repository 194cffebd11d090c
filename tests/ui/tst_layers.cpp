// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "layers_window.h"

#include <set>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

/// Two images and three label layers over one another, looked at and worked on by hand.
class TestLayers : public LayersWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        installModel("a-em", Modality::EM, {"membrane"}, 8);
        installModel("c-ct", Modality::CT, {"pancreas"});
    }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup() { m_window.reset(); }

    void allOfThemAreSeenAtTheirPlaces()
    {
        openAll();
        QCOMPARE(rowNames(),
                 (QStringList{QStringLiteral("pancreas"), QStringLiteral("spot.nii.gz"),
                              QStringLiteral("far.nii.gz"), QStringLiteral("two.nii.gz: 1"),
                              QStringLiteral("two.nii.gz: 2"), QStringLiteral("second.nii.gz"),
                              QStringLiteral("base.nii.gz")}));
        std::set<QRgb> colours;
        for (int row = 0; row < 5; ++row) {
            colours.insert(
                m_window->layers().index(row).data(Qt::DecorationRole).value<QColor>().rgb());
        }
        QCOMPARE(colours.size(), std::size_t{5});
        // Named places, by millimetres.
        QVERIFY(isPainted({5, 5, kZ}, "spot.nii.gz"));
        QVERIFY(!isPainted({29, 35, kZ}, "far.nii.gz"));
        QVERIFY(isPainted({30, 35, kZ}, "far.nii.gz"));
        QVERIFY(isPainted({49, 35, kZ}, "far.nii.gz"));
        QVERIFY(!isPainted({50, 35, kZ}, "far.nii.gz"));
        QVERIFY(!isPainted({8, 40, kZ}, "second.nii.gz"));
        QVERIFY(isPainted({9, 40, kZ}, "second.nii.gz"));
        QVERIFY(isPainted({48, 40, kZ}, "second.nii.gz"));
        QVERIFY(!isPainted({49, 40, kZ}, "second.nii.gz"));
        checkPixels();
        press(Qt::Key_Backslash);
        QTest::qWait(50);
        document().setCursor({42, 16, kZ});
        checkPixels();
        press(Qt::Key_X);
        clickRow("two.nii.gz: 1", Part::Name);
        QTest::mouseClick(radio("outlineLayer"), Qt::LeftButton);
        keepPicture(m_window->picture(), QStringLiteral("two_images_three_label_layers"));
    }

    /// Masks as many programs write them; 254 and 255 are the paints of errors here.
    void masksOf0And255AreSeen()
    {
        openAll();
        const LabelMap labels =
            labelMap(document().baseImage()->geometry, [](int i, int) { return i < 20 ? 255 : 0; });
        addLabels("white.nii.gz", labels);
        const Layer& layer = layerNamed("white.nii.gz");
        QCOMPARE(layer.style.labels.size(), std::size_t{1});
        QVERIFY(layer.style.labels[0].value <= kLastLabel);
        QCOMPARE(layer.style.labels[0].name, QStringLiteral("255"));
        QVERIFY(layer.isLabelVisible(layer.style.labels[0].value));
        const auto& shown = layer.as<LabelsContent>()->labels;
        QCOMPARE(
            std::count(shown->voxels.begin(), shown->voxels.end(), layer.style.labels[0].value),
            std::count(labels.voxels.begin(), labels.voxels.end(), 255));
        checkPixels();
    }

    void keysGoFromLayerToLayer()
    {
        openAll();
        auto* list = m_window->findChild<QListView*>(QStringLiteral("layerList"));
        clickRow("spot.nii.gz", Part::Name);
        press(Qt::Key_BraceRight);
        QCOMPARE(list->currentIndex().data().toString(), QStringLiteral("far.nii.gz"));
        press(Qt::Key_BraceLeft);
        press(Qt::Key_BraceLeft);
        QCOMPARE(list->currentIndex().row(), 0);
        press(Qt::Key_BraceLeft); // there is none before it
        QCOMPARE(list->currentIndex().row(), 0);
    }

    void eyeAndSwatchShowAndHide()
    {
        openAll();
        for (const char* name : {"spot.nii.gz", "far.nii.gz", "second.nii.gz", "base.nii.gz"}) {
            for (const Part part : {Part::Eye, Part::Swatch}) {
                const QImage with = picture(Plane::Axial);
                clickRow(name, part);
                QVERIFY(!isChecked(name));
                QVERIFY(differingPixels(with, picture(Plane::Axial)) > 500);
                if (QLatin1String(name) != QLatin1String("base.nii.gz")) {
                    checkPixels();
                }
                clickRow(name, part);
                QVERIFY(isChecked(name));
                QCOMPARE(differingPixels(with, picture(Plane::Axial)), 0);
            }
        }
        // One label of a file, not the other.
        clickRow("two.nii.gz: 2", Part::Eye);
        QVERIFY(layerNamed("two.nii.gz").style.visible);
        QVERIFY(layerNamed("two.nii.gz").style.labels[0].visible);
        QVERIFY(!layerNamed("two.nii.gz").style.labels[1].visible);
        checkPixels();
        // A click on the name shows and hides nothing.
        clickRow("far.nii.gz", Part::Name);
        QVERIFY(layerNamed("far.nii.gz").style.visible);
        QCOMPARE(m_window->studyPanel().layers().current(), layerNamed("far.nii.gz").id);
    }

    void looksAreThoseOfTheSelectedLayer()
    {
        openAll();
        LevelSlider* dial = slider("opacitySlider");
        clickRow("far.nii.gz", Part::Name);
        QCOMPARE(dial->value(), 55);
        QTest::mouseClick(dial, Qt::LeftButton, {}, dial->handleCentre(90));
        QCOMPARE(dial->value(), 90);
        QCOMPARE(layerNamed("far.nii.gz").style.opacity, 0.9);
        checkPixels();
        clickRow("second.nii.gz", Part::Name);
        QCOMPARE(dial->value(), 50);
        QVERIFY(!radio("outlineLayer")->isEnabled()); // an image has no outline
        QTest::mouseClick(dial, Qt::LeftButton, {}, dial->handleCentre(20));
        checkPixels();
        press(Qt::Key_D);
        QVERIFY(std::abs(layerNamed("second.nii.gz").style.opacity - 0.3) < 1e-9);
        QCOMPARE(dial->value(), 30);
        press(Qt::Key_A);
        press(Qt::Key_A);
        press(Qt::Key_A);
        QCOMPARE(layerNamed("second.nii.gz").style.opacity, 0.0);
        checkPixels();
        // The others stayed as they were.
        QCOMPARE(layerNamed("far.nii.gz").style.opacity, 0.9);
        QCOMPARE(layerNamed("spot.nii.gz").style.opacity, 0.55);
        clickRow("far.nii.gz", Part::Name);
        QCOMPARE(dial->value(), 90);
        press(Qt::Key_W);
        QVERIFY(!layerNamed("far.nii.gz").style.visible);
        checkPixels();
        press(Qt::Key_W);
        QVERIFY(layerNamed("far.nii.gz").style.visible);
        checkPixels();
    }

    void outlinesLeaveTheInsideFree()
    {
        openAll();
        clickRow("far.nii.gz", Part::Name);
        QVERIFY(radio("fillLayer")->isChecked());
        QTest::mouseClick(radio("outlineLayer"), Qt::LeftButton);
        QVERIFY(layerNamed("far.nii.gz").style.outlined);
        QVERIFY(!layerNamed("spot.nii.gz").style.outlined);
        checkPixels(); // the middle of a pixel that is not painted shows what is below
        checkOutline();
        press(Qt::Key_O);
        QVERIFY(!layerNamed("far.nii.gz").style.outlined);
        QVERIFY(radio("fillLayer")->isChecked());
        checkPixels();
        press(Qt::Key_O);
        QVERIFY(radio("outlineLayer")->isChecked());
        checkOutline();
        QTest::mouseClick(radio("fillLayer"), Qt::LeftButton);
        QVERIFY(!layerNamed("far.nii.gz").style.outlined);
        checkPixels();
    }

    void layersComeAndGo()
    {
        openAll();
        const QImage all = picture(Plane::Axial);
        const int rows = m_window->layers().rowCount();
        for (const char* name : {"far.nii.gz", "second.nii.gz", "two.nii.gz: 2"}) {
            clickRow(name, Part::Name);
            const int gone = QLatin1String(name).startsWith(QLatin1String("two")) ? 2 : 1;
            press(Qt::Key_Delete);
            QCOMPARE(m_window->layers().rowCount(), rows - gone);
            QVERIFY(differingPixels(all, picture(Plane::Axial)) > 300);
            checkPixels();
            press(Qt::Key_Z, Qt::ControlModifier);
            QCOMPARE(m_window->layers().rowCount(), rows);
            QCOMPARE(differingPixels(all, picture(Plane::Axial)), 0);
            press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
            QCOMPARE(m_window->layers().rowCount(), rows - gone);
            checkPixels();
            press(Qt::Key_Z, Qt::ControlModifier);
            QCOMPARE(differingPixels(all, picture(Plane::Axial)), 0);
        }
        // The document is its first image: that stays.
        clickRow("base.nii.gz", Part::Name);
        press(Qt::Key_Delete);
        QCOMPARE(m_window->layers().rowCount(), rows);
        // Opening files can be undone, last first, down to nothing.
        const QStringList order = rowNames();
        for (int step = 0; step < 4; ++step) {
            press(Qt::Key_Z, Qt::ControlModifier);
        }
        QCOMPARE(rowNames(),
                 (QStringList{QStringLiteral("pancreas"), QStringLiteral("base.nii.gz")}));
        checkPixels();
        for (int step = 0; step < 4; ++step) {
            press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        }
        QCOMPARE(rowNames(), order);
        QCOMPARE(differingPixels(all, picture(Plane::Axial)), 0);
    }

    void theReferenceGoesAndComesBackWithItsFigures()
    {
        makeWindow();
        openSampleOf(phantom::Kind::Em, {7, 128, 3});
        auto* card = m_window->findChild<MeterCard*>(QStringLiteral("qualityMeter"));
        auto* caption = card->findChild<QLabel*>(QStringLiteral("caption"));
        auto* strip = m_window->findChild<QLabel*>(QStringLiteral("stripName"));
        QCOMPARE(caption->text(), QStringLiteral("Dice, membrane"));
        const QString dice = card->value();
        const std::vector<SliceScore> scores = session().scores();
        const QImage errors = picture(Plane::Axial);
        QVERIFY(dice != QString(QChar(0x2013)));
        clickRow("reference", Part::Name);
        change([&] { press(Qt::Key_Delete); });
        QCOMPARE(caption->text(), QStringLiteral("Agreement with full"));
        QVERIFY(card->value() != dice);
        QCOMPARE(strip->text(), QStringLiteral("Agreement per slice"));
        waitUntilSettled();
        QVERIFY(colourBy(document()) == ColourBy::Label);
        QVERIFY(card->value() != QString(QChar(0x2013)));
        QVERIFY(session().scores() != scores);
        change([&] { press(Qt::Key_Z, Qt::ControlModifier); });
        waitUntilSettled();
        QCOMPARE(caption->text(), QStringLiteral("Dice, membrane"));
        QCOMPARE(card->value(), dice);
        QCOMPARE(session().scores(), scores);
        QCOMPARE(strip->text(), QStringLiteral("Dice per slice"));
        press(Qt::Key_2);
        QCOMPARE(differingPixels(errors, picture(Plane::Axial)), 0);
    }

    void aReferenceThatIsGoneJudgesNothing()
    {
        makeWindow();
        openSampleOf(phantom::Kind::Em, {7, 128, 3});
        auto* caption = m_window->findChild<MeterCard*>(QStringLiteral("qualityMeter"))
                            ->findChild<QLabel*>(QStringLiteral("caption"));
        QCOMPARE(caption->text(), QStringLiteral("Dice, membrane"));
        LabelMap other = phantom::make(phantom::Kind::Em, {8, 128, 3}).labels;
        image::writeLabelMap(toPath(path("other.nii.gz")), other);
        clickRow("reference", Part::Name);
        press(Qt::Key_Delete);
        // Before it is judged anew, something else is read.
        add([&] {
            session().opener().readLabels({toPath(path("other.nii.gz"))},
                                          session().active()->image());
        });
        QTRY_COMPARE(caption->text(), QStringLiteral("Agreement with full"));
        waitUntilSettled();
        QVERIFY(document().reference() == nullptr);
        QVERIFY(!session().active()->hasReference());
    }
};

HALFTONE_GUI_TEST_MAIN(TestLayers)
#include "tst_layers.moc"
