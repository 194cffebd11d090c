// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/study.h"

#include <QAbstractListModel>

#include <array>
#include <cstdint>
#include <vector>

namespace halftone::ui {

/// The layers over the image: one row a label of the model, then the reference. The check state is
/// visibility; the decoration is the colour.
class LayersModel : public QAbstractListModel {
    Q_OBJECT

public:
    /// Dim text at the right of a row: the precision of the mask, or nothing.
    static constexpr int DetailRole = Qt::UserRole;

    explicit LayersModel(QObject* parent = nullptr);

    void setStudy(const Study& study);
    void setPrecision(quant::Precision precision);

    [[nodiscard]] bool isLabelVisible(std::uint8_t value) const;
    [[nodiscard]] bool isReferenceVisible() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Layer {
        QString name;
        QRgb colour = 0;
        std::uint8_t value = 0; ///< label; unused for the reference
        bool reference = false;
        bool visible = true;
    };

    std::vector<Layer> m_layers;
    quant::Precision m_precision = quant::kBalanced;
};

} // namespace halftone::ui
