// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/model_catalog.h"

#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/base/platform/platform.h"
#include "core/model/model_file.h"

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

namespace halftone::model {
namespace {

namespace fs = std::filesystem;

/// Its component is told from the others in app/CMakeLists.txt.
constexpr const char* kPackagedAlone = "em-membrane";

void appendPathList(const std::string& list, std::vector<fs::path>& folders)
{
    std::size_t start = 0;
    while (start <= list.size()) {
        const std::size_t end = std::min(list.find(kPathListSeparator, start), list.size());
        if (end > start) {
            folders.push_back(fromUtf8(list.substr(start, end - start)));
        }
        start = end + 1;
    }
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text.empty() ? "none" : text;
}

Error notFound(const std::string& nameOrPath)
{
    std::vector<std::string> names;
    for (const CatalogEntry& entry : listModels()) {
        names.push_back(entry.name);
    }
    std::vector<std::string> folders;
    for (const fs::path& folder : modelFolders()) {
        folders.push_back("'" + toUtf8(folder) + "'");
    }
    return Error(ErrorCode::FileNotFound,
                 "There is no model '" + nameOrPath + "': it is neither a file nor one of the "
                     + "known models (" + joined(names) + ") in " + joined(folders)
                     + ". Give a name from that list, the path of a .halftone file, or set "
                       "HALFTONE_MODELS to the folder it lies in.");
}

} // namespace

std::vector<fs::path> modelFolders()
{
    std::vector<fs::path> folders;
    if (const auto list = environmentVariable("HALFTONE_MODELS"); list) {
        appendPathList(*list, folders);
    }
    if (const fs::path program = executablePath(); !program.empty()) {
        const fs::path prefix = program.parent_path().parent_path();
        folders.push_back(prefix / "share" / "halftone" / "models");
    }
    return folders;
}

std::vector<CatalogEntry> listModels()
{
    std::vector<CatalogEntry> entries;
    std::set<std::string> names;
    for (const fs::path& folder : modelFolders()) {
        for (const fs::path& file : findModels(folder)) {
            if (std::string name = toUtf8(file.stem()); names.insert(name).second) {
                entries.push_back({std::move(name), file});
            }
        }
    }
    return entries;
}

std::string missingModels()
{
    for (const CatalogEntry& entry : listModels()) {
        if (entry.name == kPackagedAlone) {
            return {};
        }
    }
    return "The model em-membrane is in the package halftone-models-noncommercial, which is not "
           "installed (for non-commercial research only).";
}

fs::path previewOf(const fs::path& modelFile)
{
    fs::path picture = modelFile;
    picture.replace_extension(".png");
    std::error_code error;
    return fs::is_regular_file(picture, error) ? picture : fs::path();
}

fs::path findModel(const std::string& nameOrPath)
{
    for (const CatalogEntry& entry : listModels()) {
        if (entry.name == nameOrPath) {
            return entry.file;
        }
    }
    std::error_code error;
    // What is no regular file is refused by its reader, with a sentence of its own.
    if (fs::path path = fromUtf8(nameOrPath);
        fs::exists(path, error) && !fs::is_directory(path, error)) {
        return path;
    }
    throw nameOrPath == kPackagedAlone ? Error(ErrorCode::FileNotFound, missingModels())
                                       : notFound(nameOrPath);
}

std::shared_ptr<const Model> loadModel(const std::string& nameOrPath, const StopToken& stop)
{
    return std::make_shared<const Model>(readModel(findModel(nameOrPath), stop));
}

} // namespace halftone::model
