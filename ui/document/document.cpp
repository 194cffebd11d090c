// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/document.h"

#include "ui/document/document_commands.h"

#include <algorithm>
#include <utility>

namespace halftone::ui {

namespace {

std::size_t indexOf(image::Plane plane)
{
    return static_cast<std::size_t>(plane);
}

} // namespace

Document::Document(QObject* parent) : QObject(parent)
{
    connect(&m_undo, &UndoStack::aboutToMove, &m_edits, &MaskEdits::endStroke);
}

LayerId Document::open(std::shared_ptr<const Image> image)
{
    for (const Layer& layer : m_layers) {
        m_looks.remember(layer);
    }
    m_edits.cancelStroke();
    m_undo.clear();
    m_layers.clear();
    m_views = {};
    m_maximised.reset();
    const bool compared = isSet(std::exchange(m_other, {}));
    m_measurements.clear();
    m_selected = 0;
    const Geometry& geometry = image->geometry;
    image::Point middle{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const auto voxel = geometry.size[axis] / 2; // not between two
        middle[axis] = static_cast<double>(voxel);
    }
    m_cursor = image::toMm(geometry, middle);
    Layer layer = imageLayer(std::move(image));
    layer.id = ++m_lastId;
    m_layers.push_back(std::move(layer));
    Q_EMIT opened();
    if (compared) {
        Q_EMIT compareChanged();
    }
    return m_lastId;
}

const Layer* Document::find(LayerId id) const noexcept
{
    const auto found = std::find_if(m_layers.begin(), m_layers.end(),
                                    [&](const Layer& layer) { return layer.id == id; });
    return found != m_layers.end() ? &*found : nullptr;
}

Layer* Document::edit(LayerId id) noexcept
{
    return const_cast<Layer*>(std::as_const(*this).find(id)); // NOLINT: it is ours
}

const Layer* Document::base() const noexcept
{
    const auto found = std::find_if(m_layers.begin(), m_layers.end(), [](const Layer& layer) {
        return layer.as<ImageContent>() != nullptr;
    });
    return found != m_layers.end() ? &*found : nullptr;
}

std::shared_ptr<const Image> Document::baseImage() const
{
    const Layer* layer = base();
    return layer != nullptr ? layer->as<ImageContent>()->image : nullptr;
}

const Layer* Document::reference() const noexcept
{
    const auto found = std::find_if(m_layers.begin(), m_layers.end(), isReference);
    return found != m_layers.end() ? &*found : nullptr;
}

LayerId Document::add(Layer layer)
{
    m_looks.restore(layer);
    insert(m_layers.size(), std::move(layer));
    return m_layers.back().id;
}

void Document::remove(LayerId id)
{
    std::size_t position = 0;
    m_looks.remember(take(id, position));
}

void Document::replace(LayerId id, Layer layer)
{
    Layer* old = edit(id);
    if (old == nullptr) {
        return;
    }
    m_looks.remember(*old);
    m_looks.restore(layer);
    layer.id = id;
    layer.style.opacity = old->style.opacity;
    layer.style.outlined = old->style.outlined;
    layer.style.outlineWidth = old->style.outlineWidth;
    layer.style.visible = old->style.visible;
    *old = std::move(layer);
    Q_EMIT layerChanged(id, Aspect::Content);
}

void Document::userAdds(Layer layer)
{
    layer.id = ++m_lastId;
    m_looks.restoreColours(layer);
    m_undo.push(std::make_unique<LayerCommand>(*this, LayerCommand::Kind::Add, std::move(layer)));
}

bool Document::userRemoves(LayerId id)
{
    m_edits.endStroke();
    const Layer* layer = find(id);
    if (layer == nullptr || layer == base()) {
        return false;
    }
    m_undo.push(std::make_unique<LayerCommand>(*this, LayerCommand::Kind::Remove, *layer));
    return true;
}

void Document::userMeasures(Measurement measurement)
{
    measurement.id = ++m_lastMeasurement;
    m_undo.push(std::make_unique<MeasurementCommand>(*this, MeasurementCommand::Kind::Add,
                                                     std::move(measurement)));
}

void Document::userRemovesMeasurement(MeasurementId id)
{
    const auto found = std::find_if(m_measurements.begin(), m_measurements.end(),
                                    [&](const Measurement& each) { return each.id == id; });
    if (found != m_measurements.end()) {
        m_undo.push(
            std::make_unique<MeasurementCommand>(*this, MeasurementCommand::Kind::Remove, *found));
    }
}

void Document::selectMeasurement(MeasurementId id)
{
    const bool exists = std::any_of(m_measurements.begin(), m_measurements.end(),
                                    [&](const Measurement& each) { return each.id == id; });
    const MeasurementId next = exists ? id : 0;
    if (next != m_selected) {
        m_selected = next;
        Q_EMIT measurementsChanged();
    }
}

void Document::setWindow(LayerId id, const DisplayWindow& window)
{
    Layer* layer = edit(id);
    if (layer != nullptr && layer->style.window != window) {
        layer->style.window = window;
        Q_EMIT layerChanged(id, Aspect::Window);
    }
}

void Document::setProbability(LayerId id, const ProbabilityContent& content)
{
    Layer* layer = edit(id);
    const auto* before = layer != nullptr ? layer->as<ProbabilityContent>() : nullptr;
    if (before != nullptr && !(*before == content)) {
        layer->content = content;
        Q_EMIT layerChanged(id, Aspect::Cut);
    }
}

void Document::setStyle(LayerId id, const LayerStyle& style)
{
    Layer* layer = edit(id);
    if (layer == nullptr) {
        return;
    }
    LayerStyle next = style;
    next.window = layer->style.window;
    if (layer->style != next) {
        layer->style = std::move(next);
        m_looks.remember(*layer);
        Q_EMIT layerChanged(id, Aspect::Style);
    }
}

void Document::insert(std::size_t position, Layer layer)
{
    if (layer.id == 0) {
        layer.id = ++m_lastId;
    }
    const LayerId id = layer.id;
    position = std::min(position, m_layers.size());
    m_layers.insert(m_layers.begin() + static_cast<std::ptrdiff_t>(position), std::move(layer));
    Q_EMIT layerAdded(id);
}

Layer Document::take(LayerId id, std::size_t& position)
{
    m_edits.cancelStrokeOn(id);
    const auto found = std::find_if(m_layers.begin(), m_layers.end(),
                                    [&](const Layer& layer) { return layer.id == id; });
    if (found == m_layers.end()) {
        return {};
    }
    position = static_cast<std::size_t>(found - m_layers.begin());
    Layer layer = std::move(*found);
    m_layers.erase(found);
    Q_EMIT layerRemoved(id);
    removeComparison([&](const ComparisonContent& comparison) {
        return comparison.prediction == id || comparison.against == id;
    });
    removeProbabilities(id);
    const auto* compared = std::get_if<OtherLabels>(&m_other);
    if (compared != nullptr && compared->layer == id) {
        setOther({});
    }
    return layer;
}

void Document::removeProbabilities(LayerId prediction)
{
    const auto found = std::find_if(m_layers.begin(), m_layers.end(), [&](const Layer& layer) {
        const auto* content = layer.as<ProbabilityContent>();
        return content != nullptr && content->prediction == prediction;
    });
    if (found != m_layers.end()) {
        std::size_t unused = 0;
        take(found->id, unused);
    }
}

void Document::removeComparison(const std::function<bool(const ComparisonContent&)>& isMeant)
{
    for (const Layer& layer : m_layers) {
        const auto* comparison = layer.as<ComparisonContent>();
        if (comparison != nullptr && isMeant(*comparison)) {
            std::size_t unused = 0;
            take(layer.id, unused); // nothing is left to compare
            break;
        }
    }
}

bool Document::setColour(LayerId id, std::uint8_t value, QRgb colour)
{
    Layer* layer = edit(id);
    if (layer == nullptr || isReference(*layer)) {
        return false;
    }
    std::vector<LabelStyle>& labels = layer->style.labels;
    const auto label = std::find_if(labels.begin(), labels.end(),
                                    [&](const LabelStyle& each) { return each.value == value; });
    if (label == labels.end()) {
        return false;
    }
    if (label->colour != colour) {
        label->ownColour = label->ownColour.value_or(label->colour);
        label->colour = colour;
        m_looks.choose(*layer, *label);
        m_edits.recoloured(id);
        Q_EMIT layerChanged(id, Aspect::Style);
    }
    return true;
}

void Document::resetColours()
{
    m_looks.forgetColours();
    std::vector<LayerId> changed;
    for (Layer& layer : m_layers) {
        bool any = false;
        for (LabelStyle& label : layer.style.labels) {
            any = any || label.ownColour;
            label.colour = std::exchange(label.ownColour, std::nullopt).value_or(label.colour);
        }
        if (any) {
            changed.push_back(layer.id);
        }
    }
    for (const LayerId id : changed) {
        m_edits.recoloured(id);
        Q_EMIT layerChanged(id, Aspect::Style);
    }
}

std::optional<Highlight> Document::highlight() const
{
    const Layer* layer = m_highlight ? find(m_highlight->layer) : nullptr;
    const bool seen =
        layer != nullptr
        && (m_highlight->label ? layer->isLabelVisible(*m_highlight->label) : layer->style.visible);
    return seen ? m_highlight : std::nullopt;
}

void Document::setHighlight(const std::optional<Highlight>& highlight)
{
    if (m_highlight != highlight) {
        m_highlight = highlight;
        Q_EMIT highlightChanged();
    }
}

void Document::setCursor(const image::Point& mm)
{
    if (mm != m_cursor) {
        m_cursor = mm;
        Q_EMIT cursorMoved();
    }
}

const ViewState& Document::view(image::Plane plane) const noexcept
{
    return m_views[indexOf(plane)];
}

void Document::setView(image::Plane plane, const ViewState& state)
{
    ViewState& mine = m_views[indexOf(plane)];
    if (!(mine == state)) {
        mine = state;
        Q_EMIT viewChanged(plane);
    }
}

void Document::setLayout(Layout layout)
{
    if (layout != m_layout || m_maximised) {
        m_layout = layout;
        m_maximised.reset();
        Q_EMIT layoutChanged();
    }
}

void Document::setOther(Other other)
{
    if (const auto* labels = std::get_if<OtherLabels>(&other)) {
        const Layer* layer = find(labels->layer);
        if (layer == nullptr || layer->as<LabelsContent>() == nullptr) {
            other = {};
        }
    }
    if (other == m_other) {
        return;
    }
    m_other = std::move(other);
    if (!isSet(m_other)) {
        removeComparison([](const ComparisonContent& comparison) { return comparison.withOther; });
    }
    Q_EMIT compareChanged();
}

void Document::setCompareMode(CompareMode mode)
{
    if (mode != m_compareMode) {
        m_compareMode = mode;
        Q_EMIT compareChanged();
    }
}

void Document::setErrorsHatched(bool hatched)
{
    if (hatched != m_errorsHatched) {
        m_errorsHatched = hatched;
        Q_EMIT compareChanged();
    }
}

void Document::setMaximised(const std::optional<image::Plane>& plane)
{
    if (plane != m_maximised) {
        m_maximised = plane;
        Q_EMIT layoutChanged();
    }
}

} // namespace halftone::ui
