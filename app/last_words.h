// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace halftone::app {

/// From now on an exception that nothing can catch ends the program with a sentence: one that a
/// destructor or a thread of a library throws (nlohmann-json takes memory to destroy a value, the
/// standard library to go to the next file of a folder, and neither may throw). What the system
/// refused, memory or threads, gives exit code 1; a fault of ours still aborts. `program` must live
/// for ever. Called once, at start.
void sayLastWords(const char* program) noexcept;

} // namespace halftone::app
