// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/import/detail/onnx_tensor.h"

#include "core/base/checked_size.h"
#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/parse_number.h"
#include "core/base/path_text.h"
#include "core/base/visible_text.h"
#include "core/model/float16.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

namespace halftone::import::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostName = 100;
/// Numbers of tensors that several nodes read, which are copied for each.
constexpr std::uint64_t kMostRepeated = std::uint64_t{1} << 25;

[[noreturn]] void fail(std::string_view name, const std::string& fault,
                       ErrorCode code = ErrorCode::FileFormat)
{
    throw Error(code, "tensor '" + visible(name, kMostName) + "' " + fault + '.');
}

/// Bytes of one number; 0 of types that are none.
std::size_t bytesOf(DataType type)
{
    switch (type) {
    case DataType::Uint8:
    case DataType::Int8:
    case DataType::Bool: return 1;
    case DataType::Uint16:
    case DataType::Int16:
    case DataType::Float16:
    case DataType::Bfloat16: return 2;
    case DataType::Float:
    case DataType::Int32:
    case DataType::Uint32: return 4;
    case DataType::Int64:
    case DataType::Uint64:
    case DataType::Double: return 8;
    }
    return 0;
}

/// What the little-endian bits of a number mean. Of typed lists the bits are those of an int64.
double meaningOf(DataType type, std::uint64_t bits)
{
    switch (type) {
    case DataType::Uint8: return static_cast<std::uint8_t>(bits);
    case DataType::Int8: return static_cast<std::int8_t>(bits);
    case DataType::Bool: return bits != 0 ? 1 : 0;
    case DataType::Uint16: return static_cast<std::uint16_t>(bits);
    case DataType::Int16: return static_cast<std::int16_t>(bits);
    case DataType::Float16: return model::halfToFloat(static_cast<std::uint16_t>(bits));
    case DataType::Bfloat16:
        return std::bit_cast<float>(static_cast<std::uint32_t>(bits & 0xFFFFU) << 16);
    case DataType::Float: return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    case DataType::Int32: return static_cast<std::int32_t>(bits);
    case DataType::Uint32: return static_cast<std::uint32_t>(bits);
    case DataType::Int64: return static_cast<double>(std::bit_cast<std::int64_t>(bits));
    case DataType::Uint64: return static_cast<double>(bits);
    case DataType::Double: return std::bit_cast<double>(bits);
    }
    return 0;
}

template <typename T>
void requireFinite(const Tensor& tensor, const std::vector<T>& values)
{
    if (!std::all_of(values.begin(), values.end(), [](T v) { return std::isfinite(v); })) {
        fail(tensor.name, "has a number that is not finite");
    }
}

template <typename T>
std::vector<T> decoded(DataType type, Bytes raw)
{
    const std::size_t each = bytesOf(type);
    std::vector<T> values(raw.size() / each);
    for (std::size_t i = 0; i < values.size(); ++i) {
        std::uint64_t bits = 0;
        for (std::size_t byte = 0; byte < each; ++byte) {
            bits |= static_cast<std::uint64_t>(raw[i * each + byte]) << (8 * byte);
        }
        values[i] = static_cast<T>(meaningOf(type, bits));
    }
    return values;
}

/// The fields of a TensorProto that hold numbers.
struct Lists {
    std::optional<Bytes> raw;
    std::vector<float> floats;
    std::vector<double> doubles;
    std::vector<std::int64_t> integers;
};

Lists listsOf(const Tensor& tensor)
{
    Lists lists;
    Field field;
    for (MessageReader reader(tensor.message); reader.next(field);) {
        switch (field.number) {
        case 4: append(field, lists.floats); break;
        case 5:
        case 7:
        case 11: append(field, lists.integers); break;
        case 9: lists.raw = field.message(); break;
        case 10: append(field, lists.doubles); break;
        default: break;
        }
    }
    return lists;
}

template <typename T>
std::vector<T> ofLists(const Tensor& tensor, const Lists& lists)
{
    if (tensor.type == DataType::Float) {
        return {lists.floats.begin(), lists.floats.end()};
    }
    std::vector<T> values;
    if (tensor.type == DataType::Double) {
        for (const double value : lists.doubles) {
            values.push_back(static_cast<T>(value));
        }
    } else {
        for (const std::int64_t value : lists.integers) {
            values.push_back(
                static_cast<T>(meaningOf(tensor.type, std::bit_cast<std::uint64_t>(value))));
        }
    }
    return values;
}

/// A place in another file.
struct Place {
    std::string_view location;
    std::uint64_t offset = 0;
    std::optional<std::uint64_t> length;
};

Place placeOf(const Tensor& tensor)
{
    Place place;
    Field field;
    for (MessageReader reader(tensor.message); reader.next(field);) {
        std::string_view key;
        std::string_view value;
        Field entry;
        for (MessageReader entries(field.number == 13 ? field.message() : Bytes{});
             entries.next(entry);) {
            (entry.number == 1 ? key : value) = entry.text();
        }
        const std::optional<std::int64_t> number = parseInteger(value);
        const bool isCount = number && *number >= 0;
        if (key == "location") {
            place.location = value;
        } else if ((key == "offset" || key == "length") && !isCount) {
            fail(tensor.name, "has an offset or a length of its data that is none");
        } else if (key == "offset") {
            place.offset = static_cast<std::uint64_t>(*number);
        } else if (key == "length") {
            place.length = static_cast<std::uint64_t>(*number);
        }
    }
    return place;
}

} // namespace

std::uint64_t countOf(std::string_view name, const std::vector<std::int64_t>& dims)
{
    std::optional<std::uint64_t> count = 1;
    for (const std::int64_t dim : dims) {
        if (dim < 0) {
            fail(name, "has a negative dimension");
        }
        if (dim == 0 && dims.size() > 1) {
            fail(name, "has a dimension of length 0");
        }
        count = checkedProduct({*count, static_cast<std::uint64_t>(dim)}, std::uint64_t{1} << 31);
        if (!count) {
            fail(name, "has more than 2^31 numbers");
        }
    }
    return *count;
}

std::string TensorReader::external(const Tensor& tensor, std::uint64_t bytes) const
{
    const Place place = placeOf(tensor);
    const fs::path name = fromUtf8(place.location);
    // No path at all: neither elsewhere nor, through a folder that is a link, out of here.
    if (name.empty() || name.has_parent_path() || name.has_root_path() || name == "."
        || name == ".." || !isVisible(place.location)
        || place.location.find('\\') != std::string_view::npos) {
        fail(tensor.name, "has its numbers in '" + visible(place.location, kMostName)
                              + "'; only a file in the model's own folder is read");
    }
    const fs::path path = m_model.parent_path() / name;
    std::error_code ignored;
    if (fs::is_symlink(path, ignored)) {
        fail(tensor.name, "has its numbers in '" + visible(place.location, kMostName)
                              + "', which is a link to elsewhere; copy the file itself there");
    }
    InputFile file(path);
    if (place.length.value_or(bytes) != bytes || place.offset > file.size()
        || file.size() - place.offset < bytes) {
        fail(tensor.name, "needs " + std::to_string(bytes) + " bytes at "
                              + std::to_string(place.offset) + " of '"
                              + visible(place.location, kMostName) + "', which has "
                              + std::to_string(file.size()));
    }
    std::string data(static_cast<std::size_t>(bytes), '\0');
    file.seek(place.offset);
    if (file.read(data.data(), data.size()) != data.size()) {
        fail(tensor.name, "has a file of numbers that became shorter");
    }
    return data;
}

void TensorReader::countRepeated(const Tensor& tensor, std::uint64_t count) const
{
    if (!m_read.insert(tensor.message.data()).second) {
        m_repeated += count;
        if (m_repeated > kMostRepeated) {
            fail(tensor.name, "and others are used again and again; the model would hold more "
                              "weights than its file");
        }
    }
}

template <typename T>
std::vector<T> TensorReader::read(const Tensor& tensor) const
{
    const std::size_t each = bytesOf(tensor.type);
    if (each == 0) {
        fail(tensor.name,
             "is of type " + std::to_string(static_cast<int>(tensor.type))
                 + " of ONNX, which holds no numbers that can be imported",
             ErrorCode::Unsupported);
    }
    const std::uint64_t count = countOf(tensor.name, tensor.dims);
    countRepeated(tensor, count);
    std::vector<T> values;
    if (tensor.isExternal) {
        const std::string data = external(tensor, count * each);
        values = decoded<T>(tensor.type, std::as_bytes(std::span(data)));
    } else {
        const Lists lists = listsOf(tensor);
        if (lists.raw && lists.raw->size() != count * each) {
            fail(tensor.name, "has " + std::to_string(lists.raw->size()) + " bytes, not "
                                  + std::to_string(count * each));
        }
        values = lists.raw ? decoded<T>(tensor.type, *lists.raw) : ofLists<T>(tensor, lists);
    }
    if (values.size() != count) {
        fail(tensor.name,
             "has " + std::to_string(values.size()) + " numbers, not " + std::to_string(count));
    }
    requireFinite(tensor, values);
    return values;
}

std::vector<float> TensorReader::floats(const Tensor& tensor) const
{
    return read<float>(tensor);
}

std::vector<double> TensorReader::numbers(const Tensor& tensor) const
{
    return read<double>(tensor);
}

} // namespace halftone::import::detail
