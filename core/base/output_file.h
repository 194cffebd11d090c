// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace halftone {

/// "Cannot write 'mask.nrrd': No space left on device. ..." with what can be done about it.
[[nodiscard]] Error cannotWrite(const std::filesystem::path& path, const std::string& reason);
[[nodiscard]] Error cannotWrite(const std::filesystem::path& path, const std::error_code& reason);

/// A file to write bytes to, which says when the disk does not take them. One thread.
class OutputFile {
public:
    enum class Start {
        Empty,  ///< whatever was in the file is gone
        Behind, ///< behind what is in the file
    };

    /// Makes `file` where there is none; errors name `shown`, the file it is to become.
    OutputFile(const std::filesystem::path& file, std::filesystem::path shown,
               Start start = Start::Empty);

    /// Throws Error{FileWrite} with the system's reason, as the constructor and close() do.
    void write(std::span<const std::byte> bytes);
    void write(std::string_view text);
    /// What was written so far is with the system when this returns: other programs see it.
    void flush();
    /// The file is complete only after this; without it, it is closed and its state unknown.
    void close();

private:
    struct Closer {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); }
    };

    std::filesystem::path m_shown;
    std::unique_ptr<std::FILE, Closer> m_file;
};

} // namespace halftone
