// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/graph_plan.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <map>
#include <set>
#include <string>

using namespace halftone;

namespace {

// Names of the convolutions that share a step, by group.
std::set<std::set<std::string>> groupsOf(const model::Network& network, const nn::GraphPlan& plan)
{
    std::map<int, std::set<std::string>> byGroup;
    for (std::size_t conv = 0; conv < plan.convNodes.size(); ++conv) {
        if (plan.stepGroup[conv] >= 0) {
            const auto node = static_cast<std::size_t>(plan.convNodes[conv]);
            byGroup[plan.stepGroup[conv]].insert(network.nodes[node].name);
        }
    }
    std::set<std::set<std::string>> groups;
    for (const auto& [group, names] : byGroup) {
        groups.insert(names);
    }
    return groups;
}

} // namespace

class TestGraphPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void concatenatedOutputsShareAStep()
    {
        const model::Network unet = model::makeUNet(4, 1, 1);
        const nn::GraphPlan plan = nn::planGraph(unet);
        const std::set<std::set<std::string>> expected{{"down1.a"},
                                                       {"down2.a"},
                                                       {"down3.a"},
                                                       {"bottom.a"},
                                                       {"up1.a"},
                                                       {"up2.a"},
                                                       {"up3.a"},
                                                       {"up3.b"},
                                                       {"down1.b", "up2.b"},
                                                       {"down2.b", "up1.b"},
                                                       {"down3.b", "bottom.b"}};
        QVERIFY(groupsOf(unet, plan) == expected);
        QCOMPARE(plan.stepGroups, 11);
        QCOMPARE(plan.stepGroup.back(), -1);   // the head is not quantized
        QCOMPARE(plan.inputGroup.front(), -1); // the image has its own, fixed step
        QCOMPARE(plan.inputGroup.back(), plan.stepGroup[plan.stepGroup.size() - 2]);
    }

    void valuesLiveUntilTheirLastReader()
    {
        const model::Network unet = model::makeUNet(4, 1, 1);
        const nn::GraphPlan plan = nn::planGraph(unet);
        std::size_t skip = 0;
        std::size_t reader = 0;
        for (std::size_t n = 0; n < unet.nodes.size(); ++n) {
            skip = unet.nodes[n].name == "down1.b" ? n : skip;
            reader = unet.nodes[n].name == "up3.a" ? n : reader;
        }
        QCOMPARE(plan.lastUse[skip], static_cast<int>(reader));
    }

    void inputCannotBeJoinedWithHiddenValues()
    {
        model::Network network;
        network.nodes = {
            {"first", {model::kInputValue}, model::Conv{3, 1, 2}},
            {"head", {0, model::kInputValue}, model::Conv{1, 3, 1, false}},
        };
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "'head'", nn::planGraph(network));
    }
};

QTEST_GUILESS_MAIN(TestGraphPlan)
#include "tst_graph_plan.moc"
