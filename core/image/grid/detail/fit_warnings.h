// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/base/preprocess_spec.h"

#include <string>
#include <vector>

namespace halftone::image::detail {

/// Sentences about what in modality, orientation, spacing and values does not fit the model.
[[nodiscard]] std::vector<std::string> fitWarnings(const Image& oriented,
                                                   const PreprocessSpec& spec);

} // namespace halftone::image::detail
