// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/engine_cases.h"

#include <algorithm>

namespace halftone::testing {
namespace {

/// Grows a network at random; `m_levels` are the values there are, by level.
class ImportedNetwork {
public:
    ImportedNetwork(std::mt19937& random, int maxChannels)
        : m_random(random), m_maxChannels(maxChannels), m_levels(1)
    {
        model::Conv first = anyConv();
        first.fixed8 = true;
        keep(m_builder.conv({model::kInputValue}, first));
    }

    void grow()
    {
        switch (uniform(m_random, 0, 6)) {
        case 0: goDeeper(); break;
        case 1: goHigher(); break;
        case 2:
        case 3: addSum(); break;
        default: addConv(); break;
        }
    }

    model::Network finish()
    {
        while (m_level > 0) {
            goHigher();
        }
        return m_builder.finish({pick()}, uniform(m_random, 1, 6), kernel());
    }

private:
    [[nodiscard]] bool oneIn(int count) { return uniform(m_random, 0, count - 1) == 0; }
    [[nodiscard]] int kernel()
    {
        constexpr int kKernels[] = {1, 2, 3, 3, 3, 5, 7};
        return kKernels[uniform(m_random, 0, 6)];
    }
    [[nodiscard]] int channels() { return uniform(m_random, 1, m_maxChannels); }
    /// Mostly the newest, so that chains grow.
    [[nodiscard]] int pick()
    {
        const std::vector<int>& values = m_levels[m_level];
        const int last = static_cast<int>(values.size()) - 1;
        return values[static_cast<std::size_t>(oneIn(3) ? uniform(m_random, 0, last) : last)];
    }
    model::Conv anyConv()
    {
        model::Conv conv;
        conv.kernel = kernel();
        conv.outChannels = channels();
        conv.relu = !oneIn(3);
        return conv;
    }
    void keep(int value)
    {
        m_level = static_cast<std::size_t>(m_builder.network().levelOf(value));
        m_levels.resize(std::max(m_levels.size(), m_level + 1));
        m_levels[m_level].push_back(value);
    }

    void goDeeper()
    {
        if (m_level == 3) {
            return;
        }
        const int input = pick();
        model::Conv conv = anyConv();
        conv.stride = 2;
        switch (uniform(m_random, 0, 2)) {
        case 0: keep(m_builder.pool(input)); break;
        case 1: keep(m_builder.apply(model::MaxPool3{}, input)); break;
        default: keep(m_builder.conv({input}, conv)); break;
        }
    }

    void goHigher()
    {
        if (m_level == 0) {
            return;
        }
        const int input = pick();
        const int kind = uniform(m_random, 0, 2);
        if (kind == 0) {
            keep(m_builder.upsample(input));
        } else if (kind == 1) {
            keep(m_builder.apply(model::Bilinear2{}, input));
        } else {
            model::Conv conv = anyConv();
            conv.kernel = 1;
            conv.outChannels = 4 * (1 + channels() / 4);
            keep(m_builder.apply(model::Shuffle2{}, m_builder.conv({input}, conv)));
        }
    }

    /// Of two values that fit, of which one is made for it.
    void addSum()
    {
        const int first = pick();
        model::Conv conv = anyConv();
        conv.relu = oneIn(3);
        conv.outChannels = m_builder.network().channelsOf(first);
        const int second = oneIn(4) ? first : m_builder.conv({pick()}, conv);
        const bool relu = oneIn(2);
        keep(oneIn(2) ? m_builder.sum(first, second, relu) : m_builder.sum(second, first, relu));
    }

    void addConv()
    {
        std::vector<int> inputs{pick()};
        if (oneIn(3)) {
            inputs.push_back(pick());
        }
        keep(m_builder.conv(std::move(inputs), anyConv()));
    }

    std::mt19937& m_random;
    int m_maxChannels;
    NetworkBuilder m_builder;
    std::vector<std::vector<int>> m_levels;
    std::size_t m_level = 0;
};

} // namespace

model::Network randomImportedNetwork(std::mt19937& random, int maxNodes, int maxChannels)
{
    ImportedNetwork network(random, maxChannels);
    const int nodes = uniform(random, 1, maxNodes);
    for (int n = 0; n < nodes; ++n) {
        network.grow();
    }
    return network.finish();
}

} // namespace halftone::testing
