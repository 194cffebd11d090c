// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/process/detail/frames.h"

#include "core/base/path_text.h"
#include "core/image/detail/part.h"
#include "core/image/dicom/detail/dicom_tags.h"
#include "core/image/process/detail/frame_bytes.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>
#include <variant>

namespace halftone::image::detail {

namespace {

void putOrigin(const DicomOrigin& origin, FrameWriter& writer)
{
    writer.text(origin.studyUid);
    writer.text(origin.seriesUid);
    writer.text(origin.frameOfReferenceUid);
    writer.number(origin.seriesNumber);
    writer.number(static_cast<std::uint32_t>(origin.instances.size()));
    for (const DicomOrigin::Instance& instance : origin.instances) {
        writer.text(instance.classUid);
        writer.text(instance.uid);
    }
    writer.number(static_cast<std::uint32_t>(origin.slices.size()));
    for (const DicomOrigin::Slice& slice : origin.slices) {
        writer.number(slice.instance);
        writer.number(slice.frame);
        writer.numbers(slice.positionMm);
    }
    writer.number(static_cast<std::uint32_t>(origin.subject.size()));
    for (const auto& [tag, value] : origin.subject) {
        writer.number(tag);
        writer.text(value);
    }
}

DicomOrigin takeOrigin(const Geometry& geometry, FrameReader& reader)
{
    DicomOrigin origin;
    origin.studyUid = reader.text();
    origin.seriesUid = reader.text();
    origin.frameOfReferenceUid = reader.text();
    origin.seriesNumber = reader.number<std::int32_t>();
    for (std::size_t left = reader.count(kMostFiles); left > 0; --left) {
        origin.instances.push_back({reader.text(), reader.text()});
    }
    const auto slices = static_cast<std::size_t>(geometry.size[2]);
    FrameReader::require(reader.count(slices) == slices);
    const auto instances = static_cast<std::int32_t>(origin.instances.size());
    for (std::size_t left = slices; left > 0; --left) {
        DicomOrigin::Slice slice;
        slice.instance = reader.number<std::int32_t>();
        slice.frame = reader.number<std::int32_t>();
        slice.positionMm = reader.numbers<double, 3>();
        FrameReader::require(slice.instance >= -1 && slice.instance < instances && slice.frame >= 0
                             && std::all_of(slice.positionMm.begin(), slice.positionMm.end(),
                                            [](double mm) { return std::isfinite(mm); }));
        origin.slices.push_back(slice);
    }
    origin.subject.resize(reader.count(kMostArguments));
    for (auto& [tag, value] : origin.subject) {
        tag = reader.number<std::uint32_t>();
        value = reader.text();
        FrameReader::require(!dicomSubjectType(tag).empty());
    }
    return origin;
}

OpenedPart takeOpenedPart(const Geometry& geometry, FrameReader& reader)
{
    constexpr int kMostStep = 1 << 20;
    const auto [first, slices, step] = reader.numbers<int, 3>();
    const OpenedPart opened{{first, slices, step}, reader.geometry()};
    FrameReader::require(first >= 0 && slices >= 1 && step >= 1 && step <= kMostStep
                         && slices <= opened.whole.size[2] - first
                         && geometryOf(opened.part, opened.whole).size == geometry.size);
    return opened;
}

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
    writer.number(request.origin);
    writer.number(request.part.has_value());
    const auto [first, slices, step] = request.part.value_or(VolumePart{});
    writer.numbers(std::array{first, slices, step});
    writer.number(request.askVolume);
    return writer.take();
}

OpenRequest readOpenRequest(std::span<const std::byte> body)
{
    FrameReader reader(body);
    OpenRequest request{reader.text(), reader.number<int>(), takeLimits(reader), reader.text(),
                        reader.truth()};
    const bool part = reader.truth();
    const auto [first, slices, step] = reader.numbers<int, 3>();
    if (part) {
        request.part = VolumePart{first, slices, step};
    }
    request.askVolume = reader.truth();
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
    writer.text(info.tags.bodyPart);
    writer.text(info.tags.protocol);
    writer.number(static_cast<std::uint64_t>(info.bytes));
    writer.findings(info.findings);
    writer.number(static_cast<std::uint32_t>(info.volumes.size()));
    for (const VolumeSummary& volume : info.volumes) {
        writer.text(volume.name);
        writer.numbers(volume.size);
        writer.text(volume.kind);
        writer.text(volume.modality);
        writer.text(volume.description);
        writer.text(volume.date);
        writer.number(volume.images);
    }
    writer.number(info.volume);
    writer.number(info.rule);
    const auto [low, high] = info.window.value_or(GreyWindow{0, 0});
    writer.numbers(std::array{low, high});
    writer.number(info.part.has_value());
    if (info.part) {
        const auto& [first, slices, step] = info.part->part;
        writer.numbers(std::array{first, slices, step});
        writer.geometry(info.part->whole);
    }
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
    writer.number(source.origin.has_value());
    if (source.origin) {
        putOrigin(*source.origin, writer);
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
    info.tags = {reader.text(), reader.text()};
    const auto bytes = reader.number<std::uint64_t>();
    const std::size_t voxels = info.geometry.voxels();
    FrameReader::require(bytes >= voxels && bytes / sizeof(double) <= voxels);
    info.bytes = static_cast<std::size_t>(bytes);
    info.findings = reader.findings();
    info.volumes.resize(reader.count(kMostVolumes));
    for (VolumeSummary& volume : info.volumes) {
        volume.name = reader.text();
        volume.size = reader.size();
        volume.kind = reader.text();
        volume.modality = reader.text();
        volume.description = reader.text();
        volume.date = reader.text();
        volume.images = reader.number<int>();
        FrameReader::require(volume.images >= 0);
    }
    info.volume = reader.number<int>();
    const auto volumes = static_cast<int>(info.volumes.size());
    FrameReader::require(info.volume >= 1 && info.volume <= std::max(1, volumes));
    info.rule = reader.enumerator(VolumeRule::Largest);
    FrameReader::require(info.rule == VolumeRule::Given || volumes > 1);
    const auto [low, high] = reader.numbers<double, 2>();
    info.window = soundWindow(low, high);
    const bool isNone = std::bit_cast<std::uint64_t>(low) == 0 // not -0
                        && std::bit_cast<std::uint64_t>(high) == 0;
    FrameReader::require(info.window || isNone);
    if (reader.truth()) {
        info.part = takeOpenedPart(info.geometry, reader);
    }
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
    if (reader.truth()) {
        source.origin = takeOrigin(info.geometry, reader);
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
