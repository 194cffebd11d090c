// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/progress_bar.h"

#include "core/base/platform/platform.h"
#include "core/base/visible_text.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace halftone::cli {
namespace {

constexpr int kBarWidth = 24;
constexpr int kWidthBeforeText = 40; // bar, per cent and seconds
constexpr std::chrono::milliseconds kRedrawInterval{80};

/// The first `columns` letters of a UTF-8 text, never half of one.
std::string_view clipped(std::string_view text, int columns)
{
    std::size_t end = 0;
    for (; end < text.size(); ++end) {
        const bool startsLetter = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
        if (startsLetter && columns-- <= 0) {
            break;
        }
    }
    return text.substr(0, end);
}

} // namespace

ProgressBar::ProgressBar()
    : m_columns(standardErrorColumns()), m_start(std::chrono::steady_clock::now())
{
}

ProgressBar::~ProgressBar()
{
    const std::scoped_lock lock(m_mutex);
    erase();
}

ProgressFn ProgressBar::progress()
{
    if (!m_columns) {
        return {};
    }
    return [this](double fraction, std::string_view what) { draw(fraction, what); };
}

LogFn ProgressBar::log()
{
    return [this](LogLevel, std::string_view text) { message(text); };
}

void ProgressBar::message(std::string_view text)
{
    const std::scoped_lock lock(m_mutex);
    erase();
    std::fprintf(stderr, "%s\n", visibleLines(text).c_str());
}

void ProgressBar::draw(double fraction, std::string_view what)
{
    const std::scoped_lock lock(m_mutex);
    const auto now = std::chrono::steady_clock::now();
    if (m_visible && fraction < 1 && now - m_lastDraw < kRedrawInterval) {
        return;
    }
    const int filled = static_cast<int>(std::lround(std::clamp(fraction, 0.0, 1.0) * kBarWidth));
    std::string bar(static_cast<std::size_t>(filled), '#');
    bar.resize(static_cast<std::size_t>(kBarWidth), '-');
    const double seconds = std::chrono::duration<double>(now - m_start).count();
    const std::string clean = visible(what);
    const std::string_view text = clipped(clean, *m_columns - kWidthBeforeText);
    std::fprintf(stderr, "\r\033[K[%s] %3.0f %% %.0f s  %.*s", bar.c_str(), fraction * 100, seconds,
                 static_cast<int>(text.size()), text.data());
    std::fflush(stderr);
    m_visible = true;
    m_lastDraw = now;
}

void ProgressBar::erase()
{
    if (m_visible) {
        std::fputs("\r\033[K", stderr);
        std::fflush(stderr);
        m_visible = false;
    }
}

} // namespace halftone::cli
