// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/detail/source.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

/// Pictures of one slice, through libpng and libjpeg: ITK expands few bits and palettes, which hold
/// class numbers, and fills in what damaged files lack.
namespace halftone::image::detail {

/// By the first bytes of a file.
[[nodiscard]] bool isPng(const std::filesystem::path& path);
[[nodiscard]] bool isJpeg(const std::filesystem::path& path);

/// Grey of 1 to 16 bits, numbers kept as stored; palettes as readPalette() says; colour and
/// transparency where they say nothing that the grey does not. Every chunk is checked first.
[[nodiscard]] Source openPng(const std::filesystem::path& path, const ReadOptions& options);

/// Grey, or colour whose red, green and blue are equal. What libjpeg would only warn of, filling in
/// what is missing, is an error.
[[nodiscard]] Source openJpeg(const std::filesystem::path& path, const ReadOptions& options);

/// The reading half of both: geometry of one slice without pixel size, bytes, name and format.
[[nodiscard]] Source pictureSource(const std::filesystem::path& path, const char* format,
                                   std::array<std::int64_t, 2> size, int bits);

/// What TIFF has in common with pictures.
[[nodiscard]] Finding greyAsColourFinding();
[[nodiscard]] Finding opaqueAlphaFinding();
[[nodiscard]] Finding fewBitsFinding(int bits);
[[nodiscard]] Finding lossyFinding(); ///< JPEG

/// Adds a finding if EXIF data (from "II" or "MM" on) ask viewers to turn or mirror the picture: it
/// is read as stored.
void noteExifOrientation(std::string_view exif, Findings& findings);

/// Grey values of pixels of `samples` values each: 1 grey, 2 grey and opacity, 3 colour, 4 colour
/// and opacity. Throws unreadable() for colours that differ and pixels that are not opaque.
template <typename T>
[[nodiscard]] std::vector<T> greyOf(const std::filesystem::path& path, std::span<const T> pixels,
                                    int samples);
extern template std::vector<std::uint8_t> greyOf(const std::filesystem::path&,
                                                 std::span<const std::uint8_t>, int);
extern template std::vector<std::uint16_t> greyOf(const std::filesystem::path&,
                                                  std::span<const std::uint16_t>, int);

/// A folder whose PNG, JPEG or TIFF files are slices of one image, with nothing of DICOM in or
/// below it.
[[nodiscard]] bool isSliceFolder(const std::filesystem::path& folder, const StopToken& stop);

/// The slices in the order of the one number that differs in their names. Refuses by name what is
/// not sure: names of several patterns, slices that differ in size, type or coding.
[[nodiscard]] Source openSliceFolder(const std::filesystem::path& folder,
                                     const ReadOptions& options, const StopToken& stop);

} // namespace halftone::image::detail
