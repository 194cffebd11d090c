// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/paper_config.h"

#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/model/parse_json.h"
#include "core/train/config_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>
#include <string_view>

namespace halftone::train {
namespace {

using Json = nlohmann::json;
using nn::PaperDesign;
using nn::PaperQuantizer;

constexpr int kMostFormatBits = 16;
constexpr std::int64_t kMostSteps = 1'000'000'000;

// Keys of TrainConfig that say nothing here: there is one precision, scored at steps.
constexpr std::array kForeignKeys{"pairs",       "pairs_per_step", "float_fraction",   "average",
                                  "dice_weight", "evaluate_steps", "evaluate_minutes", "patience"};

constexpr std::array kQuantizers{Choice<PaperQuantizer>{"none", PaperQuantizer::None},
                                 Choice<PaperQuantizer>{"power-of-two", PaperQuantizer::PowerOfTwo},
                                 Choice<PaperQuantizer>{"fixed-point", PaperQuantizer::FixedPoint},
                                 Choice<PaperQuantizer>{"sane", PaperQuantizer::Sane},
                                 Choice<PaperQuantizer>{"bnn", PaperQuantizer::Binary},
                                 Choice<PaperQuantizer>{"ternary", PaperQuantizer::Ternary}};
constexpr std::array kOrders{
    Choice<PaperDesign::Order>{"conv-relu-bn", PaperDesign::Order::ConvReluNorm},
    Choice<PaperDesign::Order>{"conv-bn-relu", PaperDesign::Order::ConvNormRelu}};
constexpr std::array kUpsamplings{
    Choice<PaperDesign::Upsampling>{"bilinear", PaperDesign::Upsampling::Bilinear},
    Choice<PaperDesign::Upsampling>{"nearest", PaperDesign::Upsampling::Nearest}};
constexpr std::array kStarts{Choice<PaperDesign::Start>{"published", PaperDesign::Start::Published},
                             Choice<PaperDesign::Start>{"he", PaperDesign::Start::He}};
constexpr std::array kLosses{
    Choice<PaperLoss::Kind>{"bce+dice", PaperLoss::Kind::CrossEntropyAndDice},
    Choice<PaperLoss::Kind>{"dice", PaperLoss::Kind::Dice}};
constexpr std::array kSchedules{
    Choice<PaperConfig::Schedule>{"multi-step", PaperConfig::Schedule::MultiStep},
    Choice<PaperConfig::Schedule>{"cosine", PaperConfig::Schedule::Cosine},
    Choice<PaperConfig::Schedule>{"constant", PaperConfig::Schedule::Constant}};
constexpr std::array kInputs{Choice<PaperConfig::Input>{"unit", PaperConfig::Input::Unit},
                             Choice<PaperConfig::Input>{"instance", PaperConfig::Input::Instance}};
constexpr std::array kStatistics{
    Choice<PaperConfig::Statistics>{"running", PaperConfig::Statistics::Running},
    Choice<PaperConfig::Statistics>{"estimated", PaperConfig::Statistics::Estimated}};

bool hasFormats(PaperQuantizer quantizer)
{
    return quantizer == PaperQuantizer::PowerOfTwo || quantizer == PaperQuantizer::FixedPoint
           || quantizer == PaperQuantizer::Sane;
}

std::string toString(quant::QFormat format)
{
    std::string text("Q");
    text.append(std::to_string(format.intBits)).append(".");
    return text.append(std::to_string(format.fracBits));
}

// "Q6.0"
bool parse(std::string_view text, quant::QFormat& format)
{
    const char* end = text.data() + text.size();
    if (!text.starts_with('Q')) {
        return false;
    }
    const auto whole = std::from_chars(text.data() + 1, end, format.intBits);
    if (whole.ec != std::errc() || whole.ptr == end || *whole.ptr != '.') {
        return false;
    }
    const auto fraction = std::from_chars(whole.ptr + 1, end, format.fracBits);
    const int bits = format.intBits + format.fracBits;
    return fraction.ec == std::errc() && fraction.ptr == end && format.intBits >= 0
           && format.fracBits >= 0 && bits >= 1 && bits <= kMostFormatBits;
}

void readFormat(ConfigReader& reader, const char* key, PaperQuantizer quantizer,
                quant::QFormat& format)
{
    const Json* found = reader.find(key);
    if (!hasFormats(quantizer)) {
        if (found != nullptr) {
            throw reader.bad(key, "left out for this quantizer, which has no format",
                             found->dump());
        }
        return;
    }
    if (found == nullptr || !found->is_string() || !parse(found->get<std::string>(), format)
        || (quantizer == PaperQuantizer::Sane && format.intBits + format.fracBits < 2)) {
        throw reader.bad(key,
                         "integer and fraction bits such as \"Q6.0\", at most 16 together and at "
                         "least 1 (sane: 2)",
                         found == nullptr ? "nothing" : found->dump());
    }
}

void readMilestones(ConfigReader& reader, std::vector<double>& milestones)
{
    const Json* found = reader.find("milestones");
    if (found == nullptr) {
        return;
    }
    const auto isShare = [](const Json& share) {
        return share.is_number() && share.get<double>() >= 0 && share.get<double>() <= 1;
    };
    if (!found->is_array() || !std::all_of(found->begin(), found->end(), isShare)) {
        throw reader.bad("milestones", "a list of shares of the run, from 0 to 1", found->dump());
    }
    milestones = found->get<std::vector<double>>();
}

void readPaper(ConfigReader& reader, PaperConfig& config)
{
    PaperDesign& design = config.design;
    if (reader.find("quantizer") == nullptr) {
        throw reader.bad("quantizer", "given", "nothing");
    }
    reader.choice("quantizer", kQuantizers, design.quantizer);
    readFormat(reader, "activations", design.quantizer, design.activations);
    readFormat(reader, "weights", design.quantizer, design.weights);
    reader.choice("block_order", kOrders, design.order);
    reader.choice("upsampling", kUpsamplings, design.upsampling);
    reader.choice("initialisation", kStarts, design.start);
    reader.boolean("float_ends", design.floatEnds);
    reader.choice("loss", kLosses, config.loss.kind);
    reader.boolean("double_sigmoid", config.loss.doubleSigmoid);
    reader.choice("schedule", kSchedules, config.schedule);
    readMilestones(reader, config.milestones);
    reader.choice("input", kInputs, config.input);
    reader.choice("statistics", kStatistics, config.statistics);
    reader.word("target", "a label's name in quotes", config.target);
    reader.integer("evaluate_steps", config.evaluateSteps, 1, kMostSteps);
    reader.refuseUnknownKeys();
}

// Gives what both kinds of training share to parseConfig, with this mode's defaults: plain Adam
// without clipping.
TrainConfig readShared(Json root, const ConfigReader& reader, std::int64_t epochs,
                       const std::string& origin)
{
    for (const char* key : kForeignKeys) {
        if (root.contains(key)) {
            throw reader.bad(key, "left out in paper mode, which has no use for it",
                             root[key].dump());
        }
    }
    if (epochs > 0) {
        for (const char* key : {"steps", "minutes"}) {
            if (root.contains(key)) {
                throw reader.bad(key, "left out where 'epochs' is given", root[key].dump());
            }
        }
        root["steps"] = 1; // the dataset tells how many
    }
    root.erase("mode");
    root.erase("paper");
    root.erase("epochs");
    Json complete = {{"learning_rate", 1e-3}, {"weight_decay", 0}, {"float_fraction", 1}};
    complete.update(root);
    TrainConfig run = parseConfig(complete.dump(), origin);
    if (!root.contains("clip_norm")) {
        run.clipNorm = std::numeric_limits<double>::infinity();
    }
    return run;
}

} // namespace

std::int64_t PaperConfig::totalSteps(std::size_t trainingSlices) const
{
    if (epochs == 0) {
        return run.steps;
    }
    const auto batch = static_cast<std::int64_t>(run.batch);
    return epochs * ((static_cast<std::int64_t>(trainingSlices) + batch - 1) / batch);
}

std::string rowName(const nn::PaperDesign& design)
{
    switch (design.quantizer) {
    case PaperQuantizer::None: return "FP";
    case PaperQuantizer::Binary: return "BNN";
    case PaperQuantizer::Ternary: return "Ternary";
    case PaperQuantizer::PowerOfTwo:
    case PaperQuantizer::FixedPoint:
    case PaperQuantizer::Sane: break;
    }
    const std::string activations = toString(design.activations);
    const std::string weights = toString(design.weights);
    return (activations == weights ? weights : activations + "/" + weights)
           + (design.quantizer == PaperQuantizer::Sane ? " sane" : "");
}

std::optional<PaperConfig> parsePaperConfig(const std::string& json, const std::string& origin)
{
    const Json root = model::parseJson(json, "Training configuration '" + origin + "'");
    if (!root.is_object() || !root.contains("mode") || root["mode"] != "paper") {
        return std::nullopt;
    }
    const Json paper = root.value("paper", Json());
    ConfigReader own(paper, origin, "paper.");
    PaperConfig config;
    readPaper(own, config);
    ConfigReader reader(root, origin, "");
    reader.integer("epochs", config.epochs, 1, kMostSteps);
    config.run = readShared(root, reader, config.epochs, origin);
    return config;
}

std::optional<PaperConfig> readPaperConfig(const std::filesystem::path& path)
{
    return parsePaperConfig(readBytes(path, kMostConfigBytes), toUtf8(path));
}

std::string toJson(const PaperConfig& config)
{
    Json root = Json::parse(toJson(config.run));
    for (const char* key : kForeignKeys) {
        root.erase(key);
    }
    if (config.epochs > 0) {
        root.erase("steps");
        root["epochs"] = config.epochs;
    }
    if (!std::isfinite(config.run.clipNorm)) {
        root.erase("clip_norm");
    }
    root["mode"] = "paper";
    const PaperDesign& design = config.design;
    Json paper = {{"quantizer", nameIn(kQuantizers, design.quantizer)},
                  {"block_order", nameIn(kOrders, design.order)},
                  {"upsampling", nameIn(kUpsamplings, design.upsampling)},
                  {"initialisation", nameIn(kStarts, design.start)},
                  {"float_ends", design.floatEnds},
                  {"loss", nameIn(kLosses, config.loss.kind)},
                  {"double_sigmoid", config.loss.doubleSigmoid},
                  {"schedule", nameIn(kSchedules, config.schedule)},
                  {"milestones", config.milestones},
                  {"input", nameIn(kInputs, config.input)},
                  {"target", config.target},
                  {"statistics", nameIn(kStatistics, config.statistics)},
                  {"evaluate_steps", config.evaluateSteps}};
    if (hasFormats(design.quantizer)) {
        paper["activations"] = toString(design.activations);
        paper["weights"] = toString(design.weights);
    }
    root["paper"] = paper;
    return root.dump(2) + "\n";
}

} // namespace halftone::train
