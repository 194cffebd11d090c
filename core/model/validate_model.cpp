// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/model/accumulator_bound.h"
#include "core/model/card_texts.h"
#include "core/model/float16.h"
#include "core/model/model.h"
#include "core/quant/weight_codes.h"

#include <algorithm>
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

void checkWeights(const Model& model, const Node& node, const ConvWeights& conv)
{
    const std::string where = "Layer '" + node.name + "'";
    const std::size_t count = node.conv().weightCount();
    requireSize(where, "weight codes", conv.codes.size(), count);
    const int bits = node.conv().fixed8 ? 8 : model.storedWeightBits;
    const int largest = quant::maxWeightCode(bits);
    for (const std::int8_t code : conv.codes) {
        if (code < -largest || code > largest || (bits == 1 && code == 0)) {
            refuse(where, "weight code " + std::to_string(code) + " is outside the symmetric range "
                              + "of " + std::to_string(bits) + " bits");
        }
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
    if (!std::isfinite(table.logitScale) || table.logitScale <= 0) {
        refuse(name, "the logit scale must be a positive number");
    }
}

void checkTables(const Model& model)
{
    if (model.tables.empty()) {
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
    const std::vector<int> nodes = model.network.convNodes();
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
