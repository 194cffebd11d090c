// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/import/detail/call.h"

namespace halftone::import::detail {

// What the operations of ONNX are in a float graph: nodes for those of maps, and the values they
// make, one for each output that counts. The meaning of attributes and inputs is that of the ONNX
// operators' specification for the model's opset. Each throws as Call does.

[[nodiscard]] Values translateConv(const Call& call);
[[nodiscard]] Values translateConvTranspose(const Call& call);
[[nodiscard]] Values translatePool(const Call& call);
[[nodiscard]] Values translateGlobalAverage(const Call& call); ///< GlobalAveragePool, ReduceMean

[[nodiscard]] Values translateBatchNorm(const Call& call);
[[nodiscard]] Values translateInstanceNorm(const Call& call);
[[nodiscard]] Values translateGroupNorm(const Call& call);

[[nodiscard]] Values translateActivation(const Call& call); ///< those of the input alone
[[nodiscard]] Values translatePRelu(const Call& call);
[[nodiscard]] Values translateClip(const Call& call);
[[nodiscard]] Values translateHardSwish(const Call& call);
[[nodiscard]] Values translateSoftmax(const Call& call);
[[nodiscard]] Values translateArithmetic(const Call& call); ///< Add, Sub, Mul, Div, Sum, Neg
[[nodiscard]] Values translateArgMax(const Call& call);

[[nodiscard]] Values translateSame(const Call& call); ///< Identity, Dropout, Cast
[[nodiscard]] Values translateReshape(const Call& call);
[[nodiscard]] Values translateTranspose(const Call& call);
[[nodiscard]] Values translateSqueeze(const Call& call);
[[nodiscard]] Values translateUnsqueeze(const Call& call);
[[nodiscard]] Values translateConcat(const Call& call);
[[nodiscard]] Values translateSplit(const Call& call);
[[nodiscard]] Values translateDepthToSpace(const Call& call);

[[nodiscard]] Values translateSlice(const Call& call);
[[nodiscard]] Values translatePad(const Call& call);
[[nodiscard]] Values translateResize(const Call& call); ///< Resize, Upsample

/// Values by channel that numbers of any shape which broadcasts to the map's are; refuses those
/// that differ from pixel to pixel.
[[nodiscard]] std::vector<float> byChannel(const Call& call, const Array& array, const Map& map);

/// A number that is the same for all three images, or, in a file of fixed size, fits the first.
[[nodiscard]] std::optional<int> pixels(const Call& call, const Sample& sample);

/// An earlier map of the height and width.
[[nodiscard]] const Map* mapOfSize(const Call& call, const Sample& height, const Sample& width);

} // namespace halftone::import::detail
