// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/tensor_view.h"
#include "core/engine/bands.h"
#include "core/engine/cpu/kernel_set.h"
#include "core/engine/map_ops.h"
#include "core/engine/memory_plan.h"
#include "core/engine/network_steps.h"
#include "core/engine/plan/planned_convs.h"
#include "core/engine/worker_slots.h"

#include <cstddef>
#include <cstdint>

namespace halftone::engine {

/// What the steps of one run read and write.
struct RunMemory {
    MemoryPlan& maps;
    TensorView<const std::uint8_t> input;
    TensorView<std::int32_t> logits;
};

/// Runs bands of steps, of which several may run at the same time. Everything is borrowed.
class StepRunner {
public:
    /// Throws Error{ShapeMismatch} if zero points or sums of the table do not fit the network.
    StepRunner(const model::Model& model, quant::Precision precision, const KernelSet& kernels,
               const PlannedConvs& convs, int threads);

    /// For an input of so many rows.
    [[nodiscard]] Bands bandsOf(const Step& step, int inputHeight) const;
    /// Scratch for all threads of a step whose convolution wants `kernelBytes` a call: these, and
    /// before them the unfolded rows of a band (unfold.h).
    [[nodiscard]] std::size_t scratchBytes(const Step& step, std::size_t kernelBytes, int height,
                                           int width) const;
    void runBand(const Step& step, std::size_t index, Band band, const RunMemory& memory);

private:
    [[nodiscard]] const model::Node& nodeOf(const Step& step) const;
    [[nodiscard]] MapLayout unfoldedOf(const Step& step, int height, int width) const;
    [[nodiscard]] std::size_t slotBytes(const Step& step, std::size_t kernelBytes, int height,
                                        int width) const;
    void packInput(const Step& step, Band band, const RunMemory& memory) const;
    void runConv(const Step& step, std::size_t index, Band band, const RunMemory& memory);
    void unfoldBand(const Step& step, Band band, const OutMap& out, MemoryPlan& maps) const;
    void runPool(const Step& step, Band band, MemoryPlan& maps) const;
    void runMapOp(const Step& step, Band band, MemoryPlan& maps) const;

    const model::Model& m_model;
    const model::PrecisionTable& m_table;
    const KernelSet& m_kernels;
    const PlannedConvs& m_convs;
    int m_threads;
    WorkerSlots m_slots;
};

} // namespace halftone::engine
