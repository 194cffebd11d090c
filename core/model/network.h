// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace halftone::model {

// What a node of the layer graph can compute: alternatives of Op, each with its name in files and
// how many inputs it has. A new one is a struct here, an alternative of Op, a line in levelStep(),
// and one in each std::visit that the compiler then points at: the engines, the reference, and the
// readers of files.

/// kernel x kernel; folded batch norm; optional ReLU. (kernel - 1) / 2 pixels of padding above and
/// to the left, as much below and to the right as makes the output the input's size / stride; what
/// padding holds is said by PrecisionTable::zeroPoints. Several inputs are read as if joined along
/// the channels, in order: concatenation is not a node.
struct Conv {
    static constexpr const char* kName = "conv";
    static constexpr std::size_t kMinInputs = 1;
    static constexpr std::size_t kMaxInputs = 2;

    int kernel = 3;     ///< 1, 2, 3, 5 or 7
    int inChannels = 0; ///< sum over inputs
    int outChannels = 0;
    bool relu = true;
    bool fixed8 = false; ///< weights stay at 8 bits whatever the slider says (first conv, head)
    int stride = 1;      ///< 1 or 2

    /// Of [O,I,K,K]; also the multiply-accumulates of one output pixel.
    [[nodiscard]] std::size_t weightCount() const;
    /// Whether kernels read it as it is. Others are first unfolded: their windows become channels.
    [[nodiscard]] bool isPlain() const noexcept
    {
        return stride == 1 && (kernel == 1 || kernel == 3);
    }
    friend bool operator==(const Conv&, const Conv&) = default;
};

/// Maximum of 2x2, stride 2.
struct MaxPool2 {
    static constexpr const char* kName = "max_pool2";
    static constexpr std::size_t kMinInputs = 1;
    static constexpr std::size_t kMaxInputs = 1;
    friend bool operator==(const MaxPool2&, const MaxPool2&) = default;
};

/// Maximum of 3x3, stride 2, padding 1, which never is the maximum.
struct MaxPool3 {
    static constexpr const char* kName = "max_pool3";
    static constexpr std::size_t kMinInputs = 1;
    static constexpr std::size_t kMaxInputs = 1;
    friend bool operator==(const MaxPool3&, const MaxPool3&) = default;
};

/// Nearest x2.
struct Upsample2 {
    static constexpr const char* kName = "upsample2";
    static constexpr std::size_t kMinInputs = 1;
    static constexpr std::size_t kMaxInputs = 1;
    friend bool operator==(const Upsample2&, const Upsample2&) = default;
};

/// Bilinear x2 with half-pixel centres: every pixel is (9a + 3b + 3c + d + 8) >> 4 of the four
/// nearest, a the nearest of them; those beyond an edge are its own.
struct Bilinear2 {
    static constexpr const char* kName = "bilinear2";
    static constexpr std::size_t kMinInputs = 1;
    static constexpr std::size_t kMaxInputs = 1;
    friend bool operator==(const Bilinear2&, const Bilinear2&) = default;
};

/// [4C,H,W] to [C,2H,2W]: channel 4c + 2dy + dx gives the pixels (2y + dy, 2x + dx) of channel c. A
/// transposed convolution of 2x2 and stride 2 is a convolution of 1x1 and this.
struct Shuffle2 {
    static constexpr const char* kName = "shuffle2";
    static constexpr std::size_t kMinInputs = 1;
    static constexpr std::size_t kMaxInputs = 1;
    friend bool operator==(const Shuffle2&, const Shuffle2&) = default;
};

/// Sum of two values of one shape, by PrecisionTable::adds.
struct Add {
    static constexpr const char* kName = "add";
    static constexpr std::size_t kMinInputs = 2;
    static constexpr std::size_t kMaxInputs = 2;

    bool relu = false;
    friend bool operator==(const Add&, const Add&) = default;
};

/// A whole float graph (Model::graph), which LibTorch alone can run: then the only node, of the
/// name kOpaqueName. The integer engine refuses it.
struct Opaque {
    static constexpr const char* kName = "opaque";
    static constexpr std::size_t kMinInputs = 1;
    static constexpr std::size_t kMaxInputs = 1;
    static constexpr int kWholeImage = 1 << 16; ///< a radius that no tile is cut at

    int channels = 1; ///< classes
    int stride = 1;   ///< sides of an input must be multiples of this
    int radius = 0;   ///< pixels to each side that an output pixel depends on
    double macsPerPixel = 0;
    /// Values that have to be kept at once, for one pixel of the input: bounds the size of tiles.
    double valuesPerPixel = 0;
    friend bool operator==(const Opaque&, const Opaque&) = default;
};

inline constexpr const char* kOpaqueName = "float graph";

using Op = std::variant<Conv, MaxPool2, Upsample2, MaxPool3, Bilinear2, Shuffle2, Add, Opaque>;

/// How many levels (log2 of size) deeper a node's value lies than its inputs.
[[nodiscard]] int levelStep(const Op& op);

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
/// output are the logits, one channel a class (one channel alone: foreground against background);
/// or an Opaque alone.
struct Network {
    int inputChannels = 1;
    std::vector<Node> nodes;

    [[nodiscard]] int classes() const { return channelsOf(static_cast<int>(nodes.size()) - 1); }
    /// Whether the integer engine can run it, given tables: it holds no Opaque.
    [[nodiscard]] bool isInteger() const noexcept;
    /// Whether node `n` is a convolution whose value only Adds read: it is written in codes of 8
    /// bits at every precision, so that nothing is lost before the sum.
    [[nodiscard]] bool keepsEightBits(int node) const;
    /// Height and width of an input must be multiples of this: 2^(deepest level), or Opaque's.
    [[nodiscard]] int stride() const;
    /// Channels of a value (kInputValue or node index).
    [[nodiscard]] int channelsOf(int value) const;
    /// log2 of how much smaller than the input a value is, per axis.
    [[nodiscard]] int levelOf(int value) const;
    /// Node indices of the convolutions, in order: index n here is conv n of the weights.
    [[nodiscard]] std::vector<int> convNodes() const;
    /// Indices of the Adds, in order: index n here is Add n of a table.
    [[nodiscard]] std::vector<int> addNodes() const;
    /// Multiply-accumulates of a node for one input of height x width; 0 unless it is a
    /// convolution or an Opaque.
    [[nodiscard]] double macsOf(int node, int height, int width) const;
    /// Of all nodes.
    [[nodiscard]] double macs(int height, int width) const;
    /// Values that have to be kept at once, for one pixel of the input: the most over the nodes, of
    /// what a node reads and writes and of what later ones read. Windows that a convolution unfolds
    /// count.
    [[nodiscard]] double valuesKeptPerPixel() const;
};

/// Throws Error{FileFormat} naming the node unless the graph is one every engine can run:
/// topological order, channel sums right, levels of joined inputs equal, kernels 1, 2, 3, 5 or 7, a
/// head, 1..4096 channels (unfolded 16384), at most 1024 nodes, at most 6 levels, at
/// most 32768 values written for a pixel of the input; or one that holds an Opaque alone.
void validate(const Network& network);

/// A network of an Opaque alone.
[[nodiscard]] Network makeOpaque(const Opaque& opaque);

/// The paper's U-Net scaled by `width` (64 in the paper): widths b-2b-4b-4b, three poolings, two
/// 3x3 convolutions a block, block order conv-BN-ReLU, nearest upsampling, 1x1 head.
/// Node names: down1.a down1.b pool1 ... bottom.a bottom.b up1 up1.a ... up3.b head.
[[nodiscard]] Network makeUNet(int width, int inputChannels, int classes);

} // namespace halftone::model
