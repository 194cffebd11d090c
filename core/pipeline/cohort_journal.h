// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/output_file.h"
#include "core/base/platform/files.h"
#include "core/pipeline/case_record.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace halftone::pipeline {

/// Results that outlive whoever computes them: a folder with files of JSON lines, one a finished
/// case and precision, each on the disk before append() returns.
///
///     {"sha256":"<64 digits>","key":"<text>","record":{...}}
///
/// The sum is over all bytes of the line behind it ("key":...}), so that a line that was cut when a
/// process or a machine died, or was damaged since, is known and left out; what it held is computed
/// again. The key says what the record was computed from: a record counts for nothing else.
///
/// Several processes may share a folder, each with a file of its own (`part`); whatever lies in the
/// others when it is opened is known, too. One thread.
class CohortJournal {
public:
    /// Makes the folder where there is none, and reads it. Throws Error{InvalidArgument} where
    /// another process writes this part, Error{FileWrite}, and what reading files throws.
    explicit CohortJournal(std::filesystem::path folder, const std::string& part = "results");

    /// The record of that key and precision; null: there is none.
    [[nodiscard]] const CaseRecord* find(const std::string& key, quant::Precision precision) const;
    /// A record of that key at any precision.
    [[nodiscard]] const CaseRecord* findAny(const std::string& key) const;
    /// Writes the record, brings it to the disk, and keeps it. Throws Error{FileWrite}; nothing was
    /// kept then.
    const CaseRecord& append(const std::string& key, CaseRecord record);

    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return m_folder; }
    [[nodiscard]] std::size_t size() const noexcept { return m_records.size(); }
    /// Lines that were cut or damaged.
    [[nodiscard]] std::size_t damagedLines() const noexcept { return m_damaged; }

private:
    void read(const std::filesystem::path& file);
    bool readLine(std::string_view line);

    std::filesystem::path m_folder;
    std::filesystem::path m_file;
    FileLock m_lock;
    std::map<std::pair<std::string, quant::Precision>, CaseRecord> m_records;
    std::size_t m_damaged = 0;
    std::optional<OutputFile> m_output;
};

} // namespace halftone::pipeline
