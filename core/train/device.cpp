// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/device.h"

#include "core/base/error.h"

#include <ATen/Context.h>
#include <torch/cuda.h>

namespace halftone::train {

torch::Device deviceNamed(const std::string& name)
{
    if (name == "cpu") {
        return torch::kCPU;
    }
    if (name == "cuda" && torch::cuda::is_available()) {
        at::globalContext().setDeterministicCuDNN(true);
        at::globalContext().setBenchmarkCuDNN(false); // it would choose algorithms by the clock
        return torch::kCUDA;
    }
    throw Error(ErrorCode::Unsupported,
                "Cannot train on '" + name + "': this LibTorch offers cpu"
                    + (torch::cuda::is_available() ? " and cuda." : " only. Use --device cpu."));
}

torch::ScalarType scalarTypeOf(Arithmetic arithmetic, torch::Device device)
{
    bool half = arithmetic == Arithmetic::BFloat16;
    if (arithmetic == Arithmetic::Auto) {
        half = device.is_cuda();
#if defined(__x86_64__) && defined(__GNUC__)
        half = half || __builtin_cpu_supports("avx512bf16") != 0;
#endif
    }
    return half ? torch::kBFloat16 : torch::kFloat;
}

} // namespace halftone::train
