// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>

class QApplication;
class QLabel;
class QString;
class QWidget;

/// The look of the window: dark, calm, one accent colour. The same tokens stand in
/// resources/themes/dark.qss.
namespace halftone::ui::theme {

inline constexpr QRgb kGround = qRgb(0x16, 0x18, 0x1c);
inline constexpr QRgb kPanel = qRgb(0x1b, 0x1e, 0x23);
inline constexpr QRgb kCard = qRgb(0x23, 0x27, 0x2e);
inline constexpr QRgb kLine = qRgb(0x2a, 0x2e, 0x35);
inline constexpr QRgb kGroove = qRgb(0x34, 0x3a, 0x43);
inline constexpr QRgb kText = qRgb(0xd8, 0xdb, 0xe0);
inline constexpr QRgb kBright = qRgb(0xf0, 0xf2, 0xf5);
inline constexpr QRgb kQuiet = qRgb(0xb4, 0xb9, 0xc3); ///< dim, on what is selected
inline constexpr QRgb kDim = qRgb(0x8b, 0x92, 0xa0);
inline constexpr QRgb kAccent = qRgb(0xff, 0xb0, 0x4a);
inline constexpr QRgb kOnAccent = qRgb(0x1b, 0x14, 0x07);
inline constexpr QRgb kFaint = qRgb(0x73, 0x7a, 0x87); ///< what is disabled

/// How well a text of one colour is read on another, 1 to 21 (WCAG 2.1): 4.5 is enough for any.
[[nodiscard]] double contrast(const QColor& text, const QColor& ground);
/// White or black, whichever is read better; never below 4.5.
[[nodiscard]] QColor inkOn(const QColor& ground);

/// Fusion, palette, style sheet and font of the application. Call once, before any widget.
void apply(QApplication& application);

/// A label whose look the style sheet decides by its role ("heading", "dim", "value", ...).
[[nodiscard]] QLabel* label(const QString& text, const char* role, QWidget* parent = nullptr);
/// A heading as panels have them: upper case, spaced.
[[nodiscard]] QLabel* heading(const QString& text, QWidget* parent = nullptr);
/// Sets a property that the style sheet selects by, and restyles the widget.
void setProperty(QWidget* widget, const char* name, const QString& value);

} // namespace halftone::ui::theme
