// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"

namespace halftone::ui {

/// A layer that comes or goes. Where the program took it away meanwhile, or put another one in its
/// place, the step does nothing and is forgotten.
class LayerCommand : public UndoStep {
public:
    enum class Kind { Add, Remove };
    LayerCommand(Document& document, Kind kind, Layer layer);

    bool redo() override;
    bool undo() override;
    /// Of masks that are edited: their work is nowhere else while they are removed.
    [[nodiscard]] std::size_t bytes() const noexcept override;

private:
    bool put();
    bool take();

    Document& m_document;
    Kind m_kind;
    Layer m_layer;
    std::size_t m_position;
};

/// A measurement that comes or goes, at its place among the others.
class MeasurementCommand : public UndoStep {
public:
    enum class Kind { Add, Remove };
    MeasurementCommand(Document& document, Kind kind, Measurement measurement);

    bool redo() override;
    bool undo() override;

private:
    bool put();
    bool take();

    Document& m_document;
    Kind m_kind;
    Measurement m_measurement;
    std::size_t m_position;
};

} // namespace halftone::ui
