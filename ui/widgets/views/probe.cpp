// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/probe.h"

#include "ui/document/format.h"
#include "ui/session/editing.h"
#include "ui/widgets/views/plane_scene.h"

#include <chrono>
#include <cmath>
#include <utility>

namespace halftone::ui {

namespace {

constexpr std::chrono::milliseconds kRest{250};

/// The voxel that holds a point; nothing outside of the grid.
std::optional<std::array<int, 3>> voxelAt(const Geometry& geometry, const image::Point& mm)
{
    const image::Point index = image::toIndex(geometry, mm);
    std::array<int, 3> voxel{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double nearest = std::floor(index[axis] + 0.5);
        if (!(nearest >= 0) || nearest >= geometry.size[axis]) {
            return std::nullopt;
        }
        voxel[axis] = static_cast<int>(nearest);
    }
    return voxel;
}

} // namespace

Probe::Probe(Document& document, Session& session, QObject* parent)
    : QObject(parent), m_document(document), m_session(session)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRest);
    connect(&m_rest, &QTimer::timeout, this, &Probe::ask);
    connect(&session, &Session::settled, &m_rest, qOverload<>(&QTimer::start));
    connect(&session.probabilities(), &Probabilities::ready, this, [this] { Q_EMIT said(text()); });
}

void Probe::point(image::Plane plane, const std::optional<PlanePoint>& pixel)
{
    const std::optional<image::Point> before = std::exchange(m_mm, std::nullopt);
    if (const std::shared_ptr<const Image> base = m_document.baseImage(); base && pixel) {
        m_mm = image::planeGrid(base->geometry, plane, m_document.cursor())
                   .at(std::round(pixel->column), std::round(pixel->row));
    }
    if (m_mm && m_mm != before) {
        m_rest.start();
    }
    Q_EMIT said(text());
}

std::optional<Probe::MaskPixel> Probe::maskPixel() const
{
    const auto& shown = m_session.shown();
    if (!shown || !m_mm) {
        return std::nullopt;
    }
    const auto voxel = voxelAt(m_session.active()->grid(), *m_mm);
    return voxel ? std::optional(MaskPixel{
               {shown->series, shown->precision, voxel->at(2)}, voxel->at(0), voxel->at(1)})
                 : std::nullopt;
}

void Probe::ask()
{
    const std::optional<MaskPixel> pixel = maskPixel();
    if (pixel) {
        m_session.probabilities().ask(pixel->key);
    }
}

QString Probe::text() const
{
    const std::shared_ptr<const Image> base = m_document.baseImage();
    if (!base || !m_mm) {
        return {};
    }
    const Geometry& geometry = base->geometry;
    const auto voxel = voxelAt(geometry, *m_mm);
    if (!voxel) {
        return {};
    }
    const auto [x, y, z] = *voxel;
    const VolumePart part = base->part ? base->part->part : VolumePart{};
    const std::size_t flat =
        (static_cast<std::size_t>(z) * static_cast<std::size_t>(geometry.size[1])
         + static_cast<std::size_t>(y))
            * static_cast<std::size_t>(geometry.size[0])
        + static_cast<std::size_t>(x);
    QStringList parts{tr("x %1  y %2  z %3  value %4")
                          .arg(x * part.step)
                          .arg(y * part.step)
                          .arg(part.first + z * part.step)
                          .arg(formatVoxel(*base, base->value(flat)))};
    parts += labelsAt(m_document, m_session, *m_mm);
    if (const std::optional<MaskPixel> pixel = maskPixel()) {
        if (const auto likeliest =
                m_session.probabilities().at(pixel->key, pixel->column, pixel->row)) {
            const QString number = formatFixed(likeliest->probability, 2);
            // Beside an edited mask nothing else says which mask it is of.
            parts.push_back(
                editedOnScreen(m_document) == nullptr
                    ? tr("p(%1) %2").arg(likeliest->label, number)
                    : tr("p(%1) %2 at %3")
                          .arg(likeliest->label, number, formatPrecision(pixel->key.precision)));
        }
    }
    parts.push_back(formatPosition(geometry, *m_mm));
    parts.removeAll({});
    return parts.join(QStringLiteral("   "));
}

} // namespace halftone::ui
