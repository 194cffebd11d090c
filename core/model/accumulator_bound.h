// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// The static range of accumulators, from which requantization tables are made and checked.
namespace halftone::model {

/// Largest code the inputs of conv n can hold: 255 where it reads the image, else 2^a - 1.
[[nodiscard]] std::int32_t maxInputCode(const Network& network, std::size_t conv,
                                        quant::Precision precision);

/// Sum of |code| of each output channel, [O], of codes [O,...]. codes.size() is a multiple of O.
[[nodiscard]] std::vector<std::int64_t> sumOfMagnitudes(std::span<const std::int8_t> codes,
                                                        int outChannels);

/// Largest |acc| of each output channel of conv n, [O]: maxInputCode * sum |code|, whatever its
/// inputs' zero points, which are codes like others. This is the `accBound` of
/// quant::makeRequant() and quant::isSafe().
[[nodiscard]] std::vector<std::int64_t> accumulatorBounds(const Model& model, std::size_t conv,
                                                          quant::Precision precision);

/// What each output channel of conv n accumulates where all its inputs are 0, [O]: the sum of zero
/// point * code over its weights. Its table's bias has to take it away.
[[nodiscard]] std::vector<std::int64_t> accumulatorsOfZero(const Model& model, std::size_t conv,
                                                           const PrecisionTable& table);

} // namespace halftone::model
