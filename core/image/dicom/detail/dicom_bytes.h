// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/input_file.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace halftone::image::detail {

/// The bytes of a file, or of a data set that was inflated into memory. Not thread-safe.
class DicomBytes {
public:
    explicit DicomBytes(const std::filesystem::path& path);

    [[nodiscard]] std::int64_t size() const noexcept { return m_total; }

    /// Copies `count` bytes from `offset`; false, and nothing promised of `target`, where the file
    /// does not have them all.
    [[nodiscard]] bool read(std::int64_t offset, std::int64_t count, void* target);

    /// Puts what the deflate stream from `offset` to the end holds in its place. False where it is
    /// damaged or holds more than kMaxInflated.
    [[nodiscard]] bool inflateFrom(std::int64_t offset);

    static constexpr std::int64_t kMaxInflated = std::int64_t{2} << 30;

private:
    [[nodiscard]] bool readFile(std::int64_t offset, std::int64_t count, char* target);

    InputFile m_file;
    std::int64_t m_total = 0;
    std::string m_window; ///< part of the file from m_windowStart, so that headers take few reads
    std::int64_t m_windowStart = 0;
    bool m_inflated = false;
    std::int64_t m_inflatedStart = 0;
    std::string m_memory; ///< stands for the bytes from m_inflatedStart
};

} // namespace halftone::image::detail
