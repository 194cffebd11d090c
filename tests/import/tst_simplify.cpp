// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/import/simplify.h"
#include "tests/import/naive_graph.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace halftone;
using namespace halftone::model::graph;
using halftone::test::NaiveMap;

namespace {

std::vector<float> random(std::size_t count, unsigned seed)
{
    std::mt19937 engine(seed);
    std::vector<float> values(count);
    for (float& value : values) {
        value = static_cast<float>(engine() % 1000) / 500.0F - 1.0F;
    }
    return values;
}

Affine affine(int channels, unsigned seed)
{
    const auto count = static_cast<std::size_t>(channels);
    return {random(count, seed), random(count, seed + 1)};
}

Conv conv(int in, int out, int groups, bool bias)
{
    Conv op{in, out, {3, 3}, {}, {}, {1, 1, 1, 1}, groups, {}, {}};
    op.weights = random(static_cast<std::size_t>(in / groups * out * 9), 7);
    op.bias = bias ? random(static_cast<std::size_t>(out), 8) : std::vector<float>{};
    return op;
}

ConvTranspose up(int in, int out, int groups)
{
    ConvTranspose op{in, out, {2, 2}, {2, 2}, {}, {}, {0, 0}, groups, {}, {}};
    op.weights = random(static_cast<std::size_t>(in * (out / groups) * 4), 9);
    return op;
}

NaiveMap image()
{
    NaiveMap map{{2, 6, 8}, {}};
    for (const float value : random(2 * 6 * 8, 3)) {
        map.values.push_back(double{value});
    }
    return map;
}

} // namespace

class TestSimplify : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void functionStays_data()
    {
        QTest::addColumn<std::vector<Node>>("nodes");
        QTest::addColumn<std::size_t>("left");
        const auto row = [](const char* name, std::vector<Node> nodes, std::size_t left) {
            QTest::newRow(name) << std::move(nodes) << left;
        };
        const Activation sigmoid{Curve::Sigmoid, {}};
        row("conv", {{"a", {kInput}, conv(2, 4, 1, true)}, {"b", {0}, affine(4, 1)}}, 1);
        row("groups", {{"a", {kInput}, conv(2, 4, 2, false)}, {"b", {0}, affine(4, 1)}}, 1);
        row("transposed", {{"a", {kInput}, up(2, 4, 1)}, {"b", {0}, affine(4, 1)}}, 1);
        row("transposed groups", {{"a", {kInput}, up(2, 4, 2)}, {"b", {0}, affine(4, 1)}}, 1);
        row("chain",
            {{"a", {kInput}, affine(2, 1)}, {"b", {0}, affine(2, 4)}, {"c", {1}, affine(2, 6)}}, 1);
        row("chain behind a convolution",
            {{"a", {kInput}, conv(2, 4, 1, false)},
             {"b", {0}, affine(4, 1)},
             {"c", {1}, affine(4, 3)},
             {"d", {2}, Activation{Curve::Relu, {}}}},
            2);
        row("read twice",
            {{"a", {kInput}, conv(2, 4, 1, false)}, {"b", {0}, affine(4, 1)}, {"c", {0, 1}, Add{}}},
            3);
        row("read twice behind",
            {{"a", {kInput}, conv(2, 4, 1, false)},
             {"b", {0}, affine(4, 1)},
             {"c", {1}, sigmoid},
             {"d", {1}, affine(4, 5)},
             {"e", {2, 3}, Add{}}},
            4);
        row("nothing", {{"a", {kInput}, Affine{{1, 1}, {0, 0}}}, {"b", {0}, sigmoid}}, 1);
        row("silu", {{"a", {kInput}, sigmoid}, {"b", {0, kInput}, Multiply{}}}, 1);
        row("silu of a shared gate",
            {{"a", {kInput}, sigmoid}, {"b", {kInput, 0}, Multiply{}}, {"c", {0, 1}, Add{}}}, 3);
        row("no silu",
            {{"a", {kInput}, sigmoid}, {"b", {kInput}, affine(2, 1)}, {"c", {0, 1}, Multiply{}}},
            3);
        row("dead", {{"a", {kInput}, conv(2, 4, 1, true)}, {"b", {kInput}, sigmoid}}, 1);
    }
    void functionStays()
    {
        QFETCH(std::vector<Node>, nodes);
        QFETCH(std::size_t, left);
        Graph graph;
        graph.inputChannels = 2;
        graph.nodes = nodes;
        const NaiveMap before = test::runNaively(graph, image()).back();
        import::simplify(graph);
        QCOMPARE(graph.nodes.size(), left);
        const NaiveMap after = test::runNaively(graph, image()).back();
        QVERIFY(after.shape == before.shape);
        for (std::size_t i = 0; i < before.values.size(); ++i) {
            QVERIFY(std::abs(after.values[i] - before.values[i]) < 1e-5);
        }
    }
};

QTEST_GUILESS_MAIN(TestSimplify)
#include "tst_simplify.moc"
