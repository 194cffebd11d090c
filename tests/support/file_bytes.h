// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

/// Files as bytes, and safetensors files as they were before they had a checksum: what lies behind
/// the checksum is tested by those, because it would refuse every other change.
namespace halftone::test {

inline std::string contentOf(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline void writeBytes(const std::filesystem::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

inline std::uint64_t headerBytes(const std::string& file)
{
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, file.data(), sizeof bytes);
    return bytes;
}

/// The file with another header, padded as the writer pads.
inline std::string withHeader(const std::string& file, std::string header)
{
    header.append((8 - header.size() % 8) % 8, ' ');
    std::string length(sizeof(std::uint64_t), '\0');
    const std::uint64_t bytes = header.size();
    std::memcpy(length.data(), &bytes, sizeof bytes);
    return length + header + file.substr(sizeof bytes + headerBytes(file));
}

inline std::string headerOf(const std::string& file)
{
    return file.substr(sizeof(std::uint64_t), headerBytes(file));
}

/// Of a file that Halftone wrote.
inline std::string withoutChecksum(const std::string& file)
{
    const std::string begin = ",\"halftone_sha256\":\"";
    std::string header = headerOf(file);
    header.erase(header.find(begin), begin.size() + 64 + 1);
    return withHeader(file, header);
}

/// A model file as version 1 was.
inline std::string inVersion1(const std::string& file)
{
    const std::string plain = withoutChecksum(file);
    const std::string version = "\\\"version\\\":"; // JSON in a string of JSON
    std::string header = headerOf(plain);
    header.replace(header.find(version) + version.size(), 1, "1");
    return withHeader(plain, header);
}

/// Writes the file again, changed by inVersion1() or withoutChecksum().
template <typename Change>
void rewrite(const std::filesystem::path& path, Change change)
{
    writeBytes(path, change(contentOf(path)));
}

} // namespace halftone::test
