// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/windowing.h"

#include "ui/document/window_presets.h"

#include <algorithm>
#include <cmath>

namespace halftone::ui {

namespace {

constexpr double kMinWindowWidth = 1e-3;

}

Windowing::Windowing(Document& document, QObject* parent) : QObject(parent), m_document(document)
{
    connect(&document, &Document::opened, this, &Windowing::changed);
    connect(&document, &Document::layerRemoved, this, &Windowing::changed);
    connect(&document, &Document::layerChanged, this, [this](int /*id*/, Aspect aspect) {
        if (aspect == Aspect::Window) {
            Q_EMIT changed();
        }
    });
}

void Windowing::setTarget(LayerId layer)
{
    m_target = layer;
    Q_EMIT changed();
}

const Layer* Windowing::target() const
{
    const Layer* chosen = m_document.find(m_target);
    return chosen != nullptr && chosen->as<ImageContent>() ? chosen : m_document.base();
}

void Windowing::set(double low, double high)
{
    if (const Layer* layer = target()) {
        m_document.setWindow(layer->id, {low, high, layer->style.window.inverted});
    }
}

void Windowing::setInverted(bool inverted)
{
    if (const Layer* layer = target()) {
        const DisplayWindow& old = layer->style.window;
        m_document.setWindow(layer->id, {old.low, old.high, inverted});
    }
}

void Windowing::drag(double width, double level)
{
    if (const Layer* layer = target()) {
        const DisplayWindow& old = layer->style.window;
        const double centre = (old.low + old.high) / 2 + level * (old.high - old.low);
        const double next = std::max(kMinWindowWidth, (old.high - old.low) * std::exp(width * 2));
        set(centre - next / 2, centre + next / 2);
    }
}

QString Windowing::text() const
{
    const Layer* layer = target();
    return layer != nullptr ? windowText(layer->style.window) : QString();
}

} // namespace halftone::ui
