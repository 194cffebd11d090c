// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/process/detail/elsewhere.h"

#include "core/base/path_text.h"
#include "core/base/platform/platform.h"
#include "core/base/text.h"
#include "core/image/process/detail/budget.h"
#include "core/image/process/detail/frames.h"
#include "core/image/process/detail/serve.h"
#include "core/image/process/reader_process.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <type_traits>
#include <utility>

namespace halftone::image {

namespace detail {

namespace fs = std::filesystem;

namespace {

// Set once, by main(), and never deleted: readers end with the process.
std::atomic<ReaderPool*> s_pool{nullptr};

std::optional<ChildProcess> startReader()
{
    return ChildProcess::startSelf({kReaderArgument});
}

/// One reader process at work for one file. It goes back where it came from unless it owes an
/// answer; then it is ended.
class Conversation {
public:
    Conversation(ReaderPool& pool, ChildProcess reader, fs::path path)
        : m_pool(pool), m_reader(std::move(reader)), m_path(std::move(path))
    {
    }
    Conversation(const Conversation&) = delete;
    Conversation& operator=(const Conversation&) = delete;
    ~Conversation()
    {
        if (m_reader && !m_owes) {
            m_pool.giveBack(*std::exchange(m_reader, std::nullopt));
        }
    }

    Source open(const ReadOptions& options, const StopToken& stop)
    {
        m_limits = budgetToOpen(m_path, stop);
        std::error_code unknown; // then the reader's own will do
        ask(FrameKind::Open, write(OpenRequest{toUtf8(m_path), options.volume, m_limits,
                                               toUtf8(fs::current_path(unknown)), options.origin,
                                               options.part, options.askVolume}));
        Source source =
            understand([&] { return readOpened(awaitAnswer(FrameKind::Opened, {}, stop)); });
        m_owes = false;
        return source;
    }

    Voxels read(const Source& opened, const ProgressFn& progress, const StopToken& stop,
                Findings& findings)
    {
        m_limits = budgetToRead(opened.info);
        ask(FrameKind::Read, write(m_limits));
        return understand([&] {
            const VoxelsReply reply =
                readVoxelsReply(awaitAnswer(FrameKind::Voxels, progress, stop), opened.info);
            Voxels voxels = emptyVoxels(reply.type);
            std::visit(
                [&](auto& values) {
                    receiveParts(values, static_cast<std::size_t>(reply.count), progress, stop);
                },
                voxels);
            findings = readFindings(awaitAnswer(FrameKind::Findings, progress, stop));
            m_owes = false;
            return voxels;
        });
    }

private:
    template <std::size_t Index = 0>
    static Voxels emptyVoxels(std::size_t type)
    {
        if constexpr (Index + 1 < std::variant_size_v<Voxels>) {
            return type == Index ? Voxels(std::in_place_index<Index>)
                                 : emptyVoxels<Index + 1>(type);
        } else {
            return Voxels(std::in_place_index<Index>);
        }
    }

    void ask(FrameKind kind, const Bytes& body)
    {
        if (!m_reader) { // it was ended over this file before
            throw unreadable(m_path, Message{"reader-crashed", kCrashed, {"it was ended before"}});
        }
        m_owes = true;
        const FrameHead head{kind, static_cast<std::uint32_t>(body.size())};
        if (!m_reader->send(std::as_bytes(std::span(&head, 1))) || !m_reader->send(body)) {
            throwEnded();
        }
    }

    void receive(std::span<std::byte> bytes, const StopToken& stop)
    {
        switch (m_reader->receive(bytes, stop)) {
        case ChildProcess::Received::All: return;
        case ChildProcess::Received::Ended: throwEnded();
        case ChildProcess::Received::Stopped: m_reader.reset(); throwIfStopped(stop);
        }
    }

    /// Part by part as the reader has them, so that the pages that it gives back are used.
    template <typename T>
    void receiveParts(std::vector<T>& values, std::size_t count, const ProgressFn& progress,
                      const StopToken& stop)
    {
        values.reserve(count);
        preferLargePages(std::as_writable_bytes(std::span(values.data(), count)));
        while (values.size() < count) {
            const std::size_t known = values.size();
            const std::size_t bytes = awaitHead(FrameKind::Part, progress, stop).bytes;
            if (bytes == 0 || bytes % sizeof(T) != 0 || bytes / sizeof(T) > count - known) {
                throw BadFrame();
            }
            values.resize(known + bytes / sizeof(T));
            receive(std::as_writable_bytes(std::span(values).subspan(known)), stop);
        }
    }

    Bytes awaitAnswer(FrameKind expected, const ProgressFn& progress, const StopToken& stop)
    {
        Bytes body(awaitHead(expected, progress, stop).bytes);
        receive(body, stop);
        return body;
    }

    /// The head of the next frame of that kind; reports progress until then.
    FrameHead awaitHead(FrameKind expected, const ProgressFn& progress, const StopToken& stop)
    {
        for (;;) {
            FrameHead head;
            receive(std::as_writable_bytes(std::span(&head, 1)), stop);
            if (head.bytes > kMostFrameBytes) {
                throw BadFrame();
            }
            if (head.kind == expected) {
                return head;
            }
            Bytes body(head.bytes);
            receive(body, stop);
            if (head.kind == FrameKind::Failed) {
                const Error error = readFailed(body);
                m_owes = false;
                throw error;
            }
            if (head.kind != FrameKind::Progress) {
                throw BadFrame();
            }
            const ProgressReport report = readProgress(body);
            reportProgress(progress, report.fraction, report.what);
        }
    }

    template <typename Body>
    std::invoke_result_t<Body> understand(const Body& body)
    {
        try {
            return body();
        } catch (const BadFrame&) {
            m_reader.reset();
            m_pool.ended(m_path, "its answer made no sense");
            throw unreadable(
                m_path, Message{"reader-nonsense",
                                "decoding it gave an answer that makes no sense. The file is "
                                "damaged or hostile; it was left alone, and others can be read",
                                {}});
        }
    }

    [[noreturn]] void throwEnded()
    {
        const ProcessEnd end = m_reader->end();
        m_reader.reset();
        m_pool.ended(m_path, end.how);
        switch (end.kind) {
        case ProcessEnd::Kind::NoMemory:
            throw Error(
                ErrorCode::OutOfMemory,
                unreadable(m_path, Message{"reader-memory",
                                           "decoding it needed more than {1} of memory, too much "
                                           "for a file of its size. It is damaged or hostile, or "
                                           "to be cropped first",
                                           {formatBytes(m_limits.memoryBytes)}})
                    .message());
        case ProcessEnd::Kind::NoTime:
            throw unreadable(m_path,
                             Message{"reader-time",
                                     "decoding it took more than {1} s of computing, too much for "
                                     "a file of its size. It is damaged or hostile",
                                     {std::to_string(m_limits.cpuSeconds)}});
        case ProcessEnd::Kind::Other: break;
        }
        throw unreadable(m_path, Message{"reader-crashed", kCrashed, {end.how}});
    }

    static constexpr const char* kCrashed =
        "decoding it ended unexpectedly ({1}). The file is damaged or hostile; it was left alone, "
        "and others can be read";

    ReaderPool& m_pool;
    std::optional<ChildProcess> m_reader; ///< empty once it was ended
    bool m_owes = false;                  ///< it was asked and has not answered in full
    fs::path m_path;
    ProcessLimits m_limits;
};

Finding unprotectedFinding()
{
    return {Severity::Warning,
            {"decoded-unprotected",
             "It was decoded without protection against damaged and hostile files: no process "
             "could be started for it.",
             {}}};
}

} // namespace

std::optional<ChildProcess> ReaderPool::take()
{
    const std::lock_guard lock(m_mutex);
    while (!m_waiting.empty()) {
        ChildProcess reader = std::move(m_waiting.back());
        m_waiting.pop_back();
        if (reader.runs()) {
            return reader;
        }
    }
    return startReader();
}

void ReaderPool::giveBack(ChildProcess reader)
{
    constexpr std::size_t kMostWaiting = 2;
    const std::lock_guard lock(m_mutex);
    if (m_waiting.size() < kMostWaiting) {
        m_waiting.push_back(std::move(reader));
    }
}

void ReaderPool::ended(const fs::path& file, const std::string& how) const
{
    if (m_log) {
        m_log(LogLevel::Warning,
              "A reader process ended over '" + toUtf8(file) + "' (" + how + ").");
    }
}

ReaderPool* readerPool() noexcept
{
    return s_pool.load(std::memory_order_acquire);
}

Source openElsewhere(ReaderPool& readers, const fs::path& path, const ReadOptions& options,
                     const StopToken& stop)
{
    std::optional<ChildProcess> reader = readers.take();
    if (!reader) {
        Source source = openHere(path, options, stop);
        source.info.findings.push_back(unprotectedFinding());
        return source;
    }
    const auto conversation = std::make_shared<Conversation>(readers, std::move(*reader), path);
    Source source = conversation->open(options, stop);
    source.read = [conversation, opened = source](const ProgressFn& progress,
                                                  const StopToken& stopping, Findings& findings,
                                                  const ReadyFn&) {
        return conversation->read(opened, progress, stopping, findings);
    };
    return source;
}

} // namespace detail

void useReaderProcesses(ReaderStart start, LogFn log)
{
    auto* const pool = new detail::ReaderPool(std::move(log));
    if (start == ReaderStart::Ahead) {
        if (std::optional<ChildProcess> reader = detail::startReader()) {
            pool->giveBack(std::move(*reader));
        }
    }
    detail::s_pool.store(pool, std::memory_order_release);
}

} // namespace halftone::image
