// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

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

/// What the system calls the CPU, for architectures that have no instruction to ask; empty where it
/// does not tell. Linux: cpuNameOf() /proc/cpuinfo, else the board's model.
[[nodiscard]] std::string systemCpuName();

/// Of the text of Linux's /proc/cpuinfo: its "model name", if any, and implementer, part, variant
/// and revision of every kind of core, as in "41.d0c.3.1" (Neoverse N1), in the order of the text.
/// Empty if it has none of these.
[[nodiscard]] std::string cpuNameOf(std::string_view cpuinfo);

} // namespace halftone
