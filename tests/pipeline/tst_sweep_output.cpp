// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/sweep.h"
#include "core/pipeline/sweep_report.h"
#include "core/pipeline/sweep_scores.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QXmlStreamReader>

#include <limits>

using namespace halftone;
using namespace halftone::pipeline;

namespace {

std::vector<TradeoffPoint> examplePoints()
{
    TradeoffPoint full;
    full.precision = quant::kFull;
    full.dice = 0.8123456;
    full.dicePerStructure["membrane"] = {0.8123456, 0.0112, 5};
    full.agreement = 1.0;
    full.latency.medianMs = 120.25;
    full.latency.lowerQuartileMs = 119.5;
    full.latency.upperQuartileMs = 122.0;
    full.latency.p95Ms = 131.5;
    full.latency.runs = 20;
    full.latency.medianBetweenMs = {119.25, 123};
    full.weightBytes = 1207936;
    full.arenaBytes = 8 << 20;
    full.peakRssBytes = 300 << 20;
    full.bitOperations = 9.6e12;
    full.dicePerCase["case, \"1\""] = {{"membrane", 0.75}};
    full.meanDicePerCase["case, \"1\""] = 0.75;
    full.volumePerCase["case, \"1\""] = {{"membrane", {120, 0.06, true, 100, 0.05}}};
    full.distancesPerCase["case, \"1\""] = {{"membrane", {{2.5, 3.5, 0.75}, true}}};
    TradeoffPoint low = full;
    low.precision = {2, 4};
    low.dice.reset();
    low.dicePerStructure.clear();
    low.dicePerStructure["empty <b>"] = {std::numeric_limits<double>::quiet_NaN(), 0, 0};
    low.agreement = 0.912;
    low.latency = {8.0, 7.5, 8.25, std::nullopt, 5, {7, 9.5}};
    low.weightBytes = 80000;
    low.peakRssBytes.reset();
    low.trained = false;
    low.dicePerCase.clear();
    low.meanDicePerCase.clear();
    low.volumePerCase.clear();
    low.distancesPerCase.clear();
    return {full, low};
}

// The same with losses: of three cases, and of one.
std::vector<TradeoffPoint> pointsWithLosses()
{
    const double none = std::numeric_limits<double>::quiet_NaN();
    std::vector<TradeoffPoint> points = examplePoints();
    TradeoffPoint middle = points[0];
    middle.precision = {8, 8};
    middle.lossAgainst = quant::kFull;
    middle.loss = PairedLoss{0.0021, {-0.00034, 0.0046}, 3, 3};
    middle.lossPerStructure["membrane"] = *middle.loss;
    middle.volumePerCase["case, \"1\""] = {{"membrane", {7, none, false, 0, none}}};
    points[1].lossAgainst = quant::kFull;
    points[1].loss = PairedLoss{0.05, {none, none}, 1, 1};
    points.push_back(middle);
    return points;
}

report::Provenance exampleProvenance()
{
    report::Provenance provenance;
    provenance.version = "0.1.0";
    provenance.command = {"halftone-cli", "sweep", "my scan.nii"};
    provenance.threads = 2;
    provenance.modelName = "em";
    provenance.inputs = {{"image", "my scan.nii", "ab12", 1, "20:24", 30},
                         {"reference", "labels.nii", "cd34", 1, "", 0}};
    provenance.labels = {"a", "b"};
    return provenance;
}

QStringList lines(const std::string& text)
{
    return QString::fromStdString(text).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

} // namespace

class TestSweepOutput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void csv()
    {
        const QStringList rows = lines(toCsv(examplePoints()));
        QCOMPARE(rows.size(), 3);
        const auto loss = [](const QString& of) {
            return QStringLiteral("loss%1,loss_ci95_low%1,loss_ci95_high%1,loss_n%1,"
                                  "loss_subjects%1,")
                .arg(of);
        };
        const auto structure = [&](const QString& of) {
            return QStringLiteral("dice_mean%1,dice_sd%1,dice_n%1,").arg(of) + loss(of)
                   + QStringLiteral("hausdorff95_mm%1,hausdorff95_monai_mm%1,mean_surface_mm%1,"
                                    "distance_n_mm%1,")
                         .arg(of);
        };
        QCOMPARE(rows[0],
                 QStringLiteral("precision,weight_bits,activation_bits,dice,dice_sd,dice_n,")
                     + loss({}) + structure(QStringLiteral(":empty <b>"))
                     + structure(QStringLiteral(":membrane"))
                     + QStringLiteral("volume_voxels:membrane,volume_ml:membrane,loss_against,"
                                      "agreement,latency_ms_median,latency_ms_q1,latency_ms_q3,"
                                      "latency_ms_low,latency_ms_high,latency_ms_p95,latency_runs,"
                                      "weight_bytes,packed_bytes,arena_bytes,peak_rss_bytes,"
                                      "bit_operations,measured,trained"));
        QCOMPARE(rows[1],
                 QStringLiteral("FP32,32,32,0.812346,,1,,,,0,0,,,0,,,,0,0,,,,0,0.812346,0.011200,5,"
                                ",,,0,0,2.500000,3.500000,0.750000,1,120.0,0.060000000,,"
                                "1.000000,120.250,119.500,122.000,119.250,123.000,131.500,20,"
                                "1207936,0,8388608,314572800,9600000000000,true,true"));
        QCOMPARE(rows[2],
                 QStringLiteral("W2A4,2,4,,,0,,,,0,0,,,0,,,,0,0,,,,0,,,0,,,,0,0,,,,0,,,,0.912000,"
                                "8.000,7.500,8.250,7.000,9.500,,5,80000,0,8388608,,"
                                "9600000000000,true,false"));
    }

    void csvHasLossesAndOrigin()
    {
        const report::Provenance provenance = exampleProvenance();
        const QStringList rows = lines(toCsv(pointsWithLosses(), &provenance));
        QVERIFY(rows[0].endsWith(
            QStringLiteral("trained,version,commit,command,date,cpu,isa,threads,libtorch,model,"
                           "model_sha256,inputs,labels,units")));
        QVERIFY2(rows[3].contains(
                     QStringLiteral("0.011200,5,0.002100,-0.000340,0.004600,3,3,2.500000,")),
                 qPrintable(rows[3]));
        for (const QString& row : rows.mid(1)) {
            QVERIFY2(row.endsWith(QStringLiteral(
                         ",0.1.0,,halftone-cli sweep 'my scan.nii',,,,2,,em,,\"image my scan.nii, "
                         "slices 20:24 of 30, sha256 ab12; reference labels.nii, sha256 cd34\","
                         "\"a, b\",")),
                     qPrintable(row));
        }
    }

    void lossesAsTheyAre()
    {
        const QJsonDocument document =
            QJsonDocument::fromJson(QByteArray::fromStdString(toJson(pointsWithLosses())));
        QCOMPARE(document[QStringLiteral("loss_against")].toString(), QStringLiteral("FP32"));
        const QJsonArray points = document[QStringLiteral("points")].toArray();
        QVERIFY(points[0][QStringLiteral("loss")].isNull());
        QCOMPARE(points[1][QStringLiteral("loss")].toDouble(), 0.05);
        QVERIFY(points[1][QStringLiteral("loss_ci95")].isNull()); // one case
        QCOMPARE(points[1][QStringLiteral("loss_n")].toInt(), 1);
        const QJsonValue label =
            points[2][QStringLiteral("dice_per_label")][QLatin1String("membrane")];
        QCOMPARE(label[QStringLiteral("loss")].toDouble(), 0.0021);
        QCOMPARE(label[QStringLiteral("loss_ci95")].toArray(), (QJsonArray{-0.00034, 0.0046}));
        QCOMPARE(label[QStringLiteral("loss_n")].toInt(), 3);
        const QJsonArray cases = document[QStringLiteral("cases")].toArray();
        const auto volume = [&](int n) {
            return cases[n][QStringLiteral("volume_per_label")][QLatin1String("membrane")];
        };
        QCOMPARE(volume(0)[QStringLiteral("ml")].toDouble(), 0.06);
        QCOMPARE(volume(0)[QStringLiteral("reference_voxels")].toInt(), 100);
        QCOMPARE(volume(1)[QStringLiteral("voxels")].toInt(), 7);
        for (const char* key : {"ml", "reference_ml", "reference_voxels"}) {
            QVERIFY2(volume(1)[QLatin1String(key)].isNull(), key);
        }
        QCOMPARE(lossText(std::nullopt), std::string("-"));
        QCOMPARE(lossText(pointsWithLosses()[1].loss), std::string("0.0500 (n = 1)"));
        QCOMPARE(lossText(PairedLoss{0.05, {0.04, 0.06}, 5, 2}),
                 std::string("0.0500 (0.0400 to 0.0600, n = 5 of 2 subjects)"));
        const QStringList table = lines(toTable(pointsWithLosses()));
        QVERIFY(table[0].contains(QStringLiteral("loss to FP32 (95 %)")));
        QVERIFY(table[3].contains(QStringLiteral("0.0021 (-0.0003 to 0.0046, n = 3)")));
    }

    void reportSaysWhereItComesFrom()
    {
        ReportContext context;
        context.provenance = exampleProvenance();
        const QString html =
            QString::fromStdString(report::toHtml(makeReport(pointsWithLosses(), context)));
        for (const char* text : {"halftone-cli sweep &#39;my scan.nii&#39;",
                                 "<dd>20:24 of 30 (numbered from 0, as --slices counts them)</dd>",
                                 "<td>20:24 of 30</td>", "ab12", "loss to FP32", "Dice of membrane",
                                 "0.0021 (-0.0003 to 0.0046, n = 3)", "<td>5</td>",
                                 "does not show that there is none"}) {
            QVERIFY2(html.contains(QLatin1String(text)), text);
        }
    }

    void slicesThatWereNotComputedAreGaps()
    {
        // Six precisions; the shown one has three slices of which two are neighbours.
        std::vector<TradeoffPoint> points(6, examplePoints()[0]);
        for (std::size_t n = 0; n < points.size(); ++n) {
            points[n].precision = {static_cast<int>(n) + 2, 8};
            points[n].profiles = {{"scan", {12, 24}, {0.5, 0.75}}};
        }
        points[3].profiles = {{"scan", {7, 8, 20}, {0.5, 0.25, 0.75}}};
        points[4].profiles = {{"scan", {1, 2, 3, 4}, {0.5, 0.625, 0.75, 0.875}}};
        points[1].profiles = {{"scan", {3}, {0.5}}};
        ReportContext context;
        context.shown = points[1].precision;
        const report::Document document = makeReport(points, context);
        QStringList said;
        QStringList drawn;
        int lines = 0;
        for (const report::Block& block : document.blocks) {
            if (const auto* paragraph = std::get_if<report::Paragraph>(&block)) {
                said << QString::fromStdString(paragraph->text);
            }
            const auto* drawing = std::get_if<report::Drawing>(&block);
            if (drawing == nullptr || drawing->title.find("of each slice") == std::string::npos) {
                continue;
            }
            for (const report::Shape& shape : drawing->shapes) {
                const auto* path = std::get_if<report::DrawnPath>(&shape);
                lines += path != nullptr && path->width == 1.5 && !path->closed ? 1 : 0;
                if (const auto* text = std::get_if<report::DrawnText>(&shape)) {
                    drawn << QString::fromStdString(text->text);
                }
            }
        }
        QCOMPARE(lines, 2); // 7 to 8 and 1 to 4; never 12 to 24 or 8 to 20
        const QString all = said.join(QLatin1Char('\n'));
        QVERIFY2(all.contains(QStringLiteral(
                     "Lowest: W3A8 slice 3 (0.5000) of 1 slice, W6A8 slice 1 (0.5000) of 4 slices, "
                     "W5A8 slice 8 (0.2500) of 3 slices, W2A8 slice 12 (0.5000) of 2 slices.")),
                 qPrintable(all));
        QVERIFY(drawn.contains(QStringLiteral("W3A8")) && !drawn.contains(QStringLiteral("W7A8")));
        QVERIFY(all.contains(QStringLiteral("Slices are numbered from 0, as --slices counts them. "
                                            "A gap: not computed, or no label")));
        QVERIFY(all.contains(QStringLiteral("other work kept the machine busy")));
    }

    void aSliceAloneIsSeenAmongMany()
    {
        // So many slices that they have no marks: one without neighbours has one.
        TradeoffPoint point = examplePoints()[0];
        SliceProfile profile{"scan", {}, {}};
        for (int slice = 0; slice < 100; ++slice) {
            profile.slices.push_back(slice < 99 ? slice : 150);
            profile.values.push_back(0.5);
        }
        point.profiles = {profile};
        const std::string html = report::toHtml(makeReport(std::vector{point}, {}));
        QVERIFY(html.find("FP32, slice 150: 0.5000") != std::string::npos);
        QVERIFY(html.find("FP32, slice 98: 0.5000") == std::string::npos);
    }

    void distancesHaveOneUnit()
    {
        std::vector<TradeoffPoint> points = examplePoints();
        const auto cellsOf = [&](eval::SurfaceDistances distances) {
            points[0].distancesPerCase["case, \"1\""] = {{"membrane", {distances, true}}};
            return report::toHtml(makeReport(points, {}));
        };
        const std::string large = cellsOf({2.5, 3.5, 0.075});
        QVERIFY(large.find("<td>2.500 mm</td><td>3.500 mm</td><td>0.075 mm</td>")
                != std::string::npos);
        const std::string small = cellsOf({0.025, 0.035, 0.00075});
        QVERIFY(small.find("<td>25.000 um</td><td>35.000 um</td><td>0.750 um</td>")
                != std::string::npos);
    }

    void json()
    {
        const QJsonDocument document =
            QJsonDocument::fromJson(QByteArray::fromStdString(toJson(examplePoints())));
        const QJsonArray points = document[QStringLiteral("points")].toArray();
        QCOMPARE(points.size(), 2);
        const QJsonObject full = points[0].toObject();
        for (const char* key :
             {"weight_bits", "activation_bits", "dice", "dice_per_label", "agreement",
              "latency_ms_median", "latency_ms_q1", "latency_ms_q3", "latency_ms_low",
              "latency_ms_high", "latency_ms_p95", "latency_runs", "latency_busy", "weight_bytes",
              "arena_bytes", "peak_rss_bytes", "measured"}) {
            QVERIFY2(full.contains(QLatin1String(key)), key);
        }
        QCOMPARE(full[QStringLiteral("dice")].toDouble(), 0.8123456);
        const QJsonObject label = full[QStringLiteral("dice_per_label")]
                                      .toObject()[QStringLiteral("membrane")]
                                      .toObject();
        QCOMPARE(label[QStringLiteral("sd")].toDouble(), 0.0112);
        QCOMPARE(label[QStringLiteral("n")].toInt(), 5);
        const QJsonObject low = points[1].toObject();
        QVERIFY(low[QStringLiteral("dice")].isNull());
        QVERIFY(low[QStringLiteral("peak_rss_bytes")].isNull());
        QVERIFY(low[QStringLiteral("latency_ms_p95")].isNull());
        QCOMPARE(low[QStringLiteral("latency_runs")].toInt(), 5);
        QCOMPARE(low[QStringLiteral("latency_busy")].toBool(true), false);
        QVERIFY(low[QStringLiteral("measured")].toBool());
        QVERIFY(low[QStringLiteral("dice_per_label")][QStringLiteral("empty <b>")]
                   [QStringLiteral("mean")]
                       .isNull());
        const QJsonArray cases = document[QStringLiteral("cases")].toArray();
        QCOMPARE(cases.size(), 1);
        QCOMPARE(cases[0][QStringLiteral("case")].toString(), QStringLiteral("case, \"1\""));
        QCOMPARE(cases[0][QStringLiteral("weight_bits")].toInt(), 32);
        QCOMPARE(cases[0][QStringLiteral("dice")].toDouble(), 0.75);
        QCOMPARE(cases[0][QStringLiteral("dice_per_label")][QStringLiteral("membrane")].toDouble(),
                 0.75);
    }

    void table()
    {
        const QStringList rows = lines(toTable(examplePoints()));
        QCOMPARE(rows.size(), 3);
        QVERIFY(rows[1].startsWith(QStringLiteral("FP32")));
        QVERIFY(rows[1].contains(QStringLiteral("0.8123")));
        QVERIFY(rows[2].contains(QStringLiteral("0.9120")));
        QVERIFY(rows[2].contains(QStringLiteral(" - ")));
        QVERIFY(rows[2].endsWith(QStringLiteral("not trained")));
        // Columns line up: the numbers of a column end at one place.
        QCOMPARE(rows[1].indexOf(QStringLiteral("120.2")) + 5,
                 rows[0].indexOf(QStringLiteral("ms/slice")) + 8);
        QVERIFY(lines(toTable({})).size() == 1);
    }

    void reportIsOnePageAndEscaped()
    {
        ReportContext context;
        context.card.title = "EM <script>alert(1)</script>";
        context.card.licence = "non-commercial & research";
        context.facts = {{"Images", "a<b>.tif"}};
        context.findings = {{Severity::Note, {"skipped", "W16A8 is skipped & said so", {}}}};
        const QString html =
            QString::fromStdString(report::toHtml(makeReport(examplePoints(), context)));
        QVERIFY(html.startsWith(QStringLiteral("<!DOCTYPE html>")));
        QVERIFY(!html.contains(QStringLiteral("<script")));
        QVERIFY(!html.contains(QStringLiteral("http://"))
                || html.contains(QStringLiteral("xmlns")));
        QVERIFY(!html.contains(QStringLiteral("src="))
                && !html.contains(QStringLiteral("@import")));
        QVERIFY(html.contains(QStringLiteral("a&lt;b&gt;.tif")));
        QVERIFY(html.contains(QStringLiteral("non-commercial &amp; research")));
        QVERIFY(html.contains(QStringLiteral("Research use only")));
        QVERIFY(html.contains(QStringLiteral("W16A8 is skipped &amp; said so")));
        QVERIFY(html.count(QLatin1String("FP32")) >= 2); // in the chart and in the table
        QVERIFY(html.count(QLatin1String("W2A4")) >= 1); // has no Dice: in the table alone
        // The chart is well-formed XML.
        const qsizetype start = html.indexOf(QStringLiteral("<svg"));
        const qsizetype end = html.indexOf(QStringLiteral("</svg>")) + 6;
        QVERIFY(start > 0 && end > start);
        QXmlStreamReader xml(html.mid(start, end - start));
        int marks = 0;
        while (!xml.atEnd()) {
            marks += xml.readNext() == QXmlStreamReader::StartElement
                             && xml.name() == QLatin1String("title")
                         ? 1
                         : 0;
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(marks >= 1);
    }
};

QTEST_GUILESS_MAIN(TestSweepOutput)
#include "tst_sweep_output.moc"
