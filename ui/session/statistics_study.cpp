// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/statistics_study.h"

#include "ui/session/editing.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace halftone::ui {

namespace {

/// Masks arrive faster than they need to be told.
constexpr std::chrono::milliseconds kArrivalInterval{50};
/// Counted at once, in a few milliseconds; what is larger is told once it is counted.
constexpr std::size_t kPixelsAtOnce = std::size_t{1} << 21;

std::vector<std::size_t> pixelsOf(const MaskSource& source, int slice)
{
    const auto k = static_cast<std::size_t>(slice);
    if (source.labels.map || k >= source.labels.slices.size() || !source.labels.slices[k]
        || source.labels.grid.sliceVoxels() > kPixelsAtOnce) {
        return {};
    }
    std::vector<std::size_t> pixels;
    for (const CountedPart& part : source.parts) {
        const std::vector<std::uint8_t>& labels = *source.labels.slices[k];
        pixels.push_back(eval::countOverlap(labels, labels, part.structure).both);
    }
    return pixels;
}

} // namespace

std::optional<std::size_t> visiblePixelsOf(const KnownMask& mask, std::size_t part, int slice)
{
    if (mask.statistics) {
        const std::vector<std::size_t>& pixels = mask.statistics->parts[part].pixels;
        const auto k = static_cast<std::size_t>(slice);
        return k < pixels.size() ? std::optional(pixels[k]) : std::nullopt;
    }
    return slice == mask.visibleSlice && part < mask.visiblePixels.size()
               ? std::optional(mask.visiblePixels[part])
               : std::nullopt;
}

StatisticsStudy::StatisticsStudy(Session& session, QObject* parent)
    : QObject(parent), m_session(&session)
{
    m_followTimer.setSingleShot(true);
    m_followTimer.setInterval(kArrivalInterval);
    connect(&m_followTimer, &QTimer::timeout, this, &StatisticsStudy::follow);
    const auto later = [this] { followLater(); };
    const Document& document = session.document();
    connect(&document, &Document::layerAdded, this, later);
    connect(&document, &Document::layerRemoved, this, later);
    connect(&document, &Document::layerChanged, this, later);
    connect(&session, &Session::masksChanged, this, later);
    connect(&session, &Session::figuresChanged, this, later);
    connect(&session, &Session::caseChanged, this, [this] {
        m_masks.clear(); // at once: they belong to something else, perhaps to other slices
        m_lane.cancel();
        m_counting.reset();
        follow();
    });
    connect(&session, &Session::sliceChanged, this, [this] {
        followLater();
        Q_EMIT sliceChanged();
    });
    connect(&m_lane, &JobRunner::failed, this, [this](quint64, ErrorCode, const QString& text) {
        if (KnownMask* mask = m_counting ? find(*m_counting) : nullptr) {
            mask->fault = text;
        }
        m_counting.reset();
        follow();
    });
}

StatisticsStudy::~StatisticsStudy()
{
    m_seen = false; // whoever listens is going, too: nothing is said any more
    m_lane.cancel();
    if (m_session) {
        m_session->holdBackground(false, this);
        m_session->setAcrossSlices(false, this);
    }
}

void StatisticsStudy::setSeen(bool seen)
{
    if (std::exchange(m_seen, seen) == seen) {
        return;
    }
    if (m_session) {
        m_session->setAcrossSlices(seen, this);
    }
    follow();
}

void StatisticsStudy::hold(bool held)
{
    if (m_session) {
        m_session->holdBackground(held, this);
    }
}

void StatisticsStudy::followLater()
{
    if (m_seen && !m_followTimer.isActive()) {
        m_followTimer.start();
    }
}

const KnownMask* StatisticsStudy::find(const MaskSource& source) const
{
    const auto found = std::find_if(m_masks.begin(), m_masks.end(), [&](const KnownMask& mask) {
        return mask.source.isSameMask(source);
    });
    return found != m_masks.end() ? &*found : nullptr;
}

KnownMask* StatisticsStudy::find(const MaskSource& source)
{
    return const_cast<KnownMask*>(std::as_const(*this).find(source)); // NOLINT: it is ours
}

void StatisticsStudy::follow()
{
    m_followTimer.stop();
    if (!m_seen || !m_session || m_session->active() == nullptr) {
        m_lane.cancel();
        m_counting.reset();
        m_case.reset();
        m_masks.clear();
        hold(false);
        Q_EMIT changed();
        return;
    }
    const std::shared_ptr<const ActiveCase> before = m_case;
    m_case = m_session->sharedCase();
    if (before && before->image() != m_case->image()) {
        m_masks.clear();
    }
    std::vector<KnownMask> masks;
    for (MaskSource& source : maskSources(m_session->document(), *m_session)) {
        KnownMask mask;
        if (KnownMask* known = find(source)) {
            mask = std::move(*known);
        }
        mask.visibleSlice = m_session->slice();
        mask.visiblePixels = pixelsOf(source, mask.visibleSlice);
        mask.source = std::move(source); // its colours and name may be others
        masks.push_back(std::move(mask));
    }
    m_masks = std::move(masks);
    const auto next = std::find_if(m_masks.begin(), m_masks.end(), [](const KnownMask& mask) {
        return mask.source.isWhole() && !mask.isDone();
    });
    if (next == m_masks.end()) {
        m_lane.cancel();
        m_counting.reset();
    } else if (!m_counting || !m_counting->isSameMask(next->source)) {
        count(next->source);
    }
    hold(m_counting.has_value());
    Q_EMIT changed();
}

void StatisticsStudy::count(const MaskSource& source)
{
    m_counting = source;
    m_lane.start(
        [this, source, active = m_case](const JobContext& context) {
            MaskStatistics statistics = countMask(source, *active->image(), active->grid(),
                                                  context.progress(), context.stop());
            context.post([this, source, statistics] {
                if (KnownMask* mask = find(source)) {
                    mask->statistics = statistics;
                    Q_EMIT changed();
                }
            });
            scoreMask(source, statistics, context.stop());
            return statistics;
        },
        [this, source](MaskStatistics statistics) {
            if (KnownMask* mask = find(source)) {
                mask->statistics = std::move(statistics);
                mask->isScored = true;
            }
            m_counting.reset();
            follow();
        });
}

bool StatisticsStudy::isComplete() const
{
    return !m_masks.empty()
           && std::all_of(m_masks.begin(), m_masks.end(),
                          [](const KnownMask& mask) { return mask.isDone(); });
}

int StatisticsStudy::slice() const
{
    return m_session ? m_session->slice() : 0;
}

QString StatisticsStudy::stateText() const
{
    if (!m_case || !m_session) {
        return tr("Nothing is open.");
    }
    if (m_counting) {
        const KnownMask* mask = find(*m_counting);
        const bool counted = mask != nullptr && mask->statistics.has_value();
        return (counted ? tr("Measuring distances of %1") : tr("Counting %1"))
            .arg(m_counting->name);
    }
    for (const KnownMask& mask : m_masks) {
        if (!mask.fault.isEmpty()) {
            return mask.fault;
        }
    }
    for (const KnownMask& mask : m_masks) {
        if (!mask.source.isWhole()) {
            return tr("%1: %2 of %3 slices are there. Numbers of the whole volume follow when all "
                      "are.")
                .arg(mask.source.name)
                .arg(mask.source.slicesThere())
                .arg(mask.source.slices());
        }
    }
    if (editedOnScreen(m_session->document()) != nullptr) {
        return tr("Nothing is counted of a mask that is edited. Save it and open it as labels to "
                  "have its numbers.");
    }
    return m_masks.empty() ? m_session->isPending() ? m_session->pendingText()
                                                    : tr("No layer with labels is visible.")
                           : QString();
}

} // namespace halftone::ui
