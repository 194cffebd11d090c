// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/float_graph.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <functional>
#include <limits>

using namespace halftone;
using namespace halftone::model::graph;

namespace {

Conv conv(int in, int out, int kernel, int stride = 1, int pad = -1)
{
    const int side = pad < 0 ? (kernel - 1) / 2 : pad;
    Conv op{in, out, {kernel, kernel}, {stride, stride}, {}, {side, side, side, side}, 1, {}, {}};
    op.weights.resize(static_cast<std::size_t>(in * out * kernel * kernel));
    return op;
}

ConvTranspose up(int in, int out)
{
    ConvTranspose op{in, out, {2, 2}, {2, 2}, {}, {}, {0, 0}, 1, {}, {}};
    op.weights.resize(static_cast<std::size_t>(in * out * 4));
    return op;
}

const Pool kPool{false, {2, 2}, {2, 2}, {}, false, false};

/// Two levels, with a skip that `join` brings to the size of the way up first.
Graph twoLevels(int pad, bool crop)
{
    Graph graph;
    graph.nodes = {{"a", {kInput}, conv(1, 4, 3, 1, pad)},
                   {"pool", {0}, kPool},
                   {"b", {1}, conv(4, 8, 3, 1, pad)},
                   {"up", {2}, up(8, 4)}};
    int skip = 0;
    if (crop) {
        graph.nodes.push_back({"crop", {0, 3}, CropLike{}});
        skip = 4;
    }
    const int joined = static_cast<int>(graph.nodes.size());
    graph.nodes.push_back({"join", {skip, 3}, Concat{}});
    graph.nodes.push_back({"head", {joined}, conv(8, 3, 1)});
    return graph;
}

using Change = std::function<void(Graph&)>;

} // namespace

class TestFloatGraph : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void operationsGiveTheirShapes_data()
    {
        QTest::addColumn<Op>("op");
        QTest::addColumn<std::vector<Shape>>("inputs");
        QTest::addColumn<Shape>("expected");
        const auto row = [](const char* name, Op op, std::vector<Shape> inputs, Shape expected) {
            QTest::newRow(name) << std::move(op) << std::move(inputs) << expected;
        };
        row("same", conv(4, 8, 3), {{4, 9, 6}}, {8, 9, 6});
        row("strided", conv(4, 8, 7, 2), {{4, 9, 6}}, {8, 5, 3});
        Conv dilated = conv(4, 8, 3, 1, 2);
        dilated.dilation = {2, 3};
        row("dilated", dilated, {{4, 9, 6}}, {8, 9, 4});
        row("transposed", up(4, 2), {{4, 5, 3}}, {2, 10, 6});
        ConvTranspose monai{4, 2, {3, 3}, {2, 2}, {}, {1, 1, 1, 1}, {1, 1}, 1, {}, {}};
        row("output padding", monai, {{4, 5, 3}}, {2, 10, 6});
        row("channel sums", Add{}, {{4, 1, 1}, {4, 5, 3}, {4, 5, 3}}, {4, 5, 3});
        row("gates", Multiply{}, {{4, 5, 3}, {1, 5, 3}}, {4, 5, 3});
        row("joined", Concat{}, {{4, 5, 3}, {2, 5, 3}}, {6, 5, 3});
        row("pool", kPool, {{4, 5, 3}}, {4, 2, 1});
        Pool ceil = kPool;
        ceil.ceil = true;
        row("pool, ceil", ceil, {{4, 5, 3}}, {4, 3, 2});
        // The last window would begin in the padding.
        row("pool, ceil and pad", Pool{false, {2, 2}, {2, 2}, {1, 1, 1, 1}, true, false},
            {{4, 5, 3}}, {4, 3, 2});
        row("mean", GlobalAverage{}, {{4, 5, 3}}, {4, 1, 1});
        row("resize", Resize{Resize::Mode::Linear, Resize::Corners::HalfPixel, 1.5, 2.0},
            {{4, 5, 3}}, {4, 7, 6});
        row("resize like", ResizeLike{}, {{4, 5, 3}, {2, 11, 7}}, {4, 11, 7});
        row("pad", Pad{Pad::Mode::Constant, {1, 2, 3, 4}, 0}, {{4, 5, 3}}, {4, 9, 9});
        row("crop", Crop{{1, 0, 2, 1}}, {{4, 5, 3}}, {4, 2, 2});
        row("crop like", CropLike{}, {{4, 5, 3}, {2, 3, 4}}, {4, 3, 4});
        row("channels", Channels{1, 3}, {{4, 5, 3}}, {2, 5, 3});
        row("shuffle", Shuffle{2}, {{8, 5, 3}}, {2, 10, 6});
    }
    void operationsGiveTheirShapes()
    {
        QFETCH(Op, op);
        QFETCH(std::vector<Shape>, inputs);
        QFETCH(Shape, expected);
        const Shape found = shapeOf({"x", {}, op}, inputs);
        QVERIFY2(
            found == expected,
            qPrintable(
                QStringLiteral("%1 %2 %3").arg(found.channels).arg(found.height).arg(found.width)));
    }

    void shapesThatDoNotFitAreRefused_data()
    {
        QTest::addColumn<Op>("op");
        QTest::addColumn<std::vector<Shape>>("inputs");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* words, Op op, std::vector<Shape> inputs) {
            QTest::newRow(words) << std::move(op) << std::move(inputs) << QString::fromUtf8(words);
        };
        row("reads 4 channels", conv(4, 8, 3), {{5, 9, 6}});
        row("0 x 1 pixels", conv(4, 8, 7, 1, 0), {{4, 6, 7}});
        row("one input", conv(4, 8, 3), {{4, 9, 6}, {4, 9, 6}});
        row("[4, 9, 6] and [4, 9, 7]", Add{}, {{4, 9, 6}, {4, 9, 7}});
        row("different sizes, [4, 9, 6] and [4, 9, 7]", Concat{}, {{4, 9, 6}, {4, 9, 7}});
        row("takes channels 2 to 5", Channels{2, 5}, {{4, 5, 3}});
        row("cannot make pixels", Shuffle{2}, {{6, 5, 3}});
        row("reflects more", Pad{Pad::Mode::Reflect, {5, 0, 0, 0}, 0}, {{4, 5, 3}});
        row("has 3 factors", Affine{{1, 1, 1}, {0, 0, 0}}, {{4, 5, 3}});
        row("by a factor", Resize{{}, {}, -1, 2}, {{4, 5, 3}});
        row("kernel of more than 64", Pool{false, {65, 1}, {1, 1}, {}, false, false},
            {{4, 99, 99}});
        row("1048577 x 1", Pad{Pad::Mode::Constant, {1, 0, 0, 0}, 0}, {{1, 1 << 20, 1}});
    }
    void shapesThatDoNotFitAreRefused()
    {
        QFETCH(Op, op);
        QFETCH(std::vector<Shape>, inputs);
        QFETCH(QString, words);
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, words.toUtf8().constData(),
                              shapeOf({"x", {}, op}, inputs));
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "node 'x' (",
                              shapeOf({"x", {}, op}, inputs));
    }

    void factsOfTwoLevels()
    {
        const Facts facts = check(twoLevels(1, false));
        QCOMPARE(facts.classes, 3);
        QCOMPARE(facts.stride, 2);
        QCOMPARE(facts.leastSide, 2);
        QVERIFY(!facts.everywhere);
        // Below: pixel 2c+1 reads c, that c-1 to c+1, those the pixels 2c-2 to 2c+3, and those one
        // more: 2c-3, which is 4 away.
        QCOMPARE(facts.radius, 4);
        QCOMPARE(facts.macsPerPixel, 9 * 4 + 9 * 4 * 8 / 4.0 + 4 * 8 * 4 / 4.0 + 8 * 3);
    }

    void whatIsCutToFitTakesAnySide()
    {
        Graph graph = twoLevels(1, false);
        graph.nodes[3] = {"up", {2, 0}, ResizeLike{}};
        graph.nodes[5].op = conv(12, 3, 1);
        const Facts facts = check(graph);
        QCOMPARE(facts.stride, 1);
        QCOMPARE(facts.leastSide, 2);
    }

    void withoutPaddingTheInputHasToBePadded()
    {
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "256 x 256 pixels is one of 250 x 250",
                              check(twoLevels(0, true)));
        Graph graph = twoLevels(0, true);
        graph.nodes.insert(graph.nodes.begin(),
                           {"pad", {kInput}, Pad{Pad::Mode::Edge, {3, 3, 3, 3}, 0}});
        for (std::size_t i = 1; i < graph.nodes.size(); ++i) {
            for (int& id : graph.nodes[i].inputs) {
                ++id;
            }
        }
        QCOMPARE(check(graph).stride, 2);
        QCOMPARE(check(graph).radius, 4);
    }

    void reachIsThatOfEachSide()
    {
        Graph graph;
        Conv op = conv(1, 1, 3, 1, 0);
        op.kernel = {3, 1};
        op.weights.resize(3);
        op.pad = {2, 0, 0, 0};
        graph.nodes = {{"a", {kInput}, op}, {"b", {0}, op}};
        QCOMPARE(reachOf(graph, 20, 20), (Sides{4, 0, 0, 0}));
        QCOMPARE(check(graph).radius, 4);
    }

    void normsAndAlignedCornersSeeEverything()
    {
        const InstanceNorm norm{0, 1e-5, {1, 1, 1}, {0, 0, 0}};
        Graph graph = twoLevels(1, false);
        graph.nodes.push_back({"norm", {5}, norm});
        QVERIFY(check(graph).everywhere);
        QCOMPARE(check(graph).radius, 4);
        graph.nodes.back() = {"resize", {5}, Resize{{}, Resize::Corners::Aligned, 1, 1}};
        QVERIFY(check(graph).everywhere);
        graph.nodes.back() = {"mean", {5}, GlobalAverage{}};
        graph.nodes.push_back({"gate", {5, 6}, Multiply{}});
        QVERIFY(check(graph).everywhere);
    }

    void brokenGraphsAreRefused_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* words, Change change) {
            QTest::newRow(words) << std::move(change) << QString::fromUtf8(words);
        };
        row("1 to 5000 nodes", [](Graph& g) { g.nodes.clear(); });
        row("this one 5001", [](Graph& g) { g.nodes.resize(5001, g.nodes[0]); });
        row("input channels", [](Graph& g) { g.inputChannels = 0; });
        row("name of another", [](Graph& g) { g.nodes[1].name = "a"; });
        row("'pool' (pool) reads what is no earlier node",
            [](Graph& g) { g.nodes[1].inputs = {1}; });
        row("'b' (conv) has 287 numbers",
            [](Graph& g) { std::get<Conv>(g.nodes[2].op).weights.pop_back(); });
        row("not finite in its weights", [](Graph& g) {
            std::get<Conv>(g.nodes[2].op).weights[5] = std::numeric_limits<float>::quiet_NaN();
        });
        row("as its bias, not 4", [](Graph& g) {
            std::get<ConvTranspose>(g.nodes[3].op).bias = {1, 2};
        });
        row("has 3 groups", [](Graph& g) { std::get<Conv>(g.nodes[2].op).groups = 3; });
        row("numbers as its slopes", [](Graph& g) {
            g.nodes.push_back({"curve", {5}, Activation{Curve::Clip, {0}}});
        });
        row("an epsilon", [](Graph& g) {
            g.nodes.push_back({"norm", {5}, InstanceNorm{0, -1, {1, 1, 1}, {0, 0, 0}}});
        });
        row("is one of 128 x 128", [](Graph& g) { g.nodes.push_back({"half", {5}, kPool}); });
        row("at most 255", [](Graph& g) { g.nodes[5].op = conv(8, 256, 1); });
        row("4 times the height", [](Graph& g) {
            g.nodes.push_back({"large", {5}, Resize{{}, {}, 8, 1}});
            g.nodes.push_back({"small", {6}, Resize{{}, {}, 0.125, 1}});
        });
    }
    void brokenGraphsAreRefused()
    {
        QFETCH(Change, change);
        QFETCH(QString, words);
        Graph graph = twoLevels(1, false);
        change(graph);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, words.toUtf8().constData(), check(graph));
    }
};

QTEST_GUILESS_MAIN(TestFloatGraph)
#include "tst_float_graph.moc"
