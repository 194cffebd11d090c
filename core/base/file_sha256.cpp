// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_sha256.h"

#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/base/progress.h"
#include "core/base/sha256.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace halftone {

std::string sha256OfFile(const std::filesystem::path& file, const StopToken& stop)
{
    InputFile bytes(file);
    Sha256 sum;
    std::vector<std::byte> block(std::size_t{1} << 20);
    while (const std::size_t count = bytes.read(block.data(), block.size())) {
        throwIfStopped(stop);
        sum.add({block.data(), count});
    }
    return sum.finish();
}

std::string sha256OfFiles(std::span<const std::filesystem::path> files, const StopToken& stop)
{
    if (files.size() == 1) {
        return sha256OfFile(files.front(), stop);
    }
    std::vector<std::pair<std::string, std::string>> lines; // name, sum
    for (const std::filesystem::path& file : files) {
        lines.emplace_back(toUtf8(file.filename()), sha256OfFile(file, stop));
    }
    std::sort(lines.begin(), lines.end());
    Sha256 sum;
    for (const auto& [name, ofFile] : lines) {
        sum.add(ofFile + "  " + name + "\n");
    }
    return sum.finish();
}

} // namespace halftone
