// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/path_text.h"
#include "core/base/text.h"
#include "core/image/detail/part.h"
#include "core/image/dicom/detail/dicom.h"
#include "core/image/dicom/detail/dicom_decode.h"
#include "core/image/dicom/detail/dicom_folder.h"
#include "core/image/dicom/detail/dicom_names.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <tuple>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

/// What may be chosen: a volume, or of a segmentation object one of its segments.
struct Offer {
    DicomVolume volume;
    int segment = 0; ///< 0: all
};

struct Choice {
    std::vector<DicomFile> files;
    DicomVolume volume;
};

Modality modalityOf(const DicomFile& file)
{
    if (file.modality == "CT") {
        return Modality::CT;
    }
    return file.modality == "MR" ? Modality::MR : Modality::Unknown;
}

/// What nobody looks for comes last: labels, scouts, colour pictures of reports.
int rankOf(const std::vector<DicomFile>& files, const DicomVolume& volume)
{
    const DicomFile& file = fileOf(files, volume);
    if (file.fault && file.fault->kind == "colour") {
        return 3;
    }
    return file.segmentation ? 2 : (file.isLocalizer() ? 1 : 0);
}

std::vector<DicomVolume> volumesOf(const DicomFolder& folder)
{
    std::map<std::pair<int, std::string>, std::vector<DicomFrame>> sets;
    for (const DicomFrame& frame : folder.frames) {
        const DicomFile& file = folder.files[frame.file];
        sets[{file.seriesNumber, setOf(file)}].push_back(frame);
    }
    std::vector<DicomVolume> all;
    for (auto& [key, frames] : sets) {
        std::vector<DicomVolume> volumes = divideSeries(folder.files, std::move(frames));
        nameVolumes(folder.files, volumes);
        std::move(volumes.begin(), volumes.end(), std::back_inserter(all));
    }
    return all;
}

/// Those that hold a frame of the file that was opened, which is the first.
void keepThoseOfFirst(std::vector<DicomVolume>& volumes)
{
    std::erase_if(volumes, [](const DicomVolume& volume) {
        return std::none_of(volume.frames.begin(), volume.frames.end(),
                            [](const DicomFrame& frame) { return frame.file == 0; });
    });
}

std::vector<Offer> offersOf(const std::vector<DicomFile>& files, std::vector<DicomVolume> volumes)
{
    std::vector<Offer> offers;
    for (DicomVolume& volume : volumes) {
        offers.push_back({std::move(volume), 0});
    }
    const DicomFile file = fileOf(files, offers.front().volume);
    const bool several =
        offers.size() == 1 && file.segmentation && !file.labelMap && file.segments.size() > 1;
    for (std::size_t i = 0; several && i < file.segments.size(); ++i) {
        const DicomSegment& segment = file.segments[i];
        Offer offer{offers.front().volume, segment.number};
        offer.volume.name = "segment " + std::to_string(segment.number)
                            + (segment.name.empty() ? "" : ", " + segment.name);
        offer.volume.kind = offer.volume.name;
        offers.push_back(std::move(offer));
    }
    return offers;
}

/// `soundFirst`: of those that can be opened, if there are any; else it is refused if it cannot.
std::size_t largest(const std::vector<DicomFile>& files, const std::vector<Offer>& offers,
                    bool soundFirst)
{
    std::size_t best = 0;
    const auto weight = [&](const Offer& offer) {
        const DicomVolume& volume = offer.volume;
        const bool sound = !volume.fault
                           && std::none_of(volume.frames.begin(), volume.frames.end(),
                                           [&](const DicomFrame& frame) {
                                               return files[frame.file].fault.has_value();
                                           });
        return std::tuple(sound || !soundFirst, -rankOf(files, volume),
                          static_cast<double>(volume.geometry.voxels()));
    };
    for (std::size_t i = 1; i < offers.size(); ++i) {
        if (offers[i].segment == 0 && weight(offers[i]) > weight(offers[best])) {
            best = i;
        }
    }
    return best;
}

/// True if there are others.
bool noteOthers(const DicomFolder& folder, const std::vector<Offer>& offers, std::size_t chosen,
                Findings& findings)
{
    std::set<std::string> series;
    std::size_t count = 0;
    bool alike = false; // another one that the user may have meant
    for (std::size_t i = 0; i < offers.size(); ++i) {
        if (offers[i].segment != 0) {
            continue;
        }
        ++count;
        series.insert(setOf(fileOf(folder.files, offers[i].volume)));
        alike = alike || (i != chosen && rankOf(folder.files, offers[i].volume) == 0);
    }
    if (count < 2) {
        return false;
    }
    const bool bySeries = series.size() == count;
    findings.push_back(
        {alike ? Severity::Warning : Severity::Note,
         Message{"several-volumes",
                 bySeries ? "Only the largest of {0} series was opened: volume {1} ({2})."
                          : "Only the largest of {0} volumes was opened: volume {1} ({2}).",
                 {std::to_string(count), std::to_string(chosen + 1), offers[chosen].volume.name}}});
    return true;
}

/// What a sound part leaves of a volume.
DicomVolume partOf(const fs::path& path, const VolumePart& part, DicomVolume volume,
                   Findings& findings)
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < volume.frames.size(); ++i) {
        const int at = volume.place[i] - part.first;
        if (at >= 0 && at < part.slices && at % part.step == 0) {
            volume.frames[kept] = volume.frames[i];
            volume.place[kept++] = at / part.step;
        }
    }
    if (kept == 0) {
        throw unreadable(path, Message{"part-missing-slices",
                                       "its slices {1} to {2}, which were asked for, are missing",
                                       {std::to_string(part.first + 1),
                                        std::to_string(part.first + part.slices)}});
    }
    volume.frames.resize(kept);
    volume.place.resize(kept);
    volume.step = part.step;
    findings.push_back(partFinding(part, volume.geometry));
    volume.geometry = geometryOf(part, volume.geometry);
    return volume;
}

/// All places stay, so that each segment lies on the grid of all.
void keepSegment(int segment, DicomVolume& volume)
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < volume.frames.size(); ++i) {
        if (volume.frames[i].segment == segment) {
            volume.frames[kept] = volume.frames[i];
            volume.place[kept] = volume.place[i];
            ++kept;
        }
    }
    volume.frames.resize(kept);
    volume.place.resize(kept);
}

std::vector<fs::path> filesOf(const DicomFolder& folder, const DicomVolume& volume)
{
    std::vector<fs::path> paths;
    std::set<std::size_t> files;
    for (const DicomFrame& frame : volume.frames) {
        if (files.insert(frame.file).second) {
            paths.push_back(folder.files[frame.file].path);
        }
    }
    return paths;
}

/// Damaged files of the same series are missing slices at best: refused, not passed over.
void noteLeftOut(const DicomFolder& folder, const DicomVolume& volume, Findings& findings)
{
    const std::string& series = fileOf(folder.files, volume).seriesUid;
    std::size_t others = 0;
    for (const DicomFile& file : folder.damaged) {
        if (!file.seriesUid.empty() && file.seriesUid == series) {
            throw unreadable(file.path, Message{"dicom-damaged",
                                                "its DICOM structure is damaged or truncated, and "
                                                "it is of the series that was to be opened. Take "
                                                "it out of the folder to open the other slices",
                                                {}});
        }
        if (file.seriesUid.empty()) {
            findings.push_back({Severity::Severe,
                                {"damaged-slice",
                                 "'{0}' is damaged and was left out; it may be a slice of this "
                                 "series.",
                                 {toUtf8(file.path.filename())}}});
        } else {
            ++others;
        }
    }
    if (!folder.unread.empty()) {
        findings.push_back(
            {Severity::Severe,
             {"unread-slice",
              "{0} files or folders that may hold slices of this series could not be "
              "read and were left out. {1}",
              {std::to_string(folder.unread.size()), folder.unread[0].what()}}});
    }
    if (others > 0) {
        findings.push_back({Severity::Note,
                            {"damaged-neighbour",
                             "{0} damaged files of other series were left out.",
                             {std::to_string(others)}}});
    }
}

void requireSound(const fs::path& path, const std::vector<DicomFile>& files,
                  const DicomVolume& volume)
{
    std::set<std::size_t> used;
    for (const DicomFrame& frame : volume.frames) {
        if (!used.insert(frame.file).second) {
            continue;
        }
        const DicomFile& file = files[frame.file];
        if (file.fault) {
            throw unreadable(file.path, *file.fault);
        }
        if (file.pixels.compressed || file.deflated) {
            requirePlausibleSize(file.path, double(file.format.rows) * file.format.columns
                                                * file.frameCount * file.format.bitsAllocated / 8);
        }
    }
    if (volume.fault) {
        throw unreadable(path, *volume.fault);
    }
    const DicomFile& first = fileOf(files, volume);
    if (first.format.channels > 1) { // grey stored as colour is told from colour by its pixels
        static_cast<void>(DicomFrameReader(first).integers(0));
    }
    requireSoundGeometry(path, volume.geometry);
}

std::vector<Label> labelsOf(const DicomFile& file)
{
    std::vector<Label> labels;
    for (const DicomSegment& segment : file.segments) {
        if (segment.number < 1 || segment.number > 255) {
            continue;
        }
        Label label;
        label.value = static_cast<std::uint8_t>(segment.number);
        label.name = segment.name.empty() ? std::to_string(segment.number) : segment.name;
        label.colour = segment.colour.value_or(label.colour);
        labels.push_back(std::move(label));
    }
    return labels;
}

void describe(const DicomFolder& folder, const DicomVolume& volume, Source& source)
{
    const DicomFile& file = fileOf(folder.files, volume);
    const DicomVoxelType type = voxelTypeOf(folder.files, volume);
    source.synthetic = file.synthetic;
    source.name = (file.modality.empty() ? "" : file.modality + " ")
                  + (file.segmentation ? "DICOM segmentation" : "DICOM series");
    ImageInfo& info = source.info;
    info.format = file.segmentation ? "DICOM segmentation"
                                    : (volume.frames.size() > 1 ? "DICOM series" : "DICOM");
    info.voxelType = type.name;
    info.geometry = volume.geometry;
    info.modality = modalityOf(file);
    info.tags = file.tags;
    // Windows of MR differ from slice to slice: the middle one stands for all.
    info.window = folder.files[volume.frames[volume.frames.size() / 2].file].window;
    info.bytes = voxelBytes(file.path, volume.geometry, type.bytes);
    info.findings.insert(info.findings.end(), volume.findings.begin(), volume.findings.end());
    reportImplausiblePlace(volume.geometry, info.findings);
    if (folder.sameUid > 0) {
        info.findings.push_back(
            {Severity::Warning,
             {"instances-share-uid",
              "{0} files have the identifier (SOP Instance UID) of another file, but lie at "
              "another "
              "place; they were taken as slices of their own. Check that they belong together.",
              {std::to_string(folder.sameUid)}}});
    }
    if (folder.copies > 0) {
        info.findings.push_back({Severity::Note,
                                 {"copies-left-out",
                                  "{0} copies of slices were left out.",
                                  {std::to_string(folder.copies)}}});
    }
    if (file.synthetic) {
        info.findings.push_back(syntheticFinding());
    }
    if (file.segmentation) {
        source.labels = labelsOf(file);
    }
}

/// Of all volumes where there are several to choose from.
std::vector<VolumeSummary> summariesOf(const std::vector<DicomFile>& files,
                                       const std::vector<Offer>& offers)
{
    std::vector<VolumeSummary> summaries(offers.size() > 1 ? offers.size() : 0);
    for (std::size_t i = 0; i < summaries.size(); ++i) {
        summaries[i] = summaryOf(files, offers[i].volume);
    }
    return summaries;
}

/// What reads the voxels once they are asked for.
auto readerOf(std::vector<DicomFile> files, DicomVolume volume)
{
    const bool segmentation = fileOf(files, volume).segmentation;
    const auto choice = std::make_shared<const Choice>(Choice{std::move(files), std::move(volume)});
    return [choice, segmentation](const ProgressFn& progress, const StopToken& stop,
                                  Findings& found, const ReadyFn& ready) {
        return segmentation
                   ? readDicomSegments(choice->files, choice->volume, progress, stop)
                   : readDicomVolume(choice->files, choice->volume, progress, stop, found, ready);
    };
}

} // namespace

Source openDicom(const fs::path& path, const ReadOptions& options, const StopToken& stop)
{
    DicomFolder folder = readDicomFolder(path, stop);
    std::vector<DicomVolume> volumes = volumesOf(folder);
    if (!fs::is_directory(path)) {
        keepThoseOfFirst(volumes);
    }
    std::vector<Offer> offers = offersOf(folder.files, std::move(volumes));
    requireVolume(path, options, static_cast<int>(offers.size()));
    const std::size_t chosen = options.volume > 0
                                   ? static_cast<std::size_t>(options.volume - 1)
                                   : largest(folder.files, offers, options.askVolume);
    Source source;
    source.info.volumes = summariesOf(folder.files, offers);
    source.info.volume = static_cast<int>(chosen) + 1;
    Findings findings;
    if (options.volume == 0 && noteOthers(folder, offers, chosen, findings)) {
        source.info.rule = VolumeRule::Largest;
    }
    if (leavesChoice(options, source.info)) {
        source.info.format = "DICOM series";
        return source;
    }
    DicomVolume volume = std::move(offers[chosen].volume);
    noteLeftOut(folder, volume, findings);
    source.info.files = filesOf(folder, volume); // of a part, too: none may be written over
    if (options.part && !fileOf(folder.files, volume).segmentation) { // those are small
        const Geometry whole = volume.geometry;
        source.info.part = OpenedPart{soundPart(path, *options.part, whole), whole};
        volume = partOf(path, source.info.part->part, std::move(volume), findings);
        source.partTaken = true;
    }
    requireSound(path, folder.files, volume);
    describe(folder, volume, source);
    source.info.findings.insert(source.info.findings.end(), findings.begin(), findings.end());
    const bool segmentation = source.info.format == "DICOM segmentation";
    if (options.origin && !segmentation && volume.step == 1) {
        source.origin = originOf(folder.files, volume, stop);
    }
    if (const int segment = offers[chosen].segment; segment != 0) {
        keepSegment(segment, volume);
    }
    source.read = readerOf(std::move(folder.files), std::move(volume));
    return source;
}

} // namespace halftone::image::detail
