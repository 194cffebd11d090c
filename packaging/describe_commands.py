#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Writes manual pages and completions for bash from what the programs say of themselves with --help.

halftone-cli and each of its subcommands are asked; of the window app/help.txt is read, which a test compares with
what it says. So there is nothing to keep in step by hand.
"""
import argparse
import gzip
import os
import re
import subprocess

CLI_COLUMN, WINDOW_COLUMN = 30, 26  # where explanations begin in CLI11's help and in Qt's
SECTION = re.compile(r"(Positionals|Arguments|Options|Subcommands):")
STYLE = '''.\\" Made from --help by packaging/describe_commands.py.
.TH {upper} 1 "{date}" "Halftone {version}" "User Commands"
.SH NAME
{name} \\- {summary}
.SH SYNOPSIS
{synopsis}
.SH DESCRIPTION
'''
MORE = {
    "halftone-cli": '''.SH ENVIRONMENT
.TP
.B HALFTONE_MODELS
Folders with models of your own (.halftone), separated by colons; they come before those that are installed.
.SH SEE ALSO
.BR halftone (1)
''',
    "halftone": '''.SH SEE ALSO
.BR halftone\\-cli (1)
''',
}
COMPLETION = '''# Made from --help by packaging/describe_commands.py.
{function}() {{
    local -A options=({options}
    )
    local -A choices=({choices}
    )
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}} command=- at words=
    for ((at = 1; at < COMP_CWORD; ++at)); do
        if [[ -n ${{options[${{COMP_WORDS[at]}}]-}} ]]; then
            command=${{COMP_WORDS[at]}}
            break
        fi
    done
    if [[ -n ${{choices[$command $before]-}} ]]; then
        words=${{choices[$command $before]}}
    elif [[ $word == -* ]]; then
        words=${{options[$command]}}
    elif [[ $command == - ]]; then
        words='{commands}'
    fi
    # Where no word fits, readline completes names of files.
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}}
complete -o default -F {function} {name}
'''


class Help:
    """The parts of a help text: lines before the sections, entries [(left, explanation)] of each, and what follows."""

    def __init__(self, text, column):
        self.head, self.sections, self.foot = [], {}, []
        entries, lines = None, text.splitlines()
        for at, line in enumerate(lines):
            section = SECTION.fullmatch(line)
            if section:
                entries = self.sections.setdefault(section[1], [])
            elif entries is None:
                self.head.append(line)
            elif line.startswith(" " * column) and entries:
                left, said = entries[-1]
                entries[-1] = (left, (said + " " + line.strip()).strip())
            elif line.startswith("  ") and not self.foot:
                follows = at + 1 < len(lines) and lines[at + 1].startswith(" " * column)
                # A left side that is too long has its explanation in the next line.
                split = len(line) > column and line[column - 1] == " " and (line[column - 2] == " " or not follows)
                entries.append((line[:column].strip(), line[column:]) if split else (line.strip(), ""))
            elif line or self.foot:
                self.foot.append(line)
        self.head = [line for line in self.head if line]

    def summary(self):
        """The first line."""
        return self.head[0]


def roff(text):
    """Text as troff reads it: nothing in it is a request, hyphens of options can be copied."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text[:1] in (".", "'") else text


def entries_as_roff(entries):
    """Each as a tagged paragraph."""
    return "".join(f".TP\n.B {roff(left)}\n{roff(said)}\n" for left, said in entries)


def manual(name, about, commands, arguments):
    """The page of a program: its help, and that of each of its commands."""
    summary = "medical image segmentation with few-bit U-Nets"
    usage = [line.split(":", 1)[1].strip() for line in about.head if line.startswith("Usage:")]
    synopsis = "".join(f".B {roff(line.split(' ', 1)[0])}\n{roff(line.split(' ', 1)[1])}\n" for line in usage)
    page = STYLE.format(upper=name.upper(), name=roff(name), summary=summary if name == "halftone"
                        else summary + " on the command line", synopsis=synopsis.strip(),
                        date=arguments.date, version=arguments.version)
    page += "".join(roff(line) + "\n" for line in about.head if not line.startswith("Usage:"))
    page += ".SH OPTIONS\n" + entries_as_roff(about.sections.get("Arguments", []) + about.sections["Options"])
    if commands:
        page += ".SH COMMANDS\n"
    for command, help_of_it in commands.items():
        usage = next(line for line in help_of_it.head if line.startswith("Usage:"))
        page += f".SS {roff(usage.split(name, 1)[1].strip())}\n{roff(help_of_it.summary())}.\n"
        entries = help_of_it.sections.get("Positionals", []) + help_of_it.sections["Options"]
        page += entries_as_roff([entry for entry in entries if not entry[0].startswith("-h,")])
        if help_of_it.foot != about.foot:
            page += "".join(f".PP\n{roff(line.strip())}\n" for line in help_of_it.foot if line)
    if about.foot:
        page += ".SH EXIT STATUS\n" + "".join(roff(line) + "\n" for line in about.foot if line)
    return page + MORE[name]


def completion(name, about, commands):
    """The function for bash: options of each command, and the words that some of them and first arguments take."""
    options, choices = {}, {}
    for command, help_of_it in {"-": about, **commands}.items():
        options[command] = []
        first = help_of_it.sections.get("Positionals", [])[:1]
        for left, _ in help_of_it.sections["Options"] + first:
            names = re.findall(r"(?<![\w-])--?[\w-]+", left.split(" ", 1)[0].replace(",", " ")) or [command]
            options[command] += [name for name in names if name.startswith("--")]
            allowed = re.search(r"\{([^{}]*)\}", left)
            for option in names if allowed else []:
                choices[f"{command} {option}"] = allowed[1].split(",")

    def table(entries):
        return "".join(f'\n        ["{key}"]="{" ".join(words)}"' for key, words in entries.items())

    return COMPLETION.format(function="_" + name.replace("-", "_"), name=name, options=table(options),
                             choices=table(choices), commands=" ".join(commands))


def write(folder, name, text, compressed=False):
    """A file that depends on its text alone."""
    os.makedirs(folder, exist_ok=True)
    data = text.encode("utf-8")
    with open(os.path.join(folder, name), "wb") as file:
        file.write(gzip.compress(data, 9, mtime=0) if compressed else data)


def main():
    """Asks the programs and writes the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ("cli", "window-help", "version", "date", "manuals", "completions"):
        parser.add_argument("--" + option, required=True)
    arguments = parser.parse_args()

    def ask(*command):
        return Help(subprocess.run([arguments.cli, *command, "--help"], check=True, capture_output=True,
                                   text=True, encoding="utf-8").stdout, CLI_COLUMN)

    about = ask()
    commands = {name: ask(name) for name, _ in about.sections["Subcommands"]}
    with open(arguments.window_help, encoding="utf-8") as file:
        window = Help(file.read(), WINDOW_COLUMN)
    for name, help_of_it, its_commands in (("halftone-cli", about, commands), ("halftone", window, {})):
        write(arguments.manuals, name + ".1.gz", manual(name, help_of_it, its_commands, arguments), compressed=True)
        write(arguments.completions, name, completion(name, help_of_it, its_commands))


if __name__ == "__main__":
    main()
