// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QString>

#include <cstddef>
#include <deque>
#include <memory>

namespace halftone::ui {

/// Something that was done, and can be undone and done again.
class UndoStep {
public:
    explicit UndoStep(QString text) : m_text(std::move(text)) {}
    virtual ~UndoStep() = default;
    UndoStep(const UndoStep&) = delete;
    UndoStep& operator=(const UndoStep&) = delete;

    /// False: what it was about is not there any more; the step is forgotten.
    virtual bool redo() = 0;
    virtual bool undo() = 0;
    /// What is held for it, as it is now.
    [[nodiscard]] virtual std::size_t bytes() const noexcept { return 0; }
    [[nodiscard]] const QString& text() const noexcept { return m_text; }

private:
    QString m_text;
};

/// Steps that were done, oldest first, as many as fit into a budget of bytes: the oldest are
/// forgotten first, but never the last one. (QUndoStack counts steps, not bytes, and cannot forget
/// a step at its beginning.)
class UndoStack : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t kDefaultBudgetBytes = std::size_t{256} << 20;
    explicit UndoStack(QObject* parent = nullptr) : QObject(parent) {}

    /// Does it, and forgets what was undone before it.
    void push(std::unique_ptr<UndoStep> step);
    void undo();
    void redo();
    void clear();

    [[nodiscard]] bool canUndo() const noexcept { return m_done > 0; }
    [[nodiscard]] bool canRedo() const noexcept { return m_done < m_steps.size(); }
    /// What undo() would undo, "stroke with membrane"; empty: nothing.
    [[nodiscard]] QString undoText() const;
    [[nodiscard]] QString redoText() const;
    /// All steps that are kept, also those that were undone.
    [[nodiscard]] int count() const noexcept { return static_cast<int>(m_steps.size()); }
    [[nodiscard]] std::size_t bytes() const noexcept;
    [[nodiscard]] std::size_t budgetBytes() const noexcept { return m_budget; }
    void setBudgetBytes(std::size_t bytes);

Q_SIGNALS:
    /// Before a step is undone or redone: whoever has begun another one ends it now.
    void aboutToMove();
    void canUndoChanged(bool can);
    void canRedoChanged(bool can);
    void changed(); ///< count(), texts, or what was done

private:
    void trim();
    void tell();

    std::deque<std::unique_ptr<UndoStep>> m_steps;
    std::size_t m_done = 0; ///< of them; the others were undone
    std::size_t m_budget = kDefaultBudgetBytes;
    bool m_couldUndo = false;
    bool m_couldRedo = false;
};

} // namespace halftone::ui
