// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/run_table.h"

#include "core/base/atomic_file.h"
#include "core/base/text.h"
#include "core/report/csv.h"
#include "core/train/run_facts.h"

#include <cmath>

namespace halftone::train {
namespace {

/// The file with its header, and of its rows those that stay.
const std::filesystem::path& begun(const std::filesystem::path& path, const char* header,
                                   std::optional<std::int64_t> keepTo)
{
    if (keepTo && std::filesystem::exists(path)) {
        dropRowsAfter(path, *keepTo);
    } else {
        writeAtomically(path, std::string(header) + "\n");
    }
    return path;
}

} // namespace

RunTable::RunTable(const std::filesystem::path& path, const char* header,
                   std::optional<std::int64_t> keepTo)
    : m_file(begun(path, header, keepTo), path, OutputFile::Start::Behind)
{
}

std::string RunTable::cellOf(double value)
{
    constexpr int kDigits = 6;
    return std::isfinite(value) ? formatSignificant(value, kDigits) : std::string{};
}

void RunTable::write(const std::vector<std::string>& cells)
{
    m_file.write(report::csvLine(cells));
    m_file.flush();
}

} // namespace halftone::train
