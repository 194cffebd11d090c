// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/plane_words.h"

#include "ui/document/format.h"
#include "ui/session/probability_labels.h"

#include <QCoreApplication>

namespace halftone::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("PlaneWords", text);
}

/// "p(pancreas)  *  " while its colours are seen.
QString probabilityWords(const Session& session)
{
    const Layer* layer = probabilityLayerOf(session.document());
    if (layer == nullptr || !session.probabilities().areSeen()) {
        return {};
    }
    const model::ModelCard& card = session.active()->model()->card;
    return tr("p(%1)").arg(labelNameOf(cutOf(*layer->as<ProbabilityContent>(), card), card))
           + QStringLiteral("  ") + QChar(0x00B7) + QStringLiteral("  ");
}

} // namespace

QString planeName(const Document& document, const Session& session, image::Plane plane)
{
    const std::shared_ptr<const Image> base = document.baseImage();
    // Where a part is open, its planes are called as in the whole volume.
    const Geometry& geometry = base->part ? base->part->whole : base->geometry;
    const bool known = geometry.orientationKnown;
    const QString name = plane == image::Plane::Axial      ? known ? tr("axial") : tr("XY")
                              : plane == image::Plane::Sagittal ? known ? tr("sagittal") : tr("YZ")
                              : known ? tr("coronal")
                                                           : tr("XZ");
    const ActiveCase* active = session.active();
    const bool isMain = active != nullptr && plane == image::planeOfSlices(active->grid());
    const int number = isMain ? active->sliceNumbers().of(session.slice())
                              : image::planeNumber(geometry, plane, document.cursor()) + 1;
    return tr("%1  %2 of %3").arg(name).arg(number).arg(image::planeCount(geometry, plane));
}

QString captionOf(const Session& session)
{
    const QString pending = session.pendingText();
    const auto& shown = session.shown();
    if (!shown) {
        return session.active()->canSegment() ? pending : tr("image only");
    }
    const quant::Precision precision = shown->precision;
    const bool compared = isSet(session.document().other());
    // What is coming matters more than what made the mask that goes.
    return (compared ? QStringLiteral("A  ") : QString()) + formatPrecision(precision)
           + QStringLiteral("  ") + QChar(0x00B7) + QStringLiteral("  ") + probabilityWords(session)
           + (!pending.isEmpty()        ? pending
              : precision.isInteger()   ? tr("integer engine")
              : precision.isSimulated() ? tr("simulated in float")
                                        : tr("float"));
}

} // namespace halftone::ui
