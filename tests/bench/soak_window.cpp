// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// What a window costs that stays open all day:
//     soak_window [--rounds N] [--json FILE]
// A round is what a person does in two minutes or so: opens the next of three samples, moves the
// slider 24 times, stops a sweep halfway, scrolls, changes the layout, paints ten strokes, undoes
// half of them, cleans the mask up. 60 rounds are two hours of that. Memory is looked at when a
// round is settled: pages that the process holds, and bytes that it asked for and did not give
// back. It may not grow: the last third of the rounds is compared with the second third, sample by
// sample, as they differ in size; caches are full after the first. Exit code 1 where it grew by
// more than kAllowed.
#include "tests/bench/window_clock.h"

#include "ui/session/editing.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <optional>
#include <vector>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace {

using namespace halftone;
using namespace halftone::bench;

constexpr QSize kSize(1600, 1000);
constexpr std::array kKinds{phantom::Kind::Em, phantom::Kind::Cord, phantom::Kind::Abdomen};
constexpr std::array<Precision, 6> kStops{Precision{8, 8}, Precision{2, 4}, Precision{4, 6},
                                          Precision{1, 1}, Precision{6, 8}, Precision{3, 3}};
constexpr int kMoves = 24;
constexpr int kStrokes = 10;
constexpr int kUndone = 5;
constexpr int kSteps = 12; ///< of the mouse in a stroke, and slices scrolled
/// A share of what is held: fragments of memory make a few percent of noise.
constexpr double kAllowed = 0.03;

struct Memory {
    double residentMb = 0; ///< pages held, shared libraries included
    double heapMb = 0;     ///< asked for and not given back; 0 where it cannot be told
};

Memory memoryNow()
{
    Memory now;
    QFile file(QStringLiteral("/proc/self/status"));
    if (file.open(QIODevice::ReadOnly)) {
        for (const QByteArray& line : file.readAll().split('\n')) {
            if (line.startsWith("VmRSS:")) {
                now.residentMb = line.mid(6).simplified().split(' ').front().toDouble() / 1024;
            }
        }
    }
#ifdef __GLIBC__
    const struct mallinfo2 info = ::mallinfo2();
    now.heapMb = static_cast<double>(info.uordblks + info.hblkhd) / 1048576.0;
#endif
    return now;
}

void moveSlider(Window& window)
{
    for (int move = 0; move < kMoves; ++move) {
        const Precision to = kStops[static_cast<std::size_t>(move) % kStops.size()];
        if (!window.isOffered(to)) {
            continue;
        }
        window.setPrecision(to);
        pauseBriefly();
        if (!window.hasMask()) {
            waitFor(&window.view(), &RenderView::rendered, [&] { return window.hasMask(); });
        }
    }
}

void scroll(Window& window)
{
    window.setLayout(Layout::ThreePlanes);
    for (int step = 0; step < kSteps; ++step) {
        window.step(image::Plane::Axial);
        window.step(image::Plane::Sagittal);
        QCoreApplication::processEvents();
    }
    window.setLayout(Layout::OnePlane);
    pauseBriefly();
}

void paint(Window& window)
{
    Editing& editing = window.window.editing();
    editing.newLabels();
    RenderView& view = window.view();
    for (int stroke = 0; stroke < kStrokes; ++stroke) {
        const auto at = [&](int step) {
            return QPointF(view.width() * (0.3 + 0.4 * step / kSteps),
                           view.height() * (0.3 + 0.04 * stroke));
        };
        sendMouse(view, QEvent::MouseButtonPress, at(0));
        for (int step = 1; step <= kSteps; ++step) {
            sendMouse(view, QEvent::MouseMove, at(step));
            QCoreApplication::processEvents();
        }
        sendMouse(view, QEvent::MouseButtonRelease, at(kSteps));
        QCoreApplication::processEvents();
    }
    for (int undone = 0; undone < kUndone; ++undone) {
        window.window.document().undoStack().undo();
    }
    pauseBriefly();
}

void playRound(Window& window, phantom::Kind kind, int round)
{
    // Smaller than 512 no abdomen is as wide as the model asks for.
    const int edge = kind == phantom::Kind::Abdomen ? 512 : 192;
    window.session().openSample(kind, {static_cast<std::uint32_t>(round), edge, 12});
    waitFor(&window.session(), &Session::caseChanged, kAlways);
    if (!window.hasMask()) {
        waitFor(&window.view(), &RenderView::rendered, [&] { return window.hasMask(); });
    }
    moveSlider(window);
    window.session().cancelSweep();
    scroll(window);
    paint(window);
    if (!window.session().isSettled()) {
        waitFor(&window.session(), &Session::settled, kAlways);
    }
    pauseBriefly();
}

double mean(const std::vector<Memory>& all, std::size_t first, std::size_t last, std::size_t kind,
            double Memory::*figure)
{
    double sum = 0;
    int count = 0;
    for (std::size_t round = first; round < last; ++round) {
        if (round % kKinds.size() == kind) {
            sum += all[round].*figure;
            ++count;
        }
    }
    return count == 0 ? 0 : sum / count;
}

/// Prints how one figure grew, by sample; whether any grew too much.
bool grew(const std::vector<Memory>& all, double Memory::*figure, const char* name,
          QJsonObject& report)
{
    bool tooMuch = false;
    const std::size_t third = all.size() / 3;
    for (std::size_t kind = 0; kind < kKinds.size(); ++kind) {
        const double before = mean(all, third, 2 * third, kind, figure);
        const double after = mean(all, 2 * third, all.size(), kind, figure);
        const double share = before > 0 ? after / before - 1 : 0;
        std::printf("  %-8s %-8s second third %8.1f MB, last third %8.1f MB: %+.2f %%\n", name,
                    phantom::toString(kKinds[kind]), before, after, 100 * share);
        report[QStringLiteral("%1_%2").arg(QString::fromLatin1(name),
                                           QString::fromLatin1(phantom::toString(kKinds[kind])))] =
            QJsonObject{{QStringLiteral("second_third_mb"), before},
                        {QStringLiteral("last_third_mb"), after}};
        tooMuch = tooMuch || share > kAllowed;
    }
    return tooMuch;
}

bool soak(int rounds, QJsonObject& report)
{
    Window window;
    start(window, kSize);
    window.session().setLeaving({}); // nobody is asked about what was painted
    std::vector<Memory> all;
    const Clock clock;
    for (int round = 0; round < rounds; ++round) {
        playRound(window, kKinds[static_cast<std::size_t>(round) % kKinds.size()], round);
        all.push_back(memoryNow());
        std::printf("round %3d, %-8s after %6.0f s: resident %7.1f MB, heap %7.1f MB\n", round + 1,
                    phantom::toString(kKinds[static_cast<std::size_t>(round) % kKinds.size()]),
                    clock.wallMs() / 1e3, all.back().residentMb, all.back().heapMb);
        std::fflush(stdout);
    }
    report[QStringLiteral("rounds")] = rounds;
    report[QStringLiteral("seconds")] = clock.wallMs() / 1e3;
    const bool resident = grew(all, &Memory::residentMb, "resident", report);
    const bool heap = grew(all, &Memory::heapMb, "heap", report);
    return resident || heap;
}

} // namespace

int main(int argc, char** argv)
{
    return runProgram(argc, argv, "soak_window", [](QApplication& application) {
        QCommandLineParser options;
        options.addOptions(
            {{QStringLiteral("rounds"), {}, QStringLiteral("N"), QStringLiteral("60")},
             {QStringLiteral("json"), {}, QStringLiteral("FILE")}});
        options.process(application);
        QJsonObject report;
        const bool failed =
            soak(std::max(9, options.value(QStringLiteral("rounds")).toInt()), report);
        if (const QString path = options.value(QStringLiteral("json")); !path.isEmpty()) {
            writeReport(report, path);
        }
        if (failed) {
            std::fprintf(stderr, "soak_window: memory grew by more than %.0f %%.\n",
                         100 * kAllowed);
        }
        return failed ? EXIT_FAILURE : EXIT_SUCCESS;
    });
}
