// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/batch_source.h"

#include "core/base/error.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace halftone::train {
namespace {

constexpr std::size_t kAhead = 3; // batches kept ready

} // namespace

BatchSource::BatchSource(const data::Dataset& dataset, const AugmentOptions& options, int crop,
                         int batch, std::uint64_t seed, std::int64_t first)
    : m_dataset(dataset), m_options(options), m_crop(crop), m_batch(batch), m_seed(seed)
{
    double total = 0;
    for (const data::SliceGroup& group : dataset.groups) {
        if (group.split == data::Split::Train) {
            total += group.weight * static_cast<double>(group.slices());
        }
        m_cumulative.push_back(total);
    }
    if (!(total > 0)) {
        throw Error(ErrorCode::InvalidArgument, "The dataset '" + dataset.card.name
                                                    + "' has no slices to train on. Prepare it "
                                                      "again from a folder with labelled images.");
    }
    m_worker = StoppableThread([this, first](const StopToken& stop) { produce(stop, first); });
}

BatchSource::~BatchSource()
{
    {
        const std::lock_guard lock(m_mutex); // not between the worker's look and its wait
        m_worker.requestStop();
    }
    m_changed.notify_all();
}

Batch BatchSource::make(std::int64_t index) const
{
    const std::size_t pixels = static_cast<std::size_t>(m_crop) * static_cast<std::size_t>(m_crop);
    const auto count = static_cast<std::size_t>(m_batch);
    Batch batch;
    batch.images.resize(count * pixels);
    batch.labels.resize(count * pixels);
    for (std::size_t n = 0; n < count; ++n) {
        Random random(m_seed, static_cast<std::uint64_t>(index) * count + n);
        const double draw = random.uniform() * m_cumulative.back();
        const auto chosen = std::upper_bound(m_cumulative.begin(), m_cumulative.end(), draw);
        const data::SliceGroup& group =
            m_dataset.groups[static_cast<std::size_t>(chosen - m_cumulative.begin())];
        const std::size_t slice = random.below(group.slices())
                                  * static_cast<std::size_t>(group.height)
                                  * static_cast<std::size_t>(group.width);
        const SliceView view{group.images.data() + slice, group.labels.data() + slice, group.height,
                             group.width};
        augmentedCrop(view, m_crop, m_options, random,
                      std::span(batch.images).subspan(n * pixels, pixels),
                      std::span(batch.labels).subspan(n * pixels, pixels));
    }
    return batch;
}

Batch BatchSource::next()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_ready.empty() || m_failure; });
    if (m_ready.empty()) {
        std::rethrow_exception(m_failure);
    }
    Batch batch = std::move(m_ready.front());
    m_ready.pop_front();
    m_changed.notify_all();
    return batch;
}

void BatchSource::produce(const StopToken& stop, std::int64_t index)
{
    while (!stop.stopRequested()) {
        Batch batch;
        std::exception_ptr failure;
        try {
            batch = make(index++);
        } catch (...) {
            failure = std::current_exception(); // handed to the thread that asks for a batch
        }
        std::unique_lock lock(m_mutex);
        if (failure) {
            m_failure = failure;
            m_changed.notify_all();
            return;
        }
        m_changed.wait(lock, [&] { return m_ready.size() < kAhead || stop.stopRequested(); });
        if (stop.stopRequested()) {
            return;
        }
        m_ready.push_back(std::move(batch));
        m_changed.notify_all();
    }
}

} // namespace halftone::train
