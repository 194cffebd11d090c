// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/output.h"
#include "app/version.h"
#include "core/base/error.h"
#include "core/base/platform/platform.h"
#include "core/base/version.h"

#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <vector>

namespace {

using namespace halftone;

constexpr int kFailed = 1;
constexpr int kUsage = 2;
constexpr int kInterrupted = 130; ///< the shells' code for a process that Ctrl-C ended

void addCommands(CLI::App& app, cli::Context& context)
{
#ifdef HALFTONE_HAVE_IMAGE
    cli::addSegment(app, context);
    cli::addEvaluate(app, context);
    cli::addSweep(app, context);
#endif
    cli::addBench(app, context);
#ifdef HALFTONE_HAVE_IMAGE
    cli::addPrepare(app, context);
#endif
    cli::addTrain(app, context);
    cli::addExport(app, context);
#ifdef HALFTONE_HAVE_IMAGE
    cli::addReproduce(app, context);
#endif
    cli::addInfo(app, context);
    cli::addModels(app, context);
#ifdef HALFTONE_HAVE_IMAGE
    cli::addPhantom(app, context);
#endif
}

/// A sentence on standard error and, with --json, the same as an object on standard output.
int fail(const cli::Context& context, ErrorCode code, const std::string& message)
{
    std::fflush(stdout);
    std::fprintf(stderr, "halftone-cli: %s\n", message.c_str());
    if (context.json) {
        cli::printJson({{"error", {{"code", toString(code)}, {"message", message}}}});
    }
    return code == ErrorCode::Cancelled ? kInterrupted : kFailed;
}

} // namespace

int main(int argc, char** argv)
{
    useUtf8Console();
    cli::Context context;
    context.stop = stopOnInterrupt(); // before any other thread exists

    CLI::App app{"Halftone: medical image segmentation with few-bit U-Nets.\n"
                     + std::string(kResearchUseOnly),
                 "halftone-cli"};
    app.set_version_flag("--version", "halftone-cli " + std::string(version()) + " (commit "
                                          + std::string(commit()) + ")");
    app.require_subcommand(1);
    app.footer("Exit codes: 0 done, 1 failed (one sentence on standard error), 2 wrong usage, 130 "
               "interrupted.");
    addCommands(app, context);

    try {
        const std::vector<std::string> words = commandLineArguments(argc, argv);
        app.parse(std::vector<std::string>(words.rbegin(), words.rend())); // as CLI11 wants them
        context.run();
        return 0;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kUsage; // help and version end here too
    } catch (const Error& error) {
        return fail(context, error.code(), error.what());
    } catch (const std::bad_alloc&) {
        return fail(context, ErrorCode::OutOfMemory,
                    "There is not enough memory for this. Use a smaller image or fewer threads.");
    } catch (const std::exception& error) {
        return fail(context, ErrorCode::Internal,
                    std::string("Unexpected failure: ") + error.what() + ". Please report it.");
    }
}
