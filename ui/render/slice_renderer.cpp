// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/slice_renderer.h"

#include "ui/render/annotations.h"
#include "ui/render/slice_annotations.h"

#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkFloatArray.h>
#include <vtkImageData.h>
#include <vtkImageProperty.h>
#include <vtkImageSlice.h>
#include <vtkImageSliceMapper.h>
#include <vtkImageStack.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <variant>
#include <vector>

namespace halftone::ui {

namespace {

constexpr double kGround[3] = {0x10 / 255.0, 0x12 / 255.0, 0x15 / 255.0};
constexpr double kFitMargin = 1.0;
constexpr double kMinMagnification = 0.02;
constexpr double kMaxMagnification = 64;

/// A plane of voxels as VTK draws it. The layer number decides what lies on top.
struct ImageLayer {
    vtkNew<vtkImageData> data;
    vtkNew<vtkImageSliceMapper> mapper;
    vtkNew<vtkImageSlice> slice;

    explicit ImageLayer(int layer)
    {
        data->SetDimensions(1, 1, 1);
        mapper->SetInputData(data);
        mapper->BorderOn(); // whole voxels, also at the edge
        slice->SetMapper(mapper);
        slice->GetProperty()->SetLayerNumber(layer);
        slice->GetProperty()->SetInterpolationTypeToNearest();
    }
};

/// Outlines as one set of coloured line segments.
struct LineLayer {
    vtkNew<vtkPolyData> data;
    vtkNew<vtkPolyDataMapper> mapper;
    vtkNew<vtkActor> actor;

    LineLayer()
    {
        mapper->SetInputData(data);
        mapper->SetScalarModeToUseCellData();
        actor->SetMapper(mapper);
        actor->GetProperty()->LightingOff();
        actor->VisibilityOff();
    }

    void set(const std::vector<EdgeRun>& runs, const Palette& palette,
             const std::array<double, 3>& spacing)
    {
        actor->SetVisibility(!runs.empty());
        const auto count = static_cast<vtkIdType>(runs.size());
        vtkNew<vtkFloatArray> coordinates;
        coordinates->SetNumberOfComponents(3);
        coordinates->SetNumberOfTuples(2 * count);
        vtkNew<vtkUnsignedCharArray> colours;
        colours->SetNumberOfComponents(3);
        colours->SetNumberOfTuples(count);
        vtkNew<vtkCellArray> lines;
        lines->AllocateExact(count, 2 * count);
        const auto sx = static_cast<float>(spacing[0]);
        const auto sy = static_cast<float>(spacing[1]);
        for (vtkIdType i = 0; i < count; ++i) {
            const EdgeRun& run = runs[static_cast<std::size_t>(i)];
            const float ends[6] = {run.x0 * sx, run.y0 * sy, 0, run.x1 * sx, run.y1 * sy, 0};
            std::copy_n(ends, 6, coordinates->GetPointer(6 * i));
            const Rgb rgb = palette[run.paint];
            const unsigned char colour[3] = {rgb.red, rgb.green, rgb.blue};
            std::copy_n(colour, 3, colours->GetPointer(3 * i));
            const vtkIdType cell[2] = {2 * i, 2 * i + 1};
            lines->InsertNextCell(2, cell);
        }
        vtkNew<vtkPoints> points;
        points->SetData(coordinates);
        data->SetPoints(points);
        data->SetLines(lines);
        data->GetCellData()->SetScalars(colours);
        data->Modified();
    }
};

} // namespace

struct SliceRenderer::Impl {
    vtkNew<vtkRenderer> renderer;
    vtkNew<vtkImageStack> stack;
    ImageLayer image{0};
    ImageLayer overlay{1};
    LineLayer outline;
    LineLayer reference;
    SliceAnnotations annotations{renderer};

    Geometry geometry; ///< of the oriented image; size 0 without one
    int width = 1;
    int height = 1;
    double ratio = 1;
    bool fitted = true; ///< stays fitted when the view is resized
    std::optional<SlicePoint> crosshair;

    Impl()
    {
        renderer->SetBackground(kGround[0], kGround[1], kGround[2]);
        stack->AddImage(image.slice);
        stack->AddImage(overlay.slice);
        stack->VisibilityOff();
        renderer->AddViewProp(stack);
        renderer->AddViewProp(reference.actor);
        renderer->AddViewProp(outline.actor);
        vtkCamera* camera = renderer->GetActiveCamera();
        camera->ParallelProjectionOn();
        // Rows grow downwards: look along +z with -y up, then x grows to the right.
        camera->SetViewUp(0, -1, 0);
        centre(0, 0);
    }

    [[nodiscard]] vtkCamera* camera() const { return renderer->GetActiveCamera(); }

    void centre(double x, double y) const
    {
        // The distance only has to keep the flat scene between the clipping planes.
        camera()->SetFocalPoint(x, y, 0);
        camera()->SetPosition(x, y, -1000);
        camera()->SetClippingRange(1, 2000);
    }

    [[nodiscard]] double worldPerPixel() const
    {
        return 2 * camera()->GetParallelScale() / std::max(1, height);
    }

    [[nodiscard]] std::size_t voxels() const { return geometry.sliceVoxels(); }

    void updateAnnotations()
    {
        annotations.update({width, height, ratio, worldPerPixel()}, geometry);
        if (crosshair) {
            const double perPixel = worldPerPixel();
            double focal[3];
            camera()->GetFocalPoint(focal);
            annotations.setCrosshair(
                width / 2.0 + (crosshair->x * geometry.spacingMm[0] - focal[0]) / perPixel,
                height / 2.0 - (crosshair->y * geometry.spacingMm[1] - focal[1]) / perPixel, ratio);
        } else {
            annotations.hideCrosshair();
        }
    }
};

SliceRenderer::SliceRenderer() : m_impl(std::make_unique<Impl>()) {}
SliceRenderer::~SliceRenderer() = default;

vtkRenderer* SliceRenderer::renderer() const
{
    return m_impl->renderer;
}

bool SliceRenderer::hasImage() const
{
    return m_impl->geometry.voxels() > 0;
}

void SliceRenderer::setViewport(int width, int height, double pixelRatio)
{
    m_impl->width = std::max(1, width);
    m_impl->height = std::max(1, height);
    m_impl->ratio = pixelRatio;
    m_impl->outline.actor->GetProperty()->SetLineWidth(static_cast<float>(1.6 * pixelRatio));
    m_impl->reference.actor->GetProperty()->SetLineWidth(static_cast<float>(1.6 * pixelRatio));
    if (m_impl->fitted) {
        fit();
    } else {
        m_impl->updateAnnotations();
    }
}

void SliceRenderer::setSlice(const Image& image, int k)
{
    Impl& impl = *m_impl;
    const Geometry& geometry = image.geometry;
    const bool newGrid = !(geometry == impl.geometry);
    impl.geometry = geometry;
    vtkImageData* data = impl.image.data;
    if (newGrid) {
        for (ImageLayer* layer : {&impl.image, &impl.overlay}) {
            layer->data->SetDimensions(geometry.size[0], geometry.size[1], 1);
            layer->data->SetSpacing(geometry.spacingMm[0], geometry.spacingMm[1], 1);
        }
        data->AllocateScalars(VTK_FLOAT, 1);
        impl.overlay.data->AllocateScalars(VTK_UNSIGNED_CHAR, 4);
        setOverlay({}, {}, OverlayShape::Fill);
        setReferenceOutline({}, {});
        impl.crosshair.reset();
    }
    const std::size_t count = geometry.sliceVoxels();
    auto* out = static_cast<float*>(data->GetScalarPointer());
    std::visit(
        [&](const auto& voxels) {
            const auto* in = voxels.data() + static_cast<std::size_t>(k) * count;
            std::transform(in, in + count, out,
                           [](auto value) { return static_cast<float>(value); });
        },
        image.voxels);
    data->Modified();
    impl.stack->VisibilityOn();
    if (newGrid) {
        fit();
    }
}

void SliceRenderer::clear()
{
    m_impl->geometry = {};
    m_impl->stack->VisibilityOff();
    m_impl->outline.actor->VisibilityOff();
    m_impl->reference.actor->VisibilityOff();
    m_impl->crosshair.reset();
    m_impl->updateAnnotations();
}

void SliceRenderer::setWindow(double low, double high)
{
    vtkImageProperty* property = m_impl->image.slice->GetProperty();
    property->SetColorWindow(std::max(high - low, 1e-9));
    property->SetColorLevel((low + high) / 2);
}

void SliceRenderer::setInterpolation(Interpolation interpolation)
{
    vtkImageProperty* property = m_impl->image.slice->GetProperty();
    if (interpolation == Interpolation::Linear) {
        property->SetInterpolationTypeToLinear();
    } else {
        property->SetInterpolationTypeToNearest();
    }
}

void SliceRenderer::setOverlay(std::span<const Paint> paints, const Palette& palette,
                               OverlayShape shape)
{
    Impl& impl = *m_impl;
    const bool present = paints.size() == impl.voxels() && !paints.empty();
    const bool fill = present && shape == OverlayShape::Fill;
    impl.overlay.slice->SetVisibility(fill);
    if (fill) {
        auto* out = static_cast<unsigned char*>(impl.overlay.data->GetScalarPointer());
        for (const Paint paint : paints) {
            const Rgb rgb = palette[paint];
            *out++ = rgb.red;
            *out++ = rgb.green;
            *out++ = rgb.blue;
            *out++ = paint == kClear ? 0 : 255;
        }
        impl.overlay.data->Modified();
    }
    if (present && shape == OverlayShape::Outline) {
        impl.outline.set(outlinesOf(paints, impl.geometry.size[0], impl.geometry.size[1]), palette,
                         impl.geometry.spacingMm);
    } else {
        impl.outline.actor->VisibilityOff();
    }
}

void SliceRenderer::setOverlayOpacity(double opacity)
{
    m_impl->overlay.slice->GetProperty()->SetOpacity(opacity);
    m_impl->outline.actor->GetProperty()->SetOpacity(opacity);
}

void SliceRenderer::setReferenceOutline(std::span<const Paint> paints, Rgb colour)
{
    Impl& impl = *m_impl;
    if (paints.empty() || paints.size() != impl.voxels()) {
        impl.reference.actor->VisibilityOff();
        return;
    }
    Palette palette;
    palette.fill(colour);
    impl.reference.set(outlinesOf(paints, impl.geometry.size[0], impl.geometry.size[1]), palette,
                       impl.geometry.spacingMm);
}

void SliceRenderer::setCrosshair(const std::optional<SlicePoint>& point)
{
    m_impl->crosshair = point;
    m_impl->updateAnnotations();
}

void SliceRenderer::setAnnotationsVisible(bool visible)
{
    m_impl->annotations.setVisible(visible);
    m_impl->updateAnnotations();
}

void SliceRenderer::fit()
{
    Impl& impl = *m_impl;
    impl.fitted = true;
    if (hasImage()) {
        const Geometry& g = impl.geometry;
        const double widthMm = g.size[0] * g.spacingMm[0];
        const double heightMm = g.size[1] * g.spacingMm[1];
        impl.centre((g.size[0] - 1) * g.spacingMm[0] / 2, (g.size[1] - 1) * g.spacingMm[1] / 2);
        const double aspect = static_cast<double>(impl.height) / impl.width;
        impl.camera()->SetParallelScale(std::max(heightMm, widthMm * aspect) / 2 * kFitMargin);
    }
    impl.updateAnnotations();
}

void SliceRenderer::zoom(double factor, double x, double y)
{
    if (!hasImage()) {
        return;
    }
    Impl& impl = *m_impl;
    const double wanted =
        std::clamp(magnification() * factor, kMinMagnification, kMaxMagnification);
    const double applied = wanted / magnification();
    // The point under the cursor stays: the focal point moves towards it as the scale shrinks.
    const SlicePoint anchor = toSlice(x, y);
    const double ax = anchor.x * impl.geometry.spacingMm[0];
    const double ay = anchor.y * impl.geometry.spacingMm[1];
    double focal[3];
    impl.camera()->GetFocalPoint(focal);
    impl.camera()->SetParallelScale(impl.camera()->GetParallelScale() / applied);
    impl.centre(ax + (focal[0] - ax) / applied, ay + (focal[1] - ay) / applied);
    impl.fitted = false;
    impl.updateAnnotations();
}

void SliceRenderer::pan(double dx, double dy)
{
    Impl& impl = *m_impl;
    double focal[3];
    impl.camera()->GetFocalPoint(focal);
    const double perPixel = impl.worldPerPixel();
    impl.centre(focal[0] - dx * perPixel, focal[1] - dy * perPixel);
    impl.fitted = false;
    impl.updateAnnotations();
}

SlicePoint SliceRenderer::toSlice(double x, double y) const
{
    const Impl& impl = *m_impl;
    double focal[3];
    impl.camera()->GetFocalPoint(focal);
    const double perPixel = impl.worldPerPixel();
    return {(focal[0] + (x - impl.width / 2.0) * perPixel) / impl.geometry.spacingMm[0],
            (focal[1] + (y - impl.height / 2.0) * perPixel) / impl.geometry.spacingMm[1]};
}

SlicePoint SliceRenderer::toScreen(const SlicePoint& point) const
{
    const Impl& impl = *m_impl;
    double focal[3];
    impl.camera()->GetFocalPoint(focal);
    const double perPixel = impl.worldPerPixel();
    return {impl.width / 2.0 + (point.x * impl.geometry.spacingMm[0] - focal[0]) / perPixel,
            impl.height / 2.0 + (point.y * impl.geometry.spacingMm[1] - focal[1]) / perPixel};
}

double SliceRenderer::magnification() const
{
    return m_impl->geometry.spacingMm[0] / m_impl->worldPerPixel();
}

} // namespace halftone::ui
