// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/base/progress.h"
#include "core/image/detail/source.h"
#include "core/image/dicom/detail/dicom_structure.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// DICOM in core/image: the structure is checked by ourselves, data sets are read and pixels
/// decoded by DCMTK (JPEG 2000 and JPEG-LS by GDCM); what belongs together and where it lies, we
/// decide from what each frame says of itself.
namespace halftone::image::detail {

using Vector3 = std::array<double, 3>;

/// What tells apart frames that lie at the same place: each value is a text, empty if not said.
enum class FrameKey : std::size_t {
    Stack,       ///< StackID
    Echo,        ///< echo number and time
    Component,   ///< magnitude, phase, real, imaginary
    Diffusion,   ///< b-value and direction, or the name of the sequence
    Temporal,    ///< position in time, as a number
    Detector,    ///< energy window, detector, phase, time slot of nuclear medicine
    Type,        ///< ImageType or FrameType
    Kernel,      ///< reconstruction kernel, tube voltage
    Inversion,   ///< inversion time
    Flip,        ///< flip angle
    Trigger,     ///< delay after the heart's trigger, or a PET frame's time
    Acquisition, ///< acquisition number
    Dimensions,  ///< indices of an enhanced object's dimensions but those of position
    Time,        ///< when it was acquired
    File,        ///< which file it is in
};
inline constexpr std::size_t kFrameKeys = 15;

/// What is known of one frame: of a file's only one, or one of many.
struct DicomFrame {
    std::size_t file = 0; ///< index in DicomFiles
    int index = 0;        ///< in the file, from 0
    int number = 0;       ///< instance number, for frames without position
    std::optional<Vector3> position;
    std::optional<std::array<double, 6>> orientation;
    std::optional<double> location;      ///< SliceLocation
    std::array<double, 2> spacing{1, 1}; ///< mm along columns (x), rows (y)
    bool spacingKnown = false;
    double sliceSpacing = 0; ///< mm, signed; 0 if not said
    double thickness = 0;    ///< mm; 0 if not said
    double slope = 1;
    double intercept = 0;
    int segment = 0; ///< of a segmentation object
    std::array<std::string, kFrameKeys> keys;

    [[nodiscard]] const std::string& key(FrameKey which) const
    {
        return keys[static_cast<std::size_t>(which)];
    }
};

/// How the numbers in the pixel data are stored.
struct DicomPixelFormat {
    int rows = 0;
    int columns = 0;
    int channels = 1;
    int planar = 0;
    int bitsAllocated = 16;
    int bitsStored = 16;
    int highBit = 15;
    bool isSigned = false;
    std::string photometric; ///< "MONOCHROME2"

    friend bool operator==(const DicomPixelFormat&, const DicomPixelFormat&) = default;
};

/// A segment of a segmentation object.
struct DicomSegment {
    int number = 0;
    std::string name;
    std::optional<std::array<std::uint8_t, 3>> colour;
};

/// What the header of one DICOM file with pixels says; no patient's data is kept,
/// but for what `description` may tell.
struct DicomFile {
    std::filesystem::path path;
    std::string classUid;
    std::string instanceUid;
    std::string studyUid;
    std::string frameOfReferenceUid;
    std::string seriesUid;
    std::string concatenationUid;
    std::string modality; ///< "CT", "MR", ...
    ImageTags tags;
    std::string description; ///< of the series; VolumeSummary::description
    std::string date;        ///< "2026-11-30"; empty: not said
    std::string imageType;   ///< "ORIGINAL\PRIMARY\AXIAL"
    std::string syntax;      ///< UID of the transfer syntax
    int seriesNumber = 0;
    DicomPixelFormat format;
    DicomPixels pixels;
    std::int64_t dataSet = 0; ///< where the data set begins; deflated ones are inflated from there
    bool deflated = false;
    int frameCount = 1;
    std::optional<std::pair<double, double>> padding; ///< stored values that are no values, ends in
    std::vector<std::uint16_t> modalityLut;           ///< empty: slope and intercept count
    int modalityLutFirst = 0;
    std::optional<GreyWindow> window; ///< the first that it names, of values as they are read
    bool lossy = false;
    bool synthetic = false;       ///< written by Halftone from a synthetic sample
    bool detectorSpacing = false; ///< the pixel size is that at the detector
    bool framesAssumed = false;   ///< positions of frames follow from their order
    bool framesInTime = false;    ///< frames are said to follow each other in time
    bool segmentation = false;
    int fractionalMaximum = 0; ///< of fractional segmentations; 0 for others
    bool labelMap = false;     ///< pixels are segment numbers
    std::vector<DicomSegment> segments;
    std::optional<Message> fault; ///< why its pixels cannot be used: a reason for unreadable()

    [[nodiscard]] bool isMosaic() const { return imageType.find("MOSAIC") != std::string::npos; }
    [[nodiscard]] bool isLocalizer() const
    {
        return imageType.find("LOCALIZER") != std::string::npos;
    }
};

/// What was found in a file.
struct DicomEntry {
    enum class Kind {
        NotDicom,
        NoImage,   ///< sound, or of a class that has no pixels
        Directory, ///< a DICOMDIR
        Damaged,   ///< `file` says which series it belongs to, as far as that could be read
        Image
    };
    Kind kind = Kind::NotDicom;
    DicomFile file;
    std::vector<DicomFrame> frames; ///< DicomFrame::file is not set yet
};

/// True if the file begins as DICOM does, with or without preamble.
[[nodiscard]] bool isDicom(const std::filesystem::path& path);

/// Reads what a file says of itself, without its pixels.
[[nodiscard]] DicomEntry readDicomEntry(const std::filesystem::path& path, const StopToken& stop);

/// Frames that form one volume, sorted along its normal.
struct DicomVolume {
    std::vector<DicomFrame> frames;
    std::vector<int> place; ///< index of each frame's slice; gaps are missing slices
    Geometry geometry;
    std::string name; ///< "series 3, axial, 512 x 512 x 60"
    std::string kind; ///< the same without its size
    int step = 1;     ///< every step-th pixel of every step-th row of its frames is taken
    Findings findings;
    std::optional<Message> fault; ///< why it cannot be opened: a reason for unreadable()
};

/// Puts frames of one plane, size and spacing in their places: sorted along their normal, gaps
/// known, a tilted gantry kept as a shear. Says in `fault` what speaks against a volume.
[[nodiscard]] DicomVolume arrangeFrames(const std::vector<DicomFile>& files,
                                        std::vector<DicomFrame> frames);

/// Divides the frames of one series into volumes: by size, plane and pixel spacing, then by what
/// tells frames at the same place apart.
[[nodiscard]] std::vector<DicomVolume> divideSeries(const std::vector<DicomFile>& files,
                                                    std::vector<DicomFrame> frames);

/// True if both frames have the same plane, up to what scanners round.
[[nodiscard]] bool samePlane(const DicomFrame& a, const DicomFrame& b);

/// Position along the normal of `plane`, mm.
[[nodiscard]] double depthOf(const DicomFrame& frame, const DicomFrame& plane);

/// Type of the voxels of a volume ("int16"), and their bytes.
struct DicomVoxelType {
    std::string name;
    std::size_t bytes = 1;
};
[[nodiscard]] DicomVoxelType voxelTypeOf(const std::vector<DicomFile>& files,
                                         const DicomVolume& volume);

/// Reads and rescales all frames of a volume. What only the pixels tell is added to `findings`; as
/// Source::read() it calls `ready`, unless padding makes a second look necessary.
[[nodiscard]] Voxels readDicomVolume(const std::vector<DicomFile>& files, const DicomVolume& volume,
                                     const ProgressFn& progress, const StopToken& stop,
                                     Findings& findings, const ReadyFn& ready);

/// The labels of a volume of segments: one a voxel, the number of its segment. Throws where
/// segments overlap.
[[nodiscard]] Voxels readDicomSegments(const std::vector<DicomFile>& files,
                                       const DicomVolume& volume, const ProgressFn& progress,
                                       const StopToken& stop);

/// What segmentations of a volume refer to; reads patient and study in the file of its first slice.
/// An identifier that files lack, or have different ones of, is empty.
[[nodiscard]] DicomOrigin originOf(const std::vector<DicomFile>& files, const DicomVolume& volume,
                                   const StopToken& stop);

/// Chooses a volume and describes it; its read() reads and rescales all pixels, decompressing where
/// needed.
[[nodiscard]] Source openDicom(const std::filesystem::path& path, const ReadOptions& options,
                               const StopToken& stop);

} // namespace halftone::image::detail
