// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/config.h"

#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/model/parse_json.h"
#include "core/train/config_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <iterator>

namespace halftone::train {
namespace {

using Json = nlohmann::json;

constexpr int kCropMultiple = 8; // stride of the paper's net: three poolings

constexpr std::array kArithmetics{Choice<Arithmetic>{"auto", Arithmetic::Auto},
                                  Choice<Arithmetic>{"float32", Arithmetic::Float32},
                                  Choice<Arithmetic>{"bfloat16", Arithmetic::BFloat16}};

std::vector<TrainedPair> defaultPairs()
{
    // Ternary weights learn slowest and are sampled most.
    return {{{8, 8}, 1}, {{4, 6}, 1}, {{4, 4}, 1}, {{3, 4}, 1}, {{2, 4}, 2}, {{1, 2}, 1}};
}

std::vector<TrainedPair> readPairs(ConfigReader& reader, const std::string& origin)
{
    const Json* found = reader.find("pairs");
    if (found == nullptr) {
        return defaultPairs();
    }
    reader.require(found->is_array(), "pairs", "a list", *found);
    std::vector<TrainedPair> pairs;
    for (const Json& item : *found) {
        ConfigReader entry(item, origin, "pairs.");
        TrainedPair pair;
        const Json* precision = entry.find("precision");
        if (precision == nullptr || !precision->is_string()) {
            throw entry.bad("precision", "a precision such as \"W4A6\"", item.dump());
        }
        pair.precision = quant::parsePrecision(precision->get<std::string>());
        entry.require(pair.precision.isInteger(), "precision", "W1A1 to W8A8", *precision);
        entry.number("weight", pair.weight, 0.001, 1000);
        entry.refuseUnknownKeys();
        const bool repeated = std::any_of(pairs.begin(), pairs.end(), [&](const TrainedPair& p) {
            return p.precision == pair.precision;
        });
        entry.require(!repeated, "precision", "listed once", *precision);
        pairs.push_back(pair);
    }
    return pairs;
}

void readAugmentation(ConfigReader& reader, const std::string& origin, AugmentOptions& options)
{
    const Json* found = reader.find("augmentation");
    if (found == nullptr) {
        return;
    }
    ConfigReader entry(*found, origin, "augmentation.");
    entry.number("rotation_degrees", options.rotationDegrees, 0, 180);
    entry.number("scale", options.scale, 0, 0.9);
    entry.number("elastic_pixels", options.elasticPixels, 0, 100);
    entry.boolean("flip", options.flip);
    entry.number("gain", options.gain, 0, 1);
    entry.number("offset", options.offset, 0, 1);
    entry.number("gamma", options.gamma, 0, 2);
    entry.number("shading", options.shading, 0, 1);
    entry.number("noise", options.noise, 0, 1);
    entry.number("blur_chance", options.blurChance, 0, 1);
    entry.number("artifact_chance", options.artifactChance, 0, 1);
    entry.number("plain_chance", options.plainChance, 0, 1);
    entry.number("foreground_chance", options.foregroundChance, 0, 1);
    entry.refuseUnknownKeys();
}

void checkTogether(const TrainConfig& config, const ConfigReader& reader)
{
    if ((config.minutes > 0) == (config.steps > 0)) {
        throw reader.bad("minutes' or 'steps", "given, exactly one of them, greater than 0",
                         config.minutes > 0 ? "both" : "neither");
    }
    if (config.crop % kCropMultiple != 0) {
        throw reader.bad("crop", "a multiple of " + std::to_string(kCropMultiple),
                         std::to_string(config.crop));
    }
    if (config.floatFraction < 1 && config.pairs.empty()) {
        throw reader.bad("pairs", "at least one precision unless float_fraction is 1",
                         "an empty list");
    }
}

} // namespace

TrainConfig parseConfig(const std::string& json, const std::string& origin)
{
    const Json root = model::parseJson(json, "Training configuration '" + origin + "'");
    TrainConfig config;
    ConfigReader reader(root, origin, "");
    reader.path("dataset", config.dataset);
    reader.path("output", config.output);
    reader.integer("width", config.width, 1, 256);
    reader.integer("crop", config.crop, 16, 2048);
    reader.integer("batch", config.batch, 1, 1024);
    reader.number("minutes", config.minutes, 0, 1e6);
    reader.integer("steps", config.steps, 0, 1'000'000'000);
    reader.number("float_fraction", config.floatFraction, 0, 1);
    reader.integer("pairs_per_step", config.pairsPerStep, 1, 64);
    config.pairs = readPairs(reader, origin);
    reader.number("learning_rate", config.learningRate, 1e-7, 1);
    reader.number("dice_weight", config.diceWeight, 0, 100);
    reader.number("weight_decay", config.weightDecay, 0, 1);
    reader.number("clip_norm", config.clipNorm, 1e-3, 1e6);
    reader.number("average", config.average, 0, 0.99999);
    reader.integer("evaluate_steps", config.evaluateSteps, 1, 1'000'000'000);
    static_cast<void>(reader.find("evaluate_minutes")); // of older files and checkpoints
    reader.number("checkpoint_minutes", config.checkpointMinutes, 0.01, 1e6);
    reader.integer("seed", config.seed, 0, INT64_MAX);
    reader.integer("threads", config.threads, 0, 1024);
    reader.integer("patience", config.patience, 0, 1'000'000);
    reader.choice("arithmetic", kArithmetics, config.arithmetic);
    readAugmentation(reader, origin, config.augmentation);
    reader.refuseUnknownKeys();
    checkTogether(config, reader);
    return config;
}

TrainConfig readConfig(const std::filesystem::path& path)
{
    return parseConfig(readBytes(path, kMostConfigBytes), toUtf8(path));
}

std::string toJson(const TrainConfig& config)
{
    Json pairs = Json::array();
    for (const TrainedPair& pair : config.pairs) {
        pairs.push_back({{"precision", quant::toString(pair.precision)}, {"weight", pair.weight}});
    }
    const AugmentOptions& a = config.augmentation;
    Json root = {{"dataset", toUtf8(config.dataset)},
                 {"output", toUtf8(config.output)},
                 {"width", config.width},
                 {"crop", config.crop},
                 {"batch", config.batch},
                 {"float_fraction", config.floatFraction},
                 {"pairs_per_step", config.pairsPerStep},
                 {"pairs", pairs},
                 {"learning_rate", config.learningRate},
                 {"dice_weight", config.diceWeight},
                 {"weight_decay", config.weightDecay},
                 {"clip_norm", config.clipNorm},
                 {"average", config.average},
                 {"evaluate_steps", config.evaluateSteps},
                 {"checkpoint_minutes", config.checkpointMinutes},
                 {"seed", config.seed},
                 {"threads", config.threads},
                 {"patience", config.patience},
                 {"arithmetic", nameIn(kArithmetics, config.arithmetic)},
                 {"augmentation",
                  {{"rotation_degrees", a.rotationDegrees},
                   {"scale", a.scale},
                   {"elastic_pixels", a.elasticPixels},
                   {"flip", a.flip},
                   {"gain", a.gain},
                   {"offset", a.offset},
                   {"gamma", a.gamma},
                   {"shading", a.shading},
                   {"noise", a.noise},
                   {"blur_chance", a.blurChance},
                   {"artifact_chance", a.artifactChance},
                   {"plain_chance", a.plainChance},
                   {"foreground_chance", a.foregroundChance}}}};
    if (config.minutes > 0) {
        root["minutes"] = config.minutes;
    } else {
        root["steps"] = config.steps;
    }
    return root.dump(2) + "\n";
}

} // namespace halftone::train
