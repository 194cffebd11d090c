// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/context.h"
#include "app/cli/engine_predictor.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "app/cli/progress_bar.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/base/same_file.h"
#include "core/import/write_onnx.h"
#include "core/model/model_catalog.h"
#include "core/model/model_file.h"
#include "core/nn/torch_runtime.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace halftone::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::string source;
    std::string output;
    std::string dataset;
    int weights = 0;     ///< 0: all precisions
    int activations = 0; ///< 0: all precisions
    int threads = 0;
    bool onnx = false;

    [[nodiscard]] std::optional<quant::Precision> precision() const
    {
        if (weights == 0 && activations == 0) {
            return std::nullopt;
        }
        const quant::Precision wanted{weights, activations};
        if (!wanted.isInteger()) {
            refuseUsage("A packed model, or one of ONNX in integers, has one precision: give both "
                        "--weights and --activations, 1 to 8 each");
        }
        return wanted;
    }
};

/// A model by name or file, as opposed to a training checkpoint.
bool isModel(const std::string& source)
{
    if (fromUtf8(source).extension() == ".halftone") {
        return true;
    }
    for (const model::CatalogEntry& entry : model::listModels()) {
        if (entry.name == source) {
            return true;
        }
    }
    return false;
}

void packFile(const fs::path& full, const fs::path& packed, quant::Precision precision,
              const StopToken& stop)
{
    model::writeModel(packed, model::packedForPrecision(model::readModel(full, stop), precision));
}

void exportCheckpoint(const Options& options, const std::optional<quant::Precision>& precision,
                      const Context& context)
{
    if (!fs::exists(fromUtf8(options.source))) {
        throw Error(ErrorCode::FileNotFound,
                    "There is no checkpoint '" + options.source
                        + "'. Give the checkpoint a training run wrote, or a model to pack.");
    }
    ProgressBar bar;
    nn::ExportRequest request;
    request.checkpoint = fromUtf8(options.source);
    request.dataset = fromUtf8(options.dataset);
    const auto torch = nn::TorchRuntime::load(options.threads);
    request.output = fromUtf8(options.output);
    request.packed = precision;
    request.integerPredictor = integerEngine(options.threads);
    torch->exportModel(request, bar.log(), bar.progress(), context.stop);
}

/// Of the file that was written.
std::size_t fileBytes(const Options& options)
{
    return static_cast<std::size_t>(fs::file_size(fromUtf8(options.output)));
}

void exportOnnx(const Options& options, const std::optional<quant::Precision>& wanted,
                const Context& context)
{
    const quant::Precision precision = wanted.value_or(quant::kFull);
    const model::Model model = model::readModel(model::findModel(options.source), context.stop);
    import::writeOnnx(fromUtf8(options.output), model, precision);
    const int stride = model.network.stride();
    if (context.json) {
        printJson({{"onnx", options.output},
                   {"name", model.card.name},
                   {"file_bytes", fileBytes(options)},
                   {"precision", quant::toString(precision)},
                   {"stride", stride}});
        return;
    }
    printLine("Wrote '" + options.output + "' (" + formatBytes(fileBytes(options)) + ", ONNX, "
              + quant::toString(precision) + (wanted ? " as QDQ" : "")
              + "): input \"image\", code / 255 as float [1,1,H,W], H and W multiples of "
              + std::to_string(stride) + "; output \"probabilities\".");
}

/// A file's name tells what is in it, and the other options go with one kind alone.
void requireFitting(const Options& options, bool packs)
{
    if ((fromUtf8(options.output).extension() == ".onnx") != options.onnx) {
        refuseUsage("--onnx writes a file that ends in .onnx; without it files end in .halftone");
    }
    if (options.onnx && !packs) {
        refuseUsage("--onnx takes a model: export '" + options.source
                    + "' as a .halftone file first");
    }
}

void run(const Options& options, const Context& context)
{
    const std::optional<quant::Precision> precision = options.precision();
    const bool packs = isModel(options.source);
    requireFitting(options, packs);
    const std::vector<FileRole> outputs = {{"the model to write", fromUtf8(options.output)}};
    const std::vector<FileRole> inputs = {
        {packs ? "the model" : "the checkpoint",
         packs ? model::findModel(options.source) : fromUtf8(options.source)},
        {"the dataset", fromUtf8(options.dataset)}};
    requireDistinct(outputs, inputs);
    if (options.onnx) {
        exportOnnx(options, precision, context);
        return;
    }
    if (packs) {
        if (!precision) {
            refuseUsage("'" + options.source
                        + "' is a model already: give --weights and --activations "
                          "to pack it for one precision");
        }
        packFile(model::findModel(options.source), fromUtf8(options.output), *precision,
                 context.stop);
    } else {
        exportCheckpoint(options, precision, context);
    }

    const model::Model written = model::readModel(fromUtf8(options.output));
    const std::size_t bytes = fileBytes(options);
    if (context.json) {
        Json json = {{"model", options.output},
                     {"name", written.card.name},
                     {"file_bytes", bytes},
                     {"stored_weight_bits", written.storedWeightBits},
                     {"precisions", written.tables.size()}};
        if (precision) {
            json["precision"] = quant::toString(*precision);
            json["weight_bytes"] = written.weightBytes(*precision);
        }
        printJson(json);
    } else {
        printLine("Wrote '" + options.output + "' (" + formatBytes(bytes) + ", "
                  + (precision ? quant::toString(*precision) + " only" : "all precisions") + ").");
    }
}

} // namespace

void addExport(Command& program, Context& context)
{
    auto options = std::make_shared<Options>();
    Command command =
        addCommand(program, context, "export",
                   "Make a model file from a checkpoint, pack a model for one precision, or write "
                   "it as ONNX",
                   [options, &context] { run(*options, context); });
    command.option("SOURCE", options->source, "Training checkpoint, or a model (name or file)")
        .required();
    command
        .option("-o,--output", options->output, "File to write (.halftone, or .onnx with --onnx)")
        .required()
        .check(writableFile({".halftone", ".onnx"}));
    command.option("--weights", options->weights, "Pack, or ONNX in integers: weight bits, 1 to 8")
        .check(bitWidth());
    command
        .option("--activations", options->activations,
                "Pack, or ONNX in integers: activation bits, 1 to 8")
        .check(bitWidth());
    command.flag("--onnx", options->onnx,
                 "Write ONNX: float, or with --weights and --activations as QDQ");
    command.option("--dataset", options->dataset,
                   "Dataset for calibration, if not where the checkpoint says");
    addThreads(command, options->threads);
}

} // namespace halftone::cli
