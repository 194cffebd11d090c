// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/dicom/detail/dicom_codecs.h"

#include "core/image/dicom/detail/dicom_item.h"
#include "core/image/itk/detail/itk_io.h"

#include <gdcmFragment.h>
#include <gdcmImage.h>
#include <gdcmSequenceOfFragments.h>

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcdatset.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <dcmtk/dcmdata/dcxfer.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>

namespace halftone::image::detail {
namespace {

constexpr std::string_view kJpegPrefix = "1.2.840.10008.1.2.4.";
constexpr std::string_view kRle = "1.2.840.10008.1.2.5";
/// What DCMTK decodes besides RLE: JPEG baseline, extended, progressive and lossless.
constexpr std::array<std::string_view, 6> kDcmtk{"50", "51", "53", "55", "57", "70"};
/// JPEG 2000, which DCMTK lacks, and JPEG-LS: its copy of CharLS has the names of the library that
/// GDCM uses, and in one program calls that, which has another interface, and crashes.
constexpr std::array<std::string_view, 4> kGdcm{"80", "81", "90", "91"};

std::string_view jpegKind(const std::string& syntax)
{
    const std::string_view uid = syntax;
    return uid.starts_with(kJpegPrefix) ? uid.substr(kJpegPrefix.size()) : std::string_view();
}

template <typename List>
bool has(const List& list, std::string_view kind)
{
    return std::find(list.begin(), list.end(), kind) != list.end();
}

Error undecodable(const DicomFile& file)
{
    return unreadable(file.path, Message{"undecodable",
                                         "its compressed pixels (transfer syntax {1}) are damaged "
                                         "or of a kind that is not read",
                                         {file.syntax}});
}

/// What a code stream says of itself.
struct CodeStream {
    int rows = 0;
    int columns = 0;
    int channels = 0;
};

int bigEndianAt(const std::vector<unsigned char>& codes, std::size_t at, std::size_t bytes)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) {
        value = value << 8 | codes[at + i];
    }
    return static_cast<int>(std::min<std::uint32_t>(value, 0x7fffffff));
}

/// The frame header of JPEG and JPEG-LS.
std::optional<CodeStream> jpegHeader(const std::vector<unsigned char>& codes)
{
    for (std::size_t at = 2; at + 10 <= codes.size();) {
        if (codes[at] != 0xff) {
            return std::nullopt;
        }
        const int marker = codes[at + 1];
        if (marker == 0xff) { // fill
            ++at;
            continue;
        }
        const bool frame =
            (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc)
            || marker == 0xf7;
        if (frame) {
            return CodeStream{bigEndianAt(codes, at + 5, 2), bigEndianAt(codes, at + 7, 2),
                              codes[at + 9]};
        }
        at += 2 + static_cast<std::size_t>(bigEndianAt(codes, at + 2, 2));
    }
    return std::nullopt;
}

std::optional<CodeStream> jpeg2000Header(const std::vector<unsigned char>& codes)
{
    static constexpr std::array<unsigned char, 4> kStart{0xff, 0x4f, 0xff, 0x51};
    const auto searched =
        codes.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(codes.size(), 1024));
    const auto found = std::search(codes.begin(), searched, kStart.begin(), kStart.end());
    const auto at = static_cast<std::size_t>(found - codes.begin());
    if (found == searched || at + 42 > codes.size()) {
        return std::nullopt;
    }
    return CodeStream{bigEndianAt(codes, at + 12, 4) - bigEndianAt(codes, at + 20, 4),
                      bigEndianAt(codes, at + 8, 4) - bigEndianAt(codes, at + 16, 4),
                      bigEndianAt(codes, at + 40, 2)};
}

/// Decoders trust the code stream with how much they write.
void requireSize(const DicomFile& file, const std::optional<CodeStream>& stream)
{
    if (!stream) {
        throw undecodable(file);
    }
    const DicomPixelFormat& format = file.format;
    if (stream->rows != format.rows || stream->columns != format.columns
        || stream->channels != format.channels) {
        throw unreadable(
            file.path,
            Message{"pixels-size",
                    "its pixels do not have the size its header gives: {1} x {2} pixels of {3} "
                    "values expected, {4} x {5} of {6} found",
                    {std::to_string(format.columns), std::to_string(format.rows),
                     std::to_string(format.channels), std::to_string(stream->columns),
                     std::to_string(stream->rows), std::to_string(stream->channels)}});
    }
}

std::uint32_t littleEndianAt(const std::vector<unsigned char>& codes, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        value |= std::uint32_t{codes[at + i]} << (8 * i);
    }
    return value;
}

/// How many bytes the runs from `begin` to `end` stand for.
std::size_t runBytes(const std::vector<unsigned char>& codes, std::size_t begin, std::size_t end)
{
    std::size_t bytes = 0;
    for (std::size_t at = begin; at < end;) {
        const std::size_t code = codes[at];
        if (code < 128) {
            bytes += std::min(code + 1, end - at - 1);
            at += code + 2;
        } else {
            bytes += code > 128 && at + 1 < end ? 257 - code : 0;
            at += code > 128 ? 2 : 1;
        }
    }
    return bytes;
}

/// DCMTK fills up what runs do not give: each byte of a pixel has a segment, with one for each
/// pixel.
void requireRuns(const DicomFile& file, const std::vector<unsigned char>& codes)
{
    constexpr std::size_t kHeader = 64;
    const DicomPixelFormat& format = file.format;
    const std::size_t pixels =
        static_cast<std::size_t>(format.rows) * static_cast<std::size_t>(format.columns);
    const auto expected = static_cast<std::size_t>(format.channels)
                          * static_cast<std::size_t>((format.bitsAllocated + 7) / 8);
    const std::size_t segments = codes.size() < kHeader ? 0 : littleEndianAt(codes, 0);
    bool whole = segments == expected && segments < kHeader / 4;
    for (std::size_t i = 1; whole && i <= segments; ++i) {
        const std::size_t begin = littleEndianAt(codes, 4 * i);
        const std::size_t end = i < segments ? littleEndianAt(codes, 4 * i + 4) : codes.size();
        whole = begin >= kHeader && begin <= end && end <= codes.size()
                && runBytes(codes, begin, end) >= pixels;
    }
    if (!whole) {
        throw undecodable(file);
    }
}

DcmTagKey dcmtkKey(Tag tag)
{
    return {static_cast<Uint16>(tag >> 16), static_cast<Uint16>(tag & 0xffffU)};
}

void describe(const DicomPixelFormat& format, DcmDataset& data)
{
    const auto set = [&data](Tag tag, int value) {
        data.putAndInsertUint16(DcmTag(dcmtkKey(tag), EVR_US), static_cast<Uint16>(value));
    };
    set(tag::kChannels, format.channels);
    set(tag::kRows, format.rows);
    set(tag::kColumns, format.columns);
    set(tag::kBitsAllocated, format.bitsAllocated);
    set(tag::kBitsStored, format.bitsStored);
    set(tag::kHighBit, format.highBit);
    set(tag::kSigned, format.isSigned ? 1 : 0);
    if (format.channels > 1) {
        set(tag::kPlanar, format.planar);
    }
    data.putAndInsertString(DcmTag(dcmtkKey(tag::kPhotometric), EVR_CS),
                            format.photometric.c_str());
    data.putAndInsertString(DcmTag(dcmtkKey(tag::kFrames), EVR_IS), "1");
}

/// `codes` as the only frame of a data set.
bool insertPixels(std::vector<unsigned char>& codes, E_TransferSyntax syntax, DcmDataset& data)
{
    auto sequence = std::make_unique<DcmPixelSequence>(DcmTag(dcmtkKey(tag::kPixels), EVR_OB));
    auto table = std::make_unique<DcmPixelItem>(DcmTag(DCM_PixelItemTag, EVR_OB));
    auto item = std::make_unique<DcmPixelItem>(DcmTag(DCM_PixelItemTag, EVR_OB));
    if (codes.size() % 2 != 0) {
        codes.push_back(0);
    }
    if (item->putUint8Array(codes.data(), static_cast<unsigned long>(codes.size())).bad()
        || sequence->insert(table.get()).bad()) {
        return false;
    }
    static_cast<void>(table.release());
    if (sequence->insert(item.get()).bad()) {
        return false;
    }
    static_cast<void>(item.release());
    auto pixels = std::make_unique<DcmPixelData>(DcmTag(dcmtkKey(tag::kPixels), EVR_OB));
    pixels->putOriginalRepresentation(syntax, nullptr, sequence.release());
    if (data.insert(pixels.get(), OFTrue).bad()) {
        return false;
    }
    static_cast<void>(pixels.release());
    return true;
}

std::vector<unsigned char> byDcmtk(const DicomFile& file, std::vector<unsigned char>& codes,
                                   DicomPixelFormat& format)
{
    prepareDcmtk();
    DcmDataset data;
    describe(format, data);
    const E_TransferSyntax syntax = DcmXfer(file.syntax.c_str()).getXfer();
    DcmElement* element = nullptr;
    if (syntax == EXS_Unknown || !insertPixels(codes, syntax, data)
        || data.chooseRepresentation(EXS_LittleEndianExplicit, nullptr).bad()
        || data.findAndGetElement(dcmtkKey(tag::kPixels), element).bad()) {
        throw undecodable(file);
    }
    const DicomItem item(&data);
    format.bitsAllocated = item.integer(tag::kBitsAllocated, format.bitsAllocated);
    format.photometric = item.text(tag::kPhotometric);
    format.planar = item.integer(tag::kPlanar, 0);
    const Uint32 length = element->getLength(EXS_LittleEndianExplicit);
    if (format.bitsAllocated == 8) {
        format.bitsStored = std::min(format.bitsStored, 8);
        format.highBit = std::min(format.highBit, 7);
        Uint8* bytes = nullptr;
        if (element->getUint8Array(bytes).good() && bytes != nullptr) {
            return {bytes, bytes + length};
        }
    } else if (format.bitsAllocated == 16) {
        Uint16* words = nullptr;
        if (element->getUint16Array(words).good() && words != nullptr) {
            std::vector<unsigned char> bytes;
            bytes.reserve(length);
            for (Uint32 i = 0; i < length / 2; ++i) {
                bytes.push_back(static_cast<unsigned char>(words[i] & 0xffU));
                bytes.push_back(static_cast<unsigned char>(words[i] >> 8));
            }
            return bytes;
        }
    }
    throw undecodable(file);
}

std::vector<unsigned char> byGdcm(const DicomFile& file, const std::vector<unsigned char>& codes,
                                  const DicomPixelFormat& format)
{
    gdcm::Image image;
    image.SetNumberOfDimensions(2);
    image.SetDimension(0, static_cast<unsigned>(format.columns));
    image.SetDimension(1, static_cast<unsigned>(format.rows));
    const auto narrow = [](int value) { return static_cast<unsigned short>(value); };
    image.SetPixelFormat(gdcm::PixelFormat(narrow(format.channels), narrow(format.bitsAllocated),
                                           narrow(format.bitsStored), narrow(format.highBit),
                                           narrow(format.isSigned ? 1 : 0)));
    image.SetPhotometricInterpretation(gdcm::PhotometricInterpretation(
        format.channels == 1 ? gdcm::PhotometricInterpretation::MONOCHROME2
                             : gdcm::PhotometricInterpretation::RGB));
    image.SetTransferSyntax(
        gdcm::TransferSyntax(gdcm::TransferSyntax::GetTSType(file.syntax.c_str())));
    gdcm::SmartPointer<gdcm::SequenceOfFragments> sequence = gdcm::SequenceOfFragments::New();
    gdcm::Fragment fragment;
    fragment.SetByteValue(reinterpret_cast<const char*>(codes.data()),
                          static_cast<std::uint32_t>(codes.size()));
    sequence->AddFragment(fragment);
    gdcm::DataElement pixels(gdcm::Tag(0x7fe0, 0x0010));
    pixels.SetVR(gdcm::VR::OB);
    pixels.SetValue(*sequence);
    image.SetDataElement(pixels);
    std::vector<unsigned char> bytes(image.GetBufferLength());
    if (bytes.empty() || !image.GetBuffer(reinterpret_cast<char*>(bytes.data()))) {
        throw undecodable(file);
    }
    return bytes;
}

} // namespace

bool isCompressedSyntax(const std::string& syntax)
{
    return syntax == kRle || !jpegKind(syntax).empty();
}

void requireDecoder(const DicomFile& file)
{
    const std::string_view kind = jpegKind(file.syntax);
    if (file.syntax == kRle || has(kDcmtk, kind) || has(kGdcm, kind)) {
        return;
    }
    throw unreadable(file.path,
                     Message{"transfer-syntax",
                             "its pixels are compressed in a way that is not read (transfer syntax "
                             "{1}). Convert it to an uncompressed transfer syntax, for example by "
                             "gdcmconv --raw",
                             {file.syntax}});
}

std::vector<unsigned char> decompress(const DicomFile& file, std::vector<unsigned char> codes,
                                      DicomPixelFormat& format)
{
    const std::string_view kind = jpegKind(file.syntax);
    if (has(kGdcm, kind)) {
        requireSize(file, kind.starts_with('9') ? jpeg2000Header(codes) : jpegHeader(codes));
        silenceLibraries();
        return byGdcm(file, codes, format);
    }
    if (file.syntax == kRle) {
        requireRuns(file, codes);
    } else {
        requireSize(file, jpegHeader(codes));
    }
    return byDcmtk(file, codes, format);
}

} // namespace halftone::image::detail
