// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace halftone::image::detail {

/// A spacing as one number, however it was stored: as double, as float, or as the length of a
/// rounded direction, which differ by some 1e-7 of it. Where pixels are sampled must not depend on
/// that. It is the decimal of at most four digits, or the multiple of 1/1024 mm (a field of view
/// through 512 or 1024), within a millionth of `mm`; else `mm` rounded to 17 bits, at most 8e-6 of
/// it away. `mm` is positive and finite.
[[nodiscard]] double steadySpacing(double mm) noexcept;

} // namespace halftone::image::detail
