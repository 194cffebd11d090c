// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/undo_stack.h"

#include <numeric>
#include <utility>

namespace halftone::ui {

void UndoStack::push(std::unique_ptr<UndoStep> step)
{
    m_steps.resize(m_done);
    if (step->redo()) {
        m_steps.push_back(std::move(step));
        m_done = m_steps.size();
        trim();
    }
    tell();
}

void UndoStack::undo()
{
    Q_EMIT aboutToMove();
    if (canUndo()) {
        --m_done;
        if (!m_steps[m_done]->undo()) {
            m_steps.erase(m_steps.begin() + static_cast<std::ptrdiff_t>(m_done));
        }
        trim();
        tell();
    }
}

void UndoStack::redo()
{
    Q_EMIT aboutToMove();
    if (canRedo()) {
        if (m_steps[m_done]->redo()) {
            ++m_done;
        } else {
            m_steps.erase(m_steps.begin() + static_cast<std::ptrdiff_t>(m_done));
        }
        trim();
        tell();
    }
}

void UndoStack::clear()
{
    m_steps.clear();
    m_done = 0;
    tell();
}

QString UndoStack::undoText() const
{
    return canUndo() ? m_steps[m_done - 1]->text() : QString();
}

QString UndoStack::redoText() const
{
    return canRedo() ? m_steps[m_done]->text() : QString();
}

std::size_t UndoStack::bytes() const noexcept
{
    return std::accumulate(m_steps.begin(), m_steps.end(), std::size_t{0},
                           [](std::size_t sum, const auto& step) { return sum + step->bytes(); });
}

void UndoStack::setBudgetBytes(std::size_t bytes)
{
    m_budget = bytes;
    trim();
    tell();
}

void UndoStack::trim()
{
    std::size_t held = bytes();
    while (held > m_budget && m_steps.size() > 1) {
        // What is left can still be undone and redone in turn: it goes from either end alone.
        const bool oldest = m_done > 1 || !canRedo();
        held -= (oldest ? m_steps.front() : m_steps.back())->bytes();
        if (oldest) {
            m_steps.pop_front();
            --m_done;
        } else {
            m_steps.pop_back();
        }
    }
}

void UndoStack::tell()
{
    if (std::exchange(m_couldUndo, canUndo()) != canUndo()) {
        Q_EMIT canUndoChanged(canUndo());
    }
    if (std::exchange(m_couldRedo, canRedo()) != canRedo()) {
        Q_EMIT canRedoChanged(canRedo());
    }
    Q_EMIT changed();
}

} // namespace halftone::ui
