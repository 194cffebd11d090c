// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "ui/document/edited_mask.h"
#include "ui/session/image_source.h"

#include <QByteArray>
#include <QDateTime>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

/// An edited mask with unsaved work as a file, to be found after a crash. To be called in lanes.
namespace halftone::ui {

struct RecoveryJournal {
    MaskSnapshot mask;
    ImageSource image; ///< of the document's base; its sum may not be known yet
    std::string program;
    QDateTime when; ///< it was kept
};

/// Writes the journals of one mask, again and again: slices that did not change since are not
/// packed again, and the file is whole at every moment. One thread at a time.
///
/// The file: "HTRECOV1", the length of the head (64 bits, little endian), the head (JSON: format,
/// version, mask, image, bytes of each packed slice), the slices (zlib by qCompress(), none of
/// zeros), and the SHA-256 of all that as 64 hexadecimal digits.
class RecoveryWriter {
public:
    /// For this user alone. Gives its bytes. Throws Error{FileWrite}.
    std::size_t write(const std::filesystem::path& file, const RecoveryJournal& journal);

private:
    std::vector<std::shared_ptr<const std::uint8_t>> m_slices; ///< as they were packed last
    std::vector<QByteArray> m_packed;
};

/// Reads one. Throws Error{FileFormat} for one that is damaged, Error{Unsupported} for one of a
/// later version, and what InputFile throws.
[[nodiscard]] RecoveryJournal readJournal(const std::filesystem::path& file, const StopToken& stop);

/// Unsaved edits that a window left which did not come to its end.
struct RecoveryOffer {
    std::filesystem::path journal;
    QString mask;      ///< name of the layer
    QString image;     ///< without folders
    QString precision; ///< "W4A6"; empty: no model made it
    QDateTime when;
    QString problem; ///< not empty: it is damaged, and this says how; nothing else is known then
};

/// Of its file, without folders.
[[nodiscard]] QString imageName(const ImageSource& source);
/// What a journal holds, or what is wrong with it. Throws Error{Cancelled}.
[[nodiscard]] RecoveryOffer offerOf(const std::filesystem::path& journal, const StopToken& stop);

} // namespace halftone::ui
