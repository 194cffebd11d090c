// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/recovery_dialog.h"

#include "ui/document/path_text.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/window/main_window.h"
#include "ui/widgets/window/missing_file.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace halftone::ui {

namespace {

constexpr QSize kSize(680, 320);

/// "cord.nii.gz (W4A6), 12:31", with the date of another day.
QString nameOf(const RecoveryOffer& offer)
{
    const bool isToday = offer.when.date() == QDate::currentDate();
    const QString when = isToday ? offer.when.toString(QStringLiteral("HH:mm"))
                                 : QLocale().toString(offer.when, QLocale::ShortFormat);
    return offer.precision.isEmpty()
               ? RecoveryDialog::tr("Recover the edits of %1, %2").arg(offer.image, when)
               : RecoveryDialog::tr("Recover the edits of %1 (%2), %3")
                     .arg(offer.image, offer.precision, when);
}

} // namespace

RecoveryDialog::RecoveryDialog(const std::vector<RecoveryOffer>& offers, QWidget* parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("recovery"));
    setWindowTitle(tr("Unsaved Edits"));
    auto* sentence = new QLabel(tr("Halftone ended before these edits were saved."), this);
    auto* body = new QWidget;
    body->setObjectName(QStringLiteral("panelBody"));
    auto* rows = new QVBoxLayout(body);
    rows->setContentsMargins(0, 0, 8, 0);
    rows->setSpacing(8);
    for (const RecoveryOffer& offer : offers) {
        rows->addWidget(makeRow(offer));
        ++m_rows;
    }
    rows->addStretch();
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(body);
    auto* later = new QPushButton(tr("&Later"), this);
    later->setObjectName(QStringLiteral("recoveryLater"));
    later->setToolTip(tr("They are kept, and offered again by the next start."));
    later->setAutoDefault(false);
    connect(later, &QPushButton::clicked, this, &QDialog::reject);
    auto* bottom = new QHBoxLayout;
    bottom->addStretch();
    bottom->addWidget(later);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(sentence);
    layout->addWidget(scroll, 1);
    layout->addLayout(bottom);
    resize(kSize);
}

QWidget* RecoveryDialog::makeRow(const RecoveryOffer& offer)
{
    auto* row = new QWidget;
    row->setObjectName(QStringLiteral("recoveryRow"));
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    auto* title = new QLabel(offer.problem.isEmpty() ? nameOf(offer) : offer.problem, row);
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    words->addWidget(title);
    if (offer.problem.isEmpty()) {
        QLabel* mask = theme::label(offer.mask, "small", row);
        mask->setTextFormat(Qt::PlainText);
        words->addWidget(mask);
    }
    layout->addLayout(words, 1);
    const auto button = [&](const QString& text, const char* name, auto signal) {
        auto* made = new QPushButton(text, row);
        made->setObjectName(QString::fromLatin1(name));
        made->setAutoDefault(false);
        connect(made, &QPushButton::clicked, this, [this, row, signal, path = offer.journal] {
            Q_EMIT(this->*signal)(path);
            take(row);
        });
        layout->addWidget(made);
    };
    if (offer.problem.isEmpty()) {
        button(tr("&Recover"), "recoveryRecover", &RecoveryDialog::recoverRequested);
    }
    button(tr("&Discard"), "recoveryDiscard", &RecoveryDialog::discardRequested);
    return row;
}

void RecoveryDialog::take(QWidget* row)
{
    row->hide();
    row->deleteLater();
    if (--m_rows == 0) {
        accept();
    }
}

void connectRecovery(MainWindow& window, Recovery& recovery)
{
    Recovery* from = &recovery;
    QObject::connect(
        from, &Recovery::found, &window, [&window, from](const std::vector<RecoveryOffer>& offers) {
            auto* dialog = new RecoveryDialog(offers, &window);
            QObject::connect(dialog, &RecoveryDialog::recoverRequested, from, &Recovery::recover);
            QObject::connect(dialog, &RecoveryDialog::discardRequested, from, &Recovery::discard);
            QObject::connect(dialog, &QDialog::finished, from, &Recovery::leaveTheRest);
            dialog->show();
        });
    QObject::connect(
        from, &Recovery::asked, &window, [&window, from](const FileQuestion& question) {
            auto* dialog = new MissingFile(question, MainWindow::tr("the recovered edits"),
                                           window.folders(), &window);
            QObject::connect(dialog, &MissingFile::located, from,
                             [from](const QString& path) { from->locate(toPath(path)); });
            QObject::connect(dialog, &MissingFile::taken, from, &Recovery::takeAsItIs);
            QObject::connect(dialog, &MissingFile::cancelled, from, &Recovery::giveUp);
            dialog->show();
        });
    QObject::connect(from, &Recovery::failed, &window, [&window](const QString& sentence) {
        window.banners().add(MessageKind::Error, sentence);
    });
    QObject::connect(from, &Recovery::recovered, &window, [&window](const QString& mask) {
        window.banners().add(MessageKind::Note,
                             MainWindow::tr("%1 was recovered. It is not saved yet.").arg(mask));
    });
    recovery.look();
}

} // namespace halftone::ui
