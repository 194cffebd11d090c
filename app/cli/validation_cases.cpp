// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/validation_cases.h"

#include "core/base/error.h"
#include "core/base/path_text.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace halftone::cli {
namespace {

namespace fs = std::filesystem;

bool hasFile(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

fs::path requireFile(const fs::path& path)
{
    if (!hasFile(path)) {
        throw Error(ErrorCode::FileNotFound,
                    "'" + toUtf8(path)
                        + "' is missing. Name the folder that 'halftone-cli prepare' takes.");
    }
    return fs::absolute(path);
}

std::string quoted(const fs::path& path)
{
    std::string text = "\"";
    for (const char c : toUtf8(path)) {
        text += c == '"' ? std::string("\"\"") : std::string(1, c);
    }
    return text + "\"";
}

/// The chosen ones among the subjects that are there; `prefix` may be left out ("9604").
std::set<std::string> chosen(const std::vector<std::string>& wanted, const std::string& prefix,
                             const std::set<std::string>& there)
{
    std::set<std::string> subjects;
    for (const std::string& name : wanted) {
        const std::string full = there.count(name) > 0 ? name : prefix + name;
        if (there.count(full) == 0) {
            std::string names;
            for (const std::string& known : there) {
                names += (names.empty() ? "" : ", ") + known;
            }
            throw Error(ErrorCode::InvalidArgument,
                        "There is no subject '" + name + "' to validate on; found: " + names + ".");
        }
        subjects.insert(full);
    }
    return subjects;
}

ValidationCases emCases(const fs::path& folder)
{
    const fs::path stack = folder / "em" / "isbi2012";
    ValidationCases cases;
    cases.sliceIsCase = true;
    if (!hasFile(stack / "image_z00-24.tif")) {
        return cases;
    }
    cases.csv = "case,image,reference\nisbi2012," + quoted(requireFile(stack / "image_z00-24.tif"))
                + "," + quoted(requireFile(stack / "membrane_z00-24.tif")) + "\n";
    cases.slices = {data::SliceChoice::Kind::Range, 20, 24};
    return cases;
}

/// Sessions with masks, by subject: "sub-9709" has "sub-9709Ses1" and "sub-9709Ses2".
std::map<std::string, std::set<std::string>> cordSessions(const fs::path& folder)
{
    const std::string end = "_run-1_gmseg-manual.nii.gz";
    std::map<std::string, std::set<std::string>> sessions;
    std::error_code fault;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, fault)) {
        const std::string name = toUtf8(entry.path().filename());
        if (name.ends_with(end)) {
            const std::string session = name.substr(0, name.size() - end.size());
            sessions[session.substr(0, session.find("Ses"))].insert(session);
        }
    }
    return sessions;
}

ValidationCases cordCases(const fs::path& data, std::vector<std::string> subjects)
{
    const fs::path folder = data / "gm" / "gm_challenge_2018";
    const auto sessions = cordSessions(folder);
    if (sessions.empty()) {
        return {};
    }
    std::set<std::string> there;
    for (const auto& entry : sessions) {
        there.insert(entry.first);
    }
    if (subjects.empty()) {
        subjects = {"sub-9604"};
    }
    ValidationCases cases;
    cases.slices.kind = data::SliceChoice::Kind::Labelled; // some slices were never labelled
    cases.csv = "case,image,reference:grey-matter,reference:cord\n";
    for (const std::string& subject : chosen(subjects, "sub-", there)) {
        for (const std::string& session : sessions.at(subject)) {
            const fs::path start = folder / (session + "_run-1_");
            cases.csv += subject;
            for (const char* rest : {"T2starw", "gmseg-manual", "cordseg-manual"}) {
                cases.csv += "," + quoted(requireFile(toUtf8(start) + rest + ".nii.gz"));
            }
            cases.csv += "\n";
        }
    }
    return cases;
}

std::vector<std::string> splitLine(std::string line)
{
    if (!line.empty() && line.back() == '\r') {
        line.pop_back();
    }
    std::vector<std::string> cells;
    std::istringstream text(line + ","); // so that a last empty cell counts
    for (std::string cell; std::getline(text, cell, ',');) {
        cells.push_back(cell);
    }
    return cells;
}

/// A row of the index of the NIH slices.
struct SliceFile {
    std::string file;
    std::string subject;
    std::string split;
};

std::vector<SliceFile> readIndex(const fs::path& path)
{
    std::ifstream file(requireFile(path));
    std::string line;
    std::getline(file, line);
    const std::vector<std::string> header = splitLine(line);
    const auto column = [&](const char* name) {
        const auto found = std::find(header.begin(), header.end(), name);
        if (found == header.end()) {
            throw Error(ErrorCode::FileFormat,
                        "'" + toUtf8(path) + "' has no column '" + name + "'.");
        }
        return static_cast<std::size_t>(found - header.begin());
    };
    const std::size_t name = column("file");
    const std::size_t subject = column("subject");
    const std::size_t split = column("split");
    std::vector<SliceFile> slices;
    while (std::getline(file, line)) {
        const std::vector<std::string> cells = splitLine(line);
        if (cells.size() == header.size()) {
            slices.push_back({cells[name], cells[subject], cells[split]});
        }
    }
    return slices;
}

ValidationCases pancreasCases(const fs::path& data, const std::vector<std::string>& wanted)
{
    const fs::path folder = data / "pancreas" / "nih_pancreas_ct";
    if (!hasFile(folder / "index.csv")) {
        return {};
    }
    const std::vector<SliceFile> slices = readIndex(folder / "index.csv");
    std::set<std::string> there;
    std::set<std::string> own;
    for (const SliceFile& slice : slices) {
        there.insert(slice.subject);
        if (slice.split == "val") {
            own.insert(slice.subject);
        }
    }
    const std::set<std::string> subjects =
        wanted.empty() ? own : chosen(wanted, "PANCREAS_", there);
    ValidationCases cases;
    cases.csv = "case,image,reference\n";
    for (const SliceFile& slice : slices) {
        if (subjects.count(slice.subject) > 0) {
            cases.csv += slice.subject + "," + quoted(requireFile(folder / "images" / slice.file))
                         + "," + quoted(requireFile(folder / "masks" / slice.file)) + "\n";
        }
    }
    if (subjects.empty()) {
        throw Error(ErrorCode::FileNotFound,
                    "'" + toUtf8(folder / "index.csv")
                        + "' names no slices of the split 'val' to validate on.");
    }
    return cases;
}

} // namespace

ValidationCases validationCases(const std::string& task, const fs::path& folder,
                                const std::vector<std::string>& subjects)
{
    if (task == "em") {
        return emCases(folder);
    }
    if (task == "gm") {
        return cordCases(folder, subjects);
    }
    if (task == "pancreas") {
        return pancreasCases(folder, subjects);
    }
    throw Error(ErrorCode::InvalidArgument,
                "There are no validation images of a task '" + task + "'.");
}

} // namespace halftone::cli
