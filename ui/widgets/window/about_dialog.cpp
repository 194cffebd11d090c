// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/about_dialog.h"

#include "ui/widgets/controls/theme.h"

#include <vtkVersion.h>

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QTabWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>

namespace halftone::ui {

namespace {

constexpr QSize kSize(820, 620);
constexpr int kIcon = 64;
constexpr int kListWidth = 230;
constexpr int kTitleBar = 60; ///< of a dialog, with some air

/// A list whose items each have a text, shown beside it.
QWidget* makeReader(const QString& name, const QString& title, const QStringList& titles,
                    const std::function<QString(int)>& textOf)
{
    auto* body = new QWidget;
    auto* list = new QListWidget(body);
    list->setObjectName(name + QStringLiteral("List"));
    list->setAccessibleName(title);
    list->setFixedWidth(kListWidth);
    list->setTextElideMode(Qt::ElideRight);
    list->addItems(titles);
    for (int i = 0; i < list->count(); ++i) {
        list->item(i)->setToolTip(list->item(i)->text());
    }
    auto* text = new QPlainTextEdit(body);
    text->setObjectName(name + QStringLiteral("Text"));
    text->setReadOnly(true);
    text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    QObject::connect(list, &QListWidget::currentRowChanged, text, [list, text, textOf](int row) {
        text->setPlainText(row >= 0 ? textOf(row) : QString());
        text->setAccessibleName(row >= 0 ? list->item(row)->text() : QString());
    });
    auto* row = new QHBoxLayout(body);
    row->setContentsMargins(0, 12, 0, 0);
    row->setSpacing(12);
    row->addWidget(list);
    row->addWidget(text, 1);
    list->setCurrentRow(0);
    return body;
}

} // namespace

AboutDialog::AboutDialog(const QString& version, const QString& machine,
                         const std::vector<pipeline::InstalledModel>& models, QWidget* parent)
    : QDialog(parent), m_licences(licenceTexts(licenceFolder()))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("about"));
    setWindowTitle(tr("About Halftone"));
    auto* tabs = new QTabWidget(this);
    tabs->setObjectName(QStringLiteral("aboutTabs"));
    tabs->setDocumentMode(true);
    tabs->addTab(makeSummary(machine), tr("Halftone"));
    tabs->addTab(makeLicences(), tr("Licences"));
    tabs->addTab(makeModels(models), tr("Models"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* close = buttons->button(QDialogButtonBox::Close);
    close->setIcon({});
    close->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(16);
    layout->addWidget(makeHead(version));
    layout->addWidget(tabs, 1);
    layout->addWidget(buttons);
    const QSize room = screen()->availableSize();
    resize(std::min(kSize.width(), room.width()),
           std::min(kSize.height(), room.height() - kTitleBar));
}

QWidget* AboutDialog::makeHead(const QString& version)
{
    auto* head = new QWidget(this);
    auto* icon = new QLabel(head);
    icon->setPixmap(QIcon(QStringLiteral(":/icons/halftone.svg"))
                        .pixmap(QSize(kIcon, kIcon), devicePixelRatioF()));
    auto* title = new QLabel(tr("Halftone %1").arg(version), head);
    title->setObjectName(QStringLiteral("aboutVersion"));
    title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    title->setProperty("role", QStringLiteral("figure"));
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addStretch();
    words->addWidget(title);
    words->addWidget(theme::label(tr("Medical images, segmented with few bits."), "dim", head));
    words->addStretch();
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(icon);
    row->addLayout(words, 1);
    return head;
}

QWidget* AboutDialog::makeSummary(const QString& machine)
{
    auto* text = new QTextBrowser;
    text->setObjectName(QStringLiteral("aboutSummary"));
    text->setAccessibleName(windowTitle());
    text->setOpenExternalLinks(true);
    QStringList libraries;
    for (const LicenceText& each : m_licences) {
        if (!each.licence.isEmpty() && &each != &m_licences.front()) {
            const QString name =
                each.version.isEmpty()
                    ? each.name
                    : tr("%1 %2", "a library and its version").arg(each.name, each.version);
            libraries << tr("%1 (%2)", "a library and its licence")
                             .arg(name, each.licence)
                             .toHtmlEscaped();
        }
    }
    text->setHtml(
        tr("<p><b>Research use only, not for diagnosis.</b> Halftone is not a medical device.</p>"
           "<p>Computes with: %1</p>"
           "<p>Runs with Qt %2 and VTK %3.</p>"
           "<p>Licence: Apache-2.0. Models carry their own licence; see Models.</p>"
           "<p>Made with: %4. LibTorch is loaded only when float precision is used. Their texts "
           "are under Licences.</p>"
           "<p>After: MohammadHossein AskariHemmat et al., U-Net Fixed-Point Quantization for "
           "Medical Image Segmentation, 2019.</p>")
            .arg(machine.toHtmlEscaped(), QString::fromLatin1(qVersion()),
                 QString::fromLatin1(vtkVersion::GetVTKVersion()),
                 libraries.join(QStringLiteral(", "))));
    return text;
}

QWidget* AboutDialog::makeLicences()
{
    QStringList titles;
    for (const LicenceText& each : m_licences) {
        titles << (each.licence.isEmpty()
                       ? tr("Text of %1").arg(each.name)
                       : tr("%1 (%2)", "a library and its licence").arg(each.name, each.licence));
    }
    return makeReader(QStringLiteral("licence"), tr("Licences"), titles,
                      [texts = m_licences](int row) {
                          return readLicence(texts[static_cast<std::size_t>(row)]);
                      });
}

QWidget* AboutDialog::makeModels(const std::vector<pipeline::InstalledModel>& models)
{
    QStringList titles;
    QStringList texts;
    for (const pipeline::InstalledModel& installed : models) {
        const model::ModelCard& card = installed.model->card;
        const QString licence = card.licence.empty() ? tr("The model names no licence.")
                                                     : QString::fromStdString(card.licence);
        const QString trainedOn = card.trainingData.empty()
                                      ? tr("The model does not tell.")
                                      : QString::fromStdString(card.trainingData);
        titles << QString::fromStdString(model::titleOf(card));
        texts << tr("%1\n\nLicence: %2\n\n%3Trained on: %4")
                     .arg(QString::fromStdString(card.description), licence,
                          card.nonCommercial ? tr("For non-commercial research use only.\n\n")
                                             : QString(),
                          trainedOn);
    }
    if (titles.isEmpty()) {
        titles << tr("none installed");
        texts << QString();
    }
    return makeReader(QStringLiteral("model"), tr("Models"), titles,
                      [texts](int row) { return texts[row]; });
}

} // namespace halftone::ui
