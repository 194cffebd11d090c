// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/process/detail/serve.h"

#include "core/base/path_text.h"
#include "core/base/platform/parent_link.h"
#include "core/image/itk/detail/itk_io.h"
#include "core/image/process/detail/frames.h"
#include "core/image/process/reader_process.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

namespace halftone::image {

namespace detail {

namespace fs = std::filesystem;

namespace {

/// The parent is gone, or does not speak as it should.
class Hangup : public std::exception {};

class Server {
public:
    explicit Server(const OpenFn& open) : m_open(open) {}

    /// Throws Hangup or BadFrame when there is no more to do.
    void answerNext()
    {
        FrameHead head;
        receive(std::as_writable_bytes(std::span(&head, 1)));
        if (head.bytes > kMostFrameBytes) {
            throw BadFrame();
        }
        Bytes body(head.bytes);
        receive(body);
        try {
            if (head.kind == FrameKind::Open) {
                openFile(readOpenRequest(body));
            } else if (head.kind == FrameKind::Read && m_source) {
                readFile(readLimits(body));
            } else {
                throw BadFrame();
            }
        } catch (const Error& error) {
            m_source.reset();
            send(FrameKind::Failed, write(error));
        }
    }

private:
    void openFile(const OpenRequest& request)
    {
        m_source.reset();
        m_path = fromUtf8(request.path);
        std::error_code ignored;
        fs::current_path(fromUtf8(request.folder), ignored);
        ParentLink::limit(request.limits);
        translateExceptions(m_path, ErrorCode::FileFormat, [&] {
            m_source = m_open(m_path,
                              {.volume = request.volume,
                               .askVolume = request.askVolume,
                               .part = request.part,
                               .origin = request.origin},
                              {});
        });
        send(FrameKind::Opened, write(*m_source));
    }

    void readFile(const ProcessLimits& limits)
    {
        ParentLink::limit(limits);
        const Source source = *std::exchange(m_source, std::nullopt);
        Findings findings = source.info.findings;
        m_sent = 0;
        m_forgotten = 0;
        m_reported = {}; // the first of a file is always told
        Voxels voxels = readVoxels(
            source, m_path,
            [this](double fraction, std::string_view what) { report(fraction, what); }, {},
            findings,
            [&](std::size_t type, std::span<std::byte> soFar) {
                sendVoxels(source, type, soFar, false);
            });
        std::visit(
            [&](auto& values) {
                sendVoxels(source, voxels.index(), std::as_writable_bytes(std::span(values)), true);
            },
            voxels);
        send(FrameKind::Findings, write(findings));
    }

    void report(double fraction, std::string_view what)
    {
        // Each costs a change of processes, and nobody sees more.
        constexpr std::chrono::milliseconds kPause{20};
        const auto now = std::chrono::steady_clock::now();
        if (now - m_reported >= kPause) {
            m_reported = now;
            send(FrameKind::Progress,
                 write(ProgressReport{std::clamp(fraction, 0.0, 1.0), std::string(what)}));
        }
    }

    /// What was not sent of `soFar`, all voxels from the first one on, in parts for which the pipe
    /// has room, so that nobody waits for the parent; the rest waits for the next ones unless these
    /// are all. Parent and child together hold the voxels once: what is sent is given back to the
    /// system, whole large pages of it.
    void sendVoxels(const Source& source, std::size_t type, std::span<std::byte> soFar, bool all)
    {
        constexpr std::size_t kPart = std::size_t{512} << 10;
        constexpr std::size_t kForgotten = std::size_t{4} << 20;
        for (;;) {
            const std::span<std::byte> left = soFar.subspan(m_sent);
            const auto address = reinterpret_cast<std::uintptr_t>(left.data());
            const std::size_t whole = kPart - address % kPart;
            if (left.empty() || (left.size() < whole && !all)) {
                return;
            }
            if (m_sent == 0) {
                send(FrameKind::Voxels, write(VoxelsReply{static_cast<std::uint32_t>(type),
                                                          source.info.geometry.voxels()}));
            }
            const std::span<std::byte> part = left.first(std::min(left.size(), whole));
            send(FrameKind::Part, part);
            m_sent += part.size();
            if ((address + part.size()) % kForgotten == 0) {
                ParentLink::forget(soFar.subspan(m_forgotten, m_sent - m_forgotten));
                m_forgotten = m_sent;
            }
        }
    }

    void send(FrameKind kind, std::span<const std::byte> body)
    {
        if (body.size() > kMostFrameBytes) {
            throw unreadable(m_path, "its header says more than can be kept");
        }
        const FrameHead head{kind, static_cast<std::uint32_t>(body.size())};
        send(std::as_bytes(std::span(&head, 1)));
        send(body);
    }

    void send(std::span<const std::byte> bytes)
    {
        if (!m_link.send(bytes)) {
            throw Hangup();
        }
    }

    void receive(std::span<std::byte> bytes)
    {
        if (!m_link.receive(bytes)) {
            throw Hangup();
        }
    }

    const OpenFn& m_open;
    ParentLink m_link;
    fs::path m_path;
    std::optional<Source> m_source; ///< opened, not yet read
    std::size_t m_sent = 0;         ///< bytes of the voxels that are read
    std::size_t m_forgotten = 0;    ///< of these
    std::chrono::steady_clock::time_point m_reported{};
};

} // namespace

bool isReaderStart(int argc, const char* const* argv)
{
    return argc == 2 && std::string_view(argv[1]) == kReaderArgument;
}

int serve(const OpenFn& open)
{
    Server server(open);
    try {
        for (;;) {
            server.answerNext();
        }
    } catch (const Hangup&) {
        return EXIT_SUCCESS;
    } catch (const BadFrame&) {
        return EXIT_FAILURE;
    }
}

} // namespace detail

std::optional<int> serveAsReader(int argc, const char* const* argv)
{
    if (!detail::isReaderStart(argc, argv)) {
        return std::nullopt;
    }
    return detail::serve(detail::openHere);
}

} // namespace halftone::image
