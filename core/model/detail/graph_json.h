// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/detail/json_fields.h"
#include "core/model/float_graph.h"
#include "core/model/safetensors.h"

/// The float graph of a model file, see model_file.cpp. Included by .cpp files only.
namespace halftone::model::detail {

/// Its JSON; its numbers become tensors of `file`.
[[nodiscard]] Json graphToJson(const graph::Graph& graph, Safetensors& file);

/// The inverse. Throws Error{FileFormat} naming the node and the field, or the tensor. What the
/// numbers mean together is checked by graph::check().
[[nodiscard]] graph::Graph graphFromJson(const Json& json, const Safetensors& file);

} // namespace halftone::model::detail
