// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/data/recipe.h"
#include "core/image/grid/preprocess.h"
#include "core/phantom/phantom.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

/// What the recipes share. Included by .cpp files of core/data only.
namespace halftone::data::detail {

[[nodiscard]] Recipe emRecipe();
[[nodiscard]] Recipe cordRecipe();
[[nodiscard]] Recipe pancreasRecipe();

/// A file, not a folder, has that name; what is no regular file is refused when it is read.
[[nodiscard]] bool hasFile(const std::filesystem::path& path);
/// Throws Error{FileNotFound} with `what` the file is and `hint` what to do.
void requireFile(const std::filesystem::path& path, const std::string& what,
                 const std::string& hint);

/// A file as a cell of a cases CSV: absolute, quoted where needed. Throws Error{FileNotFound} where
/// it is not.
[[nodiscard]] std::string fileCell(const std::filesystem::path& path);

/// An empty group; its size is that of the first slice.
[[nodiscard]] SliceGroup makeGroup(const std::string& name, Split split, bool synthetic = false);

/// Slices first, first + step, ... before `last` of an image or labels, on their own.
[[nodiscard]] Image takeSlices(const Image& image, int first, int last, int step);
[[nodiscard]] LabelMap takeSlices(const LabelMap& labels, int first, int last, int step);

/// Labels on the grid `target`, from which they may differ by axis order, flips and rounding of
/// the header. Throws Error{ShapeMismatch} naming `labelFile` where the sizes say that they belong
/// to another image.
[[nodiscard]] LabelMap alignLabels(const LabelMap& labels, const Geometry& target,
                                   const std::string& labelFile);

/// An image with its labels on the model's grid, ready to be taken slice by slice.
class LabelledImage {
public:
    /// `labels` lie on the image's native grid (see alignLabels). Both go through the same
    /// reorienting and linear resampling; a pixel of the model gets the label that covers most of
    /// it (the larger value of two that cover half), or kIgnoredLabel where any part of it has
    /// none. Throws Error{ShapeMismatch} naming the image where the sizes differ.
    LabelledImage(Image image, const LabelMap& labels, const PreprocessSpec& spec);

    [[nodiscard]] int slices() const noexcept { return m_prepared.slices(); }
    [[nodiscard]] int height() const noexcept { return m_prepared.height(); }
    [[nodiscard]] int width() const noexcept { return m_prepared.width(); }
    /// Appends slice k. Throws Error{ShapeMismatch} where the group has slices of another size.
    void appendTo(SliceGroup& group, int k, const std::string& caseName) const;
    /// True where a voxel of slice k carries `label`.
    [[nodiscard]] bool has(int k, std::uint8_t label) const;

private:
    image::PreparedImage m_prepared;
    std::vector<std::uint8_t> m_labels; ///< [slices, height, width]
    std::size_t m_plane = 0;
};

/// The real group of that name and split whose slices have the size of `image`, made if needed.
[[nodiscard]] SliceGroup& groupFor(Dataset& dataset, const std::string& name, Split split,
                                   const LabelledImage& image);

/// Synthetic samples of one kind for training and validation.
struct PhantomPlan {
    phantom::Kind kind = phantom::Kind::Em;
    int slices = 0; ///< of a sample
    int trainSamples = 0;
    int trainStep = 1; ///< every how many slices of a sample are taken
    int validationSamples = 0;
    int validationStep = 1;
};

/// Adds groups "phantom" of consecutive seeds that no built-in sample uses, unless the job is to
/// do without.
void addPhantoms(Dataset& dataset, const PrepareJob& job, const PhantomPlan& plan);

/// The subjects to validate on: those asked for (with or without `prefix`), else `usual`. Throws
/// Error{InvalidArgument} listing the `known` subjects for one that is not among them, and where
/// none would be left to validate or to train on.
[[nodiscard]] std::set<std::string> chosenSubjects(const std::vector<std::string>& asked,
                                                   const std::set<std::string>& usual,
                                                   const std::set<std::string>& known,
                                                   const std::string& prefix);
/// The subjects of those names, with or without `prefix`. Throws Error{InvalidArgument} listing the
/// `known` ones for a name that is not among them.
[[nodiscard]] std::set<std::string> subjectsNamed(const std::vector<std::string>& names,
                                                  const std::set<std::string>& known,
                                                  const std::string& prefix);
/// "a, b, c"
[[nodiscard]] std::string joinNames(const std::set<std::string>& names);

/// The part of the slices drawn in training that comes from the groups of one name.
struct Share {
    std::string group;
    double share = 0;
};

/// Sets the weights of the training groups so that draws are shared out as told; groups of one
/// name share by their numbers of slices. The shares of groups that are not there fall to the
/// others in proportion.
void setShares(Dataset& dataset, const std::vector<Share>& shares);
/// Adds to the card's training data which part of the slices drawn are phantoms, which show `what`
/// ("synthetic tissue"); nothing where there are none. After setShares().
void tellPhantoms(Dataset& dataset, const std::string& what);

} // namespace halftone::data::detail
