// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/float_graph.h"

namespace halftone::import {

/// The same function, but for rounding, in fewer nodes: an Affine behind a convolution becomes part
/// of its weights, one behind another Affine is joined with it, one that changes nothing goes, and
/// x * sigmoid(x) is Silu. Nodes that the last one does not depend on are left out. The graph is
/// one that shapesOf() takes.
void simplify(model::graph::Graph& graph);

/// Leaves out the nodes that `output` does not depend on, so that it is the last.
void keepOnly(model::graph::Graph& graph, int output);

} // namespace halftone::import
