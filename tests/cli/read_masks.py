#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Reads one mask, saved in three formats, without Halftone, and compares them.

usage: read_masks.py --can                   exit code 0 if nibabel, pydicom and dciodvfy are there
       read_masks.py SERIES MASK.nii MASK.seg.nrrd MASK.dcm

NIfTI is read by nibabel, the DICOM segmentation by pydicom, .seg.nrrd by the lines below. Voxels,
places in space (by the positions of the series' own files), labels, references and what made the
mask have to agree; dciodvfy may not find an error. Exit code 1 and a sentence if not.
"""
import gzip
import os
import re
import shutil
import subprocess
import sys


def fail(sentence):
    sys.exit(f"read_masks: {sentence}")


def require(holds, sentence):
    if not holds:
        fail(sentence)


def read_nifti(path):
    """Voxels [i,j,k], the matrix from indices to LPS millimetres, and the texts."""
    image = nibabel.load(path)
    to_lps = numpy.diag([-1.0, -1.0, 1.0, 1.0])
    texts = [bytes(image.header["descrip"]).rstrip(b"\0").decode()]
    texts += [extension.get_content().rstrip(b"\0").decode() for extension in image.header.extensions
              if extension.get_code() == 6]
    require(image.header.get_qform(coded=True)[1] in (0, 1), "the qform has an unknown code")
    return numpy.asanyarray(image.dataobj), to_lps @ image.affine, "\n".join(texts)


def read_seg_nrrd(path):
    """The same, and the segments as {label: (name, extent)}."""
    with open(path, "rb") as file:
        content = file.read()
    head, voxels = content.split(b"\n\n", 1)
    lines = head.decode().split("\n")
    require(lines[0].startswith("NRRD000"), "the file is no NRRD")
    fields, pairs = {}, {}
    for line in lines[1:]:
        if line.startswith("#"):
            continue
        match = re.match(r"([^:]+):(=?) ?(.*)", line)
        (pairs if match[2] else fields)[match[1]] = match[3]
    require(fields["type"] in ("uint8", "unsigned char", "uchar") and fields["encoding"] == "gzip"
            and fields["space"] == "left-posterior-superior" and fields["dimension"] == "3",
            f"unexpected fields: {fields}")
    sizes = [int(size) for size in fields["sizes"].split()]
    vectors = [[float(part) for part in vector.split(",")] for vector in
               re.findall(r"\(([^)]*)\)", fields["space directions"] + fields["space origin"])]
    matrix = numpy.eye(4)
    matrix[:3, :] = numpy.array(vectors).T
    data = numpy.frombuffer(gzip.decompress(voxels), numpy.uint8).reshape(sizes, order="F")
    segments = {}
    number = 0
    while f"Segment{number}_ID" in pairs:
        segment = {key: pairs[f"Segment{number}_{key}"]
                   for key in ("ID", "Name", "Color", "LabelValue", "Layer", "Extent")}
        require(segment["Layer"] == "0", "a segment is not in the first layer")
        require(len(segment["Color"].split()) == 3, "a colour has not three parts")
        segments[int(segment["LabelValue"])] = (segment["Name"],
                                                [int(n) for n in segment["Extent"].split()])
        number += 1
    require(pairs["Segmentation_ContainedRepresentationNames"] == "Binary labelmap|",
            "the representation is missing")
    return data, matrix, "\n".join(f"{key}:{value}" for key, value in pairs.items()), segments


def bits_of(data):
    """Frames [n, rows, columns] of single bits that follow each other without a gap."""
    count = data.NumberOfFrames * data.Rows * data.Columns
    bits = numpy.unpackbits(numpy.frombuffer(data.PixelData, numpy.uint8), bitorder="little")
    require(bits.size >= count, "there are fewer pixels than frames")
    return bits[:count].reshape(int(data.NumberOfFrames), data.Rows, data.Columns)


def check_dicom(path, series, expected, texts):
    """Compares a segmentation with voxels [i,j,k], and its references with the series."""
    data = pydicom.dcmread(path)
    frames = bits_of(data)
    require((data.pixel_array == frames).all(), "pydicom unpacks other pixels")
    slices = {str(image.SOPInstanceUID): image for image in series}
    order = []  # positions of slices along k, by the frames of the first segment
    found = numpy.zeros_like(expected)
    for frame, groups in zip(frames, data.PerFrameFunctionalGroupsSequence):
        source = groups.DerivationImageSequence[0].SourceImageSequence[0]
        image = slices.get(str(source.ReferencedSOPInstanceUID))
        require(image is not None, "a frame refers to no instance of the series")
        require(source.ReferencedSOPClassUID == image.SOPClassUID, "a frame has another class")
        position = [float(part) for part in groups.PlanePositionSequence[0].ImagePositionPatient]
        require(position == [float(part) for part in image.ImagePositionPatient],
                "a frame lies elsewhere than its image")
        segment = int(groups.SegmentIdentificationSequence[0].ReferencedSegmentNumber)
        if position not in order:
            order.append(position)
        at = found[:, :, order.index(position)]
        require(not at[frame.T == 1].any(), "segments overlap")
        at[frame.T == 1] = segment
    require((found == expected).all(), "the segmentation has other voxels than the NIfTI file")
    shared = data.SharedFunctionalGroupsSequence[0]
    require(numpy.allclose(shared.PlaneOrientationSequence[0].ImageOrientationPatient,
                           series[0].ImageOrientationPatient, atol=1e-9), "another orientation")
    require(numpy.allclose(shared.PixelMeasuresSequence[0].PixelSpacing, series[0].PixelSpacing),
            "another pixel spacing")
    reference = data.ReferencedSeriesSequence[0]
    require(reference.SeriesInstanceUID == series[0].SeriesInstanceUID
            and {str(item.ReferencedSOPInstanceUID) for item in reference.ReferencedInstanceSequence}
            == set(slices), "the instances of the series are not those that are referred to")
    for name in ("StudyInstanceUID", "FrameOfReferenceUID", "PatientID", "PatientName", "StudyDate",
                 "AccessionNumber"):
        require(data[name].value == series[0][name].value, f"{name} is another one")
    for segment in data.SegmentSequence:
        how = segment.SegmentationAlgorithmIdentificationSequence[0]
        require(segment.SegmentAlgorithmType == "AUTOMATIC", "not said to be automatic")
        for value in (how.AlgorithmName, how.AlgorithmVersion, how.AlgorithmParameters,
                      how.AlgorithmSource):
            require(value in texts, f"'{value}' is not what the NIfTI file says")
    return {int(segment.SegmentNumber): str(segment.SegmentLabel) for segment in data.SegmentSequence}


def check_places(matrix, series, what):
    """Voxel (0,0,k) lies where slice k of the series does, in one order or the other."""
    places = [numpy.array(image.ImagePositionPatient, float) for image in series]
    along = numpy.cross(series[0].ImageOrientationPatient[:3], series[0].ImageOrientationPatient[3:])
    places.sort(key=lambda place: place @ along)
    found = [(matrix @ [0, 0, k, 1])[:3] for k in range(len(places))]
    require(numpy.allclose(found, places, atol=1e-3) or numpy.allclose(found, places[::-1], atol=1e-3),
            f"{what} lies elsewhere than the series")
    for axis, cosines, spacing in ((0, series[0].ImageOrientationPatient[:3], series[0].PixelSpacing[1]),
                                   (1, series[0].ImageOrientationPatient[3:], series[0].PixelSpacing[0])):
        require(numpy.allclose(matrix[:3, axis], numpy.array(cosines, float) * float(spacing),
                               atol=1e-5), f"axis {axis} of {what} is another one")


def main(folder, nifti, seg_nrrd, dicom):
    series = [pydicom.dcmread(os.path.join(folder, name)) for name in os.listdir(folder)]
    voxels, matrix, texts = read_nifti(nifti)
    check_places(matrix, series, "the NIfTI file")
    nrrd_voxels, nrrd_matrix, nrrd_texts, segments = read_seg_nrrd(seg_nrrd)
    check_places(nrrd_matrix, series, "the NRRD file")
    require((nrrd_voxels == voxels).all(), "the NRRD file has other voxels than the NIfTI file")
    for line in texts.split("\n")[1:]:  # behind the summary
        _, colon, value = line.partition(": ")
        require(not colon or value in nrrd_texts, f"the NRRD file does not say '{value}'")
    for label, (_, extent) in segments.items():
        at = numpy.argwhere(voxels == label)
        require(extent == [int(n) for pair in zip(at.min(0), at.max(0)) for n in pair],
                f"the extent of label {label} is {extent}")
    require(set(numpy.unique(voxels)) == {0, *segments}, "labels and segments differ")
    labels = check_dicom(dicom, series, voxels, texts)
    require(labels == {label: name for label, (name, _) in segments.items()},
            "the names of the segments differ")
    verdict = subprocess.run(["dciodvfy", dicom], capture_output=True, text=True, check=False)
    output = verdict.stdout + verdict.stderr
    require(verdict.returncode == 0 and "Error" not in output and "Segmentation" in output,
            "dciodvfy: " + output)
    print(f"read_masks: {voxels.shape} voxels, labels {sorted(segments)}: all three agree")


if __name__ == "__main__":
    try:
        import nibabel
        import numpy
        import pydicom
    except ImportError as error:
        fail(error)
    require(shutil.which("dciodvfy"), "dciodvfy (dicom3tools) is missing")
    if sys.argv[1:] != ["--can"]:
        main(*sys.argv[1:])
