// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/detail/file_checks.h"

#include "core/base/path_text.h"
#include "core/base/text.h"
#include "core/image/itk/detail/itk_io.h"

#include <cmath>
#include <fstream>
#include <locale>
#include <map>
#include <sstream>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

std::int64_t sizeOf(const fs::path& path)
{
    std::error_code error;
    const auto size = fs::file_size(path, error);
    return error ? 0 : static_cast<std::int64_t>(size);
}

/// "Key = value" lines of a MetaImage header, and where its voxels begin.
struct MetaHeader {
    std::map<std::string, std::string> fields;
    std::int64_t dataOffset = 0;

    [[nodiscard]] std::string get(const std::string& key, const std::string& missing = {}) const
    {
        const auto found = fields.find(key);
        return found == fields.end() ? missing : found->second;
    }
    [[nodiscard]] bool isTrue(const std::string& key) const
    {
        const std::string value = get(key);
        return !value.empty() && (value[0] == 'T' || value[0] == 't' || value[0] == '1');
    }
};

std::string trimmed(const std::string& text)
{
    const auto first = text.find_first_not_of(" \t\r");
    const auto last = text.find_last_not_of(" \t\r");
    return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

MetaHeader readMetaHeader(const fs::path& path)
{
    constexpr int kMaxLines = 1000;
    constexpr std::size_t kMaxLine = 65536;
    MetaHeader header;
    std::ifstream file(path, std::ios::binary);
    std::string line;
    for (int n = 0; n < kMaxLines && std::getline(file, line) && line.size() < kMaxLine; ++n) {
        const auto equals = line.find('=');
        if (equals == std::string::npos) {
            if (trimmed(line).empty()) {
                continue;
            }
            break;
        }
        const std::string key = trimmed(line.substr(0, equals));
        header.fields[key] = trimmed(line.substr(equals + 1));
        if (key == "ElementDataFile") {
            header.dataOffset = static_cast<std::int64_t>(file.tellg());
            break;
        }
    }
    for (const char* key : {"NDims", "DimSize", "ElementType", "ElementDataFile"}) {
        if (header.get(key).empty()) {
            throw unreadable(path, std::string("its MetaImage header is damaged: '") + key
                                       + "' is missing");
        }
    }
    return header;
}

void requireNumbers(const fs::path& path, const MetaHeader& header)
{
    for (const char* key : {"Offset", "Position", "Origin", "ElementSpacing", "ElementSize",
                            "TransformMatrix", "Rotation", "Orientation"}) {
        std::istringstream words(header.get(key));
        for (std::string word; words >> word;) {
            std::istringstream stream(word);
            stream.imbue(std::locale::classic());
            double value = 0;
            if (!(stream >> value) || !std::isfinite(value)) {
                throw unreadable(path, std::string("its ") + key + " '" + word
                                           + "' is not a finite number");
            }
        }
    }
}

double metaBytes(const fs::path& path, const MetaHeader& header)
{
    static const std::map<std::string, int> kBytes{
        {"MET_CHAR", 1},      {"MET_UCHAR", 1},      {"MET_SHORT", 2}, {"MET_USHORT", 2},
        {"MET_INT", 4},       {"MET_UINT", 4},       {"MET_LONG", 4},  {"MET_ULONG", 4},
        {"MET_LONG_LONG", 8}, {"MET_ULONG_LONG", 8}, {"MET_FLOAT", 4}, {"MET_DOUBLE", 8}};
    const auto type = kBytes.find(header.get("ElementType"));
    if (type == kBytes.end()) {
        throw unreadable(path, "its voxel type '" + header.get("ElementType")
                                   + "' is not a single grey value");
    }
    double bytes = type->second;
    std::istringstream sizes(header.get("DimSize"));
    int dimensions = 0;
    std::istringstream(header.get("NDims")) >> dimensions;
    for (int axis = 0; axis < dimensions; ++axis) {
        double size = 0;
        if (!(sizes >> size) || size < 1) {
            throw unreadable(path, "its DimSize '" + header.get("DimSize") + "' is not a size of "
                                       + std::to_string(dimensions) + " dimensions");
        }
        bytes *= size;
    }
    if (dimensions < 1 || dimensions > 10) {
        throw unreadable(path, "its header gives '" + header.get("NDims") + "' dimensions");
    }
    double channels = 1;
    std::istringstream(header.get("ElementNumberOfChannels", "1")) >> channels;
    return bytes * channels;
}

} // namespace

void requireSoundMetaImage(const fs::path& path)
{
    const MetaHeader header = readMetaHeader(path);
    requireNumbers(path, header);
    double needed = metaBytes(path, header);
    requirePlausibleSize(path, header.get("ElementDataFile") == "LOCAL" ? needed : 0);
    if (header.isTrue("CompressedData")) {
        needed = 0;
        std::istringstream(header.get("CompressedDataSize", "0")) >> needed;
    }
    const std::string name = header.get("ElementDataFile");
    std::int64_t available = sizeOf(path) - header.dataOffset;
    if (name == "LIST" || name.find('%') != std::string::npos) {
        throw unreadable(path, "its voxels are spread over several files, which is not supported");
    }
    if (name != "LOCAL") {
        const fs::path data = path.parent_path() / fromUtf8(name);
        std::error_code ignored;
        if (!fs::is_regular_file(data, ignored)) {
            throw unreadable(path, "its voxel file '" + name + "' is missing");
        }
        available = sizeOf(data);
    }
    const bool binary = header.fields.count("BinaryData") == 0 || header.isTrue("BinaryData");
    if (binary && static_cast<double>(available) < needed) {
        throw unreadable(path, "it is truncated: " + formatBytes(needed) + " of voxels expected, "
                                   + formatBytes(static_cast<double>(available)) + " found");
    }
}

} // namespace halftone::image::detail
