// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/paper_trainer.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/train/batch_source.h"
#include "core/train/curves.h"
#include "core/train/device.h"
#include "core/train/evaluation.h"
#include "core/train/paper_loss.h"
#include "core/train/paper_state.h"
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

constexpr double kFirstSlope = 3; // of the ternary tanh, at the start and the end of a run
constexpr double kLastSlope = 8;
constexpr double kMilestoneFactor = 0.1;

// What the net's one output means in the dataset's labels.
struct Target {
    std::uint8_t value = 1;
    std::string name;
    std::vector<std::string> told; // labels that a mask of it can be scored for
};

Target findTarget(const PaperConfig& config, const model::ModelCard& card)
{
    const bool single = card.labels.size() == 1;
    Target target;
    if (!config.target.empty() && config.target == card.backgroundName && single) {
        target.value = 0;
        target.name = card.backgroundName;
    } else {
        const auto found =
            std::find_if(card.labels.begin(), card.labels.end(), [&](const Label& label) {
                return config.target.empty() || label.name == config.target;
            });
        if (found == card.labels.end()) {
            throw Error(ErrorCode::InvalidArgument,
                        "Paper mode cannot learn '" + config.target + "': the dataset '" + card.name
                            + "' has no such label, and a background is learned only beside a "
                              "single label. Change 'paper.target'.");
        }
        target.value = found->value;
        target.name = found->name;
    }
    target.told = {target.name};
    if (single) { // the complement is told, too
        const std::string& other =
            target.value == 0 ? card.labels.front().name : card.backgroundName;
        if (!other.empty()) {
            target.told.push_back(other);
        }
    }
    return target;
}

std::size_t trainingSlices(const data::Dataset& dataset)
{
    std::size_t slices = 0;
    for (const data::SliceGroup& group : dataset.groups) {
        slices += group.split == data::Split::Train ? group.slices() : 0;
    }
    return slices;
}

class PaperTrainer final : public RunLoop {
public:
    PaperTrainer(const PaperConfig& config, const data::Dataset& dataset,
                 const TrainOptions& options, const LogFn& log)
        : RunLoop({config.totalSteps(trainingSlices(dataset)), config.run.minutes,
                   config.evaluateSteps, config.run.checkpointMinutes}),
          m_config(config), m_dataset(dataset), m_log(log), m_row(rowName(config.design)),
          m_target(findTarget(config, dataset.card)),
          m_net(config.design, config.run.width, config.run.seed, deviceNamed(options.device)),
          m_arithmetic(scalarTypeOf(config.run.arithmetic, m_net.device())),
          m_optimizer(m_net.parameters())
    {
        std::optional<std::int64_t> steps; // that the tables keep
        std::optional<std::int64_t> evaluated;
        if (options.resume && hasCheckpoint(lastPath(), log)) {
            m_state = readPaperCheckpoint(lastPath(), config, m_net, m_optimizer, log);
            steps = m_state.step;
            evaluated = m_state.evaluated;
        }
        m_steps.emplace(config.run.output / "log.csv",
                        "step,minutes,learning_rate,loss,gradient_norm", steps);
        m_scores.emplace(config.run.output / "evaluation.csv",
                         "step,minutes,precision,label,dice,sd,cases,foreground_fraction",
                         evaluated);
        m_source = std::make_unique<BatchSource>(dataset, config.run.augmentation, config.run.crop,
                                                 config.run.batch, config.run.seed, m_state.step);
        m_crops = plainCrops(dataset, config.run);
    }

    void writeResult() const
    {
        writePaperResult(m_config.run.output / "result.json", m_config, m_dataset.card.name,
                         m_state, storageOf(m_net));
    }

private:
    [[nodiscard]] std::filesystem::path lastPath() const
    {
        return m_config.run.output / "last.checkpoint";
    }

    [[nodiscard]] RunProgress& state() override { return m_state; }
    [[nodiscard]] std::string title() const override { return m_row + " (simulated): "; }

    [[nodiscard]] double learningRate()
    {
        double factor = 1;
        switch (m_config.schedule) {
        case PaperConfig::Schedule::Constant: break;
        case PaperConfig::Schedule::Cosine: factor = cosine(); break;
        case PaperConfig::Schedule::MultiStep:
            for (const double milestone : m_config.milestones) {
                factor *= fraction() >= milestone ? kMilestoneFactor : 1.0;
            }
            break;
        }
        return m_config.run.learningRate * factor;
    }

    [[nodiscard]] double tanhSlope()
    {
        return kFirstSlope + (kLastSlope - kFirstSlope) * std::min(1.0, fraction());
    }

    // code / 255 as the net wants it, [N,1,H,W].
    [[nodiscard]] torch::Tensor inputOf(const torch::Tensor& x) const
    {
        if (m_config.input == PaperConfig::Input::Unit) {
            return x;
        }
        const torch::Tensor mean = x.mean({1, 2, 3}, /*keepdim=*/true);
        const torch::Tensor deviation = (x - mean).square().mean({1, 2, 3}, true).sqrt();
        return (x - mean) / deviation.clamp_min(1.0 / 255);
    }

    void trainStep() override
    {
        const Batch batch = m_source->next();
        const TrainConfig& run = m_config.run;
        const auto tensorOf = [&](const std::vector<std::uint8_t>& bytes) {
            return toTensor(bytes, run.batch, run.crop, run.crop, m_net.device());
        };
        const torch::Tensor labels = tensorOf(batch.labels).unsqueeze(1);
        std::vector<torch::Tensor> before; // of running statistics, which a bad batch would spoil
        for (const nn::NamedTensor& buffer : m_net.buffers()) {
            before.push_back(buffer.tensor.clone());
        }
        nn::PaperNet::Forward forward;
        forward.training = true;
        forward.tanhSlope = tanhSlope();
        forward.arithmetic = m_arithmetic;
        m_optimizer.clearGradients();
        const torch::Tensor logits =
            m_net.forward(inputOf(toInput(tensorOf(batch.images))), forward);
        const torch::Tensor loss =
            paperLoss(m_config.loss, logits, labels.eq(m_target.value).to(torch::kFloat),
                      labels.ne(data::kIgnoredLabel).to(torch::kFloat));
        loss.backward();
        finishStep(loss.item<double>(), before);
    }

    // A step whose loss or gradient is not finite changes nothing.
    void finishStep(double loss, const std::vector<torch::Tensor>& before)
    {
        const double norm = m_optimizer.gradientNorm();
        const bool finite = std::isfinite(loss) && std::isfinite(norm);
        if (finite) {
            m_optimizer.step(learningRate(), m_config.run.weightDecay, m_config.run.clipNorm, norm);
        } else {
            std::vector<nn::NamedTensor> buffers = m_net.buffers();
            for (std::size_t i = 0; i < buffers.size(); ++i) {
                buffers[i].tensor.copy_(before[i]);
            }
        }
        if (countStep(loss, finite)) {
            m_steps->add(m_state.step, m_state.seconds / 60, learningRate(), loss, norm);
        }
    }

    void estimateStatistics()
    {
        nn::PaperNet::Forward forward;
        forward.training = true;
        forward.tanhSlope = tanhSlope();
        int done = 0;
        for (const torch::Tensor& input : cropInputs(m_crops, m_net.device())) {
            forward.momentum = 1.0 / ++done; // the plain average over all
            static_cast<void>(m_net.forward(inputOf(input), forward));
        }
    }

    [[nodiscard]] std::vector<std::uint8_t> predictMask(std::span<const std::uint8_t> codes,
                                                        int height, int width)
    {
        nn::PaperNet::Forward forward;
        forward.tanhSlope = tanhSlope();
        const torch::Tensor x = toInput(toTensor(codes, 1, height, width, m_net.device()));
        const torch::Tensor found = m_net.forward(inputOf(x), forward).ge(0); // probability 0.5
        // Where a background is the target, what was not found is the one label there is.
        const int there = m_target.value;
        const int elsewhere = there == 0 ? m_dataset.card.labels.front().value : 0;
        return toBytes((found.to(torch::kInt) * (there - elsewhere) + elsewhere).to(torch::kByte));
    }

    void evaluate(const StopToken& stop) override
    {
        const torch::NoGradGuard noGrad;
        if (m_config.statistics == PaperConfig::Statistics::Estimated) {
            estimateStatistics();
        }
        const auto mask = [this](std::span<const std::uint8_t> codes, int height, int width) {
            return predictMask(codes, height, width);
        };
        const ValidationScore all =
            scoreValidation(m_dataset, paddedToStride(nn::PaperNet::kStride, mask), stop);
        PaperScore score;
        score.step = m_state.step;
        score.minutes = m_state.seconds / 60;
        score.foregroundFraction = all.foregroundFraction;
        std::string line = m_row + " (simulated), step " + std::to_string(m_state.step) + ":";
        for (const std::string& label : m_target.told) {
            const Summary& dice = all.cases.at(label);
            score.labels[label] = dice;
            line.append(" ").append(label).append(" ").append(formatNumber(dice.mean, 4));
            m_scores->add(score.step, score.minutes, m_row + " (simulated)", label, dice.mean,
                          dice.sd, dice.n, score.foregroundFraction);
        }
        if (m_log) {
            m_log(LogLevel::Info, line);
        }
        m_state.last = score;
        const auto ofTarget = [&](const PaperScore& some) {
            const double dice = some.labels.at(m_target.name).mean;
            return std::isfinite(dice) ? dice : 0.0;
        };
        if (!m_state.best || ofTarget(score) > ofTarget(*m_state.best)) {
            m_state.best = score;
            writePaperCheckpoint(m_config.run.output / "best.checkpoint", m_config, m_state, m_net,
                                 nullptr);
        }
        writeCurves(m_config.run.output);
    }

    void save() override
    {
        writePaperCheckpoint(lastPath(), m_config, m_state, m_net, &m_optimizer);
    }

    const PaperConfig& m_config;
    const data::Dataset& m_dataset;
    const LogFn& m_log;
    std::string m_row;
    Target m_target;
    nn::PaperNet m_net;
    torch::ScalarType m_arithmetic; // of convolutions in training; what is measured is float
    AdamW m_optimizer;
    PaperState m_state;
    std::optional<RunTable> m_steps; // opened when the checkpoint has been read
    std::optional<RunTable> m_scores;
    std::unique_ptr<BatchSource> m_source;
    torch::Tensor m_crops; // for batch-norm statistics
};

} // namespace

void trainPaperNet(const PaperConfig& config, const data::Dataset& dataset,
                   const TrainOptions& options, const LogFn& log, const ProgressFn& progress,
                   const StopToken& stop)
{
    requireInputsKept(config.run.output, options.configFile, config.run.dataset);
    const std::unique_ptr<RunLock> lock = openRunFolder(config.run.output, options.resume);
    PaperTrainer trainer(config, dataset, options, log);
    writeRunConfig(config.run.output, options.configFile, toJson(config));
    writeRunFacts(config.run.output, {options.configFile, config.run.seed, TORCH_VERSION,
                                      options.device, at::get_num_threads(), options.resume});
    trainer.run(progress, stop);
    trainer.writeResult();
}

} // namespace halftone::train
