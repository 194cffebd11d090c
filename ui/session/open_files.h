// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/same_file.h"
#include "ui/document/document.h"

#include <filesystem>
#include <string>
#include <vector>

namespace halftone::ui {

/// All files that the layers of a document were read from, those beside a header and the models
/// too: what is saved must replace none of them (requireDistinct).
[[nodiscard]] std::vector<FileRole> openFiles(const Document& document);

/// Throws Error{InvalidArgument} where writing `path`, which is `role` ("the screenshot"), would
/// replace one of them.
void requireNotOpen(const Document& document, const std::string& role,
                    const std::filesystem::path& path);

} // namespace halftone::ui
