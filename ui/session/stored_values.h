// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/mask_file.h"
#include "ui/document/layer.h"
#include "ui/session/image_source.h"
#include "ui/session/json_place.h"

#include <filesystem>

/// Values that files of the window have in common (workspaces, recovery journals), to and from
/// JSON. Included by .cpp files only. Reading throws what JsonPlace throws.
namespace halftone::ui::stored {

using Json = nlohmann::ordered_json;

/// A file below `folder` by its path from there, any other by its whole path; "/" separates.
[[nodiscard]] Json toJson(const FileStamp& stamp, const std::filesystem::path& folder);
[[nodiscard]] FileStamp readStamp(const JsonPlace& place, const std::filesystem::path& folder);

[[nodiscard]] Json toJson(const std::vector<LabelStyle>& labels);
[[nodiscard]] std::vector<LabelStyle> readLabels(const JsonPlace& place);

[[nodiscard]] Json toJson(const LayerStyle& style);
[[nodiscard]] LayerStyle readStyle(const JsonPlace& place);

[[nodiscard]] Json toJson(const Findings& findings);
[[nodiscard]] Findings readFindings(const JsonPlace& place);

[[nodiscard]] Json toJson(const ImageSource& source, const std::filesystem::path& folder);
[[nodiscard]] ImageSource readSource(const JsonPlace& place, const std::filesystem::path& folder);

/// But for the image, which is said elsewhere.
[[nodiscard]] Json toJson(const image::MaskOrigin& origin);
[[nodiscard]] image::MaskOrigin readOrigin(const JsonPlace& place);

/// The text of a JSON; bytes that are no UTF-8 are replaced, so that writing never throws.
[[nodiscard]] std::string textOf(const Json& json);

/// Refuses what is no JSON of `format`, and what a later version than `version` wrote:
/// Error{Unsupported}.
void requireFormat(const JsonPlace& top, const std::string& what, const char* format, int version);

} // namespace halftone::ui::stored
