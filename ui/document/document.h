// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/grid/plane.h"
#include "ui/document/layer.h"
#include "ui/document/looks.h"
#include "ui/document/mask_edits.h"
#include "ui/document/measurement.h"
#include "ui/document/other.h"
#include "ui/document/undo_stack.h"

#include <QObject>

#include <array>
#include <functional>
#include <optional>
#include <vector>

namespace halftone::ui {

/// Where a view of one plane looks. Positions are pixels of the plane (image::PlaneGrid).
struct ViewState {
    bool fitted = true;       ///< the whole plane, however large the view is
    double magnification = 1; ///< device pixels per column; unused while fitted
    double column = 0;        ///< in the middle of the view; unused while fitted
    double row = 0;

    friend bool operator==(const ViewState&, const ViewState&) = default;
};

/// What is on the screen: the plane of the model's slices alone, it with the other two beside it,
/// all three in a row, all three and their place in space, or that alone.
enum class Layout { OnePlane, ThreePlanes, SideBySide, FourViews, SpaceAlone };

/// What changed about a layer.
enum class Aspect {
    Style,  ///< visibility, opacity, shape, colours
    Window, ///< grey values shown black and white
    Cut,    ///< which probabilities a layer shows, and where it cuts them
    Content,
};

/// What is open: layers, bottom first; a cursor in patient millimetres that all views follow; what
/// each view looks at; and the steps that can be undone. The first image layer is the base: its
/// voxels make the planes of the views. Knows no view, no job and no result. Signals say what
/// changed. One thread, the one of its event loop.
class Document : public QObject {
    Q_OBJECT

public:
    explicit Document(QObject* parent = nullptr);

    /// Takes everything away and opens `image` as the base, the cursor in its middle. Nothing of
    /// this can be undone. Layers that come later look as layers of the same name did before.
    LayerId open(std::shared_ptr<const Image> image);

    [[nodiscard]] const std::vector<Layer>& layers() const noexcept { return m_layers; }
    [[nodiscard]] const Layer* find(LayerId id) const noexcept;
    [[nodiscard]] const Layer* base() const noexcept; ///< null: nothing is open
    [[nodiscard]] std::shared_ptr<const Image> baseImage() const;
    /// The topmost layer of a kind, or null.
    template <typename Content>
    [[nodiscard]] const Layer* last() const noexcept
    {
        const Layer* found = nullptr;
        for (const Layer& layer : m_layers) {
            found = layer.as<Content>() != nullptr ? &layer : found;
        }
        return found;
    }
    [[nodiscard]] const Layer* reference() const noexcept; ///< null: none

    /// Puts a layer on top and gives its id. These three are what the program does by itself; the
    /// ones below are the user's and can be undone.
    LayerId add(Layer layer);
    void remove(LayerId id);
    /// Another content under the same id; labels of the same name keep their looks.
    void replace(LayerId id, Layer layer);

    void userAdds(Layer layer);
    /// Refuses the base (the document is that image) and layers that do not exist.
    bool userRemoves(LayerId id);

    /// Of the base image, oldest first.
    [[nodiscard]] const std::vector<Measurement>& measurements() const noexcept
    {
        return m_measurements;
    }
    /// Gives it an id and selects it. This and the next can be undone.
    void userMeasures(Measurement measurement);
    void userRemovesMeasurement(MeasurementId id);
    [[nodiscard]] MeasurementId selectedMeasurement() const noexcept { return m_selected; }
    void selectMeasurement(MeasurementId id); ///< 0, or none of that id: none

    [[nodiscard]] UndoStack& undoStack() noexcept { return m_undo; }
    /// Who changes the voxels of layers that are edited, and tells which.
    [[nodiscard]] MaskEdits& edits() noexcept { return m_edits; }
    [[nodiscard]] const MaskEdits& edits() const noexcept { return m_edits; }

    /// Looking at things is no step of work: these are not undone.
    void setStyle(LayerId id, const LayerStyle& style); ///< all but the window
    void setWindow(LayerId id, const DisplayWindow& window);
    /// Another colour for the label of a value; kept by name for layers that come later (Looks).
    /// Refuses references, whose colour says what they are, and labels that do not exist.
    bool setColour(LayerId id, std::uint8_t value, QRgb colour);
    /// All labels have the colours again that they came with, and so have later ones.
    void resetColours();
    [[nodiscard]] bool hasChosenColours() const noexcept { return m_looks.hasChosenColours(); }
    /// What is pointed at, as long as its layer is there and it is visible.
    [[nodiscard]] std::optional<Highlight> highlight() const;
    void setHighlight(const std::optional<Highlight>& highlight);

    /// Of a probability layer: another label or cut.
    void setProbability(LayerId id, const ProbabilityContent& content);

    [[nodiscard]] const image::Point& cursor() const noexcept { return m_cursor; }
    void setCursor(const image::Point& mm);

    [[nodiscard]] const ViewState& view(image::Plane plane) const noexcept;
    void setView(image::Plane plane, const ViewState& state);
    [[nodiscard]] Layout layout() const noexcept { return m_layout; }
    void setLayout(Layout layout); ///< no plane is maximised any longer
    /// The plane that is seen alone for now, whatever the layout.
    [[nodiscard]] const std::optional<image::Plane>& maximised() const noexcept
    {
        return m_maximised;
    }
    void setMaximised(const std::optional<image::Plane>& plane);

    /// What the prediction is compared with. It goes with its layer, and, as nothing else is known
    /// of the next image, with the base; errors against it go with it. No step of work.
    [[nodiscard]] const Other& other() const noexcept { return m_other; }
    void setOther(Other other); ///< labels that do not exist: nothing
    /// Off as long as there is nothing to compare with.
    [[nodiscard]] CompareMode compareMode() const noexcept
    {
        return isSet(m_other) ? m_compareMode : CompareMode::Off;
    }
    void setCompareMode(CompareMode mode); ///< kept for the next other
    [[nodiscard]] CompareMode chosenCompareMode() const noexcept { return m_compareMode; }
    /// Errors are told apart by hatching, not by colour alone: for print.
    [[nodiscard]] bool errorsHatched() const noexcept { return m_errorsHatched; }
    void setErrorsHatched(bool hatched);

Q_SIGNALS:
    void opened(); ///< another base image; all else is gone
    void layerAdded(int id);
    void layerRemoved(int id);
    void layerChanged(int id, halftone::ui::Aspect aspect);
    void cursorMoved();
    void viewChanged(halftone::image::Plane plane);
    void layoutChanged();       ///< or which plane is maximised
    void compareChanged();      ///< other(), compareMode() or errorsHatched()
    void measurementsChanged(); ///< or which is selected
    void highlightChanged();

private:
    friend class LayerCommand;
    friend class MaskEdits;
    friend class MeasurementCommand;
    [[nodiscard]] Layer* edit(LayerId id) noexcept;
    void insert(std::size_t position, Layer layer);
    Layer take(LayerId id, std::size_t& position);
    void removeComparison(const std::function<bool(const ComparisonContent&)>& isMeant);
    void removeProbabilities(LayerId prediction);

    std::vector<Layer> m_layers;
    LayerId m_lastId = 0;
    image::Point m_cursor{0, 0, 0};
    std::array<ViewState, image::kPlanes.size()> m_views;
    Layout m_layout = Layout::OnePlane;
    std::optional<image::Plane> m_maximised;
    Other m_other;
    CompareMode m_compareMode = CompareMode::Panes;
    bool m_errorsHatched = false;
    std::vector<Measurement> m_measurements;
    MeasurementId m_lastMeasurement = 0;
    MeasurementId m_selected = 0;
    Looks m_looks;
    std::optional<Highlight> m_highlight;
    UndoStack m_undo;
    MaskEdits m_edits{*this};
};

} // namespace halftone::ui
