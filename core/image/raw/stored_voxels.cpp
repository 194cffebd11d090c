// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/raw/detail/stored_voxels.h"

#include "core/image/detail/part.h"
#include "core/image/raw/detail/numbers.h"

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

/// The part of the volume that is wanted, and no more of it than a slice in addition: numbers T of
/// the file as numbers Out.
template <typename Out, typename T, typename Numbers>
std::vector<Out> readPart(const StoredVoxels& stored, Numbers numbers, const ProgressFn& progress,
                          const StopToken& stop)
{
    const VolumePart& part = stored.part;
    const std::size_t pixels = stored.whole.sliceVoxels();
    numbers.skip(stored.whole.voxels() * static_cast<std::size_t>(stored.volume - 1), stop);
    std::size_t at = 0;
    const auto goTo = [&](std::size_t slice) {
        numbers.skip((slice - at) * pixels, stop);
        at = slice;
    };
    const auto end = static_cast<std::size_t>(stored.whole.size[2]);
    std::vector<Out> kept;
    if constexpr (std::is_same_v<Out, T>) {
        if (part.step == 1) {
            goTo(static_cast<std::size_t>(part.first));
            kept.resize(pixels * static_cast<std::size_t>(part.slices));
            numbers.read(kept, progress, stop);
            at += static_cast<std::size_t>(part.slices);
            goTo(end);
            return kept;
        }
    }
    std::vector<T> plane(pixels);
    kept.reserve(geometryOf(part, stored.whole).voxels());
    for (const std::size_t slice : slicesOf(part)) {
        goTo(slice);
        numbers.read(plane, {}, stop);
        ++at;
        const std::vector<T> thin =
            thinned(plane, static_cast<std::size_t>(stored.whole.size[0]), part.step);
        std::transform(thin.begin(), thin.end(), std::back_inserter(kept),
                       [](T value) { return static_cast<Out>(value); });
        reportProgress(progress, static_cast<double>(at) / static_cast<double>(end));
    }
    goTo(end);
    return kept;
}

template <typename Real>
std::vector<Real> scaled(const StoredVoxels& stored, std::vector<Real> values)
{
    for (Real& value : values) {
        value = static_cast<Real>(static_cast<double>(value) * stored.slope + stored.intercept);
    }
    return values;
}

/// Whole numbers of 64 bits become int32 where they fit; scaling makes floats.
template <typename T, typename Numbers>
Voxels readVolume(const StoredVoxels& stored, Numbers numbers, const ProgressFn& progress,
                  const StopToken& stop)
{
    if (stored.isScaled()) {
        using Real = std::conditional_t<std::is_floating_point_v<T>, T,
                                        std::conditional_t<sizeof(T) <= 2, float, double>>;
        return scaled(stored, readPart<Real, T>(stored, std::move(numbers), progress, stop));
    }
    std::vector<T> values = readPart<T, T>(stored, std::move(numbers), progress, stop);
    if constexpr (std::is_integral_v<T> && sizeof(T) == 8) {
        return narrow(values);
    } else {
        return values;
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
    stored.whole = info.geometry;
    stored.part = {0, size[2], 1};
    if (options.part) {
        stored.part = soundPart(path, *options.part, stored.whole);
        narrowTo(stored.part, info);
        source.partTaken = true;
    }
    source.read = [stored = std::move(stored)](
                      const ProgressFn& progress, const StopToken& stopping, Findings& findings,
                      const ReadyFn&) { return readStored(stored, progress, stopping, findings); };
}

Voxels readStored(const StoredVoxels& stored, const ProgressFn& progress, const StopToken& stop,
                  Findings& findings)
{
    const std::uint64_t volumeBytes = std::uint64_t{stored.whole.voxels()} * bytesOf(stored.number);
    const auto reader = openPlace(stored.place, stored.encoding,
                                  volumeBytes * static_cast<std::uint64_t>(stored.volumes), stop);
    const fs::path& file = stored.place.files.front();
    return withType(stored.number, [&](auto type) {
        using T = decltype(type);
        if (stored.encoding == Encoding::Text) {
            return readVolume<T>(stored, TextNumbers<T>(file, *reader), progress, stop);
        }
        Voxels voxels =
            readVolume<T>(stored, BinaryNumbers<T>(file, *reader, stored.swapped), progress, stop);
        drain(stored, *reader, volumeBytes, stop, findings);
        return voxels;
    });
}

} // namespace halftone::image::detail
