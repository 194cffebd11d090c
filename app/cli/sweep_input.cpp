// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/sweep_input.h"

#include "app/cli/options.h"
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/image/image_io.h"
#include "core/pipeline/read_cases.h"

#include <set>
#include <system_error>
#include <utility>

namespace halftone::cli {
namespace {

/// Names that tell equal file names of different folders apart: cases of one name are pooled.
std::string uniqueName(const std::string& name, std::set<std::string>& used)
{
    std::string unique = name;
    for (int n = 2; !used.insert(unique).second; ++n) {
        unique = name + " (" + std::to_string(n) + ")";
    }
    return unique;
}

std::vector<data::CaseRow> rowsOf(const SweepSource& source)
{
    if (!source.casesFile.empty()) {
        return data::readCases(fromUtf8(source.casesFile));
    }
    std::vector<data::CaseRow> rows;
    std::set<std::string> used;
    for (std::size_t i = 0; i < source.images.size(); ++i) {
        data::CaseRow row;
        row.image = fromUtf8(source.images[i]);
        row.caseName = uniqueName(stemOf(row.image), used);
        if (!source.references.empty()) {
            row.references[""] = fromUtf8(source.references[i]);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

/// A name that was mistyped must not end a run of hours.
void requireFile(const std::filesystem::path& file, const std::string& caseName)
{
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) {
        throw Error(ErrorCode::FileNotFound, "'" + toUtf8(file) + "' of case '" + caseName
                                                 + "' does not exist. Nothing was run.");
    }
}

void tellRead(const data::CaseRow& row, const pipeline::SweepCase& item, const ReadInputFn& read,
              const StopToken& stop)
{
    read({"image", row.image, item.image.native().files, report::slicesText(item.slices),
          item.image.slices()});
    for (const auto& [label, file] : row.references) {
        read({"reference", file, image::filesOf(file, stop)});
    }
}

} // namespace

std::vector<FileRole> filesOfCases(const SweepSource& source, const StopToken& stop)
{
    std::vector<FileRole> files;
    const auto add = [&](const char* role, const std::filesystem::path& path) {
        files.push_back({role, path}); // a folder as such, too
        for (const std::filesystem::path& file : image::filesOf(path, stop)) {
            files.push_back({role, file});
        }
    };
    for (const data::CaseRow& row : rowsOf(source)) {
        throwIfStopped(stop);
        add("an image", row.image);
        for (const auto& [label, file] : row.references) {
            add("a reference", file);
        }
    }
    return files;
}

pipeline::CaseSource openCases(const SweepSource& source,
                               const std::shared_ptr<const model::Model>& model,
                               const FindingFn& found, const ReadInputFn& read)
{
    std::vector<pipeline::CaseDescription> cases;
    std::vector<data::CaseRow> rows;
    for (data::CaseRow& row : rowsOf(source)) {
        requireFile(row.image, row.caseName);
        for (const auto& [label, file] : row.references) {
            requireFile(file, row.caseName);
        }
        rows.push_back(row);
        cases.push_back(
            {std::move(row), source.labels, source.slices, source.sliceIsCase, source.volume});
    }
    pipeline::CaseSource opened = pipeline::caseSource(std::move(cases), model, found);
    if (!read) {
        return opened;
    }
    const auto load = [inner = std::move(opened.load), rows = std::move(rows),
                       read](std::size_t index, const StopToken& stop) {
        pipeline::SweepCase item = inner(index, stop);
        tellRead(rows.at(index), item, read, stop);
        return item;
    };
    return {std::move(opened.names), load};
}

} // namespace halftone::cli
