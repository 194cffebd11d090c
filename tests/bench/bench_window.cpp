// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// What a person waits for in the window, with the installed models and the synthetic samples:
//     bench_window [--json FILE] [--openings N] [--slider] [--scroll] [--series]
// - slider to overlay: from setting a precision nobody asked for on that slice until its mask was
//   rendered (RenderView::rendered), and until that picture was handed to the screen. "first" is
//   the first use of a precision after an image was opened, which packs weights on the way. The
//   three precisions alternate, so that whatever else the machine does meets all of them alike.
// - opening: until the first overlay, then until everything else was filled in behind it, and the
//   longest time in either that the event loop stood still.
// - --slider: the first of these alone.
// - --scroll: pictures a second while slices of a 512x512x300 CT are stepped through, segmentation
//   behind it included.
// - --series, instead of all that: from the drop of a folder of 500 DICOM slices of 512x512 until
//   its first slice was painted, with the folder in the system's cache and without.
// CPU time is that of all threads. It grows less than wall time does while others use the machine;
// compare the least of several runs.
#include "tests/bench/noisy_image.h"
#include "tests/bench/window_clock.h"

#include "core/image/dicom/dicom_write.h"
#include "core/image/process/reader_process.h"
#include "ui/document/path_text.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <map>
#include <optional>
#include <set>

#ifdef __linux__
#include <fcntl.h>
#include <unistd.h>
#endif

namespace {

using namespace halftone;
using namespace halftone::bench;

constexpr QSize kSize(1600, 1000);
constexpr std::array<Precision, 3> kTargets{quant::kHighestInteger, quant::kBalanced,
                                            quant::kSmallest};
/// What all slices are segmented at before the slider moves; none of the targets.
constexpr Precision kStart{3, 3};
constexpr int kSlicesPerOpening = 12;
constexpr phantom::Options kScrolled{1, 512, 300};
constexpr int kScrollSteps = 100;
constexpr std::array<int, 3> kSeries{512, 512, 500};

void open(Window& window, phantom::Kind kind, const phantom::Options& options = {})
{
    window.session().openSample(kind, options);
    waitFor(&window.session(), &Session::caseChanged, kAlways);
}

/// Opens a sample and segments all its slices at kStart alone.
void openAtStart(Window& window, phantom::Kind kind)
{
    window.setPrecision(kStart);
    open(window, kind);
    if (!window.isOffered(kStart)) {
        throw Error(ErrorCode::InvalidArgument, "The model for this sample does not offer W3A3.");
    }
    window.session().cancelSweep();
    waitFor(&window.session(), &Session::settled, kAlways);
}

struct Moves {
    std::vector<Waited> first;
    std::vector<Waited> later;
};

void moveSlider(Window& window, phantom::Kind kind, std::map<Precision, Moves>& moves)
{
    openAtStart(window, kind);
    std::set<Precision> used;
    const int middle = window.slice(); // full precision is known there
    const int count = std::min(window.slices(), kSlicesPerOpening + 1);
    for (int slice = 0; slice < count; ++slice) {
        if (slice == middle) {
            continue;
        }
        window.setPrecision(kStart);
        timePicture(
            &window.view(), [&] { window.setSlice(slice); }, [&] { return window.hasMask(); });
        for (std::size_t i = 0; i < kTargets.size(); ++i) {
            const Precision target =
                kTargets[(static_cast<std::size_t>(slice) + i) % kTargets.size()];
            pauseBriefly();
            if (window.isKnown(target)) {
                continue; // a background that was faster than the pause
            }
            const Waited waited = timePicture(
                &window.view(), [&] { window.setPrecision(target); },
                [&] { return window.hasMask(); });
            Moves& list = moves[target];
            (used.insert(target).second ? list.first : list.later).push_back(waited);
        }
    }
}

/// Prints and returns least, median and 95th percentile of a figure.
QJsonObject summarize(const QString& name, const std::vector<Waited>& all, double Waited::*figure)
{
    std::vector<double> values;
    for (const Waited& one : all) {
        values.push_back(one.*figure);
    }
    if (values.empty()) {
        return {};
    }
    const double least = *std::min_element(values.begin(), values.end());
    const double median = test::percentile(values, 0.5);
    const double p95 = test::percentile(values, 0.95);
    std::printf("  %-28s n %3zu   min %8.1f   median %8.1f   p95 %8.1f ms\n", qPrintable(name),
                values.size(), least, median, p95);
    std::fflush(stdout);
    QJsonArray each;
    for (const double value : values) {
        each.append(value);
    }
    return {{QStringLiteral("n"), static_cast<int>(values.size())},
            {QStringLiteral("min"), least},
            {QStringLiteral("median"), median},
            {QStringLiteral("p95"), p95},
            {QStringLiteral("values"), each}};
}

QJsonObject summarize(const QString& name, const std::vector<Waited>& all)
{
    return {
        {QStringLiteral("rendered_ms"),
         summarize(name + QStringLiteral(" rendered"), all, &Waited::renderedMs)},
        {QStringLiteral("shown_ms"),
         summarize(name + QStringLiteral(" on screen"), all, &Waited::shownMs)},
        {QStringLiteral("cpu_ms"), summarize(name + QStringLiteral(" CPU"), all, &Waited::cpuMs)}};
}

QJsonObject measureSlider(Window& window, phantom::Kind kind, int openings)
{
    std::map<Precision, Moves> moves;
    for (int opening = 0; opening < openings; ++opening) {
        moveSlider(window, kind, moves);
    }
    QJsonObject result;
    for (const Precision target : kTargets) {
        const QString name = QString::fromStdString(quant::toString(target));
        const Moves& list = moves[target];
        result[name] = QJsonObject{
            {QStringLiteral("first"), summarize(name + QStringLiteral(" first"), list.first)},
            {QStringLiteral("later"), summarize(name + QStringLiteral(" later"), list.later)}};
    }
    return result;
}

/// Opens a sample as people do and waits until nothing is left to do behind it.
QJsonObject measureOpening(Window& window, phantom::Kind kind, Layout layout)
{
    window.setLayout(layout);
    window.setPrecision(quant::kBalanced);
    test::LoopWatch watch;
    const Clock opening;
    open(window, kind);
    waitFor(&window.view(), &RenderView::rendered, [&] { return window.hasMask(); });
    const double overlayMs = opening.wallMs();
    const double openingGap = watch.longestGapMs();
    watch.reset();
    const Clock filling;
    waitFor(&window.session(), &Session::settled, kAlways);
    const double fillMs = filling.wallMs();
    const double fillCpuMs = filling.cpuMs();
    pauseBriefly(); // a gap is seen once it is over
    const double fillGap = watch.longestGapMs();
    std::printf(
        "  opening, %s: overlay after %.0f ms, longest gap %.1f ms; filling: %.0f ms (CPU %.0f), "
        "longest gap %.1f ms\n",
        layout == Layout::ThreePlanes ? "three planes" : "one plane", overlayMs, openingGap, fillMs,
        fillCpuMs, fillGap);
    std::fflush(stdout);
    return {{QStringLiteral("planes"), layout == Layout::ThreePlanes ? 3 : 1},
            {QStringLiteral("overlay_ms"), overlayMs},
            {QStringLiteral("opening_gap_ms"), openingGap},
            {QStringLiteral("fill_ms"), fillMs},
            {QStringLiteral("fill_cpu_ms"), fillCpuMs},
            {QStringLiteral("fill_gap_ms"), fillGap}};
}

/// Steps through the slices of each plane, all three on the screen, as fast as they are shown.
QJsonObject measureScroll(Window& window)
{
    std::printf("CT of 512x512x300, stepped through, three planes on the screen\n");
    window.setPrecision(quant::kBalanced);
    window.setLayout(Layout::ThreePlanes);
    open(window, phantom::Kind::Abdomen, kScrolled);
    waitFor(&window.view(), &RenderView::rendered, [&] { return window.hasMask(); });
    QJsonObject result;
    for (const image::Plane plane : image::kPlanes) {
        std::vector<Waited> steps;
        const Clock clock;
        for (int step = 0; step < kScrollSteps; ++step) {
            steps.push_back(timePicture(
                &window.view(plane), [&] { window.step(plane); }, kAlways));
        }
        const double perSecond = 1e3 * kScrollSteps / clock.wallMs();
        constexpr std::array kNames{"axial", "sagittal", "coronal"};
        const QString name = QString::fromLatin1(kNames[static_cast<std::size_t>(plane)]);
        std::printf("  %s: %.1f pictures a second\n", qPrintable(name), perSecond);
        QJsonObject figures = summarize(name, steps);
        figures[QStringLiteral("pictures_per_s")] = perSecond;
        result[name] = figures;
    }
    return result;
}

/// Makes the system read it from its disk again, where that can be asked for.
void dropFromCache([[maybe_unused]] const std::filesystem::path& folder)
{
#ifdef __linux__
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const int file = ::open(entry.path().c_str(), O_RDONLY);
        ::fsync(file); // what is not on the disk yet stays
        ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
        ::close(file);
    }
#endif
}

/// Opens a folder, a small image in between so that every opening is the first.
QJsonObject measureSeries(Window& window, int openings)
{
    const QTemporaryDir folder;
    const QString series = folder.filePath(QStringLiteral("series"));
    image::writeDicomSeries(toPath(series), noisyImage(kSeries));
    QJsonObject result;
    for (const bool cold : {false, true}) {
        std::vector<Waited> opened;
        test::LoopWatch watch;
        for (int i = 0; i < openings; ++i) {
            open(window, phantom::Kind::Em, {1, 64, 1});
            if (cold) {
                dropFromCache(toPath(series));
            }
            pauseBriefly();
            const MainWindow& shown = window.window;
            watch.reset();
            opened.push_back(timePicture(
                &window.view(), [&] { test::dropFiles(window.window, {series}); },
                [&] { return window.slices() == kSeries[2] && shown.isVisible(); }));
        }
        const QString name = cold ? QStringLiteral("cold") : QStringLiteral("warm");
        QJsonObject figures = summarize(name, opened);
        figures[QStringLiteral("longest_gap_ms")] = watch.longestGapMs();
        std::printf("  %s: longest gap of the last %.1f ms\n", qPrintable(name),
                    watch.longestGapMs());
        result[name] = figures;
    }
    return result;
}

/// The first line of a file of /proc that holds a word; empty elsewhere than on Linux.
QString procLine(const char* path, const char* word)
{
    QFile file(QString::fromLatin1(path));
    if (file.open(QIODevice::ReadOnly)) {
        for (const QByteArray& line : file.readAll().split('\n')) {
            if (line.contains(word)) {
                return QString::fromUtf8(line.mid(line.indexOf(':') + 1)).trimmed();
            }
        }
    }
    return {};
}

QJsonObject measure(const QCommandLineParser& options)
{
    const int openings = std::max(1, options.value(QStringLiteral("openings")).toInt());
    QJsonObject report{{QStringLiteral("cpu"), procLine("/proc/cpuinfo", "model name")},
                       {QStringLiteral("load_before"), procLine("/proc/loadavg", "")}};
    Window window;
    start(window, kSize);
    std::printf("%s, load %s\n", qPrintable(report[QStringLiteral("cpu")].toString()),
                qPrintable(procLine("/proc/loadavg", "")));
    if (options.isSet(QStringLiteral("series"))) {
        std::printf("drop of a DICOM folder of 512x512x500 to its first slice\n");
        report[QStringLiteral("series")] = measureSeries(window, openings);
        return report;
    }
    for (const auto kind : {phantom::Kind::Em, phantom::Kind::Cord, phantom::Kind::Abdomen}) {
        const QString name = QString::fromLatin1(phantom::toString(kind));
        std::printf("%s\n", qPrintable(name));
        QJsonArray opened;
        for (int i = 0; i < openings && !options.isSet(QStringLiteral("slider")); ++i) {
            opened.append(measureOpening(window, kind, Layout::ThreePlanes));
            opened.append(measureOpening(window, kind, Layout::OnePlane));
        }
        const QJsonObject slider = measureSlider(window, kind, openings);
        const QString engine = window.session().engine();
        std::printf("  %s\n", qPrintable(engine));
        report[name] = QJsonObject{{QStringLiteral("engine"), engine},
                                   {QStringLiteral("openings"), opened},
                                   {QStringLiteral("slider"), slider}};
    }
    if (options.isSet(QStringLiteral("scroll"))) {
        report[QStringLiteral("scroll")] = measureScroll(window);
    }
    report[QStringLiteral("load_after")] = procLine("/proc/loadavg", "");
    std::printf("load %s\n", qPrintable(procLine("/proc/loadavg", "")));
    return report;
}

} // namespace

int main(int argc, char** argv)
{
    return runProgram(argc, argv, "bench_window", [](QApplication& application) {
        image::useReaderProcesses(image::ReaderStart::Ahead);
        QCommandLineParser options;
        options.addHelpOption();
        options.addOptions(
            {{QStringLiteral("json"), QStringLiteral("Also writes all figures to FILE."),
              QStringLiteral("FILE")},
             {QStringLiteral("openings"), QStringLiteral("How often a sample is opened."),
              QStringLiteral("N"), QStringLiteral("3")},
             {QStringLiteral("slider"), QStringLiteral("Times moves of the slider alone.")},
             {QStringLiteral("series"),
              QStringLiteral("Times the opening of a DICOM series alone.")},
             {QStringLiteral("scroll"), QStringLiteral("Also scrolls through a CT.")}});
        options.process(application);
        const QJsonObject report = measure(options);
        if (const QString path = options.value(QStringLiteral("json")); !path.isEmpty()) {
            writeReport(report, path);
        }
        return EXIT_SUCCESS;
    });
}
