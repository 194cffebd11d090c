// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "volume_window.h"

#include "ui/widgets/controls/theme.h"

#include <QRegularExpression>

#include <set>

/// Watches whether every number in a window belongs to the mask that is seen.
namespace halftone::test {

inline const QString kDash(QChar(0x2013));
inline constexpr std::array kMeters{"qualityMeter", "latencyMeter", "weightsMeter", "memoryMeter"};

/// look() compares all that is written with what the store holds of the mask on the screen:
/// whenever figures change, and between any two events.
class TruthWindow : public VolumeWindow {
protected:
    void begin()
    {
        m_lies.clear();
        makeWindow();
        connect(&m_clock, &QTimer::timeout, this, [this] { look(false); });
    }

    /// A sample with a mask, and no sweep that makes other precisions known.
    void openMasked(const phantom::Options& options, const char* model = nullptr)
    {
        OpenRequest request;
        request.sample = phantom::Kind::Em;
        request.sampleOptions = options;
        if (model != nullptr) {
            request.model = model; // else the first for such images
        }
        change([&] { session().open(request); });
        waitForMask();
        session().cancelSweep();
    }

    void open(const char* model)
    {
        OpenRequest request;
        request.model = model;
        session().open(request);
    }

    void waitForMask()
    {
        QTRY_VERIFY_WITH_TIMEOUT(session().shown() && !session().isPending(), kTimeoutMs);
    }

    void startLooking()
    {
        // Behind all that the window itself does about it.
        connect(&session(), &Session::figuresChanged, this, [this] { look(true); });
        m_clock.start(0);
        look(false);
    }

    void finish()
    {
        m_clock.stop();
        look(false);
        QVERIFY2(m_lies.empty(),
                 qPrintable(QStringList(m_lies.begin(), m_lies.end()).join(QChar(u'\n'))));
    }

    QString text(const char* name)
    {
        return m_window->findChild<QLabel*>(QString::fromLatin1(name))->text();
    }
    QString caption()
    {
        auto* label = m_window->planes().mainView().findChild<QLabel*>(QStringLiteral("caption"));
        return label->isHidden() ? QString() : label->text();
    }
    MeterCard* card(std::size_t n)
    {
        return m_window->findChild<MeterCard*>(QString::fromLatin1(kMeters.at(n)));
    }
    QString meterValue(std::size_t n) { return card(n)->value(); }
    QLabel* valueOf(std::size_t n) { return card(n)->findChild<QLabel*>(QStringLiteral("value")); }
    bool isPending(std::size_t n)
    {
        return valueOf(n)->property("pending").toString() == QStringLiteral("true");
    }
    QString figure(int n) { return text(qPrintable(QStringLiteral("figure%1").arg(n))); }
    QString rowDetail()
    {
        return m_window->layers().index(0).data(LayersModel::DetailRole).toString();
    }
    bool isRowPending()
    {
        return m_window->layers().index(0).data(LayersModel::PendingRole).toBool();
    }

    /// The brightest colour that a meter's value is written in.
    QColor ink(const char* name)
    {
        auto* meterCard = m_window->findChild<MeterCard*>(QString::fromLatin1(name));
        const QImage drawn =
            meterCard->findChild<QLabel*>(QStringLiteral("value"))->grab().toImage();
        QColor brightest = Qt::black;
        for (int y = 0; y < drawn.height(); ++y) {
            for (int x = 0; x < drawn.width(); ++x) {
                const QColor colour = drawn.pixelColor(x, y);
                brightest = colour.lightness() > brightest.lightness() ? colour : brightest;
            }
        }
        return brightest;
    }

    ResultKey keyOf(Precision precision, int slice)
    {
        return {session().wanted()->series, precision, slice};
    }

    QString agreementByCore(Precision precision, int slice)
    {
        const auto mask = segmentByCore(precision, slice).labels;
        const auto full = segmentByCore(quant::kHighestInteger, slice).labels;
        return formatScore(
            eval::countOverlap(mask, full, session().active()->structures().front()).dice());
    }

    /// The status line names the voxel that is drawn under the mouse.
    void checkProbe()
    {
        SliceView& seen = view(Plane::Axial);
        seen.renderNow();
        const auto pixel = seen.hover();
        QVERIFY(pixel);
        const Image& image = *document().baseImage();
        const auto voxel =
            voxelAt(image.geometry, seen.slice().plane().at(pixel->column, pixel->row));
        QVERIFY(voxel);
        const auto [x, y, z] = *voxel;
        const QString expected =
            QStringLiteral("x %1  y %2  z %3  value %4   ")
                .arg(x)
                .arg(y)
                .arg(z)
                .arg(formatValue(image.value(flatIndex(image.geometry, *voxel)), 5));
        QVERIFY2(text("probe").startsWith(expected), qPrintable(text("probe")));
    }

    void expect(bool isTrue, const QString& lie)
    {
        if (!isTrue) {
            m_lies.insert(lie);
        }
    }
    void expectText(const char* what, const QString& found, const QString& expected)
    {
        expect(found == expected, QStringLiteral("%1 says '%2' instead of '%3'")
                                      .arg(QString::fromLatin1(what), found, expected));
    }

    /// Everything that is said about masks, against the store. `exactly`: what the store knows must
    /// be said too; between events some of it may follow a moment later.
    void look(bool exactly)
    {
        const ActiveCase* active = session().active();
        if (active == nullptr) {
            return;
        }
        const auto slice = voxelAt(active->grid(), document().cursor());
        expect(slice && slice->at(2) == session().slice(), QStringLiteral("slice of the cursor"));
        expectText("slice number", text("sliceNumber"),
                   QStringLiteral("slice %1 of %2").arg(slice->at(2) + 1).arg(active->slices()));
        const auto& shown = session().shown();
        m_unshown += shown ? 0 : 1;
        if (!active->canSegment()) {
            return;
        }
        const SliceRecord* record = shown ? session().results().find(*shown) : nullptr;
        expect(!shown || record != nullptr, QStringLiteral("an unknown mask is shown"));
        expect(!shown || shown->slice == slice->at(2), QStringLiteral("mask of another slice"));
        expect(!shown || shown->series.image == document().base()->id,
               QStringLiteral("mask of another image"));
        lookAtMeters(record, exactly);
        lookAtWords(record);
        if (exactly) {
            lookAtRibbon();
        }
    }

    /// What is being computed, or nothing, by precisions alone.
    QString pendingByPrecision()
    {
        const auto& shown = session().shown();
        const Precision wanted = session().precision().precision();
        return shown && shown->precision == wanted ? QString() : formatPrecision(wanted);
    }

    void lookAtMeters(const SliceRecord* record, bool exactly)
    {
        const ActiveCase& active = *session().active();
        const QString pending = pendingByPrecision();
        for (std::size_t n = 0; n < kMeters.size(); ++n) {
            const QString change = card(n)->change();
            expect(isPending(n) == !pending.isEmpty(), QStringLiteral("dimness of meters"));
            expect(pending.isEmpty() || change == QStringLiteral("computing ") + pending
                       || change == pending + QStringLiteral(" failed"),
                   QStringLiteral("pending meter says ") + change);
            expect(!pending.isEmpty() || !change.contains(QStringLiteral("comput")),
                   QStringLiteral("meter says ") + change);
            expect(record != nullptr || meterValue(n) == kDash,
                   QStringLiteral("a meter of no mask: ") + meterValue(n));
        }
        m_pending += record != nullptr && !pending.isEmpty() ? 1 : 0;
        m_seenWeights.insert(meterValue(2));
        if (record == nullptr) {
            return;
        }
        if (record->key.precision.isInteger()) {
            expectText("weights", meterValue(2),
                       formatBytes(active.model()->weightBytes(record->key.precision)));
        }
        expectText("memory", meterValue(3),
                   formatBytes(record->cost.arenaBytes + record->cost.packedBytes));
        const auto& counts = active.hasReference() ? record->reference : record->full;
        const QString score = counts.empty() ? kDash : formatScore(meanDice(counts));
        const QString state = textOf(scoreOf(counts).state, !active.hasReference());
        if (exactly || meterValue(0) != kDash) {
            expectText("quality", meterValue(0), score);
        }
        if (exactly || figure(0) != kDash) {
            const QString kind = active.hasReference() ? QStringLiteral("\u00A0Dice")
                                                       : QStringLiteral("\u00A0agreement");
            expectText("agree", figure(0),
                       !state.isEmpty() ? state
                       : counts.empty() ? kDash
                                        : score + kind);
        }
    }

    void lookAtWords(const SliceRecord* record)
    {
        const QString pending = pendingByPrecision();
        const QString named =
            record != nullptr ? formatPrecision(record->key.precision) : QString();
        QStringList names;
        static const QRegularExpression s_name(QStringLiteral("(W\\d+A\\d+|FP32)"));
        for (auto match = s_name.globalMatch(caption()); match.hasNext();) {
            names.push_back(match.next().captured());
        }
        QStringList expected{named, pending};
        expected.removeAll(QString());
        expectText("caption", names.join(QChar(u' ')), expected.join(QChar(u' ')));
        expectText("layer row", rowDetail(), named);
        expect(isRowPending() == !pending.isEmpty(), QStringLiteral("dimness of the layer row"));
        expectText("heading", text("figuresHeading"),
                   QStringLiteral("SLICE %1%2")
                       .arg(session().slice() + 1)
                       .arg(session().active()->hasReference() ? QString()
                                                               : QStringLiteral(" AGAINST FULL")));
        for (const int n : {0, 1, 2}) {
            expect(record != nullptr || figure(n) == kDash, QStringLiteral("a figure of no mask"));
        }
    }

    /// The cells have the colours of this image, model and precision.
    void lookAtRibbon()
    {
        auto* strip = m_window->findChild<SliceStrip*>();
        const ActiveCase& active = *session().active();
        const auto& shown = session().shown();
        const Precision precision = shown ? shown->precision : session().precision().precision();
        expect(strip->maximum() + 1 == active.slices(), QStringLiteral("cells of the ribbon"));
        const QImage drawn = strip->grab().toImage();
        for (int slice = 0; slice < active.slices(); ++slice) {
            const SliceRecord* record = session().results().find(keyOf(precision, slice));
            const SliceScore score =
                record == nullptr
                    ? SliceScore{}
                    : scoreOf(active.hasReference() ? record->reference : record->full);
            if (score.state != SliceScore::State::Unknown && !score.isScored()) {
                continue; // no colour of the scale
            }
            const QColor expected =
                score.isScored() ? scoreColour(score.dice) : QColor(theme::kGroove);
            const QColor found = drawn.pixelColor(strip->cell(slice).center());
            expect(isNear(found, expected), QStringLiteral("ribbon: ") + describe(found, expected));
        }
    }

    QTimer m_clock;
    std::set<QString> m_lies; ///< each once
    std::set<QString> m_seenWeights;
    int m_unshown = 0; ///< looks at a window without mask
    int m_pending = 0; ///< looks at a mask that is being replaced
};

} // namespace halftone::test
