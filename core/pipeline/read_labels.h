// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/base/stop_token.h"

#include <filesystem>

namespace halftone::pipeline {

/// Reads labels that belong to `image`. Where that is a part of a volume (Image::part) and the file
/// says no place, labels of the whole volume are given its grid, from which
/// pipeline::adaptReference takes the part (their values are judged before that); such as fit the
/// part by their size alone are given its grid, with a finding that says so; all others are refused
/// with Error{ShapeMismatch}. Throws what image::readLabelMap throws.
[[nodiscard]] LabelMap readLabelsOf(const Image& image, const std::filesystem::path& path,
                                    const StopToken& stop);

} // namespace halftone::pipeline
