// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/probabilities.h"

#include "core/pipeline/segment.h"

#include <utility>

namespace halftone::ui {

Probabilities::Probabilities(pipeline::Runtime runtime, QObject* parent)
    : QObject(parent), m_runtime(std::move(runtime))
{
}

void Probabilities::ask(const pipeline::LoadedStudy& study, const ResultKey& key)
{
    if (m_asked == key) {
        return;
    }
    m_asked = key;
    m_runner.start(
        [worker = m_worker, runtime = m_runtime, model = study.model, prepared = study.prepared,
         key](const JobContext& context) {
            if (worker->model != model || worker->predictor == nullptr
                || worker->predictor->precision() != key.precision) {
                worker->model = model;
                worker->predictor = pipeline::makePredictor(runtime, model, key.precision);
            }
            return pipeline::segmentSlice(*worker->predictor, *prepared,
                                          pipeline::reachOf(model->network, runtime.mostTileBytes),
                                          key.slice, true, context.stop(), runtime.pool.get());
        },
        [this, model = study.model, key,
         size = study.prepared->orientedGeometry().size](pipeline::SliceResult result) {
            m_model = model;
            m_key = key;
            m_values = std::move(result.probabilities);
            m_columns = size[0];
            m_rows = size[1];
            Q_EMIT ready();
        });
}

void Probabilities::cancel()
{
    if (m_runner.isBusy()) {
        m_runner.cancel();
        m_asked.reset();
    }
}

std::optional<Likeliest> Probabilities::at(const ResultKey& key, int column, int row) const
{
    if (m_key != key || column < 0 || row < 0 || column >= m_columns || row >= m_rows) {
        return std::nullopt;
    }
    const auto pixels = static_cast<std::size_t>(m_rows) * static_cast<std::size_t>(m_columns);
    const std::size_t classes = m_values.size() / pixels;
    const std::size_t pixel = static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns)
                              + static_cast<std::size_t>(column);
    std::optional<Likeliest> best;
    for (const Label& label : m_model->card.labels) {
        // One class alone is the foreground; of several the first is the background.
        const std::size_t number = classes == 1 ? 0 : label.value;
        if (number >= classes) {
            continue;
        }
        const auto probability = static_cast<double>(m_values[number * pixels + pixel]);
        if (!best || probability > best->probability) {
            best = Likeliest{QString::fromStdString(label.name), probability};
        }
    }
    return best;
}

} // namespace halftone::ui
