// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "core/image/grid/preprocess.h"
#include "core/quant/precision.h"
#include "ui/document/layer.h"
#include "ui/session/probability_store.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace halftone::ui {

/// What a probability layer shows of a model's slices, and what is within its cut: THE rule for
/// views and for labels that are made of it.
struct ProbabilityCut {
    std::optional<std::size_t> label; ///< index into the card's labels; nothing: the likeliest
    std::uint8_t value = 0;           ///< of that label
    std::optional<int> hundredths;    ///< nothing: what the mask has

    /// `code`: of the label, or the largest of all; `decided`: the mask's label there.
    [[nodiscard]] bool isWithin(ProbabilityCode code, std::uint8_t decided) const noexcept
    {
        return hundredths ? code >= codeOfCut(*hundredths)
                          : decided != 0 && (!label || decided == value);
    }
};

/// A label that the card does not have is the likeliest; so is the only one there is.
[[nodiscard]] ProbabilityCut cutOf(const ProbabilityContent& content, const model::ModelCard& card);

/// "pancreas", or "foreground" where it is whichever label is likeliest.
[[nodiscard]] QString labelNameOf(const ProbabilityCut& cut, const model::ModelCard& card);
/// "pancreas > 0.30, W4A6"; "grey-matter where likeliest, W4A6" for the mask's own cut of several.
[[nodiscard]] QString nameOf(const ProbabilityCut& cut, const model::ModelCard& card,
                             quant::Precision precision);

/// What is within the cut, on the native grid of the image. No slice is null. Of several labels
/// each voxel has the likeliest. Any thread; throws Error{Cancelled}.
[[nodiscard]] LabelMap labelsWithin(
    const ProbabilityCut& cut, const std::vector<std::shared_ptr<const ProbabilitySlice>>& slices,
    const image::PreparedImage& prepared, const model::ModelCard& card, const StopToken& stop);

} // namespace halftone::ui
