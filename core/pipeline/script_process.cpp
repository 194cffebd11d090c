// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/script_process.h"

#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/output_file.h"
#include "core/base/path_text.h"
#include "core/base/platform/parent_link.h"
#include "core/base/platform/process.h"
#include "core/base/progress.h"
#include "core/base/temporary_folder.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/model/model_file.h"
#include "core/nn/torch_runtime.h"
#include "core/pipeline/foreign_graph.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace halftone::pipeline {
namespace {

namespace fs = std::filesystem;
namespace graph = model::graph;

constexpr const char* kArgument = "--serve-as-script-reader";
constexpr std::uint64_t kMostScript = std::uint64_t{2} << 30;
constexpr std::uint32_t kMostPath = 1U << 16;
constexpr std::uint64_t kMostSentence = 1U << 16;

std::atomic<bool> s_usesProcesses{false};

/// What the parent says, followed by the path.
struct Request {
    std::uint64_t memoryBytes = 0;
    std::int32_t cpuSeconds = 0;
    std::uint32_t pathBytes = 0;
};

/// What the child answers, followed by a model file, or by a sentence and nothing else.
struct Reply {
    std::int32_t fault = -1; ///< an ErrorCode; -1: none
    std::int32_t reserved = 0;
    std::uint64_t bytes = 0;
};

template <typename T>
std::span<const std::byte> bytesOf(const T& value)
{
    return std::as_bytes(std::span(&value, 1));
}

/// The card says nothing: the file is one for the pipe.
model::Model wrapped(graph::Graph net)
{
    model::Model wrapped;
    wrapped.network = opaqueOf(net, graph::check(net));
    wrapped.network.inputChannels = 1;
    wrapped.card.name = "script";
    wrapped.graph = std::make_shared<const graph::Graph>(std::move(net));
    return wrapped;
}

void answer(ParentLink& parent, const fs::path& path)
{
    Reply reply;
    std::vector<std::byte> body;
    try {
        try {
            body = model::modelBytes(wrapped(nn::TorchRuntime::load(1)->readTorchScript(path)));
        } catch (const std::exception& fault) {
            throw asError(fault);
        }
    } catch (const Error& error) {
        const std::string text = error.what();
        reply.fault = static_cast<std::int32_t>(error.code());
        const auto bytes = std::as_bytes(std::span(text));
        body.assign(bytes.begin(), bytes.end());
    }
    reply.bytes = body.size();
    static_cast<void>(parent.send(bytesOf(reply)) && parent.send(body));
}

[[noreturn]] void fail(const fs::path& path, ErrorCode code, const std::string& fault)
{
    constexpr std::size_t kMostName = 200;
    throw Error(code,
                "Cannot import '" + visible(toUtf8(path.filename()), kMostName) + "': " + fault);
}

/// A process that reads one script.
class ScriptReader {
public:
    ScriptReader(ChildProcess process, const fs::path& path, std::uint64_t fileBytes)
        : m_process(std::move(process)), m_path(path)
    {
        // LibTorch itself takes some gigabytes of addresses; weights are held a few times.
        constexpr std::uint64_t kMemory = std::uint64_t{8} << 30;
        constexpr std::uint64_t kMemoryPerByte = 8;
        constexpr int kSeconds = 120;
        constexpr std::uint64_t kBytesPerSecond = 1 << 20;
        m_limits = {kMemory + kMemoryPerByte * fileBytes,
                    kSeconds + static_cast<int>(fileBytes / kBytesPerSecond)};
    }

    /// The model file that it answers.
    std::vector<std::byte> ask(const StopToken& stop)
    {
        const std::string name = toUtf8(fs::absolute(m_path));
        const Request request{m_limits.memoryBytes, m_limits.cpuSeconds,
                              static_cast<std::uint32_t>(name.size())};
        if (name.size() > kMostPath || !m_process.send(bytesOf(request))
            || !m_process.send(std::as_bytes(std::span(name)))) {
            throwEnded();
        }
        Reply reply;
        receive(std::as_writable_bytes(std::span(&reply, 1)), stop);
        const bool failed = reply.fault >= 0;
        if (reply.fault > static_cast<std::int32_t>(ErrorCode::Internal)
            || reply.bytes > (failed ? kMostSentence : 4 * kMostScript)) {
            fail(m_path, ErrorCode::FileFormat,
                 "the process that read it gave an answer that makes no sense. The file is damaged "
                 "or hostile; it was left alone.");
        }
        std::vector<std::byte> body;
        while (body.size() < reply.bytes) { // no more is allocated than arrives
            constexpr std::uint64_t kPart = 1U << 22;
            const std::size_t known = body.size();
            body.resize(known + static_cast<std::size_t>(std::min(kPart, reply.bytes - known)));
            receive(std::span(body).subspan(known), stop);
        }
        if (failed) {
            const std::string text(reinterpret_cast<const char*>(body.data()), body.size());
            throw Error(static_cast<ErrorCode>(reply.fault), visible(text, kMostSentence));
        }
        return body;
    }

private:
    void receive(std::span<std::byte> bytes, const StopToken& stop)
    {
        switch (m_process.receive(bytes, stop)) {
        case ChildProcess::Received::All: return;
        case ChildProcess::Received::Ended: throwEnded();
        case ChildProcess::Received::Stopped: throwIfStopped(stop);
        }
    }

    [[noreturn]] void throwEnded()
    {
        const ProcessEnd end = m_process.end();
        switch (end.kind) {
        case ProcessEnd::Kind::NoMemory:
            fail(m_path, ErrorCode::OutOfMemory,
                 "reading it needed more than "
                     + formatBytes(static_cast<double>(m_limits.memoryBytes))
                     + " of memory, too much for a file of its size.");
        case ProcessEnd::Kind::NoTime:
            fail(m_path, ErrorCode::FileFormat,
                 "reading it took more than " + std::to_string(m_limits.cpuSeconds)
                     + " s of computing, too much for a file of its size.");
        case ProcessEnd::Kind::Other: break;
        }
        fail(m_path, ErrorCode::FileFormat,
             "the process that read it ended unexpectedly (" + end.how
                 + "). The file is damaged or hostile; it was left alone.");
    }

    ChildProcess m_process;
    fs::path m_path;
    ProcessLimits m_limits;
};

} // namespace

std::optional<int> serveAsScriptReader(int argc, const char* const* argv)
{
    if (argc != 2 || std::string_view(argv[1]) != kArgument) {
        return std::nullopt;
    }
    ParentLink parent;
    Request request;
    if (!parent.receive(std::as_writable_bytes(std::span(&request, 1)))
        || request.pathBytes > kMostPath) {
        return 1;
    }
    std::string path(request.pathBytes, '\0');
    if (!parent.receive(std::as_writable_bytes(std::span(path)))) {
        return 1;
    }
    ParentLink::limit({request.memoryBytes, request.cpuSeconds});
    answer(parent, fromUtf8(path));
    return 0;
}

void useScriptProcesses() noexcept
{
    s_usesProcesses = true;
}

graph::Graph readScript(const fs::path& path, const StopToken& stop)
{
    const std::uint64_t bytes = InputFile(path).size();
    if (bytes > kMostScript) {
        fail(path, ErrorCode::Unsupported,
             "it has " + formatBytes(static_cast<double>(bytes)) + "; at most 2 GB are read.");
    }
    if (!s_usesProcesses) {
        graph::Graph net = nn::TorchRuntime::load()->readTorchScript(path);
        static_cast<void>(graph::check(net));
        return net;
    }
    std::optional<ChildProcess> process = ChildProcess::startSelf({kArgument});
    if (!process) {
        fail(path, ErrorCode::Unsupported,
             "it is a program, which is read by a process of its own, and none could be started. "
             "Close other programs, or export the network as ONNX.");
    }
    const TemporaryFolder scratch;
    const fs::path file = scratch.path() / "script.halftone";
    {
        const std::vector<std::byte> answer =
            ScriptReader(std::move(*process), path, bytes).ask(stop);
        OutputFile out(file, file);
        out.write(answer);
        out.close();
    }
    try {
        return *model::readModel(file, stop).graph;
    } catch (const Error& error) {
        throwIfStopped(stop);
        fail(path, error.code(),
             "the process that read it gave no network. The file is damaged or hostile.");
    }
}

} // namespace halftone::pipeline
