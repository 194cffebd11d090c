// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/eval/dice.h"
#include "core/image/grid/plane.h"
#include "core/pipeline/load.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace halftone::ui {

/// What slices are called on a screen: their numbers in the volume of the file, of which only a
/// part may be open.
struct SliceNumbers {
    int first = 1; ///< of slice 0
    int step = 1;
    int count = 0; ///< of the whole volume

    [[nodiscard]] int of(int slice) const noexcept { return first + slice * step; }
};

/// What is segmented: one image with one model, and the reference that judges its masks. Never
/// changed once it is shared; another image, model or reference makes another one.
class ActiveCase {
public:
    explicit ActiveCase(pipeline::LoadedStudy loaded) : m_loaded(std::move(loaded)) {}

    [[nodiscard]] const pipeline::LoadedStudy& loaded() const noexcept { return m_loaded; }
    [[nodiscard]] const std::shared_ptr<const Image>& image() const { return m_loaded.image; }
    /// Null: no model fits, and there are no masks.
    [[nodiscard]] const std::shared_ptr<const model::Model>& model() const
    {
        return m_loaded.model;
    }
    [[nodiscard]] const image::PreparedImage& prepared() const { return *m_loaded.prepared; }
    /// The grid of masks and references, slice by slice along k: the image's own axes in the order
    /// that the model asks for.
    [[nodiscard]] Geometry grid() const { return m_loaded.prepared->orientedGeometry(); }
    [[nodiscard]] int slices() const { return m_loaded.prepared->slices(); }
    [[nodiscard]] SliceNumbers sliceNumbers() const;
    /// The slice nearest to a point in LPS mm, and the point that has moved along to a slice, both
    /// within the volume.
    [[nodiscard]] int sliceAt(const image::Point& mm) const;
    [[nodiscard]] image::Point onSlice(const image::Point& mm, int slice) const;
    [[nodiscard]] bool canSegment() const noexcept { return m_loaded.model != nullptr; }
    [[nodiscard]] bool hasReference() const noexcept { return m_loaded.reference != nullptr; }
    /// The reference says something about the slice, be it that nothing is there.
    [[nodiscard]] bool isLabelled(int slice) const
    {
        return hasReference()
               && (m_loaded.reached.empty()
                   || (slice >= 0 && slice < slices()
                       && m_loaded.reached[static_cast<std::size_t>(slice)]));
    }

    /// What is scored: the model's foreground labels that the reference knows, or the unions where
    /// it knows no label alone.
    [[nodiscard]] std::vector<eval::Structure> structures() const;
    /// A mask as far as the reference can judge it: what it does not know is background, the labels
    /// of a union are one.
    [[nodiscard]] std::vector<std::uint8_t> comparable(std::span<const std::uint8_t> mask) const;
    /// Labels of a slice of the reference, [rows, columns] of grid(); empty where !isLabelled().
    [[nodiscard]] std::span<const std::uint8_t> referenceSlice(int slice) const;

private:
    pipeline::LoadedStudy m_loaded;
};

} // namespace halftone::ui
