// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/plan/planned_convs.h"

#include "core/base/error.h"
#include "core/model/accumulator_bound.h"

#include <span>
#include <string>
#include <utility>

namespace halftone::engine {

PlannedConvs::PlannedConvs(const model::Model& model, quant::Precision precision,
                           const KernelSet& kernels, std::optional<Algorithm> forced,
                           const CostModel& costs, std::size_t count)
    : m_model(model), m_precision(precision), m_kernels(kernels), m_forced(forced), m_costs(costs),
      m_convs(count)
{
}

Algorithm PlannedConvs::algorithmFor(const Step& step, const ConvShape& shape,
                                     const LegalAlgorithms& legal, int height, int width) const
{
    const int level = m_model.network.levelOf(step.value);
    return Planner(m_kernels, m_costs)
        .choose(m_forced, shape, legal, height >> level, width >> level);
}

void PlannedConvs::planFor(const Step& step, int height, int width)
{
    Conv& conv = m_convs[static_cast<std::size_t>(step.conv)];
    if (!conv.isPacked
        || algorithmFor(step, conv.packed.shape(), conv.legal, height, width)
               != conv.packed.algorithm()) {
        conv = pack(step, height, width);
    }
}

std::vector<std::int8_t> PlannedConvs::codesOf(const Step& step, const ConvShape& shape) const
{
    const auto conv = static_cast<std::size_t>(step.conv);
    const model::Node& node = m_model.network.nodes[static_cast<std::size_t>(step.value)];
    const model::PrecisionTable& table = m_model.requireTable(m_precision);
    std::vector<std::int8_t> codes = m_model.codesOf(conv, m_precision);
    const auto channels = static_cast<std::size_t>(shape.outChannels);
    const std::size_t weights = channels * static_cast<std::size_t>(shape.totalInputChannels())
                                * static_cast<std::size_t>(shape.kernel * shape.kernel);
    const std::size_t entries =
        step.kind == StepKind::Head ? table.headBias.size() : table.requant.at(conv).size();
    if (codes.size() != weights || entries != channels) {
        throw Error(ErrorCode::ShapeMismatch,
                    "Layer '" + node.name + "' has " + std::to_string(codes.size())
                        + " weights and " + std::to_string(entries)
                        + " table entries; the network needs " + std::to_string(weights) + " and "
                        + std::to_string(channels) + ".");
    }
    return codes;
}

PlannedConvs::Conv PlannedConvs::pack(const Step& step, int height, int width) const
{
    const auto conv = static_cast<std::size_t>(step.conv);
    const model::Conv& layer = m_model.network.nodes[static_cast<std::size_t>(step.value)].conv();
    const model::PrecisionTable& table = m_model.requireTable(m_precision);
    const std::int32_t maxCode = m_model.maxCodeOf(step.value, m_precision);
    ConvShape shape = shapeOf(step, layer, table);
    shape.maxInputCode = model::maxInputCode(m_model.network, conv, m_precision);
    shape.keepsRange = maxCode <= shape.maxInputCode;
    const std::vector<std::int8_t> codes = codesOf(step, shape);
    if (step.kind == StepKind::Head) {
        return {true, {}, {m_kernels, std::move(shape), codes, std::span(table.headBias)}};
    }
    const LegalAlgorithms legal = findLegalAlgorithms(m_kernels, shape, codes);
    const Algorithm algorithm = algorithmFor(step, shape, legal, height, width);
    return {
        true,
        legal,
        {m_kernels, std::move(shape), codes, std::span(table.requant[conv]), maxCode, algorithm}};
}

ConvShape PlannedConvs::shapeOf(const Step& step, const model::Conv& layer,
                                const model::PrecisionTable& table) const
{
    if (!layer.isPlain()) { // unfolded, see unfold.h
        return {1, {layer.inChannels * layer.kernel * layer.kernel}, layer.outChannels};
    }
    ConvShape shape{layer.kernel, {}, layer.outChannels};
    for (const StepInput& input : step.inputs) {
        const int channels = m_model.network.channelsOf(input.value);
        shape.inputChannels.push_back(channels);
        shape.readings.push_back(input.reading);
        shape.blankBorders =
            shape.blankBorders
            && (table.zeroPointOf(input.value) == 0 || channels % kCellChannels == 0);
    }
    return shape;
}

std::vector<AlgorithmEstimate> PlannedConvs::estimates(const Step& step, int height, int width,
                                                       int threads) const
{
    return Planner(m_kernels, m_costs)
        .estimates(conv(step).packed.shape(), conv(step).legal, height, width, threads);
}

ConvForecast PlannedConvs::forecast(const Step& step, int height, int width, int threads) const
{
    const Conv& now = conv(step);
    const int level = m_model.network.levelOf(step.value);
    const bool same =
        algorithmFor(step, now.packed.shape(), now.legal, height, width) == now.packed.algorithm();
    const Conv other = same ? Conv() : pack(step, height, width);
    const PackedConv& packed = same ? now.packed : other.packed;
    const LegalAlgorithms& legal = same ? now.legal : other.legal;
    ConvForecast result{0, packed.bytes(), packed.scratchBytes()};
    for (const AlgorithmEstimate& estimate :
         Planner(m_kernels, m_costs)
             .estimates(packed.shape(), legal, height >> level, width >> level, threads)) {
        if (estimate.algorithm == packed.algorithm()) {
            result.milliseconds = estimate.milliseconds;
        }
    }
    return result;
}

std::size_t PlannedConvs::bytes() const
{
    std::size_t bytes = 0;
    for (const Conv& conv : m_convs) {
        bytes += conv.packed.bytes();
    }
    return bytes;
}

} // namespace halftone::engine
