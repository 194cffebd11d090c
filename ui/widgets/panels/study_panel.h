// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/eval/error_map.h"
#include "ui/document/layers_model.h"
#include "ui/session/meter_values.h"
#include "ui/render/slice_renderer.h"

#include <QWidget>

#include <array>
#include <optional>

class QButtonGroup;
class QFrame;
class QLabel;
class QListView;
class QRadioButton;
class QToolButton;

namespace halftone::ui {

class LevelSlider;

/// What the colours of the mask mean.
enum class ColourBy { Label, ErrorAgainstReference, ErrorAgainstFull };

/// Figures of the visible slice against what the colours compare with.
struct SliceFigures {
    int slice = 0;
    eval::ErrorCounts errors;
    double score = 0;                  ///< Dice or agreement; NaN: not known
    std::optional<double> volumeScore; ///< mean over the slices, once all are known
    bool againstFull = false;
    bool known = false;
};

/// The left panel: what is open, its layers, how the mask is drawn, and figures of the slice.
class StudyPanel : public QWidget {
    Q_OBJECT

public:
    explicit StudyPanel(LayersModel& layers, QWidget* parent = nullptr);

    void setStudy(const Study& study);
    void setFigures(const std::optional<SliceFigures>& figures);

    [[nodiscard]] ColourBy colourBy() const;
    void setColourBy(ColourBy colourBy);
    [[nodiscard]] OverlayShape shape() const;
    void setShape(OverlayShape shape);
    [[nodiscard]] double opacity() const; ///< [0,1]
    void setOpacity(double opacity);

protected:
    void resizeEvent(QResizeEvent* event) override;

Q_SIGNALS:
    void openRequested();
    void appearanceChanged();

private:
    void showModel(const Study& study);
    void showPicture(const QString& file);

    struct FigureRow {
        QLabel* swatch;
        QLabel* name;
        QLabel* value;
    };
    [[nodiscard]] QWidget* makeStudySection();
    [[nodiscard]] QWidget* makeLayerSection(LayersModel& layers);
    [[nodiscard]] QWidget* makeColourSection();
    [[nodiscard]] QWidget* makeFigureSection();

    QFrame* m_studyRow;
    QLabel* m_studyName;
    QLabel* m_studyKind;
    QLabel* m_modelName;
    QLabel* m_modelNote;
    QLabel* m_modelPicture; ///< what the model does; in low windows only in the tool tip
    QListView* m_layerList;
    LevelSlider* m_opacity;
    QLabel* m_opacityText;
    QRadioButton* m_fill;
    QRadioButton* m_outline;
    std::array<QRadioButton*, 3> m_colourBy;
    QLabel* m_figureHeading;
    std::array<FigureRow, 3> m_figures;
    QLabel* m_volume;
    QWidget* m_figureSection;
};

} // namespace halftone::ui
