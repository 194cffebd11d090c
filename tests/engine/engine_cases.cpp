// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/engine_cases.h"

#include "core/engine/cpu/kernel_registry.h"
#include "core/engine/reference/reference.h"
#include "core/model/accumulator_bound.h"

#include <algorithm>
#include <sstream>

namespace halftone::testing {
namespace {

/// An entry with every field drawn at random, or nothing if it breaks the contract.
bool drawRawEntry(std::mt19937& random, std::int64_t bound, quant::ChannelRequant& entry)
{
    entry.preShift = static_cast<std::uint8_t>(uniform(random, 0, quant::kMaxPreShift));
    entry.shift = static_cast<std::uint8_t>(uniform(random, 0, quant::kMaxShift));
    const int magnitude = quant::kMaxMultiplier >> uniform(random, 0, 14);
    entry.multiplier = static_cast<std::int16_t>(uniform(random, -magnitude, magnitude));
    entry.bias = static_cast<std::int32_t>(random()) >> uniform(random, 1, 24);
    return quant::isSafe(entry, bound);
}

/// An entry that spreads accumulators of a typical size over the codes.
quant::ChannelRequant drawUsefulEntry(std::mt19937& random, std::int64_t bound,
                                      std::int32_t maxCode)
{
    const double reach = static_cast<double>(std::max<std::int64_t>(bound, 1));
    const double spread = uniform(random, 1, 30) / 100.0;
    const double sign = uniform(random, 0, 3) == 0 ? -1.0 : 1.0;
    const double offset = uniform(random, -20, 80) / 100.0 * maxCode;
    return quant::makeRequant(sign * maxCode / (spread * reach), offset, bound);
}

std::vector<quant::ChannelRequant>
drawTable(std::mt19937& random, const std::vector<std::int64_t>& bounds, std::int32_t maxCode)
{
    std::vector<quant::ChannelRequant> table;
    for (const std::int64_t bound : bounds) {
        quant::ChannelRequant entry;
        const bool raw = uniform(random, 0, 3) == 0 && drawRawEntry(random, bound, entry);
        table.push_back(raw ? entry : drawUsefulEntry(random, bound, maxCode));
    }
    return table;
}

/// Like those of convolutions: raw, or such that sums spread over the codes.
model::AddRequant drawAdd(std::mt19937& random, std::int32_t maxFirst, std::int32_t maxSecond,
                          std::int32_t maxCode)
{
    const auto multiplier = [&](int largest) {
        return static_cast<std::int16_t>(uniform(random, -largest / 4, largest));
    };
    model::AddRequant add;
    if (uniform(random, 0, 3) == 0) { // at most 2 * 255 * 32767 + 2^30
        add = {static_cast<std::int32_t>(random()) >> uniform(random, 1, 24), multiplier(32767),
               multiplier(32767), static_cast<std::uint8_t>(uniform(random, 0, quant::kMaxShift))};
        return add;
    }
    const int shift = uniform(random, 6, 12);
    add.shift = static_cast<std::uint8_t>(shift);
    add.first = multiplier(std::min(32767, (maxCode << shift) / maxFirst));
    add.second = multiplier(std::min(32767, (maxCode << shift) / maxSecond));
    add.bias = uniform(random, -maxCode, maxCode) * (1 << (shift - 1));
    return add;
}

void drawZeroPointsAndAdds(std::mt19937& random, const EngineCase& engineCase,
                           const model::Model& result, model::PrecisionTable& table)
{
    const std::vector<model::Node>& nodes = result.network.nodes;
    const auto maxCode = [&](int value) { return result.maxCodeOf(value, table.precision); };
    if (engineCase.zeroPoints) {
        table.inputZeroPoint = static_cast<std::uint8_t>(uniform(random, 0, 255));
        table.zeroPoints.assign(nodes.size(), 0);
    }
    for (std::size_t n = 0; n + 1 < nodes.size() && engineCase.zeroPoints; ++n) {
        const model::Add* add = std::get_if<model::Add>(&nodes[n].op);
        if (!nodes[n].isConv() && add == nullptr) {
            table.zeroPoints[n] = table.zeroPointOf(nodes[n].inputs.front());
        } else if (add != nullptr ? !add->relu : !nodes[n].conv().relu) {
            table.zeroPoints[n] =
                static_cast<std::uint8_t>(uniform(random, 0, maxCode(static_cast<int>(n))));
        }
    }
    for (const int node : result.network.addNodes()) {
        const std::vector<int>& inputs = nodes[static_cast<std::size_t>(node)].inputs;
        table.adds.push_back(
            drawAdd(random, maxCode(inputs.front()), maxCode(inputs.back()), maxCode(node)));
    }
}

std::int8_t drawCode(std::mt19937& random, Weights weights, std::size_t index)
{
    switch (weights) {
    case Weights::AllMax: return 127;
    case Weights::AllMin: return -127;
    case Weights::Alternating: return index % 2 == 0 ? std::int8_t{127} : std::int8_t{-127};
    case Weights::Random: break;
    }
    return static_cast<std::int8_t>(uniform(random, -127, 127));
}

} // namespace

int uniform(std::mt19937& random, int low, int high)
{
    const auto range = static_cast<std::uint32_t>(high - low) + 1;
    return low + static_cast<int>(random() % range);
}

int NetworkBuilder::add(model::Node node)
{
    m_network.nodes.push_back(std::move(node));
    return static_cast<int>(m_network.nodes.size()) - 1;
}

int NetworkBuilder::conv(std::vector<int> inputs, int outChannels, int kernel)
{
    model::Conv layer;
    layer.kernel = kernel;
    layer.outChannels = outChannels;
    layer.fixed8 = m_network.nodes.empty();
    return conv(std::move(inputs), layer);
}

int NetworkBuilder::conv(std::vector<int> inputs, model::Conv conv)
{
    const std::size_t index = m_network.nodes.size();
    for (const int input : inputs) {
        conv.inChannels += m_network.channelsOf(input);
    }
    return add({"conv" + std::to_string(index), std::move(inputs), conv});
}

int NetworkBuilder::pool(int input)
{
    return add({"pool" + std::to_string(m_network.nodes.size()), {input}, model::MaxPool2{}});
}

int NetworkBuilder::sum(int first, int second, bool relu)
{
    return add({"sum" + std::to_string(m_network.nodes.size()), {first, second}, model::Add{relu}});
}

int NetworkBuilder::apply(const model::Op& op, int input)
{
    return add({"node" + std::to_string(m_network.nodes.size()), {input}, op});
}

int NetworkBuilder::upsample(int input)
{
    return add({"up" + std::to_string(m_network.nodes.size()), {input}, model::Upsample2{}});
}

model::Network NetworkBuilder::finish(std::vector<int> inputs, int classes, int kernel)
{
    const int head = conv(std::move(inputs), classes, kernel);
    model::Node& node = m_network.nodes[static_cast<std::size_t>(head)];
    node.name = "head";
    node.conv().relu = false;
    node.conv().fixed8 = true;
    return std::move(m_network);
}

model::Network randomNetwork(std::mt19937& random, int maxNodes, int maxChannels)
{
    NetworkBuilder builder;
    // Values by level; a level is entered by pooling and left by upsampling.
    std::vector<std::vector<int>> levels(1);
    levels[0].push_back(builder.conv({model::kInputValue}, uniform(random, 1, maxChannels),
                                     uniform(random, 0, 1) == 0 ? 1 : 3));
    const int nodes = uniform(random, 1, maxNodes);
    std::size_t level = 0;
    const auto pick = [&](std::size_t from) {
        const auto& values = levels[from];
        // Mostly the newest, so that chains grow.
        return uniform(random, 0, 2) > 0 ? values.back()
                                         : values[static_cast<std::size_t>(uniform(
                                             random, 0, static_cast<int>(values.size()) - 1))];
    };
    for (int n = 0; n < nodes; ++n) {
        const int kind = uniform(random, 0, 5);
        if (kind == 0 && level < 3) {
            const int value = builder.pool(pick(level));
            level += 1;
            levels.resize(std::max(levels.size(), level + 1));
            levels[level].push_back(value);
        } else if (kind <= 2 && level > 0) {
            const int value = builder.upsample(pick(level));
            level -= 1;
            levels[level].push_back(value);
        } else {
            std::vector<int> inputs{pick(level)};
            if (uniform(random, 0, 2) == 0) {
                inputs.push_back(pick(level));
            }
            levels[level].push_back(builder.conv(std::move(inputs), uniform(random, 1, maxChannels),
                                                 uniform(random, 0, 3) == 0 ? 1 : 3));
        }
    }
    while (level > 0) {
        const int value = builder.upsample(pick(level));
        level -= 1;
        levels[level].push_back(value);
    }
    return builder.finish({pick(0)}, uniform(random, 1, 6), uniform(random, 0, 3) == 0 ? 3 : 1);
}

std::shared_ptr<const model::Model> makeModel(const EngineCase& engineCase)
{
    std::mt19937 random(engineCase.seed);
    auto result = std::make_shared<model::Model>();
    result->network = engineCase.network;
    result->card.name = "test";
    for (const int index : result->network.convNodes()) {
        model::ConvWeights conv;
        conv.codes.resize(
            result->network.nodes[static_cast<std::size_t>(index)].conv().weightCount());
        for (std::size_t i = 0; i < conv.codes.size(); ++i) {
            conv.codes[i] = drawCode(random, engineCase.weights, i);
        }
        result->convs.push_back(std::move(conv));
    }
    model::PrecisionTable table;
    table.precision = engineCase.precision;
    table.requant.resize(result->convs.size());
    const std::vector<int> convs = result->network.convNodes();
    for (std::size_t n = 0; n + 1 < result->convs.size(); ++n) {
        const auto bounds = model::accumulatorBounds(*result, n, engineCase.precision);
        table.requant[n] =
            drawTable(random, bounds, result->maxCodeOf(convs[n], engineCase.precision));
    }
    drawZeroPointsAndAdds(random, engineCase, *result, table);
    for (int c = 0; c < result->network.classes(); ++c) {
        table.headBias.push_back(uniform(random, -5000, 5000));
    }
    table.logitScale = 0.001;
    result->tables.push_back(std::move(table));
    return result;
}

std::vector<std::uint8_t> makeInput(const EngineCase& engineCase)
{
    std::mt19937 random(engineCase.seed + 0x9e3779b9U);
    std::vector<std::uint8_t> input(static_cast<std::size_t>(engineCase.height)
                                    * static_cast<std::size_t>(engineCase.width));
    std::generate(input.begin(), input.end(), [&] {
        const auto code = static_cast<std::uint8_t>(random() >> 24);
        return engineCase.input == Input::AllMax ? std::uint8_t{255} : code;
    });
    return input;
}

ReferenceRun::ReferenceRun(EngineCase engineCase)
    : m_case(std::move(engineCase)), m_model(makeModel(m_case)), m_input(makeInput(m_case))
{
    m_logits = engine::referenceLogits(*m_model, m_case.precision, inputView(), &m_trace);
}

TensorView<const std::uint8_t> ReferenceRun::inputView() const
{
    return {m_input.data(), 1, m_case.height, m_case.width};
}

std::string ReferenceRun::describe(const engine::EngineOptions& options) const
{
    const ThreadPool* pool = options.pool;
    std::ostringstream text;
    text << "; input [1," << m_case.height << "," << m_case.width << "], "
         << quant::toString(m_case.precision) << ", ISA " << engine::toString(options.isa) << ", "
         << (pool != nullptr ? pool->threads() : 1) << " threads, "
         << (options.forced ? engine::toString(*options.forced) : "the planner's choice")
         << ", seed " << m_case.seed << ", weights " << static_cast<int>(m_case.weights)
         << ", input " << static_cast<int>(m_case.input)
         << (m_case.zeroPoints ? ", zero points" : "");
    return text.str();
}

namespace {

/// The first difference of two [C,H,W] arrays as text, or nothing.
template <typename T>
std::string firstDifference(const std::string& node, const std::vector<T>& reference,
                            const std::vector<T>& got, int height, int width)
{
    std::ostringstream text;
    if (reference.size() != got.size()) {
        text << "node " << node << ": " << got.size() << " values, reference has "
             << reference.size();
        return text.str();
    }
    const auto pair = std::mismatch(reference.begin(), reference.end(), got.begin());
    if (pair.first == reference.end()) {
        return {};
    }
    const auto index = static_cast<int>(pair.first - reference.begin());
    text << "node " << node << ", channel " << index / (height * width) << ", y "
         << index / width % height << ", x " << index % width << ": reference "
         << std::int64_t{*pair.first} << ", got " << std::int64_t{*pair.second} << "; layer [*,"
         << height << "," << width << "]";
    return text.str();
}

} // namespace

std::string ReferenceRun::compare(const engine::EngineOptions& options) const
{
    engine::IntegerEngine engine(m_model, m_case.precision, options);
    std::vector<std::int32_t> traced(m_logits.size(), -1);
    std::vector<std::int32_t> logits(m_logits.size(), -1);
    const int classes = m_model->network.classes();
    const auto traces =
        engine.trace(inputView(), {traced.data(), classes, m_case.height, m_case.width});
    engine.run(inputView(), {logits.data(), classes, m_case.height, m_case.width});
    if (engine.info().isa != options.isa) {
        return "the engine ran another ISA than asked" + describe(options);
    }

    for (const engine::LayerTrace& got : traces) {
        const auto reference = std::find_if(m_trace.begin(), m_trace.end(), [&](const auto& layer) {
            return layer.node == got.node;
        });
        if (reference == m_trace.end()) {
            return "node " + got.name + " is not in the reference" + describe(options);
        }
        const int level = m_model->network.levelOf(got.node);
        const std::string difference = firstDifference(
            got.name, reference->codes, got.codes, m_case.height >> level, m_case.width >> level);
        if (!difference.empty()) {
            return difference + describe(options);
        }
    }
    for (const auto* result : {&traced, &logits}) {
        const std::string difference =
            firstDifference(result == &traced ? "head (traced)" : "head", m_logits, *result,
                            m_case.height, m_case.width);
        if (!difference.empty()) {
            return difference + describe(options);
        }
    }
    return {};
}

std::string ReferenceRun::compareAll(std::size_t* compared) const
{
    const ThreadPool two(2);
    const ThreadPool three(3);
    for (const engine::Isa isa : engine::availableIsas()) {
        std::vector<engine::EngineOptions> all{{&two, isa}};
        for (const engine::Algorithm algorithm : engine::kAlgorithms) {
            if (engine::requireKernels(isa).has(algorithm)) {
                all.push_back({nullptr, isa, algorithm});
                all.push_back({&three, isa, algorithm});
            }
        }
        for (const engine::EngineOptions& options : all) {
            const std::string difference = compare(options);
            if (compared != nullptr) {
                ++*compared;
            }
            if (!difference.empty()) {
                return difference;
            }
        }
    }
    return {};
}

} // namespace halftone::testing
