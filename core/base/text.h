// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

/// Numbers as people and files read them: a decimal point whatever the locale, never "-0.00", and
/// one rule for bytes everywhere. Needs libfmt, so it is a library of its own (halftone_text),
/// which the engine does without. Thread-safe.
namespace halftone {

/// Fixed decimals: "0.8146"; "-" if the value is not finite.
[[nodiscard]] std::string formatNumber(double value, int decimals);

/// The shortest text of at most `digits` significant digits: "0.82", "20", "1e-05"; "-" if the
/// value is not finite.
[[nodiscard]] std::string formatSignificant(double value, int digits);

/// Decimal units, one decimal below a hundred of them: "97 B", "4.2 kB", "312 kB", "1.2 MB",
/// "2.5 GB".
[[nodiscard]] std::string formatBytes(std::size_t bytes);
/// The same of sizes that a damaged header claims, which no integer holds; "-" if not finite.
[[nodiscard]] std::string formatBytes(double bytes);

/// "11.4 ms", "219 ms", "1.25 s"; "-" if the value is not finite.
[[nodiscard]] std::string formatMilliseconds(double milliseconds);

} // namespace halftone
