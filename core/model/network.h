// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace halftone::model {

// What a node of the layer graph can compute: alternatives of Op, each with its name in files, the
// most inputs it may have, and how many levels (log2 of size) deeper its value lies than its
// inputs. A new one is a struct here, an alternative of Op, and a line in each std::visit that the
// compiler then points at: the engines, the reference, and the readers of files.

/// kernel x kernel, stride 1, zero padding "same"; folded batch norm; optional ReLU. Several inputs
/// are read as if joined along the channels, in order: concatenation is not a node.
struct Conv {
    static constexpr const char* kName = "conv";
    static constexpr std::size_t kMaxInputs = 2;
    static constexpr int kLevelStep = 0;

    int kernel = 3;     ///< 3 or 1
    int inChannels = 0; ///< sum over inputs
    int outChannels = 0;
    bool relu = true;
    bool fixed8 = false; ///< weights stay at 8 bits whatever the slider says (first conv, head)

    /// Of [O,I,K,K]; also the multiply-accumulates of one output pixel.
    [[nodiscard]] std::size_t weightCount() const;
    friend bool operator==(const Conv&, const Conv&) = default;
};

/// Maximum of 2x2, stride 2.
struct MaxPool2 {
    static constexpr const char* kName = "max_pool2";
    static constexpr std::size_t kMaxInputs = 1;
    static constexpr int kLevelStep = 1;
    friend bool operator==(const MaxPool2&, const MaxPool2&) = default;
};

/// Nearest x2.
struct Upsample2 {
    static constexpr const char* kName = "upsample2";
    static constexpr std::size_t kMaxInputs = 1;
    static constexpr int kLevelStep = -1;
    friend bool operator==(const Upsample2&, const Upsample2&) = default;
};

using Op = std::variant<Conv, MaxPool2, Upsample2>;

/// Id of the network's input; other values are named by the index of the node that makes them.
inline constexpr int kInputValue = -1;

struct Node {
    std::string name;        ///< unique; also the prefix of its tensors in the file ("down1.a")
    std::vector<int> inputs; ///< kInputValue or indices of earlier nodes, same height and width
    Op op;

    [[nodiscard]] bool isConv() const { return std::holds_alternative<Conv>(op); }
    /// Of a convolution only.
    [[nodiscard]] const Conv& conv() const { return std::get<Conv>(op); }
    [[nodiscard]] Conv& conv() { return std::get<Conv>(op); }
};

/// A layer graph in topological order. The last node is the head: a convolution without ReLU whose
/// output are the logits, one channel a class (one channel alone: foreground against background).
struct Network {
    int inputChannels = 1;
    std::vector<Node> nodes;

    [[nodiscard]] int classes() const { return nodes.back().conv().outChannels; }
    /// Height and width of an input must be multiples of this: 2^(deepest level).
    [[nodiscard]] int stride() const;
    /// Channels of a value (kInputValue or node index).
    [[nodiscard]] int channelsOf(int value) const;
    /// log2 of how much smaller than the input a value is, per axis.
    [[nodiscard]] int levelOf(int value) const;
    /// Node indices of the convolutions, in order: index n here is conv n of the weights.
    [[nodiscard]] std::vector<int> convNodes() const;
    /// Multiply-accumulates of a node for one input of height x width; 0 unless it is a
    /// convolution.
    [[nodiscard]] double macsOf(int node, int height, int width) const;
    /// Of all nodes.
    [[nodiscard]] double macs(int height, int width) const;
    /// Values that have to be kept at once, for one pixel of the input: the most over the nodes, of
    /// what a node reads and writes and of what later ones read.
    [[nodiscard]] double valuesKeptPerPixel() const;
};

/// Throws Error{FileFormat} naming the node unless the graph is one every engine can run:
/// topological order, channel sums right, levels of joined inputs equal, kernels 1 or 3, a
/// head, 1..4096 channels, at most 1024 nodes, at most 6 levels, at
/// most 32768 values written for a pixel of the input.
void validate(const Network& network);

/// The paper's U-Net scaled by `width` (64 in the paper): widths b-2b-4b-4b, three poolings, two
/// 3x3 convolutions a block, block order conv-BN-ReLU, nearest upsampling, 1x1 head.
/// Node names: down1.a down1.b pool1 ... bottom.a bottom.b up1 up1.a ... up3.b head.
[[nodiscard]] Network makeUNet(int width, int inputChannels, int classes);

} // namespace halftone::model
