// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/model/safetensors.h"

#include <nlohmann/json.hpp>
#include <torch/types.h>

#include <filesystem>
#include <string>

namespace halftone::train {

/// Adds the float32 values of `tensor` to a checkpoint.
void putTensor(model::Safetensors& file, const std::string& name, const torch::Tensor& tensor);

/// Fills `tensor`, whose shape decides, from a checkpoint. Throws Error{FileFormat} where the name
/// is missing or the shape differs.
void getTensor(const model::Safetensors& file, const std::string& name, torch::Tensor& tensor);

/// What `takeApart()` gives, which looks into the checkpoint `path`. A fault that it finds, a
/// tensor or a member that is missing or of another kind, is an Error{FileFormat} that names the
/// file.
template <typename TakeApart>
auto fromCheckpoint(const std::filesystem::path& path, TakeApart&& takeApart)
{
    const auto damaged = [&](const std::string& fault) {
        return Error(ErrorCode::FileFormat,
                     "'" + toUtf8(path) + "' is damaged or of another run: " + fault
                         + " Use another checkpoint, or start the run again.");
    };
    try {
        return takeApart();
    } catch (const Error& fault) {
        throw damaged(fault.what());
    } catch (const nlohmann::json::exception&) {
        throw damaged("Its description lacks a member, or has one of another kind.");
    }
}

} // namespace halftone::train
