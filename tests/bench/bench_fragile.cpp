// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
//     bench_fragile MODELS_FOLDER DATA_FOLDER OUT.csv [TASK...]
//
// Do fragile voxels (core/eval/fragility.h) find slices whose mask is bad? For each shipped model
// every labelled slice of the cases that it was validated on, and of the sets of other sources:
// Dice of the W8A8 mask, the fragile share between W8A8 and the smallest stop, and, beside it, the
// entropy of the probabilities at W8A8, mean over the predicted foreground and over the slice. A
// slice is bad if its Dice is below 0.7; where no measure is defined, as both masks are empty, it
// is 0: that no warning came is what the user would see. Slices without the label in the reference
// have no Dice and are left out.
//
// Writes how well each measure tells bad slices from others (area under the ROC,
// eval::areaUnderRoc, with a bootstrap interval over subjects), and what the fragile share has more
// than each entropy.
#include "core/base/atomic_file.h"
#include "core/base/path_text.h"
#include "core/base/text.h"
#include "core/eval/entropy.h"
#include "core/eval/fragility.h"
#include "core/eval/roc.h"
#include "core/model/model_file.h"
#include "core/pipeline/outside_checks.h"
#include "core/pipeline/read_cases.h"
#include "core/pipeline/segment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace halftone;
namespace fs = std::filesystem;

constexpr double kBad = 0.7;
constexpr std::size_t kFew = 5; // bad, or good, slices: no area is told of fewer

/// What one slice shows; the measures by the order of kMeasures.
constexpr std::array<const char*, 3> kMeasures{"fragile share", "entropy of the foreground",
                                               "entropy of the slice"};
struct SliceFacts {
    std::string subject;
    std::map<std::string, double> dice; ///< by label; "all": as the window's ribbon has it
    std::array<double, 3> measures{};
};

/// Both masks of every labelled slice of one model.
class Slices {
public:
    explicit Slices(std::shared_ptr<const model::Model> model)
        : m_model(std::move(model)), m_runtime(pipeline::makeRuntime()),
          m_reach(pipeline::reachOf(m_model->network)),
          m_high(pipeline::makePredictor(m_runtime, m_model, quant::kHighestInteger)),
          m_low(pipeline::makePredictor(m_runtime, m_model, quant::kSmallest))
    {
    }

    void add(const pipeline::SweepCase& item, std::vector<SliceFacts>& facts)
    {
        for (const int k : item.chosenSlices()) {
            const pipeline::SliceResult high = segment(*m_high, item, k, true);
            const std::span reference =
                std::span(item.reference->voxels)
                    .subspan(static_cast<std::size_t>(k) * high.labels.size(), high.labels.size());
            SliceFacts slice{item.subjectOrName(), diceOf(item, high.labels, reference), {}};
            if (slice.dice.empty()) {
                continue;
            }
            const pipeline::SliceResult low = segment(*m_low, item, k, false);
            const eval::EntropyMeans entropy =
                eval::meanEntropy(high.probabilities, m_model->network.classes(), high.labels);
            slice.measures = {eval::countFragile(high.labels, low.labels).share().value_or(0),
                              entropy.foreground.value_or(0), entropy.slice};
            facts.push_back(std::move(slice));
        }
    }

private:
    pipeline::SliceResult segment(model::Predictor& predictor, const pipeline::SweepCase& item,
                                  int k, bool probabilities)
    {
        return pipeline::segmentSlice(predictor, item.image, m_reach, k, probabilities, {},
                                      m_runtime.pool.get());
    }

    [[nodiscard]] std::map<std::string, double>
    diceOf(const pipeline::SweepCase& item, std::span<const std::uint8_t> mask,
           std::span<const std::uint8_t> reference) const
    {
        std::map<std::string, double> dice;
        double sum = 0;
        double present = 0;
        for (const Label& label : m_model->card.labels) {
            const bool scored = item.scored.empty()
                                || std::find(item.scored.begin(), item.scored.end(), label.name)
                                       != item.scored.end();
            const eval::OverlapCounts counts =
                eval::countOverlap(mask, reference, {label.name, {label.value}});
            if (scored && counts.reference > 0) {
                dice[label.name] = counts.dice();
            }
            if (scored && counts.prediction + counts.reference > 0) {
                sum += counts.dice();
                present += 1;
            }
        }
        if (!dice.empty() && m_model->card.labels.size() > 1) {
            dice["all"] = sum / present;
        }
        return dice;
    }

    std::shared_ptr<const model::Model> m_model;
    pipeline::Runtime m_runtime;
    pipeline::NetworkReach m_reach;
    std::unique_ptr<model::Predictor> m_high;
    std::unique_ptr<model::Predictor> m_low;
};

std::string number(double value)
{
    return std::isnan(value) ? std::string() : formatNumber(value, 3);
}

std::string rowsOf(const std::string& model, const std::string& set, const std::string& label,
                   const std::vector<SliceFacts>& all)
{
    std::array<std::vector<eval::Warned>, 3> warned;
    std::set<std::string> subjects;
    std::size_t bad = 0;
    for (const SliceFacts& slice : all) {
        const auto dice = slice.dice.find(label);
        if (dice != slice.dice.end()) {
            const bool isBad = dice->second < kBad;
            bad += isBad ? 1 : 0;
            subjects.insert(slice.subject);
            for (std::size_t n = 0; n < kMeasures.size(); ++n) {
                warned[n].push_back({slice.measures[n], isBad, slice.subject});
            }
        }
    }
    std::string text;
    for (std::size_t n = 0; n < kMeasures.size(); ++n) {
        text += model + "," + set + "," + label + "," + std::to_string(warned[n].size()) + ","
                + std::to_string(bad) + "," + std::to_string(subjects.size()) + "," + kMeasures[n];
        if (bad < kFew || warned[n].size() - bad < kFew) {
            text += ",,,,,,\n";
            continue;
        }
        const Interval area = eval::bootstrapAreaInterval(warned[n]);
        const double mine = eval::areaUnderRoc(warned[n]);
        text += "," + number(mine) + "," + number(area.low) + "," + number(area.high);
        if (n == 0) {
            text += ",,,\n";
            continue;
        }
        const Interval more = eval::bootstrapAreaDifference(warned[0], warned[n]);
        text += "," + number(eval::areaUnderRoc(warned[0]) - mine) + "," + number(more.low) + ","
                + number(more.high) + "\n";
    }
    return text;
}

std::string rowsOf(const std::string& model, const std::string& set,
                   const std::vector<SliceFacts>& all)
{
    std::set<std::string> labels;
    for (const SliceFacts& slice : all) {
        for (const auto& entry : slice.dice) {
            labels.insert(entry.first);
        }
    }
    std::string text;
    for (const std::string& label : labels) {
        text += rowsOf(model, set, label, all);
    }
    return text;
}

/// The cases that a model was validated on.
pipeline::CaseSource validation(const data::Recipe& recipe, const fs::path& folder,
                                const std::shared_ptr<const model::Model>& model)
{
    const data::ValidationCases wanted = recipe.validationCases(folder, {});
    const fs::path list =
        fs::temp_directory_path() / ("fragile-" + std::string(recipe.task) + ".csv");
    writeAtomically(list, wanted.csv);
    std::vector<pipeline::CaseDescription> cases;
    for (data::CaseRow& row : data::readCases(list)) {
        cases.push_back({std::move(row), {}, wanted.slices, wanted.sliceIsCase});
    }
    fs::remove(list);
    return pipeline::caseSource(std::move(cases), model, {});
}

std::string measure(const data::Recipe& recipe, const fs::path& models, const fs::path& folder)
{
    const std::string name(recipe.model);
    const auto model =
        std::make_shared<const model::Model>(model::readModel(models / (name + ".halftone")));
    Slices slices(model);
    std::vector<SliceFacts> facts;
    const pipeline::CaseSource cases = validation(recipe, folder, model);
    for (std::size_t n = 0; n < cases.names.size(); ++n) {
        slices.add(cases.load(n, {}), facts);
    }
    std::string text = rowsOf(name, "validation", facts);
    for (const data::OutsideSet& set : recipe.outsideSets(folder)) {
        facts.clear();
        for (std::size_t part = 0; part < set.parts; ++part) {
            for (data::OutsideImage& image : set.read(part, {})) {
                slices.add(pipeline::caseOf(std::move(image), *model), facts);
            }
        }
        text += rowsOf(name, set.name, facts);
    }
    return text;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 4) {
        std::fputs("bench_fragile MODELS_FOLDER DATA_FOLDER OUT.csv [TASK...]\n", stderr);
        return 2;
    }
    try {
        std::string csv = "model,set,label,slices,bad,subjects,measure,auroc,low,high,"
                          "fragile_minus_this,minus_low,minus_high\n";
        const std::set<std::string> asked(argv + 4, argv + argc);
        for (const data::Recipe& recipe : data::recipes()) {
            if (asked.empty() || asked.contains(std::string(recipe.task))) {
                csv += measure(recipe, argv[1], argv[2]);
            }
        }
        std::fputs(csv.c_str(), stdout);
        writeAtomically(argv[3], csv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
