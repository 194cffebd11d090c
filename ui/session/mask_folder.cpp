// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/mask_folder.h"

#include "core/base/output_file.h"
#include "core/base/path_text.h"
#include "core/base/platform/files.h"
#include "core/image/image_io.h"
#include "ui/session/workspace.h"

#include <QRandomGenerator>

#include <algorithm>
#include <memory>
#include <string_view>
#include <system_error>
#include <variant>

namespace halftone::ui {

namespace {

namespace fs = std::filesystem;

constexpr const char* kStart = "mask-";
constexpr const char* kEnding = ".nrrd"; // whose sides have no limit
constexpr std::size_t kDigits = 16;      ///< of its sum, in its name

bool isOurs(const fs::path& file)
{
    return toUtf8(file.filename()).starts_with(kStart) && file.extension() == kEnding;
}

} // namespace

fs::path maskFolderOf(const fs::path& workspace)
{
    constexpr const char* kFolderEnding = ".halftone-masks";
    fs::path folder = workspace;
    // Of any other name, all of it: "cord.v1" and "cord.v2" are two.
    if (folder.extension() == kWorkspaceExtension) {
        folder.replace_extension();
    }
    folder += kFolderEnding;
    return folder;
}

FileStamp writeMask(const fs::path& folder, const MaskSnapshot& mask, const StopToken& stop)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        throw cannotWrite(folder, error);
    }
    // Another window may save there, too.
    const QString number = QString::number(QRandomGenerator::system()->generate64(), 16);
    const fs::path fresh = folder / (kStart + std::string("new-") + number.toStdString() + kEnding);
    image::writeLabelMap(fresh, mask.toLabelMap());
    FileStamp stamp = stampOf(fresh, {});
    addSum(stamp, stop);
    const fs::path named =
        stamp.path.parent_path() / (kStart + stamp.sha256.substr(0, kDigits) + kEnding);
    replaceFile(stamp.path, named, error);
    if (error) {
        throw cannotWrite(named, error);
    }
    stamp.path = named;
    return stamp;
}

image::LabelSnapshot readMask(const fs::path& file, const Geometry& base, const StopToken& stop)
{
    // As an image: readLabelMap() makes 1 of the only value that there is.
    Image image = image::readImage(file, {}, stop);
    auto* values = std::get_if<std::vector<std::uint8_t>>(&image.voxels);
    // Files of what has no known spacing tell none; whose mask it is its sum has told.
    const bool isOnGrid =
        base.spacingKnown ? image.geometry.sameGrid(base) : image.geometry.size == base.size;
    if (values == nullptr || !isOnGrid) {
        throw Error(ErrorCode::FileFormat,
                    Message{"mask-elsewhere",
                            "'{0}' is no mask of this image: it has no labels, or lies on another "
                            "grid. It was left out.",
                            {toUtf8(file.filename())}});
    }
    auto labels = std::make_shared<LabelMap>();
    labels->geometry = base; // the same but for rounding
    labels->voxels = std::move(*values);
    return image::snapshotOf(labels);
}

void keepMasks(const fs::path& folder, const std::vector<fs::path>& kept)
{
    std::error_code error;
    std::vector<fs::path> others;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        const auto isIt = [&](const fs::path& file) {
            return file.filename() == entry->path().filename();
        };
        if (isOurs(entry->path()) && std::none_of(kept.begin(), kept.end(), isIt)) {
            others.push_back(entry->path());
        }
    }
    for (const fs::path& other : others) {
        fs::remove(other, error);
    }
}

} // namespace halftone::ui
