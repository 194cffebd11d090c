// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/panels/fragile_section.h"

#include "ui/document/format.h"
#include "ui/render/overlay.h"
#include "ui/session/session.h"
#include "ui/widgets/controls/theme.h"

#include <QCheckBox>
#include <QIcon>
#include <QLabel>
#include <QPainter>
#include <QPixmap>
#include <QVBoxLayout>

namespace halftone::ui {

namespace {

constexpr int kSwatchPixels = 12;

/// As the views draw them.
QIcon hatchIcon(double ratio)
{
    QPixmap picture(QSize(kSwatchPixels, kSwatchPixels) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(
        QPen(QColor(kFragileColour.red, kFragileColour.green, kFragileColour.blue), 1.2));
    painter.drawRect(QRectF(0.6, 0.6, kSwatchPixels - 1.2, kSwatchPixels - 1.2));
    for (int x = 4; x < 2 * kSwatchPixels; x += 4) {
        painter.drawLine(x, 0, x - kSwatchPixels, kSwatchPixels);
    }
    return picture;
}

QString countsText(const eval::FragileCounts& counts)
{
    const std::optional<double> share = counts.share();
    return share ? FragileSection::tr("%1 (%2 of %3)")
                       .arg(formatShare(*share), formatCount(counts.changed),
                            formatCount(counts.foreground))
                 : FragileSection::tr("empty in both");
}

} // namespace

FragileSection::FragileSection(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_check(new QCheckBox(this)),
      m_slice(theme::label({}, "small", this)), m_all(theme::label({}, "small", this))
{
    setObjectName(QStringLiteral("fragileSection"));
    m_check->setObjectName(QStringLiteral("fragileCheck"));
    m_check->setIcon(hatchIcon(devicePixelRatioF()));
    m_check->setText(tr("hatch fragile voxels"));
    m_slice->setObjectName(QStringLiteral("fragileSlice"));
    m_all->setObjectName(QStringLiteral("fragileAll"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(theme::heading(tr("Fragile"), this));
    layout->addWidget(m_check);
    for (QLabel* label : {m_slice, m_all}) {
        label->setContentsMargins(8, 0, 0, 0);
        layout->addWidget(label);
    }
    connect(m_check, &QCheckBox::clicked, &session.fragile(), &FragileVoxels::setOn);
    connect(&session.fragile(), &FragileVoxels::toggled, m_check, &QCheckBox::setChecked);
    connect(&session.fragile(), &FragileVoxels::changed, this, &FragileSection::showCounts);
    connect(&session, &Session::caseChanged, this, &FragileSection::showCounts);
    connect(&session, &Session::sliceChanged, this, &FragileSection::showCounts);
    showCounts();
}

void FragileSection::showCounts()
{
    const FragileVoxels& fragile = m_session.fragile();
    const auto possible =
        m_session.wanted() ? fragilePair(m_session.precision()) : std::optional<FragilePair>();
    setVisible(possible.has_value());
    if (!possible) {
        return;
    }
    const QString higher = formatPrecision(possible->higher);
    const QString lower = formatPrecision(possible->lower);
    setToolTip(tr("<p>Fragile voxels have another label at %2 than at %1. The share is their number "
                  "divided by the voxels that either mask has a label for.</p>"
                  "<p>It is no alarm. Measured on the slices that the shipped models were validated "
                  "on, it found bad ones (Dice below 0.7) less well than the entropy of the "
                  "probabilities for the pancreas; of EM and spinal cord no slice was bad, which is "
                  "too few to tell.</p>")
                   .arg(higher, lower));
    const auto here = fragile.at(m_session.slice());
    const auto all = fragile.total();
    m_slice->setVisible(fragile.isOn());
    m_all->setVisible(fragile.isOn() && all.has_value());
    m_slice->setText(tr("slice %1: %2")
                         .arg(m_session.active()->sliceNumbers().of(m_session.slice()))
                         .arg(here ? countsText(*here)
                                   : tr("computing %1 and %2").arg(higher, lower)));
    m_all->setText(all ? tr("slices together: %1").arg(countsText(*all)) : QString());
}

} // namespace halftone::ui
