// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/load.h"

#include <functional>

class QString;
class QWidget;

namespace halftone::ui {

class TradeoffTableModel;

/// Keys and mouse, read from the tables of bindings. Shown and forgotten.
void showCheatSheet(QWidget* parent);
/// Version, licence, what it is made of, and what computes.
void showAbout(QWidget* parent, const QString& version, const QString& runtime);
/// The volumes of a file or folder by name and size, to choose one of: `open` gets its number.
void showVolumeChoice(QWidget* parent, const pipeline::VolumeChoice& choice,
                      std::function<void(int volume)> open);
/// The points of the sweep as a table to read and to copy.
void showTradeoffTable(QWidget* parent, TradeoffTableModel& model);

} // namespace halftone::ui
