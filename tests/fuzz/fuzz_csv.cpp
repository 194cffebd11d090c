// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Tables and lists of cases. What is read and written again must read the same.
#include "core/base/error.h"
#include "core/report/csv.h"
#include "tests/fuzz/fuzz_target.h"

#include <fstream>

namespace halftone::fuzz {
namespace {

std::vector<std::vector<std::string>> recordsOf(const std::string& text)
{
    std::vector<std::vector<std::string>> records;
    report::CsvReader reader(text);
    while (const auto record = reader.next()) {
        records.push_back(record->cells);
    }
    return records;
}

} // namespace

const char* const kFileName = "input.csv";

void writeSeeds(const std::filesystem::path& folder)
{
    std::ofstream(folder / "cases.csv", std::ios::binary)
        << "\xef\xbb\xbf"
           "case,image,reference:white matter\r\na,\"one, two.nii\",\"say \"\"this\"\"\"\r\n\r\n";
    std::ofstream(folder / "numbers.csv", std::ios::binary) << "w,a,dice\n4,6,0.873\n8,8,\n";
}

void parse(const std::filesystem::path& file)
{
    const auto records = recordsOf(report::readCsvText(file, "table"));
    std::string again;
    for (const std::vector<std::string>& cells : records) {
        again += report::csvLine(cells);
    }
    if (recordsOf(again) != records) {
        throw Error(ErrorCode::Internal, "what was written reads otherwise: " + again);
    }
}

} // namespace halftone::fuzz
