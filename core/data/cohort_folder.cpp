// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/cohort_folder.h"

#include "core/base/error.h"
#include "core/base/path_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace halftone::data {
namespace {

namespace fs = std::filesystem;

/// Of files that are an image on their own; the longest that a name has counts.
constexpr std::array<std::string_view, 12> kEndings{".nii.gz", ".nii", ".hdr", ".nrrd",
                                                    ".nhdr",   ".mha", ".mhd", ".tif",
                                                    ".tiff",   ".png", ".jpg", ".jpeg"};

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

/// The name without its ending; nothing where it is that of no image.
std::optional<std::string> stemOfImage(const fs::path& file)
{
    const std::string name = toUtf8(file.filename());
    const std::string lower = lowerCase(name);
    for (const std::string_view ending : kEndings) {
        if (lower.size() > ending.size() && lower.ends_with(ending) && !name.starts_with(".")) {
            return name.substr(0, name.size() - ending.size());
        }
    }
    return std::nullopt;
}

std::set<fs::path> entriesOf(const fs::path& folder)
{
    std::set<fs::path> entries; // in the order of their names, whatever the disk's is
    std::error_code fault;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, fault)) {
        entries.insert(entry.path());
    }
    return entries;
}

bool isFolder(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

/// "volume_0001" -> 1; nothing where no channel ends the name.
std::optional<int> channelOf(const std::string& stem)
{
    constexpr std::size_t kDigits = 4;
    if (stem.size() <= kDigits + 1 || stem[stem.size() - kDigits - 1] != '_') {
        return std::nullopt;
    }
    int channel = 0;
    for (const char c : stem.substr(stem.size() - kDigits)) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        channel = 10 * channel + (c - '0');
    }
    return channel;
}

CaseList listNnunet(const fs::path& images, const fs::path& labels)
{
    std::map<std::string, fs::path> references;
    for (const fs::path& file : entriesOf(labels)) {
        if (const auto stem = stemOfImage(file)) {
            references.emplace(*stem, file);
        }
    }
    std::map<std::string, std::vector<fs::path>> channels; // by case
    for (const fs::path& file : entriesOf(images)) {
        if (const auto stem = stemOfImage(file)) {
            const bool isChannel = channelOf(*stem).has_value();
            channels[isChannel ? stem->substr(0, stem->rfind('_')) : *stem].push_back(file);
        }
    }
    CaseList list;
    for (const auto& [name, files] : channels) {
        if (files.size() > 1) {
            list.faults.push_back(
                "'" + toUtf8(images) + "' holds " + std::to_string(files.size())
                + " files of the case '" + name + "' (" + toUtf8(files[0].filename()) + ", "
                + toUtf8(files[1].filename())
                + "). Halftone's models take one input channel: keep one file, as channel 0000.");
            continue;
        }
        CaseRow row{name, files.front(), {}};
        if (const auto found = references.find(name); found != references.end()) {
            row.references[""] = found->second;
            references.erase(found);
        }
        list.rows.push_back(std::move(row));
    }
    for (const auto& [name, file] : references) {
        if (!channels.contains(name)) {
            list.faults.push_back("'" + toUtf8(file) + "' are labels without an image: expected '"
                                  + toUtf8(images / (name + "_0000"))
                                  + "' with the ending of an image. Put it there, or take the "
                                    "labels away.");
        }
    }
    return list;
}

CaseList listPlain(const fs::path& folder)
{
    CaseList list;
    std::set<std::string> names;
    const auto add = [&](const std::string& stem, const fs::path& image) {
        std::string name = stem; // a.nii and a.png are two cases
        if (!names.insert(name).second) {
            name = toUtf8(image.filename());
            names.insert(name);
        }
        list.rows.push_back({name, image, {}});
    };
    for (const fs::path& entry : entriesOf(folder)) {
        if (isFolder(entry)) {
            const std::set<fs::path> inside = entriesOf(entry);
            if (std::any_of(inside.begin(), inside.end(), [](const fs::path& file) {
                    return lowerCase(toUtf8(file.extension())) == ".dcm";
                })) {
                add(toUtf8(entry.filename()), entry);
            }
        } else if (const auto stem = stemOfImage(entry)) {
            add(*stem, entry);
        }
    }
    return list;
}

} // namespace

CaseList listCohortFolder(const fs::path& folder)
{
    std::error_code ignored;
    CaseList list;
    if (fs::exists(folder / "cases.csv", ignored)) {
        list = readUsableCases(folder / "cases.csv");
    } else if (isFolder(folder / "imagesTr")) {
        list = listNnunet(folder / "imagesTr", folder / "labelsTr");
    } else if (isFolder(folder / "imagesTs")) {
        list = listNnunet(folder / "imagesTs", folder / "labelsTs");
    } else {
        list = listPlain(folder);
    }
    if (list.rows.empty() && list.faults.empty()) {
        throw Error(ErrorCode::FileNotFound,
                    "'" + toUtf8(folder)
                        + "' holds no cases: looked for cases.csv (columns case, image, "
                          "reference), for imagesTr or imagesTs, for images (NIfTI, NRRD, "
                          "MetaImage, TIFF, PNG, JPEG), and for folders of DICOM files (*.dcm).");
    }
    return list;
}

} // namespace halftone::data
