// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/cpu/avx2/kernels.h"

#include "core/engine/packing/conv_packing.h"
#include "core/engine/packing/lookup.h"
#include "core/engine/packing/tile_form.h"

namespace halftone::engine::kernels::avx2 {
namespace {

constexpr TileSums kSums = TileSums::Pairs16;
constexpr Multiplication kWords{"VPMADDWD + VPADDD", multiplyWordsInRegisters};
constexpr Multiplication kBytes{"VPMADDUBSW + VPADDW", multiplyBytesInRegisters};

bool runsOn(const CpuFeatures& cpu)
{
    constexpr std::uint32_t kAvx2 = 1u << 5; // leaf 7, ebx
    return cpu.hasYmm() && hasBits(cpu.leaf7Ebx, kAvx2);
}

} // namespace

constinit const KernelSet kKernelSet{
    .isa = Isa::Avx2,
    .name = "avx2",
    .title = "AVX2",
    .runsOn = runsOn,
    .lanes = 8,
    .conv1x1 = {conv1x1S8, conv1x1S8Logits, kWordsForm},
    // Measured on an AMD EPYC of the Zen 4 generation at 3.7 GHz, restricted to AVX2.
    .conv3x3 = {{Algorithm::Direct,
                 {conv3x3S8, conv3x3S8Logits, kWordsForm, {0.377, 0.6, 0}, &kWords}},
                {Algorithm::Narrow,
                 {conv3x3Narrow, nullptr, kNarrowForm, {0.192, 1.6, 0}, &kBytes}},
                {Algorithm::Winograd,
                 {tileBytes2, tileBytes2Logits, kTileBytes2Form<kSums>, {0.21, 15, 0.7}, &kBytes}},
                {Algorithm::Words4,
                 {tileWords, tileWordsLogits, kTileWordsForm, {0.172, 30, 1.03}, &kWords}},
                {Algorithm::Bytes4,
                 {tileBytes4, tileBytes4Logits, kTileBytes4Form<kSums>, {0.195, 52, 0.7}, &kBytes}},
                {Algorithm::Mixed4,
                 {tileMixed, tileMixedLogits, kTileMixedForm<kSums>, {0.171, 64, 1.0}, &kWords}},
                {Algorithm::Lookup,
                 {lookup3x3, lookup3x3Logits, kLookupForm, {0.178, 4.3, 26.5}, &kLookUps}}},
    .maxPool2 = maxPool2U8,
    .multiplication = &kBytes,
};

} // namespace halftone::engine::kernels::avx2
