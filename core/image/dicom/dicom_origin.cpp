// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/dicom/detail/dicom.h"
#include "core/image/dicom/detail/dicom_item.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcdatset.h>
#include <dcmtk/dcmdata/dcelem.h>

#include <algorithm>
#include <map>
#include <random>

namespace halftone::image::detail {
namespace {

std::vector<std::pair<Tag, std::string>> subjectOf(const DicomFile& file, const StopToken& stop)
{
    const DicomStructure structure = readDicomStructure(file.path, stop, DicomWanted::Subject);
    const auto dataSet = parseDataSet(structure.header);
    std::vector<std::pair<Tag, std::string>> subject;
    for (unsigned long i = 0; dataSet != nullptr && i < dataSet->card(); ++i) {
        const DcmTag& key = dataSet->getElement(i)->getTag();
        const Tag tag = Tag{key.getGroup()} << 16 | key.getElement();
        std::string value = DicomItem(dataSet.get()).raw(tag);
        // No text of a patient is longer: nothing that would not fit where it goes.
        constexpr std::size_t kMostText = 1024;
        if (!value.empty() && value.size() <= kMostText) {
            subject.emplace_back(tag, std::move(value));
        }
    }
    return subject;
}

/// What all files say, or nothing.
std::string common(const std::vector<DicomFile>& files, const DicomVolume& volume,
                   std::string DicomFile::*uid)
{
    const std::string& first = files[volume.frames.front().file].*uid;
    const bool same =
        std::all_of(volume.frames.begin(), volume.frames.end(),
                    [&](const DicomFrame& frame) { return files[frame.file].*uid == first; });
    return same ? first : std::string();
}

} // namespace

std::string newUid()
{
    std::random_device random;
    std::uniform_int_distribution<int> digit(0, 9);
    std::string uid = "2.25." + std::to_string(1 + digit(random) % 9);
    for (int n = 1; n < 38; ++n) {
        uid += std::to_string(digit(random));
    }
    return uid;
}

DicomOrigin originOf(const std::vector<DicomFile>& files, const DicomVolume& volume,
                     const StopToken& stop)
{
    DicomOrigin origin;
    origin.studyUid = common(files, volume, &DicomFile::studyUid);
    origin.seriesUid = common(files, volume, &DicomFile::seriesUid);
    origin.frameOfReferenceUid = common(files, volume, &DicomFile::frameOfReferenceUid);
    const DicomFile& first = files[volume.frames.front().file];
    origin.seriesNumber = first.seriesNumber;
    origin.slices.resize(static_cast<std::size_t>(volume.geometry.size[2]));
    std::map<std::size_t, std::int32_t> known;
    for (std::size_t n = 0; n < volume.frames.size(); ++n) {
        const DicomFrame& frame = volume.frames[n];
        const DicomFile& file = files[frame.file];
        const auto [at, added] =
            known.emplace(frame.file, static_cast<std::int32_t>(origin.instances.size()));
        if (added) {
            origin.instances.push_back({file.classUid, file.instanceUid});
        }
        DicomOrigin::Slice& slice = origin.slices.at(static_cast<std::size_t>(volume.place[n]));
        slice.instance = at->second;
        slice.frame = file.frameCount > 1 ? frame.index + 1 : 0;
        slice.positionMm = frame.position.value_or(Vector3{});
    }
    origin.subject = subjectOf(first, stop);
    return origin;
}

} // namespace halftone::image::detail
