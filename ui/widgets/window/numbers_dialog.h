// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/job_runner.h"
#include "ui/session/number_words.h"
#include "ui/session/session.h"

#include <QDialog>

#include <vector>

class QLabel;
class QTableWidget;

namespace halftone::ui {

class NumberLine;

/// The numbers behind the dial, for experts: the grids of weights and activations at the present
/// precision, ours and the paper's, every layer's own, and what was predicted and measured. Follows
/// the dial while it is open; does not keep the window from being used.
class NumbersDialog : public QDialog {
    Q_OBJECT

public:
    explicit NumbersDialog(Session& session, QWidget* parent = nullptr);

private:
    /// Two lines with their sentences, ours and the paper's, of weights or activations.
    struct Lines {
        NumberLine* ours = nullptr;
        QLabel* oursWords = nullptr;
        NumberLine* paper = nullptr;
        QLabel* paperWords = nullptr;
    };

    [[nodiscard]] QWidget* makeLines(const QString& title, const QString& name, Lines& lines);
    void follow();
    void show(quant::Precision precision, const DialNumbers& numbers);
    void showLayers(const std::vector<model::LayerNumbers>& layers);
    void showForecast();

    Session& m_session;
    QLabel* m_title;
    QLabel* m_forecast = nullptr;
    Lines m_weights;
    Lines m_activations;
    QLabel* m_layersTitle = nullptr;
    QTableWidget* m_layers;
    JobRunner m_lane; ///< last: it stops before what it delivers to is gone
};

/// Shows the one dialog of the window, made when it is first asked for.
void showNumbersDialog(QWidget* parent, Session& session);

} // namespace halftone::ui
