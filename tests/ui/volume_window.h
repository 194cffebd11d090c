// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "window_fixture.h"

#include "core/model/model_file.h"
#include "ui/document/path_text.h"

#include <QListView>

#include <algorithm>
#include <functional>

/// A window with random models of each kind, for tests with volumes of the test's own making.
namespace halftone::test {

using image::Plane;

/// An image whose voxels are what `valueAt(i, j, k)` says.
inline Image volume(const Geometry& geometry, const std::function<double(int, int, int)>& valueAt)
{
    Image image;
    image.geometry = geometry;
    image.modality = Modality::CT;
    std::vector<std::int16_t> voxels;
    for (int k = 0; k < geometry.size[2]; ++k) {
        for (int j = 0; j < geometry.size[1]; ++j) {
            for (int i = 0; i < geometry.size[0]; ++i) {
                voxels.push_back(static_cast<std::int16_t>(valueAt(i, j, k)));
            }
        }
    }
    image.voxels = std::move(voxels);
    return image;
}

/// Axes along L, P and S.
inline Geometry patientGrid(std::array<int, 3> size, std::array<double, 3> spacingMm,
                            std::array<double, 3> originMm = {0, 0, 0})
{
    Geometry geometry;
    geometry.size = size;
    geometry.spacingMm = spacingMm;
    geometry.originMm = originMm;
    geometry.spacingKnown = true;
    geometry.orientationKnown = true;
    return geometry;
}

/// The voxel that holds a point, by the definition of Geometry alone; nothing outside of the grid.
inline std::optional<std::array<int, 3>> voxelAt(const Geometry& geometry, const image::Point& mm)
{
    std::array<int, 3> voxel{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        double along = 0; // directions are perpendicular and of length 1
        for (std::size_t n = 0; n < 3; ++n) {
            along += geometry.direction[n * 3 + axis] * (mm[n] - geometry.originMm[n]);
        }
        voxel[axis] = static_cast<int>(std::lround(along / geometry.spacingMm[axis]));
        if (voxel[axis] < 0 || voxel[axis] >= geometry.size[axis]) {
            return std::nullopt;
        }
    }
    return voxel;
}

inline std::size_t flatIndex(const Geometry& geometry, const std::array<int, 3>& voxel)
{
    return (static_cast<std::size_t>(voxel[2]) * static_cast<std::size_t>(geometry.size[1])
            + static_cast<std::size_t>(voxel[1]))
               * static_cast<std::size_t>(geometry.size[0])
           + static_cast<std::size_t>(voxel[0]);
}

/// `over` with that opacity on `below`.
inline QColor blended(const QColor& below, const QColor& over, double opacity)
{
    const auto mix = [&](int a, int b) {
        return static_cast<int>(std::lround(a + (b - a) * opacity));
    };
    return {mix(below.red(), over.red()), mix(below.green(), over.green()),
            mix(below.blue(), over.blue())};
}

inline bool isNear(const QColor& found, const QColor& expected, int tolerance = 5)
{
    return std::abs(found.red() - expected.red()) <= tolerance
           && std::abs(found.green() - expected.green()) <= tolerance
           && std::abs(found.blue() - expected.blue()) <= tolerance;
}

inline QString describe(const QColor& found, const QColor& expected)
{
    return found.name() + QStringLiteral(" instead of ") + expected.name();
}

class VolumeWindow : public WindowTest {
protected:
    QTemporaryDir m_folder;

    SliceView& view(Plane plane) { return m_window->planes().view(plane); }
    QString path(const char* name) { return m_folder.filePath(QString::fromLatin1(name)); }

    /// One for each modality, of random weights, instead of the shipped ones.
    void installModels()
    {
        QVERIFY(m_folder.isValid());
        installModel("a-em", Modality::EM, {"membrane"});
        installModel("b-cord", Modality::MR, {"white-matter", "grey-matter"});
        installModel("c-ct", Modality::CT, {"pancreas"}, 8, 11);
    }

    /// A random model. CT and MR are segmented along S, as they are sampled.
    void installModel(const char* name, Modality modality, const std::vector<std::string>& labels,
                      int width = 4, std::uint32_t seed = 5, bool hasFloatPath = false)
    {
        const int classes = labels.size() == 1 ? 1 : static_cast<int>(labels.size()) + 1;
        model::Model model = model::makeRandomModel(model::makeUNet(width, 1, classes), seed);
        model.card.name = name;
        model.card.title = name;
        model.card.preprocess.modality = modality;
        for (std::size_t i = 0; i < labels.size(); ++i) {
            model.card.labels.at(i).name = labels[i];
        }
        if (modality != Modality::EM) {
            model.card.preprocess.orientation = "LPS";
            model.card.preprocess.expectedMin = -1024;
            model.card.preprocess.expectedMax = 4095;
        }
        for (std::size_t n = 0; n < model.convs.size() && !hasFloatPath; ++n) {
            model::ConvWeights& conv = model.convs[n];
            conv.master.clear();
            conv.floatScale.clear();
            conv.floatOffset.clear();
        }
        model::writeModel(toPath(path(name) + QStringLiteral(".halftone")), model);
        qputenv("HALFTONE_MODELS", m_folder.path().toUtf8());
    }

    /// Calls and waits until the case is another one.
    void change(const std::function<void()>& call)
    {
        QSignalSpy changed(&session(), &Session::caseChanged);
        call();
        QVERIFY(!changed.isEmpty() || changed.wait(kTimeoutMs));
    }

    void openSampleOf(phantom::Kind kind, const phantom::Options& options)
    {
        change([&] { session().openSample(kind, options); });
        waitUntilSettled();
    }

    /// Writes an image to a file and opens that. A description beside it says that it is CT.
    void openVolume(const Image& image, const char* name, const char* model = "c-ct")
    {
        image::writeImage(toPath(path(name)), image);
        QFile description(path(name).section(QChar(u'.'), 0, 0) + QStringLiteral(".json"));
        QVERIFY(description.open(QIODevice::WriteOnly));
        description.write(R"({"Modality": "CT"})");
        description.close();
        OpenRequest request;
        request.image = toPath(path(name));
        request.model = model;
        change([&] { session().open(request); });
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_window.get(), key, modifiers);
    }

    int visibleViews()
    {
        int count = 0;
        for (const Plane plane : image::kPlanes) {
            count += view(plane).isVisible() ? 1 : 0;
        }
        return count;
    }

    /// Colours are those of the data alone.
    void quiet()
    {
        press(Qt::Key_X); // neither letters nor crosshair
        press(Qt::Key_I); // voxels as they are
    }

    QImage picture(Plane plane)
    {
        m_window->planes().renderNow();
        return view(plane).picture();
    }

    /// The whole of a pixel of the plane is on the screen.
    QPoint screenAt(Plane plane, double column, double row)
    {
        const ScreenPoint at = view(plane).slice().toScreen({column, row});
        return {static_cast<int>(std::lround(at.x - 0.5)),
                static_cast<int>(std::lround(at.y - 0.5))};
    }

    QPoint screenAt(Plane plane, const image::Point& mm)
    {
        const auto [column, row] = view(plane).slice().plane().project(mm);
        return screenAt(plane, column, row);
    }

    void click(Plane plane, const QPoint& device)
    {
        const double ratio = view(plane).devicePixelRatioF();
        QTest::mouseClick(&view(plane), Qt::LeftButton, {}, (QPointF(device) / ratio).toPoint());
    }

    void wheel(Plane plane, int notches)
    {
        SliceView& target = view(plane);
        const QPointF middle(target.width() / 2.0, target.height() / 2.0);
        QWheelEvent event(middle, target.mapToGlobal(middle), {}, {0, -120 * notches}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&target, &event);
    }

    /// What the base image shows at a point, as a grey.
    QColor greyAt(const image::Point& mm)
    {
        const Layer& base = *document().base();
        const Image& image = *base.as<ImageContent>()->image;
        const auto voxel = voxelAt(image.geometry, mm);
        if (!voxel) {
            return {};
        }
        const DisplayWindow& window = base.style.window;
        const double value = image.value(flatIndex(image.geometry, *voxel));
        const int grey = static_cast<int>(std::lround(
            255 * std::clamp((value - window.low) / (window.high - window.low), 0.0, 1.0)));
        return {grey, grey, grey};
    }
};

} // namespace halftone::test
