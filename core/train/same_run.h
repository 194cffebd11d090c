// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/log.h"

#include <filesystem>
#include <string>

namespace halftone::train {

/// Whether a checkpoint may go on with a configuration; both as toJson writes them. Length,
/// folders, threads and how often something is measured or saved may differ; learning rate and the
/// share of the float phase may, too, with a warning, since the run is then not the one that its
/// last configuration describes. Throws Error{InvalidArgument} naming all other keys that differ.
void requireSameRun(const std::filesystem::path& checkpoint, const std::string& stored,
                    const std::string& wanted, const LogFn& log);

} // namespace halftone::train
