// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What programs cannot ask a CPU themselves, but the operating system tells: processor_posix.cpp
/// or processor_windows.cpp. Thread-safe.
namespace halftone {

/// Instructions beyond what every 64-bit ARM CPU has. None on other architectures, and where the
/// system does not tell.
struct ArmExtensions {
    bool hasDotProduct = false; ///< FEAT_DotProd
    bool hasI8mm = false;       ///< FEAT_I8MM
};

[[nodiscard]] ArmExtensions armExtensions() noexcept;

} // namespace halftone
