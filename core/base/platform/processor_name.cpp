// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/processor.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace halftone {
namespace {

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    return first == text.npos ? std::string_view()
                              : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

} // namespace

std::string cpuNameOf(std::string_view cpuinfo)
{
    constexpr std::array<std::string_view, 4> kKeys{"CPU implementer", "CPU part", "CPU variant",
                                                    "CPU revision"};
    std::vector<std::string> names; // each once
    const auto add = [&](const std::string& name) {
        for (const std::string& other : names) {
            if (other == name) {
                return;
            }
        }
        names.push_back(name);
    };
    std::array<std::string, kKeys.size()> core;
    for (std::size_t begin = 0; begin < cpuinfo.size();) {
        const std::size_t end = std::min(cpuinfo.find('\n', begin), cpuinfo.size());
        const std::string_view line = cpuinfo.substr(begin, end - begin);
        begin = end + 1;
        const std::size_t colon = std::min(line.find(':'), line.size());
        const std::string_view key = trimmed(line.substr(0, colon));
        std::string_view value = trimmed(line.substr(std::min(colon + 1, line.size())));
        if (key == "model name" && !value.empty()) {
            add(std::string(value));
        }
        for (std::size_t i = 0; i < kKeys.size(); ++i) {
            if (key == kKeys[i]) {
                core[i] = value.substr(value.substr(0, 2) == "0x" ? 2 : 0);
            }
        }
        if (key == kKeys.back() && !core[0].empty() && !core[1].empty()) { // the last of a core
            add(core[0] + "." + core[1] + "." + core[2] + "." + core[3]);
        }
    }
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : " ") + name;
    }
    return text;
}

} // namespace halftone
