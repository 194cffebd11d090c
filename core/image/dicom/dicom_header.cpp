// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/dicom/detail/dicom.h"
#include "core/image/dicom/detail/dicom_frames.h"
#include "core/image/dicom/detail/dicom_item.h"
#include "core/image/dicom/dicom_write.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcdatset.h>

#include <algorithm>
#include <cmath>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

constexpr const char* kWholeSlideClass = "1.2.840.10008.5.1.4.1.1.77.1.6";
constexpr const char* kSegmentationClass = "1.2.840.10008.5.1.4.1.1.66.4";
constexpr const char* kLabelMapClass = "1.2.840.10008.5.1.4.1.1.66.7";
constexpr int kMaxFrames = 100000;

DicomPixelFormat formatOf(const DicomItem& data, DicomPixels::Kind kind)
{
    DicomPixelFormat format;
    format.rows = data.integer(tag::kRows, 0);
    format.columns = data.integer(tag::kColumns, 0);
    format.channels = data.integer(tag::kChannels, 1);
    format.planar = data.integer(tag::kPlanar, 0);
    const int bits = kind == DicomPixels::Kind::Float ? 32 : 64;
    format.bitsAllocated =
        kind == DicomPixels::Kind::Integer ? data.integer(tag::kBitsAllocated, 16) : bits;
    format.bitsStored = data.integer(tag::kBitsStored, format.bitsAllocated);
    format.highBit = data.integer(tag::kHighBit, format.bitsStored - 1);
    format.isSigned = data.integer(tag::kSigned, 0) == 1;
    format.photometric = data.text(tag::kPhotometric);
    return format;
}

/// The first thing that speaks against the pixels.
std::optional<Message> formatFault(const DicomFile& file)
{
    const DicomPixelFormat& format = file.format;
    const bool grey = format.photometric != "PALETTE COLOR" || file.labelMap;
    if (!grey || (format.channels != 1 && format.channels != 3)
        || (format.channels == 3 && format.bitsAllocated != 8)) {
        return Message{"colour",
                       "it is a colour DICOM image ({1}); expected one grey value per pixel",
                       {format.photometric}};
    }
    if (file.frameCount < 1 || file.frameCount > kMaxFrames) {
        return Message{"frames", "its header gives {1} frames", {std::to_string(file.frameCount)}};
    }
    const int bits = format.bitsAllocated;
    const bool floats = file.pixels.kind != DicomPixels::Kind::Integer;
    if (!floats
        && ((bits != 1 && bits != 8 && bits != 16 && bits != 32) || format.bitsStored < 1
            || format.bitsStored > bits || format.highBit < format.bitsStored - 1
            || format.highBit >= bits)) {
        return Message{"bits",
                       "its header gives {1} bits a pixel, {2} of them used, the highest is {3}; "
                       "that is no number of 1, 8, 16 or 32 bits",
                       {std::to_string(bits), std::to_string(format.bitsStored),
                        std::to_string(format.highBit)}};
    }
    return std::nullopt;
}

/// Whether there are as many bytes as the header promises.
std::optional<Message> lengthFault(const DicomFile& file)
{
    if (file.pixels.compressed) {
        return std::nullopt; // known when it is decoded
    }
    const DicomPixelFormat& format = file.format;
    const double frame =
        double(format.rows) * format.columns * format.channels * format.bitsAllocated / 8;
    const double expected = std::ceil(frame * file.frameCount);
    const auto found = static_cast<double>(file.pixels.length);
    if (found < expected) {
        return found == 0 ? Message{"pixels-empty", "its pixel data is empty", {}}
                          : Message{"pixels-truncated",
                                    "its pixels are truncated: {1} bytes expected, {2} found",
                                    {std::to_string(static_cast<std::int64_t>(expected)),
                                     std::to_string(file.pixels.length)}};
    }
    if (frame >= 16 && found >= expected + frame) {
        return Message{"pixels-surplus",
                       "its header gives {1} frames, but its pixel data holds {2}",
                       {std::to_string(file.frameCount),
                        std::to_string(static_cast<std::int64_t>(found / frame))}};
    }
    return std::nullopt;
}

void readPadding(const DicomItem& data, DicomFile& file)
{
    const auto value = data.numbers(tag::kPadding);
    if (value.empty()) {
        return;
    }
    const auto limit = data.numbers(tag::kPaddingLimit);
    // Writers give it with the wrong sign as often as not: what counts is its bits.
    const auto stored = [&](double number) {
        const double range = std::exp2(file.format.bitsAllocated);
        if (file.format.isSigned && number >= range / 2) {
            return number - range;
        }
        return !file.format.isSigned && number < 0 ? number + range : number;
    };
    const double one = stored(value[0]);
    const double other = limit.empty() ? one : stored(limit[0]);
    file.padding = {std::min(one, other), std::max(one, other)};
}

void readModalityLut(const DicomItem& data, DicomFile& file)
{
    const auto items = data.items(tag::kModalityLut);
    if (items.empty()) {
        return;
    }
    const auto descriptor = items[0].numbers(tag::kLutDescriptor);
    file.modalityLut = items[0].words(tag::kLutData);
    const double entries = descriptor.empty() ? 0 : (descriptor[0] == 0 ? 65536 : descriptor[0]);
    if (descriptor.size() < 3 || static_cast<double>(file.modalityLut.size()) < entries
        || entries < 1) {
        file.fault = Message{
            "modality-lut", "its table of values (Modality LUT Sequence) cannot be read", {}};
        return;
    }
    file.modalityLut.resize(static_cast<std::size_t>(entries));
    file.modalityLutFirst = static_cast<int>(descriptor[1]);
    if (file.format.isSigned && file.modalityLutFirst > 32767) {
        file.modalityLutFirst -= 65536;
    }
}

void readWindow(const DicomItem& data, DicomFile& file)
{
    // What MONOCHROME1 inverts is no longer in the values that its window is about.
    const DicomItem said = data.find(tag::kWindowCentre); // in a functional group of enhanced ones
    const std::vector<double> centre = said.numbers(tag::kWindowCentre);
    const std::vector<double> width = said.numbers(tag::kWindowWidth);
    if (!centre.empty() && !width.empty() && file.format.photometric == "MONOCHROME2") {
        file.window = soundWindow(centre[0] - width[0] / 2, centre[0] + width[0] / 2);
    }
}

/// "2026-11-30" of the first that is stated as "20261130" or, in old files, "2026.11.30".
std::string dateOf(const DicomItem& data)
{
    for (const Tag stated :
         {tag::kSeriesDate, tag::kAcquisitionDate, tag::kContentDate, tag::kStudyDate}) {
        std::string digits = data.text(stated);
        std::erase(digits, '.');
        const bool sound = digits.size() == 8
                           && std::all_of(digits.begin(), digits.end(),
                                          [](char c) { return c >= '0' && c <= '9'; });
        if (sound) {
            return digits.substr(0, 4) + '-' + digits.substr(4, 2) + '-' + digits.substr(6);
        }
    }
    return {};
}

void readHeader(const DicomItem& data, DicomFile& file)
{
    file.classUid = data.text(tag::kSopClass);
    file.instanceUid = data.text(tag::kSopInstance);
    file.studyUid = data.text(tag::kStudy);
    file.frameOfReferenceUid = data.text(tag::kFrameOfReference);
    file.seriesUid = data.text(tag::kSeries);
    file.concatenationUid = data.text(tag::kConcatenation);
    file.modality = data.text(tag::kModality);
    file.imageType = data.text(tag::kImageType);
    file.tags.bodyPart = data.text(tag::kBodyPart);
    for (const Tag words : {tag::kStudyDescription, tag::kSeriesDescription, tag::kProtocolName,
                            tag::kSequenceName}) {
        file.tags.protocol += data.text(words) + " ";
    }
    file.description = data.text(tag::kSeriesDescription);
    if (file.description.empty()) {
        file.description = data.text(tag::kProtocolName);
    }
    file.date = dateOf(data);
    file.seriesNumber = data.integer(tag::kSeriesNumber, 0);
    file.format = formatOf(data, file.pixels.kind);
    const auto frames = data.numbers(tag::kFrames, file.fault);
    file.frameCount =
        frames.empty() ? 1 : static_cast<int>(std::clamp(frames[0], -1.0, 1.0 + kMaxFrames));
    file.lossy = data.text(tag::kLossy) == "01";
    file.synthetic = data.text(tag::kPatientName) == kSyntheticPatientName;
    readPadding(data, file);
    readModalityLut(data, file);
    readWindow(data, file);
    if (file.classUid == kWholeSlideClass && !file.fault) {
        file.fault = Message{"whole-slide",
                             "it is a whole-slide image, whose frames are tiles of one plane; "
                             "they are not put together. Export the region of interest as TIFF",
                             {}};
    }
    file.segmentation = file.classUid == kSegmentationClass || file.classUid == kLabelMapClass;
    if (file.segmentation) {
        const std::string type = data.text(tag::kSegmentationType);
        file.labelMap = type == "LABELMAP" || file.classUid == kLabelMapClass;
        file.fractionalMaximum =
            type == "FRACTIONAL" ? data.integer(tag::kFractionalMaximum, 255) : 0;
        file.segments = readSegments(data);
    }
}

} // namespace

bool isDicom(const fs::path& path)
{
    return beginsAsDicom(path);
}

DicomEntry readDicomEntry(const fs::path& path, const StopToken& stop)
{
    DicomEntry entry;
    DicomFile& file = entry.file;
    DicomStructure structure = readDicomStructure(path, stop);
    if (!structure.dicom) {
        return entry;
    }
    file.path = path;
    file.syntax = structure.syntax;
    file.pixels = std::move(structure.pixels);
    file.dataSet = structure.dataSet;
    file.deflated = structure.deflated;
    if (structure.directory) {
        entry.kind = DicomEntry::Kind::Directory;
        return entry;
    }
    const auto dataSet = parseDataSet(structure.header);
    if (dataSet == nullptr) {
        entry.kind = DicomEntry::Kind::Damaged;
        return entry;
    }
    const DicomItem data(dataSet.get());
    readHeader(data, file);
    const bool image = file.format.rows > 0 && file.format.columns > 0;
    if (structure.damaged) {
        entry.kind = DicomEntry::Kind::Damaged;
        return entry;
    }
    if (!image || file.pixels.kind == DicomPixels::Kind::None) {
        // An image's header without pixels is an image that lost them; others never had any, though
        // some (spectroscopy) have rows and columns.
        entry.kind = image && data.has(tag::kBitsAllocated) ? DicomEntry::Kind::Damaged
                                                            : DicomEntry::Kind::NoImage;
        return entry;
    }
    entry.kind = DicomEntry::Kind::Image;
    for (const auto& check : {formatFault(file), lengthFault(file)}) {
        if (check && !file.fault) {
            file.fault = check;
        }
    }
    if (file.frameCount >= 1 && file.frameCount <= kMaxFrames) {
        entry.frames = readFrames(data, file);
    } else {
        entry.frames.resize(1);
    }
    return entry;
}

} // namespace halftone::image::detail
