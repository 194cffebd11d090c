// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/network/weight_histogram.h"

#include "ui/document/format.h"
#include "ui/widgets/controls/accessible.h"
#include "ui/widgets/controls/theme.h"

#include <QPainter>

#include <algorithm>
#include <numeric>

namespace halftone::ui {

namespace {

constexpr double kWidestBar = 26;
constexpr int kAxis = 18;    ///< below the bars, for codes
constexpr int kCaption = 18; ///< above them
constexpr double kLabel = 40;
constexpr double kNamed = 20; ///< room that a code needs to have its number

QString codeText(int code)
{
    return code < 0 ? QChar(0x2212) + QString::number(-code) : QString::number(code);
}

} // namespace

WeightHistogram::WeightHistogram(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("weightHistogram"));
    setAccessibleRole(*this, QAccessible::Chart);
    setAccessibleName(tr("Weights by code"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void WeightHistogram::show(std::vector<std::size_t> counts, int bits, bool stale)
{
    m_counts = std::move(counts);
    m_bits = bits;
    m_stale = stale;
    const std::size_t total = std::accumulate(m_counts.begin(), m_counts.end(), std::size_t{0});
    const auto used = std::count_if(m_counts.begin(), m_counts.end(),
                                    [](std::size_t count) { return count > 0; });
    setAccessibleDescription(m_counts.empty()
                                 ? QString()
                                 : (bits == 1 ? tr("%1 weights of %2 bit on %3 codes")
                                              : tr("%1 weights of %2 bits on %3 codes"))
                                       .arg(formatCount(total))
                                       .arg(bits)
                                       .arg(used));
    setVisible(!m_counts.empty());
    update();
}

void WeightHistogram::paintEvent(QPaintEvent*)
{
    if (m_counts.empty()) {
        return;
    }
    QPainter painter(this);
    painter.setOpacity(m_stale ? 0.45 : 1);
    QFont small = font();
    small.setPixelSize(11);
    painter.setFont(small);
    painter.setPen(QColor(theme::kDim));
    const std::size_t total = std::accumulate(m_counts.begin(), m_counts.end(), std::size_t{0});
    painter.drawText(QRectF(0, 0, width(), kCaption), Qt::AlignLeft | Qt::AlignTop,
                     tr("%1 weights by code").arg(formatCount(total)));

    const QRectF plot = QRectF(rect()).adjusted(0, kCaption, 0, -kAxis);
    const auto codes = static_cast<double>(m_counts.size());
    const double place = plot.width() / codes;
    const double bar = std::clamp(place * 0.8, 1.0, kWidestBar);
    const auto most = static_cast<double>(*std::max_element(m_counts.begin(), m_counts.end()));
    painter.setPen(QColor(theme::kGroove));
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    const int largest = (static_cast<int>(m_counts.size()) - 1) / 2;
    painter.setRenderHint(QPainter::Antialiasing, place > 4);
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        const double middle = plot.left() + place * (static_cast<double>(i) + 0.5);
        const int code = static_cast<int>(i) - largest;
        const double height = plot.height() * static_cast<double>(m_counts[i]) / most;
        const bool isEnd = std::abs(code) == largest && m_bits > 1; // where clipping shows
        painter.fillRect(QRectF(middle - bar / 2, plot.bottom() - height, bar, height),
                         isEnd ? QColor(theme::kAccent) : QColor(theme::kText));
        const bool few = place >= kNamed; // then each has its number
        if (few ? m_bits > 1 || code != 0 : code == 0 || std::abs(code) == largest) {
            // The first and the last of many stand at the ends.
            const double left =
                few ? middle - kLabel / 2 : std::clamp(middle - kLabel / 2, 0.0, width() - kLabel);
            const int across = few || code == 0 ? Qt::AlignHCenter
                               : code < 0       ? Qt::AlignLeft
                                                : Qt::AlignRight;
            painter.setPen(QColor(theme::kDim));
            painter.drawText(QRectF(left, plot.bottom() + 3, kLabel, kAxis - 3),
                             across | Qt::AlignTop, codeText(code));
        }
    }
}

} // namespace halftone::ui
