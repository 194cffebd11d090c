// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#ifndef Q_MOC_RUN // moc cannot parse LibTorch
#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <nlohmann/json.hpp>

#include "core/base/random.h"
#include "core/model/safetensors.h"
#include "core/train/paper_loss.h"
#include "core/train/paper_state.h"
#include "core/train/paper_trainer.h"
#endif
#include "tests/support/expect_error.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>

using namespace halftone;
using namespace halftone::train;
using Json = nlohmann::json;

namespace {

constexpr int kSide = 32;

// Dark discs with the label "membrane" on a bright, noisy ground called "cell".
data::SliceGroup discs(data::Split split)
{
    data::SliceGroup group;
    group.name = "discs";
    group.split = split;
    group.height = group.width = kSide;
    Random random(23, 0);
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            const bool disc =
                std::hypot(x - 9.0, y - 12.0) < 6 || std::hypot(x - 23.0, y - 20.0) < 5;
            const double grey = (disc ? 90 : 190) + 10 * random.normal();
            group.images.push_back(static_cast<std::uint8_t>(std::clamp(grey, 0.0, 255.0)));
            group.labels.push_back(disc ? 1 : 0);
        }
    }
    group.cases = {"one"};
    return group;
}

data::Dataset discDataset()
{
    data::Dataset dataset;
    dataset.card.name = "discs";
    dataset.card.backgroundName = "cell";
    dataset.card.labels = {{1, "membrane", {}}};
    dataset.groups = {discs(data::Split::Train), discs(data::Split::Validation)};
    return dataset;
}

Json readJson(const std::filesystem::path& path)
{
    std::ifstream file(path);
    return Json::parse(file);
}

// A shipped configuration cut down to a few steps of a small net.
PaperConfig shipped(const QString& name, const std::filesystem::path& output, int steps)
{
    Json json = readJson(QDir(QStringLiteral(HALFTONE_PAPER_CONFIGS)).filePath(name).toStdString());
    json["output"] = output.string();
    json["width"] = 4;
    json["crop"] = kSide;
    json["batch"] = 2;
    json["steps"] = steps;
    json.erase("minutes");
    json["learning_rate"] = 0.01;
    json["arithmetic"] = "float32";
    json["augmentation"] = {{"rotation_degrees", 0}, {"scale", 0},   {"elastic_pixels", 0},
                            {"flip", false},         {"gain", 0.05}, {"noise", 0.01}};
    json["paper"]["evaluate_steps"] = 1000;
    return parsePaperConfig(json.dump(), name.toStdString()).value();
}

std::vector<double> losses(const std::filesystem::path& folder)
{
    std::ifstream file(folder / "log.csv");
    std::string line;
    std::getline(file, line); // header
    std::vector<double> values;
    while (std::getline(file, line)) {
        std::istringstream cells(line);
        std::string cell;
        for (int column = 0; column < 4; ++column) {
            std::getline(cells, cell, ',');
        }
        values.push_back(std::stod(cell));
    }
    return values;
}

std::vector<int> steps(const std::filesystem::path& csv)
{
    std::ifstream file(csv);
    std::string line;
    std::getline(file, line); // header
    std::vector<int> values;
    while (std::getline(file, line)) {
        values.push_back(std::stoi(line));
    }
    return values;
}

std::filesystem::path in(const QTemporaryDir& folder, const char* name)
{
    return folder.filePath(QString::fromUtf8(name)).toStdString();
}

const QStringList& emRows()
{
    static const QStringList rows{
        QStringLiteral("em-fp.json"),        QStringLiteral("em-q8.8.json"),
        QStringLiteral("em-q8.0-q0.8.json"), QStringLiteral("em-q6.0-q0.4.json"),
        QStringLiteral("em-q4.0-q0.2.json"), QStringLiteral("em-bnn.json"),
        QStringLiteral("em-ternary.json")};
    return rows;
}

} // namespace

class TestPaperTraining : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void lossesAreThePapers()
    {
        const torch::Tensor logits = torch::tensor({2.0F, -1.0F, 50.0F}).view({1, 1, 1, 3});
        const torch::Tensor target = torch::tensor({1.0F, 0.0F, 0.0F}).view({1, 1, 1, 3});
        const torch::Tensor known = torch::tensor({1.0F, 1.0F, 0.0F}).view({1, 1, 1, 3});
        const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
        const auto both = [&](double a, double b) { // by hand; the third pixel is ignored
            const double entropy = -(std::log(sigmoid(a)) + std::log(1 - sigmoid(b))) / 2;
            const double dice = (2 * sigmoid(a) + 1e-4) / (sigmoid(a) + sigmoid(b) + 1 + 1e-4);
            return std::pair(entropy, dice);
        };
        using Kind = PaperLoss::Kind;
        const auto loss = [&](Kind kind, bool twice) {
            return paperLoss({kind, twice}, logits, target, known).item<double>();
        };
        const auto [entropy, dice] = both(2, -1);
        QVERIFY(std::abs(loss(Kind::Dice, false) + dice) < 1e-6);
        QVERIFY(std::abs(loss(Kind::CrossEntropyAndDice, false) - 0.5 * (entropy + 1 - dice))
                < 1e-6);
        const auto [entropy2, dice2] = both(sigmoid(2), sigmoid(-1));
        QVERIFY(std::abs(loss(Kind::CrossEntropyAndDice, true) - 0.5 * (entropy2 + 1 - dice2))
                < 1e-6);
    }

    void everyRowTrains_data()
    {
        QTest::addColumn<QString>("file");
        for (const QString& row : emRows()) {
            QTest::newRow(qPrintable(row)) << row;
        }
        QTest::newRow("gm") << QStringLiteral("gm-q6.0-q0.4.json");
        QTest::newRow("nih") << QStringLiteral("nih-q6.0-q0.4.json");
    }
    void everyRowTrains()
    {
        QFETCH(QString, file);
        const QTemporaryDir folder;
        PaperConfig config = shipped(file, in(folder, "run"), 3);
        if (!file.startsWith(QStringLiteral("em-"))) {
            config.target = "membrane";
        }
        const data::Dataset dataset = discDataset();
        trainPaperNet(config, dataset, {}, {}, {}, {});
        const Json result = readJson(config.run.output / "result.json");
        QCOMPARE(result.at("row").get<std::string>(), rowName(config.design));
        QVERIFY(result.at("simulated").get<bool>());
        QCOMPARE(result.at("steps").get<int>(), 3);
        for (const char* label : {"membrane", "cell"}) {
            const double dice = result.at("last").at("dice").at(label).at("mean").get<double>();
            QVERIFY(dice >= 0 && dice <= 1);
        }
        QVERIFY(result.at("weight_bytes_honest").get<int>() > 0);
        for (const char* name : {"config.json", "run.json", "log.csv", "evaluation.csv",
                                 "curves.svg", "last.checkpoint", "best.checkpoint"}) {
            QVERIFY2(std::filesystem::exists(config.run.output / name), name);
        }
        const Json written = readJson(config.run.output / "config.json");
        QCOMPARE(train::toJson(parsePaperConfig(written.dump(), "written").value()),
                 train::toJson(config));
    }

    void quantizedNetsLearn_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("power of two") << QStringLiteral("em-q6.0-q0.4.json");
        QTest::newRow("fixed point") << QStringLiteral("gm-q6.0-q0.4.json");
    }
    void quantizedNetsLearn()
    {
        QFETCH(QString, file);
        const QTemporaryDir folder;
        PaperConfig config = shipped(file, in(folder, "run"), 80);
        config.target = "membrane";
        trainPaperNet(config, discDataset(), {}, {}, {}, {});
        const std::vector<double> loss = losses(config.run.output);
        QCOMPARE(loss.size(), std::size_t{8});
        QVERIFY2(loss.back() < loss.front() - 0.05,
                 qPrintable(QString::number(loss.front()) + QStringLiteral(" to ")
                            + QString::number(loss.back())));
        const Json result = readJson(config.run.output / "result.json");
        const double dice = result.at("best").at("dice").at("membrane").at("mean").get<double>();
        QVERIFY2(dice > 0.7, qPrintable(QString::number(dice)));
    }

    void aStoppedRunGoesOnToTheSameNumbers()
    {
        const QTemporaryDir folder;
        const data::Dataset dataset = discDataset();
        PaperConfig whole = shipped(QStringLiteral("em-ternary.json"), in(folder, "whole"), 12);
        whole.evaluateSteps = 5;
        trainPaperNet(whole, dataset, {}, {}, {}, {});

        PaperConfig broken = whole;
        broken.run.output = in(folder, "broken");
        for (const double until : {0.3, 0.4, 0.7}) { // the second one stops an evaluation
            StopSource stop;
            const ProgressFn progress = [&](double fraction, std::string_view) {
                if (fraction > until) {
                    stop.requestStop();
                }
            };
            HALFTONE_EXPECT_ERROR(ErrorCode::Cancelled, "",
                                  (trainPaperNet(broken, dataset, {until > 0.3, "cpu", {}}, {},
                                                 progress, stop.token()),
                                   0));
        }
        // A killed run can have logged more than it saved.
        std::ofstream(broken.run.output / "log.csv", std::ios::app) << "10,1,0.01,0.5,1\n";
        trainPaperNet(broken, dataset, {true, "cpu", "the.json"}, {}, {}, {});

        for (const char* name : {"last.checkpoint", "best.checkpoint"}) {
            const model::Safetensors a = model::readSafetensors(whole.run.output / name);
            const model::Safetensors b = model::readSafetensors(broken.run.output / name);
            QCOMPARE(a.tensors.size(), b.tensors.size());
            for (const auto& [key, tensor] : a.tensors) {
                QVERIFY2(tensor.data == b.tensors.at(key).data, key.c_str());
            }
        }
        QCOMPARE(steps(broken.run.output / "log.csv"), (std::vector<int>{10}));
        QCOMPARE(steps(broken.run.output / "evaluation.csv"),
                 (std::vector<int>{5, 5, 10, 10, 12, 12})); // two labels
        const Json starts = readJson(broken.run.output / "run.json").at("starts");
        QCOMPARE(starts.size(), std::size_t{4});
        QCOMPARE(starts[3].at("config").get<std::string>(), std::string("the.json"));
        const Json a = readJson(whole.run.output / "result.json");
        const Json b = readJson(broken.run.output / "result.json");
        QCOMPARE(a.at("best").at("dice").dump(), b.at("best").at("dice").dump());
        QCOMPARE(a.at("best").at("step").dump(), b.at("best").at("step").dump());
    }

    void aLossThatIsNotANumberEndsTheRun()
    {
        const QTemporaryDir folder;
        const data::Dataset dataset = discDataset();
        PaperConfig config = shipped(QStringLiteral("em-fp.json"), in(folder, "run"), 1);
        trainPaperNet(config, dataset, {}, {}, {}, {});
        model::Safetensors checkpoint =
            model::readSafetensors(config.run.output / "last.checkpoint");
        const float nan = std::numeric_limits<float>::quiet_NaN();
        checkpoint.put<float>("parameter/head.bias", {1}, std::span(&nan, 1));
        model::writeSafetensors(config.run.output / "last.checkpoint", checkpoint);
        config.run.steps = 100;
        HALFTONE_EXPECT_ERROR(ErrorCode::Internal, "not finite for 20 steps",
                              (trainPaperNet(config, dataset, {true, "cpu", {}}, {}, {}, {}), 0));
    }

    void wrongRequestsAreErrors()
    {
        const QTemporaryDir folder;
        const data::Dataset dataset = discDataset();
        PaperConfig config = shipped(QStringLiteral("em-bnn.json"), in(folder, "run"), 1);
        const auto train = [&](const TrainOptions& options) {
            trainPaperNet(config, dataset, options, {}, {}, {});
            return 0;
        };
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "'abacus'", train({false, "abacus", {}}));
        config.target = "nucleus";
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "cannot learn 'nucleus'", train({}));
        config.target = "cell";
        train({});
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "already holds a training", train({}));
        config.design.quantizer = nn::PaperQuantizer::Ternary;
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument,
                              "paper.quantizer \"bnn\" there, \"ternary\" here",
                              train({true, "cpu", {}}));
        model::writeSafetensors(config.run.output / "last.checkpoint", {});
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "not a checkpoint of paper mode",
                              train({true, "cpu", {}}));
    }

    void bytesAreCountedHonestly()
    {
        nn::PaperDesign design;
        design.quantizer = nn::PaperQuantizer::FixedPoint;
        design.activations = {6, 0};
        design.weights = {0, 4};
        // 4,792,320 codes of 6 bits for 33 values, 44,929 floats.
        const PaperStorage fixed = storageOf(nn::PaperNet(design, 64, 1, torch::kCPU));
        QCOMPARE(fixed.parameters, std::int64_t{4'837'249});
        QCOMPARE(fixed.nominalBits, 4);
        QCOMPARE(fixed.nominalBytes, std::int64_t{2'418'625});
        QCOMPARE(fixed.levels, std::int64_t{33});
        QCOMPARE(fixed.codeBits, 6);
        QCOMPARE(fixed.honestBytes, std::int64_t{3'594'240 + 179'716});
        design.quantizer = nn::PaperQuantizer::Sane;
        QCOMPARE(storageOf(nn::PaperNet(design, 4, 1, torch::kCPU)).codeBits, 4);
        design.quantizer = nn::PaperQuantizer::Ternary;
        QCOMPARE(storageOf(nn::PaperNet(design, 4, 1, torch::kCPU)).codeBits, 2);
        design.quantizer = nn::PaperQuantizer::PowerOfTwo; // uniform weights reach far down
        QVERIFY(storageOf(nn::PaperNet(design, 4, 1, torch::kCPU)).codeBits > 4);
        design.quantizer = nn::PaperQuantizer::None;
        const PaperStorage full = storageOf(nn::PaperNet(design, 4, 1, torch::kCPU));
        QCOMPARE(full.honestBytes, 4 * full.parameters);
        QCOMPARE(full.nominalBytes, full.honestBytes);
    }
};

QTEST_GUILESS_MAIN(TestPaperTraining)
#include "tst_paper_training.moc"
