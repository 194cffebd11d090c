// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/ribbon.h"

#include "ui/document/format.h"

#include <algorithm>
#include <utility>

namespace halftone::ui {

namespace {

/// "3rd", to be said in a sentence.
QString ordinal(std::size_t place)
{
    const bool teen = place % 100 >= 11 && place % 100 <= 13;
    const QString number = teen              ? Ribbon::tr("%1th")
                           : place % 10 == 1 ? Ribbon::tr("%1st")
                           : place % 10 == 2 ? Ribbon::tr("%1nd")
                           : place % 10 == 3 ? Ribbon::tr("%1rd")
                                             : Ribbon::tr("%1th");
    return number.arg(place);
}

/// "the worst of 24", "3rd worst of 24", "2nd worst of 9 so far".
QString worstPlace(const RankedSlice& found)
{
    if (found.place == 0) {
        return (found.unknown > 0 ? Ribbon::tr("the worst of %1 so far")
                                  : Ribbon::tr("the worst of %1"))
            .arg(found.of);
    }
    return (found.unknown > 0 ? Ribbon::tr("%1 worst of %2 so far") : Ribbon::tr("%1 worst of %2"))
        .arg(ordinal(found.place + 1))
        .arg(found.of);
}

QString mostPlace(const RankedSlice& found)
{
    if (found.place == 0) {
        return (found.unknown > 0 ? Ribbon::tr("the most of %1 so far")
                                  : Ribbon::tr("the most of %1"))
            .arg(found.of);
    }
    return (found.unknown > 0 ? Ribbon::tr("%1 most of %2 so far") : Ribbon::tr("%1 most of %2"))
        .arg(ordinal(found.place + 1))
        .arg(found.of);
}

bool anyUnknown(const std::vector<SliceScore>& scores)
{
    return std::any_of(scores.begin(), scores.end(), [](const SliceScore& score) {
        return score.state == SliceScore::State::Unknown;
    });
}

} // namespace

Ribbon::Ribbon(Session& session, SliceBar& bar, QObject* parent)
    : QObject(parent), m_session(session), m_bar(bar)
{
    connect(&session, &Session::figuresChanged, this, &Ribbon::update);
    connect(&session, &Session::caseChanged, this, &Ribbon::update);
    connect(&session.fragile(), &FragileVoxels::changed, this, &Ribbon::updateFragile);
    connect(&bar, &SliceBar::unfolded, this, &Ribbon::wishForRows);
    connect(&bar, &SliceBar::cellChosen, this, [this](quant::Precision precision, int slice) {
        m_session.precision().setPrecision(precision);
        m_session.setSlice(slice);
    });
    connect(&bar, &SliceBar::worstRequested, this, &Ribbon::jumpToWorst);
    connect(&bar, &SliceBar::mostFragileRequested, this, &Ribbon::jumpToMostFragile);
}

quant::Precision Ribbon::precision() const
{
    return m_session.shown() ? m_session.shown()->precision : m_session.wanted()->precision;
}

void Ribbon::update()
{
    if (!m_session.wanted()) {
        m_bar.setScores({}, false, {});
        m_bar.setRows({}, false);
        wishForRows();
        return;
    }
    if (std::exchange(m_before, precision()) != precision()) {
        m_bar.say({}); // they were said of another mask
    }
    const bool againstFull = !m_session.active()->hasReference();
    m_visited.visit(m_session.shown());
    m_bar.setScores(m_session.scores(), againstFull, formatPrecision(precision()));
    std::vector<RibbonRow> rows;
    for (const quant::Precision other : m_visited.others(m_session.wanted()->series)) {
        rows.push_back({other, m_session.scores(other)});
    }
    m_bar.setRows(rows, againstFull);
    wishForRows();
}

void Ribbon::wishForRows()
{
    const std::optional<ResultKey> wanted = m_session.wanted();
    m_session.setFurtherScores(wanted && m_bar.isUnfolded() ? m_visited.others(wanted->series)
                                                            : std::vector<quant::Precision>());
}

void Ribbon::updateFragile()
{
    const FragileVoxels& fragile = m_session.fragile();
    if (!fragile.pair()) {
        m_bar.setFragile(std::nullopt);
        return;
    }
    m_bar.setFragile(
        FragileRow{fragile.shares(), tr("%1 and %2")
                                         .arg(formatPrecision(fragile.pair()->higher),
                                              formatPrecision(fragile.pair()->lower))});
}

std::optional<RankedSlice> Ribbon::jump(const std::vector<SliceScore>& scores, SliceOrder order)
{
    const bool goesOn = m_last && m_last->order == order && m_last->precision == precision()
                        && m_last->visited.back() == m_session.slice();
    std::vector<int> visited = goesOn ? m_last->visited : std::vector<int>();
    const auto found = nextRanked(scores, order, visited);
    if (found) {
        if (std::find(visited.begin(), visited.end(), found->slice) != visited.end()) {
            visited.clear(); // all were seen: another round
        }
        visited.push_back(found->slice);
        m_last = Jump{order, precision(), std::move(visited)};
        m_session.setSlice(found->slice);
    }
    return found;
}

void Ribbon::jumpToWorst()
{
    if (!m_session.wanted()) {
        return;
    }
    if (!m_session.active()->hasReference() && precision() == m_session.precision().full()) {
        m_bar.say(tr("this is full precision itself: a reference would score it"));
    } else {
        m_bar.say(worstWords(jump(m_session.scores(), SliceOrder::LowestFirst)));
    }
}

void Ribbon::jumpToMostFragile()
{
    if (m_session.wanted()) {
        m_session.fragile().setOn(true);
        if (!m_session.fragile().pair()) {
            m_bar.say(tr("this model has no two integer precisions to compare"));
            return;
        }
        m_bar.say(fragileWords(jump(m_session.fragile().shares(), SliceOrder::HighestFirst)));
    }
}

QString Ribbon::worstWords(const std::optional<RankedSlice>& found) const
{
    const bool againstFull = !m_session.active()->hasReference();
    if (!found) {
        return anyUnknown(m_session.scores()) ? tr("no slice has a score yet")
               : againstFull                  ? tr("no slice has anything to agree on")
                                              : tr("no slice can be scored: the reference has "
                                                                    "nothing on them");
    }
    return tr("slice %1: %2 %3, %4")
        .arg(m_bar.numbers().of(found->slice))
        .arg(againstFull ? tr("agreement with full precision") : tr("Dice"),
             formatScore(found->score), worstPlace(*found));
}

QString Ribbon::fragileWords(const std::optional<RankedSlice>& found) const
{
    if (!found) {
        return anyUnknown(m_session.fragile().shares())
                   ? tr("no slice is counted yet")
                   : tr("neither mask has anything on any slice");
    }
    return tr("slice %1: %2 fragile, %3")
        .arg(m_bar.numbers().of(found->slice))
        .arg(formatShare(found->score), mostPlace(*found));
}

} // namespace halftone::ui
