// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace halftone::ui {

/// What labels of two masks count as when they are compared: equal numbers are the same label, 0 is
/// background or what only one of them can show.
struct LabelMatch {
    std::array<std::uint8_t, 256> mask{};
    std::array<std::uint8_t, 256> other{};
    std::vector<LabelStyle> labels; ///< that both have, by the mask's values
};

/// Labels of equal names are the same; a file's only label without a name is the mask's only one.
/// Nothing where they share none: numbers alone do not say what they mean.
[[nodiscard]] std::optional<LabelMatch> matchLabels(std::span<const LabelStyle> mask,
                                                    std::span<const LabelStyle> other);

/// Of the prediction and what the document compares it with; nothing where they share no label, or
/// nothing is compared. The reference is another matter: pipeline::adaptReference fitted its
/// values.
[[nodiscard]] std::optional<LabelMatch> matchOther(const Document& document);

} // namespace halftone::ui
