// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/context.h"
#include "app/cli/output.h"
#include "app/last_words.h"
#include "app/version.h"
#include "core/base/error.h"
#include "core/base/platform/platform.h"
#include "core/base/version.h"
#include "core/base/visible_text.h"
#ifdef HALFTONE_HAVE_IMAGE
#include "core/image/process/reader_process.h"
#include "core/pipeline/script_process.h"
#endif

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace halftone;

constexpr int kFailed = 1;
constexpr int kInterrupted = 130; ///< the shells' code for a process that Ctrl-C ended

void addCommands(cli::Command& program, cli::Context& context)
{
#ifdef HALFTONE_HAVE_IMAGE
    cli::addSegment(program, context);
    cli::addEvaluate(program, context);
    cli::addSweep(program, context);
#endif
    cli::addBench(program, context);
#ifdef HALFTONE_HAVE_IMAGE
    cli::addPrepare(program, context);
#endif
    cli::addTrain(program, context);
    cli::addExport(program, context);
#ifdef HALFTONE_HAVE_IMAGE
    cli::addImport(program, context);
    cli::addReproduce(program, context);
#endif
    cli::addInfo(program, context);
    cli::addModels(program, context);
#ifdef HALFTONE_HAVE_IMAGE
    cli::addPhantom(program, context);
#endif
}

#ifndef HALFTONE_HAVE_IMAGE
constexpr std::array kImageCommands = {"segment", "evaluate",  "sweep",  "prepare",
                                       "import",  "reproduce", "phantom"};

/// "Not expected", as the parser says of any other word, would not tell that other builds have it.
void refuseImageCommand(cli::Context& context)
{
    const std::vector<std::string>& words = context.words;
    if (words.empty() || std::ranges::find(kImageCommands, words.front()) == kImageCommands.end()) {
        return;
    }
    context.json = std::ranges::find(words, "--json") != words.end();
    throw Error(ErrorCode::Unsupported, "This halftone-cli was built without ITK, which '"
                                            + words.front()
                                            + "' reads or writes images with. Use a build with "
                                              "HALFTONE_WITH_IMAGE=ON.");
}
#endif

/// A sentence on standard error and, with --json, the same as an object on standard output.
int fail(const cli::Context& context, const Error& error)
{
    std::fflush(stdout);
    std::fprintf(stderr, "halftone-cli: %s\n", visibleLines(error.what()).c_str());
    if (context.json) {
        cli::printJson({{"error", {{"code", toString(error.code())}, {"message", error.what()}}}});
    }
    return error.code() == ErrorCode::Cancelled ? kInterrupted : kFailed;
}

int run(int argc, char** argv, cli::Context& context)
{
#ifdef HALFTONE_HAVE_IMAGE
    image::useReaderProcesses(image::ReaderStart::WhenNeeded);
    pipeline::useScriptProcesses();
#endif
    useUtf8Console();
    context.stop = stopOnInterrupt(); // before any other thread exists
    letOverlongWritesFail();

    cli::Command program("halftone-cli",
                         "Halftone: medical image segmentation with few-bit U-Nets.\n"
                             + std::string(kResearchUseOnly));
    program.version("halftone-cli " + std::string(version()) + " (commit " + std::string(commit())
                    + ")");
    program.footer(
        "Exit codes: 0 done, 1 failed (one sentence on standard error), 2 wrong usage, 130 "
        "interrupted.");
    addCommands(program, context);
    context.words = commandLineArguments(argc, argv);
#ifndef HALFTONE_HAVE_IMAGE
    refuseImageCommand(context);
#endif
    const int code = program.run(context.words, [&context] { context.run(); });
    cli::requirePrinted(); // help and version, too
    return code;
}

} // namespace

int main(int argc, char** argv)
{
#ifdef HALFTONE_HAVE_IMAGE
    if (const std::optional<int> code = image::serveAsReader(argc, argv)) {
        return *code;
    }
    if (const std::optional<int> code = pipeline::serveAsScriptReader(argc, argv)) {
        return *code;
    }
#endif
    app::sayLastWords("halftone-cli");
    cli::Context context;
    try {
        try {
            return run(argc, argv, context);
        } catch (const std::exception& fault) {
            return fail(context, asError(fault));
        }
    } catch (...) { // the sentence takes memory, too
        std::fputs("halftone-cli: There is not enough memory for this.\n", stderr);
        return kFailed;
    }
}
