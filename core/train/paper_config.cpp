// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/paper_config.h"

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <set>
#include <string_view>

namespace halftone::train {
namespace {

using Json = nlohmann::json;
using nn::PaperDesign;
using nn::PaperQuantizer;

constexpr int kMostFormatBits = 16;

// Keys of TrainConfig that say nothing here: there is one precision, scored at steps.
constexpr std::array kForeignKeys{"pairs",       "pairs_per_step",   "float_fraction", "average",
                                  "dice_weight", "evaluate_minutes", "patience"};

template <typename Value>
struct Choice {
    const char* name;
    Value value;
};

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

template <typename Choices, typename Value>
const char* nameIn(const Choices& choices, Value value)
{
    return std::find_if(choices.begin(), choices.end(),
                        [&](const auto& choice) { return choice.value == value; })
        ->name;
}

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

// The member "paper", and which of its keys were asked for.
class PaperReader {
public:
    PaperReader(const Json& object, std::string origin)
        : m_object(object), m_origin(std::move(origin))
    {
        if (!object.is_object()) {
            throw bad("paper", "an object { ... }", object.dump());
        }
    }

    [[nodiscard]] const Json* find(const std::string& key)
    {
        m_known.insert(key);
        const auto found = m_object.find(key);
        return found == m_object.end() ? nullptr : &*found;
    }

    template <typename Choices, typename Value>
    void choice(const char* key, const Choices& choices, Value& value)
    {
        const Json* found = find(key);
        if (found == nullptr) {
            return;
        }
        std::string names;
        for (const auto& choice : choices) {
            if (*found == choice.name) {
                value = choice.value;
                return;
            }
            names += std::string(names.empty() ? "" : ", ") + '"' + choice.name + '"';
        }
        throw bad(std::string("paper.") + key, "one of " + names, found->dump());
    }

    void boolean(const char* key, bool& value)
    {
        if (const Json* found = find(key)) {
            if (!found->is_boolean()) {
                throw bad(std::string("paper.") + key, "true or false", found->dump());
            }
            value = found->get<bool>();
        }
    }

    void format(const char* key, PaperQuantizer quantizer, quant::QFormat& format)
    {
        const Json* found = find(key);
        const std::string name = std::string("paper.") + key;
        if (!hasFormats(quantizer)) {
            if (found != nullptr) {
                throw bad(name, "left out for this quantizer, which has no format", found->dump());
            }
            return;
        }
        if (found == nullptr || !found->is_string() || !parse(found->get<std::string>(), format)
            || (quantizer == PaperQuantizer::Sane && format.intBits + format.fracBits < 2)) {
            throw bad(name,
                      "integer and fraction bits such as \"Q6.0\", at most 16 together and at "
                      "least 1 (sane: 2)",
                      found == nullptr ? "nothing" : found->dump());
        }
    }

    void refuseUnknownKeys() const
    {
        for (const auto& [key, value] : m_object.items()) {
            if (m_known.count(key) == 0) {
                std::string known;
                for (const std::string& name : m_known) {
                    known += (known.empty() ? "" : ", ") + name;
                }
                throw Error(ErrorCode::InvalidArgument, "Training configuration '" + m_origin
                                                            + "': unknown key 'paper." + key
                                                            + "'. Known keys: " + known + ".");
            }
        }
    }

    [[nodiscard]] Error bad(const std::string& key, const std::string& expected,
                            const std::string& found) const
    {
        return Error(ErrorCode::InvalidArgument, "Training configuration '" + m_origin + "': '"
                                                     + key + "' must be " + expected + "; found "
                                                     + found + ".");
    }

private:
    // "Q6.0"
    static bool parse(std::string_view text, quant::QFormat& format)
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

    const Json& m_object;
    std::string m_origin;
    std::set<std::string> m_known;
};

void readMilestones(PaperReader& reader, std::vector<double>& milestones)
{
    const Json* found = reader.find("milestones");
    if (found == nullptr) {
        return;
    }
    const auto isShare = [](const Json& share) {
        return share.is_number() && share.get<double>() >= 0 && share.get<double>() <= 1;
    };
    if (!found->is_array() || !std::all_of(found->begin(), found->end(), isShare)) {
        throw reader.bad("paper.milestones", "a list of shares of the run, from 0 to 1",
                         found->dump());
    }
    milestones = found->get<std::vector<double>>();
}

std::int64_t readCount(PaperReader& reader, const std::string& key, const Json& found)
{
    constexpr std::int64_t kMost = 1'000'000'000;
    if (!found.is_number_integer() || found.get<std::int64_t>() < 1
        || found.get<std::int64_t>() > kMost) {
        throw reader.bad(key, "a whole number from 1 to " + std::to_string(kMost), found.dump());
    }
    return found.get<std::int64_t>();
}

void readPaper(PaperReader& reader, PaperConfig& config)
{
    PaperDesign& design = config.design;
    if (reader.find("quantizer") == nullptr) {
        throw reader.bad("paper.quantizer", "given", "nothing");
    }
    reader.choice("quantizer", kQuantizers, design.quantizer);
    reader.format("activations", design.quantizer, design.activations);
    reader.format("weights", design.quantizer, design.weights);
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
    if (const Json* target = reader.find("target")) {
        if (!target->is_string()) {
            throw reader.bad("paper.target", "a label's name in quotes", target->dump());
        }
        config.target = target->get<std::string>();
    }
    if (const Json* steps = reader.find("evaluate_steps")) {
        config.evaluateSteps = readCount(reader, "paper.evaluate_steps", *steps);
    }
    reader.refuseUnknownKeys();
}

// Gives what both kinds of training share to parseConfig, with this mode's defaults: plain Adam
// without clipping.
TrainConfig readShared(Json root, const PaperReader& reader, std::int64_t epochs,
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
    const Json root = Json::parse(json, nullptr, /*allow_exceptions=*/false);
    if (!root.is_object() || !root.contains("mode") || root["mode"] != "paper") {
        return std::nullopt;
    }
    const Json paper = root.value("paper", Json());
    PaperReader reader(paper, origin);
    PaperConfig config;
    readPaper(reader, config);
    if (root.contains("epochs")) {
        config.epochs = readCount(reader, "epochs", root["epochs"]);
    }
    config.run = readShared(root, reader, config.epochs, origin);
    return config;
}

std::optional<PaperConfig> readPaperConfig(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    return file.is_open() ? parsePaperConfig(text, path.string()) : std::nullopt;
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
