// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/quant/precision.h"
#include "ui/session/opener.h"

#include <filesystem>
#include <optional>
#include <string>

namespace halftone::app {

/// What the arguments of `halftone` ask for.
struct GuiOptions {
    ui::OpenRequest open;
    /// A list of cases or a workspace, which say themselves what to open; empty: none.
    std::filesystem::path list;
    std::optional<quant::Precision> precision;
    std::string screenshot; ///< empty: a window to work in
    std::string language;   ///< a code that the window knows; empty: as chosen, or the system's
};

/// What parsing ends with instead of a window: a text to print and the exit code.
struct EarlyExit {
    std::string text;
    int code = 0; ///< 0: --help or --version; 2: the arguments are wrong
};

/// Reads the arguments; sets `exit` where the program shall end at once. Needs no display.
[[nodiscard]] GuiOptions readArguments(int argc, char** argv, std::optional<EarlyExit>& exit);

} // namespace halftone::app
