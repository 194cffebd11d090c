// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/engine/cpu/kernel_registry.h"
#include "core/engine/packing/winograd.h"
#include "core/engine/plan/calibration.h"
#include "core/engine/plan/cost_file.h"
#include "core/engine/plan/synthetic_layer.h"
#include "tests/engine/engine_cases.h"

#include <QtTest/QtTest>

#include <cmath>
#include <limits>
#include <set>

using namespace halftone;
using engine::Algorithm;
using engine::ConvShape;
using engine::CostModel;
using engine::Isa;

namespace {

/// Numbers that no decimal fraction has, for every algorithm.
CostModel madeUpCosts(Isa isa)
{
    CostModel costs;
    costs.isa = isa;
    double next = 1.0 / 7;
    for (const Algorithm algorithm : engine::kAlgorithms) {
        costs.algorithms[algorithm] = {next, 10 * next, 100 * next, 1000 * next};
        next += 1.0 / 11;
    }
    return costs;
}

bool areEqual(const CostModel& a, const CostModel& b)
{
    bool equal = a.isa == b.isa;
    for (const Algorithm algorithm : engine::kAlgorithms) {
        equal = equal && a.algorithms[algorithm].product == b.algorithms[algorithm].product
                && a.algorithms[algorithm].output == b.algorithms[algorithm].output
                && a.algorithms[algorithm].transform == b.algorithms[algorithm].transform
                && a.algorithms[algorithm].peakMacs == b.algorithms[algorithm].peakMacs;
    }
    return equal;
}

QByteArray readFile(const std::filesystem::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const std::filesystem::path& path, const QByteArray& bytes)
{
    QFile file(QString::fromStdString(path.string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

template <typename Call>
std::optional<ErrorCode> codeOf(const Call& call)
{
    try {
        call();
    } catch (const Error& error) {
        return error.code();
    }
    return std::nullopt;
}

} // namespace

class TestCalibration : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void fitFindsTheCosts();
    void fitIsNeverNegative();
    void measuresEveryAlgorithm();
    void layersAgree();
    void filesKeepEveryDigit();
    void damagedFilesAreReplaced_data();
    void damagedFilesAreReplaced();
    void cutFilesAreRefused();
    void foldersThatCannotBe();
    void folderFollowsTheEnvironment();
    void absurdCostsAreRefused_data();
    void absurdCostsAreRefused();
    void costsSteerSpeedOnly();

private:
    [[nodiscard]] std::filesystem::path folder() const
    {
        return m_folder->filePath(QStringLiteral("made/when/needed")).toStdString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCalibration::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestCalibration::fitFindsTheCosts()
{
    const engine::AlgorithmCosts truth{0.25, 7, 19};
    std::vector<engine::CostSample> samples;
    for (const auto& [inputs, outputs] : {std::pair{16, 16}, {16, 64}, {64, 16}, {64, 64}}) {
        const engine::LayerWork work =
            engine::countWinogradWork({3, {inputs}, outputs, {}}, {16, 128, 16}, 0);
        samples.push_back({work, work.products * truth.product + work.outputs * truth.output
                                     + work.transforms * truth.transform});
    }
    const engine::AlgorithmCosts found = engine::fitCosts(samples);
    QVERIFY2(
        std::abs(found.product / truth.product - 1) < 1e-3
            && std::abs(found.output / truth.output - 1) < 1e-3
            && std::abs(found.transform / truth.transform - 1) < 1e-3,
        qPrintable(
            QStringLiteral("%1 %2 %3").arg(found.product).arg(found.output).arg(found.transform)));
}

/// Fewer outputs that take longer: an unbounded fit would pay for outputs with negative time.
void TestCalibration::fitIsNeverNegative()
{
    const std::vector<engine::CostSample> samples{{{1000, 10, 0}, 300}, {{1000, 100, 0}, 250}};
    const engine::AlgorithmCosts found = engine::fitCosts(samples);
    QVERIFY(found.product > 0.25 && found.product < 0.3);
    QCOMPARE(found.output, 0.0);
    QCOMPARE(found.transform, 0.0);
}

void TestCalibration::measuresEveryAlgorithm()
{
    for (const Isa isa : engine::availableIsas()) {
        const engine::KernelSet& kernels = engine::requireKernels(isa);
        const CostModel costs = engine::measureCosts(isa);
        QCOMPARE(costs.isa, isa);
        QVERIFY(engine::isPlausible(costs));
        for (const Algorithm algorithm : engine::kAlgorithms) {
            QCOMPARE(costs.algorithms[algorithm].product > 0, kernels.has(algorithm));
            QCOMPARE(costs.algorithms[algorithm].peakMacs > 0,
                     kernels.conv3x3[algorithm].multiplication != nullptr);
        }
    }
    StopSource stop;
    stop.requestStop();
    QCOMPARE(codeOf([&] { (void)engine::measureCosts(Isa::Portable, stop.token()); }),
             std::optional(ErrorCode::Cancelled));
}

/// The layers that are timed compute what they should: the same on every ISA, by every algorithm.
void TestCalibration::layersAgree()
{
    for (const ConvShape& shape :
         {ConvShape{3, {16}, 8, {}, 3},
          ConvShape{3, {8, 5}, 6, {engine::Reading::Upsampled2, engine::Reading::Direct}, 3}}) {
        std::vector<std::uint8_t> expected;
        for (const Isa isa : engine::availableIsas()) {
            const engine::KernelSet& kernels = engine::requireKernels(isa);
            for (const Algorithm algorithm : engine::kAlgorithms) {
                const std::vector<std::int8_t> codes = engine::makeSyntheticWeights(shape, 1);
                if (kernels.has(algorithm)
                    && kernels.conv3x3[algorithm].form.isLegal(shape, codes)) {
                    engine::SyntheticLayer layer(kernels, algorithm, shape, 12, 22, 1);
                    layer.run();
                    const std::vector<std::uint8_t> got(layer.output().begin(),
                                                        layer.output().end());
                    expected = expected.empty() ? got : expected;
                    QVERIFY2(got == expected, engine::toString(isa));
                }
            }
        }
        const std::set<std::uint8_t> values(expected.begin(), expected.end());
        QCOMPARE(values, (std::set<std::uint8_t>{0, 1, 2, 3}));
    }
}

void TestCalibration::filesKeepEveryDigit()
{
    for (const Isa isa : engine::availableIsas()) {
        QVERIFY(!engine::readCosts(folder(), isa));
        const CostModel costs = madeUpCosts(isa);
        engine::writeCosts(folder(), costs);
        const std::optional<CostModel> read = engine::readCosts(folder(), isa);
        QVERIFY(read && areEqual(*read, costs));
    }
    // One file an ISA, no temporary one is left.
    QCOMPARE(QDir(QString::fromStdString(folder().string())).entryList(QDir::Files).size(),
             static_cast<qsizetype>(engine::availableIsas().size()));
}

void TestCalibration::damagedFilesAreReplaced_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    const auto row = [](const char* name, const char* from, const QByteArray& to) {
        QTest::newRow(name) << QByteArray(from) << to;
    };
    row("another CPU", "\ncpu ", "\ncpu other ");
    row("other kernels", "\nkernels ", "\nkernels 0");
    row("another ISA", "isa portable", "isa avx2");
    row("a later format", "costs 2", "costs 3");
    row("an earlier format", "costs 2", "costs 1");
    row("not a number", "direct 0.", "direct nan 0.");
    row("negative", "direct 0.", "direct -0.");
    row("no time at all", "direct 0.1428", "direct 0.0000000000000000000 ");
    row("an age", "direct 0.1", "direct 1e30 ");
    row("words", "direct 0.", "direct fast");
    row("another algorithm", "direct ", "fast ");
    row("no end", "end", "");
    row("too long", "end", QByteArray(10'000, ' ') + "end");
    row("zeros", "halftone", QByteArray(8, '\0'));
}

void TestCalibration::damagedFilesAreReplaced()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    const CostModel costs = madeUpCosts(Isa::Portable);
    engine::writeCosts(folder(), costs);
    const std::filesystem::path file = engine::costFile(folder(), Isa::Portable);
    const QByteArray good = readFile(file);
    QByteArray bad = good;
    bad.replace(from, to);
    QVERIFY(bad != good);
    writeFile(file, bad);
    QVERIFY(!engine::readCosts(folder(), Isa::Portable));
    engine::writeCosts(folder(), costs);
    QVERIFY(engine::readCosts(folder(), Isa::Portable));
}

void TestCalibration::cutFilesAreRefused()
{
    engine::writeCosts(folder(), madeUpCosts(Isa::Portable));
    const std::filesystem::path file = engine::costFile(folder(), Isa::Portable);
    const QByteArray good = readFile(file);
    for (qsizetype length = 0; length < good.size() - 1; ++length) {
        writeFile(file, good.left(length));
        QVERIFY2(!engine::readCosts(folder(), Isa::Portable), qPrintable(good.left(length)));
    }
}

void TestCalibration::foldersThatCannotBe()
{
    const CostModel costs = madeUpCosts(Isa::Portable);
    const std::filesystem::path file = m_folder->filePath(QStringLiteral("file")).toStdString();
    writeFile(file, "a file, not a folder");
    for (const std::filesystem::path& bad : {std::filesystem::path(), file, file / "below"}) {
        QVERIFY(!engine::readCosts(bad, Isa::Portable));
        QCOMPARE(codeOf([&] { engine::writeCosts(bad, costs); }),
                 std::optional(ErrorCode::FileWrite));
    }
    // A folder where the file should be.
    std::filesystem::create_directories(engine::costFile(folder(), Isa::Portable) / "in it");
    QVERIFY(!engine::readCosts(folder(), Isa::Portable));
    QCOMPARE(codeOf([&] { engine::writeCosts(folder(), costs); }),
             std::optional(ErrorCode::FileWrite));
}

void TestCalibration::folderFollowsTheEnvironment()
{
#ifdef _WIN32
    QSKIP("Windows has another variable");
#endif
    const QByteArray home = qgetenv("HOME");
    const QByteArray cache = qgetenv("XDG_CACHE_HOME");
    qputenv("HOME", "/home/somebody");
    qunsetenv("XDG_CACHE_HOME");
    const std::filesystem::path byHome = engine::costFolder();
    qputenv("XDG_CACHE_HOME", "relative");
    const std::filesystem::path byRelative = engine::costFolder();
    qputenv("XDG_CACHE_HOME", "/var/kept");
    const std::filesystem::path byCache = engine::costFolder();
    qunsetenv("XDG_CACHE_HOME");
    qunsetenv("HOME");
    const std::filesystem::path byNothing = engine::costFolder();
    qputenv("HOME", home);
    if (!cache.isNull()) {
        qputenv("XDG_CACHE_HOME", cache);
    }
    QCOMPARE(byHome, std::filesystem::path("/home/somebody/.cache/halftone"));
    QCOMPARE(byRelative, byHome);
    QCOMPARE(byCache, std::filesystem::path("/var/kept/halftone"));
    QVERIFY(byNothing.empty());
}

void TestCalibration::absurdCostsAreRefused_data()
{
    QTest::addColumn<double>("product");
    QTest::addColumn<double>("output");
    QTest::addColumn<double>("peak");
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    QTest::newRow("no product") << 0.0 << 1.0 << 1.0;
    QTest::newRow("negative output") << 1.0 << -1.0 << 1.0;
    QTest::newRow("nan") << kNan << 1.0 << 1.0;
    QTest::newRow("endless") << 1.0 << kInfinity << 1.0;
    QTest::newRow("seconds") << 1e9 << 1.0 << 1.0;
    QTest::newRow("negative peak") << 1.0 << 1.0 << -1.0;
    QTest::newRow("endless peak") << 1.0 << 1.0 << kInfinity;
}

void TestCalibration::absurdCostsAreRefused()
{
    QFETCH(double, product);
    QFETCH(double, output);
    QFETCH(double, peak);
    testing::EngineCase engineCase;
    engineCase.network = model::makeUNet(4, 1, 1);
    engineCase.precision = quant::kBalanced;
    const auto model = testing::makeModel(engineCase);
    const auto codeWith = [&](const CostModel& costs) {
        return codeOf([&] {
            const engine::IntegerEngine engine(model, engineCase.precision,
                                               {nullptr, Isa::Portable, {}, &costs});
        });
    };
    CostModel costs = engine::builtInCosts(Isa::Portable);
    QVERIFY(!codeWith(costs));
    costs.algorithms[Algorithm::Direct] = {product, output, 0, peak};
    QVERIFY(!engine::isPlausible(costs));
    QCOMPARE(codeWith(costs), std::optional(ErrorCode::InvalidArgument));
    costs = engine::builtInCosts(Isa::Portable);
    costs.isa = Isa::Avx2; // sound, but for another ISA
    QCOMPARE(codeWith(costs), std::optional(ErrorCode::InvalidArgument));
}

/// Whatever the costs say, the algorithms chosen give the same bits.
void TestCalibration::costsSteerSpeedOnly()
{
    testing::EngineCase engineCase;
    engineCase.network = model::makeUNet(8, 1, 2);
    engineCase.precision = {1, 1}; // all algorithms are legal
    engineCase.height = 32;
    engineCase.width = 48;
    const testing::ReferenceRun reference(engineCase);
    const auto model = testing::makeModel(engineCase);
    const std::vector<std::uint8_t> input = testing::makeInput(engineCase);
    for (const Isa isa : engine::availableIsas()) {
        for (const Algorithm cheapest : engine::kAlgorithms) {
            if (!engine::requireKernels(isa).has(cheapest)) {
                continue;
            }
            CostModel costs = madeUpCosts(isa);
            costs.algorithms[cheapest] = {1e-6, 0, 0};
            engine::IntegerEngine engine(model, engineCase.precision,
                                         {nullptr, isa, std::nullopt, &costs});
            std::vector<std::int32_t> logits(2 * input.size());
            const auto steps =
                engine.explain({input.data(), 1, 32, 48}, {logits.data(), 2, 32, 48});
            const auto count = std::count_if(steps.begin(), steps.end(), [&](const auto& step) {
                return step.algorithm == cheapest;
            });
            // All that may choose: those that upsample, or all but the first and the head.
            const bool needsUpsampled =
                cheapest == Algorithm::Folded || cheapest == Algorithm::Mixed4;
            const int least = needsUpsampled ? 3 : 13;
            QVERIFY2(count >= least, qPrintable(QString::number(count)));
            QCOMPARE(logits, reference.logits());
        }
    }
}

QTEST_GUILESS_MAIN(TestCalibration)
#include "tst_calibration.moc"
