// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/dicom/detail/dicom_decode.h"
#include "core/image/dicom/detail/dicom_frames.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

namespace halftone::image::detail {
namespace {

double fromLab(double t)
{
    constexpr double kLinear = 6.0 / 29;
    return t > kLinear ? t * t * t : 3 * kLinear * kLinear * (t - 4.0 / 29);
}

std::uint8_t toDisplay(double linear)
{
    const double value = std::clamp(linear, 0.0, 1.0);
    const double encoded =
        value <= 0.0031308 ? 12.92 * value : 1.055 * std::pow(value, 1 / 2.4) - 0.055;
    return static_cast<std::uint8_t>(std::lround(encoded * 255));
}

/// RecommendedDisplayCIELabValue (DICOM PS3.3 C.10.7.1.1: 16-bit numbers, white D50) as sRGB.
std::array<std::uint8_t, 3> colourOf(const std::vector<double>& stored)
{
    const double lightness = stored[0] / 65535 * 100;
    const double a = stored[1] / 65535 * 255 - 128;
    const double b = stored[2] / 65535 * 255 - 128;
    const double middle = (lightness + 16) / 116;
    const double x = 0.96422 * fromLab(middle + a / 500);
    const double y = fromLab(middle);
    const double z = 0.82521 * fromLab(middle - b / 200);
    // From D50 to the primaries of sRGB, Bradford's adaptation included.
    return {toDisplay(3.1338561 * x - 1.6168667 * y - 0.4906146 * z),
            toDisplay(-0.9787684 * x + 1.9161415 * y + 0.0334540 * z),
            toDisplay(0.0719453 * x - 0.2289914 * y + 1.4052427 * z)};
}

std::string nameOf(const DicomFile& file, int number)
{
    const auto found =
        std::find_if(file.segments.begin(), file.segments.end(),
                     [number](const DicomSegment& segment) { return segment.number == number; });
    return found == file.segments.end() || found->name.empty() ? std::to_string(number)
                                                               : found->name;
}

void requireLabel(const DicomFile& file, std::int64_t number)
{
    if (number < 1 || number > 255) {
        throw unreadable(file.path, Message{"segment-number",
                                            "it has a segment of number {1}; expected 1 to 255",
                                            {std::to_string(number)}});
    }
}

/// Which frames state a segment, and where the stated segment is what a pixel shows.
void addSegment(const DicomFile& file, int segment, const std::vector<std::int64_t>& numbers,
                std::uint8_t* labels)
{
    requireLabel(file, segment);
    const std::int64_t least = file.fractionalMaximum > 0 ? (file.fractionalMaximum + 1) / 2 : 1;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (numbers[i] < least) {
            continue;
        }
        if (labels[i] != 0 && labels[i] != segment) {
            throw unreadable(
                file.path,
                Message{"segments-overlap",
                        "its segments '{1}' and '{2}' overlap; a label map has one label a voxel. "
                        "Open this file with one of its segments (volume 2 of it is the first) or "
                        "export them without overlap",
                        {nameOf(file, labels[i]), nameOf(file, segment)}});
        }
        labels[i] = static_cast<std::uint8_t>(segment);
    }
}

double toLab(double ratio)
{
    constexpr double kLinear = 6.0 / 29;
    return ratio > kLinear * kLinear * kLinear ? std::cbrt(ratio)
                                               : ratio / (3 * kLinear * kLinear) + 4.0 / 29;
}

double fromDisplay(std::uint8_t value)
{
    const double encoded = value / 255.0;
    return encoded <= 0.04045 ? encoded / 12.92 : std::pow((encoded + 0.055) / 1.055, 2.4);
}

} // namespace

std::array<std::uint16_t, 3> labOf(const std::array<std::uint8_t, 3>& colour)
{
    const double r = fromDisplay(colour[0]);
    const double g = fromDisplay(colour[1]);
    const double b = fromDisplay(colour[2]);
    const double x = toLab((0.4360747 * r + 0.3850649 * g + 0.1430804 * b) / 0.96422);
    const double y = toLab(0.2225045 * r + 0.7168786 * g + 0.0606169 * b);
    const double z = toLab((0.0139322 * r + 0.0971045 * g + 0.7141733 * b) / 0.82521);
    const auto stored = [](double part) {
        return static_cast<std::uint16_t>(std::lround(std::clamp(part, 0.0, 1.0) * 65535));
    };
    return {stored((116 * y - 16) / 100), stored((500 * (x - y) + 128) / 255),
            stored((200 * (y - z) + 128) / 255)};
}

std::vector<DicomSegment> readSegments(const DicomItem& data)
{
    std::vector<DicomSegment> segments;
    for (const DicomItem& item : data.items(tag::kSegments)) {
        DicomSegment segment;
        segment.number = item.integer(tag::kSegmentNumber, 0);
        segment.name = item.text(tag::kSegmentLabel);
        const auto colour = item.numbers(tag::kSegmentColour);
        if (colour.size() == 3) {
            segment.colour = colourOf(colour);
        }
        segments.push_back(std::move(segment));
    }
    return segments;
}

Voxels readDicomSegments(const std::vector<DicomFile>& files, const DicomVolume& volume,
                         const ProgressFn& progress, const StopToken& stop)
{
    const std::size_t plane = volume.geometry.sliceVoxels();
    std::vector<std::uint8_t> labels(volume.geometry.voxels());
    std::map<std::size_t, std::unique_ptr<DicomFrameReader>> readers;
    for (std::size_t n = 0; n < volume.frames.size(); ++n) {
        throwIfStopped(stop);
        reportProgress(progress,
                       static_cast<double>(n) / static_cast<double>(volume.frames.size()));
        const DicomFrame& frame = volume.frames[n];
        const DicomFile& file = files[frame.file];
        auto& reader = readers[frame.file];
        if (!reader) {
            reader = std::make_unique<DicomFrameReader>(file);
        }
        const std::vector<std::int64_t> numbers = reader->integers(frame.index);
        if (numbers.size() != plane) {
            throw unreadable(file.path, "its pixels do not have the size its header gives");
        }
        std::uint8_t* slice = labels.data() + plane * static_cast<std::size_t>(volume.place[n]);
        if (!file.labelMap) {
            addSegment(file, frame.segment, numbers, slice);
            continue;
        }
        for (std::size_t i = 0; i < plane; ++i) {
            if (numbers[i] != 0) {
                requireLabel(file, numbers[i]);
            }
            slice[i] = static_cast<std::uint8_t>(numbers[i]);
        }
    }
    return labels;
}

} // namespace halftone::image::detail
