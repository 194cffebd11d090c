// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/cohort_journal.h"

#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/base/sha256.h"
#include "core/model/parse_json.h"

#include <set>
#include <string_view>
#include <system_error>

namespace halftone::pipeline {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::string_view kStart = R"({"sha256":")";
constexpr std::string_view kBehindSum = R"(",)";
constexpr const char* kEnding = ".jsonl";
/// A thousand cases at ten precisions with a hundred slices each take 20 MB.
constexpr std::size_t kMaxBytes = std::size_t{1} << 30;

std::string sumOf(std::string_view text)
{
    Sha256 sum;
    sum.add(text);
    return sum.finish();
}

// What follows the sum, if that is its sum.
std::optional<std::string_view> bodyOf(std::string_view line)
{
    if (!line.starts_with(kStart)
        || line.size() < kStart.size() + kSha256Digits + kBehindSum.size()) {
        return std::nullopt;
    }
    const std::string_view sum = line.substr(kStart.size(), kSha256Digits);
    const std::string_view rest = line.substr(kStart.size() + kSha256Digits);
    if (!rest.starts_with(kBehindSum)) {
        return std::nullopt;
    }
    const std::string_view body = rest.substr(kBehindSum.size());
    return sumOf(body) == sum ? std::optional(body) : std::nullopt;
}

FileLock lock(const fs::path& file)
{
    std::error_code error;
    FileLock lock = FileLock::take(file, error);
    if (error) {
        throw cannotWrite(file, error);
    }
    if (!lock.held()) {
        throw Error(ErrorCode::InvalidArgument,
                    "Another program writes results to '" + toUtf8(file)
                        + "'. Wait until it ends, stop it, or choose another folder.");
    }
    return lock;
}

// A line that was cut ends here, so that the next one is a line of its own.
void endLastLine(const fs::path& file, OutputFile& output)
{
    InputFile input(file);
    if (input.size() > 0) {
        input.seek(input.size() - 1);
        if (input.get() != '\n') {
            output.write("\n");
            output.flush();
        }
    }
}

} // namespace

CohortJournal::CohortJournal(fs::path folder, const std::string& part)
    : m_folder(std::move(folder)), m_file(m_folder / fromUtf8(part + kEnding))
{
    std::error_code error;
    fs::create_directories(m_folder, error);
    if (error) {
        throw cannotWrite(m_folder, error);
    }
    m_output.emplace(m_file, m_file, OutputFile::Start::Behind);
    m_lock = lock(m_file);
    std::set<fs::path> files; // in the order of their names
    for (const fs::directory_entry& entry : fs::directory_iterator(m_folder, error)) {
        if (entry.path().extension() == kEnding) {
            files.insert(entry.path());
        }
    }
    for (const fs::path& file : files) {
        read(file);
    }
    endLastLine(m_file, *m_output);
}

void CohortJournal::read(const fs::path& file)
{
    const std::string text = readBytes(file, kMaxBytes);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = std::string_view(text).substr(at, end - at);
        if (!line.empty() && !readLine(line)) {
            ++m_damaged;
        }
        at = end + 1;
    }
}

bool CohortJournal::readLine(std::string_view line)
{
    const std::optional<std::string_view> body = bodyOf(line);
    if (!body) {
        return false;
    }
    try { // the sum tells damage, not what another version wrote
        const Json json = model::parseJson<Json>("{" + std::string(*body), "The line");
        CaseRecord record = caseRecordFromJson(json.at("record").dump());
        const quant::Precision precision = record.point.precision;
        m_records.insert_or_assign({json.at("key").get<std::string>(), precision},
                                   std::move(record));
        return true;
    } catch (const Error&) {
        return false;
    } catch (const nlohmann::json::exception&) {
        return false;
    }
}

const CaseRecord* CohortJournal::find(const std::string& key, quant::Precision precision) const
{
    const auto found = m_records.find({key, precision});
    return found != m_records.end() ? &found->second : nullptr;
}

const CaseRecord* CohortJournal::findAny(const std::string& key) const
{
    const auto found = m_records.lower_bound({key, quant::Precision{0, 0}});
    return found != m_records.end() && found->first.first == key ? &found->second : nullptr;
}

const CaseRecord& CohortJournal::append(const std::string& key, CaseRecord record)
{
    const std::string body =
        R"("key":)" + Json(key).dump() + R"(,"record":)" + toJson(record) + "}";
    m_output->write(std::string(kStart) + sumOf(body) + std::string(kBehindSum) + body + "\n");
    m_output->flush();
    std::error_code error;
    syncFile(m_file, error);
    if (error) {
        throw cannotWrite(m_file, error);
    }
    const quant::Precision precision = record.point.precision;
    return m_records.insert_or_assign({key, precision}, std::move(record)).first->second;
}

} // namespace halftone::pipeline
