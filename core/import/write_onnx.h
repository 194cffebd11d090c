// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model.h"
#include "core/quant/precision.h"

#include <filesystem>

/// Models for other tools, as ONNX (opset 13).
namespace halftone::import {

/// Input "image", float [1,1,height,width] of code / 255: height and width are multiples of
/// Network::stride(). Output "probabilities", float [1,classes,height,width]: Sigmoid of one class,
/// Softmax of several. The card and the stride stand in the file's metadata.
///
/// At quant::kFull it is the float path. At an integer precision it is QDQ: QuantizeLinear and
/// DequantizeLinear around everything, with weights as int8 and one scale for each of their
/// channels, activations as uint8 in steps of 1 with a Clip to their largest code where they have
/// fewer than 8 bits. The scale of a channel is the real number that its requantization table
/// stands for: codes come out as the engine's but for rounding, where the table's pre-shift and its
/// ties differ from a rounded product.
///
/// Written atomically. Throws Error{Unsupported} for a model without such a precision and for
/// W16A16, and Error{FileWrite}.
void writeOnnx(const std::filesystem::path& path, const model::Model& model,
               quant::Precision precision);

} // namespace halftone::import
