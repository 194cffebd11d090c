// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/step_runner.h"

#include "core/base/error.h"
#include "core/base/overloads.h"
#include "core/engine/unfold.h"

#include <string>
#include <vector>

namespace halftone::engine {
namespace {

/// A convolution reads one or two values (model::validate).
constexpr std::size_t kMaxInputs = 2;

ConvInput readingOf(const MapLayout& layout, const std::uint8_t* storage, Reading reading)
{
    return {storage + layout.origin(), layout.rowStride(), layout.groupStride(), layout.groups(),
            reading};
}

InMap inMap(MemoryPlan& maps, int value)
{
    return {maps.layout(value), maps.storage(value)};
}

/// Where a convolution writes the rows from `firstRow` on.
void setOutput(const Step& step, int firstRow, const RunMemory& memory, ConvArgs& args)
{
    if (step.kind == StepKind::Head) {
        const TensorView<std::int32_t>& logits = memory.logits;
        args.width = logits.width;
        args.logitsRowStride = logits.width;
        args.logitsChannelStride = static_cast<std::ptrdiff_t>(logits.width) * logits.height;
        args.logits = logits.data + firstRow * args.logitsRowStride;
        return;
    }
    const MapLayout& layout = memory.maps.layout(step.value);
    args.width = layout.width();
    args.outRowStride = layout.rowStride();
    args.outGroupStride = layout.groupStride();
    args.out = memory.maps.storage(step.value) + layout.origin() + firstRow * args.outRowStride;
}

} // namespace

StepRunner::StepRunner(const model::Model& model, quant::Precision precision,
                       const KernelSet& kernels, const PlannedConvs& convs, int threads)
    : m_model(model), m_table(model.requireTable(precision)), m_kernels(kernels), m_convs(convs),
      m_threads(threads), m_slots(static_cast<std::size_t>(threads))
{
    const std::size_t nodes = model.network.nodes.size();
    if ((!m_table.zeroPoints.empty() && m_table.zeroPoints.size() != nodes)
        || m_table.adds.size() != model.network.addNodes().size()) {
        throw Error(ErrorCode::ShapeMismatch,
                    "The table " + quant::toString(precision) + " of '" + model.card.name + "' has "
                        + std::to_string(m_table.zeroPoints.size()) + " zero points and "
                        + std::to_string(m_table.adds.size())
                        + " sums, which do not fit its network.");
    }
}

const model::Node& StepRunner::nodeOf(const Step& step) const
{
    return m_model.network.nodes[static_cast<std::size_t>(step.value)];
}

Bands StepRunner::bandsOf(const Step& step, int inputHeight) const
{
    return {inputHeight >> m_model.network.levelOf(step.value), m_threads};
}

MapLayout StepRunner::unfoldedOf(const Step& step, int height, int width) const
{
    return unfoldedLayout(nodeOf(step).conv(), bandsOf(step, height).rows(),
                          width >> m_model.network.levelOf(step.value));
}

std::size_t StepRunner::slotBytes(const Step& step, std::size_t kernelBytes, int height,
                                  int width) const
{
    if (nodeOf(step).conv().isPlain()) {
        return kernelBytes;
    }
    return (unfoldedOf(step, height, width).bytes() + kernelBytes + kBufferAlignment - 1)
           / kBufferAlignment * kBufferAlignment;
}

std::size_t StepRunner::scratchBytes(const Step& step, std::size_t kernelBytes, int height,
                                     int width) const
{
    return slotBytes(step, kernelBytes, height, width) * m_slots.count();
}

void StepRunner::runBand(const Step& step, std::size_t index, Band band, const RunMemory& memory)
{
    if (step.kind != StepKind::Head) {
        memory.maps.layout(step.value)
            .fillBorder(memory.maps.storage(step.value), band.rowBegin, band.rowEnd,
                        m_table.zeroPointOf(step.value));
    }
    switch (step.kind) {
    case StepKind::PackInput: packInput(step, band, memory); break;
    case StepKind::Conv:
    case StepKind::Head: runConv(step, index, band, memory); break;
    case StepKind::MaxPool: runPool(step, band, memory.maps); break;
    case StepKind::Upsample:
    case StepKind::Map: runMapOp(step, band, memory.maps); break;
    }
}

void StepRunner::packInput(const Step& step, Band band, const RunMemory& memory) const
{
    const MapLayout& layout = memory.maps.layout(step.value);
    std::uint8_t* storage = memory.maps.storage(step.value);
    if (step.packedFor == Reading::Windows) {
        layout.packWindows(memory.input, storage, band.rowBegin, band.rowEnd,
                           m_table.inputZeroPoint);
    } else {
        layout.pack(memory.input, storage, band.rowBegin, band.rowEnd);
    }
}

void StepRunner::runConv(const Step& step, std::size_t index, Band band, const RunMemory& memory)
{
    MemoryPlan& maps = memory.maps;
    const PackedConv& conv = m_convs.of(step);
    ConvInput inputs[kMaxInputs];
    for (std::size_t i = 0; i < step.inputs.size(); ++i) {
        const int value = step.inputs[i].value;
        inputs[i] = readingOf(maps.layout(value), maps.storage(value), step.inputs[i].reading);
    }
    const WorkerSlots::Lease slot(m_slots);
    const std::size_t bytes = slotBytes(step, conv.scratchBytes(), maps.height(), maps.width());
    std::uint8_t* scratch = maps.scratch(index) + slot.index() * bytes;
    ConvArgs args = conv.args();
    args.inputs = inputs;
    if (nodeOf(step).conv().isPlain()) {
        args.scratch = scratch;
        args.rowBegin = band.rowBegin;
        args.rowEnd = band.rowEnd;
        setOutput(step, 0, memory, args);
    } else {
        const MapLayout unfolded = unfoldedOf(step, maps.height(), maps.width());
        unfoldBand(step, band, {unfolded, scratch}, maps);
        inputs[0] = readingOf(unfolded, scratch, Reading::Direct);
        args.scratch = scratch + unfolded.bytes();
        args.rowEnd = band.rowEnd - band.rowBegin;
        setOutput(step, band.rowBegin, memory, args);
    }
    conv.run(args);
}

void StepRunner::unfoldBand(const Step& step, Band band, const OutMap& out, MemoryPlan& maps) const
{
    std::vector<UnfoldInput> inputs;
    for (const StepInput& input : step.inputs) {
        inputs.push_back({inMap(maps, input.value), m_table.zeroPointOf(input.value)});
    }
    unfold(nodeOf(step).conv(), inputs, band, out);
}

void StepRunner::runPool(const Step& step, Band band, MemoryPlan& maps) const
{
    const InMap in = inMap(maps, step.inputs.front().value);
    const MapLayout& out = maps.layout(step.value);
    m_kernels.maxPool2({in.storage + in.layout.origin(), in.layout.rowStride(),
                        in.layout.groupStride(), maps.storage(step.value) + out.origin(),
                        out.rowStride(), out.groupStride(), out.groups(), out.width(),
                        band.rowBegin, band.rowEnd});
}

void StepRunner::runMapOp(const Step& step, Band band, MemoryPlan& maps) const
{
    const InMap in = inMap(maps, step.inputs.front().value);
    const OutMap out{maps.layout(step.value), maps.storage(step.value)};
    const auto add = [&](const model::Add&) {
        addMaps(in, inMap(maps, step.inputs.back().value),
                m_table.adds[static_cast<std::size_t>(step.add)],
                quant::maxActivationCode(m_table.precision.activationBits), out, band);
    };
    std::visit(Overloads{[&](const model::Upsample2&) { upsample2(in, out, band); },
                         [&](const model::MaxPool3&) { maxPool3(in, out, band); },
                         [&](const model::Bilinear2&) { bilinear2(in, out, band); },
                         [&](const model::Shuffle2&) { shuffle2(in, out, band); }, add,
                         [](const auto&) {}}, // steps of their own kinds
               nodeOf(step).op);
}

} // namespace halftone::engine
