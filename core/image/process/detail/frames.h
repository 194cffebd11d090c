// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/platform/parent_link.h"
#include "core/image/detail/source.h"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What a reader process and its parent say to each other: frames of a head and a body, of which
/// the head gives the length. Numbers are as they lie in memory: both ends are the same program.
/// (Not JSON, which has no infinite numbers, and rounds or pads the others.) The bodies of replies
/// are read as if they came from a hostile file, as the process that sends them has read one.
namespace halftone::image::detail {

enum class FrameKind : std::uint32_t {
    Open = 1, ///< OpenRequest; answered by Opened or Failed
    Read,     ///< ProcessLimits; Voxels, Parts and Findings, with Progress between them, or Failed
    Opened,   ///< a Source without its voxels
    Progress, ///< a ProgressReport
    Voxels,   ///< a VoxelsReply, once, before the first Part
    Part,     ///< the next voxels, as they lie in memory
    Findings, ///< those of the header and those of reading, after the last Part
    Failed,   ///< an Error
};

struct FrameHead {
    FrameKind kind{};
    std::uint32_t bytes = 0; ///< of the body, kMostFrameBytes at most
};

inline constexpr std::uint32_t kMostFrameBytes = 64U << 20;

struct OpenRequest {
    std::string path; ///< UTF-8
    int volume = 0;   ///< ReadOptions::volume
    ProcessLimits limits;
    std::string folder;  ///< the parent's own, by now, UTF-8: where names begin that are relative
    bool origin = false; ///< ReadOptions::origin
    std::optional<VolumePart> part{}; ///< ReadOptions::part
    bool askVolume = false;           ///< ReadOptions::askVolume
};

struct ProgressReport {
    double fraction = 0;
    std::string what;
};

struct VoxelsReply {
    std::uint32_t type = 0; ///< index in Voxels
    std::uint64_t count = 0;
};

using Bytes = std::vector<std::byte>;

[[nodiscard]] Bytes write(const OpenRequest& request);
[[nodiscard]] Bytes write(const ProcessLimits& limits);
[[nodiscard]] Bytes write(const Source& source);
[[nodiscard]] Bytes write(const ProgressReport& report);
[[nodiscard]] Bytes write(const VoxelsReply& reply);
[[nodiscard]] Bytes write(const Findings& findings);
[[nodiscard]] Bytes write(const Error& error);

/// A body that is not what it should be.
class BadFrame : public std::exception {};

/// All of these throw BadFrame for bodies that are too short or too long, hold numbers outside
/// their domain (the geometry must be sound, voxels count no more than a machine can hold) or texts
/// that are longer than a sentence can be.
[[nodiscard]] OpenRequest readOpenRequest(std::span<const std::byte> body);
[[nodiscard]] ProcessLimits readLimits(std::span<const std::byte> body);
[[nodiscard]] Source readOpened(std::span<const std::byte> body);
[[nodiscard]] ProgressReport readProgress(std::span<const std::byte> body);
/// `opened` is what the same process said before: type and count of its voxels must fit to it.
[[nodiscard]] VoxelsReply readVoxelsReply(std::span<const std::byte> body, const ImageInfo& opened);
[[nodiscard]] Findings readFindings(std::span<const std::byte> body);
[[nodiscard]] Error readFailed(std::span<const std::byte> body);

} // namespace halftone::image::detail
