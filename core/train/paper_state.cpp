// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/paper_state.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/model/parse_json.h"
#include "core/model/safetensors.h"
#include "core/train/checkpoint_tensors.h"
#include "core/train/same_run.h"

#include <nlohmann/json.hpp>

#include <ATen/ATen.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <span>
#include <vector>

namespace halftone::train {
namespace {

using Json = nlohmann::json;
using nn::PaperQuantizer;

constexpr int kVersion = 1;
constexpr const char* kMetadataKey = "halftone_paper_checkpoint";
constexpr int kFloatBytes = 4;

// Null where a label is absent everywhere, and for the deviation of a single case.
Json toJson(const PaperScore& score)
{
    Json labels = Json::object();
    for (const auto& [name, summary] : score.labels) {
        labels[name] = {{"mean", summary.n > 0 ? Json(summary.mean) : Json()},
                        {"sd", summary.n > 1 ? Json(summary.sd) : Json()},
                        {"n", summary.n}};
    }
    return {{"step", score.step},
            {"minutes", score.minutes},
            {"foreground_fraction", score.foregroundFraction},
            {"dice", labels}};
}

Json toJson(const std::optional<PaperScore>& score)
{
    return score ? toJson(*score) : Json();
}

std::optional<PaperScore> scoreOf(const Json& json)
{
    if (json.is_null()) {
        return std::nullopt;
    }
    PaperScore score;
    score.step = json.at("step").get<std::int64_t>();
    score.minutes = json.at("minutes").get<double>();
    score.foregroundFraction = json.at("foreground_fraction").get<double>();
    for (const auto& [name, summary] : json.at("dice").items()) {
        const Json& mean = summary.at("mean");
        const Json& sd = summary.at("sd");
        score.labels[name] = {mean.is_null() ? std::nan("") : mean.get<double>(),
                              sd.is_null() ? std::nan("") : sd.get<double>(),
                              summary.at("n").get<std::size_t>()};
    }
    return score;
}

Json metadataOf(const model::Safetensors& file, const std::filesystem::path& path)
{
    const auto found = file.metadata.find(kMetadataKey);
    Json json = found == file.metadata.end()
                    ? Json()
                    : model::parseJson(found->second, "The description of '" + toUtf8(path) + "'");
    if (!json.is_object() || json.value("version", Json()) != kVersion) {
        throw Error(ErrorCode::FileFormat,
                    "'" + toUtf8(path)
                        + "' is not a checkpoint of paper mode of this version of Halftone. Use "
                          "last.checkpoint of a folder that a \"mode\": \"paper\" run wrote.");
    }
    return json;
}

int bitsFor(std::int64_t levels)
{
    return static_cast<int>(std::bit_width(static_cast<std::uint64_t>(levels - 1)));
}

// Signed powers of two between the smallest and the largest magnitude in use, and zero.
std::int64_t powersInUse(const nn::PaperNet& net)
{
    double low = 0;
    double high = 0;
    for (const nn::PaperNet::Conv& conv : net.convs()) {
        if (!conv.quantized) {
            continue;
        }
        const torch::Tensor magnitude = net.effectiveWeights(conv).detach().abs().flatten();
        const torch::Tensor used = magnitude.masked_select(magnitude.gt(0));
        if (used.numel() > 0) {
            const auto least = used.min().item<double>();
            low = low == 0 ? least : std::min(low, least);
            high = std::max(high, used.max().item<double>());
        }
    }
    if (high == 0) {
        return 1;
    }
    return 2 * (std::llround(std::ceil(std::log2(high)) - std::log2(low)) + 1) + 1;
}

int nominalBits(const nn::PaperDesign& design)
{
    switch (design.quantizer) {
    case PaperQuantizer::None: return 32;
    case PaperQuantizer::Binary: return 1;
    case PaperQuantizer::Ternary: return 2;
    case PaperQuantizer::PowerOfTwo:
    case PaperQuantizer::FixedPoint:
    case PaperQuantizer::Sane: break;
    }
    return design.weights.intBits + design.weights.fracBits;
}

std::int64_t levelsOf(const nn::PaperNet& net)
{
    const nn::PaperDesign& design = net.design();
    switch (design.quantizer) {
    case PaperQuantizer::None: return 0;
    case PaperQuantizer::Binary: return 2;
    case PaperQuantizer::Ternary: return 3;
    case PaperQuantizer::PowerOfTwo: return powersInUse(net);
    case PaperQuantizer::FixedPoint:
    case PaperQuantizer::Sane: break;
    }
    return nn::paperLevels(design.quantizer, design.weights);
}

} // namespace

PaperStorage storageOf(const nn::PaperNet& net)
{
    PaperStorage storage;
    std::int64_t quantized = 0;
    std::int64_t scales = 0;
    for (const nn::NamedTensor& parameter : net.parameters()) {
        storage.parameters += parameter.tensor.numel();
    }
    for (const nn::PaperNet::Conv& conv : net.convs()) {
        if (conv.quantized) {
            quantized += conv.weights.numel();
            scales += net.design().quantizer == PaperQuantizer::Ternary ? conv.weights.size(0) : 0;
        }
    }
    storage.nominalBits = nominalBits(net.design());
    storage.levels = levelsOf(net);
    storage.codeBits = storage.levels == 0 ? 32 : bitsFor(storage.levels);
    storage.nominalBytes = (storage.parameters * storage.nominalBits + 7) / 8;
    storage.honestBytes = (quantized * storage.codeBits + 7) / 8
                          + kFloatBytes * (storage.parameters - quantized + scales);
    return storage;
}

void writePaperCheckpoint(const std::filesystem::path& path, const PaperConfig& config,
                          const PaperState& state, const nn::PaperNet& net, AdamW* optimizer)
{
    model::Safetensors file;
    for (const nn::NamedTensor& parameter : net.parameters()) {
        putTensor(file, "parameter/" + parameter.name, parameter.tensor);
    }
    for (const nn::NamedTensor& buffer : net.buffers()) {
        putTensor(file, "statistics/" + buffer.name, buffer.tensor);
    }
    Json steps = Json::object();
    if (optimizer != nullptr) {
        for (const AdamW::Slot& slot : optimizer->slots()) {
            putTensor(file, "moment1/" + slot.name, slot.first);
            putTensor(file, "moment2/" + slot.name, slot.second);
            steps[slot.name] = slot.steps;
        }
    }
    const Json json = {{"version", kVersion},
                       {"simulated", true},
                       {"row", rowName(config.design)},
                       {"config", Json::parse(toJson(config))},
                       {"step", state.step},
                       {"seconds", state.seconds},
                       {"best", toJson(state.best)},
                       {"last", toJson(state.last)},
                       {"optimizer_steps", steps}};
    file.metadata[kMetadataKey] = json.dump();
    model::writeSafetensors(path, file);
}

PaperState readPaperCheckpoint(const std::filesystem::path& path, const PaperConfig& config,
                               nn::PaperNet& net, AdamW& optimizer, const LogFn& log)
{
    const model::Safetensors file = model::readSafetensors(path);
    const Json json = metadataOf(file, path);
    const auto stored = parsePaperConfig(
        fromCheckpoint(path, [&] { return json.at("config").dump(); }), toUtf8(path));
    requireSameRun(path, stored ? toJson(*stored) : "{}", toJson(config), log);
    return fromCheckpoint(path, [&] {
        PaperState state;
        for (AdamW::Slot& slot : optimizer.slots()) {
            getTensor(file, "moment1/" + slot.name, slot.first);
            getTensor(file, "moment2/" + slot.name, slot.second);
            slot.steps = json.at("optimizer_steps").at(slot.name).get<std::int64_t>();
        }
        state.step = json.at("step").get<std::int64_t>();
        state.seconds = json.at("seconds").get<double>();
        state.best = scoreOf(json.at("best"));
        state.last = scoreOf(json.at("last"));
        state.evaluated = state.last ? state.last->step : 0;
        for (nn::NamedTensor& parameter : net.parameters()) {
            getTensor(file, "parameter/" + parameter.name, parameter.tensor);
        }
        for (nn::NamedTensor& buffer : net.buffers()) {
            getTensor(file, "statistics/" + buffer.name, buffer.tensor);
        }
        return state;
    });
}

void writePaperResult(const std::filesystem::path& path, const PaperConfig& config,
                      const std::string& dataset, const PaperState& state,
                      const PaperStorage& storage)
{
    const Json written = Json::parse(toJson(config)).at("paper");
    const Json json = {
        {"row", rowName(config.design)},
        {"simulated", true},
        {"note",
         "Paper mode: quantized values in float arithmetic, nothing of it runs as integers; "
         "bytes are computed. Dice at threshold 0.5, batch norm with fixed statistics, counts "
         "pooled over a case. best was chosen on the same validation slices."},
        {"quantizer", written.at("quantizer")},
        {"activation_format", written.value("activations", Json())},
        {"weight_format", written.value("weights", Json())},
        {"dataset", dataset},
        {"width", config.run.width},
        {"seed", config.run.seed},
        {"steps", state.step},
        {"minutes", state.seconds / 60},
        {"parameters", storage.parameters},
        {"weight_bits_nominal", storage.nominalBits},
        {"weight_bits_honest", storage.codeBits},
        {"weight_levels", storage.levels == 0 ? Json() : Json(storage.levels)},
        {"weight_bytes_nominal", storage.nominalBytes},
        {"weight_bytes_honest", storage.honestBytes},
        {"best", toJson(state.best)},
        {"last", toJson(state.last)}};
    const std::string text = json.dump(2) + "\n";
    writeAtomically(path, std::as_bytes(std::span(text)));
}

} // namespace halftone::train
