// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/cpu/avx2/kernels.h"
#include "core/engine/cpu/avxvnni/kernels.h"
#include "core/engine/packing/conv_packing.h"

namespace halftone::engine::kernels::avxvnni {
namespace {

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
    // The machine measured lacks AVX-VNNI: costs of these kernels in the encoding of AVX-512, as
    // the tests compile them. Direct is all that the set has, so that nothing is chosen by them.
    .conv3x3 = {{Algorithm::Direct, {conv3x3S8, conv3x3S8Logits, kCellsForm, {0.156, 1.11, 0}}}},
    .maxPool2 = avx2::maxPool2U8,
    .multiplyInRegisters = multiplyInRegisters,
    .multiplication = "VPDPBUSD",
    .readsWindows = true,
};

} // namespace halftone::engine::kernels::avxvnni
