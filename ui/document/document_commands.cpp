// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/document_commands.h"

#include "ui/document/words.h"

#include <algorithm>
#include <utility>

namespace halftone::ui {

namespace {

/// A document has one reference, and an image one prediction: the program may have put another one
/// there meanwhile.
bool isPlaceTaken(const Document& document, const Layer& layer)
{
    if (const auto* labels = layer.as<LabelsContent>()) {
        return labels->isReference && document.reference() != nullptr;
    }
    return layer.as<PredictionContent>() != nullptr
           && document.last<PredictionContent>() != nullptr;
}

} // namespace

LayerCommand::LayerCommand(Document& document, Kind kind, Layer layer)
    : m_document(document), m_kind(kind), m_layer(std::move(layer)),
      m_position(document.layers().size())
{
    setText((kind == Kind::Add ? tr("adding %1") : tr("removing %1")).arg(m_layer.name));
}

void LayerCommand::redo()
{
    m_kind == Kind::Add ? put() : take();
}

void LayerCommand::undo()
{
    m_kind == Kind::Add ? take() : put();
}

void LayerCommand::put()
{
    if (m_document.find(m_layer.id) != nullptr || isPlaceTaken(m_document, m_layer)) {
        setObsolete(true);
        return;
    }
    m_document.insert(m_position, m_layer);
}

void LayerCommand::take()
{
    if (m_document.find(m_layer.id) == nullptr) {
        setObsolete(true); // the program took it away
        return;
    }
    m_layer = m_document.take(m_layer.id, m_position);
}

MeasurementCommand::MeasurementCommand(Document& document, Kind kind, Measurement measurement)
    : m_document(document), m_kind(kind), m_measurement(std::move(measurement)),
      m_position(document.m_measurements.size())
{
    setText(kind == Kind::Add ? tr("measuring") : tr("removing a measurement"));
}

void MeasurementCommand::redo()
{
    m_kind == Kind::Add ? put() : take();
}

void MeasurementCommand::undo()
{
    m_kind == Kind::Add ? take() : put();
}

void MeasurementCommand::put()
{
    std::vector<Measurement>& all = m_document.m_measurements;
    const std::size_t position = std::min(m_position, all.size());
    all.insert(all.begin() + static_cast<std::ptrdiff_t>(position), m_measurement);
    m_document.m_selected = m_measurement.id;
    Q_EMIT m_document.measurementsChanged();
}

void MeasurementCommand::take()
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
}

} // namespace halftone::ui
