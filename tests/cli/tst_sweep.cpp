// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/em_sample_test.h"

#include "core/image/image_io.h"
#include "tests/support/pdf_texts.h"

#include <QFileInfo>
#include <QJsonArray>

using namespace halftone;
using namespace halftone::tests;

/// The trade-off table: keys, agreement with evaluate, cases, references of single labels.
class TestSweep : public EmSampleTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeSample(); }
    void hasEveryKey();
    void agreesWithEvaluate();
    void poolsCasesOfOneName();
    void joinsReferencesOfSingleLabels();
    void takesReferencesOfOneStructure();
    void takesSlices();
    void pageAndPaperTellTheSame();
    void windowsBeforeItTakesSlices();
};

void TestSweep::hasEveryKey()
{
    const QJsonObject result = runJson({"sweep", m_image, "--reference", m_labels, "--model",
                                        m_model, "--weights", "32,8,4,2,1", "--activations", "8,4",
                                        "--csv", path("s.csv"), "--report", path("s.html")});
    const QJsonArray points = result["points"].toArray();
    QCOMPARE(points.size(), 8);
    QVERIFY2(result["notes"].toArray().size() >= 1, "the mixed pairs should be noted");
    double weightBytes = 1e18;
    for (const QJsonValue& value : points) {
        const QJsonObject point = value.toObject();
        for (const char* key :
             {"weight_bits", "activation_bits", "dice", "dice_per_label", "agreement",
              "latency_ms_median", "latency_ms_q1", "latency_ms_q3", "latency_runs", "weight_bytes",
              "arena_bytes", "peak_rss_bytes", "measured"}) {
            QVERIFY2(point.contains(key) && !point[key].isNull(), key);
        }
        // Fewer than 20 runs say nothing about a 95th percentile.
        QVERIFY(point.contains("latency_ms_p95"));
        QCOMPARE(point["latency_ms_p95"].isNull(), point["latency_runs"].toInt() < 20);
        QVERIFY(point["latency_runs"].toInt() >= 5);
        QCOMPARE(point["mean"], point["dice"]);
        QVERIFY(point["sd"].isNull() && point["n"].toInt() == 1);
        const QJsonObject membrane = point["dice_per_label"]["membrane"].toObject();
        QCOMPARE(membrane["n"].toInt(), 1);
        QCOMPARE(membrane["mean"].toDouble(), point["dice"].toDouble());
        QVERIFY(point["weight_bytes"].toDouble() <= weightBytes);
        weightBytes = point["weight_bytes"].toDouble();
        QVERIFY(point["peak_rss_bytes"].toDouble() > point["arena_bytes"].toDouble());
        QVERIFY(point["measured"].toBool());
    }
    QVERIFY(points.last()["weight_bytes"].toDouble() < points.first()["weight_bytes"].toDouble());
    QVERIFY(!result["cases"].toArray().isEmpty());

    const QByteArray csv = read("s.csv");
    QCOMPARE(csv.trimmed().count('\n'), 8);
    QVERIFY2(csv.contains("weight_bits,activation_bits,dice,"), csv.left(200));
    const QByteArray html = read("s.html");
    QVERIFY(html.contains("<svg") && html.contains("W4A8") && html.contains("</html>"));
    QVERIFY2(!html.contains("http"), "the report must need no network");
}

void TestSweep::agreesWithEvaluate()
{
    const QJsonObject swept =
        runJson({"sweep", m_image, "--reference", m_labels, "--model", m_model, "--weights", "3",
                 "--activations", "5", "--no-peak-rss"});
    (void)segment(m_image, m_model, 3, 5, path("w3a5.nii"));
    const QJsonObject scored = runJson({"evaluate", "--prediction", path("w3a5.nii"), "--reference",
                                        m_labels, "--model", m_model});
    const QJsonArray labels = scored["labels"].toArray();
    QVERIFY(labels.size() == 2);
    for (const QJsonValue& label : labels) {
        const QString name = label["label"].toString();
        QCOMPARE(swept["points"][0]["dice_per_label"][name]["mean"].toDouble(),
                 label["dice"].toDouble());
        const QJsonValue apart = swept["cases"][0]["distances_per_label"][name];
        if (name != QLatin1String("membrane")) { // background: its surface is that of the labels
            QVERIFY(apart.isUndefined());
            continue;
        }
        for (const char* what : {"hausdorff95_mm", "hausdorff95_monai_mm", "mean_surface_mm"}) {
            QVERIFY2(label[QLatin1String(what)].toDouble() > 0, what);
            QCOMPARE(apart[QLatin1String(what)], label[QLatin1String(what)]);
        }
        QVERIFY(apart["hausdorff95_voxels"].isNull());
    }
    const QJsonObject without =
        runJson({"sweep", m_image, "--reference", m_labels, "--model", m_model, "--weights", "3",
                 "--activations", "5", "--no-peak-rss", "--no-distances"});
    QVERIFY(without["cases"][0]["distances_per_label"].toObject().isEmpty());
    QVERIFY(swept["points"][0]["peak_rss_bytes"].isNull()
            || swept["points"][0]["peak_rss_bytes"].isUndefined());
}

void TestSweep::poolsCasesOfOneName()
{
    // The same image twice under one name pools to the Dice of the image; under two names it is
    // two cases with that Dice.
    const QString row = m_image + ',' + m_labels + '\n';
    writeFile(path("one.csv"), ("case,image,reference\na," + row + "a," + row).toUtf8());
    writeFile(path("two.csv"), ("case,image,reference\na," + row + "b," + row).toUtf8());
    const auto membrane = [&](const QString& csv) {
        const QJsonObject result =
            runJson({"sweep", "--cases", csv, "--model", m_model, "--weights", "4", "--activations",
                     "6", "--no-peak-rss"});
        return result["points"][0]["dice_per_label"]["membrane"].toObject();
    };
    const QJsonObject one = membrane(path("one.csv"));
    const QJsonObject two = membrane(path("two.csv"));
    QCOMPARE(one["n"].toInt(), 1);
    QCOMPARE(two["n"].toInt(), 2);
    QCOMPARE(one["mean"].toDouble(), two["mean"].toDouble());
    const auto apart = [&](const QString& csv, int n) {
        return runJson(
            {"sweep", "--cases", csv, "--model", m_model, "--weights", "4", "--activations", "6",
             "--no-peak-rss"})["cases"][n]["distances_per_label"]["membrane"]["mean_surface_mm"];
    };
    QVERIFY(apart(path("one.csv"), 0).isNull()); // two images have no one surface
    QVERIFY(apart(path("two.csv"), 1).toDouble() > 0);
    QVERIFY(one["mean"].toDouble() > 0);
}

void TestSweep::joinsReferencesOfSingleLabels()
{
    const QString model = path("two.halftone");
    writeRandomModel(model, 8, {"outer", "inner"}, Modality::MR);
    const QJsonObject made = runJson({"phantom", "cord", "-o", path("cord"), "--slices", "2"});
    const LabelMap labels = image::readLabelMap(made["labels"].toString().toStdString());
    LabelMap both = labels;
    LabelMap inner = labels;
    for (std::size_t i = 0; i < labels.voxels.size(); ++i) {
        both.voxels[i] = labels.voxels[i] != 0 ? 1 : 0;
        inner.voxels[i] = labels.voxels[i] == 2 ? 1 : 0;
    }
    image::writeLabelMap(path("cord/both.nii").toStdString(), both);
    image::writeLabelMap(path("cord/inner.nii").toStdString(), inner);
    writeFile(path("cord/single.csv"), "case,image,reference:all-labels,reference:inner\n"
                                       "a,synthetic-cord-image.nii.gz,both.nii,inner.nii\n");
    writeFile(path("cord/union.csv"), "case,image,reference:all-labels,reference:inner\n"
                                      "a,synthetic-cord-image.nii.gz,both.nii,\n");
    const auto scores = [&](const QStringList& input) {
        const QJsonObject result = runJson(input
                                           + QStringList{"--model", model, "--weights", "4",
                                                         "--activations", "6", "--no-peak-rss"});
        return result["points"][0]["dice_per_label"].toObject();
    };
    const QJsonObject whole =
        scores({"sweep", made["image"].toString(), "--reference", made["labels"].toString()});
    const QJsonObject single = scores({"sweep", "--cases", path("cord/single.csv")});
    const QJsonObject onlyUnion = scores({"sweep", "--cases", path("cord/union.csv")});
    QCOMPARE(whole.keys(), (QStringList{"all-labels", "inner", "outer", "rest"}));
    QCOMPARE(single, whole);
    QCOMPARE(onlyUnion.keys(), (QStringList{"all-labels", "rest"}));
    QCOMPARE(onlyUnion["all-labels"], whole["all-labels"]);
}

void TestSweep::takesReferencesOfOneStructure()
{
    // One label as challenges give it: 0 and 1, and not on every slice.
    const QString model = path("two.halftone");
    writeRandomModel(model, 8, {"outer", "inner"}, Modality::MR);
    const QJsonObject made = runJson({"phantom", "cord", "-o", path("gm"), "--slices", "3"});
    LabelMap outer = image::readLabelMap(made["labels"].toString().toStdString());
    for (std::size_t i = 0; i < outer.voxels.size(); ++i) {
        const bool lastSlice = i >= 2 * outer.geometry.sliceVoxels();
        outer.voxels[i] = outer.voxels[i] == 1 && !lastSlice ? 1 : 0;
    }
    image::writeLabelMap(path("gm/outer.nii.gz").toStdString(), outer);
    const QStringList common = {"sweep",         made["image"].toString(),
                                "--reference",   path("gm/outer.nii.gz"),
                                "--model",       model,
                                "--weights",     "4",
                                "--activations", "6",
                                "--no-peak-rss"};
    const CliResult open = runCli(common);
    QVERIFY2(open.exitCode == 1 && open.err.contains("--label outer, inner or all-labels"),
             open.text());
    const auto scores = [&](const QStringList& more) {
        return runJson(common + more)["points"][0]["dice_per_label"].toObject();
    };
    const auto outerMean = [&](const QStringList& more) {
        return scores(QStringList{"--label", "outer"} + more)["outer"]
            .toObject()["mean"]
            .toDouble();
    };
    const QJsonObject named = scores({"--label", "outer"});
    QCOMPARE(named.keys(), QStringList("outer"));
    QVERIFY(outerMean({}) > 0);
    QCOMPARE(scores({"--label", "all-labels"}).keys(), QStringList("all-labels"));
    // Slices that nobody labelled are left out when asked, by sweep and evaluate alike.
    const double labelled = outerMean({"--slices", "labelled"});
    QVERIFY(labelled > outerMean({}));
    QCOMPARE(outerMean({"--slices", "0:1"}), labelled);
    (void)segment(made["image"].toString(), model, 4, 6, path("gm/mask.nii.gz"));
    const QJsonObject evaluated = runJson({"evaluate", "--prediction", path("gm/mask.nii.gz"),
                                           "--reference", path("gm/outer.nii.gz"), "--model", model,
                                           "--label", "outer", "--slices", "labelled"});
    QCOMPARE(evaluated["labels"].toArray().size(), 1);
    QCOMPARE(evaluated["labels"][0]["dice"].toDouble(), labelled);
    QCOMPARE(evaluated["slices"].toArray().size(), 2);
}

void TestSweep::windowsBeforeItTakesSlices()
{
    // One bright slice: a percentile window of the other two alone would be another.
    const QString model = path("mr.halftone");
    writeRandomModel(model, 8, {"outer", "inner"}, Modality::MR);
    const QJsonObject made = runJson({"phantom", "cord", "-o", path("bright"), "--slices", "3"});
    Image image = image::readImage(made["image"].toString().toStdString());
    auto& voxels = std::get<std::vector<std::int16_t>>(image.voxels);
    for (std::size_t i = 2 * image.geometry.sliceVoxels(); i < voxels.size(); ++i) {
        voxels[i] = static_cast<std::int16_t>(voxels[i] * 2);
    }
    image::writeImage(path("bright/image.nii.gz").toStdString(), image);
    (void)segment(path("bright/image.nii.gz"), model, 4, 6, path("bright/mask.nii.gz"));
    const QStringList scored = {
        "--reference", made["labels"].toString(), "--model", model, "--label", "all-labels"};
    LabelMap labels = image::readLabelMap(made["labels"].toString().toStdString());
    for (std::uint8_t& voxel : labels.voxels) {
        voxel = voxel != 0 ? 1 : 0;
    }
    image::writeLabelMap(made["labels"].toString().toStdString(), labels);
    const QJsonObject whole = runJson(
        QStringList{"evaluate", "--prediction", path("bright/mask.nii.gz"), "--slices", "0:1"}
        + scored);
    const QJsonObject swept =
        runJson(QStringList{"sweep", path("bright/image.nii.gz"), "--slices", "0:1", "--weights",
                            "4", "--activations", "6", "--no-peak-rss"}
                + scored);
    QVERIFY(whole["labels"][0]["dice"].toDouble() > 0);
    QCOMPARE(swept["points"][0]["dice_per_label"]["all-labels"]["mean"].toDouble(),
             whole["labels"][0]["dice"].toDouble());
}

void TestSweep::takesSlices()
{
    const QStringList common = {"sweep",         m_image, "--reference",  m_labels,
                                "--model",       m_model, "--weights",    "4",
                                "--activations", "6",     "--no-peak-rss"};
    const QJsonObject result = runJson(common + QStringList{"--slices", "1:2"});
    QVERIFY(result["points"][0]["dice"].toDouble() > 0);
    const CliResult beyond = runCli(common + QStringList{"--slices", "1:3"});
    QVERIFY2(beyond.exitCode == 1, beyond.text());
    QVERIFY2(beyond.err.contains("3 slices"), beyond.text());
}

void TestSweep::pageAndPaperTellTheSame()
{
    // A name that is markup, and no Latin.
    const QString image = path(QStringLiteral("<b>\u4e2d&.tif"));
    QVERIFY(QFile::copy(path("em/synthetic-em-image.tif"), image));
    const QStringList command = {
        "sweep",         image,   "--reference",   path("em/synthetic-em-labels.tif"),
        "--model",       m_model, "--weights",     "8,2",
        "--activations", "4",     "--no-peak-rss", "--report"};
    const CliResult refused = runCli(command + QStringList{path("report.txt")});
    QVERIFY2(refused.exitCode == 2 && refused.err.contains(".html") && refused.err.contains(".pdf"),
             refused.text());
    QVERIFY2(!refused.err.contains("slice"), refused.text()); // before any work
    const QStringList withoutDisplay{"DISPLAY=", "WAYLAND_DISPLAY=", "QT_QPA_PLATFORM="};
    const QJsonObject result = runJson(command + QStringList{path("r.pdf")}, withoutDisplay);
    (void)runJson(command + QStringList{path("r.html")}, withoutDisplay);
    const QByteArray pdf = read("r.pdf");
    const QByteArray paper = test::pdfTexts(pdf);
    const QByteArray page = read("r.html");
    for (const char* outward : {"http", "href", "@import", "url(", "<script", "<link"}) {
        QVERIFY2(!page.contains(outward), outward);
    }
    QCOMPARE(page.count("src="), page.count("src=\"data:image/png;base64,"));
    QVERIFY(page.count("<figure>") == 4 && page.count("<svg") == 3);
    QVERIFY(page.contains("&lt;b&gt;\u4e2d&amp;.tif") && !page.contains("<b>"));
    QVERIFY2(paper.contains("<b><U+4E2D>&.tif\n"), paper);
    const auto inBoth = [&](const QByteArray& cell) {
        QVERIFY2(page.contains("<td>" + cell + "</td>"), cell);
        QVERIFY2(paper.contains("\n" + cell + "\n"), cell);
    };
    for (const QJsonValue& value : result["points"].toArray()) {
        inBoth(value["precision"].toString().toUtf8());
        inBoth(QByteArray::number(value["dice"].toDouble(), 'f', 4));
        inBoth(QByteArray::number(value["agreement"].toDouble(), 'f', 4));
        for (const QJsonValue& label : value["dice_per_label"].toObject()) {
            inBoth(QByteArray::number(label["mean"].toDouble(), 'f', 4));
            inBoth(QByteArray::number(label["loss"].toDouble(), 'f', 4) + " (n = 1)");
        }
    }
    for (const QJsonValue& value : result["cases"].toArray()) {
        const QJsonValue membrane = value["distances_per_label"]["membrane"];
        inBoth(QByteArray::number(membrane["hausdorff95_voxels"].toDouble(), 'f', 2) + " voxels");
        inBoth(value["volume_per_label"]["membrane"]["voxels"].toVariant().toByteArray()
               + " voxels");
    }
    for (const QByteArray& unit : {QByteArray(" mm<"), QByteArray(" ml<")}) {
        QVERIFY2(!page.contains(unit), unit); // the spacing is unknown
    }
    for (const QJsonValue& input : result["provenance"]["inputs"].toArray()) {
        const QByteArray sum = input["sha256"].toString().toUtf8();
        QVERIFY2(page.contains(sum) && paper.contains(sum.left(30)), sum);
    }
    QCOMPARE(paper.count("Research use only, not for diagnosis.\n"), test::pdfPages(pdf) + 1);
}

QTEST_GUILESS_MAIN(TestSweep)
#include "tst_sweep.moc"
