// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/detail/file_checks.h"
#include "core/image/itk/detail/itk_io.h"

#include <array>
#include <cstdint>
#include <fstream>
#include <set>
#include <string>
#include <vector>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxPages = 100000;
constexpr std::uint64_t kMaxValues = std::uint64_t{1} << 24;

/// Bytes of one value of each TIFF field type; 0 where the type does not exist.
constexpr std::array<std::uint64_t, 19> kTypeBytes{0, 1, 1, 2, 4, 8, 1, 1, 2, 4,
                                                   8, 4, 8, 4, 0, 0, 8, 8, 8};

/// One page: what has to be looked at of its directory.
struct Page {
    std::uint64_t width = 0;
    std::uint64_t height = 0;
    std::vector<std::uint64_t> offsets; ///< of strips or tiles
    std::vector<std::uint64_t> lengths;
};

/// Walks the directories of a classic or big TIFF file in either byte order.
class TiffWalker {
public:
    explicit TiffWalker(const fs::path& path) : m_path(path), m_file(path, std::ios::binary)
    {
        std::error_code ignored;
        const auto size = fs::file_size(path, ignored);
        m_total = ignored ? 0 : size;
    }

    void run()
    {
        m_bigEndian = number(0, 1) == 'M';
        m_big = number(2, 2) == 43;
        std::uint64_t directory = m_big ? number(8, 8) : number(4, 4);
        std::set<std::uint64_t> seen;
        Page first;
        while (directory != 0) {
            if (!seen.insert(directory).second || seen.size() > kMaxPages) {
                fail("its pages refer to each other in a circle");
            }
            const Page page = readPage(directory);
            if (seen.size() == 1) {
                first = page;
            }
            if (page.width != first.width || page.height != first.height) {
                fail("its pages differ in size, the first is " + std::to_string(first.width) + " x "
                     + std::to_string(first.height) + ", page " + std::to_string(seen.size())
                     + " is " + std::to_string(page.width) + " x " + std::to_string(page.height));
            }
        }
        if (seen.empty()) {
            fail("the TIFF file holds no pages");
        }
    }

private:
    [[noreturn]] void fail(const std::string& why = "the TIFF file is damaged or truncated") const
    {
        throw unreadable(m_path, why);
    }

    void requireInside(std::uint64_t at, std::uint64_t bytes) const
    {
        if (at > m_total || bytes > m_total - at) {
            fail();
        }
    }

    std::uint64_t number(std::uint64_t at, std::uint64_t bytes)
    {
        requireInside(at, bytes);
        std::array<unsigned char, 8> data{};
        m_file.clear();
        m_file.seekg(static_cast<std::streamoff>(at));
        if (!m_file.read(reinterpret_cast<char*>(data.data()),
                         static_cast<std::streamsize>(bytes))) {
            fail();
        }
        std::uint64_t value = 0;
        for (std::uint64_t i = 0; i < bytes; ++i) {
            value = value << 8 | data[m_bigEndian ? i : bytes - 1 - i];
        }
        return value;
    }

    /// Reads one directory and moves `directory` to the next.
    Page readPage(std::uint64_t& directory)
    {
        const std::uint64_t word = m_big ? 8 : 4; // bytes of offsets and counts
        const std::uint64_t entryBytes = m_big ? 20 : 12;
        const std::uint64_t countBytes = m_big ? 8 : 2;
        const std::uint64_t entries = number(directory, countBytes);
        if (entries == 0 || entries > 4096) {
            fail();
        }
        Page page;
        for (std::uint64_t i = 0; i < entries; ++i) {
            const std::uint64_t at = directory + countBytes + i * entryBytes;
            const std::uint64_t tag = number(at, 2);
            const std::uint64_t type = number(at + 2, 2);
            const std::uint64_t count = number(at + 4, word);
            const std::uint64_t size = type < kTypeBytes.size() ? kTypeBytes[type] : 0;
            if (size == 0) {
                continue; // a private type: readers skip it
            }
            if (count > m_total) {
                fail();
            }
            std::uint64_t value = at + 4 + word;
            if (count * size > word) {
                value = number(value, word);
            }
            requireInside(value, count * size);
            keep(page, tag, value, count, size);
        }
        if (page.width == 0 || page.height == 0 || page.offsets.empty()) {
            fail();
        }
        for (std::size_t i = 0; i < page.offsets.size() && i < page.lengths.size(); ++i) {
            requireInside(page.offsets[i], page.lengths[i]);
        }
        directory = number(directory + countBytes + entries * entryBytes, word);
        return page;
    }

    void keep(Page& page, std::uint64_t tag, std::uint64_t value, std::uint64_t count,
              std::uint64_t size)
    {
        switch (tag) {
        case 256: page.width = number(value, size); break;
        case 257: page.height = number(value, size); break;
        case 273: // strips
        case 324: // tiles
            page.offsets = numbers(value, count, size);
            break;
        case 279:
        case 325: page.lengths = numbers(value, count, size); break;
        default: break;
        }
    }

    std::vector<std::uint64_t> numbers(std::uint64_t value, std::uint64_t count, std::uint64_t size)
    {
        if (count > kMaxValues) {
            fail();
        }
        std::vector<std::uint64_t> result;
        for (std::uint64_t i = 0; i < count; ++i) {
            result.push_back(number(value + i * size, size));
        }
        return result;
    }

    fs::path m_path;
    std::ifstream m_file;
    std::uint64_t m_total = 0;
    bool m_bigEndian = false;
    bool m_big = false;
};

} // namespace

void requireSoundTiff(const fs::path& path)
{
    TiffWalker(path).run();
}

} // namespace halftone::image::detail
