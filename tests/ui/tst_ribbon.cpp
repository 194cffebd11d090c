// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "window_fixture.h"

#include "ui/widgets/views/slice_bar.h"

#include <QHelpEvent>
#include <QToolButton>
#include <QToolTip>

#include <algorithm>
#include <numeric>

using namespace halftone;
using namespace halftone::test;

namespace {

constexpr phantom::Options kSixSlices{7, 128, 6};
constexpr QSize kHigh(1280, 960);
constexpr QSize kLow(1024, 768);

} // namespace

/// The thin strips below the slices, and where their cells and the jumps lead: by real keys and
/// clicks, with numbers of the core.
class TestRibbon : public WindowTest {
    Q_OBJECT

private:
    void open(const QSize& size = kHigh)
    {
        makeWindow();
        m_window->resize(size);
        openSample(kSixSlices);
    }

    template <typename Widget>
    Widget* find(const QString& name)
    {
        return m_window->findChild<Widget*>(name);
    }

    SliceStrip* row(int n) { return find<SliceStrip>(QStringLiteral("ribbonRow%1").arg(n)); }
    QString rowName(int n)
    {
        auto* name = find<QLabel>(QStringLiteral("ribbonRow%1Name").arg(n));
        return name != nullptr && name->isVisible() ? name->text() : QString();
    }
    QStringList rowNames()
    {
        QStringList names;
        for (int n = 0; !rowName(n).isEmpty(); ++n) {
            names.push_back(rowName(n));
        }
        return names;
    }
    QString words()
    {
        auto* label = find<QLabel>(QStringLiteral("sliceWords"));
        return label != nullptr && label->isVisible() ? label->text() : QString();
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_window.get(), key, modifiers);
    }
    /// By its key, until all that is wanted of it is there.
    void visit(Qt::Key key)
    {
        press(key);
        waitUntilSettled();
    }

    std::vector<double> diceByCore(Precision precision)
    {
        std::vector<double> dice;
        for (int slice = 0; slice < active().slices(); ++slice) {
            dice.push_back(WindowTest::diceByCore(segmentByCore(precision, slice)));
        }
        return dice;
    }

    QString tipOf(SliceStrip* strip, int slice)
    {
        const QPoint at = strip->cell(slice).center();
        QHelpEvent ask(QEvent::ToolTip, at, strip->mapToGlobal(at));
        QApplication::sendEvent(strip, &ask);
        return QToolTip::text();
    }

    void lookAt(SliceStrip* strip, const std::vector<double>& dice)
    {
        const QImage drawn = strip->grab().toImage();
        for (int slice = 0; slice < active().slices(); ++slice) {
            const QColor expected = scoreColour(dice[static_cast<std::size_t>(slice)]);
            const QColor found = drawn.pixelColor(strip->cell(slice).center());
            QVERIFY2(channelDifference(found.rgb(), expected.rgb()) <= 3,
                     qPrintable(QStringLiteral("slice %1: %2, not %3")
                                    .arg(slice)
                                    .arg(found.name(), expected.name())));
        }
    }

    /// A label file that is the sample's reference without anything on these slices.
    void openReferenceWithout(const std::vector<int>& slices)
    {
        LabelMap labels = *active().loaded().nativeReference;
        const std::size_t plane = labels.geometry.sliceVoxels();
        for (const int slice : slices) {
            std::fill_n(labels.voxels.begin() + static_cast<std::ptrdiff_t>(plane) * slice, plane,
                        std::uint8_t{0});
        }
        const QString path = m_models->filePath(QStringLiteral("some.nii.gz"));
        image::writeLabelMap(path.toStdString(), labels);
        QSignalSpy changed(&session(), &Session::caseChanged);
        openReference(path);
        QVERIFY(changed.wait(kTimeoutMs));
        waitUntilSettled();
    }

private Q_SLOTS:
    void initTestCase() { m_models = std::make_unique<RandomModelFolder>(kModelWidth); }
    void cleanup() { m_window.reset(); }

    void aRowPerPrecisionMostRecentFirst()
    {
        open();
        QVERIFY(rowNames().isEmpty());
        QVERIFY(!find<QToolButton>(QStringLiteral("ribbonDisclosure"))->isVisible());
        visit(Qt::Key_M);
        QCOMPARE(rowNames(), QStringList{QStringLiteral("W4A6")});
        visit(Qt::Key_F);
        QCOMPARE(rowNames(), (QStringList{QStringLiteral("W2A4"), QStringLiteral("W4A6")}));
        auto* name = find<QLabel>(QStringLiteral("stripName"));
        QCOMPARE(name->text(), QStringLiteral("Dice per slice, W8A8"));
        lookAt(row(0), diceByCore(quant::kSmallest));
        lookAt(row(1), diceByCore(quant::kBalanced));
        lookAt(find<SliceStrip>(QStringLiteral("sliceStrip")), diceByCore({8, 8}));
        QCOMPARE(row(0)->mapTo(m_window.get(), row(0)->cell(3).topLeft()).x(),
                 m_window->findChild<SliceStrip*>()
                     ->mapTo(m_window.get(), m_window->findChild<SliceStrip*>()->cell(3).topLeft())
                     .x());
        visit(Qt::Key_M); // no row twice
        QCOMPARE(rowNames(), (QStringList{QStringLiteral("W8A8"), QStringLiteral("W4A6")}));
        for (int n = 0; n < 6; ++n) {
            visit(Qt::Key_BracketRight);
        }
        visit(Qt::Key_Minus);
        QCOMPARE(rowNames().size(), 5);
        QVERIFY(!rowNames().contains(QStringLiteral("W4A6"))); // the oldest
        keepPicture(m_window->picture(), QStringLiteral("ribbon_rows"));
    }

    void aCellLeadsToItsSliceAndPrecision()
    {
        open();
        visit(Qt::Key_M);
        const std::vector<double> dice = diceByCore(quant::kBalanced);
        const QString tip = tipOf(row(0), 4);
        const QString expected = QStringLiteral("Slice 5: Dice %1, W4A6").arg(formatScore(dice[4]));
        QVERIFY2(tip.contains(expected), qPrintable(tip));
        QTest::mouseClick(row(0), Qt::LeftButton, {}, row(0)->cell(4).center());
        QCOMPARE(session().slice(), 4);
        QVERIFY(session().precision().precision() == quant::kBalanced);
        waitUntilSettled();
        QCOMPARE(*session().mask(), segmentByCore(quant::kBalanced, 4).labels);
        QCOMPARE(rowNames(), QStringList{QStringLiteral("W2A4")});
        // Of the slice that is seen, too, and once for two clicks that come as one.
        QTest::mouseDClick(row(0), Qt::LeftButton, {}, row(0)->cell(4).center());
        QVERIFY(session().precision().precision() == quant::kBalanced);
        QTest::mouseClick(row(0), Qt::LeftButton, {}, row(0)->cell(4).center());
        QVERIFY(session().precision().precision() == quant::kSmallest);
        QCOMPARE(session().slice(), 4);
    }

    void aRowIsFilledThoughItsPrecisionWasLeftEarly()
    {
        open();
        press(Qt::Key_M);
        QTRY_VERIFY_WITH_TIMEOUT(
            session().shown() && session().shown()->precision == quant::kSmallest, kTimeoutMs);
        press(Qt::Key_B); // its other slices are hardly there
        waitUntilSettled();
        lookAt(row(0), diceByCore(quant::kSmallest));
    }

    void inALowWindowTheRowsAreFolded()
    {
        open(kLow);
        const int before = m_window->planes().height();
        visit(Qt::Key_M);
        visit(Qt::Key_F);
        QVERIFY(rowNames().isEmpty());
        QCOMPARE(m_window->planes().height(), before);
        auto* disclosure = find<QToolButton>(QStringLiteral("ribbonDisclosure"));
        QVERIFY(disclosure->isVisible());
        QVERIFY2(disclosure->toolTip().contains(QStringLiteral("W2A4, W4A6")),
                 qPrintable(disclosure->toolTip()));
        keepPicture(m_window->picture(), QStringLiteral("ribbon_folded"));
        QTest::mouseClick(disclosure, Qt::LeftButton);
        QCOMPARE(rowNames().size(), 2);
        QTRY_VERIFY(m_window->planes().height() > before - 40);
        keepPicture(m_window->picture(), QStringLiteral("ribbon_unfolded_low"));
        QTest::mouseClick(disclosure, Qt::LeftButton);
        QVERIFY(rowNames().isEmpty());
        QTRY_COMPARE(m_window->planes().height(), before);
    }

    void rowsOfAnotherImageAreForgotten()
    {
        open();
        visit(Qt::Key_M);
        QCOMPARE(rowNames().size(), 1);
        openSample({8, 128, 5});
        QVERIFY(rowNames().isEmpty());
        QCOMPARE(m_window->findChild<SliceStrip*>()->maximum(), 4);
    }

    void jumpsToTheWorstAndThenToTheNext()
    {
        open();
        const std::vector<double> dice = diceByCore(quant::kBalanced);
        std::vector<int> order(dice.size());
        std::iota(order.begin(), order.end(), 0);
        std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
            return dice[static_cast<std::size_t>(a)] < dice[static_cast<std::size_t>(b)];
        });
        const auto expected = [&](std::size_t place, const QString& name) {
            return QStringLiteral("slice %1: Dice %2, %3 of 6")
                .arg(order[place] + 1)
                .arg(formatScore(dice[static_cast<std::size_t>(order[place])]), name);
        };
        press(Qt::Key_J);
        QCOMPARE(session().slice(), order[0]);
        QCOMPARE(words(), expected(0, QStringLiteral("the worst")));
        QTest::mouseClick(find<QToolButton>(QStringLiteral("worstSlice")), Qt::LeftButton);
        QCOMPARE(session().slice(), order[1]);
        QCOMPARE(words(), expected(1, QStringLiteral("2nd worst")));
        press(Qt::Key_J);
        QCOMPARE(words(), expected(2, QStringLiteral("3rd worst")));
        // Who moves by oneself begins anew, and nothing old is said.
        session().setSlice(order[4]);
        QCOMPARE(words(), QString());
        press(Qt::Key_J);
        QCOMPARE(session().slice(), order[0]);
        for (int n = 0; n < 6; ++n) {
            press(Qt::Key_J);
        }
        QCOMPARE(session().slice(), order[0]); // behind the best the worst again
        waitUntilSettled();
        keepPicture(m_window->picture(), QStringLiteral("ribbon_worst"));
        // Words about one mask do not stand beside another; of that the worst comes first.
        visit(Qt::Key_M);
        QCOMPARE(words(), QString());
        const std::vector<double> small = diceByCore(quant::kSmallest);
        press(Qt::Key_J);
        QCOMPARE(session().slice(),
                 static_cast<int>(std::min_element(small.begin(), small.end()) - small.begin()));
    }

    void whatHasNoScoreIsNeverTheWorst()
    {
        open();
        openReferenceWithout({0, 2, 5});
        std::vector<double> dice = diceByCore(quant::kBalanced);
        press(Qt::Key_J);
        const int worst = session().slice();
        QVERIFY(worst == 1 || worst == 3 || worst == 4);
        for (const std::size_t slice : {1U, 3U, 4U}) {
            QVERIFY(dice[static_cast<std::size_t>(worst)] <= dice[slice]);
        }
        QVERIFY2(words().endsWith(QStringLiteral("the worst of 3")), qPrintable(words()));
        openReferenceWithout({0, 1, 2, 3, 4, 5});
        const int before = session().slice();
        press(Qt::Key_J);
        QCOMPARE(session().slice(), before);
        QVERIFY2(words().contains(QStringLiteral("no slice can be scored")), qPrintable(words()));
    }

    void withoutAReferenceItIsTheLowestAgreement()
    {
        open();
        document().userRemoves(document().reference()->id);
        QTRY_VERIFY_WITH_TIMEOUT(!active().hasReference(), kTimeoutMs);
        waitUntilSettled();
        std::vector<double> agreement;
        for (int slice = 0; slice < active().slices(); ++slice) {
            agreement.push_back(eval::countOverlap(segmentByCore(quant::kBalanced, slice).labels,
                                                   segmentByCore({8, 8}, slice).labels,
                                                   active().structures().front())
                                    .dice());
        }
        const auto least = std::min_element(agreement.begin(), agreement.end());
        press(Qt::Key_J);
        QCOMPARE(session().slice(), static_cast<int>(least - agreement.begin()));
        QCOMPARE(words(),
                 QStringLiteral("slice %1: agreement with full precision %2, the worst of 6")
                     .arg(least - agreement.begin() + 1)
                     .arg(formatScore(*least)));
        visit(Qt::Key_F); // agrees with itself everywhere
        const int before = session().slice();
        press(Qt::Key_J);
        QCOMPARE(session().slice(), before);
        QVERIFY2(words().contains(QStringLiteral("full precision itself")), qPrintable(words()));
    }
};

HALFTONE_GUI_TEST_MAIN(TestRibbon)
#include "tst_ribbon.moc"
