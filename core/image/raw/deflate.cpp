// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/raw/detail/deflate.h"

#include "core/base/error.h"

#include <itk_zlib.h>

#include <algorithm>
#include <vector>

namespace halftone::image::detail {
namespace {

std::string deflateBytes(const char* data, std::size_t count, Wrapper wrapper)
{
    constexpr std::size_t kBuffer = std::size_t{1} << 20;
    constexpr int kWindow = 15;
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
                     wrapper == Wrapper::Gzip ? kWindow + 16 : kWindow, 8, Z_DEFAULT_STRATEGY)
        != Z_OK) {
        throw Error(ErrorCode::OutOfMemory, "There is not enough memory to compress the voxels.");
    }
    std::string result;
    std::vector<char> buffer(kBuffer);
    int state = Z_OK;
    while (state != Z_STREAM_END) {
        if (stream.avail_in == 0 && count > 0) {
            const std::size_t chunk = std::min(count, kBuffer);
            stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data));
            stream.avail_in = static_cast<uInt>(chunk);
            data += chunk;
            count -= chunk;
        }
        stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream.avail_out = static_cast<uInt>(buffer.size());
        state = deflate(&stream, count == 0 ? Z_FINISH : Z_NO_FLUSH);
        result.append(buffer.data(), buffer.size() - stream.avail_out);
    }
    deflateEnd(&stream);
    return result;
}

} // namespace

std::string deflated(const Voxels& voxels, Wrapper wrapper)
{
    return std::visit(
        [&](const auto& values) {
            return deflateBytes(reinterpret_cast<const char*>(values.data()),
                                values.size() * sizeof values[0], wrapper);
        },
        voxels);
}

} // namespace halftone::image::detail
