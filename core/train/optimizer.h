// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/nn/detail/unet.h"

#include <torch/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace halftone::train {

/// AdamW (arXiv 1711.05101) with clipping by the global norm. Own, because a precision that was not
/// drawn in a step must not move (its parameters then have no gradient), and because the state goes
/// into our checkpoint.
class AdamW {
public:
    struct Slot {
        std::string name;
        torch::Tensor parameter, first, second; ///< moments in the parameter's shape
        std::int64_t steps = 0;
        bool decays = false;
    };

    explicit AdamW(const std::vector<nn::NamedTensor>& parameters);

    /// Drops all gradients, so that only what backward() reaches will move.
    void clearGradients();
    /// Norm over all gradients before clipping; not finite if any gradient is not.
    [[nodiscard]] double gradientNorm() const;
    void step(double learningRate, double weightDecay, double clipNorm, double gradientNorm);

    [[nodiscard]] std::vector<Slot>& slots() { return m_slots; }

private:
    std::vector<Slot> m_slots;
};

} // namespace halftone::train
