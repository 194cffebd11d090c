// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/network/network_layout.h"

#include <QTest>

#include <algorithm>

using namespace halftone;
using namespace halftone::ui;

class TestNetworkLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aUNetIsAU()
    {
        const model::Network network = model::makeUNet(8, 1, 1);
        const std::size_t convs = network.convNodes().size();
        for (const double width : {300.0, 406.0, 1000.0, 2000.0}) {
            const NetworkLayout layout = layOut(network, width);
            QCOMPARE(layout.boxes.size(), convs);
            for (std::size_t i = 0; i < convs; ++i) {
                const QRectF& rect = layout.boxes[i].rect;
                QVERIFY(QRectF(QPointF(0, 0), layout.size).contains(rect));
                QCOMPARE(layout.boxAt(rect.center()), static_cast<int>(i));
                for (std::size_t j = 0; j < convs; ++j) { // deeper is lower
                    QVERIFY(i == j || !layout.boxes[j].rect.intersects(rect));
                    if (network.levelOf(layout.boxes[j].node)
                        > network.levelOf(layout.boxes[i].node)) {
                        QVERIFY(layout.boxes[j].rect.top() >= rect.bottom());
                    }
                }
            }
            QCOMPARE(layout.boxAt({1, 1}), -1);
            const auto skips = std::count_if(layout.links.begin(), layout.links.end(),
                                             [](const LayerLink& link) { return link.skips; });
            QCOMPARE(skips, 3);
            QCOMPARE(layout.links.size(), std::size_t{9}); // three down, three up, three across
            for (const LayerLink& link : layout.links) {
                if (link.skips) { // from left to right on one level
                    QVERIFY(link.line.first().x() < link.line.last().x());
                }
            }
        }
        // It takes the width that it gets, but words are not cut: it is as in a window of 1024.
        QCOMPARE(layOut(network, 1000).size.width(), 1000.0);
        QVERIFY(layOut(network, 10).size.width() > 300);
        QVERIFY(layOut(network, 10).size.width() <= 406);
    }

    void aChainIsAColumn()
    {
        model::Network network;
        for (int n = 0; n < 3; ++n) {
            model::Conv conv{3, n == 0 ? 1 : 4, 4, true, false};
            network.nodes.push_back({"c" + std::to_string(n), {n - 1}, conv});
        }
        const NetworkLayout layout = layOut(network, 400);
        QCOMPARE(layout.boxes.size(), std::size_t{3});
        QVERIFY(layout.links.empty());
        QCOMPARE(layout.boxes[0].rect.left(), layout.boxes[2].rect.left());
        QVERIFY(layout.boxes[0].rect.bottom() < layout.boxes[1].rect.top());
    }
};

QTEST_GUILESS_MAIN(TestNetworkLayout)
#include "tst_network_layout.moc"
