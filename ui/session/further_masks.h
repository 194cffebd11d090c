// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/quant/precision.h"
#include "ui/session/precision_model.h"

#include <QString>

#include <cstddef>
#include <map>
#include <vector>

namespace halftone::ui {

/// Precisions whose masks are wanted beside those that are shown, by who asks for them.
class FurtherMasks {
public:
    /// Replaces what `purpose` asked for; true where that changes anything.
    bool set(const QString& purpose, const std::vector<quant::Precision>& precisions);
    [[nodiscard]] bool contains(quant::Precision precision) const;
    /// Those that are offered, as many as `budgetBytes` hold masks of all slices for beside what is
    /// shown and full precision: more would be made again for ever.
    [[nodiscard]] std::vector<quant::Precision>
    within(const PrecisionModel& model, std::size_t bytesOfOne, std::size_t budgetBytes) const;

private:
    std::map<QString, std::vector<quant::Precision>> m_asked;
};

} // namespace halftone::ui
