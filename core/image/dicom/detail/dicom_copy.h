// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/dicom/detail/dicom_structure.h"
#include "core/image/dicom/detail/dicom_tags.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace halftone::image::detail {

/// How numbers and types are stored in a data set.
struct Encoding {
    bool explicitTypes = true;
    bool bigEndian = false;
};

/// Builds a sound data set, explicit and little-endian, of elements found in one that may not be.
class DicomHeaderCopy {
public:
    /// Longer values are not read: none of core/image's needs it.
    static constexpr std::uint32_t kMaxValue = 1 << 20;

    explicit DicomHeaderCopy(DicomWanted wanted) : m_wanted(wanted) {}

    /// `bytes` are as stored in the file.
    void value(Tag tag, std::string_view type, std::string bytes, bool bigEndian);
    void beginSequence(Tag tag);
    void endSequence();
    void beginItem();
    void endItem();

    /// What was copied; sequences that were begun and not ended are closed.
    [[nodiscard]] std::string take();

private:
    void number(std::uint32_t value, int count);
    void marker(Tag tag, std::uint32_t length);

    DicomWanted m_wanted;
    std::string m_bytes;
    std::string m_open; ///< 's' a sequence, 'i' an item, outermost first
};

} // namespace halftone::image::detail
