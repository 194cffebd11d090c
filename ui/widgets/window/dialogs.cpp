// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/dialogs.h"

#include "core/pipeline/sweep.h"
#include "ui/session/tradeoff_table_model.h"
#include "ui/widgets/controls/theme.h"

#include <vtkVersion.h>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace halftone::ui {

namespace {

QString tr(const char* text)
{
    return QApplication::translate("Dialogs", text);
}

QDialog* makeDialog(QWidget* parent, const QString& title)
{
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    return dialog;
}

QDialogButtonBox* closeButton(QDialog* dialog)
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QPushButton* close = buttons->button(QDialogButtonBox::Close);
    close->setIcon({});
    close->setAutoDefault(false);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    return buttons;
}

/// Two columns of keys with what they do.
void addKey(QGridLayout* grid, int row, int column, const QString& keys, const QString& what)
{
    QLabel* key = theme::label(keys, "chip");
    grid->addWidget(key, row, column * 2, Qt::AlignRight | Qt::AlignVCenter);
    grid->addWidget(new QLabel(what), row, column * 2 + 1);
}

} // namespace

void showCheatSheet(QWidget* parent, const QList<QAction*>& actions)
{
    QDialog* dialog = makeDialog(parent, tr("Keys and mouse"));
    dialog->setObjectName(QStringLiteral("cheatSheet"));
    QList<QPair<QString, QString>> rows;
    for (const QAction* action : actions) {
        QStringList keys;
        for (const QKeySequence& sequence : action->shortcuts()) {
            keys.push_back(sequence.toString(QKeySequence::NativeText));
        }
        if (!keys.isEmpty()) {
            QString name = action->text();
            name.remove(QChar(u'&')).remove(QStringLiteral("..."));
            rows.push_back({keys.join(QStringLiteral("  ")), name});
        }
    }
    const QList<QPair<QString, QString>> mouse{
        {tr("Wheel"), tr("Scroll slices")},
        {tr("Ctrl+Wheel"), tr("Zoom")},
        {tr("Left"), tr("Crosshair")},
        {tr("Right-drag"), tr("Zoom")},
        {tr("Middle-drag, Alt+Left-drag"), tr("Pan")},
        {tr("Shift+Right-drag"), tr("Window and level")},
    };
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(24, 20, 24, 16);
    layout->setSpacing(14);
    const auto section = [&](const QString& title, const QList<QPair<QString, QString>>& keys) {
        layout->addWidget(theme::heading(title, dialog));
        auto* grid = new QGridLayout;
        grid->setHorizontalSpacing(12);
        grid->setVerticalSpacing(6);
        grid->setColumnStretch(1, 1);
        grid->setColumnStretch(3, 1);
        const int half = static_cast<int>(keys.size() + 1) / 2;
        for (int i = 0; i < keys.size(); ++i) {
            addKey(grid, i % half, i / half, keys[i].first, keys[i].second);
        }
        layout->addLayout(grid);
    };
    section(tr("Keys"), rows);
    section(tr("Mouse on the image"), mouse);
    layout->addWidget(closeButton(dialog));
    dialog->resize(720, dialog->sizeHint().height());
    dialog->show();
}

void showAbout(QWidget* parent, const QString& version, const QString& runtime)
{
    QDialog* dialog = makeDialog(parent, tr("About Halftone"));
    dialog->setObjectName(QStringLiteral("about"));
    auto* icon = new QLabel(dialog);
    icon->setPixmap(QIcon(QStringLiteral(":/icons/halftone.svg"))
                        .pixmap(QSize(64, 64), dialog->devicePixelRatioF()));
    auto* title = new QLabel(tr("Halftone %1").arg(version), dialog);
    title->setProperty("role", QStringLiteral("figure"));
    QLabel* line = theme::label(tr("Medical images, segmented with few bits."), "dim", dialog);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addStretch();
    words->addWidget(title);
    words->addWidget(line);
    words->addStretch();
    auto* head = new QHBoxLayout;
    head->setSpacing(16);
    head->addWidget(icon);
    head->addLayout(words, 1);

    auto* text = new QTextBrowser(dialog);
    text->setOpenExternalLinks(true);
    text->setHtml(
        tr("<p><b>Research use only, not for diagnosis.</b> Halftone is not a medical device.</p>"
           "<p>Computes with: %1</p>"
           "<p>Licence: Apache-2.0. Models carry their own licence, shown beside them.</p>"
           "<p>Made with Qt %2 (LGPL-3.0), VTK %3 (BSD-3-Clause), ITK (Apache-2.0), DCMTK and GDCM "
           "(BSD-3-Clause), LibTorch (BSD-3-Clause, loaded only when float precision is used), "
           "oneTBB (Apache-2.0), JSON for Modern C++ (MIT), CLI11 (BSD-3-Clause).</p>"
           "<p>After: MohammadHossein AskariHemmat et al., U-Net Fixed-Point Quantization for "
           "Medical Image Segmentation, 2019.</p>")
            .arg(runtime.toHtmlEscaped(), QString::fromLatin1(qVersion()),
                 QString::fromLatin1(vtkVersion::GetVTKVersion())));
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(16);
    layout->addLayout(head);
    layout->addWidget(text, 1);
    layout->addWidget(closeButton(dialog));
    dialog->resize(520, 430);
    dialog->show();
}

void showTradeoffTable(QWidget* parent, TradeoffTableModel& model)
{
    QDialog* dialog = makeDialog(parent, tr("Trade-off of the visible slice"));
    dialog->setObjectName(QStringLiteral("tradeoffTable"));
    auto* table = new QTableView(dialog);
    table->setModel(&model);
    table->setAlternatingRowColors(true);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setStretchLastSection(true);
    QDialogButtonBox* buttons = closeButton(dialog);
    QPushButton* copy = buttons->addButton(tr("Copy as CSV"), QDialogButtonBox::ActionRole);
    copy->setAutoDefault(false);
    QObject::connect(copy, &QPushButton::clicked, dialog, [&model] {
        QApplication::clipboard()->setText(QString::fromStdString(pipeline::toCsv(model.points())));
    });
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->setSpacing(12);
    layout->addWidget(table);
    layout->addWidget(buttons);
    dialog->resize(680, 560);
    dialog->show();
}

} // namespace halftone::ui
