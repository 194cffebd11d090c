// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/tiff/detail/tiff.h"

#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/image/detail/header_folder.h"
#include "core/image/detail/part.h"
#include "core/image/picture/detail/picture.h"
#include "core/image/tiff/detail/stack_plan.h"
#include "core/image/tiff/detail/tiff_pixels.h"
#include "core/image/tiff/detail/tiff_volumes.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string_view>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

/// Pages that are images; all where the file says that none is.
std::vector<std::size_t> imagePages(TiffFile& file, const StopToken& stop, Findings& findings)
{
    std::vector<std::size_t> pages;
    for (std::size_t page = 0; page < file.pages(); ++page) {
        throwIfStopped(stop);
        if (readRole(file, page) == PageRole::Image) {
            pages.push_back(page);
        }
    }
    const std::size_t left = file.pages() - pages.size();
    if (pages.empty()) {
        for (std::size_t page = 0; page < file.pages(); ++page) {
            pages.push_back(page);
        }
    } else if (left > 0) {
        findings.push_back({Severity::Note,
                            {"reduced-pages",
                             "{0} of its {1} pages are reduced copies or masks of others; they are "
                             "left out.",
                             {std::to_string(left), std::to_string(file.pages())}}});
    }
    return pages;
}

/// Every channel in a pixel is a volume.
void splitSamples(unsigned samples, StackPlan& plan)
{
    std::vector<VolumePlan> volumes;
    for (const VolumePlan& volume : plan.volumes) {
        for (unsigned sample = 0; sample < samples; ++sample) {
            volumes.push_back(volume);
            volumes.back().sample = sample;
            volumes.back().name += (volume.name.empty() ? "" : ", ") + std::string("channel ")
                                   + std::to_string(sample + 1) + " of " + std::to_string(samples);
        }
    }
    plan.volumes = std::move(volumes);
}

/// The files of a set, each opened once.
class TiffSet {
public:
    TiffSet(std::shared_ptr<TiffFile> first, StopToken stop)
        : m_folder(first->path()), m_stop(std::move(stop))
    {
        m_files.emplace("", std::move(first));
    }

    PlaneAt find(const PlaneName& name)
    {
        const fs::path& opened = m_files.at("")->path();
        auto found = m_files.find(name.file);
        if (found == m_files.end()) {
            const fs::path path = m_folder.file(name.file);
            std::error_code error;
            if (!fs::is_regular_file(path, error)) {
                throw unreadable(opened,
                                 Message{"part-missing",
                                         "it is a part of an image in several files; its file "
                                         "'{1}' is missing beside it",
                                         {name.file}});
            }
            found = m_files.emplace(name.file, std::make_shared<TiffFile>(path, m_stop)).first;
        }
        if (name.page >= found->second->pages()) {
            throw unreadable(
                found->second->path(),
                Message{"page-missing",
                        "its description places a slice on page {1}, but the file has "
                        "{2}; it is truncated, or the description is that of another "
                        "file",
                        {std::to_string(name.page + 1), std::to_string(found->second->pages())}});
        }
        return {found->second, static_cast<std::size_t>(name.page), name.behind};
    }

    [[nodiscard]] std::vector<fs::path> paths() const
    {
        std::vector<fs::path> paths;
        for (const auto& [name, file] : m_files) {
            paths.push_back(file->path());
        }
        return paths;
    }

private:
    HeaderFolder m_folder;
    StopToken m_stop;
    std::map<std::string, std::shared_ptr<TiffFile>> m_files;
};

std::string sizeText(const PageLayout& layout)
{
    return std::to_string(layout.width) + " x " + std::to_string(layout.height);
}

void requireSameLayout(const PlaneAt& at, const PageLayout& layout, const PageLayout& first)
{
    if (layout.width != first.width || layout.height != first.height) {
        throw unreadable(at.file->path(),
                         Message{"pages-differ-in-size",
                                 "its pages differ in size, the first is {1}, page {2} is {3}; "
                                 "expected slices of one size",
                                 {sizeText(first), std::to_string(at.page + 1), sizeText(layout)}});
    }
    PageLayout same = layout;
    same.compression = first.compression;
    same.planar = first.planar;
    same.isRgbOfJpeg = first.isRgbOfJpeg;
    if (same != first) {
        throw unreadable(
            at.file->path(),
            Message{"pages-differ-in-kind",
                    "its pages differ in kind: the first holds {1} ({2} bits), page "
                    "{3} {4} ({5} bits), or their meaning or orientation is another",
                    {voxelTypeOf(first), std::to_string(first.bits), std::to_string(at.page + 1),
                     voxelTypeOf(layout), std::to_string(layout.bits)}});
    }
}

Findings layoutFindings(const PageLayout& layout, bool keepInvertedMasks)
{
    Findings findings;
    const auto note = [&](const char* kind, const char* pattern,
                          std::vector<std::string> arguments = {}) {
        findings.push_back({Severity::Note, {kind, pattern, std::move(arguments)}});
    };
    if (layout.use == SampleUse::Colour) {
        findings.push_back(greyAsColourFinding());
    }
    if (layout.use == SampleUse::GreyAlpha
        || (layout.use == SampleUse::Colour && layout.samples > 3)) {
        findings.push_back(opaqueAlphaFinding());
    }
    if (layout.whiteIsZero && keepInvertedMasks && layout.bits > 1) {
        note("white-is-zero",
             "It shows its zeros white; its values are read inverted, unless they are a mask of "
             "zeros and {0}s, which ImageJ stores so.",
             {std::to_string((std::uint64_t{1} << std::min<int>(layout.bits, 63)) - 1)});
    } else if (layout.whiteIsZero) {
        note("white-is-zero", "It stores white as zero; its values are read inverted.");
    }
    if (layout.orientation != ORIENTATION_TOPLEFT) {
        note("orientation",
             "Its rows and columns are stored turned or mirrored (orientation {0}); they are read "
             "upright.",
             {std::to_string(layout.orientation)});
    }
    if (!layout.hasPalette && layout.bits < 8) {
        findings.push_back(fewBitsFinding(layout.bits));
    }
    if (layout.compression == COMPRESSION_JPEG) {
        findings.push_back(lossyFinding());
    }
    return findings;
}

/// Takes what is stated of the pixel size into `geometry`: all or nothing.
void applyPixelSize(const std::array<double, 3>& stated, Geometry& geometry, Findings& findings)
{
    std::array<double, 3> mm = stated;
    if (geometry.size[2] == 1 && mm[2] == 0) {
        mm[2] = mm[0];
    }
    const auto known = std::count_if(mm.begin(), mm.end(), [](double size) { return size > 0; });
    if (known == 3) {
        geometry.spacingMm = mm;
        geometry.spacingKnown = true;
    } else if (known > 0) {
        std::string axes;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            axes += mm[axis] > 0 ? "" : (axes.empty() ? "" : " and ") + std::string(1, "xyz"[axis]);
        }
        findings.push_back({Severity::Note,
                            {"pixel-size-incomplete",
                             "It states its pixel size, but not along {0}; the size is taken as "
                             "unknown.",
                             {axes}}});
    }
}

/// The chosen volume's planes, of one layout, and what their palettes mean.
PlaneStack findPlanes(TiffSet& files, const VolumePlan& volume, const StackPlan& plan,
                      const StopToken& stop, std::string& coding, Findings& findings)
{
    PlaneStack stack;
    stack.sample = volume.sample;
    stack.keepInvertedMasks = plan.keepInvertedMasks;
    std::optional<Palette> palette;
    bool samePalettes = true;
    for (const PlaneName& name : volume.planes) {
        throwIfStopped(stop);
        const PlaneAt at = files.find(name);
        const bool known = !stack.planes.empty() && stack.planes.back().file == at.file
                           && stack.planes.back().page == at.page;
        if (!known) {
            const PageLayout layout = readLayout(*at.file, at.page, plan.samplesAreChannels);
            if (stack.planes.empty()) {
                stack.layout = layout;
            }
            requireSameLayout(at, layout, stack.layout);
            if (layout.hasPalette) {
                const Palette own = readPagePalette(*at.file, at.page, layout);
                samePalettes = samePalettes && (!palette || *palette == own);
                palette = own;
            }
        }
        stack.planes.push_back(at);
    }
    coding = std::to_string(stack.layout.bits) + " bits";
    if (palette && samePalettes) {
        PaletteMeaning meaning = readPalette(*palette, 16);
        stack.greys = std::move(meaning.greys);
        findings.push_back(std::move(meaning.finding));
        coding = meaning.coding == "grey" ? coding : meaning.coding;
    } else if (palette) {
        findings.push_back({Severity::Warning,
                            {"palettes-differ",
                             "Its pages colour their pixels by different palettes; the numbers in "
                             "the palettes are its values, but may mean different things on "
                             "different pages.",
                             {}}});
    }
    return stack;
}

/// Leaves planes and pixels out that are not wanted; true if it did.
bool takePart(const fs::path& path, const ReadOptions& options, PlaneStack& stack, ImageInfo& info)
{
    if (!options.part) {
        return false;
    }
    const VolumePart part = soundPart(path, *options.part, info.geometry);
    std::vector<PlaneAt> planes;
    for (const std::size_t slice : slicesOf(part)) {
        planes.push_back(stack.planes[slice]);
    }
    stack.planes = std::move(planes);
    stack.step = part.step;
    narrowTo(part, info);
    return true;
}

/// No file holds more than it can: a description may name one page many times.
void requirePlausiblePlanes(const PlaneStack& stack)
{
    std::map<TiffFile*, double> bytes;
    for (const PlaneAt& at : stack.planes) {
        bytes[at.file.get()] += static_cast<double>(stack.layout.bits) / 8
                                * static_cast<double>(stack.layout.width)
                                * static_cast<double>(stack.layout.height);
    }
    for (const auto& [file, claimed] : bytes) {
        requirePlausibleSize(file->path(), claimed);
    }
}

} // namespace

bool isTiff(const fs::path& path)
{
    using namespace std::string_view_literals;
    const std::string head = firstBytes(path, 4);
    return head == "II*\0"sv || head == "MM\0*"sv || head == "II+\0"sv || head == "MM\0+"sv;
}

Source openTiff(const fs::path& path, const ReadOptions& options, const StopToken& stop)
{
    Source source;
    ImageInfo& info = source.info;
    const auto file = std::make_shared<TiffFile>(path, stop);
    const std::vector<std::size_t> pages = imagePages(*file, stop, info.findings);
    StackPlan plan = planStack(*file, pages);
    TiffSet files(file, stop);
    const PlaneAt start = files.find(plan.volumes.front().planes.front());
    const PageLayout first = readLayout(*start.file, start.page, plan.samplesAreChannels);
    if (first.use == SampleUse::Channels) {
        splitSamples(first.samples, plan);
    }
    info.findings.insert(info.findings.end(), plan.findings.begin(), plan.findings.end());
    listVolumes(path, plan, first, info);
    const std::size_t chosen = chooseVolume(path, options, info);
    info.volume = static_cast<int>(chosen) + 1;
    if (leavesChoice(options, info)) {
        return source;
    }
    const VolumePlan& volume = plan.volumes[chosen];
    auto stack = std::make_shared<PlaneStack>(
        findPlanes(files, volume, plan, stop, source.coding, info.findings));
    const PageLayout& layout = stack->layout;
    if (volume.size[0] != 0
        && (volume.size[0] != layout.width || volume.size[1] != layout.height)) {
        throw unreadable(path, Message{"description-size",
                                       "its description speaks of {1} x {2} voxels, but its pages "
                                       "have {3}; the description is that of another file",
                                       {std::to_string(volume.size[0]),
                                        std::to_string(volume.size[1]), sizeText(layout)}});
    }
    setAxisSize(path, layout.isTurned() ? 1 : 0, layout.width, info.geometry);
    setAxisSize(path, layout.isTurned() ? 0 : 1, layout.height, info.geometry);
    setAxisSize(path, 2, static_cast<std::int64_t>(stack->planes.size()), info.geometry);
    requirePlausiblePlanes(*stack);
    auto pixelMm = volume.pixelMm;
    if (layout.isTurned()) {
        std::swap(pixelMm[0], pixelMm[1]);
    }
    applyPixelSize(pixelMm, info.geometry, info.findings);
    source.partTaken = takePart(path, options, *stack, info);
    reportImplausiblePlace(info.geometry, info.findings);
    const Findings found = layoutFindings(layout, stack->keepInvertedMasks);
    info.findings.insert(info.findings.end(), found.begin(), found.end());
    info.format = stack->planes.size() > 1 ? "TIFF stack" : "TIFF";
    info.voxelType = voxelTypeOf(layout);
    info.bytes = voxelBytes(path, info.geometry, voxelBytesOf(layout));
    source.name = toUtf8(path.filename());
    info.files = files.paths();
    if (!plan.companion.empty()) {
        info.files.push_back(plan.companion);
    }
    if (layout.use == SampleUse::Colour || layout.use == SampleUse::GreyAlpha) {
        requireGreyPage(*stack, 0, stop);
    }
    source.read = [stack](const ProgressFn& progress, const StopToken& stopping, Findings&,
                          const ReadyFn& ready) {
        return readStack(*stack, progress, stopping, ready);
    };
    return source;
}

} // namespace halftone::image::detail
