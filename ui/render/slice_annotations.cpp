// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/slice_annotations.h"

#include "ui/render/annotations.h"

#include <algorithm>
#include <cmath>

namespace halftone::ui {

namespace {

// A light green that neither the grey image nor the label colours contain.
constexpr Colour kInk{0x8c / 255.0, 0xf0 / 255.0, 0xc8 / 255.0};
constexpr Colour kHalo{0x0a / 255.0, 0x0c / 255.0, 0x0e / 255.0};
// Logical pixels.
constexpr double kTextPixels = 12;
constexpr double kTextHaloPixels = 1.5;
constexpr double kMarginPixels = 10;
constexpr double kBarPixels = 3;
constexpr double kMaxBarPixels = 130;
constexpr double kLinePixels = 1;
constexpr double kHaloPixels = 1;
/// From the middle of the crosshair to its arms: what lies there stays to be seen.
constexpr double kGapPixels = 8;

/// A logical length in whole device pixels, never none.
int wholePixels(double logical, double ratio)
{
    return std::max(1, static_cast<int>(std::lround(logical * ratio)));
}

PixelBox grown(const PixelBox& box, int by)
{
    return {box.x0 - by, box.y0 - by, box.x1 + by, box.y1 + by};
}

} // namespace

SliceAnnotations::SliceAnnotations(vtkRenderer* renderer)
    : m_halo(renderer, kHalo),
      m_ink(renderer, kInk), m_letters{HaloedText(renderer), HaloedText(renderer),
                                       HaloedText(renderer), HaloedText(renderer)},
      m_scaleText(renderer), m_corner(renderer)
{
}

void SliceAnnotations::update(const AnnotatedView& view, const image::PlaneGrid& plane)
{
    const bool shown = m_visible && plane.pixels() > 0;
    std::vector<PixelBox> lines;
    if (shown) {
        placeLetters(view, plane);
        placeWords(view);
        lines = crosshairArms(view);
        lines.push_back(placeScaleBar(view, plane));
    }
    for (HaloedText& letter : m_letters) {
        letter.setVisible(shown);
    }
    m_scaleText.setVisible(shown);
    m_corner.setVisible(shown && m_corner.box().x1 < m_letters[3].box().x0);
    std::vector<Quad> ink;
    std::vector<Quad> halo;
    for (const PixelBox& line : lines) {
        ink.push_back(quadOf(line));
        halo.push_back(quadOf(grown(line, wholePixels(kHaloPixels, view.ratio))));
    }
    m_ink.set(ink);
    m_halo.set(halo);
}

void SliceAnnotations::placeLetters(const AnnotatedView& view, const image::PlaneGrid& plane)
{
    const EdgeLetters words = edgeLetters(plane);
    const std::array<const std::string*, 4> texts{&words.left, &words.right, &words.top,
                                                  &words.bottom};
    for (std::size_t i = 0; i < m_letters.size(); ++i) {
        m_letters[i].set(*texts[i], wholePixels(kTextPixels, view.ratio),
                         wholePixels(kTextHaloPixels, view.ratio), kInk, kHalo);
    }
    const int margin = wholePixels(kMarginPixels, view.ratio);
    auto& [left, right, top, bottom] = m_letters;
    left.setPosition(margin, (view.height - left.height()) / 2);
    right.setPosition(view.width - margin - right.width(), (view.height - right.height()) / 2);
    top.setPosition((view.width - top.width()) / 2, view.height - margin - top.height());
    bottom.setPosition((view.width - bottom.width()) / 2, margin);
}

void SliceAnnotations::placeWords(const AnnotatedView& view)
{
    const int margin = wholePixels(kMarginPixels, view.ratio);
    m_corner.set(m_words, wholePixels(kTextPixels, view.ratio),
                 wholePixels(kTextHaloPixels, view.ratio), kInk, kHalo);
    m_corner.setPosition(margin, margin);
}

PixelBox SliceAnnotations::placeScaleBar(const AnnotatedView& view, const image::PlaneGrid& plane)
{
    const bool known = plane.spacingKnown;
    const int margin = wholePixels(kMarginPixels, view.ratio);
    // The middle of the lower edge belongs to its letter.
    const double room = view.width / 2.0 - 2.0 * margin - kTextPixels * view.ratio / 2;
    const ScaleBar bar =
        scaleBar(known ? view.mmPerPixel : view.mmPerPixel / plane.columnSpacingMm(),
                 std::min(kMaxBarPixels * view.ratio, room), known);
    const int right = view.width - margin;
    const int top = margin + wholePixels(kBarPixels, view.ratio);
    m_scaleText.set(bar.text, wholePixels(kTextPixels, view.ratio),
                    wholePixels(kTextHaloPixels, view.ratio), kInk, kHalo);
    m_scaleText.setPosition(right - m_scaleText.width(), top + wholePixels(3, view.ratio));
    return {right - static_cast<int>(std::lround(bar.pixels)), margin, right, top};
}

std::vector<PixelBox> SliceAnnotations::crosshairArms(const AnnotatedView& view) const
{
    if (!view.crosshair) {
        return {};
    }
    const int width = wholePixels(kLinePixels, view.ratio);
    const int halo = wholePixels(kHaloPixels, view.ratio);
    const int gap = wholePixels(kGapPixels, view.ratio);
    // Far outside the view it does not matter where.
    const auto start = [&](double position, int size) {
        const double first = std::clamp(position - width / 2.0, -1e4, size + 1e4);
        return static_cast<int>(std::lround(first));
    };
    const auto& [x, y] = *view.crosshair;
    const int x0 = start(x, view.width);
    const int y0 = start(y, view.height);
    const int x1 = x0 + width;
    const int y1 = y0 + width;
    // An arm that would cross the letter at its end stops before it.
    const auto& [left, right, top, bottom] = m_letters;
    const auto meetsRow = [&](const PixelBox& box) {
        return y0 - halo < box.y1 && y1 + halo > box.y0;
    };
    const auto meetsColumn = [&](const PixelBox& box) {
        return x0 - halo < box.x1 && x1 + halo > box.x0;
    };
    const int firstX = meetsRow(left.box()) ? left.box().x1 + halo : 0;
    const int lastX = meetsRow(right.box()) ? right.box().x0 - halo : view.width;
    const int firstY = meetsColumn(bottom.box()) ? bottom.box().y1 + halo : 0;
    const int lastY = meetsColumn(top.box()) ? top.box().y0 - halo : view.height;
    std::vector<PixelBox> arms{{firstX, y0, std::min(x0 - gap, lastX), y1},
                               {std::max(x1 + gap, firstX), y0, lastX, y1},
                               {x0, firstY, x1, std::min(y0 - gap, lastY)},
                               {x0, std::max(y1 + gap, firstY), x1, lastY}};
    std::erase_if(arms, [&](const PixelBox& arm) {
        return arm.x0 >= arm.x1 || arm.y0 >= arm.y1 || arm.x1 <= 0 || arm.y1 <= 0
               || arm.x0 >= view.width || arm.y0 >= view.height;
    });
    return arms;
}

} // namespace halftone::ui
