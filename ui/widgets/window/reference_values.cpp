// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/reference_values.h"

#include "ui/document/format.h"
#include "ui/document/path_text.h"
#include "ui/widgets/controls/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <algorithm>

namespace halftone::ui {

namespace {

constexpr QSize kSize(600, 480);
constexpr int kRow = 30;
enum Column { Value, Name, Voxels, Meaning };
constexpr int kColumns = Meaning + 1;

/// Scrolling the table changes no answer on the way.
class Choice : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

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
        new QLabel(tr("%1 holds the values below. Which label of '%2' does each of them mean?")
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
        theme::label(tr("Several values may mean one label. Labels without a value are not "
                        "scored. It is remembered for files with these values."),
                     "dim", this);
    how->setWordWrap(true);
    m_problem->setObjectName(QStringLiteral("valueProblem"));
    m_problem->setWordWrap(true);
    for (const Label& label : model.card.labels) {
        m_labels.push_back(label.name);
    }
    for (const pipeline::ReferenceValue& one : m_values) {
        m_choices.push_back(makeChoice(one, start));
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->setSpacing(10);
    layout->addWidget(what);
    layout->addWidget(makeTable(), 1);
    layout->addWidget(how);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    resize(kSize);
    check();
    m_choices.front()->setFocus();
}

QTableWidget* ReferenceValues::makeTable()
{
    auto* table = new QTableWidget(static_cast<int>(m_values.size()), kColumns, this);
    table->setObjectName(QStringLiteral("valueTable"));
    table->setAccessibleName(tr("Values of the file"));
    table->setHorizontalHeaderLabels({tr("Value"), tr("Name"), tr("Voxels"), tr("Means")});
    for (const int column : {Value, Voxels}) {
        table->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
    for (const int column : {Name, Meaning}) {
        table->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    }
    for (int row = 0; row < table->rowCount(); ++row) {
        const pipeline::ReferenceValue& one = m_values[static_cast<std::size_t>(row)];
        auto* value = new QTableWidgetItem(QString::number(one.value));
        auto* voxels = new QTableWidgetItem(formatCount(one.voxels));
        for (QTableWidgetItem* number : {value, voxels}) {
            number->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        }
        table->setItem(row, Value, value);
        table->setItem(row, Name, new QTableWidgetItem(QString::fromStdString(one.name)));
        table->setItem(row, Voxels, voxels);
        table->setCellWidget(row, Meaning, m_choices[static_cast<std::size_t>(row)]);
    }
    const bool named = std::any_of(m_values.begin(), m_values.end(),
                                   [](const auto& one) { return !one.name.empty(); });
    table->setColumnHidden(Name, !named);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->setTabKeyNavigation(false); // Tab leads from answer to answer
    table->setFocusPolicy(Qt::NoFocus);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(kRow);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(Meaning, QHeaderView::Stretch);
    return table;
}

QComboBox* ReferenceValues::makeChoice(const pipeline::ReferenceValue& one,
                                       const pipeline::ValueMeanings& start)
{
    auto* box = new Choice(this);
    box->setObjectName(QStringLiteral("meaningOf-%1").arg(one.value));
    box->setAccessibleName(tr("What value %1 means").arg(one.value));
    box->addItem(tr("background"));
    for (const std::string& label : m_labels) {
        box->addItem(QString::fromStdString(label));
        if (const auto said = start.find(label);
            said != start.end() && said->second.contains(one.value)) {
            box->setCurrentIndex(box->count() - 1);
        }
    }
    connect(box, &QComboBox::currentIndexChanged, this, &ReferenceValues::check);
    return box;
}

pipeline::ValueMeanings ReferenceValues::meanings() const
{
    pipeline::ValueMeanings meanings;
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        if (const int index = m_choices[i]->currentIndex(); index > 0) {
            meanings[m_labels[static_cast<std::size_t>(index - 1)]].insert(m_values[i].value);
        }
    }
    return meanings;
}

void ReferenceValues::check()
{
    const bool none = meanings().empty();
    m_problem->setText(none ? tr("Choose a label for one value at least.") : QString());
    m_compare->setEnabled(!none);
}

} // namespace halftone::ui
