// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/avxvnni/encoding.h"
#include "core/engine/cpu/kernel_set.h"

/// conv*S8 and tile* write codes, *Logits write accumulators. Pooling and tables of
/// sums are AVX2's.
namespace halftone::engine::kernels::HALFTONE_AVXVNNI {

void conv3x3S8(const ConvArgs& args);
void conv1x1S8(const ConvArgs& args);
void conv3x3S8Logits(const ConvArgs& args);
void conv1x1S8Logits(const ConvArgs& args);
void tileWords(const ConvArgs& args);
void tileWordsLogits(const ConvArgs& args);
void tileBytes4(const ConvArgs& args);
void tileBytes4Logits(const ConvArgs& args);
void tileBytes2(const ConvArgs& args);
void tileBytes2Logits(const ConvArgs& args);
void tileMixed(const ConvArgs& args);
void tileMixedLogits(const ConvArgs& args);
std::int64_t multiplyWordsInRegisters(std::int64_t rounds, std::int32_t* sink);
std::int64_t multiplyBytesInRegisters(std::int64_t rounds, std::int32_t* sink);

extern const KernelSet kKernelSet;

} // namespace halftone::engine::kernels::HALFTONE_AVXVNNI
