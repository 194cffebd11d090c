// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/cli_runner.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace halftone;
using namespace halftone::tests;

namespace {

/// Of the last layer, which is direct whatever the costs say.
QJsonValue headCeiling(const QJsonObject& result)
{
    return result["explain"]["layers"].toArray().last()["ceiling_gmac_per_s"];
}

} // namespace

/// bench --explain and --calibrate. Every test has a cache folder of its own.
class TestBench : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void explainsEveryLayer();
    void explainsForPeople();
    void portableHasNoCeiling();
    void measuresOnce();
    void damagedCacheIsReplaced();
    void calibrateMeasuresAnew();
    void cacheThatCannotBeWritten();
    void floatIsNotExplained();

private:
    /// A run of a tiny network.
    [[nodiscard]] static QStringList bench(const QStringList& more);
    [[nodiscard]] QStringList environment() const { return {"XDG_CACHE_HOME=" + m_cache->path()}; }
    /// The one file in the cache; empty if there is none.
    [[nodiscard]] QString keptFile() const;

    std::unique_ptr<QTemporaryDir> m_cache;
};

void TestBench::init()
{
    m_cache = std::make_unique<QTemporaryDir>();
    QVERIFY(m_cache->isValid());
}

QStringList TestBench::bench(const QStringList& more)
{
    return QStringList{"bench", "--width", "8", "--size", "48x64", "--repeat", "2"} + more;
}

QString TestBench::keptFile() const
{
    const QString folder = m_cache->filePath(QStringLiteral("halftone"));
    const QStringList files = filesIn(folder);
    return files.size() == 1 ? folder + '/' + files.front() : QString();
}

void TestBench::explainsEveryLayer()
{
    const QJsonObject result = runJson(bench({"--explain", "--threads", "2"}), environment());
    const QJsonObject explained = result["explain"].toObject();
    QCOMPARE(explained["runs"].toInt(), 2);
    QCOMPARE(explained["threads"].toInt(), 2);
    if (!result["peak_rss_bytes"].isNull()) { // told by this system
        const double beyond = result["peak_rss_beyond_baseline_bytes"].toDouble();
        QVERIFY(beyond > 0 && beyond < result["peak_rss_bytes"].toDouble());
    }
    const bool hasCeiling = result["isa"].toString() != QLatin1String("portable");
    QCOMPARE(explained["sum"]["ceiling_gmac_per_s"].toDouble() > 0, hasCeiling);

    QStringList names;
    double sum = 0;
    double gmac = 0;
    for (const QJsonValue& value : explained["layers"].toArray()) {
        const QJsonObject layer = value.toObject();
        names.append(layer["name"].toString());
        sum += layer["milliseconds"].toDouble();
        gmac += layer["gmac"].toDouble();
        QVERIFY(layer["milliseconds"].toDouble() > 0);
        QVERIFY(layer["milliseconds_median"].toDouble() >= layer["milliseconds"].toDouble());
        const QJsonObject estimates = layer["estimated_milliseconds"].toObject();
        const bool isConv = layer["gmac"].toDouble() > 0;
        QCOMPARE(layer["algorithm"].isString(), isConv);
        QCOMPARE(layer["gmac_per_s"].isDouble(), isConv);
        QCOMPARE(layer["share_of_ceiling"].isDouble(), isConv && hasCeiling);
        QCOMPARE(layer["ceiling_gmac_per_s"].isDouble(), isConv && hasCeiling);
        QCOMPARE(layer["ceiling_instruction"].isString(), isConv && hasCeiling);
        QCOMPARE(estimates.isEmpty(), !isConv);
        if (!isConv) {
            continue;
        }
        // Chosen among the legal ones as the one expected to be fastest.
        const double chosen = estimates[layer["algorithm"].toString()].toDouble();
        QVERIFY2(chosen > 0, qPrintable(layer["algorithm"].toString()));
        QVERIFY(estimates["direct"].toDouble() >= chosen);
        for (const QJsonValue& other : estimates) {
            QVERIFY(other.toDouble() >= chosen);
        }
    }
    for (const char* name : {"input", "down1.a", "down2.b", "bottom.a", "up1.a", "up3.b", "head"}) {
        QVERIFY2(names.contains(QLatin1String(name)), name);
    }
    const QJsonObject first = explained["layers"][1].toObject();
    QCOMPARE(first["shape"].toArray(), (QJsonArray{8, 48, 64}));
    const QJsonObject total = explained["sum"].toObject();
    QVERIFY(sum > 0 && std::abs(total["milliseconds"].toDouble() - sum) < 1e-9);
    QVERIFY(std::abs(gmac - result["gmac"].toDouble()) < 1e-9);
    QVERIFY(std::abs(total["gmac"].toDouble() - gmac) < 1e-12);
}

void TestBench::explainsForPeople()
{
    const CliResult result = runCli(bench({"--explain"}), environment());
    QVERIFY2(result.exitCode == 0, result.text());
    const QList<QByteArray> lines = result.out.split('\n');
    const auto lineOf = [&](const char* word) {
        for (const QByteArray& line : lines) {
            if (line.startsWith(word)) {
                return line;
            }
        }
        return QByteArray();
    };
    const QByteArray heading = lineOf("layer ");
    const auto column = heading.indexOf("algorithm");
    QVERIFY2(column > 0 && heading.contains("estimated ms"), result.text());
    for (const char* layer : {"down1.a ", "up3.b ", "head "}) {
        // Columns stand under their headings.
        const QByteArray line = lineOf(layer);
        QVERIFY2(line.size() > column && line[column] != ' ' && line[column - 1] == ' ',
                 result.text());
        QVERIFY2(line.contains("direct "), line);
    }
    QVERIFY2(!lineOf("sum ").isEmpty() && !lineOf("ms: the least of 2 runs").isEmpty(),
             result.text());
    QVERIFY2(lineOf("Planned by:").contains(keptFile().toUtf8()), result.text());
}

void TestBench::portableHasNoCeiling()
{
    const QJsonObject result = runJson(bench({"--explain", "--isa", "portable"}), environment());
    QVERIFY(result["explain"]["sum"]["ceiling_gmac_per_s"].isNull());
    for (const QJsonValue& layer : result["explain"]["layers"].toArray()) {
        QVERIFY(layer["share_of_ceiling"].isNull());
    }
    const CliResult text = runCli(bench({"--explain", "--isa", "portable"}), environment());
    QVERIFY2(text.exitCode == 0 && text.out.contains("Ceiling: none"), text.text());
}

void TestBench::measuresOnce()
{
    // Not before it is asked for.
    QCOMPARE(runJson(bench({}), environment())["costs"].toObject()["source"].toString(),
             QStringLiteral("built-in"));
    QVERIFY(keptFile().isEmpty());
    const QJsonObject first = runJson(bench({"--explain"}), environment())["costs"].toObject();
    QCOMPARE(first["source"].toString(), QStringLiteral("measured"));
    QCOMPARE(first["file"].toString(), keptFile());
    QVERIFY(first["nanoseconds"]["direct"]["product"].toDouble() > 0);
    for (const QStringList& more : {QStringList{"--explain"}, QStringList{}}) {
        const QJsonObject later = runJson(bench(more), environment())["costs"].toObject();
        QCOMPARE(later["source"].toString(), QStringLiteral("kept"));
        QCOMPARE(later["nanoseconds"], first["nanoseconds"]);
    }
}

void TestBench::damagedCacheIsReplaced()
{
    (void)runJson(bench({"--calibrate"}), environment());
    const QString file = keptFile();
    QVERIFY(!file.isEmpty());
    writeFile(file, "nothing of use");
    QCOMPARE(runJson(bench({}), environment())["costs"].toObject()["source"].toString(),
             QStringLiteral("built-in"));
    QCOMPARE(runJson(bench({"--explain"}), environment())["costs"].toObject()["source"].toString(),
             QStringLiteral("measured"));
    QCOMPARE(runJson(bench({"--explain"}), environment())["costs"].toObject()["source"].toString(),
             QStringLiteral("kept"));
    QCOMPARE(keptFile(), file);
}

void TestBench::calibrateMeasuresAnew()
{
    (void)runJson(bench({"--calibrate"}), environment());
    QFile file(keptFile());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray text = file.readAll();
    // A valid file whose numbers nobody measured is believed...
    const qsizetype line = text.indexOf("\ndirect ") + 1;
    const qsizetype end = text.indexOf('\n', line);
    QVERIFY(line > 0 && end > line);
    const qsizetype last = text.lastIndexOf(' ', end) + 1;
    text.replace(last, end - last, "0.001");
    writeFile(file.fileName(), text);
    const QJsonObject believed = runJson(bench({"--explain", "--threads", "3"}), environment());
    QCOMPARE(believed["costs"].toObject()["source"].toString(), QStringLiteral("kept"));
    QCOMPARE(headCeiling(believed).toDouble(), 0.003);
    // ... until a measurement replaces it.
    const QJsonObject anew = runJson(bench({"--explain", "--calibrate"}), environment());
    QCOMPARE(anew["costs"].toObject()["source"].toString(), QStringLiteral("measured"));
    QVERIFY(headCeiling(anew) != QJsonValue(0.001));
    QCOMPARE(keptFile(), file.fileName());
}

void TestBench::cacheThatCannotBeWritten()
{
    const QString blocked = m_cache->filePath(QStringLiteral("a file"));
    writeFile(blocked, "where a folder should be");
    const QStringList environment{"XDG_CACHE_HOME=" + blocked};
    const QJsonObject result = runJson(bench({"--explain"}), environment);
    QCOMPARE(result["costs"].toObject()["source"].toString(), QStringLiteral("measured"));
    QVERIFY(result["costs"]["file"].isNull());
    QVERIFY(result["costs"]["not_kept"].toString().contains(blocked));
    QVERIFY(result["explain"]["sum"]["milliseconds"].toDouble() > 0);
    const CliResult text = runCli(bench({"--calibrate"}), environment);
    QVERIFY2(text.exitCode == 0 && text.out.contains("not kept: "), text.text());
}

void TestBench::floatIsNotExplained()
{
    for (const char* flag : {"--explain", "--calibrate"}) {
        const CliResult result =
            runCli(bench({"--weights", "32", "--activations", "32", flag}), environment());
        QVERIFY2(result.exitCode == 2 && result.err.contains("--explain"), result.text());
    }
    QVERIFY(keptFile().isEmpty());
}

QTEST_GUILESS_MAIN(TestBench)
#include "tst_bench.moc"
