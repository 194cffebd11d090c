// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Recovery journals. Their sum keeps damage out; behind it everything is checked anew: inputs get
// the right one.
#include "core/base/atomic_file.h"
#include "core/base/input_file.h"
#include "core/base/sha256.h"
#include "tests/fuzz/fuzz_target.h"
#include "ui/session/recovery_journal.h"

namespace halftone::fuzz {

const char* const kFileName = "input.mask";

void writeSeeds(const std::filesystem::path& folder)
{
    ui::RecoveryJournal journal;
    journal.image.from = ui::SampleSource{phantom::Kind::Em, {}};
    journal.mask.voxels.geometry.size = {8, 4, 2};
    journal.mask.voxels.slices = {
        nullptr, std::shared_ptr<const std::uint8_t>(new std::uint8_t[32]{1, 2, 3}, // the rest 0
                                                     std::default_delete<const std::uint8_t[]>())};
    journal.mask.labels = {{1, QStringLiteral("one"), 0xff102030, true}};
    journal.when = QDateTime(QDate(2026, 12, 1), QTime(12, 0));
    ui::RecoveryWriter().write(folder / "seed.mask", journal);
}

void parse(const std::filesystem::path& file)
{
    constexpr std::size_t kMostBytes = std::size_t{1} << 20;
    std::string bytes = readBytes(file, kMostBytes);
    if (bytes.size() > kSha256Digits) {
        bytes.resize(bytes.size() - kSha256Digits);
        Sha256 sum;
        sum.add(bytes);
        writeAtomically(file, bytes + sum.finish());
    }
    const ui::RecoveryJournal read = ui::readJournal(file, {});
}

} // namespace halftone::fuzz
