// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/document_commands.h"

#include "ui/document/words.h"

#include <algorithm>
#include <utility>

namespace halftone::ui {

namespace {

/// A document has one reference, and an image one prediction with one layer of probabilities: the
/// program may have put another one there meanwhile, or taken away what it is of.
bool isPlaceTaken(const Document& document, const Layer& layer)
{
    if (const auto* labels = layer.as<LabelsContent>()) {
        return labels->isReference && document.reference() != nullptr;
    }
    if (const auto* probability = layer.as<ProbabilityContent>()) {
        return document.last<ProbabilityContent>() != nullptr
               || document.find(probability->prediction) == nullptr;
    }
    return layer.as<PredictionContent>() != nullptr
           && document.last<PredictionContent>() != nullptr;
}

} // namespace

LayerCommand::LayerCommand(Document& document, Kind kind, Layer layer)
    : UndoStep((kind == Kind::Add ? tr("adding %1") : tr("removing %1")).arg(layer.name)),
      m_document(document), m_kind(kind), m_layer(std::move(layer)),
      m_position(document.layers().size())
{
}

bool LayerCommand::redo()
{
    return m_kind == Kind::Add ? put() : take();
}

bool LayerCommand::undo()
{
    return m_kind == Kind::Add ? take() : put();
}

bool LayerCommand::put()
{
    if (m_document.find(m_layer.id) != nullptr || isPlaceTaken(m_document, m_layer)) {
        return false;
    }
    m_document.insert(m_position, m_layer);
    return true;
}

bool LayerCommand::take()
{
    if (m_document.find(m_layer.id) == nullptr) {
        return false; // the program took it away
    }
    m_layer = m_document.take(m_layer.id, m_position);
    return true;
}

std::size_t LayerCommand::bytes() const noexcept
{
    const auto* edited = m_layer.as<EditedContent>();
    return edited != nullptr && m_document.find(m_layer.id) == nullptr
               ? edited->mask->labels().bytes()
               : 0;
}

MeasurementCommand::MeasurementCommand(Document& document, Kind kind, Measurement measurement)
    : UndoStep(kind == Kind::Add ? tr("measuring") : tr("removing a measurement")),
      m_document(document), m_kind(kind), m_measurement(std::move(measurement)),
      m_position(document.m_measurements.size())
{
}

bool MeasurementCommand::redo()
{
    return m_kind == Kind::Add ? put() : take();
}

bool MeasurementCommand::undo()
{
    return m_kind == Kind::Add ? take() : put();
}

bool MeasurementCommand::put()
{
    std::vector<Measurement>& all = m_document.m_measurements;
    const std::size_t position = std::min(m_position, all.size());
    all.insert(all.begin() + static_cast<std::ptrdiff_t>(position), m_measurement);
    m_document.m_selected = m_measurement.id;
    Q_EMIT m_document.measurementsChanged();
    return true;
}

bool MeasurementCommand::take()
{
    std::vector<Measurement>& all = m_document.m_measurements;
    const auto found = std::find_if(all.begin(), all.end(), [&](const Measurement& each) {
        return each.id == m_measurement.id;
    });
    m_position = static_cast<std::size_t>(found - all.begin());
    all.erase(found); // steps are undone in turn: it is there
    if (m_document.m_selected == m_measurement.id) {
        m_document.m_selected = 0;
    }
    Q_EMIT m_document.measurementsChanged();
    return true;
}

} // namespace halftone::ui
