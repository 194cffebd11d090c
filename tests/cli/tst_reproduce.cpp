// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "core/model/model_file.h"
#include "core/nn/torch_runtime.h"
#include "tests/cli/cli_runner.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace halftone;
using namespace halftone::tests;

namespace {

// Bright cells in a grid of dark walls that moves from slice to slice, with a little noise.
void writeSections(const QString& folder, int side, int slices)
{
    QDir().mkpath(folder);
    Image image;
    image.geometry.size = {side, side, slices};
    std::vector<std::uint8_t> codes(image.geometry.voxels());
    LabelMap labels;
    labels.geometry = image.geometry;
    labels.voxels.resize(codes.size());
    std::uint32_t random = 1;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const auto x = static_cast<int>(i) % side;
        const auto y = static_cast<int>(i) / side % side;
        const auto z = static_cast<int>(i) / side / side;
        random = random * 1664525U + 1013904223U;
        const bool wall = (x + z) % 16 < 3 || (y + 2 * z) % 16 < 3;
        codes[i] = static_cast<std::uint8_t>((wall ? 70 : 180) + static_cast<int>(random >> 27));
        labels.voxels[i] = wall ? 255 : 0;
    }
    image.voxels = std::move(codes);
    image::writeImage((folder + "/image_z00-24.tif").toStdString(), image);
    image::writeLabelMap((folder + "/membrane_z00-24.tif").toStdString(), labels);
}

// One session: grey matter inside a cord, on the first three of four slices.
void writeCord(const QString& folder, const QString& session)
{
    QDir().mkpath(folder);
    Geometry grid;
    grid.size = {24, 24, 4};
    grid.spacingMm = {0.5, 0.5, 5};
    grid.spacingKnown = grid.orientationKnown = true;
    Image image;
    image.geometry = grid;
    std::vector<std::int16_t> voxels(grid.voxels());
    LabelMap cord;
    cord.geometry = grid;
    cord.voxels.resize(grid.voxels());
    LabelMap grey = cord;
    for (std::size_t i = 0; i < voxels.size(); ++i) {
        const auto n = static_cast<int>(i);
        const double radius = std::hypot(n % 24 - 11.5, n / 24 % 24 - 11.5);
        const bool labelled = n / (24 * 24) < 3;
        voxels[i] = static_cast<std::int16_t>(100 + (radius < 8 ? 50 : 0) + (radius < 4 ? 30 : 0));
        cord.voxels[i] = labelled && radius < 8 ? 1 : 0;
        grey.voxels[i] = labelled && radius < 4 ? 1 : 0;
    }
    image.voxels = std::move(voxels);
    const std::string start = (folder + "/" + session + "_run-1_").toStdString();
    image::writeImage(start + "T2starw.nii.gz", image);
    image::writeLabelMap(start + "gmseg-manual.nii.gz", grey);
    image::writeLabelMap(start + "cordseg-manual.nii.gz", cord);
}

QStringList statesOf(const QJsonObject& result)
{
    QStringList states;
    for (const QJsonValue& stage : result["stages"].toArray()) {
        states << stage["stage"].toString() + ": " + stage["state"].toString();
    }
    return states;
}

QSet<QString> valuesOf(const QJsonObject& result, const QString& key)
{
    QSet<QString> values;
    for (const QJsonValue& row : result["rows"].toArray()) {
        values << row[key].toVariant().toString();
    }
    return values;
}

} // namespace

class TestReproduce : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theWholeChainRunsOnce();
    void theCardSaysWhatWasMeasured();
    void aStoppedTrainingIsKept();
    void theChallengesOwnFilesGiveTheSame();
    void cordsAreScoredBySubject();
    void slicesOfAPancreasArePooled();
    void whatIsMissingIsNamed();

private:
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] QStringList chain() const
    {
        return {"reproduce", "em",           path("data"), "-o", path("out"),
                "--config",  path("c.json"), "--threads",  "2",  "--no-peak-rss"};
    }
    [[nodiscard]] QByteArray read(const QString& name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
};

void TestReproduce::initTestCase()
{
    if (!nn::TorchRuntime::isInstalled()) {
        QSKIP("The LibTorch module halftone_torch is not built.");
    }
    writeSections(path("data/em/isbi2012"), 64, 25);
    writeFile(path("c.json"), R"({"dataset": "d", "output": "o", "width": 4, "crop": 32, "batch": 4,
        "steps": 60, "float_fraction": 0.5, "learning_rate": 0.02, "average": 0.9,
        "evaluate_minutes": 100, "checkpoint_minutes": 100, "pairs": [{"precision": "W8A8"},
        {"precision": "W4A6"}, {"precision": "W4A4"}, {"precision": "W3A4"}, {"precision": "W2A4"},
        {"precision": "W1A2"}]})");
}

void TestReproduce::theWholeChainRunsOnce()
{
    const QJsonObject first = runJson(chain());
    QCOMPARE(statesOf(first), (QStringList{"prepare: done", "train: done", "export: done",
                                           "sweep: done", "card: done"}));
    QCOMPARE(first["rows"].toArray().size(), 8 * 2);
    QCOMPARE(valuesOf(first, "label"), (QSet<QString>{"cell", "membrane"}));
    QCOMPARE(valuesOf(first, "precision"),
             (QSet<QString>{"FP32", "W8A8", "W4A6", "W4A4", "W3A4", "W2A4", "W1A2", "W1A1"}));
    QCOMPARE(valuesOf(first, "cases"), (QSet<QString>{"5"}));
    const QJsonObject full = first["rows"][8].toObject();
    const QJsonObject balanced = first["rows"][10].toObject();
    QCOMPARE(full["label"].toString(), QStringLiteral("membrane"));
    QVERIFY2(full["mean"].toDouble() > 0.5, "60 steps should be enough for a grid of dark lines");
    QCOMPARE(full["goal"].toDouble(), 0.83);
    QCOMPARE(full["met"].toBool(), full["mean"].toDouble() >= 0.83);
    QVERIFY(std::abs(full["mean"].toDouble() - balanced["mean"].toDouble()
                     - balanced["loss"].toDouble())
            < 3e-6);
    QVERIFY(balanced["weight_bytes"].toDouble() < full["weight_bytes"].toDouble() / 5);

    const QJsonObject origin = first["provenance"].toObject();
    QCOMPARE(origin["model"]["sha256"].toString().toStdString(),
             model::readModel(path("out/em-membrane.halftone").toStdString()).hash);
    QCOMPARE(origin["inputs"][0]["role"].toString(), QStringLiteral("dataset"));
    QCOMPARE(origin["inputs"][1]["name"].toString(), QStringLiteral("c.json"));
    QVERIFY(!origin["libtorch"].isNull());
    QCOMPARE(origin["command"][3].toString(), QStringLiteral("FOLDER"));
    QCOMPARE(origin["labels"].toArray(), (QJsonArray{"cell", "membrane"}));

    // The Dice of a case is what `sweep` says of that section.
    const QJsonObject swept =
        runJson({"sweep", path("data/em/isbi2012/image_z00-24.tif"), "--reference",
                 path("data/em/isbi2012/membrane_z00-24.tif"), "--slices", "22", "--model",
                 path("out/em-membrane.halftone"), "--weights", "4", "--activations", "6",
                 "--no-peak-rss"});
    const double dice = swept["points"][0]["dice"].toDouble();
    QVERIFY(read("out/em-membrane.cases.csv")
                .contains("isbi2012-22,W4A6,membrane," + QByteArray::number(dice, 'f', 6)));

    QElapsedTimer timer;
    timer.start();
    const CliResult again = runCli(chain());
    QVERIFY2(again.exitCode == 0 && timer.elapsed() < 3000, again.text());
    QCOMPARE(again.out.count("up to date"), 5);
    QVERIFY2(again.out.contains("W2A4 (ternary)") && again.out.contains(">= 0.830"), again.text());
    QVERIFY(QFile::remove(path("out/em-membrane.sweep.csv")));
    const QJsonObject measured = runJson(chain());
    QCOMPARE(statesOf(measured),
             (QStringList{"prepare: up to date", "train: up to date", "export: up to date",
                          "sweep: done", "card: up to date"}));
    QCOMPARE(measured["rows"][10]["mean"], balanced["mean"]);
}

void TestReproduce::theCardSaysWhatWasMeasured()
{
    const QString model = path("out/em-membrane.halftone");
    const QJsonObject info = runJson({"info", model});
    const QJsonObject result = runJson(chain());
    QCOMPARE(info["measured"].toArray().size(), 8);
    for (const QJsonValue& row : result["rows"].toArray()) {
        const QString label = row["label"].toString();
        bool found = false;
        for (const QJsonValue& point : info["measured"].toArray()) {
            if (point["precision"] == row["precision"]) {
                found = true;
                QCOMPARE(point["dice"][label], row["mean"]);
                QCOMPARE(point["sd"][label], row["sd"]);
                QCOMPARE(point["cases"][label].toInt(), 5);
            }
        }
        QVERIFY2(found, qPrintable(row["precision"].toString()));
    }
    const double dice = result["rows"][8]["mean"].toDouble();
    const CliResult text = runCli({"info", model});
    QVERIFY2(text.out.contains("membrane " + QByteArray::number(dice, 'f', 4)), text.text());

    // A finished model stays as it is; its copy gets the rows, once.
    model::Model bare = model::readModel(model.toStdString());
    bare.card.measured.clear();
    const QString file = path("bare.halftone");
    model::writeModel(file.toStdString(), bare);
    const QByteArray before = read("bare.halftone");
    const QStringList arguments{"reproduce", "em", path("data"), "--model",
                                file,        "-o", path("bare"), "--no-peak-rss"};
    QCOMPARE(statesOf(runJson(arguments)), (QStringList{"sweep: done", "card: done"}));
    QVERIFY(read("bare.halftone") == before);
    QVERIFY(model::readModel(path("bare/em-membrane.halftone").toStdString()).card.measured
            == model::readModel(model.toStdString()).card.measured);
    QCOMPARE(statesOf(runJson(arguments)), (QStringList{"sweep: up to date", "card: up to date"}));
    const CliResult refused = runCli(
        {"reproduce", "em", path("data"), "--model", file, "-o", path("out"), "--no-peak-rss"});
    QVERIFY2(refused.exitCode == 1 && refused.err.contains("would replace"), refused.text());
}

void TestReproduce::aStoppedTrainingIsKept()
{
    QVERIFY(QFile::remove(path("out/training.done"))); // as if it had been stopped
    const QByteArray checkpoint = read("out/training/last.checkpoint");
    QVERIFY(!checkpoint.isEmpty());
    const CliResult refused = runCli(chain());
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.contains("--resume"), refused.text());
    QCOMPARE(read("out/training/last.checkpoint"), checkpoint);
    const QJsonObject resumed = runJson(chain() + QStringList{"--resume"});
    QCOMPARE(statesOf(resumed), (QStringList{"prepare: up to date", "train: done", "export: done",
                                             "sweep: done", "card: done"}));
}

void TestReproduce::theChallengesOwnFilesGiveTheSame()
{
    QDir().mkpath(path("isbi"));
    const QString own = path("data/em/isbi2012/");
    QVERIFY(QFile::copy(own + "image_z00-24.tif", path("isbi/train-volume.tif")));
    LabelMap labels = image::readLabelMap((own + "membrane_z00-24.tif").toStdString());
    for (std::uint8_t& voxel : labels.voxels) {
        voxel = voxel != 0 ? 0 : 255; // there, cells are white
    }
    image::writeLabelMap(path("isbi/train-labels.tif").toStdString(), labels);
    const QStringList arguments{"--model", path("out/em-membrane.halftone"), "--threads", "2",
                                "--no-peak-rss"};
    const QJsonObject theirs =
        runJson(QStringList{"reproduce", "em", path("isbi"), "-o", path("isbi-out")} + arguments);
    const QJsonObject ours =
        runJson(QStringList{"reproduce", "em", path("data"), "-o", path("data-out")} + arguments);
    QCOMPARE(statesOf(theirs), (QStringList{"prepare: done", "sweep: done", "card: done"}));
    QCOMPARE(statesOf(ours), (QStringList{"sweep: done", "card: done"}));
    QCOMPARE(theirs["rows"].toArray().size(), 16);
    for (int i = 0; i < 16; ++i) {
        QCOMPARE(theirs["rows"][i]["mean"], ours["rows"][i]["mean"]);
        QCOMPARE(theirs["rows"][i]["sd"], ours["rows"][i]["sd"]);
    }
}

void TestReproduce::cordsAreScoredBySubject()
{
    for (const char* session : {"sub-9604", "sub-9709Ses1", "sub-9709Ses2"}) {
        writeCord(path("cords/gm/gm_challenge_2018"), QString::fromLatin1(session));
    }
    const QString file = path("cord.halftone");
    writeRandomModel(file, 4, {"white-matter", "grey-matter"}, Modality::MR);
    model::Model model = model::readModel(file.toStdString());
    model.card.unions = {{"cord", {1, 2}}};
    model::writeModel(file.toStdString(), model);

    const QStringList arguments{"reproduce", "gm",        path("cords"), "--model",
                                file,        "--threads", "1",           "--no-peak-rss"};
    const QJsonObject own = runJson(arguments + QStringList{"-o", path("gm-own")});
    QCOMPARE(statesOf(own), (QStringList{"sweep: done", "card: done"}));
    QCOMPARE(own["rows"][0]["label"].toString(), QStringLiteral("grey-matter"));
    QVERIFY(valuesOf(own, "label").contains("cord"));
    QVERIFY(read("gm-own/cord-gray-matter.cases.csv").contains("sub-9604,FP32,grey-matter,"));

    const QJsonObject other =
        runJson(arguments + QStringList{"-o", path("gm-other"), "--validation", "9709"});
    QCOMPARE(valuesOf(other, "cases"), QSet<QString>{"1"});
    QCOMPARE(read("gm-other/validation.csv").count("\nsub-9709,"), 2); // both sessions, one case
    const CliResult unknown =
        runCli(arguments + QStringList{"-o", path("gm-none"), "--validation", "1234"});
    QVERIFY2(unknown.exitCode == 1 && unknown.err.contains("sub-9604, sub-9709"), unknown.text());
    const CliResult byHand = runCli({"sweep", "--cases", path("gm-other/validation.csv"),
                                     "--slices", "labelled", "--model", file, "--weights", "8",
                                     "--activations", "8", "--no-peak-rss", "--json"});
    QVERIFY2(byHand.exitCode == 0, byHand.text());
    for (const QJsonValue& row : other["rows"].toArray()) {
        if (row["precision"] == "W8A8" && row["label"] == "grey-matter") {
            const double wanted =
                byHand.json()["points"][0]["dice_per_label"]["grey-matter"]["mean"].toDouble();
            QVERIFY(std::abs(row["mean"].toDouble() - wanted) < 1e-6);
        }
    }
}

void TestReproduce::slicesOfAPancreasArePooled()
{
    const QString folder = path("ct/pancreas/nih_pancreas_ct");
    QByteArray index = "file,subject,split\n";
    for (const char* name : {"A-1", "A-2", "B-1", "C-1"}) {
        Image image;
        image.geometry.size = {32, 32, 1};
        std::vector<std::uint8_t> codes(image.geometry.voxels(), 40);
        LabelMap mask;
        mask.geometry = image.geometry;
        mask.voxels.resize(codes.size());
        for (std::size_t i = 300; i < 420; ++i) {
            codes[i] = 120;
            mask.voxels[i] = 1;
        }
        image.voxels = std::move(codes);
        const QString file = QString::fromLatin1(name) + ".tif";
        for (const char* part : {"images", "masks"}) {
            QDir().mkpath(folder + "/" + part);
        }
        image::writeImage((folder + "/images/" + file).toStdString(), image);
        image::writeLabelMap((folder + "/masks/" + file).toStdString(), mask);
        index += file.toLatin1() + "," + name[0] + "," + (name[0] == 'C' ? "train" : "val") + "\n";
    }
    writeFile(folder + "/index.csv", index);
    const QString file = path("ct.halftone");
    writeRandomModel(file, 4, {"pancreas"}, Modality::CT);
    const QJsonObject result = runJson({"reproduce", "pancreas", path("ct"), "--model", file, "-o",
                                        path("ct-out"), "--threads", "1", "--no-peak-rss"});
    QCOMPARE(valuesOf(result, "cases"), QSet<QString>{"2"}); // A and B
    QCOMPARE(read("ct-out/ct-pancreas.cases.csv").count("\nA,"),
             read("ct-out/ct-pancreas.cases.csv").count("\nB,"));
    QCOMPARE(result["rows"][0]["goal"].toDouble(), 0.82);
}

void TestReproduce::whatIsMissingIsNamed()
{
    QDir().mkpath(path("empty"));
    const CliResult noData = runCli({"reproduce", "em", path("empty"), "-o", path("none")});
    QVERIFY2(noData.exitCode == 1 && noData.err.contains("image_z00-24.tif"), noData.text());
    const CliResult noConfig = runCli(
        {"reproduce", "em", path("data"), "-o", path("none"), "--config", path("absent.json")});
    QVERIFY2(noConfig.exitCode == 1 && noConfig.err.contains("absent.json"), noConfig.text());
    QCOMPARE(runCli({"reproduce", "knee", path("data")}).exitCode, 2);
    QCOMPARE(runCli({"reproduce", "em", path("data"), "--minutes", "0"}).exitCode, 2);
    writeFile(path("out/em-membrane.sweep.csv"), "something else\n");
    const CliResult foreign = runCli(chain());
    QVERIFY2(foreign.exitCode == 1 && foreign.err.contains("Remove the file"), foreign.text());
}

QTEST_GUILESS_MAIN(TestReproduce)
#include "tst_reproduce.moc"
