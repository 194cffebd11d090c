// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"

#include <functional>
#include <string>
#include <vector>

/// halftone-cli: one file a subcommand. Parsing fills a subcommand's options and sets Context::run;
/// main() then calls it and turns what it throws into an exit code.
namespace halftone::cli {

class Command;

struct Context {
    StopToken stop;                 ///< triggered by Ctrl-C
    bool json = false;              ///< --json of the chosen subcommand
    std::function<void()> run;      ///< the chosen subcommand
    std::vector<std::string> words; ///< of the command line, without the program's name
    bool fullPaths = false;         ///< --full-paths of the chosen subcommand
};

void addBench(Command& program, Context& context);
void addExport(Command& program, Context& context);
void addInfo(Command& program, Context& context);
void addModels(Command& program, Context& context);
void addTrain(Command& program, Context& context);
#ifdef HALFTONE_HAVE_IMAGE
void addEvaluate(Command& program, Context& context);
void addImport(Command& program, Context& context);
void addPhantom(Command& program, Context& context);
void addPrepare(Command& program, Context& context);
void addReproduce(Command& program, Context& context);
void addSegment(Command& program, Context& context);
void addSweep(Command& program, Context& context);
#endif

} // namespace halftone::cli
