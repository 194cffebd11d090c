// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/reference.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <memory>

using namespace halftone;
using namespace halftone::pipeline;

namespace {

model::Model cordModel()
{
    model::Model model = model::makeRandomModel(model::makeUNet(4, 1, 3), 2);
    model.card.labels = {{1, "white-matter", {255, 255, 255}}, {2, "grey-matter", {128, 128, 128}}};
    model.card.backgroundName = "other";
    model.card.unions = {{"cord", {1, 2}}};
    return model;
}

model::Model emModel()
{
    model::Model model = model::makeRandomModel(model::makeUNet(4, 1, 1), 2);
    model.card.labels = {{1, "membrane", {255, 176, 74}}};
    model.card.backgroundName = "cell";
    return model;
}

Geometry placedGrid(std::array<int, 3> size)
{
    Geometry grid;
    grid.size = size;
    grid.spacingMm = {1, 2, 3};
    grid.originMm = {10, -20, 30};
    grid.spacingKnown = true;
    grid.orientationKnown = true;
    return grid;
}

LabelMap mapOn(const Geometry& grid, std::vector<std::uint8_t> voxels)
{
    LabelMap map;
    map.geometry = grid;
    map.voxels = std::move(voxels);
    return map;
}

LabelMap adapt(const LabelMap& reference, const Geometry& grid, const model::Model& model)
{
    return adaptReference(reference, grid, model).labels;
}

} // namespace

class TestReference : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void referenceOnTheSameGrid()
    {
        const Geometry grid = placedGrid({2, 2, 1});
        const LabelMap adapted = adapt(mapOn(grid, {0, 1, 2, 2}), grid, cordModel());
        QVERIFY((adapted.voxels == std::vector<std::uint8_t>{0, 1, 2, 2}));
        QCOMPARE(adapted.labels.size(), std::size_t{2});
    }

    void oneLabelTakesWhateverForeground_data()
    {
        QTest::addColumn<std::vector<std::uint8_t>>("stored");
        QTest::addColumn<std::vector<std::uint8_t>>("wanted");
        using V = std::vector<std::uint8_t>;
        QTest::newRow("0 and 1") << V{0, 1, 1, 0} << V{0, 1, 1, 0};
        QTest::newRow("0 and 255") << V{0, 255, 255, 0} << V{0, 1, 1, 0};
        QTest::newRow("0 and 2") << V{0, 2, 2, 0} << V{0, 1, 1, 0};
        QTest::newRow("1 and 2") << V{1, 2, 2, 1} << V{0, 1, 1, 0}; // no zero: the larger
        QTest::newRow("nothing") << V{0, 0, 0, 0} << V{0, 0, 0, 0};
        QTest::newRow("everything") << V{9, 9, 9, 9} << V{1, 1, 1, 1};
    }
    void oneLabelTakesWhateverForeground()
    {
        QFETCH(std::vector<std::uint8_t>, stored);
        QFETCH(std::vector<std::uint8_t>, wanted);
        const Geometry grid = placedGrid({2, 2, 1});
        const ModelReference found = adaptReference(mapOn(grid, stored), grid, emModel());
        QVERIFY(found.labels.voxels == wanted);
        QVERIFY(found.scored.empty() && found.findings.empty());
        QVERIFY(possibleMeanings(mapOn(grid, stored), emModel()).empty());
    }

    void theNamedBackgroundCanBeWhatIsDrawn()
    {
        // ISBI 2012 as its owners give it: 255 is cell.
        const Geometry grid = placedGrid({2, 2, 1});
        const std::vector<std::string> cell{"cell"};
        const ModelReference drawn =
            adaptReference(mapOn(grid, {255, 0, 0, 255}), grid, emModel(), cell);
        QVERIFY((drawn.labels.voxels == std::vector<std::uint8_t>{0, 1, 1, 0}));
        QVERIFY(drawn.scored == cell);
        const std::vector<std::string> other{"other"};
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "background",
                              adaptReference(mapOn(grid, {0, 1, 1, 0}), grid, cordModel(), other));
    }

    void oneValueForSeveralLabelsIsAskedAbout()
    {
        const Geometry grid = placedGrid({2, 2, 1});
        for (const std::uint8_t value : {std::uint8_t{1}, std::uint8_t{255}}) {
            const LabelMap map = mapOn(grid, {0, value, value, 0});
            HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument,
                                  "--label white-matter, grey-matter or cord",
                                  adaptReference(map, grid, cordModel()));
            HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "--label white-matter,grey-matter.",
                                  adaptReference(map, grid, cordModel()));
            QVERIFY((possibleMeanings(map, cordModel())
                     == std::vector<std::string>{"white-matter", "grey-matter", "cord"}));
        }
        QVERIFY(possibleMeanings(mapOn(grid, {0, 1, 2, 0}), cordModel()).empty());
        QVERIFY(possibleMeanings(mapOn(grid, {0, 0, 0, 0}), cordModel()).empty());
    }

    void aLabelsOwnNumberKeepsItsMeaning()
    {
        const Geometry grid = placedGrid({2, 2, 1});
        const ModelReference grey = adaptReference(mapOn(grid, {0, 2, 2, 0}), grid, cordModel());
        QVERIFY((grey.labels.voxels == std::vector<std::uint8_t>{0, 2, 2, 0}));
        QVERIFY(grey.scored == std::vector<std::string>{"grey-matter"}); // the rest is unknown
        QCOMPARE(grey.findings.size(), std::size_t{1});
        QVERIFY((adaptReference(mapOn(grid, {0, 0, 0, 0}), grid, cordModel()).labels.voxels
                 == std::vector<std::uint8_t>(4, 0)));
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "value 7",
                              adaptReference(mapOn(grid, {0, 1, 2, 7}), grid, cordModel()));
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "value 2",
                              adaptReference(mapOn(grid, {0, 1, 2, 0}), grid, emModel()));
    }

    void valuesAreFoundAndCounted()
    {
        LabelMap map = mapOn(placedGrid({3, 2, 1}), {0, 52, 52, 7, 0, 52});
        map.labels = {{7, "spleen", {}}, {52, "52", {}}};
        const std::vector<ReferenceValue> values = valuesOf(map);
        QCOMPARE(values.size(), std::size_t{3});
        QVERIFY(values[0].value == 0 && values[0].voxels == 2);
        QVERIFY(values[1].value == 7 && values[1].name == "spleen" && values[1].voxels == 1);
        QVERIFY(values[2].value == 52 && values[2].name.empty() && values[2].voxels == 3);
    }

    void whatMustBeExplained()
    {
        const Geometry grid = placedGrid({2, 2, 1});
        const auto asks = [&](std::vector<std::uint8_t> voxels, std::vector<Label> labels,
                              const model::Model& model) {
            LabelMap map = mapOn(grid, std::move(voxels));
            map.labels = std::move(labels);
            return mustBeExplained(map, model);
        };
        QVERIFY(asks({0, 52, 7, 0}, {}, emModel()));  // 52 is no label
        QVERIFY(asks({0, 1, 2, 7}, {}, cordModel())); // nor is 7
        QVERIFY(!asks({0, 1, 2, 0}, {}, cordModel()));
        QVERIFY(!asks({0, 255, 255, 0}, {}, emModel())); // background and one structure
        QVERIFY(!asks({0, 1, 1, 0}, {}, cordModel()));   // possibleMeanings() asks
        QVERIFY(!asks({0, 0, 0, 0}, {}, cordModel()));
        // The file has names, and they are other ones.
        QVERIFY(asks({0, 1, 2, 0}, {{1, "grey-matter", {}}, {2, "white-matter", {}}}, cordModel()));
        QVERIFY(!asks({0, 1, 2, 0}, {{1, "white-matter", {}}, {2, "2", {}}}, cordModel()));
        QVERIFY(asks({0, 1, 1, 0}, {{1, "liver", {}}}, emModel()));
        QVERIFY(!asks({0, 1, 1, 0}, {{1, "membrane", {}}}, emModel()));
        LabelMap named = mapOn(grid, {0, 3, 4, 4});
        named.labels = {{3, "grey-matter", {}}, {4, "csf", {}}};
        QVERIFY((meaningsByName(named, cordModel()) == ValueMeanings{{"grey-matter", {3}}}));
    }

    void whatWasSaidOfValuesIsScored()
    {
        const auto image = std::make_shared<Image>();
        image->geometry = placedGrid({2, 2, 1});
        image->voxels = std::vector<std::int16_t>{1, 2, 3, 4};
        const image::PreparedImage prepared(image, emModel().card.preprocess);
        const LabelMap map = mapOn(image->geometry, {0, 52, 7, 52});
        const auto said = [&](const model::Model& model, const ValueMeanings& meanings) {
            return adaptReference(map, prepared, model, meanings);
        };
        using V = std::vector<std::uint8_t>;
        QVERIFY((said(emModel(), {{"membrane", {52}}}).labels.voxels == V{0, 1, 0, 1}));
        QVERIFY((said(emModel(), {{"membrane", {0}}}).labels.voxels == V{1, 0, 0, 0}));
        const ModelReference grey = said(cordModel(), {{"grey-matter", {7}}});
        QVERIFY((grey.labels.voxels == V{0, 0, 2, 0}));
        QVERIFY(grey.scored == std::vector<std::string>{"grey-matter"});
        const ModelReference both =
            said(cordModel(), {{"grey-matter", {7}}, {"white-matter", {52}}});
        QVERIFY((both.labels.voxels == V{0, 1, 2, 1}));
        QCOMPARE(both.scored.size(), std::size_t{2});
        const ModelReference joined = said(cordModel(), {{"grey-matter", {7, 52}}});
        QVERIFY((joined.labels.voxels == V{0, 2, 2, 2}));
        QVERIFY(joined.scored == std::vector<std::string>{"grey-matter"});
        QVERIFY((said(emModel(), {{"membrane", {7, 52}}}).labels.voxels == V{0, 1, 1, 1}));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "no label 'liver'",
                              said(cordModel(), {{"liver", {7}}}));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "value 7 of the reference",
                              said(cordModel(), {{"grey-matter", {7}}, {"white-matter", {52, 7}}}));
    }

    void namesSayWhatAFileShows()
    {
        const Geometry grid = placedGrid({2, 2, 1});
        const auto named = [&](std::vector<std::uint8_t> voxels, std::vector<std::string> names) {
            return adaptReference(mapOn(grid, std::move(voxels)), grid, cordModel(), names);
        };
        using V = std::vector<std::uint8_t>;
        using Names = std::vector<std::string>;
        const ModelReference grey = named({0, 1, 0, 0}, {"grey-matter"});
        QVERIFY((grey.labels.voxels == V{0, 2, 0, 0}));
        QVERIFY(grey.scored == Names{"grey-matter"});
        QVERIFY((named({0, 255, 0, 0}, {"cord"}).labels.voxels == V{0, 1, 0, 0}));
        // A file with the model's values shows its members.
        QVERIFY((named({0, 1, 2, 2}, {"grey-matter"}).labels.voxels == V{0, 0, 2, 2}));
        QVERIFY((named({0, 1, 2, 2}, {"cord"}).labels.voxels == V{0, 1, 1, 1}));
        QVERIFY((named({0, 0, 0, 0}, {"cord"}).labels.voxels == V{0, 0, 0, 0}));
        // Several names: its values are the model's.
        const ModelReference both = named({0, 1, 1, 0}, {"white-matter", "grey-matter"});
        QVERIFY((both.labels.voxels == V{0, 1, 1, 0}));
        QVERIFY((both.scored == Names{"white-matter", "grey-matter"}));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "no structure 'gray'",
                              named({0, 1, 0, 0}, {"gray"}));
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "value 9",
                              named({0, 1, 9, 0}, {"grey-matter"}));
    }

    void singleReferencesAreJoined()
    {
        const Geometry grid = placedGrid({2, 2, 1});
        const auto named = [&](const char* name, std::vector<std::uint8_t> voxels) {
            const std::vector<std::string> names{name};
            return adaptReference(mapOn(grid, std::move(voxels)), grid, cordModel(), names).labels;
        };
        const LabelMap cord = named("cord", {0, 1, 1, 1});
        const LabelMap grey = named("grey-matter", {0, 0, 0, 1});
        const ModelReference both =
            joinReferences({{"cord", cord}, {"grey-matter", grey}}, cordModel());
        QVERIFY((both.labels.voxels == std::vector<std::uint8_t>{0, 1, 1, 2}));
        QCOMPARE(both.scored.size(), std::size_t{4}); // white matter is cord minus grey matter
        QVERIFY(joinReferences({{"grey-matter", grey}}, cordModel()).scored
                == std::vector<std::string>{"grey-matter"});
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "no label 'gray'",
                              joinReferences({{"gray", grey}}, cordModel()));
    }

    void theOrientedGridIsReached()
    {
        // Stored with x to the left's opposite; the model wants LPS.
        auto image = std::make_shared<Image>();
        image->geometry = placedGrid({3, 1, 1});
        image->geometry.direction = {-1, 0, 0, 0, 1, 0, 0, 0, 1};
        image->voxels = std::vector<std::uint8_t>{1, 2, 3};
        model::Model model = emModel();
        model.card.preprocess.orientation = "LPS";
        const image::PreparedImage prepared(image, model.card.preprocess);
        LabelMap plain;
        plain.geometry.size = {3, 1, 1}; // a TIFF: stored as the image is
        plain.voxels = {255, 0, 0};
        QVERIFY((adaptReference(plain, prepared, model).labels.voxels
                 == std::vector<std::uint8_t>{0, 0, 1}));
        plain.geometry = image->geometry;
        QVERIFY((adaptReference(plain, prepared, model).labels.voxels
                 == std::vector<std::uint8_t>{0, 0, 1}));
    }

    void filesWithoutGeometryAreTakenVoxelByVoxel()
    {
        const Geometry grid = placedGrid({3, 2, 1});
        Geometry plain;
        plain.size = grid.size;
        const LabelMap adapted = adapt(mapOn(plain, {0, 1, 0, 1, 2, 1}), grid, cordModel());
        QVERIFY(adapted.geometry == grid);
        QVERIFY((adapted.voxels == std::vector<std::uint8_t>{0, 1, 0, 1, 2, 1}));
        plain.size = {2, 3, 1};
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "no position",
                              adaptReference(mapOn(plain, {0, 1, 0, 1, 2, 1}), grid, cordModel()));
    }

    void flippedReferencesAreTurnedBack()
    {
        const Geometry grid = placedGrid({3, 2, 1});
        Geometry flipped = grid; // the same place, x stored the other way round
        flipped.direction = {-1, 0, 0, 0, 1, 0, 0, 0, 1};
        flipped.originMm[0] += 2 * grid.spacingMm[0];
        const LabelMap adapted = adapt(mapOn(flipped, {1, 0, 2, 1, 1, 0}), grid, cordModel());
        QVERIFY(adapted.geometry.sameGrid(grid));
        QVERIFY((adapted.voxels == std::vector<std::uint8_t>{2, 0, 1, 0, 1, 1}));
    }

    void croppedReferencesAreFilledWithBackground()
    {
        const Geometry grid = placedGrid({4, 1, 1});
        Geometry part = placedGrid({2, 1, 1});
        part.originMm[0] += 2;
        const LabelMap adapted = adapt(mapOn(part, {1, 2}), grid, cordModel());
        QVERIFY((adapted.voxels == std::vector<std::uint8_t>{0, 0, 1, 2}));
    }

    // An empty slice of a reference says that nothing is there; one that it does not reach,
    // nothing.
    void slicesThatAFileReachesAreKnown()
    {
        auto image = std::make_shared<Image>();
        image->geometry = placedGrid({2, 2, 5});
        image->geometry.direction = {1, 0, 0, 0, 1, 0, 0, 0, -1}; // the model wants them turned
        image->voxels = std::vector<std::uint8_t>(20);
        model::Model model = emModel();
        model.card.preprocess.orientation = "LPS";
        const image::PreparedImage prepared(image, model.card.preprocess);
        LabelMap reference = mapOn(image->geometry, std::vector<std::uint8_t>(20));
        QVERIFY(adaptReference(reference, prepared, model).reached.empty());
        reference.geometry.size = {2, 2, 2};
        reference.voxels.resize(8);
        QCOMPARE(adaptReference(reference, prepared, model).reached,
                 (std::vector<bool>{false, false, false, true, true}));
        reference.geometry.size = {2, 1, 5}; // half of every slice
        reference.voxels.resize(10);
        QVERIFY(adaptReference(reference, prepared, model).reached.empty());
    }

    void referencesOfAnotherPlaceAreRefused()
    {
        const Geometry grid = placedGrid({4, 4, 2});
        Geometry elsewhere = grid;
        elsewhere.originMm[2] += 100;
        HALFTONE_EXPECT_ERROR(
            ErrorCode::ShapeMismatch, "different places",
            adaptReference(mapOn(elsewhere, std::vector<std::uint8_t>(32, 1)), grid, emModel()));
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "do not match its size",
                              adaptReference(mapOn(grid, {1}), grid, emModel()));
    }
};

QTEST_GUILESS_MAIN(TestReference)
#include "tst_reference.moc"
