// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/space_renderer.h"

#include "ui/render/plane_layers.h"

#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkImageStack.h>
#include <vtkMatrix4x4.h>
#include <vtkNew.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace halftone::ui {

namespace {

constexpr double kSpaceGround[3] = {0x10 / 255.0, 0x12 / 255.0, 0x15 / 255.0};
constexpr double kFullTurn = 360;

/// The images of one plane, in its place.
struct SpacePlane {
    vtkNew<vtkImageStack> stack;
    std::vector<std::unique_ptr<ImageLayer>> layers;

    /// From millimetres of the plane (plane_layers.h) to those of the patient.
    void place(const image::PlaneGrid& grid) const
    {
        const image::Point& c = grid.columnMm;
        const image::Point& r = grid.rowMm;
        const double width = grid.columnSpacingMm();
        const double height = grid.rowSpacingMm();
        vtkNew<vtkMatrix4x4> matrix;
        const image::Point normal{(c[1] * r[2] - c[2] * r[1]) / (width * height),
                                  (c[2] * r[0] - c[0] * r[2]) / (width * height),
                                  (c[0] * r[1] - c[1] * r[0]) / (width * height)};
        for (int n = 0; n < 3; ++n) {
            const auto at = static_cast<std::size_t>(n);
            matrix->SetElement(n, 0, c[at] / width);
            matrix->SetElement(n, 1, r[at] / height);
            matrix->SetElement(n, 2, normal[at]);
            matrix->SetElement(n, 3, grid.originMm[at]);
        }
        stack->SetUserMatrix(matrix);
    }
};

/// A step towards a side of the patient, in LPS.
image::Point eyeAt(SpaceSide side)
{
    switch (side) {
    case SpaceSide::Anterior: return {0, -1, 0};
    case SpaceSide::Posterior: return {0, 1, 0};
    case SpaceSide::Left: return {1, 0, 0};
    case SpaceSide::Right: return {-1, 0, 0};
    case SpaceSide::Superior: return {0, 0, 1};
    case SpaceSide::Inferior: return {0, 0, -1};
    }
    return {};
}

} // namespace

struct SpaceRenderer::Impl {
    vtkNew<vtkRenderer> renderer; // first, destroyed last
    std::array<SpacePlane, image::kPlanes.size()> planes;
    std::map<SpacePart, vtkSmartPointer<vtkActor>> parts;
    int width = 1;
    int height = 1;

    [[nodiscard]] vtkCamera* camera() const { return renderer->GetActiveCamera(); }
    /// The scale is that of the height: what is as wide as high needs so much more of it.
    [[nodiscard]] double narrowness() const
    {
        return std::max(1.0, static_cast<double>(height) / width);
    }
};

SpaceRenderer::SpaceRenderer() : m_impl(std::make_unique<Impl>())
{
    m_impl->renderer->SetBackground(kSpaceGround[0], kSpaceGround[1], kSpaceGround[2]);
    m_impl->camera()->ParallelProjectionOn();
    for (SpacePlane& plane : m_impl->planes) {
        plane.stack->VisibilityOff();
        m_impl->renderer->AddViewProp(plane.stack);
    }
}

SpaceRenderer::~SpaceRenderer() = default;

vtkRenderer* SpaceRenderer::renderer() const
{
    return m_impl->renderer;
}

void SpaceRenderer::setViewport(int width, int height)
{
    const double before = m_impl->narrowness();
    m_impl->width = std::max(1, width);
    m_impl->height = std::max(1, height);
    // What fitted into the view as it was fits into it as it is.
    vtkCamera* camera = m_impl->camera();
    camera->SetParallelScale(camera->GetParallelScale() * m_impl->narrowness() / before);
}

void SpaceRenderer::setPlane(image::Plane plane, const image::PlaneGrid& grid,
                             const std::vector<ImagePicture>& images)
{
    SpacePlane& own = m_impl->planes[static_cast<std::size_t>(plane)];
    own.stack->SetVisibility(grid.pixels() > 0 && !images.empty());
    own.layers.resize(std::min(own.layers.size(), images.size()));
    if (grid.pixels() == 0) {
        return;
    }
    own.place(grid);
    for (std::size_t n = 0; n < images.size(); ++n) {
        if (n == own.layers.size()) {
            own.layers.push_back(std::make_unique<ImageLayer>(own.stack, static_cast<int>(n)));
        }
        own.layers[n]->set(images[n], grid);
    }
}

void SpaceRenderer::setPart(const SpacePart& part, const vtkSmartPointer<vtkPolyData>& mesh)
{
    vtkNew<vtkPolyDataMapper> mapper;
    mapper->SetInputData(mesh);
    mapper->ScalarVisibilityOff();
    vtkSmartPointer<vtkActor>& actor = m_impl->parts[part];
    if (actor == nullptr) {
        actor = vtkSmartPointer<vtkActor>::New();
        actor->VisibilityOff();
        m_impl->renderer->AddActor(actor);
    }
    actor->SetMapper(mapper);
}

void SpaceRenderer::setLooks(const SpacePart& part, const SpaceLooks& looks)
{
    const auto found = m_impl->parts.find(part);
    if (found == m_impl->parts.end()) {
        return;
    }
    vtkProperty* property = found->second->GetProperty();
    property->SetColor(looks.colour.red / 255.0, looks.colour.green / 255.0,
                       looks.colour.blue / 255.0);
    property->SetOpacity(looks.opacity);
    property->SetBackfaceCulling(looks.opacity < 1);
    found->second->SetVisibility(looks.visible && looks.opacity > 0);
}

void SpaceRenderer::keepParts(const std::set<SpacePart>& kept)
{
    for (auto part = m_impl->parts.begin(); part != m_impl->parts.end();) {
        if (kept.contains(part->first)) {
            ++part;
        } else {
            m_impl->renderer->RemoveActor(part->second);
            part = m_impl->parts.erase(part);
        }
    }
}

void SpaceRenderer::fit(const Geometry& geometry, const std::optional<SpaceSide>& side)
{
    std::array<double, 6> bounds{};
    for (int corner = 0; corner < 8; ++corner) {
        image::Point index{};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            index[axis] = (corner >> axis & 1) != 0 ? geometry.size[axis] - 0.5 : -0.5;
        }
        const image::Point mm = image::toMm(geometry, index);
        for (std::size_t axis = 0; axis < 3; ++axis) {
            bounds[2 * axis] = corner == 0 ? mm[axis] : std::min(bounds[2 * axis], mm[axis]);
            bounds[2 * axis + 1] =
                corner == 0 ? mm[axis] : std::max(bounds[2 * axis + 1], mm[axis]);
        }
    }
    vtkCamera* camera = m_impl->camera();
    // LPS: the front is at negative y, up is z. Of what has no anatomy z is the depth of a stack.
    const image::Point eye = side ? eyeAt(*side) : image::Point{0.5, -1, 0.5};
    camera->SetFocalPoint(0, 0, 0);
    camera->SetPosition(eye.data());
    // From above and below the patient's front is up.
    const bool alongZ = side == SpaceSide::Superior || side == SpaceSide::Inferior;
    camera->SetViewUp(0, alongZ ? -1 : 0, alongZ ? 0 : 1);
    m_impl->renderer->ResetCamera(bounds.data());
    // Parallel projection: everything is between the clipping planes, however it turns. VTK's scale
    // depends on whether its window has a size already.
    camera->SetParallelScale(
        std::hypot(bounds[1] - bounds[0], bounds[3] - bounds[2], bounds[5] - bounds[4]) / 2
        * m_impl->narrowness());
}

void SpaceRenderer::rotate(double dx, double dy)
{
    vtkCamera* camera = m_impl->camera();
    const double perPixel = kFullTurn / (2.0 * std::max(m_impl->width, m_impl->height));
    camera->Azimuth(-dx * perPixel);
    camera->Elevation(dy * perPixel);
    camera->OrthogonalizeViewUp();
    m_impl->renderer->ResetCameraClippingRange();
}

void SpaceRenderer::zoom(double factor)
{
    m_impl->camera()->SetParallelScale(m_impl->camera()->GetParallelScale() / factor);
}

void SpaceRenderer::pan(double dx, double dy)
{
    vtkCamera* camera = m_impl->camera();
    const double mmPerPixel = 2 * camera->GetParallelScale() / m_impl->height;
    std::array<double, 3> up{};
    std::array<double, 3> right{};
    camera->GetViewUp(up.data());
    const double* towards = camera->GetDirectionOfProjection();
    right = {towards[1] * up[2] - towards[2] * up[1], towards[2] * up[0] - towards[0] * up[2],
             towards[0] * up[1] - towards[1] * up[0]};
    std::array<double, 3> eye{};
    std::array<double, 3> focus{};
    camera->GetPosition(eye.data());
    camera->GetFocalPoint(focus.data());
    for (std::size_t n = 0; n < 3; ++n) {
        const double moved = mmPerPixel * (dy * up[n] - dx * right[n]);
        eye[n] += moved;
        focus[n] += moved;
    }
    camera->SetPosition(eye.data());
    camera->SetFocalPoint(focus.data());
}

} // namespace halftone::ui
