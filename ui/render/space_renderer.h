// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/render/slice_renderer.h"

#include <vtkPolyData.h>
#include <vtkSmartPointer.h>

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace halftone::ui {

/// Names a surface: a layer, and the value of a label.
struct SpacePart {
    int layer = 0;
    std::uint8_t label = 0;

    friend auto operator<=>(const SpacePart&, const SpacePart&) = default;
};

/// How a surface is drawn; changing it builds nothing.
struct SpaceLooks {
    Rgb colour{};
    double opacity = 1;
    bool visible = true;
};

/// Where one looks from: the side of the patient that is nearest.
enum class SpaceSide { Anterior, Posterior, Left, Right, Superior, Inferior };
inline constexpr std::array kSpaceSides{SpaceSide::Anterior, SpaceSide::Posterior,
                                        SpaceSide::Left,     SpaceSide::Right,
                                        SpaceSide::Superior, SpaceSide::Inferior};

/// Draws planes and surfaces where they lie in the patient. Knows VTK and no Qt; used as
/// SliceRenderer is.
class SpaceRenderer {
public:
    SpaceRenderer();
    ~SpaceRenderer();
    SpaceRenderer(const SpaceRenderer&) = delete;
    SpaceRenderer& operator=(const SpaceRenderer&) = delete;

    [[nodiscard]] vtkRenderer* renderer() const;
    void setViewport(int width, int height);

    /// The plane of that name with its images, bottom first; an empty grid takes it away.
    void setPlane(image::Plane plane, const image::PlaneGrid& grid,
                  const std::vector<ImagePicture>& images);
    /// A surface in LPS millimetres instead of the former of that name; until looks are set it is
    /// not seen.
    void setPart(const SpacePart& part, const vtkSmartPointer<vtkPolyData>& mesh);
    /// Of a part that there is. A clear one shows its front alone, as what is behind is not sorted.
    void setLooks(const SpacePart& part, const SpaceLooks& looks);
    /// Takes all others away.
    void keepParts(const std::set<SpacePart>& kept);

    /// All of a grid, seen from a side of the patient; none: from the front, a little from the left
    /// and above.
    void fit(const Geometry& geometry, const std::optional<SpaceSide>& side = std::nullopt);
    /// By device pixels of a drag: once around is as wide as two views.
    void rotate(double dx, double dy);
    void zoom(double factor); ///< > 1 comes closer
    void pan(double dx, double dy);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace halftone::ui
