// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/window_presets.h"

#include "ui/document/format.h"
#include "ui/document/words.h"

#include <array>

namespace halftone::ui {

namespace {

// As usual at reporting desks; 1 to 3 are colours of the mask.
constexpr std::array<WindowPreset, 6> kPresets{{
    {QT_TRANSLATE_NOOP("Bindings", "&Abdomen Window"), 350, 40, "4"},
    {QT_TRANSLATE_NOOP("Bindings", "&Soft Tissue Window"), 400, 50, "5"},
    {QT_TRANSLATE_NOOP("Bindings", "&Bone Window"), 2000, 350, "6"},
    {QT_TRANSLATE_NOOP("Bindings", "&Lung Window"), 1500, -600, "7"},
    {QT_TRANSLATE_NOOP("Bindings", "B&rain Window"), 80, 40, "8"},
    {QT_TRANSLATE_NOOP("Bindings", "&Mediastinum Window"), 350, 50, "9"},
}};

} // namespace

std::span<const WindowPreset> windowPresets() noexcept
{
    return kPresets;
}

QString windowText(const DisplayWindow& window)
{
    const QString text = QStringLiteral("W %1  L %2")
                             .arg(formatValue(window.high - window.low, 4),
                                  formatValue((window.low + window.high) / 2, 4));
    return window.inverted ? tr("%1  inverted").arg(text) : text;
}

} // namespace halftone::ui
