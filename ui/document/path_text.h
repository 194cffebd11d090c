// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/path_text.h"

#include <QString>

/// Paths between core and the window.
namespace halftone::ui {

[[nodiscard]] inline QString toQString(const std::filesystem::path& path)
{
    return QString::fromStdString(toUtf8(path));
}

[[nodiscard]] inline std::filesystem::path toPath(const QString& text)
{
    return fromUtf8(text.toStdString());
}

} // namespace halftone::ui
