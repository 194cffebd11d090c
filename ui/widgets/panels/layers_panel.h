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
    /// Selects a layer, as the user does.
    void choose(LayerId layer);
    /// Changes the looks of the selected layer.
    void toggleVisible();
    void setOutlined(bool outlined);
    void changeOpacity(double by);
    /// The selected label can have another colour: it is one, and no reference.
    [[nodiscard]] bool canChooseColour() const;
    /// Opens the palette for the selected label.
    void chooseColour();
    /// Selects another layer, that many rows further down.
    void step(int rows);

Q_SIGNALS:
    void currentChanged(int layer);
    /// The menu of the selected layer, by mouse or by key.
    void menuRequested(const QPoint& globalPlace);
    /// Why a label did not get the colour that somebody chose.
    void refused(const QString& sentence);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    [[nodiscard]] QWidget* makeLooks();
    void selectSomething();
    void showLooks();
    void setOpacity(double opacity);
    void setOutlineWidth(int width);
    /// The label under the mouse is seen fully; an invalid place is none.
    void pointAt(const QModelIndex& index);
    void askForOtherColour(LayerId layer, std::uint8_t label, const QString& name);
    void setColour(LayerId layer, std::uint8_t label, QRgb colour);

    Document& m_document;
    LayersModel& m_layers;
    QListView* m_list;
    QWidget* m_looks;
    LevelSlider* m_opacity = nullptr;
    QLabel* m_opacityText = nullptr;
    QRadioButton* m_fill = nullptr;
    QRadioButton* m_outline = nullptr;
    LevelSlider* m_outlineWidth = nullptr; ///< seen where there are outlines
    QLabel* m_widthText = nullptr;
    LayerId m_selected = 0; ///< survives a reset of the rows
    bool m_chosen = false;  ///< by the user; until then it is the prediction
};

} // namespace halftone::ui
