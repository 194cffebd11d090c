// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/import/detail/onnx_model.h"
#include "core/model/float_graph.h"

#include <array>
#include <variant>

/// What the values of an ONNX file are while it is translated.
///
/// Files compute with the sizes of images: they crop to half a difference, or resize to the size of
/// another map. Instead of algebra every such number is kept for images of three sizes, which
/// differ in height and in width: what is the same for all three is a constant, what is as large as
/// a map for all three is the size of that map. The sizes leave the same rest when divided by 384,
/// so that seven halvings, and thirds, round alike.
namespace halftone::import::detail {

inline constexpr std::size_t kSamples = 3;
/// A number for each of the three images.
using Sample = std::array<double, kSamples>;

[[nodiscard]] inline bool isConstant(const Sample& sample)
{
    return sample[0] == sample[1] && sample[0] == sample[2];
}

/// A node's value, or the graph's input, with its shape for each of the three images.
struct Map {
    int id = model::graph::kInput;
    std::array<model::graph::Shape, kSamples> shapes{};
    /// What the dimensions of the file's tensor are: 0 to 3 for batch, channels, rows and columns,
    /// kUnit for one of length 1 that is none of them.
    std::vector<int> axes{0, 1, 2, 3};
    /// > 0: reshaped to [1, groups, rest], as group norms are written.
    int groups = 0;
    /// Numbers of classes instead of logits: only the end of a file has them.
    bool isLabels = false;

    static constexpr int kUnit = -1;

    /// Length of an axis (0 to 3, or kUnit).
    [[nodiscard]] Sample length(int axis) const
    {
        Sample sample{};
        for (std::size_t i = 0; i < kSamples; ++i) {
            const auto& shape = shapes[i];
            const std::array<int, 4> lengths{1, shape.channels, shape.height, shape.width};
            sample[i] = axis == kUnit ? 1 : lengths[static_cast<std::size_t>(axis)];
        }
        return sample;
    }
    [[nodiscard]] int channels() const { return shapes[0].channels; }
    [[nodiscard]] bool isOnePixel() const
    {
        return isConstant(length(2)) && isConstant(length(3)) && length(2)[0] == 1
               && length(3)[0] == 1;
    }
};

/// Numbers that do not depend on the image but for its size, row-major.
struct Array {
    std::vector<std::int64_t> dims;
    std::vector<Sample> values;
    bool isInteger = false; ///< divides as integers do
};

/// A Tensor is not read before it is used.
using Value = std::variant<Map, Array, Tensor>;
using Values = std::vector<Value>;

} // namespace halftone::import::detail
