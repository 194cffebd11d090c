// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// What a person waits for who paints: over 512 x 512 x 512 voxels (another edge as the argument),
// from a move of the mouse with the brush down until its stroke was painted on the screen, and the
// longest time that the event loop stood still meanwhile and as the stroke ended. Nothing is
// segmented beside it.
#include "tests/bench/window_clock.h"

#include "ui/session/editing.h"

#include <QApplication>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <optional>
#include <vector>

namespace {

using namespace halftone;
using namespace halftone::bench;

constexpr QSize kSize(1600, 1000);
constexpr int kSteps = 100;
constexpr int kBrush = 30;

/// Across the view, up and down on the way.
QPointF pointAt(const RenderView& view, int step)
{
    return {view.width() * (0.3 + 0.4 * step / kSteps),
            view.height() * (0.5 + 0.05 * ((step / 5) % 3))};
}

void measureStroke(Window& window, Layout layout, bool throughSlices)
{
    window.setLayout(layout);
    Editing& editing = window.window.editing();
    BrushOptions brush = editing.options();
    brush.size = kBrush;
    brush.volume = throughSlices;
    editing.setOptions(brush);
    RenderView& view = window.view();
    pauseBriefly();
    sendMouse(view, QEvent::MouseButtonPress, pointAt(view, 0));
    pauseBriefly();
    test::LoopWatch watch;
    std::vector<double> rendered;
    std::vector<double> shown;
    for (int step = 1; step <= kSteps; ++step) {
        const Waited waited = timePicture(
            &view, [&] { sendMouse(view, QEvent::MouseMove, pointAt(view, step)); }, kAlways);
        rendered.push_back(waited.renderedMs);
        shown.push_back(waited.shownMs);
    }
    const double gap = watch.longestGapMs();
    watch.reset();
    sendMouse(view, QEvent::MouseButtonRelease, pointAt(view, kSteps));
    pauseBriefly();
    std::printf("  %-12s %-4s rendered p50 %5.1f p95 %5.1f ms   on screen p50 %5.1f p95 %5.1f max "
                "%5.1f ms   longest gap %5.1f ms, at the end %5.1f ms\n",
                layout == Layout::OnePlane ? "one plane" : "three planes",
                throughSlices ? "ball" : "disc", test::percentile(rendered, 0.5),
                test::percentile(rendered, 0.95), test::percentile(shown, 0.5),
                test::percentile(shown, 0.95), *std::max_element(shown.begin(), shown.end()), gap,
                watch.longestGapMs());
    std::fflush(stdout);
    // Where all is painted already nothing is drawn.
    window.window.document().undoStack().undo();
    pauseBriefly();
}

void measure(int edge)
{
    Window window;
    start(window, kSize);
    window.session().holdBackground(true);
    window.session().openSample(phantom::Kind::Abdomen, {1, edge, edge});
    waitFor(&window.session(), &Session::caseChanged, kAlways);
    waitFor(&window.view(), &RenderView::rendered, [&] { return window.hasMask(); });
    window.session().cancelSweep();
    window.window.editing().newLabels();
    std::printf("brush of %d voxels over %d x %d x %d, window of %d x %d\n", kBrush, edge, edge,
                edge, kSize.width(), kSize.height());
    for (const Layout layout : {Layout::OnePlane, Layout::ThreePlanes}) {
        for (const bool throughSlices : {false, true}) {
            measureStroke(window, layout, throughSlices);
        }
    }
}

} // namespace

int main(int argc, char** argv)
{
    return runProgram(argc, argv, "bench_painting", [&](QApplication&) {
        const int edge = argc > 1 ? QString::fromLocal8Bit(argv[1]).toInt() : 512;
        measure(std::max(64, edge));
        return EXIT_SUCCESS;
    });
}
