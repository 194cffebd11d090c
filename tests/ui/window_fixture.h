// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gui_support.h"

#include "core/image/image_io.h"
#include "core/pipeline/segment.h"
#include "ui/document/colour_by.h"
#include "ui/document/format.h"
#include "ui/widgets/controls/level_slider.h"
#include "ui/widgets/controls/stop_button.h"
#include "ui/widgets/panels/meter_card.h"
#include "ui/widgets/panels/precision_panel.h"
#include "ui/widgets/panels/study_panel.h"
#include "ui/widgets/views/chart_view.h"
#include "ui/widgets/views/planes_view.h"
#include "ui/widgets/views/slice_strip.h"
#include "ui/widgets/window/main_window.h"

#include <QApplication>
#include <QEventLoop>
#include <QFile>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>
#include <functional>

/// A real MainWindow with a random model and what tests of it ask again and again.
namespace halftone::test {

inline constexpr int kModelWidth = 8; ///< of the random U-Net: a sweep takes a moment
inline constexpr int kTimeoutMs = 120'000;
inline constexpr phantom::Options kSmallSample{7, 128, 3};

/// As a person does it: QTest::mouseDClick() alone is the second press, which lists take for the
/// first.
inline void doubleClick(QWidget& on, const QPoint& place)
{
    QTest::mouseClick(&on, Qt::LeftButton, {}, place);
    QTest::mouseDClick(&on, Qt::LeftButton, {}, place);
    QTest::mouseRelease(&on, Qt::LeftButton, {}, place);
}

using namespace halftone::ui;
using quant::Precision;

class WindowTest : public QObject {
protected:
    std::unique_ptr<RandomModelFolder> m_models;
    std::unique_ptr<MainWindow> m_window;

    Session& session() { return m_window->session(); }
    Document& document() { return m_window->document(); }
    /// Something must be open.
    const ActiveCase& active() { return *session().active(); }
    SliceView& mainView() { return m_window->planes().mainView(); }

    /// What else the machine does, and what memory it has left, decides nothing here.
    static pipeline::Runtime quietRuntime()
    {
        pipeline::Runtime runtime = pipeline::makeRuntime();
        runtime.waited = {};
        runtime.availableBytes = {};
        return runtime;
    }

    void makeWindow() { makeWindow(quietRuntime()); }
    void makeWindow(pipeline::Runtime runtime)
    {
        m_window = std::make_unique<MainWindow>(
            WindowOptions{std::move(runtime), QStringLiteral("test"), false});
        m_window->resize(1280, 860);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        // Shortcuts go to the active window, and a bare X server activates none by itself.
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QSignalSpy library(&session().opener(), &Opener::libraryChanged);
        session().opener().start();
        QVERIFY(library.wait(kTimeoutMs));
    }

    void waitUntilSettled() { QTRY_VERIFY_WITH_TIMEOUT(session().isSettled(), kTimeoutMs); }

    void openSample(const phantom::Options& options = kSmallSample)
    {
        QSignalSpy changed(&session(), &Session::caseChanged);
        session().openSample(phantom::Kind::Em, options);
        QVERIFY(changed.wait(kTimeoutMs));
        waitUntilSettled();
    }

    void openReference(const QString& path)
    {
        OpenRequest request;
        request.reference = path.toStdString();
        session().open(request);
    }

    void openModel(const std::string& nameOrPath)
    {
        OpenRequest request;
        request.model = nameOrPath;
        session().open(request);
    }

    void openWindowWithSample()
    {
        makeWindow();
        if (!QTest::currentTestFailed()) {
            openSample();
        }
    }

    /// Answers the next dialog of that kind, in the event loop that it runs.
    template <typename Dialog>
    void whenModal(std::function<void(Dialog&)> answer)
    {
        auto* timer = new QTimer(m_window.get());
        connect(timer, &QTimer::timeout, timer, [timer, answer = std::move(answer)] {
            if (auto* dialog = qobject_cast<Dialog*>(QApplication::activeModalWidget())) {
                timer->stop();
                timer->deleteLater();
                answer(*dialog);
            }
        });
        timer->start(20);
    }

    QImage slicePicture()
    {
        mainView().renderNow();
        return mainView().picture();
    }

    QString meter(const char* name)
    {
        return m_window->findChild<MeterCard*>(QString::fromLatin1(name))->value();
    }

    LevelSlider* slider(const char* name)
    {
        return m_window->findChild<LevelSlider*>(QString::fromLatin1(name));
    }

    /// What the core says by itself about a slice.
    pipeline::SliceResult segmentByCore(Precision precision, int slice)
    {
        const auto predictor =
            pipeline::makePredictor(pipeline::makeRuntime(), active().model(), precision);
        return pipeline::segmentSlice(*predictor, active().prepared(),
                                      pipeline::reachOf(active().model()->network), slice, false,
                                      {});
    }

    double diceByCore(const pipeline::SliceResult& result)
    {
        return eval::countOverlap(result.labels, active().referenceSlice(result.slice),
                                  active().structures().front())
            .dice();
    }

    /// Presses on the slider's handle and drags it to another position.
    static void drag(LevelSlider* slider, int to)
    {
        QTest::mousePress(slider, Qt::LeftButton, {}, slider->handleCentre(slider->value()));
        const int step = to > slider->value() ? 1 : -1;
        for (int at = slider->value(); at != to;) {
            at += step;
            QTest::mouseMove(slider, slider->handleCentre(at));
            QMouseEvent move(QEvent::MouseMove, slider->handleCentre(at),
                             slider->mapToGlobal(QPointF(slider->handleCentre(at))), Qt::NoButton,
                             Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(slider, &move);
        }
        QTest::mouseRelease(slider, Qt::LeftButton, {}, slider->handleCentre(to));
    }
};

} // namespace halftone::test
