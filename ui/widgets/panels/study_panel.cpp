// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/panels/study_panel.h"

#include "core/model/model_catalog.h"
#include "ui/document/finding_text.h"
#include "ui/document/path_text.h"
#include "ui/widgets/controls/eliding_radio.h"
#include "ui/widgets/controls/theme.h"

#include <QButtonGroup>
#include <QFrame>
#include <QIcon>
#include <QLabel>
#include <QPixmap>
#include <QToolButton>
#include <QVBoxLayout>

namespace halftone::ui {

namespace {

constexpr int kPanelWidth = 232;
constexpr int kMargin = 12;
constexpr int kScrollBar = 10; ///< as the style sheet has it; its room is kept while it is away
constexpr int kBodyWidth = kPanelWidth - 1 - kScrollBar; ///< a line ends the panel
constexpr int kPictureWidth = kBodyWidth - kMargin - 2;
constexpr int kRoomForPicture = 860; ///< height of the panel in which nothing else is squeezed

QVBoxLayout* sectionLayout(QWidget* section)
{
    auto* layout = new QVBoxLayout(section);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    return layout;
}

/// "good fit: MR, 0.6 mm, T2*"; %1 is the reason.
QString fitText(pipeline::Fit fit)
{
    switch (fit) {
    case pipeline::Fit::No: return StudyPanel::tr("does not fit: %1");
    case pipeline::Fit::Unclear: return StudyPanel::tr("unclear whether it fits: %1");
    case pipeline::Fit::Appearance: return StudyPanel::tr("by appearance: %1");
    case pipeline::Fit::Fair: return StudyPanel::tr("fair fit: %1");
    case pipeline::Fit::Good: return StudyPanel::tr("good fit: %1");
    }
    return {};
}

} // namespace

StudyPanel::StudyPanel(Document& document, LayersModel& layers, QWidget* parent)
    : QScrollArea(parent), m_document(document)
{
    setObjectName(QStringLiteral("studyPanel"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(kPanelWidth);
    setFocusPolicy(Qt::NoFocus); // Tab leads to what is in it
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* body = new QWidget(this);
    body->setObjectName(QStringLiteral("panelBody"));
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(kMargin, 16, 2, 12);
    body->setFixedWidth(kBodyWidth); // it never needs more, scroll bar or not
    layout->setSpacing(22);
    m_layers = new LayersPanel(document, layers, body);
    m_figures = new FiguresPanel(body);
    layout->addWidget(makeStudySection());
    layout->addWidget(m_layers);
    layout->addWidget(makeColourSection());
    layout->addWidget(m_figures);
    layout->addStretch();
    setWidget(body);
    connect(&document, &Document::layerAdded, this, &StudyPanel::showColourBy);
    connect(&document, &Document::layerRemoved, this, &StudyPanel::showColourBy);
    connect(&document, &Document::opened, this, &StudyPanel::showColourBy);
    connect(&document, &Document::compareChanged, this, &StudyPanel::showColourBy);
    setCase(nullptr, nullptr);
    setFigures(std::nullopt, {}, {});
}

void StudyPanel::addBelowLayers(QWidget* section)
{
    auto* layout = static_cast<QVBoxLayout*>(widget()->layout());
    layout->insertWidget(layout->indexOf(m_layers) + 1, section);
}

void StudyPanel::addSection(QWidget* section)
{
    auto* layout = static_cast<QVBoxLayout*>(widget()->layout());
    layout->insertWidget(layout->count() - 1, section); // what stretches stays the last
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
    addModelRows(section, *layout);
    return section;
}

void StudyPanel::addModelRows(QWidget* section, QVBoxLayout& layout)
{
    layout.addWidget(theme::heading(tr("Model"), section));
    layout.addSpacing(2);
    m_modelName = new QLabel(section);
    m_modelName->setObjectName(QStringLiteral("modelName"));
    m_modelName->setContentsMargins(8, 0, 0, 0);
    m_modelName->setWordWrap(true);
    m_modelFit = theme::label({}, "small", section);
    m_modelFit->setObjectName(QStringLiteral("modelFit"));
    m_modelFit->setContentsMargins(8, 0, 0, 0);
    m_modelFit->setWordWrap(true);
    m_betterModel = new QToolButton(section);
    m_betterModel->setObjectName(QStringLiteral("betterModel"));
    m_betterModel->setProperty("role", QStringLiteral("open"));
    m_betterModel->setCursor(Qt::PointingHandCursor);
    m_betterModel->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_betterModel, &QToolButton::clicked, this,
            [this] { Q_EMIT modelRequested(m_better); });
    m_modelNote = theme::label({}, "small", section);
    m_modelNote->setObjectName(QStringLiteral("modelNote"));
    m_modelNote->setContentsMargins(8, 0, 0, 0);
    m_modelNote->setWordWrap(true);
    m_modelPicture = new QLabel(section);
    m_modelPicture->setObjectName(QStringLiteral("modelPicture"));
    layout.addWidget(m_modelName);
    layout.addWidget(m_modelFit);
    layout.addWidget(m_betterModel);
    layout.addWidget(m_modelNote);
    layout.addSpacing(4);
    layout.addWidget(m_modelPicture);
}

QWidget* StudyPanel::makeColourSection()
{
    auto* section = new QWidget(this);
    QVBoxLayout* layout = sectionLayout(section);
    layout->setSpacing(2);
    layout->addWidget(theme::heading(tr("Colour by"), section));
    layout->addSpacing(4);
    auto* group = new QButtonGroup(section);
    const std::array<QString, 4> names{tr("label"), tr("error against reference"),
                                       tr("error against full precision"), tr("error against B")};
    for (std::size_t i = 0; i < names.size(); ++i) {
        m_colourBy[i] = new ElidingRadio(names[i], section);
        m_colourBy[i]->setObjectName(QStringLiteral("colourBy%1").arg(i));
        m_colourBy[i]->setProperty("row", true);
        m_colourBy[i]->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        group->addButton(m_colourBy[i], static_cast<int>(i));
        layout->addWidget(m_colourBy[i]);
    }
    m_colourBy[0]->setChecked(true);
    connect(group, &QButtonGroup::idClicked, this,
            [this](int id) { setColourBy(m_document, static_cast<ColourBy>(id)); });
    return section;
}

void StudyPanel::setCase(const ActiveCase* active, const pipeline::InstalledModel* chosen)
{
    m_studyRow->setVisible(active != nullptr);
    m_studyKind->setVisible(active != nullptr);
    if (active != nullptr) {
        const Image& image = *active->image();
        const QString title = QString::fromStdString(image.name);
        m_studyName->setText(
            m_studyName->fontMetrics().elidedText(title, Qt::ElideMiddle, kPanelWidth - 74));
        QStringList report{title};
        for (const Finding& finding : active->loaded().findings) {
            report.push_back(textOf(finding));
        }
        m_studyName->setToolTip(report.join(QChar(u'\n')));
        const QString modality = QString::fromLatin1(toString(image.modality));
        m_studyKind->setText(image.synthetic ? tr("synthetic %1 sample").arg(modality)
                             : image.modality == Modality::Unknown ? tr("modality not stated")
                                                                   : modality);
        showModel(active->model().get(), active->loaded().modelFile);
    } else if (chosen != nullptr) {
        showModel(chosen->model.get(), chosen->path);
    } else {
        showModel(nullptr, {});
    }
    showFit(active != nullptr ? &active->loaded() : nullptr);
    showColourBy();
}

void StudyPanel::showFit(const pipeline::LoadedStudy* loaded)
{
    // Of no model: what speaks against the nearest.
    const pipeline::ModelFit* fit = nullptr;
    if (loaded != nullptr && !loaded->fits.empty()) {
        fit = loaded->model ? loaded->fit() : &loaded->fits.front();
    }
    const pipeline::ModelFit* better = loaded != nullptr ? loaded->better() : nullptr;
    m_modelFit->setText(
        fit == nullptr
            ? QString()
            : (loaded->model ? QString()
                             : QString::fromStdString(model::titleOf(fit->model->card)) + u' ')
                  + fitText(fit->fit).arg(coreText(fit->reason)));
    m_modelFit->setVisible(fit != nullptr);
    m_better = better != nullptr ? better->model : nullptr;
    m_betterModel->setVisible(better != nullptr);
    if (better != nullptr) {
        m_betterModel->setText(
            tr("Use %1").arg(QString::fromStdString(model::titleOf(better->model->card))));
        m_betterModel->setToolTip(fitText(better->fit).arg(coreText(better->reason)));
    }
}

void StudyPanel::showColourBy()
{
    for (std::size_t i = 0; i < m_colourBy.size(); ++i) {
        m_colourBy[i]->setEnabled(canColourBy(m_document, static_cast<ColourBy>(i)));
    }
    m_colourBy[static_cast<std::size_t>(colourBy(m_document))]->setChecked(true);
    // Where nothing is compared, nobody has to wonder what B is.
    QRadioButton* other = m_colourBy.back();
    other->setVisible(isSet(m_document.other()));
    other->setToolTip(other->isEnabled() ? QString()
                                         : tr("B shares no label with the mask, by name. Use its "
                                              "layer as the reference to say what it shows."));
}

void StudyPanel::showModel(const model::Model* model, const std::filesystem::path& file)
{
    QString tip;
    QString picture;
    if (model != nullptr) {
        const model::ModelCard& card = model->card;
        m_modelName->setText(QString::fromStdString(model::titleOf(card)));
        tip = QString::fromStdString(card.description);
        m_modelNote->setText(card.nonCommercial ? tr("non-commercial research use") : QString());
        m_modelNote->setToolTip(QString::fromStdString(card.licence));
        picture = toQString(model::previewOf(file));
    } else {
        m_modelName->setText(m_document.base() != nullptr ? tr("none for this image") : tr("none"));
        m_modelNote->clear();
    }
    m_modelNote->setVisible(!m_modelNote->text().isEmpty());
    if (!picture.isEmpty()) {
        tip = QStringLiteral("<p><img src=\"%1\"></p><p>%2</p>")
                  .arg(picture.toHtmlEscaped(), tip.toHtmlEscaped());
    }
    m_modelName->setToolTip(tip);
    showPicture(picture);
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
    QScrollArea::resizeEvent(event);
    m_modelPicture->setVisible(!m_modelPicture->pixmap(Qt::ReturnByValue).isNull()
                               && height() >= kRoomForPicture);
}

} // namespace halftone::ui
