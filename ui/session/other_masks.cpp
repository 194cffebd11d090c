// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/other_masks.h"

#include "ui/document/finding_text.h"
#include "ui/document/format.h"
#include "ui/session/session.h"

#include <utility>

namespace halftone::ui {

namespace {

/// Masks of all slices that have to be held beside B's: A's, full precision's, and room for two.
constexpr std::size_t kHeldBeside = 4;

bool isSame(const std::shared_ptr<const model::Model>& a,
            const std::shared_ptr<const model::Model>& b)
{
    return a == b || (a && b && !a->hash.empty() && a->hash == b->hash);
}

} // namespace

LaneWork guarded(LaneWork work, std::function<void(const QString&)> fail)
{
    return [work = std::move(work), fail = std::move(fail)](const JobContext& context) {
        try {
            work(context);
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Cancelled) {
                throw;
            }
            context.post([fail, text = textOf(error)] { fail(text); });
        }
    };
}

LaneWork inTurn(LaneWork first, LaneWork second)
{
    if (!first || !second) {
        return first ? first : second;
    }
    return [first = std::move(first), second = std::move(second)](const JobContext& context) {
        first(context);
        second(context);
    };
}

OtherMasks::OtherMasks(pipeline::Runtime runtime, Document& document, Session& session)
    : m_runtime(std::move(runtime)), m_document(document), m_session(session)
{
    connect(&document, &Document::compareChanged, this, &OtherMasks::followOther);
    connect(&session, &Session::caseChanged, this, &OtherMasks::followCase);
    // Another slice: what is pending may be another mask.
    connect(&session, &Session::figuresChanged, this, [this] {
        if (const QString pending = pendingText(); std::exchange(m_pending, pending) != pending) {
            Q_EMIT changed();
        }
    });
}

void OtherMasks::followOther()
{
    const Other& other = m_document.other();
    if (m_document.baseImage() != m_image || other == m_known) {
        return; // the case of another image says what becomes of it
    }
    m_known = other;
    m_companion.reset();
    m_problem.clear();
    const auto* precision = std::get_if<OtherPrecision>(&other);
    m_session.setFurtherMasks(QStringLiteral("compare"),
                              precision != nullptr
                                  ? std::vector<quant::Precision>{precision->precision}
                                  : std::vector<quant::Precision>{});
    Q_EMIT replaced();
    Q_EMIT changed();
    m_session.continueWork();
}

void OtherMasks::followCase()
{
    const ActiveCase* active = m_session.active();
    if (active == nullptr) {
        return;
    }
    const bool sameImage = std::exchange(m_image, active->image()) == active->image();
    const bool sameModel = isSame(std::exchange(m_model, active->model()), active->model());
    const bool keeps = sameModel && std::holds_alternative<OtherPrecision>(m_known);
    Other next = sameImage ? m_document.other() : keeps ? m_known : Other();
    const auto swapping = std::exchange(m_swapping, std::nullopt);
    const auto* model = std::get_if<OtherModel>(&next);
    if (model != nullptr && isSame(model->model, active->model())) {
        if (swapping) {
            m_session.precision().setPrecision(swapping->second);
        }
        next = swapping ? Other(swapping->first) : Other(OtherPrecision{model->precision});
    }
    const auto* precision = std::get_if<OtherPrecision>(&next);
    const bool offered =
        precision == nullptr || m_session.precision().isOffered(precision->precision);
    m_document.setOther(active->canSegment() && offered ? next : Other());
    followOther();
}

QString OtherMasks::name() const
{
    const Other& other = m_document.other();
    if (const auto* precision = std::get_if<OtherPrecision>(&other)) {
        return formatPrecision(precision->precision);
    }
    if (const auto* model = std::get_if<OtherModel>(&other)) {
        return tr("%1, %2").arg(QString::fromStdString(model::titleOf(model->model->card)),
                                formatPrecision(model->precision));
    }
    const auto* labels = std::get_if<OtherLabels>(&other);
    const Layer* layer = labels != nullptr ? m_document.find(labels->layer) : nullptr;
    return layer != nullptr ? layer->name : QString();
}

bool OtherMasks::lacksVisible() const
{
    const auto wanted = m_session.wanted();
    const Other& other = m_document.other();
    if (const auto* precision = std::get_if<OtherPrecision>(&other); precision && wanted) {
        return m_session.results().findMask({wanted->series, precision->precision, wanted->slice})
               == nullptr;
    }
    if (!std::holds_alternative<OtherModel>(other) || !wanted) {
        return false;
    }
    if (!m_companion) {
        return true;
    }
    const auto [first, last] =
        slicesThrough(m_companion->grid(), m_session.active()->grid(), wanted->slice);
    for (int slice = first; slice <= last; ++slice) {
        if (m_session.results().findMask({m_companion->series(), m_companion->precision(), slice})
            == nullptr) {
            return true;
        }
    }
    return false;
}

QString OtherMasks::pendingText() const
{
    if (!m_problem.isEmpty() || !lacksVisible()) {
        return m_problem;
    }
    const auto* model = std::get_if<OtherModel>(&m_document.other());
    return tr("computing %1").arg(model != nullptr ? formatPrecision(model->precision) : name());
}

QStringList OtherMasks::warnings() const
{
    QStringList sentences;
    for (const Finding& finding : m_companion ? m_companion->findings() : Findings()) {
        if (finding.severity != Severity::Note) {
            sentences.push_back(textOf(finding));
        }
    }
    return sentences;
}

std::optional<LabelVolume> OtherMasks::masks()
{
    const Other& other = m_document.other();
    const auto wanted = m_session.wanted();
    if (const auto* precision = std::get_if<OtherPrecision>(&other); precision && wanted) {
        return volumeOf(m_session.results(), wanted->series, precision->precision,
                        m_session.active()->grid());
    }
    if (std::holds_alternative<OtherModel>(other)) {
        return m_companion ? std::optional(m_companion->masks(m_session.results())) : std::nullopt;
    }
    const auto* labels = std::get_if<OtherLabels>(&other);
    const Layer* layer = labels != nullptr ? m_document.find(labels->layer) : nullptr;
    if (layer == nullptr) {
        return std::nullopt;
    }
    const auto& map = layer->as<LabelsContent>()->labels;
    return LabelVolume{map->geometry, {}, map};
}

bool OtherMasks::canSwap() const
{
    return std::holds_alternative<OtherPrecision>(m_document.other())
           || std::holds_alternative<OtherModel>(m_document.other());
}

void OtherMasks::swap()
{
    const quant::Precision mine = m_session.precision().precision();
    const Other other = m_document.other();
    if (const auto* precision = std::get_if<OtherPrecision>(&other)) {
        m_document.setOther(OtherPrecision{mine});
        m_session.precision().setPrecision(precision->precision);
    } else if (const auto* model = std::get_if<OtherModel>(&other)) {
        const pipeline::LoadedStudy& study = m_session.active()->loaded();
        m_swapping = {OtherModel{study.model, study.modelFile, mine}, model->precision};
        m_session.useModel(*model->model);
    }
}

void OtherMasks::receive(SeriesKey series, pipeline::SliceOutcome outcome)
{
    m_session.results().insert(toRecord(series, std::move(outcome)));
    Q_EMIT changed();
}

LaneWork OtherMasks::makeOfPrecision(std::shared_ptr<pipeline::InferenceSession> inference,
                                     quant::Precision precision)
{
    return told([this, inference = std::move(inference), precision,
                 wanted = *m_session.wanted()](const JobContext& context) {
        auto outcome = std::make_shared<pipeline::SliceOutcome>(
            inference->segment(precision, wanted.slice, pipeline::Timing::Once, context.stop()));
        context.post([this, outcome, series = wanted.series] {
            receive(series, std::move(*outcome));
            m_session.continueWork(); // what it makes possible comes before the sweep
        });
    });
}

LaneWork OtherMasks::makeOfModel(bool allSlices)
{
    const auto* model = std::get_if<OtherModel>(&m_document.other());
    const SeriesKey series = m_session.seriesOf(model->model);
    LabelVolume known;
    if (m_companion) {
        known = m_companion->masks(m_session.results());
    }
    return told([this, runtime = m_runtime, image = m_session.active()->image(),
                 model = model->model, precision = model->precision, series, allSlices,
                 grid = m_session.active()->grid(), slice = m_session.slice(),
                 companion = m_companion,
                 known = std::move(known)](const JobContext& context) mutable {
        if (!companion) {
            companion = std::make_shared<const Companion>(runtime, image, model, series, precision);
            known = {companion->grid(), {}, nullptr};
            known.slices.resize(static_cast<std::size_t>(known.grid.size[2]));
            context.post([this, companion] {
                m_companion = companion;
                Q_EMIT changed();
            });
        }
        const auto [first, last] = slicesThrough(known.grid, grid, slice);
        companion->make(
            known, allSlices ? 0 : first, allSlices ? known.grid.size[2] - 1 : last,
            (first + last) / 2,
            [&](pipeline::SliceOutcome made) {
                auto outcome = std::make_shared<pipeline::SliceOutcome>(std::move(made));
                context.post([this, series, outcome] { receive(series, std::move(*outcome)); });
            },
            context.stop());
        if (!allSlices) {
            context.post([this] { m_session.continueWork(); });
        }
    });
}

LaneWork OtherMasks::told(LaneWork work)
{
    return guarded(std::move(work), [this](const QString& text) {
        m_problem = text;
        Q_EMIT changed();
    });
}

LaneWork OtherMasks::visibleWork(std::shared_ptr<pipeline::InferenceSession> inference)
{
    m_triedRest = false;
    if (!m_problem.isEmpty() || !lacksVisible()) {
        return {};
    }
    const auto* precision = std::get_if<OtherPrecision>(&m_document.other());
    return precision != nullptr ? makeOfPrecision(std::move(inference), precision->precision)
                                : makeOfModel(false);
}

LaneWork OtherMasks::restWork()
{
    const bool fits =
        (kHeldBeside + 1) * m_session.active()->grid().voxels() <= ResultStore::kDefaultBudgetBytes;
    return m_companion && m_problem.isEmpty() && fits && !std::exchange(m_triedRest, true)
               ? makeOfModel(true)
               : LaneWork();
}

} // namespace halftone::ui
