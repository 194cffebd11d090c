// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/cases.h"

#include <filesystem>

namespace halftone::data {

/// The cases of a folder to be segmented, sorted by name; nothing is learned from them, so they may
/// lack references. The first of these layouts that it has:
/// - cases.csv, as readUsableCases() reads it;
/// - nnU-Net's: imagesTr/CASE_0000.EXT (or imagesTr/CASE.EXT), labelsTr/CASE.EXT where there is
///   one; without imagesTr the same of imagesTs and labelsTs;
/// - images, each file a case without reference, and folders of DICOM files (*.dcm), each one too.
/// Hidden files are passed over. What looks like a case but cannot be one is a fault with a
/// sentence. Throws Error{FileNotFound} where no case is found, saying what was looked for, and
/// what readUsableCases() throws.
[[nodiscard]] CaseList listCohortFolder(const std::filesystem::path& folder);

} // namespace halftone::data
