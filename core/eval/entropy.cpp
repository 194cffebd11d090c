// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/entropy.h"

#include "core/base/error.h"

#include <cmath>
#include <cstddef>
#include <string>

namespace halftone::eval {

namespace {

double term(double probability)
{
    return probability > 0 ? -probability * std::log2(probability) : 0;
}

} // namespace

EntropyMeans meanEntropy(std::span<const float> probabilities, int classes,
                         std::span<const std::uint8_t> mask)
{
    const std::size_t voxels = mask.size();
    if (voxels == 0 || classes < 1
        || probabilities.size() != voxels * static_cast<std::size_t>(classes)) {
        throw Error(ErrorCode::ShapeMismatch,
                    "A mask of " + std::to_string(voxels) + " voxels came with "
                        + std::to_string(probabilities.size()) + " probabilities of "
                        + std::to_string(classes) + " classes.");
    }
    double all = 0;
    double inside = 0;
    std::size_t foreground = 0;
    for (std::size_t i = 0; i < voxels; ++i) {
        double entropy = classes == 1 ? term(1 - static_cast<double>(probabilities[i])) : 0;
        for (std::size_t c = 0; c < static_cast<std::size_t>(classes); ++c) {
            entropy += term(probabilities[c * voxels + i]);
        }
        all += entropy;
        if (mask[i] != 0) {
            inside += entropy;
            ++foreground;
        }
    }
    return {all / static_cast<double>(voxels),
            foreground > 0 ? std::optional(inside / static_cast<double>(foreground))
                           : std::nullopt};
}

} // namespace halftone::eval
