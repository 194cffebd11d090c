// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/part_chooser.h"

#include "ui/document/format.h"
#include "ui/document/path_text.h"
#include "ui/widgets/controls/theme.h"

#include <QButtonGroup>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace halftone::ui {

namespace {

constexpr int kWidth = 520;
constexpr int kMostStep = 64;
constexpr int kLines = 3;

/// Voxels of a part along each axis.
std::array<int, 3> sizeOf(const VolumePart& part, const std::array<int, 3>& whole)
{
    const auto share = [&](int voxels) { return (voxels + part.step - 1) / part.step; };
    return {share(whole[0]), share(whole[1]), share(part.slices)};
}

std::size_t voxelsOf(const std::array<int, 3>& size)
{
    return static_cast<std::size_t>(size[0]) * static_cast<std::size_t>(size[1])
           * static_cast<std::size_t>(size[2]);
}

std::size_t bytesOf(const VolumePart& part, const image::ImageInfo& whole)
{
    const std::size_t each = whole.bytes / whole.geometry.voxels();
    return voxelsOf(sizeOf(part, whole.geometry.size)) * each;
}

QString sizeText(const std::array<int, 3>& size)
{
    return QStringLiteral("%1 \u00d7 %2 \u00d7 %3").arg(size[0]).arg(size[1]).arg(size[2]);
}

} // namespace

PartChooser::PartChooser(pipeline::TooLarge volume, QWidget* parent)
    : QDialog(parent), m_volume(std::move(volume)), m_some(new QRadioButton(tr("Slices"), this)),
      m_coarser(new QRadioButton(tr("All of it, coarser: one voxel in"), this)),
      m_needs(theme::label({}, "dim", this))
{
    setObjectName(QStringLiteral("partChoice"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Too Large for Memory"));
    setModal(true);
    const Geometry& whole = m_volume.info.geometry;
    const int slices = whole.size[2];
    const std::filesystem::path& file = m_volume.file;
    auto* what = new QLabel(
        tr("%1 has %2 voxels (columns, rows, slices). They need %3 of memory, and there is room "
           "for %4. What shall be opened?")
            .arg(toQString(file.filename().empty() ? file.parent_path().filename()
                                                   : file.filename()),
                 sizeText(whole.size), formatBytes(m_volume.info.bytes),
                 formatBytes(m_volume.room)),
        this);
    what->setObjectName(QStringLiteral("partQuestion"));
    what->setTextFormat(Qt::PlainText);
    what->setWordWrap(true);
    m_first = makeNumber("partFirst", tr("First slice"), 1, slices);
    m_last = makeNumber("partLast", tr("Last slice"), 1, slices);
    m_step = makeNumber("partStep", tr("One voxel in"), 2, kMostStep);
    m_some->setObjectName(QStringLiteral("partSome"));
    m_coarser->setObjectName(QStringLiteral("partCoarser"));
    m_needs->setObjectName(QStringLiteral("partNeeds"));
    m_needs->setWordWrap(true);
    m_needs->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_needs->ensurePolished(); // so that its font is known: room for the longest of its texts
    m_needs->setMinimumHeight(kLines * m_needs->fontMetrics().lineSpacing());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Open | QDialogButtonBox::Cancel, this);
    for (QAbstractButton* button : buttons->buttons()) {
        button->setIcon({});
    }
    m_open = buttons->button(QDialogButtonBox::Open);
    m_open->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [this] { Q_EMIT chosen(part()); });
    auto* one = new QButtonGroup(this); // of buttons in rows of their own
    one->addButton(m_some);
    one->addButton(m_coarser);
    connect(m_some, &QRadioButton::toggled, this, &PartChooser::check);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->setSpacing(10);
    layout->addWidget(what);
    layout->addWidget(makeRow(m_some, {m_first, new QLabel(tr("to"), this), m_last,
                                       new QLabel(tr("of %1").arg(slices), this)}));
    layout->addWidget(makeRow(m_coarser, {m_step, new QLabel(tr("along each axis"), this)}));
    layout->addWidget(m_needs);
    layout->addStretch(1);
    layout->addWidget(buttons);
    preset();
    setFixedWidth(kWidth);
    m_first->setFocus();
}

QSpinBox* PartChooser::makeNumber(const char* name, const QString& what, int least, int most)
{
    auto* box = new QSpinBox(this);
    box->setObjectName(QString::fromLatin1(name));
    box->setAccessibleName(what);
    box->setRange(least, most);
    connect(box, &QSpinBox::valueChanged, this, [this, box] {
        (box == m_step ? m_coarser : m_some)->setChecked(true);
        check();
    });
    return box;
}

QWidget* PartChooser::makeRow(QRadioButton* button, const QList<QWidget*>& row)
{
    auto* widget = new QWidget(this);
    auto* layout = new QHBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(button);
    for (QWidget* one : row) {
        layout->addWidget(one);
    }
    layout->addStretch(1);
    return widget;
}

/// As many slices as fit, around the middle; the coarser whole as fine as fits.
void PartChooser::preset()
{
    const image::ImageInfo& info = m_volume.info;
    const int count = info.geometry.size[2];
    // Masks and pictures need some, too.
    const std::size_t room = m_volume.room / 4 * 3;
    const std::size_t fit = room / std::max<std::size_t>(1, bytesOf({0, 1, 1}, info));
    const int slices = static_cast<int>(
        std::clamp<std::size_t>(fit, 1, static_cast<std::size_t>(std::max(1, count - 1))));
    int step = m_step->minimum();
    while (step < kMostStep && bytesOf({0, count, step}, info) > room) {
        ++step;
    }
    const QSignalBlocker quiet[]{QSignalBlocker(m_first), QSignalBlocker(m_last),
                                 QSignalBlocker(m_step)};
    m_first->setValue((count - slices) / 2 + 1);
    m_last->setValue(m_first->value() + slices - 1);
    m_step->setValue(step);
    (fit > 0 && count > 1 ? m_some : m_coarser)->setChecked(true);
    check();
}

VolumePart PartChooser::part() const
{
    return m_some->isChecked()
               ? VolumePart{m_first->value() - 1, m_last->value() - m_first->value() + 1, 1}
               : VolumePart{0, m_volume.info.geometry.size[2], m_step->value()};
}

void PartChooser::check()
{
    const VolumePart now = part();
    if (now.slices < 1) {
        m_needs->setText(tr("The last slice comes before the first one."));
        m_open->setEnabled(false);
        return;
    }
    const std::size_t bytes = bytesOf(now, m_volume.info);
    const bool fits = bytes <= m_volume.room;
    const std::array<int, 3> size = sizeOf(now, m_volume.info.geometry.size);
    m_needs->setText(
        !fits ? tr("%1 voxels need %2: more than there is room for.")
                    .arg(sizeText(size), formatBytes(bytes))
        : now.step > 1 ? tr("%1 voxels need %2. What is smaller than %3 voxels may not be seen, "
                            "masks are as coarse, and a model may take the image for another one.")
                             .arg(sizeText(size), formatBytes(bytes))
                             .arg(now.step)
                       : tr("%1 voxels need %2.").arg(sizeText(size), formatBytes(bytes)));
    m_open->setEnabled(fits);
}

} // namespace halftone::ui
