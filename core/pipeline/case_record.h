// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/precision_run.h"
#include "core/report/provenance.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace halftone::pipeline {

/// The slice of a case in which a mask is worst.
struct WorstSlice {
    std::size_t image = 0; ///< number of the image in its case
    int slice = 0;         ///< of the oriented image
    double dice = 0;       ///< SliceProfile::values
};

/// What one case gave at one precision: small, kept and written apart from all others, and enough
/// to tell of all cases together what a sweep over them would tell.
struct CaseRecord {
    TradeoffPoint point;               ///< of this case alone; without losses and profiles
    std::vector<double> milliseconds;  ///< of its warm runs
    std::vector<double> waited;        ///< SliceRun::waited of these
    std::size_t slices = 0;            ///< that were run, of all its images
    double bitOperations = 0;          ///< of all of them
    std::optional<WorstSlice> worst;   ///< empty: the other mask is empty in all
    quant::Precision full;             ///< what the agreement is with
    std::string model;                 ///< name of the model
    std::string modelHash;             ///< of its file
    std::string modelReason;           ///< why this one: "CT, 0.8 mm", or what speaks against it
    std::vector<std::string> labels;   ///< of the model, in the order of its card
    std::vector<std::string> findings; ///< about image, model and reference, as people read them
    std::vector<report::ResultInput> inputs; ///< images and references, by names without folders
    std::string engine;                      ///< Predictor::description() of what ran
    std::string cpu;                         ///< what it was timed on
    std::string isa;                         ///< kernels of the integer engine
    int threads = 0;
    std::string date; ///< ISO 8601 in UTC, when it was done
};

/// What `run`, which took one case, gave. The other members are left as they are.
void take(CaseRecord& record, const PrecisionRun& run);

/// The record as one line of JSON without a line end, and back: every number comes back as it was.
/// `fromJson` throws Error{FileFormat} for what is no record.
[[nodiscard]] std::string toJson(const CaseRecord& record);
[[nodiscard]] CaseRecord caseRecordFromJson(const std::string& json);

/// The records of several cases at one precision as the point that sweep() gives of them, without
/// losses and peakRssBytes. Times are those of all warm runs: none was repeated, so there may be
/// few. At least one record; case names differ.
[[nodiscard]] TradeoffPoint joinRecords(std::span<const CaseRecord* const> records);

} // namespace halftone::pipeline
