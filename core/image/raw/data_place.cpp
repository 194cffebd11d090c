// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/base/progress.h"
#include "core/image/detail/source.h"
#include "core/image/raw/detail/byte_reader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = std::size_t{1} << 16;

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

/// Where the data of a file begins: after its header and the lines to be skipped.
std::int64_t startOf(const DataPlace& place, const fs::path& file, const StopToken& stop)
{
    if (place.lineSkip == 0) {
        return place.offset;
    }
    InputFile stream(file);
    stream.seek(static_cast<std::uint64_t>(place.offset));
    std::int64_t at = place.offset;
    int lines = 0;
    for (int letter = stream.get(); lines < place.lineSkip; letter = stream.get()) {
        if (letter < 0) {
            throw unreadable(file, Message{"lines-missing",
                                           "its header skips {1} lines, more than there are",
                                           {std::to_string(place.lineSkip)}});
        }
        ++at;
        if (at % static_cast<std::int64_t>(kPiece) == 0) {
            throwIfStopped(stop);
        }
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
                                      std::uint64_t share, const StopToken& stop)
{
    std::int64_t start = startOf(place, file, stop);
    if (place.packing == Packing::None) {
        start = place.byteSkip < 0 ? sizeOf(file) - static_cast<std::int64_t>(share)
                                   : start + place.byteSkip;
    }
    std::unique_ptr<ByteReader> reader = openBytes(file, start, place.packing);
    if (place.packing != Packing::None && place.byteSkip > 0) {
        reader->skip(static_cast<std::uint64_t>(place.byteSkip), stop);
    }
    return reader;
}

/// Several files of equal shares.
class ChainReader final : public ByteReader {
public:
    ChainReader(DataPlace place, std::uint64_t share, StopToken stop)
        : m_place(std::move(place)), m_share(share), m_stop(std::move(stop))
    {
    }

    std::size_t read(char* to, std::size_t count) override
    {
        std::size_t done = 0;
        while (done < count && m_next <= m_place.files.size()) {
            if (m_left == 0) {
                if (m_next == m_place.files.size()) {
                    break;
                }
                m_reader = openShare(m_place, m_place.files[m_next++], m_share, m_stop);
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
                   && m_reader->skip(kPiece, m_stop) > 0) { // so that its checksum counts
            }
        }
        return done;
    }

private:
    DataPlace m_place;
    std::uint64_t m_share;
    StopToken m_stop;
    std::uint64_t m_left = 0;
    std::size_t m_next = 0;
    std::unique_ptr<ByteReader> m_reader;
};

} // namespace

void requireRoom(const fs::path& header, const DataPlace& place, Encoding encoding, double bytes,
                 double values, const StopToken& stop)
{
    const auto files = static_cast<double>(place.files.size());
    const double share = (encoding == Encoding::Text  ? 2 * values - 1
                          : encoding == Encoding::Hex ? 2 * bytes
                                                      : bytes)
                         / files;
    for (const fs::path& file : place.files) {
        throwIfStopped(stop);
        std::error_code ignored;
        if (fs::status(file, ignored).type() == fs::file_type::not_found) {
            throw unreadable(header, Message{"data-file-missing",
                                             "its voxels are missing: there is no file '{1}'. Put "
                                             "it beside the header",
                                             {toUtf8(file.filename())}});
        }
        const auto present = static_cast<double>(InputFile(file).size());
        requirePlausibleSize(file, share);
        if (place.packing != Packing::None) {
            continue;
        }
        const std::int64_t skipped =
            place.byteSkip < 0 ? 0 : startOf(place, file, stop) + place.byteSkip;
        const double found = std::max(0.0, present - static_cast<double>(skipped));
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
                                      std::uint64_t bytes, const StopToken& stop)
{
    if (place.files.size() > 1) {
        return std::make_unique<ChainReader>(place, bytes / place.files.size(), stop);
    }
    std::unique_ptr<ByteReader> reader = openShare(place, place.files.front(), bytes, stop);
    if (encoding == Encoding::Hex) {
        return std::make_unique<HexReader>(place.files.front(), std::move(reader));
    }
    return reader;
}

} // namespace halftone::image::detail
