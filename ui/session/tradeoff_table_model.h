// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/tradeoff.h"
#include "ui/session/result_store.h"
#include "ui/session/tradeoff_choice.h"

#include <QAbstractTableModel>
#include <QImage>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace halftone::ui {

/// What the points are about: one slice of an image with a model. Points of another subject are not
/// to be compared with them.
struct TradeoffSubject {
    bool isOpen = false; ///< something is segmented
    bool hasReference =
        false; ///< Dice against it; else there is agreement with full precision only
    SeriesKey series;
    int slice = 0;
    QString sliceName; ///< "slice 13"
    QString scored;    ///< "pancreas", "mean of 2 labels"

    friend bool operator==(const TradeoffSubject&, const TradeoffSubject&) = default;
};
/// A picture of the slice with the mask of a precision, so many pixels wide and high; null where
/// that mask is not kept. Computes no mask.
using ThumbnailSource = std::function<QImage(quant::Precision precision, int pixels)>;

/// The points of the sweep as a table, and the data behind the chart. One row a precision, from the
/// most bits to the fewest.
class TradeoffTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Precision, Quality, Latency, Weights, Memory, Kind, ColumnCount };
    /// The plain number behind a cell, for sorting and export.
    static constexpr int kValueRole = Qt::UserRole;
    /// On the front of quality against slice time.
    static constexpr int kFrontRole = Qt::UserRole + 1;

    explicit TradeoffTableModel(QObject* parent = nullptr);

    /// Empties the table. `qualityIsDice`: against a reference; otherwise agreement with full
    /// precision, and named so.
    void clear(bool qualityIsDice);
    /// All points at once, in any order: one reset, and none where nothing was and nothing is.
    void assign(std::vector<pipeline::TradeoffPoint> points, TradeoffSubject subject);
    /// Adds the point or replaces the one of its precision.
    void upsert(const pipeline::TradeoffPoint& point);
    [[nodiscard]] const std::vector<pipeline::TradeoffPoint>& points() const noexcept
    {
        return m_points;
    }
    [[nodiscard]] const TradeoffSubject& subject() const noexcept { return m_subject; }
    [[nodiscard]] bool qualityIsDice() const noexcept { return m_subject.hasReference; }
    [[nodiscard]] std::optional<double> quality(const pipeline::TradeoffPoint& point) const;
    /// Rows of the precisions worth choosing, by rising cost.
    [[nodiscard]] std::vector<std::size_t> front(CostAxis axis) const;
    [[nodiscard]] const pipeline::TradeoffPoint* find(quant::Precision precision) const;

    /// How its charts show it.
    [[nodiscard]] TradeoffChoice& choice() const noexcept { return *m_choice; }

    void setThumbnails(ThumbnailSource source) { m_thumbnails = std::move(source); }
    [[nodiscard]] QImage thumbnail(quant::Precision precision, int pixels) const
    {
        return m_thumbnails ? m_thumbnails(precision, pixels) : QImage();
    }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QualityAxis qualityAxis() const noexcept
    {
        return qualityIsDice() ? QualityAxis::Dice : QualityAxis::Agreement;
    }
    [[nodiscard]] QVariant text(const pipeline::TradeoffPoint& point, int column) const;
    [[nodiscard]] QVariant value(const pipeline::TradeoffPoint& point, int column) const;

    std::vector<pipeline::TradeoffPoint> m_points;
    TradeoffSubject m_subject;
    TradeoffChoice* m_choice; ///< a child
    ThumbnailSource m_thumbnails;
};

} // namespace halftone::ui
