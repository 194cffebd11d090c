// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/path_text.h"
#include "core/image/dicom/detail/dicom.h"
#include "core/image/dicom/detail/dicom_structure.h"
#include "core/image/dicom/dicom_write.h"
#include "core/image/itk/detail/itk_io.h"

#include <gdcmReader.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <locale>
#include <sstream>
#include <string_view>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

/// A text value without its padding; empty where the element is absent.
std::string text(const gdcm::DataSet& data, std::uint16_t group, std::uint16_t element)
{
    const gdcm::Tag tag(group, element);
    if (!data.FindDataElement(tag)) {
        return {};
    }
    const gdcm::ByteValue* bytes = data.GetDataElement(tag).GetByteValue();
    if (bytes == nullptr) {
        return {};
    }
    std::string value(bytes->GetPointer(), bytes->GetLength());
    const auto first = value.find_first_not_of(std::string_view(" \0", 2));
    const auto last = value.find_last_not_of(std::string_view(" \0", 2));
    return first == std::string::npos ? std::string() : value.substr(first, last - first + 1);
}

/// Decimal numbers separated by backslashes, in the classic locale whatever the user's is.
std::vector<double> numbers(const gdcm::DataSet& data, std::uint16_t group, std::uint16_t element)
{
    std::istringstream fields(text(data, group, element));
    std::vector<double> result;
    for (std::string field; std::getline(fields, field, '\\');) {
        std::istringstream stream(field);
        stream.imbue(std::locale::classic());
        double number = 0;
        if (!(stream >> number)) {
            break;
        }
        result.push_back(number);
    }
    return result;
}

int integer(const gdcm::DataSet& data, std::uint16_t group, std::uint16_t element, int missing)
{
    const auto values = numbers(data, group, element);
    return values.empty() || std::abs(values[0]) > 1e9 ? missing : static_cast<int>(values[0]);
}

/// An unsigned short, stored as two bytes.
int unsignedShort(const gdcm::DataSet& data, std::uint16_t group, std::uint16_t element,
                  int missing)
{
    const gdcm::Tag tag(group, element);
    const gdcm::ByteValue* bytes =
        data.FindDataElement(tag) ? data.GetDataElement(tag).GetByteValue() : nullptr;
    if (bytes == nullptr || bytes->GetLength() < 2) {
        return missing;
    }
    // GDCM has already swapped big-endian files to the machine's order.
    std::uint16_t value = 0;
    std::copy_n(bytes->GetPointer(), 2, reinterpret_cast<char*>(&value));
    return value;
}

void readSpacing(const gdcm::DataSet& data, DicomHeader& header)
{
    // PixelSpacing is in the patient; ImagerPixelSpacing, at the detector, stands in for it.
    for (const auto& [group, element] : {std::pair{0x0028, 0x0030}, std::pair{0x0018, 0x1164}}) {
        const auto values =
            numbers(data, static_cast<std::uint16_t>(group), static_cast<std::uint16_t>(element));
        if (values.size() >= 2 && !header.spacingKnown) {
            header.spacing = {values[1], values[0]}; // stored as row spacing, column spacing
            header.spacingKnown = true;
        }
    }
    for (const auto& [group, element] : {std::pair{0x0018, 0x0088}, std::pair{0x0018, 0x0050}}) {
        const auto values =
            numbers(data, static_cast<std::uint16_t>(group), static_cast<std::uint16_t>(element));
        if (!values.empty() && values[0] > 0) {
            header.sliceSpacing = values[0];
            break;
        }
    }
}

void readPlacement(const gdcm::DataSet& data, DicomHeader& header)
{
    const auto position = numbers(data, 0x0020, 0x0032);
    if (position.size() >= 3) {
        header.position = {position[0], position[1], position[2]};
    }
    const auto orientation = numbers(data, 0x0020, 0x0037);
    if (orientation.size() >= 6) {
        header.orientation = {orientation[0], orientation[1], orientation[2],
                              orientation[3], orientation[4], orientation[5]};
    }
}

} // namespace

bool isDicom(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string start(132, '\0');
    file.read(start.data(), static_cast<std::streamsize>(start.size()));
    return file.gcount() == 132 && std::string_view(start).substr(128) == "DICM";
}

std::optional<DicomHeader> readDicomHeader(const fs::path& path)
{
    silenceLibraries();
    const std::optional<DicomPixels> pixels = checkDicomStructure(path);
    if (!pixels) {
        return std::nullopt; // reports, structures, folders
    }
    const gdcm::Tag pixelData(0x7fe0, 0x0010);
    gdcm::Reader reader;
    reader.SetFileName(toUtf8(path).c_str());
    try {
        if (!reader.ReadUpToTag(pixelData, {pixelData})) {
            return std::nullopt;
        }
    } catch (const std::exception&) {
        return std::nullopt; // damaged: the caller says so where it matters
    }
    const gdcm::DataSet& data = reader.GetFile().GetDataSet();
    DicomHeader header;
    header.path = path;
    header.pixelBytes = pixels->length;
    header.compressed = pixels->compressed;
    header.rows = unsignedShort(data, 0x0028, 0x0010, 0);
    header.columns = unsignedShort(data, 0x0028, 0x0011, 0);
    if (header.rows == 0 || header.columns == 0) {
        return std::nullopt; // reports, structures, folders: no pixels
    }
    header.instanceUid = text(data, 0x0008, 0x0018);
    header.seriesUid = text(data, 0x0020, 0x000e);
    header.modality = text(data, 0x0008, 0x0060);
    header.imageType = text(data, 0x0008, 0x0008);
    header.photometric = text(data, 0x0028, 0x0004);
    header.channels = unsignedShort(data, 0x0028, 0x0002, 1);
    header.bitsAllocated = unsignedShort(data, 0x0028, 0x0100, 16);
    header.frames = integer(data, 0x0028, 0x0008, 1);
    header.seriesNumber = integer(data, 0x0020, 0x0011, 0);
    header.instanceNumber = integer(data, 0x0020, 0x0013, 0);
    header.lossy = text(data, 0x0028, 0x2110) == "01";
    header.synthetic = text(data, 0x0010, 0x0010) == kSyntheticPatientName;
    readSpacing(data, header);
    readPlacement(data, header);
    return header;
}

} // namespace halftone::image::detail
