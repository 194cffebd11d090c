// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/sweep_input.h"

#include "app/cli/options.h"
#include "app/cli/output.h"
#include "core/base/error.h"
#include "core/image/image_io.h"
#include "core/image/preprocess.h"
#include "core/pipeline/cases.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <set>
#include <type_traits>
#include <utility>

namespace halftone::cli {
namespace {

Geometry cropGeometry(const Geometry& grid, SliceRange range, const std::string& name)
{
    if (range.last >= grid.size[2]) {
        throw Error(ErrorCode::InvalidArgument,
                    "'" + name + "' has " + std::to_string(grid.size[2]) + " slices (0 to "
                        + std::to_string(grid.size[2] - 1) + "), but --slices "
                        + std::to_string(range.first) + ":" + std::to_string(range.last)
                        + " was asked for.");
    }
    Geometry cropped = grid;
    cropped.size[2] = range.last - range.first + 1;
    for (std::size_t row = 0; row < 3; ++row) {
        cropped.originMm[row] += grid.direction[row * 3 + 2] * grid.spacingMm[2] * range.first;
    }
    return cropped;
}

template <typename T>
std::vector<T> cropVoxels(const std::vector<T>& voxels, const Geometry& grid, SliceRange range)
{
    const auto at = [&](int slice) {
        return voxels.begin()
               + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(slice) * grid.sliceVoxels());
    };
    return std::vector<T>(at(range.first), at(range.last + 1));
}

/// Names that tell equal file names of different folders apart: cases of one name are pooled.
std::string uniqueName(const std::string& name, std::set<std::string>& used)
{
    std::string unique = name;
    for (int n = 2; !used.insert(unique).second; ++n) {
        unique = name + " (" + std::to_string(n) + ")";
    }
    return unique;
}

std::vector<pipeline::CaseRow> rowsOf(const SweepSource& source)
{
    if (!source.casesFile.empty()) {
        return pipeline::readCases(source.casesFile);
    }
    std::vector<pipeline::CaseRow> rows;
    std::set<std::string> used;
    for (std::size_t i = 0; i < source.images.size(); ++i) {
        pipeline::CaseRow row;
        row.caseName = uniqueName(stemOf(source.images[i]), used);
        row.image = source.images[i];
        if (!source.references.empty()) {
            row.references[""] = source.references[i];
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

/// A reference file on the stored grid of the image, with the model's values.
LabelMap readReference(const std::filesystem::path& path, const Geometry& grid,
                       const std::optional<SliceRange>& slices, int fullDepth,
                       const model::Model& model)
{
    LabelMap labels = image::readLabelMap(path);
    if (slices && labels.geometry.size[2] == fullDepth) {
        labels = cropSlices(labels, *slices);
    }
    return pipeline::adaptReference(labels, grid, model);
}

pipeline::SweepCase readCase(const pipeline::CaseRow& row, const SweepSource& source,
                             const model::Model& model, const LogFn& log,
                             const std::stop_token& stop)
{
    Image stored = image::readImage(row.image, {}, stop);
    const int fullDepth = stored.geometry.size[2];
    if (source.slices) {
        stored = cropSlices(stored, *source.slices);
    }
    const image::PreparedImage prepared(std::make_shared<const Image>(std::move(stored)),
                                        model.card.preprocess);
    for (const std::string& warning : prepared.warnings()) {
        log(LogLevel::Warning, "Warning, '" + row.image.string() + "': " + warning);
    }
    pipeline::SweepCase result{row.caseName, prepared, std::nullopt, {}};
    const Geometry& grid = prepared.native().geometry;
    std::map<std::string, LabelMap> byName;
    for (const auto& [name, file] : row.references) {
        LabelMap labels = readReference(file, grid, source.slices, fullDepth, model);
        labels = image::reorient(labels, model.card.preprocess.orientation);
        if (name.empty()) {
            result.reference = std::move(labels);
        } else {
            byName.emplace(name, std::move(labels));
        }
    }
    if (!byName.empty()) {
        if (result.reference) {
            throw Error(ErrorCode::InvalidArgument,
                        "Case '" + row.caseName
                            + "' has both a whole reference and references of single labels. Give "
                              "one kind.");
        }
        result.reference = joinReferences(byName, model, result.scored);
    }
    return result;
}

bool contains(const std::set<std::uint8_t>& all, const std::vector<std::uint8_t>& some)
{
    return std::all_of(some.begin(), some.end(),
                       [&](std::uint8_t value) { return all.count(value) > 0; });
}

/// Values whose voxels are certain, given the structures whose maps were given.
std::set<std::uint8_t> knownValues(const std::map<std::string, LabelMap>& byName,
                                   const std::vector<eval::Structure>& structures,
                                   const model::Model& model)
{
    std::set<std::uint8_t> known;
    std::set<std::uint8_t> covered; // known at least as a member of a union
    for (const eval::Structure& structure : structures) {
        if (byName.count(structure.name) > 0) {
            covered.insert(structure.values.begin(), structure.values.end());
            if (structure.values.size() == 1) {
                known.insert(structure.values.front());
            }
        }
    }
    for (const eval::Structure& structure : structures) {
        std::vector<std::uint8_t> rest;
        std::copy_if(structure.values.begin(), structure.values.end(), std::back_inserter(rest),
                     [&](std::uint8_t value) { return known.count(value) == 0; });
        if (byName.count(structure.name) > 0 && rest.size() == 1) {
            known.insert(rest.front()); // the union without its other members
        }
    }
    const bool allCovered =
        std::all_of(model.card.labels.begin(), model.card.labels.end(),
                    [&](const Label& label) { return covered.count(label.value) > 0; });
    if (allCovered) {
        known.insert(0); // what is in none of them
    }
    return known;
}

} // namespace

SliceRange parseSliceRange(const std::string& text)
{
    SliceRange range;
    const char* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, range.first);
    if (first.ec == std::errc{} && first.ptr != end && *first.ptr == ':') {
        const auto last = std::from_chars(first.ptr + 1, end, range.last);
        if (last.ec == std::errc{} && last.ptr == end && range.first >= 0
            && range.last >= range.first) {
            return range;
        }
    }
    throw CLI::ValidationError("--slices '" + text
                               + "' is not a range: give first:last, counted from 0, such as "
                                 "20:24");
}

Image cropSlices(const Image& image, SliceRange range)
{
    Image cropped = image;
    cropped.geometry = cropGeometry(image.geometry, range, image.name);
    std::visit(
        [&](const auto& voxels) { cropped.voxels = cropVoxels(voxels, image.geometry, range); },
        image.voxels);
    return cropped;
}

LabelMap cropSlices(const LabelMap& labels, SliceRange range)
{
    LabelMap cropped = labels;
    cropped.geometry = cropGeometry(labels.geometry, range, "the reference");
    cropped.voxels = cropVoxels(labels.voxels, labels.geometry, range);
    return cropped;
}

std::vector<pipeline::SweepCase> readSweepCases(const SweepSource& source,
                                                const model::Model& model, const LogFn& log,
                                                const ProgressFn& progress,
                                                const std::stop_token& stop)
{
    const std::vector<pipeline::CaseRow> rows = rowsOf(source);
    std::vector<pipeline::SweepCase> cases;
    for (const pipeline::CaseRow& row : rows) {
        throwIfStopped(stop);
        report(progress, static_cast<double>(cases.size()) / static_cast<double>(rows.size()),
               "reading " + row.image.filename().string());
        cases.push_back(readCase(row, source, model, log, stop));
    }
    return cases;
}

LabelMap joinReferences(const std::map<std::string, LabelMap>& byName, const model::Model& model,
                        std::vector<std::string>& scored)
{
    const std::vector<eval::Structure> structures = pipeline::structuresOf(model);
    const auto find = [&](const std::string& name) -> const eval::Structure& {
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
    };
    LabelMap joined = byName.begin()->second;
    joined.labels = model.card.labels;
    std::fill(joined.voxels.begin(), joined.voxels.end(), std::uint8_t{0});
    for (const bool unions : {true, false}) {
        for (const auto& [name, map] : byName) {
            const eval::Structure& structure = find(name);
            if ((structure.values.size() > 1) != unions) {
                continue;
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
    scored.clear();
    for (const eval::Structure& structure : structures) {
        if (byName.count(structure.name) > 0 || contains(known, structure.values)) {
            scored.push_back(structure.name);
        }
    }
    return joined;
}

} // namespace halftone::cli
