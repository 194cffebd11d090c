// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/dicom/detail/dicom_elements.h"

#include <algorithm>
#include <array>

namespace halftone::image::detail {
namespace {

/// The known type whose letters these are, or nothing.
std::string_view knownType(std::string_view letters)
{
    static constexpr std::string_view kTypes = "AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV "
                                               "OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV";
    for (std::size_t at = 0; at < kTypes.size(); at += 3) {
        if (kTypes.substr(at, 2) == letters) {
            return kTypes.substr(at, 2);
        }
    }
    return {};
}

bool hasLongLength(std::string_view type)
{
    static constexpr std::string_view kLong = "OB OD OF OL OV OW SQ SV UC UN UR UT UV";
    return kLong.find(type) != std::string_view::npos;
}

} // namespace

std::uint32_t DicomElementReader::number(std::int64_t at, int count, bool bigEndian)
{
    std::array<unsigned char, 4> data{};
    if (!m_bytes.read(at, count, data.data())) {
        throw DicomBroken();
    }
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i) {
        const int place = bigEndian ? count - 1 - i : i;
        value |= std::uint32_t{data[static_cast<std::size_t>(i)]} << (8 * place);
    }
    return value;
}

std::string_view DicomElementReader::typeAt(std::int64_t at)
{
    std::array<char, 2> letters{};
    return m_bytes.read(at, 2, letters.data()) ? knownType({letters.data(), 2})
                                               : std::string_view();
}

bool DicomElementReader::isKnownTypeAt(std::int64_t at)
{
    return !typeAt(at).empty();
}

Tag DicomElementReader::tagAt(std::int64_t at, bool bigEndian)
{
    return number(at, 2, bigEndian) << 16 | number(at + 2, 2, bigEndian);
}

DicomElement DicomElementReader::read(std::int64_t at, const Encoding& encoding, Tag before)
{
    DicomElement element;
    element.tag = tagAt(at, encoding.bigEndian);
    element.length = number(at + 4, 4, encoding.bigEndian);
    element.value = at + 8;
    if (element.tag >> 16 == 0xfffeU || !encoding.explicitTypes) {
        return element;
    }
    element.type = typeAt(at + 4);
    if (element.type.empty()) {
        return readOdd(at, encoding, std::max(before, element.tag));
    }
    if (hasLongLength(element.type)) {
        element.length = number(at + 8, 4, encoding.bigEndian);
        element.value = at + 12;
    } else {
        element.length = number(at + 6, 2, encoding.bigEndian);
    }
    return element;
}

/// An element whose type there is not: with a short length, a long one, or stored without a
/// type. The form is the right one after which the next element makes sense.
DicomElement DicomElementReader::readOdd(std::int64_t at, const Encoding& encoding, Tag before)
{
    DicomElement element;
    element.tag = tagAt(at, encoding.bigEndian);
    const auto fits = [&](std::int64_t value, std::uint32_t length) {
        element.value = value;
        element.length = length;
        return length != DicomElement::kUndefined
               && followsAt(value + std::int64_t{length}, encoding, before);
    };
    if (fits(at + 8, number(at + 6, 2, encoding.bigEndian))
        || fits(at + 8, number(at + 4, 4, encoding.bigEndian))
        || (number(at + 6, 2, encoding.bigEndian) == 0
            && fits(at + 12, number(at + 8, 4, encoding.bigEndian)))) {
        return element;
    }
    throw DicomBroken();
}

bool DicomElementReader::followsAt(std::int64_t at, const Encoding& encoding, Tag before)
{
    if (at >= m_bytes.size() - 8) {
        return at == m_bytes.size();
    }
    const Tag next = tagAt(at, encoding.bigEndian);
    const bool sameBlock = (before >> 16 & 1U) == 1 && next >> 16 == before >> 16;
    return next == DicomElement::kItemEnd || next == DicomElement::kSequenceEnd
           || next == DicomElement::kItem
           || (next > before && (isKnownTypeAt(at + 4) || sameBlock));
}

std::int64_t DicomElementReader::end(const DicomElement& element) const
{
    const std::int64_t after = element.value + std::int64_t{element.length};
    if (element.length == DicomElement::kUndefined || after > m_bytes.size()) {
        throw DicomBroken();
    }
    return after;
}

std::string DicomElementReader::bytesOf(const DicomElement& element)
{
    std::string value(element.length, '\0');
    if (!m_bytes.read(element.value, element.length, value.data())) {
        throw DicomBroken();
    }
    return value;
}

std::string DicomElementReader::text(const DicomElement& element)
{
    if (element.length > 128) {
        throw DicomBroken();
    }
    std::string value = bytesOf(element);
    value.resize(value.find_last_not_of(std::string_view(" \0", 2)) + 1);
    std::replace_if(
        value.begin(), value.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return value;
}

} // namespace halftone::image::detail
