// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/model_file.h"
#include "tests/cli/em_sample_test.h"
#include "tests/support/pdf_texts.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

using namespace halftone;
using namespace halftone::tests;

namespace {

QString hexSum(const QByteArray& bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The first Python that starts; empty if there is none.
QString python()
{
    for (const char* name : {"python3", "/usr/bin/python3"}) {
        QProcess process;
        process.start(QString::fromUtf8(name), {"--version"});
        if (process.waitForFinished() && process.exitCode() == 0) {
            return QString::fromUtf8(name);
        }
    }
    return {};
}

QJsonObject originOf(const QJsonObject& result)
{
    return result["provenance"].toObject();
}

} // namespace

/// What results say about how they came about, and whether that is enough to get them again.
class TestProvenance : public EmSampleTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyResultSaysHowItCameAbout_data() { commands(); }
    void everyResultSaysHowItCameAbout();
    void commandsGiveTheirResultsAgain_data() { commands(); }
    void commandsGiveTheirResultsAgain();
    void namesAreEnoughWhereTheFilesLie();
    void whatCannotBeRepeatedIsSaid();
    void foldersAreNotTold();
    void slicesTellReportsApart();
    void lossesHaveIntervalsFromTwoCasesOn();
    void casesOfOneSubjectAreNoSample();
    void unknownSpacingGivesVoxels();
    void aSeriesHasTheSumOfItsFiles();

private:
    void commands();
    [[nodiscard]] QStringList sweepOf(const QStringList& input) const
    {
        return QStringList{"sweep"} + input
               + QStringList{"--model",       m_model, "--weights",    "8,2",
                             "--activations", "4",     "--no-peak-rss"};
    }
    /// What the script says of a result, and its exit code.
    [[nodiscard]] std::pair<int, QByteArray> repeat(const QJsonObject& result,
                                                    const QString& folder) const;

    QString m_tiff;
    QString m_tiffLabels;
};

void TestProvenance::initTestCase()
{
    makeSample();
    m_tiff = path("em/synthetic-em-image.tif");
    m_tiffLabels = path("em/synthetic-em-labels.tif");
    (void)segment(m_image, m_model, 4, 6, path("mask.nii.gz"));
    writeFile(path("cases.csv"), ("case,image,reference\na," + m_image + ',' + m_labels + "\nb,"
                                  + m_tiff + ',' + m_tiffLabels + '\n')
                                     .toUtf8());
}

void TestProvenance::commands()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QStringList>("inputs"); // "role file"
    QTest::newRow("sweep") << sweepOf({m_image, "--reference", m_labels, "--slices", "1:2"})
                           << QStringList{"image " + m_image, "reference " + m_labels};
    QTest::newRow("sweep of a list")
        << sweepOf({"--cases", path("cases.csv")})
        << QStringList{"cases " + path("cases.csv"), "image " + m_image, "reference " + m_labels,
                       "image " + m_tiff, "reference " + m_tiffLabels};
    QTest::newRow("evaluate") << QStringList{"evaluate",    "--prediction", path("mask.nii.gz"),
                                             "--reference", m_labels,       "--model",
                                             m_model}
                              << QStringList{"prediction " + path("mask.nii.gz"),
                                             "reference " + m_labels};
    QTest::newRow("segment") << QStringList{"segment", m_image, "--model", m_model,
                                            "-o" + path("again.nii.gz")}
                             << QStringList{"image " + m_image};
    QTest::newRow("bench") << QStringList{"bench",    "--model", m_model,     "--size", "64",
                                          "--repeat", "2",       "--threads", "1"}
                           << QStringList{};
}

void TestProvenance::everyResultSaysHowItCameAbout()
{
    QFETCH(QStringList, command);
    QFETCH(QStringList, inputs);
    const QDateTime before = QDateTime::currentDateTimeUtc().addSecs(-1);
    const QJsonObject origin = originOf(runJson(command));
    QCOMPARE(origin["version"].toString(), QStringLiteral(HALFTONE_VERSION));
    QVERIFY(!origin["commit"].toString().isEmpty() && !origin["cpu"].toString().isEmpty());
    QVERIFY(origin["threads"].toInt() >= 1);
    for (const char* key : {"isa", "libtorch", "labels", "units"}) {
        QVERIFY2(origin.contains(key), key);
    }
    QVERIFY(!origin["units"].toObject().isEmpty());
    const QDateTime date = QDateTime::fromString(origin["date"].toString(), Qt::ISODate);
    QVERIFY2(date.isValid() && date >= before && date <= QDateTime::currentDateTimeUtc(),
             qPrintable(origin["date"].toString()));
    const QJsonObject model = origin["model"].toObject();
    QCOMPARE(model["name"].toString(), QStringLiteral("random-test"));
    QCOMPARE(model["sha256"].toString().toStdString(),
             model::readModel(m_model.toStdString()).hash);

    const QJsonArray told = origin["inputs"].toArray();
    QCOMPARE(told.size(), inputs.size());
    for (int n = 0; n < told.size(); ++n) {
        const QString file = inputs[n].section(QLatin1Char(' '), 1);
        QCOMPARE(told[n]["role"].toString(), inputs[n].section(QLatin1Char(' '), 0, 0));
        QCOMPARE(told[n]["name"].toString(), QFileInfo(file).fileName());
        QCOMPARE(told[n]["sha256"].toString(), hexSum(bytesOf(file)));
        QCOMPARE(told[n]["files"].toInt(), 1);
    }
    // No folder, which may carry a name, in any word.
    const QByteArray text = QJsonDocument(origin).toJson();
    QVERIFY2(!text.contains(QFileInfo(m_model).path().toUtf8()), text);
    QCOMPARE(origin["command"][0].toString(), QStringLiteral("halftone-cli"));
    QCOMPARE(origin["command"].toArray().size(), command.size() + 2); // and --json
}

std::pair<int, QByteArray> TestProvenance::repeat(const QJsonObject& result,
                                                  const QString& folder) const
{
    writeFile(path("result.json"), QJsonDocument(result).toJson());
    QProcess process;
    process.start(python(), {HALFTONE_REPEAT_RESULT, path("result.json"), "--program", HALFTONE_CLI,
                             "--in", folder});
    if (!process.waitForFinished(120000)) {
        return {-1, "it did not end"};
    }
    return {process.exitCode(), process.readAllStandardOutput() + process.readAllStandardError()};
}

void TestProvenance::commandsGiveTheirResultsAgain()
{
    QFETCH(QStringList, command);
    if (python().isEmpty()) {
        QSKIP("There is no Python here.");
    }
    QJsonObject result = runJson(command + QStringList{"--full-paths"});
    const auto [code, said] = repeat(result, QDir::rootPath());
    QVERIFY2(code == 0 && said.contains("equal but for times"), said);

    // Another number does not pass for the same.
    result["weight_bits"] = result["weight_bits"].toInt() + 1;
    const auto [otherCode, otherSaid] = repeat(result, QDir::rootPath());
    QVERIFY2(otherCode == 1 && otherSaid.contains("differs: weight_bits"), otherSaid);
}

void TestProvenance::whatCannotBeRepeatedIsSaid()
{
    if (python().isEmpty()) {
        QSKIP("There is no Python here.");
    }
    writeFile(path("window.json"), R"({"provenance": {"command": ["halftone", "a.csv"]}})");
    writeFile(path("none.json"), "{");
    for (const char* file : {"window.json", "none.json", "lost.json"}) {
        QProcess process;
        process.start(python(), {HALFTONE_REPEAT_RESULT, path(file)});
        QVERIFY(process.waitForFinished(120000));
        const QByteArray error = process.readAllStandardError();
        QVERIFY2(error.contains(file) && !error.contains("Traceback"), error);
    }
}

void TestProvenance::namesAreEnoughWhereTheFilesLie()
{
    if (python().isEmpty()) {
        QSKIP("There is no Python here.");
    }
    QDir().mkpath(path("flat"));
    QVERIFY(QFile::copy(m_image, path("flat/a.nii.gz")));
    QVERIFY(QFile::copy(m_model, path("flat/m.halftone")));
    const QJsonObject result =
        runJson({"segment", path("flat/a.nii.gz"), "--model", path("flat/m.halftone"),
                 "--output=" + path("flat/mask.nrrd")});
    QCOMPARE(originOf(result)["command"].toArray(),
             (QJsonArray{"halftone-cli", "segment", "a.nii.gz", "--model", "m.halftone",
                         "--output=mask.nrrd", "--json"}));
    const QByteArray mask = bytesOf(path("flat/mask.nrrd"));
    QVERIFY(!mask.isEmpty() && QFile::remove(path("flat/mask.nrrd")));
    const auto [code, said] = repeat(result, path("flat"));
    QVERIFY2(code == 0, said);
    QVERIFY(bytesOf(path("flat/mask.nrrd")) == mask);
}

void TestProvenance::foldersAreNotTold()
{
    QDir().mkpath(path("Doe^Jane"));
    const QString image = path("Doe^Jane/scan.nii.gz");
    QVERIFY(QFile::copy(m_image, image));
    const QJsonObject result = runJson(
        sweepOf({image, "--csv", path("Doe^Jane/t.csv"), "--report", path("Doe^Jane/r.html")}));
    QVERIFY2(!QJsonDocument(result).toJson().contains("Doe"), QJsonDocument(result).toJson());
    QCOMPARE(result["csv"].toString(), QStringLiteral("t.csv"));
    QVERIFY(!read("Doe^Jane/t.csv").isEmpty() && !read("Doe^Jane/t.csv").contains("Doe"));
    const QByteArray html = read("Doe^Jane/r.html");
    QVERIFY(html.contains("scan.nii.gz") && !html.contains("Doe"));
    const QJsonObject mask = segment(image, m_model, 4, 6, path("Doe^Jane/mask.nii.gz"));
    QVERIFY2(!QJsonDocument(mask).toJson().contains("Doe"), QJsonDocument(mask).toJson());
    QCOMPARE(mask["mask"].toString(), QStringLiteral("mask.nii.gz"));
    const QJsonObject scored = runJson({"evaluate", "--prediction", path("Doe^Jane/mask.nii.gz"),
                                        "--reference", path("Doe^Jane/mask.nii.gz")});
    QVERIFY2(!QJsonDocument(scored).toJson().contains("Doe"), QJsonDocument(scored).toJson());
    QCOMPARE(scored["prediction"].toString(), QStringLiteral("mask.nii.gz"));
    QJsonObject full = originOf(
        runJson({"segment", image, "--model", "model", "-o", path("named.nii"), "--full-paths"},
                {"HALFTONE_MODELS=" + path({})}));
    QCOMPARE(full["command"][4].toString(), QStringLiteral("model")); // a name, not a path
    full = originOf(runJson(sweepOf({image, "--full-paths"})));
    QCOMPARE(full["inputs"][0]["name"].toString(), image);
    QVERIFY(full["command"].toArray().contains(QJsonValue(image)));
    QCOMPARE(runJson({"segment", image, "--model", m_model, "-o", path("named.nii"),
                      "--full-paths"})["image"]
                 .toString(),
             image);
}

void TestProvenance::slicesTellReportsApart()
{
    const auto swept = [&](const QStringList& slices, const QString& name) {
        const QJsonObject result =
            runJson(sweepOf({m_image, "--reference", m_labels, "--csv", path(name + ".csv"),
                             "--report", path(name + ".html")})
                    + slices);
        const QJsonValue input = originOf(result)["inputs"][0];
        return input["slices"].toString() + " of " + QString::number(input["slices_of"].toInt());
    };
    QCOMPARE(swept({}, "all"), QStringLiteral("all of 3"));
    QCOMPARE(swept({"--slices", "1:2"}, "some"), QStringLiteral("1:2 of 3"));
    (void)runJson(sweepOf({m_image, "--reference", m_labels, "--report", path("all.pdf")}));
    (void)runJson(sweepOf(
        {m_image, "--reference", m_labels, "--report", path("some.pdf"), "--slices", "1:2"}));
    for (const char* ending : {".csv", ".html", ".pdf"}) {
        QByteArray all = read("all" + QString::fromLatin1(ending));
        QByteArray some = read("some" + QString::fromLatin1(ending));
        if (ending == std::string(".pdf")) {
            all = test::pdfTexts(all);
            some = test::pdfTexts(some);
        }
        QVERIFY2(all.contains("all of 3") && !all.contains("1:2 of 3"), ending);
        QVERIFY2(some.contains("1:2 of 3") && !some.contains("all of 3"), ending);
    }
    const QJsonObject evaluated = originOf(runJson({"evaluate", "--prediction", path("mask.nii.gz"),
                                                    "--reference", m_labels, "--slices", "2"}));
    QCOMPARE(evaluated["inputs"][1]["slices"].toString(), QStringLiteral("2"));
}

void TestProvenance::lossesHaveIntervalsFromTwoCasesOn()
{
    const auto lowest = [&](const QStringList& input) {
        const QJsonObject result = runJson(sweepOf(input));
        const QJsonObject point = result["points"][1].toObject();
        QJsonObject label = point["dice_per_label"]["membrane"].toObject();
        label["against"] = result["loss_against"];
        label["ofPoint"] = point["loss"];
        return label;
    };
    const QJsonObject one = lowest({m_image, "--reference", m_labels});
    QVERIFY(!one["mean"].isNull() && !one["loss"].isNull());
    QVERIFY(one["against"] == "W8A8" || one["against"] == "FP32"); // not listed, and run
    QCOMPARE(one["loss"], one["ofPoint"]);
    QCOMPARE(one["n"].toInt(), 1);
    QCOMPARE(one["loss_n"].toInt(), 1);
    QVERIFY(one["sd"].isNull() && one["loss_ci95"].isNull());

    const QJsonObject second = runJson(
        {"phantom", "em", "-o", path("second"), "--size", "112", "--slices", "1", "--seed", "9"});
    const QJsonObject two = lowest({m_image, second["image"].toString(), "--reference", m_labels,
                                    "--reference", second["labels"].toString()});
    QCOMPARE(two["loss_n"].toInt(), 2);
    QVERIFY(!two["sd"].isNull());
    // Of two cases the resamples are one, the other and both: the interval ends at their losses.
    const double low = two["loss_ci95"][0].toDouble();
    const double high = two["loss_ci95"][1].toDouble();
    QVERIFY(low < high && std::abs((low + high) / 2 - two["loss"].toDouble()) < 1e-12);
    QCOMPARE(two["loss_subjects"].toInt(), 2);
    QVERIFY(std::abs(low - one["loss"].toDouble()) < 1e-12
            || std::abs(high - one["loss"].toDouble()) < 1e-12);
}

void TestProvenance::casesOfOneSubjectAreNoSample()
{
    const QByteArray row = (m_image + ',' + m_labels).toUtf8();
    writeFile(path("subject.csv"),
              "case,subject,image,reference\na,S," + row + "\nb,S," + row + '\n');
    const QJsonObject point =
        runJson(sweepOf({"--cases", path("subject.csv")}))["points"][1].toObject();
    QCOMPARE(point["loss_n"].toInt(), 2);
    QCOMPARE(point["loss_subjects"].toInt(), 1);
    QVERIFY(!point["loss"].isNull() && point["loss_ci95"].isNull());
}

void TestProvenance::unknownSpacingGivesVoxels()
{
    // A plain TIFF of the labels, moved by a pixel.
    const QStringList command = {"evaluate", "--prediction", path("plain.tif"), "--reference",
                                 m_tiffLabels};
    (void)segment(m_tiff, m_model, 4, 6, path("plain.tif"));
    const QJsonObject evaluated = runJson(command);
    const QJsonObject label = evaluated["labels"][0].toObject();
    for (const char* what : {"hausdorff95", "hausdorff95_monai", "mean_surface"}) {
        const QString name = QString::fromLatin1(what);
        QVERIFY2(label[name + "_mm"].isNull() && label.contains(name + "_mm"), what);
        QVERIFY2(label[name + "_voxels"].toDouble() > 0, what);
    }
    QVERIFY(label["volume_ml"].isNull() && label["reference_volume_ml"].isNull());
    QVERIFY(label["volume_voxels"].toInt() > 0 && label["reference_volume_voxels"].toInt() > 0);
    QCOMPARE(originOf(evaluated)["units"].toObject()["distance"].toString(),
             QStringLiteral("voxels"));
    const CliResult text = runCli(command);
    QVERIFY2(text.out.contains(" voxels") && !text.out.contains(" mm") && !text.out.contains(" ml"),
             text.text());

    const QJsonObject segmented =
        runJson({"segment", m_tiff, "--model", m_model, "-o", path("plain.tif")});
    QVERIFY(segmented["volume_ml"]["membrane"].isNull());
    QVERIFY(segmented["volume_voxels"]["membrane"].toInt() > 0);
    QCOMPARE(originOf(segmented)["units"].toObject()["volume"].toString(),
             QStringLiteral("voxels"));

    const auto volume = [&](const QString& image, const QString& labels) {
        return runJson(sweepOf(
            {image, "--reference", labels}))["cases"][0]["volume_per_label"]["membrane"]
            .toObject();
    };
    const QJsonObject plain = volume(m_tiff, m_tiffLabels);
    QVERIFY(plain["ml"].isNull() && plain["reference_ml"].isNull());
    const QJsonObject swept =
        runJson(sweepOf({m_tiff, "--reference", m_tiffLabels, "--csv", path("voxels.csv")}));
    const QJsonObject apart = swept["cases"][0]["distances_per_label"]["membrane"].toObject();
    QVERIFY(apart["hausdorff95_mm"].isNull() && apart["hausdorff95_voxels"].toDouble() > 0);
    const QByteArray csv = read("voxels.csv");
    QVERIFY2(csv.contains(",hausdorff95_voxels:membrane,") && !csv.contains("_mm:"), csv);
    const QByteArray row = csv.split('\n')[1];
    QVERIFY2(
        row.contains(
            swept["cases"][0]["volume_per_label"]["membrane"]["voxels"].toVariant().toByteArray()
            + ".0,,"), // no millilitres
        row);
    const QJsonObject known = volume(m_image, m_labels);
    QCOMPARE(plain["voxels"], known["voxels"]);
    QVERIFY(known["ml"].toDouble() > 0 && known["reference_ml"].toDouble() > 0);
}

void TestProvenance::aSeriesHasTheSumOfItsFiles()
{
    const QJsonObject made =
        runJson({"phantom", "cord", "-o", path("cord"), "--slices", "3", "--dicom"});
    const QDir series(made["dicom"].toString());
    QByteArray lines;
    const QStringList files = series.entryList(QDir::Files, QDir::Name);
    for (const QString& file : files) {
        lines += hexSum(bytesOf(series.filePath(file))).toLatin1() + "  " + file.toUtf8() + '\n';
    }
    const QJsonObject origin = originOf(
        runJson({"segment", series.path(), "--model", m_model, "-o", path("series.nii.gz")}));
    QCOMPARE(origin["inputs"][0]["name"].toString(),
             QStringLiteral("folder of %1 files").arg(files.size()));
    QCOMPARE(origin["inputs"][0]["files"].toInt(), static_cast<int>(files.size()));
    QCOMPARE(origin["inputs"][0]["sha256"].toString(), hexSum(lines));
    QCOMPARE(origin["command"][2].toString(), QStringLiteral("FOLDER"));
}

QTEST_GUILESS_MAIN(TestProvenance)
#include "tst_provenance.moc"
