// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/image/detail/header_folder.h"
#include "core/image/detail/source.h"
#include "core/image/tiff/detail/ome_xml.h"
#include "core/image/tiff/detail/stack_plan.h"
#include "core/image/tiff/detail/tiff.h"

#include <algorithm>
#include <locale>
#include <numeric>
#include <set>
#include <sstream>

namespace halftone::image::detail {
namespace {

constexpr std::size_t kMostCompanionBytes = std::size_t{256} << 20;

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxPlanes = 1000000;

double sizeOf(const std::string& text)
{
    std::istringstream stream(text);
    stream.imbue(std::locale::classic());
    double value = 0;
    return stream >> value && value > 0 ? value : 0;
}

/// A name as it stands in a description, without folders: parts of a set lie side by side.
std::string bareName(const std::string& name)
{
    const auto slash = name.find_last_of("/\\");
    return slash == std::string::npos ? name : name.substr(slash + 1);
}

/// Counts of planes along Z, C and T; samples of a pixel are no planes.
struct OmePlanes {
    std::array<std::uint64_t, 3> count{}; ///< Z, C, T
    std::array<std::size_t, 3> order{};   ///< which of them is fastest, then next
    std::vector<PlaneName> planes;        ///< [T, C, Z]
    std::vector<bool> given;

    [[nodiscard]] std::size_t at(const std::array<std::uint64_t, 3>& zct) const
    {
        return static_cast<std::size_t>((zct[2] * count[1] + zct[1]) * count[0] + zct[0]);
    }
    /// The `steps`-th plane after `from` in the order of dimensions; false behind the last.
    [[nodiscard]] bool step(std::array<std::uint64_t, 3>& from) const
    {
        for (const std::size_t axis : order) {
            if (++from[axis] < count[axis]) {
                return true;
            }
            from[axis] = 0;
        }
        return false;
    }
};

Error tooMany(const TiffFile& file)
{
    return unreadable(file.path(),
                      Message{"ome-too-many",
                              "its OME description speaks of more planes than any image has",
                              {}});
}

OmePlanes countPlanes(const TiffFile& file, const OmeImage& image)
{
    OmePlanes planes;
    std::uint64_t channels = image.size[3];
    const std::uint64_t samples =
        std::accumulate(image.samples.begin(), image.samples.end(), std::uint64_t{0});
    if (samples == channels) {
        channels = image.samples.size();
    }
    planes.count = {image.size[2], channels, image.size[4]};
    std::array<bool, 3> seen{};
    bool sound = image.order.size() == 5 && image.order.starts_with("XY");
    for (std::size_t i = 0; sound && i < 3; ++i) {
        const auto axis = std::string("ZCT").find(image.order[i + 2]);
        sound = axis != std::string::npos && !seen[axis];
        if (sound) {
            planes.order[i] = axis;
            seen[axis] = true;
        }
    }
    std::uint64_t total = 1;
    for (const std::uint64_t count : planes.count) {
        sound = sound && count > 0 && count <= kMaxPlanes && total * count <= kMaxPlanes;
        total *= sound ? count : 1;
    }
    if (!sound) {
        throw unreadable(file.path(),
                         Message{"ome-sizes",
                                 "its OME description is not sound: {1} slices, {2} channels and "
                                 "{3} times in the order '{4}'",
                                 {std::to_string(image.size[2]), std::to_string(image.size[3]),
                                  std::to_string(image.size[4]), image.order}});
    }
    planes.planes.resize(static_cast<std::size_t>(total));
    planes.given.resize(static_cast<std::size_t>(total));
    return planes;
}

/// Places the planes of one <TiffData>; `placed` counts those of all.
void place(const TiffFile& file, const OmeDescription& description, const OmeTiffData& data,
           OmePlanes& planes, std::uint64_t& placed)
{
    // Each plane has one place, or few where writers repeat themselves.
    constexpr std::uint64_t kMostPlaced = 4 * kMaxPlanes;
    std::string name = bareName(data.file);
    // The file may have been renamed since.
    const bool isOwn = name == toUtf8(file.path().filename())
                       || (!data.uuid.empty() && data.uuid == description.uuid);
    if (isOwn) {
        name.clear();
    }
    std::array<std::uint64_t, 3> at = data.first;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        if (at[axis] >= planes.count[axis]) {
            throw unreadable(file.path(), Message{"ome-plane-outside",
                                                  "its OME description places a plane outside the "
                                                  "image it describes",
                                                  {}});
        }
    }
    const std::uint64_t all = planes.planes.size();
    const std::uint64_t rest = name.empty() && file.pages() > data.page.value_or(0)
                                   ? file.pages() - data.page.value_or(0)
                                   : all;
    const std::uint64_t count = data.planes ? *data.planes : data.page ? 1 : rest;
    for (std::uint64_t i = 0; i < std::min(count, all); ++i) {
        const std::size_t index = planes.at(at);
        planes.planes[index] = {name, data.page.value_or(0) + i, 0};
        planes.given[index] = true;
        if (++placed > kMostPlaced) {
            throw tooMany(file);
        }
        if (!planes.step(at)) {
            break;
        }
    }
}

std::array<double, 3> pixelMmOf(const OmeImage& image, Findings& findings)
{
    std::array<double, 3> millimetres{0, 0, 0};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double size = sizeOf(image.pixelSize[axis]);
        const std::string& unit = image.pixelUnit[axis];
        millimetres[axis] =
            size > 0 ? pixelMillimetres(size, unit.empty() ? "um" : unit, findings) : 0;
    }
    return millimetres;
}

/// Volumes of one <Image>, times slower than channels; a name for each.
void addVolumes(const TiffFile& file, const OmeImage& image, const std::string& imageName,
                const OmePlanes& planes, StackPlan& plan)
{
    const std::array<double, 3> pixelMm = pixelMmOf(image, plan.findings);
    for (std::uint64_t t = 0; t < planes.count[2]; ++t) {
        for (std::uint64_t c = 0; c < planes.count[1]; ++c) {
            VolumePlan volume;
            volume.size = {image.size[0], image.size[1]};
            volume.pixelMm = pixelMm;
            volume.name = imageName;
            const auto say = [&](const char* what, std::uint64_t index, std::uint64_t count) {
                if (count > 1) {
                    volume.name += (volume.name.empty() ? "" : ", ") + std::string(what) + ' '
                                   + std::to_string(index + 1) + " of " + std::to_string(count);
                }
            };
            say("time", t, planes.count[2]);
            say("channel", c, planes.count[1]);
            if (planes.count[1] > 1 && c < image.channels.size() && !image.channels[c].empty()) {
                volume.name += " '" + image.channels[c] + "'";
            }
            for (std::uint64_t z = 0; z < planes.count[0]; ++z) {
                const std::size_t index = planes.at({z, c, t});
                if (!planes.given[index]) {
                    throw unreadable(file.path(),
                                     Message{"ome-plane-missing",
                                             "its OME description does not say where slice {1} of "
                                             "channel {2} at time {3} lies",
                                             {std::to_string(z + 1), std::to_string(c + 1),
                                              std::to_string(t + 1)}});
                }
                volume.planes.push_back(planes.planes[index]);
            }
            plan.volumes.push_back(std::move(volume));
        }
    }
}

/// The description in the file that <BinaryOnly> names.
OmeDescription readCompanion(const TiffFile& file, const std::string& name)
{
    const fs::path companion = HeaderFolder(file.path()).file(bareName(name));
    std::error_code error;
    if (!fs::is_regular_file(companion, error)) {
        throw unreadable(
            file.path(),
            Message{"ome-companion-missing",
                    "it is a part of an OME image, whose description is in '{1}'; that "
                    "file is missing beside it",
                    {bareName(name)}});
    }
    std::string xml;
    if (isTiff(companion)) {
        TiffFile other(companion, file.stop());
        const char* text = nullptr;
        if (TIFFGetField(other.select(0), TIFFTAG_IMAGEDESCRIPTION, &text) != 0) {
            xml = text;
        }
    } else {
        xml = readBytes(companion, kMostCompanionBytes);
    }
    OmeDescription description = parseOme(companion, xml);
    // Planes of no named file lie where the description does.
    for (OmeImage& image : description.images) {
        for (OmeTiffData& data : image.data) {
            if (data.file.empty()) {
                data.file = toUtf8(companion.filename());
            }
        }
    }
    return description;
}

} // namespace

StackPlan planOme(const TiffFile& file, const std::vector<std::size_t>& pages,
                  const std::string& xml)
{
    OmeDescription description = parseOme(file.path(), xml);
    fs::path companion;
    if (!description.descriptionFile.empty()) {
        companion = HeaderFolder(file.path()).file(bareName(description.descriptionFile));
        const std::string own = description.uuid;
        description = readCompanion(file, description.descriptionFile);
        description.uuid = own;
    }
    StackPlan plan;
    plan.companion = std::move(companion);
    std::uint64_t total = 0;
    std::uint64_t placed = 0;
    for (std::size_t i = 0; i < description.images.size(); ++i) {
        const OmeImage& image = description.images[i];
        OmePlanes planes = countPlanes(file, image);
        total += planes.planes.size();
        if (total > kMaxPlanes) {
            throw tooMany(file);
        }
        if (image.data.empty() && description.images.size() == 1) {
            place(file, description, {}, planes, placed);
        }
        for (const OmeTiffData& data : image.data) {
            place(file, description, data, planes, placed);
        }
        const bool several = description.images.size() > 1;
        std::string name = several ? "image " + std::to_string(i + 1) : std::string();
        if (several && !image.name.empty()) {
            name += " '" + image.name + "'";
        }
        addVolumes(file, image, name, planes, plan);
    }
    if (plan.volumes.empty()) {
        throw unreadable(file.path(),
                         Message{"ome-no-image", "its OME description holds no image", {}});
    }
    std::set<std::uint64_t> named;
    for (const VolumePlan& volume : plan.volumes) {
        for (const PlaneName& plane : volume.planes) {
            if (plane.file.empty()) {
                named.insert(plane.page);
            }
        }
    }
    const auto unnamed = std::count_if(pages.begin(), pages.end(),
                                       [&](std::size_t page) { return !named.contains(page); });
    if (unnamed > 0) {
        plan.findings.push_back({Severity::Warning,
                                 {"pages-not-described",
                                  "{0} of its {1} pages are not named by its OME description; they "
                                  "are left out.",
                                  {std::to_string(unnamed), std::to_string(pages.size())}}});
    }
    return plan;
}

} // namespace halftone::image::detail
