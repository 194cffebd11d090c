<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Halftone</name>
    <message numerus="yes">
        <source>%1 holds %n volumes. Which one shall be opened?</source>
        <translation>
            <numerusform>%1 holds %n volume. Which one shall be opened?</numerusform>
            <numerusform>%1 holds %n volumes. Which one shall be opened?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n thread(s)</source>
        <translation>
            <numerusform>%1, %n thread</numerusform>
            <numerusform>%1, %n threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n edited masks are in no file yet. Save them?</source>
        <translation>
            <numerusform>%n edited mask is in no file yet. Save it?</numerusform>
            <numerusform>%n edited masks are in no file yet. Save them?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files were dropped, and no image is open that they could be the labels of. Drop the image alone first.</source>
        <translation>
            <numerusform>%n file was dropped, and no image is open that it could be the labels of. Drop the image alone first.</numerusform>
            <numerusform>%n files were dropped, and no image is open that they could be the labels of. Drop the image alone first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label file(s)</source>
        <translation>
            <numerusform>%n label file</numerusform>
            <numerusform>%n label files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) copied.</source>
        <translation>
            <numerusform>%n line copied.</numerusform>
            <numerusform>%n lines copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Other work had the processors while these precisions were timed, so their times cannot be ranked. They are timed again, after pauses, until the machine is quiet, or %n time(s) in vain.</source>
        <translation>
            <numerusform>Other work had the processors while these precisions were timed, so their times cannot be ranked. They are timed again, after pauses, until the machine is quiet, or %n time in vain.</numerusform>
            <numerusform>Other work had the processors while these precisions were timed, so their times cannot be ranked. They are timed again, after pauses, until the machine is quiet, or %n times in vain.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reading %n layer(s)</source>
        <translation>
            <numerusform>Reading %n layer</numerusform>
            <numerusform>Reading %n layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>Show %n more</numerusform>
            <numerusform>Show %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>building surfaces, %n left</source>
        <translation>
            <numerusform>building surfaces, %n left</numerusform>
            <numerusform>building surfaces, %n left</numerusform>
        </translation>
    </message>
</context>
</TS>
