// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/context.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "app/cli/progress_bar.h"
#include "core/base/path_text.h"
#include "core/base/platform/platform.h"
#include "core/nn/torch_runtime.h"

#include <chrono>
#include <memory>

namespace halftone::cli {
namespace {

struct Options {
    std::string config;
    std::string device = "cpu";
    bool resume = false;
    int threads = 0;
};

void run(const Options& options, const Context& context)
{
    const auto start = std::chrono::steady_clock::now();
    ProgressBar bar;
    const auto torch = nn::TorchRuntime::load(options.threads);
    setInterruptPatience(kTrainingPatience);
    nn::TrainRequest request;
    request.config = fromUtf8(options.config);
    request.resume = options.resume;
    request.device = options.device;
    request.threads = options.threads;
    torch->train(request, bar.log(), bar.progress(), context.stop);

    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (context.json) {
        printJson({{"config", options.config},
                   {"device", options.device},
                   {"resumed", options.resume},
                   {"runtime", torch->version()},
                   {"seconds", seconds}});
    } else {
        printLine("Trained '" + options.config + "' in " + formatNumber(seconds, 0) + " s.");
    }
}

} // namespace

void addTrain(Command& program, Context& context)
{
    auto options = std::make_shared<Options>();
    Command command =
        addCommand(program, context, "train", "Train an any-precision U-Net from a configuration",
                   [options, &context] { run(*options, context); });
    command.option("CONFIG", options->config, "Training configuration (JSON)").required();
    command.flag("--resume", options->resume,
                 "Continue from the last checkpoint in the output folder");
    command.option("--device", options->device, "cpu or cuda")
        .oneOf({"cpu", "cuda"})
        .showsDefault();
    addThreads(command, options->threads);
}

} // namespace halftone::cli
