// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "core/model/model.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace halftone::model {

/// Version of the `halftone` JSON in a model file's metadata. Readers refuse newer ones. From 2 on
/// a file has the checksum of safetensors.h and is refused without; version 1 has none. Files that
/// hold what version 2 does not know (layout in model_file.cpp) are written as 3, others as 2.
inline constexpr int kModelFileVersion = 3;

/// Reads a model (safetensors with Halftone's metadata; layout in docs of model_file.cpp).
/// The checksum, every offset, size, shape, text and value is checked; nothing of the file is
/// trusted. The result passes validate(); of a file without checksum its findings say so, as
/// "model-without-checksum". Throws Error{FileNotFound}, Error{FileFormat} naming file and tensor,
/// for a model of another tool with the command that imports it, and Error{Cancelled}.
[[nodiscard]] Model readModel(const std::filesystem::path& path, const StopToken& stop = {});

/// Writes atomically. `readModel(path)` gives an equal model. Throws Error{FileWrite}.
void writeModel(const std::filesystem::path& path, const Model& model);

/// The bytes of the file that writeModel() writes.
[[nodiscard]] std::vector<std::byte> modelBytes(const Model& model);

/// The same model reduced to one precision, codes packed at its bits: what `export --weights 4
/// --activations 6` writes. Throws Error{Unsupported} if the model lacks the precision.
[[nodiscard]] Model packedForPrecision(const Model& model, quant::Precision precision);

/// Model files (*.halftone) in a folder, sorted by name; empty if the folder does not exist.
[[nodiscard]] std::vector<std::filesystem::path> findModels(const std::filesystem::path& folder);

} // namespace halftone::model
