// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/pipeline/predictors.h"
#include "core/pipeline/reference.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace halftone::pipeline {
namespace {

bool contains(const std::set<std::uint8_t>& all, const std::vector<std::uint8_t>& some)
{
    return std::all_of(some.begin(), some.end(),
                       [&](std::uint8_t value) { return all.contains(value); });
}

// Values whose voxels are certain, given the structures whose maps were given.
std::set<std::uint8_t> knownValues(const std::map<std::string, LabelMap>& byName,
                                   const std::vector<eval::Structure>& structures,
                                   const model::Model& model)
{
    std::set<std::uint8_t> known;
    std::set<std::uint8_t> covered; // known at least as a member of a union
    for (const eval::Structure& structure : structures) {
        if (byName.contains(structure.name)) {
            covered.insert(structure.values.begin(), structure.values.end());
            if (structure.values.size() == 1) {
                known.insert(structure.values.front());
            }
        }
    }
    for (const eval::Structure& structure : structures) {
        std::vector<std::uint8_t> rest;
        std::copy_if(structure.values.begin(), structure.values.end(), std::back_inserter(rest),
                     [&](std::uint8_t value) { return !known.contains(value); });
        if (byName.contains(structure.name) && rest.size() == 1) {
            known.insert(rest.front()); // the union without its other members
        }
    }
    const bool allCovered =
        std::all_of(model.card.labels.begin(), model.card.labels.end(),
                    [&](const Label& label) { return covered.contains(label.value); });
    if (allCovered) {
        known.insert(0); // what is in none of them
    }
    return known;
}

const eval::Structure& findJoinable(const std::vector<eval::Structure>& structures,
                                    const std::string& name)
{
    const auto found = std::find_if(structures.begin(), structures.end(),
                                    [&](const eval::Structure& s) { return s.name == name; });
    const bool usable =
        found != structures.end()
        && std::find(found->values.begin(), found->values.end(), 0) == found->values.end();
    if (!usable) {
        throw Error(ErrorCode::InvalidArgument,
                    "The model has no label '" + name
                        + "'; a column reference:<label> takes the labels and unions that "
                          "'halftone-cli info' lists for it.");
    }
    return *found;
}

} // namespace

ModelReference joinReferences(const std::map<std::string, LabelMap>& byName,
                              const model::Model& model)
{
    if (byName.empty()) {
        throw Error(ErrorCode::InvalidArgument, "There are no references to join.");
    }
    const std::vector<eval::Structure> structures = structuresOf(model);
    ModelReference result;
    LabelMap& joined = result.labels;
    joined.geometry = byName.begin()->second.geometry;
    joined.labels = model.card.labels;
    joined.voxels.resize(byName.begin()->second.voxels.size());
    for (const bool unions : {true, false}) {
        for (const auto& [name, map] : byName) {
            const eval::Structure& structure = findJoinable(structures, name);
            if ((structure.values.size() > 1) != unions) {
                continue;
            }
            if (map.voxels.size() != joined.voxels.size()) {
                throw Error(ErrorCode::ShapeMismatch, "The reference of '" + name
                                                          + "' lies on another grid than that of '"
                                                          + byName.begin()->first + "'.");
            }
            const std::uint8_t value =
                *std::min_element(structure.values.begin(), structure.values.end());
            for (std::size_t i = 0; i < joined.voxels.size(); ++i) {
                if (map.voxels[i] != 0) {
                    joined.voxels[i] = value;
                }
            }
        }
    }
    const std::set<std::uint8_t> known = knownValues(byName, structures, model);
    for (const eval::Structure& structure : structures) {
        if (byName.contains(structure.name) || contains(known, structure.values)) {
            result.scored.push_back(structure.name);
        }
    }
    return result;
}

} // namespace halftone::pipeline
