// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/safetensors.h"

#include "core/base/atomic_file.h"
#include "core/base/checked_size.h"
#include "core/base/input_file.h"
#include "core/base/output_file.h"
#include "core/base/path_text.h"
#include "core/base/progress.h"
#include "core/base/visible_text.h"
#include "core/model/detail/file_checksum.h"
#include "core/model/detail/json_fields.h"
#include "core/model/parse_json.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <optional>
#include <span>

namespace halftone::model {
namespace {

using detail::Json;
namespace fs = std::filesystem;

static_assert(std::endian::native == std::endian::little, "tensors are little-endian in the file");

constexpr std::size_t kMaxHeaderBytes = std::size_t{16} << 20;
constexpr std::size_t kMaxDimensions = 8;

struct DtypeSize {
    std::string_view name;
    std::size_t bytes;
};
constexpr std::array<DtypeSize, 13> kDtypes{{{"BOOL", 1},
                                             {"U8", 1},
                                             {"I8", 1},
                                             {"I16", 2},
                                             {"U16", 2},
                                             {"F16", 2},
                                             {"BF16", 2},
                                             {"I32", 4},
                                             {"U32", 4},
                                             {"F32", 4},
                                             {"I64", 8},
                                             {"U64", 8},
                                             {"F64", 8}}};

template <typename T>
constexpr const char* dtypeOf();
template <>
constexpr const char* dtypeOf<std::uint8_t>()
{
    return "U8";
}
template <>
constexpr const char* dtypeOf<std::int8_t>()
{
    return "I8";
}
template <>
constexpr const char* dtypeOf<std::int16_t>()
{
    return "I16";
}
template <>
constexpr const char* dtypeOf<std::uint16_t>()
{
    return "F16";
} // binary16 as bits
template <>
constexpr const char* dtypeOf<std::int32_t>()
{
    return "I32";
}
template <>
constexpr const char* dtypeOf<float>()
{
    return "F32";
}

[[noreturn]] void refuse(const std::string& fault)
{
    throw Error(ErrorCode::FileFormat, fault);
}

std::string printShape(const std::vector<std::int64_t>& shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i) {
        text += (i == 0 ? "" : ",") + std::to_string(shape[i]);
    }
    return text + "]";
}

// Product of the shape times the element size; nothing if it exceeds `limit` (which is below 2^63).
std::optional<std::uint64_t> byteCount(const std::vector<std::int64_t>& shape, std::size_t element,
                                       std::uint64_t limit)
{
    std::optional<std::uint64_t> bytes = element;
    for (const std::int64_t extent : shape) {
        bytes = bytes ? checkedProduct({*bytes, static_cast<std::uint64_t>(extent)}, limit) : bytes;
    }
    return bytes;
}

struct Entry {
    std::string name;
    std::string dtype;
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

std::uint64_t readCount(const Json& value, const std::string& tensor)
{
    if (!value.is_number_unsigned()
        || value.get<std::uint64_t>()
               > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        refuse("Tensor '" + tensor + "': shape and offsets must be whole numbers of 0 or more.");
    }
    return value.get<std::uint64_t>();
}

Entry readEntry(const std::string& name, const Json& json, std::uint64_t dataBytes)
{
    Entry entry;
    entry.name = name;
    entry.dtype = detail::stringField(json, "dtype");
    const Json& shape = detail::arrayField(json, "shape");
    const Json& offsets = detail::arrayField(json, "data_offsets");
    const auto* dtype = std::find_if(kDtypes.begin(), kDtypes.end(),
                                     [&](const DtypeSize& d) { return d.name == entry.dtype; });
    if (dtype == kDtypes.end()) {
        refuse("Tensor '" + name + "' has the unknown type '" + entry.dtype + "'.");
    }
    if (shape.size() > kMaxDimensions || offsets.size() != 2) {
        refuse("Tensor '" + name + "': expected at most 8 dimensions and two offsets.");
    }
    for (const Json& extent : shape) {
        entry.shape.push_back(static_cast<std::int64_t>(readCount(extent, name)));
    }
    entry.begin = readCount(offsets[0], name);
    entry.end = readCount(offsets[1], name);
    const auto bytes = byteCount(entry.shape, dtype->bytes, dataBytes);
    if (entry.end < entry.begin || entry.end > dataBytes || !bytes
        || *bytes != entry.end - entry.begin) {
        refuse("Tensor '" + name + "': its offsets do not fit its shape " + printShape(entry.shape)
               + " of " + entry.dtype
               + " or lie outside the file; the file is damaged or cut short.");
    }
    return entry;
}

std::map<std::string, std::string> readMetadata(const Json& json)
{
    std::map<std::string, std::string> metadata;
    if (!json.is_object()) {
        refuse("'__metadata__' is not an object.");
    }
    for (const auto& item : json.items()) {
        if (!item.value().is_string()) {
            refuse("'__metadata__': the value of '" + item.key() + "' is not text.");
        }
        metadata[item.key()] = item.value().get<std::string>();
    }
    return metadata;
}

// Entries in file order, covering [0, dataBytes) without gaps or overlaps.
std::vector<Entry> readEntries(const Json& header, std::uint64_t dataBytes)
{
    std::vector<Entry> entries;
    for (const auto& item : header.items()) {
        if (item.key() != "__metadata__") {
            entries.push_back(readEntry(item.key(), item.value(), dataBytes));
        }
    }
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
    });
    std::uint64_t position = 0;
    for (const Entry& entry : entries) {
        if (entry.begin != position) {
            refuse("Tensor '" + entry.name + "' starts at byte " + std::to_string(entry.begin)
                   + " of the data, expected " + std::to_string(position)
                   + ": tensors overlap or leave a gap.");
        }
        position = entry.end;
    }
    if (position != dataBytes) {
        refuse("The tensors take " + std::to_string(position) + " bytes, but the file holds "
               + std::to_string(dataBytes) + "; it is damaged.");
    }
    return entries;
}

void readAll(InputFile& file, void* to, std::uint64_t count, const StopToken& stop)
{
    constexpr std::uint64_t kBlock = std::uint64_t{1} << 22;
    auto* at = static_cast<char*>(to);
    while (count > 0) {
        throwIfStopped(stop);
        const auto wanted = static_cast<std::size_t>(std::min(count, kBlock));
        if (file.read(at, wanted) != wanted) {
            refuse("The file ends too early.");
        }
        at += wanted;
        count -= wanted;
    }
}

constexpr const char* kDamaged =
    "The file is damaged or cut short: its bytes do not fit the checksum that was written with "
    "them. Copy it again from where it came from, or make it again.";

Json parseHeader(const std::string& text)
{
    try {
        return parseJson(text, "The header");
    } catch (const Error& fault) {
        refuse(std::string(fault.what())
               + " It is no safetensors file, or it is damaged: copy it again from where it came "
                 "from.");
    }
}

Safetensors readFrom(InputFile& file, std::size_t maxBytes, const StopToken& stop)
{
    const std::uint64_t fileBytes = file.size();
    if (fileBytes > maxBytes) {
        refuse("The file has " + std::to_string(fileBytes) + " bytes; at most "
               + std::to_string(maxBytes) + " are read.");
    }
    std::uint64_t headerBytes = 0;
    if (fileBytes < sizeof headerBytes) {
        refuse("The file has " + std::to_string(fileBytes) + " bytes, too few for safetensors.");
    }
    readAll(file, &headerBytes, sizeof headerBytes, stop);
    if (headerBytes > fileBytes - sizeof headerBytes || headerBytes > kMaxHeaderBytes) {
        refuse("The header claims " + std::to_string(headerBytes)
               + " bytes, more than the file holds or than the 16 MiB allowed. It is no "
                 "safetensors file, or it is damaged.");
    }
    std::string text(static_cast<std::size_t>(headerBytes), '\0');
    readAll(file, text.data(), headerBytes, stop);
    const std::uint64_t dataBytes = fileBytes - sizeof headerBytes - headerBytes;
    const std::optional<std::size_t> checksumAt = detail::findChecksum(text);
    if (checksumAt && !detail::fitsChecksum(file, text, *checksumAt, stop)) {
        refuse(kDamaged);
    }
    const Json header = parseHeader(text);
    if (!header.is_object()) {
        refuse("The header is not a JSON object.");
    }
    Safetensors result;
    if (header.contains("__metadata__")) {
        result.metadata = readMetadata(header.at("__metadata__"));
    }
    if (result.metadata.erase(detail::kChecksumKey) > 0 && !checksumAt) {
        refuse(kDamaged);
    }
    result.checksum = checksumAt ? text.substr(*checksumAt, kSha256Digits) : std::string();
    for (Entry& entry : readEntries(header, dataBytes)) {
        Tensor tensor{std::move(entry.dtype), std::move(entry.shape), {}};
        tensor.data.resize(static_cast<std::size_t>(entry.end - entry.begin));
        readAll(file, tensor.data.data(), entry.end - entry.begin, stop);
        result.tensors.emplace(std::move(entry.name), std::move(tensor));
    }
    return result;
}

std::string makeHeader(const Safetensors& file)
{
    Json header = Json::object();
    header["__metadata__"] = file.metadata;
    header["__metadata__"][detail::kChecksumKey] = detail::noChecksum();
    std::uint64_t position = 0;
    for (const auto& [name, tensor] : file.tensors) {
        const std::uint64_t end = position + tensor.data.size();
        header[name] = {
            {"dtype", tensor.dtype}, {"shape", tensor.shape}, {"data_offsets", {position, end}}};
        position = end;
    }
    std::string text = detail::dumpJson(header);
    text.append((8 - text.size() % 8) % 8, ' '); // the data then starts on a multiple of 8
    return text;
}

std::string sealedHeader(const Safetensors& file)
{
    std::string header = makeHeader(file);
    const std::size_t digitsAt = detail::findChecksum(header).value();
    const std::string sum = detail::checksumOf(header, digitsAt, [&](Sha256& data) {
        for (const auto& [name, tensor] : file.tensors) {
            data.add(tensor.data);
        }
    });
    return header.replace(digitsAt, kSha256Digits, sum);
}

} // namespace

template <typename T>
void Safetensors::put(const std::string& name, std::vector<std::int64_t> shape,
                      std::span<const T> values)
{
    const auto bytes = byteCount(shape, sizeof(T), std::numeric_limits<std::int64_t>::max());
    if (!bytes || *bytes != values.size_bytes()) {
        throw Error(ErrorCode::ShapeMismatch, "Tensor '" + name + "': " + printShape(shape)
                                                  + " does not hold "
                                                  + std::to_string(values.size()) + " values.");
    }
    const auto data = std::as_bytes(values);
    tensors[name] = Tensor{dtypeOf<T>(), std::move(shape), {data.begin(), data.end()}};
}

template <typename T>
std::vector<T> Safetensors::get(const std::string& name,
                                const std::vector<std::int64_t>& shape) const
{
    const auto found = tensors.find(name);
    if (found == tensors.end()) {
        refuse("Tensor '" + name + "' is missing.");
    }
    const Tensor& tensor = found->second;
    if (tensor.dtype != dtypeOf<T>() || tensor.shape != shape) {
        refuse("Tensor '" + name + "': expected " + dtypeOf<T>() + " " + printShape(shape)
               + ", found " + tensor.dtype + " " + printShape(tensor.shape) + ".");
    }
    std::vector<T> values(tensor.data.size() / sizeof(T));
    if (!values.empty()) {
        std::memcpy(values.data(), tensor.data.data(), values.size() * sizeof(T));
    }
    return values;
}

#define HALFTONE_INSTANTIATE(T)                                                                    \
    template void Safetensors::put<T>(const std::string&, std::vector<std::int64_t>,               \
                                      std::span<const T>);                                         \
    template std::vector<T> Safetensors::get<T>(const std::string&,                                \
                                                const std::vector<std::int64_t>&) const;
HALFTONE_INSTANTIATE(std::uint8_t)
HALFTONE_INSTANTIATE(std::int8_t)
HALFTONE_INSTANTIATE(std::int16_t)
HALFTONE_INSTANTIATE(std::uint16_t)
HALFTONE_INSTANTIATE(std::int32_t)
HALFTONE_INSTANTIATE(float)
#undef HALFTONE_INSTANTIATE

Safetensors readSafetensors(const fs::path& path, const StopToken& stop, std::size_t maxBytes)
{
    InputFile file(path);
    try {
        return readFrom(file, maxBytes, stop);
    } catch (const Error& fault) {
        if (fault.code() == ErrorCode::FileRead) { // names the file already
            throw;
        }
        throwIfStopped(stop);
        throw Error(fault.code(), "'" + toUtf8(path) + "': " + visible(fault.what()));
    }
}

void writeSafetensors(const fs::path& path, const Safetensors& file)
{
    const std::string header = sealedHeader(file);
    const std::string headerBytes = detail::lengthOf(header);
    writeAtomically(path, [&](const fs::path& temporary) {
        OutputFile out(temporary, path);
        out.write(headerBytes);
        out.write(header);
        for (const auto& [name, tensor] : file.tensors) {
            out.write(std::span(tensor.data));
        }
        out.close();
    });
}

std::vector<std::byte> safetensorsBytes(const Safetensors& file)
{
    std::vector<std::byte> bytes;
    const auto append = [&bytes](std::span<const std::byte> part) {
        bytes.insert(bytes.end(), part.begin(), part.end());
    };
    const std::string header = sealedHeader(file);
    const std::string start = detail::lengthOf(header) + header;
    append(std::as_bytes(std::span(start)));
    for (const auto& [name, tensor] : file.tensors) {
        append(tensor.data);
    }
    return bytes;
}

} // namespace halftone::model
