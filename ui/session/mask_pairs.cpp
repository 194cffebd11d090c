// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/mask_pairs.h"

#include "core/base/error.h"
#include "core/eval/surface_distance.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

namespace halftone::ui {

namespace {

using Labels = std::vector<std::uint8_t>;
using Table = std::array<std::uint8_t, 256>;

void translate(Labels& labels, const Table& table)
{
    std::transform(labels.begin(), labels.end(), labels.begin(),
                   [&](std::uint8_t value) { return table[value]; });
}

/// Of each structure that is in either mask; NaN where one is in one alone.
double hausdorff95(const Labels& mask, const Labels& other, Geometry grid,
                   const std::vector<eval::Structure>& structures, const StopToken& stop)
{
    if (!grid.spacingKnown) { // what stands in its place must not count
        grid.spacingMm = {1, 1, 1};
        grid.direction = Geometry().direction;
    }
    double sum = 0;
    int count = 0;
    for (const eval::Structure& structure : structures) {
        Table member{};
        for (const std::uint8_t value : structure.values) {
            member[value] = 1;
        }
        Labels a = mask;
        Labels b = other;
        translate(a, member);
        translate(b, member);
        const bool inA = std::find(a.begin(), a.end(), 1) != a.end();
        const bool inB = std::find(b.begin(), b.end(), 1) != b.end();
        if (inA || inB) {
            sum += eval::surfaceDistances(a, b, grid, stop).hausdorff95;
            ++count;
        }
    }
    return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

MaskFigures figuresOf(const Labels& mask, const Labels& other, const Geometry& grid,
                      const std::vector<eval::Structure>& structures, Distances distances,
                      const StopToken& stop)
{
    std::vector<eval::OverlapCounts> counts;
    for (const eval::Structure& structure : structures) {
        counts.push_back(eval::countOverlap(mask, other, structure));
    }
    MaskFigures figures{scoreOf(counts), eval::countErrors(mask, other), {}};
    if (distances == Distances::Measured) {
        figures.hausdorff95 = hausdorff95(mask, other, grid, structures, stop);
    }
    return figures;
}

} // namespace

Labels LabelVolume::along(const image::PlaneGrid& plane) const
{
    if (map) {
        return image::samplePlane(*map, plane);
    }
    std::vector<std::span<const std::uint8_t>> spans;
    for (const Slice& slice : slices) {
        spans.push_back(slice ? std::span<const std::uint8_t>(*slice)
                              : std::span<const std::uint8_t>());
    }
    return image::samplePlane(grid, spans, plane);
}

Labels LabelVolume::missingAlong(const image::PlaneGrid& plane) const
{
    if (map || std::all_of(slices.begin(), slices.end(), [](const Slice& slice) {
            return slice != nullptr;
        })) {
        return {};
    }
    const Labels ones(grid.sliceVoxels(), 1);
    std::vector<std::span<const std::uint8_t>> spans;
    for (const Slice& slice : slices) {
        spans.push_back(slice ? std::span<const std::uint8_t>()
                              : std::span<const std::uint8_t>(ones));
    }
    return image::samplePlane(grid, spans, plane);
}

LabelVolume volumeOf(ResultStore& store, SeriesKey series, quant::Precision precision,
                     const Geometry& grid)
{
    LabelVolume volume{grid, {}, nullptr};
    for (int slice = 0; slice < grid.size[2]; ++slice) {
        const SliceRecord* record = store.findMask({series, precision, slice});
        volume.slices.push_back(record != nullptr ? record->labels : nullptr);
    }
    return volume;
}

image::PlaneGrid planeOfSlice(const Geometry& grid, int k)
{
    const image::Point origin = image::toMm(grid, {0, 0, static_cast<double>(k)});
    const image::Point column = image::toMm(grid, {1, 0, static_cast<double>(k)});
    const image::Point row = image::toMm(grid, {0, 1, static_cast<double>(k)});
    image::PlaneGrid plane;
    plane.columns = grid.size[0];
    plane.rows = grid.size[1];
    plane.originMm = origin;
    for (std::size_t n = 0; n < 3; ++n) {
        plane.columnMm[n] = column[n] - origin[n];
        plane.rowMm[n] = row[n] - origin[n];
    }
    plane.spacingKnown = grid.spacingKnown;
    plane.orientationKnown = grid.orientationKnown;
    return plane;
}

std::array<int, 2> slicesThrough(const Geometry& other, const Geometry& grid, int k)
{
    const int last = other.size[2] - 1;
    std::array<int, 2> found{last, 0};
    for (const int i : {0, grid.size[0] - 1}) {
        for (const int j : {0, grid.size[1] - 1}) {
            const image::Point mm = image::toMm(grid, {double(i), double(j), double(k)});
            const auto at = static_cast<int>(std::lround(image::toIndex(other, mm)[2]));
            found = {std::min(found[0], at), std::max(found[1], at)};
        }
    }
    return {std::clamp(found[0], 0, last), std::clamp(found[1], 0, last)};
}

std::vector<bool> slicesWithin(const Geometry& other, const Geometry& grid)
{
    const auto ends = [&](std::size_t axis) {
        return std::array{-0.5, static_cast<double>(other.size[axis]) - 0.5};
    };
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const double i : ends(0)) {
        for (const double j : ends(1)) {
            for (const double k : ends(2)) {
                const double at = image::toIndex(grid, image::toMm(other, {i, j, k}))[2];
                low = std::min(low, at);
                high = std::max(high, at);
            }
        }
    }
    std::vector<bool> within;
    for (int k = 0; k < grid.size[2]; ++k) {
        within.push_back(k >= low && k <= high);
    }
    const bool all = std::find(within.begin(), within.end(), false) == within.end();
    return all ? std::vector<bool>() : within;
}

bool MaskPairs::isJudged(int k) const
{
    return judged.empty() || judged[static_cast<std::size_t>(k)];
}

std::optional<MaskPairs::Plane> MaskPairs::slice(int k) const
{
    const image::PlaneGrid plane = planeOfSlice(mask.grid, k);
    const LabelVolume::Slice& own = mask.slices[static_cast<std::size_t>(k)];
    if (!own) {
        return std::nullopt;
    }
    Plane found{*own, {}};
    if (!other.map && other.grid == mask.grid) {
        const LabelVolume::Slice& theirs = other.slices[static_cast<std::size_t>(k)];
        if (!theirs) {
            return std::nullopt;
        }
        found.other = *theirs;
    } else {
        const Labels missing = other.missingAlong(plane);
        if (std::find(missing.begin(), missing.end(), 1) != missing.end()) {
            return std::nullopt;
        }
        found.other = other.along(plane);
    }
    translate(found.mask, maskTable);
    translate(found.other, otherTable);
    return found;
}

MaskPairs::Plane MaskPairs::along(const image::PlaneGrid& plane) const
{
    Plane found{mask.along(plane), other.along(plane)};
    translate(found.mask, maskTable);
    translate(found.other, otherTable);
    if (!judged.empty()) {
        // Seen in its own colours: nobody said that it is wrong.
        LabelVolume spoken{mask.grid, {}, nullptr};
        const auto there = std::make_shared<const Labels>(mask.grid.sliceVoxels());
        for (int k = 0; k < mask.grid.size[2]; ++k) {
            spoken.slices.push_back(isJudged(k) ? there : nullptr);
        }
        const Labels unspoken = spoken.missingAlong(plane);
        for (std::size_t i = 0; i < unspoken.size(); ++i) {
            found.other[i] = unspoken[i] != 0 ? found.mask[i] : found.other[i];
        }
    }
    for (const LabelVolume* volume : {&mask, &other}) {
        const Labels missing = volume->missingAlong(plane);
        for (std::size_t i = 0; i < missing.size(); ++i) {
            if (missing[i] != 0) {
                found.mask[i] = found.other[i] = 0;
            }
        }
    }
    return found;
}

std::optional<MaskFigures> figuresOfSlice(const MaskPairs& pairs, int k, Distances distances,
                                          const StopToken& stop)
{
    const std::optional<MaskPairs::Plane> found = pairs.isJudged(k) ? pairs.slice(k) : std::nullopt;
    if (!found) {
        return std::nullopt;
    }
    Geometry grid = pairs.mask.grid;
    grid.size[2] = 1;
    return figuresOf(found->mask, found->other, grid, pairs.structures, distances, stop);
}

namespace {

/// All slices one behind the other, those that are not judged empty in both; nothing where one is
/// not there.
std::optional<MaskPairs::Plane> joined(const MaskPairs& pairs, const StopToken& stop)
{
    const Geometry& grid = pairs.mask.grid;
    MaskPairs::Plane all;
    all.mask.reserve(grid.voxels());
    all.other.reserve(grid.voxels());
    for (int k = 0; k < grid.size[2]; ++k) {
        throwIfStopped(stop);
        std::optional<MaskPairs::Plane> found;
        if (!pairs.isJudged(k)) {
            const Labels empty(grid.sliceVoxels());
            found = MaskPairs::Plane{empty, empty};
        } else if (!(found = pairs.slice(k))) {
            return std::nullopt;
        }
        all.mask.insert(all.mask.end(), found->mask.begin(), found->mask.end());
        all.other.insert(all.other.end(), found->other.begin(), found->other.end());
    }
    return all;
}

} // namespace

std::optional<MaskFigures> figuresOfVolume(const MaskPairs& pairs, const StopToken& stop)
{
    const std::optional<MaskPairs::Plane> all = joined(pairs, stop);
    return all ? std::optional(figuresOf(all->mask, all->other, pairs.mask.grid, pairs.structures,
                                         Distances::Measured, stop))
               : std::nullopt;
}

std::optional<eval::EvaluationReport> scoresOfVolume(const MaskPairs& pairs, const StopToken& stop)
{
    std::vector<int> slices;
    for (int k = 0; k < pairs.mask.grid.size[2]; ++k) {
        if (pairs.isJudged(k)) {
            slices.push_back(k);
        }
    }
    std::optional<MaskPairs::Plane> all = joined(pairs, stop);
    if (slices.empty() || !all) {
        return std::nullopt;
    }
    LabelMap mask;
    LabelMap other;
    mask.geometry = other.geometry = pairs.mask.grid;
    mask.voxels = std::move(all->mask);
    other.voxels = std::move(all->other);
    return eval::evaluate(mask, other, pairs.structures, slices, {}, stop);
}

} // namespace halftone::ui
