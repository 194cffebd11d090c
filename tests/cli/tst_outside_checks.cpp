// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "core/nn/torch_runtime.h"
#include "tests/cli/cli_runner.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace halftone;
using namespace halftone::tests;

namespace {

// Bright cells in a grid of dark walls that moves from slice to slice.
void writeSections(const QString& folder, const char* imageName, const char* maskName, int slices)
{
    constexpr int kSide = 48;
    QDir().mkpath(folder);
    Image image;
    image.geometry.size = {kSide, kSide, slices};
    std::vector<std::uint8_t> codes;
    LabelMap labels;
    labels.geometry = image.geometry;
    for (int i = 0; i < kSide * kSide * slices; ++i) {
        const int z = i / kSide / kSide;
        const bool wall = (i + z) % 16 < 3 || (i / kSide + 2 * z) % 16 < 3;
        codes.push_back(wall ? 70 : static_cast<std::uint8_t>(180 + i % 7));
        labels.voxels.push_back(wall ? 255 : 0);
    }
    image.voxels = std::move(codes);
    image::writeImage((folder + "/" + imageName).toStdString(), image);
    image::writeLabelMap((folder + "/" + maskName).toStdString(), labels);
}

QString lastStage(const QJsonObject& result)
{
    const QJsonObject stage = result["stages"].toArray().last().toObject();
    return stage["stage"].toString() + ": " + stage["state"].toString();
}

} // namespace

/// What `reproduce` measures on images of other sources.
class TestOutsideChecks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void otherSourcesAreMeasured();
    void slicesWithoutPancreasAreCounted();

private:
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] QByteArray read(const QString& name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
};

void TestOutsideChecks::initTestCase()
{
    if (!nn::TorchRuntime::isInstalled()) {
        QSKIP("The LibTorch module halftone_torch is not built; reproduce begins with FP32.");
    }
}

void TestOutsideChecks::otherSourcesAreMeasured()
{
    const QString folder = path("em/em/vnc_gerhard2013");
    writeSections(path("em/em/isbi2012"), "image_z00-24.tif", "membrane_z00-24.tif", 25);
    writeSections(folder, "image_z00-16.tif", "membrane_z00-16.tif", 2);
    const QString model = path("em.halftone");
    writeRandomModel(model, 4, {"membrane"}, Modality::EM);
    const QStringList arguments{"reproduce", "em",           path("em"),      "--model",   model,
                                "-o",        path("em-out"), "--no-peak-rss", "--threads", "1"};
    QCOMPARE(lastStage(runJson(arguments)), QStringLiteral("outside checks: done"));
    QCOMPARE(lastStage(runJson(arguments)), QStringLiteral("outside checks: up to date"));

    double sum = 0; // every section is a case
    for (const char* slice : {"0", "1"}) {
        sum +=
            runJson({"sweep", folder + "/image_z00-16.tif", "--reference",
                     folder + "/membrane_z00-16.tif", "--slices", slice, "--model", model,
                     "--weights", "4", "--activations", "6", "--no-peak-rss"})["points"][0]["dice"]
                .toDouble();
    }
    const QByteArray rows = read("em-out/em-membrane.outside.csv");
    QVERIFY2(
        rows.contains("\nvnc-gerhard2013,W4A6,membrane," + QByteArray::number(sum / 2, 'f', 6)),
        rows);
    QCOMPARE(rows.count("\nvnc-gerhard2013,"), 4); // two precisions, membrane and the rest
}

void TestOutsideChecks::slicesWithoutPancreasAreCounted()
{
    // One subject with a slice that shows the organ and one that does not, in levels of 8.5 HU
    // from air at level 2.
    const QString folder = path("ct/pancreas/btcv_slices_devonly");
    Image hounsfield;
    LabelMap mask;
    for (const bool empty : {false, true}) {
        Image image;
        image.geometry.size = {32, 32, 1};
        std::vector<std::uint8_t> levels(image.geometry.voxels(), 2);
        mask.geometry = image.geometry;
        mask.voxels.assign(levels.size(), 0);
        for (std::size_t i = 300; i < 700; ++i) {
            levels[i] = static_cast<std::uint8_t>(118 + i % 13);
            mask.voxels[i] = !empty && i > 400 && i < 500 ? 1 : 0;
        }
        std::vector<std::int16_t> units;
        for (const std::uint8_t level : levels) {
            units.push_back(static_cast<std::int16_t>(std::lround(8.5 * (level - 2)) - 1000));
        }
        image.voxels = levels;
        const QString file = empty ? "S_2.tif" : "S_1.tif";
        QDir().mkpath(folder + "/images");
        QDir().mkpath(folder + "/masks");
        image::writeImage((folder + "/images/" + file).toStdString(), image);
        image::writeLabelMap((folder + "/masks/" + file).toStdString(), mask);
        if (!empty) {
            hounsfield = image;
            hounsfield.voxels = units;
            image::writeImage(path("hu.nii").toStdString(), hounsfield);
            image::writeLabelMap(path("hu-mask.nii").toStdString(), mask);
        }
    }
    writeFile(folder + "/index.csv", "file,subject,slice\nS_1.tif,S,1\nS_2.tif,S,2\n");
    const QString nih = path("ct/pancreas/nih_pancreas_ct"); // what reproduce itself wants
    for (const char* part : {"images", "masks"}) {
        QDir().mkpath(nih + "/" + part);
        QVERIFY(QFile::copy(folder + "/" + part + "/S_1.tif", nih + "/" + part + "/A.tif"));
    }
    writeFile(nih + "/index.csv", "file,subject,split\nA.tif,A,val\n");
    const QString model = path("ct.halftone");
    writeRandomModel(model, 4, {"pancreas"}, Modality::CT);
    const QJsonObject result = runJson({"reproduce", "pancreas", path("ct"), "--model", model, "-o",
                                        path("ct-out"), "--threads", "1", "--no-peak-rss"});
    QCOMPARE(lastStage(result), QStringLiteral("outside checks: done"));
    const QList<QByteArray> lines = read("ct-out/ct-pancreas.outside.csv").split('\n');
    QVERIFY(lines.at(1).startsWith("btcv,W8A8,pancreas,"));
    const QList<QByteArray> cells = lines.at(1).split(',');
    QCOMPARE(cells.at(5), QByteArray("1"));
    QCOMPARE(cells.at(6), QByteArray("1"));
    // What is found in the empty slice is found in the other too, which differs in the mask alone;
    // and that one is what its Hounsfield units give.
    QVERIFY(segment(path("hu.nii"), model, 8, 8, path("hu-found.nii"))["model"].isString());
    const LabelMap found = image::readLabelMap(path("hu-found.nii").toStdString());
    const auto pixels = found.voxels.size()
                        - static_cast<std::size_t>(
                            std::count(found.voxels.begin(), found.voxels.end(), std::uint8_t{0}));
    QCOMPARE(cells.at(8), QByteArray::number(static_cast<double>(pixels), 'f', 1));
    QCOMPARE(cells.at(7), QByteArray(pixels < 10 ? "1" : "0"));
    const auto abdomens = std::find_if(lines.begin(), lines.end(), [](const QByteArray& line) {
        return line.startsWith("phantom-abdomen,W8A8,pancreas,");
    });
    QVERIFY(abdomens != lines.end());
    QVERIFY(abdomens->split(',').at(6).toInt() > 0);
}

QTEST_GUILESS_MAIN(TestOutsideChecks)
#include "tst_outside_checks.moc"
