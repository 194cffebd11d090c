// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/input_file.h"
#include "core/base/progress.h"

#include <tiffio.h>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace halftone::image::detail {

/// An open TIFF file whose pages (directories of the main chain) were found and bounded before
/// libtiff sees one. What libtiff says is kept, never printed. Not for several threads at once.
class TiffFile {
public:
    /// Throws unreadable() for what is no TIFF, for pages outside the file or in a circle, and for
    /// directories that claim more than the file can hold.
    TiffFile(const std::filesystem::path& path, StopToken stop);
    ~TiffFile();
    TiffFile(const TiffFile&) = delete;
    TiffFile& operator=(const TiffFile&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    [[nodiscard]] std::size_t pages() const { return m_directories.size(); }
    [[nodiscard]] std::uint64_t bytes() const { return m_total; }
    [[nodiscard]] bool bigEndian() const { return m_bigEndian; }

    /// Makes a page (from 0) the current one of the handle, which this class owns.
    [[nodiscard]] TIFF* select(std::size_t page);

    /// Bytes that the page says its one strip has; 0 if it does not say or has several. libtiff
    /// replaces what looks wrong.
    [[nodiscard]] std::uint64_t statedStripBytes(std::size_t page) const
    {
        return m_stripBytes[page];
    }
    /// Where the next directory or the values of one of its fields begin, at `offset` or behind;
    /// else the end of the file. What lies before may be voxels.
    [[nodiscard]] std::uint64_t endOfData(std::uint64_t offset) const;

    /// Copies bytes of the file; throws unreadable() where it is shorter.
    void readBytes(std::uint64_t offset, void* to, std::size_t count);

    [[nodiscard]] const StopToken& stop() const { return m_stop; }
    /// Throws Error{Cancelled} where the one who opened it asked to stop: pages, strips and tiles
    /// can be very many.
    void throwIfStopped() const { halftone::throwIfStopped(m_stop); }

    /// What libtiff reported since the last call, its last error rather than a warning; else empty.
    [[nodiscard]] std::string takeReport();
    /// True if libtiff reported an error, or anything, since takeReport().
    [[nodiscard]] bool reportedError() const { return !m_error.empty(); }
    [[nodiscard]] bool reportedAnything() const { return !m_error.empty() || !m_warning.empty(); }

    /// Throws that a page (from 0) cannot be read, with libtiff's report as the reason.
    [[noreturn]] void failPage(std::size_t page);

private:
    struct Procedures; ///< what libtiff calls

    void findPages();
    /// A field of the last page's directory, whose offsets and counts have `word` bytes. What lies
    /// elsewhere for that page alone: how many bytes it claims.
    std::uint64_t takeEntry(const unsigned char* entry, std::size_t word);
    [[nodiscard]] std::uint64_t number(const unsigned char* data, std::size_t bytes) const;
    [[noreturn]] void fail(const std::string& why = "the TIFF file is damaged or truncated") const;

    std::filesystem::path m_path;
    StopToken m_stop;
    InputFile m_stream;
    std::exception_ptr m_unread; ///< why the system did not give libtiff its bytes
    std::uint64_t m_total = 0;
    bool m_bigEndian = false;
    std::vector<std::uint64_t> m_directories; ///< where they begin, in the order of pages
    std::vector<std::uint64_t> m_taken;       ///< where they and their fields' values begin, sorted
    std::vector<std::uint64_t> m_stripBytes;
    std::string m_error;
    std::string m_warning;
    TIFF* m_handle = nullptr;
    std::size_t m_current = static_cast<std::size_t>(-1);
};

} // namespace halftone::image::detail
