// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/panels/layers_panel.h"

#include "ui/widgets/controls/level_slider.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/panels/layer_delegate.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace halftone::ui {

namespace {

constexpr int kLayerRow = 28;
constexpr int kMaxRows = 6;

} // namespace

LayersPanel::LayersPanel(Document& document, LayersModel& layers, QWidget* parent)
    : QWidget(parent), m_document(document), m_layers(layers), m_list(new QListView(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(theme::heading(tr("Layers"), this));
    layout->addSpacing(2);
    m_list->setObjectName(QStringLiteral("layerList"));
    m_list->setAccessibleName(tr("Layers"));
    m_list->setModel(&layers);
    m_list->setItemDelegate(new LayerDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QListView::customContextMenuRequested, this, [this](const QPoint& place) {
        Q_EMIT menuRequested(m_list->viewport()->mapToGlobal(place));
    });
    layout->addWidget(m_list);
    m_looks = makeLooks();
    layout->addWidget(m_looks);
    connect(&document, &Document::opened, this, [this] { m_chosen = false; });
    connect(m_list, &QListView::pressed, this, [this] { m_chosen = true; });
    connect(&layers, &QAbstractItemModel::modelReset, this, &LayersPanel::selectSomething);
    connect(&layers, &QAbstractItemModel::dataChanged, this, &LayersPanel::showLooks);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                if (index.isValid()) {
                    m_selected = index.data(LayersModel::LayerRole).toInt();
                    showLooks();
                    Q_EMIT currentChanged(m_selected);
                }
            });
    selectSomething();
}

QWidget* LayersPanel::makeLooks()
{
    auto* section = new QWidget(this);
    auto* layout = new QVBoxLayout(section);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    m_opacityText = theme::label({}, "value", section);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 6, 8, 0);
    row->addWidget(theme::label(tr("Opacity"), "dim", section), 1);
    row->addWidget(m_opacityText);
    layout->addLayout(row);
    m_opacity = new LevelSlider(section);
    m_opacity->setObjectName(QStringLiteral("opacitySlider"));
    m_opacity->setAccessibleName(tr("Opacity of the selected layer"));
    m_opacity->setRange(0, 100);
    m_opacity->setPageStep(10);
    connect(m_opacity, &LevelSlider::valueChanged, this,
            [this](int percent) { setOpacity(percent / 100.0); });
    auto* slider = new QHBoxLayout;
    slider->setContentsMargins(7, 0, 7, 0);
    slider->addWidget(m_opacity);
    layout->addLayout(slider);
    m_fill = new QRadioButton(tr("fill"), section);
    m_fill->setObjectName(QStringLiteral("fillLayer"));
    m_outline = new QRadioButton(tr("outline"), section);
    m_outline->setObjectName(QStringLiteral("outlineLayer"));
    connect(m_outline, &QRadioButton::toggled, this, &LayersPanel::setOutlined);
    auto* shapes = new QHBoxLayout;
    shapes->setSpacing(4);
    shapes->addWidget(m_fill);
    shapes->addWidget(m_outline);
    shapes->addStretch();
    layout->addLayout(shapes);
    return section;
}

LayerId LayersPanel::current() const
{
    return m_document.find(m_selected) != nullptr ? m_selected : 0;
}

void LayersPanel::select(LayerId layer)
{
    if (const QModelIndex row = m_layers.rowOf(layer); row.isValid()) {
        m_chosen = true;
        m_list->setCurrentIndex(row);
    }
}

void LayersPanel::selectSomething()
{
    m_list->setFixedHeight(std::clamp(m_layers.rowCount(), 1, kMaxRows) * kLayerRow);
    QModelIndex row = m_layers.rowOf(m_selected);
    if (!row.isValid() || !m_chosen) {
        const Layer* prediction = m_document.last<PredictionContent>();
        row = prediction != nullptr ? m_layers.rowOf(prediction->id) : m_layers.index(0);
    }
    m_list->setCurrentIndex(row);
    showLooks();
}

void LayersPanel::showLooks()
{
    const Layer* layer = m_document.find(m_selected);
    m_looks->setEnabled(layer != nullptr);
    if (layer == nullptr) {
        m_opacityText->clear();
        return;
    }
    const QSignalBlocker quietSlider(m_opacity);
    const QSignalBlocker quietOutline(m_outline);
    const int percent = static_cast<int>(std::lround(layer->style.opacity * 100));
    m_opacity->setValue(percent);
    m_opacity->update();
    m_opacityText->setText(tr("%1 %").arg(percent));
    (layer->style.outlined ? m_outline : m_fill)->setChecked(true);
    const bool hasShape =
        layer->as<ImageContent>() == nullptr && layer->as<ProbabilityContent>() == nullptr;
    m_fill->setEnabled(hasShape);
    m_outline->setEnabled(hasShape);
}

void LayersPanel::toggleVisible()
{
    if (const Layer* layer = m_document.find(m_selected)) {
        LayerStyle style = layer->style;
        style.visible = !style.visible;
        m_document.setStyle(m_selected, style);
    }
}

void LayersPanel::setOutlined(bool outlined)
{
    if (const Layer* layer = m_document.find(m_selected)) {
        LayerStyle style = layer->style;
        style.outlined = outlined;
        m_document.setStyle(m_selected, style);
    }
}

void LayersPanel::setOpacity(double opacity)
{
    if (const Layer* layer = m_document.find(m_selected)) {
        LayerStyle style = layer->style;
        style.opacity = std::clamp(opacity, 0.0, 1.0);
        m_document.setStyle(m_selected, style);
    }
}

void LayersPanel::changeOpacity(double by)
{
    if (const Layer* layer = m_document.find(m_selected)) {
        setOpacity(layer->style.opacity + by);
    }
}

} // namespace halftone::ui
