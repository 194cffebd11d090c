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
    m_document.insert(m_position, m_layer);
}

void LayerCommand::take()
{
    m_layer = m_document.take(m_layer.id, m_position);
}

} // namespace halftone::ui
