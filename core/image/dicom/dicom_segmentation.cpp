// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/dicom/detail/dicom_segmentation.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/image/dicom/detail/dicom.h"
#include "core/image/dicom/detail/dicom_frames.h"
#include "core/image/grid/plane.h"
#include "core/image/raw/detail/header_text.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcdatset.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcfilefo.h>
#include <dcmtk/dcmdata/dcostrmb.h>
#include <dcmtk/dcmdata/dcwcache.h>
#include <dcmtk/dcmfg/fgderimg.h>
#include <dcmtk/dcmfg/fgfracon.h>
#include <dcmtk/dcmfg/fgpixmsr.h>
#include <dcmtk/dcmfg/fgplanor.h>
#include <dcmtk/dcmfg/fgplanpo.h>
#include <dcmtk/dcmiod/iodreferences.h>
#include <dcmtk/dcmseg/segdoc.h>
#include <dcmtk/dcmseg/segment.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string_view>

namespace halftone::image::detail {
namespace {

constexpr std::size_t kLongText = 64; ///< of type LO
constexpr Tag kCharacterSet = 0x00080005;
constexpr const char* kUtf8 = "ISO_IR 192";

void require(const OFCondition& condition)
{
    if (condition.bad()) {
        throw Error(ErrorCode::FileWrite,
                    "The DICOM segmentation could not be made: " + std::string(condition.text())
                        + ". Save the mask as .seg.nrrd instead.");
    }
}

/// The most precise text of at most the 16 letters that DICOM has for decimals.
std::string decimal(double value)
{
    constexpr std::size_t kMost = 16;
    std::string text = numberText(value);
    for (int digits = 15; text.size() > kMost && digits > 0; --digits) {
        text = numberText(std::stod(formatSignificant(value, digits)));
    }
    return text;
}

/// As an element of that length: without what separates values.
std::string fitted(const std::string& text, std::size_t most)
{
    std::string result = visible(text, text.size() <= most ? most : most - 3); // and "..."
    std::replace(result.begin(), result.end(), '\\', '/');
    return result;
}

std::string inAscii(const std::string& text)
{
    std::string result;
    for (const char c : text) { // one '?' a character: continuing bytes begin with the bits 10
        result += (c & 0xc0) == 0x80 ? "" : std::string(1, c < 0 ? '?' : c);
    }
    return result;
}

OFString dcmtk(const std::string& text)
{
    return {text.c_str(), text.size()};
}

/// For elements that dcmseg checks, as if there were no other characters.
OFString plain(const std::string& text)
{
    return dcmtk(inAscii(fitted(text, kLongText)));
}

/// Whether texts of ours may be UTF-8: where the patient's texts are, or go with it.
bool allowsUtf8(const DicomOrigin& origin)
{
    bool ascii = true;
    for (const auto& [tag, value] : origin.subject) {
        if (tag == kCharacterSet && value == kUtf8) {
            return true;
        }
        ascii = ascii && value == inAscii(value);
    }
    return ascii;
}

/// One bit a voxel, without a gap between frames: frames of dcmseg's own run into each other in
/// DCMTK 3.6.7 where rows times columns is no multiple of 8.
std::vector<Uint8> packed(const LabelMap& mask)
{
    const std::size_t voxels = mask.voxels.size();
    const std::size_t bytes = (voxels * mask.labels.size() + 7) / 8;
    std::vector<Uint8> bits(bytes + bytes % 2);
    std::size_t at = 0;
    for (const Label& label : mask.labels) {
        for (const std::uint8_t voxel : mask.voxels) {
            bits[at / 8] |= static_cast<Uint8>((voxel == label.value ? 1U : 0U) << at % 8);
            ++at;
        }
    }
    return bits;
}

class SegmentationWriter {
public:
    SegmentationWriter(const LabelMap& mask, const DicomOrigin& origin, const MaskOrigin& made,
                       const FileNotes& notes)
        : m_mask(mask), m_origin(origin), m_made(made), m_notes(notes)
    {
        prepareDcmtk();
    }

    std::string run()
    {
        create();
        for (const Label& label : m_mask.labels) {
            addSegment(label);
        }
        addShared();
        addFrames();
        addReferences();
        DcmFileFormat file;
        require(m_object->writeDataset(*file.getDataset()));
        complete(*file.getDataset());
        return bytesOf(file);
    }

private:
    void create()
    {
        const IODGeneralEquipmentModule::EquipmentInfo equipment("Halftone", "Halftone", "none",
                                                                 plain(m_made.program));
        ContentIdentificationMacro content;
        require(content.setInstanceNumber("1"));
        require(content.setContentLabel("SEGMENTATION"));
        require(content.setContentDescription(plain(m_notes.summary)));
        DcmSegmentation* made = nullptr;
        require(DcmSegmentation::createBinarySegmentation(
            made, static_cast<Uint16>(m_mask.geometry.size[1]),
            static_cast<Uint16>(m_mask.geometry.size[0]), equipment, content));
        m_object.reset(made);
        require(m_object->getStudy().setStudyInstanceUID(dcmtk(m_origin.studyUid)));
        require(m_object->getFrameOfReference().setFrameOfReferenceUID(
            dcmtk(m_origin.frameOfReferenceUid)));
        require(m_object->getSeries().setSeriesInstanceUID(dcmtk(newUid())));
        require(m_object->getSOPCommon().setSOPInstanceUID(dcmtk(newUid())));
        // Beside that of the image in lists by number.
        constexpr int kMostNumber = 10'000'000;
        const int number = m_origin.seriesNumber > 0 && m_origin.seriesNumber < kMostNumber
                               ? m_origin.seriesNumber * 100 + 1
                               : 1;
        require(m_object->getSeries().setSeriesNumber(dcmtk(std::to_string(number))));
        require(m_object->getSeries().setSeriesDescription(
            plain(isManual() ? "Halftone, by hand"
                             : "Halftone " + m_made.model + " at " + m_made.precision)));
    }

    /// Which tissue it is its name says; codes for it would be guesses.
    void addSegment(const Label& label)
    {
        const CodeSequenceMacro tissue("85756007", "SCT", "Tissue");
        DcmSegment* segment = nullptr;
        const auto type = isManual()      ? DcmSegTypes::SAT_MANUAL
                          : m_made.edited ? DcmSegTypes::SAT_SEMIAUTOMATIC
                                          : DcmSegTypes::SAT_AUTOMATIC;
        const OFString how = isManual() ? "" : plain(m_made.model + " " + m_made.precision);
        require(DcmSegment::create(segment, plain(label.name), tissue, tissue, type, how));
        Uint16 number = 0;
        require(m_object->addSegment(segment, number)); // which owns it now
        if (!isManual()) {
            AlgorithmIdentificationMacro& made = segment->getSegmentationAlgorithmIdentification();
            require(made.getAlgorithmFamilyCode().set("123110", "DCM", "Artificial Intelligence"));
            require(made.setAlgorithmName(plain(m_made.model)));
            require(made.setAlgorithmVersion(
                plain(m_made.modelHash.empty() ? "unknown" : m_made.modelHash)));
            require(made.setAlgorithmParameters(plain(m_made.precision)));
            require(made.setAlgorithmSource(plain(m_made.program)));
        }
        const std::array<std::uint16_t, 3> lab = labOf(label.colour);
        require(segment->setRecommendedDisplayCIELabValue(lab[0], lab[1], lab[2]));
    }

    [[nodiscard]] bool isManual() const { return m_made.model.empty(); }

    void addShared()
    {
        const Geometry& geometry = m_mask.geometry;
        const auto& d = geometry.direction;
        const std::unique_ptr<FGPlaneOrientationPatient> orientation(
            FGPlaneOrientationPatient::createMinimal(dcmtk(decimal(d[0])), dcmtk(decimal(d[3])),
                                                     dcmtk(decimal(d[6])), dcmtk(decimal(d[1])),
                                                     dcmtk(decimal(d[4])), dcmtk(decimal(d[7]))));
        if (orientation == nullptr) {
            require(EC_IllegalParameter);
        }
        require(m_object->addForAllFrames(*orientation));
        // Along the normal, which a tilted stack does not follow.
        const double step = geometry.voxelMm3() / (geometry.spacingMm[0] * geometry.spacingMm[1]);
        FGPixelMeasures measures;
        require(measures.setPixelSpacing(
            dcmtk(decimal(geometry.spacingMm[1]) + "\\" + decimal(geometry.spacingMm[0]))));
        require(measures.setSliceThickness(dcmtk(decimal(step))));
        require(measures.setSpacingBetweenSlices(dcmtk(decimal(step))));
        require(m_object->addForAllFrames(measures));
        const std::string organization = newUid();
        IODMultiframeDimensionModule& dimensions = m_object->getDimensions();
        require(dimensions.addDimensionIndex(DCM_ReferencedSegmentNumber, dcmtk(organization),
                                             DCM_SegmentIdentificationSequence, "Segment"));
        require(dimensions.addDimensionIndex(DCM_ImagePositionPatient, dcmtk(organization),
                                             DCM_PlanePositionSequence, "Position"));
    }

    /// The pixels follow in complete().
    void addFrames()
    {
        std::vector<Uint8> blank(m_mask.geometry.sliceVoxels());
        for (std::size_t n = 0; n < m_mask.labels.size(); ++n) {
            for (int k = 0; k < m_mask.geometry.size[2]; ++k) {
                const DicomOrigin::Slice& slice = m_origin.slices[static_cast<std::size_t>(k)];
                // A missing one begins where the grid says.
                const std::array<double, 3> at =
                    slice.instance < 0 ? toMm(m_mask.geometry, {0, 0, static_cast<double>(k)})
                                       : slice.positionMm;
                const std::unique_ptr<FGPlanePosPatient> position(FGPlanePosPatient::createMinimal(
                    dcmtk(decimal(at[0])), dcmtk(decimal(at[1])), dcmtk(decimal(at[2]))));
                FGFrameContent content;
                require(content.setDimensionIndexValues(static_cast<Uint32>(n + 1), 0));
                require(content.setDimensionIndexValues(static_cast<Uint32>(k + 1), 1));
                FGDerivationImage derivation;
                addSource(slice, derivation);
                OFVector<FGBase*> groups;
                groups.push_back(position.get());
                groups.push_back(&content);
                groups.push_back(&derivation);
                require(m_object->addFrame(blank.data(), static_cast<Uint16>(n + 1), groups));
            }
        }
    }

    /// Nothing for a missing slice.
    void addSource(const DicomOrigin::Slice& slice, FGDerivationImage& derivation) const
    {
        if (slice.instance < 0) {
            return;
        }
        const DicomOrigin::Instance& instance =
            m_origin.instances[static_cast<std::size_t>(slice.instance)];
        DerivationImageItem* item = nullptr;
        require(derivation.addDerivationImageItem(
            CodeSequenceMacro("113076", "DCM", "Segmentation"), "", item));
        auto source = std::make_unique<SourceImageItem>();
        require(source->getPurposeOfReferenceCode().set(
            "121322", "DCM", "Source image for image processing operation"));
        ImageSOPInstanceReferenceMacro& reference = source->getImageSOPInstanceReference();
        require(reference.setReferencedSOPClassUID(dcmtk(instance.classUid)));
        require(reference.setReferencedSOPInstanceUID(dcmtk(instance.uid)));
        item->getSourceImageItems().push_back(source.release());
    }

    void addReferences()
    {
        IODReferences references;
        for (const DicomOrigin::Instance& instance : m_origin.instances) {
            references.add(new IODImageReference("", dcmtk(m_origin.studyUid),
                                                 dcmtk(m_origin.seriesUid), dcmtk(instance.uid),
                                                 dcmtk(instance.classUid)));
        }
        const std::size_t added = m_object->getCommonInstanceReference().addReferences(
            references, dcmtk(m_origin.studyUid));
        if (added != m_origin.instances.size()) {
            require(EC_IllegalParameter);
        }
    }

    /// What dcmseg would refuse or change: the patient's texts as they are, frames referred to,
    /// pixels.
    void complete(DcmDataset& data)
    {
        for (const auto& [tag, value] : m_origin.subject) {
            const DcmTag key(static_cast<Uint16>(tag >> 16), static_cast<Uint16>(tag & 0xffffU));
            require(data.putAndInsertString(key, value.c_str()));
        }
        describeSegments(data);
        referToFrames(data);
        const std::vector<Uint8> bits = packed(m_mask);
        require(data.putAndInsertUint8Array(DCM_PixelData, bits.data(), bits.size()));
    }

    /// Which frame of its instance a slice was; dcmseg 3.6.7 cannot write the number.
    void referToFrames(DcmDataset& data) const
    {
        DcmSequenceOfItems* frames = nullptr;
        require(data.findAndGetSequence(DCM_PerFrameFunctionalGroupsSequence, frames));
        std::size_t at = 0;
        for (DcmObject* frame = frames->nextInContainer(nullptr); frame != nullptr;
             frame = frames->nextInContainer(frame), ++at) {
            const int number = m_origin.slices[at % m_origin.slices.size()].frame;
            DcmItem* derivation = nullptr;
            DcmItem* source = nullptr;
            if (number > 0) {
                require(static_cast<DcmItem*>(frame)->findAndGetSequenceItem(
                    DCM_DerivationImageSequence, derivation));
                require(derivation->findAndGetSequenceItem(DCM_SourceImageSequence, source));
                require(source->putAndInsertString(DCM_ReferencedFrameNumber,
                                                   std::to_string(number).c_str()));
            }
        }
    }

    /// Name and description in any letters that the character set of the patient's texts allows.
    void describeSegments(DcmDataset& data) const
    {
        std::string all = m_notes.remark;
        for (const auto& [name, value] : m_notes.facts) {
            all += (all.empty() ? "" : "; ") + name + ": " + value;
        }
        constexpr std::size_t kShortText = 1024; // of type ST
        const std::string description = fitted(all, kShortText);
        const bool utf8 = allowsUtf8(m_origin);
        bool beyondAscii = false;
        const auto put = [&](DcmItem& item, const DcmTagKey& key, const std::string& text) {
            const std::string allowed = utf8 ? text : inAscii(text);
            beyondAscii = beyondAscii || allowed != inAscii(allowed);
            require(item.putAndInsertString(key, allowed.c_str()));
        };
        for (std::size_t n = 0; n < m_mask.labels.size(); ++n) {
            DcmItem* segment = nullptr;
            require(data.findAndGetSequenceItem(DCM_SegmentSequence, segment,
                                                static_cast<signed long>(n)));
            put(*segment, DCM_SegmentLabel, fitted(m_mask.labels[n].name, kLongText));
            put(*segment, DCM_SegmentDescription, description);
        }
        if (beyondAscii) {
            require(data.putAndInsertString(DCM_SpecificCharacterSet, kUtf8));
        }
    }

    static std::string bytesOf(DcmFileFormat& file)
    {
        constexpr E_TransferSyntax kSyntax = EXS_LittleEndianExplicit;
        require(file.validateMetaInfo(kSyntax));
        std::string bytes;
        std::vector<char> buffer(1 << 20);
        DcmOutputBufferStream stream(buffer.data(), static_cast<offile_off_t>(buffer.size()));
        DcmWriteCache cache;
        file.transferInit();
        OFCondition state = EC_StreamNotifyClient;
        while (state == EC_StreamNotifyClient) {
            state = file.write(stream, kSyntax, EET_UndefinedLength, &cache);
            void* part = nullptr;
            offile_off_t length = 0;
            stream.flushBuffer(part, length);
            bytes.append(static_cast<const char*>(part), static_cast<std::size_t>(length));
        }
        file.transferEnd();
        require(state);
        return bytes;
    }

    const LabelMap& m_mask;
    const DicomOrigin& m_origin;
    const MaskOrigin& m_made;
    const FileNotes& m_notes;
    std::unique_ptr<DcmSegmentation> m_object;
};

} // namespace

std::string dicomSegmentationOf(const LabelMap& mask, const DicomOrigin& origin,
                                const MaskOrigin& made, const FileNotes& notes)
{
    return SegmentationWriter(mask, origin, made, notes).run();
}

} // namespace halftone::image::detail
