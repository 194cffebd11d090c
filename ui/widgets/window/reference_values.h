// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/reference.h"

#include <QDialog>

#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace halftone::ui {

/// Asks which label of a model each value of a label file means. Nothing is taken for granted but
/// names that both have.
class ReferenceValues : public QDialog {
    Q_OBJECT

public:
    /// `start`: what was said before, or nothing.
    ReferenceValues(const LabelMap& reference, const model::Model& model,
                    const pipeline::ValueMeanings& start, QWidget* parent);

    /// Of the labels that have a value by now.
    [[nodiscard]] pipeline::ValueMeanings meanings() const;

Q_SIGNALS:
    void explained(const halftone::pipeline::ValueMeanings& meanings); ///< and the dialog is closed

private:
    [[nodiscard]] QTableWidget* makeTable();
    [[nodiscard]] QComboBox* makeChoice(const pipeline::ReferenceValue& one,
                                        const pipeline::ValueMeanings& start);
    void check();

    std::vector<pipeline::ReferenceValue> m_values;
    std::vector<std::string> m_labels;
    std::vector<QComboBox*> m_choices; ///< one a value
    QLabel* m_problem;
    QPushButton* m_compare;
};

} // namespace halftone::ui
