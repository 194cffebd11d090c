// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/dicom/dicom_write.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/output_file.h"
#include "core/base/text.h"
#include "core/image/dicom/detail/dicom_tags.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <initializer_list>
#include <string>
#include <string_view>
#include <system_error>
#include <variant>

namespace halftone::image {
namespace {

namespace fs = std::filesystem;
namespace tag = detail::tag;

/// FNV-1a over what makes the image: equal samples get equal identifiers.
std::uint64_t fingerprint(const Image& image)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    const auto add = [&hash](const void* data, std::size_t bytes) {
        const auto* at = static_cast<const unsigned char*>(data);
        for (std::size_t i = 0; i < bytes; ++i) {
            hash = (hash ^ at[i]) * 0x100000001b3U;
        }
    };
    add(image.geometry.size.data(), sizeof image.geometry.size);
    add(image.geometry.spacingMm.data(), sizeof image.geometry.spacingMm);
    std::visit([&](const auto& v) { add(v.data(), v.size() * sizeof v[0]); }, image.voxels);
    return hash;
}

/// "2.25." and a decimal number is the form of identifiers that need no registered root.
std::string uid(std::uint64_t image, int kind, int index)
{
    char tail[16];
    std::snprintf(tail, sizeof tail, "%d%06d", kind, index);
    return "2.25." + std::to_string(image) + tail;
}

std::string littleEndian(std::uint64_t value, int bytes)
{
    std::string text;
    for (int i = 0; i < bytes; ++i) {
        text += static_cast<char>(value >> 8 * i & 0xffU);
    }
    return text;
}

/// Data elements with their types, little-endian. Those of a file ascend by tag.
class Elements {
public:
    void text(detail::Tag tag, const char* type, std::string value)
    {
        if (value.size() % 2 != 0) {
            value += std::string_view(type) == "UI" ? '\0' : ' ';
        }
        add(tag, type, value);
    }

    void number(detail::Tag tag, int value)
    {
        add(tag, "US", littleEndian(static_cast<std::uint64_t>(value), 2));
    }

    /// Decimals of the 16 characters that DICOM allows at most.
    void decimals(detail::Tag tag, std::initializer_list<double> values)
    {
        std::string joined;
        for (const double value : values) {
            joined += (joined.empty() ? "" : "\\") + formatSignificant(value, 10);
        }
        text(tag, "DS", joined);
    }

    void add(detail::Tag tag, std::string_view type, std::string_view value)
    {
        const bool isLong = type == "OB" || type == "OW";
        m_bytes += littleEndian(tag >> 16, 2) + littleEndian(tag & 0xffffU, 2);
        m_bytes += type;
        m_bytes.append(isLong ? 2 : 0, '\0');
        m_bytes += littleEndian(value.size(), isLong ? 4 : 2);
        m_bytes += value;
    }

    [[nodiscard]] const std::string& bytes() const noexcept { return m_bytes; }

private:
    std::string m_bytes;
};

/// Rounded to int16.
std::string pixelsOf(const Image& image, int k)
{
    const std::size_t plane = image.geometry.sliceVoxels();
    const std::size_t start = plane * static_cast<std::size_t>(k);
    std::string bytes;
    std::visit(
        [&](const auto& voxels) {
            for (std::size_t i = start; i < start + plane; ++i) {
                const double value = std::clamp(static_cast<double>(voxels[i]), -32768.0, 32767.0);
                bytes += littleEndian(static_cast<std::uint64_t>(std::lround(value)), 2);
            }
        },
        image.voxels);
    return bytes;
}

const char* storageOf(Modality modality)
{
    return modality == Modality::CT   ? "1.2.840.10008.5.1.4.1.1.2"
           : modality == Modality::MR ? "1.2.840.10008.5.1.4.1.1.4"
                                      : "1.2.840.10008.5.1.4.1.1.7"; // a picture of anything
}

/// What DICOM wants in front of the image: which kind of object it is, and how it is encoded.
std::string startOf(const Image& image, std::uint64_t id, int k)
{
    Elements about;
    about.add(0x00020001, "OB", {"\0\1", 2});
    about.text(tag::kMediaClass, "UI", storageOf(image.modality));
    about.text(0x00020003, "UI", uid(id, 3, k));
    about.text(tag::kTransferSyntax, "UI", "1.2.840.10008.1.2.1"); // explicit, little-endian
    about.text(0x00020012, "UI", "2.25.17400595928437045021312849643102995783"); // Halftone
    about.text(0x00020013, "SH", "HALFTONE");
    Elements all;
    all.add(0x00020000, "UL", littleEndian(about.bytes().size(), 4));
    return std::string(128, '\0') + "DICM" + all.bytes() + about.bytes();
}

/// Dates and what else nobody knows of a sample is empty.
std::string sliceFile(const Image& image, std::uint64_t id, int k)
{
    const Geometry& geometry = image.geometry;
    const std::array<double, 9>& direction = geometry.direction;
    const auto position = [&](std::size_t axis) {
        return geometry.originMm[axis] + direction[axis * 3 + 2] * geometry.spacingMm[2] * k;
    };
    const bool isKnown = image.modality == Modality::CT || image.modality == Modality::MR;
    Elements all;
    all.text(tag::kImageType, "CS", "DERIVED\\PRIMARY\\AXIAL");
    all.text(tag::kSopClass, "UI", storageOf(image.modality));
    all.text(tag::kSopInstance, "UI", uid(id, 3, k));
    all.text(0x00080020, "DA", ""); // study date
    all.text(0x00080030, "TM", ""); // and time
    all.text(0x00080050, "SH", ""); // accession number
    all.text(tag::kModality, "CS", isKnown ? toString(image.modality) : "OT");
    all.text(0x00080070, "LO", "Halftone"); // manufacturer
    all.text(0x00080090, "PN", "");         // referring physician
    all.text(0x00081030, "LO", "Synthetic sample, not a patient");
    all.text(0x0008103e, "LO", "Halftone " + image.name);
    all.text(tag::kPatientName, "PN", kSyntheticPatientName);
    all.text(0x00100020, "LO", "SYNTHETIC"); // patient's number
    all.text(0x00100030, "DA", "");          // birth date
    all.text(0x00100040, "CS", "");          // sex
    all.decimals(tag::kSliceThickness, {geometry.spacingMm[2]});
    all.decimals(tag::kSpacingBetweenSlices, {geometry.spacingMm[2]});
    all.text(0x0020000d, "UI", uid(id, 1, 0)); // study
    all.text(tag::kSeries, "UI", uid(id, 2, 0));
    all.text(0x00200010, "SH", ""); // name of the study
    all.text(tag::kSeriesNumber, "IS", "1");
    all.text(tag::kInstanceNumber, "IS", std::to_string(k + 1));
    all.decimals(tag::kPosition, {position(0), position(1), position(2)});
    all.decimals(tag::kOrientation, {direction[0], direction[3], direction[6], direction[1],
                                     direction[4], direction[7]});
    all.text(0x00200052, "UI", uid(id, 4, 0)); // frame of reference
    all.number(tag::kChannels, 1);
    all.text(tag::kPhotometric, "CS", "MONOCHROME2");
    all.number(tag::kRows, geometry.size[1]);
    all.number(tag::kColumns, geometry.size[0]);
    all.decimals(tag::kPixelSpacing, {geometry.spacingMm[1], geometry.spacingMm[0]});
    all.number(tag::kBitsAllocated, 16);
    all.number(tag::kBitsStored, 16);
    all.number(tag::kHighBit, 15);
    all.number(tag::kSigned, 1);
    if (image.modality == Modality::CT) {
        all.text(tag::kIntercept, "DS", "0");
        all.text(tag::kSlope, "DS", "1");
        all.text(tag::kRescaleType, "LO", "HU");
    }
    all.add(tag::kPixels, "OW", pixelsOf(image, k));
    return startOf(image, id, k) + all.bytes();
}

} // namespace

void writeDicomSeries(const fs::path& folder, const Image& image)
{
    if (!image.synthetic) {
        throw Error(ErrorCode::InvalidArgument, "Only synthetic samples are written as DICOM; '"
                                                    + image.name + "' is not one.");
    }
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        throw cannotWrite(folder, error);
    }
    const std::uint64_t id = fingerprint(image);
    for (int k = 0; k < image.geometry.size[2]; ++k) {
        char name[32];
        std::snprintf(name, sizeof name, "slice-%03d.dcm", k + 1);
        writeAtomically(folder / name, std::string_view(sliceFile(image, id, k)));
    }
}

} // namespace halftone::image
