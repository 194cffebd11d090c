// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/network/network_page.h"

#include "core/pipeline/network_csv.h"
#include "ui/document/format.h"
#include "ui/session/session.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/network/heat_legend.h"
#include "ui/widgets/network/layer_details.h"
#include "ui/widgets/network/network_diagram.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace halftone::ui {

NetworkPage::NetworkPage(Session& session, pipeline::Runtime runtime, QWidget* parent)
    : QWidget(parent), m_session(session), m_study(session, std::move(runtime))
{
    setObjectName(QStringLiteral("networkPage"));
    setAccessibleName(tr("Network"));
    m_diagram = new NetworkDiagram;
    m_diagram->installEventFilter(this);
    m_scroll = new QScrollArea(this);
    m_scroll->setObjectName(QStringLiteral("networkScroll"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_diagram);
    m_empty = theme::label({}, "dim", this);
    m_empty->setObjectName(QStringLiteral("networkEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_tablePage = makeTable();
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_scroll);
    m_stack->addWidget(m_tablePage);

    m_losses = theme::label({}, "small", this);
    m_losses->setObjectName(QStringLiteral("networkLosses"));
    m_losses->setWordWrap(true);
    m_lossButton = new QPushButton(tr("Stop"), this);
    m_lossButton->setObjectName(QStringLiteral("networkStop"));
    auto* losses = new QHBoxLayout;
    losses->setContentsMargins(0, 0, 0, 0);
    losses->addWidget(m_losses, 1);
    losses->addWidget(m_lossButton);
    m_details = new LayerDetails;
    m_detailsScroll = new QScrollArea(this);
    m_detailsScroll->setWidgetResizable(true);
    m_detailsScroll->setAccessibleName(tr("The chosen layer"));
    m_detailsScroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_detailsScroll->setWidget(m_details);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 8, 12);
    column->setSpacing(8);
    column->addWidget(makeHead());
    column->addWidget(m_stack, 1);
    column->addLayout(losses);
    column->addWidget(m_detailsScroll);

    connect(&m_study, &NetworkStudy::changed, this, &NetworkPage::refresh);
    connect(m_diagram, &NetworkDiagram::choseLayer, this, &NetworkPage::showLayer);
    connect(m_lossButton, &QPushButton::clicked, this,
            [this] { m_study.isLosing() ? m_study.stopLosses() : m_study.resumeLosses(); });
    refresh();
}

QWidget* NetworkPage::makeHead()
{
    auto* head = new QWidget(this);
    m_title = theme::label({}, "value", head);
    m_title->setObjectName(QStringLiteral("networkTitle"));
    m_pending = theme::label({}, "small", head);
    m_pending->setObjectName(QStringLiteral("networkPending"));
    m_pending->setWordWrap(true);
    m_aspect = new QComboBox(head);
    m_aspect->setObjectName(QStringLiteral("networkAspect"));
    m_aspect->setAccessibleName(tr("Colour layers by"));
    m_aspect->addItem(tr("output error"), static_cast<int>(LayerAspect::Error));
    m_aspect->addItem(tr("time"), static_cast<int>(LayerAspect::Time));
    m_aspect->addItem(tr("sensitivity"), static_cast<int>(LayerAspect::Sensitivity));
    m_aspect->addItem(tr("clipped share"), static_cast<int>(LayerAspect::Clipped));
    connect(m_aspect, &QComboBox::currentIndexChanged, this, [this] {
        m_diagram->setAspect(static_cast<LayerAspect>(m_aspect->currentData().toInt()));
        refresh();
    });
    m_legend = new HeatLegend(head);
    m_asTable = new QPushButton(tr("Table"), head);
    m_asTable->setObjectName(QStringLiteral("networkAsTable"));
    m_asTable->setCheckable(true);
    connect(m_asTable, &QPushButton::toggled, this, &NetworkPage::refresh);
    auto* first = new QHBoxLayout;
    first->addWidget(m_title);
    first->addSpacing(12);
    first->addWidget(m_pending, 1);
    first->addWidget(m_asTable);
    auto* second = new QHBoxLayout;
    second->addWidget(theme::label(tr("Colour by"), "small", head));
    second->addWidget(m_aspect);
    second->addSpacing(8);
    second->addWidget(m_legend);
    second->addStretch(1);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(first);
    column->addLayout(second);
    return head;
}

QWidget* NetworkPage::makeTable()
{
    auto* page = new QWidget(this);
    auto* view = new QTableView(page);
    view->setObjectName(QStringLiteral("networkTable"));
    view->setAccessibleName(tr("Layers of the network"));
    view->installEventFilter(this);
    view->setModel(&m_table);
    view->setAlternatingRowColors(true);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setShowGrid(false);
    view->setTabKeyNavigation(false);
    view->verticalHeader()->hide();
    view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    connect(view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (current.isValid()) {
                    m_diagram->choose(current.row()); // rows are nodes
                }
            });
    m_copy = new QPushButton(tr("Copy as CSV"), page);
    m_copy->setObjectName(QStringLiteral("networkCopy"));
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(csv()); });
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(view, 1);
    column->addWidget(m_copy, 0, Qt::AlignRight);
    return page;
}

QString NetworkPage::csv() const
{
    const StudiedNetwork* study = m_study.shown();
    return study != nullptr ? QString::fromStdString(
               pipeline::toCsv(study->analysis, study->losses,
                               m_session.active()->sliceNumbers().of(study->key.slice)))
                            : QString();
}

QString NetworkPage::emptyText() const
{
    if (m_session.active() == nullptr) {
        return tr("Open an image, and the network that segments it is shown here layer by layer.");
    }
    if (!m_session.active()->canSegment()) {
        return tr("No model segments this image, so there is no network to look into.");
    }
    return m_study.pendingText();
}

void NetworkPage::refresh()
{
    if (!isVisible()) {
        return;
    }
    const StudiedNetwork* study = m_study.shown();
    const QString pending = m_study.pendingText();
    const bool stale = !pending.isEmpty();
    m_table.show(study);
    m_diagram->show(study, stale);
    m_empty->setText(emptyText());
    m_stack->setCurrentWidget(study == nullptr         ? static_cast<QWidget*>(m_empty)
                              : m_asTable->isChecked() ? m_tablePage
                                                       : m_scroll);
    m_tablePage->setEnabled(!stale);
    m_pending->setText(study != nullptr ? pending : QString());
    m_asTable->setEnabled(study != nullptr);
    m_title->setText(study != nullptr
                         ? tr("slice %1, %2: %3 in all layers")
                               .arg(m_session.active()->sliceNumbers().of(study->key.slice))
                               .arg(formatPrecision(study->key.precision),
                                    textOf(LayerAspect::Time, study->analysis.milliseconds()))
                         : tr("Network"));
    m_title->setEnabled(!stale);
    m_title->setToolTip(study != nullptr ? QString::fromStdString(study->analysis.engine)
                                         : QString());
    const std::optional<double> most =
        study != nullptr ? m_diagram->largest() : std::optional<double>();
    m_legend->setEnds(QStringLiteral("0"), most ? textOf(m_diagram->aspect(), *most) : QString());
    const QString losses = study != nullptr ? m_study.lossText() : QString();
    m_losses->setText(losses.isEmpty() || losses.endsWith(QChar(u'.'))
                          ? losses
                          : tr("Each layer with one bit less, by LibTorch: %1").arg(losses));
    const bool canStop = m_study.isLosing() || m_study.areLossesStopped();
    m_lossButton->setVisible(study != nullptr && !study->hasAllLosses() && canStop);
    m_lossButton->setText(m_study.isLosing() ? tr("Stop") : tr("Go on"));
    showLayer(m_diagram->chosen());
}

void NetworkPage::showLayer(int node)
{
    m_details->show(m_study.shown(), node, !m_study.pendingText().isEmpty(), m_study.lossText());
    m_detailsScroll->setVisible(m_study.shown() != nullptr && node >= 0);
    shareHeight();
    if (node >= 0 && m_stack->currentWidget() == m_scroll) {
        const QPointF middle = m_diagram->rectOf(node).center();
        const QSizeF size = m_diagram->rectOf(node).size();
        m_scroll->ensureVisible(static_cast<int>(middle.x()), static_cast<int>(middle.y()),
                                static_cast<int>(size.width() / 2 + 8),
                                static_cast<int>(size.height() / 2 + 8));
    }
}

bool NetworkPage::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        constexpr std::array kMine{Qt::Key_Left, Qt::Key_Right, Qt::Key_Up,
                                   Qt::Key_Down, Qt::Key_Home,  Qt::Key_End};
        if (key->modifiers() == Qt::NoModifier
            && std::find(kMine.begin(), kMine.end(), key->key()) != kMine.end()) {
            event->accept();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void NetworkPage::shareHeight()
{
    // Words take what they need, the drawing scrolls before it has less than half.
    const int wanted = m_details->heightForWidth(m_detailsScroll->width());
    const int least = m_details->minimumSizeHint().height();
    m_detailsScroll->setFixedHeight(std::min(std::max(wanted, least), 2 * height() / 5));
}

void NetworkPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    shareHeight();
}

void NetworkPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_study.setSeen(true);
}

void NetworkPage::hideEvent(QHideEvent* event)
{
    m_study.setSeen(false);
    QWidget::hideEvent(event);
}

} // namespace halftone::ui
