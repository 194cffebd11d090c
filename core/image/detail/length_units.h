// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace halftone::image::detail {

/// Millimetres in one of a unit as files of microscopes write it: "mm", "um", "\u00B5m" (also as
/// these six letters, which ImageJ writes, and in Latin-1), "micron", "nanometer", "inch", ...
/// None for units that are no length ("pixel", "reference frame") or not known.
[[nodiscard]] std::optional<double> millimetresIn(std::string_view unit);

} // namespace halftone::image::detail
