// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/options.h"

#include "core/base/atomic_file.h"
#include "core/base/path_text.h"

#include <utility>

namespace halftone::cli {
namespace {

bool endsWith(const std::string& text, const std::string& end)
{
    return text.size() > end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : " ") + word;
    }
    return text;
}

} // namespace

Command addCommand(Command& program, Context& context, const std::string& name,
                   const std::string& description, std::function<void()> run)
{
    Command command = program.subcommand(name, description,
                                         [&context, run = std::move(run)] { context.run = run; });
    command.flag("--json", context.json, "Print the result as JSON on standard output");
    return command;
}

quant::Precision PrecisionOptions::precision() const
{
    const quant::Precision precision{weights, activations};
    if (!precision.isValid()) {
        refuseUsage("--weights " + std::to_string(weights) + " --activations "
                    + std::to_string(activations)
                    + " do not go together: give 1 to 8 for each, or 16 for both "
                      "(simulated Q8.8), or 32 for both (float)");
    }
    return precision;
}

Argument::Check bitWidth()
{
    const auto check = [](const std::string& text) -> std::string {
        static const std::vector<std::string> s_legal = {"1", "2", "3", "4",  "5",
                                                         "6", "7", "8", "16", "32"};
        for (const std::string& legal : s_legal) {
            if (text == legal) {
                return {};
            }
        }
        return "'" + text + "' is not a bit width: give 1 to 8, 16 or 32";
    };
    return {"BITS", check};
}

void addPrecision(Command& command, PrecisionOptions& options)
{
    command.option("--weights", options.weights, "Weight bits: 1 to 8, or 32 for float (16: Q8.8)")
        .check(bitWidth())
        .showsDefault();
    command
        .option("--activations", options.activations,
                "Activation bits: 1 to 8, or 32 for float (16: Q8.8)")
        .check(bitWidth())
        .showsDefault();
}

Argument addModel(Command& command, std::string& model)
{
    return command
        .option("--model", model, "Name (see 'halftone-cli models') or .halftone file of a model")
        .shownAs("NAME|FILE");
}

Argument addReferenceLabels(Command& command, std::vector<std::string>& labels)
{
    return command
        .option("--label", labels,
                "What the reference shows: one label or union of the model for a file of that "
                "alone, several where its values are the model's; only these are compared")
        .commaSeparated()
        .shownAs("NAME");
}

void addVolume(Command& command, int& volume)
{
    command
        .option("--volume", volume,
                "Which of the volumes of a file or folder, counted from 1 as 'info' lists them; "
                "default: the only one, or the largest")
        .shownAs("N")
        .inRange(1, 1'000'000);
}

void addThreads(Command& command, int& threads)
{
    command.option("--threads", threads, "Threads to compute with; 0: all")
        .shownAs("N")
        .inRange(0, 1024)
        .showsDefault();
}

Argument::Check writableFile(const std::vector<std::string>& extensions)
{
    const auto check = [extensions](const std::string& text) -> std::string {
        if (const std::string reason = whyNotWritable(fromUtf8(text)); !reason.empty()) {
            return "'" + text + "' cannot be written: " + reason;
        }
        for (const std::string& extension : extensions) {
            if (endsWith(text, extension)) {
                return {};
            }
        }
        return extensions.empty() ? std::string()
                                  : "'" + text + "' must end in one of: " + joined(extensions);
    };
    return {"FILE", check};
}

std::string stemOf(const std::filesystem::path& path)
{
    std::string name = toUtf8(path.filename());
    if (name.empty()) { // "folder/"
        name = toUtf8(path.parent_path().filename());
    }
    for (const std::string extension : {".nii.gz", ".nii", ".seg.nrrd", ".nrrd", ".mha", ".mhd",
                                        ".tiff", ".tif", ".png", ".jpg", ".jpeg", ".dcm"}) {
        if (endsWith(name, extension)) {
            return name.substr(0, name.size() - extension.size());
        }
    }
    return name;
}

} // namespace halftone::cli
