// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/cpu/avx2/kernels.h"

#include "core/engine/packing/conv_packing.h"
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
    .conv3x3 = {{Algorithm::Direct, {conv3x3S8, conv3x3S8Logits, kWordsForm, {0.373, 0.75, 0}}},
                {Algorithm::Narrow, {conv3x3Narrow, nullptr, kNarrowForm, {0.193, 1.35, 0}}},
                {Algorithm::Winograd,
                 {tileBytes2, tileBytes2Logits, kTileBytes2Form<kSums>, {0.19, 10, 5}}},
                {Algorithm::Words4, {tileWords, tileWordsLogits, kTileWordsForm, {0.19, 30, 5}}},
                {Algorithm::Bytes4,
                 {tileBytes4, tileBytes4Logits, kTileBytes4Form<kSums>, {0.19, 30, 5}}},
                {Algorithm::Mixed4,
                 {tileMixed, tileMixedLogits, kTileMixedForm<kSums>, {0.19, 30, 5}}}},
    .maxPool2 = maxPool2U8,
    .multiplyInRegisters = multiplyInRegisters,
    .multiplication = "VPMADDUBSW + VPADDW",
};

} // namespace halftone::engine::kernels::avx2
