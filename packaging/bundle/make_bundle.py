#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Makes of an installation a folder that runs on any Linux with the C library of the one it was built on.

usage: make_bundle.py TREE --version VERSION --repository URL

TREE, an installation without halftone_torch.so, is changed in place:

    bin/halftone            launchers (launch.sh); the programs themselves move to libexec/, so that they find
    libexec/halftone        share/ and lib/ where every installation has them
    lib/halftone/*.so.*     every library that they or Qt's plug-ins need, but those of SYSTEM
    lib/halftone/fallback/  the C++ run time, used where the system's is older (launch.sh)
    lib/halftone/plugins/   of Qt; libexec/qt.conf leads there
    share/halftone/fonts/   the font of the window; fonts.conf names them where the system has none
    share/doc/halftone/sbom.spdx.json        what is in it, with versions and hashes, as SPDX 2.3
    share/doc/halftone/third-party/bundled/  copyright of each of the distribution's packages it was taken from

Needs ldd, patchelf, strip, and dpkg, which knows what package a library is of. Fails for a library that must not
be passed on with ours (FORBIDDEN), and for one that was not found.
"""
import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAMS = ("halftone", "halftone-cli")
# The C library, and what drivers of graphics cards bring or share with us: theirs must be the ones loaded.
SYSTEM = re.compile(
    r"(ld-linux.*|lib(c|m|dl|pthread|rt|resolv|util|anl|nss_.*))\.so\.\d+"
    r"|lib(GL|GLX|EGL|OpenGL|GLdispatch|GLESv2|gbm|drm|vulkan)\.so\.\d+"
    r"|lib(X11|X11-xcb|Xext|Xau|Xdmcp|xcb|xcb-(dri2|dri3|glx|present|randr|shm|sync|xfixes))\.so\.\d+")
FALLBACK = ("libstdc++.so.6", "libgcc_s.so.1")
# GPL, patents, or a sign that something else than Halftone was linked in.
FORBIDDEN = re.compile(r"lib(x264|x265|avcodec|avformat|avutil|swscale|fftw3.*|Qt5.*|postproc|mp3lame|faad|poppler|readline)[0-9]*[.-]")
# Of Qt's plug-ins, by folder; a pattern where not all are wanted. Wayland's where they are installed.
PLUGINS = {
    "platforms": r"libq(xcb|minimal|offscreen|wayland.*)\.so",
    # Not gtk3: the desktop's GTK would run with our older GLib.
    "platformthemes": r"libqxdgdesktopportal\.so",
    "platforminputcontexts": r".*",
    "imageformats": r"libq(jpeg|svg)\.so",
    "iconengines": r".*",
    "xcbglintegrations": r".*",
    "wayland-graphics-integration-client": r".*(wayland-egl|drm-egl-server|dmabuf-server|shm-emulation-server).*",
    "wayland-shell-integration": r"lib(xdg-shell|fullscreen-shell-v1|ivi-shell|qt-shell|wl-shell-plugin).*",
    "wayland-decoration-client": r".*",
}
FONTS = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "Inter-Bold.otf", "Inter-Italic.otf")


def run(*command):
    return subprocess.run([str(each) for each in command], capture_output=True, text=True, check=True).stdout


def fail(sentence):
    sys.exit(f"make_bundle.py: {sentence}")


def libraries(binary):
    """{name: path} of all that the loader would load for it, and for those."""
    found = {}
    for line in run("ldd", binary).splitlines():
        match = re.match(r"\s*(\S+) => (/\S+|not found)", line)
        if match:
            name, path = match.groups()
            if path == "not found" and not SYSTEM.fullmatch(name):
                fail(f"{binary} needs {name}, which was not found.")
            found[Path(name).name] = Path(path)
    return found


def qt_folder(name):
    for program in ("qtpaths6", "/usr/lib/qt6/bin/qtpaths", "qmake6"):
        if shutil.which(program):
            return Path(run(program, "-query" if program == "qmake6" else "--query", name).strip())
    fail("qtpaths6 was not found, which says where Qt has its plug-ins.")


class Bundle:
    def __init__(self, tree, version, repository):
        self.tree, self.version, self.repository = tree, version, repository
        self.lib = tree / "lib/halftone"
        self.sources = {}  # file in the bundle -> file of the system it was copied from

    def copy(self, source, target):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(os.path.realpath(source), target)
        target.chmod(0o755 if ".so" in target.name else 0o644)
        self.sources[target] = Path(source)

    def move_programs(self):
        moved = []
        for name in PROGRAMS:
            program = self.tree / "libexec" / name
            program.parent.mkdir(exist_ok=True)
            shutil.move(self.tree / "bin" / name, program)
            # The old kind, which holds for libraries of libraries and for plug-ins, too, and which
            # LD_LIBRARY_PATH of a user does not override.
            run("patchelf", "--force-rpath", "--set-rpath", "$ORIGIN/../lib/halftone", program)
            launcher = self.tree / "bin" / name
            launcher.write_text((HERE / "launch.sh").read_text().replace("@PROGRAM@", name))
            launcher.chmod(0o755)
            moved.append(program)
        (self.tree / "libexec/qt.conf").write_text(
            "[Paths]\nPrefix = ../lib/halftone\nPlugins = plugins\nTranslations = translations\n")
        return moved

    def add_plugins(self):
        added = []
        source = qt_folder("QT_INSTALL_PLUGINS")
        for folder, pattern in PLUGINS.items():
            for plugin in sorted((source / folder).glob("*.so")):
                if re.fullmatch(pattern, plugin.name):
                    target = self.lib / "plugins" / folder / plugin.name
                    self.copy(plugin, target)
                    added.append(plugin)
        names = {plugin.name for plugin in added}
        for needed in ("libqxcb.so", "libqsvg.so", "libqsvgicon.so", "libqjpeg.so", "libqwayland-egl.so"):
            if needed not in names:
                fail(f"Qt's plug-in {needed} was not found: packaging/bundle-packages.txt lists what is needed.")
        return added

    def add_libraries(self, binaries):
        for binary in binaries:
            for name, path in libraries(binary).items():
                if FORBIDDEN.match(name):
                    fail(f"{binary} needs {name}, which Halftone does not pass on.")
                if SYSTEM.fullmatch(name):
                    continue
                target = (self.lib / "fallback" if name in FALLBACK else self.lib) / name
                if target not in self.sources:
                    self.copy(path, target)
        for target in self.sources:
            if ".so" in target.name:
                run("strip", "--strip-unneeded", target)

    def add_texts(self):
        for name in FONTS:
            found = sorted(Path("/usr/share/fonts").rglob(name))
            if not found:
                fail(f"the font {name} was not found: packaging/debian-packages.txt lists fonts-inter.")
            self.copy(found[0], self.tree / "share/halftone/fonts" / name)
        shutil.copyfile(HERE / "fonts.conf", self.tree / "share/halftone/fonts.conf")
        translation = qt_folder("QT_INSTALL_TRANSLATIONS") / "qtbase_de.qm"
        if not translation.exists():
            fail(f"{translation} was not found: packaging/debian-packages.txt lists qt6-translations-l10n.")
        self.copy(translation, self.lib / "translations/qtbase_de.qm")

    def packages(self):
        """{package: (version, source package, [files in the bundle])}"""
        owners = {}
        for target, source in self.sources.items():
            # dpkg knows files by the path they were unpacked to, which the loader may not have taken.
            for path in (source, Path(os.path.realpath(source)), Path("/usr") / str(source).lstrip("/")):
                said = subprocess.run(["dpkg", "-S", str(path)], capture_output=True, text=True)
                if said.returncode == 0:
                    owners.setdefault(said.stdout.split(":")[0], []).append(target)
                    break
            else:
                fail(f"no package of this system has {source}, so its licence is not known.")
        found = {}
        for package, files in sorted(owners.items()):
            version, origin = run("dpkg-query", "-W", "-f", "${Version}|${source:Package}\n", package).splitlines()[0].split("|")
            found[package] = (version, origin, sorted(files))
        return found

    def write_documents(self):
        doc = self.tree / "share/doc/halftone"
        packages = self.packages()
        entries = [{
            "SPDXID": "SPDXRef-halftone", "name": "halftone", "versionInfo": self.version,
            "downloadLocation": "NOASSERTION", "licenseConcluded": "Apache-2.0", "licenseDeclared": "Apache-2.0",
            "copyrightText": "2026 The Halftone Authors", "filesAnalyzed": False, "primaryPackagePurpose": "APPLICATION"}]
        files, relations = [], [("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-halftone")]
        for package, (version, origin, names) in packages.items():
            copyright_file = Path("/usr/share/doc") / package / "copyright"
            if not copyright_file.exists():
                fail(f"{copyright_file} was not found, the licence of {', '.join(name.name for name in names)}.")
            kept = doc / "third-party/bundled" / f"{package}.txt"
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(os.path.realpath(copyright_file), kept)
            identity = "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", package)
            declared = sorted(set(re.findall(r"^License: *(\S.*)$", kept.read_text(errors="replace"), re.MULTILINE)))
            entries.append({
                "SPDXID": identity, "name": package, "versionInfo": version, "downloadLocation": "NOASSERTION",
                "licenseConcluded": "NOASSERTION", "licenseDeclared": "NOASSERTION",
                "licenseComments": f"its text: third-party/bundled/{package}.txt"
                                   + (f"; it names {', '.join(declared)}" if declared else ""),
                "copyrightText": "NOASSERTION", "filesAnalyzed": False,
                "sourceInfo": f"built by the distribution from its source package {origin}",
                "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                                  "referenceLocator": f"pkg:deb/debian/{package}@{version}"}]})
            relations.append(("SPDXRef-halftone", "CONTAINS", identity))
            for name in names:
                relative = name.relative_to(self.tree)
                file_identity = "SPDXRef-File-" + re.sub(r"[^A-Za-z0-9.-]", "-", str(relative))
                files.append({"SPDXID": file_identity, "fileName": f"./{relative}", "checksums": [
                    {"algorithm": algorithm.upper(), "checksumValue": hashlib.new(algorithm, name.read_bytes()).hexdigest()}
                    for algorithm in ("sha1", "sha256")],
                    "licenseConcluded": "NOASSERTION", "licenseInfoInFiles": ["NOASSERTION"], "copyrightText": "NOASSERTION"})
                relations.append((identity, "CONTAINS", file_identity))
        created = run("date", "-u", "+%Y-%m-%dT%H:%M:%SZ").strip()
        text = {
            "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
            "name": f"halftone-{self.version}",
            "documentNamespace": f"{self.repository}/spdx/halftone-{self.version}-"
                                 + hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16],
            "creationInfo": {"created": created, "creators": ["Tool: packaging/bundle/make_bundle.py"]},
            "packages": entries, "files": files,
            "relationships": [{"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}
                              for one, kind, other in relations]}
        (doc / "sbom.spdx.json").write_text(json.dumps(text, indent=1) + "\n")
        return packages


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("usage: "))
    parser.add_argument("tree", type=Path)
    parser.add_argument("--version", required=True)
    parser.add_argument("--repository", required=True)
    arguments = parser.parse_args()
    bundle = Bundle(arguments.tree.resolve(), arguments.version, arguments.repository)
    programs = [bundle.tree / "bin" / name for name in PROGRAMS]
    bundle.add_libraries(programs + bundle.add_plugins())
    bundle.move_programs()
    bundle.add_texts()
    packages = bundle.write_documents()
    size = sum(path.lstat().st_size for path in bundle.tree.rglob("*") if path.is_file())
    print(f"{len(bundle.sources)} files of {len(packages)} packages; {size / 1e6:.0f} MB in all")


if __name__ == "__main__":
    main()
