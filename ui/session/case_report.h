// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/same_file.h"
#include "core/pipeline/predictors.h"
#include "core/pipeline/sweep_report.h"
#include "ui/jobs/job_runner.h"
#include "ui/session/active_case.h"

#include <QObject>
#include <QString>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace halftone::ui {

class Session;

/// What is known of the open image at one moment, as a report tells it: values, for a thread of its
/// own.
struct CaseReport {
    std::shared_ptr<const ActiveCase> active;
    std::vector<pipeline::TradeoffPoint> points; ///< of the visible slice; profiles of all known
    pipeline::ExampleSlice example;              ///< the visible slice; grey values come later
    quant::Precision precision;                  ///< that is shown, or else wanted
    std::string start;                           ///< when: ISO 8601 in UTC
};

/// Of what is on the screen. Nothing where there is no model. Copies figures and a few masks: some
/// milliseconds.
[[nodiscard]] std::optional<CaseReport> collectReport(Session& session);

/// A result's input: the name of its file, or `otherwise`, with the checksum of what it consists
/// of.
[[nodiscard]] report::ResultInput inputOf(const std::string& role,
                                          const std::vector<std::filesystem::path>& files,
                                          const std::string& otherwise, const StopToken& stop);
/// What is the same for every number about an open image at a precision: versions, machine, model,
/// and image and reference as inputs. `start`: ISO 8601 in UTC. For another thread; throws as
/// sha256OfFiles().
[[nodiscard]] report::Provenance provenanceOf(const ActiveCase& active, quant::Precision precision,
                                              const std::string& start,
                                              const pipeline::Runtime& runtime,
                                              const StopToken& stop);

/// How the numbers came about: versions, machine, and checksums of the files of image and
/// reference, which are read for it. Names of files alone. For another thread; throws as
/// sha256OfFiles().
[[nodiscard]] report::Provenance
provenanceOf(const CaseReport& report, const pipeline::Runtime& runtime, const StopToken& stop);

/// Writes reports on what is open, one after the other, behind whatever is opened meanwhile.
class ReportWriter : public QObject {
    Q_OBJECT

public:
    explicit ReportWriter(pipeline::Runtime runtime, QObject* parent = nullptr);

    /// A page or a PDF, as the name ends. Fails at once where `path` is one of `open`.
    void write(const std::filesystem::path& path, CaseReport report, std::vector<FileRole> open);
    /// The points as a table that says how they came about.
    void makeCsv(CaseReport report);
    [[nodiscard]] bool isBusy() const noexcept { return m_lane.isBusy(); }

Q_SIGNALS:
    void written(const QString& path);
    void csvMade(const QString& csv);
    void failed(const QString& sentence);

private:
    pipeline::Runtime m_runtime;
    JobRunner m_lane{Lane::Queued};
};

} // namespace halftone::ui
