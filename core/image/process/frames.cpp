// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/process/detail/frames.h"

#include "core/base/path_text.h"
#include "core/image/process/detail/frame_writer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>
#include <variant>

namespace halftone::image::detail {

namespace {

/// A sentence with its arguments filled in.
constexpr double kMostSentence = 1U << 20;
constexpr std::size_t kMostFindings = 10'000;
constexpr std::size_t kMostVolumes = 100'000;
constexpr std::size_t kMostFiles = 1'000'000;
constexpr std::size_t kMostArguments = 100;
constexpr int kMostAlongAxis = 1 << 30;
/// More than any machine holds, and few enough to count their bytes.
constexpr double kMostVoxels = 1e14;

class FrameReader {
public:
    explicit FrameReader(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    template <typename T>
    T number()
    {
        static_assert(std::is_arithmetic_v<T> && !std::is_same_v<T, bool>);
        T value{};
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    template <typename T, std::size_t N>
    std::array<T, N> numbers()
    {
        std::array<T, N> values{};
        for (T& value : values) {
            value = number<T>();
        }
        return values;
    }
    bool truth()
    {
        const auto value = number<std::uint8_t>();
        require(value <= 1);
        return value == 1;
    }
    /// An enumeration whose values count from 0 to `last`.
    template <typename E>
    E enumerator(E last)
    {
        const auto value = number<std::underlying_type_t<E>>();
        require(value >= 0 && value <= static_cast<std::underlying_type_t<E>>(last));
        return static_cast<E>(value);
    }
    std::size_t count(std::size_t most)
    {
        const auto value = number<std::uint32_t>();
        require(value <= most);
        return value;
    }
    std::string text()
    {
        const std::span<const std::byte> part = take(count(kMostText));
        return {reinterpret_cast<const char*>(part.data()), part.size()};
    }
    Message message()
    {
        Message message;
        message.kind = text();
        // It goes into the files of masks as it is.
        require(message.kind.size() <= 64
                && std::all_of(message.kind.begin(), message.kind.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
                   }));
        message.pattern = text();
        std::size_t longest = 0;
        message.arguments.resize(count(kMostArguments));
        for (std::string& argument : message.arguments) {
            argument = text();
            longest = std::max(longest, argument.size());
        }
        const auto places = std::count(message.pattern.begin(), message.pattern.end(), '{');
        require(static_cast<double>(places) * static_cast<double>(longest) <= kMostSentence);
        return message;
    }
    Findings findings()
    {
        Findings findings;
        for (std::size_t left = count(kMostFindings); left > 0; --left) {
            findings.push_back({enumerator(Severity::Severe), message(), text()});
        }
        return findings;
    }
    Geometry geometry()
    {
        Geometry geometry;
        geometry.size = size();
        geometry.spacingMm = numbers<double, 3>();
        geometry.originMm = numbers<double, 3>();
        geometry.direction = numbers<double, 9>();
        geometry.spacingKnown = truth();
        geometry.orientationKnown = truth();
        try {
            requireSoundGeometry({}, geometry);
        } catch (const Error&) {
            throw BadFrame();
        }
        return geometry;
    }
    std::array<int, 3> size()
    {
        const auto size = numbers<int, 3>();
        double voxels = 1;
        for (const int along : size) {
            require(along >= 1 && along <= kMostAlongAxis);
            voxels *= along;
        }
        require(voxels <= kMostVoxels);
        return size;
    }

    static void require(bool holds)
    {
        if (!holds) {
            throw BadFrame();
        }
    }
    void requireEnd() const { require(m_bytes.empty()); }

private:
    std::span<const std::byte> take(std::size_t count)
    {
        require(count <= m_bytes.size());
        const std::span<const std::byte> part = m_bytes.first(count);
        m_bytes = m_bytes.subspan(count);
        return part;
    }

    std::span<const std::byte> m_bytes;
};

void putLimits(const ProcessLimits& limits, FrameWriter& writer)
{
    writer.number(limits.memoryBytes);
    writer.number(limits.cpuSeconds);
}

ProcessLimits takeLimits(FrameReader& reader)
{
    ProcessLimits limits;
    limits.memoryBytes = reader.number<std::uint64_t>();
    limits.cpuSeconds = reader.number<int>();
    return limits;
}

/// Bytes of one voxel of the type with that index in Voxels.
template <std::size_t Index = 0>
std::size_t voxelBytes(std::size_t type)
{
    if constexpr (Index < std::variant_size_v<Voxels>) {
        using Values = std::variant_alternative_t<Index, Voxels>;
        return type == Index ? sizeof(typename Values::value_type) : voxelBytes<Index + 1>(type);
    } else {
        throw BadFrame();
    }
}

} // namespace

Bytes write(const OpenRequest& request)
{
    FrameWriter writer;
    writer.text(request.path);
    writer.number(request.volume);
    putLimits(request.limits, writer);
    writer.text(request.folder);
    return writer.take();
}

OpenRequest readOpenRequest(std::span<const std::byte> body)
{
    FrameReader reader(body);
    OpenRequest request{reader.text(), reader.number<int>(), takeLimits(reader), reader.text()};
    reader.requireEnd();
    return request;
}

Bytes write(const ProcessLimits& limits)
{
    FrameWriter writer;
    putLimits(limits, writer);
    return writer.take();
}

ProcessLimits readLimits(std::span<const std::byte> body)
{
    FrameReader reader(body);
    const ProcessLimits limits = takeLimits(reader);
    reader.requireEnd();
    return limits;
}

Bytes write(const Source& source)
{
    const ImageInfo& info = source.info;
    FrameWriter writer;
    writer.text(info.format);
    writer.text(info.voxelType);
    writer.geometry(info.geometry);
    writer.number(info.modality);
    writer.number(static_cast<std::uint64_t>(info.bytes));
    writer.findings(info.findings);
    writer.number(static_cast<std::uint32_t>(info.volumes.size()));
    for (const VolumeSummary& volume : info.volumes) {
        writer.text(volume.name);
        writer.numbers(volume.size);
    }
    writer.number(info.volume);
    writer.number(source.synthetic);
    writer.text(source.name);
    writer.number(static_cast<std::uint32_t>(source.labels.size()));
    for (const Label& label : source.labels) {
        writer.number(label.value);
        writer.text(label.name);
        writer.numbers(label.colour);
    }
    writer.number(static_cast<std::uint32_t>(info.files.size()));
    for (const std::filesystem::path& file : info.files) {
        writer.text(toUtf8(file));
    }
    return writer.take();
}

Source readOpened(std::span<const std::byte> body)
{
    FrameReader reader(body);
    Source source;
    ImageInfo& info = source.info;
    info.format = reader.text();
    info.voxelType = reader.text();
    info.geometry = reader.geometry();
    info.modality = reader.enumerator(Modality::EM);
    const auto bytes = reader.number<std::uint64_t>();
    const std::size_t voxels = info.geometry.voxels();
    FrameReader::require(bytes >= voxels && bytes / sizeof(double) <= voxels);
    info.bytes = static_cast<std::size_t>(bytes);
    info.findings = reader.findings();
    info.volumes.resize(reader.count(kMostVolumes));
    for (VolumeSummary& volume : info.volumes) {
        volume.name = reader.text();
        volume.size = reader.size();
    }
    info.volume = reader.number<int>();
    const auto volumes = static_cast<int>(info.volumes.size());
    FrameReader::require(info.volume >= 1 && info.volume <= std::max(1, volumes));
    source.synthetic = reader.truth();
    source.name = reader.text();
    source.labels.resize(reader.count(std::numeric_limits<std::uint8_t>::max()));
    for (Label& label : source.labels) {
        label.value = reader.number<std::uint8_t>();
        label.name = reader.text();
        label.colour = reader.numbers<std::uint8_t, 3>();
    }
    for (std::size_t left = reader.count(kMostFiles); left > 0; --left) {
        info.files.push_back(fromUtf8(reader.text()));
    }
    reader.requireEnd();
    return source;
}

Bytes write(const ProgressReport& report)
{
    FrameWriter writer;
    writer.number(report.fraction);
    writer.text(report.what);
    return writer.take();
}

ProgressReport readProgress(std::span<const std::byte> body)
{
    FrameReader reader(body);
    ProgressReport report;
    report.fraction = reader.number<double>();
    FrameReader::require(report.fraction >= 0 && report.fraction <= 1); // nor is it NaN
    report.what = reader.text();
    reader.requireEnd();
    return report;
}

Bytes write(const VoxelsReply& reply)
{
    FrameWriter writer;
    writer.number(reply.type);
    writer.number(reply.count);
    return writer.take();
}

VoxelsReply readVoxelsReply(std::span<const std::byte> body, const ImageInfo& opened)
{
    FrameReader reader(body);
    VoxelsReply reply;
    reply.type = reader.number<std::uint32_t>();
    reply.count = reader.number<std::uint64_t>();
    reader.requireEnd();
    FrameReader::require(reply.count == opened.geometry.voxels()
                         && reply.count * voxelBytes(reply.type) <= opened.bytes);
    return reply;
}

Bytes write(const Findings& findings)
{
    FrameWriter writer;
    writer.findings(findings);
    return writer.take();
}

Findings readFindings(std::span<const std::byte> body)
{
    FrameReader reader(body);
    Findings findings = reader.findings();
    reader.requireEnd();
    return findings;
}

Bytes write(const Error& error)
{
    FrameWriter writer;
    writer.number(error.code());
    writer.message(error.message());
    return writer.take();
}

Error readFailed(std::span<const std::byte> body)
{
    FrameReader reader(body);
    const ErrorCode code = reader.enumerator(ErrorCode::Internal);
    // Nobody asked it to stop: a stop ends the process.
    FrameReader::require(code != ErrorCode::Cancelled);
    Message message = reader.message();
    reader.requireEnd();
    return {code, std::move(message)};
}

} // namespace halftone::image::detail
