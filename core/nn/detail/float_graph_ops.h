// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "core/model/float_graph.h"

#include <torch/types.h>

#include <vector>

/// What the nodes of a model::graph::Graph compute, on float maps [1,C,H,W] by LibTorch.
namespace halftone::nn {

/// Constants of a node as tensors.
struct NodeTensors {
    torch::Tensor weights; ///< of Conv [O,I/groups,KH,KW], of ConvTranspose [I,O/groups,KH,KW]
    torch::Tensor scale;   ///< [C] of norms, [1,C,1,1] of Affine, slopes of PRelu
    torch::Tensor offset;  ///< [C] or [1,C,1,1]; bias [O], undefined where there is none

    [[nodiscard]] std::size_t bytes() const;
};

[[nodiscard]] NodeTensors tensorsOf(const model::graph::Op& op);

/// Whether compute() of such a node may write over its first input, where nobody else reads it.
[[nodiscard]] bool canOverwrite(const model::graph::Op& op);

/// The node's value, in memory of its own or, with `overwrite`, in that of its first input. Polls
/// `stop` inside convolutions. Throws Error{Cancelled}, and c10::Error where the shapes do not fit
/// (model::graph::shapesOf tells it before).
[[nodiscard]] torch::Tensor compute(const model::graph::Op& op, const NodeTensors& tensors,
                                    const std::vector<torch::Tensor>& inputs, bool overwrite,
                                    const StopToken& stop);

} // namespace halftone::nn
