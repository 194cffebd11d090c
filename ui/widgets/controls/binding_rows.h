// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/controls/bindings.h"

#include <initializer_list>

/// The rows of bindings(), menu by menu; part of bindings.cpp.
namespace halftone::ui {

[[nodiscard]] std::vector<Binding> fileBindings();
[[nodiscard]] std::vector<Binding> editBindings();
/// Those of the menu View, in several parts.
[[nodiscard]] std::vector<Binding> viewBindings();
[[nodiscard]] std::vector<Binding> layerBindings();
/// Those of the menu Layers that edit labels.
[[nodiscard]] std::vector<Binding> editingBindings();
[[nodiscard]] std::vector<Binding> precisionBindings();
[[nodiscard]] std::vector<Binding> helpBindings();

/// In the words of QKeySequence.
[[nodiscard]] QList<QKeySequence> keys(std::initializer_list<const char*> texts);

} // namespace halftone::ui
