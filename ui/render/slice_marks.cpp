// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/slice_marks.h"

#include "ui/render/slice_renderer.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace halftone::ui {

namespace {

// Yellow: neither labels nor annotations have it; the accent of the window for the selected one.
constexpr Colour kMark{0xff / 255.0, 0xec / 255.0, 0x6e / 255.0};
constexpr Colour kSelected{0xff / 255.0, 0x8c / 255.0, 0x2e / 255.0};
constexpr Colour kMarkHalo{0x0a / 255.0, 0x0c / 255.0, 0x0e / 255.0};
// Logical pixels.
constexpr double kMarkPixels = 1.6;
constexpr double kMarkHaloPixels = 1;
constexpr double kHandlePixels = 5;
constexpr double kWordPixels = 12;
constexpr double kWordGap = 8;

} // namespace

SliceMarks::SliceMarks(vtkRenderer* renderer)
    : m_renderer(renderer), m_halo(renderer, kMarkHalo), m_ink(renderer, kMark),
      m_selectedInk(renderer, kSelected)
{
}

void SliceMarks::set(std::vector<Mark> marks)
{
    m_marks = std::move(marks);
}

void SliceMarks::update(const AnnotatedView& view, const ToScreen& toScreen)
{
    const double width = std::max(1.0, std::round(kMarkPixels * view.ratio));
    const double rim = std::max(1.0, std::round(kMarkHaloPixels * view.ratio));
    const double handle = kHandlePixels * view.ratio;
    const int gap = static_cast<int>(std::lround(kWordGap * view.ratio));
    std::vector<Quad> halo;
    std::vector<Quad> ink;
    std::vector<Quad> selectedInk;
    std::size_t words = 0;
    for (const Mark& mark : m_marks) {
        std::vector<Quad>& own = mark.selected ? selectedInk : ink;
        for (std::size_t i = 1; i < mark.chain.size(); ++i) {
            const auto from = toScreen(mark.chain[i - 1]);
            const auto to = toScreen(mark.chain[i]);
            halo.push_back(lineQuad(from, to, width + 2 * rim));
            own.push_back(lineQuad(from, to, width));
        }
        std::array<double, 2> last{};
        for (const PlanePoint& point : mark.handles) {
            last = toScreen(point);
            halo.push_back(lineQuad(last, last, handle + 2 * rim));
            own.push_back(lineQuad(last, last, handle));
        }
        // Lines of words below each other, all of them in the view.
        int lines = 0;
        for (const std::string& line : mark.words) {
            if (words == m_words.size()) {
                m_words.push_back(std::make_unique<HaloedText>(m_renderer));
            }
            HaloedText& text = *m_words[words++];
            text.set(line, static_cast<int>(std::lround(kWordPixels * view.ratio)),
                     std::max(1, static_cast<int>(std::lround(1.5 * view.ratio))), kMark,
                     kMarkHalo);
            const int step = static_cast<int>(std::lround((kWordPixels + 4) * view.ratio));
            const int below = step * static_cast<int>(mark.words.size() - 1);
            const int x = static_cast<int>(std::lround(last[0])) + gap;
            const int y = static_cast<int>(std::lround(last[1])) - gap - text.height();
            const int top =
                std::clamp(y, std::min(below, view.height), std::max(below, view.height - step));
            text.setPosition(std::clamp(x, 0, std::max(0, view.width - text.width())),
                             top - step * lines++);
            text.setVisible(last[0] >= 0 && last[0] < view.width && last[1] >= 0
                            && last[1] < view.height);
        }
    }
    for (std::size_t i = words; i < m_words.size(); ++i) {
        m_words[i]->setVisible(false);
    }
    m_halo.set(halo);
    m_ink.set(ink);
    m_selectedInk.set(selectedInk);
}

} // namespace halftone::ui
