// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/base/progress.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Seeded synthetic sample images with exact labels, never called real. Same seed and options, same
/// bytes, on every machine: integer hashing and plain arithmetic, no std:: distributions.
namespace halftone::phantom {

enum class Kind { Em, Cord, Abdomen };

[[nodiscard]] const char* toString(Kind kind) noexcept; ///< "em", "cord", "abdomen"
/// Throws Error{InvalidArgument} listing the names.
[[nodiscard]] Kind parseKind(std::string_view name);

struct Options {
    std::uint32_t seed = 1;
    int size = 0;   ///< rows and columns; 0: the kind's own (512, cord 192)
    int slices = 0; ///< 0: the kind's own (8, 12, 24)
};

struct Sample {
    Image image;     ///< synthetic = true, modality set
    LabelMap labels; ///< same grid
};

/// em: cells bounded by membranes of varying thickness and contrast, organelles, noise; uint8,
///     512x512x8, 4x4x50 nm; label 1 membrane.
/// cord: axial T2*-like, cord with butterfly grey matter in CSF; int16, 0.5x0.5x5 mm; labels
///     1 white-matter, 2 grey-matter.
/// abdomen: HU, body, spine, liver, kidneys, spleen, stomach, vessels, a pancreas-like organ beside
///     look-alikes; int16, 512x512xN, 0.8x0.8x3 mm; label 1 pancreas.
[[nodiscard]] Sample make(Kind kind, const Options& options = {}, const ProgressFn& progress = {},
                          const StopToken& stop = {});

} // namespace halftone::phantom
