// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/float_graph_calls.h"
#include "core/nn/detail/float_graph_run.h"
#include "tests/import/naive_graph.h"
#include "tests/nn/float_graph_cases.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace halftone;
using namespace halftone::test;

class TestFloatGraph : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesAreTheJudges_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        for (int i = 0; i < int(cases().size()); ++i) {
            const bool whole =
                QByteArray(cases()[std::size_t(i)].name).contains("U-Net")
                || QByteArray(cases()[std::size_t(i)].name).contains("encoder")
                || QByteArray(cases()[std::size_t(i)].name).contains("strided, with");
            QTest::addRow("%s", cases()[std::size_t(i)].name) << i << 16 << (whole ? 24 : 20);
            if (!whole) {
                QTest::addRow("%s, odd", cases()[std::size_t(i)].name) << i << 11 << 13;
            }
        }
    }
    void valuesAreTheJudges()
    {
        QFETCH(int, index);
        QFETCH(int, height);
        QFETCH(int, width);
        const graph::Graph net = cases()[std::size_t(index)].net();
        const std::vector<float> input = numbers(4 * height * width, 9);
        const std::vector<float> found = nn::runGraphOnce(net, input, height, width);
        const test::NaiveMap image{{4, height, width}, {input.begin(), input.end()}};
        const std::vector<double> expected = test::runNaively(net, image).back().values;
        QCOMPARE(found.size(), expected.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            QVERIFY2(std::abs(double(found[i]) - expected[i]) < 1e-4 * (1 + std::abs(expected[i])),
                     qPrintable(QStringLiteral("%1: %2, not %3")
                                    .arg(i)
                                    .arg(double(found[i]))
                                    .arg(expected[i])));
        }
    }

    void bytesAreForetold_data() { valuesAreTheJudges_data(); }
    void bytesAreForetold()
    {
        QFETCH(int, index);
        QFETCH(int, height);
        QFETCH(int, width);
        const nn::FloatGraph net(
            std::make_shared<const graph::Graph>(cases()[std::size_t(index)].net()));
        std::size_t peak = 0;
        nn::FloatGraphRun run;
        run.peakBytes = &peak;
        const torch::Tensor input = torch::zeros({1, 4, height, width});
        const torch::Tensor before = input.clone();
        static_cast<void>(net.run(input, run));
        QVERIFY(torch::equal(input, before));
        QCOMPARE(net.peakBytes(height, width), peak);
        QVERIFY(peak > input.nbytes());
    }

    void everyValueIsSeenAndMayBeReplaced()
    {
        const nn::FloatGraph net(std::make_shared<const graph::Graph>(plainUNet()));
        std::vector<int> seen;
        nn::FloatGraphRun run;
        run.observe = [&](int node, const torch::Tensor& value) {
            seen.push_back(node);
            if (node == 5) {
                QVERIFY(torch::equal(value, torch::ones_like(value)));
            }
        };
        run.coded = [](int node, torch::Tensor value) {
            return node == 5 ? value.fill_(1) : std::move(value);
        };
        static_cast<void>(net.run(torch::zeros({1, 4, 8, 8}), run));
        QCOMPARE(seen.size(), net.graph().nodes.size());
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
    }

    void stopEndsARun()
    {
        const nn::FloatGraph net(std::make_shared<const graph::Graph>(plainUNet()));
        StopSource source;
        nn::FloatGraphRun run;
        run.stop = source.token();
        int seen = 0;
        run.observe = [&](int, const torch::Tensor&) {
            if (++seen == 3) {
                source.requestStop();
            }
        };
        HALFTONE_EXPECT_ERROR(ErrorCode::Cancelled, "", net.run(torch::zeros({1, 4, 8, 8}), run));
        QCOMPARE(seen, 3);
    }

    void sizesThatDoNotFitAreNamed()
    {
        HALFTONE_EXPECT_ERROR(
            ErrorCode::ShapeMismatch, "'join' (concat)",
            nn::runGraphOnce(plainUNet(), std::vector<float>(std::size_t(4 * 7 * 8)), 7, 8));
    }
};

QTEST_GUILESS_MAIN(TestFloatGraph)
#include "tst_float_graph.moc"
