// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/layers_model.h"

#include <QWidget>

class QLabel;
class QListView;
class QRadioButton;

namespace halftone::ui {

class LevelSlider;

/// The layers of a document and the looks of the selected one.
class LayersPanel : public QWidget {
    Q_OBJECT

public:
    LayersPanel(Document& document, LayersModel& layers, QWidget* parent = nullptr);

    /// Layer of the selected row; 0: nothing is open.
    [[nodiscard]] LayerId current() const;
    /// Selects a layer, as a person does.
    void select(LayerId layer);
    /// Changes the looks of the selected layer.
    void toggleVisible();
    void setOutlined(bool outlined);
    void changeOpacity(double by);

Q_SIGNALS:
    void currentChanged(int layer);
    /// The menu of the selected layer, by mouse or by key.
    void menuRequested(const QPoint& globalPlace);

private:
    [[nodiscard]] QWidget* makeLooks();
    void selectSomething();
    void showLooks();
    void setOpacity(double opacity);

    Document& m_document;
    LayersModel& m_layers;
    QListView* m_list;
    QWidget* m_looks;
    LevelSlider* m_opacity = nullptr;
    QLabel* m_opacityText = nullptr;
    QRadioButton* m_fill = nullptr;
    QRadioButton* m_outline = nullptr;
    LayerId m_selected = 0; ///< survives a reset of the rows
    bool m_chosen = false;  ///< by the user; until then it is the prediction
};

} // namespace halftone::ui
