// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#ifndef Q_MOC_RUN // moc cannot parse LibTorch
#include <ATen/Parallel.h>

#include "core/model/network.h"
#include "core/model/safetensors.h"
#include "core/train/checkpoint.h"
#include "core/train/trainer.h"
#include "tests/train/blobs.h"
#endif
#include "tests/support/expect_error.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

#include <csignal>
#include <filesystem>
#include <functional>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <vector>

using namespace halftone;
using namespace halftone::train;
using namespace halftone::test;

namespace {

namespace fs = std::filesystem;

const TrainOptions kResume{true, "cpu", {}};

void run(const TrainConfig& config, const TrainOptions& options)
{
    trainNet(config, blobDataset(1), options, {}, {}, {});
}

// Sets every value of the tensors whose names start so to NaN.
void poison(const fs::path& path, const std::string& start)
{
    model::Safetensors file = model::readSafetensors(path);
    for (auto& [name, tensor] : file.tensors) {
        if (name.starts_with(start)) {
            const std::vector<float> bad(tensor.data.size() / sizeof(float),
                                         std::numeric_limits<float>::quiet_NaN());
            const auto bytes = std::as_bytes(std::span(bad));
            tensor.data.assign(bytes.begin(), bytes.end());
        }
    }
    model::writeSafetensors(path, file);
}

// The name of the first tensor that differs; empty where all are alike.
std::string difference(const fs::path& one, const fs::path& other)
{
    const model::Safetensors a = model::readSafetensors(one);
    const model::Safetensors b = model::readSafetensors(other);
    if (a.tensors.size() != b.tensors.size()) {
        return "count";
    }
    for (const auto& [name, tensor] : a.tensors) {
        const auto found = b.tensors.find(name);
        if (found == b.tensors.end() || found->second.data != tensor.data) {
            return name;
        }
    }
    return {};
}

QByteArray bytesOf(const fs::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// All files of a folder.
std::map<std::string, QByteArray> contents(const fs::path& folder)
{
    std::map<std::string, QByteArray> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        files[entry.path().filename().string()] = bytesOf(entry.path());
    }
    return files;
}

// The different values of a column, one after another.
QStringList column(const fs::path& csv, int number)
{
    QStringList values;
    const QList<QByteArray> lines = bytesOf(csv).trimmed().split('\n');
    for (const QByteArray& line : lines.mid(1)) {
        const QString value = QString::fromUtf8(line.split(',').value(number));
        if (values.isEmpty() || values.last() != value) {
            values.append(value);
        }
    }
    return values;
}

} // namespace

class TestCheckpoint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void aLossThatIsNotANumberEndsTheRun()
    {
        const QTemporaryDir folder;
        TrainConfig config = blobConfig(in(folder, "run"), 2);
        run(config, {});
        poison(config.output / "last.checkpoint", "parameter/FP32.head.bias");
        config.steps = 100;
        HALFTONE_EXPECT_ERROR(ErrorCode::Internal, "not finite for 20 steps",
                              (run(config, kResume), 0));
    }

    // One pass that overflows leaves NaN in the running statistics though its step is skipped.
    void statisticsRecoverFromABadPass()
    {
        const QTemporaryDir folder;
        TrainConfig sound = blobConfig(in(folder, "sound"), 4);
        run(sound, {});
        TrainConfig bad = blobConfig(in(folder, "bad"), 8);
        fs::copy(sound.output, bad.output);
        poison(bad.output / "last.checkpoint", "statistics/");
        sound.steps = 8;
        run(sound, kResume);
        run(bad, kResume);
        QCOMPARE(difference(sound.output / "last.checkpoint", bad.output / "last.checkpoint"),
                 std::string());
    }

    void sizesAreTheDocumentedOnes()
    {
        const QTemporaryDir folder;
        TrainConfig config = blobConfig(in(folder, "run"), 1);
        config.width = 32;
        config.pairs = {{{8, 8}, 1}, {{4, 6}, 1}, {{4, 4}, 1}, {{3, 4}, 1},
                        {{2, 4}, 1}, {{1, 2}, 1}, {{1, 1}, 1}};
        std::vector<quant::Precision> pairs;
        for (const TrainedPair& pair : config.pairs) {
            pairs.push_back(pair.precision);
        }
        const nn::UNet net(model::makeUNet(config.width, 1, 1), pairs, 1, torch::kCPU);
        AdamW optimizer(net.parameters());
        MovingAverage average(net.parameters(), 0.9);
        constexpr double kMegabyte = 1e6;
        writeTrainedNet(in(folder, "best"), config, 1, {}, net, average);
        const double best = static_cast<double>(fs::file_size(in(folder, "best"))) / kMegabyte;
        QVERIFY2(best > 4.5 && best < 5.5, qPrintable(QString::number(best)));
        writeCheckpoint(in(folder, "last"), config, 1, {}, net, optimizer, average);
        const double last = static_cast<double>(fs::file_size(in(folder, "last"))) / kMegabyte;
        QVERIFY2(last > 19 && last < 20.5, qPrintable(QString::number(last)));
    }

    void aTrainedNetIsNotToGoOnFrom()
    {
        const QTemporaryDir folder;
        const TrainConfig config = blobConfig(in(folder, "run"), 2);
        run(config, {});
        const fs::path last = config.output / "last.checkpoint";
        const fs::path best = config.output / "best.checkpoint";
        QVERIFY(fs::file_size(best) * 2 < fs::file_size(last));
        fs::copy_file(best, last, fs::copy_options::overwrite_existing);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "without what training needs to go on",
                              (run(config, kResume), 0));
    }

    void damageIsToldWithTheFile_data()
    {
        using Damage = std::function<void(model::Safetensors&)>;
        QTest::addColumn<Damage>("damage");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* words, const Damage& damage) {
            QTest::newRow(name) << damage << QString::fromUtf8(words);
        };
        const auto describe = [](const char* text) {
            return [text](model::Safetensors& f) { f.metadata["halftone_checkpoint"] = text; };
        };
        row("tensor missing", "is missing",
            [](model::Safetensors& file) { file.tensors.erase(file.tensors.begin()); });
        row("nothing", "no training state",
            [](model::Safetensors& file) { file.metadata.clear(); });
        row("no JSON", "not valid JSON", describe("[[[["));
        row("a list", "another version", describe("[1]"));
        row("another version", "another version", describe(R"({"version": "1"})"));
        row("no configuration", "lacks a member", describe(R"({"version": 1})"));
        row("deep", "nested deeper", [](model::Safetensors& file) {
            file.metadata["halftone_checkpoint"] = std::string(200000, '[');
        });
        row("no step", "lacks a member", [](model::Safetensors& file) {
            std::string& text = file.metadata["halftone_checkpoint"];
            text.replace(text.find("\"step\""), 6, "\"pets\"");
        });
    }
    void damageIsToldWithTheFile()
    {
        using Damage = std::function<void(model::Safetensors&)>;
        QFETCH(Damage, damage);
        QFETCH(QString, words);
        const QTemporaryDir folder;
        const TrainConfig config = blobConfig(in(folder, "run"), 2);
        run(config, {});
        const fs::path last = config.output / "last.checkpoint";
        model::Safetensors file = model::readSafetensors(last);
        damage(file);
        model::writeSafetensors(last, file);
        for (const QString& told : {errorOf([&] { static_cast<void>(readTrainedNet(last)); }),
                                    errorOf([&] { run(config, kResume); })}) {
            QVERIFY2(told.startsWith(QStringLiteral("file-format: ")) && told.contains(words)
                         && told.contains(QStringLiteral("last.checkpoint'")),
                     qPrintable(told));
        }
    }

    // As they were before evaluations went by steps.
    void olderCheckpointsAreRead()
    {
        const QTemporaryDir folder;
        TrainConfig config = blobConfig(in(folder, "run"), 4);
        run(config, {});
        const fs::path last = config.output / "last.checkpoint";
        model::Safetensors file = model::readSafetensors(last);
        std::string& metadata = file.metadata.at("halftone_checkpoint");
        const auto replace = [&](const std::string& now, const std::string& before) {
            const std::size_t at = metadata.find(now);
            QVERIFY2(at != std::string::npos, metadata.c_str());
            metadata.replace(at, now.size(), before);
        };
        replace(R"("evaluate_steps":1000)", R"("evaluate_minutes":4.0)");
        replace(R"("evaluated":4,)", "");
        model::writeSafetensors(last, file);
        QCOMPARE(readTrainedNet(last).state.step, std::int64_t{4});
        config.steps = 6;
        run(config, kResume);
        QCOMPARE(readTrainedNet(last).state.evaluated, std::int64_t{6});
        QCOMPARE(column(config.output / "evaluation.csv", 0), (QStringList{"4", "6"}));
    }

    void aTrainingIsNotOverwritten()
    {
        const QTemporaryDir folder;
        const TrainConfig config = blobConfig(in(folder, "run"), 2);
        run(config, {});
        const auto before = contents(config.output);
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "already holds a training",
                              (run(config, {}), 0));
        QVERIFY(contents(config.output) == before);
    }

    void anotherRunIsNotGoneOnWith_data()
    {
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* words) {
            QTest::newRow(name) << QString::fromLatin1(words);
        };
        row("crop", "crop 32 there, 16 here");
        row("batch", "batch 2 there, 3 here");
        row("seed", "seed 1 there, 2 here");
        row("pairs", "pairs.2.weight 2.0 there, 1.5 here");
        row("augmentation", "augmentation.flip false there, true here");
    }
    void anotherRunIsNotGoneOnWith()
    {
        QFETCH(QString, words);
        const QTemporaryDir folder;
        TrainConfig config = blobConfig(in(folder, "run"), 2);
        run(config, {});
        const auto before = contents(config.output);
        const QByteArray changed = QTest::currentDataTag();
        config.crop = changed == "crop" ? 16 : config.crop;
        config.batch = changed == "batch" ? 3 : config.batch;
        config.seed = changed == "seed" ? 2 : config.seed;
        config.pairs[2].weight = changed == "pairs" ? 1.5 : config.pairs[2].weight;
        config.augmentation.flip = changed == "augmentation";
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, words.toUtf8().constData(),
                              (run(config, kResume), 0));
        QVERIFY(contents(config.output) == before);
    }

    void lengthAndRateMayChange()
    {
        const QTemporaryDir folder;
        TrainConfig config = blobConfig(in(folder, "run"), 2);
        run(config, {});
        config.steps = 4;
        config.evaluateSteps = 2;
        config.checkpointMinutes = 7;
        config.threads = 1;
        config.dataset = "elsewhere";
        config.learningRate = 0.005;
        QStringList warnings;
        const LogFn log = [&](LogLevel level, std::string_view text) {
            if (level == LogLevel::Warning) {
                warnings.append(QString::fromUtf8(text.data(), static_cast<int>(text.size())));
            }
        };
        trainNet(config, blobDataset(1), kResume, log, {}, {});
        QCOMPARE(warnings.size(), 1);
        QVERIFY2(warnings.first().contains(QStringLiteral("learning_rate 0.01 there, 0.005 here.")),
                 qPrintable(warnings.first()));
    }

    // An evaluation that was stopped is made again, and nothing else differs.
    void aStoppedEvaluationIsMadeAgain()
    {
        const QTemporaryDir folder;
        TrainConfig whole = blobConfig(in(folder, "whole"), 8);
        whole.evaluateSteps = 4;
        run(whole, {});
        TrainConfig broken = whole;
        broken.output = in(folder, "broken");
        for (const double until : {0.5, 1.0}) {
            StopSource stop;
            const ProgressFn progress = [&](double fraction, std::string_view) {
                if (fraction >= until) { // an evaluation comes next
                    stop.requestStop();
                }
            };
            HALFTONE_EXPECT_ERROR(ErrorCode::Cancelled, "",
                                  (trainNet(broken, blobDataset(1), {until > 0.5, "cpu", {}}, {},
                                            progress, stop.token()),
                                   0));
            QCOMPARE(readTrainedNet(broken.output / "last.checkpoint").state.evaluated,
                     std::int64_t{until > 0.5 ? 4 : 0});
        }
        run(broken, kResume);
        for (const char* name : {"last.checkpoint", "best.checkpoint"}) {
            QCOMPARE(difference(whole.output / name, broken.output / name), std::string());
        }
        for (const int number : {0, 2, 3, 4}) { // all but minutes
            QCOMPARE(column(broken.output / "evaluation.csv", number),
                     column(whole.output / "evaluation.csv", number));
        }
    }

    void aFullDiskLeavesTheCheckpointBefore()
    {
#ifndef Q_OS_UNIX
        QSKIP("This system cannot limit the size of files.");
#else
        const QTemporaryDir folder;
        TrainConfig config = blobConfig(in(folder, "run"), 2);
        run(config, {});
        const auto before = contents(config.output);
        rlimit limit{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &limit), 0);
        const auto handler = std::signal(SIGXFSZ, SIG_IGN); // writing then fails, as on a full disk
        rlimit small = limit;
        small.rlim_cur = 50'000;
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        config.steps = 4;
        const QString found = errorOf([&] { run(config, kResume); });
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &limit), 0);
        std::signal(SIGXFSZ, handler);
        QVERIFY2(found.startsWith(QStringLiteral("file-write: "))
                     && found.contains(QStringLiteral("last.checkpoint")),
                 qPrintable(found));
        auto after = contents(config.output);
        QCOMPARE(after.size(), before.size()); // no half-written file is left
        for (const char* name : {"last.checkpoint", "best.checkpoint"}) {
            QVERIFY2(before.at(name) == after.at(name), name);
        }
        run(config, kResume); // there is room again
        QCOMPARE(readTrainedNet(config.output / "last.checkpoint").state.step, std::int64_t{4});
#endif
    }
};

QTEST_GUILESS_MAIN(TestCheckpoint)
#include "tst_checkpoint.moc"
