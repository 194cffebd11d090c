// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/raw/detail/stored_voxels.h"

#include "core/base/parse_number.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <iterator>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBlock = std::size_t{1} << 22;

/// Passes a value of the type that `number` names.
template <typename Body>
auto withType(Number number, const Body& body)
{
    switch (number) {
    case Number::UInt8: return body(std::uint8_t{});
    case Number::Int8: return body(std::int8_t{});
    case Number::UInt16: return body(std::uint16_t{});
    case Number::Int16: return body(std::int16_t{});
    case Number::UInt32: return body(std::uint32_t{});
    case Number::Int32: return body(std::int32_t{});
    case Number::UInt64: return body(std::uint64_t{});
    case Number::Int64: return body(std::int64_t{});
    case Number::Float32: return body(float{});
    case Number::Float64: break;
    }
    return body(double{});
}

Error missing(const fs::path& path, std::uint64_t bytes)
{
    return unreadable(path, Message{"truncated",
                                    "it is truncated or damaged: {1} bytes of voxels are missing",
                                    {std::to_string(bytes)}});
}

template <typename T>
std::vector<T> readBinary(const StoredVoxels& stored, ByteReader& reader, std::size_t count,
                          const ProgressFn& progress, const StopToken& stop)
{
    std::vector<T> data(count);
    auto* at = reinterpret_cast<char*>(data.data());
    const std::size_t bytes = count * sizeof(T);
    for (std::size_t done = 0; done < bytes;) {
        throwIfStopped(stop);
        const std::size_t wanted = std::min(bytes - done, kBlock);
        const std::size_t got = reader.read(at + done, wanted);
        if (got < wanted) {
            throw missing(stored.place.files.front(), bytes - done - got);
        }
        done += got;
        reportProgress(progress, static_cast<double>(done) / static_cast<double>(bytes));
    }
    if (stored.swapped) {
        for (T& value : data) {
            auto* raw = reinterpret_cast<char*>(&value);
            std::reverse(raw, raw + sizeof(T));
        }
    }
    return data;
}

/// Words of a text, separated by white space or commas.
class Words {
public:
    explicit Words(ByteReader& reader) : m_reader(reader), m_buffer(kBuffer) {}

    /// False at the end.
    bool next(std::string& word)
    {
        constexpr std::size_t kLongest = 64;
        word.clear();
        for (char letter = 0; read(letter);) {
            if (letter == ' ' || letter == ',' || (letter >= '\t' && letter <= '\r')) {
                if (!word.empty()) {
                    return true;
                }
            } else if (word.size() < kLongest) {
                word += letter;
            }
        }
        return !word.empty();
    }

private:
    static constexpr std::size_t kBuffer = 65536;

    bool read(char& letter)
    {
        if (m_at == m_filled) {
            m_filled = m_reader.read(m_buffer.data(), m_buffer.size());
            m_at = 0;
        }
        if (m_filled == 0) {
            return false;
        }
        letter = m_buffer[m_at++];
        return true;
    }

    ByteReader& m_reader;
    std::vector<char> m_buffer;
    std::size_t m_at = 0;
    std::size_t m_filled = 0;
};

template <typename T>
bool parse(const std::string& word, T& value)
{
    if constexpr (std::is_integral_v<T>) {
        const auto whole = parseInteger(word);
        value = static_cast<T>(whole.value_or(0));
        return whole && std::in_range<T>(*whole);
    } else {
        std::string lower = word;
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        const bool minus = lower.starts_with('-');
        const std::string_view name = std::string_view(lower).substr(minus ? 1 : 0);
        if (name == "nan" || name == "inf" || name == "infinity") {
            using Limits = std::numeric_limits<T>;
            value = name == "nan" ? Limits::quiet_NaN() : Limits::infinity();
            value = minus ? -value : value;
            return true;
        }
        const auto real = parseNumber(word);
        value = static_cast<T>(real.value_or(0));
        return real.has_value();
    }
}

template <typename T>
std::vector<T> readText(const StoredVoxels& stored, ByteReader& reader, std::size_t count,
                        const StopToken& stop)
{
    const fs::path& file = stored.place.files.front();
    std::vector<T> data(count);
    Words words(reader);
    std::string word;
    // The volumes before the wanted one are words to be passed over.
    const std::size_t before = count * static_cast<std::size_t>(stored.volume - 1);
    for (std::size_t n = 0; n < before + count; ++n) {
        if (n % 65536 == 0) {
            throwIfStopped(stop);
        }
        if (!words.next(word)) {
            throw unreadable(file, Message{"truncated",
                                           "it is truncated: {1} of {2} numbers are there",
                                           {std::to_string(n), std::to_string(before + count)}});
        }
        if (n >= before && !parse(word, data[n - before])) {
            throw unreadable(file,
                             Message{"not-a-number",
                                     "voxel {1} is '{2}', which is no number of the type that "
                                     "the header names",
                                     {std::to_string(n), word}});
        }
    }
    return data;
}

/// Whole numbers of 64 bits become int32 where they fit; scaling makes floats.
template <typename T>
Voxels finish(const StoredVoxels& stored, std::vector<T> data)
{
    const auto scale = [&stored](auto& values) {
        using Real = typename std::decay_t<decltype(values)>::value_type;
        for (Real& value : values) {
            value = static_cast<Real>(static_cast<double>(value) * stored.slope + stored.intercept);
        }
    };
    if constexpr (std::is_integral_v<T>) {
        if (stored.isScaled()) {
            using Real = std::conditional_t<sizeof(T) <= 2, float, double>;
            std::vector<Real> real(data.begin(), data.end());
            scale(real);
            return real;
        }
        if constexpr (sizeof(T) == 8) {
            return narrow(data);
        } else {
            return data;
        }
    } else {
        if (stored.isScaled()) {
            scale(data);
        }
        return data;
    }
}

/// Reads the rest, so that damage anywhere is found, and says what does not belong there.
void drain(const StoredVoxels& stored, ByteReader& reader, std::uint64_t volumeBytes,
           const StopToken& stop, Findings& findings)
{
    const std::uint64_t behind =
        volumeBytes * static_cast<std::uint64_t>(stored.volumes - stored.volume);
    std::uint64_t found = 0;
    for (std::uint64_t got = 1; got > 0;) {
        throwIfStopped(stop);
        got = reader.skip(kBlock, stop);
        found += got;
    }
    if (found < behind) {
        throw missing(stored.place.files.front(), behind - found);
    }
    // A few bytes of padding are common; as many as a quarter of a volume are a wrong size.
    const std::uint64_t left = found - behind;
    if (stored.place.byteSkip >= 0 && left > 512 && left >= volumeBytes / 4) {
        findings.push_back({Severity::Warning,
                            {"bytes-left-over",
                             "The file holds {0} bytes more than voxels by its header; they were "
                             "not read. Its size may be stated wrongly.",
                             {std::to_string(left)}}});
    }
}

/// Several files hold slabs of one size.
void requireEqualShares(const fs::path& path, double values, const DataPlace& place)
{
    const auto files = static_cast<double>(place.files.size());
    if (std::fmod(values, files) != 0) {
        throw unreadable(path, Message{"unequal-files",
                                       "its voxels are spread over several files, {1} of them, "
                                       "which cannot hold the same number of voxels each",
                                       {std::to_string(place.files.size())}});
    }
}

std::string typeName(const StoredVoxels& stored)
{
    static constexpr std::array<const char*, 10> kNames{"uint8",   "int8",   "uint16", "int16",
                                                        "uint32",  "int32",  "uint64", "int64",
                                                        "float32", "float64"};
    if (stored.isScaled() && stored.number != Number::Float64) {
        const bool small = bytesOf(stored.number) <= 2 || stored.number == Number::Float32;
        return small ? "float32" : "float64";
    }
    return kNames[static_cast<std::size_t>(stored.number)];
}

void chooseVolume(const fs::path& path, const ReadOptions& options, StoredVoxels& stored,
                  ImageInfo& info)
{
    constexpr int kMostVolumes = 1 << 20;
    if (stored.volumes > kMostVolumes) {
        throw unreadable(path, Message{"too-many-volumes",
                                       "its header gives {1} volumes",
                                       {std::to_string(stored.volumes)}});
    }
    requireVolume(path, options, stored.volumes);
    stored.volume = std::max(1, options.volume);
    info.volume = stored.volume;
    if (stored.volumes == 1) {
        return;
    }
    const std::string count = std::to_string(stored.volumes);
    for (int n = 1; n <= stored.volumes; ++n) {
        const std::string name = "volume " + std::to_string(n) + " of " + count;
        info.volumes.push_back({name, info.geometry.size, name});
    }
    if (options.volume == 0) {
        info.rule = VolumeRule::First;
        info.findings.push_back({Severity::Warning,
                                 {"several-volumes",
                                  "The file holds {0} volumes (4D); the first one was taken.",
                                  {count}}});
    }
}

} // namespace

std::size_t bytesOf(Number number) noexcept
{
    return withType(number, [](auto value) { return sizeof value; });
}

bool isLittleEndian() noexcept
{
    return std::endian::native == std::endian::little;
}

void setStored(const fs::path& path, const ReadOptions& options, StoredVoxels stored,
               Source& source, const StopToken& stop)
{
    ImageInfo& info = source.info;
    chooseVolume(path, options, stored, info);
    info.voxelType = typeName(stored);
    const auto& size = info.geometry.size;
    const double count = double(size[0]) * size[1] * size[2];
    const double values = count * stored.volumes;
    requireEqualShares(path, values, stored.place);
    if (info.files.empty()) {
        info.files = {path};
    }
    const fs::path header = info.files.front();
    std::copy_if(stored.place.files.begin(), stored.place.files.end(),
                 std::back_inserter(info.files), // voxels may lie behind their header
                 [&](const fs::path& file) { return file != header; });
    requireRoom(path, stored.place, stored.encoding,
                values * static_cast<double>(bytesOf(stored.number)), values, stop);
    const std::size_t bytes = info.voxelType == "float64"   ? 8
                              : info.voxelType == "float32" ? 4
                                                            : bytesOf(stored.number);
    info.bytes = voxelBytes(path, info.geometry, bytes);
    source.read = [stored = std::move(stored), voxels = info.geometry.voxels()](
                      const ProgressFn& progress, const StopToken& stopping, Findings& findings,
                      const ReadyFn&) {
        return readStored(stored, voxels, progress, stopping, findings);
    };
}

Voxels readStored(const StoredVoxels& stored, std::size_t count, const ProgressFn& progress,
                  const StopToken& stop, Findings& findings)
{
    const std::uint64_t volumeBytes = std::uint64_t{count} * bytesOf(stored.number);
    const auto reader = openPlace(stored.place, stored.encoding,
                                  volumeBytes * static_cast<std::uint64_t>(stored.volumes), stop);
    return withType(stored.number, [&](auto type) {
        using T = decltype(type);
        if (stored.encoding == Encoding::Text) {
            return finish(stored, readText<T>(stored, *reader, count, stop));
        }
        std::uint64_t before = volumeBytes * static_cast<std::uint64_t>(stored.volume - 1);
        while (before > 0) {
            throwIfStopped(stop);
            const std::uint64_t wanted = std::min<std::uint64_t>(before, kBlock);
            if (reader->skip(wanted, stop) < wanted) {
                throw missing(stored.place.files.front(), volumeBytes);
            }
            before -= wanted;
        }
        std::vector<T> data = readBinary<T>(stored, *reader, count, progress, stop);
        drain(stored, *reader, volumeBytes, stop, findings);
        return finish(stored, std::move(data));
    });
}

} // namespace halftone::image::detail
