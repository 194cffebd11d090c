// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>

namespace halftone::train {

/// A table of a training folder (log.csv, evaluation.csv). The first column is the step. Free of
/// LibTorch.
class RunTable {
public:
    /// Begins anew, or goes on behind the row of step `keepTo`; what is later is dropped. Throws
    /// Error{FileWrite}.
    RunTable(const std::filesystem::path& path, const char* header,
             std::optional<std::int64_t> keepTo);

    /// A row is in the file when this returns.
    template <typename... Cells>
    void add(std::int64_t step, const Cells&... cells)
    {
        m_file << step;
        ((m_file << ',' << cells), ...);
        m_file << std::endl;
    }

private:
    std::ofstream m_file;
};

} // namespace halftone::train
