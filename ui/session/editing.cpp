// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/editing.h"

#include "core/base/label_colours.h"
#include "ui/document/format.h"
#include "ui/session/session.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace halftone::ui {

namespace {

LabelStyle newLabel(std::uint8_t value)
{
    const Colour& colour = kModelLabelColours[(value - 1U) % kModelLabelColours.size()];
    return {value, Editing::tr("label %1").arg(value), qRgb(colour[0], colour[1], colour[2]), true};
}

bool isEdited(const Layer& layer)
{
    return layer.as<EditedContent>() != nullptr;
}

} // namespace

const Layer* editedOnScreen(const Document& document)
{
    const Layer* found = nullptr;
    for (const Layer& layer : document.layers()) {
        found = isEdited(layer) && layer.style.visible ? &layer : found;
    }
    return found;
}

int planeIndex(const Geometry& grid, image::Plane plane, const image::Point& mm)
{
    const auto axis = static_cast<std::size_t>(image::normalAxis(grid, plane));
    const double index = std::floor(image::toIndex(grid, mm)[axis] + 0.5);
    return static_cast<int>(std::clamp(index, 0.0, grid.size[axis] - 1.0));
}

QString editedWord(const Layer& edited)
{
    return edited.as<EditedContent>()->mask->isEdited() ? Editing::tr("edited")
                                                        : Editing::tr("to edit");
}

QString unlikeScreen(const Session& session)
{
    return session.shown() && editedOnScreen(session.document()) != nullptr
               ? Editing::tr("of %1, unedited").arg(formatPrecision(session.shown()->precision))
               : QString();
}

Editing::Editing(Session& session, QObject* parent)
    : QObject(parent), m_session(session), m_document(session.document()),
      m_maker(session.runtime(), session), m_filters(session.document())
{
    connect(&m_document, &Document::opened, this, [this] {
        m_filters.cancel();
        m_sources.clear();
        m_target = 0;
        Q_EMIT targetChanged();
    });
    connect(&m_document, &Document::layerAdded, this, &Editing::follow);
    connect(&m_document, &Document::layerRemoved, this, &Editing::unfollow);
    connect(&m_document, &Document::layerChanged, this, [this](int id, Aspect aspect) {
        if (id == m_target && aspect == Aspect::Content) {
            Q_EMIT targetChanged();
        }
    });
    connect(&m_maker, &MaskMaker::progressed, this,
            [this](double, const QString& detail) { say(tr("%1, %2").arg(m_making, detail)); });
    connect(&m_maker, &MaskMaker::made, this, [this](int layer, int source) {
        setSource(layer, source);
        if (!m_maker.isBusy()) {
            say({});
        }
    });
    connect(&m_maker, &MaskMaker::noted, this, &Editing::noted);
    connect(&m_filters, &MaskFilters::progressed, this, [this](double fraction, const QString&) {
        say(tr("Cleaning up, %1 %").arg(static_cast<int>(std::lround(100 * fraction))));
    });
    connect(&m_filters, &MaskFilters::done, this, [this](qulonglong voxels) {
        if (voxels == 0) {
            Q_EMIT noted(tr("Nothing had to be cleaned up: the mask is as it was."));
        }
    });
    const auto ended = [this] { say({}); };
    const auto couldNot = [this](const QString& sentence) {
        say({});
        Q_EMIT failed(sentence);
    };
    connect(&m_filters, &MaskFilters::ended, this, ended);
    connect(&m_maker, &MaskMaker::cancelled, this, ended);
    connect(&m_maker, &MaskMaker::failed, this, couldNot);
    connect(&m_filters, &MaskFilters::cancelled, this, ended);
    connect(&m_filters, &MaskFilters::failed, this, couldNot);
}

void Editing::cancel()
{
    m_maker.cancel();
    m_filters.cancel();
}

const Layer* Editing::target() const
{
    return m_target != 0 ? m_document.find(m_target) : nullptr;
}

void Editing::setTarget(LayerId layer)
{
    const Layer* found = m_document.find(layer);
    if (found == nullptr || !isEdited(*found) || layer == m_target) {
        return;
    }
    m_target = layer;
    const std::vector<LabelStyle>& labels = found->style.labels;
    const bool known = std::any_of(labels.begin(), labels.end(), [&](const LabelStyle& label) {
        return label.value == m_options.label;
    });
    if (!known && !labels.empty()) {
        m_options.label = labels.front().value;
    }
    Q_EMIT targetChanged();
    Q_EMIT optionsChanged();
}

void Editing::follow(LayerId added)
{
    const Layer* layer = m_document.find(added);
    if (layer == nullptr || !isEdited(*layer)) {
        return;
    }
    if (const auto source = m_sources.find(added); source != m_sources.end()) {
        setVisible(source->second, false);
    }
    if (layer->style.labels.empty()) { // of a file without labels: there must be one to paint with
        m_document.edits().setLabels(added, {newLabel(1)});
    }
    if (m_target == 0 && !m_options.ranged) {
        // What is seen as black and white is where people begin.
        const DisplayWindow& window = m_document.base()->style.window;
        m_options.range = {window.low, window.high};
    }
    setTarget(added);
}

void Editing::unfollow(LayerId removed)
{
    if (const auto source = m_sources.find(removed); source != m_sources.end()) {
        const bool isHeld = std::any_of(m_sources.begin(), m_sources.end(), [&](const auto& other) {
            return other.first != removed && other.second == source->second
                   && m_document.find(other.first) != nullptr;
        });
        if (!isHeld) {
            setVisible(source->second, true);
        }
    }
    if (removed != m_target) {
        return;
    }
    m_filters.cancel();
    m_target = 0;
    const Layer* next = m_document.last<EditedContent>();
    if (next != nullptr) {
        setTarget(next->id);
    } else {
        Q_EMIT targetChanged();
    }
}

void Editing::setVisible(LayerId layer, bool visible)
{
    if (const Layer* found = m_document.find(layer)) {
        LayerStyle style = found->style;
        style.visible = visible;
        m_document.setStyle(layer, style);
    }
}

void Editing::setOptions(BrushOptions options)
{
    options.size = std::clamp(options.size, 1, BrushOptions::kLargest);
    if (options.range.low > options.range.high) {
        std::swap(options.range.low, options.range.high);
    }
    if (std::exchange(m_options, options) != options) {
        Q_EMIT optionsChanged();
    }
}

void Editing::resizeBrush(int voxels)
{
    BrushOptions options = m_options;
    options.size += voxels;
    setOptions(options);
}

image::Brush Editing::brush(image::Plane plane) const
{
    return {m_options.square ? image::BrushShape::Square : image::BrushShape::Round,
            image::diameterOfVoxels(m_document.baseImage()->geometry, plane, m_options.size),
            m_options.volume};
}

image::PaintRule Editing::rule(bool erases) const
{
    image::PaintRule rule;
    rule.label = erases ? 0 : m_options.label;
    rule.over = m_options.unlabelledOnly && !erases ? image::onlyBackground() : image::allLabels();
    if (m_options.ranged) {
        rule.within = m_options.range;
    }
    if (const Layer* edited = target()) {
        for (const LabelStyle& label : edited->style.labels) {
            if (!label.visible && label.value != m_options.label) {
                rule.over.reset(label.value); // nobody paints over what he does not see
            }
        }
    }
    return rule;
}

void Editing::takeRange(image::Plane plane, const image::Point& mm)
{
    const std::shared_ptr<const Image> base = m_document.baseImage();
    if (!base) {
        return;
    }
    image::Brush flat = brush(plane);
    flat.throughSlices = false;
    std::optional<image::ValueRange> range;
    const Geometry& grid = base->geometry;
    for (const image::VoxelRun& run : image::sweep(grid, flat, plane, mm, mm)) {
        for (int i = run.first; i <= run.last; ++i) {
            const std::size_t row =
                static_cast<std::size_t>(run.k) * static_cast<std::size_t>(grid.size[1])
                + static_cast<std::size_t>(run.j);
            const double value = base->value(row * static_cast<std::size_t>(grid.size[0])
                                             + static_cast<std::size_t>(i));
            if (!std::isnan(value)) {
                range = range ? image::ValueRange{std::min(range->low, value),
                                                  std::max(range->high, value)}
                              : image::ValueRange{value, value};
            }
        }
    }
    if (range) {
        BrushOptions options = m_options;
        options.ranged = true;
        options.range = *range;
        setOptions(options);
    }
}

void Editing::setSource(LayerId edited, LayerId source)
{
    if (source != 0) {
        m_sources[edited] = source;
        setVisible(source, false);
    }
}

void Editing::setStroking(bool stroking)
{
    m_session.holdBackground(stroking, this);
}

void Editing::editMask()
{
    if (isFree() && m_maker.makeOfPrediction()) {
        m_making = tr("Completing the mask");
        say(m_making);
    }
}

void Editing::editCopy(LayerId layer)
{
    const Layer* source = m_document.find(layer);
    if (source == nullptr) {
        return;
    }
    if (source->as<PredictionContent>() != nullptr) {
        editMask();
    } else if (source->as<EditedContent>() != nullptr) {
        m_document.edits().endStroke();
        MaskSnapshot copy = *m_document.edits().snapshot(layer);
        copy.unsaved = copy.unsaved || copy.edited; // the copy is in no file
        m_document.userAdds(editedLayer(std::make_shared<EditedMask>(copy),
                                        tr("copy of %1").arg(source->name), source->style.labels));
        setSource(m_document.layers().back().id, layer);
    } else if (source->as<LabelsContent>() != nullptr && isFree()) {
        m_making = tr("Bringing %1 to the grid of the image").arg(source->name);
        say(m_making);
        m_maker.makeOfLabels(layer);
    }
}

bool Editing::isFree()
{
    if (m_maker.isBusy()) {
        Q_EMIT noted(
            tr("A mask is still being made to be edited. Wait for it, or cancel it below."));
    }
    return !m_maker.isBusy();
}

void Editing::newLabels()
{
    if (m_document.base() == nullptr) {
        return;
    }
    const Layer* prediction = m_document.last<PredictionContent>();
    m_maker.makeEmpty(tr("new labels"), prediction != nullptr
                                            ? prediction->style.labels
                                            : std::vector<LabelStyle>{newLabel(1)});
}

void Editing::addLabel()
{
    const Layer* layer = target();
    if (layer == nullptr) {
        return;
    }
    std::vector<LabelStyle> labels = layer->style.labels;
    std::uint8_t value = 1;
    const auto isTaken = [&] {
        return std::any_of(labels.begin(), labels.end(),
                           [&](const LabelStyle& label) { return label.value == value; });
    };
    while (value <= kLastLabel && isTaken()) {
        ++value;
    }
    if (value > kLastLabel) {
        return;
    }
    labels.push_back(newLabel(value));
    if (m_document.edits().setLabels(layer->id, std::move(labels))) {
        BrushOptions options = m_options;
        options.label = value;
        setOptions(options);
        Q_EMIT targetChanged();
    }
}

void Editing::cleanUp(const CleanUp& what)
{
    const Layer* layer = target();
    if (layer == nullptr || isCleaning()) {
        return;
    }
    const Geometry& grid = m_document.baseImage()->geometry;
    image::LabelFilter filter;
    filter.kind = what.kind;
    filter.label = m_options.label;
    filter.minimumVoxels = what.minimumVoxels;
    filter.radiusMm = *std::min_element(grid.spacingMm.begin(), grid.spacingMm.end());
    if (what.inPlane) {
        filter.slicesAcross = image::normalAxis(grid, *what.inPlane);
        filter.slice = planeIndex(grid, *what.inPlane, m_document.cursor());
    }
    m_filters.start(layer->id, filter);
    say(tr("Cleaning up"));
}

} // namespace halftone::ui
