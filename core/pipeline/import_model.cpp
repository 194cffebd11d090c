// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/import_model.h"

#include "core/base/error.h"
#include "core/base/label_colours.h"
#include "core/base/path_text.h"
#include "core/base/visible_text.h"
#include "core/import/simplify.h"
#include "core/model/card_texts.h"
#include "core/model/lower_graph.h"
#include "core/nn/torch_runtime.h"
#include "core/pipeline/detail/middle_crop.h"
#include "core/pipeline/foreign_graph.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace halftone::pipeline {
namespace {

namespace fs = std::filesystem;
namespace graph = model::graph;

/// Mean and deviation of code/255.
std::pair<double, double> momentsOf(const std::vector<nn::CalibrationImage>& slices)
{
    double sum = 0;
    double squares = 0;
    double count = 0;
    for (const nn::CalibrationImage& slice : slices) {
        for (const std::uint8_t code : slice.codes) {
            sum += code / 255.0;
            squares += code / 255.0 * (code / 255.0);
        }
        count += static_cast<double>(slice.codes.size());
    }
    const double mean = count > 0 ? sum / count : 0;
    return {mean, count > 0 ? std::sqrt(std::max(0.0, squares / count - mean * mean)) : 1};
}

/// Where slices lie and how large their pixels are is not the window's.
PreprocessSpec placed(PreprocessSpec spec, const ImportRequest& request)
{
    spec.inPlaneSpacingMm = request.spacingMm;
    spec.trainedSpacingMm = request.spacingMm;
    return spec;
}

ChosenInput inputOf(const ForeignModel& foreign, const ImportRequest& request,
                    CalibrationImages& images, const StopToken& stop)
{
    InputFacts facts;
    if (images.count() > 0) {
        facts.isEightBit = images.isEightBit(stop);
        facts.valueRange = [&] { return images.valueRange(stop); };
        facts.codeMoments = [&](const PreprocessSpec& spec) {
            return momentsOf(images.slices(placed(spec, request), {}, stop));
        };
    } else {
        facts.isEightBit =
            request.modality == Modality::Unknown || request.modality == Modality::EM;
    }
    ChosenInput chosen = foreign.steps && !request.input ? chooseInput(*foreign.steps, facts)
                                                         : chooseInput(request.input, facts);
    chosen.preprocess = placed(chosen.preprocess, request);
    chosen.preprocess.modality =
        request.modality != Modality::Unknown ? request.modality : images.modality(stop);
    return chosen;
}

std::vector<Label> labelsOf(const ForeignModel& foreign, const ImportRequest& request)
{
    const auto count = static_cast<std::size_t>(foreign.labels());
    if (!request.labels.empty() && request.labels.size() != count) {
        throw Error(ErrorCode::InvalidArgument, "The network has " + std::to_string(count)
                                                    + (count == 1 ? " class" : " classes")
                                                    + " beside the background, but "
                                                    + std::to_string(request.labels.size())
                                                    + " labels were named. Name each, or none.");
    }
    std::vector<Label> labels;
    for (std::size_t i = 0; i < count; ++i) {
        Label label;
        label.value = static_cast<std::uint8_t>(i + 1);
        label.name = !request.labels.empty() ? request.labels[i]
                     : count == 1            ? "foreground"
                                             : "class " + std::to_string(i + 1);
        const Colour colour = kModelLabelColours[i % kModelLabelColours.size()];
        label.colour = {colour[0], colour[1], colour[2]};
        labels.push_back(std::move(label));
    }
    return labels;
}

std::string fileName(const ForeignModel& foreign)
{
    constexpr std::size_t kMostName = 200;
    return visible(toUtf8(foreign.file.filename()), kMostName);
}

/// Cut where a card could not hold it, not within a letter.
std::string cut(std::string text, std::size_t most)
{
    if (text.size() > most) {
        std::size_t end = most;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
            --end;
        }
        text.resize(end);
    }
    return text;
}

std::string sentence(std::string text)
{
    if (!text.empty()) {
        text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    }
    return text + '.';
}

void describe(const ForeignModel& foreign, const ImportRequest& request, CalibrationImages& images,
              const ImportedModel& imported, const StopToken& stop, model::ModelCard& card)
{
    card.name = request.name.empty() ? identifierOf(foreign.file) : request.name;
    card.title = !request.title.empty()   ? request.title
                 : !foreign.title.empty() ? foreign.title
                                          : toUtf8(foreign.file.stem());
    card.title = cut(visible(card.title), model::kMostTitleBytes);
    const std::size_t most = model::kMostTextBytes / 2;
    card.description = cut(foreign.description, most);
    card.description +=
        (card.description.empty() ? "" : " ") + std::string("Imported from '") + fileName(foreign)
        + "' (" + foreign.kind + (foreign.producer.empty() ? "" : ", made by " + foreign.producer)
        + "). Input: " + sentence(imported.input) + " "
        + (imported.obstacle.empty() ? "1 to 8 bits run on the integer engine."
                                     : "1 to 8 bits are simulated in floats: " + imported.obstacle)
        + (images.count() > 0 ? "" : " It is not calibrated: 16 and 32 bits alone.")
        + " Its Dice was not measured.";
    card.licence = foreign.licence.empty() ? "Not stated in the file: that of whoever made it."
                                           : foreign.licence;
    card.trainingData = "Trained elsewhere; the file does not say on what. SHA-256 of the file: "
                        + foreign.hash + ".";
    if (images.count() > 0) {
        card.trainingData += " Calibrated by post-training quantization on "
                             + std::to_string(imported.slices.size()) + " unlabeled slices (seed "
                             + std::to_string(request.seed) + ") of:";
        for (const std::string& image : images.describe(stop)) {
            card.trainingData += " " + image + ";";
        }
    }
    card.labels = labelsOf(foreign, request);
}

model::Model simulated(const graph::Graph& net, const graph::Facts& facts,
                       const ImportedModel& imported, const ImportRequest& request,
                       const StopToken& stop)
{
    model::Model model;
    model.network = opaqueOf(net, facts);
    model.graph = std::make_shared<const graph::Graph>(net);
    std::vector<nn::CalibrationImage> crops;
    std::vector<TensorView<const std::uint8_t>> views;
    for (const nn::CalibrationImage& slice : imported.slices) {
        crops.push_back(detail::middleOf(slice, facts.stride, facts.leastSide));
    }
    for (const nn::CalibrationImage& crop : crops) {
        views.push_back({crop.codes.data(), 1, crop.height, crop.width});
    }
    if (!views.empty()) {
        model.ranges = nn::TorchRuntime::load(request.threads)->measureRanges(net, views, stop);
    }
    return model;
}

model::Model calibrated(const graph::Graph& net, model::LoweredGraph lowered,
                        const ImportedModel& imported, const ImportRequest& request,
                        const model::ModelCard& card, const ProgressFn& progress,
                        const StopToken& stop)
{
    if (imported.slices.empty()) {
        model::Model model;
        model.network = std::move(lowered.network);
        model.graph = std::make_shared<const graph::Graph>(net);
        return model;
    }
    nn::CalibrateRequest calibration;
    calibration.graph = std::make_shared<const graph::Graph>(net);
    calibration.lowered = std::move(lowered);
    calibration.card = card;
    calibration.images = imported.slices;
    calibration.precisions = request.precisions;
    calibration.seed = request.seed;
    return nn::TorchRuntime::load(request.threads)->calibrate(calibration, progress, stop);
}

void requirePrecisions(const ImportRequest& request)
{
    for (const quant::Precision precision : request.precisions) {
        if (!nn::canCalibrate(precision)) {
            throw Error(ErrorCode::InvalidArgument,
                        quant::toString(precision)
                            + " cannot be had without training: post-training quantization gives "
                              "weights of 2 to 8 bits and activations of 4 to 8.");
        }
    }
}

} // namespace

std::string identifierOf(const fs::path& file)
{
    fs::path path = file;
    const std::string last = toUtf8(path.filename());
    if (last.empty() || path.extension() == ".yaml") {
        path = fs::absolute(path).parent_path(); // a package's folder tells more
    }
    std::string name;
    for (const char c : toUtf8(path.stem())) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80 && std::isalnum(byte) != 0) {
            name += static_cast<char>(std::tolower(byte));
        } else if (!name.empty() && name.back() != '-') {
            name += '-';
        }
    }
    name.resize(std::min(name.size(), model::kMostNameBytes));
    while (!name.empty() && name.back() == '-') {
        name.pop_back();
    }
    return name.empty() ? "imported" : name;
}

ImportedModel importModel(const ForeignModel& foreign, const ImportRequest& request,
                          const ProgressFn& progress, const StopToken& stop)
{
    requirePrecisions(request);
    CalibrationImages images = request.images;
    ImportedModel imported;
    model::ModelCard card;
    reportProgress(progress, 0, "reading images");
    ChosenInput input = inputOf(foreign, request, images, stop);
    card.preprocess = input.preprocess;
    imported.input = input.sentence;
    imported.slices = images.slices(card.preprocess, progress, stop);
    imported.findings = foreign.findings;
    std::move(input.findings.begin(), input.findings.end(), std::back_inserter(imported.findings));

    graph::Graph net = *foreign.graph;
    if (net.head == graph::Head::Sigmoid && foreign.facts.classes > 1) {
        addBackground(net);
        net.head = graph::Head::Softmax;
        imported.findings.push_back(
            {Severity::Note,
             {"classes-overlap",
              "The network's classes may overlap. A mask shows the likeliest of those above one "
              "half.",
              {}}});
    }
    putBefore(net, input.before);
    import::simplify(net);
    const graph::Facts facts = graph::check(net);
    model::Lowering lowering = model::lowerGraph(net);
    if (lowering.lowered && lowering.lowered->network.stride() % facts.stride != 0) {
        lowering = {std::nullopt, "the integer engine would take images of sides that the network "
                                  "does not."};
    }
    imported.obstacle = lowering.obstacle;
    describe(foreign, request, images, imported, stop, card);
    model::requireTexts(card); // before the long part
    imported.model = lowering.lowered ? calibrated(net, std::move(*lowering.lowered), imported,
                                                   request, card, progress, stop)
                                      : simulated(net, facts, imported, request, stop);
    imported.model.card = std::move(card);
    model::validate(imported.model);
    return imported;
}

} // namespace halftone::pipeline
