// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/ui/gui_support.h"

#include "core/image/process/reader_process.h"
#include "ui/widgets/views/planes_view.h"
#include "ui/widgets/window/main_window.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMouseEvent>
#include <QTimer>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <optional>

/// A window whose answers are timed.
namespace halftone::bench {

using namespace halftone::ui;
using quant::Precision;

inline constexpr std::chrono::minutes kTimeout{10};
/// Lets meters and chart follow, but ends before the background starts (150 ms after a mask).
inline constexpr std::chrono::milliseconds kPause{60};

/// The window under the clock.
struct Window {
    MainWindow window{{pipeline::makeRuntime(), QStringLiteral("bench"), false}};

    Session& session() { return window.session(); }
    RenderView& view() { return window.planes().mainView(); }
    RenderView& view(image::Plane plane) { return window.planes().view(plane); }
    int slices() { return session().active()->slices(); }
    int slice() { return session().slice(); }
    void setSlice(int slice) { session().setSlice(slice); }
    void setLayout(Layout layout) { window.document().setLayout(layout); }
    /// Moves the cursor by one plane; behind the last comes the first.
    void step(image::Plane plane)
    {
        Document& document = window.document();
        const Geometry& grid = document.baseImage()->geometry;
        const int next = image::planeNumber(grid, plane, document.cursor()) + 1;
        document.setCursor(image::movedToPlane(grid, plane, document.cursor(),
                                               next % image::planeCount(grid, plane)));
    }
    void setPrecision(Precision precision) { session().precision().setPrecision(precision); }
    bool isOffered(Precision precision) { return session().precision().isOffered(precision); }
    /// The mask of the visible slice at the present precision is there.
    bool hasMask() { return session().mask() != nullptr && !session().isPending(); }
    /// Anything is known of the visible slice at a precision.
    bool isKnown(Precision precision)
    {
        ResultKey key = *session().wanted();
        key.precision = precision;
        return session().results().find(key) != nullptr;
    }
};

/// Wall and CPU time since it was made, in milliseconds.
class Clock {
public:
    Clock() { m_wall.start(); }
    [[nodiscard]] double wallMs() const { return static_cast<double>(m_wall.nsecsElapsed()) / 1e6; }
    [[nodiscard]] double cpuMs() const
    {
        return 1e3 * static_cast<double>(std::clock() - m_cpu) / CLOCKS_PER_SEC;
    }

private:
    QElapsedTimer m_wall;
    std::clock_t m_cpu = std::clock();
};

/// Runs the event loop until `signal` comes while `condition` holds.
template <typename Sender, typename Signal, typename Condition>
void waitFor(Sender* sender, Signal signal, Condition condition)
{
    QEventLoop loop;
    QTimer::singleShot(kTimeout, &loop, [&loop] { loop.exit(1); });
    QObject::connect(sender, signal, &loop, [&loop, condition] {
        if (condition()) {
            loop.exit(0);
        }
    });
    if (loop.exec() != 0) {
        throw Error(ErrorCode::Internal, "The window did not answer within ten minutes.");
    }
}

inline void pauseBriefly()
{
    QEventLoop loop;
    QTimer::singleShot(kPause, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

inline const auto kAlways = [] { return true; };

/// One picture that was waited for.
struct Waited {
    double renderedMs = 0;
    double shownMs = 0; ///< handed to the screen
    double cpuMs = 0;   ///< until rendered
};

/// From `act` until `view` was rendered while `condition` held. A view may be rendered as it is
/// painted, so both are listened to from the start.
template <typename Act, typename Condition>
Waited timePicture(RenderView* view, Act act, Condition condition)
{
    Waited waited;
    bool isRendered = false;
    bool isShown = false;
    const Clock clock;
    QEventLoop loop;
    QObject::connect(view, &RenderView::rendered, &loop, [&] {
        if (!isRendered) {
            waited.renderedMs = clock.wallMs();
            waited.cpuMs = clock.cpuMs();
            isRendered = condition();
        }
    });
    QObject::connect(view, &RenderView::painted, &loop, [&] {
        if (isRendered && !isShown) {
            isShown = true;
            waited.shownMs = clock.wallMs();
            loop.exit(0);
        }
    });
    QTimer::singleShot(kTimeout, &loop, [&loop] { loop.exit(1); });
    act();
    if (!isShown && loop.exec() != 0) {
        throw Error(ErrorCode::Internal, "The window did not answer within ten minutes.");
    }
    return waited;
}

/// Shows it and waits for its models.
inline void start(Window& window, const QSize& size)
{
    window.window.resize(size);
    window.window.show();
    window.session().opener().start();
    waitFor(&window.session().opener(), &Opener::libraryChanged, kAlways);
}

/// What main() of such a program is: `body` gets the application and returns the exit code; an
/// exception is a sentence after `name`.
template <typename Body>
int runProgram(int argc, char** argv, const char* name, Body body)
{
    if (const std::optional<int> code = image::serveAsReader(argc, argv)) {
        return *code;
    }
    test::prepareOpenGl();
    QApplication application(argc, argv);
    test::prepareApplication();
    try {
        return body(application);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s: %s\n", name, error.what());
        return EXIT_FAILURE;
    }
}

inline void writeReport(const QJsonObject& report, const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(report).toJson()) < 0) {
        throw Error(ErrorCode::FileWrite,
                    "The figures could not be written to '" + path.toStdString() + "'.");
    }
}

/// The left button goes down or up, or the mouse moves while it is down.
inline void sendMouse(RenderView& view, QEvent::Type type, const QPointF& at)
{
    QMouseEvent event(
        type, at, view.mapToGlobal(at), type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton,
        type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&view, &event);
}

} // namespace halftone::bench
