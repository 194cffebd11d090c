// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/cpu/portable/kernels.h"

#include "core/engine/packing/conv_packing.h"

namespace halftone::engine::kernels::portable {

constinit const KernelSet kKernelSet{
    .isa = Isa::Portable,
    .name = "portable",
    .title = "portable",
    .runsOn = [](const CpuFeatures&) { return true; },
    .lanes = 1,
    .conv1x1 = {conv1x1S8, conv1x1S8Logits, kGatheredForm},
    // Measured on an AMD EPYC of the Zen 4 generation at 3.7 GHz.
    .conv3x3 = {{Algorithm::Direct, {conv3x3S8, conv3x3S8Logits, kGatheredForm, {0.10, 2.9, 0.3}}}},
    .maxPool2 = maxPool2U8,
};

} // namespace halftone::engine::kernels::portable
