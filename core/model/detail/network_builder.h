// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/lower_graph.h"

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace halftone::model {

/// Weights of a convolution to be built, [O,I,K,K], and how it is placed.
struct Kernel {
    int outChannels = 0;
    int side = 1; ///< K
    int stride = 1;
    std::vector<float> weights = {};
    std::vector<float> bias = {}; ///< [O]
};

/// A part of a value of the float graph (all of it, or one of those that it joins).
struct Part {
    int value = kInputValue; ///< of the network
    /// Nothing else reads the value, nor what it was made of since the last convolution or sum:
    /// they may be changed for what follows.
    bool exclusive = true;
};

/// Writes a LoweredGraph node by node, folding into earlier ones what it can.
class NetworkBuilder {
public:
    explicit NetworkBuilder(int inputChannels);

    [[nodiscard]] const Network& network() const { return m_result.network; }
    /// A node without weights; `name` is made plain and unique.
    int addNode(const std::string& name, std::vector<int> inputs, Op op);
    /// `kernel` over the joined values; where one convolution cannot read them all, a sum.
    int convolve(const std::string& name, const std::vector<Part>& values, const Kernel& kernel);
    /// Every channel on its own, by a convolution: `taps` (side*side) times its scale, plus offset.
    int diagonal(const std::string& name, int value, std::span<const float> scale,
                 std::span<const float> offset, Kernel placed);
    /// The same values.
    int identity(const std::string& name, int value);

    /// scale * x + offset by channel.
    Part affine(const std::string& name, Part part, std::span<const float> scale,
                std::span<const float> offset);
    Part relu(const std::string& name, Part part);

    /// Ends with a convolution that computes `values`, and marks what keeps 8 bits. Throws
    /// Error{FileFormat} where the network is none that engines run.
    [[nodiscard]] LoweredGraph finish(const std::vector<Part>& values);

private:
    [[nodiscard]] Node& node(int value);
    [[nodiscard]] FoldedConv& folded(int value);
    int addConv(const std::string& name, std::vector<int> inputs, const Kernel& kernel);
    bool foldAffine(int value, std::span<const float> scale, std::span<const float> offset);
    [[nodiscard]] std::string uniqueName(const std::string& name);

    LoweredGraph m_result;
    std::map<int, std::size_t> m_convOfNode;
    std::set<std::string> m_names;
    std::set<int> m_sums;   // nodes of sums that convolve() made, whose terms nobody else reads
    std::set<int> m_fixed8; // convolutions that were inserted
};

} // namespace halftone::model
