// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/image/grid/plane.h"
#include "core/image/grid/preprocess.h"
#include "core/pipeline/predictors.h"
#include "core/pipeline/reference.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

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
    image::Point index{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        index[axis] = fraction[axis] * (from.size[axis] - 1);
    }
    const image::Point found = image::toIndex(to, image::toMm(from, index));
    for (std::size_t axis = 0; axis < 3; ++axis) {
        if (!(found[axis] >= -0.51 && found[axis] <= to.size[axis] - 0.49)) {
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

// `part`: what the image of that grid is a part of, if it is one.
LabelMap onGrid(const LabelMap& reference, const Geometry& grid,
                const std::optional<OpenedPart>& part)
{
    const Geometry& own = reference.geometry;
    if (part && own == part->whole) {
        return image::resampleTo(reference, grid); // pages have a place there, too
    }
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
                    + (bothPlaced ? ": they show different places in the patient and hardly overlap"
                                  : ", and one of them has no position by which to align them")
                    + ". Give the reference that was drawn on this image.");
}

// Which slices of `grid` lie in a reference at least in part; empty: all, or it is not known.
std::vector<bool> slicesReached(const Geometry& reference, const Geometry& grid)
{
    if (!reference.orientationKnown || !grid.orientationKnown || reference.sameGrid(grid)) {
        return {};
    }
    constexpr int kSteps = 8;
    std::vector<bool> reached(static_cast<std::size_t>(grid.size[2]));
    for (std::size_t slice = 0; slice < reached.size(); ++slice) {
        const double z = static_cast<double>(slice) / std::max(1, grid.size[2] - 1);
        for (int n = 0; n < (kSteps + 1) * (kSteps + 1) && !reached[slice]; ++n) {
            reached[slice] = liesInside(
                {n % (kSteps + 1) / double{kSteps}, n / (kSteps + 1) / double{kSteps}, z}, grid,
                reference);
        }
    }
    const bool all = std::find(reached.begin(), reached.end(), false) == reached.end();
    return all ? std::vector<bool>{} : reached;
}

std::string listed(const std::vector<std::string>& words, const std::string& last)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        text += i == 0 ? "" : i + 1 == words.size() ? " " + last + " " : ", ";
        text += words[i];
    }
    return text;
}

// The values of a reference. They are judged before it is cropped to the image: a slice that
// happens to hold one label of several is not a two-valued reference.
class Values {
public:
    Values(const LabelMap& reference, const model::Model& model) : m_model(model)
    {
        std::array<bool, 256> seen{};
        for (const std::uint8_t value : reference.voxels) {
            seen[value] = true;
        }
        for (std::size_t value = 0; value < seen.size(); ++value) {
            if (seen[value]) {
                m_hasZero = m_hasZero || value == 0;
                m_foreground.push_back(static_cast<std::uint8_t>(value));
            }
        }
        if (m_hasZero) {
            m_foreground.erase(m_foreground.begin());
        }
    }

    [[nodiscard]] bool isLabel(std::uint8_t value) const
    {
        return std::any_of(m_model.card.labels.begin(), m_model.card.labels.end(),
                           [&](const Label& label) { return label.value == value; });
    }
    [[nodiscard]] bool allAreLabels() const
    {
        return std::all_of(m_foreground.begin(), m_foreground.end(),
                           [&](std::uint8_t value) { return isLabel(value); });
    }
    // Background and one foreground, whatever the numbers.
    [[nodiscard]] bool isTwoValued() const
    {
        return m_foreground.size() <= 1
               || (m_foreground.size() == 2 && !m_hasZero && !allAreLabels());
    }
    [[nodiscard]] bool isEmpty() const { return m_foreground.empty(); }
    [[nodiscard]] std::uint8_t foreground() const { return m_foreground.back(); }

    // With several labels, 1 is what every program writes for "here", and an unknown number says
    // nothing; a label's own number other than 1 is not written by accident.
    [[nodiscard]] bool isAmbiguous() const
    {
        return m_model.card.labels.size() > 1 && !isEmpty() && isTwoValued()
               && (foreground() == 1 || !isLabel(foreground()));
    }

    void requireLabels() const
    {
        for (const std::uint8_t value : m_foreground) {
            if (!isLabel(value)) {
                std::string expected = "0 background";
                for (const Label& label : m_model.card.labels) {
                    expected += ", " + std::to_string(label.value) + " " + label.name;
                }
                throw Error(ErrorCode::ShapeMismatch,
                            "The reference holds the value " + std::to_string(value)
                                + ", which is no label of the model '" + m_model.card.name
                                + "'. Expected: " + expected
                                + "; or two values, background and foreground.");
            }
        }
    }

private:
    bool m_hasZero = false;
    std::vector<std::uint8_t> m_foreground; // other values than 0, ascending
    const model::Model& m_model;
};

const eval::Structure& findStructure(const std::vector<eval::Structure>& structures,
                                     const std::string& name, const model::Model& model)
{
    const auto found = std::find_if(structures.begin(), structures.end(),
                                    [&](const eval::Structure& s) { return s.name == name; });
    if (found == structures.end()) {
        std::vector<std::string> names;
        for (const eval::Structure& structure : structures) {
            names.push_back(structure.name);
        }
        throw Error(ErrorCode::InvalidArgument, "The model '" + model.card.name
                                                    + "' knows no structure '" + name + "'; it has "
                                                    + listed(names, "and") + ".");
    }
    return *found;
}

// The value that stands for a structure, and the one for all the rest.
std::pair<std::uint8_t, std::uint8_t> standIns(const eval::Structure& structure,
                                               const model::Model& model)
{
    const std::uint8_t lowest = *std::min_element(structure.values.begin(), structure.values.end());
    if (lowest != 0) {
        return {lowest, 0};
    }
    if (structure.values.size() == 1 && model.card.labels.size() == 1) {
        return {std::uint8_t{0}, model.card.labels.front().value}; // what is not cell is membrane
    }
    throw Error(ErrorCode::InvalidArgument,
                "A reference cannot show '" + structure.name
                    + "' alone: it is background, and the model has several labels. Give a "
                      "reference of the labels.");
}

void showOne(LabelMap& map, const Values& values, const eval::Structure& structure,
             const model::Model& model)
{
    const auto [inside, outside] = standIns(structure, model);
    std::array<std::uint8_t, 256> table{};
    table.fill(outside);
    if (!values.isTwoValued()) {
        values.requireLabels();
        for (const std::uint8_t value : structure.values) {
            table[value] = inside;
        }
    } else if (!values.isEmpty()) {
        table[values.foreground()] = inside;
    }
    for (std::uint8_t& voxel : map.voxels) {
        voxel = table[voxel];
    }
}

Error ambiguous(const LabelMap& reference, std::uint8_t value, const model::Model& model)
{
    std::vector<std::string> labels;
    std::string joined;
    for (const Label& label : model.card.labels) {
        labels.push_back(std::to_string(label.value) + " " + label.name);
        joined += (joined.empty() ? "" : ",") + label.name;
    }
    return Error(ErrorCode::InvalidArgument,
                 "The reference holds nothing but the value " + std::to_string(value)
                     + ", and the model '" + model.card.name
                     + "' knows several structures. Say which one it shows: --label "
                     + listed(possibleMeanings(reference, model), "or")
                     + "; or, if its values are the model's own (" + listed(labels, "and")
                     + "), --label " + joined + ".");
}

ModelReference adapt(const LabelMap& reference, const Geometry& imageGrid,
                     const std::optional<OpenedPart>& part, const model::Model& model,
                     std::span<const std::string> names)
{
    if (reference.voxels.size() != reference.geometry.voxels()) {
        throw Error(ErrorCode::ShapeMismatch, "The reference's voxels do not match its size of "
                                                  + printGrid(reference.geometry) + ".");
    }
    const std::vector<eval::Structure> structures = structuresOf(model);
    for (const std::string& name : names) {
        static_cast<void>(findStructure(structures, name, model));
    }
    const Values values(reference, model);
    if (names.empty() && values.isAmbiguous()) {
        throw ambiguous(reference, values.foreground(), model);
    }
    ModelReference result{onGrid(reference, imageGrid, part), {names.begin(), names.end()}, {}, {}};
    result.labels.labels = model.card.labels;
    if (model.card.labels.empty()) {
        return result;
    }
    const Label& only = model.card.labels.front();
    if (names.size() == 1) {
        showOne(result.labels, values, findStructure(structures, names.front(), model), model);
    } else if (model.card.labels.size() == 1 && values.isTwoValued()) {
        showOne(result.labels, values, {only.name, {only.value}}, model);
    } else {
        values.requireLabels();
        if (names.empty() && model.card.labels.size() > 1 && values.isTwoValued()
            && !values.isEmpty()) {
            const auto label = std::find_if(
                model.card.labels.begin(), model.card.labels.end(),
                [&](const Label& candidate) { return candidate.value == values.foreground(); });
            result.scored = {label->name};
            result.findings.push_back(
                {Severity::Note,
                 {"reference-of-one-label",
                  "The reference holds nothing but {0} ({1}): only that is compared.",
                  {label->name, std::to_string(label->value)}}});
        }
    }
    return result;
}

} // namespace

std::vector<std::string> possibleMeanings(const LabelMap& reference, const model::Model& model)
{
    std::vector<std::string> names;
    if (Values(reference, model).isAmbiguous()) {
        for (const eval::Structure& structure : structuresOf(model)) {
            if (std::find(structure.values.begin(), structure.values.end(), 0)
                == structure.values.end()) {
                names.push_back(structure.name);
            }
        }
    }
    return names;
}

ModelReference adaptReference(const LabelMap& reference, const Geometry& imageGrid,
                              const model::Model& model, std::span<const std::string> names)
{
    return adapt(reference, imageGrid, std::nullopt, model, names);
}

ModelReference adaptReference(const LabelMap& reference, const image::PreparedImage& image,
                              const model::Model& model, std::span<const std::string> names)
{
    const Image& native = image.native();
    ModelReference result = adapt(reference, native.geometry, native.part, model, names);
    result.labels = image::reorient(result.labels, image.spec().orientation);
    result.reached = slicesReached(reference.geometry, result.labels.geometry);
    return result;
}

} // namespace halftone::pipeline
