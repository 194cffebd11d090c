// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace halftone::eval {

/// How undecided a network says that it is: the entropy of its class probabilities, in bits.
struct EntropyMeans {
    double slice = 0;                 ///< mean over all voxels
    std::optional<double> foreground; ///< over those that the mask has a label for; empty for none
};

/// `probabilities` is [classes, voxels] as model::Prediction has them: of one class the probability
/// of the foreground (the background has the rest), of more a distribution over all. `mask` is
/// [voxels]. Probabilities of 0 and 1 add nothing. Throws Error{ShapeMismatch} for no voxels, no
/// class, or lengths that do not fit.
[[nodiscard]] EntropyMeans meanEntropy(std::span<const float> probabilities, int classes,
                                       std::span<const std::uint8_t> mask);

} // namespace halftone::eval
