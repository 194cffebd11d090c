// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <cstddef>
#include <vector>

namespace halftone::ui {

/// How many weights have each code of their grid: a bar stands where its code lies on a line that
/// is as long for every width, so that fewer bits mean fewer, wider apart bars.
class WeightHistogram : public QWidget {
    Q_OBJECT

public:
    explicit WeightHistogram(QWidget* parent = nullptr);

    /// Counts of the codes -n to n, 2n + 1 of them; empty: nothing to draw. `bits` of a weight.
    void show(std::vector<std::size_t> counts, int bits, bool stale);
    [[nodiscard]] const std::vector<std::size_t>& counts() const noexcept { return m_counts; }

    [[nodiscard]] QSize sizeHint() const override { return {260, 150}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {110, 110}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<std::size_t> m_counts;
    int m_bits = 0;
    bool m_stale = false;
};

} // namespace halftone::ui
