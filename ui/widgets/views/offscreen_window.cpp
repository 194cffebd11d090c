// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/offscreen_window.h"

#include "ui/document/words.h"

#include <vtkCommand.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkOpenGLState.h>
#include <vtkRenderer.h>

#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QSurfaceFormat>

#include <utility>

namespace halftone::ui {

namespace {

// Names of OpenGL 1.2 that the headers of OpenGL ES lack.
constexpr GLenum kBgra = 0x80E1;
constexpr GLenum kWholeWords = 0x8367; ///< GL_UNSIGNED_INT_8_8_8_8_REV: QImage's RGB32
constexpr unsigned kReadFramebuffer = 0x8CA8;

/// What VTK needs; Qt may give more.
QSurfaceFormat neededFormat()
{
    QSurfaceFormat format;
    format.setRenderableType(QSurfaceFormat::OpenGL);
    format.setVersion(3, 2);
    format.setProfile(QSurfaceFormat::CoreProfile);
    format.setSwapBehavior(QSurfaceFormat::SingleBuffer);
    return format;
}

} // namespace

struct OffscreenWindow::Impl {
    QOffscreenSurface surface;
    QOpenGLContext context;
    vtkNew<vtkGenericOpenGLRenderWindow> window;
    bool ready = false;
    QString problem;

    void makeCurrent()
    {
        if (ready) {
            context.makeCurrent(&surface);
        }
    }
    void answerIsCurrent(vtkObject*, unsigned long, void* answer)
    {
        *static_cast<bool*>(answer) = ready && QOpenGLContext::currentContext() == &context;
    }

    /// Makes the context; takes a moment the first time in a process, while the driver loads.
    bool prepare()
    {
        if (ready || !problem.isEmpty()) {
            return ready;
        }
        const QSurfaceFormat format = neededFormat();
        surface.setFormat(format);
        surface.create();
        context.setFormat(format);
        const bool made = surface.isValid() && context.create() && context.makeCurrent(&surface);
        const auto version = made ? context.format().version() : std::pair(0, 0);
        if (!made || version < format.version()) {
            problem = tr("Pictures need OpenGL 3.2, which this computer's graphics "
                         "driver does not offer. Install or update it; on Linux, Mesa's "
                         "software driver will do.");
            return false;
        }
        ready = true;
        window->SetMapped(true);
        window->SetReadyForRendering(true);
        window->OpenGLInitContext();
        // VTK expects to find its own defaults (a depth test that lets equal depths pass, ...): of
        // a context that somebody else made it takes and restores what it finds.
        window->GetState()->Initialize(window);
        return true;
    }
};

OffscreenWindow::OffscreenWindow(int samples) : m_impl(std::make_unique<Impl>())
{
    vtkGenericOpenGLRenderWindow* window = m_impl->window;
    window->SetReadyForRendering(false);
    window->SetOwnContext(false);
    window->SetMultiSamples(samples);
    // The picture is read from VTK's own framebuffer; there is none behind it to copy it to.
    window->SetFrameBlitModeToNoBlit();
    // Wider lines are drawn as polygons: what drivers support differs.
    window->SetForceMaximumHardwareLineWidth(1);
    window->AddObserver(vtkCommand::WindowMakeCurrentEvent, m_impl.get(), &Impl::makeCurrent);
    window->AddObserver(vtkCommand::WindowIsCurrentEvent, m_impl.get(), &Impl::answerIsCurrent);
}

OffscreenWindow::~OffscreenWindow()
{
    if (m_impl->ready) {
        m_impl->makeCurrent();
        m_impl->window->Finalize();
    }
    m_impl->window->RemoveAllObservers();
}

void OffscreenWindow::add(vtkRenderer* renderer)
{
    m_impl->window->AddRenderer(renderer);
}

QString OffscreenWindow::problem() const
{
    return m_impl->problem;
}

QImage OffscreenWindow::draw(const QSize& size)
{
    Impl& impl = *m_impl;
    if (size.isEmpty() || !impl.prepare()) {
        return {};
    }
    impl.makeCurrent();
    impl.window->SetSize(size.width(), size.height());
    impl.window->Render();

    QImage picture(size, QImage::Format_RGB32);
    vtkOpenGLState* state = impl.window->GetState();
    state->PushReadFramebufferBinding();
    vtkOpenGLFramebufferObject* drawn = impl.window->GetDisplayFramebuffer();
    drawn->Bind(kReadFramebuffer);
    drawn->ActivateReadBuffer(0);
    impl.context.functions()->glReadPixels(0, 0, size.width(), size.height(), kBgra, kWholeWords,
                                           picture.bits());
    state->PopReadFramebufferBinding();
    // OpenGL's rows begin at the bottom.
    return std::move(picture).mirrored();
}

} // namespace halftone::ui
