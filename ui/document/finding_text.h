// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/finding.h"

#include <QString>

#include <string>

/// Sentences of the core in the language of the window. From any thread.
namespace halftone::ui {

/// Translated by its pattern, then filled with its arguments, which are translated where they are
/// sentences or reasons themselves.
[[nodiscard]] QString textOf(const Message& message);
/// Of another file than the image: with the file's name before it.
[[nodiscard]] QString textOf(const Finding& finding);
[[nodiscard]] QString textOf(const Error& error);

/// An English text of the core of which nothing but the text is left: progress, why a model fits,
/// what a journal of results has kept. It is recognised by the patterns that core's sources make
/// such texts of (resources/translations/core_sentences.txt); what fits none of them stays English.
/// Texts that are compared, kept or written to files must not go through this: they are English.
[[nodiscard]] QString coreText(const QString& english);
[[nodiscard]] QString coreText(const std::string& english);

} // namespace halftone::ui
