// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/open_files.h"

namespace halftone::ui {

std::vector<FileRole> openFiles(const Document& document)
{
    std::vector<FileRole> files;
    const auto add = [&](const char* role, const auto& value) {
        for (const std::filesystem::path& file :
             value ? value->files : std::vector<std::filesystem::path>()) {
            files.push_back({role, file});
        }
    };
    for (const Layer& layer : document.layers()) {
        if (const auto* image = layer.as<ImageContent>()) {
            add("a file of an open image", image->image);
        } else if (const auto* labels = layer.as<LabelsContent>()) {
            add("a file of open labels", labels->labels);
            add("a file of open labels", labels->asRead);
        } else if (const auto* prediction = layer.as<PredictionContent>()) {
            files.push_back({"the model", prediction->modelFile});
        }
    }
    for (const AlsoOpen* also : document.findChildren<AlsoOpen*>(Qt::FindDirectChildrenOnly)) {
        const std::vector<FileRole> more = also->files();
        files.insert(files.end(), more.begin(), more.end());
    }
    return files;
}

void requireNotOpen(const Document& document, const std::string& role,
                    const std::filesystem::path& path)
{
    const std::vector<FileRole> outputs{{role, path}};
    requireDistinct(outputs, openFiles(document));
}

} // namespace halftone::ui
