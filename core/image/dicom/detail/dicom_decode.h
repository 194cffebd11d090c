// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/dicom/detail/dicom.h"
#include "core/image/dicom/detail/dicom_bytes.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace halftone::image::detail {

/// Reads the frames of one file, decompressing where needed, one at a time. Not thread-safe.
class DicomFrameReader {
public:
    /// Throws Error{FileFormat} for transfer syntaxes that are not read, and fragments from which
    /// no frames can be made. `file` must outlive the reader.
    explicit DicomFrameReader(const DicomFile& file);

    /// The stored numbers of a frame, [H,W]: of as many bits as are stored, with their sign; of
    /// colour whose channels are equal, one of them. Throws Error{FileFormat}.
    [[nodiscard]] std::vector<std::int64_t> integers(int frame);
    /// Of a file whose pixels are floats.
    [[nodiscard]] std::vector<double> floats(int frame);

private:
    struct Decoded {
        std::vector<unsigned char> bytes; ///< little-endian
        DicomPixelFormat format;          ///< decoders may change it
    };

    [[nodiscard]] Decoded decoded(int frame);
    [[nodiscard]] std::vector<unsigned char> plain(int frame);
    [[nodiscard]] std::vector<unsigned char> joined(int frame);
    void findFrames();

    const DicomFile& m_file;
    DicomBytes m_bytes;
    /// Of each compressed frame: its first fragment, and how many.
    std::vector<std::pair<std::size_t, std::size_t>> m_parts;
};

/// True if the pixel data of two files are the same bytes, compressed or not.
[[nodiscard]] bool samePixels(const DicomFile& a, const DicomFile& b);

} // namespace halftone::image::detail
