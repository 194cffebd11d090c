// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Editing a mask of 512x512x512, as a person waits for it:
//     bench_editing --benchmark_filter=stroke
// - stroke: a move of the mouse by ten voxels with a brush of 40, until the overlays of the visible
//   plane are composed anew (what is drawn then is bench_window's); _max is the longest of all.
//   _after_snapshot: the first move after a copy for another thread was taken, which copies the
//   slices that it touches.
// - undo: one of 1,000 strokes; `bytes` is what all of them take.
// - filter: the whole volume, membranes with noise, once.
#include "core/image/labels/label_filter.h"
#include "ui/document/document.h"
#include "ui/session/session.h"
#include "ui/widgets/views/plane_scene.h"

#include <QCoreApplication>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <memory>
#include <random>

namespace {

using namespace halftone;
using namespace halftone::ui;
using image::Plane;

constexpr int kSize = 512;
constexpr double kDiameter = 40;

/// Walls of a gyroid, an eighth of the volume, with specks in and between them.
std::shared_ptr<const LabelMap> membranes()
{
    static const std::shared_ptr<const LabelMap> s_labels = [] {
        std::array<float, kSize> sine{};
        std::array<float, kSize> cosine{};
        for (std::size_t n = 0; n < kSize; ++n) {
            sine[n] = std::sin(static_cast<float>(n) / 12);
            cosine[n] = std::cos(static_cast<float>(n) / 12);
        }
        auto labels = std::make_shared<LabelMap>();
        labels->geometry.size = {kSize, kSize, kSize};
        labels->voxels.reserve(labels->geometry.voxels());
        labels->labels = {{1, "membrane", {}}};
        std::uint32_t state = 1;
        for (std::size_t k = 0; k < kSize; ++k) {
            for (std::size_t j = 0; j < kSize; ++j) {
                for (std::size_t i = 0; i < kSize; ++i) {
                    state = state * 1664525 + 1013904223;
                    const float value =
                        sine[i] * cosine[j] + sine[j] * cosine[k] + sine[k] * cosine[i];
                    const bool wall = std::abs(value) < 0.2F;
                    labels->voxels.push_back(wall != (state >> 22 == 0) ? 1 : 0);
                }
            }
        }
        return labels;
    }();
    return s_labels;
}

/// A document with an image and a mask that is edited.
struct Editing {
    Document document;
    Session session{pipeline::makeRuntime(1), document};
    LayerId layer = 0;

    Editing()
    {
        Image image;
        image.geometry = membranes()->geometry;
        image.voxels = std::vector<std::uint8_t>(image.geometry.voxels(), 100);
        document.open(std::make_shared<const Image>(std::move(image)));
        const Layer labels = labelsLayer(membranes(), QStringLiteral("membranes"), 0);
        layer = document.add(*editedLayerOf(labels, membranes()->geometry));
    }
    [[nodiscard]] std::size_t compose(Plane plane)
    {
        const image::PlaneGrid grid =
            image::planeGrid(membranes()->geometry, plane, document.cursor());
        return overlaysOf(document, session, grid).size();
    }
};

void stroke(benchmark::State& state, Plane plane, bool throughSlices, bool afterSnapshot)
{
    Editing editing;
    const image::Brush brush{image::BrushShape::Round, kDiameter, throughSlices};
    std::mt19937 random(1);
    image::Point at = editing.document.cursor();
    double longest = 0;
    std::uint8_t label = 0;
    editing.document.edits().beginStroke(editing.layer, brush, {}, plane, at);
    int moves = 0;
    for (auto _ : state) {
        state.PauseTiming();
        if (++moves % 40 == 0) {
            image::PaintRule rule;
            label = label == 0 ? 1 : 0;
            rule.label = label; // there is always something to change
            editing.document.edits().beginStroke(editing.layer, brush, rule, plane, at);
        }
        for (std::size_t axis = 0; axis < 3; ++axis) {
            if (axis != static_cast<std::size_t>(image::normalAxis(membranes()->geometry, plane))) {
                at[axis] =
                    std::clamp(at[axis] + (double(random() % 3) - 1) * 10, 30.0, kSize - 30.0);
            }
        }
        if (afterSnapshot) {
            benchmark::DoNotOptimize(editing.document.edits().snapshot(editing.layer));
        }
        state.ResumeTiming();
        const auto start = std::chrono::steady_clock::now();
        editing.document.edits().strokeTo(at);
        benchmark::DoNotOptimize(editing.compose(plane));
        longest = std::max(longest, std::chrono::duration<double, std::milli>(
                                        std::chrono::steady_clock::now() - start)
                                        .count());
    }
    state.counters["ms_max"] = longest;
}

void undo(benchmark::State& state, bool throughSlices)
{
    constexpr int kStrokes = 1000;
    Editing editing;
    const image::Brush brush{image::BrushShape::Round, kDiameter, throughSlices};
    std::mt19937 random(1);
    for (int n = 0; n < kStrokes; ++n) {
        const auto place = [&] { return 30 + double(random() % (kSize - 60)); };
        image::Point at{place(), place(), place()};
        image::PaintRule rule;
        rule.label = static_cast<std::uint8_t>(n % 2);
        editing.document.edits().beginStroke(editing.layer, brush, rule, Plane::Axial, at);
        for (int move = 0; move < 5; ++move) {
            at[0] += double(random() % 21) - 10;
            at[1] += double(random() % 21) - 10;
            editing.document.edits().strokeTo(at);
        }
        editing.document.edits().endStroke();
    }
    UndoStack& steps = editing.document.undoStack();
    state.counters["bytes"] = static_cast<double>(steps.bytes());
    state.counters["steps"] = steps.count();
    for (auto _ : state) {
        if (!steps.canUndo()) {
            state.SkipWithError("all are undone");
            break;
        }
        steps.undo();
    }
}

void filter(benchmark::State& state, image::LabelFilterKind kind, bool bySlices)
{
    const image::LabelSnapshot labels = image::snapshotOf(membranes());
    image::LabelFilter filter;
    filter.kind = kind;
    filter.slicesAcross = bySlices ? std::optional(2) : std::nullopt;
    for (auto _ : state) {
        const image::LabelDelta delta = image::filtered(labels, filter);
        state.counters["voxels"] = static_cast<double>(delta.voxels());
        state.counters["bytes"] = static_cast<double>(delta.bytes());
    }
}

void registerAll()
{
    using benchmark::RegisterBenchmark;
    for (const auto& [name, plane] :
         {std::pair("axial", Plane::Axial), std::pair("sagittal", Plane::Sagittal),
          std::pair("coronal", Plane::Coronal)}) {
        for (const bool ball : {false, true}) {
            for (const bool snapshot : {false, true}) {
                const std::string title = std::string("stroke/") + name + (ball ? "/ball" : "/disc")
                                          + (snapshot ? "_after_snapshot" : "");
                RegisterBenchmark(title.c_str(), stroke, plane, ball, snapshot)
                    ->Unit(benchmark::kMillisecond)
                    ->Iterations(300);
            }
        }
    }
    for (const bool ball : {false, true}) {
        RegisterBenchmark(ball ? "undo/ball" : "undo/disc", undo, ball)
            ->Unit(benchmark::kMillisecond)
            ->Iterations(900);
    }
    using Kind = image::LabelFilterKind;
    for (const auto& [name, kind] :
         {std::pair("fill_holes", Kind::FillHoles), std::pair("keep_largest", Kind::KeepLargest),
          std::pair("remove_small", Kind::RemoveSmall), std::pair("smooth", Kind::Smooth),
          std::pair("close", Kind::Close), std::pair("open", Kind::Open)}) {
        for (const bool bySlices : {true, false}) {
            const std::string title =
                std::string("filter/") + name + (bySlices ? "/slices" : "/volume");
            RegisterBenchmark(title.c_str(), filter, kind, bySlices)
                ->Unit(benchmark::kMillisecond)
                ->Iterations(1)
                ->UseRealTime();
        }
    }
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    registerAll();
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
