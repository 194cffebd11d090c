// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

/// The data elements that core/image reads. All others stay in the file; those of patient and study
/// too, unless a segmentation of the image is written, which has to repeat them.
namespace halftone::image::detail {

using Tag = std::uint32_t; ///< group and element

namespace tag {
inline constexpr Tag kMediaClass = 0x00020002;
inline constexpr Tag kTransferSyntax = 0x00020010;
inline constexpr Tag kImageType = 0x00080008;
inline constexpr Tag kSopClass = 0x00080016;
inline constexpr Tag kSopInstance = 0x00080018;
inline constexpr Tag kStudyDate = 0x00080020;
inline constexpr Tag kSeriesDate = 0x00080021;
inline constexpr Tag kAcquisitionDate = 0x00080022;
inline constexpr Tag kContentDate = 0x00080023;
inline constexpr Tag kAcquisitionDateTime = 0x0008002a;
inline constexpr Tag kAcquisitionTime = 0x00080032;
inline constexpr Tag kContentTime = 0x00080033;
inline constexpr Tag kModality = 0x00080060;
inline constexpr Tag kStudyDescription = 0x00081030;
inline constexpr Tag kSeriesDescription = 0x0008103e;
inline constexpr Tag kFrameType = 0x00089007;
inline constexpr Tag kComplexComponent = 0x00089208;
inline constexpr Tag kPatientName = 0x00100010; ///< read of Halftone's own synthetic samples only
inline constexpr Tag kBodyPart = 0x00180015;
inline constexpr Tag kSequenceName = 0x00180024;
inline constexpr Tag kSliceThickness = 0x00180050;
inline constexpr Tag kTubeVoltage = 0x00180060;
inline constexpr Tag kEchoTime = 0x00180081;
inline constexpr Tag kInversionTime = 0x00180082;
inline constexpr Tag kEchoNumber = 0x00180086;
inline constexpr Tag kSpacingBetweenSlices = 0x00180088;
inline constexpr Tag kProtocolName = 0x00181030;
inline constexpr Tag kTriggerTime = 0x00181060;
inline constexpr Tag kImagerPixelSpacing = 0x00181164;
inline constexpr Tag kKernel = 0x00181210;
inline constexpr Tag kFlipAngle = 0x00181314;
inline constexpr Tag kNominalPixelSpacing = 0x00182010;
inline constexpr Tag kFrameAcquisitionTime = 0x00189074;
inline constexpr Tag kInversionTimes = 0x00189079;
inline constexpr Tag kEffectiveEchoTime = 0x00189082;
inline constexpr Tag kDiffusionBValue = 0x00189087;
inline constexpr Tag kDiffusionDirection = 0x00189089;
inline constexpr Tag kFrameReferenceTime = 0x00189151;
inline constexpr Tag kStudy = 0x0020000d;
inline constexpr Tag kSeries = 0x0020000e;
inline constexpr Tag kSeriesNumber = 0x00200011;
inline constexpr Tag kAcquisitionNumber = 0x00200012;
inline constexpr Tag kInstanceNumber = 0x00200013;
inline constexpr Tag kPosition = 0x00200032;
inline constexpr Tag kOrientation = 0x00200037;
inline constexpr Tag kFrameOfReference = 0x00200052;
inline constexpr Tag kTemporalIdentifier = 0x00200100;
inline constexpr Tag kSliceLocation = 0x00201041;
inline constexpr Tag kStack = 0x00209056;
inline constexpr Tag kInStackPosition = 0x00209057;
inline constexpr Tag kPlanePosition = 0x00209113;
inline constexpr Tag kTemporalIndex = 0x00209128;
inline constexpr Tag kCardiacDelay = 0x00209153;
inline constexpr Tag kFrameAcquisitionNumber = 0x00209156;
inline constexpr Tag kDimensionValues = 0x00209157;
inline constexpr Tag kConcatenation = 0x00209161;
inline constexpr Tag kDimensionPointer = 0x00209165;
inline constexpr Tag kDimensions = 0x00209222;
inline constexpr Tag kTemporalOffset = 0x0020930d;
inline constexpr Tag kChannels = 0x00280002;
inline constexpr Tag kPhotometric = 0x00280004;
inline constexpr Tag kPlanar = 0x00280006;
inline constexpr Tag kFrames = 0x00280008;
inline constexpr Tag kFrameIncrement = 0x00280009;
inline constexpr Tag kRows = 0x00280010;
inline constexpr Tag kColumns = 0x00280011;
inline constexpr Tag kPixelSpacing = 0x00280030;
inline constexpr Tag kBitsAllocated = 0x00280100;
inline constexpr Tag kBitsStored = 0x00280101;
inline constexpr Tag kHighBit = 0x00280102;
inline constexpr Tag kSigned = 0x00280103;
inline constexpr Tag kPadding = 0x00280120;
inline constexpr Tag kPaddingLimit = 0x00280121;
inline constexpr Tag kWindowCentre = 0x00281050;
inline constexpr Tag kWindowWidth = 0x00281051;
inline constexpr Tag kIntercept = 0x00281052;
inline constexpr Tag kSlope = 0x00281053;
inline constexpr Tag kRescaleType = 0x00281054;
inline constexpr Tag kLossy = 0x00282110;
inline constexpr Tag kModalityLut = 0x00283000;
inline constexpr Tag kLutDescriptor = 0x00283002;
inline constexpr Tag kLutData = 0x00283006;
inline constexpr Tag kFrameWindow = 0x00289132;
inline constexpr Tag kEnergyVector = 0x00540010;
inline constexpr Tag kDetectorVector = 0x00540020;
inline constexpr Tag kDetectors = 0x00540022;
inline constexpr Tag kPhaseVector = 0x00540030;
inline constexpr Tag kRotationVector = 0x00540050;
inline constexpr Tag kRrIntervalVector = 0x00540060;
inline constexpr Tag kTimeSlotVector = 0x00540070;
inline constexpr Tag kSliceVector = 0x00540080;
inline constexpr Tag kAngularViewVector = 0x00540090;
inline constexpr Tag kTimeSliceVector = 0x00540100;
inline constexpr Tag kPetReferenceTime = 0x00541300;
inline constexpr Tag kSegmentationType = 0x00620001;
inline constexpr Tag kSegments = 0x00620002;
inline constexpr Tag kSegmentNumber = 0x00620004;
inline constexpr Tag kSegmentLabel = 0x00620005;
inline constexpr Tag kSegmentColour = 0x0062000d;
inline constexpr Tag kFractionalMaximum = 0x0062000e;
inline constexpr Tag kReferencedSegment = 0x0062000b;
inline constexpr Tag kFrameOffsets = 0x3004000c;
inline constexpr Tag kDoseScaling = 0x3004000e;
inline constexpr Tag kSharedGroups = 0x52009229;
inline constexpr Tag kFrameGroups = 0x52009230;
inline constexpr Tag kFloatPixels = 0x7fe00008;
inline constexpr Tag kDoublePixels = 0x7fe00009;
inline constexpr Tag kPixels = 0x7fe00010;
} // namespace tag

/// The type ("DS") of an element that is read; empty for all others. "SQ" are sequences, and what
/// is read of them is looked for in their items.
[[nodiscard]] std::string_view dicomType(Tag tag);

/// The same of the elements that a segmentation repeats of its image: patient, study, losses.
[[nodiscard]] std::string_view dicomSubjectType(Tag tag);

} // namespace halftone::image::detail
