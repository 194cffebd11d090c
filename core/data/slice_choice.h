// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"

#include <string>
#include <vector>

namespace halftone::data {

/// Which slices of an image are meant: those the window shows, counted from 0.
struct SliceChoice {
    enum class Kind { All, Range, Labelled };
    Kind kind = Kind::All;
    int first = 0; ///< Range: both included
    int last = 0;
};

/// Which slices of a reference carry any label.
[[nodiscard]] std::vector<bool> labelledSlices(const LabelMap& reference);

/// The chosen ones of `labelled.size()` slices; empty: all. `name` is for messages. Throws
/// Error{InvalidArgument} where a range exceeds the image or no slice is labelled.
[[nodiscard]] std::vector<int>
chooseSlices(const SliceChoice& choice, const std::vector<bool>& labelled, const std::string& name);

} // namespace halftone::data
