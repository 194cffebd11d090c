// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/tiff/detail/stack_plan.h"

#include "core/base/text.h"
#include "core/image/detail/length_units.h"
#include "core/image/detail/source.h"
#include "core/image/tiff/detail/tiff_pixels.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <map>

namespace halftone::image::detail {
namespace {

constexpr std::uint32_t kLsmInfo = 34412; // Zeiss
constexpr const char* kUnnamed = "series";
constexpr std::uint32_t kStkPlanes = 33629; // MetaMorph, UIC2

std::string descriptionOf(TiffFile& file, std::size_t page)
{
    const char* text = nullptr;
    return TIFFGetField(file.select(page), TIFFTAG_IMAGEDESCRIPTION, &text) != 0 && text != nullptr
               ? std::string(text)
               : std::string();
}

StackPlan planPages(const std::vector<std::size_t>& pages)
{
    StackPlan plan;
    plan.volumes = spreadPlanes({{"slice", pages.size(), true}}, pages);
    return plan;
}

/// The text between `key": ` and its end, as json.dumps() of Python writes it.
std::string jsonValue(const std::string& text, const std::string& key, char open, char close)
{
    const auto at = text.find('"' + key + "\":");
    const auto begin = at == std::string::npos ? at : text.find(open, at + key.size() + 3);
    const auto end = begin == std::string::npos ? begin : text.find(close, begin + 1);
    return end == std::string::npos ? std::string() : text.substr(begin + 1, end - begin - 1);
}

std::vector<std::uint64_t> numbersIn(const std::string& text)
{
    std::vector<std::uint64_t> numbers;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] < '0' || text[i] > '9') {
            ++i;
            continue;
        }
        std::uint64_t value = 0;
        for (; i < text.size() && text[i] >= '0' && text[i] <= '9' && value < 1U << 30; ++i) {
            value = value * 10 + static_cast<std::uint64_t>(text[i] - '0');
        }
        numbers.push_back(value);
    }
    return numbers;
}

/// Axes before rows and columns that tifffile's {"shape": [...], "axes": "..."} gives; none where
/// it does not fit the pages, as after other programs.
std::vector<StackAxis> shapedAxes(const std::string& description, const PageLayout& layout)
{
    std::vector<std::uint64_t> shape = numbersIn(jsonValue(description, "shape", '[', ']'));
    std::string letters = jsonValue(description, "axes", '"', '"');
    if (letters.size() != shape.size()) {
        letters.assign(shape.size(), 'Q');
    }
    const auto drop = [&](std::size_t fromEnd) {
        shape.erase(shape.end() - static_cast<std::ptrdiff_t>(fromEnd));
        letters.erase(letters.end() - static_cast<std::ptrdiff_t>(fromEnd));
    };
    if (layout.samples > 1 && shape.size() > 2) {
        drop(layout.planar ? 3 : 1);
    }
    if (shape.size() < 2 || shape.back() != layout.width
        || shape[shape.size() - 2] != layout.height) {
        return {};
    }
    drop(2);
    drop(1);
    static const std::map<char, const char*> kNames{
        {'T', "time"}, {'C', "channel"}, {'R', "tile"}, {'P', "position"}, {'V', "view"}};
    const bool hasDepth = letters.find('Z') != std::string::npos;
    std::vector<StackAxis> axes;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const auto name = kNames.find(letters[i]);
        const bool known = name != kNames.end();
        axes.push_back({known ? name->second : kUnnamed, shape[i], letters[i] == 'Z'});
    }
    // Stacks have more slices than channels: the longest, among equals the fastest.
    StackAxis* depth = nullptr;
    for (StackAxis& axis : axes) {
        if (!hasDepth && axis.name == kUnnamed
            && (depth == nullptr || axis.count >= depth->count)) {
            depth = &axis;
        }
    }
    if (depth != nullptr) {
        depth->isDepth = true;
    }
    return axes;
}

StackPlan planShaped(TiffFile& file, const std::vector<std::size_t>& pages,
                     const std::string& description)
{
    const PageLayout layout = readLayout(file, pages.front(), false);
    const std::vector<StackAxis> axes = shapedAxes(description, layout);
    std::uint64_t planes = 1;
    for (const StackAxis& axis : axes) {
        planes *= axis.count;
        if (planes == 0 || planes > 1U << 30) {
            return planPages(pages);
        }
    }
    const bool truncated = description.find("\"truncated\": true") != std::string::npos;
    if (truncated && pages.size() == 1 && planes > 1) {
        requirePlanesBehind(file, pages.front(), layout, planes);
    } else if (planes != pages.size()) {
        return planPages(pages);
    }
    StackPlan plan;
    plan.volumes = spreadPlanes(axes, pages);
    const auto unnamed = std::count_if(axes.begin(), axes.end(), [](const StackAxis& axis) {
        return axis.name == kUnnamed && axis.count > 1;
    });
    if (unnamed > 1) {
        plan.findings.push_back({Severity::Warning,
                                 {"axes-unnamed",
                                  "Its description gives {0} axes of planes without names; the "
                                  "longest is taken for depth.",
                                  {std::to_string(unnamed)}}});
    }
    return plan;
}

template <typename T>
T littleEndian(const unsigned char* data)
{
    std::array<unsigned char, sizeof(T)> bytes{};
    std::memcpy(bytes.data(), data, sizeof(T));
    if (std::endian::native == std::endian::big) {
        std::reverse(bytes.begin(), bytes.end());
    }
    return std::bit_cast<T>(bytes);
}

StackPlan planLsm(const TiffFile& file, const std::vector<std::size_t>& pages,
                  const unsigned char* info)
{
    const auto slices = littleEndian<std::int32_t>(info + 16);
    const auto times = littleEndian<std::int32_t>(info + 24);
    if (slices < 1 || times < 1
        || static_cast<std::uint64_t>(slices) * static_cast<std::uint64_t>(times) != pages.size()) {
        throw unreadable(
            file.path(),
            Message{"lsm-planes",
                    "its LSM header speaks of {1} slices at {2} times, but the file "
                    "holds {3} planes; it is truncated or of a kind that is not known",
                    {std::to_string(slices), std::to_string(times), std::to_string(pages.size())}});
    }
    StackPlan plan;
    plan.samplesAreChannels = true;
    plan.volumes = spreadPlanes({{"time", static_cast<std::uint64_t>(times)},
                                 {"slice", static_cast<std::uint64_t>(slices), true}},
                                pages);
    for (VolumePlan& volume : plan.volumes) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const auto metres = littleEndian<double>(info + 40 + 8 * axis);
            volume.pixelMm[axis] = std::isfinite(metres) && metres > 0
                                       ? pixelMillimetres(metres, "m", plan.findings)
                                       : 0;
        }
    }
    return plan;
}

/// The resolution of plain TIFF says how to print: 72 or 300 dots per inch of whatever. Pixels
/// below 5 micrometres (above 5000 dots per inch) are not meant for paper but measured.
std::array<double, 3> readResolution(TIFF* tiff)
{
    constexpr double kFinestPrintMm = 0.005;
    std::uint16_t unit = RESUNIT_INCH;
    float across = 0;
    float down = 0;
    TIFFGetField(tiff, TIFFTAG_XRESOLUTION, &across);
    TIFFGetField(tiff, TIFFTAG_YRESOLUTION, &down);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
    if (!(across > 0) || !(down > 0) || (unit != RESUNIT_INCH && unit != RESUNIT_CENTIMETER)) {
        return {0, 0, 0};
    }
    const double millimetres = unit == RESUNIT_INCH ? 25.4 : 10;
    const std::array<double, 3> size{millimetres / static_cast<double>(across),
                                     millimetres / static_cast<double>(down), 0};
    return size[0] < kFinestPrintMm && size[1] < kFinestPrintMm && size[0] > 1e-8 && size[1] > 1e-8
               ? size
               : std::array<double, 3>{0, 0, 0};
}

} // namespace

std::vector<VolumePlan> spreadPlanes(const std::vector<StackAxis>& axes,
                                     const std::vector<std::size_t>& pages)
{
    std::uint64_t planes = 1;
    std::uint64_t depth = 1;
    for (const StackAxis& axis : axes) {
        planes *= axis.count;
        depth *= axis.isDepth ? axis.count : 1;
    }
    std::vector<VolumePlan> volumes(static_cast<std::size_t>(planes / depth));
    for (std::uint64_t plane = 0; plane < planes; ++plane) {
        std::uint64_t volume = 0;
        std::uint64_t stride = planes;
        std::string name;
        for (const StackAxis& axis : axes) {
            stride /= axis.count;
            const std::uint64_t index = plane / stride % axis.count;
            if (axis.isDepth || axis.count == 1) {
                continue;
            }
            volume = volume * axis.count + index;
            name += (name.empty() ? "" : ", ") + axis.name + ' ' + std::to_string(index + 1)
                    + " of " + std::to_string(axis.count);
            if (index < axis.names.size() && !axis.names[index].empty()) {
                name += " '" + axis.names[index] + "'";
            }
        }
        VolumePlan& target = volumes[static_cast<std::size_t>(volume)];
        const bool behind = pages.size() == 1;
        target.planes.push_back(
            {{}, pages[behind ? 0 : static_cast<std::size_t>(plane)], behind ? plane : 0});
        target.name = std::move(name);
    }
    return volumes;
}

double pixelMillimetres(double size, std::string_view unit, Findings& findings)
{
    const auto one = millimetresIn(unit);
    const double millimetres = one ? size * *one : 0;
    if (millimetres > 1e-10 && millimetres < 1e4) {
        return millimetres;
    }
    const bool isPixel = unit.starts_with("pixel") || unit == "px" || unit == "reference frame"
                         || unit.find_first_not_of(' ') == std::string_view::npos;
    if (!isPixel && findKind(findings, "pixel-size-unit") == nullptr) {
        findings.push_back({Severity::Warning,
                            {"pixel-size-unit",
                             "It gives its pixel size as {0} '{1}', which is no size that an image "
                             "can have; the size is taken as unknown.",
                             {formatSignificant(size, 4), std::string(unit)}}});
    }
    return 0;
}

StackPlan planStack(TiffFile& file, const std::vector<std::size_t>& pages)
{
    TIFF* const tiff = file.select(pages.front());
    std::uint32_t count = 0;
    const unsigned char* data = nullptr;
    if (TIFFGetField(tiff, kLsmInfo, &count, &data) != 0 && data != nullptr && count >= 64) {
        return planLsm(file, pages, data);
    }
    if (TIFFGetField(tiff, kStkPlanes, &count, &data) != 0) {
        throw unreadable(file.path(),
                         Message{"stk",
                                 "it is a MetaMorph stack (STK), whose planes have no pages of "
                                 "their own. Save it as OME-TIFF first, with Fiji for example",
                                 {}});
    }
    const std::string description = descriptionOf(file, pages.front());
    if (description.find("<OME") != std::string::npos
        || description.find(":OME") != std::string::npos) {
        return planOme(file, pages, description);
    }
    if (description.starts_with("ImageJ=")) {
        return planImageJ(file, pages, description);
    }
    const bool isShaped =
        description.starts_with("{") && description.find("\"shape\":") != std::string::npos;
    StackPlan plan = isShaped ? planShaped(file, pages, description) : planPages(pages);
    const auto pixelMm = readResolution(file.select(pages.front()));
    for (VolumePlan& volume : plan.volumes) {
        volume.pixelMm = pixelMm;
    }
    return plan;
}

} // namespace halftone::image::detail
