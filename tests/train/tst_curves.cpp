// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/version.h"
#include "core/train/curves.h"
#include "core/train/run_facts.h"
#include "tests/support/expect_error.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>

using namespace halftone;
using namespace halftone::train;

namespace {

constexpr const char* kLogHeader = "step,minutes,learning_rate,loss,pair_loss,gradient_norm\n";
constexpr const char* kScoreHeader = "step,minutes,precision,label,dice,foreground_fraction\n";

/// What a picture holds: texts in their order, and the points of every line.
struct Picture {
    QStringList texts;
    QList<QList<QPointF>> lines;
    QString error;
};

Picture read(const std::string& svg)
{
    Picture picture;
    QXmlStreamReader xml(QByteArray::fromStdString(svg));
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (xml.name() == QLatin1String("text")) {
            picture.texts << xml.readElementText();
        } else if (xml.name() == QLatin1String("polyline")) {
            QList<QPointF> line;
            const auto points = xml.attributes().value(QLatin1String("points")).toString();
            for (const QString& point : points.split(' ', Qt::SkipEmptyParts)) {
                line << QPointF(point.section(',', 0, 0).toDouble(),
                                point.section(',', 1).toDouble());
            }
            picture.lines << line;
        }
    }
    picture.error = xml.hasError() ? xml.errorString() : QString();
    return picture;
}

std::string logRow(int step, double loss, double pairLoss)
{
    return std::to_string(step) + "," + std::to_string(step / 100.0) + ",0.001,"
           + std::to_string(loss) + "," + std::to_string(pairLoss) + ",1\n";
}

std::string scoreRow(int step, const std::string& precision, const std::string& label, double dice)
{
    return std::to_string(step) + "," + std::to_string(step / 100.0) + "," + precision + "," + label
           + "," + std::to_string(dice) + ",0.2\n";
}

void write(const QString& path, const std::string& text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text.data(), static_cast<qint64>(text.size())),
             static_cast<qint64>(text.size()));
}

} // namespace

class TestCurves : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyLineIsDrawn()
    {
        std::string log = kLogHeader;
        for (int step = 10; step <= 1000; step += 10) {
            log += logRow(step, 1.0 / step, step > 500 ? 2.0 / step : 0);
        }
        const std::string scores =
            kScoreHeader + scoreRow(500, "FP32", "membrane", 0.8)
            + scoreRow(500, "FP32", "cell", 0.94) + scoreRow(1000, "FP32", "membrane", 0.83)
            + scoreRow(1000, "FP32", "cell", 0.95) + scoreRow(1000, "W2A4", "membrane", 0.82)
            + scoreRow(1000, "W2A4", "cell", 0.94);
        const Picture picture = read(curvesSvg(log, scores));
        QVERIFY2(picture.error.isEmpty(), qPrintable(picture.error));
        for (const char* text :
             {"Training loss", "float", "integer precisions", "Validation Dice: membrane",
              "Validation Dice: cell", "FP32 0.8300", "W2A4 0.8200", "minutes of training"}) {
            QVERIFY2(picture.texts.contains(QLatin1String(text)),
                     qPrintable(text + (" is not in " + picture.texts.join('|'))));
        }
        // Two losses raw and smoothed, two precisions for each of two labels.
        QCOMPARE(picture.lines.size(), 2 * 2 + 2 * 2);
        QCOMPARE(picture.lines[0].size(), 100);
        QCOMPARE(picture.lines[1].size(), 50);
    }

    void theLossAxisIsLogarithmic()
    {
        const std::string log =
            kLogHeader + logRow(100, 1, 0) + logRow(200, 0.1, 0) + logRow(300, 0.01, 0);
        const QList<QPointF> line = read(curvesSvg(log, {})).lines.at(0);
        QCOMPARE(line.size(), 3);
        QVERIFY(line[0].y() < line[1].y()); // SVG's y grows downwards
        QVERIFY(std::abs((line[1].y() - line[0].y()) - (line[2].y() - line[1].y())) < 0.3);
        QVERIFY(std::abs((line[1].x() - line[0].x()) - (line[2].x() - line[1].x())) < 0.3);
    }

    void valuesThatAreNoneAreLeftOut()
    {
        const std::string log = kLogHeader + logRow(10, 1, 0) + "20,0.2,0.001,nan,inf,1\n"
                                + "30,0.3,0.001,,x,1\n" + logRow(40, -1, 0) + logRow(50, 0.5, 0)
                                + "60,0.6,0.0"; // half a line
        const Picture picture = read(curvesSvg(log, {}));
        QVERIFY(picture.error.isEmpty());
        QCOMPARE(picture.lines.size(), 2);
        QCOMPARE(picture.lines[0].size(), 2);
    }

    void aResumedRunReplacesWhatItRepeats()
    {
        const std::string log = kLogHeader + logRow(10, 1, 0) + logRow(20, 0.9, 0)
                                + logRow(30, 0.8, 0) + logRow(20, 0.7, 0) + logRow(30, 0.6, 0);
        const QList<QPointF> line = read(curvesSvg(log, {})).lines.at(0);
        QCOMPARE(line.size(), 3);
        const Picture plain = read(
            curvesSvg(kLogHeader + logRow(10, 1, 0) + logRow(20, 0.7, 0) + logRow(30, 0.6, 0), {}));
        QCOMPARE(line, plain.lines.at(0));
    }

    void aCollapseAtTheStartDoesNotFlattenTheRest()
    {
        std::string scores = kScoreHeader;
        for (int step = 100; step <= 1000; step += 100) {
            scores += scoreRow(step, "W2A4", "membrane", step < 500 ? 0 : 0.8 + step * 1e-5);
        }
        const QList<QPointF> line = read(curvesSvg({}, scores)).lines.at(0);
        QVERIFY(line[4].y() - line[9].y() > 100);        // 0.805 to 0.81 fill the frame
        scores += scoreRow(1000, "W1A2", "membrane", 0); // a collapse at the end is shown
        const QList<QPointF> flat = read(curvesSvg({}, scores)).lines.at(0);
        QVERIFY(flat[4].y() - flat[9].y() < 10);
    }

    void emptyTablesGiveAPicture_data()
    {
        QTest::addColumn<QString>("log");
        QTest::addColumn<QString>("scores");
        QTest::newRow("no files") << QString() << QString();
        QTest::newRow("headers") << QString(kLogHeader) << QString(kScoreHeader);
        QTest::newRow("one row") << QString(kLogHeader) + QString::fromStdString(logRow(10, 1, 0))
                                 << QString(kScoreHeader)
                                        + QString::fromStdString(scoreRow(10, "FP32", "a<b>", 0));
    }
    void emptyTablesGiveAPicture()
    {
        QFETCH(QString, log);
        QFETCH(QString, scores);
        const QTemporaryDir folder;
        if (!log.isEmpty()) {
            write(folder.filePath("log.csv"), log.toStdString());
            write(folder.filePath("evaluation.csv"), scores.toStdString());
        }
        writeCurves(folder.path().toStdString());
        QFile file(folder.filePath("curves.svg"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray svg = file.readAll();
        const Picture picture = read(svg.toStdString());
        QVERIFY2(picture.error.isEmpty(), qPrintable(picture.error));
        QVERIFY(!svg.contains("nan") && !svg.contains("inf\""));
        QCOMPARE(picture.texts.contains("no values yet"), picture.lines.isEmpty());
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(),
                 log.isEmpty() ? 1 : 3); // nothing temporary is left
    }

    void aFolderThatIsNotThereIsAnError()
    {
        HALFTONE_EXPECT_ERROR(ErrorCode::FileWrite, "curves.svg",
                              (writeCurves("/nonexistent/folder"), 0));
    }

    void everyStartOfARunIsOnRecord()
    {
        const QTemporaryDir folder;
        RunFacts facts{"em.json", 7, "1.13.1", "cpu", 2, false};
        const auto starts = [&] {
            writeRunFacts(folder.path().toStdString(), facts);
            QFile file(folder.filePath("run.json"));
            return file.open(QIODevice::ReadOnly)
                       ? QJsonDocument::fromJson(file.readAll())["starts"].toArray()
                       : QJsonArray();
        };
        QCOMPARE(starts().size(), 1);
        facts.resumed = true;
        facts.device = "cuda";
        const QJsonArray both = starts();
        QCOMPARE(both.size(), 2);
        QCOMPARE(both[0]["device"].toString(), QStringLiteral("cpu"));
        QCOMPARE(both[1]["device"].toString(), QStringLiteral("cuda"));
        QCOMPARE(both[1]["seed"].toInt(), 7);
        QCOMPARE(both[1]["config"].toString(), QStringLiteral("em.json"));
        QCOMPARE(both[1]["commit"].toString().toStdString(), std::string(commit()));
        QCOMPARE(both[1]["version"].toString(), QStringLiteral(HALFTONE_VERSION));
        QVERIFY(QDateTime::fromString(both[1]["started"].toString(), Qt::ISODate).isValid());
        facts.resumed = false;
        QCOMPARE(starts().size(), 1); // a new run begins a new list
    }

    void rowsAfterTheCheckpointAreDropped()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("log.csv");
        const std::string header = kLogHeader;
        const std::string early = logRow(90, 1, 0) + logRow(100, 0.9, 0);
        const auto after = [&](const std::string& text) {
            write(path, text);
            dropRowsAfter(path.toStdString(), 100);
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
        };
        QCOMPARE(after(header + early + logRow(110, 0.8, 0)), header + early);
        QCOMPARE(after(header + early + "95,0.9,0.0"), header + early);
        QCOMPARE(after(header + early), header + early);
        QCOMPARE(after(header), header);
        QVERIFY(QFile::remove(path));
        dropRowsAfter(path.toStdString(), 100);
        QVERIFY(!QFile::exists(path));
    }

    void theCommitIsOneOrUnknown()
    {
        const QString text = QString::fromStdString(std::string(commit()));
        const QRegularExpression form("^([0-9a-f]{7,40}(-dirty)?|unknown)$");
        QVERIFY2(form.match(text).hasMatch(), qPrintable(text));
    }
};

QTEST_GUILESS_MAIN(TestCurves)
#include "tst_curves.moc"
