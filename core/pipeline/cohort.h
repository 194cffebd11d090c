// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "core/data/cases.h"
#include "core/pipeline/cohort_journal.h"
#include "core/pipeline/load.h"
#include "core/pipeline/predictors.h"

#include <condition_variable>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Many cases at several precisions, one after the other, where each result is kept as it comes and
/// a bad case costs its own result only. sweep() answers at once and keeps nothing.
namespace halftone::pipeline {

/// One case: images that are pooled before Dice, most often one.
struct CohortCase {
    std::string name;
    std::string subject; ///< whose it is; the name where nobody said
    std::vector<data::CaseRow> images;
};

struct Cohort {
    std::filesystem::path source;    ///< the CSV or the folder
    std::vector<CohortCase> cases;   ///< in the order of the list; names differ
    std::vector<std::string> faults; ///< a sentence for each row that is no case
};

/// A CSV of cases (data::readUsableCases) or a folder of them (data::listCohortFolder); no voxel is
/// read. Throws what these throw, and Error{FileFormat} where no row can be used, with the first
/// fault.
[[nodiscard]] Cohort readCohort(const std::filesystem::path& source);

/// How a run is steered from another thread. Whoever holds it makes it wait: what runs is ended
/// within one tile of a slice, and run again from the start of that slice once nobody holds it. So
/// no time is ever taken beside other work that holds it. Thread-safe.
class CohortControl {
public:
    /// `who` holds the work, or no longer does; saying so twice is saying it once.
    void hold(const std::string& who, bool held);
    /// For good.
    void cancel();
    [[nodiscard]] bool isHeld() const;

    /// Waits while it is held; what it gives is asked to stop when it is held next, or cancelled.
    /// Throws Error{Cancelled}.
    [[nodiscard]] StopToken enter();
    /// Asked to stop when cancelled alone, for what cannot be done in parts.
    [[nodiscard]] StopToken cancelToken() const { return m_cancel.token(); }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_released;
    std::vector<std::string> m_holders; ///< guarded by m_mutex
    StopSource m_current;               ///< guarded by m_mutex
    StopSource m_cancel;
};

struct CohortOptions {
    std::vector<quant::Precision> precisions; ///< beside full precision, which is run always
    std::optional<InstalledModel> model;      ///< for all cases; none: for each what fits it best
    std::vector<InstalledModel> installed;    ///< to choose from
    bool distances = false;                   ///< between surfaces, where there is a reference
    /// Predictors are kept between cases as far as they fit.
    std::size_t predictorBudgetBytes = std::size_t{512} << 20;
};

/// What a run tells, all on its thread; any may be empty.
struct CohortEvents {
    std::function<void(std::size_t which)> started;
    /// What is done of the case, 0 to 1, and what is being done.
    std::function<void(std::size_t which, double fraction, const std::string& what)> progressed;
    /// A record is on the disk; `kept`: it was there already.
    std::function<void(std::size_t which, const CaseRecord& record, bool kept)> recorded;
    /// The case, or one precision of it, gives no result: a sentence with file and remedy.
    std::function<void(std::size_t which, const std::string& sentence)> failed;
    std::function<void(std::size_t which)> ended; ///< with or without results
};

/// Runs what the journal does not have. Results are those of sweep() over the same cases, except
/// that times are of slices that ran once. One image is in memory at a time. A case that cannot be
/// read, compared or run is told and does not end the others. Throws Error{Cancelled}, and
/// Error{FileWrite} where the journal cannot be written.
void runCohort(const Runtime& runtime, const Cohort& cohort, const CohortOptions& options,
               CohortJournal& journal, const CohortEvents& events, CohortControl& control);

/// Records of one model, the points over their cases.
struct CohortPoints {
    std::string model; ///< its name
    std::string modelHash;
    std::vector<TradeoffPoint> points; ///< from the most bits to the fewest; with losses
};

/// Points of each model that took part, in the order in which the records first name them. Drawing
/// intervals takes moments for dozens of cases and seconds for thousands.
[[nodiscard]] std::vector<CohortPoints> pointsOf(std::span<const CaseRecord* const> records);

} // namespace halftone::pipeline
