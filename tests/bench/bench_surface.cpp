// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0

// usage: bench_surface [--draw]
//
// What a surface of a label in 512 x 512 x 512 voxels takes on one thread: a ball of a third of
// the box, a smaller one, a thin shell, a tangle of tubes. Prints for each: triangles, milliseconds
// (median of 5, least, most, and of processor time), how long after a stop the thread is free
// (longest of 20 stops spread over a run), and what VTK's own filters take in the same place.
// --draw: and one picture of it.
#include "core/base/error.h"
#include "ui/render/space_renderer.h"
#include "ui/render/surface.h"

#include <vtkDiscreteFlyingEdges3D.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPolyDataNormals.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>
#include <vtkWindowedSincPolyDataFilter.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <functional>
#include <thread>
#include <vector>

using namespace halftone;
using namespace halftone::ui;

namespace {

constexpr int kSide = 512;
constexpr int kRuns = 5;
constexpr int kStops = 20;

double millisecondsOf(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

LabelMap make(const std::function<bool(double, double, double)>& inside)
{
    LabelMap map;
    map.geometry.size = {kSide, kSide, kSide};
    map.geometry.spacingMm = {0.7, 0.7, 0.7};
    map.geometry.spacingKnown = map.geometry.orientationKnown = true;
    map.voxels.reserve(map.geometry.voxels());
    constexpr double kMiddle = (kSide - 1) / 2.0;
    for (int k = 0; k < kSide; ++k) {
        for (int j = 0; j < kSide; ++j) {
            for (int i = 0; i < kSide; ++i) {
                map.voxels.push_back(inside(i - kMiddle, j - kMiddle, k - kMiddle) ? 1 : 0);
            }
        }
    }
    return map;
}

LabelSlices slicesOf(const LabelMap& map)
{
    LabelSlices labels{map.geometry, {}, {}};
    const std::size_t each = map.geometry.sliceVoxels();
    for (std::size_t at = 0; at < map.voxels.size(); at += each) {
        labels.slices.push_back(std::span(map.voxels).subspan(at, each));
    }
    return labels;
}

double longestStop(const LabelSlices& labels, double wholeMs, double mostVoxels)
{
    double longest = 0;
    for (int n = 0; n < kStops; ++n) {
        StopSource source;
        std::chrono::steady_clock::time_point asked{};
        std::thread stopper([&] {
            std::this_thread::sleep_for(
                std::chrono::duration<double, std::milli>(wholeMs * (n + 0.5) / kStops));
            asked = std::chrono::steady_clock::now();
            source.requestStop();
        });
        std::chrono::steady_clock::time_point free{};
        try {
            static_cast<void>(surfaceOf(labels, 1, source.token(), mostVoxels));
            free = std::chrono::steady_clock::now();
        } catch (const Error&) {
            free = std::chrono::steady_clock::now();
        }
        stopper.join();
        if (free > asked) {
            longest =
                std::max(longest, std::chrono::duration<double, std::milli>(free - asked).count());
        }
    }
    return longest;
}

/// Flying edges, smoothing and normals of VTK over all voxels, with its defaults for closed
/// surfaces.
void buildByVtk(const LabelMap& map)
{
    vtkNew<vtkImageData> image;
    image->SetDimensions(kSide, kSide, kSide);
    image->AllocateScalars(VTK_UNSIGNED_CHAR, 1);
    std::memcpy(image->GetScalarPointer(), map.voxels.data(), map.voxels.size());
    vtkNew<vtkDiscreteFlyingEdges3D> edges;
    edges->SetInputData(image);
    edges->SetValue(0, 1);
    edges->ComputeNormalsOff();
    edges->ComputeGradientsOff();
    edges->ComputeScalarsOff();
    const double found = millisecondsOf([&] { edges->Update(); });
    vtkNew<vtkWindowedSincPolyDataFilter> smooth;
    smooth->SetInputConnection(edges->GetOutputPort());
    smooth->SetNumberOfIterations(12);
    smooth->SetPassBand(0.1);
    smooth->BoundarySmoothingOff();
    smooth->NormalizeCoordinatesOn();
    const double smoothed = millisecondsOf([&] { smooth->Update(); });
    vtkNew<vtkPolyDataNormals> normals;
    normals->SetInputConnection(smooth->GetOutputPort());
    normals->SplittingOff();
    const double lit = millisecondsOf([&] { normals->Update(); });
    std::printf("  VTK's filters: edges %.0f, smoothing %.0f, normals %.0f ms\n", found, smoothed,
                lit);
}

void draw(const Geometry& geometry, const vtkSmartPointer<vtkPolyData>& mesh)
{
    SpaceRenderer space;
    vtkNew<vtkRenderWindow> window;
    window->SetOffScreenRendering(1);
    window->SetMultiSamples(0);
    window->SetSize(1000, 900);
    window->AddRenderer(space.renderer());
    space.setViewport(1000, 900);
    space.fit(geometry);
    space.setPart({1, 1}, mesh);
    space.setLooks({1, 1}, {{200, 150, 60}, 1, true});
    window->Render(); // fills buffers
    std::vector<double> times;
    for (int n = 0; n < kRuns; ++n) {
        space.rotate(10, 3);
        times.push_back(millisecondsOf([&] { window->Render(); }));
    }
    std::sort(times.begin(), times.end());
    std::printf("  a picture of 1000x900: median %.0f ms\n", times[kRuns / 2]);
}

void measure(const char* name, const LabelMap& map, bool draws)
{
    const LabelSlices labels = slicesOf(map);
    for (const double most : {kMostSurfaceVoxels, kMostCoarseVoxels}) {
        std::vector<double> times;
        std::vector<double> computing;
        Surface surface;
        for (int n = 0; n < kRuns; ++n) {
            const std::clock_t before = std::clock();
            times.push_back(millisecondsOf([&] { surface = surfaceOf(labels, 1, {}, most); }));
            computing.push_back(1000.0 * static_cast<double>(std::clock() - before)
                                / CLOCKS_PER_SEC);
        }
        std::sort(times.begin(), times.end());
        std::sort(computing.begin(), computing.end());
        std::printf("%s, 1 voxel in %d: %lld triangles, median %.0f ms (%.0f to %.0f; computing "
                    "%.0f), stopped after %.0f ms at most\n",
                    name, surface.step, static_cast<long long>(surface.mesh->GetNumberOfPolys()),
                    times[kRuns / 2], times.front(), times.back(), computing[kRuns / 2],
                    longestStop(labels, times[kRuns / 2], most));
        if (draws) {
            draw(map.geometry, surface.mesh);
        }
    }
    buildByVtk(map);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    const bool draws = argc > 1 && std::strcmp(argv[1], "--draw") == 0;
    const auto ball = [](double radius) {
        return [radius](double x, double y, double z) { return std::hypot(x, y, z) <= radius; };
    };
    measure("ball of a third of the box", make(ball(220.5)), draws);
    measure("ball of a third of the side", make(ball(85)), draws);
    measure("shell of two voxels", make([](double x, double y, double z) {
                return std::abs(std::hypot(x, y, z) - 220) <= 1;
            }),
            draws);
    measure("tubes of six voxels", make([](double x, double y, double z) {
                constexpr double kPitch = 64;
                const double a = std::remainder(x + 10 * std::sin(z / 20), kPitch);
                const double b = std::remainder(y + 10 * std::cos(z / 20), kPitch);
                return std::hypot(a, b) <= 3;
            }),
            draws);
}
