// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/run_table.h"

#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/base/text.h"
#include "core/report/csv.h"
#include "core/train/run_facts.h"

#include <cmath>

namespace halftone::train {

RunTable::RunTable(const std::filesystem::path& path, const char* header,
                   std::optional<std::int64_t> keepTo)
{
    const bool goesOn = keepTo && std::filesystem::exists(path);
    if (goesOn) {
        dropRowsAfter(path, *keepTo);
    }
    m_path = path;
    m_file.open(path, goesOn ? std::ios::app : std::ios::trunc);
    if (!goesOn) {
        m_file << header << std::endl;
    }
    if (!m_file) {
        throw Error(ErrorCode::FileWrite,
                    "Cannot write '" + toUtf8(path) + "'. Check that the folder is writable.");
    }
}

std::string RunTable::cellOf(double value)
{
    constexpr int kDigits = 6;
    return std::isfinite(value) ? formatSignificant(value, kDigits) : std::string{};
}

void RunTable::write(const std::vector<std::string>& cells)
{
    if (!(m_file << report::csvLine(cells) << std::flush)) {
        throw Error(ErrorCode::FileWrite, "Cannot write '" + toUtf8(m_path)
                                              + "': the disk refuses the data. Make room; --resume "
                                                "goes on from the last checkpoint.");
    }
}

} // namespace halftone::train
