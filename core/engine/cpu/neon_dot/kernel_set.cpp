// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/cpu/neon_dot/kernels.h"

#include "core/engine/cpu/neon/kernels.h"
#include "core/engine/packing/conv_packing.h"
#include "core/engine/packing/tile_form.h"

namespace halftone::engine::kernels::neon_dot {
namespace {

constexpr TileSums kSums = TileSums::Cells32;
constexpr Multiplication kBytes{"SDOT", multiplyBytesInRegisters};

bool runsOn(const CpuFeatures& cpu)
{
    return hasBits(cpu.arm, kArmNeon | kArmDotProduct);
}

} // namespace

constinit const KernelSet kKernelSet{
    .isa = Isa::NeonDot,
    .name = "neon_dot",
    .title = "NEON with dot products",
    .runsOn = runsOn,
    .lanes = 4,
    // Instructions, see neon/kernel_set.cpp.
    .conv1x1 = {conv1x1S8, conv1x1S8Logits, kOffsetCellsForm},
    .conv3x3 =
        {{Algorithm::Direct,
          {conv3x3S8, conv3x3S8Logits, kOffsetCellsForm, {0.18, 0.9, 0}, &kBytes}},
         {Algorithm::Winograd,
          {tileBytes2, tileBytes2Logits, kTileBytes2Form<kSums>, {0.14, 12.5, 0.9}, &kBytes}},
         {Algorithm::Bytes4,
          {tileBytes4, tileBytes4Logits, kTileBytes4Form<kSums>, {0.14, 51, 0.9}, &kBytes}}},
    .maxPool2 = neon::maxPool2U8,
    .multiplication = &kBytes,
    .readsWindows = true,
};

} // namespace halftone::engine::kernels::neon_dot
