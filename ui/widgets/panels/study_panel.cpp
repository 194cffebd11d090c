// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/panels/study_panel.h"

#include "core/model/model_catalog.h"
#include "ui/document/format.h"
#include "ui/document/path_text.h"
#include "ui/widgets/panels/layer_delegate.h"
#include "ui/widgets/controls/level_slider.h"
#include "ui/widgets/controls/theme.h"

#include <QButtonGroup>
#include <QFrame>
#include <QGridLayout>
#include <QIcon>
#include <QLabel>
#include <QListView>
#include <QPixmap>
#include <QRadioButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace halftone::ui {

namespace {

constexpr int kPanelWidth = 232;
constexpr int kDefaultOpacity = 55;
constexpr int kLayerRow = 28;
constexpr int kPictureWidth = 208;
constexpr int kRoomForPicture = 860; ///< height of the panel in which nothing else is squeezed

QVBoxLayout* sectionLayout(QWidget* section)
{
    auto* layout = new QVBoxLayout(section);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    return layout;
}

void colourSwatch(QLabel* swatch, QRgb colour)
{
    swatch->setStyleSheet(
        QStringLiteral("background: %1; border-radius: 3px;").arg(QColor(colour).name()));
}

} // namespace

StudyPanel::StudyPanel(LayersModel& layers, QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("studyPanel"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(kPanelWidth);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 16, 12, 12);
    layout->setSpacing(22);
    layout->addWidget(makeStudySection());
    layout->addWidget(makeLayerSection(layers));
    layout->addWidget(makeColourSection());
    layout->addWidget(makeFigureSection());
    layout->addStretch();
    setStudy({});
    setFigures(std::nullopt);
}

QWidget* StudyPanel::makeStudySection()
{
    auto* section = new QWidget(this);
    QVBoxLayout* layout = sectionLayout(section);
    layout->addWidget(theme::heading(tr("Study"), section));
    layout->addSpacing(2);

    m_studyRow = new QFrame(section);
    m_studyRow->setObjectName(QStringLiteral("studyRow"));
    auto* icon = new QLabel(m_studyRow);
    icon->setPixmap(
        QIcon(QStringLiteral(":/icons/stack.svg")).pixmap(QSize(16, 16), devicePixelRatioF()));
    m_studyName = new QLabel(m_studyRow);
    m_studyName->setTextFormat(Qt::PlainText);
    auto* row = new QHBoxLayout(m_studyRow);
    row->setContentsMargins(8, 6, 8, 6);
    row->setSpacing(8);
    row->addWidget(icon);
    row->addWidget(m_studyName, 1);
    layout->addWidget(m_studyRow);
    m_studyKind = theme::label({}, "small", section);
    m_studyKind->setContentsMargins(8, 0, 0, 0);
    layout->addWidget(m_studyKind);

    auto* open = new QToolButton(section);
    open->setObjectName(QStringLiteral("openButton"));
    open->setProperty("role", QStringLiteral("open"));
    open->setIcon(QIcon(QStringLiteral(":/icons/open.svg")));
    open->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    open->setText(tr(" open or drop a file"));
    open->setCursor(Qt::PointingHandCursor);
    open->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(open, &QToolButton::clicked, this, &StudyPanel::openRequested);
    layout->addSpacing(2);
    layout->addWidget(open);

    layout->addSpacing(14);
    layout->addWidget(theme::heading(tr("Model"), section));
    layout->addSpacing(2);
    m_modelName = new QLabel(section);
    m_modelName->setObjectName(QStringLiteral("modelName"));
    m_modelName->setContentsMargins(8, 0, 0, 0);
    m_modelName->setWordWrap(true);
    m_modelNote = theme::label({}, "small", section);
    m_modelNote->setObjectName(QStringLiteral("modelNote"));
    m_modelNote->setContentsMargins(8, 0, 0, 0);
    m_modelNote->setWordWrap(true);
    m_modelPicture = new QLabel(section);
    m_modelPicture->setObjectName(QStringLiteral("modelPicture"));
    layout->addWidget(m_modelName);
    layout->addWidget(m_modelNote);
    layout->addSpacing(4);
    layout->addWidget(m_modelPicture);
    return section;
}

QWidget* StudyPanel::makeLayerSection(LayersModel& layers)
{
    auto* section = new QWidget(this);
    QVBoxLayout* layout = sectionLayout(section);
    layout->addWidget(theme::heading(tr("Layers"), section));
    layout->addSpacing(2);
    m_layerList = new QListView(section);
    m_layerList->setObjectName(QStringLiteral("layerList"));
    m_layerList->setModel(&layers);
    m_layerList->setItemDelegate(new LayerDelegate(m_layerList));
    m_layerList->setMouseTracking(true);
    m_layerList->setSelectionMode(QAbstractItemView::NoSelection);
    m_layerList->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_layerList->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const auto fitRows = [this, &layers] {
        m_layerList->setFixedHeight(std::clamp(layers.rowCount(), 1, 6) * kLayerRow);
    };
    connect(&layers, &QAbstractItemModel::modelReset, this, fitRows);
    fitRows();
    layout->addWidget(m_layerList);

    m_opacityText = theme::label({}, "value", section);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 6, 8, 0);
    row->addWidget(theme::label(tr("Opacity"), "dim", section), 1);
    row->addWidget(m_opacityText);
    layout->addLayout(row);
    m_opacity = new LevelSlider(section);
    m_opacity->setObjectName(QStringLiteral("opacitySlider"));
    m_opacity->setAccessibleName(tr("Opacity of the mask"));
    m_opacity->setRange(0, 100);
    m_opacity->setPageStep(10);
    connect(m_opacity, &LevelSlider::valueChanged, this, [this](int percent) {
        m_opacityText->setText(tr("%1 %").arg(percent));
        Q_EMIT appearanceChanged();
    });
    m_opacity->setValue(kDefaultOpacity);
    auto* slider = new QHBoxLayout;
    slider->setContentsMargins(7, 0, 7, 0);
    slider->addWidget(m_opacity);
    layout->addLayout(slider);

    m_fill = new QRadioButton(tr("fill"), section);
    m_outline = new QRadioButton(tr("outline"), section);
    m_fill->setChecked(true);
    connect(m_fill, &QRadioButton::toggled, this, &StudyPanel::appearanceChanged);
    auto* shapes = new QHBoxLayout;
    shapes->setSpacing(4);
    shapes->addWidget(m_fill);
    shapes->addWidget(m_outline);
    shapes->addStretch();
    layout->addLayout(shapes);
    return section;
}

QWidget* StudyPanel::makeColourSection()
{
    auto* section = new QWidget(this);
    QVBoxLayout* layout = sectionLayout(section);
    layout->setSpacing(2);
    layout->addWidget(theme::heading(tr("Colour by"), section));
    layout->addSpacing(4);
    auto* group = new QButtonGroup(section);
    const std::array<QString, 3> names{tr("label"), tr("error against reference"),
                                       tr("error against full precision")};
    for (std::size_t i = 0; i < names.size(); ++i) {
        m_colourBy[i] = new QRadioButton(names[i], section);
        m_colourBy[i]->setObjectName(QStringLiteral("colourBy%1").arg(i));
        m_colourBy[i]->setProperty("row", true);
        m_colourBy[i]->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        group->addButton(m_colourBy[i], static_cast<int>(i));
        layout->addWidget(m_colourBy[i]);
    }
    m_colourBy[0]->setChecked(true);
    connect(group, &QButtonGroup::idToggled, this, [this](int, bool on) {
        if (on) {
            Q_EMIT appearanceChanged();
        }
    });
    return section;
}

QWidget* StudyPanel::makeFigureSection()
{
    m_figureSection = new QWidget(this);
    auto* layout = new QGridLayout(m_figureSection);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(9);
    layout->setColumnStretch(1, 1);
    m_figureHeading = theme::heading(tr("Slice"), m_figureSection);
    layout->addWidget(m_figureHeading, 0, 0, 1, 3);
    for (std::size_t i = 0; i < m_figures.size(); ++i) {
        FigureRow& row = m_figures[i];
        row.swatch = new QLabel(m_figureSection);
        row.swatch->setFixedSize(12, 12);
        row.name = new QLabel(m_figureSection);
        row.value = new QLabel(m_figureSection);
        const int line = static_cast<int>(i) + 1;
        auto* holder = new QHBoxLayout;
        holder->setContentsMargins(8, 0, 0, 0);
        holder->addWidget(row.swatch);
        layout->addLayout(holder, line, 0);
        layout->addWidget(row.name, line, 1);
        layout->addWidget(row.value, line, 2, Qt::AlignRight);
    }
    m_figures[0].name->setText(tr("agree"));
    m_figures[1].name->setText(tr("only here"));
    m_figures[2].name->setText(tr("missed"));
    colourSwatch(m_figures[1].swatch,
                 qRgb(kOnlyHereColour.red, kOnlyHereColour.green, kOnlyHereColour.blue));
    colourSwatch(m_figures[2].swatch,
                 qRgb(kMissedColour.red, kMissedColour.green, kMissedColour.blue));
    m_volume = theme::label({}, "small", m_figureSection);
    m_volume->setContentsMargins(8, 2, 0, 0);
    layout->addWidget(m_volume, 4, 0, 1, 3);
    return m_figureSection;
}

void StudyPanel::setStudy(const Study& study)
{
    m_studyRow->setVisible(study.isOpen());
    m_studyKind->setVisible(study.isOpen());
    if (study.isOpen()) {
        const QString title = study.title();
        m_studyName->setText(
            m_studyName->fontMetrics().elidedText(title, Qt::ElideMiddle, kPanelWidth - 70));
        m_studyName->setToolTip(title);
        const QString modality = QString::fromLatin1(toString(study.image->modality));
        m_studyKind->setText(study.image->synthetic ? tr("synthetic %1 sample").arg(modality)
                             : study.image->modality == Modality::Unknown
                                 ? tr("modality not stated")
                                 : modality);
    }
    showModel(study);
    if (study.model && !study.model->card.labels.empty()) {
        const auto& colour = study.model->card.labels.front().colour;
        colourSwatch(m_figures[0].swatch, qRgb(colour[0], colour[1], colour[2]));
    }
    m_colourBy[1]->setEnabled(study.reference && study.model);
    m_colourBy[2]->setEnabled(study.model != nullptr);
    if (!m_colourBy[static_cast<std::size_t>(colourBy())]->isEnabled()) {
        m_colourBy[0]->setChecked(true);
    }
}

void StudyPanel::showModel(const Study& study)
{
    QString tip;
    if (study.model) {
        const model::ModelCard& card = study.model->card;
        m_modelName->setText(QString::fromStdString(card.title.empty() ? card.name : card.title));
        tip = QString::fromStdString(card.description);
        m_modelNote->setText(card.nonCommercial ? tr("non-commercial research use") : QString());
        m_modelNote->setToolTip(QString::fromStdString(card.licence));
    } else {
        m_modelName->setText(study.isOpen() ? tr("none for this image") : tr("none"));
        m_modelNote->clear();
    }
    m_modelNote->setVisible(!m_modelNote->text().isEmpty());
    const QString picture = toQString(model::previewOf(study.modelFile));
    if (study.model && !picture.isEmpty()) {
        tip = QStringLiteral("<p><img src=\"%1\"></p><p>%2</p>")
                  .arg(picture.toHtmlEscaped(), tip.toHtmlEscaped());
    }
    m_modelName->setToolTip(tip);
    showPicture(study.model ? picture : QString());
}

void StudyPanel::showPicture(const QString& file)
{
    QPixmap picture;
    if (!file.isEmpty() && picture.load(file)) {
        const double ratio = devicePixelRatioF();
        picture = picture.scaledToWidth(static_cast<int>(kPictureWidth * ratio),
                                        Qt::SmoothTransformation);
        picture.setDevicePixelRatio(ratio);
    }
    m_modelPicture->setPixmap(picture);
    m_modelPicture->setVisible(!picture.isNull() && height() >= kRoomForPicture);
}

void StudyPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_modelPicture->setVisible(!m_modelPicture->pixmap(Qt::ReturnByValue).isNull()
                               && height() >= kRoomForPicture);
}

void StudyPanel::setFigures(const std::optional<SliceFigures>& figures)
{
    m_figureSection->setVisible(figures.has_value());
    if (!figures) {
        return;
    }
    m_figureHeading->setText((figures->againstFull
                                  ? tr("Slice %1 against full").arg(figures->slice + 1)
                                  : tr("Slice %1").arg(figures->slice + 1))
                                 .toUpper());
    const QString score = figures->againstFull ? tr("%1 agreement") : tr("%1 Dice");
    const QString dash = QChar(0x2013);
    m_figures[0].value->setText(figures->known ? score.arg(formatScore(figures->score)) : dash);
    m_figures[1].value->setText(
        figures->known ? tr("%1 px").arg(formatCount(figures->errors.onlyHere)) : dash);
    m_figures[2].value->setText(
        figures->known ? tr("%1 px").arg(formatCount(figures->errors.missed)) : dash);
    m_volume->setVisible(figures->volumeScore.has_value());
    if (figures->volumeScore) {
        m_volume->setText(tr("mean of all slices: %1").arg(formatScore(*figures->volumeScore)));
    }
}

ColourBy StudyPanel::colourBy() const
{
    for (std::size_t i = 0; i < m_colourBy.size(); ++i) {
        if (m_colourBy[i]->isChecked()) {
            return static_cast<ColourBy>(i);
        }
    }
    return ColourBy::Label;
}

void StudyPanel::setColourBy(ColourBy colourBy)
{
    QRadioButton* button = m_colourBy[static_cast<std::size_t>(colourBy)];
    if (button->isEnabled()) {
        button->setChecked(true);
    }
}

OverlayShape StudyPanel::shape() const
{
    return m_fill->isChecked() ? OverlayShape::Fill : OverlayShape::Outline;
}

void StudyPanel::setShape(OverlayShape shape)
{
    (shape == OverlayShape::Fill ? m_fill : m_outline)->setChecked(true);
}

double StudyPanel::opacity() const
{
    return m_opacity->value() / 100.0;
}

void StudyPanel::setOpacity(double opacity)
{
    m_opacity->setValue(static_cast<int>(std::lround(opacity * 100)));
}

} // namespace halftone::ui
