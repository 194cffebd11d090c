// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "volume_window.h"

#include <QRadioButton>

#include <set>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

namespace {

constexpr double kZ = 4; ///< of the plane that is looked at

/// Where the second image is dark and bright; at 27.5 to 30 mm it goes from one to the other.
constexpr double kEdgeFrom = 27.5;
constexpr double kEdgeTo = 30;

LabelMap labelMap(const Geometry& geometry, const std::function<int(int, int)>& labelAt)
{
    LabelMap map{geometry, {}, {}};
    for (int k = 0; k < geometry.size[2]; ++k) {
        for (int j = 0; j < geometry.size[1]; ++j) {
            for (int i = 0; i < geometry.size[0]; ++i) {
                map.voxels.push_back(static_cast<std::uint8_t>(labelAt(i, j)));
            }
        }
    }
    return map;
}

bool isWithin(int value, int from, int to)
{
    return value >= from && value < to;
}

} // namespace

/// Two images and three label layers over one another, looked at and worked on by hand.
class TestLayers : public VolumeWindow {
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
        const std::vector<double> scores = session().scores();
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

private:
    enum class Part { Swatch, Name, Eye };

    void openAll()
    {
        makeWindow();
        const Geometry base = patientGrid({64, 60, 6}, {1, 1, 2});
        openVolume(volume(base, [](int i, int j, int) { return 200 + (i * 7 + j * 5) % 300; }),
                   "base.nii.gz");
        waitUntilSettled();
        press(Qt::Key_X);
        press(Qt::Key_I);
        document().setCursor({32, 30, kZ});
        clickRow("pancreas", Part::Eye); // what a random model paints
        const Geometry coarse = patientGrid({16, 15, 4}, {2.5, 2.5, 3}, {10, 10, 0});
        image::writeImage(toPath(path("second.nii.gz")),
                          volume(coarse, [](int i, int, int) { return i < 8 ? 100 : 900; }));
        add([&] { session().opener().readImage(toPath(path("second.nii.gz"))); });
        addLabels("spot.nii.gz", labelMap(base, [](int i, int j) { return i < 20 && j < 20; }));
        addLabels("far.nii.gz", labelMap(patientGrid({10, 10, 6}, {2, 2, 2}, {30.3, 30.3, 0}),
                                         [](int, int) { return 1; }));
        addLabels("two.nii.gz", labelMap(base, [](int i, int j) {
                      return !isWithin(i, 40, 60) ? 0 : j < 10 ? 1 : isWithin(j, 12, 25) ? 2 : 0;
                  }));
        waitUntilSettled();
    }

    void addLabels(const char* name, const LabelMap& labels)
    {
        image::writeLabelMap(toPath(path(name)), labels);
        add([&] { session().opener().readLabels(toPath(path(name))); });
    }

    void add(const std::function<void()>& call)
    {
        QSignalSpy added(&document(), &Document::layerAdded);
        call();
        QVERIFY(added.wait(kTimeoutMs));
    }

    QStringList rowNames()
    {
        QStringList names;
        for (int row = 0; row < m_window->layers().rowCount(); ++row) {
            names.push_back(m_window->layers().index(row).data().toString());
        }
        return names;
    }

    /// A row's name may say the label after the layer's.
    const Layer& layerNamed(const char* name)
    {
        const QString layerName = QString::fromLatin1(name).section(QStringLiteral(": "), 0, 0);
        const auto found =
            std::find_if(document().layers().begin(), document().layers().end(),
                         [&](const Layer& layer) { return layer.name == layerName; });
        Q_ASSERT(found != document().layers().end());
        return *found;
    }

    QModelIndex rowNamed(const char* name)
    {
        return m_window->layers().index(
            static_cast<int>(rowNames().indexOf(QString::fromLatin1(name))));
    }

    bool isChecked(const char* name)
    {
        return rowNamed(name).data(Qt::CheckStateRole).toInt() == static_cast<int>(Qt::Checked);
    }

    void clickRow(const char* name, Part part)
    {
        const QModelIndex index = rowNamed(name);
        QVERIFY2(index.isValid(), name);
        auto* list = m_window->findChild<QListView*>(QStringLiteral("layerList"));
        list->scrollTo(index);
        const QRect box = list->visualRect(index);
        const int x = part == Part::Swatch ? box.left() + 14
                      : part == Part::Eye  ? box.right() - 16
                                           : box.center().x();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, {x, box.center().y()});
    }

    QRadioButton* radio(const char* name)
    {
        return m_window->findChild<QRadioButton*>(QString::fromLatin1(name));
    }

    /// What a layer puts over what lies below it; an invalid colour is nothing.
    static QColor colourOf(const Layer& layer, const image::Point& mm)
    {
        if (const auto* content = layer.as<ImageContent>()) {
            const Image& image = *content->image;
            const auto voxel = voxelAt(image.geometry, mm);
            if (!voxel) {
                return {};
            }
            const DisplayWindow& window = layer.style.window;
            const double value = image.value(flatIndex(image.geometry, *voxel));
            const int grey = static_cast<int>(std::lround(
                255 * std::clamp((value - window.low) / (window.high - window.low), 0.0, 1.0)));
            return {grey, grey, grey};
        }
        const auto* content = layer.as<LabelsContent>();
        const auto voxel =
            content != nullptr ? voxelAt(content->labels->geometry, mm) : std::nullopt;
        if (!voxel || layer.style.outlined) {
            return {};
        }
        const int value = content->labels->voxels[flatIndex(content->labels->geometry, *voxel)];
        for (const LabelStyle& label : layer.style.labels) {
            if (label.value == value && label.visible) {
                return QColor(label.colour);
            }
        }
        return {};
    }

    QColor expectedAt(const image::Point& mm, const Layer* without = nullptr)
    {
        QColor colour;
        for (const bool images : {true, false}) { // labels lie over all images
            for (const Layer& layer : document().layers()) {
                const QColor mine = colourOf(layer, mm);
                if ((layer.as<ImageContent>() != nullptr) == images && layer.style.visible
                    && &layer != without && mine.isValid()) {
                    colour = colour.isValid() ? blended(colour, mine, layer.style.opacity) : mine;
                }
            }
        }
        return colour;
    }

    /// The view shows the layer at a point.
    bool isPainted(const image::Point& mm, const char* name)
    {
        const QImage seen = picture(Plane::Axial);
        const QColor found = seen.pixelColor(screenAt(Plane::Axial, mm));
        const QColor with = expectedAt(mm);
        const QColor without = expectedAt(mm, &layerNamed(name));
        return isNear(found, with) && !isNear(found, without);
    }

    void checkPixels()
    {
        for (const Plane plane : image::kPlanes) {
            if (!view(plane).isVisible()) {
                continue;
            }
            const QImage seen = picture(plane);
            const image::PlaneGrid& grid = view(plane).slice().plane();
            for (int row = 0; row < grid.rows; ++row) {
                for (int column = 0; column < grid.columns; ++column) {
                    const image::Point mm = grid.at(column, row);
                    if (mm[0] > kEdgeFrom && mm[0] < kEdgeTo) {
                        continue;
                    }
                    const QColor found = seen.pixelColor(screenAt(plane, column, row));
                    const QColor expected = expectedAt(mm);
                    QVERIFY2(isNear(found, expected), qPrintable(describe(found, expected)));
                }
            }
        }
    }

    /// A line runs around far.nii.gz, where voxels end.
    void checkOutline()
    {
        const QImage with = picture(Plane::Axial);
        press(Qt::Key_W);
        const QImage without = picture(Plane::Axial);
        press(Qt::Key_W);
        const QPoint middle = screenAt(Plane::Axial, {40, 40, kZ});
        const QPoint left = screenAt(Plane::Axial, {29.5, 40, kZ});
        const QPoint top = screenAt(Plane::Axial, {40, 29.5, kZ});
        const auto changed = [&](const QPoint& at) {
            const QRect box(at - QPoint(2, 2), QSize(5, 5));
            return differingPixels(with.copy(box), without.copy(box), 20) >= 5;
        };
        QVERIFY(changed(left));
        QVERIFY(changed(top));
        QVERIFY(!changed(middle));
    }
};

HALFTONE_GUI_TEST_MAIN(TestLayers)
#include "tst_layers.moc"
