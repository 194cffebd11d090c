// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/layer.h"

#include <QWidget>

#include <functional>

class QCheckBox;
class QComboBox;
class QLabel;
class QToolButton;

namespace halftone::ui {

class LevelSlider;
class ProbabilityLegend;
class Session;

/// Part of the left panel: the layer of probabilities, which label it shows, where it is cut, what
/// its colours and its numbers mean. Hidden while there are no masks.
class ProbabilitySection : public QWidget {
    Q_OBJECT

public:
    ProbabilitySection(Session& session, QWidget* parent);

private:
    void nameParts();
    void layOut();
    void listen();
    void follow();
    void showLabels(const ProbabilityContent& content);
    void showCut(const ProbabilityContent& content);
    void showState();
    void change(const std::function<void(ProbabilityContent&)>& edit);

    Session& m_session;
    QCheckBox* m_check;
    QLabel* m_precision; ///< of what is seen, or what is coming
    QWidget* m_details;  ///< while the layer is there
    QComboBox* m_label;
    ProbabilityLegend* m_legend;
    QLabel* m_cutText;
    LevelSlider* m_cut;
    QToolButton* m_asMask;
    QToolButton* m_toLabels;
    QLabel* m_note; ///< what the number is, and what is missing
};

} // namespace halftone::ui
