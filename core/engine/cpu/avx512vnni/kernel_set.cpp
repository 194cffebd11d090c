// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/cpu/avx512vnni/kernels.h"

#include "core/engine/packing/bit_serial.h"
#include "core/engine/packing/conv_packing.h"
#include "core/engine/packing/folded.h"
#include "core/engine/packing/tile_form.h"
#include "core/engine/packing/winograd.h"

namespace halftone::engine::kernels::avx512vnni {
namespace {

constexpr TileSums kSums = TileSums::Unsigned32;
constexpr Multiplication kWords{"VPDPWSSD", multiplyWordsInRegisters};
constexpr Multiplication kBytes{"VPDPBUSD", multiplyBytesInRegisters};

/// AVX512 F, BW, DQ, VL and VNNI.
bool runsOn(const CpuFeatures& cpu)
{
    constexpr std::uint32_t kF = 1u << 16; // leaf 7, ebx
    constexpr std::uint32_t kDq = 1u << 17;
    constexpr std::uint32_t kBw = 1u << 30;
    constexpr std::uint32_t kVl = 1u << 31;
    constexpr std::uint32_t kVnni = 1u << 11; // leaf 7, ecx
    return cpu.hasZmm() && hasBits(cpu.leaf7Ebx, kF | kDq | kBw | kVl)
           && hasBits(cpu.leaf7Ecx, kVnni);
}

} // namespace

constinit const KernelSet kKernelSet{
    .isa = Isa::Avx512Vnni,
    .name = "avx512vnni",
    .title = "AVX-512 VNNI",
    .runsOn = runsOn,
    .lanes = 16,
    .conv1x1 = {conv1x1S8, conv1x1S8Logits, kCellsForm},
    // Measured on an AMD EPYC of the Zen 4 generation at 3.7 GHz, but for tiles of 4x4, which have
    // not met such a machine yet. Their products: those of Winograd, for the loops take 2.3
    // instructions a product (a load of cells for 8 or 16, a broadcast for each) against its 2.5.
    // All else: AVX2's on that machine, words4 {30, 1.03}, bytes4 {52, 0.7}, mixed4 {64, 1.0},
    // times two: the functions have as many instructions (those that finish outputs 443 and 389
    // against 447 and 391), and each takes two passes through units of 256 bits.
    .conv3x3 =
        {{Algorithm::Direct, {conv3x3S8, conv3x3S8Logits, kCellsForm, {0.272, 0.93, 0}, &kBytes}},
         {Algorithm::Winograd,
          {winograd3x3S8, nullptr, kWinogradForm, {0.282, 6.4, 15.3}, &kBytes}},
         {Algorithm::BitSerial, {bitSerial3x3, nullptr, kBitSerialForm, {0.51, 21, 75}}},
         {Algorithm::Folded, {folded3x3S8, nullptr, kFoldedForm, {0.271, 1.15, 0.32}, &kBytes}},
         {Algorithm::Words4,
          {tileWords, tileWordsLogits, kTileWordsForm, {0.282, 60, 2.06}, &kWords}},
         {Algorithm::Bytes4,
          {tileBytes4, tileBytes4Logits, kTileBytes4Form<kSums>, {0.282, 104, 1.4}, &kBytes}},
         {Algorithm::Mixed4,
          {tileMixed, tileMixedLogits, kTileMixedForm<kSums>, {0.282, 128, 2}, &kWords}}},
    .maxPool2 = maxPool2U8,
    .multiplication = &kBytes,
    .readsWindows = true,
};

} // namespace halftone::engine::kernels::avx512vnni
