// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"

#include <CLI/CLI.hpp>

#include <functional>

/// halftone-cli: one file a subcommand. Parsing fills a subcommand's options and sets Context::run;
/// main() then calls it and turns what it throws into an exit code.
namespace halftone::cli {

struct Context {
    StopToken stop;            ///< triggered by Ctrl-C
    bool json = false;         ///< --json of the chosen subcommand
    std::function<void()> run; ///< the chosen subcommand
};

void addBench(CLI::App& app, Context& context);
void addExport(CLI::App& app, Context& context);
void addInfo(CLI::App& app, Context& context);
void addModels(CLI::App& app, Context& context);
void addTrain(CLI::App& app, Context& context);
#ifdef HALFTONE_HAVE_IMAGE
void addEvaluate(CLI::App& app, Context& context);
void addPhantom(CLI::App& app, Context& context);
void addPrepare(CLI::App& app, Context& context);
void addReproduce(CLI::App& app, Context& context);
void addSegment(CLI::App& app, Context& context);
void addSweep(CLI::App& app, Context& context);
#endif

} // namespace halftone::cli
