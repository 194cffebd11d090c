// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/em_sample_test.h"

#include "core/image/image_io.h"
#include "core/model/model_file.h"
#include "core/nn/torch_runtime.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

using namespace halftone;
using namespace halftone::tests;

/// What a researcher does in a morning: sample, mask, scores, sweep, packed model.
class TestWorkflow : public EmSampleTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeSample(); }
    void phantomSaysThatItIsSynthetic();
    void phantomIsRepeatable();
    void segmentKeepsTheGrid();
    void segmentWritesProbabilities();
    void threadsAndKernelsDoNotChangeTheMask();
    void perfectPredictionScoresOne();
    void evaluateTakesNamesFromTheModel();
    void evaluateFindsMillimetresInEitherFile();
    void packedModelIsSmallAndEqual();
    void benchHasEveryKey();
    void infoDescribesEachKind();
    void modelsAreFoundByName();
    void dicomSeriesIsSegmented();
    void floatPathRuns();
};

void TestWorkflow::phantomSaysThatItIsSynthetic()
{
    for (const QString& name : filesIn(path("em"))) {
        QVERIFY2(name.startsWith("synthetic-em-"), qPrintable(name));
    }
    QCOMPARE(filesIn(path("em")).size(), 4); // NIfTI and TIFF, image and labels
    const Image image = image::readImage(m_image.toStdString());
    const LabelMap labels = image::readLabelMap(m_labels.toStdString());
    QCOMPARE(image.geometry.size, (std::array<int, 3>{112, 112, 3}));
    QVERIFY(image.geometry.sameGrid(labels.geometry));
    const Image tiff = image::readImage(path("em/synthetic-em-image.tif").toStdString());
    QVERIFY(tiff.voxels == image.voxels);
}

void TestWorkflow::phantomIsRepeatable()
{
    (void)runJson(
        {"phantom", "em", "-o", path("again"), "--size", "112", "--slices", "3", "--seed", "5"});
    QCOMPARE(read("again/synthetic-em-image.tif"), read("em/synthetic-em-image.tif"));
    (void)runJson(
        {"phantom", "em", "-o", path("again"), "--size", "112", "--slices", "3", "--seed", "6"});
    QVERIFY(read("again/synthetic-em-image.tif") != read("em/synthetic-em-image.tif"));
}

void TestWorkflow::segmentKeepsTheGrid()
{
    const QJsonObject result = segment(m_image, m_model, 4, 6, path("mask.nii.gz"));
    QCOMPARE(result["precision"].toString(), QStringLiteral("W4A6"));
    QCOMPARE(result["slices"].toInt(), 3);
    QVERIFY(result["latency_ms_median"].toDouble() > 0);
    QVERIFY(result["arena_bytes"].toDouble() > 0);
    QVERIFY(result["volume_ml"].toObject().contains("membrane"));

    const Image image = image::readImage(m_image.toStdString());
    const LabelMap mask = image::readLabelMap(path("mask.nii.gz").toStdString());
    QVERIFY(mask.geometry.sameGrid(image.geometry));
    const auto foreground = std::count(mask.voxels.begin(), mask.voxels.end(), 1);
    QVERIFY2(foreground > 0 && foreground < static_cast<long>(mask.voxels.size()),
             "a random network should draw something, but not everything");
}

void TestWorkflow::segmentWritesProbabilities()
{
    (void)runJson({"segment", m_image, "--model", m_model, "-o", path("mask.nrrd"),
                   "--probabilities", path("p.nrrd")});
    const Image probabilities = image::readImage(path("p.nrrd").toStdString());
    const LabelMap mask = image::readLabelMap(path("mask.nrrd").toStdString());
    QVERIFY(probabilities.geometry.sameGrid(mask.geometry));
    for (std::size_t i = 0; i < mask.voxels.size(); ++i) {
        const double p = probabilities.value(i);
        QVERIFY(p >= 0 && p <= 1);
        QVERIFY2((p >= 0.5) == (mask.voxels[i] == 1), qPrintable(QString::number(p, 'g', 9)));
    }
}

void TestWorkflow::threadsAndKernelsDoNotChangeTheMask()
{
    (void)segment(m_image, m_model, 4, 6, path("all.tif"));
    (void)runJson({"segment", m_image, "--model", m_model, "-o", path("one.tif"), "--threads", "1"},
                  {"HALFTONE_FORCE_ISA=portable"});
    QVERIFY(!read("all.tif").isEmpty());
    QCOMPARE(read("one.tif"), read("all.tif"));
}

void TestWorkflow::perfectPredictionScoresOne()
{
    const QJsonObject result =
        runJson({"evaluate", "--prediction", m_labels, "--reference", m_labels});
    const QJsonArray labels = result["labels"].toArray();
    QCOMPARE(labels.size(), 1);
    const QJsonObject label = labels[0].toObject();
    QCOMPARE(label["dice"].toDouble(), 1.0);
    QCOMPARE(label["hausdorff95_mm"].toDouble(), 0.0);
    QCOMPARE(label["volume_ml"].toDouble(), label["reference_volume_ml"].toDouble());
    QCOMPARE(result["slices"].toArray().size(), 3);
}

void TestWorkflow::evaluateTakesNamesFromTheModel()
{
    (void)segment(m_image, m_model, 4, 6, path("mask.nii.gz"));
    const QJsonObject result = runJson({"evaluate", "--prediction", path("mask.nii.gz"),
                                        "--reference", m_labels, "--model", m_model});
    QStringList names;
    const QJsonArray labels = result["labels"].toArray();
    for (const QJsonValue& label : labels) {
        names << label["label"].toString();
        const double dice = label["dice"].toDouble(-1);
        QVERIFY2(dice > 0 && dice < 1, qPrintable(QString::number(dice)));
    }
    names.sort();
    QCOMPARE(names, (QStringList{"membrane", "rest"}));
    QVERIFY(result["slices"][1]["dice"].toObject().contains("membrane"));
}

void TestWorkflow::evaluateFindsMillimetresInEitherFile()
{
    (void)segment(m_image, m_model, 4, 6, path("mask.nii.gz"));
    (void)segment(m_image, m_model, 4, 6, path("mask.tif"));
    const auto score = [&](const QString& mask, const QString& reference) {
        return runJson({"evaluate", "--prediction", mask, "--reference", reference});
    };
    const QString tiff = path("em/synthetic-em-labels.tif");
    const QJsonValue wanted = score(path("mask.nii.gz"), m_labels)["labels"];
    QVERIFY(wanted[0]["hausdorff95_mm"].toDouble() > 0);
    QVERIFY2(wanted[0]["hausdorff95_mm"].toDouble() < 0.01, "an EM sample is micrometres wide");
    QCOMPARE(score(path("mask.tif"), m_labels)["labels"], wanted);
    QCOMPARE(score(path("mask.nii.gz"), tiff)["labels"], wanted);
    const QJsonObject neither = score(path("mask.tif"), tiff);
    QVERIFY(neither["notes"][0].toString().contains("spacing"));
    QCOMPARE(neither["labels"][0]["dice"], wanted[0]["dice"]);
}

void TestWorkflow::packedModelIsSmallAndEqual()
{
    double bytes[3] = {};
    const int widths[3] = {8, 4, 2};
    for (int n = 0; n < 3; ++n) {
        const QString packed = path(QStringLiteral("w%1.halftone").arg(widths[n]));
        const QJsonObject result = runJson({"export", m_model, "-o", packed, "--weights",
                                            QString::number(widths[n]), "--activations", "6"});
        bytes[n] = result["file_bytes"].toDouble();
        QCOMPARE(bytes[n], static_cast<double>(QFileInfo(packed).size()));
        QCOMPARE(result["precisions"].toInt(), 1);
    }
    // Header, table, first layer and head do not shrink: a little above the ratio of the bits.
    QVERIFY2(bytes[1] / bytes[0] > 0.45 && bytes[1] / bytes[0] < 0.6,
             qPrintable(QString::number(bytes[1] / bytes[0])));
    QVERIFY2(bytes[2] / bytes[0] > 0.24 && bytes[2] / bytes[0] < 0.4,
             qPrintable(QString::number(bytes[2] / bytes[0])));
    QVERIFY(bytes[1] * 5 < static_cast<double>(QFileInfo(m_model).size()));

    (void)segment(m_image, m_model, 4, 6, path("full.tif"));
    (void)segment(m_image, path("w4.halftone"), 4, 6, path("packed.tif"));
    // The files name the model that made them, which is another; the masks are equal.
    const auto mask = [&](const char* name) {
        return image::readLabelMap(path(name).toStdString()).voxels;
    };
    QVERIFY(mask("packed.tif") == mask("full.tif"));

    const CliResult other = runCli({"segment", m_image, "--model", path("w4.halftone"), "--weights",
                                    "8", "--activations", "8", "-o", path("no.tif")});
    QVERIFY2(other.exitCode == 1, other.text());
    QVERIFY2(other.err.contains("W4A6"), "the message should say what the file offers");
    QVERIFY(!QFileInfo::exists(path("no.tif")));
}

void TestWorkflow::benchHasEveryKey()
{
    const QJsonObject result = runJson({"bench", "--width", "8", "--size", "60x100", "--repeat",
                                        "3", "--isa", "portable", "--threads", "1"});
    for (const char* key : {"latency_ms_median", "latency_ms_min", "gmac", "weight_bytes",
                            "arena_bytes", "peak_rss_bytes"}) {
        QVERIFY2(result[key].toDouble() > 0, key);
    }
    QCOMPARE(result["isa"].toString(), QStringLiteral("portable"));
    QCOMPARE(result["threads"].toInt(), 1);
    QVERIFY(result["peers"].isObject());
    QCOMPARE(result["size"].toArray(), (QJsonArray{64, 104})); // rounded up to the stride
    QVERIFY(result["latency_ms_min"].toDouble() <= result["latency_ms_median"].toDouble());
    const CliResult unknown = runCli({"bench", "--isa", "abacus"});
    QVERIFY2(unknown.exitCode == 1 && unknown.err.contains("portable"), unknown.text());
}

void TestWorkflow::infoDescribesEachKind()
{
    const QJsonObject image = runJson({"info", m_image});
    QCOMPARE(image["kind"].toString(), QStringLiteral("image"));
    QCOMPARE(image["size"].toArray(), (QJsonArray{112, 112, 3}));
    QCOMPARE(image["voxel_type"].toString(), QStringLiteral("uint8"));
    const QJsonObject model = runJson({"info", m_model});
    QCOMPARE(model["kind"].toString(), QStringLiteral("model"));
    QCOMPARE(model["name"].toString(), QStringLiteral("random-test"));
    QCOMPARE(model["labels"][0]["name"].toString(), QStringLiteral("membrane"));
    QVERIFY(model["precisions"].toArray().size() >= 64);
    QVERIFY(!model["licence"].toString().isEmpty());
    for (const QString& file : {m_image, m_model}) {
        const CliResult text = runCli({"info", file});
        QVERIFY2(text.exitCode == 0 && text.out.size() > 50, text.text());
    }
}

void TestWorkflow::modelsAreFoundByName()
{
    QVERIFY(QDir().mkpath(path("models")));
    QVERIFY(QFile::copy(m_model, path("models/my-model.halftone")));
    writeFile(path("models/broken.halftone"), "nothing");
    const QJsonObject drawn =
        runJson({"segment", m_image, "--model", m_model, "--preview", path("models/my-model.png")});
    QVERIFY(drawn["mask"].isNull());
    QCOMPARE(drawn["preview"].toString(), QStringLiteral("my-model.png"));
    const qint64 bytes = QFileInfo(path("models/my-model.png")).size();
    QVERIFY2(bytes > 1000 && bytes <= 60'000, qPrintable(QString::number(bytes)));
    const QStringList environment{"HALFTONE_MODELS=" + path("models")};
    const QJsonObject listed = runJson({"models"}, environment);
    QJsonObject found;
    QJsonObject broken;
    const QJsonArray models = listed["models"].toArray();
    for (const QJsonValue& model : models) {
        found = model["name"] == "my-model" ? model.toObject() : found;
        broken = model["name"] == "broken" ? model.toObject() : broken;
    }
    QCOMPARE(found["title"].toString(), QStringLiteral("Random weights"));
    QCOMPARE(found["preview"].toString(), path("models/my-model.png"));
    QVERIFY(broken.contains("error"));
    const QJsonObject bench =
        runJson({"bench", "--model", "my-model", "--size", "32", "--repeat", "1"}, environment);
    QCOMPARE(bench["model"].toString(), QStringLiteral("random-test"));
}

void TestWorkflow::dicomSeriesIsSegmented()
{
    const QString model = path("cord.halftone");
    writeRandomModel(model, 8, {"outer", "inner"}, Modality::MR);
    const QJsonObject made =
        runJson({"phantom", "cord", "-o", path("dicom"), "--slices", "2", "--dicom"});
    (void)segment(made["dicom"].toString(), model, 4, 6, path("dicom.nii"));
    (void)segment(made["image"].toString(), model, 4, 6, path("nifti.nii"));
    const LabelMap fromDicom = image::readLabelMap(path("dicom.nii").toStdString());
    const LabelMap fromNifti = image::readLabelMap(path("nifti.nii").toStdString());
    QVERIFY(fromDicom.geometry.sameGrid(fromNifti.geometry));
    QVERIFY(fromDicom.voxels == fromNifti.voxels);
}

void TestWorkflow::floatPathRuns()
{
    if (!nn::TorchRuntime::isInstalled()) {
        QSKIP("The LibTorch module halftone_torch is not built.");
    }
    (void)segment(m_image, m_model, 32, 32, path("float.nii"));
    (void)segment(m_image, m_model, 8, 8, path("w8a8.nii"));
    const QJsonObject agreement =
        runJson({"evaluate", "--prediction", path("w8a8.nii"), "--reference", path("float.nii")});
    QVERIFY(agreement["labels"][0]["dice"].toDouble() > 0.5);
    const QJsonObject bench =
        runJson({"bench", "--width", "8", "--size", "64", "--repeat", "2", "--peers", "torch"});
    QVERIFY(bench["peers"]["torch"]["latency_ms_median"].toDouble() > 0);
    const QJsonObject swept =
        runJson({"sweep", m_image, "--reference", m_labels, "--model", m_model, "--weights", "32,8",
                 "--activations", "32,8", "--no-peak-rss"});
    QCOMPARE(swept["points"].toArray().size(), 2);
    QCOMPARE(swept["points"][0]["agreement"].toDouble(), 1.0);
}

QTEST_GUILESS_MAIN(TestWorkflow)
#include "tst_workflow.moc"
