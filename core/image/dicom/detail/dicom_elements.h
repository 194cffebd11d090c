// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/dicom/detail/dicom_bytes.h"
#include "core/image/dicom/detail/dicom_copy.h"
#include "core/image/dicom/detail/dicom_tags.h"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace halftone::image::detail {

/// Thrown where the structure of a file breaks; caught by readDicomStructure().
struct DicomBroken : std::runtime_error {
    DicomBroken() : std::runtime_error("DICOM structure") {}
};

/// The head of a data element.
struct DicomElement {
    static constexpr Tag kItem = 0xfffee000U;
    static constexpr Tag kItemEnd = 0xfffee00dU;
    static constexpr Tag kSequenceEnd = 0xfffee0ddU;
    static constexpr std::uint32_t kUndefined = 0xffffffffU;

    Tag tag = 0;
    std::string_view type; ///< two letters of a known type; empty where the file gives none
    std::uint32_t length = 0;
    std::int64_t value = 0; ///< where the value begins
};

/// Reads elements at given places of a file. All throw DicomBroken where the file ends before.
class DicomElementReader {
public:
    /// `bytes` must outlive the reader.
    explicit DicomElementReader(DicomBytes& bytes) : m_bytes(bytes) {}

    [[nodiscard]] std::uint32_t number(std::int64_t at, int count, bool bigEndian);
    [[nodiscard]] bool isKnownTypeAt(std::int64_t at);
    /// The element after `before` (0: the first) of its level.
    [[nodiscard]] DicomElement read(std::int64_t at, const Encoding& encoding, Tag before);
    /// Where its value ends, within the file.
    [[nodiscard]] std::int64_t end(const DicomElement& element) const;
    [[nodiscard]] std::string bytesOf(const DicomElement& element);
    /// A short text without its padding.
    [[nodiscard]] std::string text(const DicomElement& element);

private:
    [[nodiscard]] std::string_view typeAt(std::int64_t at);
    [[nodiscard]] Tag tagAt(std::int64_t at, bool bigEndian);
    [[nodiscard]] DicomElement readOdd(std::int64_t at, const Encoding& encoding, Tag before);
    [[nodiscard]] bool followsAt(std::int64_t at, const Encoding& encoding, Tag before);

    DicomBytes& m_bytes;
};

} // namespace halftone::image::detail
