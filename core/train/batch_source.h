// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stoppable_thread.h"
#include "core/data/dataset_file.h"
#include "core/train/augment.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <mutex>
#include <vector>

namespace halftone::train {

/// Crops of one training step.
struct Batch {
    std::vector<std::uint8_t> images; ///< [N,crop,crop] input codes
    std::vector<std::uint8_t> labels; ///< [N,crop,crop] class index, 255: ignored
};

/// Varied crops of the training slices, made ahead on a worker thread. Batch k depends on (seed, k)
/// alone: a resumed run sees what an uninterrupted one would have seen.
/// `dataset` is borrowed. next() is called from one thread.
class BatchSource {
public:
    /// Starts with batch `first`. Throws Error{InvalidArgument} if there is no training slice.
    BatchSource(const data::Dataset& dataset, const AugmentOptions& options, int crop, int batch,
                std::uint64_t seed, std::int64_t first);
    ~BatchSource();
    BatchSource(const BatchSource&) = delete;
    BatchSource& operator=(const BatchSource&) = delete;

    [[nodiscard]] Batch next();

    /// Batch number `index`, computed now on the calling thread.
    [[nodiscard]] Batch make(std::int64_t index) const;

private:
    void produce(const StopToken& stop, std::int64_t index);

    const data::Dataset& m_dataset;
    AugmentOptions m_options;
    int m_crop;
    int m_batch;
    std::uint64_t m_seed;
    std::vector<double> m_cumulative; // chance of groups up to this one
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Batch> m_ready;
    std::exception_ptr m_failure;
    StoppableThread m_worker; // last member: stops before the rest is gone
};

} // namespace halftone::train
