// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model.h"
#include "ui/document/layer.h"

namespace halftone::ui {

/// A window that shows an image well: the model's where it is a fixed range (HU) for this modality,
/// for other CT images the usual abdomen window, otherwise the 0.5th to 99.5th percentile of at
/// most 200 000 voxels spread over the volume. `model` may be null.
[[nodiscard]] DisplayWindow automaticWindow(const Image& image, const model::Model* model);

/// How an image is shown at first: as its file asks, or by automaticWindow().
[[nodiscard]] DisplayWindow firstWindow(const Image& image, const model::Model* model);

} // namespace halftone::ui
