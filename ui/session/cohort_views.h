// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/statistics.h"
#include "ui/session/cohort_table_model.h"

#include <QString>

#include <optional>
#include <vector>

/// What is drawn and written of a whole cohort, from the numbers of its cases.
namespace halftone::ui {

/// A case in a plot.
struct SpreadMark {
    int row = 0; ///< of the table
    double value = 0;
};

/// How the cases spread.
struct Box {
    double lower = 0; ///< quartiles: half of the cases lies between them
    double middle = 0;
    double upper = 0;
    double lowWhisker = 0; ///< the outermost cases within 1.5 boxes of the box
    double highWhisker = 0;
};
/// Of at least one value. Quartiles interpolate between ranks (interpolatedPercentile()).
[[nodiscard]] Box boxOf(const std::vector<double>& values);

/// The cases at one precision.
struct SpreadColumn {
    quant::Precision precision;
    std::vector<SpreadMark> marks;
    std::optional<Box> box;
    std::optional<double> mean;        ///< of differences
    std::optional<Interval> between{}; ///< 95 % interval of the mean; empty for one subject
};

/// Scores of all cases, with boxes.
[[nodiscard]] std::vector<SpreadColumn> scoreSpread(const CohortTableModel& table);
/// Losses against full precision, case by case, with mean and interval of `points`; without those
/// of full precision.
[[nodiscard]] std::vector<SpreadColumn>
lossSpread(const CohortTableModel& table, const std::vector<pipeline::TradeoffPoint>& points);

/// One precision over all cases, as text.
struct SummaryLine {
    quant::Precision precision;
    QString cases;    ///< "6 of 4 subjects"
    QString score;    ///< "0.812 +- 0.034", no deviation of one case
    QString loss;     ///< "+0.0021 (-0.0003 to +0.0046)"; empty for full precision
    QString surface;  ///< HD95, mean +- sd, and of how many cases where not all have one
    QString time;     ///< a slice, and whether the machine was busy
    QString sentence; ///< what the interval says, and no more
};
[[nodiscard]] std::vector<SummaryLine>
summaryLines(const CohortTableModel& table, const std::vector<pipeline::TradeoffPoint>& points);

/// "7 cases of 4 subjects"
[[nodiscard]] QString cohortSize(const pipeline::Cohort& cohort);

/// A distance between surfaces in the unit that suits it: "1.2 mm", "48 nm", "3.1 voxels".
[[nodiscard]] QString formatDistance(double distance, bool inMm);

/// Median time of a slice, and whether the machine was busy; a dash where nothing was timed.
[[nodiscard]] QString sliceTimeText(const Latency& latency);
/// Mean and sd of distances, both in the unit that suits the larger: "4 nm +- 0 nm". A deviation
/// that is what adding up equal values leaves is 0.
[[nodiscard]] QString formatDistances(const Summary& summary, bool inMm);

/// What an interval of a loss says.
[[nodiscard]] QString lossSentence(const pipeline::PairedLoss& loss);

} // namespace halftone::ui
