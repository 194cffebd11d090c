// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "core/eval/error_map.h"
#include "core/image/grid/plane.h"
#include "ui/session/result_store.h"
#include "ui/session/slice_score.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace halftone::ui {

/// Labels of a volume, whoever made them, kept for as long as this is: slice by slice, where some
/// may not be there yet, or as a map. A plain value; const use from any thread.
struct LabelVolume {
    using Slice = std::shared_ptr<const std::vector<std::uint8_t>>; ///< [rows, columns]

    Geometry grid;
    std::vector<Slice> slices;           ///< along k of `grid`; null: not there
    std::shared_ptr<const LabelMap> map; ///< instead of them

    /// Labels at every pixel of a plane, nearest voxel; 0 outside, and where slices are missing.
    [[nodiscard]] std::vector<std::uint8_t> along(const image::PlaneGrid& plane) const;
    /// 1 where a slice is missing, else 0; empty: none is missing.
    [[nodiscard]] std::vector<std::uint8_t> missingAlong(const image::PlaneGrid& plane) const;
};

/// What a store holds of a series on `grid` at one precision; marks it as used.
[[nodiscard]] LabelVolume volumeOf(ResultStore& store, SeriesKey series, quant::Precision precision,
                                   const Geometry& grid);

/// The pixels of slice k of a grid: column i, row j.
[[nodiscard]] image::PlaneGrid planeOfSlice(const Geometry& grid, int k);

/// First and last slice of `other` that slice k of `grid` goes through, within `other`.
[[nodiscard]] std::array<int, 2> slicesThrough(const Geometry& other, const Geometry& grid, int k);

/// Which slices of a grid reach into `other`; empty: all do.
[[nodiscard]] std::vector<bool> slicesWithin(const Geometry& other, const Geometry& grid);

/// Two masks of an image on the grid of the first, their values made comparable.
struct MaskPairs {
    LabelVolume mask;
    LabelVolume other;
    std::array<std::uint8_t, 256> maskTable{}; ///< what values count as; 0: not compared
    std::array<std::uint8_t, 256> otherTable{};
    std::vector<bool> judged; ///< slices of mask.grid that `other` speaks of; empty: all
    std::vector<eval::Structure> structures;

    struct Plane {
        std::vector<std::uint8_t> mask;
        std::vector<std::uint8_t> other;
    };
    [[nodiscard]] bool isJudged(int k) const;
    /// Of slice k of mask.grid, [rows, columns]; nothing where a mask is not (wholly) there.
    [[nodiscard]] std::optional<Plane> slice(int k) const;
    /// Along any plane, background where either is not there: what is not there is no error. Slices
    /// that are not judged have the mask in both.
    [[nodiscard]] Plane along(const image::PlaneGrid& plane) const;
};

/// What is said of two masks.
struct MaskFigures {
    SliceScore score;
    eval::ErrorCounts errors;
    /// Mean over the structures that are there (core/report/definitions.h), in mm or voxels; NaN
    /// where one is in one mask alone, or none is; nothing: not measured.
    std::optional<double> hausdorff95;
};

/// Counting takes a millisecond or two for 512 x 512 pixels, distances ten times that.
enum class Distances { Left, Measured };

/// Of slice k alone, distances within its plane; nothing where a mask is not there or the slice is
/// not judged. Throws Error{Cancelled}.
[[nodiscard]] std::optional<MaskFigures>
figuresOfSlice(const MaskPairs& pairs, int k, Distances distances, const StopToken& stop = {});
/// Of all slices that are judged, the others empty in both, distances measured; nothing where one
/// of them is not there.
/// Throws Error{Cancelled}.
[[nodiscard]] std::optional<MaskFigures> figuresOfVolume(const MaskPairs& pairs,
                                                         const StopToken& stop = {});

/// Of each structure over all slices that are judged, as eval::evaluate() has it; nothing where one
/// of them is not there, or none is judged. Throws Error{Cancelled}.
[[nodiscard]] std::optional<eval::EvaluationReport> scoresOfVolume(const MaskPairs& pairs,
                                                                   const StopToken& stop = {});

} // namespace halftone::ui
