// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/log.h"
#include "core/base/progress.h"
#include "core/data/recipe.h"
#include "core/model/predictor.h"
#include "core/pipeline/sweep.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

/// The protocol by which the shipped models are made and measured: prepare, train, export, sweep,
/// card, checks on images of other sources. Everything lies in one folder, in files named after the
/// model; a stage whose output is there and newer than what it is made from is skipped, so that a
/// run that was stopped goes on where it was.
namespace halftone::pipeline {

struct ReproductionPlan {
    std::string task;             ///< of data::recipes()
    std::filesystem::path data;   ///< labelled images
    std::filesystem::path folder; ///< for everything that is made
    /// Training configuration; its dataset and output folder are replaced by this run's.
    std::filesystem::path config;
    std::filesystem::path model;         ///< not empty: measure this one, train nothing
    std::vector<std::string> validation; ///< subjects; empty: the task's own
    double minutes = 0;                  ///< of training; 0: as the configuration says
    bool resume = false;                 ///< go on with a training that was stopped
    std::string device = "cpu";          ///< "cpu" or "cuda", of training
    int threads = 0;                     ///< 0: all
    /// What measures the integer precisions at export; see nn::ExportRequest.
    model::MakePredictor integerPredictor;
    /// What measures peak memory of the model in a file; empty: nothing does.
    std::function<PeakRssFn(const std::filesystem::path& model)> peakRss;
};

/// A stage that is over.
struct StageDone {
    std::string name;      ///< "prepare", "train", "export", "sweep", "card", "outside checks"
    bool upToDate = false; ///< its output was there: nothing was done
    std::filesystem::path output;
};

/// What a run tells while it works. Functions may be empty.
struct ReproductionWatch {
    std::function<void(const std::string& stage)> begins; ///< before a stage that is not up to date
    LogFn log;
    ProgressFn progress;
    std::function<void(const StageDone& stage)> finished; ///< on the calling thread
};

/// What a run left in its folder.
struct Reproduced {
    std::filesystem::path model; ///< with what was measured in its card
    std::filesystem::path rows;  ///< CSV that readRows() reads
    std::filesystem::path cases; ///< CSV, Dice of every case
};

/// The configuration shipped for the model of a task, beside the programs.
[[nodiscard]] std::filesystem::path shippedConfig(const std::string& task);

/// Runs the stages. Throws Error{InvalidArgument} for a training in the folder that was stopped, or
/// was run with other settings, unless `resume` says to go on with it, and what the stages throw;
/// nothing is left half-written.
Reproduced reproduce(const ReproductionPlan& plan, const ReproductionWatch& watch,
                     const StopToken& stop);

} // namespace halftone::pipeline
