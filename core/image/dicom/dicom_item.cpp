// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/dicom/detail/dicom_item.h"

#include "core/base/parse_number.h"
#include "core/image/dicom/detail/dicom_copy.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcdatset.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcistrmb.h>
#include <dcmtk/dcmdata/dcrledrg.h>
#include <dcmtk/dcmdata/dcsequen.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/oflog/oflog.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <mutex>

namespace halftone::image::detail {
namespace {

DcmTagKey keyOf(Tag tag)
{
    return {static_cast<Uint16>(tag >> 16), static_cast<Uint16>(tag & 0xffffU)};
}

DcmElement* elementOf(DcmItem* item, Tag tag)
{
    DcmElement* element = nullptr;
    if (item == nullptr || item->findAndGetElement(keyOf(tag), element).bad()) {
        return nullptr;
    }
    return element;
}

std::string trimmed(std::string_view text)
{
    constexpr std::string_view kBlank(" \t\r\n\0", 5);
    const auto first = text.find_first_not_of(kBlank);
    const auto last = text.find_last_not_of(kBlank);
    return std::string(first == std::string_view::npos ? std::string_view()
                                                       : text.substr(first, last - first + 1));
}

/// Bytes of the UTF-8 sequence at `at`; 0 where there is none.
std::size_t utf8Length(std::string_view text, std::size_t at)
{
    const auto first = static_cast<unsigned char>(text[at]);
    const std::size_t length = first < 0x80   ? 1
                               : first < 0xc2 ? 0
                               : first < 0xe0 ? 2
                               : first < 0xf0 ? 3
                               : first < 0xf5 ? 4
                                              : 0;
    if (length == 0 || at + length > text.size()) {
        return 0;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if ((static_cast<unsigned char>(text[at + i]) & 0xc0U) != 0x80) {
            return 0;
        }
    }
    const auto second = static_cast<unsigned char>(length > 1 ? text[at + 1] : 0x80);
    const bool overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
    const bool beyond = (first == 0xed && second > 0x9f) || (first == 0xf4 && second > 0x8f);
    return overlong || beyond ? 0 : length;
}

/// Text as UTF-8 without control characters: files have other character sets, and any bytes.
std::string printable(std::string_view text)
{
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const std::size_t length = utf8Length(text, at);
        if (byte < 0x20 || byte == 0x7f) {
            result += ' ';
        } else if (length == 0) { // as Latin-1, the most frequent of the others
            result += static_cast<char>(0xc0U | byte >> 6);
            result += static_cast<char>(0x80U | (byte & 0x3fU));
        } else {
            result += text.substr(at, length);
        }
        at += std::max<std::size_t>(length, 1);
    }
    return result;
}

/// The bytes of a text element, as stored: DCMTK's own access stops at the first zero.
std::string rawText(DcmElement& element)
{
    const Uint32 length = element.getLength();
    char* text = nullptr;
    if (length == 0 || element.getString(text).bad() || text == nullptr) {
        Uint8* bytes = nullptr;
        if (length == 0 || element.getUint8Array(bytes).bad() || bytes == nullptr) {
            return {};
        }
        return {reinterpret_cast<const char*>(bytes), length};
    }
    return std::string(text, strnlen(text, length));
}

template <typename T>
void append(std::vector<double>& numbers, const T* values, Uint32 bytes)
{
    for (Uint32 i = 0; values != nullptr && i < bytes / sizeof(T); ++i) {
        numbers.push_back(static_cast<double>(values[i]));
    }
}

/// The numbers of an element stored as such; false for texts.
bool binaryNumbers(DcmElement& element, std::vector<double>& numbers)
{
    const Uint32 bytes = element.getLength();
    const auto take = [&](auto* values, const OFCondition& got) {
        append(numbers, got.good() ? values : nullptr, bytes);
        return true;
    };
    Uint16* us = nullptr;
    Sint16* ss = nullptr;
    Uint32* ul = nullptr;
    Sint32* sl = nullptr;
    Float32* fl = nullptr;
    Float64* fd = nullptr;
    switch (element.ident()) {
    case EVR_US: {
        const OFCondition got = element.getUint16Array(us);
        return take(us, got);
    }
    case EVR_SS: {
        const OFCondition got = element.getSint16Array(ss);
        return take(ss, got);
    }
    case EVR_UL: {
        const OFCondition got = element.getUint32Array(ul);
        return take(ul, got);
    }
    case EVR_SL: {
        const OFCondition got = element.getSint32Array(sl);
        return take(sl, got);
    }
    case EVR_FL: {
        const OFCondition got = element.getFloat32Array(fl);
        return take(fl, got);
    }
    case EVR_FD: {
        const OFCondition got = element.getFloat64Array(fd);
        return take(fd, got);
    }
    default: return false;
    }
}

std::string tagName(Tag tag)
{
    switch (tag) {
    case tag::kPosition: return "ImagePositionPatient";
    case tag::kOrientation: return "ImageOrientationPatient";
    case tag::kPixelSpacing: return "PixelSpacing";
    case tag::kImagerPixelSpacing: return "ImagerPixelSpacing";
    case tag::kNominalPixelSpacing: return "NominalScannedPixelSpacing";
    case tag::kSpacingBetweenSlices: return "SpacingBetweenSlices";
    case tag::kSlope: return "RescaleSlope";
    case tag::kIntercept: return "RescaleIntercept";
    case tag::kFrames: return "NumberOfFrames";
    case tag::kFrameOffsets: return "GridFrameOffsetVector";
    case tag::kDoseScaling: return "DoseGridScaling";
    default: break;
    }
    char name[16];
    std::snprintf(name, sizeof name, "(%04X,%04X)", tag >> 16, tag & 0xffffU);
    return name;
}

} // namespace

void prepareDcmtk()
{
    static std::once_flag once;
    std::call_once(once, [] {
        OFLog::configure(OFLogger::OFF_LOG_LEVEL);
        DcmRLEDecoderRegistration::registerCodecs();
        DJDecoderRegistration::registerCodecs();
    });
}

std::shared_ptr<DcmDataset> parseDataSet(const std::string& header)
{
    prepareDcmtk();
    auto data = std::make_shared<DcmDataset>();
    DcmInputBufferStream stream;
    stream.setBuffer(header.data(), static_cast<offile_off_t>(header.size()));
    stream.setEos();
    data->transferInit();
    const OFCondition read =
        data->read(stream, EXS_LittleEndianExplicit, EGL_noChange, DicomHeaderCopy::kMaxValue);
    data->transferEnd();
    return read.good() ? data : nullptr;
}

std::optional<double> readDecimal(std::string_view field)
{
    std::string text = trimmed(field);
    if (text.size() > 1 && text[0] == '+' && text[1] != '-' && text[1] != '+') {
        text.erase(0, 1);
    }
    if (std::count(text.begin(), text.end(), ',') == 1 && text.find('.') == std::string::npos) {
        text[text.find(',')] = '.';
    }
    return parseNumber(text);
}

bool DicomItem::has(Tag tag) const
{
    DcmElement* element = elementOf(m_item, tag);
    return element != nullptr && element->getLength() > 0;
}

std::string DicomItem::text(Tag tag) const
{
    DcmElement* element = elementOf(m_item, tag);
    return element == nullptr ? std::string() : printable(trimmed(rawText(*element)));
}

std::string DicomItem::raw(Tag tag) const
{
    DcmElement* element = elementOf(m_item, tag);
    return element == nullptr ? std::string() : trimmed(rawText(*element));
}

std::vector<double> DicomItem::numbers(Tag tag, std::optional<Message>& fault) const
{
    std::vector<double> result;
    DcmElement* element = elementOf(m_item, tag);
    if (element == nullptr || binaryNumbers(*element, result)) {
        return result;
    }
    const std::string all = text(tag);
    std::size_t at = 0;
    while (!all.empty() && at <= all.size()) {
        const std::size_t next = std::min(all.find('\\', at), all.size());
        const std::string field = all.substr(at, next - at);
        const auto number = readDecimal(field);
        if (!number) {
            if (!fault) {
                const std::string shown = all.size() > 64 ? all.substr(0, all.find('\\')) : all;
                fault = Message{"dicom-number",
                                "its {1} '{2}' is not a decimal number, nor a list of them",
                                {tagName(tag), shown}};
            }
            return {};
        }
        result.push_back(*number);
        at = next + 1;
    }
    return result;
}

std::vector<double> DicomItem::numbers(Tag tag) const
{
    std::optional<Message> ignored;
    return numbers(tag, ignored);
}

int DicomItem::integer(Tag tag, int missing) const
{
    const auto values = numbers(tag);
    return values.empty() || !(std::abs(values[0]) <= 1e9)
               ? missing
               : static_cast<int>(std::lround(values[0]));
}

std::vector<DicomItem> DicomItem::items(Tag sequence) const
{
    std::vector<DicomItem> result;
    auto* found = dynamic_cast<DcmSequenceOfItems*>(elementOf(m_item, sequence));
    if (found == nullptr) {
        return result;
    }
    DcmObject* at = nullptr;
    while ((at = found->nextInContainer(at)) != nullptr) {
        if (auto* item = dynamic_cast<DcmItem*>(at)) {
            result.emplace_back(item);
        }
    }
    return result;
}

std::vector<std::uint16_t> DicomItem::words(Tag tag) const
{
    DcmElement* element = elementOf(m_item, tag);
    Uint16* values = nullptr;
    if (element == nullptr || element->getUint16Array(values).bad() || values == nullptr) {
        return {};
    }
    return {values, values + element->getLength() / sizeof(Uint16)};
}

DicomItem DicomItem::find(Tag tag, int depth) const
{
    if (m_item == nullptr || has(tag)) {
        return *this;
    }
    DcmObject* at = nullptr;
    while (depth > 0 && (at = m_item->nextInContainer(at)) != nullptr) {
        auto* sequence = dynamic_cast<DcmSequenceOfItems*>(at);
        if (sequence != nullptr && sequence->card() > 0) {
            const DicomItem found = DicomItem(sequence->getItem(0)).find(tag, depth - 1);
            if (found.has(tag)) {
                return found;
            }
        }
    }
    return {};
}

} // namespace halftone::image::detail
