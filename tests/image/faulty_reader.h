// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/platform/platform.h"
#include "core/image/image_io.h"
#include "core/image/picture/png_write.h"
#include "core/image/process/detail/frames.h"
#include "core/image/process/detail/serve.h"

#include <QCoreApplication>
#include <QDir>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

/// Tests of reader processes start themselves once more as readers, which do what no file is known
/// to do any more, or what a hostile one would.
namespace halftone::test {

using namespace halftone::image;
namespace fs = std::filesystem;

inline constexpr const char* kNonsense = "HALFTONE_TEST_NONSENSE";

inline void sleepForEver()
{
    for (;;) {
        std::this_thread::sleep_for(std::chrono::hours(1));
    }
}

/// What a file whose name begins like that does to the process that decodes it.
inline void misbehave(const std::string& name)
{
    const auto is = [&](const char* fault) { return name.starts_with(fault); };
    if (is("crash")) {
        std::signal(SIGSEGV, SIG_DFL);
        std::raise(SIGSEGV);
    } else if (is("leave")) {
        std::_Exit(3);
    } else if (is("compute")) {
        ParentLink::limit({std::uint64_t{1} << 40, 0}); // the file's budget would take 20 s
        volatile unsigned turn = 0;
        for (;;) {
            turn = turn + 1;
        }
    } else if (is("memory")) {
        std::vector<std::vector<std::byte>> blocks;
        for (;;) { // in blocks, as address space is what counts
            blocks.emplace_back(std::size_t{64} << 20);
        }
    } else if (is("print")) {
        std::printf("not an answer\n");
        std::fflush(stdout);
        std::fprintf(stderr, "nor this\n");
    } else if (is("sleep")) {
        sleepForEver();
    } else if (is("write")) {
        std::ofstream file(QDir::temp().filePath("halftone_reader_wrote").toStdString());
        file << "something" << std::flush;
        throw Error(ErrorCode::FileFormat,
                    std::string(file ? "it was written" : "nothing written"));
    }
}

inline detail::Source openFaultily(const fs::path& path, const ReadOptions& options,
                                   const StopToken& stop)
{
    misbehave(path.filename().string());
    detail::Source source = detail::openHere(path, options, stop);
    const std::string name = path.filename().string();
    if (name.starts_with("late-")) {
        source.read = [name](const ProgressFn&, const StopToken&, Findings&,
                             const detail::ReadyFn&) -> Voxels {
            misbehave(name.substr(5));
            return {};
        };
    }
    return source;
}

/// A reader that was taken over: it answers the second request, or the first, with something else.
inline int serveNonsense(const std::string& which)
{
    using namespace halftone::image::detail;
    ParentLink link;
    const auto hear = [&] {
        FrameHead head;
        Bytes body;
        const bool heard = link.receive(std::as_writable_bytes(std::span(&head, 1)));
        body.resize(head.bytes);
        return heard && link.receive(body);
    };
    const auto say = [&](FrameKind kind, const Bytes& body, std::uint32_t length) {
        const FrameHead head{kind, length};
        static_cast<void>(link.send(std::as_bytes(std::span(&head, 1))) && link.send(body));
    };
    const auto sayWell = [&](FrameKind kind, const Bytes& body) {
        say(kind, body, static_cast<std::uint32_t>(body.size()));
    };
    Source source;
    source.info.geometry.size = {64, 64, 1};
    source.info.bytes = 2 * 64 * 64;
    constexpr std::uint32_t kUint16 = 2; // index in Voxels
    const auto sayPart = [&](std::size_t sent, std::uint32_t length) {
        sayWell(FrameKind::Voxels, write(VoxelsReply{kUint16, 64 * 64}));
        say(FrameKind::Part, Bytes(sent), length);
    };
    while (hear()) {
        if (which == "endless head") {
            say(FrameKind::Opened, {}, 0xffffffff);
        } else if (which == "unknown frame") {
            sayWell(static_cast<FrameKind>(77), {});
        } else if (which == "request as answer") {
            sayWell(FrameKind::Read, {});
        } else if (which == "voxels unasked") {
            sayWell(FrameKind::Voxels, write(VoxelsReply{kUint16, 64 * 64}));
        } else if (which == "short body") {
            sayWell(FrameKind::Opened, Bytes(10));
        } else if (which == "progress beyond") {
            sayWell(FrameKind::Progress, write(ProgressReport{7, ""}));
        } else {
            sayWell(FrameKind::Opened, write(source));
            if (hear() && which == "too many voxels") {
                sayWell(FrameKind::Voxels, write(VoxelsReply{kUint16, std::uint64_t{1} << 60}));
            } else if (which == "opened twice") {
                sayWell(FrameKind::Opened, write(source));
            } else if (which == "part too long") {
                sayPart(2, 2 * 64 * 64 + 2);
            } else if (which == "part of half a voxel") {
                sayPart(101, 101);
            } else if (which == "part of nothing") {
                sayPart(0, 0);
            } else if (which == "findings before voxels") {
                sayPart(100, 100);
                sayWell(FrameKind::Findings, write(Findings{}));
            } else { // "voxels missing": it ends in the middle of them
                sayPart(100, 2 * 64 * 64);
                return EXIT_SUCCESS;
            }
        }
    }
    return EXIT_SUCCESS;
}

inline bool writePicture(const fs::path& path)
{
    IndexedPicture picture{4, 3, {}, {}};
    for (int i = 0; i < 256; ++i) {
        const auto grey = static_cast<std::uint8_t>(i);
        picture.palette.push_back({grey, grey, grey});
    }
    for (int i = 0; i < 12; ++i) {
        picture.pixels.push_back(static_cast<std::uint8_t>(40 + i));
    }
    return writePng(path, picture) > 0;
}

/// A picture of 4 x 3 pixels, 40 to 51.
inline bool isPicture(const Image& image)
{
    return image.geometry.size == std::array<int, 3>{4, 3, 1} && image.value(0) == 40
           && image.value(11) == 51;
}

/// The first thing in main(): the exit code of a process that was started as a reader.
inline std::optional<int> serveAsFaultyReader(int argc, const char* const* argv)
{
    if (!detail::isReaderStart(argc, argv)) {
        return std::nullopt;
    }
    if (const auto which = environmentVariable(kNonsense)) {
        return serveNonsense(*which);
    }
    return detail::serve(openFaultily);
}

} // namespace halftone::test
