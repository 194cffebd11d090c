// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/detail/json_fields.h"
#include "core/model/model.h"
#include "core/model/safetensors.h"

/// The tables of a model file, see model_file.cpp. Included by .cpp files only.
namespace halftone::model::detail {

/// Its JSON; its numbers become tensors of `file`.
[[nodiscard]] Json tableToJson(const PrecisionTable& table, Safetensors& file);

/// The inverse, for a network that passes validate() and isInteger(). Throws Error{FileFormat}
/// naming the field or tensor.
[[nodiscard]] PrecisionTable tableFromJson(const Json& json, const Safetensors& file,
                                           const Network& network);

} // namespace halftone::model::detail
