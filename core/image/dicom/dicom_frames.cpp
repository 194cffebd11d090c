// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/dicom/detail/dicom_frames.h"

#include "core/base/path_text.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace halftone::image::detail {
namespace {

/// Where a frame's attributes may be, the nearest first.
struct Scope {
    DicomItem own;
    DicomItem shared;
    DicomItem root;

    [[nodiscard]] DicomItem with(Tag tag) const
    {
        for (const DicomItem& place : {own, shared}) {
            const DicomItem found = place.find(tag);
            if (found.has(tag)) {
                return found;
            }
        }
        return root;
    }
    [[nodiscard]] std::vector<double> numbers(Tag tag, std::optional<Message>& fault) const
    {
        return with(tag).numbers(tag, fault);
    }
    [[nodiscard]] double number(Tag tag, double missing, std::optional<Message>& fault) const
    {
        const auto values = numbers(tag, fault);
        return values.empty() ? missing : values[0];
    }
    [[nodiscard]] std::string text(Tag tag) const { return with(tag).text(tag); }
    /// The first number there is, as a text that is equal for equal numbers; empty if none.
    [[nodiscard]] std::string rounded(std::initializer_list<Tag> tags) const
    {
        for (const Tag tag : tags) {
            const auto values = with(tag).numbers(tag);
            if (!values.empty()) {
                return formatSignificant(values[0], 6);
            }
        }
        return {};
    }
    [[nodiscard]] std::string firstText(std::initializer_list<Tag> tags) const
    {
        for (const Tag tag : tags) {
            std::string found = text(tag);
            if (!found.empty()) {
                return found;
            }
        }
        return {};
    }
};

void readSpacing(const Scope& scope, DicomFile& file, DicomFrame& frame)
{
    // PixelSpacing is in the patient; that at the detector stands in for it.
    for (const Tag tag :
         {tag::kPixelSpacing, tag::kImagerPixelSpacing, tag::kNominalPixelSpacing}) {
        const auto values = scope.numbers(tag, file.fault);
        if (values.size() == 1 && !file.fault) {
            file.fault = Message{"pixel-spacing",
                                 "its pixel spacing has one number ({1}); expected two, between "
                                 "rows and between columns",
                                 {formatSignificant(values[0], 6)}};
        }
        if (values.size() >= 2 && !frame.spacingKnown) {
            frame.spacing = {values[1], values[0]}; // stored as row spacing, column spacing
            frame.spacingKnown = true;
            file.detectorSpacing = file.detectorSpacing || tag == tag::kImagerPixelSpacing;
        }
    }
    frame.sliceSpacing = scope.number(tag::kSpacingBetweenSlices, 0, file.fault);
    std::optional<Message> ignored; // of use only where nothing better is known
    frame.thickness = std::max(0.0, scope.number(tag::kSliceThickness, 0, ignored));
    const auto location = scope.numbers(tag::kSliceLocation, ignored);
    if (!location.empty()) {
        frame.location = location[0];
    }
}

void readPlacement(const Scope& scope, DicomFile& file, DicomFrame& frame)
{
    const auto position = scope.numbers(tag::kPosition, file.fault);
    if (position.size() >= 3) {
        frame.position = {position[0], position[1], position[2]};
    }
    const auto orientation = scope.numbers(tag::kOrientation, file.fault);
    if (orientation.size() >= 6) {
        frame.orientation.emplace();
        std::copy_n(orientation.begin(), 6, frame.orientation->begin());
    }
    if ((!position.empty() && position.size() != 3)
        || (!orientation.empty() && orientation.size() != 6)) {
        const bool place = !position.empty() && position.size() != 3;
        if (!file.fault) {
            file.fault = Message{"placement",
                                 "its {1} has {2} numbers; expected {3}",
                                 {place ? "ImagePositionPatient" : "ImageOrientationPatient",
                                  std::to_string(place ? position.size() : orientation.size()),
                                  place ? "3" : "6"}};
        }
    }
}

std::string diffusionKey(const Scope& scope)
{
    const std::string b = scope.rounded({tag::kDiffusionBValue});
    const DicomItem item = scope.with(tag::kDiffusionDirection);
    std::string key = b;
    for (const double part : item.numbers(tag::kDiffusionDirection)) {
        key += ' ' + formatSignificant(part, 3);
    }
    // Older scanners say it in the name of the sequence alone: "*ep_b0", "*ep_b1000t".
    return key.empty() ? scope.text(tag::kSequenceName) : key;
}

void readKeys(const Scope& scope, const DicomFile& file, DicomFrame& frame)
{
    const auto set = [&frame](FrameKey key, std::string value) {
        frame.keys[static_cast<std::size_t>(key)] = std::move(value);
    };
    const auto joined = [](const std::string& a, const std::string& b) {
        return a.empty() || b.empty() ? a + b : a + ' ' + b;
    };
    set(FrameKey::Stack, scope.text(tag::kStack));
    const std::string echoTime = scope.rounded({tag::kEffectiveEchoTime, tag::kEchoTime});
    set(FrameKey::Echo, joined(scope.rounded({tag::kEchoNumber}),
                               echoTime.empty() ? echoTime : "at " + echoTime + " ms"));
    set(FrameKey::Component, scope.text(tag::kComplexComponent));
    set(FrameKey::Diffusion, diffusionKey(scope));
    set(FrameKey::Temporal,
        scope.rounded({tag::kTemporalIndex, tag::kTemporalIdentifier, tag::kTemporalOffset}));
    set(FrameKey::Type, joined(file.imageType, scope.text(tag::kFrameType)));
    set(FrameKey::Kernel, joined(scope.text(tag::kKernel), scope.rounded({tag::kTubeVoltage})));
    set(FrameKey::Inversion, scope.rounded({tag::kInversionTimes, tag::kInversionTime}));
    set(FrameKey::Flip, scope.rounded({tag::kFlipAngle}));
    set(FrameKey::Trigger,
        scope.rounded({tag::kCardiacDelay, tag::kTriggerTime, tag::kPetReferenceTime}));
    set(FrameKey::Acquisition,
        scope.rounded({tag::kFrameAcquisitionNumber, tag::kAcquisitionNumber}));
    set(FrameKey::Time,
        scope.firstText({tag::kFrameReferenceTime, tag::kFrameAcquisitionTime,
                         tag::kAcquisitionDateTime, tag::kAcquisitionTime, tag::kContentTime}));
    set(FrameKey::File, file.instanceUid.empty() ? toUtf8(file.path) : file.instanceUid);
}

/// Which of an enhanced object's dimensions do not say where a frame lies.
std::vector<bool> otherDimensions(const DicomItem& data)
{
    std::vector<bool> other;
    for (const DicomItem& dimension : data.items(tag::kDimensions)) {
        const auto words = dimension.words(tag::kDimensionPointer);
        const Tag pointer = words.size() < 2 ? 0 : Tag{words[0]} << 16 | words[1];
        other.push_back(pointer != 0 && pointer != tag::kPosition
                        && pointer != tag::kInStackPosition && pointer != tag::kPlanePosition
                        && pointer != tag::kReferencedSegment);
    }
    return other;
}

void readDimensions(const Scope& scope, const std::vector<bool>& other, DicomFrame& frame)
{
    const auto values = scope.with(tag::kDimensionValues).numbers(tag::kDimensionValues);
    if (values.size() != other.size()) {
        return;
    }
    std::string& key = frame.keys[static_cast<std::size_t>(FrameKey::Dimensions)];
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (other[i]) {
            key += formatSignificant(values[i], 9) + ' ';
        }
    }
}

/// Nuclear medicine: one position for all, and vectors that say which slice, detector, phase ... a
/// frame is of.
void readNuclear(const DicomItem& data, const DicomFile& file, std::vector<DicomFrame>& frames)
{
    for (const Tag tag : {tag::kEnergyVector, tag::kDetectorVector, tag::kPhaseVector,
                          tag::kRotationVector, tag::kRrIntervalVector, tag::kTimeSlotVector,
                          tag::kAngularViewVector, tag::kTimeSliceVector}) {
        const auto vector = data.numbers(tag);
        for (std::size_t i = 0; vector.size() == frames.size() && i < frames.size(); ++i) {
            std::string& key = frames[i].keys[static_cast<std::size_t>(FrameKey::Detector)];
            key += (key.empty() ? "" : " ") + formatSignificant(vector[i], 6);
        }
    }
    const auto detectors = data.items(tag::kDetectors);
    const bool reconstructed =
        file.imageType.find("RECON") != std::string::npos || data.has(tag::kSliceVector);
    if (detectors.empty() || !reconstructed) {
        return;
    }
    std::optional<Message> ignored;
    const auto position = detectors[0].numbers(tag::kPosition, ignored);
    const auto orientation = detectors[0].numbers(tag::kOrientation, ignored);
    for (DicomFrame& frame : frames) {
        if (!frame.position && position.size() == 3) {
            frame.position = {position[0], position[1], position[2]};
        }
        if (!frame.orientation && orientation.size() == 6) {
            frame.orientation.emplace();
            std::copy_n(orientation.begin(), 6, frame.orientation->begin());
        }
    }
}

/// Frames that state no position of their own are a stack from that of the first, along the normal:
/// by the vector of slices or offsets where there is one, else in their order.
void stackFrames(const DicomItem& data, DicomFile& file, std::vector<DicomFrame>& frames)
{
    const auto increments = data.words(tag::kFrameIncrement);
    const bool inTime = increments.size() >= 2 && increments[0] == 0x0018
                        && (increments[1] == 0x1063 || increments[1] == 0x1065);
    file.framesInTime = inTime;
    const DicomFrame first = frames.front();
    if (!first.position || !first.orientation) {
        return;
    }
    const auto slices = data.numbers(tag::kSliceVector);
    auto offsets = data.numbers(tag::kFrameOffsets, file.fault);
    const bool listed = slices.size() == frames.size();
    double step = first.sliceSpacing;
    if (step == 0) {
        step = first.thickness;
    }
    if (offsets.size() != frames.size() && step == 0) {
        for (DicomFrame& frame : frames) {
            frame.position.reset(); // of the first alone
        }
        return;
    }
    if (offsets.size() != frames.size()) {
        offsets.clear();
        for (std::size_t i = 0; i < frames.size(); ++i) {
            offsets.push_back((listed ? slices[i] - 1 : static_cast<double>(i)) * step);
        }
        file.framesAssumed = !listed;
    } else if (std::abs(offsets[0]) > 1e-6) {
        // Relative to the patient's origin, as old dose grids have them, not to the first frame.
        const double start = offsets[0];
        for (double& offset : offsets) {
            offset -= start;
        }
    }
    const auto& o = *first.orientation;
    const Vector3 normal{o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5],
                         o[0] * o[4] - o[1] * o[3]};
    for (std::size_t i = 0; i < frames.size(); ++i) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            (*frames[i].position)[axis] = (*first.position)[axis] + normal[axis] * offsets[i];
        }
        if (frames[i].sliceSpacing < 0) {
            frames[i].sliceSpacing = -frames[i].sliceSpacing;
        }
    }
}

} // namespace

std::vector<DicomFrame> readFrames(const DicomItem& data, DicomFile& file)
{
    std::vector<DicomFrame> frames(static_cast<std::size_t>(file.frameCount));
    const auto groups = data.items(tag::kFrameGroups);
    const auto sharedGroups = data.items(tag::kSharedGroups);
    if (!groups.empty() && groups.size() != frames.size() && !file.fault) {
        file.fault = Message{"frame-groups",
                             "it holds {1} frames, but describes {2} of them",
                             {std::to_string(frames.size()), std::to_string(groups.size())}};
    }
    const std::vector<bool> other = otherDimensions(data);
    const int number = data.integer(tag::kInstanceNumber, 0);
    for (std::size_t i = 0; i < frames.size(); ++i) {
        DicomFrame& frame = frames[i];
        const Scope scope{i < groups.size() ? groups[i] : DicomItem(),
                          sharedGroups.empty() ? DicomItem() : sharedGroups[0], data};
        frame.index = static_cast<int>(i);
        frame.number = number;
        readSpacing(scope, file, frame);
        readPlacement(scope, file, frame);
        frame.slope = scope.number(tag::kSlope, 1, file.fault);
        frame.intercept = scope.number(tag::kIntercept, 0, file.fault);
        if (file.modality == "RTDOSE") {
            frame.slope = scope.number(tag::kDoseScaling, 1, file.fault);
        }
        if (frame.slope == 0 && !file.fault) {
            file.fault = Message{
                "slope", "its RescaleSlope is 0, which would make all its values equal", {}};
        }
        frame.segment = scope.with(tag::kReferencedSegment).integer(tag::kReferencedSegment, 0);
        readKeys(scope, file, frame);
        readDimensions(scope, other, frame);
    }
    readNuclear(data, file, frames);
    const bool placed = std::any_of(groups.begin(), groups.end(), [](const DicomItem& group) {
        return group.find(tag::kPosition).has(tag::kPosition);
    });
    if (frames.size() > 1 && !placed) {
        stackFrames(data, file, frames);
    }
    return frames;
}

} // namespace halftone::image::detail
