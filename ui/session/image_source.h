// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/phantom/phantom.h"
#include "ui/session/file_stamp.h"

#include <optional>
#include <variant>

namespace halftone::ui {

struct SampleSource {
    phantom::Kind kind{};
    phantom::Options options{};
};

/// Where the base image of a document is from, so that it can be opened again. A plain value.
struct ImageSource {
    std::variant<FileStamp, SampleSource> from;
    int volume = 1; ///< of the file, from 1
    std::optional<VolumePart> part{};

    /// Null: a sample.
    [[nodiscard]] FileStamp* file() noexcept { return std::get_if<FileStamp>(&from); }
    [[nodiscard]] const FileStamp* file() const noexcept { return std::get_if<FileStamp>(&from); }
    [[nodiscard]] const SampleSource* sample() const noexcept
    {
        return std::get_if<SampleSource>(&from);
    }
};

} // namespace halftone::ui
