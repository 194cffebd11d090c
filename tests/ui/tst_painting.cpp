// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "editing_window.h"

#include <QToolButton>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

/// What quick or distracted hands do with the brush.
class TestPainting : public EditingWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installModels(); }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup() { m_window.reset(); }

    void whatIsHiddenIsNotPaintedOver()
    {
        beginEmpty();
        const int k = sliceHere();
        setSize(5);
        paint({20, 16, k});
        const std::size_t first = labelled();
        widget<QToolButton>("addLabel")->click();
        LayerStyle style = editing().target()->style;
        style.labels[0].visible = false;
        document().setStyle(editing().target()->id, style);
        setSize(11);
        paint({20, 16, k});
        stroke(Plane::Axial, {{20, 16, k}}, Qt::ControlModifier); // erases
        QCOMPARE(labelled(1), first);
        QCOMPARE(labelled(2), std::size_t{0});
    }

    void twoQuickDabsAreTwoDabs()
    {
        beginEmpty();
        const Layout layout = document().layout();
        const int k = sliceHere();
        setSize(3);
        const QPoint place = pointAt(Plane::Axial, {20, 16, k});
        QTest::mouseClick(&view(Plane::Axial), Qt::LeftButton, {}, place);
        QTest::mouseMove(&view(Plane::Axial), pointAt(Plane::Axial, {30, 16, k}));
        QTest::mouseDClick(&view(Plane::Axial), Qt::LeftButton, {},
                           pointAt(Plane::Axial, {30, 16, k}));
        QTest::mouseRelease(&view(Plane::Axial), Qt::LeftButton, {},
                            pointAt(Plane::Axial, {30, 16, k}));
        QVERIFY(document().layout() == layout);
        QCOMPARE(int(at({20, 16, k})), 1);
        QCOMPARE(int(at({30, 16, k})), 1);
    }

    void theSliceThatIsSeenIsPainted()
    {
        beginEmpty();
        const int k = sliceHere();
        setSize(3);
        stroke(Plane::Axial, {{10, 16, k}}, {}, false);
        session().setSlice(k + 1); // as the wheel does
        view(Plane::Axial).renderNow();
        const QPoint last = pointAt(Plane::Axial, {30, 16, k + 1});
        SliceView* target = &view(Plane::Axial);
        QMouseEvent move(QEvent::MouseMove, last, target->mapToGlobal(QPointF(last)), Qt::NoButton,
                         Qt::LeftButton, {});
        QApplication::sendEvent(target, &move);
        QTest::mouseRelease(target, Qt::LeftButton, {}, last);
        QCOMPARE(int(at({30, 16, k + 1})), 1);
        QCOMPARE(int(at({30, 16, k})), 0);
        QCOMPARE(int(at({20, 16, k})), 0);
    }
};

HALFTONE_GUI_TEST_MAIN(TestPainting)
#include "tst_painting.moc"
