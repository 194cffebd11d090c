// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/finding.h"

#include <QString>

/// Sentences of the core in the language of the window.
namespace halftone::ui {

/// Translated by its pattern (context "Core"), then filled with its arguments.
[[nodiscard]] QString textOf(const Message& message);
/// Of another file than the image: with the file's name before it.
[[nodiscard]] QString textOf(const Finding& finding);

} // namespace halftone::ui
