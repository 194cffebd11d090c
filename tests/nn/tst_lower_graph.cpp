// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/lower_graph.h"
#include "core/nn/detail/float_graph_calls.h"
#include "core/nn/detail/float_samples.h"
#include "tests/nn/float_graph_cases.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

using namespace halftone;
using namespace halftone::test;

namespace {

const graph::Activation kRelu{Curve::Relu, {}};
const graph::Pool kPool2{false, {2, 2}, {2, 2}, {}};

graph::Graph grey(std::vector<graph::Node> nodes)
{
    graph::Graph net = of(std::move(nodes));
    net.inputChannels = 1;
    return net;
}

graph::Affine affine(int channels)
{
    return {numbers(channels, 31), numbers(channels, 32)};
}

Resize linear(double factor = 2)
{
    Resize resize;
    resize.mode = Resize::Mode::Linear;
    resize.factorHeight = resize.factorWidth = factor;
    return resize;
}

std::vector<std::uint8_t> noise(int count)
{
    std::uint32_t seed = 5;
    std::vector<std::uint8_t> codes(static_cast<std::size_t>(count));
    std::generate(codes.begin(), codes.end(), [&] {
        seed = seed * 1664525U + 1013904223U;
        return static_cast<std::uint8_t>(seed >> 24);
    });
    return codes;
}

constexpr int kHeight = 16;
constexpr int kWidth = 24;

// Largest difference of logits between a graph and what it was lowered to, as a share of the
// largest logit.
double differenceOf(const graph::Graph& net, const model::LoweredGraph& lowered)
{
    const std::vector<std::uint8_t> codes = noise(kHeight * kWidth);
    std::vector<float> input;
    for (const std::uint8_t code : codes) {
        input.push_back(static_cast<float>(code) / 255);
    }
    const std::vector<float> expected = nn::runGraphOnce(net, input, kHeight, kWidth);
    const nn::GraphPlan plan = nn::planGraph(lowered.network);
    const torch::Tensor image = torch::from_blob(const_cast<std::uint8_t*>(codes.data()),
                                                 {1, 1, kHeight, kWidth}, torch::kByte);
    const torch::Tensor found =
        nn::FloatNetwork(lowered, plan).run(image, nullptr, nullptr, {}).contiguous();
    if (found.numel() != static_cast<std::int64_t>(expected.size())) {
        return 1e9;
    }
    double largest = 0;
    double difference = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        largest = std::max(largest, std::abs(static_cast<double>(expected[i])));
        difference = std::max(
            difference, std::abs(static_cast<double>(expected[i]) - found.data_ptr<float>()[i]));
    }
    return difference / largest;
}

graph::Graph unet(const graph::Op& enlarge, int enlarged, int skipped)
{
    return grey({{"/a/Conv", {kIn}, same(1, 6, 3)},
                 {"a.norm", {0}, affine(6)},
                 {"a.relu", {1}, kRelu},
                 {"pool", {2}, kPool2},
                 {"b", {3}, same(6, 8, 3)},
                 {"b.relu", {4}, kRelu},
                 {"up", {5}, enlarge},
                 {"up.norm", {6}, affine(enlarged)},
                 {"up.relu", {7}, kRelu},
                 {"join", {8, 2}, graph::Concat{}},
                 {"c", {9}, same(enlarged + skipped, 5, 3)},
                 {"c.relu", {10}, kRelu},
                 {"head", {11}, same(5, 2, 1)}});
}

// (x - 0.2) / 0.25: code 51 is 0.
graph::Affine normalization()
{
    return {{4}, {-0.8F}};
}

graph::Graph residual()
{
    return grey({{"norm", {kIn}, normalization()},
                 {"stem", {0}, same(1, 6, 7, 2)},
                 {"stem.relu", {1}, kRelu},
                 {"pool", {2}, graph::Pool{false, {3, 3}, {2, 2}, {1, 1, 1, 1}}},
                 {"a", {3}, same(6, 8, 3, 2)},
                 {"a.relu", {4}, kRelu},
                 {"b", {5}, same(8, 8, 3)},
                 {"b.norm", {6}, affine(8)},
                 {"short", {3}, same(6, 8, 1, 2)},
                 {"sum", {7, 8}, graph::Add{}},
                 {"sum.relu", {9}, kRelu},
                 {"up", {10}, linear()},
                 {"join", {11, 3}, graph::Concat{}},
                 {"c", {12}, same(14, 6, 5)},
                 {"c.up", {13}, up(6, 4, {4, 4}, {2, 2}, {1, 1, 1, 1}, {0, 0})},
                 {"d", {14}, up(4, 4, {3, 3}, {2, 2}, {1, 1, 1, 1}, {1, 1})},
                 {"d.relu", {15}, kRelu},
                 {"head", {16}, same(4, 1, 1)}});
}

graph::Graph nested()
{
    return grey({{"a", {kIn}, same(1, 3, 3)},
                 {"a.relu", {0}, kRelu},
                 {"b", {1}, same(3, 4, 3)},
                 {"b.relu", {2}, kRelu},
                 {"join", {1, 3, kIn}, graph::Concat{}},
                 {"c", {4}, same(8, 3, 3)},
                 {"c.norm", {5}, affine(3)},
                 {"c.relu", {6}, kRelu},
                 {"all", {1, 3, 7}, graph::Concat{}},
                 {"d", {8}, same(10, 3, 3)},
                 {"mean", {9}, graph::Pool{true, {2, 2}, {2, 2}, {}}},
                 {"e", {10}, same(3, 3, 2)}, // unequal padding is cut below
                 {"like", {11, 9}, ResizeLike{}},
                 {"cut", {12, 9}, graph::CropLike{}}});
}

// Norm and ReLU before the convolution, of a sum that others read, too; ends without convolution.
graph::Graph preactivated()
{
    return grey({{"a", {kIn}, same(1, 4, 3)},
                 {"a.norm", {0}, affine(4)},
                 {"a.relu", {1}, kRelu},
                 {"b", {2}, same(4, 4, 3)},
                 {"sum", {0, 3}, graph::Add{}},
                 {"sum.norm", {4}, affine(4)},
                 {"sum.relu", {5}, kRelu},
                 {"c", {6}, same(4, 4, 3)},
                 {"three", {4, 7, 0}, graph::Add{}},
                 {"shrink", {8}, kPool2},
                 {"grow", {9}, linear()},
                 {"grow.relu", {10}, kRelu},
                 {"unused", {10}, graph::GlobalAverage{}},
                 {"last", {11}, graph::Affine{{1, -1, 2, 3}, {0, 1, -2, 0.5F}}}});
}

} // namespace

class TestLowerGraph : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void functionStaysTheSame_data()
    {
        QTest::addColumn<int>("which");
        for (int i = 0; i < 5; ++i) {
            QTest::addRow("graph %d", i) << i;
        }
    }
    void functionStaysTheSame()
    {
        QFETCH(int, which);
        graph::Graph small = nested();
        std::get<graph::Conv>(small.nodes[11].op).pad = {0, 0, 1, 1};
        const graph::Graph graphs[] = {unet(up(8, 6, {2, 2}, {2, 2}, {}, {0, 0}), 6, 6),
                                       unet(Resize{}, 8, 6), residual(), small, preactivated()};
        const graph::Graph& net = graphs[which];
        const model::Lowering lowering = model::lowerGraph(net);
        QVERIFY2(lowering.lowered.has_value(), lowering.obstacle.c_str());
        model::validate(lowering.lowered->network);
        const double difference = differenceOf(net, *lowering.lowered);
        QVERIFY2(difference < 1e-5, std::to_string(difference).c_str());
    }

    void whatCanBeIsFolded()
    {
        const auto lowered =
            model::lowerGraph(unet(up(8, 6, {2, 2}, {2, 2}, {}, {0, 0}), 6, 6)).lowered;
        QVERIFY(lowered);
        const std::vector<model::Node>& nodes = lowered->network.nodes;
        QCOMPARE(nodes.size(), std::size_t{7}); // a, pool, b, up, shuffle, c, head
        QCOMPARE(nodes[0].name, std::string("a_Conv"));
        QVERIFY(nodes[0].conv().relu && nodes[0].conv().fixed8);
        QVERIFY(nodes[3].conv().relu && nodes[3].conv().kernel == 1 && !nodes[3].conv().fixed8);
        QCOMPARE(nodes[3].conv().outChannels, 24);
        QVERIFY(std::holds_alternative<model::Shuffle2>(nodes[4].op));
        QCOMPARE(nodes[5].inputs, (std::vector<int>{4, 0}));
        QVERIFY(!nodes[6].conv().relu && nodes[6].conv().fixed8);
        QCOMPARE(lowered->convs.size(), lowered->network.convNodes().size());
    }

    void normalizationIsCoding()
    {
        const auto lowered = model::lowerGraph(residual()).lowered;
        QVERIFY(lowered);
        QCOMPARE(lowered->input.scale, 4.0);
        QCOMPARE(lowered->input.offset, static_cast<double>(-0.8F));
        QCOMPARE(lowered->input.zeroPoint, 51);
    }

    void obstaclesNameTheNode_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("words");
        const char* words[] = {"has 2 groups",
                               "dilated by 2x2",
                               "square",
                               "kernel of 9x9",
                               "stride of 3x3",
                               "padded by 0 above",
                               "other than ReLU",
                               "by the image at hand",
                               "multiplies two",
                               "resizes otherwise",
                               "resizes otherwise",
                               "pools otherwise",
                               "pads outside",
                               "cuts sides off",
                               "some channels",
                               "transposed with a kernel",
                               "of different shapes"};
        int number = 0;
        for (const char* word : words) {
            QTest::addRow("%d %s", number, word) << number << QString::fromLatin1(word);
            ++number;
        }
    }
    void obstaclesNameTheNode()
    {
        QFETCH(int, which);
        QFETCH(QString, words);
        Resize aligned = linear();
        aligned.corners = Resize::Corners::Aligned;
        const graph::Op ops[] = {
            conv(4, 4, {3, 3}, {1, 1}, {1, 1, 1, 1}, 2),
            conv(4, 4, {3, 3}, {1, 1}, {2, 2, 2, 2}, 1, {2, 2}),
            conv(4, 4, {1, 3}, {1, 1}, {0, 1, 0, 1}),
            same(4, 4, 9),
            conv(4, 4, {3, 3}, {3, 3}, {0, 0, 0, 0}),
            conv(4, 4, {3, 3}, {1, 1}, {0, 0, 0, 0}),
            curve(Curve::LeakyRelu, {0.1F}),
            norm(4),
            graph::Multiply{},
            linear(4),
            aligned,
            graph::Pool{false, {3, 3}, {1, 1}, {1, 1, 1, 1}},
            graph::Pad{graph::Pad::Mode::Constant, {1, 1, 1, 1}, 0},
            graph::Crop{{1, 1, 1, 1}},
            graph::Channels{0, 2},
            up(4, 4, {2, 2}, {3, 3}, {}, {0, 0}),
            graph::Add{},
        };
        const bool two = std::holds_alternative<graph::Multiply>(ops[which]);
        const bool sum = std::holds_alternative<graph::Add>(ops[which]);
        std::vector<int> inputs{1};
        if (two || sum) {
            inputs.push_back(sum ? 2 : 1);
        }
        const graph::Graph net = grey({{"first", {kIn}, same(1, 4, 3)},
                                       {"relu", {0}, kRelu},
                                       {"half", {1}, kPool2},
                                       {"culprit", inputs, ops[which]}});
        const model::Lowering lowering = model::lowerGraph(net);
        QVERIFY(!lowering.lowered);
        const QString text = QString::fromStdString(lowering.obstacle);
        QVERIFY2(text.contains(QStringLiteral("'culprit'")), lowering.obstacle.c_str());
        QVERIFY2(text.contains(QRegularExpression(words)), lowering.obstacle.c_str());
        QVERIFY(text.endsWith(QLatin1Char('.')));
    }

    void limitsOfNetworksAreObstacles()
    {
        graph::Graph colour = grey({{"a", {kIn}, same(3, 2, 3)}});
        colour.inputChannels = 3;
        const model::Lowering lowering = model::lowerGraph(colour);
        QVERIFY(!lowering.lowered && lowering.obstacle.find("3") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestLowerGraph)
#include "tst_lower_graph.moc"
