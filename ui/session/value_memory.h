// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/reference.h"

#include <QByteArray>

#include <map>
#include <mutex>
#include <optional>

namespace halftone::ui {

/// What users said of the values of label files: for files with the same values and names, and
/// models with the same labels. No name of a file is kept. Thread-safe.
class ValueMemory {
public:
    /// `persistent`: between runs, too (QSettings).
    explicit ValueMemory(bool persistent) : m_persistent(persistent) {}

    [[nodiscard]] std::optional<pipeline::ValueMeanings> recall(const LabelMap& reference,
                                                                const model::Model& model) const;
    void remember(const LabelMap& reference, const model::Model& model,
                  const pipeline::ValueMeanings& meanings);

private:
    bool m_persistent;
    mutable std::mutex m_mutex;
    std::map<QByteArray, pipeline::ValueMeanings> m_said; ///< guarded by m_mutex
};

} // namespace halftone::ui
