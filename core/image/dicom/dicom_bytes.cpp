// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/dicom/detail/dicom_bytes.h"

#include "core/image/raw/detail/inflater.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace halftone::image::detail {

DicomBytes::DicomBytes(const std::filesystem::path& path)
    : m_file(path), m_total(static_cast<std::int64_t>(m_file.size()))
{
}

bool DicomBytes::read(std::int64_t offset, std::int64_t count, void* target)
{
    if (offset < 0 || count < 0 || offset > m_total || count > m_total - offset) {
        return false;
    }
    auto* bytes = static_cast<char*>(target);
    if (m_inflated && offset >= m_inflatedStart) {
        std::memcpy(bytes, m_memory.data() + (offset - m_inflatedStart),
                    static_cast<std::size_t>(count));
        return true;
    }
    return readFile(offset, count, bytes);
}

bool DicomBytes::readFile(std::int64_t offset, std::int64_t count, char* target)
{
    constexpr std::int64_t kWindow = 65536;
    const auto fetch = [this](std::int64_t from, std::int64_t bytes, char* to) {
        m_file.seek(static_cast<std::uint64_t>(from));
        const auto wanted = static_cast<std::size_t>(bytes);
        return m_file.read(to, wanted) == wanted;
    };
    if (count > kWindow) {
        return fetch(offset, count, target);
    }
    const std::int64_t end = m_windowStart + static_cast<std::int64_t>(m_window.size());
    if (offset < m_windowStart || offset + count > end) {
        m_window.resize(static_cast<std::size_t>(std::min(kWindow, m_total - offset)));
        m_windowStart = offset;
        if (!fetch(offset, static_cast<std::int64_t>(m_window.size()), m_window.data())) {
            m_window.clear();
            return false;
        }
    }
    std::memcpy(target, m_window.data() + (offset - m_windowStart),
                static_cast<std::size_t>(count));
    return true;
}

bool DicomBytes::inflateFrom(std::int64_t offset)
{
    // Without zlib's own header, as the transfer syntax says; some writers leave it in.
    std::array<unsigned char, 2> start{};
    if (!read(offset, 2, start.data())) {
        return false;
    }
    const bool wrapped = (start[0] & 0x0f) == 8 && (start[0] * 256 + start[1]) % 31 == 0;
    Inflater inflater(wrapped ? MAX_WBITS : -MAX_WBITS);
    z_stream& stream = inflater.stream;
    std::array<char, 65536> input{};
    std::array<char, 65536> output{};
    std::string inflated;
    int state = Z_OK;
    std::int64_t at = offset;
    while (state == Z_OK && static_cast<std::int64_t>(inflated.size()) < kMaxInflated) {
        if (stream.avail_in == 0) {
            const std::int64_t count =
                std::min(static_cast<std::int64_t>(input.size()), m_total - at);
            if (count <= 0 || !read(at, count, input.data())) {
                break;
            }
            at += count;
            stream.next_in = reinterpret_cast<Bytef*>(input.data());
            stream.avail_in = static_cast<uInt>(count);
        }
        stream.next_out = reinterpret_cast<Bytef*>(output.data());
        stream.avail_out = static_cast<uInt>(output.size());
        state = inflate(&stream, Z_NO_FLUSH);
        inflated.append(output.data(), output.size() - stream.avail_out);
    }
    if (state != Z_STREAM_END) {
        return false;
    }
    m_memory = std::move(inflated);
    m_inflated = true;
    m_inflatedStart = offset;
    m_total = offset + static_cast<std::int64_t>(m_memory.size());
    return true;
}

} // namespace halftone::image::detail
