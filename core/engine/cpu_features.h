// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace halftone::engine {

/// True if this CPU has AVX512 F, BW, DQ, VL and VNNI, and the operating system saves the registers
/// they use. False on other architectures. Thread-safe.
[[nodiscard]] bool cpuHasAvx512Vnni() noexcept;

} // namespace halftone::engine
