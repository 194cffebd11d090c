// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/network.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <functional>

using namespace halftone;
using namespace halftone::model;

namespace {

int indexOf(const Network& network, const std::string& name)
{
    for (std::size_t i = 0; i < network.nodes.size(); ++i) {
        if (network.nodes[i].name == name) {
            return static_cast<int>(i);
        }
    }
    return -2;
}

const Conv& convOf(const Network& network, const std::string& name)
{
    return network.nodes[static_cast<std::size_t>(indexOf(network, name))].conv();
}

using Change = std::function<void(Network&)>;

} // namespace

class TestNetwork : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void paperNetworkHasItsSizes()
    {
        const Network unet = makeUNet(64, 1, 1);
        validate(unet);
        QCOMPARE(unet.stride(), 8);
        QCOMPARE(unet.classes(), 1);
        QCOMPARE(unet.convNodes().size(), std::size_t{15});
        double weights = 0;
        for (const int index : unet.convNodes()) {
            const Conv& conv = unet.nodes[static_cast<std::size_t>(index)].conv();
            weights += conv.kernel * conv.kernel * conv.inChannels * conv.outChannels;
        }
        QCOMPARE(weights,
                 9.0
                         * (64 + 64 * 64 + 64 * 128 + 128 * 128 + 128 * 256 + 256 * 256 * 3
                            + 512 * 256 + 256 * 256 + 384 * 128 + 128 * 128 + 192 * 64 + 64 * 64)
                     + 64);
        QCOMPARE(convOf(unet, "up1.a").inChannels, 512);
        QCOMPARE(convOf(unet, "up3.a").inChannels, 192);
    }

    void namesLevelsAndFixedLayers()
    {
        const Network unet = makeUNet(16, 1, 3);
        const int bottom = indexOf(unet, "bottom.b");
        const int up1 = indexOf(unet, "up1");
        QCOMPARE(unet.levelOf(bottom), 3);
        QCOMPARE(unet.channelsOf(bottom), 64);
        QCOMPARE(unet.levelOf(up1), 2);
        QCOMPARE(unet.channelsOf(up1), 64);
        QCOMPARE(unet.levelOf(kInputValue), 0);
        QCOMPARE(unet.channelsOf(kInputValue), 1);
        const Node& joined = unet.nodes[static_cast<std::size_t>(indexOf(unet, "up1.a"))];
        QVERIFY((joined.inputs == std::vector<int>{up1, indexOf(unet, "down3.b")}));
        QVERIFY(unet.nodes.front().conv().fixed8 && unet.nodes.front().name == "down1.a");
        QVERIFY(unet.nodes.back().conv().fixed8 && unet.nodes.back().name == "head");
        QVERIFY(!unet.nodes[1].conv().fixed8);
        QCOMPARE(unet.classes(), 3);
    }

    void macsAreThoseOfTheBenchmarks()
    {
        // 9.4 GMAC for width 16 and 150 for the paper's width, at 512x512.
        QVERIFY(std::abs(makeUNet(16, 1, 1).macs(512, 512) / 1e9 - 9.4) < 0.1);
        QVERIFY(std::abs(makeUNet(64, 1, 1).macs(512, 512) / 1e9 - 150) < 1);
    }

    void impossibleWidthsAreRefused()
    {
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "width", makeUNet(0, 1, 1));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "width", makeUNet(16, 1, 256));
    }

    void brokenGraphsAreRefused_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* words, Change change) {
            QTest::newRow(name) << std::move(change) << QString::fromUtf8(words);
        };
        row("no nodes", "1 to 1024", [](Network& n) { n.nodes.clear(); });
        row("too many nodes", "1 to 1024", [](Network& n) { n.nodes.resize(2000); });
        row("colour input", "input channels", [](Network& n) { n.inputChannels = 3; });
        row("cycle", "'down1.b'", [](Network& n) { n.nodes[1].inputs = {1}; });
        row("later node", "'down1.b'", [](Network& n) { n.nodes[1].inputs = {5}; });
        row("below -1", "'down1.b'", [](Network& n) { n.nodes[1].inputs = {-7}; });
        row("no inputs", "'pool1'", [](Network& n) { n.nodes[2].inputs.clear(); });
        row("pool of two", "'pool1'", [](Network& n) { n.nodes[2].inputs = {0, 1}; });
        row("pool of the image", "'pool1'", [](Network& n) { n.nodes[2].inputs = {-1}; });
        row("image joined", "'down1.b'", [](Network& n) { n.nodes[1].inputs = {0, -1}; });
        row("channel sum", "'down1.b'", [](Network& n) { n.nodes[1].conv().inChannels = 17; });
        row("kernel", "'down1.a'", [](Network& n) { n.nodes[0].conv().kernel = 4; });
        row("no channels", "'down1.a'", [](Network& n) { n.nodes[0].conv().outChannels = 0; });
        row("many channels", "'down1.a'", [](Network& n) { n.nodes[0].conv().outChannels = 5000; });
        row("levels differ", "different sizes", [](Network& n) {
            n.nodes.end()[-3].inputs = {n.nodes.end()[-3].inputs[0], 2};
            n.nodes.end()[-3].conv().inChannels = n.channelsOf(n.nodes.end()[-3].inputs[0]) + 16;
        });
        row("above the input", "level -1", [](Network& n) { n.nodes[2].op = Upsample2{}; });
        row("twice the name", "same name", [](Network& n) { n.nodes[1].name = "down1.a"; });
        row("no name", "1 to 64", [](Network& n) { n.nodes[1].name.clear(); });
        row("slash in the name", "1 to 64", [](Network& n) { n.nodes[1].name = "../x"; });
        row("head with ReLU", "logits", [](Network& n) { n.nodes.back().conv().relu = true; });
        row("no head", "'up3.b'", [](Network& n) { n.nodes.pop_back(); });
        row("pool last", "last node", [](Network& n) {
            n.nodes.back().conv().relu = true;
            n.nodes.push_back({"end", {0}, MaxPool2{}});
        });
        row("classes", "255 classes", [](Network& n) { n.nodes.back().conv().outChannels = 256; });
    }
    void brokenGraphsAreRefused()
    {
        QFETCH(Change, change);
        QFETCH(QString, words);
        Network network = makeUNet(16, 1, 1);
        change(network);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, words.toUtf8().constData(),
                              (validate(network), 0));
    }

    void valuesKeptAreThoseStillToRead()
    {
        Network two;
        two.nodes = {{"a", {kInputValue}, Conv{3, 1, 8, true, true}},
                     {"head", {0}, Conv{1, 8, 3, false, true}}};
        QCOMPARE(two.valuesKeptPerPixel(), 11.0); // the input is gone when the head runs
        // The skip, the upsampled map that it is joined with, and what that block writes.
        QCOMPARE(makeUNet(64, 1, 1).valuesKeptPerPixel(), 64.0 + 128 + 64);
    }

    // Poolings have no weights: a small file could ask for hours.
    void endlessResizingIsRefused()
    {
        Network network;
        network.nodes.push_back({"in", {kInputValue}, Conv{1, 1, 1000, true, true}});
        for (int i = 0; i < 60; i += 2) {
            network.nodes.push_back({"pool" + std::to_string(i), {i}, MaxPool2{}});
            network.nodes.push_back({"up" + std::to_string(i), {i + 1}, Upsample2{}});
        }
        network.nodes.push_back({"head", {60}, Conv{1, 1000, 1, false, true}});
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "38501 values for every pixel",
                              (validate(network), 0));
        validate(makeUNet(512, 1, 255)); // the widest there is
    }

    void sevenPoolingsAreTooDeep()
    {
        Network network;
        network.nodes.push_back({"in", {kInputValue}, Conv{3, 1, 4, true, true}});
        for (int i = 0; i < 7; ++i) {
            network.nodes.push_back({"pool" + std::to_string(i), {i}, MaxPool2{}});
        }
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "level 7", (validate(network), 0));
    }
};

QTEST_GUILESS_MAIN(TestNetwork)
#include "tst_network.moc"
