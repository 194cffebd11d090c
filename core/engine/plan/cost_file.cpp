// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/plan/cost_file.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/base/platform/platform.h"
#include "core/engine/cpu/cpu_features.h"
#include "core/engine/cpu/kernel_registry.h"
#include "core/engine/kernels_stamp.h" // written by packaging/cmake/HalftoneStamp.cmake

#include <cstdlib>
#include <limits>
#include <locale>
#include <span>
#include <sstream>
#include <string>

namespace halftone::engine {
namespace {

/// What the file begins with: it must be for this very CPU, ISA and build of the kernels.
std::string headOf(Isa isa)
{
    return std::string("halftone costs 2\ncpu ") + cpuName()
           + "\nkernels " HALFTONE_KERNELS_STAMP "\nisa " + toString(isa) + "\n";
}

/// Letters, digits, dots and dashes of a text, for a file name.
std::string fileWord(const std::string& text)
{
    std::string word;
    for (const char c : text) {
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.';
        word += plain ? c : '-';
    }
    return word;
}

std::optional<std::string> readSmallFile(const std::filesystem::path& path)
{
    constexpr std::size_t kMost = 4096; // ours has some 200 bytes
    try {
        return readBytes(path, kMost);
    } catch (const Error&) { // longer, unreadable or absent
        return std::nullopt;
    }
}

} // namespace

std::filesystem::path costFolder()
{
    const std::filesystem::path cache = userCacheFolder();
    return cache.empty() ? cache : cache / "halftone";
}

std::filesystem::path costFile(const std::filesystem::path& folder, Isa isa)
{
    return folder
           / ("costs_" + fileWord(cpuName()) + "_" + toString(isa)
              + "_" HALFTONE_KERNELS_STAMP ".txt");
}

std::optional<CostModel> readCosts(const std::filesystem::path& folder, Isa isa)
{
    const std::optional<std::string> text =
        folder.empty() ? std::nullopt : readSmallFile(costFile(folder, isa));
    const std::string head = headOf(isa);
    if (!text || text->compare(0, head.size(), head) != 0) {
        return std::nullopt;
    }
    std::istringstream in(text->substr(head.size()));
    in.imbue(std::locale::classic());
    CostModel costs;
    costs.isa = isa;
    std::string name;
    for (const Algorithm algorithm : kAlgorithms) {
        AlgorithmCosts& unit = costs.algorithms[algorithm];
        if (!(in >> name >> unit.product >> unit.output >> unit.transform >> unit.peakMacs)
            || name != toString(algorithm)) {
            return std::nullopt;
        }
    }
    const bool ended = (in >> name) && name == "end"; // nothing is cut off
    return ended && isPlausible(costs) ? std::optional(costs) : std::nullopt;
}

void writeCosts(const std::filesystem::path& folder, const CostModel& costs)
{
    std::ostringstream out;
    out.imbue(std::locale::classic());
    out.precision(std::numeric_limits<double>::max_digits10);
    out << headOf(costs.isa);
    for (const Algorithm algorithm : kAlgorithms) {
        const AlgorithmCosts& unit = costs.algorithms[algorithm];
        out << toString(algorithm) << ' ' << unit.product << ' ' << unit.output << ' '
            << unit.transform << ' ' << unit.peakMacs << '\n';
    }
    out << "end\n";

    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (folder.empty() || error) {
        throw Error(ErrorCode::FileWrite, "The folder '" + toUtf8(folder)
                                              + "' for measured costs cannot be made"
                                              + (error ? ": " + error.message() : "") + ".");
    }
    const std::string text = out.str();
    writeAtomically(costFile(folder, costs.isa), std::as_bytes(std::span(text)));
}

} // namespace halftone::engine
