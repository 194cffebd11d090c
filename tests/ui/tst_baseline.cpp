// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// The window against pictures of it in tests/ui/baselines: each sample, settled at W4A6, in a small
// and a large window, and in the small one on a screen with two pixels to a point (CTest's entry
// ui.baseline_2x sets QT_SCALE_FACTOR=2). renew_baselines.sh, beside this file, makes them anew.
//
// What depends on machine and moment is painted flat in both: time, memory (of the kernels chosen
// here), the trade-off chart and its sweep. Full precision is always W8A8, so that LibTorch makes
// no difference. The pictures hold the name of the font and Qt's version: with other ones every
// text has other edges or another width, and the test fails and says that this may be why.
#include "baseline_pictures.h"
#include "window_fixture.h"

using namespace halftone;
using namespace halftone::ui;
using test::kTimeoutMs;

class TestBaseline : public test::WindowTest {
    Q_OBJECT

    static constexpr QSize kSmall{1024, 768};
    static constexpr QSize kLarge{1600, 1000};

    static bool isDoubled() { return qApp->devicePixelRatio() == 2; }

    static QRect screen() { return QGuiApplication::primaryScreen()->geometry(); }

    void openSettled(phantom::Kind kind, const QSize& size)
    {
        // Over the view it would ask for the value below it.
        QCursor::setPos(screen().bottomRight());
        makeWindow();
        m_window->resize(size);
        session().precision().setPrecision(quant::kBalanced);
        QSignalSpy opened(&session(), &Session::caseChanged);
        QSignalSpy failed(&session(), &Session::failed);
        session().openSample(kind);
        QVERIFY(opened.wait(kTimeoutMs));
        session().cancelSweep(); // only the chart shows it
        waitUntilSettled();
        QVERIFY2(failed.isEmpty(), "an error covers the window");
        QVERIFY(session().precision().precision() == quant::kBalanced);
        QVERIFY(session().mask() != nullptr && !session().isPending());
        // Its length would move what stands beside it.
        m_window->findChild<QLabel*>(QStringLiteral("engine"))->setText(QStringLiteral("engine"));
        QTest::qWait(200); // a layout and OpenGL contexts of a size that is new
        QVERIFY2(m_window->size() == size, qPrintable(describeSize(size)));
    }

    QString describeSize(const QSize& wanted) const
    {
        const auto text = [](const QSize& size) {
            return QStringLiteral("%1x%2").arg(size.width()).arg(size.height());
        };
        const QSize least = m_window->minimumSize().expandedTo(m_window->minimumSizeHint());
        return QStringLiteral("the window is %1, not %2; its least size is %3")
            .arg(text(m_window->size()), text(wanted), text(least));
    }

    /// What differs between runs that differ in nothing one should see.
    QList<const QWidget*> variable() const
    {
        return {m_window->findChild<QWidget*>(QStringLiteral("latencyMeter")),
                m_window->findChild<QWidget*>(QStringLiteral("memoryMeter")),
                m_window->findChild<ChartView*>(),
                m_window->findChild<QWidget*>(QStringLiteral("sweepBar"))->parentWidget()};
    }

    QImage flatPicture()
    {
        QImage picture = m_window->picture();
        test::paintFlat(picture, *m_window, variable());
        return picture;
    }

private Q_SLOTS:
    void initTestCase()
    {
        qunsetenv("HALFTONE_MODELS");
        qputenv("HALFTONE_TORCH_MODULE", "none");
        QVERIFY2(isDoubled() || qApp->devicePixelRatio() == 1,
                 "these pictures are of screens with 1 or 2 pixels to a point");
    }
    void cleanup() { m_window.reset(); }

    void theWindowLooksAsItDid_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QSize>("size");
        for (const auto kind : {phantom::Kind::Em, phantom::Kind::Cord, phantom::Kind::Abdomen}) {
            for (const QSize& size : {kSmall, kLarge}) {
                if (isDoubled() && size == kLarge) {
                    continue;
                }
                QTest::addRow("%s-%dx%d%s", phantom::toString(kind), size.width(), size.height(),
                              isDoubled() ? "@2x" : "")
                    << static_cast<int>(kind) << size;
            }
        }
    }

    void theWindowLooksAsItDid()
    {
        QFETCH(int, kind);
        QFETCH(QSize, size);
        if (screen().width() < size.width() || screen().height() < size.height()) {
            QSKIP("the screen is too small for this window");
        }
        openSettled(static_cast<phantom::Kind>(kind), size);
        if (QTest::currentTestFailed()) {
            return;
        }
        const QString fault =
            test::compareWithBaseline(QString::fromLatin1(QTest::currentDataTag()), flatPicture());
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
    }

    // What the comparison above is worth: each of these is too much for it.
    void aChangeIsNoticed()
    {
        openSettled(phantom::Kind::Cord, isDoubled() ? kSmall : kLarge);
        if (QTest::currentTestFailed()) {
            return;
        }
        const QImage before = flatPicture();
        for (const char* name :
             {"layerList", "qualityMeter", "weightSlider", "modelName", "research"}) {
            auto* widget = m_window->findChild<QWidget*>(QString::fromLatin1(name));
            QVERIFY2(widget != nullptr && widget->isVisible(), name);
            widget->hide();
            const test::PictureDifference hidden = test::compare(before, flatPicture());
            qInfo("without %s: %s", name, qPrintable(hidden.text()));
            QVERIFY2(hidden.isChange(), name);
            widget->show();
            QCOMPARE(test::compare(before, flatPicture()).share, 0.0);
        }
    }
};

HALFTONE_GUI_TEST_MAIN(TestBaseline)
#include "tst_baseline.moc"
