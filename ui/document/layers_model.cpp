// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/layers_model.h"

#include "ui/document/format.h"

#include <algorithm>

namespace halftone::ui {

LayersModel::LayersModel(QObject* parent) : QAbstractListModel(parent) {}

void LayersModel::setStudy(const Study& study)
{
    beginResetModel();
    std::vector<Layer> layers;
    const auto keepVisibility = [&](Layer layer) {
        // Opening the next image must not bring back a layer that was switched off.
        const auto old = std::find_if(m_layers.begin(), m_layers.end(), [&](const Layer& other) {
            return other.name == layer.name && other.reference == layer.reference;
        });
        layer.visible = old == m_layers.end() || old->visible;
        layers.push_back(std::move(layer));
    };
    if (study.model) {
        for (const Label& label : study.model->card.labels) {
            keepVisibility({QString::fromStdString(label.name),
                            qRgb(label.colour[0], label.colour[1], label.colour[2]), label.value,
                            false, true});
        }
    }
    if (study.reference) {
        keepVisibility({tr("reference"), kReferenceColour, 0, true, true});
    }
    m_layers = std::move(layers);
    endResetModel();
}

void LayersModel::setPrecision(quant::Precision precision)
{
    m_precision = precision;
    if (!m_layers.empty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {DetailRole});
    }
}

bool LayersModel::isLabelVisible(std::uint8_t value) const
{
    return std::any_of(m_layers.begin(), m_layers.end(), [&](const Layer& layer) {
        return !layer.reference && layer.value == value && layer.visible;
    });
}

bool LayersModel::isReferenceVisible() const
{
    return std::any_of(m_layers.begin(), m_layers.end(),
                       [](const Layer& layer) { return layer.reference && layer.visible; });
}

int LayersModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_layers.size());
}

QVariant LayersModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Layer& layer = m_layers[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return layer.name;
    case Qt::DecorationRole: return QColor(layer.colour);
    case Qt::CheckStateRole: return static_cast<int>(layer.visible ? Qt::Checked : Qt::Unchecked);
    case DetailRole: return layer.reference ? QString() : formatPrecision(m_precision);
    case Qt::ToolTipRole:
        return layer.reference ? tr("Reference labels; click to show or hide")
                               : tr("Mask of the model; click to show or hide");
    default: return {};
    }
}

bool LayersModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return false;
    }
    m_layers[static_cast<std::size_t>(index.row())].visible =
        value.toInt() == static_cast<int>(Qt::Checked);
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    return true;
}

Qt::ItemFlags LayersModel::flags(const QModelIndex& index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable
                           : Qt::NoItemFlags;
}

} // namespace halftone::ui
