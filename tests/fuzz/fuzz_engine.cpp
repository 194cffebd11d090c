// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
//     fuzz_engine [SECONDS [FIRST_SEED]]
//
// Random networks, precisions, tables and sizes: all ISAs, algorithms and thread counts must agree
// with the reference. A case depends on its seed alone; a failure is repeated by `fuzz_engine 0
// SEED`.
#include "core/base/error.h"
#include "tests/engine/engine_cases.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace halftone;

testing::EngineCase randomCase(std::uint32_t seed)
{
    std::mt19937 random(seed);
    testing::EngineCase result;
    // Seldom so many channels that Winograd's slab holds one pass alone; then small and short.
    const bool wide = testing::uniform(random, 0, 29) == 0;
    const int maxChannels = wide ? 200 : (testing::uniform(random, 0, 3) == 0 ? 40 : 9);
    // Half of them as they are trained here, half as they are imported.
    result.zeroPoints = seed % 2 == 0;
    result.network = result.zeroPoints
                         ? testing::randomImportedNetwork(random, wide ? 3 : 9, maxChannels)
                         : testing::randomNetwork(random, wide ? 3 : 9, maxChannels);
    // One in four so small that convolutions on bit planes are legal.
    const int mostBits = testing::uniform(random, 0, 3) == 0 ? 2 : 8;
    result.precision = {testing::uniform(random, 1, mostBits),
                        testing::uniform(random, 1, mostBits)};
    const int stride = result.network.stride();
    result.height = stride * testing::uniform(random, 1, (wide ? 6 : 40) / stride + 1);
    result.width = stride * testing::uniform(random, 1, (wide ? 40 : 72) / stride + 1);
    result.seed = seed;
    if (testing::uniform(random, 0, 5) == 0) {
        result.weights = static_cast<testing::Weights>(testing::uniform(random, 1, 3));
    }
    if (testing::uniform(random, 0, 5) == 0) {
        result.input = testing::Input::AllMax;
    }
    return result;
}

/// Empty if all agree; adds the runs that were compared to `compared`.
std::string runSeed(std::uint32_t seed, std::size_t& compared)
{
    const testing::EngineCase engineCase = randomCase(seed);
    // The generator itself must keep to the rules, tables included.
    model::validate(*testing::makeModel(engineCase));
    return testing::ReferenceRun(engineCase).compareAll(&compared);
}

} // namespace

int main(int argc, char** argv)
{
    const double seconds = argc > 1 ? std::strtod(argv[1], nullptr) : 5;
    const auto first =
        static_cast<std::uint32_t>(argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1);
    const auto start = std::chrono::steady_clock::now();
    std::chrono::duration<double> elapsed{};
    std::uint32_t seed = first;
    std::size_t compared = 0;
    do {
        std::string fault;
        try {
            fault = runSeed(seed, compared);
        } catch (const Error& error) {
            fault = error.what();
        }
        if (!fault.empty()) {
            std::printf("seed %u: %s\n", seed, fault.c_str());
            return EXIT_FAILURE;
        }
        ++seed;
        elapsed = std::chrono::steady_clock::now() - start;
    } while (elapsed.count() < seconds);
    std::printf("%u random networks from seed %u, %zu cases compared, all equal\n", seed - first,
                first, compared);
    return EXIT_SUCCESS;
}
