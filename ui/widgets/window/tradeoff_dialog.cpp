// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/tradeoff_dialog.h"

#include "core/pipeline/sweep.h"
#include "ui/session/session.h"
#include "ui/widgets/panels/tradeoff_panel.h"
#include "ui/widgets/views/chart_view.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QScreen>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

namespace halftone::ui {

namespace {

constexpr QSize kSize(1120, 620);
constexpr QSize kFrame(24, 60); ///< of a dialog, with some air
constexpr int kChartWidth = 460;
constexpr int kSmallestChart = 360;

} // namespace

TradeoffDialog::TradeoffDialog(Session& session, std::function<void()> copy, QWidget* parent)
    : QDialog(parent), m_session(session), m_copy(std::move(copy))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Trade-off of the visible slice"));
    setObjectName(QStringLiteral("tradeoffTable"));
    m_panel = new TradeoffPanel(session.tradeoff(), this);
    m_panel->setMinimumWidth(kSmallestChart);
    auto* halves = new QSplitter(this);
    halves->setChildrenCollapsible(false);
    halves->addWidget(m_panel);
    halves->addWidget(makeTable());
    halves->setStretchFactor(0, 1);
    halves->setSizes({kChartWidth, kSize.width() - kChartWidth});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->setSpacing(12);
    layout->addWidget(halves, 1);
    layout->addWidget(makeButtons());

    PrecisionModel* precision = &session.precision();
    connect(m_panel, &TradeoffPanel::precisionChosen, precision, &PrecisionModel::setPrecision);
    connect(precision, &PrecisionModel::changed, m_panel, &TradeoffPanel::setCurrent);
    connect(&session, &Session::sweepProgressed, &m_panel->chart(),
            [this](int done, int total) { m_panel->chart().setSweeping(done < total); });
    connect(&m_panel->chart(), &ChartView::selectionChanged, this, &TradeoffDialog::selectRow);
    m_panel->setCurrent(precision->precision());
    resize(kSize.boundedTo(screen()->availableSize() - kFrame));
}

QWidget* TradeoffDialog::makeTable()
{
    m_table = new QTableView(this);
    m_table->setModel(&m_session.tradeoff());
    m_table->setAccessibleName(tr("Precisions of the visible slice"));
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    const auto precisionOf = [this](const QModelIndex& index) {
        return m_session.tradeoff().points()[static_cast<std::size_t>(index.row())].precision;
    };
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this, precisionOf](const QModelIndex& index) {
                if (!m_following && index.isValid()) {
                    m_selected = precisionOf(index);
                    m_panel->chart().select(m_selected);
                }
            });
    connect(m_table, &QTableView::activated, this, [this, precisionOf](const QModelIndex& index) {
        m_session.precision().setPrecision(precisionOf(index));
    });
    connect(&m_session.tradeoff(), &QAbstractItemModel::modelReset, this,
            &TradeoffDialog::followReset);
    return m_table;
}

QWidget* TradeoffDialog::makeButtons()
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* close = buttons->button(QDialogButtonBox::Close);
    close->setIcon({});
    close->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    QPushButton* copy = buttons->addButton(tr("Copy as CSV"), QDialogButtonBox::ActionRole);
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this, [this] { m_copy(); });
    return buttons;
}

void TradeoffDialog::selectRow(std::optional<quant::Precision> precision)
{
    m_selected = precision;
    m_following = true;
    m_table->clearSelection();
    const auto& points = m_session.tradeoff().points();
    for (std::size_t row = 0; precision && row < points.size(); ++row) {
        if (points[row].precision == *precision) {
            m_table->selectRow(static_cast<int>(row));
            m_table->scrollTo(m_session.tradeoff().index(static_cast<int>(row), 0));
        }
    }
    m_following = false;
}

void TradeoffDialog::followReset()
{
    // Every update is a reset: the row that was selected is another one, or the same.
    const std::optional<quant::Precision> selected = m_selected;
    selectRow(selected && m_session.tradeoff().find(*selected) != nullptr ? selected
                                                                          : std::nullopt);
}

void showTradeoff(QWidget* parent, Session& session, std::function<void()> copy)
{
    (new TradeoffDialog(session, std::move(copy), parent))->show();
}

} // namespace halftone::ui
