// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/workspace.h"

namespace halftone::ui {

std::vector<NamedFile> filesIn(Workspace& workspace)
{
    std::vector<NamedFile> files;
    if (FileStamp* image = workspace.image.file()) {
        files.push_back({NamedFile::Role::Image, 0, image});
    }
    if (workspace.model) {
        files.push_back({NamedFile::Role::Model, 0, &workspace.model->file});
    }
    for (std::size_t i = 0; i < workspace.layers.size(); ++i) {
        if (workspace.layers[i].file) {
            files.push_back({NamedFile::Role::Layer, i, &*workspace.layers[i].file});
        }
    }
    if (auto* other = std::get_if<WorkspaceOtherModel>(&workspace.other)) {
        files.push_back({NamedFile::Role::OtherModel, 0, &other->model.file});
    }
    return files;
}

void leaveOut(Workspace& workspace, const NamedFile& file)
{
    switch (file.role) {
    case NamedFile::Role::Image: return;
    case NamedFile::Role::Model: workspace.model.reset(); return;
    case NamedFile::Role::OtherModel: workspace.other = {}; return;
    case NamedFile::Role::Layer: break;
    }
    workspace.layers.erase(workspace.layers.begin() + static_cast<std::ptrdiff_t>(file.layer));
    if (auto* compared = std::get_if<std::size_t>(&workspace.other)) {
        if (*compared == file.layer) {
            workspace.other = {};
        } else if (*compared > file.layer) {
            --*compared;
        }
    }
}

} // namespace halftone::ui
