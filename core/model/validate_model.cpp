// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/model/accumulator_bound.h"
#include "core/model/card_texts.h"
#include "core/model/float16.h"
#include "core/model/model.h"
#include "core/quant/weight_codes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <set>

namespace halftone::model {
namespace {

[[noreturn]] void refuse(const std::string& where, const std::string& fault)
{
    throw Error(ErrorCode::FileFormat, where + ": " + fault + ".");
}

void requireSize(const std::string& where, const char* what, std::size_t found,
                 std::size_t expected)
{
    if (found != expected) {
        refuse(where, "expected " + std::to_string(expected) + " " + what + ", found "
                          + std::to_string(found));
    }
}

template <typename Range>
bool allFinite(const Range& values)
{
    return std::all_of(std::begin(values), std::end(values),
                       [](auto v) { return std::isfinite(v); });
}

void checkCodes(const std::string& where, const std::vector<std::int8_t>& codes, std::size_t count,
                int bits)
{
    requireSize(where, "weight codes", codes.size(), count);
    const int largest = quant::maxWeightCode(bits);
    for (const std::int8_t code : codes) {
        if (code < -largest || code > largest || (bits == 1 && code == 0)) {
            refuse(where, "weight code " + std::to_string(code) + " is outside the symmetric range "
                              + "of " + std::to_string(bits) + " bits");
        }
    }
}

void checkWeights(const Model& model, const Node& node, const ConvWeights& conv)
{
    const std::string where = "Layer '" + node.name + "'";
    const std::size_t count = node.conv().weightCount();
    checkCodes(where, conv.codes, count, node.conv().fixed8 ? 8 : model.storedWeightBits);
    for (const auto& [bits, codes] : conv.codesOfWidth) {
        if (bits < 1 || bits > 7 || node.conv().fixed8 || model.storedWeightBits != 8) {
            refuse(where, "codes of their own have 1 to 7 bits, beside 8-bit codes that are not "
                          "fixed; found "
                              + std::to_string(bits) + " bits");
        }
        checkCodes(where, codes, count, bits);
    }
    const bool hasMaster = !model.convs.front().master.empty();
    const auto channels = static_cast<std::size_t>(node.conv().outChannels);
    requireSize(where, "float weights", conv.master.size(), hasMaster ? count : 0);
    requireSize(where, "float scales", conv.floatScale.size(), hasMaster ? channels : 0);
    requireSize(where, "float offsets", conv.floatOffset.size(), hasMaster ? channels : 0);
    const bool finite =
        std::all_of(conv.master.begin(), conv.master.end(),
                    [](std::uint16_t bits16) { return std::isfinite(halfToFloat(bits16)); });
    if (!finite || !allFinite(conv.floatScale) || !allFinite(conv.floatOffset)) {
        refuse(where, "a float weight, scale or offset is infinite or not a number");
    }
}

// Sums of weight magnitudes for all convolutions at one weight width: [conv][O].
using Sums = std::vector<std::vector<std::int64_t>>;

Sums magnitudes(const Model& model, const std::vector<int>& nodes, quant::Precision precision)
{
    Sums sums;
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        const Node& node = model.network.nodes[static_cast<std::size_t>(nodes[n])];
        sums.push_back(sumOfMagnitudes(model.codesOf(n, precision), node.conv().outChannels));
    }
    return sums;
}

// Where a node's value may have a zero point of its own; otherwise it has that of its first input,
// or none.
bool hasOwnZeroPoint(const Node& node)
{
    const Add* add = std::get_if<Add>(&node.op);
    return add != nullptr ? !add->relu : node.isConv() && !node.conv().relu;
}

void checkZeroPoints(const std::string& name, const Model& model, const PrecisionTable& table)
{
    const std::vector<Node>& nodes = model.network.nodes;
    if (table.zeroPoints.empty()) {
        return;
    }
    requireSize(name, "zero points", table.zeroPoints.size(), nodes.size());
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        const int value = static_cast<int>(n);
        const int found = table.zeroPoints[n];
        const std::string where = name + ", node '" + nodes[n].name + "'";
        const bool isHead = n + 1 == nodes.size();
        const bool isSource = nodes[n].isConv() || std::holds_alternative<Add>(nodes[n].op);
        if (isHead || (isSource && !hasOwnZeroPoint(nodes[n]))) {
            if (found != 0) {
                refuse(where, "its value has no zero point but 0, found " + std::to_string(found));
            }
        } else if (isSource) {
            if (found > model.maxCodeOf(value, table.precision)) {
                refuse(where, "zero point " + std::to_string(found) + " is no code of its value");
            }
        } else if (found != table.zeroPointOf(nodes[n].inputs.front())) {
            refuse(where, "expected the zero point of its input, "
                              + std::to_string(table.zeroPointOf(nodes[n].inputs.front()))
                              + ", found " + std::to_string(found));
        }
    }
}

void checkAdds(const std::string& name, const Model& model, const PrecisionTable& table)
{
    const std::vector<int> nodes = model.network.addNodes();
    requireSize(name, "requantizations of sums", table.adds.size(), nodes.size());
    for (std::size_t a = 0; a < nodes.size(); ++a) {
        const Node& node = model.network.nodes[static_cast<std::size_t>(nodes[a])];
        const AddRequant& add = table.adds[a];
        const auto largest = [&](int value, int multiplier) {
            return std::int64_t{model.maxCodeOf(value, table.precision)} * std::abs(multiplier);
        };
        const std::int64_t bound = largest(node.inputs.front(), add.first)
                                   + largest(node.inputs.back(), add.second)
                                   + std::abs(std::int64_t{add.bias});
        if (bound >= (std::int64_t{1} << 31) || add.shift > quant::kMaxShift) {
            refuse(name + ", node '" + node.name + "'",
                   "a sum could overflow 32-bit arithmetic, or is shifted by more than "
                       + std::to_string(quant::kMaxShift) + " bits");
        }
    }
}

void checkTable(const Model& model, const std::vector<int>& nodes, const PrecisionTable& table,
                const Sums& sums)
{
    const std::string name = "Table " + quant::toString(table.precision);
    requireSize(name, "lists of channels", table.requant.size(), nodes.size());
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        const Node& node = model.network.nodes[static_cast<std::size_t>(nodes[n])];
        const std::string where = name + ", layer '" + node.name + "'";
        const bool isHead = n + 1 == nodes.size();
        const auto channels = static_cast<std::size_t>(node.conv().outChannels);
        requireSize(where, "channels", table.requant[n].size(), isHead ? 0 : channels);
        requireSize(where, "head biases", isHead ? table.headBias.size() : channels, channels);
        const std::int64_t amax = maxInputCode(model.network, n, table.precision);
        for (std::size_t o = 0; o < channels; ++o) {
            const std::int64_t bound = amax * sums[n][o];
            const bool safe = isHead
                                  ? bound + std::abs(static_cast<std::int64_t>(table.headBias[o]))
                                        < (std::int64_t{1} << 31)
                                  : quant::isSafe(table.requant[n][o], bound);
            if (!safe) {
                refuse(where, "channel " + std::to_string(o)
                                  + " could overflow 32-bit arithmetic; export the model again");
            }
        }
    }
    checkZeroPoints(name, model, table);
    checkAdds(name, model, table);
    if (!std::isfinite(table.logitScale) || table.logitScale <= 0) {
        refuse(name, "the logit scale must be a positive number");
    }
}

void checkTables(const Model& model)
{
    if (model.tables.empty() && model.graph == nullptr) {
        refuse("The model", "it has no precision table, so nothing can run it");
    }
    const std::vector<int> nodes = model.network.convNodes();
    std::set<quant::Precision> seen;
    std::map<int, Sums> sumsOfWidth;
    for (const PrecisionTable& table : model.tables) {
        const std::string name = "Table " + quant::toString(table.precision);
        if (!table.precision.isInteger()) {
            refuse(name, "tables exist for 1 to 8 bits only");
        }
        if (!seen.insert(table.precision).second) {
            refuse(name, "it is there twice");
        }
        const int weightBits = table.precision.weightBits;
        if (model.storedWeightBits != 8 && weightBits != model.storedWeightBits) {
            refuse(name,
                   "the weights are packed at " + std::to_string(model.storedWeightBits) + " bits");
        }
        auto sums = sumsOfWidth.find(weightBits);
        if (sums == sumsOfWidth.end()) {
            sums = sumsOfWidth.emplace(weightBits, magnitudes(model, nodes, table.precision)).first;
        }
        checkTable(model, nodes, table, sums->second);
    }
}

// What came from another tool: its graph, and ranges once it is calibrated.
void checkGraph(const Model& model)
{
    if (model.graph == nullptr) {
        requireSize("The model", "ranges of values without a float graph", model.ranges.size(), 0);
        return;
    }
    const graph::Facts facts = graph::check(*model.graph);
    if (facts.classes != model.network.classes()) {
        refuse("The float graph", "it has " + std::to_string(facts.classes)
                                      + " classes, but the network "
                                      + std::to_string(model.network.classes()));
    }
    const Opaque* opaque = std::get_if<Opaque>(&model.network.nodes.front().op);
    if (opaque != nullptr
        && (opaque->stride % facts.stride != 0 || opaque->radius < facts.radius)) {
        refuse("The float graph", "the network states a stride or radius too small for it");
    }
    if (!model.ranges.empty()) {
        requireSize("The float graph", "ends of ranges", model.ranges.size(),
                    2 * (model.graph->nodes.size() + 1));
    }
    for (std::size_t i = 0; i < model.ranges.size(); i += 2) {
        if (!allFinite(std::array{model.ranges[i], model.ranges[i + 1]})
            || model.ranges[i] > model.ranges[i + 1]) {
            refuse("The float graph", "expected ranges [low, high] of finite numbers");
        }
    }
}

void checkPreprocess(const PreprocessSpec& spec)
{
    const double numbers[] = {
        spec.inPlaneSpacingMm, spec.assumedSpacingMm, spec.low, spec.high, spec.expectedMin,
        spec.expectedMax,      spec.trainedSpacingMm};
    const bool percentile = spec.window == WindowKind::Percentile;
    if (!allFinite(numbers) || spec.low >= spec.high || spec.inPlaneSpacingMm < 0
        || spec.assumedSpacingMm < 0 || spec.trainedSpacingMm < 0
        || spec.expectedMin > spec.expectedMax || spec.tile < 16 || spec.tile > 16384
        || (percentile && (spec.low < 0 || spec.high > 100))) {
        refuse("The model card's preprocessing",
               "expected low < high (percentiles in 0..100), spacings of 0 or more, and a tile of "
               "16 to 16384 pixels");
    }
}

void checkRules(const ImageRules& rules)
{
    for (const AllowedRange& span :
         {rules.spacingMm, rules.sliceSpacingMm, rules.extentMm, rules.slices}) {
        if (!std::isfinite(span.low) || !std::isfinite(span.high) || span.low < 0
            || span.low > span.high) {
            refuse("The model card's rules for images",
                   "expected intervals [low, high] with 0 <= low <= high");
        }
    }
}

void checkCard(const ModelCard& card, int classes)
{
    requireTexts(card);
    checkPreprocess(card.preprocess);
    checkRules(card.images);
    const int largest = classes == 1 ? 1 : classes - 1;
    std::set<int> values;
    for (const Label& label : card.labels) {
        if (label.value < 1 || label.value > largest || !values.insert(label.value).second) {
            refuse("The model card's label '" + label.name + "'",
                   "labels need a value of their own from 1 to " + std::to_string(largest)
                       + ", found " + std::to_string(label.value));
        }
    }
    for (const LabelUnion& joined : card.unions) {
        const bool known = std::all_of(joined.values.begin(), joined.values.end(),
                                       [&](std::uint8_t v) { return v <= largest; });
        if (joined.values.empty() || !known) {
            refuse("The model card's union '" + joined.name + "'",
                   "it needs members from 0 to " + std::to_string(largest));
        }
    }
    for (const MeasuredDice& measured : card.measured) {
        for (const auto& [label, dice] : measured.dicePerLabel) {
            if (!measured.precision.isValid() || !(dice >= 0 && dice <= 1)) {
                refuse("The model card's measured Dice of '" + label + "'",
                       "expected a value from 0 to 1 at a valid precision");
            }
        }
        for (const auto& [label, deviation] : measured.deviationPerLabel) {
            if (!(deviation >= 0 && deviation <= 1)) {
                refuse("The model card's measured Dice of '" + label + "'",
                       "expected a standard deviation from 0 to 1");
            }
        }
    }
}

} // namespace

void validate(const Model& model)
{
    validate(model.network);
    checkCard(model.card, model.network.classes());
    checkGraph(model);
    const std::vector<int> nodes = model.network.convNodes();
    if (!model.network.isInteger() && model.graph == nullptr) {
        refuse("The model", "its network stands for a float graph, which is missing");
    }
    const bool isCalibrated = !model.convs.empty() || model.graph == nullptr;
    if (!isCalibrated || !model.network.isInteger()) {
        requireSize("The model", "convolutions", model.convs.size(), 0);
        requireSize("The model", "precision tables without weight codes", model.tables.size(), 0);
        return;
    }
    requireSize("The model", "convolutions", model.convs.size(), nodes.size());
    if (model.storedWeightBits < 1 || model.storedWeightBits > 8) {
        refuse("The model",
               "stored weights have 1 to 8 bits, found " + std::to_string(model.storedWeightBits));
    }
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        checkWeights(model, model.network.nodes[static_cast<std::size_t>(nodes[n])],
                     model.convs[n]);
    }
    checkTables(model);
}

} // namespace halftone::model
