// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#ifndef Q_MOC_RUN // moc cannot parse LibTorch
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/types.h>

#include "core/model/model_file.h"
#include "core/model/safetensors.h"
#include "core/nn/detail/exact_network.h"
#include "core/train/export_model.h"
#include "core/train/loss.h"
#include "core/train/trainer.h"
#include "tests/train/blobs.h"
#endif
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

using namespace halftone;
using namespace halftone::train;
using namespace halftone::test;

class TestTraining : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void lossIgnoresUnlabelledPixels()
    {
        const torch::Tensor logits = torch::randn({1, 1, 4, 4});
        torch::Tensor labels = torch::randint(0, 2, {1, 4, 4}, torch::kLong);
        labels[0][1][2] = data::kIgnoredLabel;
        const double before = taskLoss(logits, labels).item<double>();
        logits[0][0][1][2] = 100.0;
        QCOMPARE(taskLoss(logits, labels).item<double>(), before);
    }

    void lossIsSmallOnlyForTheRightAnswer()
    {
        torch::Tensor labels = torch::zeros({1, 4, 4}, torch::kLong);
        labels.slice(1, 0, 2).fill_(1);
        const torch::Tensor right = (labels.to(torch::kFloat) * 2 - 1).unsqueeze(1) * 20;
        QVERIFY(taskLoss(right, labels).item<double>() < 0.01);
        QVERIFY(taskLoss(-right, labels).item<double>() > 5);
        const torch::Tensor classes =
            torch::stack({-right.squeeze(1), right.squeeze(1), torch::full({1, 4, 4}, -30.0)}, 1);
        QVERIFY(taskLoss(classes, labels).item<double>() < 0.2); // class 2 is absent, smoothed Dice
        QVERIFY(taskLoss(-classes, labels).item<double>() > 5);
        // Against itself, distillation gives the entropy: the least there is.
        const torch::Tensor soft = torch::randn({1, 3, 4, 4});
        QVERIFY(distillationLoss(soft, soft).item<double>()
                < distillationLoss(soft + torch::randn_like(soft), soft).item<double>());
    }

    void aNetLearnsOneSliceAndItsModelKeepsIt_data()
    {
        QTest::addColumn<int>("labels");
        QTest::newRow("one label") << 1;
        QTest::newRow("two labels") << 2;
    }
    void aNetLearnsOneSliceAndItsModelKeepsIt()
    {
        QFETCH(int, labels);
        const QTemporaryDir folder;
        const data::Dataset dataset = blobDataset(labels);
        const TrainConfig config = blobConfig(in(folder, "run"), 240);
        trainNet(config, dataset, {}, {}, {}, {});
        TrainedNet trained = readTrainedNet(config.output / "last.checkpoint");
        QCOMPARE(trained.state.step, std::int64_t{240});
        const auto built = std::make_shared<const model::Model>(
            exportTrainedNet(trained, dataset, {}, {}, {}, {}));
        model::validate(*built);
        QCOMPARE(built->tables.size(), std::size_t{64});
        const auto trainedTables =
            std::count_if(built->tables.begin(), built->tables.end(),
                          [](const model::PrecisionTable& table) { return table.trained; });
        QCOMPARE(trainedTables, std::ptrdiff_t{3});
        for (const model::MeasuredDice& measured : built->card.measured) {
            if (measured.precision == quant::Precision{1, 1}) {
                continue; // was not trained
            }
            const double dice = measured.dicePerLabel.at("blob1");
            QVERIFY2(dice > 0.9,
                     qPrintable(QString::fromStdString(quant::toString(measured.precision) + " "
                                                       + std::to_string(dice))));
        }
        const std::vector<std::uint8_t>& codes = dataset.groups[0].images;
        model::Prediction full;
        model::Prediction integer;
        nn::makeFloatPredictor(built, quant::kFull)
            ->predict({codes.data(), 1, kSide, kSide}, false, {}, full);
        nn::makeExactPredictor(built, {8, 8})
            ->predict({codes.data(), 1, kSide, kSide}, false, {}, integer);
        int different = 0;
        for (std::size_t i = 0; i < full.labels.size(); ++i) {
            different += full.labels[i] != integer.labels[i] ? 1 : 0;
        }
        QVERIFY2(different <= kSide * kSide / 25, qPrintable(QString::number(different)));
        const auto file = folder.filePath(QStringLiteral("blobs.halftone")).toStdString();
        model::writeModel(file, *built);
        QCOMPARE(model::readModel(file).tables.size(), std::size_t{64});
    }

    void aStoppedRunGoesOnToTheSameNumbers()
    {
        const QTemporaryDir folder;
        const data::Dataset dataset = blobDataset(1);
        TrainConfig whole = blobConfig(in(folder, "whole"), 12);
        whole.evaluateSteps = 5;
        trainNet(whole, dataset, {}, {}, {}, {});

        TrainConfig broken = whole;
        broken.output = in(folder, "broken");
        for (const double until : {0.3, 0.7}) { // in the float phase and in the other
            StopSource stop;
            const ProgressFn progress = [&](double fraction, std::string_view) {
                if (fraction > until) {
                    stop.requestStop();
                }
            };
            HALFTONE_EXPECT_ERROR(
                ErrorCode::Cancelled, "",
                (trainNet(broken, dataset, {until > 0.5, "cpu", {}}, {}, progress, stop.token()),
                 0));
        }
        trainNet(broken, dataset, {true, "cpu", {}}, {}, {}, {});

        for (const char* name : {"last.checkpoint", "best.checkpoint"}) {
            const model::Safetensors a = model::readSafetensors(whole.output / name);
            const model::Safetensors b = model::readSafetensors(broken.output / name);
            QCOMPARE(a.tensors.size(), b.tensors.size());
            for (const auto& [key, tensor] : a.tensors) {
                QVERIFY2(tensor.data == b.tensors.at(key).data, key.c_str());
            }
        }
    }

    void aFloatRunExportsQuantizedAfterwards()
    {
        const QTemporaryDir folder;
        const data::Dataset dataset = blobDataset(1);
        TrainConfig config = blobConfig(in(folder, "float"), 180);
        config.floatFraction = 1;
        trainNet(config, dataset, {}, {}, {}, {});
        TrainedNet trained = readTrainedNet(config.output / "last.checkpoint");
        QVERIFY(!trained.state.pairsStarted);
        const model::Model built = exportTrainedNet(trained, dataset, {}, {}, {}, {});
        QVERIFY(std::none_of(built.tables.begin(), built.tables.end(),
                             [](const model::PrecisionTable& table) { return table.trained; }));
        for (const model::MeasuredDice& measured : built.card.measured) {
            if (measured.precision == quant::kFull
                || measured.precision == quant::kHighestInteger) {
                QVERIFY(measured.dicePerLabel.at("blob1") > 0.9);
            }
        }
    }

    void aRunThatGetsNoBetterEndsEarly()
    {
        const QTemporaryDir folder;
        TrainConfig config = blobConfig(in(folder, "patient"), 50000);
        config.floatFraction = 0;
        config.learningRate = 1e-7; // learns nothing: the first evaluation stays the best
        config.average = 0;
        config.evaluateSteps = 5;
        config.patience = 2;
        trainNet(config, blobDataset(1), {}, {}, {}, {});
        const RunState state = readTrainedNet(config.output / "last.checkpoint").state;
        QVERIFY2(state.step <= 100, qPrintable(QString::number(state.step)));
        QVERIFY(state.withoutBetter >= 2);
        QVERIFY(std::filesystem::exists(config.output / "best.checkpoint"));
    }

    // As a run leaves it that is killed before its first checkpoint.
    void aFolderWithoutCheckpointBeginsAnew()
    {
        const QTemporaryDir folder;
        const TrainConfig config = blobConfig(in(folder, "begun"), 2);
        std::filesystem::create_directories(config.output);
        std::ofstream(config.output / "log.csv") << "step\n1\n";
        std::ofstream(config.output / ".lock") << "1\n";
        std::string said;
        const LogFn log = [&](LogLevel, std::string_view text) { said += text; };
        trainNet(config, blobDataset(1), {true, "cpu", {}}, log, {}, {});
        QVERIFY2(said.find("begins at its first step") != std::string::npos, said.c_str());
        QCOMPARE(readTrainedNet(config.output / "last.checkpoint").state.step, std::int64_t{2});
        QVERIFY(!std::filesystem::exists(config.output / ".lock"));
    }

    void nothingReadIsReplaced()
    {
        const QTemporaryDir folder;
        TrainConfig config = blobConfig(in(folder, "run"), 2);
        std::filesystem::create_directories(config.output);
        config.dataset = config.output / "log.csv";
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "would replace the dataset",
                              (trainNet(config, blobDataset(1), {}, {}, {}, {}), 0));
        // A configuration that is the folder's own stays as its user wrote it.
        config.dataset = in(folder, "blobs.dataset");
        const std::filesystem::path own = config.output / "config.json";
        std::ofstream(own) << "{ \"as written\": 1 }";
        trainNet(config, blobDataset(1), {false, "cpu", own}, {}, {}, {});
        std::ifstream file(own);
        QCOMPARE(std::string(std::istreambuf_iterator<char>(file), {}),
                 std::string("{ \"as written\": 1 }"));
    }

    void wrongRequestsAreErrors()
    {
        const QTemporaryDir folder;
        const TrainConfig config = blobConfig(in(folder, "none"), 2);
        HALFTONE_EXPECT_ERROR(
            ErrorCode::Unsupported, "'abacus'",
            (trainNet(config, blobDataset(1), {false, "abacus", {}}, {}, {}, {}), 0));
        const std::filesystem::path model = folder.filePath(QStringLiteral("m")).toStdString();
        model::writeSafetensors(model, {});
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "not a training checkpoint",
                              readTrainedNet(model).state.step);
    }
};

QTEST_GUILESS_MAIN(TestTraining)
#include "tst_training.moc"
