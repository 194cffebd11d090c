// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/colour_by.h"
#include "ui/session/active_case.h"
#include "ui/widgets/panels/figures_panel.h"
#include "ui/widgets/panels/layers_panel.h"

#include <QScrollArea>

#include <array>
#include <filesystem>
#include <memory>
#include <optional>

class QFrame;
class QLabel;
class QRadioButton;
class QToolButton;
class QVBoxLayout;

namespace halftone::ui {

/// The left panel: what is open, its layers, what colours mean, and figures of the slice.
class StudyPanel : public QScrollArea {
    Q_OBJECT

public:
    StudyPanel(Document& document, LayersModel& layers, QWidget* parent = nullptr);

    /// What is open; null: nothing. `chosen`: the model for images to come, or null.
    void setCase(const ActiveCase* active, const pipeline::InstalledModel* chosen);
    void setFigures(const std::optional<SliceFigures>& figures, const ErrorLooks& looks,
                    const QString& pending)
    {
        m_figures->setFigures(figures, looks, pending);
    }
    void addBelowLayers(QWidget* section);
    /// Below all that is there.
    void addSection(QWidget* section);
    [[nodiscard]] LayersPanel& layers() { return *m_layers; }

protected:
    void resizeEvent(QResizeEvent* event) override;

Q_SIGNALS:
    void openRequested();
    void modelRequested(const std::shared_ptr<const halftone::model::Model>& model);

private:
    [[nodiscard]] QWidget* makeStudySection();
    void addModelRows(QWidget* section, QVBoxLayout& layout);
    [[nodiscard]] QWidget* makeColourSection();
    void showModel(const model::Model* model, const std::filesystem::path& file);
    void showFit(const pipeline::LoadedStudy* loaded);
    void showPicture(const QString& file);
    void showColourBy();

    Document& m_document;
    LayersPanel* m_layers;
    FiguresPanel* m_figures;
    QFrame* m_studyRow;
    QLabel* m_studyName;
    QLabel* m_studyKind;
    QLabel* m_modelName;
    QLabel* m_modelFit; ///< how well it fits the image, and why
    QToolButton* m_betterModel;
    std::shared_ptr<const model::Model> m_better;
    QLabel* m_modelNote;
    QLabel* m_modelPicture; ///< what the model does; in low windows only in the tool tip
    std::array<QRadioButton*, 4> m_colourBy;
};

} // namespace halftone::ui
