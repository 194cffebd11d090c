// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/raw/detail/byte_reader.h"

#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/base/progress.h"
#include "core/image/detail/source.h"
#include "core/image/raw/detail/inflater.h"

#include <algorithm>
#include <array>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChunk = std::size_t{1} << 16;

/// Where a header asks for bytes before the first one, none are found.
std::uint64_t placeIn(const InputFile& file, std::int64_t offset)
{
    return offset < 0 ? file.size() : static_cast<std::uint64_t>(offset);
}

class PlainReader final : public ByteReader {
public:
    PlainReader(const fs::path& path, std::int64_t offset) : m_file(path)
    {
        m_file.seek(placeIn(m_file, offset));
    }

    std::size_t read(char* to, std::size_t count) override { return m_file.read(to, count); }
    std::uint64_t skip(std::uint64_t count, const StopToken&) override
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
    DeflateReader(fs::path path, std::int64_t offset) : m_path(std::move(path)), m_file(m_path)
    {
        m_file.seek(placeIn(m_file, offset));
    }

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
    static constexpr int kGzipOrZlib = 15 + 32;
    Inflater m_inflater{kGzipOrZlib};
    z_stream& m_stream = m_inflater.stream;
    std::array<char, kChunk> m_buffer{};
    bool m_ended = false;
};

} // namespace

std::uint64_t ByteReader::skip(std::uint64_t count, const StopToken& stop)
{
    std::vector<char> buffer(static_cast<std::size_t>(std::min<std::uint64_t>(count, kChunk)));
    std::uint64_t passed = 0;
    while (passed < count) {
        throwIfStopped(stop);
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

} // namespace halftone::image::detail
