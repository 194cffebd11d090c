// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/peak_memory.h"

#include "app/cli/output.h"
#include "core/base/path_text.h"
#include "core/base/platform/platform.h"
#include "core/base/platform/process.h"

#include <optional>
#include <string>

namespace halftone::cli {

pipeline::PeakRssFn peakRssOf(const std::filesystem::path& model, int threads,
                              const StopToken& stop)
{
    return [=](quant::Precision precision, int height, int width) -> std::optional<std::size_t> {
        const std::string size = std::to_string(height) + "x" + std::to_string(width);
        const std::optional<std::string> text =
            runProgram(executablePath(),
                       {"bench", "--json", "--model", toUtf8(model), "--size", size, "--repeat",
                        "1", "--threads", std::to_string(threads), "--weights",
                        std::to_string(precision.weightBits), "--activations",
                        std::to_string(precision.activationBits)},
                       stop);
        const Json json = text ? Json::parse(*text, nullptr, false) : Json();
        const auto found = json.find("peak_rss_bytes");
        if (found == json.end() || !found->is_number_unsigned()) {
            return std::nullopt;
        }
        return found->get<std::size_t>();
    };
}

} // namespace halftone::cli
