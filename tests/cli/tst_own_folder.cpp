// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/image/image_io.h"
#include "core/nn/torch_runtime.h"
#include "tests/cli/cli_runner.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace halftone;
using namespace halftone::tests;

namespace {

constexpr int kSide = 64;
constexpr int kSlices = 4;
constexpr double kLakeShare = 0.2; // of the pixels, about: what chance would score

// A lake (1), a house (2) and a road (3), each with a grey level of its own, at seeded places.
std::uint8_t labelAt(int x, int y, double shift)
{
    if (std::hypot(x - 22 - shift, y - 24) < 16) {
        return 1;
    }
    if (x >= 44 && x < 58 && y >= 10 && y < 24) {
        return 2;
    }
    return y >= 48 && y < 54 ? 3 : 0;
}

void writeCase(const QString& folder, const QString& name, std::uint32_t seed)
{
    constexpr int kGrey[] = {100, 180, 30, 240};
    HashRandom random(seed);
    const double shift = random.uniform(-4, 4);
    Image image;
    image.geometry.size = {kSide, kSide, kSlices};
    image.geometry.spacingMm = {0.7, 0.7, 2.5};
    image.geometry.originMm = {5, -7, 11};
    image.geometry.spacingKnown = image.geometry.orientationKnown = true;
    LabelMap labels;
    labels.geometry = image.geometry;
    std::vector<std::int16_t> voxels;
    for (int z = 0; z < kSlices; ++z) {
        for (int y = 0; y < kSide; ++y) {
            for (int x = 0; x < kSide; ++x) {
                labels.voxels.push_back(labelAt(x, y, shift + z));
                voxels.push_back(
                    static_cast<std::int16_t>(kGrey[labels.voxels.back()] + random.uniform(-8, 8)));
            }
        }
    }
    image.voxels = std::move(voxels);
    QDir().mkpath(folder + "/imagesTr");
    QDir().mkpath(folder + "/labelsTr");
    image::writeImage((folder + "/imagesTr/" + name + "_0000.nii.gz").toStdString(), image);
    image::writeLabelMap((folder + "/labelsTr/" + name + ".nii.gz").toStdString(), labels);
}

} // namespace

/// From a folder of one's own to a mask, as the guide in resources/training tells it.
class TestOwnFolder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void preparingWritesDatasetAndConfiguration();
    void aConfigurationIsNotReplacedUnasked();
    void severalChannelsAreRefused();
    void optionsOfTheTwoKindsDoNotMix();
    void numbersThatAreNoneAreWrongUsage();
    void inputsAndWhatIsNoFileAreKept();
    void theModelSegments();

private:
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] QStringList prepare() const
    {
        return {"prepare", "folder",     path("Small Maps"), "-o",   path("maps.dataset"),
                "--name",  "Small Maps", "--validation",     "map_4"};
    }

    QTemporaryDir m_folder;
};

void TestOwnFolder::initTestCase()
{
    for (int n = 1; n <= 4; ++n) {
        writeCase(path("Small Maps"), "map_" + QString::number(n), static_cast<std::uint32_t>(n));
    }
    writeFile(path("Small Maps/dataset.json"),
              R"({"channel_names": {"0": "T1"}, "file_ending": ".nii.gz", "numTraining": 4,
                  "labels": {"background": 0, "lake": 1, "house": 2, "road": 3}})");
}

void TestOwnFolder::preparingWritesDatasetAndConfiguration()
{
    const QJsonObject result = runJson(prepare());
    QCOMPARE(result["model"].toString(), QStringLiteral("small-maps"));
    QCOMPARE(result["config"].toString(), path("maps.json"));
    QVERIFY(QFileInfo::exists(path("maps.dataset")));
    const QString told = result["training_data"].toString();
    QVERIFY2(told.contains("4 images of 4 subjects") && told.contains("validation map_4"),
             qPrintable(told));
    QFile file(path("maps.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject config = QJsonDocument::fromJson(file.readAll()).object();
    QCOMPARE(config["dataset"].toString(), path("maps.dataset"));
    QCOMPARE(config["output"].toString(), path("maps-training"));
    QCOMPARE(config["width"].toInt(), 16);
    QCOMPARE(config["crop"].toInt(), kSide);
}

void TestOwnFolder::aConfigurationIsNotReplacedUnasked()
{
    const CliResult refused = runCli(prepare());
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.contains("maps.json") && refused.err.contains("--force"),
             refused.text().constData());
    QVERIFY(runCli(prepare() << "--force").exitCode == 0);
}

void TestOwnFolder::severalChannelsAreRefused()
{
    writeCase(path("two"), "a", 1);
    writeFile(path("two/dataset.json"),
              R"({"channel_names": {"0": "T1", "1": "FLAIR"}, "file_ending": ".nii.gz",
                  "labels": {"background": 0, "lake": 1, "house": 2, "road": 3}})");
    const CliResult result = runCli({"prepare", "folder", path("two"), "-o", path("two.dataset")});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("T1, FLAIR") && result.err.contains("one input channel"),
             result.text().constData());
    QVERIFY(!QFileInfo::exists(path("two.dataset")));
}

void TestOwnFolder::optionsOfTheTwoKindsDoNotMix()
{
    const CliResult result =
        runCli({"prepare", "em", path("two"), "-o", path("x.dataset"), "--window", "0:1"});
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.err.contains("'folder'"), result.text().constData());
    const CliResult window =
        runCli({"prepare", "folder", path("two"), "-o", path("x.dataset"), "--window", "5"});
    QCOMPARE(window.exitCode, 2);
}

void TestOwnFolder::numbersThatAreNoneAreWrongUsage()
{
    const QString output = path("none.dataset");
    for (const char* option : {"--spacing", "--validation-fraction"}) {
        for (const char* number : {"nan", "-nan", "inf", "1e999", "0x1p-1"}) {
            const CliResult result = runCli({"prepare", "folder", path("Small Maps"), "-o", output,
                                             QString(option) + "=" + number});
            QCOMPARE(result.exitCode, 2);
            QVERIFY2(result.err.contains(option) && result.err.contains("is not a number"),
                     result.text().constData());
        }
    }
    QVERIFY(!QFileInfo::exists(output));
}

void TestOwnFolder::inputsAndWhatIsNoFileAreKept()
{
    const QString images = path("Small Maps");
    const auto prepareTo = [&](const QString& output) {
        return runCli({"prepare", "folder", images, "--force", "-o", output});
    };
    const CliResult folder = prepareTo(images);
    QCOMPARE(folder.exitCode, 2);
    QVERIFY2(folder.err.contains("not a regular file"), folder.text().constData());
    QDir(m_folder.path()).mkdir("taken.json");
    const CliResult config = prepareTo(path("taken.dataset"));
    QCOMPARE(config.exitCode, 1);
    QVERIFY2(config.err.contains("no regular file"), config.text().constData());
    for (const QString& output : {images + "/dataset", images + "/labelsTr/map_1.nii.gz"}) {
        const CliResult result = prepareTo(output);
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.err.contains("one of the files to learn from")
                     && result.err.contains("Small Maps-prepared.dataset"),
                 result.text().constData());
    }
    QFile description(images + "/dataset.json");
    QVERIFY(description.open(QIODevice::ReadOnly) && description.readAll().contains("lake"));
    QCOMPARE(runCli(prepare() << "--force").exitCode, 0); // all is still there
}

void TestOwnFolder::theModelSegments()
{
    if (!nn::TorchRuntime::isInstalled()) {
        QSKIP("The LibTorch module halftone_torch is not built.");
    }
    // The configuration as written, but for a run that ends in seconds.
    QFile file(path("maps.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QJsonObject config = QJsonDocument::fromJson(file.readAll()).object();
    file.close();
    config["steps"] = 50;
    config["width"] = 8;
    config["batch"] = 4;
    config["crop"] = 48;
    config["float_fraction"] = 0.6;
    config["learning_rate"] = 0.02;
    config["average"] = 0.9;
    config["pairs"] = QJsonArray{QJsonObject{{"precision", "W8A8"}, {"weight", 1}}};
    writeFile(path("maps.json"), QJsonDocument(config).toJson());
    (void)runJson({"train", path("maps.json"), "--threads", "2"});
    (void)runJson({"export", path("maps-training/best.checkpoint"), "-o", path("maps.halftone")});

    const QString image = path("Small Maps/imagesTr/map_4_0000.nii.gz");
    (void)segment(image, path("maps.halftone"), 8, 8, path("mask.nii.gz"));
    const Image read = image::readImage(image.toStdString());
    const LabelMap mask = image::readLabelMap(path("mask.nii.gz").toStdString());
    QVERIFY(mask.geometry.sameGrid(read.geometry));

    const QJsonObject scores =
        runJson({"evaluate", "--prediction", path("mask.nii.gz"), "--reference",
                 path("Small Maps/labelsTr/map_4.nii.gz"), "--model", path("maps.halftone")});
    QStringList names;
    for (const QJsonValue& label : scores["labels"].toArray()) {
        names << label["label"].toString();
    }
    QCOMPARE(names, (QStringList{"lake", "house", "road"}));
    const double dice = scores["labels"][0]["dice"].toDouble();
    qInfo("Dice of the lake after 50 steps: %.3f", dice);
    QVERIFY2(dice > 2 * kLakeShare, qPrintable(QString::number(dice)));
}

QTEST_GUILESS_MAIN(TestOwnFolder)
#include "tst_own_folder.moc"
