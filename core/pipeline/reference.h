// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/image/grid/preprocess.h"
#include "core/model/model.h"

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

/// The one place that decides what the values of a label file mean for a model.
namespace halftone::pipeline {

/// What a mask is compared with.
struct ModelReference {
    LabelMap labels;                 ///< on the image's grid; values are the model's
    std::vector<std::string> scored; ///< structures it determines; empty: all of the model's
    Findings findings;               ///< how the file was understood, where that is not obvious
    /// Slices that the file covers, along k of an oriented grid; empty: all. Of the others it says
    /// nothing, while one that it covers without a label in it is said to hold none.
    std::vector<bool> reached{};
};

/// A reference as image::readLabelMap gives it, brought to the image's grid and the model's labels.
/// `names` says what the file shows:
/// - none: for a model with one label, the file's one foreground value (1, 2, 255) is that label;
///   for others the values are the model's. A file with the one foreground value 1, or one the
///   model does not know, could then be anything: see possibleMeanings().
/// - one label, union or the named background: a file with one foreground value shows it; in a file
///   with the model's values, its members do. Only it is scored.
/// - several: the values are the model's, and only these structures are scored.
/// Of two values the larger is the foreground. Throws Error{ShapeMismatch} where the grids show
/// different places, Error{InvalidArgument} where the meaning is open or a name unknown; the
/// sentences say what to do.
[[nodiscard]] ModelReference adaptReference(const LabelMap& reference, const Geometry& imageGrid,
                                            const model::Model& model,
                                            std::span<const std::string> names = {});

/// The same on the oriented grid of an image: a file without geometry is taken to be stored as the
/// image is.
[[nodiscard]] ModelReference adaptReference(const LabelMap& reference,
                                            const image::PreparedImage& image,
                                            const model::Model& model,
                                            std::span<const std::string> names = {});

/// The structures a reference without `names` could show, to be asked for; empty where its values
/// are clear.
[[nodiscard]] std::vector<std::string> possibleMeanings(const LabelMap& reference,
                                                        const model::Model& model);

/// Which values of a label file mean which label of a model, by the label's name: one or several a
/// label, no value for two. Of labels that are missing the file says nothing; its other values are
/// background.
using ValueMeanings = std::map<std::string, std::set<std::uint8_t>>;

/// A value of a label file.
struct ReferenceValue {
    std::uint8_t value = 0;
    std::string name; ///< that the file gives it; empty: none
    std::size_t voxels = 0;
};

/// The values that occur, ascending; 0 is among them.
[[nodiscard]] std::vector<ReferenceValue> valuesOf(const LabelMap& reference);

/// True where a file of several values does not tell by itself what they mean for a model: one of
/// them is none of its labels, or the file names them otherwise. So is one that names its only
/// value otherwise than the model its only label.
[[nodiscard]] bool mustBeExplained(const LabelMap& reference, const model::Model& model);

/// Where names of the file and of the model are the same: to begin with when somebody is asked.
[[nodiscard]] ValueMeanings meaningsByName(const LabelMap& reference, const model::Model& model);

/// As above by what was said of the values; scored are the labels that were named. Throws also
/// Error{InvalidArgument} for a label that the model does not have and a value of two labels.
[[nodiscard]] ModelReference adaptReference(const LabelMap& reference,
                                            const image::PreparedImage& image,
                                            const model::Model& model,
                                            const ValueMeanings& meanings);

/// Reference maps of single structures, by name, joined to one map with the model's values. A
/// union's map fills first (its lowest label), the maps of labels lie over it: so white matter is
/// cord minus grey matter. `scored` names all structures that the maps determine. All maps lie on
/// one grid; what is not 0 in them counts. Throws Error{InvalidArgument} on an unknown name.
[[nodiscard]] ModelReference joinReferences(const std::map<std::string, LabelMap>& byName,
                                            const model::Model& model);

} // namespace halftone::pipeline
