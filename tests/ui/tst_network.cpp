// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "volume_window.h"

#include "core/engine/plan/ceiling.h"
#include "core/nn/torch_runtime.h"
#include "core/pipeline/network_csv.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/network/network_diagram.h"
#include "ui/widgets/network/network_page.h"
#include "ui/widgets/network/weight_histogram.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

namespace {

constexpr Precision kOther{3, 4};

} // namespace

/// The page that shows the network layer by layer.
class TestNetwork : public VolumeWindow {
    Q_OBJECT

private:
    NetworkPage& page() { return m_window->networkPage(); }
    NetworkStudy& study() { return page().study(); }
    QString text(const char* name)
    {
        return m_window->findChild<QLabel*>(QString::fromLatin1(name))->text();
    }
    QPushButton* button(const char* name)
    {
        return m_window->findChild<QPushButton*>(QString::fromLatin1(name));
    }
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_window.get(), static_cast<Qt::Key>(key), modifiers);
    }
    bool isStudied()
    {
        return study().shown() != nullptr && study().pendingText().isEmpty()
               && study().shown()->key == session().wanted();
    }
    void waitUntilStudied() { QTRY_VERIFY_WITH_TIMEOUT(isStudied(), kTimeoutMs); }
    void waitForLosses()
    {
        QTRY_VERIFY_WITH_TIMEOUT(isStudied() && study().shown()->hasAllLosses(), kTimeoutMs);
    }
    static bool hasTorch() { return nn::TorchRuntime::isInstalled(); }

    pipeline::NetworkAnalysis analyseByCore(Precision precision, int slice)
    {
        const pipeline::Runtime runtime = pipeline::makeRuntime();
        return pipeline::analyseSlice(runtime, active().model(), active().prepared(),
                                      active().prepared().slice(slice), precision,
                                      engine::builtInCosts(runtime.isa), {});
    }

    /// All that does not depend on the clock.
    static void compare(const pipeline::NetworkAnalysis& seen,
                        const pipeline::NetworkAnalysis& expected)
    {
        QVERIFY(seen.precision == expected.precision);
        QVERIFY(seen.against == expected.against);
        QCOMPARE(seen.layers.size(), expected.layers.size());
        for (std::size_t n = 0; n < seen.layers.size(); ++n) {
            const pipeline::LayerFigures& a = seen.layers[n];
            const pipeline::LayerFigures& b = expected.layers[n];
            QCOMPARE(a.name, b.name);
            QVERIFY(a.error == b.error);
            QVERIFY(a.weightsClipped == b.weightsClipped);
            QVERIFY(a.outputsClipped == b.outputsClipped);
            QVERIFY(a.weightCounts == b.weightCounts);
            QCOMPARE(a.algorithm, b.algorithm);
            QCOMPARE(a.milliseconds.has_value(), b.milliseconds.has_value());
        }
    }

    void begin()
    {
        makeWindow();
        openSample();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        installModel("a-em", Modality::EM, {"membrane"}, 8, 11);
    }
    void cleanup() { m_window.reset(); }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }

    void nothingIsComputedBeforeItIsSeen()
    {
        begin();
        QTest::qWait(200);
        QVERIFY(study().shown() == nullptr);
        press(Qt::Key_2, Qt::ControlModifier);
        QVERIFY(page().isVisible());
        waitUntilStudied();
        press(Qt::Key_1, Qt::ControlModifier);
        QVERIFY(!page().isVisible());
        QVERIFY(!study().isLosing());
        const ResultKey before = study().shown()->key;
        press(Qt::Key_Minus); // another precision
        waitUntilSettled();
        QVERIFY(study().shown()->key == before);
    }

    void figuresAreThoseOfCore()
    {
        begin();
        press(Qt::Key_2, Qt::ControlModifier);
        waitUntilStudied();
        compare(study().shown()->analysis, analyseByCore(quant::kBalanced, session().slice()));
        QVERIFY(text("networkTitle").startsWith(QStringLiteral("slice 2, W4A6: ")));
        keepPicture(m_window->picture(), QStringLiteral("network"));

        // The dial turns the page, too; what is stale says so until then.
        session().precision().setPrecision(kOther);
        QTRY_VERIFY_WITH_TIMEOUT(isStudied() && study().shown()->key.precision == kOther,
                                 kTimeoutMs);
        compare(study().shown()->analysis, analyseByCore(kOther, session().slice()));
        QVERIFY(text("networkTitle").startsWith(QStringLiteral("slice 2, W3A4: ")));

        // And so does the slice.
        session().setSlice(0);
        QTRY_VERIFY_WITH_TIMEOUT(isStudied() && study().shown()->key.slice == 0, kTimeoutMs);
        compare(study().shown()->analysis, analyseByCore(kOther, 0));
        QVERIFY(text("networkTitle").startsWith(QStringLiteral("slice 1, W3A4: ")));

        // What was seen is kept.
        session().setSlice(1);
        QTRY_VERIFY_WITH_TIMEOUT(session().shown() == session().wanted(), kTimeoutMs);
        QTRY_VERIFY_WITH_TIMEOUT(isStudied(), kTimeoutMs);
        waitUntilSettled(); // and it leaves the background to go on
    }

    void staleNumbersAreDimAndNamed()
    {
        begin();
        press(Qt::Key_2, Qt::ControlModifier);
        waitUntilStudied();
        QVERIFY(text("networkPending").isEmpty());
        QVERIFY(m_window->findChild<QLabel*>(QStringLiteral("layerTime"))->isEnabled());
        int stale = 0;
        QObject until; // this test ends
        connect(&study(), &NetworkStudy::changed, &until, [&] {
            const bool pending = !study().pendingText().isEmpty();
            // The page hears it first.
            QCOMPARE(text("networkPending"),
                     pending ? QStringLiteral("computing W3A4") : QString());
            QCOMPARE(m_window->findChild<QLabel*>(QStringLiteral("layerTime"))->isEnabled(),
                     !pending);
            stale += pending && text("networkTitle").contains(QStringLiteral("W4A6")) ? 1 : 0;
        });
        session().precision().setPrecision(kOther);
        waitUntilStudied();
        QVERIFY(stale > 0);
    }

    void aLayerIsChosenByMouseAndKeys()
    {
        begin();
        press(Qt::Key_2, Qt::ControlModifier);
        waitUntilStudied();
        NetworkDiagram& diagram = page().diagram();
        const model::Network& network = active().model()->network;
        QCOMPARE(diagram.chosen(), 0);
        QVERIFY(text("layerTitle").startsWith(QStringLiteral("down1.a: ")));
        QVERIFY(text("layerBits").contains(QStringLiteral("weights 8, kept")));
        for (const int node : network.convNodes()) {
            QTest::mouseClick(&diagram, Qt::LeftButton, {},
                              diagram.rectOf(node).center().toPoint());
            QCOMPARE(diagram.chosen(), node);
            const auto& layer = study().shown()->analysis.layers[static_cast<std::size_t>(node)];
            QVERIFY(text("layerTitle")
                        .startsWith(QString::fromStdString(layer.name) + QStringLiteral(": ")));
            QVERIFY(text("layerTime").contains(textOf(LayerAspect::Time, *layer.milliseconds)));
            QVERIFY(text("layerTime").contains(QString::fromStdString(layer.algorithm)));
            QVERIFY(text("layerTime").contains(QStringLiteral("median of 5 runs")));
            QVERIFY(text("layerError").contains(formatShare(*layer.error)));
            QVERIFY(text("layerError").contains(QStringLiteral("W8A8"))); // no float weights
            const auto* histogram = m_window->findChild<WeightHistogram*>();
            QVERIFY(histogram->counts() == layer.weightCounts);
            QVERIFY(diagram.accessibleDescription().startsWith(QString::fromStdString(layer.name)));
        }
        diagram.setFocus();
        const int slice = session().slice();
        QTest::keyClick(&diagram, Qt::Key_Home);
        QCOMPARE(diagram.chosen(), network.convNodes().front());
        QTest::keyClick(&diagram, Qt::Key_End);
        QCOMPARE(diagram.chosen(), network.convNodes().back());
        QTest::keyClick(&diagram, Qt::Key_Up);
        QVERIFY(diagram.chosen() != network.convNodes().back());
        QTest::keyClick(&diagram, Qt::Key_Left);
        const int left = diagram.chosen();
        QTest::keyClick(&diagram, Qt::Key_Right);
        QVERIFY(diagram.rectOf(diagram.chosen()).center().x() > diagram.rectOf(left).center().x());
        QCOMPARE(session().slice(), slice); // the same keys change slices elsewhere
    }

    void coloursFollowTheAspect()
    {
        begin();
        press(Qt::Key_2, Qt::ControlModifier);
        waitUntilStudied();
        NetworkDiagram& diagram = page().diagram();
        auto* combo = m_window->findChild<QComboBox*>(QStringLiteral("networkAspect"));
        for (const LayerAspect aspect :
             {LayerAspect::Error, LayerAspect::Time, LayerAspect::Clipped}) {
            combo->setCurrentIndex(combo->findData(static_cast<int>(aspect)));
            QCOMPARE(diagram.aspect(), aspect);
            const QImage picture = diagram.grab().toImage();
            const double ratio = picture.devicePixelRatio();
            for (const int node : active().model()->network.convNodes()) {
                const auto& layer =
                    study().shown()->analysis.layers[static_cast<std::size_t>(node)];
                const auto value = valueOf(aspect, *study().shown(), layer);
                const QColor expected =
                    value ? heatColour(*value / *diagram.largest()) : QColor(theme::kCard);
                // Between the words, above the bar.
                const QRectF rect = diagram.rectOf(node);
                const QPointF spot(rect.left() + 4, rect.center().y());
                QVERIFY(channelDifference(picture.pixel((spot * ratio).toPoint()), expected.rgb())
                        <= 3);
            }
        }
    }

    void theTableHasTheSameNumbersAndCopiesThem()
    {
        begin();
        press(Qt::Key_2, Qt::ControlModifier);
        waitUntilStudied();
        const QAbstractItemModelTester tester(&page().table());
        button("networkAsTable")->click();
        auto* table = m_window->findChild<QTableView*>(QStringLiteral("networkTable"));
        QVERIFY(table->isVisible());
        const auto& layers = study().shown()->analysis.layers;
        QCOMPARE(table->model()->rowCount(), static_cast<int>(layers.size()));
        for (std::size_t row = 0; row < layers.size(); ++row) {
            const auto cell = [&](NetworkTableModel::Column column) {
                return table->model()->index(static_cast<int>(row), column).data().toString();
            };
            QCOMPARE(cell(NetworkTableModel::Layer), QString::fromStdString(layers[row].name));
            if (layers[row].error) {
                QCOMPARE(cell(NetworkTableModel::OutputError), formatShare(*layers[row].error));
            }
        }
        keepPicture(m_window->picture(), QStringLiteral("network-table"));
        table->selectRow(3);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Down);
        QCOMPARE(session().slice(), 1);
        QVERIFY(text("layerTitle").startsWith(QString::fromStdString(layers[4].name)));
        button("networkCopy")->click();
        const QString copied = QApplication::clipboard()->text();
        QCOMPARE(copied, QString::fromStdString(pipeline::toCsv(study().shown()->analysis,
                                                                study().shown()->losses, 2)));
        const QStringList lines = copied.trimmed().split(QChar(u'\n'));
        QCOMPARE(lines.size(), static_cast<qsizetype>(layers.size() + 1));
        QVERIFY(lines[1].startsWith(QStringLiteral("2,W4A6,down1.a,8,128,128,8,6,")));
        QCOMPARE(lines[1].count(QChar(u',')), lines[0].count(QChar(u',')));
    }

    void lossesAreSimulatedAndRanked()
    {
        begin();
        press(Qt::Key_2, Qt::ControlModifier);
        if (!hasTorch()) {
            waitUntilStudied();
            QTRY_VERIFY_WITH_TIMEOUT(text("networkLosses").contains(QStringLiteral("LibTorch")),
                                     kTimeoutMs);
            return;
        }
        waitForLosses();
        const pipeline::Runtime runtime = pipeline::makeRuntime();
        const int slice = session().slice();
        const auto full = segmentByCore(quant::kHighestInteger, slice).labels;
        std::vector<pipeline::LayerLoss> expected;
        pipeline::findLosses(
            runtime, active().model(), active().prepared(), active().prepared().slice(slice),
            quant::kBalanced, {active().structures(), full, active().referenceSlice(slice)},
            pipeline::lossesToFind(*active().model(), quant::kBalanced),
            [&](const pipeline::LayerLoss& loss) { expected.push_back(loss); }, {}, {});
        const auto& found = study().shown()->losses;
        QCOMPARE(found.size(), expected.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            QVERIFY(found[i].layer == expected[i].layer);
            QVERIFY(found[i].agreementLoss == expected[i].agreementLoss);
            QVERIFY(found[i].diceLoss == expected[i].diceLoss);
        }
        page().diagram().choose(1);
        QVERIFY(text("layerSensitivity").startsWith(QStringLiteral("simulated: rank ")));
        QVERIFY(text("layerSensitivity").contains(QStringLiteral("weights of 3: agreement")));
        keepPicture(m_window->picture(), QStringLiteral("network-losses"));
    }

    void losingStopsAndGoesOn()
    {
        if (!hasTorch()) {
            QSKIP("built without LibTorch");
        }
        makeWindow();
        openSample({7, 384, 2});
        press(Qt::Key_2, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(isStudied() && !study().shown()->losses.empty(), kTimeoutMs);
        QVERIFY(button("networkStop")->isVisible());
        button("networkStop")->click();
        QVERIFY(!study().isLosing());
        const std::size_t before = study().shown()->losses.size();
        QVERIFY(before < study().shown()->lossesWanted);
        QVERIFY(text("networkLosses").contains(QStringLiteral("stopped at")));
        QTest::qWait(300);
        QCOMPARE(study().shown()->losses.size(), before);
        button("networkStop")->click();
        waitForLosses();
        QVERIFY(!button("networkStop")->isVisible());
        // None twice.
        const auto& losses = study().shown()->losses;
        for (std::size_t i = 0; i < losses.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                QVERIFY(!(losses[i].layer == losses[j].layer));
            }
        }
        // A mask that is asked for comes first.
        session().precision().setPrecision(kOther);
        QVERIFY(!session().isSettled());
        QTRY_VERIFY_WITH_TIMEOUT(!study().isLosing() || session().isSettled(), kTimeoutMs);
        waitUntilStudied();
    }

    void withoutAnImageItSaysWhatToDo()
    {
        makeWindow();
        press(Qt::Key_2, Qt::ControlModifier);
        QVERIFY(text("networkEmpty").startsWith(QStringLiteral("Open an image")));
        QVERIFY(page().csv().isEmpty());
        QVERIFY(!m_window->findChild<QFrame*>(QStringLiteral("layerDetails"))->isVisible());
    }

    void nothingIsCutInASmallWindow()
    {
        begin();
        m_window->resize(1024, 768);
        press(Qt::Key_2, Qt::ControlModifier);
        waitUntilStudied();
        QCoreApplication::processEvents();
        auto* scroll = m_window->findChild<QScrollArea*>(QStringLiteral("networkScroll"));
        QVERIFY(!scroll->horizontalScrollBar()->isVisible());
        NetworkDiagram& diagram = page().diagram();
        // Every layer that is chosen is brought to where it is seen.
        for (const int node : active().model()->network.convNodes()) {
            diagram.choose(node);
            const QRect rect = diagram.rectOf(node).toRect();
            QVERIFY(diagram.visibleRegion().boundingRect().contains(rect));
        }
        for (QLabel* label : page().findChildren<QLabel*>()) {
            if (label->isVisible()) {
                QVERIFY2(label->width() >= label->minimumSizeHint().width()
                             && label->height() >= label->heightForWidth(label->width()),
                         qPrintable(label->text()));
            }
        }
        keepPicture(m_window->picture(), QStringLiteral("network-small"));
    }
};

HALFTONE_GUI_TEST_MAIN(TestNetwork)
#include "tst_network.moc"
