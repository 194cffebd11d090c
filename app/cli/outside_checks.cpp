// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/outside_checks.h"

#include "app/cli/output.h"
#include "app/cli/validation_cases.h"
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/base/statistics.h"
#include "core/eval/dice.h"
#include "core/image/image_io.h"
#include "core/phantom/phantom.h"
#include "core/pipeline/reference.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <map>
#include <numeric>
#include <sstream>
#include <utility>

namespace halftone::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::array<quant::Precision, 2> kPrecisions{{{8, 8}, {4, 6}}};
constexpr std::size_t kEmptyPixels = 10; // of a mask that people would call empty

struct Stack {
    const char* set;
    const char* image;
    const char* reference;
    int firstSlice; ///< to the end
};
constexpr std::array<Stack, 2> kStacks{
    {{"vnc-gerhard2013", "em/vnc_gerhard2013/image_z00-16.tif",
      "em/vnc_gerhard2013/membrane_z00-16.tif", 0},
     {"flyem-medulla", "em/flyem_medulla_fib25/image_z000-199.tif",
      "em/flyem_medulla_fib25/membrane_z000-199.tif", 175}}};

fs::path btcvFolder(const fs::path& data)
{
    return data / "pancreas" / "btcv_slices_devonly";
}

pipeline::SweepCase makeCase(const std::string& name, Image image, const LabelMap& reference,
                             const model::Model& model)
{
    const image::PreparedImage prepared(std::make_shared<const Image>(std::move(image)),
                                        model.card.preprocess);
    pipeline::ModelReference adapted = pipeline::adaptReference(reference, prepared, model);
    return {name, prepared, std::move(adapted.labels), std::move(adapted.scored), {}};
}

OutsideSet readStack(const Stack& stack, const fs::path& data, const model::Model& model,
                     const StopToken& stop)
{
    pipeline::SweepCase all = makeCase(stack.set, image::readImage(data / stack.image, {}, stop),
                                       image::readLabelMap(data / stack.reference, stop), model);
    all.slices.resize(static_cast<std::size_t>(all.image.slices() - stack.firstSlice));
    std::iota(all.slices.begin(), all.slices.end(), stack.firstSlice);
    all.sliceIsCase = true;
    return {stack.set, {std::move(all)}};
}

/// Files of each subject, as its index names them (columns file, subject, ...).
std::map<std::string, std::vector<std::string>> readIndex(const fs::path& path)
{
    std::ifstream file(path);
    std::map<std::string, std::vector<std::string>> subjects;
    std::string line;
    std::getline(file, line);
    if (!line.starts_with("file,subject,")) {
        throw Error(ErrorCode::FileFormat,
                    "'" + toUtf8(path) + "' does not begin with the columns file,subject.");
    }
    while (std::getline(file, line)) {
        std::istringstream cells(line);
        std::string name;
        std::string subject;
        if (std::getline(cells, name, ',') && std::getline(cells, subject, ',')) {
            subjects[subject].push_back(name);
        }
    }
    return subjects;
}

/// The slices store each volume's whole range in 8 bits, and not which range. Air tells the offset.
/// The step is that which puts fat at -100 HU: 8.5 HU a level, and twice as much where the range
/// begins at the padding outside the scanner's circle, which is level 0 on its own.
void restoreHounsfield(std::vector<Image>& slices)
{
    std::array<std::size_t, 256> histogram{};
    std::size_t pixels = 0;
    for (const Image& slice : slices) {
        for (const std::uint8_t level : std::get<std::vector<std::uint8_t>>(slice.voxels)) {
            ++histogram[level];
            ++pixels;
        }
    }
    const bool padded = (histogram[1] + histogram[2] + histogram[3]) * 200 < pixels;
    const auto first = histogram.begin() + (padded ? 60 : 0);
    const auto last = histogram.begin() + (padded ? 150 : 20);
    const auto air = static_cast<int>(std::max_element(first, last) - histogram.begin());
    const double step = padded ? 16.7 : 8.5;
    for (Image& slice : slices) {
        std::vector<std::int16_t> hounsfield;
        for (const std::uint8_t level : std::get<std::vector<std::uint8_t>>(slice.voxels)) {
            hounsfield.push_back(static_cast<std::int16_t>(std::lround(step * (level - air)))
                                 - 1000);
        }
        slice.voxels = std::move(hounsfield);
        slice.modality = Modality::CT;
    }
}

OutsideSet readBtcv(const fs::path& folder, const model::Model& model, const ProgressFn& progress,
                    const StopToken& stop)
{
    OutsideSet set{"btcv", {}};
    const auto subjects = readIndex(folder / "index.csv");
    std::size_t done = 0;
    for (const auto& [subject, files] : subjects) {
        throwIfStopped(stop);
        reportProgress(progress, static_cast<double>(done++) / static_cast<double>(subjects.size()),
                       "reading " + subject);
        std::vector<Image> slices;
        for (const std::string& name : files) {
            slices.push_back(image::readImage(folder / "images" / name, {}, stop));
        }
        restoreHounsfield(slices);
        for (std::size_t n = 0; n < files.size(); ++n) {
            set.cases.push_back(makeCase(subject, std::move(slices[n]),
                                         image::readMask(folder / "masks" / files[n]), model));
        }
    }
    return set;
}

/// Stacks that begin above and end below the pancreas; most of their slices are without one.
OutsideSet makeAbdomens(const model::Model& model, const StopToken& stop)
{
    constexpr std::uint32_t kFirstSeed = 3001; // data::prepare draws from 1001 and 2001
    constexpr int kSamples = 4;
    constexpr int kSlices = 40;
    constexpr int kStep = 4;
    OutsideSet set{"phantom-abdomen", {}};
    for (std::uint32_t n = 0; n < kSamples; ++n) {
        phantom::Options options;
        options.seed = kFirstSeed + n;
        options.slices = kSlices;
        phantom::Sample sample = phantom::make(phantom::Kind::Abdomen, options, {}, stop);
        pipeline::SweepCase stack = makeCase("phantom-" + std::to_string(options.seed),
                                             std::move(sample.image), sample.labels, model);
        for (int k = 0; k < kSlices; k += kStep) {
            stack.slices.push_back(k);
        }
        set.cases.push_back(std::move(stack));
    }
    return set;
}

/// What one precision did on one set.
struct Scores {
    std::map<std::string, std::map<std::string, eval::OverlapCounts>> cases; ///< structure, case
    std::size_t emptySlices = 0;
    std::size_t emptyKept = 0;
    std::size_t falsePixels = 0;
};

std::size_t countForeground(std::span<const std::uint8_t> labels)
{
    return labels.size()
           - static_cast<std::size_t>(std::count(labels.begin(), labels.end(), std::uint8_t{0}));
}

void addSlice(const pipeline::SweepCase& item, int k, std::span<const std::uint8_t> mask,
              std::span<const eval::Structure> structures, Scores& scores)
{
    const std::size_t plane = mask.size();
    const auto reference =
        std::span(item.reference->voxels).subspan(static_cast<std::size_t>(k) * plane, plane);
    for (const eval::Structure& structure : structures) {
        scores.cases[structure.name][item.caseOf(k)] +=
            eval::countOverlap(mask, reference, structure);
    }
    if (countForeground(reference) == 0) {
        const std::size_t pixels = countForeground(mask);
        ++scores.emptySlices;
        scores.emptyKept += pixels < kEmptyPixels ? 1 : 0;
        scores.falsePixels += pixels;
    }
}

std::string rowsOf(const OutsideSet& set, quant::Precision precision, const Scores& scores)
{
    std::string text;
    for (const auto& [label, cases] : scores.cases) {
        std::vector<double> dice;
        for (const auto& entry : cases) {
            // A subject shown without the structure has no Dice, whatever was found in it: its
            // slices count among the empty ones.
            dice.push_back(entry.second.reference > 0 ? entry.second.dice() : NAN);
        }
        const Summary summary = summarize(dice);
        const auto empty = static_cast<double>(std::max<std::size_t>(1, scores.emptySlices));
        text += set.name + "," + quant::toString(precision) + "," + label + ","
                + formatNumber(summary.mean, 6) + "," + formatNumber(summary.sd, 6) + ","
                + std::to_string(summary.n) + "," + std::to_string(scores.emptySlices) + ","
                + std::to_string(scores.emptyKept) + ","
                + formatNumber(static_cast<double>(scores.falsePixels) / empty, 1) + "\n";
    }
    return text;
}

} // namespace

bool hasOutsideSets(const std::string& task, const fs::path& folder)
{
    std::error_code ignored;
    if (task == "pancreas") {
        return fs::exists(btcvFolder(folder) / "index.csv", ignored);
    }
    return task == "em" && std::any_of(kStacks.begin(), kStacks.end(), [&](const Stack& stack) {
               return fs::exists(folder / stack.image, ignored);
           });
}

std::vector<OutsideSet> outsideSets(const std::string& task, const fs::path& folder,
                                    const model::Model& model, const ProgressFn& progress,
                                    const StopToken& stop)
{
    std::vector<OutsideSet> sets;
    if (task == "pancreas") {
        sets.push_back(readBtcv(btcvFolder(folder), model, progress, stop));
        sets.push_back(makeAbdomens(model, stop));
    } else if (task == "em") {
        for (const Stack& stack : kStacks) {
            if (fs::exists(folder / stack.image)) {
                sets.push_back(readStack(stack, folder, model, stop));
            }
        }
    }
    return sets;
}

std::string measureOutside(const std::vector<OutsideSet>& sets,
                           const std::shared_ptr<const model::Model>& model, int threads,
                           const ProgressFn& progress, const StopToken& stop)
{
    const pipeline::Runtime runtime = pipeline::makeRuntime(threads);
    const pipeline::NetworkReach reach = pipeline::reachOf(model->network);
    const std::vector<eval::Structure> structures = pipeline::structuresOf(*model);
    std::string csv = "set,precision,label,dice_mean,dice_sd,cases,empty_slices,empty_kept,"
                      "false_pixels\n";
    for (const OutsideSet& set : sets) {
        for (const quant::Precision precision : kPrecisions) {
            const auto predictor = pipeline::makePredictor(runtime, model, precision);
            Scores scores;
            for (std::size_t n = 0; n < set.cases.size(); ++n) {
                throwIfStopped(stop);
                const pipeline::SweepCase& item = set.cases[n];
                reportProgress(progress,
                               static_cast<double>(n) / static_cast<double>(set.cases.size()),
                               set.name + ", " + quant::toString(precision));
                for (const int k : item.chosenSlices()) {
                    const pipeline::SliceResult result = pipeline::segmentSlice(
                        *predictor, item.image, reach, k, false, stop, runtime.pool.get());
                    addSlice(item, k, result.labels, structures, scores);
                }
            }
            csv += rowsOf(set, precision, scores);
        }
    }
    return csv;
}

} // namespace halftone::cli
