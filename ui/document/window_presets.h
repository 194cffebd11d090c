// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/layer.h"

#include <span>

/// Windows that people ask for by name, and how a window is written.
namespace halftone::ui {

/// A window of Hounsfield units.
struct WindowPreset {
    const char* command = nullptr; ///< English, with its mnemonic; of the context "Bindings"
    double width = 1;
    double level = 0;
    const char* key = nullptr;

    /// As grey values; not inverted.
    [[nodiscard]] DisplayWindow window() const noexcept
    {
        return {level - width / 2, level + width / 2};
    }
};

/// Those of CT, in the order of their keys. The commands of the menu are made from them.
[[nodiscard]] std::span<const WindowPreset> windowPresets() noexcept;

/// "W 350  L 40", and "inverted" where white is low.
[[nodiscard]] QString windowText(const DisplayWindow& window);

} // namespace halftone::ui
