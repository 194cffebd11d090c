// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/layers_model.h"
#include "ui/session/editing.h"
#include "ui/session/program_log.h"
#include "ui/session/recovery.h"
#include "ui/session/session.h"
#include "ui/session/workspace_keeper.h"
#include "ui/widgets/controls/banner.h"
#include "ui/widgets/controls/file_folders.h"
#include "ui/widgets/window/recent_files.h"

#include <QImage>
#include <QMainWindow>

class QStackedWidget;

namespace halftone::ui {

class Actions;
class CompareView;
class CohortPage;
class Header;
class LoadCard;
class NetworkPage;
class Opening;
class PlanesView;
class PrecisionPanel;
class Ribbon;
class SliceBar;
class SliceView;
class StatusLine;
class StudyPanel;
class UnsavedEdits;
class Welcome;

/// How a window is made.
struct WindowOptions {
    pipeline::Runtime runtime;
    QString version;      ///< for the About box
    bool remember = true; ///< keep recent files and the window's place between runs
    bool asks = true;     ///< somebody is there to answer questions that open by themselves
    std::filesystem::path recovery{};  ///< where unsaved edits are kept; empty: nowhere
    std::shared_ptr<ProgramLog> log{}; ///< null: the window makes one of its own
};

/// The application's window: lays out the views of one document and connects them with it, with its
/// session and with the commands of menus and keys.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(WindowOptions options, QWidget* parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] const WindowOptions& options() const noexcept { return m_options; }
    [[nodiscard]] Document& document() { return m_document; }
    [[nodiscard]] Session& session() { return m_session; }
    [[nodiscard]] LayersModel& layers() { return m_layers; }
    [[nodiscard]] Editing& editing() { return m_editing; }
    [[nodiscard]] UnsavedEdits& unsavedEdits() { return *m_unsavedEdits; }
    [[nodiscard]] PlanesView& planes() { return *m_planes; }
    [[nodiscard]] CompareView& compare() { return *m_compare; }
    [[nodiscard]] PrecisionPanel& precisionPanel() { return *m_precisionPanel; }
    [[nodiscard]] CohortPage& cohortPage() { return *m_cohortPage; }
    [[nodiscard]] StudyPanel& studyPanel() { return *m_studyPanel; }
    [[nodiscard]] NetworkPage& networkPage() { return *m_networkPage; }
    [[nodiscard]] Ribbon& ribbon() { return *m_ribbon; }
    [[nodiscard]] Banners& banners() { return *m_banners; }
    [[nodiscard]] RecentFiles& recentFiles() { return m_recent; }
    [[nodiscard]] ProgramLog& log() { return *m_options.log; }
    [[nodiscard]] WorkspaceKeeper& workspaces() { return m_workspaces; }
    [[nodiscard]] Recovery* recovery() { return m_recovery.get(); }
    [[nodiscard]] FileFolders& folders() { return m_folders; }

    /// An image, a DICOM folder, a model, a list of cases or a workspace. Where there are several
    /// volumes, one is asked for.
    void openPath(const QString& path);
    [[nodiscard]] Opening& openings() { return *m_openings; }
    /// Adds a page beside the image: it takes the centre while it is chosen, the panels stay.
    void addPage(QWidget* page, const QString& name, const QString& explanation);
    /// Null: the image.
    void showPage(const QWidget* page);
    /// Gives the keyboard to the view that keys act on.
    void focusView();
    /// The whole window as it is now, OpenGL views included.
    [[nodiscard]] QImage picture();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    [[nodiscard]] QWidget* makeCentre();
    void connectSession();
    void connectViews();
    void showCase();
    void showFigures();
    void showNotices(Dismissed dismissed);
    void showActivity(const QString& editing);

    WindowOptions m_options;
    Document m_document;
    Session m_session;
    LayersModel m_layers{m_document};
    WorkspaceKeeper m_workspaces{m_session};
    std::unique_ptr<Recovery> m_recovery; ///< null: WindowOptions::recovery is empty
    Editing m_editing{m_session};
    RecentFiles m_recent;
    FileFolders m_folders{[this] { return m_recent.keeps(); }};
    bool m_closeWhenSaved = false;
    bool m_mayLoseEdits = false;                  ///< the user said so: the window closes
    QString m_saving;                             ///< as the status line says it
    bool m_placed = false;                        ///< where it stood the last time
    std::shared_ptr<const LabelMap> m_askedAbout; ///< the last reference that asked for its values

    StudyPanel* m_studyPanel;
    PrecisionPanel* m_precisionPanel;
    PlanesView* m_planes = nullptr;
    NetworkPage* m_networkPage = nullptr;
    CompareView* m_compare = nullptr; ///< holds the planes
    StatusLine* m_status;
    QWidget* m_noticeRoom = nullptr; ///< for what is found with an image; changes with the image
    LayerId m_noticeRoomOf = 0;
    Banners* m_banners = nullptr;
    Welcome* m_welcome = nullptr;
    LoadCard* m_loadCard = nullptr;
    QStackedWidget* m_stack = nullptr;
    SliceBar* m_sliceBar = nullptr;
    Ribbon* m_ribbon = nullptr;
    Header* m_header = nullptr;
    QStackedWidget* m_pages = nullptr; ///< of the centre; panels beside it stay
    CohortPage* m_cohortPage = nullptr;
    Actions* m_actions = nullptr;
    Opening* m_openings = nullptr;
    UnsavedEdits* m_unsavedEdits = nullptr;
};

} // namespace halftone::ui
