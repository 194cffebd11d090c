// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/cpu/neon/kernels.h"

#include "core/engine/packing/conv_packing.h"
#include "core/engine/packing/tile_form.h"

namespace halftone::engine::kernels::neon {
namespace {

constexpr TileSums kSums = TileSums::Lanes16;
constexpr Multiplication kWords{"SMLAL on words", multiplyWordsInRegisters};
constexpr Multiplication kBytes{"SMLAL on bytes", multiplyBytesInRegisters};

bool runsOn(const CpuFeatures& cpu)
{
    return hasBits(cpu.arm, kArmNeon);
}

} // namespace

constinit const KernelSet kKernelSet{
    .isa = Isa::Neon,
    .name = "neon",
    .title = "NEON",
    .runsOn = runsOn,
    .lanes = 4,
    // Nobody has measured these: they are the instructions of the loops that GCC 12 makes, a tenth
    // of a nanosecond each, which tell algorithms apart until a machine is measured.
    .conv1x1 = {conv1x1S8, conv1x1S8Logits, kWordsForm},
    .conv3x3 = {{Algorithm::Direct,
                 {conv3x3S8, conv3x3S8Logits, kWordsForm, {0.54, 0.9, 0}, &kWords}},
                {Algorithm::Winograd,
                 {tileBytes2, tileBytes2Logits, kTileBytes2Form<kSums>, {0.34, 19, 0.9}, &kBytes}},
                {Algorithm::Words4,
                 {tileWords, tileWordsLogits, kTileWordsForm, {0.24, 42, 1.3}, &kWords}},
                {Algorithm::Bytes4,
                 {tileBytes4, tileBytes4Logits, kTileBytes4Form<kSums>, {0.34, 70, 0.9}, &kBytes}},
                {Algorithm::Mixed4,
                 {tileMixed, tileMixedLogits, kTileMixedForm<kSums>, {0.29, 68, 1.1}, &kWords}}},
    .maxPool2 = maxPool2U8,
    .multiplication = &kBytes,
    .readsWindows = true,
};

} // namespace halftone::engine::kernels::neon
