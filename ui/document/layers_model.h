// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"

#include <QAbstractListModel>

#include <vector>

namespace halftone::ui {

/// The layers of a document as rows: one a label of each prediction and label layer (a reference is
/// one row), then the images. The check state is visibility; the decoration is the colour.
class LayersModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role : int {
        /// Dim text at the right of a row: the precision of the mask that is seen, "overlay",
        /// "edited", nothing.
        DetailRole = Qt::UserRole,
        /// The detail is of a mask that is being replaced.
        PendingRole,
        /// Id of the layer that a row belongs to.
        LayerRole,
        /// Value of the label that a row is; invalid: the row is the layer as a whole.
        LabelRole,
    };

    explicit LayersModel(Document& document, QObject* parent = nullptr);

    /// What the rows of predictions say about the mask on the screen, and that of probabilities
    /// once these are seen.
    void setDetails(const QString& detail, bool pending, bool probabilitiesSeen);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// The first row of a layer, or an invalid index.
    [[nodiscard]] QModelIndex rowOf(LayerId layer) const;

private:
    struct Row {
        LayerId layer = 0;
        int label = -1; ///< index into the layer's labels; -1: the layer as a whole
    };

    void rebuild();
    [[nodiscard]] QString detailOf(const Layer& layer) const;
    [[nodiscard]] QVariant nameOf(const Layer& layer, const Row& row) const;
    [[nodiscard]] bool isVisible(const Layer& layer, const Row& row) const;

    Document& m_document;
    std::vector<Row> m_rows;
    struct Detail {
        QString text;
        bool pending = false;
        friend bool operator==(const Detail&, const Detail&) = default;
    };
    void setDetail(Detail& detail, Detail next);
    /// Of a layer that is computed; null: another.
    [[nodiscard]] const Detail* computedDetail(const Layer& layer) const;

    Detail m_prediction;
    Detail m_probability{{}, true};
};

} // namespace halftone::ui
