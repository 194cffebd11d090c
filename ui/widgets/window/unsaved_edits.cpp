// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/unsaved_edits.h"

#include "ui/document/edited_mask.h"
#include "ui/widgets/window/main_window.h"
#include "ui/widgets/window/save_mask.h"

#include <QMessageBox>

#include <algorithm>
#include <utility>

namespace halftone::ui {

namespace {

std::uint64_t revisionOf(const Document& document, LayerId layer)
{
    const Layer* found = document.find(layer);
    const auto* edited = found != nullptr ? found->as<EditedContent>() : nullptr;
    return edited != nullptr ? edited->mask->revision() : 0;
}

} // namespace

UnsavedEdits::UnsavedEdits(MainWindow& window) : QObject(&window), m_window(window)
{
    Session& session = window.session();
    session.setLeaving([this](std::function<void()> goOn, std::function<void()> stay) {
        leave(std::move(goOn), std::move(stay));
    });
    // Whatever was being opened is open, or will not be: the next one asks anew.
    connect(&session.opener(), &Opener::ended, this, [this] { m_discarded.clear(); });
    connect(&window.document().edits(), &MaskEdits::stateChanged, this, [this] {
        if (m_goOn && unsaved(m_saving).size() < m_saving.size()) {
            saveNext();
        }
    });
    connect(&session.saver(), &MaskSaver::ended, this, [this](quint64 job) {
        if (m_goOn && job == m_job && !unsaved({m_current}).empty()) {
            giveUp(); // it could not be written, or somebody painted meanwhile, to go on
        }
    });
}

std::vector<LayerId> UnsavedEdits::unsaved(const std::vector<LayerId>& layers) const
{
    std::vector<LayerId> result;
    for (const LayerId layer : m_window.document().edits().unsaved()) {
        if (std::find(layers.begin(), layers.end(), layer) != layers.end()) {
            result.push_back(layer);
        }
    }
    return result;
}

void UnsavedEdits::settleAll(std::function<void()> goOn)
{
    m_window.document().edits().endStroke();
    settle(m_window.document().edits().unsaved(), std::move(goOn));
}

void UnsavedEdits::leave(std::function<void()> goOn, std::function<void()> stay)
{
    Document& document = m_window.document();
    document.edits().endStroke();
    std::vector<LayerId> layers = document.edits().unsaved();
    std::erase_if(layers, [&](LayerId layer) {
        const auto known = m_discarded.find(layer);
        return known != m_discarded.end() && known->second == revisionOf(document, layer);
    });
    const auto discard = [this, layers, goOn = std::move(goOn)] {
        for (const LayerId layer : unsaved(layers)) {
            m_discarded[layer] = revisionOf(m_window.document(), layer);
        }
        goOn();
    };
    settle(layers, discard, std::move(stay));
}

void UnsavedEdits::settle(const std::vector<LayerId>& layers, std::function<void()> goOn,
                          std::function<void()> stay)
{
    giveUp(); // what waits still
    m_window.document().edits().endStroke();
    m_saving = unsaved(layers);
    if (m_saving.empty() || !m_window.options().asks) {
        goOn();
        return;
    }
    const QString first = m_window.document().find(m_saving.front())->name;
    QMessageBox question(QMessageBox::Warning, tr("Unsaved Edits"),
                         m_saving.size() == 1
                             ? tr("The edited mask \"%1\" is in no file yet. Save it?").arg(first)
                             : tr("%n edited masks are in no file yet. Save them?", nullptr,
                                  static_cast<int>(m_saving.size())),
                         QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, &m_window);
    question.setObjectName(QStringLiteral("unsavedEdits"));
    question.setDefaultButton(QMessageBox::Save);
    const int answer = question.exec();
    if (answer == QMessageBox::Discard) {
        m_saving.clear();
        goOn();
    } else if (answer == QMessageBox::Save) {
        m_goOn = std::move(goOn);
        m_stay = std::move(stay);
        saveNext();
    } else if (stay) {
        stay();
    }
}

void UnsavedEdits::saveNext()
{
    m_saving = unsaved(m_saving);
    if (m_saving.empty()) {
        m_stay = {};
        // Behind what told us of it.
        QMetaObject::invokeMethod(this, std::exchange(m_goOn, {}), Qt::QueuedConnection);
        return;
    }
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_current = m_saving.empty() ? 0 : m_saving.front();
            if (m_goOn && m_current != 0) {
                m_job = askToSaveEdited(m_window, m_current, SavedAs::Voxels);
                if (m_job == 0) {
                    giveUp();
                }
            }
        },
        Qt::QueuedConnection);
}

void UnsavedEdits::giveUp()
{
    m_goOn = {};
    m_saving.clear();
    if (const auto stay = std::exchange(m_stay, {})) {
        stay();
    }
}

} // namespace halftone::ui
