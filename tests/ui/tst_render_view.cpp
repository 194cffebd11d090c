// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "gui_support.h"

#include "ui/widgets/views/render_view.h"

#include <vtkNew.h>
#include <vtkRenderer.h>

#include <QApplication>
#include <QHBoxLayout>
#include <QTest>

#include <memory>
#include <set>

using namespace halftone;
using namespace halftone::ui;

namespace {

class EmptyView : public RenderView {
public:
    explicit EmptyView(QWidget* parent) : RenderView(0, parent) { showRenderer(m_renderer.Get()); }
    using RenderView::setRenderDelay;

protected:
    void viewportChanged(int, int, double) override {}

private:
    vtkNew<vtkRenderer> m_renderer;
};

} // namespace

class TestRenderView : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QWidget> m_window;
    std::vector<EmptyView*> m_views;
    QList<int> m_order;    ///< of the views that rendered
    std::vector<int> m_at; ///< turns of the event loop in which they did
    int m_turns = 0;
    QTimer m_turnTimer;

private Q_SLOTS:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        auto* layout = new QHBoxLayout(m_window.get());
        m_views.clear();
        for (int i = 0; i < 3; ++i) {
            auto* view = new EmptyView(m_window.get());
            layout->addWidget(view);
            m_views.push_back(view);
            connect(view, &RenderView::rendered, this, [this, i] {
                m_order.push_back(i);
                m_at.push_back(m_turns);
            });
        }
        m_window->resize(600, 200);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QTRY_VERIFY(m_order.size() >= 3); // what showing them asked for
        QTest::qWait(50);
        m_order.clear();
        m_at.clear();
        connect(&m_turnTimer, &QTimer::timeout, this, [this] { ++m_turns; });
        m_turnTimer.start(0);
    }
    void cleanup()
    {
        m_turnTimer.disconnect(this);
        m_window.reset();
    }

    void viewsRenderOneATurnTheOldestRequestFirst()
    {
        for (const std::size_t i : {2U, 0U, 1U, 2U}) {
            m_views[i]->scheduleRender();
        }
        QTRY_COMPARE(m_order.size(), 3);
        QTest::qWait(20);
        QCOMPARE(m_order, (QList<int>{2, 0, 1})); // the second request of a view is its first
        QCOMPARE(std::set<int>(m_at.begin(), m_at.end()).size(), 3U);
    }

    void thePictureHasTheSizeOfItsView()
    {
        m_window->resize(700, 260);
        for (EmptyView* view : m_views) {
            QTRY_COMPARE(view->picture().size(), view->size() * view->devicePixelRatioF());
            QCOMPARE(view->grab().toImage().pixelColor(3, 3), QColor(0, 0, 0)); // VTK's ground
        }
    }

    void aHiddenViewRendersWhenItIsShown()
    {
        m_views[1]->hide();
        m_views[1]->scheduleRender();
        QTest::qWait(30);
        QCOMPARE(m_order.count(1), 0);
        m_views[1]->show();
        QTRY_VERIFY(m_order.count(1) > 0);
    }

    void aRenderNowLeavesTheQueue()
    {
        for (EmptyView* view : m_views) {
            view->scheduleRender();
        }
        m_views[1]->renderNow();
        QCOMPARE(m_order, (QList<int>{1}));
        QTRY_COMPARE(m_order.size(), 3);
        QTest::qWait(20);
        QCOMPARE(m_order, (QList<int>{1, 0, 2}));
    }

    void aViewThatGoesDoesNotHoldTheOthers()
    {
        for (EmptyView* view : m_views) {
            view->scheduleRender();
        }
        delete m_views[0];
        QTRY_COMPARE(m_order, (QList<int>{1, 2}));
    }

    void aDelayedViewJoinsLater()
    {
        m_views[0]->setRenderDelay(std::chrono::milliseconds{40});
        for (EmptyView* view : m_views) {
            view->scheduleRender();
        }
        QTRY_COMPARE(m_order, (QList<int>{1, 2, 0}));
    }
};

HALFTONE_GUI_TEST_MAIN(TestRenderView)
#include "tst_render_view.moc"
