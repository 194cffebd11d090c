// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/detail/source.h"
#include "core/image/tiff/detail/stack_plan.h"
#include "core/image/tiff/detail/tiff_pixels.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <sstream>

namespace halftone::image::detail {
namespace {

using Fields = std::map<std::string, std::string>;

Fields readFields(const std::string& description)
{
    Fields fields;
    std::istringstream lines(description);
    for (std::string line; std::getline(lines, line);) {
        const auto equals = line.find('=');
        if (equals != std::string::npos) {
            std::string value = line.substr(equals + 1);
            while (!value.empty() && (value.back() == '\r' || value.back() == ' ')) {
                value.pop_back();
            }
            fields.emplace(line.substr(0, equals), std::move(value));
        }
    }
    return fields;
}

/// 1 where it is not stated; 0 where it is no sound number.
std::uint64_t countOf(const Fields& fields, const std::string& key)
{
    const auto found = fields.find(key);
    if (found == fields.end()) {
        return 1;
    }
    constexpr unsigned long long kMost = 1000000;
    char* end = nullptr;
    const unsigned long long count = std::strtoull(found->second.c_str(), &end, 10);
    const bool sound = end != found->second.c_str() && *end == '\0' && count >= 1 && count <= kMost;
    return sound && found->second.front() != '-' ? count : 0;
}

/// How many planes there are along the axes that ImageJ knows.
struct Counts {
    std::uint64_t images = 1;
    std::uint64_t channels = 1;
    std::uint64_t slices = 1;
    std::uint64_t frames = 1;

    [[nodiscard]] bool onlySlices() const { return channels == 1 && frames == 1; }
};

Counts readCounts(const TiffFile& file, const Fields& fields)
{
    Counts counts{countOf(fields, "images"), countOf(fields, "channels"), countOf(fields, "slices"),
                  countOf(fields, "frames")};
    const std::uint64_t product = counts.channels * counts.slices * counts.frames;
    if (!fields.contains("images")) {
        counts.images = product;
    } else if (product == 1 || (counts.onlySlices() && counts.images != 0 && product != 0)) {
        counts.slices = counts.images;
    }
    if (counts.images == 0 || counts.images != counts.channels * counts.slices * counts.frames) {
        throw unreadable(
            file.path(),
            Message{"imagej-contradiction",
                    "its ImageJ description contradicts itself: {1} images are not {2} "
                    "channels, {3} slices and {4} frames. Save it again with ImageJ",
                    {std::to_string(counts.images), std::to_string(counts.channels),
                     std::to_string(counts.slices), std::to_string(counts.frames)}});
    }
    return counts;
}

Finding otherCount(std::uint64_t described, std::uint64_t found)
{
    return {Severity::Warning,
            {"description-mismatch",
             "Its description speaks of {0} planes, but the file holds {1}; these are read.",
             {std::to_string(described), std::to_string(found)}}};
}

/// Planes that ImageJ stores behind one page, as it does above 4 GB: true. Adapts `counts` to the
/// file where nothing can be confused.
bool liesBehindOnePage(TiffFile& file, const std::vector<std::size_t>& pages, Counts& counts,
                       Findings& findings)
{
    const std::uint64_t found = pages.size();
    if (found == counts.images) {
        return false;
    }
    if (found == 1) {
        const PageLayout layout = readLayout(file, pages.front(), false);
        if (planesThatFit(file, pages.front(), layout) > 1) {
            requirePlanesBehind(file, pages.front(), layout, counts.images);
            return true;
        }
    } else if (!counts.onlySlices()) {
        throw unreadable(file.path(),
                         Message{"imagej-planes",
                                 "its ImageJ description speaks of {1} planes ({2} channels, {3} "
                                 "slices, {4} frames), but the file holds {5}. Save it again with "
                                 "ImageJ",
                                 {std::to_string(counts.images), std::to_string(counts.channels),
                                  std::to_string(counts.slices), std::to_string(counts.frames),
                                  std::to_string(found)}});
    }
    findings.push_back(otherCount(counts.images, found));
    counts = {found, 1, found, 1};
    return false;
}

/// ImageJ shows calibrated values: signed 16 bits are stored with 32768 added, CT with a rescale.
void noteCalibration(const Fields& fields, Findings& findings)
{
    const auto first = fields.find("c0");
    const auto second = fields.find("c1");
    if (first == fields.end() || second == fields.end()) {
        return;
    }
    findings.push_back(
        {Severity::Severe,
         {"imagej-calibration",
          "Its ImageJ description calibrates the values ({0} + {1} x the stored value and so on); "
          "the stored values are taken. Apply the calibration in ImageJ and save it again.",
          {first->second, second->second}}});
}

double numberOf(const Fields& fields, const std::string& key)
{
    const auto found = fields.find(key);
    if (found == fields.end()) {
        return 0;
    }
    // ImageJ writes a point, whatever the locale.
    std::istringstream text(found->second);
    text.imbue(std::locale::classic());
    double value = 0;
    return text >> value ? std::abs(value) : 0;
}

std::array<double, 3> readPixelMm(TiffFile& file, std::size_t page, const Fields& fields,
                                  bool isStack, Findings& findings)
{
    const auto unit = fields.find("unit");
    if (unit == fields.end()) {
        return {0, 0, 0};
    }
    const auto unitOf = [&](const char* key) {
        const auto own = fields.find(key);
        return own == fields.end() ? unit->second : own->second;
    };
    TIFF* const tiff = file.select(page);
    float across = 0; // pixels in one unit
    float down = 0;
    TIFFGetField(tiff, TIFFTAG_XRESOLUTION, &across);
    TIFFGetField(tiff, TIFFTAG_YRESOLUTION, &down);
    if (!(across > 0) || !(down > 0)) {
        return {0, 0, 0};
    }
    std::array<double, 3> sizes{1 / static_cast<double>(across), 1 / static_cast<double>(down),
                                numberOf(fields, "spacing")};
    const double x = pixelMillimetres(sizes[0], unit->second, findings);
    if (x == 0) {
        return {0, 0, 0};
    }
    if (isStack && sizes[2] == 0) {
        sizes[2] = 1;
        findings.push_back({Severity::Warning,
                            {"slice-distance-assumed",
                             "Its ImageJ description gives no distance between slices; 1 {0} is "
                             "taken, as ImageJ does.",
                             {unitOf("zunit")}}});
    }
    const double y = pixelMillimetres(sizes[1], unitOf("yunit"), findings);
    const double z = sizes[2] > 0 ? pixelMillimetres(sizes[2], unitOf("zunit"), findings) : 0;
    return {x, y, z};
}

} // namespace

StackPlan planImageJ(TiffFile& file, const std::vector<std::size_t>& pages,
                     const std::string& description)
{
    const Fields fields = readFields(description);
    StackPlan plan;
    plan.keepInvertedMasks = true;
    Counts counts = readCounts(file, fields);
    const bool behind = liesBehindOnePage(file, pages, counts, plan.findings);
    plan.volumes = spreadPlanes(
        {{"time", counts.frames}, {"slice", counts.slices, true}, {"channel", counts.channels}},
        behind ? std::vector<std::size_t>{pages.front()} : pages);
    noteCalibration(fields, plan.findings);
    const auto pixelMm = readPixelMm(file, pages.front(), fields, counts.slices > 1, plan.findings);
    for (VolumePlan& volume : plan.volumes) {
        volume.pixelMm = pixelMm;
    }
    return plan;
}

} // namespace halftone::image::detail
