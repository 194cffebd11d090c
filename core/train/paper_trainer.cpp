// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/paper_trainer.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/train/batch_source.h"
#include "core/train/curves.h"
#include "core/train/device.h"
#include "core/train/evaluation.h"
#include "core/train/paper_loss.h"
#include "core/train/paper_state.h"
#include "core/train/run_facts.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/version.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <memory>
#include <span>

namespace halftone::train {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kMaxBadSteps = 20;       // steps in a row without a finite loss
constexpr std::int64_t kLogEvery = 10; // steps
constexpr int kStatisticsCrops = 16;   // for batch norm, before every evaluation
constexpr std::int64_t kStatisticsBatch = 4;
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

std::size_t trainingSlices(const Dataset& dataset)
{
    std::size_t slices = 0;
    for (const SliceGroup& group : dataset.groups) {
        slices += group.split == Split::Train ? group.slices() : 0;
    }
    return slices;
}

std::ofstream openTable(const std::filesystem::path& path, bool append, const char* header)
{
    const bool goesOn = append && std::filesystem::exists(path);
    std::ofstream file(path, goesOn ? std::ios::app : std::ios::trunc);
    if (!goesOn) {
        file << header << std::endl;
    }
    if (!file) {
        throw Error(ErrorCode::FileWrite,
                    "Cannot write '" + path.string() + "'. Check that the folder is writable.");
    }
    return file;
}

class PaperTrainer {
public:
    PaperTrainer(const PaperConfig& config, const Dataset& dataset, const TrainOptions& options,
                 const LogFn& log)
        : m_config(config), m_dataset(dataset), m_log(log), m_row(rowName(config.design)),
          m_target(findTarget(config, dataset.card)),
          m_totalSteps(config.totalSteps(trainingSlices(dataset))),
          m_net(config.design, config.run.width, config.run.seed, deviceNamed(options.device)),
          m_arithmetic(scalarTypeOf(config.run.arithmetic, m_net.device())),
          m_optimizer(m_net.parameters())
    {
        if (options.resume) {
            m_state = readPaperCheckpoint(lastPath(), config, m_net, &m_optimizer);
        }
        m_steps = openTable(config.run.output / "log.csv", options.resume,
                            "step,minutes,learning_rate,loss,gradient_norm");
        m_scores = openTable(config.run.output / "evaluation.csv", options.resume,
                             "step,minutes,precision,label,dice,sd,cases,foreground_fraction");
        m_source = std::make_unique<BatchSource>(dataset, config.run.augmentation, config.run.crop,
                                                 config.run.batch, config.run.seed, m_state.step);
        m_crops = plainCrops(dataset, config.run, kStatisticsCrops);
    }

    void run(const ProgressFn& progress, const std::stop_token& stop)
    {
        m_startSeconds = m_state.seconds;
        m_start = Clock::now();
        double saved = m_startSeconds;
        while (fraction() < 1.0) {
            if (stop.stop_requested()) {
                save();
                throwIfStopped(stop);
            }
            trainStep();
            m_state.seconds = secondsNow();
            reportProgress(progress);
            if (m_state.step % m_config.evaluateSteps == 0) {
                evaluate();
                m_state.seconds = secondsNow();
            }
            if (m_state.seconds - saved > 60 * m_config.run.checkpointMinutes) {
                save();
                saved = m_state.seconds;
            }
        }
        if (!m_state.last || m_state.last->step != m_state.step) {
            evaluate();
        }
        save();
        writePaperResult(m_config.run.output / "result.json", m_config, m_dataset.card.name,
                         m_state, storageOf(m_net));
    }

private:
    [[nodiscard]] std::filesystem::path lastPath() const
    {
        return m_config.run.output / "last.checkpoint";
    }

    [[nodiscard]] double secondsNow() const
    {
        return m_startSeconds + std::chrono::duration<double>(Clock::now() - m_start).count();
    }

    // Finished share of the run.
    [[nodiscard]] double fraction() const
    {
        return m_totalSteps > 0
                   ? static_cast<double>(m_state.step) / static_cast<double>(m_totalSteps)
                   : m_state.seconds / (60 * m_config.run.minutes);
    }

    [[nodiscard]] double learningRate() const
    {
        constexpr double kPi = 3.141592653589793;
        const double done = std::min(1.0, fraction());
        double factor = 1;
        switch (m_config.schedule) {
        case PaperConfig::Schedule::Constant: break;
        case PaperConfig::Schedule::Cosine: factor = 0.5 * (1.0 + std::cos(kPi * done)); break;
        case PaperConfig::Schedule::MultiStep:
            for (const double milestone : m_config.milestones) {
                factor *= done >= milestone ? kMilestoneFactor : 1.0;
            }
            break;
        }
        return m_config.run.learningRate * factor;
    }

    [[nodiscard]] double tanhSlope() const
    {
        return kFirstSlope + (kLastSlope - kFirstSlope) * std::min(1.0, fraction());
    }

    // Codes [N,H,W] as the net's input [N,1,H,W].
    [[nodiscard]] torch::Tensor inputOf(const torch::Tensor& codes) const
    {
        const torch::Tensor x = toInput(codes);
        if (m_config.input == PaperConfig::Input::Unit) {
            return x;
        }
        const torch::Tensor mean = x.mean({1, 2, 3}, /*keepdim=*/true);
        const torch::Tensor deviation = (x - mean).square().mean({1, 2, 3}, true).sqrt();
        return (x - mean) / deviation.clamp_min(1.0 / 255);
    }

    void trainStep()
    {
        const Batch batch = m_source->next();
        const std::vector<std::int64_t> shape{m_config.run.batch, m_config.run.crop,
                                              m_config.run.crop};
        const auto tensorOf = [&](const std::vector<std::uint8_t>& bytes) {
            return torch::from_blob(const_cast<std::uint8_t*>(bytes.data()), shape, torch::kByte)
                .to(m_net.device());
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
        const torch::Tensor logits = m_net.forward(inputOf(tensorOf(batch.images)), forward);
        const torch::Tensor loss =
            paperLoss(m_config.loss, logits, labels.eq(m_target.value).to(torch::kFloat),
                      labels.ne(kIgnoredLabel).to(torch::kFloat));
        loss.backward();
        finishStep(loss.item<double>(), before);
    }

    // A step whose loss or gradient is not finite changes nothing.
    void finishStep(double loss, const std::vector<torch::Tensor>& before)
    {
        const double norm = m_optimizer.gradientNorm();
        if (std::isfinite(loss) && std::isfinite(norm)) {
            m_badSteps = 0;
            m_optimizer.step(learningRate(), m_config.run.weightDecay, m_config.run.clipNorm, norm);
        } else {
            std::vector<nn::NamedTensor> buffers = m_net.buffers();
            for (std::size_t i = 0; i < buffers.size(); ++i) {
                buffers[i].tensor.copy_(before[i]);
            }
            if (++m_badSteps >= kMaxBadSteps) {
                throw Error(ErrorCode::Internal,
                            "Training diverged: the loss was not finite for "
                                + std::to_string(kMaxBadSteps) + " steps up to step "
                                + std::to_string(m_state.step)
                                + ". Lower 'learning_rate'; the last checkpoint is whole.");
            }
        }
        m_loss = loss;
        ++m_state.step;
        if (m_state.step % kLogEvery == 0) {
            m_steps << m_state.step << ',' << secondsNow() / 60 << ',' << learningRate() << ','
                    << loss << ',' << norm << std::endl;
        }
    }

    void estimateStatistics()
    {
        nn::PaperNet::Forward forward;
        forward.training = true;
        forward.tanhSlope = tanhSlope();
        int done = 0;
        for (const torch::Tensor& some : m_crops.split(kStatisticsBatch)) {
            forward.momentum = 1.0 / ++done; // the plain average over all
            static_cast<void>(m_net.forward(inputOf(some.squeeze(1).to(m_net.device())), forward));
        }
    }

    [[nodiscard]] std::vector<std::uint8_t> predictMask(std::span<const std::uint8_t> codes,
                                                        int height, int width)
    {
        const auto rest = [](int size) {
            return (nn::PaperNet::kStride - size % nn::PaperNet::kStride) % nn::PaperNet::kStride;
        };
        const torch::Tensor slice = torch::from_blob(const_cast<std::uint8_t*>(codes.data()),
                                                     {1, height, width}, torch::kByte)
                                        .to(m_net.device());
        const torch::Tensor x =
            at::constant_pad_nd(inputOf(slice), {0, rest(width), 0, rest(height)}, 0.0);
        nn::PaperNet::Forward forward;
        forward.tanhSlope = tanhSlope();
        const torch::Tensor found = m_net.forward(x, forward).ge(0); // probability 0.5
        // Where a background is the target, what was not found is the one label there is.
        const int there = m_target.value;
        const int elsewhere = there == 0 ? m_dataset.card.labels.front().value : 0;
        const torch::Tensor labels = (found.to(torch::kInt) * (there - elsewhere) + elsewhere)
                                         .slice(2, 0, height)
                                         .slice(3, 0, width)
                                         .to(torch::kCPU, torch::kByte)
                                         .contiguous();
        const auto* data = labels.data_ptr<std::uint8_t>();
        return {data, data + labels.numel()};
    }

    void evaluate()
    {
        const torch::NoGradGuard noGrad;
        if (m_config.statistics == PaperConfig::Statistics::Estimated) {
            estimateStatistics();
        }
        const ValidationScore all = scoreValidation(
            m_dataset, [&](std::span<const std::uint8_t> codes, int height, int width) {
                return predictMask(codes, height, width);
            });
        PaperScore score;
        score.step = m_state.step;
        score.minutes = m_state.seconds / 60;
        score.foregroundFraction = all.foregroundFraction;
        std::string line = m_row + " (simulated), step " + std::to_string(m_state.step) + ":";
        for (const std::string& label : m_target.told) {
            const eval::Summary& dice = all.cases.at(label);
            score.labels[label] = dice;
            line.append(" ").append(label).append(" ").append(std::to_string(dice.mean), 0, 6);
            m_scores << score.step << ',' << score.minutes << ',' << m_row << " (simulated),"
                     << label << ',' << dice.mean << ',' << dice.sd << ',' << dice.n << ','
                     << score.foregroundFraction << std::endl;
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

    void save() { writePaperCheckpoint(lastPath(), m_config, m_state, m_net, &m_optimizer); }

    void reportProgress(const ProgressFn& progress)
    {
        const double done = std::min(1.0, fraction());
        const auto minutes = std::lround(m_state.seconds * (1.0 - done) / done / 60);
        report(progress, done,
               m_row + " (simulated): step " + std::to_string(m_state.step) + ", loss "
                   + std::to_string(m_loss).substr(0, 6) + ", about " + std::to_string(minutes)
                   + " min left");
    }

    const PaperConfig& m_config;
    const Dataset& m_dataset;
    const LogFn& m_log;
    std::string m_row;
    Target m_target;
    std::int64_t m_totalSteps;
    nn::PaperNet m_net;
    torch::ScalarType m_arithmetic; // of convolutions in training; what is measured is float
    AdamW m_optimizer;
    PaperState m_state;
    std::ofstream m_steps;
    std::ofstream m_scores;
    std::unique_ptr<BatchSource> m_source;
    torch::Tensor m_crops; // for batch-norm statistics
    Clock::time_point m_start;
    double m_startSeconds = 0;
    double m_loss = 0;
    int m_badSteps = 0;
};

} // namespace

void trainPaperNet(const PaperConfig& config, const Dataset& dataset, const TrainOptions& options,
                   const LogFn& log, const ProgressFn& progress, const std::stop_token& stop)
{
    createRunFolder(config.run.output);
    PaperTrainer trainer(config, dataset, options, log);
    const std::string json = toJson(config);
    writeAtomically(config.run.output / "config.json", std::as_bytes(std::span(json)));
    writeRunFacts(config.run.output, {{},
                                      config.run.seed,
                                      TORCH_VERSION,
                                      options.device,
                                      at::get_num_threads(),
                                      options.resume});
    trainer.run(progress, stop);
}

} // namespace halftone::train
