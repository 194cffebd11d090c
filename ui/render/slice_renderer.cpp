// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/slice_renderer.h"

#include "core/base/error.h"
#include "ui/render/plane_layers.h"
#include "ui/render/slice_annotations.h"
#include "ui/render/slice_marks.h"

#include <vtkCamera.h>
#include <vtkImageStack.h>
#include <vtkNew.h>
#include <vtkRenderer.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

namespace halftone::ui {

namespace {

constexpr double kGround[3] = {0x10 / 255.0, 0x12 / 255.0, 0x15 / 255.0};
/// Of zooming; a plane that fits the view with less or more widens them.
constexpr double kMinMagnification = 0.02;
constexpr double kMaxMagnification = 64;
/// Logical pixels; two whole ones are seen on any ground.
constexpr double kHatchPixels = 5; ///< between lines
/// The eye only has to be beyond everything that is drawn: outlines are a millimetre apart.
constexpr double kEyeDistance = 1000;

/// True if both differ at most in where they lie in space.
bool sameFrame(const image::PlaneGrid& a, const image::PlaneGrid& b)
{
    const auto close = [](const image::Point& p, const image::Point& q, double length) {
        return std::equal(p.begin(), p.end(), q.begin(),
                          [&](double x, double y) { return std::abs(x - y) <= 1e-9 * length; });
    };
    return a.columns == b.columns && a.rows == b.rows
           && close(a.columnMm, b.columnMm, a.columnSpacingMm())
           && close(a.rowMm, b.rowMm, a.rowSpacingMm());
}

void requirePixels(std::size_t found, const image::PlaneGrid& grid, const char* what)
{
    if (found != grid.pixels()) {
        throw Error(ErrorCode::ShapeMismatch,
                    std::string("A plane of ") + std::to_string(grid.columns) + " x "
                        + std::to_string(grid.rows) + " pixels cannot show " + what + " of "
                        + std::to_string(found) + ".");
    }
}

} // namespace

struct SliceRenderer::Impl {
    // Declared first, destroyed last: the layers leave them.
    vtkNew<vtkRenderer> renderer;
    vtkNew<vtkImageStack> stack;
    std::vector<std::unique_ptr<ImageLayer>> images;
    std::vector<std::unique_ptr<OverlayLayer>> overlays;
    SliceAnnotations annotations{renderer};
    SliceMarks marks{renderer};

    image::PlaneGrid plane; ///< no pixels: none
    double pixelWidth = 1;  ///< its spacings, in millimetres
    double pixelHeight = 1;
    Interpolation interpolation = Interpolation::Nearest;
    std::optional<PlanePoint> crosshair;

    int width = 1;
    int height = 1;
    double ratio = 1;
    Camera view; ///< while fitted, what that amounts to

    Impl()
    {
        renderer->SetBackground(kGround[0], kGround[1], kGround[2]);
        // Nothing here is lit; with a light, drivers in software spend most of a picture on it.
        renderer->AutomaticLightCreationOff();
        stack->VisibilityOff();
        renderer->AddViewProp(stack);
        vtkCamera* camera = renderer->GetActiveCamera();
        camera->ParallelProjectionOn();
        // Rows grow downwards: look along +z with -y up, then x grows to the right.
        camera->SetViewUp(0, -1, 0);
        camera->SetClippingRange(1, 2 * kEyeDistance);
        look();
    }

    [[nodiscard]] double mmPerPixel() const { return pixelWidth / view.magnification; }

    /// Turns VTK's camera where `view` says, and lays out the annotations.
    void look()
    {
        const double x = view.centre.column * pixelWidth;
        const double y = view.centre.row * pixelHeight;
        vtkCamera* camera = renderer->GetActiveCamera();
        camera->SetFocalPoint(x, y, 0);
        camera->SetPosition(x, y, -kEyeDistance);
        camera->SetParallelScale(mmPerPixel() * height / 2);
        for (const auto& overlay : overlays) {
            overlay->setHatchSpacing(hatchSpacing());
        }
        annotate();
    }

    [[nodiscard]] double hatchSpacing() const { return kHatchPixels * ratio / view.magnification; }

    void annotate()
    {
        AnnotatedView annotated{width, height, ratio, mmPerPixel(), {}};
        if (crosshair) {
            const ScreenPoint at = toScreen(*crosshair);
            annotated.crosshair = {at.x, height - at.y};
        }
        annotations.update(annotated, plane);
        marks.update(annotated, [this](const PlanePoint& point) {
            const ScreenPoint at = toScreen(point);
            return std::array{at.x, height - at.y};
        });
    }

    [[nodiscard]] double rowMagnification() const { return pixelHeight / mmPerPixel(); }

    [[nodiscard]] ScreenPoint toScreen(const PlanePoint& point) const
    {
        return {width / 2.0 + (point.column - view.centre.column) * view.magnification,
                height / 2.0 + (point.row - view.centre.row) * rowMagnification()};
    }

    /// The magnification at which the whole plane is seen.
    [[nodiscard]] double fittedMagnification() const
    {
        return std::min(static_cast<double>(width) / plane.columns,
                        height / (plane.rows * pixelHeight) * pixelWidth);
    }

    void removePictures()
    {
        images.clear();
        overlays.clear();
        crosshair.reset();
    }
};

SliceRenderer::SliceRenderer() : m_impl(std::make_unique<Impl>()) {}
SliceRenderer::~SliceRenderer() = default;

vtkRenderer* SliceRenderer::renderer() const
{
    return m_impl->renderer;
}

void SliceRenderer::setViewport(int width, int height, double pixelRatio)
{
    Impl& impl = *m_impl;
    impl.width = std::max(1, width);
    impl.height = std::max(1, height);
    impl.ratio = pixelRatio;
    for (const auto& overlay : impl.overlays) {
        overlay->setPixelRatio(impl.ratio);
    }
    if (impl.view.fitted) {
        fit();
    } else {
        impl.look();
    }
}

bool SliceRenderer::hasPlane() const
{
    return m_impl->plane.pixels() > 0;
}

void SliceRenderer::setPlane(const image::PlaneGrid& grid)
{
    Impl& impl = *m_impl;
    const bool same = hasPlane() && sameFrame(impl.plane, grid);
    impl.plane = grid;
    impl.stack->SetVisibility(hasPlane());
    if (same) {
        impl.annotate(); // whether the orientation is known may have changed
        return;
    }
    impl.pixelWidth = grid.columnSpacingMm();
    impl.pixelHeight = grid.rowSpacingMm();
    impl.removePictures();
    fit();
}

const image::PlaneGrid& SliceRenderer::plane() const
{
    return m_impl->plane;
}

void SliceRenderer::clear()
{
    setPlane({});
}

void SliceRenderer::setImages(const std::vector<ImagePicture>& images)
{
    Impl& impl = *m_impl;
    for (const ImagePicture& image : images) {
        requirePixels(image.values.size(), impl.plane, "grey values");
    }
    if (images.size() < impl.images.size()) {
        impl.images.resize(images.size());
    }
    for (std::size_t i = 0; i < images.size(); ++i) {
        if (i == impl.images.size()) {
            impl.images.push_back(std::make_unique<ImageLayer>(impl.stack, static_cast<int>(i)));
            impl.images.back()->setInterpolation(impl.interpolation);
        }
        impl.images[i]->set(images[i], impl.plane);
    }
}

void SliceRenderer::setWindow(std::size_t index, double low, double high)
{
    if (index >= m_impl->images.size()) {
        throw Error(ErrorCode::InvalidArgument,
                    "The view shows " + std::to_string(m_impl->images.size())
                        + " images, none of number " + std::to_string(index) + ".");
    }
    m_impl->images[index]->setWindow(low, high);
}

void SliceRenderer::setInterpolation(Interpolation interpolation)
{
    m_impl->interpolation = interpolation;
    for (const auto& image : m_impl->images) {
        image->setInterpolation(interpolation);
    }
}

void SliceRenderer::setOverlays(const std::vector<OverlayPicture>& overlays)
{
    Impl& impl = *m_impl;
    for (const OverlayPicture& overlay : overlays) {
        requirePixels(overlay.paints.size(), impl.plane, "labels");
    }
    if (overlays.size() < impl.overlays.size()) {
        impl.overlays.resize(overlays.size());
    }
    for (std::size_t i = 0; i < overlays.size(); ++i) {
        if (i == impl.overlays.size()) {
            impl.overlays.push_back(
                std::make_unique<OverlayLayer>(impl.stack, impl.renderer, static_cast<int>(i)));
            impl.overlays.back()->setPixelRatio(impl.ratio);
            impl.overlays.back()->setHatchSpacing(impl.hatchSpacing());
        }
        impl.overlays[i]->set(overlays[i], impl.plane);
    }
}

void SliceRenderer::setCrosshair(const std::optional<PlanePoint>& point)
{
    m_impl->crosshair = point;
    m_impl->annotate();
}

void SliceRenderer::setMarks(std::vector<Mark> marks)
{
    m_impl->marks.set(std::move(marks));
    m_impl->annotate();
}

void SliceRenderer::setWords(const std::string& words)
{
    m_impl->annotations.setWords(words);
    m_impl->annotate();
}

void SliceRenderer::setAnnotationsVisible(bool visible)
{
    m_impl->annotations.setVisible(visible);
    m_impl->annotate();
}

void SliceRenderer::fit()
{
    Impl& impl = *m_impl;
    impl.view.fitted = true;
    if (hasPlane()) {
        impl.view.magnification = impl.fittedMagnification();
        impl.view.centre = {(impl.plane.columns - 1) / 2.0, (impl.plane.rows - 1) / 2.0};
    }
    impl.look();
}

void SliceRenderer::zoom(double factor, double x, double y)
{
    if (!hasPlane()) {
        return;
    }
    Impl& impl = *m_impl;
    const double whole = impl.fittedMagnification();
    const PlanePoint anchor = toPlane(x, y);
    impl.view.fitted = false;
    impl.view.magnification =
        std::clamp(impl.view.magnification * factor, std::min(whole, kMinMagnification),
                   std::max(whole, kMaxMagnification));
    // The point under the cursor stays: the centre moves towards it as the plane grows.
    impl.view.centre = {anchor.column - (x - impl.width / 2.0) / impl.view.magnification,
                        anchor.row - (y - impl.height / 2.0) / impl.rowMagnification()};
    impl.look();
}

void SliceRenderer::pan(double dx, double dy)
{
    if (!hasPlane()) {
        return;
    }
    Impl& impl = *m_impl;
    impl.view.fitted = false;
    impl.view.centre.column -= dx / impl.view.magnification;
    impl.view.centre.row -= dy / impl.rowMagnification();
    impl.look();
}

Camera SliceRenderer::camera() const
{
    return m_impl->view.fitted ? Camera{} : m_impl->view;
}

void SliceRenderer::setCamera(const Camera& camera)
{
    if (camera.fitted || !hasPlane()) {
        fit();
        return;
    }
    m_impl->view = camera;
    m_impl->look();
}

PlanePoint SliceRenderer::toPlane(double x, double y) const
{
    const Impl& impl = *m_impl;
    return {impl.view.centre.column + (x - impl.width / 2.0) / impl.view.magnification,
            impl.view.centre.row + (y - impl.height / 2.0) / impl.rowMagnification()};
}

ScreenPoint SliceRenderer::toScreen(const PlanePoint& point) const
{
    return m_impl->toScreen(point);
}

double SliceRenderer::magnification() const
{
    return m_impl->view.magnification;
}

} // namespace halftone::ui
