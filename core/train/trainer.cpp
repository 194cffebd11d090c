// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/trainer.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/train/batch_source.h"
#include "core/train/checkpoint.h"
#include "core/train/curves.h"
#include "core/train/device.h"
#include "core/train/evaluation.h"
#include "core/train/loss.h"
#include "core/train/optimizer.h"
#include "core/train/run_facts.h"
#include "core/train/run_loop.h"
#include "core/train/run_table.h"

#include <ATen/Parallel.h>
#include <torch/version.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <span>

namespace halftone::train {
namespace {

constexpr std::int64_t kWarmUpSteps = 100;
constexpr double kPairTaskWeight = 0.5; // labels against 1.0 for the float pass's probabilities
constexpr std::uint64_t kPairStream = 1ULL << 62; // random streams apart from those of the batches

std::vector<quant::Precision> precisionsOf(const TrainConfig& config)
{
    std::vector<quant::Precision> precisions;
    for (const TrainedPair& pair : config.pairs) {
        precisions.push_back(pair.precision);
    }
    return precisions;
}

// One class: a single sigmoid channel; more: softmax over background and labels.
int classesOf(const data::Dataset& dataset)
{
    const auto labels = static_cast<int>(dataset.card.labels.size());
    if (labels == 0) {
        throw Error(ErrorCode::InvalidArgument,
                    "The dataset '" + dataset.card.name + "' names no label to learn.");
    }
    return labels == 1 ? 1 : labels + 1;
}

class Trainer final : public RunLoop {
public:
    Trainer(const TrainConfig& config, const data::Dataset& dataset, const TrainOptions& options,
            const LogFn& log)
        : RunLoop({config.steps, config.minutes, config.evaluateSteps, config.checkpointMinutes}),
          m_config(config), m_dataset(dataset), m_log(log), m_classes(classesOf(dataset)),
          m_net(model::makeUNet(config.width, 1, m_classes), precisionsOf(config), config.seed,
                deviceNamed(options.device)),
          m_arithmetic(scalarTypeOf(config.arithmetic, m_net.device())),
          m_optimizer(m_net.parameters()), m_average(m_net.parameters(), config.average)
    {
        std::optional<std::int64_t> steps; // that the tables keep
        std::optional<std::int64_t> evaluated;
        if (options.resume && hasCheckpoint(lastPath(), log)) {
            m_state = readCheckpoint(lastPath(), config, m_net, m_optimizer, m_average, log);
            steps = m_state.step;
            evaluated = m_state.evaluated;
        }
        m_steps.emplace(config.output / "log.csv",
                        "step,minutes,learning_rate,loss,pair_loss,gradient_norm", steps);
        m_scores.emplace(config.output / "evaluation.csv",
                         "step,minutes,precision,label,dice,foreground_fraction", evaluated);
        m_source = std::make_unique<BatchSource>(dataset, config.augmentation, config.crop,
                                                 config.batch, config.seed, m_state.step);
        m_crops = plainCrops(dataset, config);
    }

private:
    [[nodiscard]] std::filesystem::path lastPath() const
    {
        return m_config.output / "last.checkpoint";
    }

    [[nodiscard]] RunProgress& state() override { return m_state; }

    [[nodiscard]] double learningRate()
    {
        const double warmUp = std::min(1.0, static_cast<double>(m_state.step + 1)
                                                / static_cast<double>(kWarmUpSteps));
        return m_config.learningRate * warmUp * cosine();
    }

    [[nodiscard]] bool endsEarly() override
    {
        return m_config.patience > 0 && m_state.pairsStarted
               && m_state.withoutBetter >= m_config.patience;
    }

    void trainStep() override
    {
        const Batch batch = m_source->next();
        const auto tensorOf = [&](const std::vector<std::uint8_t>& bytes) {
            return toTensor(bytes, m_config.batch, m_config.crop, m_config.crop, m_net.device());
        };
        const torch::Tensor x = toInput(tensorOf(batch.images));
        const torch::Tensor labels = tensorOf(batch.labels).to(torch::kLong);
        if (!m_state.pairsStarted && fraction() >= m_config.floatFraction
            && !m_config.pairs.empty()) {
            m_average.adopt(); // the pairs start from the smoother, better net
            m_net.startPairs(x);
            m_average.restart();
            m_state.pairsStarted = true;
            m_state.withoutBetter = 0;
            m_state.best = -1; // scores of one precision and of several do not compare
        }
        m_optimizer.clearGradients();
        ForwardOptions forward;
        forward.training = true;
        forward.arithmetic = m_arithmetic;
        const torch::Tensor logits = m_net.forward(x, m_net.full(), forward);
        const torch::Tensor loss = taskLoss(logits, labels, m_config.diceWeight);
        loss.backward();
        double pairLoss = 0;
        if (m_state.pairsStarted) {
            for (const std::size_t pair : drawPairs()) {
                const torch::Tensor pairLogits = m_net.forward(x, m_net.pairs()[pair], forward);
                const torch::Tensor both =
                    kPairTaskWeight * taskLoss(pairLogits, labels, m_config.diceWeight)
                    + distillationLoss(pairLogits, logits.detach());
                both.backward();
                pairLoss += both.item<double>() / m_config.pairsPerStep;
            }
        }
        finishStep(loss.item<double>(), pairLoss);
    }

    // A step whose loss or gradient is not finite changes no parameter. Its passes did change the
    // running statistics, which every evaluation and export estimates anew.
    void finishStep(double loss, double pairLoss)
    {
        const double norm = m_optimizer.gradientNorm();
        const bool finite = std::isfinite(loss) && std::isfinite(pairLoss) && std::isfinite(norm);
        if (finite) {
            m_optimizer.step(learningRate(), m_config.weightDecay, m_config.clipNorm, norm);
            m_average.update();
        }
        if (countStep(loss, finite)) {
            m_steps->add(m_state.step, m_state.seconds / 60, learningRate(), loss, pairLoss, norm);
        }
    }

    // Precisions of this step, different ones, drawn by their weights.
    [[nodiscard]] std::vector<std::size_t> drawPairs() const
    {
        Random random(m_config.seed, kPairStream + static_cast<std::uint64_t>(m_state.step));
        std::vector<double> weights;
        for (const TrainedPair& pair : m_config.pairs) {
            weights.push_back(pair.weight);
        }
        std::vector<std::size_t> drawn;
        const auto count =
            std::min(static_cast<std::size_t>(m_config.pairsPerStep), weights.size());
        while (drawn.size() < count) {
            double left = 0;
            for (const double weight : weights) {
                left += weight;
            }
            left *= random.uniform();
            std::size_t chosen = 0;
            while (chosen + 1 < weights.size()
                   && (left >= weights[chosen] || weights[chosen] == 0)) {
                left -= weights[chosen++];
            }
            if (weights[chosen] > 0) {
                drawn.push_back(chosen);
                weights[chosen] = 0;
            }
        }
        return drawn;
    }

    // Scores the averaged parameters with fresh batch-norm statistics; keeps the best. After a stop
    // in here the net holds the averages: it goes on from last.checkpoint only.
    void evaluate(const StopToken& stop) override
    {
        m_average.swap();
        const std::vector<PrecisionScore> scores =
            evaluateNet(m_net, m_dataset, m_crops, m_state.pairsStarted, stop);
        m_average.swap();
        double mean = 0;
        std::string line = "step " + std::to_string(m_state.step) + ":";
        for (const PrecisionScore& score : scores) {
            mean += score.score.foregroundDice / static_cast<double>(scores.size());
            const std::string precision = quant::toString(score.precision);
            line.append(" ").append(precision);
            line.append(" ").append(formatNumber(score.score.foregroundDice, 4));
            for (const auto& [label, dice] : score.score.dice) {
                m_scores->add(m_state.step, m_state.seconds / 60, precision, label, dice,
                              score.score.foregroundFraction);
            }
        }
        if (m_log) {
            m_log(LogLevel::Info, line);
        }
        if (mean > m_state.best) {
            m_state.best = mean;
            m_state.withoutBetter = 0;
            writeTrainedNet(m_config.output / "best.checkpoint", m_config, m_classes, m_state,
                            m_net, m_average);
        } else {
            ++m_state.withoutBetter;
        }
        writeCurves(m_config.output);
    }

    void save() override
    {
        writeCheckpoint(lastPath(), m_config, m_classes, m_state, m_net, m_optimizer, m_average);
    }

    using ForwardOptions = nn::ForwardOptions;

    const TrainConfig& m_config;
    const data::Dataset& m_dataset;
    const LogFn& m_log;
    int m_classes;
    nn::UNet m_net;
    torch::ScalarType m_arithmetic;
    AdamW m_optimizer;
    MovingAverage m_average;
    RunState m_state;
    std::optional<RunTable> m_steps; // opened when the checkpoint has been read
    std::optional<RunTable> m_scores;
    std::unique_ptr<BatchSource> m_source;
    torch::Tensor m_crops; // for batch-norm statistics
};

} // namespace

void trainNet(const TrainConfig& config, const data::Dataset& dataset, const TrainOptions& options,
              const LogFn& log, const ProgressFn& progress, const StopToken& stop)
{
    requireInputsKept(config.output, options.configFile, config.dataset);
    const std::unique_ptr<RunLock> lock = openRunFolder(config.output, options.resume);
    Trainer trainer(config, dataset, options, log);
    writeRunConfig(config.output, options.configFile, toJson(config));
    writeRunFacts(config.output, {options.configFile, config.seed, TORCH_VERSION, options.device,
                                  at::get_num_threads(), options.resume});
    trainer.run(progress, stop);
}

} // namespace halftone::train
