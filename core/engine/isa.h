// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace halftone::engine {

/// Instruction sets with kernels of their own. Everything about one stands in its folder of cpu/
/// (see kernel_set.h); which are compiled in, and which is the best, says CMakeLists.txt.
enum class Isa { Portable, Avx2, AvxVnni, Avx512Vnni, Neon, NeonDot, NeonI8mm };

/// "portable", "avx2", "avxvnni", "avx512vnni", "neon", "neon_dot", "neon_i8mm"; "unknown" if it is
/// not compiled into this binary.
[[nodiscard]] const char* toString(Isa isa) noexcept;
/// Throws Error{InvalidArgument} listing the names that are compiled in.
[[nodiscard]] Isa parseIsa(std::string_view name);
/// Compiled into this binary and supported by this CPU and operating system. Portable always is.
[[nodiscard]] bool isAvailable(Isa isa) noexcept;
/// Best last.
[[nodiscard]] std::vector<Isa> availableIsas();
/// The best available one, or what the environment variable HALFTONE_FORCE_ISA names. Throws
/// Error{Unsupported} if this machine lacks it, Error{InvalidArgument} if there is no such set:
/// never a silent fall-back.
[[nodiscard]] Isa chooseIsa();

} // namespace halftone::engine
