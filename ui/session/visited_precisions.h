// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/result_store.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace halftone::ui {

/// Precisions whose masks were on the screen, most recent first; of one image and model.
class VisitedPrecisions {
public:
    static constexpr std::size_t kMostOthers = 5;

    /// What is on the screen now; nothing while there is no mask, which forgets nothing.
    void visit(const std::optional<ResultKey>& shown);
    /// Those before the one on the screen, at most kMostOthers; none of another image or model.
    [[nodiscard]] std::vector<quant::Precision> others(SeriesKey series) const
    {
        return series != m_series || m_all.empty()
                   ? std::vector<quant::Precision>()
                   : std::vector<quant::Precision>(m_all.begin() + 1, m_all.end());
    }

private:
    SeriesKey m_series;
    std::vector<quant::Precision> m_all; ///< the one on the screen first
};

} // namespace halftone::ui
