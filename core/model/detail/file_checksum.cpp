// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/detail/file_checksum.h"

#include "core/base/progress.h"

#include <cstdint>
#include <cstring>
#include <vector>

namespace halftone::model::detail {

std::string noChecksum()
{
    return std::string(kSha256Digits, '0');
}

std::optional<std::size_t> findChecksum(std::string_view header)
{
    const std::string begin = '"' + std::string(kChecksumKey) + "\":\"";
    const std::size_t found = header.find(begin);
    if (found == std::string_view::npos) {
        return std::nullopt;
    }
    const std::size_t digits = found + begin.size();
    if (header.find(begin, digits) != std::string_view::npos
        || header.size() - digits <= kSha256Digits || header[digits + kSha256Digits] != '"') {
        return std::nullopt;
    }
    return digits;
}

std::string checksumOf(std::string header, std::size_t digitsAt,
                       const std::function<void(Sha256&)>& addData)
{
    header.replace(digitsAt, kSha256Digits, noChecksum());
    Sha256 sum;
    sum.add(lengthOf(header));
    sum.add(header);
    addData(sum);
    return sum.finish();
}

bool fitsChecksum(InputFile& file, const std::string& header, std::size_t digitsAt,
                  const StopToken& stop)
{
    const std::uint64_t start = file.at();
    const std::string found = checksumOf(header, digitsAt, [&](Sha256& sum) {
        std::vector<char> block(std::size_t{64} << 10);
        while (const std::size_t got = file.read(block.data(), block.size())) {
            throwIfStopped(stop);
            sum.add(std::string_view(block.data(), got));
        }
    });
    file.seek(start);
    return found == header.substr(digitsAt, kSha256Digits);
}

std::string lengthOf(std::string_view header)
{
    const std::uint64_t bytes = header.size();
    std::string text(sizeof bytes, '\0');
    std::memcpy(text.data(), &bytes, sizeof bytes);
    return text;
}

} // namespace halftone::model::detail
