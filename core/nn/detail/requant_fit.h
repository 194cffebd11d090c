// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model.h"
#include "core/quant/fixed_point.h"

#include <torch/types.h>

#include <cstdint>
#include <vector>

/// Tables from what accumulators and float values of the same places are.
namespace halftone::nn {

/// One channel: real value = gain * accumulator + offset.
struct ChannelFit {
    double gain = 0;
    double offset = 0;
};

/// For each row of `sums` [O,P] (accumulators) the affine function that gives it mean and standard
/// deviation of that of `values` [O,P]: what rounding took from the spread comes back, and so does
/// what it added to the mean. Gains stay within a factor of 4 of `nominal` [O], what a unit of the
/// accumulator is worth by the steps, and are that where either never varies.
[[nodiscard]] std::vector<ChannelFit> matchMoments(const torch::Tensor& sums,
                                                   const torch::Tensor& values,
                                                   const std::vector<double>& nominal);

/// The same with one gain, above 0, for all rows.
[[nodiscard]] std::vector<ChannelFit>
matchMomentsTogether(const torch::Tensor& sums, const torch::Tensor& values, double nominal);

/// quant::makeRequant for any finite scale: one beyond what a table can hold becomes the largest
/// that it can.
[[nodiscard]] quant::ChannelRequant makeBoundedRequant(double scale, double offset,
                                                       std::int64_t accBound);

/// A value as a sum reads or writes it.
struct CodedValue {
    double step = 1;
    int zeroPoint = 0;
    int maxCode = 255;
};

/// The requantization of first + second that is closest to exact without leaving 32 bits.
[[nodiscard]] model::AddRequant makeAddRequant(const CodedValue& first, const CodedValue& second,
                                               const CodedValue& sum);

} // namespace halftone::nn
