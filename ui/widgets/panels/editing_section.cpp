// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/panels/editing_section.h"

#include "ui/document/edited_mask.h"
#include "ui/session/editing.h"
#include "ui/widgets/controls/number_field.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/window/actions.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPixmap>
#include <QSpinBox>
#include <QToolButton>

#include <array>
#include <utility>

namespace halftone::ui {

namespace {

constexpr int kSwatch = 12;
constexpr double kMostValue = 1e12;
constexpr int kDecimals = 12; ///< text has fewer; values are not rounded by them

/// A field without arrows that gives the keys back to the views once it was filled.
template <typename Spin>
Spin* makeField(const char* name, const QString& meaning, QWidget* parent)
{
    auto* field = new Spin(parent);
    field->setObjectName(QString::fromLatin1(name));
    field->setAccessibleName(meaning);
    field->setToolTip(meaning);
    field->setButtonSymbols(QAbstractSpinBox::NoButtons);
    field->setKeyboardTracking(false);
    field->setFocusPolicy(Qt::ClickFocus);
    QObject::connect(field, &QAbstractSpinBox::editingFinished, field, &QWidget::clearFocus);
    return field;
}

/// Values as people write them: no zeros that say nothing.
class ValueField : public NumberField {
public:
    using NumberField::NumberField;
    [[nodiscard]] QString textFromValue(double value) const override
    {
        return locale().toString(value, 'g', 8);
    }
};

QToolButton* makeButton(const char* name, QAction* action, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(QString::fromLatin1(name));
    button->setProperty("role", QStringLiteral("quiet"));
    button->setFocusPolicy(Qt::TabFocus);
    if (action != nullptr) {
        button->setDefaultAction(action);
    }
    return button;
}

QHBoxLayout* rowOf(QWidget* row)
{
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(8, 0, 8, 0);
    layout->setSpacing(4);
    return layout;
}

} // namespace

EditingSection::EditingSection(Editing& editing, Actions& actions, QWidget* parent)
    : QWidget(parent), m_editing(editing), m_name(theme::label({}, "small", this))
{
    setObjectName(QStringLiteral("editingSection"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(theme::heading(tr("Edit"), this));
    m_name->setObjectName(QStringLiteral("editedName"));
    m_name->setContentsMargins(8, 0, 8, 0);
    m_name->setWordWrap(true);
    layout->addWidget(m_name);
    layout->addWidget(makeTools(actions));
    layout->addWidget(makeLabelRow());
    layout->addWidget(makeSizeRow());
    m_unlabelled = new QCheckBox(tr("unlabelled voxels only"), this);
    m_unlabelled->setObjectName(QStringLiteral("paintUnlabelled"));
    layout->addWidget(m_unlabelled);
    m_ranged = new QCheckBox(tr("only where the image has"), this);
    m_ranged->setObjectName(QStringLiteral("paintRanged"));
    layout->addWidget(m_ranged);
    layout->addWidget(makeRangeRow());
    QAction* take = actions.action(Command::RangeFromPoint);
    take->setIconText(tr("pick")); // which buttons show, and menus do not
    m_take->setDefaultAction(take);
    auto* cleanUp = makeButton("cleanUpMenu", nullptr, this);
    cleanUp->setText(tr("Clean up"));
    cleanUp->setToolTip(tr("Fill holes, keep the largest part, remove islands, smooth"));
    cleanUp->setMenu(actions.submenu(Submenu::CleanUp));
    cleanUp->setPopupMode(QToolButton::InstantPopup);
    auto* last = new QWidget(this);
    QHBoxLayout* row = rowOf(last);
    row->addWidget(cleanUp);
    row->addStretch();
    layout->addWidget(last);
    for (QCheckBox* check : {m_unlabelled, m_ranged}) {
        connect(check, &QCheckBox::clicked, this, &EditingSection::takeOptions);
    }
    connect(&editing, &Editing::targetChanged, this, &EditingSection::showTarget);
    connect(&editing, &Editing::optionsChanged, this, &EditingSection::showOptions);
    showTarget();
}

QWidget* EditingSection::makeTools(Actions& actions)
{
    auto* section = new QWidget(this);
    auto* layout = new QVBoxLayout(section); // one row is too short for them in some languages
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    auto* tools = new QWidget(section);
    QHBoxLayout* row = rowOf(tools);
    row->addWidget(makeButton("brushTool", actions.action(Command::BrushTool), section));
    row->addWidget(makeButton("eraserTool", actions.action(Command::EraserTool), section));
    row->addStretch();
    layout->addWidget(tools);
    auto* shapes = new QWidget(section);
    row = rowOf(shapes);
    const std::array<std::pair<Command, QString>, 2> options{
        std::pair(Command::SquareBrush, tr("square")), std::pair(Command::VolumeBrush, tr("3D"))};
    for (const auto& [command, text] : options) {
        QAction* action = actions.action(command);
        action->setIconText(text);
        row->addWidget(makeButton(command == Command::SquareBrush ? "squareBrush" : "volumeBrush",
                                  action, section));
    }
    row->addStretch();
    layout->addWidget(shapes);
    return section;
}

QWidget* EditingSection::makeLabelRow()
{
    auto* section = new QWidget(this);
    QHBoxLayout* row = rowOf(section);
    m_label = new QComboBox(section);
    m_label->setObjectName(QStringLiteral("activeLabel"));
    m_label->setAccessibleName(tr("Label that is painted"));
    m_label->setToolTip(tr("Label that is painted and cleaned up"));
    m_label->setFocusPolicy(Qt::TabFocus);
    m_label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(m_label, &QComboBox::activated, this, &EditingSection::takeOptions);
    row->addWidget(m_label, 1);
    QToolButton* more = makeButton("addLabel", nullptr, section);
    more->setText(QStringLiteral("+"));
    more->setToolTip(tr("One more label"));
    more->setAccessibleName(more->toolTip());
    connect(more, &QToolButton::clicked, &m_editing, &Editing::addLabel);
    row->addWidget(more);
    return section;
}

QWidget* EditingSection::makeSizeRow()
{
    auto* section = new QWidget(this);
    QHBoxLayout* row = rowOf(section);
    row->addWidget(theme::label(tr("Size"), "dim", section));
    m_size = makeField<QSpinBox>(
        "brushSize",
        tr("Voxels across; %1 and %2, or %3")
            .arg(keysOf(binding(Command::SmallerBrush)), keysOf(binding(Command::LargerBrush)),
                 gestureOf(mouseBinding(Gesture::Wheel, Qt::ShiftModifier, true))),
        section);
    m_size->setRange(1, BrushOptions::kLargest);
    connect(m_size, &QSpinBox::valueChanged, this, &EditingSection::takeOptions);
    row->addWidget(m_size);
    row->addWidget(theme::label(tr("voxels"), "dim", section));
    row->addStretch();
    return section;
}

QWidget* EditingSection::makeRangeRow()
{
    auto* section = new QWidget(this);
    QHBoxLayout* row = rowOf(section);
    m_low = makeField<ValueField>("rangeLow", tr("Least value that is painted"), section);
    m_high = makeField<ValueField>("rangeHigh", tr("Greatest value that is painted"), section);
    for (QDoubleSpinBox* field : {m_low, m_high}) {
        field->setDecimals(kDecimals);
        field->setRange(-kMostValue, kMostValue);
        field->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    }
    // The other end stays as it was picked: its text is rounded.
    connect(m_low, &QDoubleSpinBox::valueChanged, this,
            [this](double value) { takeRange(&image::ValueRange::low, value); });
    connect(m_high, &QDoubleSpinBox::valueChanged, this,
            [this](double value) { takeRange(&image::ValueRange::high, value); });
    m_take = makeButton("takeRange", nullptr, section);
    row->addWidget(m_low, 1);
    row->addWidget(theme::label(tr("to"), "dim", section));
    row->addWidget(m_high, 1);
    row->addWidget(m_take);
    return section;
}

void EditingSection::showTarget()
{
    const Layer* layer = m_editing.target();
    setVisible(layer != nullptr);
    if (layer == nullptr) {
        return;
    }
    m_name->setText(layer->name);
    m_showing = true;
    m_label->clear();
    for (const LabelStyle& label : layer->style.labels) {
        QPixmap swatch(kSwatch, kSwatch);
        swatch.fill(QColor(label.colour));
        m_label->addItem(swatch, label.name, label.value);
    }
    m_showing = false;
    showOptions();
}

void EditingSection::showOptions()
{
    const BrushOptions& options = m_editing.options();
    m_showing = true;
    m_label->setCurrentIndex(m_label->findData(options.label));
    m_size->setValue(options.size);
    m_unlabelled->setChecked(options.unlabelledOnly);
    m_ranged->setChecked(options.ranged);
    m_low->setValue(options.range.low);
    m_high->setValue(options.range.high);
    m_low->setEnabled(options.ranged);
    m_high->setEnabled(options.ranged);
    m_showing = false;
}

void EditingSection::takeOptions()
{
    if (m_showing) {
        return;
    }
    BrushOptions options = m_editing.options();
    if (m_label->currentIndex() >= 0) {
        options.label = static_cast<std::uint8_t>(m_label->currentData().toUInt());
    }
    options.size = m_size->value();
    options.unlabelledOnly = m_unlabelled->isChecked();
    options.ranged = m_ranged->isChecked();
    m_editing.setOptions(options);
}

void EditingSection::takeRange(double image::ValueRange::*end, double value)
{
    if (m_showing) {
        return; // fields round, and what was picked is exact
    }
    BrushOptions options = m_editing.options();
    options.range.*end = value;
    m_editing.setOptions(options);
    showOptions(); // where they were out of order
}

} // namespace halftone::ui
