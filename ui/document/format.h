// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/quant/precision.h"

#include <QString>

#include <array>
#include <cstddef>

/// Numbers as the window writes them: core/base/text with true minus and multiplication signs, and
/// the decimal sign of the window's language (language.h): a point in English, a comma in German.
/// For people alone: what goes into files, CSV and reports is written by core/base/text.
namespace halftone::ui {

[[nodiscard]] QString formatPrecision(quant::Precision precision); ///< "W4A6", "FP32"
[[nodiscard]] QString formatMilliseconds(double milliseconds);     ///< "11.4 ms", "1.25 s"
[[nodiscard]] QString formatBytes(std::size_t bytes);              ///< "512 B", "158 kB", "1.2 MB"
[[nodiscard]] QString formatValue(double value, int digits);   ///< significant: "0.8", "1.2e-05"
[[nodiscard]] QString formatFixed(double value, int decimals); ///< "0.25", "1.0"
/// The decimal point of a text that is a number, or numbers and units, as the language has it:
/// "0.5 mm" is "0,5 mm" in German.
[[nodiscard]] QString localised(const QString& numbers);
[[nodiscard]] QString formatScore(double score); ///< "0.807", en dash if NaN
/// "+0.0013" or a true minus; "0.0000" has no sign.
[[nodiscard]] QString formatScoreChange(double change);
/// "6.1 x" with a multiplication sign; two digits below 10, none above.
[[nodiscard]] QString formatRatio(double ratio);
/// "512 x 512 x 25   4 x 4 x 50 nm" with multiplication signs; without the spacing if unknown.
[[nodiscard]] QString formatGeometry(const Geometry& geometry);
/// The name of an image, and which part of it it is: "a.tif, slices 201 to 400 of 2000", "a.nii,
/// one voxel in 2 along each axis".
[[nodiscard]] QString formatName(const Image& image);
/// In the unit that suits the spacing of a grid (mm, micrometres, nm), or "px" where that is
/// unknown: "23.41 mm".
[[nodiscard]] QString formatLength(const Geometry& geometry, double mm);
[[nodiscard]] QString formatArea(const Geometry& geometry,
                                 double mm2); ///< "120.4 mm2", with a superscript
/// Of so many voxels: "1.204 ml", for the small grids of microscopy in their unit with a
/// superscript three, or "1 204 voxels" where the spacing is unknown.
[[nodiscard]] QString formatVolume(const Geometry& geometry, std::size_t voxels);
[[nodiscard]] QString formatDegrees(double degrees); ///< "34.5" and the sign of degrees
/// A place in the patient, "L 12.3  P 4.5  I 12.1 mm", along "X", "Y", "Z" where the orientation is
/// unknown; empty where the spacing is.
[[nodiscard]] QString formatPosition(const Geometry& geometry, const std::array<double, 3>& mm);
/// A grey value with its unit, where that is known: "45 HU".
[[nodiscard]] QString formatVoxel(const Image& image, double value);
/// Of a part of 1: "3.1 %", "<0.1 %"; "0 %" and "100 %" of none and all alone.
[[nodiscard]] QString formatShare(double share);
/// With thin groups: "4 812".
[[nodiscard]] QString formatCount(std::size_t count);

} // namespace halftone::ui
