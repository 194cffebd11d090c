// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model.h"
#include "core/quant/precision.h"
#include "ui/document/layer.h"

#include <filesystem>
#include <memory>
#include <variant>

/// What the mask on the screen, A, is compared with: B. A is what the sliders say, always.
namespace halftone::ui {

/// The same model at another precision.
struct OtherPrecision {
    quant::Precision precision;

    friend bool operator==(const OtherPrecision&, const OtherPrecision&) = default;
};

/// Another model on the same image.
struct OtherModel {
    std::shared_ptr<const model::Model> model; ///< never null
    std::filesystem::path modelFile;           ///< empty: not known
    quant::Precision precision;

    friend bool operator==(const OtherModel&, const OtherModel&) = default;
};

/// A label layer; the reference is one.
struct OtherLabels {
    LayerId layer = 0;

    friend bool operator==(const OtherLabels&, const OtherLabels&) = default;
};

using Other = std::variant<std::monostate, OtherPrecision, OtherModel, OtherLabels>;

[[nodiscard]] inline bool isSet(const Other& other) noexcept
{
    return !std::holds_alternative<std::monostate>(other);
}

/// How B is seen beside A, if there is one: not at all but while a key is held, in a pane of its
/// own, or right of a line across the view.
enum class CompareMode { Off, Panes, Wipe };

} // namespace halftone::ui
