// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/engine/cpu/cpu_features.h"
#include "core/image/image_io.h"
#include "core/pipeline/cohort.h"
#include "core/pipeline/cohort_key.h"
#include "core/pipeline/read_cases.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace halftone::pipeline {
namespace {

class CohortRun {
public:
    CohortRun(const Runtime& runtime, const Cohort& cohort, const CohortOptions& options,
              CohortJournal& journal, const CohortEvents& events, CohortControl& control)
        : m_runtime(runtime), m_cohort(cohort), m_options(options), m_journal(journal),
          m_events(events), m_control(control)
    {
        const std::vector<InstalledModel> models =
            options.model ? std::vector{*options.model} : options.installed;
        for (const InstalledModel& installed : models) {
            m_candidates.push_back({installed, hashOf(installed, control.cancelToken())});
        }
        m_choice = choiceText(m_candidates, options.model.has_value());
    }

    void run()
    {
        for (std::size_t n = 0; n < m_cohort.cases.size(); ++n) {
            static_cast<void>(m_control.enter());
            tell(m_events.started, n);
            try {
                runCase(n);
            } catch (const std::exception& fault) {
                const Error error = asError(fault);
                if (error.code() == ErrorCode::Cancelled || m_cannotWrite) {
                    throw;
                }
                tell(m_events.failed, n,
                     "Case '" + m_cohort.cases[n].name + "': " + std::string(error.what()));
            }
            tell(m_events.ended, n);
        }
    }

private:
    template <typename Fn, typename... Arguments>
    static void tell(const Fn& call, Arguments&&... arguments)
    {
        if (call) {
            call(std::forward<Arguments>(arguments)...);
        }
    }

    [[nodiscard]] const Candidate* findModel(const std::string& hash) const
    {
        const auto found = std::find_if(m_candidates.begin(), m_candidates.end(),
                                        [&](const Candidate& one) { return one.hash == hash; });
        return found != m_candidates.end() ? &*found : nullptr;
    }

    // What is run with a model, full precision first, without repetition.
    [[nodiscard]] std::vector<quant::Precision> precisionsOf(const model::Model& model) const
    {
        std::vector<quant::Precision> all{fullPrecision(model)};
        for (const quant::Precision precision : m_options.precisions) {
            const bool offered = !precision.isInteger() || model.findTable(precision) != nullptr;
            if (offered && std::find(all.begin(), all.end(), precision) == all.end()) {
                all.push_back(precision);
            }
        }
        return all;
    }

    void tellMissing(std::size_t n, const model::Model& model) const
    {
        for (const quant::Precision precision : m_options.precisions) {
            if (precision.isInteger() && model.findTable(precision) == nullptr) {
                tellUnsupported(n, precision,
                                "the model '" + model.card.name + "' does not offer it");
            }
        }
    }

    void tellUnsupported(std::size_t n, quant::Precision precision, const std::string& why) const
    {
        tell(m_events.failed, n,
             "Case '" + m_cohort.cases[n].name + "' has no result at " + quant::toString(precision)
                 + ": " + why + ". Leave that precision out, or choose another model.");
    }

    // A record that counts: files are known by their sums, names are those of the list.
    [[nodiscard]] const CaseRecord* find(const std::string& key, quant::Precision precision,
                                         quant::Precision full) const
    {
        const CaseRecord* record = m_journal.find(key, precision);
        return record != nullptr && record->full == full ? record : nullptr;
    }

    void runCase(std::size_t n)
    {
        const CohortCase& item = m_cohort.cases[n];
        tell(m_events.progressed, n, 0.0, "reading " + item.name);
        std::vector<report::ResultInput> inputs = inputsOf(item, m_control.cancelToken());
        const std::string key = keyOf(inputs, m_choice, m_options.distances);
        std::vector<quant::Precision> told;
        const CaseRecord* any = m_journal.findAny(key);
        const Candidate* known = any != nullptr ? findModel(any->modelHash) : nullptr;
        if (known != nullptr) {
            const model::Model& model = *known->installed.model;
            const std::vector<quant::Precision> wanted = precisionsOf(model);
            for (const quant::Precision precision : wanted) {
                if (const CaseRecord* record = find(key, precision, wanted.front())) {
                    tell(m_events.recorded, n, named(*record, item), true);
                    told.push_back(precision);
                }
            }
            if (told == wanted) {
                tellMissing(n, model);
                return;
            }
        }
        compute(n, key, std::move(inputs), told);
    }

    // Under the names of the present list.
    static CaseRecord named(const CaseRecord& record, const CohortCase& item)
    {
        CaseRecord result = record;
        TradeoffPoint& point = result.point;
        const auto rename = [&](auto& map) {
            if (!map.empty()) {
                auto value = std::move(map.begin()->second);
                map.clear();
                map.emplace(item.name, std::move(value));
            }
        };
        rename(point.dicePerCase);
        rename(point.meanDicePerCase);
        rename(point.volumePerCase);
        rename(point.distancesPerCase);
        point.subjectPerCase = {{item.name, item.subject}};
        return result;
    }

    // The image and the model that it gets.
    struct Loaded {
        std::shared_ptr<const Image> image;
        const Candidate* model = nullptr;
        ModelFit fit;
    };

    Loaded load(const data::CaseRow& row)
    {
        const StopToken stop = m_control.cancelToken();
        Loaded loaded{std::make_shared<const Image>(image::readImage(row.image, {}, stop)), {}, {}};
        std::vector<std::shared_ptr<const model::Model>> models;
        for (const Candidate& candidate : m_candidates) {
            models.push_back(candidate.installed.model);
        }
        if (models.empty()) {
            throw Error(ErrorCode::Unsupported, "No model is installed. Open one, or give one.");
        }
        loaded.fit = rankModels(factsOf(*loaded.image), models).front();
        if (!m_options.model && !isEnough(loaded.fit.fit)) {
            throw Error(ErrorCode::Unsupported,
                        "No installed model fits '" + toUtf8(row.image.filename())
                            + "'; the nearest is '" + model::titleOf(loaded.fit.model->card) + "' ("
                            + loaded.fit.reason
                            + "). Choose one model for all cases, or take this one out.");
        }
        for (const Candidate& candidate : m_candidates) {
            if (candidate.installed.model == loaded.fit.model) {
                loaded.model = &candidate;
            }
        }
        return loaded;
    }

    PredictorCache& predictorsOf(const Candidate& candidate)
    {
        if (m_predictorsOf != &candidate) {
            m_predictors = std::make_unique<PredictorCache>(m_runtime, candidate.installed.model,
                                                            m_options.predictorBudgetBytes);
            m_predictorsOf = &candidate;
        }
        return *m_predictors;
    }

    void compute(std::size_t n, const std::string& key, std::vector<report::ResultInput> inputs,
                 const std::vector<quant::Precision>& told)
    {
        const CohortCase& item = m_cohort.cases[n];
        CaseRecord about;
        std::vector<Run> runs;
        const Candidate* model = nullptr;
        for (std::size_t i = 0; i < item.images.size(); ++i) {
            const data::CaseRow& row = item.images[i];
            const Loaded loaded = load(row);
            if (model != nullptr && model != loaded.model) {
                throw Error(ErrorCode::InvalidArgument,
                            "Its images fit different models ('" + about.model + "' and '"
                                + loaded.model->installed.model->card.name
                                + "'). Choose one model for all cases, or make them two cases.");
            }
            const bool isFirst = model == nullptr;
            model = loaded.model;
            if (isFirst) {
                begin(*model, loaded.fit, about, runs, n);
            }
            const SweepCase prepared = prepare(row, loaded, about.findings);
            tellSlices(inputs, i, prepared);
            about.inputs = inputs;
            const bool isLast = i + 1 == item.images.size();
            runImage(n, prepared, runs, about, {i, isLast ? &key : nullptr}, told);
        }
    }

    struct Run {
        PrecisionRun run;
        bool works = true; ///< false: it cannot run here, which was told
    };

    void begin(const Candidate& model, const ModelFit& fit, CaseRecord& about,
               std::vector<Run>& runs, std::size_t n) const
    {
        const model::Model& network = *model.installed.model;
        about.model = network.card.name;
        about.modelHash = model.hash;
        about.modelReason = fit.reason;
        about.full = fullPrecision(network);
        for (const Label& label : network.card.labels) {
            about.labels.push_back(label.name);
        }
        about.cpu = engine::cpuName();
        about.isa = engine::toString(m_runtime.isa);
        about.threads = m_runtime.pool ? m_runtime.pool->threads() : 1;
        for (const quant::Precision precision : precisionsOf(network)) {
            runs.push_back({PrecisionRun(network, precision)});
        }
        tellMissing(n, network);
    }

    SweepCase prepare(const data::CaseRow& row, const Loaded& loaded,
                      std::vector<std::string>& findings) const
    {
        const FindingFn found = [&](const Finding& finding) {
            Finding named = finding;
            named.file = toUtf8(fromUtf8(finding.file).filename());
            findings.push_back(labelled(named));
        };
        if (std::optional<Finding> choice = findingOf(loaded.fit, m_options.model.has_value())) {
            choice->file = toUtf8(row.image);
            found(*choice);
        }
        const model::Model& model = *loaded.model->installed.model;
        return loadCase({row, {}, {}}, loaded.image, model, found, m_control.cancelToken());
    }

    static void tellSlices(std::vector<report::ResultInput>& inputs, std::size_t image,
                           const SweepCase& prepared)
    {
        for (report::ResultInput& input : inputs) {
            if (input.role == "image" && image-- == 0) {
                input.slices = report::slicesText(prepared.slices);
                input.slicesOf = prepared.image.slices();
                return;
            }
        }
    }

    // Which image of its case; `key`, once it is the last, that the records are kept under.
    struct Place {
        std::size_t image = 0;
        const std::string* key = nullptr;
    };

    void runImage(std::size_t n, const SweepCase& prepared, std::vector<Run>& runs,
                  const CaseRecord& about, const Place& place,
                  const std::vector<quant::Precision>& told)
    {
        const CohortCase& item = m_cohort.cases[n];
        PredictorCache& predictors = predictorsOf(*findModel(about.modelHash));
        const auto slices = static_cast<double>(prepared.chosenSlices().size());
        FullMasks masks;
        for (std::size_t p = 0; p < runs.size(); ++p) {
            PrecisionRun& run = runs[p].run;
            const quant::Precision precision = run.precision();
            const bool isFull = precision == about.full;
            const bool isTold = std::find(told.begin(), told.end(), precision) != told.end();
            if (!runs[p].works || (isTold && !isFull)) {
                continue; // what others are compared with is run again
            }
            const SliceGate gate = [&](std::size_t index) {
                const double images = static_cast<double>(item.images.size());
                const double inImage =
                    (static_cast<double>(p) + static_cast<double>(index) / slices)
                    / static_cast<double>(runs.size());
                tell(m_events.progressed, n, (static_cast<double>(place.image) + inImage) / images,
                     item.name + ", " + quant::toString(precision)
                         + (isTold ? " again, to compare new precisions with it" : "") + ", slice "
                         + std::to_string(index + 1) + " of "
                         + std::to_string(static_cast<int>(slices)));
                return m_control.enter();
            };
            try {
                run.addImage(predictors, prepared, {m_options.distances && !isTold, &masks, isFull},
                             gate);
            } catch (const Error& error) {
                if (isFull || error.code() != ErrorCode::Unsupported) {
                    throw;
                }
                runs[p].works = false;
                tellUnsupported(n, precision, error.what());
                continue;
            }
            if (place.key != nullptr && !isTold) {
                keep(n, *place.key, about, run);
            }
        }
    }

    void keep(std::size_t n, const std::string& key, const CaseRecord& about,
              const PrecisionRun& run)
    {
        CaseRecord record = about;
        take(record, run);
        record.date = report::nowInUtc();
        m_cannotWrite = true; // what is thrown here is no fault of the case
        const CaseRecord& kept = m_journal.append(key, std::move(record));
        m_cannotWrite = false;
        tell(m_events.recorded, n, kept, false);
    }

    const Runtime& m_runtime;
    const Cohort& m_cohort;
    const CohortOptions& m_options;
    CohortJournal& m_journal;
    const CohortEvents& m_events;
    CohortControl& m_control;
    std::vector<Candidate> m_candidates;
    std::string m_choice; ///< of the model, as keys have it
    std::unique_ptr<PredictorCache> m_predictors;
    const Candidate* m_predictorsOf = nullptr;
    bool m_cannotWrite = false;
};

} // namespace

void runCohort(const Runtime& runtime, const Cohort& cohort, const CohortOptions& options,
               CohortJournal& journal, const CohortEvents& events, CohortControl& control)
{
    CohortRun(runtime, cohort, options, journal, events, control).run();
}

} // namespace halftone::pipeline
