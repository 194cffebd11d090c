// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/import/detail/onnx_model.h"

#include <filesystem>
#include <set>

namespace halftone::import::detail {

/// Reads the numbers of tensors, from the model's own bytes or from the files beside it that it
/// names, and bounds them: as many as the dimensions say, none more than there are bytes for. One
/// thread.
///
/// Each throws Error{FileFormat} naming the tensor where its numbers are not there, are cut, or are
/// not finite, and Error{Unsupported} for types that hold no numbers.
class TensorReader {
public:
    /// `model` is the model's own file, next to which others may lie.
    explicit TensorReader(std::filesystem::path model) : m_model(std::move(model)) {}

    /// As floats, row-major: weights.
    [[nodiscard]] std::vector<float> floats(const Tensor& tensor) const;
    /// As doubles, which hold shapes (integers up to 2^53) and numbers alike.
    [[nodiscard]] std::vector<double> numbers(const Tensor& tensor) const;

private:
    template <typename T>
    [[nodiscard]] std::vector<T> read(const Tensor& tensor) const;
    [[nodiscard]] std::string external(const Tensor& tensor, std::uint64_t bytes) const;
    void countRepeated(const Tensor& tensor, std::uint64_t count) const;

    std::filesystem::path m_model;
    mutable std::set<const std::byte*> m_read; ///< where the tensors begin that were read
    mutable std::uint64_t m_repeated = 0;
};

/// Product of the dimensions. Throws Error{FileFormat} where one is negative, or 0 in other than an
/// empty list, or where there are more than 2^31 numbers.
[[nodiscard]] std::uint64_t countOf(std::string_view name, const std::vector<std::int64_t>& dims);

} // namespace halftone::import::detail
