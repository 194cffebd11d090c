// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/output_file.h"

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace halftone::train {

/// A table of a training folder (log.csv, evaluation.csv). The first column is the step. Free of
/// LibTorch.
class RunTable {
public:
    /// Begins anew, or goes on behind the row of step `keepTo`; what is later is dropped. Throws
    /// Error{FileWrite}.
    RunTable(const std::filesystem::path& path, const char* header,
             std::optional<std::int64_t> keepTo);

    /// A row is in the file when this returns. Throws Error{FileWrite}.
    template <typename... Cells>
    void add(std::int64_t step, const Cells&... cells)
    {
        write({cellOf(step), cellOf(cells)...});
    }

private:
    [[nodiscard]] static std::string cellOf(const std::string& text) { return text; }
    /// Six significant digits; empty where there is no number.
    [[nodiscard]] static std::string cellOf(double value);
    template <std::integral Integer>
    [[nodiscard]] static std::string cellOf(Integer value)
    {
        return std::to_string(value);
    }
    void write(const std::vector<std::string>& cells);

    OutputFile m_file;
};

} // namespace halftone::train
