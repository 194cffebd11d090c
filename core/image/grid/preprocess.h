// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/base/parallel.h"
#include "core/base/preprocess_spec.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace halftone::image {

/// The image with its axes permuted and flipped (no interpolation) so that i, j, k grow towards the
/// letters of `code` ("LPS": left, posterior, superior), choosing the nearest axes of an oblique
/// grid. Geometry follows. An empty code, or unknown orientation, returns a copy.
[[nodiscard]] Image reorient(const Image& image, const std::string& code);
[[nodiscard]] LabelMap reorient(const LabelMap& labels, const std::string& code);
/// "LPS", "RAS", "PSR", ... nearest axis letters of a grid.
[[nodiscard]] std::string orientationCode(const Geometry& geometry);
/// True where two grids have the same voxels in the same places: they differ at most by axis order
/// and flips, their corners by less than half a voxel (headers are rounded); or a file did not
/// state its spacing (PNG, TIFF), and nothing but equal sizes can tell.
[[nodiscard]] bool sameVoxels(const Geometry& a, const Geometry& b);
/// `labels` on the grid of `target`: exact if the grids differ only by axis order and flips,
/// otherwise nearest neighbour in millimetres. Voxels outside become 0. Where a file did not state
/// its spacing (PNG, TIFF), grids of equal size are taken to be the same.
[[nodiscard]] LabelMap resampleTo(const LabelMap& labels, const Geometry& target);

/// Labels on another grid, and what was found on the way.
struct PlacedLabels {
    LabelMap labels;
    Findings findings;
};
/// `labels` on the grid of `target` as resampleTo() brings them there, where both files say where
/// they lie; else as they are. Labelled voxels that lie outside of it are a finding. Throws
/// Error{ShapeMismatch} where all do.
[[nodiscard]] PlacedLabels placeLabels(const LabelMap& labels, const Geometry& target);

/// An image made ready for a model, slice by slice, and the way back. Immutable, thread-safe. It
/// shares the image and holds no voxels of its own: slices are read from the native ones.
/// Slices are taken along k of the oriented grid; each is windowed, resampled in plane (linear) and
/// rounded to u8 codes. Windowing comes first, so that images whose file is already clipped to the
/// window (8-bit CT slices) give the same codes as those in full range. Deterministic.
class PreparedImage {
public:
    /// Throws Error{InvalidArgument} for an impossible spec (low >= high).
    PreparedImage(std::shared_ptr<const Image> image, const PreprocessSpec& spec);

    [[nodiscard]] const Image& native() const noexcept;
    /// The grid in the spec's orientation, which slices, masks and references of a model lie on:
    /// that of reorient(native(), spec().orientation).
    [[nodiscard]] const Geometry& orientedGeometry() const noexcept;
    /// Grey values of slice k of that grid [rows, columns], as they are in the file. Throws as
    /// slice().
    [[nodiscard]] std::vector<double> orientedSlice(int k) const;
    [[nodiscard]] const PreprocessSpec& spec() const noexcept;

    [[nodiscard]] int slices() const noexcept;
    /// Size of a prepared slice (model grid), before any padding.
    [[nodiscard]] int height() const noexcept;
    [[nodiscard]] int width() const noexcept;

    /// Input codes [height(), width()] of slice k. Throws Error{InvalidArgument} where it does not
    /// exist.
    [[nodiscard]] std::vector<std::uint8_t> slice(int k) const;

    /// True where a prepared slice has the pixels of the oriented grid [rows, columns]: then labels
    /// and probabilities of it lie there as they are. Else they are brought back as follows.
    [[nodiscard]] bool keepsGrid() const noexcept;
    /// Class of every pixel of the oriented grid from the probabilities of a slice
    /// [classes,height(),width()], interpolated as restore() does: of one class, whether it is at
    /// least 0.5; of several the likeliest, the first of equals. Borders stay smooth, where labels
    /// taken from the nearest pixel would make blocks. The same for any `pool`, which may be null.
    [[nodiscard]] std::vector<std::uint8_t> restoreClasses(const std::vector<float>& probabilities,
                                                           int classes,
                                                           const ThreadPool* pool = nullptr) const;
    /// Per-class probabilities, linear: [classes,height(),width()] -> [classes, rows, columns].
    [[nodiscard]] std::vector<float> restore(const std::vector<float>& probabilities,
                                             int classes) const;
    /// A mask on the oriented grid brought to the native grid, exactly.
    [[nodiscard]] LabelMap toNative(const LabelMap& oriented) const;

    /// What is to be shown before a mask is believed: what reading the image found, then what in
    /// its modality, orientation, spacing or values does not fit the model.
    [[nodiscard]] const Findings& findings() const noexcept;

private:
    struct Impl;
    std::shared_ptr<const Impl> m_impl;
};

} // namespace halftone::image
