// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/checkpoint.h"

#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/model/parse_json.h"
#include "core/model/safetensors.h"
#include "core/train/checkpoint_tensors.h"
#include "core/train/same_run.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

namespace halftone::train {
namespace {

constexpr int kCheckpointVersion = 1;
constexpr const char* kMetadataKey = "halftone_checkpoint";
constexpr const char* kOptimizerSteps = "optimizer_steps";

nlohmann::json metadataOf(const model::Safetensors& file, const std::filesystem::path& path)
{
    const auto refuse = [&](const std::string& fault) {
        throw Error(ErrorCode::FileFormat, "'" + toUtf8(path)
                                               + "' is not a training checkpoint: " + fault
                                               + " Use last.checkpoint or best.checkpoint of a "
                                                 "training folder.");
    };
    const auto found = file.metadata.find(kMetadataKey);
    if (found == file.metadata.end()) {
        refuse("There is no training state in it.");
    }
    nlohmann::json json;
    try {
        json = model::parseJson(found->second, "Its description");
    } catch (const Error& fault) {
        refuse(fault.what());
    }
    if (!json.is_object() || json.value("version", nlohmann::json()) != kCheckpointVersion) {
        refuse("It is of another version of Halftone.");
    }
    return json;
}

RunState stateOf(const nlohmann::json& json)
{
    RunState state;
    state.step = json.at("step").get<std::int64_t>();
    state.seconds = json.at("seconds").get<double>();
    state.evaluated = json.value("evaluated", state.step);
    state.best = json.at("best").get<double>();
    state.withoutBetter = json.value("without_better", 0);
    state.pairsStarted = json.at("pairs_started").get<bool>();
    return state;
}

TrainConfig configOf(const nlohmann::json& json, const std::filesystem::path& path)
{
    const std::string config = fromCheckpoint(path, [&] { return json.at("config").dump(); });
    return parseConfig(config, toUtf8(path));
}

nlohmann::json metadataOf(const TrainConfig& config, int classes, const RunState& state,
                          MovingAverage& average)
{
    return {{"version", kCheckpointVersion},
            {"config", nlohmann::json::parse(toJson(config))},
            {"classes", classes},
            {"step", state.step},
            {"seconds", state.seconds},
            {"evaluated", state.evaluated},
            {"best", state.best},
            {"without_better", state.withoutBetter},
            {"pairs_started", state.pairsStarted},
            {"averaged", average.updates()}};
}

model::Safetensors trainedNet(const nlohmann::json& metadata, const nn::UNet& net,
                              MovingAverage& average)
{
    model::Safetensors file;
    file.metadata[kMetadataKey] = metadata.dump();
    for (const nn::NamedTensor& buffer : net.buffers()) {
        putTensor(file, "statistics/" + buffer.name, buffer.tensor);
    }
    for (const nn::NamedTensor& mean : average.averages()) {
        putTensor(file, "average/" + mean.name, mean.tensor);
    }
    return file;
}

} // namespace

MovingAverage::MovingAverage(const std::vector<nn::NamedTensor>& parameters, double decay)
    : m_decay(decay)
{
    for (const nn::NamedTensor& parameter : parameters) {
        m_parameters.push_back(parameter.tensor);
        m_averages.push_back({parameter.name, parameter.tensor.detach().clone(), parameter.decays});
    }
}

void MovingAverage::update()
{
    const torch::NoGradGuard noGrad;
    ++m_updates;
    // Early on, forget faster, so that the random start does not linger.
    const auto count = static_cast<double>(m_updates);
    const double decay = std::min(m_decay, (1.0 + count) / (10.0 + count));
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        m_averages[i].tensor.lerp_(m_parameters[i].detach(), 1.0 - decay);
    }
}

void MovingAverage::adopt()
{
    const torch::NoGradGuard noGrad;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        m_parameters[i].copy_(m_averages[i].tensor);
    }
}

void MovingAverage::restart()
{
    const torch::NoGradGuard noGrad;
    m_updates = 0;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        m_averages[i].tensor.copy_(m_parameters[i]);
    }
}

void MovingAverage::swap()
{
    const torch::NoGradGuard noGrad;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        const torch::Tensor kept = m_parameters[i].detach().clone();
        m_parameters[i].copy_(m_averages[i].tensor);
        m_averages[i].tensor.copy_(kept);
    }
}

void writeTrainedNet(const std::filesystem::path& path, const TrainConfig& config, int classes,
                     const RunState& state, const nn::UNet& net, MovingAverage& average)
{
    const model::Safetensors file =
        trainedNet(metadataOf(config, classes, state, average), net, average);
    model::writeSafetensors(path, file);
}

void writeCheckpoint(const std::filesystem::path& path, const TrainConfig& config, int classes,
                     const RunState& state, const nn::UNet& net, AdamW& optimizer,
                     MovingAverage& average)
{
    nlohmann::json json = metadataOf(config, classes, state, average);
    for (const AdamW::Slot& slot : optimizer.slots()) {
        json[kOptimizerSteps][slot.name] = slot.steps;
    }
    model::Safetensors file = trainedNet(json, net, average);
    for (const AdamW::Slot& slot : optimizer.slots()) {
        putTensor(file, "parameter/" + slot.name, slot.parameter);
        putTensor(file, "moment1/" + slot.name, slot.first);
        putTensor(file, "moment2/" + slot.name, slot.second);
    }
    model::writeSafetensors(path, file);
}

RunState readCheckpoint(const std::filesystem::path& path, const TrainConfig& config, nn::UNet& net,
                        AdamW& optimizer, MovingAverage& average, const LogFn& log)
{
    const model::Safetensors file = model::readSafetensors(path);
    const nlohmann::json json = metadataOf(file, path);
    requireSameRun(path, toJson(configOf(json, path)), toJson(config), log);
    if (!json.contains(kOptimizerSteps)) {
        throw Error(ErrorCode::FileFormat,
                    "'" + toUtf8(path)
                        + "' holds a trained net without what training needs to go on. Use the "
                          "last.checkpoint that the run wrote.");
    }
    return fromCheckpoint(path, [&] {
        for (AdamW::Slot& slot : optimizer.slots()) {
            getTensor(file, "parameter/" + slot.name, slot.parameter);
            getTensor(file, "moment1/" + slot.name, slot.first);
            getTensor(file, "moment2/" + slot.name, slot.second);
            slot.steps = json.at(kOptimizerSteps).at(slot.name).get<std::int64_t>();
        }
        for (nn::NamedTensor& buffer : net.buffers()) {
            getTensor(file, "statistics/" + buffer.name, buffer.tensor);
        }
        for (nn::NamedTensor& mean : average.averages()) {
            getTensor(file, "average/" + mean.name, mean.tensor);
        }
        average.updates() = json.at("averaged").get<std::int64_t>();
        return stateOf(json);
    });
}

TrainedNet readTrainedNet(const std::filesystem::path& path, const StopToken& stop)
{
    const model::Safetensors file = model::readSafetensors(path, stop);
    const nlohmann::json json = metadataOf(file, path);
    TrainedNet trained;
    trained.config = configOf(json, path);
    std::vector<quant::Precision> pairs;
    for (const TrainedPair& pair : trained.config.pairs) {
        pairs.push_back(pair.precision);
    }
    fromCheckpoint(path, [&] {
        trained.state = stateOf(json);
        const model::Network network =
            model::makeUNet(trained.config.width, 1, json.at("classes").get<int>());
        trained.net = std::make_unique<nn::UNet>(network, pairs, trained.config.seed, torch::kCPU);
        for (nn::NamedTensor& parameter : trained.net->parameters()) {
            getTensor(file, "average/" + parameter.name, parameter.tensor);
        }
        for (nn::NamedTensor& buffer : trained.net->buffers()) {
            getTensor(file, "statistics/" + buffer.name, buffer.tensor);
        }
    });
    return trained;
}

} // namespace halftone::train
