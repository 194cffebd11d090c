// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/calibration_images.h"
#include "core/pipeline/foreign_graph.h"
#include "core/pipeline/input_scaling.h"
#include "tests/import/naive_graph.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace halftone;
using pipeline::InputScaling;
using Kind = import::PackageStep::Kind;
namespace graph = model::graph;

namespace {

/// What the network reads where an image has this value: by the window, a code (not rounded), and
/// what stands before the graph.
double readOf(const pipeline::ChosenInput& chosen, double value)
{
    const PreprocessSpec& spec = chosen.preprocess;
    const double unit = std::clamp((value - spec.low) / (spec.high - spec.low), 0.0, 1.0);
    graph::Graph net;
    net.nodes = {{"same", {graph::kInput}, graph::Affine{{1}, {0}}}};
    pipeline::putBefore(net, chosen.before);
    return test::runNaively(net, {{1, 1, 1}, {unit}}).back().values.front();
}

pipeline::InputFacts sixteenBit()
{
    return {false, [] { return std::pair(100.0, 4100.0); },
            [](const PreprocessSpec&) { return std::pair(0.5, 0.25); }};
}

import::PackageStep step(Kind kind, double gain = 1, double offset = 0){import::PackageStep step;
step.kind = kind;
step.gain = {gain};
step.offset = {offset};
return step;
} // namespace

import::PackageStep clip(double low, double high){import::PackageStep made = step(Kind::Clip);
made.low = low;
made.high = high;
return made;
}

} // namespace

class TestInputScaling : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsAreRead()
    {
        QVERIFY(pipeline::parseInputScaling("0..1") == InputScaling{});
        QCOMPARE(pipeline::parseInputScaling("-1..1").target, InputScaling::Target::SignedUnit);
        QCOMPARE(pipeline::parseInputScaling("zero-mean").target, InputScaling::Target::ZeroMean);
        const InputScaling moments = pipeline::parseInputScaling("-12.5,40");
        QCOMPARE(moments.mean, -12.5);
        QCOMPARE(moments.deviation, 40.0);
        const InputScaling both = pipeline::parseInputScaling("window -160,240 80,50");
        QVERIFY(both.window == std::pair(-160.0, 240.0));
        QCOMPARE(both.target, InputScaling::Target::MeanDeviation);
        for (const char* const wrong :
             {"", "window", "window 3,1", "window 1,x", "0..2", "3,0", "0..1 0..1", "zero-mean 1,2",
              "window 0,1 0..1 0..1", "nan,1"}) {
            HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "window LOW,HIGH",
                                  pipeline::parseInputScaling(wrong));
        }
    }

    void theRuleIsThatOfTheType()
    {
        const pipeline::ChosenInput grey = pipeline::chooseInput(std::nullopt, {});
        QCOMPARE(grey.preprocess.window, WindowKind::Range);
        QCOMPARE(grey.preprocess.high, 255.0);
        QVERIFY(grey.before.empty());
        QVERIFY(grey.sentence.starts_with("8-bit greys 0 to 255 become 0 to 1"));
        const pipeline::ChosenInput other = pipeline::chooseInput(std::nullopt, sixteenBit());
        QCOMPARE(other.preprocess.window, WindowKind::Percentile);
        QCOMPARE(other.preprocess.low, 1.0);
        QCOMPARE(other.preprocess.high, 99.0);
    }

    void numbersAreThoseOfTheTraining()
    {
        const auto at = [](const char* words, double value) {
            return readOf(pipeline::chooseInput(pipeline::parseInputScaling(words), {}), value);
        };
        QVERIFY(std::abs(at("0..1", 51) - 0.2) < 1e-6);
        QVERIFY(std::abs(at("-1..1", 51) + 0.6) < 1e-6);
        QVERIFY(std::abs(at("100,20", 51) + 2.45) < 1e-5);
        QVERIFY(std::abs(at("window -100,100 50,25", 75) - 1) < 1e-5);
        QVERIFY(std::abs(at("window -100,100", 50) - 0.75) < 1e-6);
        const pipeline::ChosenInput zero =
            pipeline::chooseInput(pipeline::parseInputScaling("zero-mean"), sixteenBit());
        QCOMPARE(std::get<graph::Affine>(zero.before.at(0)).scale.front(), 4.0F);
        QCOMPARE(std::get<graph::Affine>(zero.before.at(0)).offset.front(), -2.0F);
        const pipeline::ChosenInput alone =
            pipeline::chooseInput(pipeline::parseInputScaling("zero-mean"), {});
        QVERIFY(std::holds_alternative<graph::InstanceNorm>(alone.before.at(0)));
    }

    void stepsOfPackagesBecomeWindows()
    {
        import::PackageStep range = step(Kind::ScaleRange);
        range.low = 2;
        range.high = 98;
        const pipeline::ChosenInput percentiles =
            pipeline::chooseInput({range, clip(0, 1)}, sixteenBit());
        QCOMPARE(percentiles.preprocess.window, WindowKind::Percentile);
        QCOMPARE(percentiles.preprocess.low, 2.0);
        QVERIFY(percentiles.before.empty()); // what it clips is clipped

        const pipeline::ChosenInput cut = pipeline::chooseInput(
            {step(Kind::ScaleLinear, 0.5, 1), clip(0, 10), step(Kind::FixedStandardize, 2, 3)},
            sixteenBit());
        QCOMPARE(cut.preprocess.low, -2.0);
        QCOMPARE(cut.preprocess.high, 18.0);
        QVERIFY(std::abs(readOf(cut, 8) - (8 * 0.5 + 1 - 3) / 2) < 1e-5);
        QVERIFY(std::abs(readOf(cut, 100) - (10 - 3) / 2.0) < 1e-5);

        const pipeline::ChosenInput raw =
            pipeline::chooseInput(std::vector<import::PackageStep>{}, sixteenBit());
        QVERIFY(std::abs(readOf(raw, 1234) - 1234) < 1e-3);
        const pipeline::ChosenInput narrow =
            pipeline::chooseInput({range, clip(0.25, 0.5)}, sixteenBit());
        QVERIFY(std::holds_alternative<graph::Activation>(narrow.before.at(0)));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "percentiles",
                              pipeline::chooseInput({clip(0, 10), range}, sixteenBit()));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "window LOW,HIGH",
                              pipeline::chooseInput(std::vector{step(Kind::ScaleLinear)},
                                                    pipeline::InputFacts{false, {}, {}}));
    }

    void graphsAreChangedAsSaid()
    {
        graph::Graph net;
        graph::Conv conv{1, 2, {1, 1}, {1, 1}, {1, 1}, {}, 1, {1, -1}, {}};
        net.nodes = {{"input_scaling", {graph::kInput}, conv}};
        net.head = graph::Head::Sigmoid;
        pipeline::putBefore(net, {graph::Affine{{2}, {-1}}});
        QCOMPARE(net.nodes.at(0).name, std::string("input_scaling_"));
        pipeline::addBackground(net);
        const auto values = test::runNaively(net, {{1, 1, 1}, {0.75}}).back().values;
        QVERIFY((values == std::vector<double>{0, 0.5, -0.5}));
        net.nodes.push_back({"relu", {1}, graph::Activation{}});
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "'relu'", pipeline::addBackground(net));
        const model::Network opaque = pipeline::opaqueOf(net, graph::check(net));
        QVERIFY(!opaque.isInteger());
        QCOMPARE(opaque.classes(), 3);
        QCOMPARE(opaque.valuesKeptPerPixel(), 7.0); // the image, what reads it, three logits twice
        QCOMPARE(pipeline::operationsOf(net), std::string("1 activation, 1 affine, 1 conv"));
    }

    void slicesAreSpreadOverTheImages()
    {
        auto image = std::make_shared<Image>();
        image->geometry.size = {2, 1, 100};
        std::vector<std::uint8_t> voxels(200);
        for (std::size_t i = 0; i < voxels.size(); ++i) {
            voxels[i] = static_cast<std::uint8_t>(i);
        }
        image->voxels = voxels;
        pipeline::CalibrationImages images{std::shared_ptr<const Image>(image)};
        QVERIFY(images.isEightBit({}));
        QVERIFY(images.valueRange({}) == std::pair(0.0, 199.0));
        const auto slices = images.slices(PreprocessSpec{}, {}, {});
        QCOMPARE(slices.size(), std::size_t{8});
        QCOMPARE(slices.front().codes, (std::vector<std::uint8_t>{12, 13})); // slice 6 of 100
        QCOMPARE(slices.back().codes, (std::vector<std::uint8_t>{186, 187}));
        QCOMPARE(pipeline::CalibrationImages().slices({}, {}, {}).size(), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestInputScaling)
#include "tst_input_scaling.moc"
