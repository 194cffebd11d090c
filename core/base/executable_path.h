// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace halftone {

/// Absolute path of the running program, links resolved; what is installed beside it (models, the
/// LibTorch module) is found from here. Empty where the system does not tell.
[[nodiscard]] std::filesystem::path executablePath();

} // namespace halftone
