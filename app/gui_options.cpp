// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui_options.h"

#include "app/version.h"
#include "core/base/error.h"
#include "ui/document/language.h"
#include "ui/document/path_text.h"
#include "ui/widgets/window/workspaces.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace halftone::app {

namespace {

constexpr int kUsageError = 2;
constexpr int kMaxIntegerBits = 8;

struct Arguments {
    QCommandLineParser parser;
    QCommandLineOption volume{
        QStringLiteral("volume"),
        QStringLiteral("Which of the volumes of a file or folder, counted from 1."),
        QStringLiteral("N")};
    QCommandLineOption model{QStringLiteral("model"), QStringLiteral("Model by name or file."),
                             QStringLiteral("NAME|FILE")};
    QCommandLineOption weights{QStringLiteral("weights"),
                               QStringLiteral("Bits of the weights: 1..8, 16 or 32."),
                               QStringLiteral("N")};
    QCommandLineOption activations{QStringLiteral("activations"),
                                   QStringLiteral("Bits of the activations: 1..8, 16 or 32."),
                                   QStringLiteral("N")};
    QCommandLineOption reference{QStringLiteral("reference"),
                                 QStringLiteral("Reference labels to compare with."),
                                 QStringLiteral("LABELS")};
    QCommandLineOption sample{QStringLiteral("sample"),
                              QStringLiteral("Built-in synthetic sample: em, cord or abdomen."),
                              QStringLiteral("KIND")};
    QCommandLineOption language{
        QStringLiteral("language"),
        QStringLiteral("Language of the window: en or de; else as chosen in it, or the system's."),
        QStringLiteral("CODE")};
    QCommandLineOption screenshot{
        QStringLiteral("screenshot"),
        QStringLiteral("Wait until all is computed, save a picture of the window and exit."),
        QStringLiteral("OUT.png")};
    QCommandLineOption help;
    QCommandLineOption version;

    Arguments() : help(parser.addHelpOption()), version(parser.addVersionOption())
    {
        parser.setApplicationDescription(QStringLiteral(
            "Segments medical images with few-bit U-Nets and shows what each bit costs and buys.\n"
            "Research use only, not for diagnosis."));
        parser.addPositionalArgument(
            QStringLiteral("IMAGE"),
            QStringLiteral("Image file or DICOM folder to open, a list of cases (.csv), a model or "
                           "a workspace."),
            QStringLiteral("[IMAGE]"));
        parser.addOptions(
            {volume, model, weights, activations, reference, sample, language, screenshot});
    }
};

[[noreturn]] void refuse(const std::string& sentence)
{
    throw Error(ErrorCode::InvalidArgument, sentence);
}

int readVolume(const QString& text)
{
    bool ok = false;
    const int volume = text.toInt(&ok);
    if (!ok || volume < 1) {
        refuse("--volume expects a number from 1, not '" + text.toStdString() + "'.");
    }
    return volume;
}

int readBits(const QString& text, const char* option)
{
    bool ok = false;
    const int bits = text.toInt(&ok);
    if (!ok) {
        refuse(std::string("--") + option + " expects a number of bits, not '" + text.toStdString()
               + "'.");
    }
    return bits;
}

std::string readLanguage(const QString& code)
{
    QStringList codes;
    for (const ui::Language& language : ui::languages()) {
        if (language.code == code) {
            return code.toStdString();
        }
        codes << language.code;
    }
    refuse("--language expects one of " + codes.join(QStringLiteral(", ")).toStdString() + ", not '"
           + code.toStdString() + "'.");
}

std::optional<quant::Precision> readPrecision(const Arguments& arguments)
{
    const QCommandLineParser& parser = arguments.parser;
    const bool weightsGiven = parser.isSet(arguments.weights);
    const bool activationsGiven = parser.isSet(arguments.activations);
    if (!weightsGiven && !activationsGiven) {
        return std::nullopt;
    }
    quant::Precision precision = quant::kBalanced;
    if (weightsGiven) {
        precision.weightBits = readBits(parser.value(arguments.weights), "weights");
    }
    if (activationsGiven) {
        precision.activationBits = readBits(parser.value(arguments.activations), "activations");
    }
    // 16 and 32 bits come as pairs: one of them is enough.
    if (weightsGiven && !activationsGiven && precision.weightBits > kMaxIntegerBits) {
        precision.activationBits = precision.weightBits;
    }
    if (activationsGiven && !weightsGiven && precision.activationBits > kMaxIntegerBits) {
        precision.weightBits = precision.activationBits;
    }
    quant::requireValid(precision);
    return precision;
}

GuiOptions interpret(const Arguments& arguments)
{
    const QCommandLineParser& parser = arguments.parser;
    GuiOptions options;
    const QStringList images = parser.positionalArguments();
    if (images.size() > 1) {
        refuse("One image at a time: found " + std::to_string(images.size()) + ".");
    }
    if (!images.isEmpty() && parser.isSet(arguments.sample)) {
        refuse("Give either an image or --sample, not both.");
    }
    const bool isCohort =
        !images.isEmpty() && images.front().endsWith(QLatin1String(".csv"), Qt::CaseInsensitive);
    const bool isWorkspace = !images.isEmpty() && ui::isWorkspace(images.front());
    if (isCohort || isWorkspace) {
        for (const QCommandLineOption& option :
             {arguments.volume, arguments.model, arguments.reference, arguments.screenshot}) {
            if (parser.isSet(option)) {
                refuse("--" + option.names().front().toStdString() + " is for one image, and '"
                       + images.front().toStdString()
                       + (isCohort ? "' is a list of cases." : "' is a workspace.")
                       + " Leave it out.");
            }
        }
        options.list = ui::toPath(images.front());
    } else if (!images.isEmpty() && ui::toPath(images.front()).extension() == ".halftone") {
        options.open.model = images.front().toStdString();
    } else if (!images.isEmpty()) {
        options.open.image = ui::toPath(images.front());
    }
    if (parser.isSet(arguments.volume)) {
        if (images.isEmpty()) {
            refuse("--volume needs an image to choose from.");
        }
        options.open.volume = readVolume(parser.value(arguments.volume));
    }
    if (parser.isSet(arguments.sample)) {
        options.open.sample = phantom::parseKind(parser.value(arguments.sample).toStdString());
    }
    const bool something = options.open.image || options.open.sample;
    if (parser.isSet(arguments.reference)) {
        if (!something) {
            refuse("--reference needs an image to compare on.");
        }
        options.open.reference = ui::toPath(parser.value(arguments.reference));
    }
    if (parser.isSet(arguments.model)) {
        options.open.model = parser.value(arguments.model).toStdString();
    }
    if (parser.isSet(arguments.screenshot)) {
        if (!something) {
            refuse("--screenshot needs an image or --sample to show.");
        }
        options.screenshot = parser.value(arguments.screenshot).toStdString();
    }
    if (parser.isSet(arguments.language)) {
        options.language = readLanguage(parser.value(arguments.language));
    }
    options.precision = readPrecision(arguments);
    return options;
}

} // namespace

GuiOptions readArguments(int argc, char** argv, std::optional<EarlyExit>& exit)
{
    // The parser asks the application for its name; one without a window needs no display.
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("halftone"));
    QCoreApplication::setApplicationVersion(QString::fromLatin1(kVersion));
    Arguments arguments;
    const auto usageError = [&](const std::string& text) {
        exit = EarlyExit{"halftone: " + text + "\nTry 'halftone --help'.\n", kUsageError};
        return GuiOptions{};
    };
    if (!arguments.parser.parse(QCoreApplication::arguments())) {
        return usageError(arguments.parser.errorText().toStdString());
    }
    if (arguments.parser.isSet(arguments.help)) {
        exit = EarlyExit{arguments.parser.helpText().toStdString(), 0};
        return {};
    }
    if (arguments.parser.isSet(arguments.version)) {
        exit = EarlyExit{std::string("halftone ") + kVersion + "\n", 0};
        return {};
    }
    try {
        return interpret(arguments);
    } catch (const Error& error) {
        return usageError(error.what());
    }
}

} // namespace halftone::app
