// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/eval/dice.h"
#include "core/image/grid/preprocess.h"
#include "core/model/model.h"

#include <QColor>
#include <QString>
#include <QStringList>

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace halftone::ui {

/// Colour of the reference labels, and of what a mask misses of them.
inline constexpr QRgb kReferenceColour = qRgb(0x46, 0x96, 0xff);

/// Grey values shown as black and as white.
struct DisplayWindow {
    double low = 0;
    double high = 255;

    friend bool operator==(const DisplayWindow&, const DisplayWindow&) = default;
};

/// What is open: finished, shared, never changed. A new image, reference or model makes a new
/// Study.
struct Study {
    std::shared_ptr<const Image> image; ///< native; null: nothing is open
    std::shared_ptr<const image::PreparedImage> prepared;
    std::shared_ptr<const LabelMap> nativeReference;
    std::shared_ptr<const LabelMap> reference; ///< on the oriented grid, or null
    std::shared_ptr<const model::Model> model; ///< null: none fits
    QStringList notes;                         ///< sentences to show before the mask is believed
    std::filesystem::path modelFile;           ///< empty: not known
    QString modelNote; ///< why this model was chosen, where that was a guess; else empty
    std::optional<std::string> referenceLabel; ///< what the reference shows, if the user said so
    std::vector<std::string> scored;           ///< structures it determines; empty: all
    std::vector<std::string> referenceChoices; ///< not empty: the user must say what it shows

    [[nodiscard]] bool isOpen() const noexcept { return image != nullptr; }
    [[nodiscard]] bool canSegment() const noexcept { return image != nullptr && model != nullptr; }
    [[nodiscard]] int slices() const { return prepared ? prepared->slices() : 0; }
    [[nodiscard]] QString title() const;
    /// What is scored: the model's foreground labels that the reference knows, or the unions where
    /// it knows no label alone.
    [[nodiscard]] std::vector<eval::Structure> structures() const;
    /// A mask as far as the reference can judge it: what it does not know is background, the labels
    /// of a union are one.
    [[nodiscard]] std::vector<std::uint8_t> comparable(std::span<const std::uint8_t> mask) const;
    /// Labels of a slice of the reference; empty without one.
    [[nodiscard]] std::span<const std::uint8_t> referenceSlice(int slice) const;
};

/// A window that shows the image well: the model's where it is a fixed range (HU), for other CT
/// images the usual abdomen window, otherwise the 0.5th to 99.5th percentile of at most 200 000
/// voxels spread over the volume.
[[nodiscard]] DisplayWindow automaticWindow(const Study& study);

} // namespace halftone::ui
