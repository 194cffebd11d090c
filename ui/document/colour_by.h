// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"

namespace halftone::ui {

/// What the colours of the prediction mean: its labels, or its errors, which is to say that a
/// comparison lies over it. Other: what the document compares it with (Document::other).
enum class ColourBy { Label, ErrorAgainstReference, ErrorAgainstFull, ErrorAgainstOther };

[[nodiscard]] ColourBy colourBy(const Document& document);
/// Whether the document has what is to be compared: a reference must be able to judge, another mask
/// must share a label (matchOther()).
[[nodiscard]] bool canColourBy(const Document& document, ColourBy wanted);
/// Nothing happens where that cannot be.
void setColourBy(Document& document, ColourBy wanted);

} // namespace halftone::ui
