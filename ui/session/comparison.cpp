// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/comparison.h"

#include "ui/document/finding_text.h"
#include "ui/document/format.h"
#include "ui/document/label_match.h"
#include "ui/session/session.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace halftone::ui {

namespace {

constexpr int kVolume = -1; ///< stands for a slice
/// Masks of all slices that have to be held: A's, full precision's, and room for two more.
constexpr std::size_t kHeldBeside = 4;

std::array<std::uint8_t, 256> everyValue()
{
    std::array<std::uint8_t, 256> values{};
    std::iota(values.begin(), values.end(), std::uint8_t{0});
    return values;
}

bool isSame(const std::shared_ptr<const model::Model>& a,
            const std::shared_ptr<const model::Model>& b)
{
    return a == b || (a && b && !a->hash.empty() && a->hash == b->hash);
}

std::vector<eval::Structure> structuresOf(const std::vector<LabelStyle>& labels)
{
    std::vector<eval::Structure> structures;
    for (const LabelStyle& label : labels) {
        structures.push_back({label.name.toStdString(), {label.value}});
    }
    return structures;
}

/// The reference as it judges the masks of a case.
void takeReference(MaskPairs& pairs, const ActiveCase& active)
{
    pairs.other = {active.grid(), {}, active.loaded().reference};
    const std::vector<std::uint8_t> table = active.comparable(pairs.maskTable);
    std::copy(table.begin(), table.end(), pairs.maskTable.begin());
    pairs.otherTable = pairs.maskTable;
    pairs.judged = active.loaded().reached;
    pairs.structures = active.structures();
}

} // namespace

Comparison::Comparison(pipeline::Runtime runtime, Document& document, Session& session)
    : m_runtime(std::move(runtime)), m_document(document), m_session(session)
{
    connect(&document, &Document::compareChanged, this, &Comparison::followOther);
    connect(&session, &Session::caseChanged, this, &Comparison::followCase);
    connect(&document, &Document::layerAdded, this, &Comparison::followColours);
    connect(&document, &Document::layerRemoved, this, &Comparison::followColours);
    // Another slice, another dial: what is pending is another mask.
    connect(&session, &Session::figuresChanged, this, &Comparison::changed);
}

Comparison::~Comparison() = default;

void Comparison::followOther()
{
    const Other& other = m_document.other();
    if (m_document.baseImage() != m_image || other == m_known) {
        return; // the case of another image says what becomes of it
    }
    m_known = other;
    m_companion.reset();
    m_problem.clear();
    std::erase_if(m_figures, [](const auto& entry) {
        return std::get<ColourBy>(entry.first) == ColourBy::ErrorAgainstOther;
    });
    const auto* precision = std::get_if<OtherPrecision>(&other);
    m_session.setFurtherMasks(QStringLiteral("compare"),
                              precision != nullptr
                                  ? std::vector<quant::Precision>{precision->precision}
                                  : std::vector<quant::Precision>{});
    Q_EMIT changed();
    m_session.continueWork();
}

void Comparison::followCase()
{
    const ActiveCase* active = m_session.active();
    if (active == nullptr) {
        return;
    }
    const bool sameImage = std::exchange(m_image, active->image()) == active->image();
    const bool sameModel = isSame(std::exchange(m_model, active->model()), active->model());
    m_figures.clear();
    const bool keeps = sameModel && std::holds_alternative<OtherPrecision>(m_known);
    Other next = sameImage ? m_document.other() : keeps ? m_known : Other();
    if (!sameModel && m_swapping) {
        const auto [model, precision] = *std::exchange(m_swapping, std::nullopt);
        next = model;
        m_session.precision().setPrecision(precision);
    }
    const auto* model = std::get_if<OtherModel>(&next);
    if (model != nullptr && isSame(model->model, active->model())) {
        next = OtherPrecision{model->precision};
    }
    const auto* precision = std::get_if<OtherPrecision>(&next);
    const bool offered =
        precision == nullptr || m_session.precision().isOffered(precision->precision);
    m_document.setOther(active->canSegment() && offered ? next : Other());
    followOther();
}

void Comparison::followColours()
{
    const ColourBy before = std::exchange(m_colours, colourBy(m_document));
    if (before != m_colours) {
        m_session.continueWork(); // distances to something else
    }
}

QString Comparison::name() const
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

bool Comparison::lacksVisible() const
{
    const auto wanted = m_session.wanted();
    const Other& other = m_document.other();
    if (const auto* precision = std::get_if<OtherPrecision>(&other); precision && wanted) {
        return m_session.results().findMask(
                   {wanted->series, precision->precision, wanted->slice})
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
        if (m_session.results().findMask(
                {m_companion->series(), m_companion->precision(), slice})
            == nullptr) {
            return true;
        }
    }
    return false;
}

QString Comparison::pendingText() const
{
    if (!m_problem.isEmpty() || !lacksVisible()) {
        return m_problem;
    }
    const auto* model = std::get_if<OtherModel>(&m_document.other());
    return tr("computing %1").arg(model != nullptr ? formatPrecision(model->precision) : name());
}

QStringList Comparison::warnings() const
{
    QStringList sentences;
    for (const Finding& finding : m_companion ? m_companion->findings() : Findings()) {
        if (finding.severity != Severity::Note) {
            sentences.push_back(textOf(finding));
        }
    }
    return sentences;
}

std::optional<LabelVolume> Comparison::other()
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

std::optional<MaskPairs> Comparison::pairs(ColourBy by)
{
    const auto& shown = m_session.shown();
    if (!shown || by == ColourBy::Label || !canColourBy(m_document, by)) {
        return std::nullopt;
    }
    const ActiveCase& active = *m_session.active();
    ResultStore& store = m_session.results();
    MaskPairs pairs;
    pairs.mask = volumeOf(store, shown->series, shown->precision, active.grid());
    pairs.maskTable = pairs.otherTable = everyValue();
    const auto* labels = std::get_if<OtherLabels>(&m_document.other());
    const Layer* reference = m_document.reference();
    if (by == ColourBy::ErrorAgainstReference
        || (by == ColourBy::ErrorAgainstOther && labels != nullptr && reference != nullptr
            && labels->layer == reference->id)) {
        if (!active.hasReference()) {
            return std::nullopt; // it is being fitted to the model
        }
        takeReference(pairs, active);
        return pairs;
    }
    if (by == ColourBy::ErrorAgainstFull) {
        pairs.other =
            volumeOf(store, shown->series, m_session.precision().full(), active.grid());
        pairs.structures = active.structures();
        return pairs;
    }
    std::optional<LabelVolume> other = this->other();
    const std::optional<LabelMatch> match = matchOther(m_document);
    if (!other || !match) {
        return std::nullopt;
    }
    pairs.other = *std::move(other);
    pairs.maskTable = match->mask;
    pairs.otherTable = match->other;
    pairs.structures = structuresOf(match->labels);
    if (pairs.other.map) {
        pairs.judged = slicesWithin(pairs.other.grid, active.grid());
    }
    return pairs;
}

std::optional<Comparison::FiguresKey> Comparison::keyOf(bool volume) const
{
    const auto& shown = m_session.shown();
    if (!shown || shown != m_session.wanted()) {
        return std::nullopt;
    }
    ResultKey key = *shown;
    key.slice = volume ? kVolume : key.slice;
    return FiguresKey(key, judgedBy(*m_session.active(), colourBy(m_document)));
}

SliceFigures Comparison::complete(SliceFigures figures)
{
    const auto& shown = m_session.shown();
    if (figures.against == ColourBy::ErrorAgainstOther) {
        figures.otherName = name();
        const std::optional<MaskPairs> found = pairs(figures.against);
        if (found && !found->isJudged(shown->slice)) {
            figures.score = {SliceScore::State::NotLabelled};
        } else if (found) {
            if (const auto slice = figuresOfSlice(*found, shown->slice, Distances::Left)) {
                figures.score = slice->score;
                figures.errors = slice->errors;
            }
        }
    }
    if (!shown) {
        return figures;
    }
    const auto measured = m_figures.find({*shown, figures.against});
    if (measured != m_figures.end()) {
        figures.hausdorff95 = measured->second.hausdorff95;
    }
    const auto volume =
        m_figures.find({{shown->series, shown->precision, kVolume}, figures.against});
    if (volume != m_figures.end() && m_session.active()->slices() > 1) {
        figures.volume = volume->second;
        if (figures.volume->score.isScored()) {
            figures.volumeScore = figures.volume->score.dice;
        }
    }
    return figures;
}

bool Comparison::canSwap() const
{
    return std::holds_alternative<OtherPrecision>(m_document.other())
           || std::holds_alternative<OtherModel>(m_document.other());
}

void Comparison::swap()
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

LaneWork Comparison::guarded(LaneWork work)
{
    return [this, work = std::move(work)](const JobContext& context) {
        try {
            work(context);
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Cancelled) {
                throw;
            }
            // A is not to blame: its own masks and figures go on.
            context.post([this, text = QString::fromStdString(error.what())] {
                m_problem = text;
                Q_EMIT changed();
            });
        }
    };
}

void Comparison::receive(SeriesKey series, pipeline::SliceOutcome outcome)
{
    m_session.results().insert(toRecord(series, std::move(outcome)));
    Q_EMIT changed();
}

LaneWork Comparison::makeOfPrecision(std::shared_ptr<pipeline::InferenceSession> inference,
                                     quant::Precision precision)
{
    return guarded([this, inference = std::move(inference), precision,
                    wanted = *m_session.wanted()](const JobContext& context) {
        auto outcome = std::make_shared<pipeline::SliceOutcome>(inference->segment(
            precision, wanted.slice, pipeline::Timing::Once, context.stop()));
        context.post([this, outcome, series = wanted.series] {
            receive(series, std::move(*outcome));
            m_session.continueWork(); // what it makes possible comes before the sweep
        });
    });
}

LaneWork Comparison::makeOfModel(bool allSlices)
{
    const auto* model = std::get_if<OtherModel>(&m_document.other());
    const SeriesKey series = m_session.seriesOf(model->model);
    LabelVolume known;
    if (m_companion) {
        known = m_companion->masks(m_session.results());
    }
    return guarded([this, runtime = m_runtime, image = m_session.active()->image(),
                    model = model->model, precision = model->precision, series, allSlices,
                    grid = m_session.active()->grid(), slice = m_session.slice(),
                    companion = m_companion,
                    known = std::move(known)](const JobContext& context) mutable {
        if (!companion) {
            companion =
                std::make_shared<const Companion>(runtime, image, model, series, precision);
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

LaneWork Comparison::measure(bool volume)
{
    const std::optional<FiguresKey> key = keyOf(volume);
    if (!key || m_figures.count(*key) > 0 || m_tried.count(*key) > 0) {
        return {};
    }
    const std::optional<MaskPairs> found = pairs(std::get<ColourBy>(*key));
    if (!found) {
        return {};
    }
    m_tried.insert(*key);
    return guarded([this, key = *key, pairs = *found, volume](const JobContext& context) {
        const std::optional<MaskFigures> figures =
            volume ? figuresOfVolume(pairs, context.stop())
                   : figuresOfSlice(pairs, std::get<ResultKey>(key).slice, Distances::Measured,
                                    context.stop());
        if (figures) {
            context.post([this, key, figures = *figures] {
                m_figures.insert_or_assign(key, figures);
                Q_EMIT figuresMeasured();
            });
        }
    });
}

LaneWork Comparison::urgentWork(std::shared_ptr<pipeline::InferenceSession> inference)
{
    m_tried.clear();
    m_triedRest = false;
    if (m_problem.isEmpty() && lacksVisible()) {
        const auto* precision = std::get_if<OtherPrecision>(&m_document.other());
        return precision != nullptr ? makeOfPrecision(std::move(inference), precision->precision)
                                    : makeOfModel(false);
    }
    const LaneWork work = measure(false);
    m_tried.clear(); // what it lacks now may come with the masks of the background
    return work;
}

LaneWork Comparison::laterWork()
{
    const bool another = std::holds_alternative<OtherModel>(m_document.other());
    const std::size_t bytes = m_session.active()->grid().voxels();
    if (another && m_companion && m_problem.isEmpty() && !std::exchange(m_triedRest, true)
        && (kHeldBeside + 1) * bytes <= ResultStore::kDefaultBudgetBytes) {
        return makeOfModel(true);
    }
    if (LaneWork slice = measure(false)) {
        return slice;
    }
    return m_session.active()->slices() > 1 ? measure(true) : LaneWork();
}

} // namespace halftone::ui
