// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "truth_window.h"

#include "ui/render/overlay.h"

#include <QHelpEvent>
#include <QToolTip>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

namespace {

constexpr int kSlices = 6;
constexpr Precision k1{1, 4};

/// Grey values that a random model makes something of.
double pattern(int i, int j, int k)
{
    return (i * 37 + j * 61 + k * 101 + i * j * 7) % 2000 - 1000;
}

} // namespace

/// What the window says is as much as it can know: states instead of made-up scores, colours that
/// mean one thing, and no alarm or ranking for what is noise.
class TestEvidence : public TruthWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        installModels();
        qputenv("HALFTONE_MODELS", m_folder.path().toUtf8());
        qputenv("HALFTONE_TORCH_MODULE", "no-such-module");
    }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup() { m_window.reset(); }

    void slicesWithoutReferenceHaveNoScore()
    {
        openJudged([](int slice, std::uint8_t mask) -> std::uint8_t {
            return slice == 1 ? 1 - mask : slice == 2 ? 0 : mask;
        });
        // As good as can be, and as bad, whatever the other slices are.
        QVERIFY(colourAt(0).green() > colourAt(0).red() + 60);
        QVERIFY(colourAt(1).red() > colourAt(1).green() + 20);
        QVERIFY(tipAt(0).contains(QStringLiteral("Slice 1: Dice 1.000")));
        QVERIFY(tipAt(1).contains(QStringLiteral("Slice 2: Dice 0.000")));
        // What has no Dice says so, everywhere.
        QVERIFY2(tipAt(2).contains(QStringLiteral("Slice 3: reference empty here")),
                 qPrintable(tipAt(2)));
        QVERIFY2(tipAt(4).contains(QStringLiteral("Slice 5: not labelled")), qPrintable(tipAt(4)));
        std::set<QRgb> looks;
        for (const int slice : {0, 1, 2, 4}) {
            looks.insert(colourAt(slice).rgb());
            QVERIFY(!tipAt(slice).contains(QStringLiteral("NaN"), Qt::CaseInsensitive));
        }
        QCOMPARE(looks.size(), std::size_t{4});
        session().setSlice(2);
        waitForMask();
        waitUntilSettled();
        QCOMPARE(meterValue(0), kDash);
        QCOMPARE(card(0)->change(), QStringLiteral("reference empty here"));
        QCOMPARE(figure(0), QStringLiteral("reference empty here"));
        QVERIFY(figure(1) != kDash && figure(1) != QStringLiteral("0 px"));
        QVERIFY(chartPoints().empty()); // none of Dice 0
        session().setSlice(4);
        waitForMask();
        waitUntilSettled();
        QCOMPARE(meterValue(0), kDash);
        QCOMPARE(card(0)->change(), QStringLiteral("not labelled here"));
        QCOMPARE(figure(0), QStringLiteral("not labelled here"));
        QCOMPARE(figure(1), kDash);
        keepPicture(m_window->picture(), QStringLiteral("states_of_slices"));
    }

    void aLoneZeroIsNotGreen()
    {
        openJudged([](int, std::uint8_t mask) -> std::uint8_t { return 1 - mask; });
        QVERIFY(tipAt(0).contains(QStringLiteral("Slice 1: Dice 0.000")));
        QVERIFY2(colourAt(0).red() > colourAt(0).green() + 20, qPrintable(colourAt(0).name()));
    }

    // The scale is told where the colours are, with the colours themselves.
    void theRibbonHasALegend()
    {
        openJudged([](int, std::uint8_t mask) { return mask; });
        const QString legend = tipAt(0);
        QVERIFY2(legend.contains(colourAt(0).name()), qPrintable(legend));
        for (const char* word : {"1.0", "0.5", "reference empty", "not labelled"}) {
            QVERIFY2(legend.contains(QString::fromLatin1(word)), word);
        }
    }

    void aLossBelowTheSpreadIsNoAlarm()
    {
        openJudged([](int, std::uint8_t) { return std::uint8_t{1}; });
        session().cancelSweep();
        waitUntilSettled();
        session().setSlice(1);
        insert(quant::kHighestInteger, 0);
        insert(k1, 2); // a few thousandths of Dice
        session().precision().setPrecision(k1);
        QVERIFY(card(0)->change().startsWith(QChar(0x2212)));
        QCOMPARE(trend(0), QString());
        insert(k1, 600);
        session().precision().setPrecision(quant::kHighestInteger);
        session().precision().setPrecision(k1);
        QCOMPARE(trend(0), QStringLiteral("worse"));
    }

    void theLegendHasTheColoursOfTheImage()
    {
        makeWindow();
        openSampleOf(phantom::Kind::Cord, {3, 64, 2});
        LabelMap grey = *active().loaded().nativeReference;
        for (std::uint8_t& voxel : grey.voxels) {
            voxel = voxel == 2 ? 1 : 0;
        }
        image::writeLabelMap(toPath(path("grey.nii.gz")), grey);
        change([&] { openReference(path("grey.nii.gz")); });
        change([&] { session().nameReference("grey-matter"); });
        waitUntilSettled();
        const auto styles = document().last<PredictionContent>()->style.labels;
        QCOMPARE(styles[1].name, QStringLiteral("grey-matter"));
        QCOMPARE(swatch(0), QList<QColor>{QColor(styles[1].colour)});
        // Both labels are compared with full precision.
        setColourBy(document(), ColourBy::ErrorAgainstFull);
        QCOMPARE(swatch(0), (QList<QColor>{QColor(styles[0].colour), QColor(styles[1].colour)}));
        QVERIFY(swatch(1).size() == 1 && swatch(2).size() == 1);
        keepPicture(m_window->picture(), QStringLiteral("legend_of_two_labels"));
        // Coloured by label, no pixel has the colour of an error.
        setColourBy(document(), ColourBy::Label);
        QVERIFY(swatch(0).isEmpty() && swatch(1).isEmpty() && swatch(2).isEmpty());
    }

    void blueMeansMissed()
    {
        makeWindow();
        openSampleOf(phantom::Kind::Em, {3, 64, 1});
        setColourBy(document(), ColourBy::ErrorAgainstReference);
        const QColor missed = swatch(2).front();
        QVERIFY(missed.blue() > missed.red() + 100);
        for (int row = 0; row < m_window->layers().rowCount(); ++row) {
            const auto colour =
                m_window->layers().index(row).data(Qt::DecorationRole).value<QColor>();
            QVERIFY2(colour.blue() < colour.red() + 70, qPrintable(colour.name()));
        }
        for (int number = 0; number < 12; ++number) { // labels of other files
            auto labels = std::make_shared<LabelMap>();
            labels->labels = {{1, "one", {}}};
            const QColor colour(labelsLayer(labels, {}, number).style.labels[0].colour);
            QVERIFY2(colour.blue() < colour.red() + 70 || colour.blue() < colour.green(),
                     qPrintable(colour.name()));
        }
    }

    void noiseRanksNothing()
    {
        openJudged([](int, std::uint8_t) { return std::uint8_t{1}; });
        session().cancelSweep();
        waitUntilSettled();
        // From here on nothing is waited for: what is inserted is all that is known of this slice
        // but its mask at W4A6.
        session().setSlice(1);
        std::vector<double> fast;
        std::vector<double> slow;
        std::vector<double> between;
        for (int run = 0; run < 12; ++run) {
            fast.push_back(100 + run % 3);
            slow.push_back(200 + run % 3);
            between.push_back(90 + 10 * (run % 5));
        }
        insert(quant::kHighestInteger, 0, fast);
        // Worse by a little and slower by noise alone, slower for sure, five runs, a single one.
        insert({8, 6}, 150, between);
        insert({8, 5}, 250, slow);
        // Each at a height of its own, so that none covers another.
        insert({8, 4}, 400, {slow.begin(), slow.begin() + kFewestRuns});
        insert({8, 3}, 700, {200});
        session().precision().setPrecision(quant::kHighestInteger);
        session().precision().setPrecision({8, 5});
        ChartView& view = m_window->precisionPanel().chart();
        view.resize(340, 260);
        view.renderNow();
        QVERIFY(isOnFront("W8A8"));
        QVERIFY(isOnFront("W8A6"));
        QVERIFY(!isOnFront("W8A5"));
        QVERIFY(isOnFront("W8A4"));
        QVERIFY(isOnFront("W8A3"));
        keepPicture(m_window->picture(), QStringLiteral("noise_ranks_nothing"));
        // What ran too seldom to be compared is hollow.
        QVERIFY(isHollow("W8A3") && isHollow("W8A4"));
        QVERIFY(!isHollow("W8A6") && !isHollow("W8A8") && !isHollow("W8A5"));
        // Bars reach as far as the runs; on a fast machine W4A6 lies far left, and all is near.
        QVERIFY(isInked("W8A6", 95));
        QVERIFY(!isInked("W8A8", 130));
        keepPicture(m_window->picture(), QStringLiteral("noise_ranks_nothing"));
    }

private:
    /// A CT volume with masks of a random model at W4A6, and a reference of its first four slices,
    /// made of these masks.
    void openJudged(const std::function<std::uint8_t(int, std::uint8_t)>& labelAt)
    {
        begin();
        openVolume(volume(patientGrid({40, 36, kSlices}, {1, 1, 3}), pattern), "judged.nii.gz");
        waitForMask();
        waitUntilSettled();
        LabelMap reference;
        reference.geometry = patientGrid({40, 36, 4}, {1, 1, 3});
        reference.voxels.resize(reference.geometry.voxels());
        const std::size_t plane = reference.geometry.sliceVoxels();
        for (int slice = 0; slice < 4; ++slice) {
            const auto mask = session().results().findMask(keyOf(quant::kBalanced, slice))->labels;
            const auto ones = std::count(mask->begin(), mask->end(), 1);
            QVERIFY2(ones > 50 && ones < static_cast<std::ptrdiff_t>(plane) - 50,
                     qPrintable(QString::number(ones)));
            for (std::size_t i = 0; i < plane; ++i) {
                reference.voxels[static_cast<std::size_t>(slice) * plane + i] =
                    labelAt(slice, mask->at(i));
            }
        }
        image::writeLabelMap(toPath(path("judging.nii.gz")), reference);
        change([&] { openReference(path("judging.nii.gz")); });
        waitForMask();
        waitUntilSettled();
    }

    SliceStrip& strip() { return *m_window->findChild<SliceStrip*>(); }

    QColor colourAt(int slice)
    {
        return strip().grab().toImage().pixelColor(strip().cell(slice).center());
    }

    QString tipAt(int slice)
    {
        const QPoint at = strip().cell(slice).center();
        QHelpEvent ask(QEvent::ToolTip, at, strip().mapToGlobal(at));
        QApplication::sendEvent(&strip(), &ask);
        return QToolTip::text();
    }

    QString trend(std::size_t n)
    {
        return card(n)->findChild<QLabel*>(QStringLiteral("change"))->property("trend").toString();
    }

    /// Colours beside a figure, from left to right; none where there is no swatch.
    QList<QColor> swatch(int n)
    {
        auto* panel = m_window->findChild<QWidget*>(QStringLiteral("figures"));
        QList<QColor> colours;
        QList<QLabel*> swatches;
        for (QLabel* label : panel->findChildren<QLabel*>()) {
            if (label->minimumSize() == QSize(12, 12) && label->maximumSize() == QSize(12, 12)) {
                swatches.push_back(label);
            }
        }
        QLabel* seen = swatches.at(n);
        if (!seen->isVisible()) {
            return colours;
        }
        const QImage drawn = seen->grab().toImage();
        for (int x = 1; x < drawn.width() - 1; ++x) {
            const QColor colour = drawn.pixelColor(x, drawn.height() / 2);
            if (colours.isEmpty() || colours.back() != colour) {
                colours.push_back(colour);
            }
        }
        return colours;
    }

    /// The visible slice at a precision: the reference without its first `missed` voxels.
    void insert(Precision precision, int missed, const std::vector<double>& milliseconds = {10})
    {
        const std::span<const std::uint8_t> reference = active().referenceSlice(session().slice());
        std::vector<std::uint8_t> mask(reference.begin(), reference.end());
        for (std::size_t i = 0; i < mask.size() && missed > 0; ++i) {
            missed -= std::exchange(mask[i], std::uint8_t{0});
        }
        pipeline::SliceOutcome outcome;
        outcome.precision = precision;
        outcome.slice = session().slice();
        outcome.labels = std::make_shared<const std::vector<std::uint8_t>>(std::move(mask));
        outcome.latency = summarizeLatency(milliseconds);
        outcome.warmMs = milliseconds;
        const SeriesKey series = session().wanted()->series;
        if (session().precision().precision() == precision) {
            session().precision().setPrecision(quant::kSmallest);
        }
        session().results().insert(toRecord(series, outcome));
    }

    const std::vector<ChartPoint>& chartPoints()
    {
        return m_window->precisionPanel().chart().chart().points();
    }

    std::size_t pointOf(const char* name)
    {
        for (std::size_t i = 0; i < chartPoints().size(); ++i) {
            if (chartPoints()[i].label == name) {
                return i;
            }
        }
        return chartPoints().size();
    }

    bool isOnFront(const char* name)
    {
        const std::size_t point = pointOf(name);
        return point < chartPoints().size() && chartPoints()[point].onFront;
    }

    QColor chartColour(double x, double y)
    {
        return m_window->precisionPanel().chart().picture().pixelColor(
            static_cast<int>(std::lround(x)), static_cast<int>(std::lround(y)));
    }

    bool isHollow(const char* name)
    {
        const auto at = m_window->precisionPanel().chart().chart().positionOf(pointOf(name));
        return at && isNear(chartColour(at->first, at->second), QColor(theme::kCard), 12);
    }

    /// Something is drawn at that cost on the height of a point.
    bool isInked(const char* name, double cost)
    {
        const auto& chart = m_window->precisionPanel().chart().chart();
        const auto a = chart.positionOf(pointOf("W8A8"));
        const auto b = chart.positionOf(pointOf("W8A5"));
        const double from = chartPoints()[pointOf("W8A8")].cost;
        const double to = chartPoints()[pointOf("W8A5")].cost;
        const double x =
            a->first + (b->first - a->first) * std::log(cost / from) / std::log(to / from);
        const QColor ground(theme::kCard);
        const double y = chart.positionOf(pointOf(name))->second;
        for (const int dy : {-1, 0, 1}) {
            const QColor found = chartColour(x, y + dy);
            if (found.lightness() > ground.lightness() + 30) {
                return true;
            }
        }
        return false;
    }
};

HALFTONE_GUI_TEST_MAIN(TestEvidence)
#include "tst_evidence.moc"
