// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/load.h"
#include "core/pipeline/predictors.h"
#include "ui/jobs/job_runner.h"
#include "ui/session/result_store.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace halftone::ui {

/// What a model holds likeliest at a pixel, of its foreground labels.
struct Likeliest {
    QString label;
    double probability = 0; ///< [0, 1]
};

/// Probabilities of the one slice that people point at: computed when they are asked for, by
/// running it once more, as masks are kept without them. Only the last slice is kept.
class Probabilities : public QObject {
    Q_OBJECT

public:
    explicit Probabilities(pipeline::Runtime runtime, QObject* parent = nullptr);

    /// ready() follows, unless they are at hand or another slice is asked for first.
    void ask(const pipeline::LoadedStudy& study, const ResultKey& key);
    /// Gives up what is being computed: the processor has better things to do.
    void cancel();
    /// For what is asked from now on.
    void setRuntime(pipeline::Runtime runtime) { m_runtime = std::move(runtime); }
    /// At a pixel of a slice; nothing where they are not at hand.
    [[nodiscard]] std::optional<Likeliest> at(const ResultKey& key, int column, int row) const;

Q_SIGNALS:
    void ready();

private:
    /// Used by the worker thread only.
    struct Worker {
        std::shared_ptr<const model::Model> model;
        std::unique_ptr<model::Predictor> predictor;
    };

    pipeline::Runtime m_runtime;
    std::shared_ptr<Worker> m_worker = std::make_shared<Worker>();
    std::shared_ptr<const model::Model> m_model; ///< of what is at hand
    std::optional<ResultKey> m_asked;
    std::optional<ResultKey> m_key; ///< of m_values
    std::vector<float> m_values;    ///< [classes, rows, columns]
    int m_rows = 0;
    int m_columns = 0;
    JobRunner m_runner; ///< last: it stops before the others are gone
};

} // namespace halftone::ui
