// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/progress_text.h"

#include "ui/document/format.h"
#include "ui/document/words.h"

#include <cmath>

namespace halftone::ui {

namespace {

constexpr double kSecond = 1000; ///< in milliseconds
constexpr double kMinute = 60 * kSecond;

} // namespace

QString aboutText(double milliseconds)
{
    if (milliseconds < kSecond) {
        return formatMilliseconds(milliseconds);
    }
    return milliseconds < 2 * kMinute ? tr("about %1 s").arg(std::lround(milliseconds / kSecond))
                                      : tr("about %1 min").arg(std::lround(milliseconds / kMinute));
}

QString pendingText(quant::Precision precision, bool failed,
                    const std::optional<pipeline::SliceForecast>& told)
{
    const QString name = formatPrecision(precision);
    if (failed) {
        return tr("%1 failed").arg(name);
    }
    const double milliseconds = told ? told->milliseconds.value_or(0) : 0;
    return milliseconds < kSecond ? tr("computing %1").arg(name)
                                  : tr("computing %1, %2").arg(name, aboutText(milliseconds));
}

QString sliceProgressText(const ResultStore& store, const ResultKey& shown, int slices)
{
    const auto done = static_cast<int>(store.ofPrecision(shown.series, shown.precision).size());
    if (done >= slices) {
        return {};
    }
    const QString text =
        tr("%1: %2 of %3 slices").arg(formatPrecision(shown.precision)).arg(done).arg(slices);
    const SliceRecord* record = store.find(shown);
    const double left = record != nullptr ? (slices - done) * record->latency.medianMs : 0;
    return left < kSecond ? text : tr("%1, %2 more").arg(text, aboutText(left));
}

} // namespace halftone::ui
