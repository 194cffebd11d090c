// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/cpu/avx2/kernels.h"

#include "core/engine/packing/conv_packing.h"
#include "core/engine/packing/lookup.h"
#include "core/engine/packing/tile_form.h"

namespace halftone::engine::kernels::avx2 {
namespace {

constexpr TileSums kSums = TileSums::Pairs16;

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
    .conv3x3 = {{Algorithm::Direct, {conv3x3S8, conv3x3S8Logits, kWordsForm, {0.374, 0.72, 0}}},
                {Algorithm::Narrow, {conv3x3Narrow, nullptr, kNarrowForm, {0.191, 1.63, 0}}},
                {Algorithm::Winograd,
                 {tileBytes2, tileBytes2Logits, kTileBytes2Form<kSums>, {0.194, 16.5, 0.72}}},
                {Algorithm::Words4,
                 {tileWords, tileWordsLogits, kTileWordsForm, {0.171, 31, 1.03}}},
                {Algorithm::Bytes4,
                 {tileBytes4, tileBytes4Logits, kTileBytes4Form<kSums>, {0.175, 54, 0.92}}},
                {Algorithm::Mixed4,
                 {tileMixed, tileMixedLogits, kTileMixedForm<kSums>, {0.171, 63, 1.0}}},
                {Algorithm::Lookup, {lookup3x3, lookup3x3Logits, kLookupForm, {0.17, 10, 30}}}},
    .maxPool2 = maxPool2U8,
    .multiplyInRegisters = multiplyInRegisters,
    .multiplication = "VPMADDUBSW + VPADDW",
};

} // namespace halftone::engine::kernels::avx2
