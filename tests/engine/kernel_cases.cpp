// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/kernel_cases.h"

#include "core/engine/cpu/kernel_registry.h"
#include "core/engine/map_layout.h"
#include "tests/engine/conv_data.h"
#include "tests/engine/guarded_buffer.h"

#include <algorithm>
#include <deque>
#include <sstream>
#include <vector>

namespace halftone::engine::kernels::avxvnni_stand_in {
extern const KernelSet kKernelSet;
} // namespace halftone::engine::kernels::avxvnni_stand_in

namespace halftone::testing {
namespace {

using engine::MapLayout;
using engine::Reading;

/// The buffers of one run, all guarded.
class Run {
public:
    Run(const engine::KernelSet& kernels, const ConvCase& c, const ConvData& data)
        : m_kernels(kernels.convFor(data.shape, c.algorithm)), m_case(c),
          m_layout(c.outChannels, c.height, c.width), m_weights(packed(m_kernels, data)),
          m_channels(channelArrays(m_kernels, data)), m_out(m_layout.bytes()),
          m_logits(static_cast<std::size_t>(c.outChannels * c.height * c.width)),
          m_scratch(m_kernels.form.scratchBytes(data.shape))
    {
        for (const PlainInput& input : data.inputs) {
            addInput(input);
        }
        const auto padded = static_cast<std::size_t>(data.shape.outGroups()) * 4;
        m_args.inputs = m_inputs.data();
        m_args.inputCount = static_cast<int>(m_inputs.size());
        m_args.weights = m_weights.data();
        m_args.start = m_channels.data();
        m_args.preShift = m_channels.data() + padded;
        m_args.multiplier = m_channels.data() + 2 * padded;
        m_args.bias = m_channels.data() + 3 * padded;
        m_args.shift = m_channels.data() + 4 * padded;
        m_args.maxCode = data.maxCode;
        m_args.outGroups = data.shape.outGroups();
        m_args.outChannels = c.outChannels;
        m_args.width = c.width;
        m_args.scratch = m_scratch.data();
        m_out.fill(kPattern);
        m_logits.fill(kPattern);
    }

    void codes()
    {
        m_args.out = m_out.data() + m_layout.origin();
        m_args.outRowStride = m_layout.rowStride();
        m_args.outGroupStride = m_layout.groupStride();
        inTwoBands(m_kernels.codes);
    }
    /// False if the algorithm writes no logits.
    [[nodiscard]] bool logits()
    {
        if (m_kernels.logits == nullptr) {
            return false;
        }
        m_args.logits = m_logits.data();
        m_args.logitsRowStride = m_case.width;
        m_args.logitsChannelStride = std::ptrdiff_t{m_case.width} * m_case.height;
        inTwoBands(m_kernels.logits);
        return true;
    }

    /// Code at (c, y, x), c also over the padded channels of the last group.
    [[nodiscard]] int code(int c, int y, int x) const
    {
        return m_out[static_cast<std::size_t>(m_layout.origin() + c / 4 * m_layout.groupStride()
                                              + y * m_layout.rowStride() + 4 * x + c % 4)];
    }
    [[nodiscard]] std::int32_t logit(int c, int y, int x) const
    {
        return m_logits[static_cast<std::size_t>((c * m_case.height + y) * m_case.width + x)];
    }
    /// Bytes of the output's storage that are no longer the pattern, and should be so: all pixels.
    [[nodiscard]] bool bordersUntouched() const
    {
        std::vector<std::uint8_t> copy(m_out.data(), m_out.data() + m_out.size());
        for (int g = 0; g < m_layout.groups(); ++g) {
            for (int y = 0; y < m_layout.height(); ++y) {
                const auto first = static_cast<std::size_t>(
                    m_layout.origin() + g * m_layout.groupStride() + y * m_layout.rowStride());
                std::fill_n(copy.begin() + static_cast<std::ptrdiff_t>(first), 4 * m_layout.width(),
                            kPattern);
            }
        }
        return std::all_of(copy.begin(), copy.end(), [](auto byte) { return byte == kPattern; });
    }
    [[nodiscard]] int paddedChannels() const { return 4 * m_layout.groups(); }

private:
    static std::vector<std::byte> packed(const engine::ConvKernels& kernels, const ConvData& data)
    {
        const engine::PackedWeights weights = kernels.form.pack(data.shape, data.weights);
        return {weights.data(), weights.data() + weights.size()};
    }
    static std::vector<std::int32_t> channelArrays(const engine::ConvKernels& kernels,
                                                   const ConvData& data)
    {
        const auto padded = static_cast<std::size_t>(data.shape.outGroups()) * 4;
        std::vector<std::int32_t> arrays(5 * padded);
        for (std::size_t c = 0; c < data.table.size(); ++c) {
            arrays[c] = ((1 << data.table[c].preShift) >> 1) << kernels.form.accumulatorShift;
            arrays[padded + c] = data.table[c].preShift + kernels.form.accumulatorShift;
            arrays[2 * padded + c] = data.table[c].multiplier;
            arrays[3 * padded + c] = data.table[c].bias;
            arrays[4 * padded + c] = data.table[c].shift;
        }
        return arrays;
    }
    void addInput(const PlainInput& input)
    {
        const MapLayout layout(input.channels, input.height, input.width);
        auto& storage = m_inputStorage.emplace_back(layout.bytes());
        storage.fill(kPattern); // what lies between rows must not matter
        layout.fillBorder(storage.data(), 0, input.height);
        const TensorView<const std::uint8_t> plain{input.codes.data(), input.channels, input.height,
                                                   input.width};
        if (input.reading == Reading::Windows) {
            layout.packWindows(plain, storage.data(), 0, input.height);
        } else {
            layout.pack(plain, storage.data(), 0, input.height);
        }
        m_inputs.push_back({storage.data() + layout.origin(), layout.rowStride(),
                            layout.groupStride(), layout.groups(), input.reading});
    }
    void inTwoBands(void (*kernel)(const engine::ConvArgs&))
    {
        const int middle = m_case.height / 2 / engine::kBandRows * engine::kBandRows;
        m_args.rowBegin = 0;
        m_args.rowEnd = middle;
        kernel(m_args);
        m_args.rowBegin = middle;
        m_args.rowEnd = m_case.height;
        kernel(m_args);
    }

    const engine::ConvKernels& m_kernels;
    ConvCase m_case;
    MapLayout m_layout;
    GuardedBuffer<std::byte> m_weights;
    GuardedBuffer<std::int32_t> m_channels;
    GuardedBuffer<std::uint8_t> m_out;
    GuardedBuffer<std::int32_t> m_logits;
    GuardedBuffer<std::uint8_t> m_scratch;
    std::deque<GuardedBuffer<std::uint8_t>> m_inputStorage;
    std::vector<engine::ConvInput> m_inputs;
    engine::ConvArgs m_args;
};

std::string describe(const ConvCase& c, const engine::KernelSet& kernels)
{
    std::ostringstream text;
    text << "kernel " << c.kernel << ", " << c.firstChannels
         << (c.reading == Reading::Upsampled2 ? " upsampled"
             : c.reading == Reading::Windows  ? " in windows"
                                              : "")
         << " + " << c.secondChannels
         << (c.secondReading == Reading::Upsampled2 ? " upsampled" : "") << " -> " << c.outChannels
         << ", " << c.height << "x" << c.width << ", " << kernels.title << ", "
         << engine::toString(c.algorithm) << ", codes to " << c.maxInput << ", weights to "
         << c.maxWeight << ", seed " << c.seed;
    return text.str();
}

} // namespace

std::string checkConv(const ConvCase& convCase, const engine::KernelSet& kernels)
{
    const ConvCase& c = convCase;
    const ConvData data = makeConvData(c);
    if (!kernels.convFor(data.shape, c.algorithm).form.isLegal(data.shape, data.weights)) {
        return "the planner would refuse this; " + describe(c, kernels);
    }
    Run run(kernels, c, data);
    run.codes();
    const bool hasLogits = run.logits();
    for (int o = 0; o < run.paddedChannels(); ++o) {
        for (int y = 0; y < c.height; ++y) {
            for (int x = 0; x < c.width; ++x) {
                std::ostringstream where;
                where << "channel " << o << ", y " << y << ", x " << x << ": ";
                if (o >= c.outChannels) {
                    if (run.code(o, y, x) != 0) {
                        return where.str() + "a padded channel is not 0; " + describe(c, kernels);
                    }
                    continue;
                }
                const auto& entry = data.table[static_cast<std::size_t>(o)];
                const std::int32_t sum = naiveSum(data, o, y, x);
                const int reference = quant::requantize(sum, entry, data.maxCode);
                const std::int32_t start = (1 << entry.preShift) >> 1;
                where << "reference " << reference << " (accumulator " << sum << "), got "
                      << run.code(o, y, x);
                if (hasLogits) {
                    where << " (accumulator " << run.logit(o, y, x) - start << ")";
                }
                where << "; ";
                if (run.code(o, y, x) != reference
                    || (hasLogits && run.logit(o, y, x) != sum + start)) {
                    return where.str() + describe(c, kernels);
                }
            }
        }
    }
    return run.bordersUntouched() ? "" : "the output's border was written; " + describe(c, kernels);
}

bool isLegal(const ConvCase& convCase, const engine::KernelSet& kernels)
{
    const ConvData data = makeConvData(convCase);
    const engine::ConvKernels& conv = kernels.convFor(data.shape, convCase.algorithm);
    return conv.codes != nullptr && conv.form.isLegal(data.shape, data.weights);
}

std::string checkConv(const ConvCase& convCase, engine::Isa isa)
{
    return checkConv(convCase, engine::requireKernels(isa));
}

const engine::KernelSet* avxVnniStandIn()
{
#ifdef HALFTONE_HAVE_AVXVNNI_STAND_IN
    static const engine::KernelSet kSet = [] {
        engine::KernelSet set = engine::kernels::avxvnni_stand_in::kKernelSet;
        set.title = "AVX-VNNI in the encoding of AVX-512";
        return set;
    }();
    return engine::isAvailable(engine::Isa::Avx512Vnni) ? &kSet : nullptr;
#else
    return nullptr;
#endif
}

std::vector<const engine::KernelSet*> kernelSetsHere()
{
    std::vector<const engine::KernelSet*> sets;
    for (const engine::Isa isa : engine::availableIsas()) {
        sets.push_back(&engine::requireKernels(isa));
    }
    if (avxVnniStandIn() != nullptr) {
        sets.push_back(avxVnniStandIn());
    }
    return sets;
}

std::vector<engine::Isa> isasWith(engine::Algorithm algorithm)
{
    std::vector<engine::Isa> isas;
    for (const engine::Isa isa : engine::availableIsas()) {
        if (engine::requireKernels(isa).has(algorithm)) {
            isas.push_back(isa);
        }
    }
    return isas;
}

} // namespace halftone::testing
