// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/plane_words.h"

#include "ui/document/format.h"
#include "ui/document/words.h"
#include "ui/session/editing.h"
#include "ui/session/probability_labels.h"
#include "ui/widgets/views/slice_view.h"

namespace halftone::ui {

namespace {

QString dot()
{
    return QStringLiteral("  ") + QChar(0x00B7) + QStringLiteral("  ");
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
           + dot();
}

QString predictionCaption(const Session& session)
{
    const QString pending = session.pendingText();
    const auto& shown = session.shown();
    if (!shown) {
        return session.active()->canSegment() ? pending : tr("image only");
    }
    const quant::Precision precision = shown->precision;
    const bool compared = isSet(session.document().other());
    // What is coming matters more than what made the mask that goes.
    return (compared ? QStringLiteral("A  ") : QString()) + formatPrecision(precision) + dot()
           + probabilityWords(session)
           + (!pending.isEmpty()        ? pending
              : precision.isInteger()   ? tr("integer engine")
              : precision.isSimulated() ? tr("simulated in float")
                                        : tr("float"));
}

QString captionOf(const Session& session)
{
    const Layer* edited = editedOnScreen(session.document());
    if (edited == nullptr) {
        return predictionCaption(session);
    }
    const QString words = editedWord(*edited) + dot() + edited->name;
    const Layer* prediction = session.document().last<PredictionContent>();
    const bool isSeen =
        prediction != nullptr && (prediction->style.visible || session.probabilities().areSeen());
    return isSeen ? words + QStringLiteral("  +  ") + predictionCaption(session) : words;
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

void writeCaption(SliceView& view, const Session& session, bool isMain)
{
    const Layer* edited = editedOnScreen(session.document());
    if (!isMain) {
        view.setCaption(edited != nullptr ? editedWord(*edited) : QString(), {});
        return;
    }
    view.setCaption(captionOf(session),
                    session.active()->image()->synthetic ? tr("synthetic image") : QString());
    view.setPending(edited == nullptr && !session.pendingText().isEmpty());
}

} // namespace halftone::ui
