// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/document_commands.h"

#include <QCoreApplication>

#include <utility>

namespace halftone::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("DocumentCommands", text);
}

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

} // namespace halftone::ui
