// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>

/// What stands on the pages of a PDF that toPdf() made, without a library for it.
namespace halftone::test {

/// The streams that unpack: contents of pages, pixels of pictures.
inline QList<QByteArray> pdfStreams(const QByteArray& pdf)
{
    QList<QByteArray> streams;
    for (qsizetype at = pdf.indexOf("stream"); at >= 0; at = pdf.indexOf("stream", at + 1)) {
        const bool begins = at < 3 || pdf.mid(at - 3, 3) != "end";
        const qsizetype data = pdf.indexOf('\n', at) + 1;
        const qsizetype end = pdf.indexOf("endstream", data);
        if (begins && data > 0 && end > data) {
            QByteArray packed("\0\0\x10\0", 4); // a guess at the size, which grows
            packed += pdf.mid(data, end - data);
            streams << qUncompress(packed);
            at = end + 3;
        }
    }
    return streams;
}

/// The texts that are shown, in order, a line each: Windows-1252 (no text of the tests holds what
/// differs from Latin-1 there, unless it says so).
inline QByteArray pdfTexts(const QByteArray& pdf)
{
    QByteArray texts;
    for (const QByteArray& stream : pdfStreams(pdf)) {
        if (!stream.contains("BT\n")) {
            continue;
        }
        for (qsizetype at = stream.indexOf('('); at >= 0; at = stream.indexOf('(', at)) {
            for (++at; at < stream.size() && stream[at] != ')'; ++at) {
                if (stream[at] != '\\') {
                    texts += stream[at];
                } else if (stream[at + 1] >= '0' && stream[at + 1] <= '7') {
                    texts += static_cast<char>(stream.mid(at + 1, 3).toInt(nullptr, 8));
                    at += 3;
                } else {
                    texts += stream[++at];
                }
            }
            texts += '\n';
        }
    }
    return texts;
}

inline qsizetype pdfPages(const QByteArray& pdf)
{
    return pdf.count("/Type /Page\n");
}

} // namespace halftone::test
