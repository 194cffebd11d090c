// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "core/image/dicom/detail/dicom_bytes.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace halftone::image::detail {

/// Where the pixels of a DICOM file lie, checked to be within it.
struct DicomPixels {
    enum class Kind { None, Integer, Float, Double };

    Kind kind = Kind::None;
    std::int64_t offset = 0;
    std::int64_t length = 0;
    bool bigEndian = false;
    bool byteData = false; ///< of type OB: never swapped
    bool compressed = false;
    /// Compressed pixels: offset and length of each part, the table of offsets (may be empty)
    /// first.
    std::vector<std::pair<std::int64_t, std::int64_t>> fragments;
};

/// What the data elements of a file are, before anything is made of them.
struct DicomStructure {
    bool dicom = false;     ///< it begins as DICOM does, with or without preamble
    bool damaged = false;   ///< ends or breaks before its pixels do; `header` is what came before
    bool directory = false; ///< a DICOMDIR: a directory of other files
    std::string syntax;     ///< UID of the transfer syntax, as far as it is known
    bool deflated = false;
    std::int64_t dataSet = 0; ///< where the data set begins
    /// The elements that were asked for, and no others, as a sound data set: explicit types,
    /// little-endian, sequences of undefined length.
    std::string header;
    DicomPixels pixels;
};

/// Which elements are read (dicom_tags.h).
enum class DicomWanted {
    Image,   ///< what core/image needs to read it; no patient data
    Subject, ///< patient and study, for objects that refer to it
};

/// True if the file begins as DICOM does, with or without preamble.
[[nodiscard]] bool beginsAsDicom(const std::filesystem::path& path);

/// Walks the elements of a file as writers really leave them: without preamble or meta header, with
/// types that the syntax does not have, with private elements of any form, with zeros at the end.
/// Every length is checked against the bytes that are there, and nesting is bounded, so that what
/// the libraries get to see is sound: DCMTK recurses without limit, and GDCM, built with assertions
/// as distributions build it, aborts the program. Throws nothing that depends on the content.
[[nodiscard]] DicomStructure readDicomStructure(const std::filesystem::path& path,
                                                const StopToken& stop,
                                                DicomWanted wanted = DicomWanted::Image);

} // namespace halftone::image::detail
