// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/tiff/detail/tiff_file.h"

#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/image/detail/source.h"

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <set>

namespace halftone::image::detail {

namespace fs = std::filesystem;

struct TiffFile::Procedures {
    static TiffFile& file(thandle_t handle) { return *static_cast<TiffFile*>(handle); }

    static tmsize_t read(thandle_t handle, void* to, tmsize_t count)
    {
        TiffFile& self = file(handle);
        try { // no exception may pass through libtiff
            return static_cast<tmsize_t>(self.m_stream.read(to, static_cast<std::size_t>(count)));
        } catch (const Error&) {
            self.m_unread = std::current_exception();
            return -1;
        }
    }

    static tmsize_t write(thandle_t, void*, tmsize_t) { return -1; }

    static toff_t seek(thandle_t handle, toff_t offset, int whence)
    {
        TiffFile& self = file(handle);
        const std::uint64_t base = whence == SEEK_CUR   ? self.m_stream.at()
                                   : whence == SEEK_END ? self.m_total
                                                        : 0;
        const std::uint64_t at = base + offset;
        if (at > self.m_total) {
            return static_cast<toff_t>(-1);
        }
        self.m_stream.seek(at);
        return at;
    }

    static int close(thandle_t) { return 0; }
    static toff_t size(thandle_t handle) { return file(handle).m_total; }

    static std::string said(const char* format, std::va_list arguments)
    {
        std::array<char, 400> text{};
        std::vsnprintf(text.data(), text.size(), format, arguments);
        std::string line(text.data());
        std::replace_if(
            line.begin(), line.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
        while (!line.empty() && (line.back() == '.' || line.back() == ' ')) {
            line.pop_back();
        }
        return line;
    }

    // 1: told; libtiff's global handlers, which print, are not called.
    static int error(TIFF*, void* self, const char*, const char* format, std::va_list arguments)
    {
        static_cast<TiffFile*>(self)->m_error = said(format, arguments);
        return 1;
    }

    static int warning(TIFF*, void* self, const char*, const char* format, std::va_list arguments)
    {
        static_cast<TiffFile*>(self)->m_warning = said(format, arguments);
        return 1;
    }
};

TiffFile::TiffFile(const fs::path& path, StopToken stop)
    : m_path(path), m_stop(std::move(stop)), m_stream(path), m_total(m_stream.size())
{
    findPages();
    m_stream.seek(0); // libtiff reads on from here
    // Some codecs of libtiff report to no handle.
    TIFFSetErrorHandler(nullptr);
    TIFFSetWarningHandler(nullptr);
    const std::unique_ptr<TIFFOpenOptions, void (*)(TIFFOpenOptions*)> options(
        TIFFOpenOptionsAlloc(), TIFFOpenOptionsFree);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), Procedures::error, this);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), Procedures::warning, this);
    // What libtiff allocates for itself is never much more than what it has read.
    constexpr std::uint64_t kHarmless = 256U << 20;
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(),
                                        static_cast<tmsize_t>(kHarmless + 2 * m_total));
    // h: the first directory is read by select(); m, c: no memory map, no made-up strips.
    m_handle = TIFFClientOpenExt(toUtf8(path).c_str(), "rhmc", this, Procedures::read,
                                 Procedures::write, Procedures::seek, Procedures::close,
                                 Procedures::size, nullptr, nullptr, options.get());
    if (m_handle == nullptr) {
        const std::string why = takeReport();
        fail(why.empty() ? "the TIFF file is damaged or truncated"
                         : "the TIFF file is damaged (" + why + ")");
    }
}

TiffFile::~TiffFile()
{
    if (m_handle != nullptr) {
        TIFFClose(m_handle);
    }
}

void TiffFile::fail(const std::string& why) const
{
    if (m_unread) {
        std::rethrow_exception(m_unread);
    }
    throw unreadable(m_path, why);
}

void TiffFile::readBytes(std::uint64_t offset, void* to, std::size_t count)
{
    if (offset > m_total || count > m_total - offset) {
        fail();
    }
    m_stream.seek(offset);
    if (m_stream.read(to, count) < count) {
        fail();
    }
}

std::uint64_t TiffFile::number(const unsigned char* data, std::size_t bytes) const
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) {
        value = value << 8 | data[m_bigEndian ? i : bytes - 1 - i];
    }
    return value;
}

std::uint64_t TiffFile::takeEntry(const unsigned char* entry, std::size_t word)
{
    // Bytes of one value of each field type; 0 where the type does not exist.
    constexpr std::array<std::uint64_t, 19> kTypeBytes{0, 1, 1, 2, 4, 8, 1, 1, 2, 4,
                                                       8, 4, 8, 4, 0, 0, 8, 8, 8};
    const std::uint64_t tag = number(entry, 2);
    const std::uint64_t type = number(entry + 2, 2);
    const std::uint64_t values = number(entry + 4, word);
    const std::uint64_t size = type < kTypeBytes.size() ? kTypeBytes[type] : 0;
    if (tag == TIFFTAG_STRIPBYTECOUNTS && values == 1 && size >= 2 && size <= word) {
        m_stripBytes.back() = number(entry + 4 + word, static_cast<std::size_t>(size));
    }
    if (size == 0 || values <= word / size) {
        return 0;
    }
    constexpr std::uint64_t kPrivate = 32768; // may hold what looks like an offset
    if (tag < kPrivate) {
        m_taken.push_back(number(entry + 4 + word, word));
    }
    // Where strips and tiles lie: the only fields that are long and belong to one page.
    const bool isLong = tag == TIFFTAG_STRIPOFFSETS || tag == TIFFTAG_STRIPBYTECOUNTS
                        || tag == TIFFTAG_TILEOFFSETS || tag == TIFFTAG_TILEBYTECOUNTS;
    if (!isLong) {
        return 0;
    }
    return values > m_total ? m_total : values * size;
}

void TiffFile::findPages()
{
    constexpr std::size_t kMaxPages = 1000000;
    constexpr std::uint64_t kMaxEntries = 4096;
    std::array<unsigned char, 16> head{};
    readBytes(0, head.data(), 8);
    m_bigEndian = head[0] == 'M';
    const bool big = number(head.data() + 2, 2) == 43;
    if (big) {
        readBytes(0, head.data(), 16);
    }
    const std::size_t word = big ? 8 : 4; // bytes of offsets and counts
    const std::size_t entryBytes = big ? 20 : 12;
    const std::size_t countBytes = big ? 8 : 2;
    std::set<std::uint64_t> seen;
    std::uint64_t claimed = 0; // of directories and their fields: each belongs to one page only
    std::vector<unsigned char> entries;
    std::uint64_t directory = number(head.data() + word, word);
    while (directory != 0) {
        throwIfStopped();
        if (!seen.insert(directory).second || seen.size() > kMaxPages) {
            fail("its pages refer to each other in a circle");
        }
        m_directories.push_back(directory);
        m_stripBytes.push_back(0);
        readBytes(directory, head.data(), countBytes);
        const std::uint64_t count = number(head.data(), countBytes);
        if (count == 0 || count > kMaxEntries) {
            fail();
        }
        entries.resize(static_cast<std::size_t>(count) * entryBytes + word);
        readBytes(directory + countBytes, entries.data(), entries.size());
        claimed += entries.size();
        for (std::size_t i = 0; i < count; ++i) {
            claimed += takeEntry(entries.data() + i * entryBytes, word);
        }
        if (claimed > m_total) {
            fail("its directories claim more than the file holds; it is damaged or truncated");
        }
        directory = number(entries.data() + count * entryBytes, word);
    }
    if (m_directories.empty()) {
        fail("the TIFF file holds no pages");
    }
    m_taken.insert(m_taken.end(), seen.begin(), seen.end());
    std::sort(m_taken.begin(), m_taken.end());
}

std::uint64_t TiffFile::endOfData(std::uint64_t offset) const
{
    const auto next = std::lower_bound(m_taken.begin(), m_taken.end(), offset);
    return next == m_taken.end() ? m_total : std::min(*next, m_total);
}

TIFF* TiffFile::select(std::size_t page)
{
    if (page == m_current) {
        return m_handle;
    }
    m_current = static_cast<std::size_t>(-1);
    static_cast<void>(takeReport());
    if (TIFFSetSubDirectory(m_handle, m_directories.at(page)) == 0) {
        failPage(page);
    }
    m_current = page;
    return m_handle;
}

std::string TiffFile::takeReport()
{
    std::string report = m_error.empty() ? m_warning : m_error;
    m_error.clear();
    m_warning.clear();
    return report;
}

void TiffFile::failPage(std::size_t page)
{
    const std::string report = takeReport();
    if (m_unread) {
        std::rethrow_exception(m_unread);
    }
    throw unreadable(
        m_path, Message{"tiff-page-damaged",
                        "page {1} of {2} cannot be read; the file is damaged or truncated ({3})",
                        {std::to_string(page + 1), std::to_string(pages()),
                         report.empty() ? "no reason given" : report}});
}

} // namespace halftone::image::detail
