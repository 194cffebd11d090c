// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/message.h"
#include "core/image/dicom/detail/dicom_tags.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

class DcmDataset;
class DcmItem;

namespace halftone::image::detail {

/// Starts DCMTK: no logging, decoders of its codecs known. Cheap to call again, thread-safe.
void prepareDcmtk();

/// A data set read by DCMTK from `header` (DicomStructure::header); null where it cannot be read.
[[nodiscard]] std::shared_ptr<DcmDataset> parseDataSet(const std::string& header);

/// The decimal number that is all of `field`, as writers leave them: blanks around it, a leading
/// plus, a comma for the point, any length. Empty for anything else; never a prefix.
[[nodiscard]] std::optional<double> readDecimal(std::string_view field);

/// A data set, or an item of a sequence, that is owned elsewhere; may be none. What is asked of an
/// item that is not there is empty.
class DicomItem {
public:
    DicomItem() = default;
    explicit DicomItem(DcmItem* item) : m_item(item) {}

    [[nodiscard]] bool exists() const noexcept { return m_item != nullptr; }
    /// True if the element is there and not empty.
    [[nodiscard]] bool has(Tag tag) const;
    /// Without its padding; the values of an element separated by backslashes.
    [[nodiscard]] std::string text(Tag tag) const;
    /// The same as stored, in the file's character set.
    [[nodiscard]] std::string raw(Tag tag) const;
    /// The numbers of an element of whatever type. Of one that is no number, `fault` becomes a
    /// reason for unreadable(), if there is none, and the element counts as empty.
    [[nodiscard]] std::vector<double> numbers(Tag tag, std::optional<Message>& fault) const;
    /// The same, for elements nothing depends on.
    [[nodiscard]] std::vector<double> numbers(Tag tag) const;
    /// The first number, rounded, within +-1e9; `missing` where there is none.
    [[nodiscard]] int integer(Tag tag, int missing) const;
    [[nodiscard]] std::vector<DicomItem> items(Tag sequence) const;
    /// Words of an element of type OW or US.
    [[nodiscard]] std::vector<std::uint16_t> words(Tag tag) const;

    /// The item that has `tag`: this one, or the first item of one of its sequences, as functional
    /// groups have them (two deep). None where there is none.
    [[nodiscard]] DicomItem find(Tag tag, int depth = 2) const;

private:
    DcmItem* m_item = nullptr;
};

} // namespace halftone::image::detail
