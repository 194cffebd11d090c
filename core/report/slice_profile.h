// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/drawing.h"

#include <span>
#include <string>
#include <vector>

namespace halftone::report {

/// A value for each of some slices; NaN where there is none, which leaves a gap,
/// as do slices that are not there: a line joins neighbours alone.
struct ProfileLine {
    std::string name;           ///< "W4A6"
    std::vector<int> slices;    ///< in order, up or down
    std::vector<double> values; ///< one a slice, in [0, 1]
};

/// Values over the slices of an image, a line each with a legend; slices are numbered as they are
/// given. Line n has the look n. Nothing is drawn where no line has a value.
[[nodiscard]] Drawing drawProfile(std::span<const ProfileLine> lines, const std::string& title);

} // namespace halftone::report
