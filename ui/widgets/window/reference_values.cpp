// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/reference_values.h"

#include "ui/document/path_text.h"
#include "ui/widgets/controls/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace halftone::ui {

namespace {

constexpr QSize kSize(560, 480);

QString countText(std::size_t voxels)
{
    return QLocale().toString(static_cast<qulonglong>(voxels));
}

/// Its name first, so that typing leads to it.
QString textOf(const pipeline::ReferenceValue& one)
{
    const QString name = QString::fromStdString(one.name);
    if (!name.isEmpty()) {
        return ReferenceValues::tr("%1 (value %2)").arg(name).arg(one.value);
    }
    return one.value == 0 ? ReferenceValues::tr("0, the background")
                          : ReferenceValues::tr("value %1").arg(one.value);
}

QTableWidget* makeTable(const std::vector<pipeline::ReferenceValue>& values, QWidget* parent)
{
    auto* table = new QTableWidget(static_cast<int>(values.size()), 3, parent);
    table->setObjectName(QStringLiteral("valueTable"));
    table->setAccessibleName(ReferenceValues::tr("Values of the file"));
    table->setHorizontalHeaderLabels(
        {ReferenceValues::tr("Value"), ReferenceValues::tr("Name"), ReferenceValues::tr("Voxels")});
    for (const int column : {0, 2}) {
        table->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
    for (int row = 0; row < table->rowCount(); ++row) {
        const pipeline::ReferenceValue& one = values[static_cast<std::size_t>(row)];
        auto* value = new QTableWidgetItem(QString::number(one.value));
        auto* voxels = new QTableWidgetItem(countText(one.voxels));
        for (QTableWidgetItem* number : {value, voxels}) {
            number->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        }
        table->setItem(row, 0, value);
        table->setItem(row, 1, new QTableWidgetItem(QString::fromStdString(one.name)));
        table->setItem(row, 2, voxels);
    }
    const bool named = std::any_of(values.begin(), values.end(),
                                   [](const auto& one) { return !one.name.empty(); });
    table->setColumnHidden(1, !named);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false); // Tab leads on to what is asked
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(named ? 1 : 2, QHeaderView::Stretch);
    return table;
}

} // namespace

ReferenceValues::ReferenceValues(const LabelMap& reference, const model::Model& model,
                                 const pipeline::ValueMeanings& start, QWidget* parent)
    : QDialog(parent), m_values(pipeline::valuesOf(reference)),
      m_problem(theme::label({}, "dim", this))
{
    setObjectName(QStringLiteral("referenceValues"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("What the Reference Shows"));
    setModal(true);
    const QString file = reference.files.empty() ? tr("The reference")
                                                 : toQString(reference.files.front().filename());
    auto* what =
        new QLabel(tr("%1 holds the values below. Which of them means which label of '%2'?")
                       .arg(file, QString::fromStdString(model::titleOf(model.card))),
                   this);
    what->setTextFormat(Qt::PlainText);
    what->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_compare = buttons->addButton(tr("Compare"), QDialogButtonBox::AcceptRole);
    m_compare->setObjectName(QStringLiteral("compareByValues"));
    m_compare->setDefault(true);
    for (QAbstractButton* button : buttons->buttons()) {
        button->setIcon({});
    }
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [this] { Q_EMIT explained(meanings()); });
    QLabel* how =
        theme::label(tr("Labels without a value are not scored; values that mean no label "
                        "are background. It is remembered for files with these values."),
                     "dim", this);
    how->setWordWrap(true);
    m_problem->setObjectName(QStringLiteral("valueProblem"));
    m_problem->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->setSpacing(10);
    layout->addWidget(what);
    layout->addWidget(makeTable(m_values, this), 1);
    layout->addWidget(makeChoices(model, start));
    layout->addWidget(how);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    resize(kSize);
    check();
    m_choices.front().box->setFocus();
}

QWidget* ReferenceValues::makeChoices(const model::Model& model,
                                      const pipeline::ValueMeanings& start)
{
    auto* section = new QWidget(this);
    auto* form = new QFormLayout(section);
    form->setContentsMargins(0, 0, 0, 0);
    for (const Label& label : model.card.labels) {
        auto* box = new QComboBox(section);
        box->setObjectName(QStringLiteral("valueOf-") + QString::fromStdString(label.name));
        box->setAccessibleName(tr("Value that means %1").arg(QString::fromStdString(label.name)));
        box->addItem(tr("none of them"), -1);
        for (const pipeline::ReferenceValue& one : m_values) {
            box->addItem(tr("%1, %2 voxels").arg(textOf(one), countText(one.voxels)),
                         static_cast<int>(one.value));
        }
        if (const auto said = start.find(label.name); said != start.end()) {
            box->setCurrentIndex(std::max(0, box->findData(static_cast<int>(said->second))));
        }
        connect(box, &QComboBox::currentIndexChanged, this, &ReferenceValues::check);
        auto* name = new QLabel(QString::fromStdString(label.name), section);
        name->setBuddy(box);
        form->addRow(name, box);
        m_choices.push_back({label.name, box});
    }
    return section;
}

pipeline::ValueMeanings ReferenceValues::meanings() const
{
    pipeline::ValueMeanings meanings;
    for (const Choice& choice : m_choices) {
        const int value = choice.box->currentData().toInt();
        if (value >= 0) {
            meanings[choice.label] = static_cast<std::uint8_t>(value);
        }
    }
    return meanings;
}

void ReferenceValues::check()
{
    std::map<std::uint8_t, int> uses;
    const pipeline::ValueMeanings said = meanings();
    for (const auto& [label, value] : said) {
        ++uses[value];
    }
    const bool twice =
        std::any_of(uses.begin(), uses.end(), [](const auto& use) { return use.second > 1; });
    m_problem->setText(said.empty() ? tr("Choose a value for one label at least.")
                       : twice      ? tr("One value cannot mean two labels.")
                                    : QString());
    m_compare->setEnabled(!said.empty() && !twice);
}

} // namespace halftone::ui
