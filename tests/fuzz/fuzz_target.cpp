// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/fuzz_target.h"

#include "core/base/error.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <system_error>

namespace {

using namespace halftone;
namespace fs = std::filesystem;

/// A folder that goes with the process.
class Scratch {
public:
    Scratch()
        : m_folder(
            fs::temp_directory_path()
            / ("halftone-fuzz-"
               + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count())))
    {
        fs::create_directory(m_folder);
    }
    ~Scratch()
    {
        std::error_code ignored;
        fs::remove_all(m_folder, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    [[nodiscard]] fs::path file() const { return m_folder / fuzz::kFileName; }

private:
    fs::path m_folder;
};

} // namespace

/// libFuzzer calls this once. Its first argument, if that is an empty folder, is the corpus.
extern "C" int LLVMFuzzerInitialize(const int* argc, char*** argv);

extern "C" int LLVMFuzzerInitialize(const int* argc, char*** argv)
{
    std::error_code ignored;
    if (*argc > 1 && fs::is_directory((*argv)[1], ignored) && fs::is_empty((*argv)[1])) {
        fuzz::writeSeeds((*argv)[1]);
    }
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const Scratch s_scratch;
    {
        std::ofstream file(s_scratch.file(), std::ios::binary | std::ios::trunc);
        file.write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    }
    try {
        fuzz::parse(s_scratch.file());
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Internal) {
            std::fprintf(stderr, "an internal fault: %s\n", error.what());
            std::abort();
        }
    }
    return 0;
}
