// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

class QApplication;

/// A plain sentence behind every word of the trade on the screen (core/report/definitions.h), with
/// nothing to do for the panels that say them.
namespace halftone::ui {

/// The defined words that occur in a text, in the order of the definitions.
[[nodiscard]] QStringList termsIn(const QString& text);
/// What they mean, as rich text; empty where there is none.
[[nodiscard]] QString termTip(const QString& text);
/// Shows that over labels, buttons and choices that have no tooltip of their own, nor stand in
/// something that has one. Once per application.
void explainTerms(QApplication& application);

} // namespace halftone::ui
