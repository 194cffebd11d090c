// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace halftone::image::detail {

/// A <TiffData> element: where some planes of an image lie.
struct OmeTiffData {
    std::optional<std::uint64_t> page;           ///< IFD
    std::array<std::uint64_t, 3> first{0, 0, 0}; ///< Z, C, T of its first plane
    std::optional<std::uint64_t> planes;
    std::string uuid; ///< of the file that holds them; empty: this one
    std::string file; ///< its name
};

/// An <Image> with its <Pixels>.
struct OmeImage {
    std::string name;
    std::string order;                                ///< "XYZCT": the planes' axes, fastest first
    std::array<std::uint64_t, 5> size{0, 0, 0, 0, 0}; ///< X, Y, Z, C, T
    std::array<std::string, 3> pixelSize{};           ///< along X, Y, Z, as written
    std::array<std::string, 3> pixelUnit{};           ///< empty: micrometres
    std::vector<std::string> channels;                ///< names, perhaps empty
    std::vector<std::uint64_t> samples;               ///< of each channel in a pixel
    std::vector<OmeTiffData> data;
};

struct OmeDescription {
    std::string uuid;            ///< of the file that holds the description
    std::string descriptionFile; ///< <BinaryOnly>: the file that holds it instead
    std::vector<OmeImage> images;
};

/// Parses OME-XML, whatever the prefix of its name space. Throws unreadable() naming `path` where
/// it is no sound XML or a number is none; refuses document types, which OME does not use.
[[nodiscard]] OmeDescription parseOme(const std::filesystem::path& path, const std::string& xml);

} // namespace halftone::image::detail
