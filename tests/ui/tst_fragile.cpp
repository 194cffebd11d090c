// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "window_fixture.h"

#include "core/eval/fragility.h"
#include "ui/render/overlay.h"
#include "ui/widgets/views/plane_scene.h"

#include <QAction>
#include <QCheckBox>
#include <QHelpEvent>
#include <QToolButton>
#include <QToolTip>

#include <algorithm>

using namespace halftone;
using namespace halftone::test;

namespace {

constexpr phantom::Options kSixSlices{7, 128, 6};
constexpr Precision kHigher{8, 8};
constexpr QRgb kFragile = qRgb(kFragileColour.red, kFragileColour.green, kFragileColour.blue);

} // namespace

/// Fragile voxels in views, panel and ribbon, by real keys and clicks, with numbers of the core.
class TestFragile : public WindowTest {
    Q_OBJECT

private:
    void open()
    {
        makeWindow();
        openSample(kSixSlices);
    }

    template <typename Widget>
    Widget* find(const char* name)
    {
        return m_window->findChild<Widget*>(QString::fromLatin1(name));
    }
    QString text(const char* name)
    {
        auto* label = find<QLabel>(name);
        return label != nullptr && label->isVisible() ? label->text() : QString();
    }

    void switchOn()
    {
        QTest::keyClick(m_window.get(), Qt::Key_H);
        waitUntilSettled();
        QTRY_VERIFY_WITH_TIMEOUT(session().fragile().total().has_value(), kTimeoutMs);
    }

    std::vector<eval::FragileCounts> countsByCore()
    {
        std::vector<eval::FragileCounts> counts;
        for (int slice = 0; slice < active().slices(); ++slice) {
            counts.push_back(eval::countFragile(segmentByCore(kHigher, slice).labels,
                                                segmentByCore(quant::kSmallest, slice).labels));
        }
        return counts;
    }

    /// How many pixels of the view have the colour of fragile voxels.
    int hatched()
    {
        const QImage picture = slicePicture();
        int pixels = 0;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x) {
                pixels += channelDifference(picture.pixel(x, y), kFragile) <= 12 ? 1 : 0;
            }
        }
        return pixels;
    }

private Q_SLOTS:
    void initTestCase() { m_models = std::make_unique<RandomModelFolder>(kModelWidth); }
    void cleanup() { m_window.reset(); }

    void panelAndStripSayWhatTheCoreCounts()
    {
        open();
        QVERIFY(find<QCheckBox>("fragileCheck")->isVisible());
        QVERIFY(text("fragileSlice").isEmpty());
        QVERIFY(!find<SliceStrip>("fragileStrip")->isVisible());
        QVERIFY2(find<QWidget>("fragileSection")->toolTip().contains(QStringLiteral("no alarm")),
                 "what is known of it is not said");
        switchOn();
        const std::vector<eval::FragileCounts> counts = countsByCore();
        eval::FragileCounts all;
        for (const eval::FragileCounts& one : counts) {
            all += one;
        }
        QVERIFY(all.changed > 0); // else nothing below could fail
        const auto said = [](const eval::FragileCounts& one) {
            return QStringLiteral("%1: %2 of %3 voxels")
                .arg(formatShare(*one.share()), formatCount(one.changed),
                     formatCount(one.foreground));
        };
        const auto tipHas = [&](const QString& words) {
            return find<QWidget>("fragileSection")->toolTip().contains(words);
        };
        QCOMPARE(session().slice(), 3);
        QCOMPARE(text("fragileSlice"), formatShare(*counts[3].share()));
        QCOMPARE(text("fragileAll"),
                 QStringLiteral("slices together: %1; no alarm").arg(formatShare(*all.share())));
        QVERIFY(tipHas(QStringLiteral("This slice: ") + said(counts[3])));
        QVERIFY(tipHas(QStringLiteral("Slices together: ") + said(all)));
        auto* strip = find<SliceStrip>("fragileStrip");
        QVERIFY(strip->isVisible());
        const QImage drawn = strip->grab().toImage();
        for (int slice = 0; slice < 6; ++slice) {
            const double share = *counts[static_cast<std::size_t>(slice)].share();
            const QPoint at = strip->cell(slice).center();
            QVERIFY(channelDifference(drawn.pixel(at), fragileColour(share).rgb()) <= 3);
            QHelpEvent ask(QEvent::ToolTip, at, strip->mapToGlobal(at));
            QApplication::sendEvent(strip, &ask);
            const QString tip =
                QStringLiteral("Slice %1: %2 fragile").arg(slice + 1).arg(formatShare(share));
            QVERIFY2(QToolTip::text().contains(tip), qPrintable(QToolTip::text()));
            QVERIFY(QToolTip::text().contains(QStringLiteral("W8A8 and W2A4")));
        }
        QTest::mouseClick(strip, Qt::LeftButton, {}, strip->cell(1).center());
        QCOMPARE(session().slice(), 1);
        QVERIFY(session().precision().precision() == quant::kBalanced); // it is of no precision
        QCOMPARE(text("fragileSlice"), formatShare(*counts[1].share()));
        QVERIFY(tipHas(QStringLiteral("This slice: ") + said(counts[1])));
    }

    void theyAreHatchedWhereTheyLie()
    {
        open();
        QCOMPARE(hatched(), 0);
        switchOn();
        QVERIFY(hatched() > 50);
        const QImage with = slicePicture();
        auto overlays = overlaysOf(document(), session(), mainView().slice().plane());
        overlays.pop_back(); // on top of all
        mainView().slice().setOverlays(overlays);
        const QImage without = slicePicture();
        keepPicture(m_window->picture(), QStringLiteral("fragile"));
        // Nothing changes further away from them than a line is wide.
        const auto higher = segmentByCore(kHigher, session().slice()).labels;
        const auto lower = segmentByCore(quant::kSmallest, session().slice()).labels;
        const image::PlaneGrid grid = mainView().slice().plane();
        const auto isFragileNear = [&](int column, int row) {
            for (int y = std::max(0, row - 1); y <= std::min(grid.rows - 1, row + 1); ++y) {
                for (int x = std::max(0, column - 1); x <= std::min(grid.columns - 1, column + 1);
                     ++x) {
                    const auto at = static_cast<std::size_t>(y * grid.columns + x);
                    if (higher[at] != lower[at]) {
                        return true;
                    }
                }
            }
            return false;
        };
        int changed = 0;
        for (int y = 0; y < with.height(); ++y) {
            for (int x = 0; x < with.width(); ++x) {
                if (channelDifference(with.pixel(x, y), without.pixel(x, y)) <= 12) {
                    continue;
                }
                ++changed;
                const double ratio = with.devicePixelRatio();
                const PlanePoint point = mainView().slice().toPlane(x / ratio, y / ratio);
                QVERIFY2(isFragileNear(static_cast<int>(std::lround(point.column)),
                                       static_cast<int>(std::lround(point.row))),
                         qPrintable(QStringLiteral("%1,%2").arg(x).arg(y)));
            }
        }
        QVERIFY(changed > 50);
        QTest::keyClick(m_window.get(), Qt::Key_H);
        QCOMPARE(hatched(), 0);
    }

    void keyMenuAndCheckAreOne()
    {
        open();
        auto* check = find<QCheckBox>("fragileCheck");
        QAction* action = nullptr;
        for (QAction* each : m_window->findChildren<QAction*>()) {
            if (each->shortcuts().contains(QKeySequence(Qt::Key_H))) {
                action = each;
            }
        }
        QVERIFY(action != nullptr && !action->isChecked() && !check->isChecked());
        QTest::mouseClick(check, Qt::LeftButton, {}, QPoint(8, check->height() / 2));
        QVERIFY(session().fragile().isOn() && action->isChecked() && check->isChecked());
        QTest::keyClick(m_window.get(), Qt::Key_H);
        QVERIFY(!session().fragile().isOn() && !action->isChecked() && !check->isChecked());
        QTest::keyClick(m_window.get(), Qt::Key_J, Qt::ShiftModifier); // switches it on
        QVERIFY(session().fragile().isOn() && action->isChecked() && check->isChecked());
    }

    void jumpsToTheMostFragileSlice()
    {
        open();
        switchOn();
        const std::vector<eval::FragileCounts> counts = countsByCore();
        std::vector<int> order{0, 1, 2, 3, 4, 5};
        std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
            return *counts[static_cast<std::size_t>(a)].share()
                   > *counts[static_cast<std::size_t>(b)].share();
        });
        const auto share = [&](std::size_t place) {
            return formatShare(*counts[static_cast<std::size_t>(order[place])].share());
        };
        QTest::keyClick(m_window.get(), Qt::Key_J, Qt::ShiftModifier);
        QCOMPARE(session().slice(), order[0]);
        QCOMPARE(
            text("sliceWords"),
            QStringLiteral("slice %1: %2 fragile, the most of 6").arg(order[0] + 1).arg(share(0)));
        QTest::mouseClick(find<QToolButton>("mostFragile"), Qt::LeftButton);
        QCOMPARE(session().slice(), order[1]);
        QCOMPARE(
            text("sliceWords"),
            QStringLiteral("slice %1: %2 fragile, 2nd most of 6").arg(order[1] + 1).arg(share(1)));
    }

    void anotherImageIsCountedAnew()
    {
        open();
        switchOn();
        const auto before = session().fragile().total();
        openSample({8, 128, 4});
        QTRY_VERIFY_WITH_TIMEOUT(session().fragile().total().has_value(), kTimeoutMs);
        const std::vector<eval::FragileCounts> counts = countsByCore();
        eval::FragileCounts all;
        for (const eval::FragileCounts& one : counts) {
            all += one;
        }
        QVERIFY(*session().fragile().total() == all);
        QVERIFY(!(*before == all));
    }
};

HALFTONE_GUI_TEST_MAIN(TestFragile)
#include "tst_fragile.moc"
