// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/model/model.h"

#include <QColor>
#include <QString>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

/// What lies in a document, as plain values.
namespace halftone::ui {

class EditedMask;

/// Names a layer for as long as its document lives; never used twice. 0: none.
using LayerId = int;

/// Colour of the reference labels; what a mask misses of them has that of errors
/// (ui/render/overlay.h), which is no other thing's.
inline constexpr QRgb kReferenceColour = qRgb(0xe8, 0xf0, 0x3c);

/// Grey values shown as black and as white.
struct DisplayWindow {
    double low = 0;
    double high = 255;
    bool inverted = false; ///< the other way round: low is white

    friend bool operator==(const DisplayWindow&, const DisplayWindow&) = default;
};

/// One label of a layer.
struct LabelStyle {
    std::uint8_t value = 0;
    QString name;
    QRgb colour = 0;
    bool visible = true;
    std::optional<QRgb> ownColour{}; ///< before somebody chose another; empty: nobody did

    friend bool operator==(const LabelStyle&, const LabelStyle&) = default;
};

inline constexpr int kOutlineWidth = 2;
inline constexpr int kWidestOutline = 5;

/// How a layer is drawn; the same in every view.
struct LayerStyle {
    bool visible = true;
    double opacity = 1;               ///< [0,1]
    bool outlined = false;            ///< labels: outlines instead of areas
    int outlineWidth = kOutlineWidth; ///< logical pixels, 1 to kWidestOutline
    std::vector<LabelStyle> labels;   ///< of predictions and label layers
    DisplayWindow window;             ///< of images

    friend bool operator==(const LayerStyle&, const LayerStyle&) = default;
};

/// Grey values on their native grid.
struct ImageContent {
    std::shared_ptr<const Image> image;
};

/// The masks that a model makes of an image; they lie in the session's ResultStore.
struct PredictionContent {
    LayerId image = 0;
    std::shared_ptr<const model::Model> model;
    std::filesystem::path modelFile; ///< empty: not known
};

/// The greatest label that views can draw: the values above are errors' (ui/render/overlay.h).
inline constexpr std::uint8_t kLastLabel = 253;

/// Labels from a file, on their own grid.
struct LabelsContent {
    std::shared_ptr<const LabelMap> labels; ///< as they are shown, and scored if a reference
    bool isReference = false; ///< predictions are scored against it; at most one layer is
    std::shared_ptr<const LabelMap> asRead; ///< of a reference: before it was fitted to the model
    bool judges = false;                    ///< of a reference: what it shows is known to the model
    bool isOfModel = false;                 ///< made of a model's scores: no mask is judged by it
};

/// Labels that are edited by hand, on the grid of the base image. No prediction and no reference:
/// nothing is counted of them or against them. Copies of the layer share the mask.
struct EditedContent {
    std::shared_ptr<EditedMask> mask; ///< never null; changed by MaskEdits alone
};

/// Where a prediction differs from another mask of the same image, in the colours of errors. While
/// it is there the prediction's own areas are not drawn.
struct ComparisonContent {
    LayerId prediction = 0;
    std::optional<LayerId> against; ///< a label layer; nothing: the prediction at full precision
    bool withOther = false; ///< instead of both: what the document compares with (Document::other)
};

/// How likely the model of a prediction holds its labels, in colours, and a line where that is
/// cut. The probabilities are the session's (ui/session/probabilities.h).
struct ProbabilityContent {
    LayerId prediction = 0;
    /// Value of the label; nothing, or none of the model: of each pixel the likeliest label but the
    /// background.
    std::optional<std::uint8_t> label;
    /// Hundredths, [1, 99]: what has at least so much is within. Nothing: what the mask has.
    std::optional<int> cut;

    friend bool operator==(const ProbabilityContent&, const ProbabilityContent&) = default;
};

using LayerContent = std::variant<ImageContent, PredictionContent, LabelsContent, EditedContent,
                                  ComparisonContent, ProbabilityContent>;

struct Layer {
    LayerId id = 0;
    QString name;
    LayerContent content;
    LayerStyle style;

    template <typename Content>
    [[nodiscard]] const Content* as() const noexcept
    {
        return std::get_if<Content>(&content);
    }
    /// A label that is shown; false for unknown values and for hidden layers.
    [[nodiscard]] bool isLabelVisible(std::uint8_t value) const noexcept;
};

/// Layers as they are when they are new: names, colours, opacity.
[[nodiscard]] Layer imageLayer(std::shared_ptr<const Image> image);
[[nodiscard]] Layer predictionLayer(LayerId image, std::shared_ptr<const model::Model> model,
                                    std::filesystem::path modelFile);
/// Of LabelMap::labels. Every label of a reference has the one colour of references and is
/// outlined; labels of other files have colours of their own, chosen by `number`, how many came
/// before.
[[nodiscard]] Layer labelsLayer(std::shared_ptr<const LabelMap> labels, const QString& name,
                                int number);
[[nodiscard]] Layer referenceLayer(std::shared_ptr<const LabelMap> labels,
                                   std::shared_ptr<const LabelMap> asRead, bool judges);
[[nodiscard]] Layer comparisonLayer(LayerId prediction, std::optional<LayerId> against,
                                    bool withOther = false);
[[nodiscard]] Layer probabilityLayer(LayerId prediction);

[[nodiscard]] bool isReference(const Layer& layer) noexcept;

/// The styles of a model's labels.
[[nodiscard]] std::vector<LabelStyle> labelStyles(const model::Model& model);

/// A label that is pointed at: it is seen fully, all others faintly. No property of a layer.
struct Highlight {
    LayerId layer = 0;
    std::optional<std::uint8_t> label; ///< empty: all of the layer

    friend bool operator==(const Highlight&, const Highlight&) = default;
};

} // namespace halftone::ui
