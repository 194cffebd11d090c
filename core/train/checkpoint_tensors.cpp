// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/checkpoint_tensors.h"

#include <span>
#include <vector>

namespace halftone::train {

void putTensor(model::Safetensors& file, const std::string& name, const torch::Tensor& tensor)
{
    const torch::Tensor values = tensor.detach().to(torch::kCPU, torch::kFloat).contiguous();
    file.put<float>(
        name, values.sizes().vec(),
        std::span<const float>(values.data_ptr<float>(), static_cast<std::size_t>(values.numel())));
}

void getTensor(const model::Safetensors& file, const std::string& name, torch::Tensor& tensor)
{
    const torch::NoGradGuard noGrad;
    std::vector<float> values = file.get<float>(name, tensor.sizes().vec());
    tensor.copy_(torch::from_blob(values.data(), tensor.sizes(), torch::kFloat));
}

} // namespace halftone::train
