// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/panels/layers_panel.h"

#include "ui/widgets/controls/accessible.h"
#include "ui/widgets/controls/level_slider.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/panels/label_palette.h"
#include "ui/widgets/panels/layer_delegate.h"

#include <QColorDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMouseEvent>
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
    auto* delegate = new LayerDelegate(m_list);
    m_list->setItemDelegate(delegate);
    connect(delegate, &LayerDelegate::colourRequested, this, &LayersPanel::chooseColour);
    m_list->setMouseTracking(true);
    m_list->viewport()->installEventFilter(this);
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
    m_widthText = theme::label({}, "value", section);
    shapes->addWidget(m_widthText);
    shapes->addSpacing(8);
    layout->addLayout(shapes);
    // Below them, as the one for the opacity: beside them there is no room for it.
    m_outlineWidth = new LevelSlider(section);
    m_outlineWidth->setObjectName(QStringLiteral("outlineWidth"));
    m_outlineWidth->setAccessibleName(tr("Width of the outline"));
    m_outlineWidth->setToolTip(m_outlineWidth->accessibleName());
    m_outlineWidth->setRange(1, kWidestOutline);
    m_outlineWidth->setPageStep(1);
    connect(m_outlineWidth, &LevelSlider::valueChanged, this, &LayersPanel::setOutlineWidth);
    auto* width = new QHBoxLayout;
    width->setContentsMargins(7, 0, 7, 0);
    width->addWidget(m_outlineWidth);
    layout->addLayout(width);
    return section;
}

LayerId LayersPanel::current() const
{
    return m_document.find(m_selected) != nullptr ? m_selected : 0;
}

void LayersPanel::choose(LayerId layer)
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
        m_outlineWidth->hide();
        m_widthText->hide();
        return;
    }
    const QSignalBlocker quietSlider(m_opacity);
    const QSignalBlocker quietOutline(m_outline);
    const QSignalBlocker quietWidth(m_outlineWidth);
    const int percent = static_cast<int>(std::lround(layer->style.opacity * 100));
    m_opacity->setValue(percent);
    m_opacity->update();
    m_opacityText->setText(tr("%1 %").arg(percent));
    setAccessibleValue(*m_opacity, m_opacityText->text());
    (layer->style.outlined ? m_outline : m_fill)->setChecked(true);
    const bool hasShape =
        layer->as<ImageContent>() == nullptr && layer->as<ProbabilityContent>() == nullptr;
    m_fill->setEnabled(hasShape);
    m_outline->setEnabled(hasShape);
    m_outlineWidth->setVisible(hasShape && layer->style.outlined);
    m_outlineWidth->setValue(layer->style.outlineWidth);
    m_outlineWidth->update();
    m_widthText->setVisible(m_outlineWidth->isVisibleTo(m_looks));
    m_widthText->setText(tr("%1 px").arg(layer->style.outlineWidth));
}

void LayersPanel::step(int rows)
{
    const int row = m_list->currentIndex().row() + rows;
    if (row >= 0 && row < m_layers.rowCount()) {
        m_chosen = true;
        m_list->setCurrentIndex(m_layers.index(row));
    }
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

void LayersPanel::setOutlineWidth(int width)
{
    if (const Layer* layer = m_document.find(m_selected)) {
        LayerStyle style = layer->style;
        style.outlineWidth = std::clamp(width, 1, kWidestOutline);
        m_document.setStyle(m_selected, style);
    }
}

bool LayersPanel::eventFilter(QObject* watched, QEvent* event)
{
    // The mouse alone points: keys select rows without changing what is seen.
    if (event->type() == QEvent::MouseMove) {
        pointAt(m_list->indexAt(static_cast<QMouseEvent*>(event)->position().toPoint()));
    } else if (event->type() == QEvent::Leave) {
        pointAt({});
    }
    return QWidget::eventFilter(watched, event);
}

void LayersPanel::hideEvent(QHideEvent* event)
{
    pointAt({});
    QWidget::hideEvent(event);
}

void LayersPanel::pointAt(const QModelIndex& index)
{
    const Layer* layer = m_document.find(index.data(LayersModel::LayerRole).toInt());
    if (layer == nullptr || layer->as<ImageContent>() != nullptr) {
        m_document.setHighlight(std::nullopt);
        return;
    }
    const QVariant label = index.data(LayersModel::LabelRole);
    m_document.setHighlight(Highlight{
        layer->id,
        label.isValid() ? std::optional(static_cast<std::uint8_t>(label.toInt())) : std::nullopt});
}

bool LayersPanel::canChooseColour() const
{
    const Layer* layer = m_document.find(m_selected);
    return layer != nullptr && !isReference(*layer)
           && m_list->currentIndex().data(LayersModel::LabelRole).isValid();
}

void LayersPanel::chooseColour()
{
    if (!canChooseColour()) {
        return;
    }
    const QModelIndex index = m_list->currentIndex();
    const LayerId layer = m_selected;
    const auto label = static_cast<std::uint8_t>(index.data(LayersModel::LabelRole).toInt());
    const QString name = index.data().toString();
    auto* palette =
        new LabelPalette(name, index.data(Qt::DecorationRole).value<QColor>().rgb(), window());
    connect(palette, &LabelPalette::chosen, this,
            [this, layer, label](QRgb colour) { setColour(layer, label, colour); });
    connect(palette, &LabelPalette::otherRequested, this,
            [this, layer, label, name] { askForOtherColour(layer, label, name); });
    palette->openAt(
        m_list->viewport()->mapToGlobal(m_list->visualRect(index).bottomLeft() + QPoint(0, 2)));
}

void LayersPanel::askForOtherColour(LayerId layer, std::uint8_t label, const QString& name)
{
    const Layer* found = m_document.find(layer);
    if (found == nullptr) {
        return;
    }
    QColor present;
    for (const LabelStyle& style : found->style.labels) {
        present = style.value == label ? QColor(style.colour) : present;
    }
    auto* dialog = new QColorDialog(present, window());
    dialog->setObjectName(QStringLiteral("colourDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QColorDialog::DontUseNativeDialog);
    dialog->setWindowTitle(tr("Colour of %1").arg(name));
    connect(dialog, &QColorDialog::colorSelected, this,
            [this, layer, label](const QColor& colour) { setColour(layer, label, colour.rgb()); });
    dialog->open();
}

void LayersPanel::setColour(LayerId layer, std::uint8_t label, QRgb colour)
{
    const QString fault = colourFault(colour);
    if (fault.isEmpty()) {
        m_document.setColour(layer, label, colour);
    } else {
        Q_EMIT refused(fault);
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
