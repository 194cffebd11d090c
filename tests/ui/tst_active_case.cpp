// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/active_case.h"

#include <QTest>

#include <algorithm>

using namespace halftone;
using namespace halftone::ui;

namespace {

using Mask = std::vector<std::uint8_t>;

/// White and grey matter, the cord that both make, and everything else.
std::shared_ptr<const model::Model> cordModel()
{
    model::Model model;
    model.card.labels = {{1, "white-matter", {10, 20, 30}}, {2, "grey-matter", {40, 50, 60}}};
    model.card.unions = {{"cord", {2, 1}}, {"outside", {0}}};
    return std::make_shared<const model::Model>(model);
}

ActiveCase scoredBy(std::vector<std::string> scored)
{
    pipeline::LoadedStudy loaded;
    loaded.model = cordModel();
    loaded.scored = std::move(scored);
    return ActiveCase(loaded);
}

} // namespace

class TestActiveCase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsScored_data()
    {
        QTest::addColumn<std::vector<std::string>>("scored");
        QTest::addColumn<std::vector<std::string>>("names");
        QTest::addColumn<Mask>("comparable"); // of 0 1 2 1
        using Names = std::vector<std::string>;
        QTest::newRow("the reference knows all")
            << Names{} << Names{"white-matter", "grey-matter"} << Mask{0, 1, 2, 1};
        QTest::newRow("one label: the other is background")
            << Names{"grey-matter"} << Names{"grey-matter"} << Mask{0, 0, 2, 0};
        QTest::newRow("a union: its labels are one")
            << Names{"cord"} << Names{"cord"} << Mask{0, 1, 1, 1};
        QTest::newRow("labels come before unions")
            << Names{"cord", "white-matter"} << Names{"white-matter"} << Mask{0, 1, 0, 1};
        QTest::newRow("background is no structure")
            << Names{"outside"} << Names{} << Mask{0, 0, 0, 0};
        QTest::newRow("nothing the model knows") << Names{"liver"} << Names{} << Mask{0, 0, 0, 0};
    }

    void whatIsScored()
    {
        QFETCH(std::vector<std::string>, scored);
        QFETCH(std::vector<std::string>, names);
        QFETCH(Mask, comparable);
        const ActiveCase active = scoredBy(scored);
        std::vector<std::string> found;
        for (const eval::Structure& structure : active.structures()) {
            found.push_back(structure.name);
        }
        QCOMPARE(found, names);
        QCOMPARE(active.comparable(Mask{0, 1, 2, 1}), comparable);
    }

    void aUnionHasAllItsValues()
    {
        std::vector<std::uint8_t> values = scoredBy({"cord"}).structures().at(0).values;
        std::sort(values.begin(), values.end());
        QCOMPARE(values, (std::vector<std::uint8_t>{1, 2}));
    }

    void withoutAModelNothingIsScored()
    {
        const ActiveCase active{pipeline::LoadedStudy{}};
        QVERIFY(!active.canSegment());
        QVERIFY(active.structures().empty());
        QCOMPARE(active.comparable(Mask{1, 2}), (Mask{0, 0}));
    }

    void referencesAreReadSliceBySlice()
    {
        Image image;
        image.geometry.size = {3, 2, 2};
        image.voxels = std::vector<std::uint8_t>(12);
        pipeline::LoadedStudy loaded;
        loaded.image = std::make_shared<const Image>(image);
        loaded.prepared =
            std::make_shared<const image::PreparedImage>(loaded.image, PreprocessSpec{});
        const ActiveCase without(loaded);
        QVERIFY(!without.hasReference());
        QVERIFY(without.referenceSlice(0).empty());

        LabelMap reference;
        reference.geometry = image.geometry;
        reference.voxels = {0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6};
        loaded.reference = std::make_shared<const LabelMap>(reference);
        const ActiveCase active(loaded);
        QVERIFY(active.hasReference());
        QCOMPARE(active.slices(), 2);
        QVERIFY(active.grid() == image.geometry);
        const std::span<const std::uint8_t> slice = active.referenceSlice(1);
        QCOMPARE(Mask(slice.begin(), slice.end()), (Mask{1, 2, 3, 4, 5, 6}));
        QVERIFY(active.referenceSlice(2).empty());
        QVERIFY(active.referenceSlice(-1).empty());
    }
};

QTEST_GUILESS_MAIN(TestActiveCase)
#include "tst_active_case.moc"
