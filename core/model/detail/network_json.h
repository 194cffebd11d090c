// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/detail/json_fields.h"
#include "core/model/network.h"

/// The layer graph of a model file, see model_file.cpp. Included by .cpp files only.
namespace halftone::model::detail {

[[nodiscard]] Json networkToJson(const Network& network);

/// The inverse; the result passes validate(). Throws Error{FileFormat} naming the field or node.
[[nodiscard]] Network networkFromJson(const Json& json);

} // namespace halftone::model::detail
