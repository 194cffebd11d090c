// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/layers_model.h"

#include "ui/document/edited_mask.h"
#include "ui/document/path_text.h"

#include <algorithm>
#include <utility>

namespace halftone::ui {

namespace {

constexpr QRgb kImageColour = qRgb(0x9a, 0xa0, 0xaa);
/// The upper end of their colours (ui/render/probability_colours.h).
constexpr QRgb kProbabilityColour = qRgb(0xfe, 0xe1, 0x81);

bool isOneRow(const Layer& layer)
{
    return layer.as<ImageContent>() != nullptr || isReference(layer) || layer.style.labels.empty();
}

/// Name of the file that a reference is from; empty for other layers, and where there is none.
QString referenceFile(const Layer& layer)
{
    const auto* labels = layer.as<LabelsContent>();
    if (labels == nullptr || !labels->asRead || labels->asRead->files.empty()) {
        return {};
    }
    return toQString(labels->asRead->files.front().filename());
}

} // namespace

LayersModel::LayersModel(Document& document, QObject* parent)
    : QAbstractListModel(parent), m_document(document)
{
    connect(&document, &Document::opened, this, &LayersModel::rebuild);
    connect(&document, &Document::layerAdded, this, &LayersModel::rebuild);
    connect(&document, &Document::layerRemoved, this, &LayersModel::rebuild);
    connect(&document, &Document::layerChanged, this, [this](int, Aspect aspect) {
        if (aspect == Aspect::Content) {
            rebuild();
        } else if (aspect == Aspect::Style && !m_rows.empty()) {
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        }
    });
    connect(&document.edits(), &MaskEdits::stateChanged, this, [this] {
        if (!m_rows.empty()) {
            Q_EMIT dataChanged(index(0), index(rowCount() - 1), {DetailRole});
        }
    });
    rebuild();
}

void LayersModel::rebuild()
{
    beginResetModel();
    m_rows.clear();
    for (const Layer& layer : m_document.layers()) {
        if (layer.as<ImageContent>() != nullptr || layer.as<ComparisonContent>() != nullptr) {
            continue; // images stand below; comparisons are chosen by "colour by"
        }
        if (isOneRow(layer)) {
            m_rows.push_back({layer.id, -1});
            continue;
        }
        for (std::size_t label = 0; label < layer.style.labels.size(); ++label) {
            m_rows.push_back({layer.id, static_cast<int>(label)});
        }
    }
    for (auto layer = m_document.layers().rbegin(); layer != m_document.layers().rend(); ++layer) {
        if (layer->as<ImageContent>() != nullptr) {
            m_rows.push_back({layer->id, -1});
        }
    }
    endResetModel();
}

void LayersModel::setDetails(const QString& detail, bool pending, bool probabilitiesSeen)
{
    const bool seen = probabilitiesSeen && !pending;
    setDetail(m_prediction, {detail, pending});
    setDetail(m_probability, {seen ? detail : QString(), !seen});
}

const LayersModel::Detail* LayersModel::computedDetail(const Layer& layer) const
{
    return layer.as<PredictionContent>() != nullptr    ? &m_prediction
           : layer.as<ProbabilityContent>() != nullptr ? &m_probability
                                                       : nullptr;
}

void LayersModel::setDetail(Detail& detail, Detail next)
{
    if (detail == next) {
        return;
    }
    detail = std::move(next);
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {DetailRole, PendingRole});
    }
}

int LayersModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QString LayersModel::detailOf(const Layer& layer) const
{
    if (const auto* edited = layer.as<EditedContent>()) {
        return edited->mask->isUnsaved()  ? tr("edited, not saved")
               : edited->mask->isEdited() ? tr("edited")
                                          : QString();
    }
    const Detail* computed = computedDetail(layer);
    return computed != nullptr                   ? computed->text
           : layer.as<ImageContent>() != nullptr ? tr("image")
                                                 : referenceFile(layer);
}

QVariant LayersModel::nameOf(const Layer& layer, const Row& row) const
{
    if (row.label < 0) {
        return layer.name;
    }
    const LabelStyle& label = layer.style.labels[static_cast<std::size_t>(row.label)];
    if (layer.as<PredictionContent>() != nullptr) {
        return label.name;
    }
    // A file of one label goes by the file's name, several by both.
    return layer.style.labels.size() == 1 ? layer.name : tr("%1: %2").arg(layer.name, label.name);
}

bool LayersModel::isVisible(const Layer& layer, const Row& row) const
{
    return layer.style.visible
           && (row.label < 0 || layer.style.labels[static_cast<std::size_t>(row.label)].visible);
}

QVariant LayersModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const Layer* layer = m_document.find(row.layer);
    if (layer == nullptr) {
        return {};
    }
    const bool isPrediction = layer->as<PredictionContent>() != nullptr;
    const bool isImage = layer->as<ImageContent>() != nullptr;
    const Detail* detail = computedDetail(*layer);
    switch (role) {
    case Qt::DisplayRole: return nameOf(*layer, row);
    case Qt::DecorationRole:
        return QColor(
            isImage                                      ? kImageColour
            : layer->as<ProbabilityContent>() != nullptr ? kProbabilityColour
            : layer->style.labels.empty()
                ? kReferenceColour
                : layer->style.labels[static_cast<std::size_t>(std::max(0, row.label))].colour);
    case Qt::CheckStateRole:
        return static_cast<int>(isVisible(*layer, row) ? Qt::Checked : Qt::Unchecked);
    case DetailRole: return detailOf(*layer);
    case PendingRole: return detail != nullptr && detail->pending;
    case LayerRole: return layer->id;
    case LabelRole:
        return row.label < 0 ? QVariant()
                             : QVariant(static_cast<int>(
                                 layer->style.labels[static_cast<std::size_t>(row.label)].value));
    case Qt::ToolTipRole:
        return isPrediction ? tr("Mask of %1; click to show or hide").arg(layer->name)
               : isImage    ? tr("Image %1; click to show or hide").arg(layer->name)
               : detail != nullptr
                   ? tr("What the network's scores become by sigmoid or softmax; click to show or "
                        "hide")
               : isReference(*layer)
                   ? tr("Dice is counted against this reference, %1; click to show or hide")
                         .arg(referenceFile(*layer))
               : layer->as<EditedContent>() != nullptr
                   ? tr("Mask to be edited, begun from %1; click to show or hide").arg(layer->name)
                   : tr("Labels %1; click to show or hide").arg(layer->name);
    default: return {};
    }
}

bool LayersModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return false;
    }
    const Row row = m_rows[static_cast<std::size_t>(index.row())];
    const Layer* layer = m_document.find(row.layer);
    if (layer == nullptr) {
        return false;
    }
    const bool show = value.toInt() == static_cast<int>(Qt::Checked);
    LayerStyle style = layer->style;
    if (row.label < 0) {
        style.visible = show;
    } else {
        // A hidden layer comes back with the one label that is asked for.
        for (std::size_t i = 0; show && !style.visible && i < style.labels.size(); ++i) {
            style.labels[i].visible = false;
        }
        style.visible = style.visible || show;
        style.labels[static_cast<std::size_t>(row.label)].visible = show;
    }
    m_document.setStyle(row.layer, style);
    return true;
}

Qt::ItemFlags LayersModel::flags(const QModelIndex& index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable
                           : Qt::NoItemFlags;
}

QModelIndex LayersModel::rowOf(LayerId layer) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const Row& row) { return row.layer == layer; });
    return found != m_rows.end() ? index(static_cast<int>(found - m_rows.begin())) : QModelIndex();
}

} // namespace halftone::ui
