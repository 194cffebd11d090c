// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
//     platform_check MODULE
//
// What core/base/platform promises, on the system at hand. Without Qt, so that a build for Windows
// runs it too. It starts itself as the child process it needs: platform_check child MODE ...
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/base/platform/files.h"
#include "core/base/platform/parent_link.h"
#include "core/base/platform/platform.h"
#include "core/base/platform/process.h"
#include "core/base/stoppable_thread.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>

namespace {

using namespace halftone;
namespace fs = std::filesystem;

int s_faults = 0;

void check(bool holds, const std::string& what)
{
    if (!holds) {
        ++s_faults;
    }
    std::printf("%s  %s\n", holds ? "ok   " : "FAULT", what.c_str());
}

// Of a Greek letter, of Chinese, and of a letter outside the basic plane.
const std::string kName = "\xce\xb1 \xe5\x8c\xbb \xf0\x9f\xa7\xa0";

std::optional<std::string> child(std::vector<std::string> arguments, const StopToken& stop = {})
{
    arguments.insert(arguments.begin(), "child");
    return runProgram(executablePath(), arguments, stop);
}

/// Answers each byte that it is sent: what the parent knows of it is by these answers alone.
int serve()
{
    ParentLink link;
    std::byte order{};
    while (link.receive({&order, 1})) {
        if (order == std::byte{'f'}) { // more than a pipe holds, in parts that are given back
            std::printf("not part of it");
            std::fflush(stdout);
            std::fputs("nor this", stderr);
            std::vector<std::byte> block(std::size_t{3} << 20, std::byte{'x'});
            block.back() = std::byte{'y'};
            for (std::size_t part = 0; part < 3; ++part) {
                const std::span<std::byte> bytes =
                    std::span(block).subspan(part << 20, std::size_t{1} << 20);
                if (!link.send(bytes)) {
                    return 4;
                }
                ParentLink::forget(bytes);
            }
        } else if (order == std::byte{'m'}) {
            ParentLink::limit({std::uint64_t{256} << 20, 100});
            std::vector<std::vector<std::byte>> blocks;
            for (;;) {
                blocks.emplace_back(std::size_t{16} << 20);
            }
        } else if (order == std::byte{'t'}) {
            ParentLink::limit({std::uint64_t{256} << 20, 1});
            volatile unsigned turn = 0;
            for (;;) {
                turn = turn + 1;
            }
        } else {
            return 3;
        }
    }
    return 0;
}

int beChild(const std::vector<std::string>& words)
{
    const std::string& mode = words.at(1);
    if (mode == "echo") {
        for (std::size_t i = 2; i < words.size(); ++i) {
            std::printf("[%s]", words[i].c_str());
        }
        std::fputs("not part of it", stderr);
    } else if (mode == "flood") {
        std::printf("%s", std::string(300'000, 'x').c_str()); // more than a pipe holds
    } else if (mode == "read") {
        std::printf("%d", std::getchar() == EOF ? 1 : 0);
    } else if (mode == "sleep") {
        std::this_thread::sleep_for(std::chrono::seconds(60));
    } else if (mode == "memory") {
        const std::size_t before = peakResidentBytes().value_or(0);
        const std::vector<char> block(64'000'000, '\1');
        std::printf("%lld", static_cast<long long>(peakResidentBytes().value_or(0) - before)
                                + block.back() - 1);
    } else if (mode == "lock") {
        std::error_code error;
        std::printf("%d", FileLock::take(fromUtf8(words.at(2)), error).held() ? 1 : 0);
    } else if (mode == "interrupt") {
        const StopToken token = stopOnInterrupt();
        std::printf("%d", token.stopRequested() ? 1 : 0);
#ifndef _WIN32
        for (const std::string& again : words) {
            if (again == "signal") {
                std::raise(SIGINT);
            }
        }
        std::printf("%d", token.stopRequested() ? 1 : 0);
#endif
    } else if (mode == "serve") {
        return serve();
    } else {
        return 3;
    }
    return 0;
}

/// A child that was given an order.
ChildProcess ordered(char order)
{
    std::optional<ChildProcess> server = ChildProcess::startSelf({"child", "serve"});
    check(server.has_value() && server->runs(), "this program is started once more");
    const auto byte = static_cast<std::byte>(order);
    check(server->send({&byte, 1}), "it is sent an order");
    return std::move(*server);
}

void checkServers()
{
    using Received = ChildProcess::Received;
    std::vector<std::byte> answer(std::size_t{3} << 20);
    ChildProcess server = ordered('f');
    check(server.receive(answer, {}) == Received::All && answer.front() == std::byte{'x'}
              && answer.back() == std::byte{'y'},
          "its answer arrives, whatever it prints");
    const auto again = std::byte{'f'};
    check(server.send({&again, 1}) && server.receive(answer, {}) == Received::All,
          "it answers again");
    StopSource source;
    const StoppableThread stopper([&source](const StopToken&) {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        source.requestStop();
    });
    check(server.receive(answer, source.token()) == Received::Stopped, "a stop ends the waiting");
    check(server.end().kind == ProcessEnd::Kind::Other && !server.runs(), "it is ended");

    ChildProcess leaving = ordered('?');
    check(leaving.receive(answer, {}) == Received::Ended, "it may leave");
    check(leaving.end().how == "exit code 3", "and tells its code");
    ChildProcess computing = ordered('t');
    check(computing.receive(answer, {}) == Received::Ended
              && computing.end().kind == ProcessEnd::Kind::NoTime,
          "computing is limited");
#if defined(__linux__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    ChildProcess greedy = ordered('m');
    check(greedy.receive(answer, {}) == Received::Ended
              && greedy.end().kind == ProcessEnd::Kind::NoMemory,
          "memory is limited");
#endif
}

void checkProcesses()
{
    const std::vector<std::string> hard = {"plain", "",        "two words", "a\"b",  "tail\\",
                                           "c:\\x", "\\\\\"q", "\ttab",     "a\\ b", kName};
    std::string expected;
    std::vector<std::string> words = {"echo"};
    for (const std::string& word : hard) {
        expected += "[" + word + "]";
        words.push_back(word);
    }
    check(child(words) == expected, "arguments arrive as they were given");
    check(child({"flood"}) == std::string(300'000, 'x'), "more output than a pipe holds is read");
    check(child({"read"}) == "1", "a child has nothing to read");
    check(!child({"fail"}), "a failed child gives nothing");
    check(!runProgram("no-such-program", {}, {}), "a program that is absent gives nothing");
    const long long grown = std::atoll(child({"memory"}).value_or("").c_str());
#ifdef __SANITIZE_THREAD__
    const long long most = 400'000'000; // it keeps four bytes for each
#else
    const long long most = 80'000'000;
#endif
    check(grown > 60'000'000 && grown < most, "peak memory is measured");

    StopSource source;
    const auto start = std::chrono::steady_clock::now();
    const StoppableThread stopper([&source](const StopToken&) {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        source.requestStop();
    });
    bool cancelled = false;
    try {
        (void)child({"sleep"}, source.token());
    } catch (const Error& error) {
        cancelled = error.code() == ErrorCode::Cancelled;
    }
    const auto took = std::chrono::steady_clock::now() - start;
    check(cancelled && took < std::chrono::seconds(20), "a stop ends the child");
}

void checkInterrupt()
{
#ifdef _WIN32
    check(child({"interrupt"}) == "0", "the console's handler is set");
#else
    check(child({"interrupt"}) == "00", "without a signal nothing stops");
    check(child({"interrupt", "signal"}) == "01", "a signal asks to stop");
    check(!child({"interrupt", "signal", "signal"}), "a second one ends the process");
#endif
}

void checkLocks(const fs::path& file)
{
    std::error_code error;
    FileLock first = FileLock::create(file, FileLock::Access::Owner, error);
    check(first.held() && !error && first.isStill(file), "a new file is locked");
    check(!FileLock::create(file, FileLock::Access::Owner, error).held() && error,
          "a file that is there is not made");
    check(!FileLock::take(file, error).held() && !error, "a lock is held once");
    check(child({"lock", toUtf8(file)}) == "0", "also among processes");
    std::ofstream(file) << "written";
    check(fs::file_size(file) == 7, "a locked file can be written");
    first.release();
    check(child({"lock", toUtf8(file)}) == "1", "a lock that is given back can be taken");
    check(FileLock::take(file, error).held(), "and was given back by a process that ended");
    fs::remove(file);
    check(!FileLock::take(file, error).held() && error, "an absent file cannot be locked");
    check(processRuns(processId()), "this process runs");
    syncFolder(file.parent_path(), error);
    check(!error, "a folder is brought to the disk");
}

void checkFiles(const fs::path& folder)
{
    const fs::path file = folder / fromUtf8(kName + ".txt");
    for (const std::string text : {"first", "second"}) {
        writeAtomically(file, std::as_bytes(std::span(text)));
    }
    std::ifstream stream(file, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(stream), {}};
    stream.close();
    check(content == "second", "a file is replaced");
    check(std::distance(fs::directory_iterator(folder), fs::directory_iterator()) == 1,
          "nothing stays beside it");
    check(toUtf8(fs::directory_iterator(folder)->path().filename()) == kName + ".txt",
          "names survive as UTF-8");
    std::error_code error;
    replaceFile(folder / "absent", file, error);
    check(static_cast<bool>(error), "replacing by an absent file is an error");
    checkLocks(folder / "lock");
}

void checkEnvironment()
{
    check(!environmentVariable("HALFTONE_PLATFORM_CHECK"), "an absent variable is none");
    setDefaultEnvironment("HALFTONE_PLATFORM_CHECK", "one");
    setDefaultEnvironment("HALFTONE_PLATFORM_CHECK", "two");
    check(environmentVariable("HALFTONE_PLATFORM_CHECK") == "one", "a value that is set stays");
    check(userCacheFolder().empty() || userCacheFolder().is_absolute(), "the cache is a full path");
}

void checkModule(const fs::path& module)
{
    using Entry = int (*)();
    const auto answer = reinterpret_cast<Entry>(moduleSymbol(module, "halftoneAnswer"));
    check(answer != nullptr && answer() == 42, "a module's function is called");
    check(moduleSymbol(module, "halftoneQuestion") == nullptr, "an absent symbol is null");
    check(toUtf8(module).ends_with(kModuleSuffix), "modules have the suffix");
    try {
        (void)moduleSymbol("/nowhere/module", "halftoneAnswer");
        check(false, "an absent module is an error");
    } catch (const Error& error) {
        const std::string text = error.what();
        check(error.code() == ErrorCode::Unsupported && text.find("module") != std::string::npos,
              "an absent module is an error: " + text);
    }
}

int run(int argc, char** argv)
{
    useUtf8Console();
    const std::vector<std::string> words = commandLineArguments(argc, argv);
    if (words.size() > 1 && words.front() == "child") {
        return beChild(words);
    }
    if (words.size() != 1) {
        std::fputs("usage: platform_check MODULE\n", stderr);
        return 2;
    }
    check(executablePath().stem() == "platform_check", "the program's own path");
    check(executablePath().is_absolute(), "is a full path");
#ifndef __APPLE__
    check(availableMemoryBytes().value_or(0) > 1'000'000, "memory is available");
#endif
#ifdef __linux__
    const double waited = waitedForCpuSeconds().value_or(-1);
    check(waited >= 0 && waitedForCpuSeconds().value_or(-1) >= waited, "waiting for a processor");
#endif
    check(standardErrorColumns().value_or(80) > 0, "columns of the terminal");
    checkProcesses();
    checkServers();
    checkInterrupt();
    checkEnvironment();
    checkModule(fromUtf8(words.front()));
    const fs::path folder =
        fs::temp_directory_path()
        / fromUtf8("halftone " + kName + " "
                   + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count()));
    fs::create_directory(folder);
    checkFiles(folder);
    fs::remove_all(folder);
    std::printf("%d faults\n", s_faults);
    return s_faults == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::printf("FAULT  %s\n", error.what());
        return EXIT_FAILURE;
    }
}
