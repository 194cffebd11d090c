// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

class QWidget;

namespace halftone::test {

/// What a person could not read of a window as it stands, a sentence each: texts of labels, buttons
/// and choices that are cut (unless a tooltip has all of them), widgets that leave their parent,
/// and widgets of one layout that overlap. Knows no panel by name. What scrolls may be larger than
/// what it scrolls in.
[[nodiscard]] QStringList layoutFaults(const QWidget& window);

} // namespace halftone::test
