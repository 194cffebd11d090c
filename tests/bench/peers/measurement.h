// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

/// What the C++ contestants share. onnxruntime.js does the same in its own words; README.md beside
/// this file says what is measured.
namespace halftone::peers {

inline constexpr int kWarmUps = 2;

/// Most memory this process has ever held, in bytes (VmHWM of Linux).
inline std::size_t peakResidentBytes()
{
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word) {
        if (word == "VmHWM:") {
            std::size_t kilobytes = 0;
            status >> kilobytes;
            return kilobytes * 1024;
        }
    }
    return 0;
}

/// Grey codes that look like nothing.
inline std::vector<std::uint8_t> makeCodes(std::size_t count)
{
    std::vector<std::uint8_t> codes(count);
    std::uint32_t state = 1;
    for (std::uint8_t& code : codes) {
        state = state * 1664525U + 1013904223U; // Numerical Recipes' generator
        code = static_cast<std::uint8_t>(state >> 24);
    }
    return codes;
}

/// Milliseconds of every call of `run` after the warm-ups.
template <typename Run>
std::vector<double> timeRuns(int runs, const Run& run)
{
    std::vector<double> milliseconds;
    for (int i = 0; i < kWarmUps + runs; ++i) {
        const auto start = std::chrono::steady_clock::now();
        run();
        const std::chrono::duration<double, std::milli> elapsed =
            std::chrono::steady_clock::now() - start;
        if (i >= kWarmUps) {
            milliseconds.push_back(elapsed.count());
        }
    }
    return milliseconds;
}

/// What a contestant prints: one line of JSON for peers.py.
struct Measurement {
    std::string version; ///< of the library
    std::string isa;     ///< what it says it runs on
    int threads = 0;
    double macs = 0;           ///< multiply-accumulates of one run, counted on its own graph
    std::size_t peakBytes = 0; ///< peakResidentBytes() at the end, less that of the empty process
    std::vector<double> milliseconds;
    double prepareMs = 0; ///< from the model in memory to an engine ready to run; 0: not measured
};

inline void print(const Measurement& measurement)
{
    const nlohmann::json json = {
        {"version", measurement.version},      {"isa", measurement.isa},
        {"threads", measurement.threads},      {"macs", measurement.macs},
        {"peak_bytes", measurement.peakBytes}, {"milliseconds", measurement.milliseconds},
        {"prepare_ms", measurement.prepareMs}};
    std::cout << json.dump() << '\n';
}

} // namespace halftone::peers
