// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/tiling.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <algorithm>

using namespace halftone;
using namespace halftone::pipeline;

class TestTiling : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reachOfKnownNetworks()
    {
        // By hand for the U-Net: 2 + 4 + 8 + 16 down, (4 + 8) + (2 + 4) + (1 + 2) up.
        const NetworkReach unet = reachOf(model::makeUNet(16, 1, 1));
        QCOMPARE(unet.stride, 8);
        QCOMPARE(unet.radius, 51);

        model::Network one;
        one.nodes = {{"a", {model::kInputValue}, model::Conv{3, 1, 4, true, true}},
                     {"head", {0}, model::Conv{1, 4, 1, false, true}}};
        QCOMPARE(reachOf(one).radius, 1);
        QCOMPARE(reachOf(one).stride, 1);
    }

    // By hand, of an operation on level 1 or back from it; all else is 1x1.
    void reachOfImportedOperations_data()
    {
        QTest::addColumn<model::Op>("down");
        QTest::addColumn<model::Op>("up");
        QTest::addColumn<int>("radius");
        const auto strided = [](int kernel) {
            return model::Op(model::Conv{kernel, 4, 4, true, false, 2});
        };
        const model::Op shuffle = model::Shuffle2{};
        QTest::newRow("pooling, shuffle") << model::Op(model::MaxPool2{}) << shuffle << 1;
        QTest::newRow("pooling 3x3") << model::Op(model::MaxPool3{}) << shuffle << 1 + 1;
        QTest::newRow("stride, 1x1") << strided(1) << shuffle << 0 + 1;
        QTest::newRow("stride, 2x2") << strided(2) << shuffle << 0 + 1;
        QTest::newRow("stride, 3x3") << strided(3) << shuffle << 1 + 1;
        QTest::newRow("stride, 7x7") << strided(7) << shuffle << 3 + 1;
        QTest::newRow("bilinear") << strided(2) << model::Op(model::Bilinear2{}) << 2;
    }
    void reachOfImportedOperations()
    {
        QFETCH(model::Op, down);
        QFETCH(model::Op, up);
        QFETCH(int, radius);
        model::Network network;
        network.nodes = {{"in", {model::kInputValue}, model::Conv{1, 1, 4, true, true}},
                         {"down", {0}, down},
                         {"up", {1}, up}};
        const int channels = network.channelsOf(2);
        network.nodes.push_back({"head", {2}, model::Conv{1, channels, 1, false, true}});
        QCOMPARE(reachOf(network).radius, radius);
        network.nodes.back().conv().kernel = 5;
        QCOMPARE(reachOf(network).radius, radius + 2);
        QCOMPARE(reachOf(model::makeOpaque({2, 4, 30, 1000, 100})).radius, 30);
        QCOMPARE(reachOf(model::makeOpaque({2, 4, 30, 1000, 100})).stride, 4);
    }

    void wideNetworksGetSmallerTiles()
    {
        QVERIFY(reachOf(model::makeUNet(64, 1, 1)).largestTile >= 1024); // as ever
        model::Network wide;
        wide.nodes = {{"a", {model::kInputValue}, model::Conv{1, 1, 4096, true, true}},
                      {"head", {0}, model::Conv{1, 4096, 1, false, true}}};
        const NetworkReach reach = reachOf(wide);
        const double bytes = 4097.0 * reach.largestTile * reach.largestTile;
        QVERIFY(bytes <= kMostTileBytes && bytes > 0.9 * kMostTileBytes);
        QCOMPARE(planTiles(16384, 16384, reach).tileSize, reach.largestTile);
        QCOMPARE(planTiles(100, 16384, reach).tileSize, 100);
        QVERIFY(reachOf(model::makeUNet(4, 1, 255)).largestTile < 400); // logits count too
        // Far and wide: tiles have to hold what a pixel depends on.
        const NetworkReach far{1, 1000, reach.largestTile};
        QCOMPARE(planTiles(500, 512, far).tileSize, 500); // not larger than the slice
        HALFTONE_EXPECT_ERROR(ErrorCode::OutOfMemory, "pieces of 2001 pixels",
                              planTiles(4000, 512, far));
    }

    void tilesJoinAndKeepTheirMargins_data()
    {
        QTest::addColumn<int>("length");
        QTest::addColumn<int>("tile");
        for (const int length : {1, 7, 8, 120, 121, 128, 129, 512, 513, 1000, 4097}) {
            for (const int tile : {16, 120, 128, 256, 500, 1024}) {
                QTest::addRow("%d in %d", length, tile) << length << tile;
            }
        }
    }
    void tilesJoinAndKeepTheirMargins()
    {
        QFETCH(int, length);
        QFETCH(int, tile);
        const NetworkReach reach{8, 51};
        const TilePlan plan = planTiles(length, tile, reach);
        QVERIFY(plan.paddedLength >= length && plan.paddedLength < length + 8);
        QCOMPARE(plan.paddedLength % 8, 0);
        QCOMPARE(plan.tileSize % 8, 0);
        QVERIFY(plan.tileSize <= std::max({tile + 7, 2 * 56 + 8})); // memory is what tiles are for
        int kept = 0;
        for (const TileSpan& span : plan.spans) {
            const int end = span.start + plan.tileSize;
            QCOMPARE(span.start % 8, 0);
            QCOMPARE(span.keepStart, kept);
            QVERIFY(span.keepEnd > span.keepStart && span.start >= 0 && end <= plan.paddedLength);
            // Away from the slice's own border, nothing nearer to a cut than the network sees.
            QVERIFY(span.start == 0 || span.keepStart - span.start >= reach.radius);
            QVERIFY(end == plan.paddedLength || end - span.keepEnd >= reach.radius);
            kept = span.keepEnd;
        }
        QCOMPARE(kept, plan.paddedLength);
    }

    void oneTileWhereItFits()
    {
        QCOMPARE(planTiles(1024, 1024, {8, 51}).spans.size(), std::size_t{1});
        QCOMPARE(planTiles(1000, 1024, {8, 51}).tileSize, 1000);
        QVERIFY(planTiles(1032, 1024, {8, 51}).spans.size() == 2);
    }

    void nonsenseIsRefused()
    {
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "0 pixels", planTiles(0, 64, {8, 51}));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "tiles of 0", planTiles(64, 0, {8, 51}));
    }
};

QTEST_GUILESS_MAIN(TestTiling)
#include "tst_tiling.moc"
