// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/dicom/detail/dicom_copy.h"

#include "core/image/dicom/dicom_write.h"

#include <algorithm>

namespace halftone::image::detail {
namespace {

/// Bytes of one number of this type; 1 for texts and bytes.
std::size_t unitOf(std::string_view type)
{
    if (type == "US" || type == "SS" || type == "AT" || type == "OW") {
        return 2;
    }
    if (type == "UL" || type == "SL" || type == "FL" || type == "OF" || type == "OL") {
        return 4;
    }
    return type == "FD" || type == "OD" || type == "OV" || type == "SV" || type == "UV" ? 8 : 1;
}

bool isText(std::string_view type)
{
    static constexpr std::string_view kTexts = "AE AS CS DA DS DT IS LO LT PN SH ST TM UC UI UR UT";
    return kTexts.find(type) != std::string_view::npos;
}

} // namespace

void DicomHeaderCopy::number(std::uint32_t value, int count)
{
    for (int i = 0; i < count; ++i) {
        m_bytes += static_cast<char>(value >> (8 * i) & 0xffU);
    }
}

void DicomHeaderCopy::marker(Tag tag, std::uint32_t length)
{
    number(tag >> 16, 2);
    number(tag & 0xffffU, 2);
    number(length, 4);
}

void DicomHeaderCopy::value(Tag tag, std::string_view type, std::string bytes, bool bigEndian)
{
    if (m_wanted == DicomWanted::Image && tag == tag::kPatientName
        && bytes.find(kSyntheticPatientName) != 0) {
        return; // of real patients
    }
    const std::size_t unit = unitOf(type);
    bytes.resize(bytes.size() - bytes.size() % unit);
    if (bigEndian && unit > 1) {
        for (auto at = bytes.begin(); at != bytes.end(); at += static_cast<std::ptrdiff_t>(unit)) {
            std::reverse(at, at + static_cast<std::ptrdiff_t>(unit));
        }
    }
    if (bytes.size() % 2 != 0) {
        bytes += type == "UI" || !isText(type) ? '\0' : ' ';
    }
    static constexpr std::string_view kLong = "OB OD OF OL OV OW SV UC UN UR UT UV";
    const bool longForm = kLong.find(type) != std::string_view::npos;
    if (!longForm && bytes.size() > 0xfffeU) {
        type = isText(type) ? "UT" : "UN"; // lengths that implicit files can give
    }
    number(tag >> 16, 2);
    number(tag & 0xffffU, 2);
    m_bytes += type;
    if (longForm || bytes.size() > 0xfffeU) {
        number(0, 2);
        number(static_cast<std::uint32_t>(bytes.size()), 4);
    } else {
        number(static_cast<std::uint32_t>(bytes.size()), 2);
    }
    m_bytes += bytes;
}

void DicomHeaderCopy::beginSequence(Tag tag)
{
    number(tag >> 16, 2);
    number(tag & 0xffffU, 2);
    m_bytes += "SQ";
    number(0, 2);
    number(0xffffffffU, 4);
    m_open += 's';
}

void DicomHeaderCopy::endSequence()
{
    marker(0xfffee0ddU, 0);
    m_open.pop_back();
}

void DicomHeaderCopy::beginItem()
{
    marker(0xfffee000U, 0xffffffffU);
    m_open += 'i';
}

void DicomHeaderCopy::endItem()
{
    marker(0xfffee00dU, 0);
    m_open.pop_back();
}

std::string DicomHeaderCopy::take()
{
    while (!m_open.empty()) {
        if (m_open.back() == 's') {
            endSequence();
        } else {
            endItem();
        }
    }
    return std::move(m_bytes);
}

} // namespace halftone::image::detail
