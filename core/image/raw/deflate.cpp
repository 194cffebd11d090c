// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/raw/detail/deflate.h"

#include "core/base/error.h"

#include <itk_zlib.h>

#include <utility>
#include <vector>

namespace halftone::image::detail {
namespace {

/// zlib's compressor.
class Deflater {
public:
    explicit Deflater(Wrapper wrapper) : m_buffer(kBuffer)
    {
        constexpr int kWindow = 15;
        if (deflateInit2(&m_stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
                         wrapper == Wrapper::Gzip ? kWindow + 16 : kWindow, 8, Z_DEFAULT_STRATEGY)
            != Z_OK) {
            throw Error(ErrorCode::OutOfMemory,
                        "There is not enough memory to compress the voxels.");
        }
    }
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;
    ~Deflater() { deflateEnd(&m_stream); }

    void add(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const std::string_view chunk = bytes.substr(0, kBuffer);
            bytes.remove_prefix(chunk.size());
            m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(chunk.data()));
            m_stream.avail_in = static_cast<uInt>(chunk.size());
            while (m_stream.avail_in > 0) {
                step(Z_NO_FLUSH);
            }
        }
    }

    [[nodiscard]] std::string finish()
    {
        while (step(Z_FINISH) != Z_STREAM_END) {
        }
        return std::move(m_result);
    }

private:
    static constexpr std::size_t kBuffer = std::size_t{1} << 20;

    int step(int flush)
    {
        m_stream.next_out = reinterpret_cast<Bytef*>(m_buffer.data());
        m_stream.avail_out = static_cast<uInt>(m_buffer.size());
        const int state = deflate(&m_stream, flush);
        m_result.append(m_buffer.data(), m_buffer.size() - m_stream.avail_out);
        return state;
    }

    z_stream m_stream{};
    std::vector<char> m_buffer;
    std::string m_result;
};

} // namespace

std::string deflated(std::string_view header, const Voxels& voxels, Wrapper wrapper)
{
    Deflater deflater(wrapper);
    deflater.add(header);
    std::visit(
        [&](const auto& values) {
            deflater.add(
                {reinterpret_cast<const char*>(values.data()), values.size() * sizeof values[0]});
        },
        voxels);
    return deflater.finish();
}

} // namespace halftone::image::detail
