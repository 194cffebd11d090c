// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/nrrd/detail/nrrd_header.h"

#include "core/base/error.h"
#include "core/base/parse_number.h"
#include "core/base/path_text.h"
#include "core/image/detail/length_units.h"
#include "core/image/detail/source.h"
#include "core/image/raw/detail/header_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

using Vector = std::array<double, 3>;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

struct Axis {
    std::int64_t size = 1;
    std::string kind;
    std::optional<Vector> step; ///< in the space of the header
    double spacing = kNone;     ///< where there is no space
    bool spatial = false;
};

/// The space of a header: which way its axes grow, as signs of L, P, S; empty where it names none.
struct Space {
    int dimension = 0;
    std::optional<Vector> signs;
};

Error damaged(const fs::path& path, const char* field, const std::string& value)
{
    return unreadable(path, Message{"nrrd-field",
                                    "its NRRD header is damaged: {1} is '{2}'",
                                    {field, printable(value)}});
}

std::optional<Vector> signsOf(const std::string& name)
{
    static constexpr std::array<std::array<const char*, 2>, 3> kWords{
        {{"left", "right"}, {"posterior", "anterior"}, {"superior", "inferior"}}};
    std::vector<std::string> words;
    if (name.size() >= 3 && name.find('-') == std::string::npos) {
        for (const char letter : name) {
            words.emplace_back(1, letter); // "ras", with "t" for time
        }
    } else {
        std::string text = name;
        std::replace(text.begin(), text.end(), '-', ' ');
        words = wordsOf(text);
    }
    Vector signs{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        for (std::size_t way = 0; way < 2 && axis < words.size(); ++way) {
            const std::string full = kWords[axis][way];
            if (words[axis] == full || words[axis] == full.substr(0, 1)) {
                signs[axis] = way == 0 ? 1 : -1;
            }
        }
    }
    const bool timed = words.size() == 4 && (words[3] == "time" || words[3] == "t");
    const bool named = signs[0] != 0 && signs[1] != 0 && signs[2] != 0;
    return named && (words.size() == 3 || timed) ? std::optional(signs) : std::nullopt;
}

Space spaceOf(const fs::path& path, const NrrdHeader& header)
{
    const std::string name = lowered(header.field("space"));
    if (name.empty()) {
        const std::string dimension = header.field("spacedimension");
        const std::int64_t count = dimension.empty() ? 0 : parseInteger(dimension).value_or(-1);
        if (count < 0 || count > 8) {
            throw damaged(path, "its space dimension", dimension);
        }
        return {static_cast<int>(count), std::nullopt};
    }
    static const std::set<std::string> kNoAnatomy{"scanner-xyz",          "scanner-xyz-time",
                                                  "3d-right-handed",      "3d-left-handed",
                                                  "3d-right-handed-time", "3d-left-handed-time"};
    const bool timed = name.ends_with("time") || (name.size() == 4 && name.ends_with('t'));
    const std::optional<Vector> signs = signsOf(name);
    if (!signs && !kNoAnatomy.contains(name)) {
        throw unreadable(path, Message{"nrrd-space",
                                       "its space '{1}' is not known. Save it in the space "
                                       "left-posterior-superior",
                                       {printable(header.field("space"))}});
    }
    return {timed ? 4 : 3, signs};
}

/// "(1,0,0) none (0,0,2)": a vector for each axis, empty for none.
std::vector<std::optional<Vector>> vectorsOf(const fs::path& path, const char* field,
                                             const std::string& text)
{
    std::vector<std::optional<Vector>> vectors;
    for (std::size_t at = text.find_first_not_of(" \t"); at != std::string::npos;
         at = text.find_first_not_of(" \t", at)) {
        if (text.compare(at, 4, "none") == 0) {
            vectors.emplace_back();
            at += 4;
            continue;
        }
        const auto end = text.find(')', at);
        if (text[at] != '(' || end == std::string::npos) {
            throw damaged(path, field, text);
        }
        std::string inside = text.substr(at + 1, end - at - 1);
        std::replace(inside.begin(), inside.end(), ',', ' ');
        const std::vector<std::string> words = wordsOf(inside);
        Vector vector{};
        bool none = words.empty();
        for (std::size_t n = 0; n < words.size(); ++n) {
            const auto number = parseNumber(words[n]);
            none = none || lowered(words[n]) == "nan";
            if (!number && lowered(words[n]) != "nan") {
                throw damaged(path, field, text);
            }
            if (n < 3) {
                vector[n] = number.value_or(0);
            }
        }
        vectors.push_back(none ? std::nullopt : std::optional(vector));
        at = end + 1;
    }
    return vectors;
}

/// Millimetres per unit of each axis of the space, or of the image where there is none.
std::vector<double> unitsOf(const std::string& text, Geometry& geometry, Findings& findings)
{
    std::vector<double> units;
    for (const std::string& word : quotedWords(text)) {
        const bool unstated = trimmed(word).empty() || word == "???";
        const auto mm = unstated ? std::optional(1.0) : millimetresIn(word);
        units.push_back(mm.value_or(1));
        const bool isTime = word == "s" || word == "ms" || word == "sec";
        if (!mm && !isTime && geometry.spacingKnown) {
            geometry.spacingKnown = false;
            findings.push_back({Severity::Warning,
                                {"unit-unknown",
                                 "Its unit '{0}' is not known as a length; how large its voxels "
                                 "are is not known.",
                                 {printable(word)}}});
        }
    }
    return units;
}

bool holdsValues(const std::string& kind)
{
    static const std::set<std::string> kSpatial{"", "domain", "space", "time", "???", "none"};
    return !kSpatial.contains(kind);
}

std::vector<Axis> readAxes(const fs::path& path, const NrrdHeader& header, const Space& space)
{
    const std::int64_t dimension = parseInteger(header.field("dimension")).value_or(0);
    const std::vector<std::string> sizes = wordsOf(header.field("sizes"));
    if (dimension < 1 || dimension > 16 || sizes.size() != static_cast<std::size_t>(dimension)) {
        throw unreadable(path, Message{"nrrd-sizes",
                                       "its NRRD header gives the sizes '{1}' of '{2}' dimensions",
                                       {printable(header.field("sizes")),
                                        printable(header.field("dimension"))}});
    }
    const std::vector<std::string> kinds = wordsOf(header.field("kinds"));
    const std::vector<std::string> spacings = wordsOf(header.field("spacings"));
    const std::string directions = header.field("spacedirections");
    const auto steps = vectorsOf(path, "its space directions", directions);
    if (!directions.empty() && steps.size() != sizes.size()) {
        throw damaged(path, "its space directions", directions);
    }
    if (!directions.empty() && space.dimension == 0) {
        throw damaged(path, "its space", "not named, though it has directions");
    }
    std::vector<Axis> axes(sizes.size());
    // NaN beside numbers says that an axis has no spacing: it holds values or times.
    const bool someSpaced = std::any_of(spacings.begin(), spacings.end(), [](const auto& word) {
        return !std::isnan(parseNumber(word).value_or(kNone));
    });
    int spatial = 0;
    for (std::size_t n = 0; n < axes.size(); ++n) {
        Axis& axis = axes[n];
        axis.size = parseInteger(sizes[n]).value_or(0);
        axis.kind = n < kinds.size() ? lowered(kinds[n]) : "";
        if (n < spacings.size()) {
            axis.spacing = std::abs(parseNumber(spacings[n]).value_or(kNone));
        }
        if (!directions.empty()) {
            axis.step = steps[n];
            // The direction of a time axis lies along the fourth axis of the space.
            axis.spatial = axis.step && *axis.step != Vector{};
        } else {
            const bool spaceless = someSpaced && axis.kind.empty() && std::isnan(axis.spacing);
            axis.spatial =
                !spaceless && !holdsValues(axis.kind) && axis.kind != "time" && spatial < 3;
        }
        spatial += axis.spatial ? 1 : 0;
    }
    if (spatial < 1 || spatial > 3) {
        throw unreadable(path, Message{"nrrd-kinds",
                                       "{1} of its axes are of space; expected one to three",
                                       {std::to_string(spatial)}});
    }
    return axes;
}

[[noreturn]] void refuseValues(const fs::path& path, const NrrdHeader& header, const Axis& axis)
{
    const bool segments = header.keys.contains("Segment0_ID")
                          || header.keys.contains("Segment0_Layer")
                          || header.keys.contains("Segment0_Name")
                          || lowered(toUtf8(path.filename())).ends_with(".seg.nrrd");
    if (segments) {
        throw unreadable(path,
                         Message{"segment-layers",
                                 "its segments overlap and are stored in {1} layers; expected "
                                 "one label a voxel. Export them as a label map from where "
                                 "they were drawn",
                                 {std::to_string(axis.size)}});
    }
    throw unreadable(path, Message{"nrrd-values",
                                   "it has {1} values per voxel (an axis of kind '{2}'); expected "
                                   "one grey value",
                                   {std::to_string(axis.size),
                                    axis.kind.empty() ? "???" : printable(axis.kind)}});
}

/// What follows the axes of space: volumes.
std::int64_t countVolumes(const fs::path& path, const NrrdHeader& header,
                          const std::vector<Axis>& axes)
{
    const auto last =
        std::find_if(axes.rbegin(), axes.rend(), [](const Axis& axis) { return axis.spatial; });
    const auto spatialEnd = static_cast<std::size_t>(axes.rend() - last);
    double volumes = 1;
    for (std::size_t n = 0; n < axes.size(); ++n) {
        if (axes[n].spatial) {
            continue;
        }
        if (axes[n].size < 1) {
            throw damaged(path, "its sizes", header.field("sizes"));
        }
        if (axes[n].size > 1 && (holdsValues(axes[n].kind) || n < spatialEnd)) {
            refuseValues(path, header, axes[n]);
        }
        volumes *= static_cast<double>(axes[n].size);
    }
    return static_cast<std::int64_t>(std::min(volumes, 1e9));
}

/// The direction across those of a flat image.
void completeDirections(std::size_t known, Geometry& geometry)
{
    auto& d = geometry.direction;
    if (known == 1) { // a row: any two axes across it
        const bool alongX = std::abs(d[0]) > 0.5;
        const Vector other = alongX ? Vector{0, 1, 0} : Vector{1, 0, 0};
        const double along = d[0] * other[0] + d[3] * other[1] + d[6] * other[2];
        Vector second{};
        double squares = 0;
        for (std::size_t row = 0; row < 3; ++row) {
            second[row] = other[row] - along * d[row * 3];
            squares += second[row] * second[row];
        }
        for (std::size_t row = 0; row < 3; ++row) {
            d[row * 3 + 1] = second[row] / std::sqrt(squares);
        }
    }
    for (std::size_t row = 0; row < 3 && known < 3; ++row) {
        const std::size_t p = (row + 1) % 3 * 3;
        const std::size_t q = (row + 2) % 3 * 3;
        d[row * 3 + 2] = d[p] * d[q + 1] - d[q] * d[p + 1];
    }
}

void readPlace(const fs::path& path, const NrrdHeader& header, const Space& space,
               const std::vector<Axis>& axes, Geometry& geometry, Findings& findings)
{
    geometry.spacingKnown = true;
    geometry.orientationKnown = space.signs.has_value();
    std::vector<double> units = unitsOf(header.field("spaceunits"), geometry, findings);
    units.resize(3, 1);
    const Vector signs = space.signs.value_or(Vector{1, 1, 1});
    std::size_t column = 0;
    for (const Axis& axis : axes) {
        if (!axis.spatial) {
            continue;
        }
        double squares = 0;
        Vector step{};
        for (std::size_t row = 0; row < 3; ++row) {
            step[row] = (*axis.step)[row] * signs[row] * units[row];
            squares += step[row] * step[row];
        }
        geometry.spacingMm[column] = std::sqrt(squares);
        for (std::size_t row = 0; row < 3; ++row) {
            geometry.direction[row * 3 + column] = step[row] / std::sqrt(squares);
        }
        ++column;
    }
    completeDirections(column, geometry);
    const auto origins = vectorsOf(path, "its space origin", header.field("spaceorigin"));
    const Vector origin = origins.empty() ? Vector{} : origins.front().value_or(Vector{});
    for (std::size_t row = 0; row < 3; ++row) {
        geometry.originMm[row] = origin[row] * signs[row] * units[row];
    }
}

/// Without a space there are spacings at most, and no place.
void readSpacings(const NrrdHeader& header, const std::vector<Axis>& axes, Geometry& geometry,
                  Findings& findings)
{
    geometry.spacingKnown = std::any_of(axes.begin(), axes.end(), [](const Axis& axis) {
        return axis.spatial && !std::isnan(axis.spacing);
    });
    std::vector<double> units = unitsOf(header.field("units"), geometry, findings);
    units.resize(axes.size(), 1);
    std::size_t column = 0;
    for (std::size_t n = 0; n < axes.size(); ++n) {
        if (!axes[n].spatial) {
            continue;
        }
        const bool stated = !std::isnan(axes[n].spacing);
        geometry.spacingMm[column++] = stated ? axes[n].spacing * units[n] : 1;
        geometry.spacingKnown = geometry.spacingKnown && (stated || axes[n].size == 1);
    }
    if (!geometry.spacingKnown) {
        geometry.spacingMm = {1, 1, 1};
    }
}

} // namespace

NrrdAxes readNrrdAxes(const fs::path& path, const NrrdHeader& header, Findings& findings)
{
    const Space space = spaceOf(path, header);
    const std::vector<Axis> axes = readAxes(path, header, space);
    NrrdAxes result;
    result.volumes = countVolumes(path, header, axes);
    result.geometry.size = {1, 1, 1};
    unsigned column = 0;
    for (const Axis& axis : axes) {
        if (axis.spatial) {
            setAxisSize(path, column++, axis.size, result.geometry);
        }
    }
    if (header.field("spacedirections").empty()) {
        readSpacings(header, axes, result.geometry, findings);
    } else {
        readPlace(path, header, space, axes, result.geometry, findings);
    }
    requireSoundGeometry(path, result.geometry);
    reportOddGeometry(result.geometry, findings);
    return result;
}

} // namespace halftone::image::detail
