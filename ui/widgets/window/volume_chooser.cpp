// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/volume_chooser.h"

#include "ui/document/path_text.h"
#include "ui/session/volumes_model.h"
#include "ui/widgets/controls/theme.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <vector>

namespace halftone::ui {

namespace {

constexpr int kPicture = 72; ///< points
constexpr int kRow = kPicture + 8;
constexpr QSize kSize(820, 560);
constexpr int kTitleBar = 60; ///< of a dialog, with some air

/// A picture in the middle of its cell, in true proportion.
class PictureDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const auto picture = index.data(Qt::DecorationRole).value<QImage>();
        if (picture.isNull()) {
            QStyledItemDelegate::paint(painter, option, index);
            return;
        }
        if ((option.state & QStyle::State_Selected) != 0) {
            painter->fillRect(option.rect, option.palette.highlight());
        }
        QRect place(QPoint(), picture.size().scaled(kPicture, kPicture, Qt::KeepAspectRatio));
        place.moveCenter(option.rect.center());
        painter->setRenderHint(QPainter::SmoothPixmapTransform);
        painter->drawImage(place, picture);
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {kRow, kRow};
    }
};

/// Home and End lead to the first and the last row, as in a list, not through the cells of one.
class Rows : public QTableView {
public:
    using QTableView::QTableView;

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override
    {
        const bool ends = action == MoveHome || action == MoveEnd;
        return QTableView::moveCursor(action, ends ? modifiers | Qt::ControlModifier : modifiers);
    }
};

QString ruleText(const pipeline::VolumeChoice& choice, bool isOpen)
{
    const QString number = QString::number(choice.volume);
    if (isOpen) {
        return VolumeChooser::tr("Number %1 is open.").arg(number);
    }
    switch (choice.rule) {
    case image::VolumeRule::First:
        return VolumeChooser::tr("Number %1 is selected: the first of equals.").arg(number);
    case image::VolumeRule::Largest:
        return VolumeChooser::tr("Number %1 is selected: the largest that can be opened, "
                                 "localizers and labels aside.")
            .arg(number);
    case image::VolumeRule::Given: break;
    }
    return {};
}

} // namespace

VolumeChooser::VolumeChooser(const pipeline::VolumeChoice& choice, bool isOpen, QWidget* parent)
    : QDialog(parent), m_volumes(new VolumesModel(choice, this)), m_table(new Rows(this))
{
    setObjectName(QStringLiteral("volumeChoice"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Choose Volume"));
    setModal(true);
    auto* what = new QLabel(
        tr("%1 holds %n volumes. Which one shall be opened?", nullptr,
           static_cast<int>(choice.volumes.size()))
            .arg(toQString(choice.file.filename().empty() ? choice.file.parent_path().filename()
                                                          : choice.file.filename())),
        this);
    what->setTextFormat(Qt::PlainText);
    what->setWordWrap(true);
    QLabel* rule = theme::label(ruleText(choice, isOpen), "dim", this);
    rule->setObjectName(QStringLiteral("volumeRule"));
    rule->setWordWrap(true);
    makeTable(choice.volume - 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Open | QDialogButtonBox::Cancel, this);
    for (QAbstractButton* button : buttons->buttons()) {
        button->setIcon({});
    }
    buttons->button(QDialogButtonBox::Open)->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_table, &QTableView::doubleClicked, this, &QDialog::accept);
    connect(this, &QDialog::accepted, this,
            [this] { Q_EMIT chosen(m_table->currentIndex().row() + 1); });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->setSpacing(10);
    layout->addWidget(what);
    layout->addWidget(rule);
    layout->addWidget(m_table, 1);
    layout->addWidget(buttons);
    const QSize room = screen()->availableSize() - QSize(0, kTitleBar);
    resize(kSize.boundedTo(room));
    m_table->setFocus();
}

void VolumeChooser::makeTable(int row)
{
    m_table->setObjectName(QStringLiteral("volumeTable"));
    m_table->setAccessibleName(tr("Volumes"));
    m_table->setModel(m_volumes);
    m_table->setItemDelegateForColumn(VolumesModel::Picture, new PictureDelegate(m_table));
    for (int column = 0; column < VolumesModel::kColumns; ++column) {
        m_table->setColumnHidden(column,
                                 !m_volumes->isUsed(static_cast<VolumesModel::Column>(column)));
    }
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false); // Tab leads on to the buttons
    m_table->setShowGrid(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(kRow);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(VolumesModel::Name, QHeaderView::Stretch);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    m_table->setCurrentIndex(m_volumes->index(row, VolumesModel::Name));
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this,
            &VolumeChooser::wantPictures);
}

void VolumeChooser::wantPictures()
{
    std::vector<int> rows;
    const int first = m_table->rowAt(0);
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    const int end = last < 0 ? m_volumes->rowCount() : last + 1;
    for (int row = std::max(first, 0); row < end; ++row) {
        rows.push_back(row);
    }
    const auto selected = std::find(rows.begin(), rows.end(), m_table->currentIndex().row());
    if (selected != rows.end()) {
        std::rotate(rows.begin(), selected, selected + 1);
    }
    m_volumes->wantPictures(std::move(rows));
}

void VolumeChooser::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    m_table->scrollTo(m_table->currentIndex());
    QTimer::singleShot(0, this, &VolumeChooser::wantPictures); // once rows have their places
}

void VolumeChooser::resizeEvent(QResizeEvent* event)
{
    QDialog::resizeEvent(event);
    if (isVisible()) {
        wantPictures();
    }
}

} // namespace halftone::ui
