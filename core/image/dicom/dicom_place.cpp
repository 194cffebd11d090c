// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/statistics.h"
#include "core/base/text.h"
#include "core/image/dicom/detail/dicom.h"
#include "core/image/grid/geometry_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>

namespace halftone::image::detail {
namespace {

double dot(const Vector3& a, const Vector3& b)
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

Vector3 cross(const Vector3& a, const Vector3& b)
{
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

Vector3 scaled(const Vector3& a, double factor)
{
    return {a[0] * factor, a[1] * factor, a[2] * factor};
}

Vector3 sum(const Vector3& a, const Vector3& b)
{
    return {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
}

double length(const Vector3& a)
{
    return std::sqrt(dot(a, a));
}

/// The axes of a plane at right angles; `sound` is false where the header gives none.
struct Plane {
    Vector3 x{1, 0, 0};
    Vector3 y{0, 1, 0};
    Vector3 normal{0, 0, 1};
    bool sound = false;
};

Plane planeOf(const DicomFrame& frame)
{
    Plane plane;
    if (!frame.orientation) {
        return plane;
    }
    const auto& o = *frame.orientation;
    const Vector3 x{o[0], o[1], o[2]};
    const Vector3 y{o[3], o[4], o[5]};
    const Vector3 normal = cross(x, y);
    const double area = length(normal);
    if (!std::isfinite(area) || std::abs(area - 1) > 0.05 || std::abs(dot(x, y)) > 0.05) {
        return plane;
    }
    plane.x = scaled(x, 1 / length(x));
    plane.normal = scaled(normal, 1 / area);
    plane.y = cross(plane.normal, plane.x);
    plane.sound = true;
    return plane;
}

/// How far slices may lie from where an even stack has them: scanners round positions to a tenth of
/// a millimetre or so, and couches move unevenly.
constexpr double kUnevenSteps = 0.1; ///< of the distance between slices
constexpr double kUnevenPixels = 0.5;
constexpr double kUnevenMm = 0.05;

/// Turns distances between neighbours into whole steps. `known` is the step where the file says it
/// and slices may have been left out on purpose (segmentations); 0 else.
void countSteps(const std::vector<double>& depth, double known, DicomVolume& volume)
{
    std::vector<double> gaps;
    for (std::size_t i = 1; i < depth.size(); ++i) {
        gaps.push_back(depth[i] - depth[i - 1]);
    }
    if (std::any_of(gaps.begin(), gaps.end(), [](double gap) { return !(gap > 1e-3); })) {
        volume.fault = Message{"same-position",
                               "its series holds several images at the same position (4D: phases, "
                               "echoes or directions) and does not say what tells them apart; "
                               "expected one volume. Export one of them",
                               {}};
        return;
    }
    const double step = known > 0 ? known : median(gaps);
    int missing = 0;
    double worst = 0;
    for (const double gap : gaps) {
        const double whole = std::min(std::round(gap / step), 1e6);
        const int steps = std::max(1, static_cast<int>(whole));
        worst = std::max(worst, std::abs(gap - steps * step));
        missing += steps - 1;
        volume.place.push_back(volume.place.back() + steps);
    }
    const double slices = static_cast<double>(depth.size());
    if (worst > kUnevenSteps * step + 1e-6 || (known <= 0 && missing > 10 * slices)
        || volume.place.back() > 20000) {
        volume.fault = Message{"uneven-slices",
                               "its slices are not evenly spaced (steps of {1} with deviations of "
                               "up to {2}); resample the series to even spacing first",
                               {formatLength(step), formatLength(worst)}};
        return;
    }
    if (missing > 0 && known <= 0) {
        volume.findings.push_back(
            {Severity::Warning,
             missing == 1 ? Message{"slices-missing", "1 slice missing: it is shown blank.", {}}
                          : Message{"slices-missing",
                                    "{0} slices missing: they are shown blank.",
                                    {std::to_string(missing)}}});
    }
}

/// What a slice lies further across the normal than the slice before it, by least squares.
Vector3 driftOf(const DicomVolume& volume, const Plane& plane)
{
    const auto count = static_cast<double>(volume.place.size());
    double meanPlace = 0;
    Vector3 mean{};
    for (std::size_t i = 0; i < volume.place.size(); ++i) {
        meanPlace += volume.place[i] / count;
        mean = sum(mean, scaled(*volume.frames[i].position, 1 / count));
    }
    double variance = 0;
    Vector3 drift{};
    for (std::size_t i = 0; i < volume.place.size(); ++i) {
        const double away = volume.place[i] - meanPlace;
        variance += away * away;
        drift = sum(drift, scaled(sum(*volume.frames[i].position, scaled(mean, -1)), away));
    }
    drift = scaled(drift, 1 / variance);
    return sum(drift, scaled(plane.normal, -dot(drift, plane.normal)));
}

void placeTilt(const Plane& plane, double step, DicomVolume& volume)
{
    Geometry& geometry = volume.geometry;
    const double pixel = std::min(geometry.spacingMm[0], geometry.spacingMm[1]);
    const Vector3 drift = driftOf(volume, plane);
    const double total = length(drift) * volume.place.back();
    const bool tilted = total > std::max(kUnevenPixels * pixel, kUnevenMm);
    const Vector3 along = sum(scaled(plane.normal, step), tilted ? drift : Vector3{});
    const Vector3 first = *volume.frames.front().position;
    double worst = 0;
    for (std::size_t i = 0; i < volume.place.size(); ++i) {
        const Vector3 expected = sum(first, scaled(along, volume.place[i]));
        const Vector3 off = sum(*volume.frames[i].position, scaled(expected, -1));
        const double across = dot(off, plane.normal);
        worst = std::max(worst, std::sqrt(std::max(0.0, dot(off, off) - across * across)));
    }
    if (worst > std::max({kUnevenPixels * pixel, 2 * kUnevenMm, 1e-3}) + 1e-9) {
        volume.fault = Message{"shifted-slices",
                               "its slices are shifted against each other within their plane, by "
                               "up to {1}; they are no even stack",
                               {formatLength(worst)}};
        return;
    }
    geometry.spacingMm[2] = length(along);
    for (std::size_t row = 0; row < 3; ++row) {
        geometry.direction[row * 3 + 2] = along[row] / geometry.spacingMm[2];
    }
    if (tilted) {
        const double degrees = std::atan2(length(drift), step) * 180 / 3.14159265358979;
        volume.findings.push_back(
            {Severity::Severe,
             Message{"gantry-tilt",
                     "Its slices are stacked at a tilt of {0} degrees (gantry tilt): each lies {1} "
                     "further along its own plane than the one before. The grid is kept sheared as "
                     "it was scanned, and masks lie on its voxels; programs that cannot show "
                     "sheared grids show both out of place.",
                     {formatSignificant(degrees, 3), formatLength(length(drift))}}});
    }
}

/// The step that a segmentation says, if its slices lie on it: it leaves empty ones out.
double statedStep(const std::vector<DicomFrame>& frames, const std::vector<double>& depth)
{
    const double candidates[] = {std::abs(frames.front().sliceSpacing), frames.front().thickness};
    for (const double step : candidates) {
        const bool fits =
            step > 0 && std::adjacent_find(depth.begin(), depth.end(), [step](double a, double b) {
                            const double steps = (b - a) / step;
                            return steps < 0.5 || std::abs(steps - std::round(steps)) > 0.1;
                        }) == depth.end();
        if (fits) {
            return step;
        }
    }
    double least = 0;
    for (std::size_t i = 1; i < depth.size(); ++i) {
        const double gap = depth[i] - depth[i - 1];
        least = least == 0 ? gap : std::min(least, gap);
    }
    return least;
}

void placeSlices(const DicomFile& file, const Plane& plane, DicomVolume& volume)
{
    Geometry& geometry = volume.geometry;
    // Segments of one slice share its place.
    std::vector<double> depth;
    std::vector<std::size_t> rank;
    for (const DicomFrame& frame : volume.frames) {
        const double at = dot(*frame.position, plane.normal);
        if (!file.segmentation || depth.empty() || at > depth.back() + 1e-3) {
            depth.push_back(at);
        }
        rank.push_back(depth.size() - 1);
    }
    volume.place = {0};
    if (depth.size() == 1) {
        volume.place.resize(rank.size(), 0);
        geometry.size[2] = 1;
        return;
    }
    countSteps(depth, file.segmentation ? statedStep(volume.frames, depth) : 0, volume);
    if (volume.fault) {
        return;
    }
    std::vector<int> place;
    for (const std::size_t slice : rank) {
        place.push_back(volume.place[slice]);
    }
    volume.place = std::move(place);
    // The mean step over the whole stack: rounding in the file must not add up.
    placeTilt(plane, (depth.back() - depth.front()) / volume.place.back(), volume);
    geometry.size[2] = volume.place.back() + 1;
}

/// Frames without positions, in the order of their slice locations or numbers.
void orderFrames(DicomVolume& volume)
{
    std::set<double> locations;
    for (const DicomFrame& frame : volume.frames) {
        if (frame.location) {
            locations.insert(*frame.location);
        }
    }
    const bool located = locations.size() == volume.frames.size();
    std::stable_sort(volume.frames.begin(), volume.frames.end(), [&](const auto& a, const auto& b) {
        return located                ? *a.location < *b.location
               : a.number != b.number ? a.number < b.number
                                      : a.index < b.index;
    });
    if (volume.frames.size() > 1) {
        volume.findings.push_back(
            {Severity::Warning,
             located ? Message{"positions-unknown",
                               "Positions unknown: slices are in the order of their locations.",
                               {}}
                     : Message{"positions-unknown",
                               "Positions unknown: slices are in the order of their numbers.",
                               {}}});
    }
}

bool isPlaced(const DicomFrame& frame)
{
    return frame.position.has_value() && frame.orientation.has_value();
}

void noteQuality(const std::vector<DicomFile>& files, DicomVolume& volume)
{
    const DicomFile& first = files[volume.frames.front().file];
    const auto note = [&volume](Severity severity, const char* kind, const char* sentence) {
        volume.findings.push_back({severity, Message{kind, sentence, {}}});
    };
    if (std::any_of(volume.frames.begin(), volume.frames.end(),
                    [&](const DicomFrame& frame) { return files[frame.file].lossy; })) {
        note(Severity::Warning, "lossy",
             "Its pixels went through lossy compression: values are not those of the scanner.");
    }
    if (first.format.photometric == "MONOCHROME1") {
        note(Severity::Note, "monochrome1",
             first.modality == "CT" || first.modality == "PT"
                 ? "It asks to be shown inverted (MONOCHROME1); its values are kept as they are."
                 : "Its inverted grey scale (MONOCHROME1) is turned round.");
    }
    if (first.isMosaic()) {
        note(Severity::Severe, "mosaic",
             "It is a mosaic: several slices are tiled in one picture, which is not taken apart.");
    }
    if (first.detectorSpacing) {
        note(
            Severity::Warning, "detector-spacing",
            "Its pixel size is that at the detector; structures are smaller by the magnification.");
    }
    if (first.framesAssumed && volume.frames.size() > 1) {
        note(Severity::Warning, "frames-assumed",
             "Its frames state no positions: they are stacked in their order, evenly.");
    }
    if (first.framesInTime && volume.frames.size() > 1) {
        note(Severity::Severe, "frames-in-time",
             "Its frames follow each other in time, not in space: the depth of the stack means "
             "nothing.");
    }
}

} // namespace

bool samePlane(const DicomFrame& a, const DicomFrame& b)
{
    constexpr double kCosines = 2.5e-3; ///< a millimetre at the edge of a large picture
    constexpr double kSpacing = 1e-3;   ///< relative
    if (isPlaced(a) != isPlaced(b) || a.spacingKnown != b.spacingKnown) {
        return false;
    }
    for (std::size_t i = 0; i < 2; ++i) {
        if (std::abs(a.spacing[i] - b.spacing[i]) > kSpacing * std::abs(a.spacing[i])) {
            return false;
        }
    }
    for (std::size_t i = 0; isPlaced(a) && i < 6; ++i) {
        if (!(std::abs((*a.orientation)[i] - (*b.orientation)[i]) <= kCosines)) {
            return false;
        }
    }
    return true;
}

double depthOf(const DicomFrame& frame, const DicomFrame& plane)
{
    return isPlaced(frame) ? dot(*frame.position, planeOf(plane).normal) : 0;
}

DicomVolume arrangeFrames(const std::vector<DicomFile>& files, std::vector<DicomFrame> frames)
{
    DicomVolume volume;
    volume.frames = std::move(frames);
    const Plane plane = planeOf(volume.frames.front());
    const bool placed = isPlaced(volume.frames.front()) && plane.sound;
    if (placed) {
        std::stable_sort(volume.frames.begin(), volume.frames.end(),
                         [&](const auto& a, const auto& b) {
                             return dot(*a.position, plane.normal) < dot(*b.position, plane.normal);
                         });
    } else {
        orderFrames(volume);
    }
    const DicomFrame& first = volume.frames.front();
    const DicomFile& file = files[first.file];
    Geometry& geometry = volume.geometry;
    const double between = std::abs(first.sliceSpacing);
    if (!placed && volume.frames.size() > 1 && between == 0 && !(first.thickness > 0)
        && first.spacingKnown) {
        volume.findings.push_back(
            {Severity::Warning,
             {"slice-distance-assumed",
              "It does not say how far apart its slices lie: 1 mm is taken, and volumes in "
              "millilitres mean nothing.",
              {}}});
    }
    const double single = between > 0 ? between : (first.thickness > 0 ? first.thickness : 1.0);
    geometry.spacingMm = {first.spacing[0], first.spacing[1], single};
    geometry.spacingKnown = first.spacingKnown;
    geometry.orientationKnown = placed;
    geometry.size = {file.format.columns, file.format.rows, static_cast<int>(volume.frames.size())};
    volume.place.resize(volume.frames.size());
    std::iota(volume.place.begin(), volume.place.end(), 0);
    if (isPlaced(first) && !plane.sound) {
        volume.fault =
            Message{"orientation", "its ImageOrientationPatient does not describe a plane", {}};
    }
    if (file.segmentation && !placed && !volume.fault) {
        volume.fault = Message{
            "segments-unplaced", "its segments do not say where in the patient they lie", {}};
    }
    if (placed) {
        geometry.originMm = *first.position;
        geometry.direction = {plane.x[0], plane.y[0], plane.normal[0],
                              plane.x[1], plane.y[1], plane.normal[1],
                              plane.x[2], plane.y[2], plane.normal[2]};
        if (volume.frames.size() > 1) {
            placeSlices(file, plane, volume);
        }
    }
    noteQuality(files, volume);
    return volume;
}

} // namespace halftone::image::detail
