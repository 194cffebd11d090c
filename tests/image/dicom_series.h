// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/image/dicom_files.h"

#include <array>
#include <cmath>

/// Series that say all that other objects refer to, in any place.
namespace halftone::test {

/// Where slices lie: directions along rows and columns of pixels, the step to the next slice in mm.
struct SeriesPlace {
    std::array<double, 3> row{1, 0, 0};
    std::array<double, 3> column{0, 1, 0};
    std::array<double, 3> step{0, 0, 2};
};

inline SeriesPlace placeOf(const QString& name)
{
    if (name == QLatin1String("sagittal")) {
        return {{0, 1, 0}, {0, 0, -1}, {2, 0, 0}};
    }
    if (name == QLatin1String("oblique")) {
        const double c = std::cos(0.5);
        const double s = std::sin(0.5);
        const double t = std::cos(0.3);
        const double u = std::sin(0.3);
        const std::array<double, 3> normal{s * u, -c * u, t}; // row x column
        return {{c, s, 0}, {-s * t, c * t, u}, {2.5 * normal[0], 2.5 * normal[1], 2.5 * normal[2]}};
    }
    if (name == QLatin1String("tilted")) {
        return {{1, 0, 0}, {0, std::cos(0.3), std::sin(0.3)}, {0, 0, 2.5}};
    }
    return {};
}

/// Of the place of a series, slice k; its pixels are even but for a few structures.
inline DicomElements placedSlice(const SeriesPlace& place, int k, int width, int height)
{
    DicomElements data = dicomSlice(k);
    const auto at = [&](std::size_t axis) { return 10.125 + place.step[axis] * k; };
    data.text(0x00080020, "DA", "20260102").text(0x00080030, "TM", "030405");
    data.text(0x00080050, "SH", "A1").text(0x00080090, "PN", "Doctor^Who");
    data.text(0x00100010, "PN", "M\xfcller^Eva").text(0x00080005, "CS", "ISO_IR 100");
    data.text(0x00100020, "LO", "P 17").text(0x00100030, "DA", "19700101");
    data.text(0x00100040, "CS", "F").text(0x00200010, "SH", "S1");
    data.text(0x0020000d, "UI", "2.25.9").text(0x00200052, "UI", "2.25.8");
    data.text(0x00200032, "DS", decimals({at(0), at(1), at(2)}));
    data.text(0x00200037, "DS",
              decimals({place.row[0], place.row[1], place.row[2], place.column[0], place.column[1],
                        place.column[2]}));
    data.number(0x00280010, static_cast<std::uint16_t>(height));
    data.number(0x00280011, static_cast<std::uint16_t>(width));
    QByteArray pixels;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const int value = 300 + (x * x + 3 * y * k) % 97 + (std::abs(x - y) < 4 ? 200 : 0);
            pixels += littleEndian<std::uint16_t>({static_cast<std::uint16_t>(value)});
        }
    }
    if (pixels.size() % 2 != 0) {
        pixels += '\0';
    }
    data.bytes(0x7fe00010, "OW", pixels);
    return data;
}

inline bool putPlacedSeries(const QTemporaryDir& folder, const QString& name, int slices,
                            int width = 7, int height = 5)
{
    bool done = true;
    for (int k = 0; k < slices; ++k) {
        done = done
               && put(folder, QStringLiteral("%1/%2.dcm").arg(name).arg(k),
                      dicomFile(placedSlice(placeOf(name), k, width, height)));
    }
    return done;
}

} // namespace halftone::test
