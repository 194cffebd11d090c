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
    // Measured on an Intel Xeon of the Emerald Rapids generation (family 6, model 207). On an AMD
    // EPYC of the Zen 4 generation at 3.7 GHz, whose units are half as wide, the four that are no
    // tiles of 4x4 took {0.272, 0.93, 0}, {0.282, 6.4, 15.3}, {0.51, 21, 75}, {0.271, 1.15, 0.32}.
    .conv3x3 =
        {{Algorithm::Direct, {conv3x3S8, conv3x3S8Logits, kCellsForm, {0.166, 1.7, 0}, &kBytes}},
         {Algorithm::Winograd, {winograd3x3S8, nullptr, kWinogradForm, {0.207, 7, 21.6}, &kBytes}},
         {Algorithm::BitSerial, {bitSerial3x3, nullptr, kBitSerialForm, {0.469, 19, 83}}},
         {Algorithm::Folded, {folded3x3S8, nullptr, kFoldedForm, {0.19, 1.6, 0.35}, &kBytes}},
         {Algorithm::Words4,
          {tileWords, tileWordsLogits, kTileWordsForm, {0.192, 62, 1.85}, &kWords}},
         {Algorithm::Bytes4,
          {tileBytes4, tileBytes4Logits, kTileBytes4Form<kSums>, {0.175, 100, 1.7}, &kBytes}},
         {Algorithm::Mixed4,
          {tileMixed, tileMixedLogits, kTileMixedForm<kSums>, {0.171, 134, 1.67}, &kWords}}},
    .maxPool2 = maxPool2U8,
    .multiplication = &kBytes,
    .readsWindows = true,
};

} // namespace halftone::engine::kernels::avx512vnni
