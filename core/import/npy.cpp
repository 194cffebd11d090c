// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/import/npy.h"

#include "core/base/checked_size.h"
#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/parse_number.h"
#include "core/base/path_text.h"
#include "core/base/visible_text.h"
#include "core/model/float16.h"

#include <bit>
#include <optional>
#include <string>
#include <string_view>

namespace halftone::import {
namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 31;
constexpr std::uint64_t kMostValues = std::uint64_t{1} << 28;
constexpr std::size_t kMostDimensions = 8;

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& fault,
                       ErrorCode code = ErrorCode::FileFormat)
{
    throw Error(code, '\'' + visible(toUtf8(path.filename()), 200) + "' " + fault + '.');
}

/// What follows a key of the header, a Python dictionary: up to a comma, or of a tuple up to its
/// end.
std::string_view valueOf(std::string_view header, std::string_view key)
{
    const std::size_t at = header.find(key);
    if (at == std::string_view::npos) {
        return {};
    }
    std::string_view rest = header.substr(at + key.size());
    const std::size_t begin = rest.find_first_not_of(" :");
    rest = begin == std::string_view::npos ? std::string_view{} : rest.substr(begin);
    const bool isTuple = !rest.empty() && rest.front() == '(';
    const std::size_t end = rest.find(isTuple ? ')' : ',');
    return rest.substr(0, end);
}

std::optional<std::vector<std::int64_t>> shapeOf(std::string_view tuple)
{
    std::vector<std::int64_t> shape;
    if (tuple.empty() || tuple.front() != '(') {
        return std::nullopt;
    }
    tuple.remove_prefix(1);
    while (!tuple.empty()) {
        const std::size_t comma = tuple.find(',');
        std::string_view side = tuple.substr(0, comma);
        while (!side.empty() && side.front() == ' ') {
            side.remove_prefix(1);
        }
        if (!side.empty()) {
            const std::optional<std::int64_t> number = parseInteger(side);
            if (!number || *number < 0 || shape.size() == kMostDimensions) {
                return std::nullopt;
            }
            shape.push_back(*number);
        }
        tuple = comma == std::string_view::npos ? std::string_view{} : tuple.substr(comma + 1);
    }
    return shape;
}

/// The number that bits of a type are ('f4' for float32), as numpy names types.
double numberOf(char kind, std::size_t bytes, std::uint64_t bits)
{
    if (kind == 'f') {
        return bytes == 2   ? model::halfToFloat(static_cast<std::uint16_t>(bits))
               : bytes == 4 ? std::bit_cast<float>(static_cast<std::uint32_t>(bits))
                            : std::bit_cast<double>(bits);
    }
    if (kind == 'i') {
        const unsigned unused = 64 - 8 * static_cast<unsigned>(bytes);
        return static_cast<double>(std::bit_cast<std::int64_t>(bits << unused) >> unused);
    }
    return static_cast<double>(bits);
}

} // namespace

NpyArray readNpy(const std::filesystem::path& path)
{
    const std::string bytes = readBytes(path, kMostBytes);
    const std::string_view file = bytes;
    if (file.size() < 12 || file.substr(0, 6) != "\x93NUMPY") {
        fail(path, "is no .npy file");
    }
    const auto byte = [file](std::size_t at) {
        return static_cast<std::size_t>(static_cast<unsigned char>(file[at]));
    };
    const std::size_t lengthBytes = byte(6) == 1 ? 2 : 4;
    std::size_t length = 0;
    for (std::size_t i = lengthBytes; i > 0; --i) {
        length = length * 256 + byte(8 + i - 1);
    }
    const std::size_t begin = 8 + lengthBytes;
    if (length > file.size() - begin) {
        fail(path, "is cut in its header");
    }
    const std::string_view header = file.substr(begin, length);
    const std::string_view type = valueOf(header, "'descr'");
    const auto shape = shapeOf(valueOf(header, "'shape'"));
    if (type.size() != 5 || !shape) {
        fail(path, "has a header that says no type or shape");
    }
    const char kind = type[2];
    const std::size_t each = static_cast<std::size_t>(type[3] - '0');
    const bool isFloat = kind == 'f' && (each == 2 || each == 4 || each == 8);
    const bool isWhole = (kind == 'i' || kind == 'u' || (kind == 'b' && each == 1))
                         && (each == 1 || each == 2 || each == 4 || each == 8);
    if ((!isFloat && !isWhole) || (type[1] == '>' && each > 1)
        || valueOf(header, "'fortran_order'") != "False") {
        fail(path,
             "holds values of type " + visible(type, 20)
                 + ", or in an order, that is not read: little-endian numbers in C order are",
             ErrorCode::Unsupported);
    }
    std::optional<std::uint64_t> count = 1;
    for (const std::int64_t side : *shape) {
        count = count ? checkedProduct({*count, static_cast<std::uint64_t>(side)}, kMostValues)
                      : std::nullopt;
    }
    if (!count || *count * each != file.size() - begin - length) {
        fail(path, "has another size than its shape says");
    }
    NpyArray array{*shape, std::vector<float>(static_cast<std::size_t>(*count))};
    for (std::size_t i = 0; i < array.values.size(); ++i) {
        std::uint64_t bits = 0;
        for (std::size_t b = 0; b < each; ++b) {
            bits |= static_cast<std::uint64_t>(byte(begin + length + i * each + b)) << (8 * b);
        }
        array.values[i] = static_cast<float>(numberOf(kind, each, bits));
    }
    return array;
}

} // namespace halftone::import
