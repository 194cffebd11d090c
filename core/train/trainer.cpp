// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/trainer.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/train/batch_source.h"
#include "core/train/checkpoint.h"
#include "core/train/curves.h"
#include "core/train/device.h"
#include "core/train/evaluation.h"
#include "core/train/loss.h"
#include "core/train/optimizer.h"
#include "core/train/run_facts.h"
#include "core/train/run_log.h"

#include <ATen/Parallel.h>
#include <torch/version.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <span>

namespace halftone::train {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t kWarmUpSteps = 100;
constexpr int kMaxBadSteps = 20;        // steps in a row without a finite loss
constexpr std::int64_t kLogEvery = 10;  // steps
constexpr int kStatisticsCrops = 16;    // for batch norm, before every evaluation
constexpr double kPairTaskWeight = 0.5; // labels against 1.0 for the float pass's probabilities
constexpr std::uint64_t kPairStream = 1ULL << 62; // random streams apart from those of the batches

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<quant::Precision> precisionsOf(const TrainConfig& config)
{
    std::vector<quant::Precision> precisions;
    for (const TrainedPair& pair : config.pairs) {
        precisions.push_back(pair.precision);
    }
    return precisions;
}

// One class: a single sigmoid channel; more: softmax over background and labels.
int classesOf(const Dataset& dataset)
{
    const auto labels = static_cast<int>(dataset.card.labels.size());
    if (labels == 0) {
        throw Error(ErrorCode::InvalidArgument,
                    "The dataset '" + dataset.card.name + "' names no label to learn.");
    }
    return labels == 1 ? 1 : labels + 1;
}

class Trainer {
public:
    Trainer(const TrainConfig& config, const Dataset& dataset, const TrainOptions& options,
            const LogFn& log)
        : m_config(config), m_dataset(dataset), m_log(log), m_classes(classesOf(dataset)),
          m_net(model::makeUNet(config.width, 1, m_classes), precisionsOf(config), config.seed,
                deviceNamed(options.device)),
          m_arithmetic(scalarTypeOf(config.arithmetic, m_net.device())),
          m_optimizer(m_net.parameters()), m_average(m_net.parameters(), config.average),
          m_csv(config.output, options.resume)
    {
        if (options.resume) {
            m_state = readCheckpoint(lastPath(), m_net, m_optimizer, m_average);
            m_csv.goOnFrom(m_state.step);
        }
        m_source = std::make_unique<BatchSource>(dataset, config.augmentation, config.crop,
                                                 config.batch, config.seed, m_state.step);
        m_crops = plainCrops(dataset, config, kStatisticsCrops);
    }

    void run(const ProgressFn& progress, const std::stop_token& stop)
    {
        m_startSeconds = m_state.seconds;
        m_start = Clock::now();
        double evaluated = m_startSeconds;
        double saved = m_startSeconds;
        bool evaluatedLast = false;
        while (fraction() < 1.0 && !patienceIsOver()) {
            if (stop.stop_requested()) {
                save();
                throwIfStopped(stop);
            }
            trainStep();
            evaluatedLast = false;
            m_state.seconds = m_startSeconds + secondsSince(m_start);
            reportProgress(progress);
            if (m_state.seconds - evaluated > 60 * m_config.evaluateMinutes) {
                evaluate();
                evaluatedLast = true;
                evaluated = m_state.seconds = m_startSeconds + secondsSince(m_start);
            }
            if (m_state.seconds - saved > 60 * m_config.checkpointMinutes) {
                save();
                saved = m_state.seconds;
            }
        }
        if (!evaluatedLast) {
            evaluate();
        }
        save();
    }

private:
    [[nodiscard]] std::filesystem::path lastPath() const
    {
        return m_config.output / "last.checkpoint";
    }

    // Finished share of the run.
    [[nodiscard]] double fraction() const
    {
        return m_config.steps > 0
                   ? static_cast<double>(m_state.step) / static_cast<double>(m_config.steps)
                   : m_state.seconds / (60 * m_config.minutes);
    }

    [[nodiscard]] double learningRate() const
    {
        constexpr double kPi = 3.141592653589793;
        const double warmUp = std::min(1.0, static_cast<double>(m_state.step + 1)
                                                / static_cast<double>(kWarmUpSteps));
        return m_config.learningRate * warmUp * 0.5
               * (1.0 + std::cos(kPi * std::min(1.0, fraction())));
    }

    [[nodiscard]] bool patienceIsOver() const
    {
        return m_config.patience > 0 && m_state.pairsStarted
               && m_state.withoutBetter >= m_config.patience;
    }

    void trainStep()
    {
        const Batch batch = m_source->next();
        const std::vector<std::int64_t> shape{m_config.batch, m_config.crop, m_config.crop};
        const auto tensorOf = [&](const std::vector<std::uint8_t>& bytes) {
            return torch::from_blob(const_cast<std::uint8_t*>(bytes.data()), shape, torch::kByte)
                .to(m_net.device());
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

    // A step whose loss or gradient is not finite changes nothing.
    void finishStep(double loss, double pairLoss)
    {
        const double norm = m_optimizer.gradientNorm();
        if (std::isfinite(loss) && std::isfinite(pairLoss) && std::isfinite(norm)) {
            m_badSteps = 0;
            m_optimizer.step(learningRate(), m_config.weightDecay, m_config.clipNorm, norm);
            m_average.update();
        } else if (++m_badSteps >= kMaxBadSteps) {
            throw Error(ErrorCode::Internal,
                        "Training diverged: the loss was not finite for "
                            + std::to_string(kMaxBadSteps) + " steps up to step "
                            + std::to_string(m_state.step)
                            + ". Lower 'learning_rate'; the last checkpoint is whole.");
        }
        m_loss = loss;
        ++m_state.step;
        if (m_state.step % kLogEvery == 0) {
            m_csv.addStep(m_state, learningRate(), loss, pairLoss, norm);
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

    // Scores the averaged parameters with fresh batch-norm statistics; keeps the best.
    void evaluate()
    {
        m_average.swap();
        std::vector<PrecisionScore> scores =
            evaluateNet(m_net, m_dataset, m_crops, m_state.pairsStarted);
        double mean = 0;
        std::string line = "step " + std::to_string(m_state.step) + ":";
        for (const PrecisionScore& score : scores) {
            mean += score.score.foregroundDice / static_cast<double>(scores.size());
            line.append(" ").append(quant::toString(score.precision));
            line.append(" ").append(std::to_string(score.score.foregroundDice), 0, 6);
            m_csv.addScore(m_state, score);
        }
        if (m_log) {
            m_log(LogLevel::Info, line);
        }
        m_average.swap();
        if (mean > m_state.best) {
            m_state.best = mean;
            m_state.withoutBetter = 0;
            save(m_config.output / "best.checkpoint");
        } else {
            ++m_state.withoutBetter;
        }
        writeCurves(m_config.output);
    }

    void save() { save(lastPath()); }
    void save(const std::filesystem::path& path)
    {
        writeCheckpoint(path, m_config, m_classes, m_state, m_net, m_optimizer, m_average);
    }

    void reportProgress(const ProgressFn& progress)
    {
        const double done = std::min(1.0, fraction());
        const double trained = m_state.seconds;
        const double left = done > 0 ? trained * (1.0 - done) / done : 0.0;
        const auto minutes = static_cast<int>(std::lround(left / 60));
        report(progress, done,
               "step " + std::to_string(m_state.step) + ", loss "
                   + std::to_string(m_loss).substr(0, 6) + ", about " + std::to_string(minutes)
                   + " min left");
    }

    using ForwardOptions = nn::ForwardOptions;

    const TrainConfig& m_config;
    const Dataset& m_dataset;
    const LogFn& m_log;
    int m_classes;
    nn::UNet m_net;
    torch::ScalarType m_arithmetic;
    AdamW m_optimizer;
    MovingAverage m_average;
    RunLog m_csv;
    RunState m_state;
    std::unique_ptr<BatchSource> m_source;
    torch::Tensor m_crops; // for batch-norm statistics
    Clock::time_point m_start;
    double m_startSeconds = 0;
    double m_loss = 0;
    int m_badSteps = 0;
};

} // namespace

void trainNet(const TrainConfig& config, const Dataset& dataset, const TrainOptions& options,
              const LogFn& log, const ProgressFn& progress, const std::stop_token& stop)
{
    createRunFolder(config.output);
    const std::string json = toJson(config);
    writeAtomically(config.output / "config.json", std::as_bytes(std::span(json)));
    writeRunFacts(config.output, {options.configFile, config.seed, TORCH_VERSION, options.device,
                                  at::get_num_threads(), options.resume});
    Trainer(config, dataset, options, log).run(progress, stop);
}

} // namespace halftone::train
