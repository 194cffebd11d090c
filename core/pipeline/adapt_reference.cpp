// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/image/preprocess.h"
#include "core/pipeline/predictors.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace halftone::pipeline {
namespace {

std::string printGrid(const Geometry& grid)
{
    return std::to_string(grid.size[0]) + "x" + std::to_string(grid.size[1]) + "x"
           + std::to_string(grid.size[2]);
}

// Whether a point of `from`, given as fractions of its extent, lies inside the voxels of `to`.
bool liesInside(const std::array<double, 3>& fraction, const Geometry& from, const Geometry& to)
{
    std::array<double, 3> offset{};
    for (std::size_t row = 0; row < 3; ++row) {
        offset[row] = from.originMm[row] - to.originMm[row];
        for (std::size_t axis = 0; axis < 3; ++axis) {
            offset[row] += from.direction[row * 3 + axis] * from.spacingMm[axis] * fraction[axis]
                           * (from.size[axis] - 1);
        }
    }
    for (std::size_t axis = 0; axis < 3; ++axis) {
        double along = 0; // directions are orthonormal: the inverse is the transpose
        for (std::size_t row = 0; row < 3; ++row) {
            along += to.direction[row * 3 + axis] * offset[row];
        }
        const double index = along / to.spacingMm[axis];
        if (!(index >= -0.51 && index <= to.size[axis] - 0.49)) {
            return false;
        }
    }
    return true;
}

// True if nearly all of one grid lies inside the other: then both show the same place, even where
// the reference was cropped or drawn at another resolution.
bool liesWithin(const Geometry& inner, const Geometry& outer)
{
    constexpr int kSteps = 8;
    int inside = 0;
    for (int n = 0; n < (kSteps + 1) * (kSteps + 1) * (kSteps + 1); ++n) {
        const int x = n % (kSteps + 1);
        const int y = n / (kSteps + 1) % (kSteps + 1);
        const int z = n / (kSteps + 1) / (kSteps + 1);
        const std::array<double, 3> fraction{x / double{kSteps}, y / double{kSteps},
                                             z / double{kSteps}};
        inside += liesInside(fraction, inner, outer) ? 1 : 0;
    }
    return inside * 10 >= 9 * (kSteps + 1) * (kSteps + 1) * (kSteps + 1);
}

LabelMap onGrid(const LabelMap& reference, const Geometry& grid)
{
    const Geometry& own = reference.geometry;
    const bool bothPlaced = own.orientationKnown && grid.orientationKnown;
    if (own.sameGrid(grid) || (own.size == grid.size && !bothPlaced)) {
        LabelMap same = reference; // a file without geometry (TIFF, PNG) is taken voxel by voxel
        same.geometry = grid;
        return same;
    }
    if (bothPlaced && (liesWithin(grid, own) || liesWithin(own, grid))) {
        return image::resampleTo(reference, grid);
    }
    throw Error(ErrorCode::ShapeMismatch,
                "The reference (" + printGrid(own) + " voxels) does not lie on the image ("
                    + printGrid(grid) + " voxels)"
                    + (bothPlaced ? ": they show different places in the patient"
                                  : ", and one of them has no position by which to align them")
                    + ". Give the reference that was drawn on this image.");
}

void requireKnownValues(const std::set<std::uint8_t>& found, const model::Model& model)
{
    for (const std::uint8_t value : found) {
        const bool known = std::any_of(model.card.labels.begin(), model.card.labels.end(),
                                       [&](const Label& label) { return label.value == value; });
        if (!known) {
            std::string expected = "0 background";
            for (const Label& label : model.card.labels) {
                expected += ", " + std::to_string(label.value) + " " + label.name;
            }
            throw Error(ErrorCode::ShapeMismatch,
                        "The reference holds the value " + std::to_string(value)
                            + ", which is no label of the model '" + model.card.name
                            + "'. Expected: " + expected
                            + "; or two values, background and foreground.");
        }
    }
}

} // namespace

LabelMap adaptReference(const LabelMap& reference, const Geometry& imageGrid,
                        const model::Model& model)
{
    if (reference.voxels.size() != reference.geometry.voxels()) {
        throw Error(ErrorCode::ShapeMismatch, "The reference's voxels do not match its size of "
                                                  + printGrid(reference.geometry) + ".");
    }
    // Values are judged before cropping: a slice that happens to hold one label of several is not
    // a two-valued reference.
    std::set<std::uint8_t> foreground(reference.voxels.begin(), reference.voxels.end());
    foreground.erase(0);
    LabelMap adapted = onGrid(reference, imageGrid);
    adapted.labels = model.card.labels;
    if (model.card.labels.empty()) {
        return adapted;
    }
    const auto isLabel = [&](std::uint8_t value) {
        return std::any_of(model.card.labels.begin(), model.card.labels.end(),
                           [&](const Label& label) { return label.value == value; });
    };
    if (foreground.size() == 1 && !isLabel(*foreground.begin())) {
        const std::uint8_t first = model.card.labels.front().value;
        std::replace(adapted.voxels.begin(), adapted.voxels.end(), *foreground.begin(), first);
    } else {
        requireKnownValues(foreground, model);
    }
    return adapted;
}

} // namespace halftone::pipeline
