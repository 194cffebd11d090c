// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Models of all families: what is imported computes what the file does.
#include "core/import/onnx.h"
#include "core/import/simplify.h"
#include "tests/import/zoo.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace halftone;
using namespace halftone::test;
namespace graph = halftone::model::graph;

namespace {

import::Imported read(const ZooModel& model){
    return import::readOnnx(model.file, {"", model.output});
}

/// The largest difference; infinite where shapes differ or a value is none.
double difference(const NaiveMap& a, const NaiveMap& b)
{
    if (!(a.shape == b.shape) || a.values.size() != b.values.size()) {
        return INFINITY;
    }
    double most = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        const double here = std::abs(a.values[i] - b.values[i]);
        most = here <= most ? most : here;
    }
    return most;
}

NaiveMap classesOf(const NaiveMap& logits)
{
    const graph::Shape shape = logits.shape;
    NaiveMap labels{{1, shape.height, shape.width}, {}};
    for (int y = 0; y < shape.height; ++y) {
        for (int x = 0; x < shape.width; ++x) {
            int best = 0;
            for (int c = 1; c < shape.channels; ++c) {
                best = logits.at(c, y, x) > logits.at(best, y, x) ? c : best;
            }
            labels.values.push_back(best);
        }
    }
    return labels;
}

template <typename Op>
int count(const graph::Graph& network)
{
    return static_cast<int>(
        std::count_if(network.nodes.begin(), network.nodes.end(),
                      [](const graph::Node& node) { return std::holds_alternative<Op>(node.op); }));
}

} // namespace

class TestZoo : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        std::string reason;
        m_zoo = makeZoo(m_folder.path().toStdString(), reason);
        if (m_zoo.empty()) {
            QVERIFY2(!QString::fromStdString(reason).startsWith(QStringLiteral("failed")),
                     reason.c_str());
            QSKIP(reason.c_str());
        }
        QVERIFY(m_zoo.size() >= 12);
    }

    void modelsComputeWhatTheirFilesDo_data()
    {
        QTest::addColumn<std::size_t>("index");
        for (std::size_t i = 0; i < m_zoo.size(); ++i) {
            QTest::newRow(m_zoo[i].name.c_str()) << i;
        }
    }
    void modelsComputeWhatTheirFilesDo()
    {
        QFETCH(std::size_t, index);
        const ZooModel& model = m_zoo[index];
        const import::Imported imported = read(model);
        const graph::Head head = model.head == "sigmoid"   ? graph::Head::Sigmoid
                                 : model.head == "softmax" ? graph::Head::Softmax
                                                           : graph::Head::None;
        QCOMPARE(imported.graph.head, head);
        QVERIFY(model.image.shape.height % imported.facts.stride == 0);
        QVERIFY(model.image.shape.width % imported.facts.stride == 0);
        QVERIFY(model.image.shape.height >= imported.facts.leastSide);
        QCOMPARE(findKind(imported.findings, "margin-added") != nullptr, model.margin > 0);
        QCOMPARE(findKind(imported.findings, "argmax-removed") != nullptr, model.head == "argmax");

        const NaiveMap logits = runNaively(imported.graph, model.image).back();
        QCOMPARE(logits.shape.channels, imported.facts.classes);
        const double most = difference(
            model.head == "argmax" ? classesOf(logits) : probabilities(imported.graph, logits),
            model.expected);
        QVERIFY2(most < 1e-4, qPrintable(QString::number(most)));
    }

    // A pixel of the input that lies further away than the radius changes nothing.
    void radiusBoundsWhatAPixelDependsOn_data() { modelsComputeWhatTheirFilesDo_data(); }
    void radiusBoundsWhatAPixelDependsOn()
    {
        QFETCH(std::size_t, index);
        const ZooModel& model = m_zoo[index];
        const import::Imported imported = read(model);
        if (imported.facts.everywhere) {
            return;
        }
        const NaiveMap before = runNaively(imported.graph, model.image).back();
        for (const auto& [row, column] : {std::pair{5, 7}, std::pair{12, 20}}) {
            NaiveMap image = model.image;
            image.at(0, row, column) += 10;
            const NaiveMap after = runNaively(imported.graph, image).back();
            int reach = 0;
            for (int c = 0; c < before.shape.channels; ++c) {
                for (int y = 0; y < before.shape.height; ++y) {
                    for (int x = 0; x < before.shape.width; ++x) {
                        if (before.at(c, y, x) != after.at(c, y, x)) {
                            reach = std::max({reach, std::abs(y - row), std::abs(x - column)});
                        }
                    }
                }
            }
            QVERIFY2(reach > 0 && reach <= imported.facts.radius,
                     qPrintable(QStringLiteral("%1 of %2").arg(reach).arg(imported.facts.radius)));
        }
    }

    void normsAreFoldedAndConstantsAreGone()
    {
        const graph::Graph unet = read(named("unet_transposed")).graph;
        QCOMPARE(count<graph::Affine>(unet), 0);
        QCOMPARE(count<graph::Conv>(unet), 11);
        QCOMPARE(count<graph::ConvTranspose>(unet), 2);
        QCOMPARE(unet.nodes.size(), std::size_t{11 + 2 + 10 + 2 + 2});
        QCOMPARE(count<graph::Pad>(read(named("padded_to_skip")).graph), 0);
        QCOMPARE(count<graph::Crop>(read(named("unet_valid")).graph), 2);
        const graph::Graph group = read(named("group_norm")).graph;
        QCOMPARE(count<graph::Multiply>(group), 0);
        QCOMPARE(std::get<graph::InstanceNorm>(group.nodes[1].op).groups, 4);
    }

    void factsAreThoseOfTheNetworks()
    {
        QCOMPARE(read(named("unet_transposed")).facts.stride, 4);
        QCOMPARE(read(named("resnet_unet")).facts.stride, 16);
        QCOMPARE(read(named("unet_valid_deep")).facts.stride, 16);
        QCOMPARE(read(named("group_norm")).facts.stride, 1);
        QVERIFY(read(named("monai_unet")).facts.everywhere);
        // Half of what the mask is smaller by, and 3: four pixels share what lies deepest.
        QCOMPARE(read(named("unet_valid")).facts.radius, 23);
        QCOMPARE(read(named("unet_aligned")).graph.inputChannels, 2);
    }

    void filesSayWhatTheyAre()
    {
        const import::Imported model = read(named("fixed_size"));
        QCOMPARE(model.inputName, std::string("image"));
        QCOMPARE(model.opset, std::int64_t{13});
        QCOMPARE(model.producer, std::string("zoo 1"));
        QVERIFY((model.inputShape == std::vector<std::int64_t>{1, 1, 64, 96}));
        QVERIFY((read(named("unet_valid")).inputShape == std::vector<std::int64_t>{1, 1, -1, -1}));
    }

private:
    const ZooModel& named(const std::string& name) const
    {
        return *std::find_if(m_zoo.begin(), m_zoo.end(),
                             [&name](const ZooModel& model) { return model.name == name; });
    }

    QTemporaryDir m_folder;
    std::vector<ZooModel> m_zoo;
};

QTEST_GUILESS_MAIN(TestZoo)
#include "tst_zoo.moc"
