// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/comparison.h"

#include "ui/document/label_match.h"
#include "ui/session/session.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace halftone::ui {

namespace {

constexpr int kVolume = -1; ///< stands for a slice
/// Counted at once, in a few milliseconds; what is larger waits for the lane.
constexpr std::size_t kPixelsAtOnce = std::size_t{1} << 21;

std::array<std::uint8_t, 256> everyValue()
{
    std::array<std::uint8_t, 256> values{};
    std::iota(values.begin(), values.end(), std::uint8_t{0});
    return values;
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
    : m_document(document), m_session(session), m_other(std::move(runtime), document, session)
{
    connect(&m_other, &OtherMasks::changed, this, &Comparison::changed);
    connect(&m_other, &OtherMasks::replaced, this, [this] {
        std::erase_if(m_figures, [](const auto& entry) {
            return std::get<ColourBy>(entry.first) == ColourBy::ErrorAgainstOther;
        });
    });
    connect(&session, &Session::caseChanged, this, [this] { m_figures.clear(); });
    connect(&document, &Document::layerAdded, this, &Comparison::followColours);
    connect(&document, &Document::layerRemoved, this, &Comparison::followColours);
}

Comparison::~Comparison() = default;

void Comparison::followColours()
{
    const ColourBy before = std::exchange(m_colours, colourBy(m_document));
    if (before != m_colours) {
        m_session.continueWork(); // distances to something else
    }
}

bool Comparison::otherIsReference() const
{
    const auto* labels = std::get_if<OtherLabels>(&m_document.other());
    const Layer* reference = m_document.reference();
    return labels != nullptr && reference != nullptr && labels->layer == reference->id;
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
    if (by == ColourBy::ErrorAgainstReference
        || (by == ColourBy::ErrorAgainstOther && otherIsReference())) {
        if (!active.hasReference()) {
            return std::nullopt; // it is being fitted to the model
        }
        takeReference(pairs, active);
        return pairs;
    }
    if (by == ColourBy::ErrorAgainstFull) {
        pairs.other = volumeOf(store, shown->series, m_session.precision().full(), active.grid());
        pairs.structures = active.structures();
        return pairs;
    }
    std::optional<LabelVolume> other = m_other.masks();
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
    const bool againstOther = figures.against == ColourBy::ErrorAgainstOther;
    if (againstOther) {
        figures.otherName = name();
        figures.otherIsReference = otherIsReference();
    }
    if (!shown) {
        return figures;
    }
    std::optional<MaskFigures> slice;
    if (const auto found = m_figures.find({*shown, figures.against}); found != m_figures.end()) {
        slice = found->second;
        figures.hausdorff95 = slice->hausdorff95;
    } else if (const auto pairs = againstOther ? this->pairs(figures.against) : std::nullopt) {
        if (!pairs->isJudged(shown->slice)) {
            figures.score = {SliceScore::State::NotLabelled};
        } else if (pairs->mask.grid.sliceVoxels() <= kPixelsAtOnce) {
            slice = figuresOfSlice(*pairs, shown->slice, Distances::Left);
        }
    }
    if (againstOther && slice) {
        figures.score = slice->score;
        figures.errors = slice->errors;
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

LaneWork Comparison::measure(bool volume)
{
    const std::optional<FiguresKey> key = keyOf(volume);
    if (!key || m_figures.contains(*key) || m_tried.contains(*key)) {
        return {};
    }
    const std::optional<MaskPairs> found = pairs(std::get<ColourBy>(*key));
    if (!found) {
        return {};
    }
    m_tried.insert(*key);
    const auto work = [this, key = *key, pairs = *found, volume](const JobContext& context) {
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
    };
    // A figure that cannot be had is not there; the masks are not to blame.
    return guarded(work, [](const QString&) {});
}

LaneWork Comparison::urgentWork(std::shared_ptr<pipeline::InferenceSession> inference)
{
    m_tried.clear();
    if (LaneWork masks = m_other.visibleWork(std::move(inference))) {
        return masks;
    }
    LaneWork work = measure(false);
    m_tried.clear(); // what it lacks now may come with the masks of the background
    return work;
}

LaneWork Comparison::laterWork()
{
    if (LaneWork masks = m_other.restWork()) {
        return masks;
    }
    if (LaneWork slice = measure(false)) {
        return slice;
    }
    return m_session.active()->slices() > 1 ? measure(true) : LaneWork();
}

} // namespace halftone::ui
