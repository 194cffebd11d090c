// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/cpu/avx2/kernels.h"
#include "core/engine/cpu/avxvnni/kernels.h"
#include "core/engine/packing/conv_packing.h"
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
    // No machine with AVX-VNNI was measured. Direct: these kernels in the encoding of AVX-512, as
    // the tests compile them, on an AMD EPYC of the Zen 4 generation at 3.7 GHz. Tiles: products
    // as those of direct, for loops of 2.0 and 1.8 instructions a product leave both to the two
    // products that a cycle can do; all else as AVX2's on that machine, whose instructions these
    // are: words4 {30, 1.03}, bytes4 {52, 0.7}, mixed4 {64, 1.0}, winograd {15, 0.7}.
    .conv3x3 = {{Algorithm::Direct,
                 {conv3x3S8, conv3x3S8Logits, kCellsForm, {0.156, 1.11, 0}, &kBytes}},
                {Algorithm::Winograd,
                 {tileBytes2, tileBytes2Logits, kTileBytes2Form<kSums>, {0.156, 15, 0.7}, &kBytes}},
                {Algorithm::Words4,
                 {tileWords, tileWordsLogits, kTileWordsForm, {0.156, 30, 1.03}, &kWords}},
                {Algorithm::Bytes4,
                 {tileBytes4, tileBytes4Logits, kTileBytes4Form<kSums>, {0.156, 52, 0.7}, &kBytes}},
                {Algorithm::Mixed4,
                 {tileMixed, tileMixedLogits, kTileMixedForm<kSums>, {0.156, 64, 1.0}, &kWords}}},
    .maxPool2 = avx2::maxPool2U8,
    .multiplication = &kBytes,
    .readsWindows = true,
};

} // namespace halftone::engine::kernels::HALFTONE_AVXVNNI
