// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/kernel_set.h"

/// conv*S8 write codes, conv*S8Logits write accumulators.
namespace halftone::engine::kernels::avx2 {

void conv3x3S8(const ConvArgs& args);
void conv1x1S8(const ConvArgs& args);
void conv3x3S8Logits(const ConvArgs& args);
void conv1x1S8Logits(const ConvArgs& args);
void conv3x3Narrow(const ConvArgs& args);
void tileWords(const ConvArgs& args);
void tileWordsLogits(const ConvArgs& args);
void tileBytes4(const ConvArgs& args);
void tileBytes4Logits(const ConvArgs& args);
void tileBytes2(const ConvArgs& args);
void tileBytes2Logits(const ConvArgs& args);
void tileMixed(const ConvArgs& args);
void tileMixedLogits(const ConvArgs& args);
void lookup3x3(const ConvArgs& args);
void lookup3x3Logits(const ConvArgs& args);
void maxPool2U8(const PoolArgs& args);
std::int64_t multiplyWordsInRegisters(std::int64_t rounds, std::int32_t* sink);
std::int64_t multiplyBytesInRegisters(std::int64_t rounds, std::int32_t* sink);
std::int64_t lookUpInRegisters(std::int64_t rounds, std::int32_t* sink);

inline constexpr Multiplication kLookUps{"VPSHUFB + VPADDB", lookUpInRegisters};

extern const KernelSet kKernelSet;

} // namespace halftone::engine::kernels::avx2
