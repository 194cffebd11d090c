// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/network_steps.h"
#include "core/engine/packing/packed_conv.h"
#include "core/engine/plan/cost_model.h"
#include "core/engine/plan/planner.h"
#include "core/model/model.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace halftone::engine {

/// One convolution, before it runs.
struct ConvForecast {
    double milliseconds = 0; ///< estimated, on all threads
    std::size_t packedBytes = 0;
    std::size_t scratchBytes = 0; ///< of one thread
};

/// The convolutions of one model at one precision, each packed for the algorithm that suits the
/// size of the input. Model and kernels are borrowed.
class PlannedConvs {
public:
    /// Packs nothing yet. `forced` is EngineOptions::forced, `costs` are copied.
    PlannedConvs(const model::Model& model, quant::Precision precision, const KernelSet& kernels,
                 std::optional<Algorithm> forced, const CostModel& costs, std::size_t count);

    /// Packs a step's convolution for an input of height x width, if it is not packed for the
    /// algorithm that is then the fastest. Different steps may be packed at the same time. Throws
    /// Error{ShapeMismatch} if weights or table do not fit the network.
    void planFor(const Step& step, int height, int width);

    [[nodiscard]] const PackedConv& of(const Step& step) const { return conv(step).packed; }
    /// Of every legal algorithm, for a step's output of height x width.
    [[nodiscard]] std::vector<AlgorithmEstimate> estimates(const Step& step, int height, int width,
                                                           int threads) const;
    /// What planFor() would give, without keeping it.
    [[nodiscard]] ConvForecast forecast(const Step& step, int height, int width, int threads) const;
    [[nodiscard]] std::size_t bytes() const;

private:
    struct Conv {
        bool isPacked = false;
        LegalAlgorithms legal;
        PackedConv packed;
    };

    [[nodiscard]] const Conv& conv(const Step& step) const
    {
        return m_convs[static_cast<std::size_t>(step.conv)];
    }
    [[nodiscard]] Algorithm algorithmFor(const Step& step, const ConvShape& shape,
                                         const LegalAlgorithms& legal, int height, int width) const;
    [[nodiscard]] std::vector<std::int8_t> codesOf(const Step& step, const ConvShape& shape) const;
    /// But for what codes its maps hold.
    [[nodiscard]] ConvShape shapeOf(const Step& step, const model::Conv& layer,
                                    const model::PrecisionTable& table) const;
    [[nodiscard]] Conv pack(const Step& step, int height, int width) const;

    const model::Model& m_model;
    quant::Precision m_precision;
    const KernelSet& m_kernels;
    std::optional<Algorithm> m_forced;
    CostModel m_costs;
    std::vector<Conv> m_convs;
};

} // namespace halftone::engine
