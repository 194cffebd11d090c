// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/path_text.h"
#include "core/image/dicom/detail/dicom.h"

#include "core/base/statistics.h"
#include "core/image/grid/geometry_report.h"
#include "core/image/itk/detail/itk_io.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

using Vector = std::array<double, 3>;

double dot(const Vector& a, const Vector& b)
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

Vector cross(const Vector& a, const Vector& b)
{
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

Vector normalised(const Vector& a)
{
    const double length = std::sqrt(dot(a, a));
    return {a[0] / length, a[1] / length, a[2] / length};
}

std::vector<fs::path> filesIn(const fs::path& folder, bool recursive)
{
    std::vector<fs::path> files;
    std::error_code error;
    const auto add = [&](const fs::directory_entry& entry) {
        std::error_code ignored;
        if (entry.is_regular_file(ignored)) {
            files.push_back(entry.path());
        }
    };
    if (recursive) {
        const auto options = fs::directory_options::skip_permission_denied;
        for (fs::recursive_directory_iterator it(folder, options, error), end; !error && it != end;
             it.increment(error)) {
            add(*it);
        }
    } else {
        for (fs::directory_iterator it(folder, error), end; !error && it != end;
             it.increment(error)) {
            add(*it);
        }
    }
    if (error && files.empty()) {
        throw Error(ErrorCode::FileNotFound,
                    "Cannot open the folder '" + toUtf8(folder) + "': " + error.message() + ".");
    }
    std::sort(files.begin(), files.end()); // directory order differs between machines
    return files;
}

std::vector<DicomHeader> headersOf(const std::vector<fs::path>& files, const StopToken& stop)
{
    std::vector<DicomHeader> headers;
    for (const fs::path& file : files) {
        throwIfStopped(stop);
        if (isDicom(file)) {
            if (auto header = readDicomHeader(file)) {
                headers.push_back(std::move(*header));
            }
        }
    }
    return headers;
}

/// Slices of one series that can form one volume: same size, same plane.
using GroupKey = std::tuple<std::string, int, int, int, std::array<long, 6>>;

GroupKey keyOf(const DicomHeader& header)
{
    std::array<long, 6> plane{};
    if (header.orientation) {
        for (std::size_t i = 0; i < 6; ++i) {
            plane[i] = std::lround((*header.orientation)[i] * 1000);
        }
    }
    // A mosaic file is a whole volume tiled in one picture: it has no neighbours to stack with.
    const bool alone = header.imageType.find("MOSAIC") != std::string::npos;
    return {header.seriesUid + (alone ? header.instanceUid : ""), header.rows, header.columns,
            std::max(header.frames, 1), plane};
}

/// The same image stored twice (copies, backups) counts once.
std::size_t dropCopies(std::vector<DicomHeader>& slices)
{
    std::set<std::string> seen;
    const auto isCopy = [&](const DicomHeader& header) {
        return !header.instanceUid.empty() && !seen.insert(header.instanceUid).second;
    };
    return std::erase_if(slices, isCopy);
}

void requireReadable(const fs::path& path, const DicomHeader& header)
{
    if (header.channels != 1 || header.photometric == "PALETTE COLOR") {
        throw unreadable(path, "it is a colour DICOM image (" + header.photometric
                                   + "); expected one grey value per pixel");
    }
    if (header.frames < 1 || header.frames > 100000) {
        throw unreadable(path, "its header gives " + std::to_string(header.frames) + " frames");
    }
}

struct SliceAxis {
    Vector x{1, 0, 0};
    Vector y{0, 1, 0};
    Vector normal{0, 0, 1};
    bool known = false;
};

SliceAxis axisOf(const fs::path& path, const DicomHeader& header)
{
    SliceAxis axis;
    if (!header.orientation || !header.position) {
        return axis;
    }
    const auto& o = *header.orientation;
    axis.x = {o[0], o[1], o[2]};
    axis.y = {o[3], o[4], o[5]};
    axis.normal = cross(axis.x, axis.y);
    const double area = std::sqrt(dot(axis.normal, axis.normal));
    if (!std::isfinite(area) || std::abs(area - 1) > 0.05 || std::abs(dot(axis.x, axis.y)) > 0.05) {
        throw unreadable(path, "its ImageOrientationPatient does not describe a plane");
    }
    axis.x = normalised(axis.x);
    axis.normal = normalised(axis.normal);
    axis.y = cross(axis.normal, axis.x);
    axis.known = true;
    return axis;
}

/// Distances between neighbours, turned into whole steps; notes what is missing or shifted.
void placeSlices(const fs::path& path, const std::vector<double>& depth, DicomSeries& series)
{
    std::vector<double> gaps;
    for (std::size_t i = 1; i < depth.size(); ++i) {
        gaps.push_back(depth[i] - depth[i - 1]);
    }
    if (std::any_of(gaps.begin(), gaps.end(), [](double gap) { return !(gap > 1e-3); })) {
        throw unreadable(path, "its series holds several images at the same position (4D: phases, "
                               "echoes or directions); expected one volume. Export one of them");
    }
    const double step = median(gaps);
    int missing = 0;
    double worst = 0;
    for (const double gap : gaps) {
        const int steps = std::max(1, static_cast<int>(std::lround(gap / step)));
        worst = std::max(worst, std::abs(gap - steps * step));
        missing += steps - 1;
        series.place.push_back(series.place.back() + steps);
    }
    if (worst > 0.1 * step || missing > 10 * static_cast<int>(depth.size())) {
        throw unreadable(path, "its slices are not evenly spaced (steps of " + formatLength(step)
                                   + " with deviations of up to " + formatLength(worst)
                                   + "); resample the series to even spacing first");
    }
    // The mean step over the whole stack: rounding in the file must not add up.
    series.geometry.spacingMm[2] = (depth.back() - depth.front()) / series.place.back();
    if (missing > 0) {
        series.findings.push_back(
            {Severity::Warning, missing == 1
                                    ? Message{"slice-missing", "1 slice missing, shown blank", {}}
                                    : Message{"slices-missing",
                                              "{0} slices missing, shown blank",
                                              {std::to_string(missing)}}});
    }
}

void noteTilt(const std::vector<DicomHeader>& slices, const SliceAxis& axis, DicomSeries& series)
{
    Vector shift{};
    for (std::size_t i = 0; i < 3; ++i) {
        shift[i] = (*slices.back().position)[i] - (*slices.front().position)[i];
    }
    const double along = dot(shift, axis.normal);
    const double across = std::sqrt(std::max(0.0, dot(shift, shift) - along * along));
    const double degrees = std::atan2(across, along) * 180 / 3.14159265358979;
    if (degrees > 0.5) {
        series.findings.push_back(
            {Severity::Severe, Message{"gantry-tilt",
                                       "tilted gantry: slices are sheared by {0} degrees",
                                       {std::to_string(std::lround(degrees))}}});
    }
}

void noteQuality(DicomSeries& series)
{
    const DicomHeader& first = series.slices.front();
    if (std::any_of(series.slices.begin(), series.slices.end(),
                    [](const DicomHeader& header) { return header.lossy; })) {
        series.findings.push_back({Severity::Warning, {"lossy", "lossy compression", {}}});
    }
    if (first.photometric == "MONOCHROME1") {
        series.findings.push_back(
            {Severity::Note, {"monochrome1", "inverted grey scale (MONOCHROME1)", {}}});
    }
    if (first.imageType.find("MOSAIC") != std::string::npos) {
        series.findings.push_back(
            {Severity::Severe, {"mosaic", "mosaic: several slices tiled in one picture", {}}});
    }
    if (!series.geometry.orientationKnown && series.slices.size() > 1) {
        series.findings.push_back(
            {Severity::Warning,
             {"positions-unknown", "positions unknown, slices in the order of their numbers", {}}});
    }
}

} // namespace

DicomSeries arrangeSlices(const fs::path& path, std::vector<DicomHeader> slices)
{
    DicomSeries series;
    const std::size_t copies = dropCopies(slices);
    requireReadable(path, slices.front());
    const SliceAxis axis = axisOf(path, slices.front());
    const bool placed = axis.known && std::all_of(slices.begin(), slices.end(), [](const auto& s) {
                            return s.position.has_value();
                        });
    std::stable_sort(slices.begin(), slices.end(), [&](const auto& a, const auto& b) {
        return placed ? dot(*a.position, axis.normal) < dot(*b.position, axis.normal)
                      : a.instanceNumber < b.instanceNumber;
    });
    const DicomHeader& first = slices.front();
    Geometry& geometry = series.geometry;
    geometry.spacingMm = {first.spacing[0], first.spacing[1], first.sliceSpacing};
    geometry.spacingKnown = first.spacingKnown;
    geometry.orientationKnown = placed;
    series.place = {0};
    if (placed) {
        geometry.originMm = *first.position;
        geometry.direction = {axis.x[0],      axis.y[0], axis.normal[0], axis.x[1],     axis.y[1],
                              axis.normal[1], axis.x[2], axis.y[2],      axis.normal[2]};
    }
    if (placed && slices.size() > 1) {
        std::vector<double> depth;
        for (const DicomHeader& slice : slices) {
            depth.push_back(dot(*slice.position, axis.normal));
        }
        placeSlices(path, depth, series);
        noteTilt(slices, axis, series);
    } else {
        series.place.resize(slices.size());
        std::iota(series.place.begin(), series.place.end(), 0);
    }
    geometry.size = {first.columns, first.rows,
                     first.frames > 1 ? first.frames : series.place.back() + 1};
    requireSoundGeometry(path, geometry);
    if (copies > 0) {
        series.findings.push_back(
            {Severity::Note,
             {"copies-left-out", "{0} copies of slices left out", {std::to_string(copies)}}});
    }
    series.slices = std::move(slices);
    noteQuality(series);
    return series;
}

DicomSeries findDicomSeries(const fs::path& path, const StopToken& stop)
{
    const bool folder = fs::is_directory(path);
    std::vector<DicomHeader> headers;
    std::optional<GroupKey> wanted;
    if (folder) {
        headers = headersOf(filesIn(path, false), stop);
        if (headers.empty()) {
            headers = headersOf(filesIn(path, true), stop);
        }
        if (headers.empty()) {
            throw unreadable(path, "the folder holds no DICOM images. Open an image file itself");
        }
    } else {
        const auto header = readDicomHeader(path);
        if (!header) {
            throw unreadable(path, "it is a damaged or truncated DICOM file, or one without "
                                   "pixels (a report or structure set)");
        }
        wanted = keyOf(*header);
        fs::path parent = path.parent_path();
        headers = headersOf(filesIn(parent.empty() ? fs::path(".") : parent, false), stop);
    }
    // Files with several frames are volumes of their own.
    std::map<GroupKey, std::vector<DicomHeader>> groups;
    for (DicomHeader& header : headers) {
        std::vector<DicomHeader>& group = groups[keyOf(header)];
        if (header.frames > 1 && !group.empty() && (folder || header.path != path)) {
            continue;
        }
        if (header.frames > 1) {
            group.clear();
        }
        group.push_back(std::move(header));
    }
    auto chosen = groups.begin();
    const auto size = [](const auto& entry) {
        const DicomHeader& first = entry.second.front();
        return double(first.rows) * first.columns * first.frames * double(entry.second.size());
    };
    if (wanted) {
        chosen = groups.find(*wanted);
    } else {
        chosen = std::max_element(groups.begin(), groups.end(),
                                  [&](const auto& a, const auto& b) { return size(a) < size(b); });
    }
    DicomSeries series = arrangeSlices(path, std::move(chosen->second));
    if (groups.size() > 1 && folder) {
        series.findings.push_back({Severity::Warning,
                                   {"several-series",
                                    "the largest of {0} series in the folder",
                                    {std::to_string(groups.size())}}});
    }
    return series;
}

} // namespace halftone::image::detail
