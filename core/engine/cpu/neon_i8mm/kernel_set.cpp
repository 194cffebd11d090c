// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/cpu/neon_i8mm/kernels.h"

#include "core/engine/cpu/neon/kernels.h"
#include "core/engine/packing/conv_packing.h"
#include "core/engine/packing/tile_form.h"

namespace halftone::engine::kernels::neon_i8mm {
namespace {

constexpr TileSums kSums = TileSums::CellPairs32;
constexpr Multiplication kDots{"USDOT", multiplyDotInRegisters};
constexpr Multiplication kBytes{"SMMLA", multiplyBytesInRegisters};

bool runsOn(const CpuFeatures& cpu)
{
    return hasBits(cpu.arm, kArmNeon | kArmDotProduct | kArmI8mm);
}

} // namespace

constinit const KernelSet kKernelSet{
    .isa = Isa::NeonI8mm,
    .name = "neon_i8mm",
    .title = "NEON with I8MM",
    .runsOn = runsOn,
    .lanes = 4,
    // Instructions, see neon/kernel_set.cpp.
    .conv1x1 = {conv1x1S8, conv1x1S8Logits, kCellsForm},
    .conv3x3 =
        {{Algorithm::Direct, {conv3x3S8, conv3x3S8Logits, kCellsForm, {0.144, 0.9, 0}, &kDots}},
         {Algorithm::Winograd,
          {tileBytes2, tileBytes2Logits, kTileBytes2Form<kSums>, {0.078, 14, 1.1}, &kBytes}},
         {Algorithm::Bytes4,
          {tileBytes4, tileBytes4Logits, kTileBytes4Form<kSums>, {0.078, 56, 1.1}, &kBytes}}},
    .maxPool2 = neon::maxPool2U8,
    .multiplication = &kBytes,
    .readsWindows = true,
};

} // namespace halftone::engine::kernels::neon_i8mm
