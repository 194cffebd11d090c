// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/panels/fragile_section.h"

#include "ui/document/format.h"
#include "ui/render/overlay.h"
#include "ui/session/session.h"
#include "ui/widgets/controls/theme.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QIcon>
#include <QLabel>
#include <QPainter>
#include <QPixmap>

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

QString shareText(const eval::FragileCounts& counts)
{
    const std::optional<double> share = counts.share();
    return share ? formatShare(*share) : FragileSection::tr("empty in both");
}

/// "4.0 %: 2 138 of 53 408 voxels"
QString countsText(const eval::FragileCounts& counts)
{
    return FragileSection::tr("%1: %2 of %3 voxels")
        .arg(shareText(counts), formatCount(counts.changed), formatCount(counts.foreground));
}

/// What fragile voxels are, and what is known of what they tell.
QString definitionOf(const FragilePair& pair)
{
    return FragileSection::tr(
               "<p>Fragile voxels have another label at %2 than at %1. Their share is their number "
               "divided by the voxels that either mask has a label for.</p>"
               "<p>It is no alarm. On the validation slices of the shipped pancreas model it found "
               "bad ones (Dice below 0.7) less well than the entropy of the probabilities; those "
               "of the EM and spinal cord models have too few bad ones to tell.</p>")
        .arg(formatPrecision(pair.higher), formatPrecision(pair.lower));
}

} // namespace

FragileSection::FragileSection(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_check(new QCheckBox(this)), m_slice(new QLabel(this)),
      m_all(theme::label({}, "small", this))
{
    setObjectName(QStringLiteral("fragileSection"));
    m_check->setObjectName(QStringLiteral("fragileCheck"));
    m_check->setIcon(hatchIcon(devicePixelRatioF()));
    m_check->setText(tr("fragile voxels"));
    m_slice->setObjectName(QStringLiteral("fragileSlice"));
    m_all->setObjectName(QStringLiteral("fragileAll"));
    m_all->setContentsMargins(8, 0, 0, 0);
    m_all->setWordWrap(true);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setVerticalSpacing(2);
    layout->setColumnStretch(0, 1);
    layout->addWidget(m_check, 0, 0);
    layout->addWidget(m_slice, 0, 1);
    layout->addWidget(m_all, 1, 0, 1, 2);
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
    const auto here = fragile.at(m_session.slice());
    const auto all = fragile.total();
    m_slice->setVisible(fragile.isOn());
    m_slice->setText(here ? shareText(*here) : QString(QChar(0x2013)));
    m_all->setVisible(fragile.isOn());
    m_all->setText(all ? tr("slices together: %1; no alarm").arg(shareText(*all))
                       : tr("%1 of %2 slices counted")
                             .arg(fragile.counted())
                             .arg(m_session.active()->slices()));
    QString counts;
    if (here) {
        counts += tr("<p>This slice: %1.</p>").arg(countsText(*here));
    }
    if (all) {
        counts += tr("<p>Slices together: %1.</p>").arg(countsText(*all));
    }
    setToolTip(counts + definitionOf(*possible));
}

} // namespace halftone::ui
