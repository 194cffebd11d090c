// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/dicom/detail/dicom_tags.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace halftone::image::detail {
namespace {

using Entry = std::pair<Tag, std::string_view>;

/// Sorted by tag. Without names: sequences of functional groups, which are read for their items.
constexpr std::array kTypes{
    Entry{tag::kImageType, "CS"},
    Entry{tag::kSopClass, "UI"},
    Entry{tag::kSopInstance, "UI"},
    Entry{tag::kStudyDate, "DA"},
    Entry{tag::kSeriesDate, "DA"},
    Entry{tag::kAcquisitionDate, "DA"},
    Entry{tag::kContentDate, "DA"},
    Entry{tag::kAcquisitionDateTime, "DT"},
    Entry{tag::kAcquisitionTime, "TM"},
    Entry{tag::kContentTime, "TM"},
    Entry{tag::kModality, "CS"},
    Entry{tag::kStudyDescription, "LO"},
    Entry{tag::kSeriesDescription, "LO"},
    Entry{tag::kFrameType, "CS"},
    Entry{tag::kComplexComponent, "CS"},
    Entry{tag::kPatientName, "PN"},
    Entry{tag::kBodyPart, "CS"},
    Entry{tag::kSequenceName, "SH"},
    Entry{tag::kSliceThickness, "DS"},
    Entry{tag::kTubeVoltage, "DS"},
    Entry{tag::kEchoTime, "DS"},
    Entry{tag::kInversionTime, "DS"},
    Entry{tag::kEchoNumber, "IS"},
    Entry{tag::kSpacingBetweenSlices, "DS"},
    Entry{tag::kProtocolName, "LO"},
    Entry{tag::kTriggerTime, "DS"},
    Entry{tag::kImagerPixelSpacing, "DS"},
    Entry{tag::kKernel, "SH"},
    Entry{tag::kFlipAngle, "DS"},
    Entry{tag::kNominalPixelSpacing, "DS"},
    Entry{tag::kFrameAcquisitionTime, "DT"},
    Entry{0x00189076, "SQ"}, // MR diffusion gradient direction
    Entry{tag::kInversionTimes, "FD"},
    Entry{tag::kEffectiveEchoTime, "FD"},
    Entry{tag::kDiffusionBValue, "FD"},
    Entry{tag::kDiffusionDirection, "FD"},
    Entry{0x00189112, "SQ"}, // MR timing
    Entry{0x00189114, "SQ"}, // MR echo
    Entry{0x00189115, "SQ"}, // MR modifier
    Entry{0x00189117, "SQ"}, // MR diffusion
    Entry{0x00189118, "SQ"}, // cardiac synchronization
    Entry{tag::kFrameReferenceTime, "DT"},
    Entry{0x00189226, "SQ"}, // MR image frame type
    Entry{0x00189314, "SQ"}, // CT reconstruction
    Entry{0x00189329, "SQ"}, // CT image frame type
    Entry{0x00189751, "SQ"}, // PET frame type
    Entry{tag::kStudy, "UI"},
    Entry{tag::kSeries, "UI"},
    Entry{tag::kSeriesNumber, "IS"},
    Entry{tag::kAcquisitionNumber, "IS"},
    Entry{tag::kInstanceNumber, "IS"},
    Entry{tag::kPosition, "DS"},
    Entry{tag::kOrientation, "DS"},
    Entry{tag::kFrameOfReference, "UI"},
    Entry{tag::kTemporalIdentifier, "IS"},
    Entry{tag::kSliceLocation, "DS"},
    Entry{tag::kStack, "SH"},
    Entry{tag::kInStackPosition, "UL"},
    Entry{0x00209111, "SQ"}, // frame content
    Entry{tag::kPlanePosition, "SQ"},
    Entry{0x00209116, "SQ"}, // plane orientation
    Entry{tag::kTemporalIndex, "UL"},
    Entry{tag::kCardiacDelay, "FD"},
    Entry{tag::kFrameAcquisitionNumber, "US"},
    Entry{tag::kDimensionValues, "UL"},
    Entry{tag::kConcatenation, "UI"},
    Entry{tag::kDimensionPointer, "AT"},
    Entry{0x00209170, "SQ"}, // unassigned shared converted attributes
    Entry{0x00209171, "SQ"}, // unassigned per-frame converted attributes
    Entry{tag::kDimensions, "SQ"},
    Entry{tag::kTemporalOffset, "FD"},
    Entry{0x00209310, "SQ"}, // temporal position
    Entry{tag::kChannels, "US"},
    Entry{tag::kPhotometric, "CS"},
    Entry{tag::kPlanar, "US"},
    Entry{tag::kFrames, "IS"},
    Entry{tag::kFrameIncrement, "AT"},
    Entry{tag::kRows, "US"},
    Entry{tag::kColumns, "US"},
    Entry{tag::kPixelSpacing, "DS"},
    Entry{tag::kBitsAllocated, "US"},
    Entry{tag::kBitsStored, "US"},
    Entry{tag::kHighBit, "US"},
    Entry{tag::kSigned, "US"},
    Entry{tag::kPadding, "US"},
    Entry{tag::kPaddingLimit, "US"},
    Entry{tag::kWindowCentre, "DS"},
    Entry{tag::kWindowWidth, "DS"},
    Entry{tag::kIntercept, "DS"},
    Entry{tag::kSlope, "DS"},
    Entry{tag::kRescaleType, "LO"},
    Entry{tag::kLossy, "CS"},
    Entry{tag::kModalityLut, "SQ"},
    Entry{tag::kLutDescriptor, "US"},
    Entry{tag::kLutData, "OW"},
    Entry{0x00289110, "SQ"}, // pixel measures
    Entry{tag::kFrameWindow, "SQ"},
    Entry{0x00289145, "SQ"}, // pixel value transformation
    Entry{tag::kEnergyVector, "US"},
    Entry{tag::kDetectorVector, "US"},
    Entry{tag::kDetectors, "SQ"},
    Entry{tag::kPhaseVector, "US"},
    Entry{tag::kRotationVector, "US"},
    Entry{tag::kRrIntervalVector, "US"},
    Entry{tag::kTimeSlotVector, "US"},
    Entry{tag::kSliceVector, "US"},
    Entry{tag::kAngularViewVector, "US"},
    Entry{tag::kTimeSliceVector, "US"},
    Entry{tag::kPetReferenceTime, "DS"},
    Entry{tag::kSegmentationType, "CS"},
    Entry{tag::kSegments, "SQ"},
    Entry{tag::kSegmentNumber, "US"},
    Entry{tag::kSegmentLabel, "LO"},
    Entry{0x0062000a, "SQ"}, // segment identification
    Entry{tag::kReferencedSegment, "US"},
    Entry{tag::kSegmentColour, "US"},
    Entry{tag::kFractionalMaximum, "US"},
    Entry{tag::kFrameOffsets, "DS"},
    Entry{tag::kDoseScaling, "DS"},
    Entry{tag::kSharedGroups, "SQ"},
    Entry{tag::kFrameGroups, "SQ"},
};

/// What a segmentation repeats of its image.
constexpr std::array kSubjectTypes{
    Entry{0x00080005, "CS"},        // character set of all these texts
    Entry{0x00080020, "DA"},        // study date
    Entry{0x00080030, "TM"},        // study time
    Entry{0x00080050, "SH"},        // accession number
    Entry{0x00080090, "PN"},        // referring physician
    Entry{0x00080201, "SH"},        // time zone of dates and times
    Entry{0x00081030, "LO"},        // study description
    Entry{tag::kPatientName, "PN"}, //
    Entry{0x00100020, "LO"},        // patient's number
    Entry{0x00100021, "LO"},        // who gave it
    Entry{0x00100030, "DA"},        // birth date
    Entry{0x00100040, "CS"},        // sex
    Entry{0x00101010, "AS"},        // age
    Entry{0x00120062, "CS"},        // whether the identity was removed
    Entry{0x00120063, "LO"},        // and how
    Entry{0x00200010, "SH"},        // name of the study
    Entry{0x00201040, "LO"},        // reference position
    Entry{tag::kLossy, "CS"},       // which stays true of what is made of it
    Entry{0x00282112, "DS"},        // by how much
    Entry{0x00282114, "CS"},        // and how
};

constexpr bool before(const Entry& a, const Entry& b)
{
    return a.first < b.first;
}

static_assert(std::is_sorted(kTypes.begin(), kTypes.end(), before));
static_assert(std::is_sorted(kSubjectTypes.begin(), kSubjectTypes.end(), before));

std::string_view typeIn(std::span<const Entry> entries, Tag tag)
{
    const auto found = std::lower_bound(entries.begin(), entries.end(), Entry{tag, {}}, before);
    return found != entries.end() && found->first == tag ? found->second : std::string_view();
}

} // namespace

std::string_view dicomType(Tag tag)
{
    return typeIn(kTypes, tag);
}

std::string_view dicomSubjectType(Tag tag)
{
    return typeIn(kSubjectTypes, tag);
}

} // namespace halftone::image::detail
