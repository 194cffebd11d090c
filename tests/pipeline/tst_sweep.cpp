// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/phantom/phantom.h"
#include "core/pipeline/sweep.h"
#include "tests/support/case_source.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <cmath>

using namespace halftone;
using namespace halftone::pipeline;
using quant::Precision;
using test::sourceOf;

namespace {

std::shared_ptr<const model::Model> emModel()
{
    model::Model model = model::makeRandomModel(model::makeUNet(4, 1, 1), 8);
    model.card.labels = {{1, "membrane", {255, 176, 74}}};
    model.card.backgroundName = "cell";
    return std::make_shared<const model::Model>(std::move(model));
}

SweepCase emCase(const std::string& name, std::uint32_t seed, int slices, const model::Model& model)
{
    phantom::Options options;
    options.seed = seed;
    options.size = 64;
    options.slices = slices;
    phantom::Sample sample = phantom::make(phantom::Kind::Em, options);
    const image::PreparedImage prepared(std::make_shared<const Image>(std::move(sample.image)),
                                        model.card.preprocess);
    return {name, prepared, sample.labels, {}, {}};
}

std::vector<std::uint8_t>
maskOf(const SweepCase& item, const std::shared_ptr<const model::Model>& model, Precision precision)
{
    const auto predictor = makePredictor(makeRuntime(1), model, precision);
    return segmentVolume(*predictor, *model, item.image, false, {}, {}).mask.voxels;
}

std::vector<TradeoffPoint> sweepOf(const std::shared_ptr<const model::Model>& model,
                                   const std::vector<SweepCase>& cases, const SweepOptions& options)
{
    return sweep(makeRuntime(1), model, sourceOf(cases), options, {}, {});
}

} // namespace

class TestSweep : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("HALFTONE_TORCH_MODULE", "no-such-module.so"); }

    void numbersAgreeWithADirectEvaluation()
    {
        const auto model = emModel();
        // Two images of case "a" are pooled, "b" stands alone.
        const std::vector<SweepCase> cases{emCase("a", 1, 2, *model), emCase("b", 2, 1, *model),
                                           emCase("a", 3, 1, *model)};
        SweepOptions options;
        options.precisions = {{2, 4}, {8, 8}, {4, 6}};
        std::vector<ExampleSlice> examples;
        options.examples = 2;
        options.example = [&](ExampleSlice&& slice) { examples.push_back(std::move(slice)); };
        const auto points = sweepOf(model, cases, options);
        QCOMPARE(points.size(), std::size_t{3});
        QCOMPARE(examples.size(), std::size_t{2});
        QCOMPARE(examples[1].masks.size(), std::size_t{3});
        QVERIFY(examples[1].masks[0].precision == (Precision{8, 8})); // which runs first
        QCOMPARE(examples[1].masks[0].labels, maskOf(cases[1], model, {8, 8}));
        QCOMPARE(examples[1].reference, cases[1].reference->voxels);
        for (std::size_t n = 0; n < points.size(); ++n) {
            const TradeoffPoint& point = points[n];
            QVERIFY(point.precision == options.precisions[n]); // in the order asked
            eval::OverlapCounts membrane[2];
            eval::OverlapCounts cell[2];
            eval::OverlapCounts same[2];
            for (const SweepCase& item : cases) {
                const std::size_t which = item.name == "a" ? 0 : 1;
                const auto mask = maskOf(item, model, point.precision);
                const auto full = maskOf(item, model, {8, 8});
                membrane[which] += eval::countOverlap(mask, item.reference->voxels, {"", {1}});
                cell[which] += eval::countOverlap(mask, item.reference->voxels, {"", {0}});
                same[which] += eval::countOverlap(mask, full, {"", {1}});
            }
            QCOMPARE(*point.dice, (membrane[0].dice() + membrane[1].dice()) / 2);
            QCOMPARE(*point.agreement, (same[0].dice() + same[1].dice()) / 2);
            QCOMPARE(point.dicePerStructure.at("membrane").mean, *point.dice);
            QCOMPARE(point.dicePerStructure.at("membrane").n, std::size_t{2});
            QCOMPARE(point.dicePerStructure.at("cell").mean, (cell[0].dice() + cell[1].dice()) / 2);
            QCOMPARE(point.dicePerCase.at("a").at("membrane"), membrane[0].dice());
            QCOMPARE(point.dicePerCase.at("b").at("cell"), cell[1].dice());
            QCOMPARE(point.meanDicePerCase.at("b"), membrane[1].dice());
            const CaseVolume volume = point.volumePerCase.at("a").at("membrane");
            const double voxelMl = cases[0].image.orientedGeometry().voxelMm3() / 1000;
            QVERIFY(volume.referenced && voxelMl < 1e-6);
            QCOMPARE(volume.voxels, membrane[0].prediction);
            QCOMPARE(volume.referenceVoxels, membrane[0].reference);
            QCOMPARE(volume.ml / voxelMl, static_cast<double>(membrane[0].prediction));
            QCOMPARE(volume.referenceMl / voxelMl, static_cast<double>(membrane[0].reference));
            QVERIFY(std::isnan(point.distancesPerCase.at("a").at("membrane").distances.mean));
            const auto b = maskOf(cases[1], model, point.precision);
            const LabelMap& truth = *cases[1].reference;
            const auto apart = eval::surfaceDistances(b, truth.voxels, truth.geometry);
            const CaseDistances told = point.distancesPerCase.at("b").at("membrane");
            QVERIFY(told.inMm && told.distances.mean > 0);
            QCOMPARE(told.distances.mean, apart.mean);
            QCOMPARE(told.distances.hausdorff95, apart.hausdorff95);
            QCOMPARE(told.distances.hausdorff95Monai, apart.hausdorff95Monai);
            QCOMPARE(point.profiles.size(), cases.size());
            QCOMPARE(point.profiles[1].slices, std::vector<int>{0});
            QCOMPARE(point.profiles[1].values.at(0), membrane[1].dice()); // of one slice
            QCOMPARE(point.profiles[0].values.size(), std::size_t{2});
            QCOMPARE(point.weightBytes, model->weightBytes(point.precision));
            QVERIFY(point.arenaBytes > 0 && point.packedBytes > 0);
            QVERIFY(point.latency.isMeasured());
            QVERIFY(point.latency.lowerQuartileMs > 0
                    && point.latency.lowerQuartileMs <= point.latency.medianMs
                    && point.latency.medianMs <= point.latency.upperQuartileMs);
            QVERIFY(!point.latency.p95Ms); // so few slices say nothing about it
            QVERIFY(point.measured && !point.trained && !point.peakRssBytes);
        }
        QVERIFY(!points[1].lossAgainst); // no float here: W8A8 is the largest
        QVERIFY(points[0].lossAgainst == (Precision{8, 8}));
        QCOMPARE(points[0].lossPerStructure.at("membrane").n, std::size_t{2});
        QVERIFY(std::abs(points[0].loss->mean - (*points[1].dice - *points[0].dice)) < 1e-12);
        options.precisions = {{2, 4}};
        const TradeoffPoint alone = sweepOf(model, cases, options).at(0);
        QVERIFY(alone.lossAgainst == points[0].lossAgainst); // run, but not told
        QVERIFY(alone.loss->between == points[0].loss->between);
        QCOMPARE(*points[1].agreement, 1.0);
        QVERIFY(*points[0].agreement < 1.0);
    }

    void bitOperationsByHand()
    {
        model::Model model = model::makeRandomModel(model::makeUNet(4, 1, 1), 8);
        const auto shared = std::make_shared<const model::Model>(model);
        const SweepCase item = emCase("a", 1, 1, model);
        SweepOptions options;
        options.precisions = {{3, 5}, {8, 8}};
        const auto points = sweepOf(shared, {item}, options);
        const double all = model.network.macs(64, 64);
        const double first = 64.0 * 64 * 9 * 4;
        const double head = 64.0 * 64 * 4;
        QCOMPARE(points[1].bitOperations, all * 64);
        QCOMPARE(points[0].bitOperations, (all - first - head) * 15 + first * 64 + head * 8 * 5);
    }

    void withoutReferenceOnlyAgreement()
    {
        const auto model = emModel();
        SweepCase item = emCase("a", 1, 1, *model);
        item.reference.reset();
        SweepOptions options;
        options.precisions = {{4, 6}};
        const auto points = sweepOf(model, {item}, options);
        QVERIFY(!points[0].dice && points[0].dicePerStructure.empty());
        QVERIFY(points[0].agreement.has_value());
        QVERIFY(!points[0].loss && points[0].lossPerStructure.empty());
        QVERIFY(!points[0].volumePerCase.at("a").at("membrane").referenced);
        QVERIFY(points[0].volumePerCase.at("a").at("membrane").voxels > 0);
        options.compareWithFull = false;
        QVERIFY(!sweepOf(model, {item}, options)[0].agreement);
    }

    void onlyScoredStructuresCount()
    {
        const auto model = emModel();
        SweepCase item = emCase("a", 1, 1, *model);
        item.scored = {"cell"};
        SweepOptions options;
        options.precisions = {{4, 6}};
        const auto points = sweepOf(model, {item}, options);
        QVERIFY(points[0].dicePerStructure.contains("cell"));
        QVERIFY(!points[0].dicePerStructure.contains("membrane"));
        QVERIFY(!points[0].dice); // no foreground label was scored
    }

    void aUnionAloneIsWhatThereIsToJudgeBy()
    {
        model::Model cord = model::makeRandomModel(model::makeUNet(4, 1, 3), 2);
        cord.card.labels = {{1, "white", {}}, {2, "grey", {}}};
        cord.card.unions = {{"all", {0, 1, 2}}, {"cord", {1, 2}}};
        const auto model = std::make_shared<const model::Model>(cord);
        SweepCase item = emCase("a", 1, 1, *model);
        item.scored = {"cord"};
        SweepOptions options;
        options.precisions = {{4, 6}};
        const auto points = sweepOf(model, {item}, options);
        QCOMPARE(points[0].dicePerStructure.size(), std::size_t{1});
        QCOMPARE(*points[0].dice, points[0].dicePerStructure.at("cord").mean);
    }

    void onlyTheChosenSlicesRun()
    {
        const auto model = emModel();
        SweepCase item = emCase("a", 1, 4, *model);
        item.slices = {1, 3};
        SweepOptions options;
        options.precisions = {{4, 6}};
        const auto run = [&] { return sweepOf(model, {item}, options); };
        eval::OverlapCounts counts;
        const auto mask = maskOf(item, model, {4, 6}); // windowed on the whole volume
        const std::size_t plane = item.reference->geometry.sliceVoxels();
        for (const std::size_t k : {std::size_t{1}, std::size_t{3}}) {
            counts += eval::countOverlap(
                std::span(mask).subspan(k * plane, plane),
                std::span(item.reference->voxels).subspan(k * plane, plane), {"membrane", {1}});
        }
        QCOMPARE(*run()[0].dice, counts.dice());
        item.slices = {4};
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "slice 4 does not exist", run());
    }

    void peakMemoryIsAskedForEachPrecision()
    {
        const auto model = emModel();
        SweepOptions options;
        options.precisions = {{4, 6}, {2, 4}};
        options.peakRss = [](Precision p, int height, int width) -> std::optional<std::size_t> {
            if (height != 64 || width != 64) {
                return 1;
            }
            return p.weightBits == 4 ? std::optional<std::size_t>(4000) : std::nullopt;
        };
        const auto points = sweepOf(model, {emCase("a", 1, 1, *model)}, options);
        QCOMPARE(points[0].peakRssBytes.value(), std::size_t{4000});
        QVERIFY(!points[1].peakRssBytes);
    }

    void progressRisesToOneAndStops()
    {
        const auto model = emModel();
        const std::vector<SweepCase> cases{emCase("a", 1, 3, *model)};
        SweepOptions options;
        options.precisions = {{4, 6}, {2, 4}};
        std::vector<double> fractions;
        const ProgressFn remember = [&](double f, std::string_view) { fractions.push_back(f); };
        sweep(makeRuntime(1), model, sourceOf(cases), options, remember, {});
        QVERIFY(std::is_sorted(fractions.begin(), fractions.end()));
        QCOMPARE(fractions.front(), 0.0);
        QCOMPARE(fractions.back(), 1.0);

        StopSource source;
        std::size_t read = 0;
        const CaseSource stopAfterFirst{{"a", "b", "c"}, [&](std::size_t, const StopToken&) {
                                            ++read;
                                            source.requestStop();
                                            return cases.front();
                                        }};
        HALFTONE_EXPECT_ERROR(
            ErrorCode::Cancelled, "cancelled",
            sweep(makeRuntime(1), model, stopAfterFirst, options, {}, source.token()));
        QCOMPARE(read, std::size_t{1});
    }

    void oneImageIsHeldAtATime()
    {
        const auto model = emModel();
        std::weak_ptr<const Image> last;
        std::size_t alive = 0;
        const CaseSource cases{
            {"0", "1", "2", "3"}, [&](std::size_t n, const StopToken&) {
                alive += last.expired() ? 0U : 1U;
                phantom::Options small;
                small.size = 64;
                small.slices = 1;
                small.seed = static_cast<std::uint32_t>(n) + 1;
                phantom::Sample sample = phantom::make(phantom::Kind::Em, small);
                auto image = std::make_shared<const Image>(std::move(sample.image));
                last = image;
                return SweepCase{std::to_string(n),
                                 image::PreparedImage(std::move(image), model->card.preprocess),
                                 std::move(sample.labels),
                                 {},
                                 {}};
            }};
        SweepOptions options;
        options.precisions = {{4, 6}, {2, 4}};
        const auto points = sweep(makeRuntime(1), model, cases, options, {}, {});
        QCOMPARE(alive, std::size_t{0});
        QCOMPARE(points[0].meanDicePerCase.size(), std::size_t{4});
        // One slice a case: the first run of a predictor is not warm, the others are.
        // The last slice is repeated until precisions can be compared.
        QCOMPARE(points[0].latency.runs, kRunsToRank);
    }

    void runsOnABusyMachineAreMarked()
    {
        const auto model = emModel();
        const std::vector<SweepCase> cases{emCase("a", 1, 2, *model)};
        SweepOptions options;
        options.precisions = {{4, 6}};
        for (const bool busy : {false, true}) {
            Runtime runtime = makeRuntime(1);
            double waited = 0; // a made-up clock: no time, or more than any run takes
            runtime.waited = [&]() -> std::optional<double> { return waited += busy ? 1e3 : 0; };
            const auto points = sweep(runtime, model, sourceOf(cases), options, {}, {});
            QCOMPARE(points[0].latency.busy, busy);
            QCOMPARE(points[0].latency.isRanked(), !busy);
        }
    }

    void everySliceIsPredictedOnce()
    {
        const auto model = emModel();
        const std::vector<SweepCase> cases{emCase("a", 1, 20, *model), emCase("b", 2, 4, *model)};
        SweepOptions options;
        options.precisions = {{4, 6}};
        options.compareWithFull = false;
        const auto points = sweepOf(model, cases, options);
        QCOMPARE(points[0].latency.runs, std::size_t{23}); // of 24; the first is not warm
        QVERIFY(points[0].latency.p95Ms.has_value());
    }

    void productOfLists()
    {
        const std::vector<int> weights{32, 16, 8, 4};
        const std::vector<int> activations{32, 8, 8, 16};
        Findings skipped;
        const auto precisions = precisionProduct(weights, activations, &skipped);
        QVERIFY((precisions
                 == std::vector<Precision>{quant::kFull, quant::kSimulated16, {8, 8}, {4, 8}}));
        QCOMPARE(skipped.size(), std::size_t{10});
        QVERIFY(skipped.front().text().starts_with("W32A8 is skipped"));
        QCOMPARE(precisionProduct(weights, activations, nullptr).size(), std::size_t{4});
    }

    void badRequestsAreRefused()
    {
        const auto model = emModel();
        SweepOptions options;
        options.precisions = {{4, 6}};
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "at least one image",
                              sweep(makeRuntime(1), model, {}, options, {}, {}));
        std::vector<SweepCase> cases{emCase("a", 1, 2, *model)};
        cases[0].reference->geometry.size[2] = 1;
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "case 'a'", sweepOf(model, cases, options));
    }
};

QTEST_GUILESS_MAIN(TestSweep)
#include "tst_sweep.moc"
