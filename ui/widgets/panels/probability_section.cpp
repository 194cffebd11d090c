// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/panels/probability_section.h"

#include "ui/document/format.h"
#include "ui/render/probability_colours.h"
#include "ui/session/probability_labels.h"
#include "ui/session/session.h"
#include "ui/widgets/controls/level_slider.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/panels/probability_legend.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QPainter>
#include <QPixmap>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <functional>

namespace halftone::ui {

namespace {

constexpr int kSwatchPixels = 12;
constexpr int kLikeliest = -1; ///< stands for a label's value

QIcon rampIcon(double ratio)
{
    QPixmap picture(QSize(kSwatchPixels, kSwatchPixels) * ratio);
    picture.setDevicePixelRatio(ratio);
    QPainter painter(&picture);
    for (int x = 0; x < kSwatchPixels; ++x) {
        const Rgb colour = probabilityColour((x + 0.5) / kSwatchPixels);
        painter.fillRect(x, 0, 1, kSwatchPixels, QColor(colour.red, colour.green, colour.blue));
    }
    return picture;
}

QToolButton* flatButton(const char* name, const QString& text, const QString& tip, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(QString::fromLatin1(name));
    button->setProperty("role", QStringLiteral("flat"));
    button->setText(text);
    button->setToolTip(tip);
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

/// "sigmoid of the integer network's scores at W4A6; calibration was not measured"
QString meaningOf(const model::Model& model, quant::Precision precision)
{
    const bool one = model.network.classes() == 1;
    const QString text =
        precision.isInteger()
            ? (one ? ProbabilitySection::tr("sigmoid of the integer network's scores at %1; "
                                            "whether it is calibrated was not measured")
                   : ProbabilitySection::tr("softmax of the integer network's scores at %1; "
                                            "whether it is calibrated was not measured"))
            : (one ? ProbabilitySection::tr("sigmoid of the float network's scores at %1; "
                                            "whether it is calibrated was not measured")
                   : ProbabilitySection::tr("softmax of the float network's scores at %1; "
                                            "whether it is calibrated was not measured"));
    return text.arg(formatPrecision(precision));
}

} // namespace

ProbabilitySection::ProbabilitySection(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_check(new QCheckBox(tr("probabilities"), this)),
      m_precision(new QLabel(this)), m_details(new QWidget(this)),
      m_label(new QComboBox(m_details)), m_legend(new ProbabilityLegend(m_details)),
      m_cutText(theme::label({}, "value", m_details)), m_cut(new LevelSlider(m_details)),
      m_asMask(flatButton("cutAsMask", tr("As the mask"),
                          tr("Cut where the network decided: the line is the mask's outline"),
                          m_details)),
      m_toLabels(flatButton("cutToLabels", tr("To labels"), {}, m_details)),
      m_note(theme::label({}, "small", m_details))
{
    nameParts();
    layOut();
    listen();
    follow();
}

void ProbabilitySection::nameParts()
{
    setObjectName(QStringLiteral("probabilitySection"));
    m_check->setObjectName(QStringLiteral("probabilityCheck"));
    m_check->setIcon(rampIcon(devicePixelRatioF()));
    m_precision->setObjectName(QStringLiteral("probabilityPrecision"));
    m_label->setObjectName(QStringLiteral("probabilityLabel"));
    m_label->setAccessibleName(tr("Label whose probability is shown"));
    m_legend->setObjectName(QStringLiteral("probabilityLegend"));
    m_cutText->setObjectName(QStringLiteral("cutText"));
    m_cut->setObjectName(QStringLiteral("cutSlider"));
    m_cut->setAccessibleName(tr("Probability at which the line runs, in hundredths"));
    m_cut->setRange(1, 99);
    m_cut->setPageStep(10);
    m_note->setObjectName(QStringLiteral("probabilityNote"));
    m_note->setWordWrap(true);
}

void ProbabilitySection::layOut()
{
    auto* head = new QHBoxLayout;
    head->addWidget(m_check, 1);
    head->addWidget(m_precision);
    auto* cut = new QHBoxLayout;
    cut->addWidget(theme::label(tr("Cut"), "dim", m_details), 1);
    cut->addWidget(m_cutText);
    auto* slider = new QHBoxLayout;
    slider->addWidget(m_cut);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(4);
    buttons->addWidget(m_asMask);
    buttons->addWidget(m_toLabels);
    buttons->addStretch();
    auto* details = new QVBoxLayout(m_details);
    details->setContentsMargins(8, 2, 8, 0);
    details->setSpacing(4);
    details->addWidget(m_label);
    details->addWidget(m_legend);
    details->addLayout(cut);
    details->addLayout(slider);
    details->addLayout(buttons);
    details->addWidget(m_note);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(head);
    layout->addWidget(m_details);
}

void ProbabilitySection::listen()
{
    connect(m_check, &QCheckBox::clicked, this,
            [this](bool on) { showProbabilities(m_session.document(), on); });
    connect(m_label, &QComboBox::activated, this, [this] {
        const int value = m_label->currentData().toInt();
        change([value](ProbabilityContent& content) {
            content.label = value == kLikeliest ? std::nullopt
                                                : std::optional(static_cast<std::uint8_t>(value));
        });
    });
    connect(m_cut, &LevelSlider::valueChanged, this, [this](int hundredths) {
        change([hundredths](ProbabilityContent& content) { content.cut = hundredths; });
    });
    connect(m_asMask, &QToolButton::clicked, this,
            [this] { change([](ProbabilityContent& content) { content.cut.reset(); }); });
    connect(m_toLabels, &QToolButton::clicked, &m_session.probabilities(),
            &Probabilities::makeLabels);
    const Document& document = m_session.document();
    connect(&document, &Document::layerAdded, this, &ProbabilitySection::follow);
    connect(&document, &Document::layerRemoved, this, &ProbabilitySection::follow);
    connect(&document, &Document::layerChanged, this, &ProbabilitySection::follow);
    connect(&m_session, &Session::caseChanged, this, &ProbabilitySection::follow);
    connect(&m_session, &Session::figuresChanged, this, &ProbabilitySection::showState);
    connect(&m_session.probabilities(), &Probabilities::changed, this,
            &ProbabilitySection::showState);
}

void ProbabilitySection::change(const std::function<void(ProbabilityContent&)>& edit)
{
    const Layer* layer = probabilityLayerOf(m_session.document());
    if (layer != nullptr) {
        ProbabilityContent content = *layer->as<ProbabilityContent>();
        edit(content);
        m_session.document().setProbability(layer->id, content);
    }
}

void ProbabilitySection::follow()
{
    const Layer* layer = probabilityLayerOf(m_session.document());
    const bool visible = layer != nullptr && layer->style.visible;
    setVisible(m_session.active() != nullptr && m_session.active()->canSegment());
    m_check->setChecked(visible);
    m_details->setVisible(visible);
    if (visible) {
        const auto& content = *layer->as<ProbabilityContent>();
        showLabels(content);
        showCut(content);
    }
    showState();
}

void ProbabilitySection::showLabels(const ProbabilityContent& content)
{
    const std::vector<Label>& labels = m_session.active()->model()->card.labels;
    const ProbabilityCut cut = cutOf(content, m_session.active()->model()->card);
    const QSignalBlocker quiet(m_label);
    m_label->clear();
    m_label->addItem(tr("likeliest label"), kLikeliest);
    for (const Label& label : labels) {
        m_label->addItem(QString::fromStdString(label.name), label.value);
    }
    m_label->setCurrentIndex(m_label->findData(cut.label ? cut.value : kLikeliest));
    m_label->setVisible(labels.size() > 1);
}

void ProbabilitySection::showCut(const ProbabilityContent& content)
{
    const int hundredths = content.cut.value_or(50);
    const QSignalBlocker quiet(m_cut);
    m_cut->setValue(hundredths);
    m_cut->update();
    const bool one = m_session.active()->model()->card.labels.size() == 1;
    const QString number = QString::number(hundredths / 100.0, 'f', 2);
    m_cutText->setText(content.cut ? number
                       : one       ? tr("%1, as the mask").arg(number)
                                   : tr("where likeliest"));
    m_legend->setCut(hundredths / 100.0);
    m_asMask->setEnabled(content.cut.has_value());
}

void ProbabilitySection::showState()
{
    const Probabilities& probabilities = m_session.probabilities();
    if (m_details->isHidden() || !m_session.wanted()) {
        m_precision->clear();
        return;
    }
    const bool seen = probabilities.areSeen() && !m_session.isPending();
    const QString precision =
        formatPrecision(seen ? m_session.shown()->precision : m_session.wanted()->precision);
    const bool failed = !probabilities.failure().isEmpty() && !seen;
    m_precision->setText(seen     ? precision
                         : failed ? tr("none")
                                  : tr("computing %1").arg(precision));
    theme::setProperty(m_precision, "pending",
                       seen ? QStringLiteral("false") : QStringLiteral("true"));
    const int slices = m_session.active()->slices();
    const int known = probabilities.known();
    QStringList notes;
    if (failed) {
        notes += probabilities.failure();
    } else {
        notes += meaningOf(*m_session.active()->model(), m_session.wanted()->precision);
    }
    if (known < slices) {
        notes += tr("%1 of %2 slices").arg(known).arg(slices);
    }
    m_note->setText(notes.join(QStringLiteral(". ")));
    m_toLabels->setEnabled(probabilities.canMakeLabels());
    m_toLabels->setToolTip(
        probabilities.wanted() < slices
            ? tr("Probabilities of %1 of %2 slices are kept at once: too few for a layer. "
                 "halftone-cli segment --probabilities writes those of all.")
                  .arg(probabilities.wanted())
                  .arg(slices)
        : known < slices
            ? tr("Once the probabilities of all slices are known")
            : tr("Adds what is within the cut as a layer of labels. It is not the model's mask"));
}

} // namespace halftone::ui
