// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/raw/detail/byte_reader.h"

#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/image/detail/source.h"

#include <itk_zlib.h>

#include <algorithm>
#include <array>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChunk = std::size_t{1} << 16;

/// Where a header asks for bytes before the first one, none are found.
InputFile openAt(const fs::path& path, std::int64_t offset)
{
    InputFile file(path);
    file.seek(offset < 0 ? file.size() : static_cast<std::uint64_t>(offset));
    return file;
}

class PlainReader final : public ByteReader {
public:
    PlainReader(const fs::path& path, std::int64_t offset) : m_file(openAt(path, offset)) {}

    std::size_t read(char* to, std::size_t count) override { return m_file.read(to, count); }
    std::uint64_t skip(std::uint64_t count) override
    {
        const std::uint64_t left = m_file.size() - std::min(m_file.at(), m_file.size());
        const std::uint64_t passed = std::min(count, left);
        m_file.seek(m_file.at() + passed);
        return passed;
    }

private:
    InputFile m_file;
};

class DeflateReader final : public ByteReader {
public:
    DeflateReader(fs::path path, std::int64_t offset)
        : m_path(std::move(path)), m_file(openAt(m_path, offset))
    {
        constexpr int kGzipOrZlib = 15 + 32;
        if (inflateInit2(&m_stream, kGzipOrZlib) != Z_OK) {
            throw unreadable(m_path, Message{"inflate", "it cannot be decompressed", {}});
        }
    }
    ~DeflateReader() override { inflateEnd(&m_stream); }
    DeflateReader(const DeflateReader&) = delete;
    DeflateReader& operator=(const DeflateReader&) = delete;

    std::size_t read(char* to, std::size_t count) override
    {
        std::size_t done = 0;
        while (done < count && !m_ended) {
            const auto room = static_cast<uInt>(std::min<std::size_t>(count - done, 1U << 30));
            m_stream.next_out = reinterpret_cast<Bytef*>(to + done);
            m_stream.avail_out = room;
            step();
            done += room - m_stream.avail_out;
        }
        return done;
    }

private:
    void step()
    {
        if (m_stream.avail_in == 0) {
            refill();
        }
        const uInt before = m_stream.avail_in;
        const int result = inflate(&m_stream, Z_NO_FLUSH);
        if (result == Z_STREAM_END) {
            nextMember();
        } else if (result == Z_BUF_ERROR && before == 0) {
            throw unreadable(m_path, Message{"truncated",
                                             "it is truncated or damaged: its compressed data ends "
                                             "early",
                                             {}});
        } else if (result != Z_OK && result != Z_BUF_ERROR) {
            throw unreadable(
                m_path,
                Message{"compressed-data-damaged",
                        "its compressed data is damaged ({1}). Copy it again from "
                        "where it came from",
                        {m_stream.msg != nullptr ? m_stream.msg
                                                 : "zlib error " + std::to_string(result)}});
        }
    }
    void refill()
    {
        m_stream.avail_in = static_cast<uInt>(m_file.read(m_buffer.data(), kChunk));
        m_stream.next_in = reinterpret_cast<Bytef*>(m_buffer.data());
    }
    /// gzip files may hold several members; what follows and is none is passed over, as gzip does.
    void nextMember()
    {
        std::array<unsigned char, 2> start{};
        for (unsigned char& byte : start) {
            if (m_stream.avail_in == 0) {
                refill();
            }
            if (m_stream.avail_in == 0) {
                m_ended = true;
                return;
            }
            byte = *m_stream.next_in++;
            --m_stream.avail_in;
        }
        m_ended = start[0] != 0x1f || start[1] != 0x8b;
        if (!m_ended) {
            const uInt left = m_stream.avail_in;
            Bytef* const at = m_stream.next_in;
            inflateReset(&m_stream);
            m_stream.next_in = start.data();
            m_stream.avail_in = 2;
            inflate(&m_stream, Z_NO_FLUSH); // keeps the two bytes in its state
            m_stream.next_in = at;
            m_stream.avail_in = left;
        }
    }

    fs::path m_path;
    InputFile m_file;
    z_stream m_stream{};
    std::array<char, kChunk> m_buffer{};
    bool m_ended = false;
};

/// Two hexadecimal digits a byte, white space anywhere.
class HexReader final : public ByteReader {
public:
    HexReader(fs::path path, std::unique_ptr<ByteReader> digits)
        : m_path(std::move(path)), m_digits(std::move(digits))
    {
    }

    std::size_t read(char* to, std::size_t count) override
    {
        std::size_t done = 0;
        int high = -1;
        for (char digit = 0; done < count && next(digit);) {
            const int value = valueOf(digit);
            if (value < 0) {
                continue;
            }
            if (high < 0) {
                high = value;
                continue;
            }
            to[done++] = static_cast<char>(high << 4 | value);
            high = -1;
        }
        return done;
    }

private:
    bool next(char& digit)
    {
        if (m_at == m_filled) {
            m_filled = m_digits->read(m_buffer.data(), m_buffer.size());
            m_at = 0;
        }
        if (m_filled == 0) {
            return false;
        }
        digit = m_buffer[m_at++];
        return true;
    }
    int valueOf(char digit) const
    {
        if (digit >= '0' && digit <= '9') {
            return digit - '0';
        }
        const char lower = static_cast<char>(digit | 0x20);
        if (lower >= 'a' && lower <= 'f') {
            return lower - 'a' + 10;
        }
        if (digit == ' ' || (digit >= '\t' && digit <= '\r')) {
            return -1;
        }
        throw unreadable(m_path, Message{"not-hexadecimal",
                                         "its voxels are no hexadecimal numbers as its header says",
                                         {}});
    }

    fs::path m_path;
    std::unique_ptr<ByteReader> m_digits;
    std::array<char, 4096> m_buffer{};
    std::size_t m_at = 0;
    std::size_t m_filled = 0;
};

} // namespace

std::uint64_t ByteReader::skip(std::uint64_t count)
{
    std::vector<char> buffer(static_cast<std::size_t>(std::min<std::uint64_t>(count, kChunk)));
    std::uint64_t passed = 0;
    while (passed < count) {
        const auto wanted = std::min<std::uint64_t>(count - passed, buffer.size());
        const std::size_t got = read(buffer.data(), static_cast<std::size_t>(wanted));
        passed += got;
        if (got < wanted) {
            break;
        }
    }
    return passed;
}

Packing packingOf(const fs::path& path)
{
    return firstBytes(path, 2) == "\x1f\x8b" ? Packing::Deflate : Packing::None;
}

std::unique_ptr<ByteReader> openBytes(const fs::path& path, std::int64_t offset, Packing packing)
{
    if (packing == Packing::Deflate) {
        return std::make_unique<DeflateReader>(path, offset);
    }
    return std::make_unique<PlainReader>(path, offset);
}

namespace {

/// Where the data of a file begins: after its header and the lines to be skipped.
std::int64_t startOf(const DataPlace& place, const fs::path& file)
{
    if (place.lineSkip == 0) {
        return place.offset;
    }
    InputFile stream = openAt(file, place.offset);
    std::int64_t at = place.offset;
    int lines = 0;
    for (int letter = stream.get(); lines < place.lineSkip; letter = stream.get()) {
        if (letter < 0) {
            throw unreadable(file, Message{"lines-missing",
                                           "its header skips {1} lines, more than there are",
                                           {std::to_string(place.lineSkip)}});
        }
        ++at;
        lines += letter == '\n' ? 1 : 0;
    }
    return at;
}

std::int64_t sizeOf(const fs::path& file)
{
    std::error_code error;
    const auto size = fs::file_size(file, error);
    return error ? 0 : static_cast<std::int64_t>(size);
}

std::unique_ptr<ByteReader> openShare(const DataPlace& place, const fs::path& file,
                                      std::uint64_t share)
{
    std::int64_t start = startOf(place, file);
    if (place.packing == Packing::None) {
        start = place.byteSkip < 0 ? sizeOf(file) - static_cast<std::int64_t>(share)
                                   : start + place.byteSkip;
    }
    std::unique_ptr<ByteReader> reader = openBytes(file, start, place.packing);
    if (place.packing != Packing::None && place.byteSkip > 0) {
        reader->skip(static_cast<std::uint64_t>(place.byteSkip));
    }
    return reader;
}

/// Several files of equal shares.
class ChainReader final : public ByteReader {
public:
    ChainReader(DataPlace place, std::uint64_t share) : m_place(std::move(place)), m_share(share) {}

    std::size_t read(char* to, std::size_t count) override
    {
        std::size_t done = 0;
        while (done < count && m_next <= m_place.files.size()) {
            if (m_left == 0) {
                if (m_next == m_place.files.size()) {
                    break;
                }
                m_reader = openShare(m_place, m_place.files[m_next++], m_share);
                m_left = m_share;
            }
            const auto wanted =
                static_cast<std::size_t>(std::min<std::uint64_t>(count - done, m_left));
            const std::size_t got = m_reader->read(to + done, wanted);
            done += got;
            m_left -= got;
            if (got < wanted) {
                throw unreadable(m_place.files[m_next - 1],
                                 Message{"truncated",
                                         "it is truncated or damaged: {1} bytes of voxels are "
                                         "missing",
                                         {std::to_string(m_left)}});
            }
            while (m_left == 0 && m_place.packing == Packing::Deflate
                   && m_reader->skip(kChunk) > 0) { // so that its checksum counts
            }
        }
        return done;
    }

private:
    DataPlace m_place;
    std::uint64_t m_share;
    std::uint64_t m_left = 0;
    std::size_t m_next = 0;
    std::unique_ptr<ByteReader> m_reader;
};

} // namespace

void requireRoom(const fs::path& header, const DataPlace& place, Encoding encoding, double bytes,
                 double values)
{
    const auto files = static_cast<double>(place.files.size());
    const double share = (encoding == Encoding::Text  ? 2 * values - 1
                          : encoding == Encoding::Hex ? 2 * bytes
                                                      : bytes)
                         / files;
    for (const fs::path& file : place.files) {
        std::error_code ignored;
        if (!fs::is_regular_file(file, ignored)) {
            throw unreadable(header, Message{"data-file-missing",
                                             "its voxels are missing: there is no file '{1}'. Put "
                                             "it beside the header",
                                             {toUtf8(file.filename())}});
        }
        requirePlausibleSize(file, share);
        if (place.packing != Packing::None) {
            continue;
        }
        const std::int64_t skipped = place.byteSkip < 0 ? 0 : startOf(place, file) + place.byteSkip;
        const auto found = static_cast<double>(std::max<std::int64_t>(0, sizeOf(file) - skipped));
        if (found < share) {
            throw unreadable(file, Message{"truncated",
                                           "it is truncated: {1} bytes of voxels expected, {2} "
                                           "found",
                                           {std::to_string(static_cast<std::int64_t>(share)),
                                            std::to_string(static_cast<std::int64_t>(found))}});
        }
    }
}

std::unique_ptr<ByteReader> openPlace(const DataPlace& place, Encoding encoding,
                                      std::uint64_t bytes)
{
    if (place.files.size() > 1) {
        return std::make_unique<ChainReader>(place, bytes / place.files.size());
    }
    std::unique_ptr<ByteReader> reader = openShare(place, place.files.front(), bytes);
    if (encoding == Encoding::Hex) {
        return std::make_unique<HexReader>(place.files.front(), std::move(reader));
    }
    return reader;
}

} // namespace halftone::image::detail
