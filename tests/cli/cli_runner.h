// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model.h"

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>

/// Runs the built halftone-cli and keeps what it said.
namespace halftone::tests {

struct CliResult {
    int exitCode = -1; ///< -1: it crashed or did not end in time
    QByteArray out;
    QByteArray err;

    /// Standard output as a JSON object; empty if it is none.
    [[nodiscard]] QJsonObject json() const;
    /// For failure messages.
    [[nodiscard]] QByteArray text() const;
};

/// A process that is set up but not started. SIGINT does in it what it does in a terminal, even
/// where the tests themselves run in the background.
void prepareCli(QProcess& process, const QStringList& arguments);

/// Waits for the end, two minutes at most. `environment` holds NAME=VALUE entries to add.
[[nodiscard]] CliResult runCli(const QStringList& arguments, const QStringList& environment = {});

/// The same with --json; fails the running test function unless the command succeeds.
[[nodiscard]] QJsonObject runJson(const QStringList& arguments,
                                  const QStringList& environment = {});

/// `halftone-cli segment`, by its usual options.
QJsonObject segment(const QString& image, const QString& model, int weights, int activations,
                    const QString& mask);

/// Names of the files and folders in a folder, hidden ones too, sorted.
[[nodiscard]] QStringList filesIn(const QString& folder);

void writeFile(const QString& path, const QByteArray& bytes);

/// A paper U-Net with random weights whose card has the given labels, written to `path`. Its masks
/// mean nothing, but they depend on every layer: good enough to compare paths, never shipped.
void writeRandomModel(const QString& path, int width, const std::vector<std::string>& labels,
                      Modality modality, unsigned seed = 3);

} // namespace halftone::tests
