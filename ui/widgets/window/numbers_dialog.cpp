// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/numbers_dialog.h"

#include "ui/document/format.h"
#include "ui/widgets/controls/number_line.h"
#include "ui/widgets/controls/theme.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace halftone::ui {

namespace {

constexpr QSize kSize(760, 880);
constexpr int kTitleBar = 60; ///< with some air
constexpr int kRowHeight = 22;

QTableWidgetItem* cell(const QString& text)
{
    auto* item = new QTableWidgetItem(text);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    return item;
}

QLabel* wrapped(const char* role, QWidget* parent)
{
    QLabel* label = theme::label({}, role, parent);
    label->setWordWrap(true);
    return label;
}

} // namespace

NumbersDialog::NumbersDialog(Session& session, QWidget* parent)
    : QDialog(parent), m_session(session), m_title(theme::label({}, "value", this)),
      m_layers(nullptr)
{
    setObjectName(QStringLiteral("numbersDialog"));
    setWindowTitle(tr("Numbers behind the dial"));
    m_title->setObjectName(QStringLiteral("numbersTitle"));
    auto* body = new QWidget;
    body->setObjectName(QStringLiteral("panelBody"));
    m_forecast = wrapped("small", body);
    m_forecast->setObjectName(QStringLiteral("forecast"));
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 12, 0);
    column->setSpacing(10);
    column->addWidget(m_forecast);
    column->addWidget(makeLines(tr("Weights"), QStringLiteral("weights"), m_weights));
    column->addWidget(makeLines(tr("Activations"), QStringLiteral("activations"), m_activations));
    m_layersTitle = theme::heading(tr("Layer by layer"), body);
    column->addWidget(m_layersTitle);
    m_layers = new QTableWidget(0, 7, body);
    m_layers->setObjectName(QStringLiteral("layerNumbers"));
    m_layers->setAccessibleName(tr("Layer by layer"));
    m_layers->setTabKeyNavigation(false); // Tab leads out of it
    m_layers->setHorizontalHeaderLabels({tr("Layer"), tr("Weights"), tr("Step"), tr("Format"),
                                         tr("Activations"), tr("Step"), tr("Format")});
    m_layers->verticalHeader()->hide();
    m_layers->verticalHeader()->setDefaultSectionSize(kRowHeight);
    m_layers->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_layers->horizontalHeader()->setStretchLastSection(true);
    m_layers->setShowGrid(false);
    m_layers->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the dialog scrolls
    column->addWidget(m_layers);
    auto* differences = wrapped("small", body);
    differences->setTextFormat(Qt::RichText);
    differences->setText(differencesText());
    differences->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(differences);
    column->addStretch();

    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(body);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setIcon({});
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 8, 12);
    layout->setSpacing(10);
    layout->addWidget(m_title);
    layout->addWidget(scroll, 1);
    layout->addWidget(buttons);
    resize(kSize.boundedTo(screen()->availableSize() - QSize(0, kTitleBar)));

    connect(&session.precision(), &PrecisionModel::changed, this, &NumbersDialog::follow);
    connect(&session, &Session::caseChanged, this, &NumbersDialog::follow);
    connect(&session, &Session::figuresChanged, this, &NumbersDialog::showForecast);
    follow();
}

QWidget* NumbersDialog::makeLines(const QString& title, const QString& name, Lines& lines)
{
    auto* section = new QWidget(this);
    auto* column = new QVBoxLayout(section);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(theme::heading(title, section));
    const auto add = [&](NumberLine*& line, QLabel*& words, const QString& whose) {
        words = wrapped("small", section);
        words->setObjectName(name + whose + QStringLiteral("Words"));
        column->addWidget(words);
        line = new NumberLine(section);
        line->setObjectName(name + whose + QStringLiteral("Line"));
        line->setAccessibleName(words == lines.oursWords ? title
                                                         : tr("%1, the paper's").arg(title));
        column->addWidget(line);
    };
    add(lines.ours, lines.oursWords, QStringLiteral("Ours"));
    column->addSpacing(6);
    add(lines.paper, lines.paperWords, QStringLiteral("Paper"));
    return section;
}

void NumbersDialog::follow()
{
    showForecast();
    const ActiveCase* active = m_session.active();
    const quant::Precision precision = m_session.precision().precision();
    if (active == nullptr || !active->canSegment()) {
        show(precision, {});
        return;
    }
    m_lane.start([model = active->model(),
                  precision](const JobContext&) { return dialNumbers(*model, precision); },
                 [this, precision](const DialNumbers& numbers) { show(precision, numbers); });
}

void NumbersDialog::show(quant::Precision precision, const DialNumbers& numbers)
{
    const ActiveCase* active = m_session.active();
    m_title->setText(active != nullptr && active->canSegment() ? tr("%1, %2").arg(
                         formatPrecision(precision),
                         QString::fromStdString(model::titleOf(active->model()->card)))
                                                               : formatPrecision(precision));
    const auto fill = [&](Lines& lines, const model::NumberGrid& ours, quant::QFormat paper) {
        const bool drawn = !numbers.layers.empty();
        const QString words = precision.isSimulated()
                                  ? tr("Halftone, simulated: Q8.8 with its sign among the 16 bits, "
                                       "a step is 1/256, the range \u00b1"
                                       "127.996.")
                              : drawn ? tr("Halftone: %1").arg(gridSentence(ours))
                                      : tr("Floating point: no grid.");
        lines.ours->setGrid(drawn ? std::optional(ours) : std::nullopt);
        lines.oursWords->setText(
            lines.ours->isLogarithmic() ? tr("%1 Drawn logarithmically.").arg(words) : words);
        lines.ours->setVisible(drawn);
        const bool named = !precision.isFloat();
        lines.paperWords->setText(named ? tr("The paper's %1").arg(paperSentence(paper))
                                        : QString());
        lines.paper->setGrid(drawn ? std::optional(paperGrid(paper)) : std::nullopt);
        lines.paper->setVisible(drawn);
    };
    fill(m_weights, numbers.weights, quant::paperWeights(precision.weightBits));
    fill(m_activations, numbers.activations, quant::paperActivations(precision.activationBits));
    showLayers(numbers.layers);
}

void NumbersDialog::showLayers(const std::vector<model::LayerNumbers>& layers)
{
    m_layers->setRowCount(0);
    const auto add = [this](const QStringList& texts) {
        const int row = m_layers->rowCount();
        m_layers->insertRow(row);
        for (int column = 0; column < texts.size(); ++column) {
            m_layers->setItem(row, column, cell(texts[column]));
        }
    };
    const auto words = [](const model::NumberGrid& grid, bool hasSign) {
        return QStringList{PrecisionModel::valueText(grid.bits), stepText(grid),
                           formatText(grid, hasSign)};
    };
    if (!layers.empty()) {
        add(QStringList{tr("input"), {}, {}, {}} + words(model::inputNumbers(), false));
    }
    for (const model::LayerNumbers& layer : layers) {
        add(QStringList{QString::fromStdString(layer.name)} + words(layer.weights, true)
            + (layer.isHead ? QStringList{tr("32-bit logits"), {}, {}}
                            : words(layer.activations, false)));
    }
    m_layers->setFixedHeight(m_layers->horizontalHeader()->sizeHint().height()
                             + m_layers->rowCount() * kRowHeight + 4);
    m_layers->setVisible(!layers.empty());
    m_layersTitle->setVisible(!layers.empty());
}

void NumbersDialog::showForecast()
{
    const auto& shown = m_session.shown();
    const SliceRecord* record = shown ? m_session.results().find(*shown) : nullptr;
    const int slices = m_session.active() != nullptr ? m_session.active()->slices() : 0;
    m_forecast->setText(record == nullptr ? QString()
                                          : tr("%1. %2").arg(formatPrecision(shown->precision),
                                                             forecastText(record, slices)));
}

void showNumbersDialog(QWidget* parent, Session& session)
{
    auto* dialog = parent->findChild<NumbersDialog*>();
    if (dialog == nullptr) {
        dialog = new NumbersDialog(session, parent);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    dialog->QDialog::show();
    dialog->raise();
    dialog->activateWindow();
}

} // namespace halftone::ui
