// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/cpu/avx2/kernels.h"
#include "core/engine/cpu/avxvnni/kernels.h"
#include "core/engine/packing/conv_packing.h"
#include "core/engine/packing/lookup.h"
#include "core/engine/packing/tile_form.h"

namespace halftone::engine::kernels::HALFTONE_AVXVNNI {
namespace {

constexpr TileSums kSums = TileSums::Unsigned32;
constexpr Multiplication kWords{"VPDPWSSD", multiplyWordsInRegisters};
constexpr Multiplication kBytes{"VPDPBUSD", multiplyBytesInRegisters};

/// AVX2 and VPDPBUSD in VEX encoding, with or without AVX-512.
bool runsOn(const CpuFeatures& cpu)
{
    constexpr std::uint32_t kAvxVnni = 1u << 4; // leaf 7, sub-leaf 1, eax
    return avx2::kKernelSet.runsOn(cpu) && hasBits(cpu.leaf7Part1Eax, kAvxVnni);
}

} // namespace

constinit const KernelSet kKernelSet{
    .isa = Isa::AvxVnni,
    .name = "avxvnni",
    .title = "AVX-VNNI",
    .runsOn = runsOn,
    .lanes = 8,
    .conv1x1 = {conv1x1S8, conv1x1S8Logits, kCellsForm},
    // Measured on an Intel Xeon of the Emerald Rapids generation (family 6, model 207). Tables of
    // sums are AVX2's: VNNI multiplies nothing there.
    .conv3x3 =
        {{Algorithm::Direct, {conv3x3S8, conv3x3S8Logits, kCellsForm, {0.174, 1.35, 0}, &kBytes}},
         {Algorithm::Winograd,
          {tileBytes2, tileBytes2Logits, kTileBytes2Form<kSums>, {0.217, 16, 1.0}, &kBytes}},
         {Algorithm::Words4,
          {tileWords, tileWordsLogits, kTileWordsForm, {0.211, 25, 1.95}, &kWords}},
         {Algorithm::Bytes4,
          {tileBytes4, tileBytes4Logits, kTileBytes4Form<kSums>, {0.187, 63, 1.36}, &kBytes}},
         {Algorithm::Mixed4,
          {tileMixed, tileMixedLogits, kTileMixedForm<kSums>, {0.187, 70, 1.39}, &kWords}},
         {Algorithm::Lookup,
          {avx2::lookup3x3,
           avx2::lookup3x3Logits,
           kLookupForm,
           {0.254, 2.4, 36.6},
           &avx2::kLookUps}}},
    .maxPool2 = avx2::maxPool2U8,
    .multiplication = &kBytes,
    .readsWindows = true,
};

} // namespace halftone::engine::kernels::HALFTONE_AVXVNNI
