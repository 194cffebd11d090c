// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/finding.h"
#include "core/base/preprocess_spec.h"
#include "core/model/float_graph.h"
#include "core/model/network.h"
#include "core/quant/fixed_point.h"
#include "core/quant/precision.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace halftone::model {

/// Dice of one precision on the validation split, by name of label, background or union: at export
/// the mean on the dataset's grid, after `halftone-cli reproduce` that of whole images on their
/// own.
struct MeasuredDice {
    quant::Precision precision;
    std::map<std::string, double> dicePerLabel;             ///< mean over cases
    std::map<std::string, double> deviationPerLabel = {};   ///< over cases; not known where absent
    std::map<std::string, std::int64_t> casesPerLabel = {}; ///< how many; not known where absent

    [[nodiscard]] bool operator==(const MeasuredDice&) const = default;
};

/// A named set of labels scored together, such as cord = white matter + grey matter.
struct LabelUnion {
    std::string name;
    std::vector<std::uint8_t> values; ///< 0 = background may be a member
};

/// From low to high, ends included; [0, 0]: any value.
struct AllowedRange {
    double low = 0;
    double high = 0;

    [[nodiscard]] bool isAny() const noexcept { return low == 0 && high == 0; }
    [[nodiscard]] bool holds(double value) const noexcept
    {
        return isAny() || (value >= low && value <= high);
    }
    friend bool operator==(const AllowedRange&, const AllowedRange&) = default;
};

/// Which images a model is for, beyond the modality and the spacing of its preprocessing: by these
/// pipeline::rankModels tells whether it fits an image. What is left out rules nothing out.
///
/// Words are compared without case with the tags of an image and the name of its file: those of up
/// to three letters stand for themselves ("t2" not in "t2w"), longer ones may be part of another
/// ("spine" is in "CSPINE").
struct ImageRules {
    AllowedRange spacingMm; ///< of pixels; any: from half to double preprocess.trainedSpacingMm
    AllowedRange sliceSpacingMm;        ///< from slice to slice
    AllowedRange extentMm;              ///< of the longer side of a slice
    AllowedRange slices;                ///< how many
    std::vector<std::string> bodyParts; ///< "abdomen"
    std::vector<std::string> sequences; ///< words for one sequence; the first is its name: "T2*"
    /// What it is not for; they count where no word of the list above is there, too.
    std::vector<std::string> otherBodyParts;
    std::vector<std::string> otherSequences; ///< and kinds of images, such as scouts

    friend bool operator==(const ImageRules&, const ImageRules&) = default;
};

/// Everything a person must know before believing a mask, and the preprocessing.
struct ModelCard {
    std::string name;           ///< "em-membrane": identifier, lower case; texts: card_texts.h
    std::string title;          ///< "EM membranes"
    std::string description;    ///< one or two sentences, intended use and limits
    std::string licence;        ///< licence and restrictions of the weights
    std::string trainingData;   ///< origin of the training data
    bool nonCommercial = false; ///< show "non-commercial research use" beside the model
    PreprocessSpec preprocess;
    ImageRules images{};
    std::vector<Label> labels;  ///< foreground labels; value = class index (one class: 1)
    std::string backgroundName; ///< "cell"; empty: background is not reported
    std::vector<LabelUnion> unions;
    std::vector<MeasuredDice> measured;
};

/// The name of a model for people: its title, or its name where it has none.
[[nodiscard]] inline const std::string& titleOf(const ModelCard& card) noexcept
{
    return card.title.empty() ? card.name : card.title;
}

/// Weights of one convolution, [O,I,KH,KW] row-major; with several inputs, I runs over them in
/// order.
struct ConvWeights {
    std::vector<std::uint16_t> master; ///< IEEE float16 bits; empty in a packed single-width file
    std::vector<std::int8_t> codes;    ///< 8-bit codes, or codes of Model::storedWeightBits
    /// Folded batch norm of the float path, [O]: y = relu(scale * conv(x, master) + offset), with
    /// the network input x = code/255. Empty when master is.
    std::vector<float> floatScale;
    std::vector<float> floatOffset;
    /// Codes of widths 1 to 7 that are not nested in `codes`, by width: what post-training
    /// quantization found for each. Model::codesOf prefers them. Empty where weights stay at 8
    /// bits.
    std::map<int, std::vector<std::int8_t>> codesOfWidth = {};
};

/// Requantization of a sum of two values' codes: q = clamp((c1 * first + c2 * second + bias)
/// >> shift, 0, maxCode), with an arithmetic shift. |c1 * first + c2 * second + bias| < 2^31.
struct AddRequant {
    std::int32_t bias = 0;
    std::int16_t first = 0;
    std::int16_t second = 0;
    std::uint8_t shift = 0; ///< in [0, quant::kMaxShift]

    friend bool operator==(const AddRequant&, const AddRequant&) = default;
};

/// The integer tables of one (W,A) pair. Integer codes decide everything; steps are for display.
struct PrecisionTable {
    quant::Precision precision;
    bool trained = false; ///< false: batch norm re-estimated at export, no gradient step was taken
    /// One list per convolution in Network::convNodes() order, [O] entries; the head's is empty.
    std::vector<std::vector<quant::ChannelRequant>> requant;
    std::vector<std::int32_t> headBias; ///< [classes], added to the head's accumulator
    double logitScale = 1; ///< real logit = logitScale * (acc + headBias); one for all classes
    /// The code that means 0 in the value of each node; its padding holds it, too. Other than 0
    /// only after a convolution or an Add without ReLU, and in what pools, upsamples or shuffles
    /// such a value, which has that of its input. Empty: all 0. The convolution that reads a value
    /// has -zeroPoint * sum of its weights in its bias, and the one that writes it zeroPoint << s.
    std::vector<std::uint8_t> zeroPoints = {};
    std::uint8_t inputZeroPoint = 0;   ///< of the network's input
    std::vector<AddRequant> adds = {}; ///< in Network::addNodes() order

    /// Of kInputValue or a node.
    [[nodiscard]] std::uint8_t zeroPointOf(int value) const
    {
        if (value == kInputValue) {
            return inputZeroPoint;
        }
        return zeroPoints.empty() ? std::uint8_t{0}
                                  : zeroPoints.at(static_cast<std::size_t>(value));
    }
};

/// A loaded model: one set of weights, one table per precision it can run. Immutable once loaded
/// and shared between threads as shared_ptr<const Model>.
///
/// A model that came from another tool has a `graph`, which is what it is in full precision. Its
/// `network` is the same for the integer engine, with tables and codes once it is calibrated (no
/// `convs` before that); or an Opaque, if the engine's arithmetic does not cover the graph.
struct Model {
    Network network;
    ModelCard card;
    std::vector<ConvWeights> convs; ///< in Network::convNodes() order
    std::vector<PrecisionTable> tables;
    /// 8: codes hold the nested 8-bit codes, every width can be derived. Less: a packed export;
    /// only its one precision runs (convolutions marked fixed8 still hold 8-bit codes).
    int storedWeightBits = 8;
    Findings findings{}; ///< what the reader of its file has to say, with the file's name
    /// Null for models that were trained here, whose full precision are the weights' masters.
    std::shared_ptr<const graph::Graph> graph = {};
    /// Low and high of the graph's input and of the value of each of its nodes, from calibration:
    /// [2 * (nodes + 1)], for simulated fake quantization. Empty: not calibrated.
    std::vector<float> ranges = {};
    std::string hash{}; ///< the checksum of its file (safetensors.h), 64 digits; empty: it has none

    [[nodiscard]] const PrecisionTable* findTable(quant::Precision precision) const noexcept;
    /// The table, or Error{Unsupported} that lists what the model offers.
    [[nodiscard]] const PrecisionTable& requireTable(quant::Precision precision) const;
    /// Whether it runs in full precision: it has a graph, or every convolution its master.
    [[nodiscard]] bool hasFloatWeights() const noexcept;
    /// Weight bits conv n really uses at `precision` (8 where fixed8).
    [[nodiscard]] int weightBitsOf(std::size_t conv, quant::Precision precision) const;
    /// Codes of conv n at `precision`, [O,I,KH,KW].
    [[nodiscard]] std::vector<std::int8_t> codesOf(std::size_t conv,
                                                   quant::Precision precision) const;
    /// Largest code of a value (kInputValue or node): 255 of the input and of what keeps 8 bits,
    /// else 2^a - 1.
    [[nodiscard]] std::int32_t maxCodeOf(int value, quant::Precision precision) const;
    /// Bytes of the weights at rest at `precision`: packed codes + that precision's table; for
    /// FP32, 4 bytes a weight and 8 bytes an output channel, or 4 a number of the graph; for
    /// W16A16, half of it. Where a network cannot run on integers they are those of the graph,
    /// packed, with a float for each number that is not a convolution's weight.
    [[nodiscard]] std::size_t weightBytes(quant::Precision precision) const;
};

/// Throws Error{FileFormat} naming the layer unless sizes agree with the network, codes are in
/// range and every table is safe (quant::isSafe with the accumulator bound of its channel; sums of
/// Adds within 32 bits; zero points where they may be, and codes of their value).
void validate(const Model& model);

/// A model with seeded random weights and tables that keep activations in range, for benchmarks of
/// networks that were never trained. Offers all 64 integer pairs and the float path. Its card says
/// that its masks mean nothing.
[[nodiscard]] Model makeRandomModel(const Network& network, std::uint32_t seed);

} // namespace halftone::model
