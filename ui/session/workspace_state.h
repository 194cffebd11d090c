// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/load.h"
#include "ui/session/workspace.h"

#include <QStringList>

#include <map>
#include <optional>

/// Between what is open and the workspace that says so. One thread, that of the session.
namespace halftone::ui {

class Session;
struct OpenRequest;

/// Of the image that is open; without sums.
[[nodiscard]] ImageSource sourceOf(const pipeline::LoadedStudy& loaded);
/// Whether a source names that image: file or folder, volume and part.
[[nodiscard]] bool opensAs(const ImageSource& source, const pipeline::LoadedStudy& loaded);
/// The same, and it is made of the same files, by their names: a folder that got one more series
/// has other volumes.
[[nodiscard]] bool isFrom(const ImageSource& source, const pipeline::LoadedStudy& loaded);
/// What opens it.
[[nodiscard]] OpenRequest requestFor(const ImageSource& source);

/// All of it but the page and the files of edited masks, which are in memory; files without their
/// sums. Nothing where nothing is open.
[[nodiscard]] std::optional<Workspace> captureWorkspace(Session& session);
/// Names of the images and labels that are not in it, as they lie in no file.
[[nodiscard]] QStringList withoutFiles(const Document& document);

/// What opens its image with the model and the reference.
[[nodiscard]] OpenRequest requestFor(const Workspace& workspace);

/// Once that is open: precision, chart, cursor, views, measurements, and the looks of the layers
/// that are there by then.
void applyToCase(const Workspace& workspace, Session& session);
/// Once the other layers are read, too: their looks, and what is compared. `ids` names those that
/// came, by their numbers in the workspace. Gives the sentences about what could not be had again.
[[nodiscard]] QStringList applyToLayers(const Workspace& workspace,
                                        const std::map<std::size_t, LayerId>& ids,
                                        Session& session);

} // namespace halftone::ui
