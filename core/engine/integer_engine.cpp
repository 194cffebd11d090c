// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/integer_engine.h"

#include "core/base/error.h"
#include "core/base/progress.h"
#include "core/engine/cpu/kernel_registry.h"
#include "core/engine/memory_plan.h"
#include "core/engine/network_steps.h"
#include "core/engine/plan/planned_convs.h"
#include "core/engine/step_runner.h"

#include <chrono>
#include <string>

namespace halftone::engine {
namespace {

/// Side of the input for which weights are packed before the first run says it.
constexpr int kNominalSide = 512;

std::string shapeText(int channels, int height, int width)
{
    return "[" + std::to_string(channels) + "," + std::to_string(height) + ","
           + std::to_string(width) + "]";
}

} // namespace

struct IntegerEngine::Impl {
    using Observer = std::function<void(const Step&)>;

    Impl(std::shared_ptr<const model::Model> modelToRun, quant::Precision precisionToRun,
         const EngineOptions& options)
        : model(std::move(modelToRun)), precision(precisionToRun), pool(options.pool),
          kernels(requireKernels(options.isa)),
          steps(
              makeSteps(model->network, kernels.readsWindows ? Reading::Windows : Reading::Direct)),
          convs(*model, precision, kernels, options.forced, costsFor(options),
                model->network.convNodes().size()),
          runner(*model, precision, kernels, convs, threads())
    {
        std::vector<const Step*> toPack;
        for (const Step& step : steps) {
            if (step.conv >= 0) {
                toPack.push_back(&step);
            }
        }
        forEach(toPack.size(),
                [&](std::size_t n) { convs.planFor(*toPack[n], kNominalSide, kNominalSide); });
    }

    /// body(i) for every i in [0, count), on the pool if there is one.
    void forEach(std::size_t count, const std::function<void(std::size_t)>& body) const
    {
        if (pool != nullptr) {
            pool->parallelFor(count, body);
            return;
        }
        for (std::size_t i = 0; i < count; ++i) {
            body(i);
        }
    }

    [[nodiscard]] const model::Node& nodeOf(const Step& step) const
    {
        return model->network.nodes[static_cast<std::size_t>(step.value)];
    }

    [[nodiscard]] int threads() const { return pool != nullptr ? pool->threads() : 1; }

    void checkShapes(TensorView<const std::uint8_t> input, TensorView<std::int32_t> logits) const
    {
        const model::Network& network = model->network;
        const int stride = network.stride();
        if (input.channels != network.inputChannels || input.height < stride || input.width < stride
            || input.height % stride != 0 || input.width % stride != 0) {
            throw Error(ErrorCode::ShapeMismatch,
                        "The model '" + model->card.name + "' needs an input of "
                            + std::to_string(network.inputChannels)
                            + " channel(s) whose sides are multiples of " + std::to_string(stride)
                            + "; found " + shapeText(input.channels, input.height, input.width)
                            + ". Pad it.");
        }
        if (logits.channels != network.classes() || logits.height != input.height
            || logits.width != input.width) {
            throw Error(ErrorCode::ShapeMismatch,
                        "Logits need the shape "
                            + shapeText(network.classes(), input.height, input.width) + "; found "
                            + shapeText(logits.channels, logits.height, logits.width) + ".");
        }
    }

    void planFor(int height, int width)
    {
        if (memory.height() == height && memory.width() == width) {
            return;
        }
        // Freed first: two arenas need not exist at once.
        memory = MemoryPlan();
        std::vector<std::size_t> scratch;
        for (const Step& step : steps) {
            if (step.conv < 0) {
                scratch.push_back(0);
                continue;
            }
            convs.planFor(step, height, width);
            scratch.push_back(
                runner.scratchBytes(step, convs.of(step).scratchBytes(), height, width));
        }
        memory = MemoryPlan(model->network, steps, scratch, height, width);
        memory.allocate();
    }

    /// As planFor() would leave it, without a change to anything.
    [[nodiscard]] model::RunForecast forecast(int height, int width) const
    {
        model::RunForecast result;
        double milliseconds = 0;
        std::vector<std::size_t> scratch;
        for (const Step& step : steps) {
            scratch.push_back(0);
            if (step.conv >= 0) {
                const ConvForecast conv = convs.forecast(step, height, width, threads());
                milliseconds += conv.milliseconds;
                result.packedBytes += conv.packedBytes;
                scratch.back() = runner.scratchBytes(step, conv.scratchBytes, height, width);
            }
        }
        result.milliseconds = milliseconds;
        result.arenaBytes = MemoryPlan(model->network, steps, scratch, height, width).bytes();
        return result;
    }

    void run(TensorView<const std::uint8_t> input, TensorView<std::int32_t> logits,
             const StopToken& stop, const Observer& afterStep)
    {
        checkShapes(input, logits);
        planFor(input.height, input.width);
        for (std::size_t s = 0; s < steps.size(); ++s) {
            throwIfStopped(stop);
            const Step& step = steps[s];
            const Bands bands = runner.bandsOf(step, input.height);
            forEach(bands.count(), [&](std::size_t index) {
                throwIfStopped(stop);
                runner.runBand(step, s, bands.at(index), {memory, input, logits});
            });
            if (afterStep) {
                afterStep(step);
            }
        }
    }

    [[nodiscard]] LayerCost costOf(const Step& step, TensorView<const std::uint8_t> input,
                                   double milliseconds) const
    {
        LayerCost cost;
        cost.node = step.value;
        cost.name = step.value == model::kInputValue ? "input" : nodeOf(step).name;
        const int level = model->network.levelOf(step.value);
        cost.channels = model->network.channelsOf(step.value);
        cost.height = input.height >> level;
        cost.width = input.width >> level;
        if (step.conv >= 0) {
            cost.estimates = convs.estimates(step, cost.height, cost.width, threads());
            cost.algorithm = convs.of(step).algorithm();
            cost.gmac = 1e-9 * model->network.macsOf(step.value, input.height, input.width);
        }
        cost.milliseconds = milliseconds;
        return cost;
    }

    /// See CopyCodes.
    [[nodiscard]] std::vector<std::uint8_t> codesOf(const Step& step)
    {
        std::vector<std::uint8_t> codes;
        if (step.kind != StepKind::PackInput && step.kind != StepKind::Head) {
            const MapLayout& layout = memory.layout(step.value);
            codes.resize(static_cast<std::size_t>(layout.channels())
                         * static_cast<std::size_t>(layout.height())
                         * static_cast<std::size_t>(layout.width()));
            layout.unpack(memory.storage(step.value), codes.data());
        }
        return codes;
    }

    std::shared_ptr<const model::Model> model;
    quant::Precision precision;
    const ThreadPool* pool;
    const KernelSet& kernels;
    std::vector<Step> steps;
    PlannedConvs convs;
    StepRunner runner;
    MemoryPlan memory;
};

IntegerEngine::IntegerEngine(std::shared_ptr<const model::Model> model, quant::Precision precision,
                             const EngineOptions& options)
{
    if (model == nullptr) {
        throw Error(ErrorCode::InvalidArgument, "The integer engine needs a model.");
    }
    model::validate(model->network);
    if (!model->network.isInteger()) {
        throw Error(ErrorCode::Unsupported,
                    "'" + model->card.name
                        + "' has operations that the integer engine does not compute. Run it in "
                          "full precision, or as a simulation.");
    }
    m_impl = std::make_unique<Impl>(std::move(model), precision, options);
}

IntegerEngine::~IntegerEngine() = default;
IntegerEngine::IntegerEngine(IntegerEngine&&) noexcept = default;
IntegerEngine& IntegerEngine::operator=(IntegerEngine&&) noexcept = default;

void IntegerEngine::run(TensorView<const std::uint8_t> input, TensorView<std::int32_t> logits,
                        const StopToken& stop)
{
    m_impl->run(input, logits, stop, {});
}

void IntegerEngine::observe(TensorView<const std::uint8_t> input, TensorView<std::int32_t> logits,
                            const StopToken& stop, const SeeStep& see)
{
    using Clock = std::chrono::steady_clock;
    m_impl->checkShapes(input, logits);
    m_impl->planFor(input.height, input.width);
    Clock::time_point before = Clock::now();
    m_impl->run(input, logits, stop, [&](const Step& step) {
        const double elapsed =
            std::chrono::duration<double, std::milli>(Clock::now() - before).count();
        see(m_impl->costOf(step, input, elapsed), [&] { return m_impl->codesOf(step); });
        before = Clock::now();
    });
}

std::vector<LayerTrace> IntegerEngine::trace(TensorView<const std::uint8_t> input,
                                             TensorView<std::int32_t> logits)
{
    std::vector<LayerTrace> traces;
    observe(input, logits, {}, [&](const LayerCost& cost, const CopyCodes& codes) {
        std::vector<std::uint8_t> values = codes();
        if (!values.empty()) {
            traces.push_back({cost.node, cost.name, std::move(values)});
        }
    });
    return traces;
}

std::vector<LayerCost> IntegerEngine::explain(TensorView<const std::uint8_t> input,
                                              TensorView<std::int32_t> logits,
                                              const StopToken& stop)
{
    std::vector<LayerCost> costs;
    observe(input, logits, stop,
            [&](const LayerCost& cost, const CopyCodes&) { costs.push_back(cost); });
    return costs;
}

model::RunForecast IntegerEngine::forecast(int height, int width) const
{
    const int stride = m_impl->model->network.stride();
    if (height < stride || width < stride || height % stride != 0 || width % stride != 0) {
        throw Error(ErrorCode::ShapeMismatch, "A forecast needs sides that are multiples of "
                                                  + std::to_string(stride) + "; found "
                                                  + std::to_string(width) + " x "
                                                  + std::to_string(height) + ".");
    }
    return m_impl->forecast(height, width);
}

PlanInfo IntegerEngine::info() const
{
    PlanInfo info;
    info.isa = m_impl->kernels.isa;
    info.threads = m_impl->threads();
    info.arenaBytes = m_impl->memory.bytes();
    info.packedBytes = m_impl->convs.bytes();
    info.weightBytes = m_impl->model->weightBytes(m_impl->precision);
    return info;
}

} // namespace halftone::engine
