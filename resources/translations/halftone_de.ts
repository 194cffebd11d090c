<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Halftone</name>
    <message>
        <source> (%1 to %2)</source>
        <translation> (%1 bis %2)</translation>
    </message>
    <message>
        <source> (%1)</source>
        <translation> (%1)</translation>
    </message>
    <message>
        <source> (n = %1)</source>
        <translation> (n = %1)</translation>
    </message>
    <message>
        <source> (points). Box: quartiles and median; whiskers: outermost cases within 1.5 box heights of the box.</source>
        <translation> (Punkte). Kasten: Quartile und Median; Antennen: äußerste Fälle innerhalb von 1,5 Kastenhöhen um den Kasten.</translation>
    </message>
    <message>
        <source> 16-bit fixed point is computed with floating-point numbers: the time is not that of 16-bit hardware.</source>
        <translation> 16-Bit-Festkomma wird mit Gleitkommazahlen berechnet: Die Zeit ist nicht die von 16-Bit-Hardware.</translation>
    </message>
    <message>
        <source> A step is %1</source>
        <translation> Eine Schrittweite ist %1</translation>
    </message>
    <message>
        <source> A step is about %1</source>
        <translation> Eine Schrittweite ist etwa %1</translation>
    </message>
    <message>
        <source> Changes below %1 have no colour: the cases that the model was measured on vary so much that they could not tell such a change from none.</source>
        <translation> Änderungen unter %1 haben keine Farbe: Die Fälle, an denen das Modell gemessen wurde, streuen so stark, dass sie eine solche Änderung nicht von keiner unterscheiden könnten.</translation>
    </message>
    <message>
        <source> Here: %1 runs, the middle half of them within %2 to %3.</source>
        <translation> Hier: %1 Läufe, die mittlere Hälfte davon zwischen %2 und %3.</translation>
    </message>
    <message>
        <source> Machine: %1; %2.</source>
        <translation> Rechner: %1; %2.</translation>
    </message>
    <message>
        <source> Predicted before the first run: %1.</source>
        <translation> Vor dem ersten Lauf vorhergesagt: %1.</translation>
    </message>
    <message>
        <source> Predicted before the run: %1.</source>
        <translation> Vor dem Lauf vorhergesagt: %1.</translation>
    </message>
    <message>
        <source> The machine was busy: in most of these runs other work had the processors for more than a tenth of the time, so they took longer than in quiet, nobody knows by how much. They are compared with nothing, and measured again later.</source>
        <translation> Der Rechner war ausgelastet: In den meisten dieser Läufe belegte andere Arbeit die Prozessoren für mehr als ein Zehntel der Zeit; sie dauerten also länger als in Ruhe, um wie viel, ist unbekannt. Sie werden mit nichts verglichen und später neu gemessen.</translation>
    </message>
    <message>
        <source> What a step is worth is not in the model's file.</source>
        <translation> Was eine Schrittweite wert ist, steht nicht in der Modelldatei.</translation>
    </message>
    <message>
        <source> open or drop a file</source>
        <translation> Öffnen oder ablegen</translation>
    </message>
    <message>
        <source>%1

Licence: %2

%3Trained on: %4</source>
        <translation>%1

Lizenz: %2

%3Trainiert mit: %4</translation>
    </message>
    <message>
        <source>%1
Each result is written here as soon as it is there, with the sums of image, reference and model.</source>
        <translation>%1
Jedes Ergebnis wird hierhin geschrieben, sobald es da ist, mit den Prüfsummen von Bild, Referenz und Modell.</translation>
    </message>
    <message>
        <source>%1    %2</source>
        <translation>%1    %2</translation>
    </message>
    <message>
        <source>%1  %2 of %3</source>
        <translation>%1  %2 von %3</translation>
    </message>
    <message>
        <source>%1  inverted</source>
        <translation>%1  invertiert</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 % of A</source>
        <translation>%1 % von A</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a library and its version</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a library and its licence</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>version and commit</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 (%2) is not the file that %3 was saved with: its content is another.</source>
        <translation>%3: %1 (%2) ist nicht die Datei, mit der gespeichert wurde: Ihr Inhalt ist ein anderer.</translation>
    </message>
    <message>
        <source>%1 (%2) of %3 is not where it was.</source>
        <translation>%3: %1 (%2) ist nicht mehr am alten Ort.</translation>
    </message>
    <message>
        <source>%1 (does not fit)</source>
        <translation>%1 (passt nicht)</translation>
    </message>
    <message>
        <source>%1 - Halftone</source>
        <translation>%1 - Halftone</translation>
    </message>
    <message>
        <source>%1 / %2: one bit</source>
        <translation>%1 / %2: ein Bit</translation>
    </message>
    <message>
        <source>%1 = %2</source>
        <translation>%1 = %2</translation>
    </message>
    <message>
        <source>%1 = about %2</source>
        <translation>%1 = etwa %2</translation>
    </message>
    <message>
        <source>%1 &gt; %2, %3</source>
        <translation>%1 &gt; %2, %3</translation>
    </message>
    <message>
        <source>%1 Dice</source>
        <translation>%1 Dice</translation>
    </message>
    <message>
        <source>%1 Drawn logarithmically.</source>
        <translation>%1 Logarithmisch gezeichnet.</translation>
    </message>
    <message>
        <source>%1 G</source>
        <translation>%1 G</translation>
    </message>
    <message>
        <source>%1 T</source>
        <translation>%1 T</translation>
    </message>
    <message>
        <source>%1 against full</source>
        <translation>%1 gegen voll</translation>
    </message>
    <message>
        <source>%1 agreement</source>
        <translation>%1 Übereinst.</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 mit %2</translation>
    </message>
    <message>
        <source>%1 bits</source>
        <translation>%1 Bit</translation>
    </message>
    <message>
        <source>%1 cases</source>
        <translation>%1 Fälle</translation>
    </message>
    <message>
        <source>%1 codes, %2 to %3.</source>
        <translation>%1 Codes, %2 bis %3.</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 faster</source>
        <translation>%1 schneller</translation>
    </message>
    <message>
        <source>%1 findings</source>
        <translation>%1 Hinweise</translation>
    </message>
    <message>
        <source>%1 for all</source>
        <translation>%1 für alle</translation>
    </message>
    <message>
        <source>%1 fragile</source>
        <translation>%1 fragil</translation>
    </message>
    <message>
        <source>%1 has %2 voxels (columns, rows, slices). They need %3 of memory, and there is room for %4. What shall be opened?</source>
        <translation>%1 hat %2 Voxel (Spalten, Zeilen, Schichten). Sie brauchen %3 Speicher, und es ist Platz für %4. Was soll geöffnet werden?</translation>
    </message>
    <message numerus="yes">
        <source>%1 holds %n volumes. Which one shall be opened?</source>
        <translation>
            <numerusform>%1 enthält %n Volumen. Welches soll geöffnet werden?</numerusform>
            <numerusform>%1 enthält %n Volumen. Welches soll geöffnet werden?</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 holds the values below. Which label of '%2' does each of them mean?</source>
        <translation>%1 enthält die Werte unten. Welches Label von „%2“ bedeutet jeder davon?</translation>
    </message>
    <message>
        <source>%1 is not the file that the workspace was saved with: its content is another. What was kept of it may not fit.</source>
        <translation>%1 ist nicht die Datei, mit der der Arbeitsbereich gespeichert wurde: Ihr Inhalt ist ein anderer. Was davon aufgehoben ist, passt vielleicht nicht.</translation>
    </message>
    <message>
        <source>%1 is open, but nothing else of the workspace %2: the image is made of other files than when that was saved (%3 now, %4 then). Take out of its folder what was added, and open the workspace again.</source>
        <translation>%1 ist offen, aber sonst nichts vom Arbeitsbereich %2: Das Bild besteht aus anderen Dateien als beim Speichern (%3 jetzt, %4 damals). Nehmen Sie aus seinem Ordner, was dazukam, und öffnen Sie den Arbeitsbereich erneut.</translation>
    </message>
    <message>
        <source>%1 is there already. Replace it?</source>
        <translation>%1 ist schon vorhanden. Ersetzen?</translation>
    </message>
    <message>
        <source>%1 larger</source>
        <translation>%1 größer</translation>
    </message>
    <message>
        <source>%1 less</source>
        <translation>%1 weniger</translation>
    </message>
    <message>
        <source>%1 ml</source>
        <translation>%1 ml</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 mehr</translation>
    </message>
    <message>
        <source>%1 most of %2</source>
        <translation>an %1 Stelle der fragilsten von %2</translation>
    </message>
    <message>
        <source>%1 most of %2 so far</source>
        <translation>an %1 Stelle der fragilsten von bisher %2</translation>
    </message>
    <message>
        <source>%1 nm</source>
        <translation>%1 nm</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2 cases</source>
        <translation>%1 von %2 Fällen</translation>
    </message>
    <message>
        <source>%1 of %2 slices</source>
        <translation>%1 von %2 Schichten</translation>
    </message>
    <message>
        <source>%1 of %2 slices counted</source>
        <translation>%1 von %2 Schichten gezählt</translation>
    </message>
    <message>
        <source>%1 of %2 subjects</source>
        <translation>%1 von %2 Personen</translation>
    </message>
    <message>
        <source>%1 of %2, waiting</source>
        <translation>%1 von %2, wartet auf Ruhe</translation>
    </message>
    <message>
        <source>%1 of one subject</source>
        <translation>%1 von einer Person</translation>
    </message>
    <message>
        <source>%1 of the output of %2 (%3 dB)</source>
        <translation>%1 der Ausgabe von %2 (%3 dB)</translation>
    </message>
    <message>
        <source>%1 points. Left and Right go through them, Up and Down along the front; Enter shows the mask.</source>
        <translation>%1 Punkte. Links und Rechts gehen durch sie, Auf und Ab entlang der Front; Eingabe zeigt die Maske.</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>%1 runs: too few to compare</source>
        <translation>%1 Läufe: zu wenige zum Vergleichen</translation>
    </message>
    <message>
        <source>%1 slower</source>
        <translation>%1 langsamer</translation>
    </message>
    <message>
        <source>%1 smaller</source>
        <translation>%1 kleiner</translation>
    </message>
    <message>
        <source>%1 to %2  n %3</source>
        <translation>%1 bis %2  n %3</translation>
    </message>
    <message>
        <source>%1 to %2 with 95 % confidence, %3 runs</source>
        <translation>%1 bis %2 mit 95 % Konfidenz, %3 Läufe</translation>
    </message>
    <message>
        <source>%1 to %2, 95 % bootstrap over %3 slices</source>
        <translation>%1 bis %2, 95-%-Bootstrap über %3 Schichten</translation>
    </message>
    <message>
        <source>%1 voxels</source>
        <translation>%1 Voxel</translation>
    </message>
    <message>
        <source>%1 voxels need %2.</source>
        <translation>%1 Voxel brauchen %2.</translation>
    </message>
    <message>
        <source>%1 voxels need %2. What is smaller than %3 voxels may not be seen, masks are as coarse, and a model may take the image for another one.</source>
        <translation>%1 Voxel brauchen %2. Was kleiner als %3 Voxel ist, ist womöglich nicht zu sehen, Masken sind ebenso grob, und ein Modell kann das Bild für ein anderes halten.</translation>
    </message>
    <message>
        <source>%1 voxels need %2: more than there is room for.</source>
        <translation>%1 Voxel brauchen %2: mehr, als Platz ist.</translation>
    </message>
    <message>
        <source>%1 was left out of the workspace.</source>
        <translation>%1 wurde im Arbeitsbereich ausgelassen.</translation>
    </message>
    <message>
        <source>%1 was left out of the workspace: it is made of other files now.</source>
        <translation>%1 wurde aus dem Arbeitsbereich weggelassen: Es besteht jetzt aus anderen Dateien.</translation>
    </message>
    <message>
        <source>%1 was made for something else: %2</source>
        <translation>%1 wurde für etwas anderes gemacht: %2</translation>
    </message>
    <message>
        <source>%1 was not saved: cancelled.</source>
        <translation>%1 wurde nicht gespeichert: abgebrochen.</translation>
    </message>
    <message>
        <source>%1 was recovered. It is not saved yet.</source>
        <translation>%1 wurde wiederhergestellt, ist aber noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>%1 weights by code</source>
        <translation>%1 Gewichte nach Code</translation>
    </message>
    <message>
        <source>%1 weights of %2 bit on %3 codes</source>
        <translation>%1 Gewichte mit %2 Bit auf %3 Codes</translation>
    </message>
    <message>
        <source>%1 weights of %2 bits on %3 codes</source>
        <translation>%1 Gewichte mit %2 Bit auf %3 Codes</translation>
    </message>
    <message>
        <source>%1 where likeliest, %2</source>
        <translation>%1, wo am wahrscheinlichsten, %2</translation>
    </message>
    <message>
        <source>%1 worst of %2</source>
        <translation>an %1 Stelle der schlechtesten von %2</translation>
    </message>
    <message>
        <source>%1 worst of %2 so far</source>
        <translation>an %1 Stelle der schlechtesten von bisher %2</translation>
    </message>
    <message>
        <source>%1 would be, but its time has too few runs.</source>
        <translation>%1 wäre es, aber die Zeit beruht auf zu wenigen Läufen.</translation>
    </message>
    <message>
        <source>%1 would be, but its time was taken on a busy machine.</source>
        <translation>%1 wäre es, aber die Zeit wurde auf einem ausgelasteten Rechner gemessen.</translation>
    </message>
    <message>
        <source>%1 µm</source>
        <translation>%1 µm</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, %2 judged</source>
        <translation>%1, %2 beurteilt</translation>
    </message>
    <message>
        <source>%1, %2 more</source>
        <translation>%1, noch %2</translation>
    </message>
    <message>
        <source>%1, %2, unedited</source>
        <translation>%1, %2, unbearbeitet</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n thread(s)</source>
        <translation>
            <numerusform>%1, %n Thread</numerusform>
            <numerusform>%1, %n Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, as the mask</source>
        <translation>%1, wie die Maske</translation>
    </message>
    <message>
        <source>%1, bits</source>
        <translation>%1, Bit</translation>
    </message>
    <message>
        <source>%1, exactly</source>
        <translation>%1, genau</translation>
    </message>
    <message>
        <source>%1, machine busy</source>
        <translation>%1, Rechner ausgelastet</translation>
    </message>
    <message>
        <source>%1, median of %2 runs</source>
        <translation>%1, Median aus %2 Läufen</translation>
    </message>
    <message>
        <source>%1, the paper's</source>
        <translation>%1, die des Artikels</translation>
    </message>
    <message>
        <source>%1-bit weights, %2-bit activations</source>
        <translation>Gewichte mit %1 Bit, Aktivierungen mit %2 Bit</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>%1...</source>
        <translation>%1...</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2 of %3 slices</source>
        <translation>%1: %2 von %3 Schichten</translation>
    </message>
    <message>
        <source>%1: %2 of %3 slices are there. Numbers of the whole volume follow when all are.</source>
        <translation>%1: %2 von %3 Schichten sind da. Zahlen des ganzen Volumens folgen, sobald alle da sind.</translation>
    </message>
    <message>
        <source>%1: %2 of %3 voxels</source>
        <translation>%1: %2 von %3 Voxeln</translation>
    </message>
    <message>
        <source>%1: %2 values from %3 to %4, a step is %5; to tell them apart takes %6 bits.</source>
        <translation>%1: %2 Werte von %3 bis %4, eine Schrittweite ist %5; sie zu unterscheiden braucht %6 Bit.</translation>
    </message>
    <message>
        <source>%1: convolution %2, %3 channel to %4</source>
        <translation>%1: Faltung %2, %3 Kanal zu %4</translation>
    </message>
    <message>
        <source>%1: convolution %2, %3 channels to %4</source>
        <translation>%1: Faltung %2, %3 Kanäle zu %4</translation>
    </message>
    <message>
        <source>%1;;All files (*)</source>
        <translation>%1;;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1nd</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1rd</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1st</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1th</source>
        <translation>%1.</translation>
    </message>
    <message numerus="yes">
        <source>%n edited masks are in no file yet. Save them?</source>
        <translation>
            <numerusform>%n bearbeitete Maske ist noch in keiner Datei. Speichern?</numerusform>
            <numerusform>%n bearbeitete Masken sind noch in keiner Datei. Speichern?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files were dropped, and no image is open that they could be the labels of. Drop the image alone first.</source>
        <translation>
            <numerusform>%n Datei wurde abgelegt, und kein Bild ist offen, dessen Label sie sein könnte. Legen Sie zuerst das Bild allein ab.</numerusform>
            <numerusform>%n Dateien wurden abgelegt, und kein Bild ist offen, dessen Label sie sein könnten. Legen Sie zuerst das Bild allein ab.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label file(s)</source>
        <translation>
            <numerusform>%n Label-Datei</numerusform>
            <numerusform>%n Label-Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) copied.</source>
        <translation>
            <numerusform>%n Zeile kopiert.</numerusform>
            <numerusform>%n Zeilen kopiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;3D Brush</source>
        <translation>&amp;3D-Pinsel</translation>
    </message>
    <message>
        <source>&amp;Abdomen CT</source>
        <translation>&amp;Abdomen-CT</translation>
    </message>
    <message>
        <source>&amp;Abdomen Window</source>
        <translation>&amp;Abdomen-Fenster</translation>
    </message>
    <message>
        <source>&amp;About Halftone</source>
        <translation>Ü&amp;ber Halftone</translation>
    </message>
    <message>
        <source>&amp;Add Image...</source>
        <translation>Bild &amp;hinzufügen...</translation>
    </message>
    <message>
        <source>&amp;Automatic Window and Level</source>
        <translation>&amp;Automatisches Fenster</translation>
    </message>
    <message>
        <source>&amp;Balanced</source>
        <translation>&amp;Ausgewogen</translation>
    </message>
    <message>
        <source>&amp;Bone Window</source>
        <translation>&amp;Knochen-Fenster</translation>
    </message>
    <message>
        <source>&amp;Brush</source>
        <translation>&amp;Pinsel</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>&amp;Leeren</translation>
    </message>
    <message>
        <source>&amp;Colour of the Label...</source>
        <translation>&amp;Farbe des Labels...</translation>
    </message>
    <message>
        <source>&amp;Colour the Mask</source>
        <translation>Maske fä&amp;rben</translation>
    </message>
    <message>
        <source>&amp;Compare with</source>
        <translation>&amp;Vergleichen mit</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Copy Table as CSV</source>
        <translation>&amp;Tabelle als CSV kopieren</translation>
    </message>
    <message>
        <source>&amp;Crosshair Tool</source>
        <translation>Werkzeug Fadenkreuz</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>&amp;EM Tissue</source>
        <translation>&amp;EM-Gewebe</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Edit Mask</source>
        <translation>&amp;Maske bearbeiten</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Fit the Whole Image</source>
        <translation>&amp;Ganzes Bild einpassen</translation>
    </message>
    <message>
        <source>&amp;Full</source>
        <translation>&amp;Voll</translation>
    </message>
    <message>
        <source>&amp;Getting Started</source>
        <translation>&amp;Erste Schritte</translation>
    </message>
    <message>
        <source>&amp;Hatch Errors, for Print</source>
        <translation>Fehler &amp;schraffieren, für den Druck</translation>
    </message>
    <message>
        <source>&amp;Hatch Fragile Voxels</source>
        <translation>&amp;Fragile Voxel schraffieren</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Hide or Show Layer</source>
        <translation>Ebene aus- oder ein&amp;blenden</translation>
    </message>
    <message>
        <source>&amp;Interpolate</source>
        <translation>&amp;Interpolieren</translation>
    </message>
    <message>
        <source>&amp;Keep Largest Part</source>
        <translation>&amp;Größten Teil behalten</translation>
    </message>
    <message>
        <source>&amp;Keep This List</source>
        <translation>Diese Liste &amp;führen</translation>
    </message>
    <message>
        <source>&amp;Keys and Mouse</source>
        <translation>&amp;Tasten und Maus</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;Larger</source>
        <translation>&amp;Größer</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>&amp;Später</translation>
    </message>
    <message>
        <source>&amp;Layers</source>
        <translation>&amp;Ebenen</translation>
    </message>
    <message>
        <source>&amp;Less Opaque</source>
        <translation>&amp;Durchsichtiger</translation>
    </message>
    <message>
        <source>&amp;Locate...</source>
        <translation>&amp;Suchen...</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>&amp;Protokoll</translation>
    </message>
    <message>
        <source>&amp;Lung Window</source>
        <translation>&amp;Lungen-Fenster</translation>
    </message>
    <message>
        <source>&amp;Mediastinum Window</source>
        <translation>&amp;Mediastinum-Fenster</translation>
    </message>
    <message>
        <source>&amp;New Empty Labels</source>
        <translation>Neue &amp;leere Label</translation>
    </message>
    <message>
        <source>&amp;Next Layer</source>
        <translation>&amp;Nächste Ebene</translation>
    </message>
    <message>
        <source>&amp;Next Slice</source>
        <translation>&amp;Nächste Schicht</translation>
    </message>
    <message>
        <source>&amp;Numbers behind the Dial...</source>
        <translation>&amp;Zahlen hinter dem Regler...</translation>
    </message>
    <message>
        <source>&amp;Open Image...</source>
        <translation>&amp;Bild öffnen...</translation>
    </message>
    <message>
        <source>&amp;Open Model...</source>
        <translation>&amp;Modell öffnen...</translation>
    </message>
    <message>
        <source>&amp;Precision</source>
        <translation>&amp;Genauigkeit</translation>
    </message>
    <message>
        <source>&amp;Previous Layer</source>
        <translation>&amp;Vorige Ebene</translation>
    </message>
    <message>
        <source>&amp;Previous Slice</source>
        <translation>&amp;Vorige Schicht</translation>
    </message>
    <message>
        <source>&amp;Questions and Answers</source>
        <translation>&amp;Fragen und Antworten</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Bee&amp;nden</translation>
    </message>
    <message>
        <source>&amp;Range of Values from under the Brush</source>
        <translation>&amp;Wertebereich unter dem Pinsel übernehmen</translation>
    </message>
    <message>
        <source>&amp;Recent Images</source>
        <translation>&amp;Zuletzt geöffnete Bilder</translation>
    </message>
    <message>
        <source>&amp;Recover</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Remove Measurement or Layer</source>
        <translation>Messung oder Ebene &amp;entfernen</translation>
    </message>
    <message>
        <source>&amp;Save...</source>
        <translation>&amp;Speichern...</translation>
    </message>
    <message>
        <source>&amp;Smaller</source>
        <translation>&amp;Kleiner</translation>
    </message>
    <message>
        <source>&amp;Smooth</source>
        <translation>Glä&amp;tten</translation>
    </message>
    <message>
        <source>&amp;Soft Tissue Window</source>
        <translation>&amp;Weichteil-Fenster</translation>
    </message>
    <message>
        <source>&amp;Statistics...</source>
        <translation>&amp;Statistik...</translation>
    </message>
    <message>
        <source>&amp;Stop or Go On in the Background</source>
        <translation>Im &amp;Hintergrund anhalten oder fortsetzen</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;System</translation>
    </message>
    <message>
        <source>&amp;Three Planes</source>
        <translation>Drei Schni&amp;ttebenen</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Werkzeuge</translation>
    </message>
    <message>
        <source>&amp;Trade-off Table...</source>
        <translation>Abwägungs&amp;tabelle...</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Use It as It Is</source>
        <translation>&amp;Trotzdem verwenden</translation>
    </message>
    <message>
        <source>&amp;Use as Reference</source>
        <translation>Als &amp;Referenz verwenden</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Window Tool</source>
        <translation>&amp;Werkzeug Fenster (W/L)</translation>
    </message>
    <message>
        <source>&amp;Zoom</source>
        <translation>&amp;Zoom und Ausschnitt</translation>
    </message>
    <message>
        <source>&amp;Zoom In</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>'%1': %2</source>
        <translation>„%1“: %2</translation>
    </message>
    <message>
        <source>'__metadata__' is not an object.</source>
        <translation>„__metadata__“ ist kein Objekt.</translation>
    </message>
    <message>
        <source>'__metadata__': the value of '{0}' is not text.</source>
        <translation>„__metadata__“: Der Wert von „{0}“ ist kein Text.</translation>
    </message>
    <message>
        <source>'segment --slices' reads a part of it.</source>
        <translation>„segment --slices“ liest einen Teil davon.</translation>
    </message>
    <message>
        <source>'{0}' (from {1}) does not exist.</source>
        <translation>„{0}“ (aus {1}) ist nicht vorhanden.</translation>
    </message>
    <message>
        <source>'{0}' are labels without an image: expected '{1}' with the ending of an image. Put it there, or take the labels away.</source>
        <translation>„{0}“ sind Label ohne Bild: Erwartet wird „{1}“ mit der Endung eines Bildes. Legen Sie es dorthin, oder nehmen Sie die Label weg.</translation>
    </message>
    <message>
        <source>'{0}' belongs to another version of Halftone; rebuild or reinstall it.</source>
        <translation>„{0}“ gehört zu einer anderen Version von Halftone; bauen oder installieren Sie es neu.</translation>
    </message>
    <message>
        <source>'{0}' cannot be loaded ({1}).</source>
        <translation>„{0}“ kann nicht geladen werden ({1}).</translation>
    </message>
    <message>
        <source>'{0}' does not fit this image ({1}).</source>
        <translation>„{0}“ passt nicht zu diesem Bild ({1}).</translation>
    </message>
    <message>
        <source>'{0}' fits this image better ({1}) than '{2}' ({3}).</source>
        <translation>„{0}“ passt besser zu diesem Bild ({1}) als „{2}“ ({3}).</translation>
    </message>
    <message>
        <source>'{0}' has more than the {1} bytes that a file of its kind may have. Check that it is the right file.</source>
        <translation>„{0}“ hat mehr als die {1} Byte, die eine Datei dieser Art haben darf. Prüfen Sie, ob es die richtige Datei ist.</translation>
    </message>
    <message>
        <source>'{0}' has slices 1 to {1}; {2} from slice {3} on, every {4}th voxel, cannot be taken of it.</source>
        <translation>„{0}“ hat die Schichten 1 bis {1}; {2} ab Schicht {3}, jedes {4}. Voxel, lassen sich daraus nicht nehmen.</translation>
    </message>
    <message>
        <source>'{0}' holds no cases: looked for cases.csv (columns case, image, reference), for imagesTr or imagesTs, for images (NIfTI, NRRD, MetaImage, TIFF, PNG, JPEG), and for folders of DICOM files (*.dcm).</source>
        <translation>„{0}“ enthält keine Fälle: Gesucht wurde nach cases.csv (Spalten case, image, reference), nach imagesTr oder imagesTs, nach Bildern (NIfTI, NRRD, MetaImage, TIFF, PNG, JPEG) und nach Ordnern mit DICOM-Dateien (*.dcm).</translation>
    </message>
    <message>
        <source>'{0}' holds one volume; volume {1} was asked for.</source>
        <translation>„{0}“ enthält ein Volumen; verlangt wurde Volumen {1}.</translation>
    </message>
    <message>
        <source>'{0}' holds volumes 1 to {2}; volume {1} was asked for.</source>
        <translation>„{0}“ enthält die Volumen 1 bis {2}; verlangt wurde Volumen {1}.</translation>
    </message>
    <message>
        <source>'{0}' holds {1} files of the case '{2}' ({3}, {4}). Halftone's models take one input channel: keep one file, as channel 0000.</source>
        <translation>„{0}“ enthält {1} Dateien des Falls „{2}“ ({3}, {4}). Die Modelle von Halftone nehmen einen Eingangskanal: Behalten Sie eine Datei, als Kanal 0000.</translation>
    </message>
    <message>
        <source>'{0}' is damaged and was left out; it may be a slice of this series.</source>
        <translation>„{0}“ ist beschädigt und wurde ausgelassen; es kann eine Schicht dieser Serie sein.</translation>
    </message>
    <message>
        <source>'{0}' is larger than {1}: it is no {2}.</source>
        <translation>„{0}“ ist größer als {1}: Das ist keine {2}.</translation>
    </message>
    <message>
        <source>'{0}' is no name for a report: it has to end in .html or .pdf.</source>
        <translation>„{0}“ ist kein Name für einen Bericht: Er muss auf .html oder .pdf enden.</translation>
    </message>
    <message>
        <source>'{0}' is not an orientation; expected one letter of L/R, P/A and S/I each, such as LPS.</source>
        <translation>„{0}“ ist keine Orientierung; erwartet wird je ein Buchstabe von L/R, P/A und S/I, etwa LPS.</translation>
    </message>
    <message>
        <source>'{0}' of case '{1}'</source>
        <translation>„{0}“ von Fall „{1}“</translation>
    </message>
    <message>
        <source>'{0}' says no place, and its size of {1} fits neither the image ({2}) nor slices {3} to {4} of it, which are open. Give the labels that were drawn on this image.</source>
        <translation>„{0}“ nennt keinen Ort, und seine Größe von {1} passt weder zum Bild ({2}) noch zu dessen Schichten {3} bis {4}, die offen sind. Geben Sie die Label an, die auf diesem Bild gezeichnet wurden.</translation>
    </message>
    <message>
        <source>'{0}' was not found beside the program or in ../lib/halftone.</source>
        <translation>„{0}“ wurde weder neben dem Programm noch in ../lib/halftone gefunden.</translation>
    </message>
    <message>
        <source>(oblique by {0} degrees)</source>
        <translation>(schräg um {0} Grad)</translation>
    </message>
    <message>
        <source>+ %1</source>
        <translation>+ %1</translation>
    </message>
    <message>
        <source>, %1 of the ceiling of %2</source>
        <translation>, %1 der Obergrenze von %2</translation>
    </message>
    <message>
        <source>, Dice %1</source>
        <translation>, Dice %1</translation>
    </message>
    <message>
        <source>, and one of them has no position by which to align them</source>
        <translation>, und eines davon hat keine Lage, nach der sie sich ausrichten ließen</translation>
    </message>
    <message>
        <source>, as text</source>
        <translation>, als Text</translation>
    </message>
    <message>
        <source>, one voxel in {0} along each axis</source>
        <translation>, ein Voxel von {0} entlang jeder Achse</translation>
    </message>
    <message>
        <source>, the range 0 to %1.</source>
        <translation>, der Bereich 0 bis %1.</translation>
    </message>
    <message>
        <source>, the range ±%1.</source>
        <translation>, der Bereich ±%1.</translation>
    </message>
    <message>
        <source>1 bit</source>
        <translation>1 Bit</translation>
    </message>
    <message>
        <source>1 bit (−1, 1)</source>
        <translation>1 Bit (−1, 1)</translation>
    </message>
    <message>
        <source>1 case</source>
        <translation>1 Fall</translation>
    </message>
    <message>
        <source>1 finding</source>
        <translation>1 Hinweis</translation>
    </message>
    <message>
        <source>1 slice missing: it is shown blank.</source>
        <translation>1 Schicht fehlt: Sie wird leer gezeigt.</translation>
    </message>
    <message>
        <source>16-bit fixed point</source>
        <translation>16-Bit-Festkomma</translation>
    </message>
    <message>
        <source>2 bits (−1, 0, 1)</source>
        <translation>2 Bit (−1, 0, 1)</translation>
    </message>
    <message>
        <source>2 codes, %1 and %2.</source>
        <translation>2 Codes, %1 und %2.</translation>
    </message>
    <message>
        <source>2 |A and B| / (|A| + |B|): 1 where mask A and mask B are equal, 0 where they share no voxel. Of several labels the mean of those that are in either mask. Of a volume the voxels of all its slices are counted together.</source>
        <translation>2 |A und B| / (|A| + |B|): 1, wenn Maske A und Maske B gleich sind, 0, wenn sie kein Voxel gemeinsam haben. Bei mehreren Labeln der Mittelwert derer, die in einer der Masken vorkommen. Bei einem Volumen werden die Voxel aller Schichten zusammen gezählt.</translation>
    </message>
    <message>
        <source>32-bit floating point</source>
        <translation>32-Bit-Gleitkomma</translation>
    </message>
    <message>
        <source>32-bit logits</source>
        <translation>Logits mit 32 Bit</translation>
    </message>
    <message>
        <source>3D</source>
        <translation>3D</translation>
    </message>
    <message>
        <source>3D  %1</source>
        <translation>3D  %1</translation>
    </message>
    <message>
        <source>3D Slicer segmentation (*.seg.nrrd)</source>
        <translation>3D-Slicer-Segmentierung (*.seg.nrrd)</translation>
    </message>
    <message>
        <source>: they show different places in the patient and hardly overlap</source>
        <translation>: Sie zeigen verschiedene Stellen im Patienten und überlappen kaum</translation>
    </message>
    <message>
        <source>; outputs %1</source>
        <translation>; Ausgaben %1</translation>
    </message>
    <message>
        <source>; outputs are the logits</source>
        <translation>; Ausgaben sind die Logits</translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;b&gt;Research use only, not for diagnosis.&lt;/b&gt; Halftone is not a medical device.&lt;/p&gt;&lt;p&gt;Computes with: %1&lt;/p&gt;&lt;p&gt;Runs with Qt %2 and VTK %3.&lt;/p&gt;&lt;p&gt;Licence: Apache-2.0. Models carry their own licence; see Models.&lt;/p&gt;&lt;p&gt;Made with: %4. LibTorch is loaded only when float precision is used. Their texts are under Licences.&lt;/p&gt;&lt;p&gt;After: MohammadHossein AskariHemmat et al., U-Net Fixed-Point Quantization for Medical Image Segmentation, 2019.&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;b&gt;Nur für die Forschung, nicht für Diagnosen.&lt;/b&gt; Halftone ist kein Medizinprodukt.&lt;/p&gt;&lt;p&gt;Rechnet mit: %1&lt;/p&gt;&lt;p&gt;Läuft mit Qt %2 und VTK %3.&lt;/p&gt;&lt;p&gt;Lizenz: Apache-2.0. Modelle haben ihre eigene Lizenz; siehe „Modelle“.&lt;/p&gt;&lt;p&gt;Erstellt mit: %4. LibTorch wird nur bei Gleitkomma-Genauigkeit geladen. Ihre Texte stehen unter „Lizenzen“.&lt;/p&gt;&lt;p&gt;Nach: MohammadHossein AskariHemmat et al., U-Net Fixed-Point Quantization for Medical Image Segmentation, 2019.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;b&gt;What is not the same.&lt;/b&gt; The paper (AskariHemmat et al., 2019) has one step for all layers, a power of two; here each output channel has a step for its weights and each layer one for its activations, and an integer multiplier for each channel carries them. Qi.f is therefore the nearest format, seldom the exact one.&lt;/p&gt;&lt;p&gt;The values above are those of its published formula, which are more than its bits can name: the sign is extra, and a fraction may round up to 1. Its activations have a sign, as batch norm follows ReLU there; here ReLU comes last, so none is wasted on one. Its first layers and its last stay in floating point; here they have 8 bits.&lt;/p&gt;&lt;p&gt;Paper mode is training and evaluation alone (halftone-cli train resources/training/paper/...), &lt;b&gt;simulated&lt;/b&gt; in floating point: such a network cannot be opened here, and no time or memory shown here is one of it.&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;b&gt;Was nicht gleich ist.&lt;/b&gt; Der Artikel (AskariHemmat et al., 2019) hat eine Schrittweite für alle Netzschichten, eine Zweierpotenz; hier hat jeder Ausgabekanal eine Schrittweite für seine Gewichte und jede Netzschicht eine für ihre Aktivierungen, und ein ganzzahliger Faktor je Kanal trägt sie. Qi.f ist daher das nächstgelegene Format, selten das genaue.&lt;/p&gt;&lt;p&gt;Die Werte oben sind die seiner veröffentlichten Formel; es sind mehr, als seine Bits benennen können: Das Vorzeichen kommt dazu, und ein Bruch kann auf 1 aufgerundet werden. Seine Aktivierungen haben ein Vorzeichen, weil die Batch-Norm dort auf ReLU folgt; hier kommt ReLU zuletzt, so wird keines daran verschwendet. Seine ersten Netzschichten und die letzte bleiben in Gleitkomma; hier haben sie 8 Bit.&lt;/p&gt;&lt;p&gt;Der Modus des Artikels ist allein Training und Auswertung (halftone-cli train resources/training/paper/...), &lt;b&gt;simuliert&lt;/b&gt; in Gleitkomma: Ein solches Netz lässt sich hier nicht öffnen, und keine Zeit und kein Speicher, die hier stehen, gehören zu einem.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Every row of the list is a case, and none failed.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Jede Zeile der Liste ist ein Fall, und keiner ist fehlgeschlagen.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Fragile voxels have another label at %2 than at %1. Their share is their number divided by the voxels that either mask has a label for.&lt;/p&gt;&lt;p&gt;It is no alarm. On the validation slices of the shipped pancreas model it found bad ones (Dice below 0.7) less well than the entropy of the probabilities; those of the EM and spinal cord models have too few bad ones to tell.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Fragile Voxel haben bei %2 ein anderes Label als bei %1. Ihr Anteil ist ihre Zahl geteilt durch die Voxel, für die eine der beiden Masken ein Label hat.&lt;/p&gt;&lt;p&gt;Das ist kein Alarm. Auf den Validierungsschichten des mitgelieferten Pankreas-Modells fand der Anteil schlechte (Dice unter 0,7) weniger gut als die Entropie der Wahrscheinlichkeiten; die Modelle für EM und Rückenmark haben zu wenige schlechte, um etwas zu sagen.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Slices together: %1.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Alle Schichten zusammen: %1.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;This slice: %1.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Diese Schicht: %1.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>A</source>
        <comment>anterior</comment>
        <translation>A</translation>
    </message>
    <message>
        <source>A brush needs a diameter above 0.</source>
        <translation>Ein Pinsel braucht einen Durchmesser über 0.</translation>
    </message>
    <message>
        <source>A channel's scale {0} is too large for the fixed-point multiplier: one accumulator step is more than 16383 output codes. The layer's activation step is wrong.</source>
        <translation>Der Maßstab {0} eines Kanals ist zu groß für den Festkomma-Faktor: Ein Schritt des Akkumulators ist mehr als 16383 Ausgabecodes. Die Schrittweite der Aktivierungen der Netzschicht ist falsch.</translation>
    </message>
    <message>
        <source>A clean-up is running.</source>
        <translation>Eine Bereinigung läuft.</translation>
    </message>
    <message>
        <source>A click or Enter shows its mask.</source>
        <translation>Ein Klick oder Eingabe zeigt die Maske.</translation>
    </message>
    <message>
        <source>A cohort is a list of images, best with reference labels. Halftone segments all of them at the precisions that you choose, in the background, and shows Dice case by case, how cases spread, and what each precision loses against full precision. Everything that is finished is kept: a run that was ended goes on where it was.</source>
        <translation>Eine Kohorte ist eine Liste von Bildern, am besten mit Referenz-Labeln. Halftone segmentiert sie im Hintergrund alle mit den Genauigkeiten, die Sie wählen, und zeigt den Dice Fall für Fall, wie die Fälle streuen und was jede Genauigkeit gegen die volle verliert. Alles Fertige bleibt: Ein beendeter Lauf geht weiter, wo er war.</translation>
    </message>
    <message>
        <source>A file among the results of the cohort</source>
        <translation>Eine Datei unter den Ergebnissen der Kohorte</translation>
    </message>
    <message>
        <source>A file of an open image</source>
        <translation>Eine Datei eines offenen Bildes</translation>
    </message>
    <message>
        <source>A file of open labels</source>
        <translation>Eine Datei offener Label</translation>
    </message>
    <message>
        <source>A file of the image</source>
        <translation>Eine Datei des Bildes</translation>
    </message>
    <message>
        <source>A file of the workspace</source>
        <translation>Eine Datei des Arbeitsbereichs</translation>
    </message>
    <message>
        <source>A filter needs a label; 0 is background.</source>
        <translation>Ein Filter braucht ein Label; 0 ist Hintergrund.</translation>
    </message>
    <message>
        <source>A filter needs a radius above 0.</source>
        <translation>Ein Filter braucht einen Radius über 0.</translation>
    </message>
    <message>
        <source>A folder is a cohort, too: with cases.csv, with nnU-Net's imagesTr and labelsTr, or of plain images, which have no references: agreement with full precision is shown then.</source>
        <translation>Auch ein Ordner ist eine Kohorte: mit cases.csv, mit imagesTr und labelsTr von nnU-Net oder mit bloßen Bildern, die keine Referenzen haben; dann wird die Übereinstimmung mit voller Genauigkeit gezeigt.</translation>
    </message>
    <message>
        <source>A forecast needs sides that are multiples of {0}; found {1} x {2}.</source>
        <translation>Eine Vorhersage braucht Seiten, die Vielfache von {0} sind; gefunden: {1} x {2}.</translation>
    </message>
    <message>
        <source>A is what the sliders say, %1. B is:</source>
        <translation>A ist, was die Regler sagen, %1. B ist:</translation>
    </message>
    <message>
        <source>A layer</source>
        <translation>Eine Ebene</translation>
    </message>
    <message>
        <source>A layer of {0} values was asked for {1}.</source>
        <translation>Von einer Netzschicht mit {0} Werten wurden {1} verlangt.</translation>
    </message>
    <message>
        <source>A library and its licence</source>
        <translation>Eine Bibliothek und ihre Lizenz</translation>
    </message>
    <message>
        <source>A library and its version</source>
        <translation>Eine Bibliothek und ihre Version</translation>
    </message>
    <message>
        <source>A list of at most </source>
        <translation>Eine Liste von höchstens </translation>
    </message>
    <message>
        <source>A mask is still being made to be edited. Wait for it, or cancel it below.</source>
        <translation>Eine Maske zum Bearbeiten entsteht noch. Warten Sie darauf, oder brechen Sie unten ab.</translation>
    </message>
    <message>
        <source>A mask is still being saved. The window closes when its file is whole.</source>
        <translation>Eine Maske wird noch gespeichert. Das Fenster schließt, wenn ihre Datei vollständig ist.</translation>
    </message>
    <message>
        <source>A number from </source>
        <translation>Eine Zahl von </translation>
    </message>
    <message>
        <source>A picture of {0} x {1} pixels cannot hold {2} bytes of red, green and blue.</source>
        <translation>Ein Bild von {0} x {1} Pixeln kann nicht {2} Byte Rot, Grün und Blau enthalten.</translation>
    </message>
    <message>
        <source>A precision: weights of 4 bits, activations of 6, computed in integers. The first and the last layer keep weights of 8 bits. FP32 is floating point of 32 bits; W16A16, fixed point of 16 bits, is simulated in floating point.</source>
        <translation>Eine Genauigkeit: Gewichte mit 4 Bit, Aktivierungen mit 6, ganzzahlig gerechnet. Die erste und die letzte Netzschicht behalten Gewichte mit 8 Bit. FP32 ist Gleitkomma mit 32 Bit; W16A16, Festkomma mit 16 Bit, wird in Gleitkomma simuliert.</translation>
    </message>
    <message>
        <source>A reader process ended over '{0}' ({1}).</source>
        <translation>Ein Leseprozess endete bei „{0}“ ({1}).</translation>
    </message>
    <message>
        <source>A record has bits that do not exist.</source>
        <translation>Ein Eintrag hat Bitbreiten, die es nicht gibt.</translation>
    </message>
    <message>
        <source>A record has no slices.</source>
        <translation>Ein Eintrag hat keine Schichten.</translation>
    </message>
    <message>
        <source>A reference cannot show '{0}' alone: it is background, and the model has several labels. Give a reference of the labels.</source>
        <translation>Eine Referenz kann nicht „{0}“ allein zeigen: Das ist Hintergrund, und das Modell hat mehrere Label. Geben Sie eine Referenz der Label an.</translation>
    </message>
    <message>
        <source>A reference of the cohort</source>
        <translation>Eine Referenz der Kohorte</translation>
    </message>
    <message>
        <source>A requantization table needs finite values and an accumulator bound below 2^28; found scale {0}, offset {1}, bound {2}.</source>
        <translation>Eine Tabelle zur Requantisierung braucht endliche Werte und eine Akkumulatorgrenze unter 2^28; gefunden: Maßstab {0}, Versatz {1}, Grenze {2}.</translation>
    </message>
    <message>
        <source>A sample of at most half a billion voxels</source>
        <translation>Ein Beispiel mit höchstens einer halben Milliarde Voxeln</translation>
    </message>
    <message>
        <source>A slice cannot be unpacked</source>
        <translation>Eine Schicht lässt sich nicht entpacken</translation>
    </message>
    <message>
        <source>A slice has another size than its image</source>
        <translation>Eine Schicht hat eine andere Größe als ihr Bild</translation>
    </message>
    <message>
        <source>A slice needs the axis that it lies across.</source>
        <translation>Eine Schicht braucht die Achse, zu der sie quer liegt.</translation>
    </message>
    <message>
        <source>A slice of a report and its mask differ in size.</source>
        <translation>Eine Schicht eines Berichts und ihre Maske haben verschiedene Größen.</translation>
    </message>
    <message>
        <source>A slice of probabilities</source>
        <translation>Eine Schicht Wahrscheinlichkeiten</translation>
    </message>
    <message>
        <source>A slice of {0} pixels cannot be cut into tiles of {1}.</source>
        <translation>Eine Schicht von {0} Pixeln lässt sich nicht in Kacheln von {1} schneiden.</translation>
    </message>
    <message>
        <source>A slice of {0}x{1} pixels came with {2} codes.</source>
        <translation>Zu einer Schicht von {0}x{1} Pixeln kamen {2} Codes.</translation>
    </message>
    <message>
        <source>A surface cannot be edited again: save the mask itself, as .nii.gz or .seg.nrrd, before it goes.</source>
        <translation>Eine Oberfläche lässt sich nicht wieder bearbeiten: Speichern Sie die Maske selbst, als .nii.gz oder .seg.nrrd, bevor sie geht.</translation>
    </message>
    <message>
        <source>A sweep needs at least one image.</source>
        <translation>Ein Durchlauf braucht mindestens ein Bild.</translation>
    </message>
    <message>
        <source>A synthetic sample</source>
        <translation>Ein synthetisches Beispiel</translation>
    </message>
    <message>
        <source>A synthetic sample can have 32 to 8192 rows and 1 to 4096 slices; asked for {0} rows and {1} slices.</source>
        <translation>Ein synthetisches Beispiel kann 32 bis 8192 Zeilen und 1 bis 4096 Schichten haben; verlangt wurden {0} Zeilen und {1} Schichten.</translation>
    </message>
    <message>
        <source>A text of at most </source>
        <translation>Ein Text von höchstens </translation>
    </message>
    <message>
        <source>A thread count is 0 (all cores) or more, not {0}.</source>
        <translation>Die Zahl der Threads ist 0 (alle Kerne) oder mehr, nicht {0}.</translation>
    </message>
    <message>
        <source>A value</source>
        <translation>Ein Wert</translation>
    </message>
    <message>
        <source>A voxel is fragile where its label differs between 8 bits and the smallest precision: the bits, and not the image alone, decide there.</source>
        <translation>Ein Voxel ist fragil, wenn sich sein Label zwischen 8 Bit und der kleinsten Genauigkeit unterscheidet: Dort entscheiden die Bits, nicht das Bild allein.</translation>
    </message>
    <message>
        <source>A whole number from </source>
        <translation>Eine ganze Zahl von </translation>
    </message>
    <message>
        <source>A window whose low end is not above its high end</source>
        <translation>Ein Fenster, dessen unteres Ende nicht über dem oberen liegt</translation>
    </message>
    <message>
        <source>ASSD</source>
        <translation>ASSD</translation>
    </message>
    <message>
        <source>About Halftone</source>
        <translation>Über Halftone</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>Aktivierungen</translation>
    </message>
    <message>
        <source>Activations: One Bit Less</source>
        <translation>Aktivierungen: ein Bit weniger</translation>
    </message>
    <message>
        <source>Activations: One Bit More</source>
        <translation>Aktivierungen: ein Bit mehr</translation>
    </message>
    <message>
        <source>Add Image</source>
        <translation>Bild hinzufügen</translation>
    </message>
    <message>
        <source>Add Label La&amp;yer...</source>
        <translation>&amp;Label-Ebene hinzufügen...</translation>
    </message>
    <message>
        <source>Add Label Layers</source>
        <translation>Label-Ebenen hinzufügen</translation>
    </message>
    <message>
        <source>Added: %1.</source>
        <translation>Hinzugefügt: %1.</translation>
    </message>
    <message>
        <source>Adds what is within the cut as a layer of labels. It is not the model's mask</source>
        <translation>Fügt hinzu, was innerhalb der Schwelle liegt, als Label-Ebene. Sie ist nicht die Maske des Modells</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>Agreement %1</source>
        <translation>Übereinst. %1</translation>
    </message>
    <message>
        <source>Agreement of each case with full precision</source>
        <translation>Übereinstimmung jedes Falls mit voller Genauigkeit</translation>
    </message>
    <message>
        <source>Agreement per slice</source>
        <translation>Übereinstimmung je Schicht</translation>
    </message>
    <message>
        <source>Agreement with full</source>
        <translation>Übereinst. mit voll</translation>
    </message>
    <message>
        <source>Agreement, volume</source>
        <translation>Übereinstimmung, Volumen</translation>
    </message>
    <message>
        <source>Agreement: Dice of the mask against that of full precision. It is no Dice against a reference.</source>
        <translation>Übereinstimmung: Dice der Maske gegen die mit voller Genauigkeit. Es ist kein Dice gegen eine Referenz.</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>Algorithmus</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All %1 slices: %2.</source>
        <translation>Alle %1 Schichten: %2.</translation>
    </message>
    <message>
        <source>All of it, coarser: one voxel in</source>
        <translation>Alles, gröber: ein Voxel von</translation>
    </message>
    <message>
        <source>All voxels have the same value ({0}): there is nothing to segment.</source>
        <translation>Alle Voxel haben denselben Wert ({0}): Es gibt nichts zu segmentieren.</translation>
    </message>
    <message>
        <source>All {0} labelled voxels of the reference lie outside of the image: the two do not overlap. Give the reference that was drawn on this image.</source>
        <translation>Alle {0} Voxel mit Label der Referenz liegen außerhalb des Bildes: Die beiden überlappen nicht. Geben Sie die Referenz an, die auf diesem Bild gezeichnet wurde.</translation>
    </message>
    <message>
        <source>An Analyze file does not say which side is left, nor where the image lies. Convert it to NIfTI with what you know of it.</source>
        <translation>Eine Analyze-Datei sagt weder, welche Seite links ist, noch wo das Bild liegt. Wandeln Sie sie mit dem, was Sie über sie wissen, in NIfTI um.</translation>
    </message>
    <message>
        <source>An image of the cohort</source>
        <translation>Ein Bild der Kohorte</translation>
    </message>
    <message>
        <source>An object of at most </source>
        <translation>Ein Objekt von höchstens </translation>
    </message>
    <message>
        <source>An&amp;gle</source>
        <translation>Winkel</translation>
    </message>
    <message>
        <source>Another image was opened meanwhile: no mask was saved.</source>
        <translation>Inzwischen wurde ein anderes Bild geöffnet: Es wurde keine Maske gespeichert.</translation>
    </message>
    <message>
        <source>Another program writes results to '{0}'. Wait until it ends, stop it, or choose another folder.</source>
        <translation>Ein anderes Programm schreibt Ergebnisse nach „{0}“. Warten Sie, bis es endet, halten Sie es an, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Any Precision</source>
        <translation>Beliebige Genauigkeit</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Area, slice %1</source>
        <translation>Fläche, Schicht %1</translation>
    </message>
    <message>
        <source>Areas by slice</source>
        <translation>Flächen je Schicht</translation>
    </message>
    <message>
        <source>Arrow keys rotate it, Page Up and Page Down zoom.</source>
        <translation>Die Pfeiltasten drehen, Bild auf und Bild ab zoomen.</translation>
    </message>
    <message>
        <source>As A, %1</source>
        <translation>Wie A, %1</translation>
    </message>
    <message>
        <source>As the mask</source>
        <translation>Wie die Maske</translation>
    </message>
    <message>
        <source>At %1, of all labels the mean over those that have one.</source>
        <translation>Bei %1, über alle Label der Mittelwert derer, die einen haben.</translation>
    </message>
    <message>
        <source>At the pixel spacing that the model works at, a slice of the image would have {0}x{1} pixels; at most 67 million are possible. Check the spacing stated in the file.</source>
        <translation>Mit dem Pixelabstand, bei dem das Modell arbeitet, hätte eine Schicht des Bildes {0}x{1} Pixel; höchstens 67 Millionen sind möglich. Prüfen Sie den Abstand, der in der Datei steht.</translation>
    </message>
    <message>
        <source>Average symmetric surface distance: the mean of the same distances, of both surfaces together. In millimetres, or in voxels where the spacing is unknown.</source>
        <translation>Mittlerer symmetrischer Oberflächenabstand: der Mittelwert derselben Abstände, beider Oberflächen zusammen. In Millimetern, oder in Voxeln, wenn der Abstand unbekannt ist.</translation>
    </message>
    <message>
        <source>B  %1</source>
        <translation>B  %1</translation>
    </message>
    <message>
        <source>B empty here</source>
        <translation>B ist hier leer</translation>
    </message>
    <message>
        <source>B shares no label with the mask, by name. Use its layer as the reference to say what it shows.</source>
        <translation>B hat kein Label mit dem Namen eines Labels der Maske. Verwenden Sie seine Ebene als Referenz, um zu sagen, was sie zeigt.</translation>
    </message>
    <message>
        <source>B&amp;rain Window</source>
        <translation>&amp;Hirn-Fenster</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>Balanced, %1</source>
        <translation>Ausgewogen, %1</translation>
    </message>
    <message>
        <source>Bar along: the interval that holds the median time with 95 % confidence.</source>
        <translation>Liegender Balken: das Intervall, das die mediane Zeit mit 95 % Konfidenz enthält.</translation>
    </message>
    <message>
        <source>Bar upright, for volumes: 95 % bootstrap interval over the slices. It ranks nothing.</source>
        <translation>Stehender Balken, bei Volumen: 95-%-Bootstrap-Intervall über die Schichten. Er wertet nichts.</translation>
    </message>
    <message>
        <source>Beaten by %1: no worse in %2, and cheaper for sure.</source>
        <translation>Geschlagen von %1: %2 nicht schlechter, und sicher billiger.</translation>
    </message>
    <message>
        <source>Beaten: another is no worse and cheaper, or better and no dearer, and that for sure.</source>
        <translation>Geschlagen: Eine andere ist nicht schlechter und billiger, oder besser und nicht teurer, und das sicher.</translation>
    </message>
    <message>
        <source>Below 0.01 nothing is drawn. The white line runs around what is within the cut.</source>
        <translation>Unter 0,01 wird nichts gezeichnet. Die weiße Linie umläuft, was innerhalb der Schwelle liegt.</translation>
    </message>
    <message>
        <source>Best within the limits: %1, %2 at %3</source>
        <translation>Beste innerhalb der Grenzen: %1, %2 bei %3</translation>
    </message>
    <message>
        <source>Bit operations</source>
        <translation>Bitoperationen</translation>
    </message>
    <message>
        <source>Bit operations, computed</source>
        <translation>Bitoperationen, berechnet</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bit</translation>
    </message>
    <message>
        <source>Bringing %1 to the grid of the image</source>
        <translation>%1 wird auf das Gitter des Bildes gebracht</translation>
    </message>
    <message>
        <source>Built-in &amp;Samples (Synthetic)</source>
        <translation>Eingebaute Beispiele (&amp;synthetisch)</translation>
    </message>
    <message>
        <source>By &amp;Label</source>
        <translation>Nach &amp;Label</translation>
    </message>
    <message>
        <source>By Error against &amp;B</source>
        <translation>Nach Fehlern gegen &amp;B</translation>
    </message>
    <message>
        <source>By Error against &amp;Full Precision</source>
        <translation>Nach Fehlern gegen &amp;volle Genauigkeit</translation>
    </message>
    <message>
        <source>By Error against the &amp;Reference</source>
        <translation>Nach Fehlern gegen die &amp;Referenz</translation>
    </message>
    <message>
        <source>By its header it lies {0} mm from the origin of space, where places of voxels cannot be told apart. Check what wrote it.</source>
        <translation>Nach seinem Kopf liegt es {0} mm vom Ursprung des Raums entfernt, wo sich die Orte von Voxeln nicht unterscheiden lassen. Prüfen Sie, was es geschrieben hat.</translation>
    </message>
    <message>
        <source>By its header the voxels measure {0}. Check the unit that it was written in.</source>
        <translation>Nach seinem Kopf messen die Voxel {0}. Prüfen Sie die Einheit, in der es geschrieben wurde.</translation>
    </message>
    <message>
        <source>By label</source>
        <translation>Nach Label</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>&amp;Leeren</translation>
    </message>
    <message>
        <source>CT Win&amp;dows</source>
        <translation>CT-Fenster</translation>
    </message>
    <message>
        <source>CT by its values</source>
        <translation>CT nach seinen Werten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel or Deselect, Stop the Background</source>
        <translation>Abbrechen oder abwählen, Hintergrund anhalten</translation>
    </message>
    <message>
        <source>Cancel what runs</source>
        <translation>Laufendes abbrechen</translation>
    </message>
    <message>
        <source>Cannot read '{0}': it is no regular file but a folder, a pipe, a socket or a device. Give a file.</source>
        <translation>„{0}“ kann nicht gelesen werden: Es ist keine gewöhnliche Datei, sondern ein Ordner, eine Pipe, ein Socket oder ein Gerät. Geben Sie eine Datei an.</translation>
    </message>
    <message>
        <source>Cannot read '{0}': its voxels need {1}</source>
        <translation>„{0}“ kann nicht gelesen werden: Die Voxel brauchen {1}</translation>
    </message>
    <message>
        <source>Cannot read '{0}': {1}.</source>
        <translation>„{0}“ kann nicht gelesen werden: {1}.</translation>
    </message>
    <message>
        <source>Cannot segment '{0}': its {1} slices, which are {2} x {3} pixels to the model, mean more work than {4} of file are given. It may be damaged or hostile; else crop it, or save it without compression.</source>
        <translation>„{0}“ kann nicht segmentiert werden: Die {1} Schichten, die für das Modell {2} x {3} Pixel haben, bedeuten mehr Arbeit, als zu {4} Datei passt. Sie ist vielleicht beschädigt oder bösartig; sonst schneiden Sie sie zu, oder speichern Sie sie ohne Kompression.</translation>
    </message>
    <message>
        <source>Cannot write '{0}': NIfTI holds at most 32767 voxels along an axis, and one of these has {1}. Use .nrrd.</source>
        <translation>„{0}“ kann nicht geschrieben werden: NIfTI fasst höchstens 32767 Voxel entlang einer Achse, und eine davon hat {1}. Nehmen Sie .nrrd.</translation>
    </message>
    <message>
        <source>Cannot write '{0}': its extension is not one of .nii, .nii.gz, .nrrd, .mha and .tif.</source>
        <translation>„{0}“ kann nicht geschrieben werden: Die Endung ist keine von .nii, .nii.gz, .nrrd, .mha und .tif.</translation>
    </message>
    <message>
        <source>Cannot write '{0}': its pixels do not match its size or its palette of {1} colours.</source>
        <translation>„{0}“ kann nicht geschrieben werden: Die Pixel passen nicht zur Größe oder zur Palette von {1} Farben.</translation>
    </message>
    <message>
        <source>Cannot write '{0}': the image is empty or has {1} voxels where its size asks for {2}.</source>
        <translation>„{0}“ kann nicht geschrieben werden: Das Bild ist leer oder hat {1} Voxel, wo seine Größe {2} verlangt.</translation>
    </message>
    <message>
        <source>Cannot write '{0}': the mask is not on the image's grid.</source>
        <translation>„{0}“ kann nicht geschrieben werden: Die Maske liegt nicht auf dem Gitter des Bildes.</translation>
    </message>
    <message>
        <source>Cannot write '{0}': {1}.</source>
        <translation>„{0}“ kann nicht geschrieben werden: {1}.</translation>
    </message>
    <message>
        <source>Cannot write '{0}': {1}. Check that the folder may be written to.</source>
        <translation>„{0}“ kann nicht geschrieben werden: {1}. Prüfen Sie, ob in den Ordner geschrieben werden darf.</translation>
    </message>
    <message>
        <source>Cannot write '{0}': {1}. Give a shorter name.</source>
        <translation>„{0}“ kann nicht geschrieben werden: {1}. Geben Sie einen kürzeren Namen.</translation>
    </message>
    <message>
        <source>Cannot write '{0}': {1}. Make room or choose another disk; a file that had the name before is unchanged.</source>
        <translation>„{0}“ kann nicht geschrieben werden: {1}. Schaffen Sie Platz, oder wählen Sie einen anderen Datenträger; eine Datei, die den Namen schon hatte, ist unverändert.</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Case '{0}' has both a whole reference and references of single labels. Give one kind.</source>
        <translation>Fall „{0}“ hat sowohl eine ganze Referenz als auch Referenzen einzelner Label. Geben Sie eine Art an.</translation>
    </message>
    <message>
        <source>Case '{0}' has no result at {1}: {2}. Leave that precision out, or choose another model.</source>
        <translation>Fall „{0}“ hat kein Ergebnis bei {1}: {2}. Lassen Sie diese Genauigkeit weg, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>Case '{0}' has {1} slices; slice {2} does not exist.</source>
        <translation>Fall „{0}“ hat {1} Schichten; Schicht {2} gibt es nicht.</translation>
    </message>
    <message>
        <source>Case '{0}': {1}</source>
        <translation>Fall „{0}“: {1}</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Cases are drawn as they come in.</source>
        <translation>Fälle werden gezeichnet, sobald sie da sind.</translation>
    </message>
    <message>
        <source>Ce&amp;ntre on the Cursor</source>
        <translation>Auf den Cursor &amp;zentrieren</translation>
    </message>
    <message>
        <source>Change...</source>
        <translation>Ändern...</translation>
    </message>
    <message>
        <source>Check that you may read the file and its folder.</source>
        <translation>Prüfen Sie, ob Sie die Datei und ihren Ordner lesen dürfen.</translation>
    </message>
    <message>
        <source>Check the name.</source>
        <translation>Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>Choose &amp;Volume...</source>
        <translation>&amp;Volumen wählen...</translation>
    </message>
    <message>
        <source>Choose Volume</source>
        <translation>Volumen wählen</translation>
    </message>
    <message>
        <source>Choose Volume...</source>
        <translation>Volumen wählen...</translation>
    </message>
    <message>
        <source>Choose a label for one value at least.</source>
        <translation>Wählen Sie für mindestens einen Wert ein Label.</translation>
    </message>
    <message>
        <source>Choose another by --volume N; info lists them.</source>
        <translation>Ein anderes wählt --volume N; info listet sie auf.</translation>
    </message>
    <message>
        <source>Choose what B is</source>
        <translation>Wählen, was B ist</translation>
    </message>
    <message>
        <source>Choose what to compare with: another precision, another model, the reference or other labels.</source>
        <translation>Wählen Sie, womit verglichen wird: andere Genauigkeit, anderes Modell, Referenz oder andere Label.</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Wählen...</translation>
    </message>
    <message>
        <source>Clean U&amp;p</source>
        <translation>Bere&amp;inigen</translation>
    </message>
    <message>
        <source>Clean up</source>
        <translation>Bereinigen</translation>
    </message>
    <message>
        <source>Cleaning up</source>
        <translation>Wird bereinigt</translation>
    </message>
    <message>
        <source>Cleaning up, %1 %</source>
        <translation>Wird bereinigt, %1 %</translation>
    </message>
    <message>
        <source>Click to choose what B is. A is what the sliders say: %1.</source>
        <translation>Klicken, um zu wählen, was B ist. A ist, was die Regler sagen: %1.</translation>
    </message>
    <message>
        <source>Clipped</source>
        <translation>Gekappt</translation>
    </message>
    <message>
        <source>Clipped A</source>
        <translation>Gekappt A</translation>
    </message>
    <message>
        <source>Clipped W</source>
        <translation>Gekappt W</translation>
    </message>
    <message>
        <source>Clipped share</source>
        <translation>Gekappter Anteil</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>Ohne Speichern schließen</translation>
    </message>
    <message>
        <source>Co&amp;hort Page</source>
        <translation>&amp;Kohortenseite</translation>
    </message>
    <message>
        <source>Co&amp;py Values under the Mouse</source>
        <translation>Werte unter der Maus &amp;kopieren</translation>
    </message>
    <message>
        <source>Cohort</source>
        <translation>Kohorte</translation>
    </message>
    <message>
        <source>Colour by</source>
        <translation>Färben nach</translation>
    </message>
    <message>
        <source>Colour layers by</source>
        <translation>Netzschichten färben nach</translation>
    </message>
    <message>
        <source>Colour of %1</source>
        <translation>Farbe von %1</translation>
    </message>
    <message>
        <source>Colours from %1 to %2</source>
        <translation>Farben von %1 bis %2</translation>
    </message>
    <message>
        <source>Colours of probabilities, from 0 to 1</source>
        <translation>Farben der Wahrscheinlichkeiten, von 0 bis 1</translation>
    </message>
    <message>
        <source>Columns, rows and slices</source>
        <translation>Spalten, Zeilen und Schichten</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Compare A and &amp;B</source>
        <translation>A &amp;und B vergleichen</translation>
    </message>
    <message>
        <source>Compare Side by &amp;Side</source>
        <translation>&amp;Nebeneinander vergleichen</translation>
    </message>
    <message>
        <source>Compare by &amp;Wipe</source>
        <translation>Mit &amp;Wischer vergleichen</translation>
    </message>
    <message>
        <source>Compare no longer</source>
        <translation>Nicht mehr vergleichen</translation>
    </message>
    <message>
        <source>Compare with Label File</source>
        <translation>Mit Label-Datei vergleichen</translation>
    </message>
    <message>
        <source>Comparing with the reference</source>
        <translation>Vergleich mit der Referenz</translation>
    </message>
    <message>
        <source>Completing the mask</source>
        <translation>Maske wird vervollständigt</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Copy Example</source>
        <translation>Beispiel kopieren</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>Als CSV kopieren</translation>
    </message>
    <message>
        <source>Cost axis of the chart</source>
        <translation>Kostenachse des Diagramms</translation>
    </message>
    <message>
        <source>Counting %1</source>
        <translation>%1 wird gezählt</translation>
    </message>
    <message>
        <source>Cursor &amp;Down</source>
        <translation>Cursor nach &amp;unten</translation>
    </message>
    <message>
        <source>Cursor &amp;Left</source>
        <translation>Cursor nach &amp;links</translation>
    </message>
    <message>
        <source>Cursor &amp;Right</source>
        <translation>Cursor nach &amp;rechts</translation>
    </message>
    <message>
        <source>Cursor &amp;Up</source>
        <translation>Cursor nach &amp;oben</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Cut where the network decided: the line is the mask's outline</source>
        <translation>Geschnitten, wo das Netz entschieden hat: Die Linie ist der Umriss der Maske</translation>
    </message>
    <message>
        <source>DICOM segmentation (*.dcm)</source>
        <translation>DICOM-Segmentierung (*.dcm)</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Dice</source>
        <translation>Dice</translation>
    </message>
    <message>
        <source>Dice %1</source>
        <translation>Dice %1</translation>
    </message>
    <message>
        <source>Dice at full precision minus Dice at %1</source>
        <translation>Dice bei voller Genauigkeit minus Dice bei %1</translation>
    </message>
    <message>
        <source>Dice at full precision minus Dice here, case by case (points; above 0: it loses). Diamond: mean; bar: its 95 % bootstrap interval over subjects.</source>
        <translation>Dice bei voller Genauigkeit minus Dice hier, Fall für Fall (Punkte; über 0: Verlust). Raute: Mittelwert; Balken: sein 95-%-Bootstrap-Intervall über die Personen.</translation>
    </message>
    <message>
        <source>Dice between two masks of which neither is a reference. It says how alike they are, not which is right.</source>
        <translation>Dice zwischen zwei Masken, von denen keine eine Referenz ist. Es sagt, wie ähnlich sie sind, nicht, welche richtig ist.</translation>
    </message>
    <message>
        <source>Dice is counted against this reference, %1; click to show or hide</source>
        <translation>Der Dice wird gegen diese Referenz gezählt, %1; klicken zum Ein- oder Ausblenden</translation>
    </message>
    <message>
        <source>Dice of each case</source>
        <translation>Dice jedes Falls</translation>
    </message>
    <message>
        <source>Dice of the mask against the reference labels on %1: twice the common voxels over the sum of both. 1 is perfect.</source>
        <translation>Dice der Maske gegen die Referenz-Label auf %1: zweimal die gemeinsamen Voxel durch die Summe beider. 1 ist perfekt.</translation>
    </message>
    <message>
        <source>Dice of the slice</source>
        <translation>Dice der Schicht</translation>
    </message>
    <message>
        <source>Dice of the volume</source>
        <translation>Dice des Volumens</translation>
    </message>
    <message>
        <source>Dice of this mask against the mask of full precision on %1. It says what the bits changed, not whether the mask is right: for that, open reference labels.</source>
        <translation>Dice dieser Maske gegen die Maske mit voller Genauigkeit auf %1. Er sagt, was die Bits geändert haben, nicht, ob die Maske richtig ist: Öffnen Sie dafür Referenz-Label.</translation>
    </message>
    <message>
        <source>Dice over all slices of the case together</source>
        <translation>Dice über alle Schichten des Falls zusammen</translation>
    </message>
    <message>
        <source>Dice per slice</source>
        <translation>Dice je Schicht</translation>
    </message>
    <message>
        <source>Dice with the reference</source>
        <translation>Dice mit der Referenz</translation>
    </message>
    <message>
        <source>Dice, %1</source>
        <translation>Dice, %1</translation>
    </message>
    <message>
        <source>Dice, mean ± sd</source>
        <translation>Dice, Mittelwert ± SD</translation>
    </message>
    <message>
        <source>Differences are drawn once cases with a reference have run at full precision and another one.</source>
        <translation>Unterschiede werden gezeichnet, sobald Fälle mit Referenz bei voller und einer weiteren Genauigkeit gelaufen sind.</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Dismiss message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>Drop a file or a DICOM folder here. Halftone reads NIfTI, NRRD, MetaImage, TIFF stacks, PNG, JPEG and DICOM. The slider then shows what each bit costs and buys.</source>
        <translation>Legen Sie hier eine Datei oder einen DICOM-Ordner ab. Halftone liest NIfTI, NRRD, MetaImage, TIFF-Stapel, PNG, JPEG und DICOM. Der Regler zeigt dann, was jedes Bit kostet und bringt.</translation>
    </message>
    <message>
        <source>Drop a list here, or open one: a CSV file with a header, a line an image. Paths are relative to it. Without a reference the cell stays empty; subject says whose images belong together; rows of one case are counted as one.</source>
        <translation>Legen Sie hier eine Liste ab, oder öffnen Sie eine: eine CSV-Datei mit Kopfzeile, eine Zeile je Bild. Pfade gelten relativ zu ihr. Ohne Referenz bleibt die Zelle leer; subject sagt, wessen Bilder zusammengehören; Zeilen eines Falls werden als einer gezählt.</translation>
    </message>
    <message>
        <source>EM (8 bits, no pixel size, tissue up to every edge)</source>
        <translation>EM (8 Bit, keine Pixelgröße, Gewebe bis an jeden Rand)</translation>
    </message>
    <message>
        <source>EM by its pixel size</source>
        <translation>EM nach seiner Pixelgröße</translation>
    </message>
    <message>
        <source>Each layer with one bit less, by LibTorch: %1</source>
        <translation>Jede Netzschicht mit einem Bit weniger, von LibTorch: %1</translation>
    </message>
    <message>
        <source>Each precision over all cases</source>
        <translation>Jede Genauigkeit über alle Fälle</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Edit a &amp;Copy of the Layer</source>
        <translation>&amp;Kopie der Ebene bearbeiten</translation>
    </message>
    <message>
        <source>Ends the run; what is finished is kept, and Start goes on from there</source>
        <translation>Beendet den Lauf; was fertig ist, bleibt, und Start fährt dort fort</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Radierer</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export &amp;Report...</source>
        <translation>Bericht &amp;exportieren...</translation>
    </message>
    <message>
        <source>Export Report</source>
        <translation>Bericht exportieren</translation>
    </message>
    <message>
        <source>Export Results</source>
        <translation>Ergebnisse exportieren</translation>
    </message>
    <message>
        <source>Fill &amp;Holes in This Slice</source>
        <translation>&amp;Löcher in dieser Schicht füllen</translation>
    </message>
    <message>
        <source>Fill Holes in the &amp;Volume</source>
        <translation>Löcher im &amp;Volumen füllen</translation>
    </message>
    <message>
        <source>Fill holes, keep the largest part, remove islands, smooth</source>
        <translation>Löcher füllen, größten Teil behalten, Inseln entfernen, glätten</translation>
    </message>
    <message>
        <source>Find File</source>
        <translation>Datei suchen</translation>
    </message>
    <message>
        <source>Find on this page</source>
        <translation>Auf dieser Seite suchen</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>First slice</source>
        <translation>Erste Schicht</translation>
    </message>
    <message>
        <source>Five Slices &amp;Back</source>
        <translation>Fünf Schichten &amp;zurück</translation>
    </message>
    <message>
        <source>Five Slices &amp;Forward</source>
        <translation>Fünf Schichten v&amp;or</translation>
    </message>
    <message>
        <source>Five Voxels Down</source>
        <translation>Fünf Voxel nach unten</translation>
    </message>
    <message>
        <source>Five Voxels Left</source>
        <translation>Fünf Voxel nach links</translation>
    </message>
    <message>
        <source>Five Voxels Right</source>
        <translation>Fünf Voxel nach rechts</translation>
    </message>
    <message>
        <source>Five Voxels Up</source>
        <translation>Fünf Voxel nach oben</translation>
    </message>
    <message>
        <source>Float inference and training need the LibTorch module: {0} Install the package halftone-torch (from source: libtorch-dev, then build with HALFTONE_WITH_TORCH=ON). The integer precisions work without it.</source>
        <translation>Gleitkomma-Inferenz und Training brauchen das LibTorch-Modul: {0} Installieren Sie das Paket halftone-torch (aus den Quellen: libtorch-dev, dann bauen mit HALFTONE_WITH_TORCH=ON). Die ganzzahligen Genauigkeiten laufen ohne.</translation>
    </message>
    <message>
        <source>Floating point, 32 bits: the model as it was trained.</source>
        <translation>Gleitkomma, 32 Bit: das Modell, wie es trainiert wurde.</translation>
    </message>
    <message>
        <source>Floating point: no grid.</source>
        <translation>Gleitkomma: kein Gitter.</translation>
    </message>
    <message>
        <source>Folder for the Results</source>
        <translation>Ordner für die Ergebnisse</translation>
    </message>
    <message>
        <source>Folders may carry names of patients. They are copied and saved with the rest.</source>
        <translation>Ordner können Namen von Patienten enthalten. Sie werden mit dem Rest kopiert und gespeichert.</translation>
    </message>
    <message>
        <source>For non-commercial research use only.

</source>
        <translation>Nur für nichtkommerzielle Forschung.

</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Fragile</source>
        <translation>Fragil</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Voll</translation>
    </message>
    <message>
        <source>Full is %1 here: the float module (LibTorch) or the model's float weights are not installed.</source>
        <translation>Voll ist hier %1: Das Gleitkomma-Modul (LibTorch) oder die Gleitkomma-Gewichte des Modells sind nicht installiert.</translation>
    </message>
    <message>
        <source>Full precision is always run: losses are counted against it.</source>
        <translation>Volle Genauigkeit läuft immer mit: Verluste werden gegen sie gezählt.</translation>
    </message>
    <message>
        <source>Full, %1</source>
        <translation>Voll, %1</translation>
    </message>
    <message>
        <source>Getting started</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Go on with the background sweep</source>
        <translation>Durchlauf im Hintergrund fortsetzen</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Dorthin</translation>
    </message>
    <message>
        <source>Go to Sl&amp;ice</source>
        <translation>Zur Sc&amp;hicht gehen</translation>
    </message>
    <message>
        <source>Go to the slice with the largest fragile share; again: to the next one</source>
        <translation>Zur Schicht mit dem größten fragilen Anteil; noch einmal: zur nächsten</translation>
    </message>
    <message>
        <source>Go to the slice with the lowest score of the mask on the screen; again: to the next one</source>
        <translation>Zur Schicht mit dem niedrigsten Wert der Maske auf dem Bildschirm; noch einmal: zur nächsten</translation>
    </message>
    <message>
        <source>Greatest value that is painted</source>
        <translation>Größter Wert, der bemalt wird</translation>
    </message>
    <message>
        <source>HD95</source>
        <translation>HD95</translation>
    </message>
    <message>
        <source>HD95 %1</source>
        <translation>HD95 %1</translation>
    </message>
    <message>
        <source>HD95 (MONAI)</source>
        <translation>HD95 (MONAI)</translation>
    </message>
    <message>
        <source>Halftone</source>
        <translation>Halftone</translation>
    </message>
    <message>
        <source>Halftone %1</source>
        <translation>Halftone %1</translation>
    </message>
    <message>
        <source>Halftone %1 started.</source>
        <translation>Halftone %1 gestartet.</translation>
    </message>
    <message>
        <source>Halftone ended before these edits were saved.</source>
        <translation>Halftone endete, bevor diese Bearbeitungen gespeichert waren.</translation>
    </message>
    <message>
        <source>Halftone models (*.halftone)</source>
        <translation>Halftone-Modelle (*.halftone)</translation>
    </message>
    <message>
        <source>Halftone, simulated: Q8.8 with its sign among the 16 bits, a step is 1/256, the range ±127.996.</source>
        <translation>Halftone, simuliert: Q8.8 mit dem Vorzeichen unter den 16 Bits, eine Schrittweite ist 1/256, der Bereich ±127,996.</translation>
    </message>
    <message>
        <source>Halftone: %1</source>
        <translation>Halftone: %1</translation>
    </message>
    <message>
        <source>Hausdorff distance, 95th percentile. A surface voxel has a neighbour across a face outside of the mask. From each surface voxel of one mask the distance to the nearest of the other is taken, in both directions; 95 % of all these distances together are no larger than HD95. In millimetres, or in voxels where the spacing is unknown. Of several labels the mean; none where a label is in one mask alone.</source>
        <translation>Hausdorff-Abstand, 95. Perzentil. Ein Oberflächenvoxel hat über eine Seitenfläche einen Nachbarn außerhalb der Maske. Von jedem Oberflächenvoxel einer Maske wird der Abstand zum nächsten der anderen genommen, in beide Richtungen; 95 % aller dieser Abstände zusammen sind nicht größer als HD95. In Millimetern, oder in Voxeln, wenn der Abstand unbekannt ist. Bei mehreren Labeln der Mittelwert; keiner, wenn ein Label nur in einer Maske vorkommt.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Hide the precisions seen before: %1</source>
        <translation>Früher gesehene Genauigkeiten ausblenden: %1</translation>
    </message>
    <message>
        <source>Hold the mouse over the image first: the range becomes that of the values under the brush.</source>
        <translation>Halten Sie die Maus zuerst über das Bild: Der Bereich wird von den Werten unter dem Pinsel übernommen.</translation>
    </message>
    <message>
        <source>Hollow: timed fewer than %1 times, too seldom to be ranked.</source>
        <translation>Hohl: weniger als %1-mal gemessen, zu selten, um gewertet zu werden.</translation>
    </message>
    <message>
        <source>How cases spread at each precision</source>
        <translation>Wie die Fälle bei jeder Genauigkeit streuen</translation>
    </message>
    <message>
        <source>How grave lines must be</source>
        <translation>Wie schwer Zeilen wiegen müssen</translation>
    </message>
    <message>
        <source>How long one has to wait for the mask of one slice: its slice time.</source>
        <translation>Wie lange man auf die Maske einer Schicht warten muss: ihre Zeit je Schicht.</translation>
    </message>
    <message>
        <source>I</source>
        <comment>inferior</comment>
        <translation>I</translation>
    </message>
    <message>
        <source>Ima&amp;ge Page</source>
        <translation>&amp;Bildseite</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Image %1; click to show or hide</source>
        <translation>Bild %1; klicken zum Ein- oder Ausblenden</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Images (*.nii *.nii.gz *.hdr *.img *.nrrd *.nhdr *.mha *.mhd *.tif *.tiff *.png *.jpg *.jpeg *.dcm);;All files (*)</source>
        <translation>Bilder (*.nii *.nii.gz *.hdr *.img *.nrrd *.nhdr *.mha *.mhd *.tif *.tiff *.png *.jpg *.jpeg *.dcm);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Images of the series that it is made of</source>
        <translation>Bilder der Serie, aus denen es besteht</translation>
    </message>
    <message>
        <source>In %1 tiles of %2 × %3 pixels.</source>
        <translation>In %1 Kacheln von %2 × %3 Pixeln.</translation>
    </message>
    <message>
        <source>In&amp;vert</source>
        <translation>Invertieren</translation>
    </message>
    <message>
        <source>It asks to be shown inverted (MONOCHROME1); its values are kept as they are.</source>
        <translation>Es will invertiert gezeigt werden (MONOCHROME1); seine Werte bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>It asks viewers to show it turned or mirrored (EXIF orientation {0}); it is read as stored.</source>
        <translation>Es will gedreht oder gespiegelt gezeigt werden (EXIF-Orientierung {0}); es wird gelesen, wie es gespeichert ist.</translation>
    </message>
    <message>
        <source>It colours its pixels by a palette of {0} entries; their numbers in the palette are its values.</source>
        <translation>Es färbt seine Pixel mit einer Palette von {0} Einträgen; deren Nummern in der Palette sind seine Werte.</translation>
    </message>
    <message>
        <source>It does not say how far apart its slices lie: 1 mm is taken, and volumes in millilitres mean nothing.</source>
        <translation>Es sagt nicht, wie weit seine Schichten auseinanderliegen: 1 mm wird angenommen, und Volumen in Millilitern bedeuten nichts.</translation>
    </message>
    <message>
        <source>It gives its pixel size as {0} '{1}', which is no size that an image can have; the size is taken as unknown.</source>
        <translation>Es gibt seine Pixelgröße mit {0} „{1}“ an, was keine mögliche Größe ist; die Größe gilt als unbekannt.</translation>
    </message>
    <message>
        <source>It has a transparency channel that hides nothing; it is left out.</source>
        <translation>Es hat einen Transparenzkanal, der nichts verbirgt; er wird ausgelassen.</translation>
    </message>
    <message>
        <source>It holds {0} volumes; number {1} is taken ({2}).</source>
        <translation>Es enthält {0} Volumen; Nummer {1} wird genommen ({2}).</translation>
    </message>
    <message>
        <source>It is a mosaic: several slices are tiled in one picture, which is not taken apart.</source>
        <translation>Es ist ein Mosaik: Mehrere Schichten sind in einem Bild gekachelt, das nicht zerlegt wird.</translation>
    </message>
    <message>
        <source>It is a safetensors file, but not a Halftone model: the metadata has no entry 'halftone'.</source>
        <translation>Es ist eine safetensors-Datei, aber kein Halftone-Modell: Die Metadaten haben keinen Eintrag „halftone“.</translation>
    </message>
    <message>
        <source>It is animated; only its first picture is read.</source>
        <translation>Es ist animiert; nur sein erstes Bild wird gelesen.</translation>
    </message>
    <message>
        <source>It is compressed by JPEG, which changes values: class numbers in it are not to be trusted.</source>
        <translation>Es ist mit JPEG komprimiert, was Werte verändert: Klassennummern darin ist nicht zu trauen.</translation>
    </message>
    <message>
        <source>It is stored in colour with red, green and blue equal; they are read as one grey value.</source>
        <translation>Es ist in Farbe gespeichert, mit gleichem Rot, Grün und Blau; sie werden als ein Grauwert gelesen.</translation>
    </message>
    <message>
        <source>It marks a value or palette entries as transparent; they are read as any others.</source>
        <translation>Es kennzeichnet einen Wert oder Paletteneinträge als transparent; sie werden wie alle anderen gelesen.</translation>
    </message>
    <message>
        <source>It says no place. By its size it was taken for labels of slices {0} to {1} of the image, which are open: if it was drawn on others, nothing fits.</source>
        <translation>Es nennt keinen Ort. Nach seiner Größe wurde es für Label der Schichten {0} bis {1} des Bildes gehalten, die offen sind: Wurde es auf anderen gezeichnet, passt nichts.</translation>
    </message>
    <message>
        <source>It shows its zeros white; its values are read inverted, unless they are a mask of zeros and {0}s, which ImageJ stores so.</source>
        <translation>Es zeigt seine Nullen weiß; seine Werte werden invertiert gelesen, außer es ist eine Maske aus Nullen und {0}en, die ImageJ so speichert.</translation>
    </message>
    <message>
        <source>It states its pixel size, but not along {0}; the size is taken as unknown.</source>
        <translation>Es gibt seine Pixelgröße an, aber nicht entlang {0}; die Größe gilt als unbekannt.</translation>
    </message>
    <message>
        <source>It stores one bit per voxel; its values are 0 and 1.</source>
        <translation>Es speichert ein Bit je Voxel; seine Werte sind 0 und 1.</translation>
    </message>
    <message>
        <source>It stores white as zero; its values are read inverted.</source>
        <translation>Es speichert Weiß als Null; seine Werte werden invertiert gelesen.</translation>
    </message>
    <message>
        <source>It stores {0} bits per voxel; their numbers are kept, from 0 to {1}.</source>
        <translation>Es speichert {0} Bit je Voxel; deren Zahlen bleiben, von 0 bis {1}.</translation>
    </message>
    <message>
        <source>It was decoded without protection against damaged and hostile files: no process could be started for it.</source>
        <translation>Es wurde ohne Schutz vor beschädigten und bösartigen Dateien dekodiert: Dafür ließ sich kein Prozess starten.</translation>
    </message>
    <message>
        <source>It was in %1</source>
        <translation>War in %1</translation>
    </message>
    <message>
        <source>Its ImageJ description calibrates the values ({0} + {1} x the stored value and so on); the stored values are taken. Apply the calibration in ImageJ and save it again.</source>
        <translation>Seine ImageJ-Beschreibung kalibriert die Werte ({0} + {1} x gespeicherter Wert und so weiter); die gespeicherten Werte werden genommen. Wenden Sie die Kalibrierung in ImageJ an, und speichern Sie es neu.</translation>
    </message>
    <message>
        <source>Its ImageJ description gives no distance between slices; 1 {0} is taken, as ImageJ does.</source>
        <translation>Seine ImageJ-Beschreibung nennt keinen Abstand zwischen Schichten; 1 {0} wird angenommen, wie ImageJ es tut.</translation>
    </message>
    <message>
        <source>Its axes are sheared: they miss right angles by {0} degrees. Millimetres, millilitres and masks allow for it; pictures of slices show their pixels at right angles.</source>
        <translation>Seine Achsen sind geschert: Sie verfehlen rechte Winkel um {0} Grad. Millimeter, Milliliter und Masken berücksichtigen es; Bilder von Schichten zeigen ihre Pixel im rechten Winkel.</translation>
    </message>
    <message>
        <source>Its description gives {0} axes of planes without names; the longest is taken for depth.</source>
        <translation>Seine Beschreibung nennt {0} Achsen von Ebenen ohne Namen; die längste gilt als Tiefe.</translation>
    </message>
    <message>
        <source>Its description speaks of {0} planes, but the file holds {1}; these are read.</source>
        <translation>Seine Beschreibung spricht von {0} Ebenen, die Datei enthält aber {1}; diese werden gelesen.</translation>
    </message>
    <message>
        <source>Its frames follow each other in time, not in space: the depth of the stack means nothing.</source>
        <translation>Seine Einzelbilder folgen zeitlich aufeinander, nicht räumlich: Die Tiefe des Stapels bedeutet nichts.</translation>
    </message>
    <message>
        <source>Its frames state no positions: they are stacked in their order, evenly.</source>
        <translation>Seine Einzelbilder nennen keine Orte: Sie sind in ihrer Reihenfolge gleichmäßig gestapelt.</translation>
    </message>
    <message>
        <source>Its header names the orientation {0} but gives no TransformMatrix; how the patient lies is not known.</source>
        <translation>Sein Kopf nennt die Orientierung {0}, aber keine TransformMatrix; wie der Patient liegt, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Its header names the orientation {0}, its TransformMatrix says {1}; the matrix was taken. Left and right may be swapped.</source>
        <translation>Sein Kopf nennt die Orientierung {0}, seine TransformMatrix sagt {1}; die Matrix wurde genommen. Links und rechts können vertauscht sein.</translation>
    </message>
    <message>
        <source>Its images fit different models ('{0}' and '{1}'). Choose one model for all cases, or make them two cases.</source>
        <translation>Seine Bilder passen zu verschiedenen Modellen („{0}“ und „{1}“). Wählen Sie ein Modell für alle Fälle, oder machen Sie zwei Fälle daraus.</translation>
    </message>
    <message>
        <source>Its inverted grey scale (MONOCHROME1) is turned round.</source>
        <translation>Seine invertierten Grauwerte (MONOCHROME1) werden umgekehrt.</translation>
    </message>
    <message>
        <source>Its pages colour their pixels by different palettes; the numbers in the palettes are its values, but may mean different things on different pages.</source>
        <translation>Seine Seiten färben ihre Pixel mit verschiedenen Paletten; die Nummern in den Paletten sind seine Werte, können aber auf verschiedenen Seiten Verschiedenes bedeuten.</translation>
    </message>
    <message>
        <source>Its palette of {0} colours holds different greys only; the greys are its values.</source>
        <translation>Seine Palette von {0} Farben enthält nur verschiedene Grautöne; diese sind seine Werte.</translation>
    </message>
    <message>
        <source>Its pixel size is that at the detector; structures are smaller by the magnification.</source>
        <translation>Seine Pixelgröße ist die am Detektor; Strukturen sind um die Vergrößerung kleiner.</translation>
    </message>
    <message>
        <source>Its pixels went through lossy compression: values are not those of the scanner.</source>
        <translation>Seine Pixel wurden verlustbehaftet komprimiert: Die Werte sind nicht die des Scanners.</translation>
    </message>
    <message>
        <source>Its qform is damaged; the place was taken from its sform.</source>
        <translation>Seine qform ist beschädigt; die Lage wurde aus seiner sform genommen.</translation>
    </message>
    <message>
        <source>Its rows and columns are stored turned or mirrored (orientation {0}); they are read upright.</source>
        <translation>Seine Zeilen und Spalten sind gedreht oder gespiegelt gespeichert (Orientierung {0}); sie werden aufrecht gelesen.</translation>
    </message>
    <message>
        <source>Its scale (scl_slope, scl_inter) is not a finite number; the values are taken as stored.</source>
        <translation>Seine Skalierung (scl_slope, scl_inter) ist keine endliche Zahl; die Werte werden genommen, wie sie gespeichert sind.</translation>
    </message>
    <message>
        <source>Its sform and its qform disagree on which way the axes run ({0} by the sform, {1} by the qform); the sform was taken. Left and right may be swapped.</source>
        <translation>Seine sform und seine qform widersprechen sich darin, wohin die Achsen zeigen ({0} laut sform, {1} laut qform); die sform wurde genommen. Links und rechts können vertauscht sein.</translation>
    </message>
    <message>
        <source>Its sform and its qform give places up to {0} apart; the sform was taken.</source>
        <translation>Seine sform und seine qform geben Orte an, die bis zu {0} auseinanderliegen; die sform wurde genommen.</translation>
    </message>
    <message>
        <source>Its sform gives voxels of {0}, its pixdim {1}; the sform was taken.</source>
        <translation>Seine sform ergibt Voxel von {0}, sein pixdim {1}; die sform wurde genommen.</translation>
    </message>
    <message>
        <source>Its sform is empty or damaged; the place was taken from its qform.</source>
        <translation>Seine sform ist leer oder beschädigt; die Lage wurde aus seiner qform genommen.</translation>
    </message>
    <message>
        <source>Its slices are stacked at a tilt of {0} degrees (gantry tilt): each lies {1} further along its own plane than the one before. The grid is kept sheared as it was scanned, and masks lie on its voxels; programs that cannot show sheared grids show both out of place.</source>
        <translation>Seine Schichten sind mit einer Neigung von {0} Grad gestapelt (Gantry-Neigung): Jede liegt {1} weiter entlang ihrer eigenen Ebene als die davor. Das Gitter bleibt geschert, wie es aufgenommen wurde, und Masken liegen auf seinen Voxeln; Programme, die gescherte Gitter nicht zeigen können, zeigen beides an falscher Stelle.</translation>
    </message>
    <message>
        <source>Its unit '{0}' is not known as a length; how large its voxels are is not known.</source>
        <translation>Seine Einheit „{0}“ ist als Länge nicht bekannt; wie groß seine Voxel sind, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Its {0} slices are the files '{1}' to '{2}' of a folder, in the order of their numbers.</source>
        <translation>Seine {0} Schichten sind die Dateien „{1}“ bis „{2}“ eines Ordners, in der Reihenfolge ihrer Nummern.</translation>
    </message>
    <message>
        <source>Keep Open</source>
        <translation>Offen lassen</translation>
    </message>
    <message>
        <source>Keep open</source>
        <translation>Offen lassen</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>Tasten und Maus</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Known for a precision once all its slices are segmented.</source>
        <translation>Für eine Genauigkeit bekannt, sobald alle ihre Schichten segmentiert sind.</translation>
    </message>
    <message>
        <source>L</source>
        <comment>left</comment>
        <translation>L</translation>
    </message>
    <message>
        <source>La&amp;yout</source>
        <translation>An&amp;ordnung</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Label File...</source>
        <translation>Label-Datei...</translation>
    </message>
    <message>
        <source>Label that is painted</source>
        <translation>Label, das gemalt wird</translation>
    </message>
    <message>
        <source>Label that is painted and cleaned up</source>
        <translation>Label, das gemalt und bereinigt wird</translation>
    </message>
    <message>
        <source>Label whose probability is shown</source>
        <translation>Label, dessen Wahrscheinlichkeit gezeigt wird</translation>
    </message>
    <message>
        <source>Labels %1; click to show or hide</source>
        <translation>Label %1; klicken zum Ein- oder Ausblenden</translation>
    </message>
    <message>
        <source>Labels have no precision that the sliders could take</source>
        <translation>Label haben keine Genauigkeit, die die Regler übernehmen könnten</translation>
    </message>
    <message>
        <source>Last slice</source>
        <translation>Letzte Schicht</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Latency: the time from a slice's input to its mask on the image, by the clock on the wall. The median of several runs; how far these lie apart stands beside it.</source>
        <translation>Latenz: die Zeit von der Eingabe einer Schicht bis zu ihrer Maske auf dem Bild, nach der Wanduhr. Der Median mehrerer Läufe; wie weit diese auseinanderliegen, steht daneben.</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Netzschicht</translation>
    </message>
    <message>
        <source>Layer '{0}': name, bits or shape in 'weights' disagree with the network.</source>
        <translation>Netzschicht „{0}“: Name, Bits oder Form in „weights“ stimmen nicht mit dem Netz überein.</translation>
    </message>
    <message>
        <source>Layer as &amp;Outline</source>
        <translation>Ebene als &amp;Umriss</translation>
    </message>
    <message>
        <source>Layer by layer</source>
        <translation>Nach Netzschichten</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Ebenen</translation>
    </message>
    <message>
        <source>Layers of the network</source>
        <translation>Netzschichten</translation>
    </message>
    <message>
        <source>Least that the quality has to be</source>
        <translation>Mindestwert der Qualität</translation>
    </message>
    <message>
        <source>Least value that is painted</source>
        <translation>Kleinster Wert, der bemalt wird</translation>
    </message>
    <message>
        <source>Leave It &amp;Out</source>
        <translation>&amp;Auslassen</translation>
    </message>
    <message>
        <source>Left of the line is A, right of it B. Drag it, or move it by the arrow keys.</source>
        <translation>Links der Linie ist A, rechts davon B. Ziehen Sie sie, oder bewegen Sie sie mit den Pfeiltasten.</translation>
    </message>
    <message>
        <source>Left-drag</source>
        <translation>Ziehen links</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
    <message>
        <source>Letters, &amp;Scale Bar, Window and Crosshair</source>
        <translation>Buchstaben, Maßstab, Fenster und Fadenkreuz</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Lin&amp;k Weights and Activations</source>
        <translation>Gewichte und Aktivierungen kop&amp;peln</translation>
    </message>
    <message>
        <source>Lin&amp;k Zoom and Pan</source>
        <translation>Zoom und Verschiebung ko&amp;ppeln</translation>
    </message>
    <message>
        <source>Lines of the results that are cut or damaged, as a run that was ended leaves them: %1. What they held is computed again.</source>
        <translation>Zeilen der Ergebnisse, die abgeschnitten oder beschädigt sind, wie ein beendeter Lauf sie hinterlässt: %1. Was sie enthielten, wird neu berechnet.</translation>
    </message>
    <message>
        <source>Lines with these words</source>
        <translation>Zeilen mit diesen Wörtern</translation>
    </message>
    <message>
        <source>Link weights and activations</source>
        <translation>Gewichte und Aktivierungen koppeln</translation>
    </message>
    <message>
        <source>Lists of cases (*.csv);;All files (*)</source>
        <translation>Listen von Fällen (*.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Locate %1</source>
        <translation>%1 suchen</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Logits need the shape {0}; found {1}.</source>
        <translation>Logits brauchen die Form {0}; gefunden: {1}.</translation>
    </message>
    <message>
        <source>Look from above (superior)</source>
        <translation>Von oben ansehen (superior)</translation>
    </message>
    <message>
        <source>Look from behind (posterior)</source>
        <translation>Von hinten ansehen (posterior)</translation>
    </message>
    <message>
        <source>Look from below (inferior)</source>
        <translation>Von unten ansehen (inferior)</translation>
    </message>
    <message>
        <source>Look from the front (anterior)</source>
        <translation>Von vorn ansehen (anterior)</translation>
    </message>
    <message>
        <source>Look from the patient's left</source>
        <translation>Von links ansehen, vom Patienten aus</translation>
    </message>
    <message>
        <source>Look from the patient's right</source>
        <translation>Von rechts ansehen, vom Patienten aus</translation>
    </message>
    <message>
        <source>Loss %1</source>
        <translation>Verlust %1</translation>
    </message>
    <message>
        <source>Loss (95 % interval)</source>
        <translation>Verlust (95-%-Intervall)</translation>
    </message>
    <message>
        <source>Loss: Dice at full precision minus Dice here, the mean over pairs of equal cases; interval by bootstrap over subjects. sd needs two cases, an interval two subjects. HD95: the mean over the cases, and in them over the labels, that have one. Times: each slice once, while Halftone did nothing else.</source>
        <translation>Verlust: Dice bei voller Genauigkeit minus Dice hier, der Mittelwert über Paare gleicher Fälle; Intervall durch Bootstrap über die Personen. SD braucht zwei Fälle, ein Intervall zwei Personen. HD95: der Mittelwert über die Fälle und darin über die Label, die einen haben. Zeiten: jede Schicht einmal, während Halftone nichts anderes tat.</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>Verluste</translation>
    </message>
    <message>
        <source>Ma&amp;ximise View</source>
        <translation>Ansicht ma&amp;ximieren</translation>
    </message>
    <message>
        <source>Making a synthetic sample</source>
        <translation>Synthetisches Beispiel wird erzeugt</translation>
    </message>
    <message>
        <source>Many cases at several precisions</source>
        <translation>Viele Fälle mit mehreren Genauigkeiten</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Maske</translation>
    </message>
    <message>
        <source>Mask of %1; click to show or hide</source>
        <translation>Maske von %1; klicken zum Ein- oder Ausblenden</translation>
    </message>
    <message>
        <source>Mask to be edited, begun from %1; click to show or hide</source>
        <translation>Zu bearbeitende Maske, ausgehend von %1; klicken zum Ein- oder Ausblenden</translation>
    </message>
    <message>
        <source>Mean ± sd</source>
        <translation>Mittelwert ± SD</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <source>Measuring distances of %1</source>
        <translation>Abstände von %1 werden gemessen</translation>
    </message>
    <message>
        <source>Measuring...</source>
        <translation>Messung läuft...</translation>
    </message>
    <message>
        <source>Median of the slices at %1, each run once while Halftone did nothing else</source>
        <translation>Median der Schichten bei %1, jede einmal gelaufen, während Halftone nichts anderes tat</translation>
    </message>
    <message>
        <source>Medical images, segmented with few bits.</source>
        <translation>Medizinische Bilder, mit wenigen Bits segmentiert.</translation>
    </message>
    <message>
        <source>Memory held while one slice runs: activations (arena) plus the weights in the form the kernels read. Counted, not estimated; the program itself is not included.</source>
        <translation>Speicher, der belegt ist, während eine Schicht läuft: Aktivierungen (Arena) und die Gewichte in der Form, die die Rechenkerne lesen. Gezählt, nicht geschätzt; das Programm selbst ist nicht dabei.</translation>
    </message>
    <message>
        <source>Memory of a run</source>
        <translation>Speicher eines Laufs</translation>
    </message>
    <message>
        <source>Memory: predicted %1, counted %2.</source>
        <translation>Speicher: vorhergesagt %1, gezählt %2.</translation>
    </message>
    <message>
        <source>MetaImage (*.mha)</source>
        <translation>MetaImage (*.mha)</translation>
    </message>
    <message>
        <source>Meters, chart and ribbon are of %1, not of the edited mask.</source>
        <translation>Messwerte, Diagramm und Band gelten für %1, nicht für die bearbeitete Maske.</translation>
    </message>
    <message>
        <source>Middle-drag</source>
        <translation>Ziehen Mitte</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Verpasst</translation>
    </message>
    <message>
        <source>Mo&amp;del</source>
        <translation>Mo&amp;dell</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>Modalität</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>More Opa&amp;que</source>
        <translation>Deck&amp;ender</translation>
    </message>
    <message>
        <source>Mos&amp;t Fragile Slice, Then the Next</source>
        <translation>Fra&amp;gilste Schicht, dann die nächste</translation>
    </message>
    <message>
        <source>Most that the cost may be</source>
        <translation>Höchstwert der Kosten</translation>
    </message>
    <message>
        <source>Mouse on the image</source>
        <translation>Maus auf dem Bild</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Bewegen</translation>
    </message>
    <message>
        <source>Move C&amp;ursor</source>
        <translation>&amp;Cursor bewegen</translation>
    </message>
    <message>
        <source>Move both together, as far apart as they are now (%1)</source>
        <translation>Beide zusammen bewegen, so weit auseinander wie jetzt (%1)</translation>
    </message>
    <message>
        <source>Multiplications of one slice times the bits of their weights times those of their activations: work that hardware for few bits could save. Computed, not measured.</source>
        <translation>Multiplikationen einer Schicht mal die Bits ihrer Gewichte mal die ihrer Aktivierungen: Arbeit, die Hardware für wenige Bits sparen könnte. Berechnet, nicht gemessen.</translation>
    </message>
    <message>
        <source>NIfTI (*.nii.gz *.nii)</source>
        <translation>NIfTI (*.nii.gz *.nii)</translation>
    </message>
    <message>
        <source>NRRD (*.nrrd)</source>
        <translation>NRRD (*.nrrd)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Net&amp;work Page</source>
        <translation>&amp;Netzseite</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>No Dice: there is no reference in this slice.</source>
        <translation>Kein Dice: In dieser Schicht gibt es keine Referenz.</translation>
    </message>
    <message>
        <source>No agreement with full precision is known here.</source>
        <translation>Eine Übereinstimmung mit voller Genauigkeit ist hier nicht bekannt.</translation>
    </message>
    <message>
        <source>No case has a reference: agreement is the Dice of each mask against that of full precision. How right either is, nobody can say from it.</source>
        <translation>Kein Fall hat eine Referenz: Die Übereinstimmung ist der Dice jeder Maske gegen die mit voller Genauigkeit. Wie richtig die eine oder die andere ist, lässt sich daran nicht erkennen.</translation>
    </message>
    <message>
        <source>No installed model fits '{0}'; the nearest is '{1}' ({2}). Choose one model for all cases, or take this one out.</source>
        <translation>Kein installiertes Modell passt zu „{0}“; am nächsten kommt „{1}“ ({2}). Wählen Sie ein Modell für alle Fälle, oder nehmen Sie diesen heraus.</translation>
    </message>
    <message>
        <source>No installed model fits this image, which is shown without a mask; the nearest is '{0}' ({1}).</source>
        <translation>Kein installiertes Modell passt zu diesem Bild, das ohne Maske gezeigt wird; am nächsten kommt „{0}“ ({1}).</translation>
    </message>
    <message>
        <source>No layer with labels is visible.</source>
        <translation>Keine Ebene mit Labeln ist sichtbar.</translation>
    </message>
    <message>
        <source>No measured precision is within these limits.</source>
        <translation>Keine gemessene Genauigkeit liegt innerhalb dieser Grenzen.</translation>
    </message>
    <message>
        <source>No model is installed. Open one, or give one.</source>
        <translation>Es ist kein Modell installiert. Öffnen Sie eines, oder geben Sie eines an.</translation>
    </message>
    <message>
        <source>No model segments this image, so there is no network to look into.</source>
        <translation>Kein Modell segmentiert dieses Bild, daher gibt es kein Netz anzusehen.</translation>
    </message>
    <message>
        <source>No other model is installed</source>
        <translation>Kein anderes Modell ist installiert</translation>
    </message>
    <message>
        <source>No picture: its mask is not kept. A click computes it.</source>
        <translation>Kein Bild: Die Maske ist nicht aufgehoben. Ein Klick berechnet sie.</translation>
    </message>
    <message>
        <source>No row can be used. {0}</source>
        <translation>Keine Zeile ist brauchbar. {0}</translation>
    </message>
    <message>
        <source>No voxel holds a finite number: there is nothing to segment.</source>
        <translation>Kein Voxel enthält eine endliche Zahl: Es gibt nichts zu segmentieren.</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>None: a label is in one of the masks alone</source>
        <translation>Keiner: Ein Label kommt nur in einer der Masken vor</translation>
    </message>
    <message>
        <source>Not all edited masks of the workspace %1 are open. Their files are kept, and saving asks for a name.</source>
        <translation>Nicht alle bearbeiteten Masken des Arbeitsbereichs %1 sind offen. Ihre Dateien bleiben, und beim Speichern wird nach einem Namen gefragt.</translation>
    </message>
    <message>
        <source>Not in the chart: its %1 is not known.</source>
        <translation>Nicht im Diagramm: %1 ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Not measured yet</source>
        <translation>Noch nicht gemessen</translation>
    </message>
    <message>
        <source>Not on this page.</source>
        <translation>Nicht auf dieser Seite.</translation>
    </message>
    <message>
        <source>Not ranked yet: %1 runs are needed.</source>
        <translation>Noch nicht gewertet: %1 Läufe sind nötig.</translation>
    </message>
    <message>
        <source>Not ranked: the machine was busy. It is measured again in quiet.</source>
        <translation>Nicht gewertet: Der Rechner war ausgelastet. In Ruhe wird neu gemessen.</translation>
    </message>
    <message>
        <source>Note: {0}</source>
        <translation>Hinweis: {0}</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Nothing had to be cleaned up: the mask is as it was.</source>
        <translation>Es gab nichts zu bereinigen: Die Maske ist, wie sie war.</translation>
    </message>
    <message>
        <source>Nothing is counted of a mask that is edited. Save it and open it as labels to have its numbers.</source>
        <translation>Von einer bearbeiteten Maske wird nichts gezählt. Speichern Sie sie und öffnen Sie sie als Label, um ihre Zahlen zu haben.</translation>
    </message>
    <message>
        <source>Nothing is edited. Begin with %1 (%2).</source>
        <translation>Nichts wird bearbeitet. Beginnen Sie mit „%1“ (%2).</translation>
    </message>
    <message>
        <source>Nothing is open.</source>
        <translation>Nichts ist offen.</translation>
    </message>
    <message>
        <source>Number %1 is open.</source>
        <translation>Nummer %1 ist offen.</translation>
    </message>
    <message>
        <source>Number %1 is selected: the first of equals.</source>
        <translation>Nummer %1 ist ausgewählt: das erste von gleichen.</translation>
    </message>
    <message>
        <source>Number %1 is selected: the largest that can be opened, localizers and labels aside.</source>
        <translation>Nummer %1 ist ausgewählt: das größte, das sich öffnen lässt, ohne Übersichtsbilder und Label.</translation>
    </message>
    <message>
        <source>Numbers behind the dial</source>
        <translation>Zahlen hinter dem Regler</translation>
    </message>
    <message>
        <source>Of ceiling</source>
        <translation>Von Obergrenze</translation>
    </message>
    <message>
        <source>Off: no image that is opened from now on is listed.</source>
        <translation>Aus: Kein Bild, das ab jetzt geöffnet wird, kommt auf die Liste.</translation>
    </message>
    <message>
        <source>On the front: none is known to beat it.</source>
        <translation>Auf der Front: Keine schlägt sie, soweit bekannt.</translation>
    </message>
    <message>
        <source>On the front: none is known to beat it. All are judged on the same voxels, so any difference in quality counts; costs count where their intervals do not overlap.</source>
        <translation>Auf der Front: Keine schlägt sie, soweit bekannt. Alle werden an denselben Voxeln beurteilt, daher zählt jeder Unterschied der Qualität; Kosten zählen, wo ihre Intervalle nicht überlappen.</translation>
    </message>
    <message>
        <source>Once the probabilities of all slices are known</source>
        <translation>Sobald die Wahrscheinlichkeiten aller Schichten bekannt sind</translation>
    </message>
    <message>
        <source>One bit less</source>
        <translation>Ein Bit weniger</translation>
    </message>
    <message>
        <source>One more label</source>
        <translation>Ein weiteres Label</translation>
    </message>
    <message>
        <source>One voxel in</source>
        <translation>Ein Voxel von</translation>
    </message>
    <message>
        <source>Only here</source>
        <translation>Nur hier</translation>
    </message>
    <message>
        <source>Only integer precisions can be packed, not {0}. The full model file already holds the float weights.</source>
        <translation>Nur ganzzahlige Genauigkeiten lassen sich packen, nicht {0}. Die vollständige Modelldatei enthält die Gleitkomma-Gewichte schon.</translation>
    </message>
    <message>
        <source>Only one voxel in {3} along each axis was opened: whatever is smaller is not seen, and masks are as coarse.</source>
        <translation>Nur ein Voxel von {3} entlang jeder Achse wurde geöffnet: Was kleiner ist, ist nicht zu sehen, und Masken sind ebenso grob.</translation>
    </message>
    <message>
        <source>Only slices {0} to {1} of {2} were opened, and of them one voxel in {3} along each axis: whatever is smaller is not seen, and masks are as coarse.</source>
        <translation>Nur die Schichten {0} bis {1} von {2} wurden geöffnet, und davon ein Voxel von {3} entlang jeder Achse: Was kleiner ist, ist nicht zu sehen, und Masken sind ebenso grob.</translation>
    </message>
    <message>
        <source>Only slices {0} to {1} of {2} were opened.</source>
        <translation>Nur die Schichten {0} bis {1} von {2} wurden geöffnet.</translation>
    </message>
    <message>
        <source>Only the largest of {0} series was opened: volume {1} ({2}).</source>
        <translation>Nur die größte von {0} Serien wurde geöffnet: Volumen {1} ({2}).</translation>
    </message>
    <message>
        <source>Only the largest of {0} volumes was opened: volume {1} ({2}).</source>
        <translation>Nur das größte von {0} Volumen wurde geöffnet: Volumen {1} ({2}).</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>Opacity of the selected layer</source>
        <translation>Deckkraft der ausgewählten Ebene</translation>
    </message>
    <message>
        <source>Open Co&amp;hort...</source>
        <translation>&amp;Kohorte öffnen...</translation>
    </message>
    <message>
        <source>Open Cohort</source>
        <translation>Kohorte öffnen</translation>
    </message>
    <message>
        <source>Open DICOM &amp;Folder...</source>
        <translation>DICOM-&amp;Ordner öffnen...</translation>
    </message>
    <message>
        <source>Open DICOM Folder</source>
        <translation>DICOM-Ordner öffnen</translation>
    </message>
    <message>
        <source>Open Folder of Cases</source>
        <translation>Ordner mit Fällen öffnen</translation>
    </message>
    <message>
        <source>Open Folder...</source>
        <translation>Ordner öffnen...</translation>
    </message>
    <message>
        <source>Open Image</source>
        <translation>Bild öffnen</translation>
    </message>
    <message>
        <source>Open Image...</source>
        <translation>Bild öffnen...</translation>
    </message>
    <message>
        <source>Open List...</source>
        <translation>Liste öffnen...</translation>
    </message>
    <message>
        <source>Open Model</source>
        <translation>Modell öffnen</translation>
    </message>
    <message>
        <source>Open Reference &amp;Labels...</source>
        <translation>&amp;Referenz-Label öffnen...</translation>
    </message>
    <message>
        <source>Open Reference Labels</source>
        <translation>Referenz-Label öffnen</translation>
    </message>
    <message>
        <source>Open Wor&amp;kspace...</source>
        <translation>Arbeitsbereich ö&amp;ffnen...</translation>
    </message>
    <message>
        <source>Open Workspace</source>
        <translation>Arbeitsbereich öffnen</translation>
    </message>
    <message>
        <source>Open an image to see how well each precision does.</source>
        <translation>Öffnen Sie ein Bild, um zu sehen, wie gut jede Genauigkeit ist.</translation>
    </message>
    <message>
        <source>Open an image to segment it with few bits</source>
        <translation>Öffnen Sie ein Bild, um es mit wenigen Bits zu segmentieren</translation>
    </message>
    <message>
        <source>Open an image, and the network that segments it is shown here layer by layer.</source>
        <translation>Öffnen Sie ein Bild, und das Netz, das es segmentiert, wird hier Schicht für Schicht gezeigt.</translation>
    </message>
    <message>
        <source>Open: %1, %2; %3.</source>
        <translation>Offen: %1, %2; %3.</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>%1 wird geöffnet</translation>
    </message>
    <message numerus="yes">
        <source>Other work had the processors while these precisions were timed, so their times cannot be ranked. They are timed again, after pauses, until the machine is quiet, or %n time(s) in vain.</source>
        <translation>
            <numerusform>Andere Arbeit belegte die Prozessoren, während die Zeiten dieser Genauigkeiten gemessen wurden; sie können daher nicht gewertet werden. Sie werden nach Pausen neu gemessen, bis der Rechner ruhig ist, oder %n Mal vergeblich.</numerusform>
            <numerusform>Andere Arbeit belegte die Prozessoren, während die Zeiten dieser Genauigkeiten gemessen wurden; sie können daher nicht gewertet werden. Sie werden nach Pausen neu gemessen, bis der Rechner ruhig ist, oder %n Mal vergeblich.</numerusform>
        </translation>
    </message>
    <message>
        <source>Other...</source>
        <translation>Andere...</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Output error</source>
        <translation>Ausgabefehler</translation>
    </message>
    <message>
        <source>P</source>
        <comment>posterior</comment>
        <translation>P</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>Padding outside the field of view ({0}) is read as air ({1}).</source>
        <translation>Die Auffüllung außerhalb des Sichtfelds ({0}) wird als Luft gelesen ({1}).</translation>
    </message>
    <message>
        <source>Page (*.html)</source>
        <translation>Seite (*.html)</translation>
    </message>
    <message>
        <source>Paint over &amp;Unlabelled Voxels Only</source>
        <translation>Nur über Voxel &amp;ohne Label malen</translation>
    </message>
    <message>
        <source>Pan Tool</source>
        <translation>Werkzeug Verschieben</translation>
    </message>
    <message>
        <source>Pareto front</source>
        <translation>Pareto-Front</translation>
    </message>
    <message>
        <source>Parts of the active label that have fewer voxels than this go:</source>
        <translation>Entfernt werden Teile des aktiven Labels mit weniger Voxeln als:</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation>Spitzenspeicher</translation>
    </message>
    <message>
        <source>Pictures need OpenGL 3.2, which this computer's graphics driver does not offer. Install or update it; on Linux, Mesa's software driver will do.</source>
        <translation>Bilder brauchen OpenGL 3.2, das der Grafiktreiber dieses Rechners nicht bietet. Installieren oder erneuern Sie ihn; unter Linux genügt der Software-Treiber von Mesa.</translation>
    </message>
    <message>
        <source>Planes and surfaces in space</source>
        <translation>Schnittebenen und Oberflächen im Raum</translation>
    </message>
    <message>
        <source>Positions unknown: slices are in the order of their locations.</source>
        <translation>Lage unbekannt: Die Schichten stehen in der Reihenfolge ihrer Positionen.</translation>
    </message>
    <message>
        <source>Positions unknown: slices are in the order of their numbers.</source>
        <translation>Lage unbekannt: Die Schichten stehen in der Reihenfolge ihrer Nummern.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Precisions</source>
        <translation>Genauigkeiten</translation>
    </message>
    <message>
        <source>Precisions appear here when an image is segmented.</source>
        <translation>Hier erscheinen Genauigkeiten, wenn ein Bild segmentiert wird.</translation>
    </message>
    <message>
        <source>Precisions of the visible slice</source>
        <translation>Genauigkeiten der sichtbaren Schicht</translation>
    </message>
    <message>
        <source>Probabilities of %1 of %2 slices are kept at once: too few for a layer. halftone-cli segment --probabilities writes those of all.</source>
        <translation>Wahrscheinlichkeiten von %1 von %2 Schichten werden zugleich behalten: zu wenige für eine Ebene. halftone-cli segment --probabilities schreibt die von allen.</translation>
    </message>
    <message>
        <source>Probability &amp;Threshold to Labels</source>
        <translation>&amp;Wahrscheinlichkeitsschwelle zu Labeln</translation>
    </message>
    <message>
        <source>Probability at which the line runs, in hundredths</source>
        <translation>Wahrscheinlichkeit, bei der die Linie verläuft, in Hundertsteln</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Problems (%1)</source>
        <translation>Probleme (%1)</translation>
    </message>
    <message>
        <source>Quality axis of the chart</source>
        <translation>Qualitätsachse des Diagramms</translation>
    </message>
    <message>
        <source>Questions and answers</source>
        <translation>Fragen und Antworten</translation>
    </message>
    <message>
        <source>R</source>
        <comment>right</comment>
        <translation>R</translation>
    </message>
    <message>
        <source>R&amp;egion Statistics</source>
        <translation>&amp;Regionsstatistik</translation>
    </message>
    <message>
        <source>R&amp;uler</source>
        <translation>&amp;Lineal</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>%1 wird gelesen</translation>
    </message>
    <message numerus="yes">
        <source>Reading %n layer(s)</source>
        <translation>
            <numerusform>%n Ebene wird gelesen</numerusform>
            <numerusform>%n Ebenen werden gelesen</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading the model</source>
        <translation>Modell wird gelesen</translation>
    </message>
    <message>
        <source>Recover the edits of %1 (%2), %3</source>
        <translation>Bearbeitungen von %1 (%2) wiederherstellen, %3</translation>
    </message>
    <message>
        <source>Recover the edits of %1, %2</source>
        <translation>Bearbeitungen von %1 wiederherstellen, %2</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Reference: none is open</source>
        <translation>Referenz: keine ist offen</translation>
    </message>
    <message>
        <source>Remove Small &amp;Islands...</source>
        <translation>Kleine &amp;Inseln entfernen...</translation>
    </message>
    <message>
        <source>Remove Small Islands</source>
        <translation>Kleine Inseln entfernen</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Research use only, not for diagnosis</source>
        <translation>Nur für die Forschung, nicht für Diagnosen</translation>
    </message>
    <message>
        <source>Reset Colours</source>
        <translation>Farben zurücksetzen</translation>
    </message>
    <message>
        <source>Reset the camera: all of the image, as at first</source>
        <translation>Kamera zurücksetzen: das ganze Bild, wie am Anfang</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Results as &amp;CSV...</source>
        <translation>Ergebnisse als &amp;CSV...</translation>
    </message>
    <message>
        <source>Results as &amp;JSON...</source>
        <translation>Ergebnisse als &amp;JSON...</translation>
    </message>
    <message>
        <source>Results of former runs in the folder: %1. Those of the same files, model and version of Halftone are taken, no others.</source>
        <translation>Ergebnisse früherer Läufe im Ordner: %1. Die derselben Dateien, desselben Modells und derselben Version von Halftone werden übernommen, andere nicht.</translation>
    </message>
    <message>
        <source>Results written: '%1'.</source>
        <translation>Ergebnisse geschrieben: „%1“.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Right-drag</source>
        <translation>Ziehen rechts</translation>
    </message>
    <message>
        <source>S</source>
        <comment>superior</comment>
        <translation>S</translation>
    </message>
    <message>
        <source>S&amp;mallest</source>
        <translation>&amp;Kleinste</translation>
    </message>
    <message>
        <source>S&amp;quare Brush</source>
        <translation>&amp;Eckiger Pinsel</translation>
    </message>
    <message>
        <source>S&amp;wap A and B</source>
        <translation>A und B &amp;tauschen</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>%1 speichern</translation>
    </message>
    <message>
        <source>Save &amp;Mask...</source>
        <translation>&amp;Maske speichern...</translation>
    </message>
    <message>
        <source>Save Log</source>
        <translation>Protokoll speichern</translation>
    </message>
    <message>
        <source>Save Mask</source>
        <translation>Maske speichern</translation>
    </message>
    <message>
        <source>Save S&amp;creenshot...</source>
        <translation>Bil&amp;dschirmfoto speichern...</translation>
    </message>
    <message>
        <source>Save S&amp;urface...</source>
        <translation>Oberflä&amp;che speichern...</translation>
    </message>
    <message>
        <source>Save Screenshot</source>
        <translation>Bildschirmfoto speichern</translation>
    </message>
    <message>
        <source>Save Screenshot of Vie&amp;w...</source>
        <translation>Bildschirmfoto der &amp;Ansicht speichern...</translation>
    </message>
    <message>
        <source>Save Statistics</source>
        <translation>Statistik speichern</translation>
    </message>
    <message>
        <source>Save Surface</source>
        <translation>Oberfläche speichern</translation>
    </message>
    <message>
        <source>Save Works&amp;pace</source>
        <translation>Arbeitsbereich s&amp;peichern</translation>
    </message>
    <message>
        <source>Save Workspace As...</source>
        <translation>Arbeitsbereich speichern unter...</translation>
    </message>
    <message>
        <source>Save Workspace: it names the files that are open and their folders</source>
        <translation>Arbeitsbereich speichern: Er nennt die offenen Dateien und ihre Ordner</translation>
    </message>
    <message>
        <source>Save a screenshot of this view...</source>
        <translation>Bildschirmfoto dieser Ansicht speichern...</translation>
    </message>
    <message>
        <source>Save as CSV...</source>
        <translation>Als CSV speichern...</translation>
    </message>
    <message>
        <source>Save as another format...</source>
        <translation>In anderem Format speichern...</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>%1 wird gespeichert</translation>
    </message>
    <message>
        <source>Saving %1, %2</source>
        <translation>%1 wird gespeichert, %2</translation>
    </message>
    <message>
        <source>Say What They Mean...</source>
        <translation>Bedeutung angeben...</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>Empfindlichkeit</translation>
    </message>
    <message>
        <source>Several values may mean one label. Labels without a value are not scored. It is remembered for files with these values.</source>
        <translation>Mehrere Werte können ein Label bedeuten. Label ohne Wert werden nicht bewertet. Für Dateien mit diesen Werten wird es gemerkt.</translation>
    </message>
    <message>
        <source>Shaded in the chart: what is within the limits. The star is the best of it: the highest quality whose cost is sure to be within, with all of its interval; of equals the cheapest. Times of fewer than %1 runs, and simulated ones, never are.</source>
        <translation>Im Diagramm schattiert: was innerhalb der Grenzen liegt. Der Stern ist das Beste davon: die höchste Qualität, deren Kosten mit ihrem ganzen Intervall sicher innerhalb liegen; unter gleichen die billigste. Zeiten aus weniger als %1 Läufen und simulierte zählen nie.</translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>%n weitere zeigen</numerusform>
            <numerusform>%n weitere zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Show &amp;B While Held</source>
        <translation>&amp;B zeigen, solange gedrückt</translation>
    </message>
    <message>
        <source>Show &amp;Mask</source>
        <translation>&amp;Maske zeigen</translation>
    </message>
    <message>
        <source>Show &amp;Probabilities</source>
        <translation>Wa&amp;hrscheinlichkeiten zeigen</translation>
    </message>
    <message>
        <source>Show &amp;folders</source>
        <translation>&amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>Show all of it</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>Weniger zeigen</translation>
    </message>
    <message>
        <source>Show one line</source>
        <translation>Eine Zeile zeigen</translation>
    </message>
    <message>
        <source>Show the precisions seen before: %1</source>
        <translation>Früher gesehene Genauigkeiten zeigen: %1</translation>
    </message>
    <message>
        <source>Shown now.</source>
        <translation>Gerade zu sehen.</translation>
    </message>
    <message>
        <source>Shows the mask of the best precision within the limits</source>
        <translation>Zeigt die Maske der besten Genauigkeit innerhalb der Grenzen</translation>
    </message>
    <message>
        <source>Simulated 16-bit fixed point, computed in floating point.</source>
        <translation>Simuliertes 16-Bit-Festkomma, in Gleitkomma berechnet.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Slice %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>Slice %1 against %2</source>
        <translation>Schicht %1 gegen %2</translation>
    </message>
    <message>
        <source>Slice %1 against full</source>
        <translation>Schicht %1 gegen voll</translation>
    </message>
    <message>
        <source>Slice %1: %2</source>
        <translation>Schicht %1: %2</translation>
    </message>
    <message>
        <source>Slice %1: %2%3</source>
        <translation>Schicht %1: %2%3</translation>
    </message>
    <message>
        <source>Slice time</source>
        <translation>Zeit je Schicht</translation>
    </message>
    <message>
        <source>Slice time %1</source>
        <translation>Zeit je Schicht %1</translation>
    </message>
    <message>
        <source>Slice time, %1 runs</source>
        <translation>Zeit je Schicht, %1 Läufe</translation>
    </message>
    <message>
        <source>Slice time, machine busy</source>
        <translation>Zeit je Schicht, ausgelastet</translation>
    </message>
    <message>
        <source>Slice time, measured</source>
        <translation>Zeit je Schicht, gemessen</translation>
    </message>
    <message>
        <source>Slice time, one run</source>
        <translation>Zeit je Schicht, ein Lauf</translation>
    </message>
    <message>
        <source>Slice time, simulated</source>
        <translation>Zeit je Schicht, simuliert</translation>
    </message>
    <message>
        <source>Slice with the other mask, B</source>
        <translation>Schicht mit der anderen Maske, B</translation>
    </message>
    <message>
        <source>Slice {0} does not exist; the image has {1}.</source>
        <translation>Schicht {0} gibt es nicht; das Bild hat {1}.</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Slices at %1</source>
        <translation>Schichten bei %1</translation>
    </message>
    <message>
        <source>Slices lie across one of the axes 0, 1 and 2.</source>
        <translation>Schichten liegen quer zu einer der Achsen 0, 1 und 2.</translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation>Kleinste</translation>
    </message>
    <message>
        <source>Smallest, %1</source>
        <translation>Kleinste, %1</translation>
    </message>
    <message>
        <source>Spinal &amp;Cord MRI</source>
        <translation>&amp;Rückenmark-MRT</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Streuung</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>Statistics of the visible masks</source>
        <translation>Statistik der sichtbaren Masken</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schrittweite</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Stop the background sweep (Esc)</source>
        <translation>Durchlauf im Hintergrund anhalten (Esc)</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>Studie</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Surface of each label, STL (*.stl)</source>
        <translation>Oberfläche jedes Labels, STL (*.stl)</translation>
    </message>
    <message>
        <source>Swap A and B</source>
        <translation>A und B tauschen</translation>
    </message>
    <message>
        <source>Swap A and B: the sliders take B's precision</source>
        <translation>A und B tauschen: Die Regler übernehmen die Genauigkeit von B</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Durchlauf</translation>
    </message>
    <message>
        <source>TIFF (*.tif *.tiff)</source>
        <translation>TIFF (*.tif *.tiff)</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Tensor '{0}' has the unknown type '{1}'.</source>
        <translation>Tensor „{0}“ hat den unbekannten Typ „{1}“.</translation>
    </message>
    <message>
        <source>Tensor '{0}' is missing.</source>
        <translation>Tensor „{0}“ fehlt.</translation>
    </message>
    <message>
        <source>Tensor '{0}' starts at byte {1} of the data, expected {2}: tensors overlap or leave a gap.</source>
        <translation>Tensor „{0}“ beginnt bei Byte {1} der Daten, erwartet {2}: Tensoren überlappen oder lassen eine Lücke.</translation>
    </message>
    <message>
        <source>Tensor '{0}': expected at most 8 dimensions and two offsets.</source>
        <translation>Tensor „{0}“: Erwartet werden höchstens 8 Dimensionen und zwei Versätze.</translation>
    </message>
    <message>
        <source>Tensor '{0}': expected {1} {2}, found {3} {4}.</source>
        <translation>Tensor „{0}“: erwartet {1} {2}, gefunden {3} {4}.</translation>
    </message>
    <message>
        <source>Tensor '{0}': its offsets do not fit its shape {1} of {2} or lie outside the file; the file is damaged or cut short.</source>
        <translation>Tensor „{0}“: Die Versätze passen nicht zur Form {1} von {2} oder liegen außerhalb der Datei; sie ist beschädigt oder abgeschnitten.</translation>
    </message>
    <message>
        <source>Tensor '{0}': shape and offsets must be whole numbers of 0 or more.</source>
        <translation>Tensor „{0}“: Form und Versätze müssen ganze Zahlen ab 0 sein.</translation>
    </message>
    <message>
        <source>Tensor '{0}': {1} does not hold {2} values.</source>
        <translation>Tensor „{0}“: {1} enthält nicht {2} Werte.</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>Text of %1</source>
        <translation>Text von %1</translation>
    </message>
    <message>
        <source>The DICOM segmentation could not be made: {0}. Save the mask as .seg.nrrd instead.</source>
        <translation>Die DICOM-Segmentierung ließ sich nicht erstellen: {0}. Speichern Sie die Maske stattdessen als .seg.nrrd.</translation>
    </message>
    <message>
        <source>The PDF of the report could not be made: libharu refused it (code</source>
        <translation>Das PDF des Berichts ließ sich nicht erstellen: libharu lehnte es ab (Code</translation>
    </message>
    <message>
        <source>The PDF of the report could not be made: libharu refused it (code {0}). Write it as a page instead, with the ending .html.</source>
        <translation>Das PDF des Berichts ließ sich nicht erstellen: libharu lehnte es ab (Code {0}). Schreiben Sie ihn als Seite, mit der Endung .html.</translation>
    </message>
    <message>
        <source>The air around the body is the brightest part of the image (about {0}): its grey values look inverted, and the mask will mean nothing. Invert them, or export the series again.</source>
        <translation>Die Luft um den Körper ist der hellste Teil des Bildes (etwa {0}): Seine Grauwerte sehen invertiert aus, und die Maske wird nichts bedeuten. Invertieren Sie sie, oder exportieren Sie die Serie neu.</translation>
    </message>
    <message>
        <source>The axis directions of the image do not span a space.</source>
        <translation>Die Achsenrichtungen des Bildes spannen keinen Raum auf.</translation>
    </message>
    <message>
        <source>The background segments the visible slice at many precisions and times each of them: these are the points of the chart.</source>
        <translation>Im Hintergrund wird die sichtbare Schicht mit vielen Genauigkeiten segmentiert und für jede die Zeit gemessen: Das sind die Punkte des Diagramms.</translation>
    </message>
    <message>
        <source>The best within the limits that are set.</source>
        <translation>Das Beste innerhalb der gesetzten Grenzen.</translation>
    </message>
    <message>
        <source>The chosen layer</source>
        <translation>Die gewählte Netzschicht</translation>
    </message>
    <message>
        <source>The cohort is still running. What is finished is kept; when it is opened again it goes on from there.</source>
        <translation>Die Kohorte läuft noch. Was fertig ist, bleibt; beim nächsten Öffnen geht es dort weiter.</translation>
    </message>
    <message>
        <source>The disk or the network that it lies on fails; copy it from elsewhere.</source>
        <translation>Der Datenträger oder das Netzwerk, auf dem sie liegt, versagt; kopieren Sie sie von anderswo.</translation>
    </message>
    <message>
        <source>The edited mask "%1" is in no file yet. Save it?</source>
        <translation>Die bearbeitete Maske „%1“ ist noch in keiner Datei. Speichern?</translation>
    </message>
    <message>
        <source>The edits of %1 wait: save those of the image that is open first. They are offered again by the next start.</source>
        <translation>Die Bearbeitungen von %1 warten: Speichern Sie zuerst die des offenen Bildes. Beim nächsten Start werden sie wieder angeboten.</translation>
    </message>
    <message>
        <source>The edits of %1 were not recovered, as their image was not opened. They are offered again by the next start.</source>
        <translation>Die Bearbeitung von %1 wurde nicht wiederhergestellt, da ihr Bild nicht geöffnet wurde. Sie wird beim nächsten Start wieder angeboten.</translation>
    </message>
    <message>
        <source>The edits of %1 were not recovered: its image %2 is made of other files now. They stay where they are.</source>
        <translation>Die Bearbeitung von %1 wurde nicht wiederhergestellt: Ihr Bild %2 besteht jetzt aus anderen Dateien. Sie bleibt, wo sie ist.</translation>
    </message>
    <message>
        <source>The edits of %1 were not recovered: its image has another grid now. They stay where they are.</source>
        <translation>Die Bearbeitungen von %1 wurden nicht wiederhergestellt: Das Bild hat jetzt ein anderes Gitter. Sie bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>The edits that were to be recovered wait, as another image was opened. They are offered again by the next start.</source>
        <translation>Die Bearbeitungen, die wiederhergestellt werden sollten, warten, da ein anderes Bild geöffnet wurde. Sie werden beim nächsten Start wieder angeboten.</translation>
    </message>
    <message>
        <source>The file does not say how the patient lies in it; the model expects {0} and may be shown the slices turned or mirrored.</source>
        <translation>Die Datei sagt nicht, wie der Patient darin liegt; das Modell erwartet {0} und bekommt die Schichten womöglich gedreht oder gespiegelt.</translation>
    </message>
    <message>
        <source>The file does not say what it shows. '{0}' was chosen by appearance: {1}.</source>
        <translation>Die Datei sagt nicht, was sie zeigt. „{0}“ wurde nach dem Aussehen gewählt: {1}.</translation>
    </message>
    <message>
        <source>The file does not say what it shows. '{0}' was chosen by appearance: {1}. If the image is something else, its mask means nothing.</source>
        <translation>Die Datei sagt nicht, was sie zeigt. „{0}“ wurde nach dem Aussehen gewählt: {1}. Ist das Bild etwas anderes, bedeutet seine Maske nichts.</translation>
    </message>
    <message>
        <source>The file does not state its pixel size; the model was trained at {0} and is reliable only near it.</source>
        <translation>Die Datei nennt ihre Pixelgröße nicht; das Modell wurde bei {0} trainiert und ist nur in deren Nähe zuverlässig.</translation>
    </message>
    <message>
        <source>The file does not state its pixel size; {0} is assumed. Expect a poor mask if its pixels have another size.</source>
        <translation>Die Datei nennt ihre Pixelgröße nicht; {0} wird angenommen. Haben die Pixel eine andere Größe, ist eine schlechte Maske zu erwarten.</translation>
    </message>
    <message>
        <source>The file ends too early.</source>
        <translation>Die Datei endet zu früh.</translation>
    </message>
    <message>
        <source>The file has {0} bytes, too few for safetensors.</source>
        <translation>Die Datei hat {0} Byte, zu wenige für safetensors.</translation>
    </message>
    <message>
        <source>The file has {0} bytes; at most {1} are read.</source>
        <translation>Die Datei hat {0} Byte; höchstens {1} werden gelesen.</translation>
    </message>
    <message>
        <source>The file holds {0} bytes more than voxels by its header; they were not read. Its size may be stated wrongly.</source>
        <translation>Die Datei enthält {0} Byte mehr als Voxel nach ihrem Kopf; sie wurden nicht gelesen. Die Größe ist darin vielleicht falsch angegeben.</translation>
    </message>
    <message>
        <source>The file holds {0} volumes (4D); the first one was taken.</source>
        <translation>Die Datei enthält {0} Volumen (4D); das erste wurde genommen.</translation>
    </message>
    <message>
        <source>The file is damaged or cut short: its bytes do not fit the checksum that was written with them. Copy it again from where it came from, or make it again.</source>
        <translation>Die Datei ist beschädigt oder abgeschnitten: Ihre Bytes passen nicht zu der Prüfsumme, die mit ihnen geschrieben wurde. Kopieren Sie sie noch einmal von ihrer Quelle, oder erstellen Sie sie neu.</translation>
    </message>
    <message>
        <source>The file is damaged: it lacks the checksum that its version has. Copy it again from where it came from.</source>
        <translation>Die Datei ist beschädigt: Ihr fehlt die Prüfsumme, die ihre Version hat. Kopieren Sie sie noch einmal von ihrer Quelle.</translation>
    </message>
    <message>
        <source>The filter failed:</source>
        <translation>Der Filter ist fehlgeschlagen:</translation>
    </message>
    <message>
        <source>The filter was stopped.</source>
        <translation>Der Filter wurde angehalten.</translation>
    </message>
    <message>
        <source>The float path (LibTorch) is not installed.</source>
        <translation>Der Gleitkomma-Weg (LibTorch) ist nicht installiert.</translation>
    </message>
    <message>
        <source>The header</source>
        <translation>Der Kopf</translation>
    </message>
    <message>
        <source>The header claims {0} bytes, more than the file holds or than the 16 MiB allowed. It is no safetensors file, or it is damaged.</source>
        <translation>Der Kopf beansprucht {0} Byte, mehr als die Datei enthält oder als die erlaubten 16 MiB. Es ist keine safetensors-Datei, oder sie ist beschädigt.</translation>
    </message>
    <message>
        <source>The header is not a JSON object.</source>
        <translation>Der Kopf ist kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>The header says that the voxels begin at byte 0 (vox_offset); they were read from behind it, at byte {0}.</source>
        <translation>Der Kopf sagt, dass die Voxel bei Byte 0 beginnen (vox_offset); sie wurden dahinter gelesen, ab Byte {0}.</translation>
    </message>
    <message>
        <source>The image</source>
        <translation>Das Bild</translation>
    </message>
    <message>
        <source>The image has a pixel spacing of {0}; the model works at {1}, which would take more than 32768 pixels along one axis. Check the spacing stated in the file.</source>
        <translation>Das Bild hat einen Pixelabstand von {0}; das Modell arbeitet bei {1}, was mehr als 32768 Pixel entlang einer Achse ergäbe. Prüfen Sie den Abstand, der in der Datei steht.</translation>
    </message>
    <message>
        <source>The image has {0} voxels; its grid has {1}.</source>
        <translation>Das Bild hat {0} Voxel; sein Gitter hat {1}.</translation>
    </message>
    <message>
        <source>The image is empty or its voxels do not match its size.</source>
        <translation>Das Bild ist leer, oder seine Voxel passen nicht zu seiner Größe.</translation>
    </message>
    <message>
        <source>The image whose values limit the brush has not as many voxels as its grid.</source>
        <translation>Das Bild, dessen Werte den Pinsel begrenzen, hat nicht so viele Voxel wie sein Gitter.</translation>
    </message>
    <message>
        <source>The image whose values limit the brush is not on the grid of the labels.</source>
        <translation>Das Bild, dessen Werte den Pinsel begrenzen, liegt nicht auf dem Gitter der Label.</translation>
    </message>
    <message>
        <source>The image with its masks</source>
        <translation>Das Bild mit seinen Masken</translation>
    </message>
    <message>
        <source>The integer engine needs a model.</source>
        <translation>Die ganzzahlige Rechenmaschine braucht ein Modell.</translation>
    </message>
    <message>
        <source>The label '{0}' cannot be part of a file's name, and each label gets a file of its own. Give the label another name.</source>
        <translation>Das Label „{0}“ kann nicht Teil eines Dateinamens sein, und jedes Label bekommt eine eigene Datei. Geben Sie dem Label einen anderen Namen.</translation>
    </message>
    <message>
        <source>The labels are not those that this edit was made of.</source>
        <translation>Die Label sind nicht die, aus denen diese Bearbeitung gemacht wurde.</translation>
    </message>
    <message>
        <source>The labels have {0} voxels; their grid has {1}.</source>
        <translation>Die Label haben {0} Voxel; ihr Gitter hat {1}.</translation>
    </message>
    <message>
        <source>The labels hold one value, {0}; it was read as 1.</source>
        <translation>Die Label enthalten einen Wert, {0}; er wurde als 1 gelesen.</translation>
    </message>
    <message>
        <source>The labels were saved to %1.</source>
        <translation>Die Label wurden in %1 gespeichert.</translation>
    </message>
    <message>
        <source>The language changes when Halftone is started again.</source>
        <translation>Die Sprache wechselt, wenn Halftone neu gestartet wird.</translation>
    </message>
    <message>
        <source>The larger of the 95th percentiles of either direction, as MONAI's compute_hausdorff_distance(percentile=95) has it; never much below HD95, and above it where the surfaces differ in size.</source>
        <translation>Das größere der 95. Perzentile beider Richtungen, wie es MONAI mit compute_hausdorff_distance(percentile=95) berechnet; nie viel kleiner als HD95, und größer, wo sich die Oberflächen in der Größe unterscheiden.</translation>
    </message>
    <message>
        <source>The last slice comes before the first one.</source>
        <translation>Die letzte Schicht kommt vor der ersten.</translation>
    </message>
    <message>
        <source>The line</source>
        <translation>Die Zeile</translation>
    </message>
    <message>
        <source>The list of cases</source>
        <translation>Die Liste der Fälle</translation>
    </message>
    <message>
        <source>The log</source>
        <translation>Das Protokoll</translation>
    </message>
    <message>
        <source>The log was saved.</source>
        <translation>Das Protokoll wurde gespeichert.</translation>
    </message>
    <message>
        <source>The mask</source>
        <translation>Die Maske</translation>
    </message>
    <message>
        <source>The mask was changed while "%1" ran, so its result was not used. Run it again.</source>
        <translation>Die Maske wurde geändert, während „%1“ lief; das Ergebnis wurde daher nicht verwendet. Führen Sie es noch einmal aus.</translation>
    </message>
    <message>
        <source>The mask was saved to %1.</source>
        <translation>Die Maske wurde in %1 gespeichert.</translation>
    </message>
    <message>
        <source>The mean over the labels of a case</source>
        <translation>Der Mittelwert über die Label eines Falls</translation>
    </message>
    <message>
        <source>The middle slice</source>
        <translation>Die mittlere Schicht</translation>
    </message>
    <message>
        <source>The model</source>
        <translation>Das Modell</translation>
    </message>
    <message>
        <source>The model '%1', which the mask was compared with, is not installed. Nothing is compared.</source>
        <translation>Das Modell „%1“, mit dem die Maske verglichen wurde, ist nicht installiert. Es wird nichts verglichen.</translation>
    </message>
    <message>
        <source>The model '{0}' cannot run at {1}. It offers: {2}.</source>
        <translation>Das Modell „{0}“ kann nicht mit {1} laufen. Es bietet: {2}.</translation>
    </message>
    <message>
        <source>The model '{0}' has no float weights (it is a packed export), so it cannot run at {1}. Use the full model file.</source>
        <translation>Das Modell „{0}“ hat keine Gleitkomma-Gewichte (es ist ein gepackter Export) und kann daher nicht mit {1} laufen. Nehmen Sie die vollständige Modelldatei.</translation>
    </message>
    <message>
        <source>The model '{0}' is packed at {1} bits and cannot run with {2}-bit weights. Use the full model file.</source>
        <translation>Das Modell „{0}“ ist mit {1} Bit gepackt und kann nicht mit {2}-Bit-Gewichten laufen. Nehmen Sie die vollständige Modelldatei.</translation>
    </message>
    <message>
        <source>The model '{0}' knows no label '{1}'.</source>
        <translation>Das Modell „{0}“ kennt kein Label „{1}“.</translation>
    </message>
    <message>
        <source>The model '{0}' knows no structure '{1}'; it has {2}.</source>
        <translation>Das Modell „{0}“ kennt keine Struktur „{1}“; es hat {2}.</translation>
    </message>
    <message>
        <source>The model '{0}' needs an input of {1} channel(s) whose sides are multiples of {2}; found {3}. Pad it.</source>
        <translation>Das Modell „{0}“ braucht eine Eingabe mit {1} Kanal oder Kanälen, deren Seiten Vielfache von {2} sind; gefunden: {3}. Füllen Sie sie auf.</translation>
    </message>
    <message>
        <source>The model description</source>
        <translation>Die Modellbeschreibung</translation>
    </message>
    <message>
        <source>The model does not tell.</source>
        <translation>Das Modell sagt es nicht.</translation>
    </message>
    <message>
        <source>The model em-membrane is in the package halftone-models-noncommercial, which is not installed (for non-commercial research only).</source>
        <translation>Das Modell em-membrane ist im Paket halftone-models-noncommercial, das nicht installiert ist (nur für nichtkommerzielle Forschung).</translation>
    </message>
    <message>
        <source>The model file has version {0}; this program reads up to {1}. Update Halftone.</source>
        <translation>Die Modelldatei hat Version {0}; dieses Programm liest bis {1}. Erneuern Sie Halftone.</translation>
    </message>
    <message>
        <source>The model file is of version 1, which has no checksum: if it is damaged, masks may be wrong without a word. Take a newer copy, or export the model again.</source>
        <translation>Die Modelldatei ist von Version 1, die keine Prüfsumme hat: Ist sie beschädigt, können Masken falsch sein, ohne dass es auffällt. Nehmen Sie eine neuere Kopie, oder exportieren Sie das Modell neu.</translation>
    </message>
    <message>
        <source>The model names no licence.</source>
        <translation>Das Modell nennt keine Lizenz.</translation>
    </message>
    <message>
        <source>The model to compare with</source>
        <translation>Das Modell zum Vergleichen</translation>
    </message>
    <message>
        <source>The most memory that is held at once: by one run, or, where a report says so, by a fresh process that segments one slice.</source>
        <translation>Der meiste Speicher, der auf einmal belegt ist: von einem Lauf, oder, wo ein Bericht es so sagt, von einem frischen Prozess, der eine Schicht segmentiert.</translation>
    </message>
    <message>
        <source>The most memory that one run holds at once: activations, and the weights in the form that is multiplied. Counted; the program itself is not part of it.</source>
        <translation>Der meiste Speicher, den ein Lauf auf einmal belegt: Aktivierungen, und die Gewichte in der Form, in der multipliziert wird. Gezählt; das Programm selbst gehört nicht dazu.</translation>
    </message>
    <message>
        <source>The name of a file below its folder</source>
        <translation>Der Name einer Datei unterhalb ihres Ordners</translation>
    </message>
    <message>
        <source>The network has {0} convolutions; there is no number {1}.</source>
        <translation>Das Netz hat {0} Faltungen; eine Nummer {1} gibt es nicht.</translation>
    </message>
    <message>
        <source>The network layer by layer</source>
        <translation>Das Netz Schicht für Schicht</translation>
    </message>
    <message>
        <source>The network needs pieces of {0} pixels, too large for its number of channels: at most {1} fit into the memory that one may take. Use a model of fewer channels or layers.</source>
        <translation>Das Netz braucht Stücke von {0} Pixeln, zu groß für seine Zahl von Kanälen: Höchstens {1} passen in den Speicher, den eines belegen darf. Nehmen Sie ein Modell mit weniger Kanälen oder Netzschichten.</translation>
    </message>
    <message>
        <source>The number of a layer of labels</source>
        <translation>Die Nummer einer Label-Ebene</translation>
    </message>
    <message>
        <source>The numbers behind the dial: grids, formats, the paper's (%1)</source>
        <translation>Die Zahlen hinter dem Regler: Gitter, Formate, die des Artikels (%1)</translation>
    </message>
    <message>
        <source>The numbers of its slices have gaps, {0} in all: '{1}' is followed by '{2}'. The slices are stacked as if none were missing.</source>
        <translation>Die Nummern seiner Schichten haben Lücken, insgesamt {0}: Auf „{1}“ folgt „{2}“. Die Schichten sind gestapelt, als fehlte keine.</translation>
    </message>
    <message>
        <source>The numbers that pass from layer to layer while a slice is segmented. With fewer bits they are coarser, take less memory and are multiplied faster.</source>
        <translation>Die Zahlen, die von Netzschicht zu Netzschicht gehen, während eine Schicht segmentiert wird. Mit weniger Bits sind sie gröber, brauchen weniger Speicher und werden schneller multipliziert.</translation>
    </message>
    <message>
        <source>The numbers that the network has learned. With fewer bits each of them has fewer values to choose from, and all of them together take less memory.</source>
        <translation>Die Zahlen, die das Netz gelernt hat. Mit weniger Bits hat jede von ihnen weniger Werte zur Wahl, und alle zusammen brauchen weniger Speicher.</translation>
    </message>
    <message>
        <source>The operation was cancelled.</source>
        <translation>Der Vorgang wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The paper's %1</source>
        <translation>Artikel: %1</translation>
    </message>
    <message>
        <source>The path of a file</source>
        <translation>Der Pfad einer Datei</translation>
    </message>
    <message>
        <source>The pixels are {0} wide; the model was trained at {1}. Expect a poor mask.</source>
        <translation>Die Pixel sind {0} breit; das Modell wurde bei {1} trainiert. Eine schlechte Maske ist zu erwarten.</translation>
    </message>
    <message>
        <source>The precision that is chosen at the right</source>
        <translation>Die Genauigkeit, die rechts gewählt ist</translation>
    </message>
    <message>
        <source>The precisions that no other one beats in both, quality and cost. All others are worse and no cheaper, or dearer and no better.</source>
        <translation>Die Genauigkeiten, die keine andere in beidem schlägt, Qualität und Kosten. Alle anderen sind schlechter und nicht billiger, oder teurer und nicht besser.</translation>
    </message>
    <message>
        <source>The probabilities of all classes do not fit in memory. Ask for the mask alone.</source>
        <translation>Die Wahrscheinlichkeiten aller Klassen passen nicht in den Speicher. Verlangen Sie nur die Maske.</translation>
    </message>
    <message>
        <source>The probabilities of {0} classes at the model's grid of {1}x{2} pixels would take gigabytes. Use a model of fewer classes or wider pixels.</source>
        <translation>Die Wahrscheinlichkeiten von {0} Klassen auf dem Gitter des Modells mit {1}x{2} Pixeln würden Gigabytes belegen. Nehmen Sie ein Modell mit weniger Klassen oder größeren Pixeln.</translation>
    </message>
    <message>
        <source>The record</source>
        <translation>Der Eintrag</translation>
    </message>
    <message>
        <source>The reference</source>
        <translation>Die Referenz</translation>
    </message>
    <message>
        <source>The reference ({0} voxels) does not lie on the image ({1} voxels){2}. Give the reference that was drawn on this image.</source>
        <translation>Die Referenz ({0} Voxel) liegt nicht auf dem Bild ({1} Voxel){2}. Geben Sie die Referenz an, die auf diesem Bild gezeichnet wurde.</translation>
    </message>
    <message>
        <source>The reference holds nothing but the value {0}, and the model '{1}' knows several structures. Say which one it shows: --label {2}; or, if its values are the model's own ({3}), --label {4}.</source>
        <translation>Die Referenz enthält nichts als den Wert {0}, und das Modell „{1}“ kennt mehrere Strukturen. Sagen Sie, welche sie zeigt: --label {2}; oder, wenn ihre Werte die des Modells sind ({3}), --label {4}.</translation>
    </message>
    <message>
        <source>The reference holds nothing but {0} ({1}): only that is compared.</source>
        <translation>Die Referenz enthält nichts als {0} ({1}): Nur das wird verglichen.</translation>
    </message>
    <message>
        <source>The reference holds the value {0}, which is no label of the model '{1}'. Expected: {2}; or two values, background and foreground.</source>
        <translation>Die Referenz enthält den Wert {0}, der kein Label des Modells „{1}“ ist. Erwartet: {2}; oder zwei Werte, Hintergrund und Vordergrund.</translation>
    </message>
    <message>
        <source>The reference is not compared: its values are not the model's. Which of them means which label?</source>
        <translation>Die Referenz wird nicht verglichen: Ihre Werte sind nicht die des Modells. Welcher davon bedeutet welches Label?</translation>
    </message>
    <message>
        <source>The reference labels are not compared. {0}</source>
        <translation>Die Referenz-Label werden nicht verglichen. {0}</translation>
    </message>
    <message>
        <source>The reference lies on another grid; it was brought to the prediction's by nearest neighbour.</source>
        <translation>Die Referenz liegt auf einem anderen Gitter; sie wurde mit dem nächsten Nachbarn auf das der Vorhersage gebracht.</translation>
    </message>
    <message>
        <source>The reference of '{0}' lies on another grid than that of '{1}'.</source>
        <translation>Die Referenz von „{0}“ liegt auf einem anderen Gitter als die von „{1}“.</translation>
    </message>
    <message>
        <source>The reference of case '{0}' does not lie on its image's grid.</source>
        <translation>Die Referenz von Fall „{0}“ liegt nicht auf dem Gitter seines Bildes.</translation>
    </message>
    <message>
        <source>The reference shows one structure, and this model knows several. Which one is it?</source>
        <translation>Die Referenz zeigt eine Struktur, und dieses Modell kennt mehrere. Welche ist es?</translation>
    </message>
    <message>
        <source>The reference speaks of %1 of %2 slices. Dice and distances are of these alone.</source>
        <translation>Die Referenz sagt etwas über %1 von %2 Schichten. Dice und Abstände gelten nur für diese.</translation>
    </message>
    <message>
        <source>The reference's values were taken for the model's own: {0}.</source>
        <translation>Die Werte der Referenz wurden als die des Modells genommen: {0}.</translation>
    </message>
    <message>
        <source>The reference's voxels do not match its size of {0}.</source>
        <translation>Die Voxel der Referenz passen nicht zu ihrer Größe von {0}.</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>Der Bericht</translation>
    </message>
    <message>
        <source>The report was written to %1.</source>
        <translation>Der Bericht wurde in %1 geschrieben.</translation>
    </message>
    <message>
        <source>The results</source>
        <translation>Die Ergebnisse</translation>
    </message>
    <message>
        <source>The results of the cohort</source>
        <translation>Die Ergebnisse der Kohorte</translation>
    </message>
    <message>
        <source>The same image (equal SHA-256) is counted {0} times in one case: {1}. Its Dice weighs that image so many times. Keep one row of it in the list.</source>
        <translation>Dasselbe Bild (gleiche SHA-256) wird in einem Fall {0}-mal gezählt: {1}. Sein Dice gewichtet dieses Bild so oft. Behalten Sie eine Zeile davon in der Liste.</translation>
    </message>
    <message>
        <source>The same image (equal SHA-256) is counted {0} times: {1}. These are no independent cases, and means and intervals count each. Keep one in the list.</source>
        <translation>Dasselbe Bild (gleiche SHA-256) wird {0}-mal gezählt: {1}. Das sind keine unabhängigen Fälle, und Mittelwerte und Intervalle zählen jeden. Behalten Sie einen in der Liste.</translation>
    </message>
    <message>
        <source>The screenshot</source>
        <translation>Das Bildschirmfoto</translation>
    </message>
    <message>
        <source>The series in the words of its file, and what tells it apart</source>
        <translation>Die Serie mit den Worten ihrer Datei, und was sie unterscheidet</translation>
    </message>
    <message>
        <source>The share of weights or outputs that are larger than the largest value which so few bits can say, and are set to that.</source>
        <translation>Der Anteil der Gewichte oder Ausgaben, die größer sind als der größte Wert, den so wenige Bits sagen können, und auf diesen gesetzt werden.</translation>
    </message>
    <message>
        <source>The slice to be filtered does not exist.</source>
        <translation>Die zu filternde Schicht gibt es nicht.</translation>
    </message>
    <message>
        <source>The statistics</source>
        <translation>Die Statistik</translation>
    </message>
    <message>
        <source>The statistics were saved to %1.</source>
        <translation>Die Statistik wurde in %1 gespeichert.</translation>
    </message>
    <message>
        <source>The system gives no more threads ({0}). End other programs or raise the limit of processes (ulimit -u).</source>
        <translation>Das System gibt keine weiteren Threads ({0}). Beenden Sie andere Programme, oder erhöhen Sie die Grenze der Prozesse (ulimit -u).</translation>
    </message>
    <message>
        <source>The system refuses a service: {0}.</source>
        <translation>Das System verweigert einen Dienst: {0}.</translation>
    </message>
    <message>
        <source>The system refuses the use of '{0}': {1}. Check that you may read the file and its folder.</source>
        <translation>Das System verweigert die Nutzung von „{0}“: {1}. Prüfen Sie, ob Sie die Datei und ihren Ordner lesen dürfen.</translation>
    </message>
    <message>
        <source>The table was copied.</source>
        <translation>Die Tabelle wurde kopiert.</translation>
    </message>
    <message>
        <source>The tensors take {0} bytes, but the file holds {1}; it is damaged.</source>
        <translation>Die Tensoren nehmen {0} Byte ein, die Datei enthält aber {1}; sie ist beschädigt.</translation>
    </message>
    <message>
        <source>The text was not there where this program was built. It comes with the package of the library.</source>
        <translation>Der Text lag nicht vor, wo dieses Programm gebaut wurde. Er kommt mit dem Paket der Bibliothek.</translation>
    </message>
    <message>
        <source>The value {0} of the reference cannot mean two labels.</source>
        <translation>Der Wert {0} der Referenz kann nicht zwei Label bedeuten.</translation>
    </message>
    <message>
        <source>The values are multiplied by {0}, which SPM writes into this field of Analyze files.</source>
        <translation>Die Werte werden mit {0} multipliziert, was SPM in dieses Feld von Analyze-Dateien schreibt.</translation>
    </message>
    <message>
        <source>The values run from {0} to {1}, as {2} do; the model expects Hounsfield units. Unless they are Hounsfield units that were cut there, export the series again without a window.</source>
        <translation>Die Werte reichen von {0} bis {1}, wie bei {2}; das Modell erwartet Hounsfield-Einheiten. Sofern es nicht Hounsfield-Einheiten sind, die dort abgeschnitten wurden, exportieren Sie die Serie noch einmal ohne Fenster.</translation>
    </message>
    <message>
        <source>The values run from {0} to {1}; the model expects a range from {2} to {3} (Hounsfield units). The mask may mean nothing.</source>
        <translation>Die Werte reichen von {0} bis {1}; das Modell erwartet einen Bereich von {2} bis {3} (Hounsfield-Einheiten). Die Maske bedeutet womöglich nichts.</translation>
    </message>
    <message>
        <source>The values run from {0} to {1}; the model expects a range from {2} to {3}. The mask may mean nothing.</source>
        <translation>Die Werte reichen von {0} bis {1}; das Modell erwartet einen Bereich von {2} bis {3}. Die Maske bedeutet womöglich nichts.</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>Das Fenster</translation>
    </message>
    <message>
        <source>The workspace</source>
        <translation>Der Arbeitsbereich</translation>
    </message>
    <message>
        <source>The workspace %1 is still being opened. Save once all of it is there.</source>
        <translation>Der Arbeitsbereich %1 wird noch geöffnet. Speichern Sie, sobald alles da ist.</translation>
    </message>
    <message>
        <source>The workspace was not saved. %1</source>
        <translation>Der Arbeitsbereich wurde nicht gespeichert. %1</translation>
    </message>
    <message>
        <source>The workspace was not saved: there are %1 measurements, and it holds at most %2. Remove some of them.</source>
        <translation>Der Arbeitsbereich wurde nicht gespeichert: Es gibt %1 Messungen, und er fasst höchstens %2. Entfernen Sie einige.</translation>
    </message>
    <message>
        <source>The workspace was saved to %1, without layers that lie in no file: %2. Save these as masks, or edit a copy of them, and save it again.</source>
        <translation>Der Arbeitsbereich wurde in %1 gespeichert, ohne Ebenen, die in keiner Datei liegen: %2. Speichern Sie diese als Masken, oder bearbeiten Sie eine Kopie davon, und speichern Sie ihn erneut.</translation>
    </message>
    <message>
        <source>The workspace was saved to %1.</source>
        <translation>Der Arbeitsbereich wurde in %1 gespeichert.</translation>
    </message>
    <message>
        <source>The {0} '{1}' does not exist. Check the name.</source>
        <translation>{0} „{1}“ ist nicht vorhanden. Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>There are no classes to restore.</source>
        <translation>Es gibt keine Klassen wiederherzustellen.</translation>
    </message>
    <message>
        <source>There are no references to join.</source>
        <translation>Es gibt keine Referenzen zusammenzuführen.</translation>
    </message>
    <message>
        <source>There are no results of all cases yet. Try again when they are counted.</source>
        <translation>Es gibt noch keine Ergebnisse aller Fälle. Versuchen Sie es wieder, wenn sie gezählt sind.</translation>
    </message>
    <message>
        <source>There is no image yet. Open an image before its reference labels.</source>
        <translation>Es gibt noch kein Bild. Öffnen Sie ein Bild vor seinen Referenz-Labeln.</translation>
    </message>
    <message>
        <source>There is no mask to compare</source>
        <translation>Es gibt keine Maske zu vergleichen</translation>
    </message>
    <message>
        <source>There is no mask to save: open an image and a model first.</source>
        <translation>Es gibt keine Maske zu speichern: Öffnen Sie zuerst ein Bild und ein Modell.</translation>
    </message>
    <message>
        <source>There is no mask to save: open an image first.</source>
        <translation>Es gibt keine Maske zu speichern: Öffnen Sie zuerst ein Bild.</translation>
    </message>
    <message>
        <source>There is no memory for the PDF of a report.</source>
        <translation>Für das PDF eines Berichts fehlt der Speicher.</translation>
    </message>
    <message>
        <source>There is no memory to pack a picture of a report.</source>
        <translation>Um ein Bild eines Berichts zu packen, fehlt der Speicher.</translation>
    </message>
    <message>
        <source>There is no model '{0}': it is neither a file nor one of the known models ({1}) in {2}. Give a name from that list, the path of a .halftone file, or set HALFTONE_MODELS to the folder it lies in.</source>
        <translation>Es gibt kein Modell „{0}“: Es ist weder eine Datei noch eines der bekannten Modelle ({1}) in {2}. Geben Sie einen Namen aus dieser Liste oder den Pfad einer .halftone-Datei an, oder setzen Sie HALFTONE_MODELS auf den Ordner, in dem es liegt.</translation>
    </message>
    <message>
        <source>There is no such synthetic sample.</source>
        <translation>Ein solches synthetisches Beispiel gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no surface to save: select a layer of labels, or open a model.</source>
        <translation>Es gibt keine Oberfläche zu speichern: Wählen Sie eine Label-Ebene, oder öffnen Sie ein Modell.</translation>
    </message>
    <message>
        <source>There is no synthetic sample named '{0}'; expected em, cord or abdomen.</source>
        <translation>Es gibt kein synthetisches Beispiel mit dem Namen „{0}“; erwartet wird em, cord oder abdomen.</translation>
    </message>
    <message>
        <source>There is not enough memory for this. Close other programs, or use a smaller image or fewer threads.</source>
        <translation>Dafür ist nicht genug Speicher da. Schließen Sie andere Programme, oder nehmen Sie ein kleineres Bild oder weniger Threads.</translation>
    </message>
    <message>
        <source>There is not enough memory to compress the voxels.</source>
        <translation>Um die Voxel zu komprimieren, ist nicht genug Speicher da.</translation>
    </message>
    <message>
        <source>There is not enough memory to filter the volume as one. Filter it slice by slice.</source>
        <translation>Um das Volumen als Ganzes zu filtern, ist nicht genug Speicher da. Filtern Sie es Schicht für Schicht.</translation>
    </message>
    <message>
        <source>There is nothing to save: open an image first.</source>
        <translation>Es gibt nichts zu speichern: Öffnen Sie zuerst ein Bild.</translation>
    </message>
    <message>
        <source>These labels cannot be edited on the image: one of the two files does not say where it lies, and their sizes differ. Open the image that the labels were made of.</source>
        <translation>Diese Label lassen sich auf dem Bild nicht bearbeiten: Eine der beiden Dateien sagt nicht, wo sie liegt, und ihre Größen sind verschieden. Öffnen Sie das Bild, zu dem die Label gemacht wurden.</translation>
    </message>
    <message>
        <source>They are kept, and offered again by the next start.</source>
        <translation>Sie bleiben und werden beim nächsten Start wieder angeboten.</translation>
    </message>
    <message>
        <source>This is a synthetic sample, made by Halftone.</source>
        <translation>Dies ist ein synthetisches Beispiel, von Halftone erzeugt.</translation>
    </message>
    <message>
        <source>This is a {0} image; the model was trained on {1} and its mask will mean nothing here.</source>
        <translation>Dies ist ein {0}-Bild; das Modell wurde mit {1} trainiert, und seine Maske wird hier nichts bedeuten.</translation>
    </message>
    <message>
        <source>This model file holds no float weights.</source>
        <translation>Diese Modelldatei enthält keine Gleitkomma-Gewichte.</translation>
    </message>
    <message>
        <source>This slice: %1; the first run of floating point is not predicted.</source>
        <translation>Diese Schicht: %1; der erste Lauf in Gleitkomma wird nicht vorhergesagt.</translation>
    </message>
    <message>
        <source>This slice: predicted %1, measured %2 (n %3).</source>
        <translation>Diese Schicht: vorhergesagt %1, gemessen %2 (n %3).</translation>
    </message>
    <message>
        <source>This slice: predicted %1, took %2 (n %3).</source>
        <translation>Diese Schicht: vorhergesagt %1, gedauert %2 (n %3).</translation>
    </message>
    <message>
        <source>Three Planes Si&amp;de by Side</source>
        <translation>Drei Schnittebenen nebeneinander</translation>
    </message>
    <message>
        <source>Three Planes and 3&amp;D</source>
        <translation>Drei Schnittebenen und &amp;3D</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Tissue has values of about {0}, as in CT that was stored with 1024 added; the model expects Hounsfield units, where it has about 50. Subtract what was added, or export the series again with its rescale intercept.</source>
        <translation>Gewebe hat Werte von etwa {0}, wie in CT, das mit 1024 mehr gespeichert wurde; das Modell erwartet Hounsfield-Einheiten, wo es etwa 50 hat. Ziehen Sie ab, was dazukam, oder exportieren Sie die Serie noch einmal mit ihrem Rescale Intercept.</translation>
    </message>
    <message>
        <source>To labels</source>
        <translation>Zu Labeln</translation>
    </message>
    <message>
        <source>To some eyes this colour looks like that of %1, which nothing else may have. The label keeps its colour: choose another one.</source>
        <translation>Für manche Augen sieht diese Farbe aus wie die für %1, die sonst nichts haben darf. Das Label behält seine Farbe: Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>Too Large for Memory</source>
        <translation>Zu groß für den Speicher</translation>
    </message>
    <message>
        <source>Trade-off</source>
        <translation>Abwägung</translation>
    </message>
    <message>
        <source>Trade-off chart: %1 against %2</source>
        <translation>Abwägungsdiagramm: %1 gegen %2</translation>
    </message>
    <message>
        <source>Trade-off of the visible slice</source>
        <translation>Abwägung für die sichtbare Schicht</translation>
    </message>
    <message>
        <source>Try the Built-in Sample</source>
        <translation>Eingebautes Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>Unexpected failure: {0}. Please report it.</source>
        <translation>Unerwarteter Fehler: {0}. Bitte melden Sie ihn.</translation>
    </message>
    <message>
        <source>Unsaved Edits</source>
        <translation>Nicht gespeicherte Bearbeitungen</translation>
    </message>
    <message>
        <source>Unsaved edits cannot be kept for a crash. Save them often. %1</source>
        <translation>Nicht gespeicherte Bearbeitungen lassen sich nicht für einen Absturz aufheben. Speichern Sie oft. %1</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 verwenden</translation>
    </message>
    <message>
        <source>Use smaller tiles</source>
        <translation>Kleinere Kacheln verwenden</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Values of the file</source>
        <translation>Werte der Datei</translation>
    </message>
    <message>
        <source>Values of the reference as you said: {0}; all others are background.</source>
        <translation>Werte der Referenz, wie Sie sagten: {0}; alle anderen sind Hintergrund.</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volumen</translation>
    </message>
    <message>
        <source>Volume %1</source>
        <translation>Volumen %1</translation>
    </message>
    <message>
        <source>Volumes</source>
        <translation>Volumen</translation>
    </message>
    <message>
        <source>Voxels</source>
        <translation>Voxel</translation>
    </message>
    <message>
        <source>Voxels across; %1 and %2, or %3</source>
        <translation>Durchmesser in Voxeln; %1 und %2, oder %3</translation>
    </message>
    <message>
        <source>Voxels that the mask labels and the other one does not, or labels otherwise: false positives (fp) where the other one is a reference.</source>
        <translation>Voxel mit einem Label in der Maske, die in der anderen keines oder ein anderes haben: falsch positive (fp), wenn die andere eine Referenz ist.</translation>
    </message>
    <message>
        <source>Voxels that the other mask labels and this one does not: false negatives (fn) where the other one is a reference.</source>
        <translation>Voxel mit einem Label in der anderen Maske, die in dieser keines haben: falsch negative (fn), wenn die andere eine Referenz ist.</translation>
    </message>
    <message>
        <source>W&amp;orst Slice, Then the Next Worst</source>
        <translation>&amp;Schlechteste Schicht, dann die nächste</translation>
    </message>
    <message>
        <source>Wall time of this layer alone, all tiles of the slice. The ceiling is what its multiplication could do in registers, on all threads; algorithms that save products may pass it.</source>
        <translation>Laufzeit dieser Netzschicht allein, über alle Kacheln der Schicht. Die Obergrenze ist, was ihre Multiplikation in Registern leisten könnte, auf allen Threads; Algorithmen, die Produkte sparen, können darüber liegen.</translation>
    </message>
    <message>
        <source>Wall time of this slice on this computer, from its input codes to its mask on the image: the network and bringing the mask back. The median of at least %1 warm runs; before they are made, a single run.</source>
        <translation>Laufzeit dieser Schicht auf diesem Rechner, von ihren Eingabecodes bis zu ihrer Maske auf dem Bild: das Netz und das Zurückbringen der Maske. Der Median von mindestens %1 warmen Läufen; davor ein einzelner Lauf.</translation>
    </message>
    <message>
        <source>Warning: {0}</source>
        <translation>Warnung: {0}</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Warnungen und Fehler</translation>
    </message>
    <message>
        <source>Weight code {0} does not fit {1}-bit symmetric weights.</source>
        <translation>Gewichtscode {0} passt nicht zu symmetrischen Gewichten mit {1} Bit.</translation>
    </message>
    <message>
        <source>Weight codes have 1 to 8 bits, not {0}.</source>
        <translation>Gewichtscodes haben 1 bis 8 Bit, nicht {0}.</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Weights at rest at this precision: packed codes and their tables, or floats.</source>
        <translation>Ruhende Gewichte bei dieser Genauigkeit: gepackte Codes und ihre Tabellen, oder Gleitkommazahlen.</translation>
    </message>
    <message>
        <source>Weights by code</source>
        <translation>Gewichte nach Code</translation>
    </message>
    <message>
        <source>Weights in %1, activations in %2.</source>
        <translation>Gewichte mit %1, Aktivierungen mit %2.</translation>
    </message>
    <message>
        <source>Weights of %1 bits</source>
        <translation>Gewichte mit %1 Bit</translation>
    </message>
    <message>
        <source>Weights of 1 bit</source>
        <translation>Gewichte mit 1 Bit</translation>
    </message>
    <message>
        <source>Weights whose 8-bit code rounds to more than the largest code of their grid (at 8 bits: those at the largest code). Outputs at the largest code: all that were clipped, and the few that reach it by themselves.</source>
        <translation>Gewichte, deren 8-Bit-Code auf mehr als den größten Code ihres Gitters rundet (bei 8 Bit: die auf dem größten Code). Ausgaben auf dem größten Code: alle, die gekappt wurden, und die wenigen, die ihn von selbst erreichen.</translation>
    </message>
    <message>
        <source>Weights: One Bit Less</source>
        <translation>Gewichte: ein Bit weniger</translation>
    </message>
    <message>
        <source>Weights: One Bit More</source>
        <translation>Gewichte: ein Bit mehr</translation>
    </message>
    <message>
        <source>What each bit costs and buys, over many cases</source>
        <translation>Was jedes Bit kostet und bringt, über viele Fälle</translation>
    </message>
    <message>
        <source>What each case loses at each precision</source>
        <translation>Was jeder Fall bei jeder Genauigkeit verliert</translation>
    </message>
    <message>
        <source>What is in the folder of results is not run again, but for full precision where a new one is compared with it</source>
        <translation>Was im Ordner der Ergebnisse ist, läuft nicht noch einmal, außer volle Genauigkeit, wo eine neue mit ihr verglichen wird</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>Was es sagt</translation>
    </message>
    <message>
        <source>What the &amp;Window Can Do</source>
        <translation>&amp;Was das Fenster kann</translation>
    </message>
    <message>
        <source>What the Reference &amp;Shows...</source>
        <translation>Was die Referenz &amp;zeigt...</translation>
    </message>
    <message>
        <source>What the Reference Shows</source>
        <translation>Was die Referenz zeigt</translation>
    </message>
    <message>
        <source>What the marks of the chart mean</source>
        <translation>Was die Zeichen des Diagramms bedeuten</translation>
    </message>
    <message>
        <source>What the mask loses where this layer alone has one bit less and all others keep theirs.</source>
        <translation>Was die Maske verliert, wenn nur diese Netzschicht ein Bit weniger hat und alle anderen ihre behalten.</translation>
    </message>
    <message>
        <source>What the mask of this slice changes by where this layer alone has a bit less. Simulated by LibTorch with the tables of this precision. The rank is by the larger loss of agreement with full precision, 1 the most sensitive.</source>
        <translation>Wie sich die Maske dieser Schicht ändert, wenn nur diese Netzschicht ein Bit weniger hat. Simuliert von LibTorch mit den Tabellen dieser Genauigkeit. Der Rang richtet sich nach dem größeren Verlust an Übereinstimmung mit voller Genauigkeit, 1 ist am empfindlichsten.</translation>
    </message>
    <message>
        <source>What the network's scores become by sigmoid or softmax; click to show or hide</source>
        <translation>Was aus den Werten des Netzes durch Sigmoid oder Softmax wird; klicken zum Ein- oder Ausblenden</translation>
    </message>
    <message>
        <source>What the outputs differ by from those of the other network, as a share of these (relative root mean square), after ReLU and batch norm, with the step that fits best. In decibel it is the signal-to-noise ratio.</source>
        <translation>Worin sich die Ausgaben von denen des anderen Netzes unterscheiden, als Anteil davon (relativer quadratischer Mittelwert), nach ReLU und Batch-Norm, mit der am besten passenden Schrittweite. In Dezibel ist es der Signal-Rausch-Abstand.</translation>
    </message>
    <message>
        <source>What the outputs of a layer differ by from those of the other network, as a share of these: 0 where they are equal, 1 where they have nothing in common.</source>
        <translation>Worin sich die Ausgaben einer Netzschicht von denen des anderen Netzes unterscheiden, als Anteil an diesen: 0, wenn sie gleich sind, 1, wenn sie nichts gemeinsam haben.</translation>
    </message>
    <message>
        <source>What the window shows now.</source>
        <translation>Was das Fenster gerade zeigt.</translation>
    </message>
    <message>
        <source>What these words mean</source>
        <translation>Was diese Wörter bedeuten</translation>
    </message>
    <message>
        <source>What value %1 means</source>
        <translation>Was der Wert %1 bedeutet</translation>
    </message>
    <message>
        <source>What you can afford and have to reach; the best precision within these limits gets a star</source>
        <translation>Was Sie sich leisten können und erreichen müssen; die beste Genauigkeit innerhalb dieser Grenzen bekommt einen Stern</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Rad</translation>
    </message>
    <message>
        <source>Width of the outline</source>
        <translation>Breite des Umrisses</translation>
    </message>
    <message>
        <source>Window of the &amp;File</source>
        <translation>Fenster der Datei</translation>
    </message>
    <message>
        <source>Wipe between A and B</source>
        <translation>Wischer zwischen A und B</translation>
    </message>
    <message>
        <source>Workspaces (*%1)</source>
        <translation>Arbeitsbereiche (*%1)</translation>
    </message>
    <message>
        <source>W{0}A{1} is not a precision. Weights and activations take 1 to 8 bits each on the integer engine; 16 and 32 bits come only as the pairs 16/16 and 32/32.</source>
        <translation>W{0}A{1} ist keine Genauigkeit. Gewichte und Aktivierungen nehmen in der ganzzahligen Rechenmaschine je 1 bis 8 Bit; 16 und 32 Bit gibt es nur als Paare 16/16 und 32/32.</translation>
    </message>
    <message>
        <source>W{0}A{1} is skipped: 16 and 32 bits come only as pairs of their own, others have 1 to 8 bits.</source>
        <translation>W{0}A{1} wird ausgelassen: 16 und 32 Bit gibt es nur als eigene Paare, andere haben 1 bis 8 Bit.</translation>
    </message>
    <message>
        <source>XY</source>
        <translation>XY</translation>
    </message>
    <message>
        <source>XZ</source>
        <translation>XZ</translation>
    </message>
    <message>
        <source>YZ</source>
        <translation>YZ</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom Tool</source>
        <translation>Werkzeug Zoomen</translation>
    </message>
    <message>
        <source>a DICOM segmentation is written of masks that a model made of a DICOM image</source>
        <translation>Eine DICOM-Segmentierung wird von Masken geschrieben, die ein Modell aus einem DICOM-Bild gemacht hat</translation>
    </message>
    <message>
        <source>a DICOM segmentation refers to its image by identifiers, and the image has no valid {1} that holds for all its slices. Save the mask as .seg.nrrd or .nii.gz instead</source>
        <translation>Eine DICOM-Segmentierung verweist durch Kennungen auf ihr Bild, und das Bild hat keine gültige {1}, die für alle Schichten gilt. Speichern Sie die Maske stattdessen als .seg.nrrd oder .nii.gz</translation>
    </message>
    <message>
        <source>a DICOM segmentation refers to the DICOM image that it was made of, and '{1}' is none. Save the mask as .seg.nrrd or .nii.gz instead</source>
        <translation>Eine DICOM-Segmentierung verweist auf das DICOM-Bild, aus dem sie gemacht ist, und „{1}“ ist keines. Speichern Sie die Maske stattdessen als .seg.nrrd oder .nii.gz</translation>
    </message>
    <message>
        <source>a DICOM segmentation refers to the voxels of its image, of which only one in {1} along each axis was opened. Save the mask as .seg.nrrd or .nii.gz instead</source>
        <translation>Eine DICOM-Segmentierung verweist auf die Voxel ihres Bildes, von denen nur eines von {1} entlang jeder Achse geöffnet wurde. Speichern Sie die Maske stattdessen als .seg.nrrd oder .nii.gz</translation>
    </message>
    <message>
        <source>a PNG holds one slice, and the mask has {1}. Save it as .tif, .nii.gz or .seg.nrrd instead</source>
        <translation>Ein PNG enthält eine Schicht, und die Maske hat {1}. Speichern Sie sie stattdessen als .tif, .nii.gz oder .seg.nrrd</translation>
    </message>
    <message>
        <source>a copy of</source>
        <translation>eine Kopie von</translation>
    </message>
    <message>
        <source>a file among the results of the cohort</source>
        <translation>eine Datei unter den Ergebnissen der Kohorte</translation>
    </message>
    <message>
        <source>a file of an open image</source>
        <translation>eine Datei eines offenen Bildes</translation>
    </message>
    <message>
        <source>a file of open labels</source>
        <translation>eine Datei offener Label</translation>
    </message>
    <message>
        <source>a file of the image</source>
        <translation>eine Datei des Bildes</translation>
    </message>
    <message>
        <source>a file of the workspace</source>
        <translation>eine Datei des Arbeitsbereichs</translation>
    </message>
    <message>
        <source>a layer</source>
        <translation>eine Ebene</translation>
    </message>
    <message>
        <source>a library and its licence</source>
        <translation>eine Bibliothek und ihre Lizenz</translation>
    </message>
    <message>
        <source>a library and its version</source>
        <translation>eine Bibliothek und ihre Version</translation>
    </message>
    <message>
        <source>a list of at most </source>
        <translation>eine Liste von höchstens </translation>
    </message>
    <message>
        <source>a number from </source>
        <translation>eine Zahl von </translation>
    </message>
    <message>
        <source>a path holds a zero byte.</source>
        <translation>Ein Pfad enthält ein Null-Byte.</translation>
    </message>
    <message>
        <source>a pixel has colour {1} of a palette of {2}; the file is damaged</source>
        <translation>Ein Pixel hat Farbe {1} einer Palette von {2}; die Datei ist beschädigt</translation>
    </message>
    <message>
        <source>a quote is never closed.</source>
        <translation>Ein Anführungszeichen wird nie geschlossen.</translation>
    </message>
    <message>
        <source>a reference of the cohort</source>
        <translation>eine Referenz der Kohorte</translation>
    </message>
    <message>
        <source>a sample of at most half a billion voxels</source>
        <translation>ein Beispiel mit höchstens einer halben Milliarde Voxeln</translation>
    </message>
    <message>
        <source>a single slice</source>
        <translation>eine einzelne Schicht</translation>
    </message>
    <message>
        <source>a slice cannot be unpacked</source>
        <translation>eine Schicht lässt sich nicht entpacken</translation>
    </message>
    <message>
        <source>a slice has another size than its image</source>
        <translation>eine Schicht hat eine andere Größe als ihr Bild</translation>
    </message>
    <message>
        <source>a surface is in millimetres, and the image does not say how large its voxels are. Save the mask as .nrrd or .tif instead</source>
        <translation>Eine Oberfläche ist in Millimetern, und das Bild sagt nicht, wie groß seine Voxel sind. Speichern Sie die Maske stattdessen als .nrrd oder .tif</translation>
    </message>
    <message>
        <source>a synthetic sample</source>
        <translation>ein synthetisches Beispiel</translation>
    </message>
    <message>
        <source>a text of at most </source>
        <translation>ein Text von höchstens </translation>
    </message>
    <message>
        <source>a value</source>
        <translation>ein Wert</translation>
    </message>
    <message>
        <source>a whole number from </source>
        <translation>eine ganze Zahl von </translation>
    </message>
    <message>
        <source>a window whose low end is not above its high end</source>
        <translation>ein Fenster, dessen unteres Ende nicht über dem oberen liegt</translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation>noch etwa %1 h</translation>
    </message>
    <message>
        <source>about %1 min</source>
        <translation>etwa %1 min</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>noch etwa %1 min</translation>
    </message>
    <message>
        <source>about %1 s</source>
        <translation>etwa %1 s</translation>
    </message>
    <message>
        <source>adding %1</source>
        <translation>%1 hinzufügen</translation>
    </message>
    <message>
        <source>again, to compare new precisions with it</source>
        <translation>noch einmal, um neue Genauigkeiten damit zu vergleichen</translation>
    </message>
    <message>
        <source>against</source>
        <translation>gegen</translation>
    </message>
    <message>
        <source>agree</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>agreement %1</source>
        <translation>Übereinstimmung %1</translation>
    </message>
    <message>
        <source>agreement with full</source>
        <translation>Übereinstimmung mit voll</translation>
    </message>
    <message>
        <source>agreement with full precision</source>
        <translation>Übereinstimmung mit voller Genauigkeit</translation>
    </message>
    <message>
        <source>agreement with one bit less</source>
        <translation>Übereinstimmung mit einem Bit weniger</translation>
    </message>
    <message>
        <source>agreement, volume</source>
        <translation>Übereinstimmung, Volumen</translation>
    </message>
    <message>
        <source>all labels</source>
        <translation>alle Label</translation>
    </message>
    <message>
        <source>along each axis</source>
        <translation>entlang jeder Achse</translation>
    </message>
    <message>
        <source>amber</source>
        <translation>Bernstein</translation>
    </message>
    <message>
        <source>an image of the cohort</source>
        <translation>ein Bild der Kohorte</translation>
    </message>
    <message>
        <source>an object of at most </source>
        <translation>ein Objekt von höchstens </translation>
    </message>
    <message>
        <source>an unknown method ({0})</source>
        <translation>ein unbekanntes Verfahren ({0})</translation>
    </message>
    <message>
        <source>area %1</source>
        <translation>Fläche %1</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>mindestens</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>höchstens</translation>
    </message>
    <message>
        <source>axial</source>
        <translation>axial</translation>
    </message>
    <message>
        <source>background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>begun from</source>
        <translation>ausgehend von</translation>
    </message>
    <message>
        <source>bit operations</source>
        <translation>Bitoperationen</translation>
    </message>
    <message>
        <source>bit operations a slice, computed, logarithmic</source>
        <translation>Bitoperationen je Schicht, berechnet, logarithmisch</translation>
    </message>
    <message>
        <source>body part not stated</source>
        <translation>Körperteil nicht angegeben</translation>
    </message>
    <message>
        <source>body part {0}</source>
        <translation>Körperteil {0}</translation>
    </message>
    <message>
        <source>brown</source>
        <translation>Braun</translation>
    </message>
    <message numerus="yes">
        <source>building surfaces, %n left</source>
        <translation>
            <numerusform>Oberflächen entstehen, noch %n</numerusform>
            <numerusform>Oberflächen entstehen, noch %n</numerusform>
        </translation>
    </message>
    <message>
        <source>by appearance: %1</source>
        <translation>nach dem Aussehen: %1</translation>
    </message>
    <message>
        <source>by hand, begun from</source>
        <translation>von Hand, ausgehend von</translation>
    </message>
    <message>
        <source>cannot have a bit less</source>
        <translation>kann kein Bit weniger haben</translation>
    </message>
    <message>
        <source>clipped</source>
        <translation>gekappt</translation>
    </message>
    <message>
        <source>clipped share</source>
        <translation>gekappter Anteil</translation>
    </message>
    <message>
        <source>close gaps</source>
        <translation>Lücken schließen</translation>
    </message>
    <message>
        <source>coarse, 1 voxel in %1: smoothed pictures, measure on slices</source>
        <translation>grob, 1 Voxel von %1: geglättete Bilder, auf Schichten messen</translation>
    </message>
    <message>
        <source>code %1</source>
        <translation>Code %1</translation>
    </message>
    <message>
        <source>collecting slices</source>
        <translation>Schichten werden gesammelt</translation>
    </message>
    <message>
        <source>computing %1</source>
        <translation>%1 wird berechnet</translation>
    </message>
    <message>
        <source>computing %1, %2</source>
        <translation>%1 wird berechnet, %2</translation>
    </message>
    <message>
        <source>conv, max_pool2 or upsample2, found '{0}'</source>
        <translation>conv, max_pool2 oder upsample2, gefunden: „{0}“</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>Kopie</translation>
    </message>
    <message>
        <source>copy of %1</source>
        <translation>Kopie von %1</translation>
    </message>
    <message>
        <source>coral</source>
        <translation>Koralle</translation>
    </message>
    <message>
        <source>coronal</source>
        <translation>koronal</translation>
    </message>
    <message>
        <source>crosshair</source>
        <translation>Fadenkreuz</translation>
    </message>
    <message>
        <source>decoding it ended unexpectedly ({1}). The file is damaged or hostile; it was left alone, and others can be read</source>
        <translation>Das Dekodieren endete unerwartet ({1}). Die Datei ist beschädigt oder bösartig; sie wurde nicht weiter angerührt, andere lassen sich lesen</translation>
    </message>
    <message>
        <source>decoding it gave an answer that makes no sense. The file is damaged or hostile; it was left alone, and others can be read</source>
        <translation>Das Dekodieren gab eine sinnlose Antwort. Die Datei ist beschädigt oder bösartig; sie wurde nicht weiter angerührt, andere lassen sich lesen</translation>
    </message>
    <message>
        <source>decoding it needed more than {1} of memory, too much for a file of its size. It is damaged or hostile, or to be cropped first</source>
        <translation>Das Dekodieren brauchte mehr als {1} Speicher, zu viel für eine Datei dieser Größe. Sie ist beschädigt oder bösartig, oder vorher zuzuschneiden</translation>
    </message>
    <message>
        <source>decoding it took more than {1} s of computing, too much for a file of its size. It is damaged or hostile</source>
        <translation>Das Dekodieren rechnete länger als {1} s, zu lange für eine Datei dieser Größe. Sie ist beschädigt oder bösartig</translation>
    </message>
    <message>
        <source>does not fit: %1</source>
        <translation>passt nicht: %1</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>bearbeitet</translation>
    </message>
    <message>
        <source>edited, not saved</source>
        <translation>bearbeitet, nicht gespeichert</translation>
    </message>
    <message>
        <source>empty in both</source>
        <translation>in beiden leer</translation>
    </message>
    <message>
        <source>erase</source>
        <translation>radieren</translation>
    </message>
    <message>
        <source>erase, with the brush</source>
        <translation>radieren, mit dem Pinsel</translation>
    </message>
    <message>
        <source>erasing</source>
        <translation>Radieren</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>error against B</source>
        <translation>Fehler gegen B</translation>
    </message>
    <message>
        <source>error against full precision</source>
        <translation>Fehler gegen voll</translation>
    </message>
    <message>
        <source>error against reference</source>
        <translation>Fehler gegen Referenz</translation>
    </message>
    <message>
        <source>errors (missed)</source>
        <translation>Fehler (verpasst)</translation>
    </message>
    <message>
        <source>errors (only here)</source>
        <translation>Fehler (nur hier)</translation>
    </message>
    <message>
        <source>errors against B</source>
        <translation>Fehler gegen B</translation>
    </message>
    <message>
        <source>errors against full precision</source>
        <translation>Fehler gegen volle Genauigkeit</translation>
    </message>
    <message>
        <source>errors against the reference</source>
        <translation>Fehler gegen die Referenz</translation>
    </message>
    <message>
        <source>expected {0} cells, found {1}.</source>
        <translation>Erwartet werden {0} Zellen, gefunden: {1}.</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>fair fit: %1</source>
        <translation>passt ordentlich: %1</translation>
    </message>
    <message>
        <source>fill</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>fill holes</source>
        <translation>Löcher füllen</translation>
    </message>
    <message>
        <source>first arm to its vertex, then click the other</source>
        <translation>erster Schenkel bis zum Scheitel, dann den anderen klicken</translation>
    </message>
    <message>
        <source>float</source>
        <translation>Gleitkomma</translation>
    </message>
    <message>
        <source>float network, measured</source>
        <translation>Gleitkomma-Netz, gemessen</translation>
    </message>
    <message>
        <source>float, measured</source>
        <translation>Gleitkomma, gemessen</translation>
    </message>
    <message>
        <source>floating-point numbers</source>
        <translation>Gleitkommazahlen</translation>
    </message>
    <message>
        <source>foreground</source>
        <translation>Vordergrund</translation>
    </message>
    <message>
        <source>fragile</source>
        <translation>fragil</translation>
    </message>
    <message>
        <source>fragile voxels</source>
        <translation>Fragile Voxel</translation>
    </message>
    <message>
        <source>full</source>
        <translation>voll</translation>
    </message>
    <message>
        <source>full precision</source>
        <translation>volle Genauigkeit</translation>
    </message>
    <message>
        <source>full precision empty here</source>
        <translation>volle Genauigkeit hier leer</translation>
    </message>
    <message>
        <source>full precision finds nothing here</source>
        <translation>volle Genauigkeit findet hier nichts</translation>
    </message>
    <message>
        <source>full was busy</source>
        <translation>voll war ausgelastet</translation>
    </message>
    <message>
        <source>gains, by %1 to %2</source>
        <translation>gewinnt, um %1 bis %2</translation>
    </message>
    <message>
        <source>good fit: %1</source>
        <translation>passt gut: %1</translation>
    </message>
    <message>
        <source>hatched: full precision empty, mask not&lt;br&gt;frame: empty in both</source>
        <translation>schraffiert: volle Genauigkeit leer, Maske nicht&lt;br&gt;Rahmen: in beiden leer</translation>
    </message>
    <message>
        <source>hatched: reference empty, mask not&lt;br&gt;frame: empty in both&lt;br&gt;dash: not labelled</source>
        <translation>schraffiert: Referenz leer, Maske nicht&lt;br&gt;Rahmen: in beiden leer&lt;br&gt;Strich: ohne Label</translation>
    </message>
    <message>
        <source>image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>image only</source>
        <translation>nur das Bild</translation>
    </message>
    <message>
        <source>input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>integer engine</source>
        <translation>ganzzahlig</translation>
    </message>
    <message>
        <source>integer engine, measured</source>
        <translation>ganzzahlige Rechenmaschine, gemessen</translation>
    </message>
    <message>
        <source>integer engine, measured, not trained</source>
        <translation>ganzzahlige Rechenmaschine, gemessen, nicht trainiert</translation>
    </message>
    <message>
        <source>integer engine, {0}, 1 thread</source>
        <translation>ganzzahlige Rechenmaschine, {0}, 1 Thread</translation>
    </message>
    <message>
        <source>integer engine, {0}, {1} threads</source>
        <translation>ganzzahlige Rechenmaschine, {0}, {1} Threads</translation>
    </message>
    <message>
        <source>integer, measured</source>
        <translation>ganzzahlig, gemessen</translation>
    </message>
    <message>
        <source>integer, measured, not trained</source>
        <translation>ganzzahlig, gemessen, nicht trainiert</translation>
    </message>
    <message>
        <source>it declares a document type</source>
        <translation>Sie deklariert einen Dokumenttyp</translation>
    </message>
    <message>
        <source>it describes its voxels in a way that is not read: HeaderSize '{1}', in {2} files{3}. Save it as one file</source>
        <translation>Sie beschreibt ihre Voxel auf eine Weise, die nicht gelesen wird: HeaderSize „{1}“, in {2} Dateien{3}. Speichern Sie sie als eine Datei</translation>
    </message>
    <message>
        <source>it describes {1} planes, but holds {2}; it is truncated, or its description is that of another file</source>
        <translation>Sie beschreibt {1} Ebenen, enthält aber {2}; sie ist abgeschnitten, oder ihre Beschreibung ist die einer anderen Datei</translation>
    </message>
    <message>
        <source>it has a palette for {1} values of {2} bits per pixel; expected one of up to 16 bits</source>
        <translation>Sie hat eine Palette für {1} Werte mit {2} Bit je Pixel; erwartet wird eine bis 16 Bit</translation>
    </message>
    <message>
        <source>it has a segment of number {1}; expected 1 to 255</source>
        <translation>Sie hat ein Segment mit der Nummer {1}; erwartet wird 1 bis 255</translation>
    </message>
    <message>
        <source>it has anatomical axes</source>
        <translation>es hat anatomische Achsen</translation>
    </message>
    <message>
        <source>it has more elements than any image</source>
        <translation>Sie hat mehr Elemente als jedes Bild</translation>
    </message>
    <message>
        <source>it has {1} values per voxel (a colour image, whose red, green and blue differ); expected one grey value. Convert it to greyscale first</source>
        <translation>Sie hat {1} Werte je Voxel (ein Farbbild, dessen Rot, Grün und Blau sich unterscheiden); erwartet wird ein Grauwert. Wandeln Sie sie zuerst in Graustufen um</translation>
    </message>
    <message>
        <source>it has {1} values per voxel (a colour or vector image); expected one grey value. Convert it to greyscale first</source>
        <translation>Sie hat {1} Werte je Voxel (ein Farb- oder Vektorbild); erwartet wird ein Grauwert. Wandeln Sie sie zuerst in Graustufen um</translation>
    </message>
    <message>
        <source>it has {1} values per voxel (a field of vectors or a matrix); expected one grey value</source>
        <translation>Sie hat {1} Werte je Voxel (ein Feld von Vektoren oder eine Matrix); erwartet wird ein Grauwert</translation>
    </message>
    <message>
        <source>it has {1} values per voxel (an axis of kind '{2}'); expected one grey value</source>
        <translation>Sie hat {1} Werte je Voxel (eine Achse der Art „{2}“); erwartet wird ein Grauwert</translation>
    </message>
    <message>
        <source>it holds an object of the type '{1}'; expected an Image</source>
        <translation>Sie enthält ein Objekt des Typs „{1}“; erwartet wird ein Image</translation>
    </message>
    <message>
        <source>it holds labels, no grey values</source>
        <translation>es enthält Label, keine Grauwerte</translation>
    </message>
    <message>
        <source>it holds one picture, '{1}'. Open that file itself</source>
        <translation>Er enthält ein Bild, „{1}“. Öffnen Sie diese Datei selbst</translation>
    </message>
    <message>
        <source>it holds the label {1}, and labels are read up to 255. Number the structures of interest anew, from 1</source>
        <translation>Sie enthält das Label {1}, und Label werden bis 255 gelesen. Nummerieren Sie die gesuchten Strukturen neu, ab 1</translation>
    </message>
    <message>
        <source>it holds {0} volumes (4D); expected one. Split it and open one volume</source>
        <translation>Sie enthält {0} Volumen (4D); erwartet wird eines. Teilen Sie sie, und öffnen Sie ein Volumen</translation>
    </message>
    <message>
        <source>it holds {1} frames, but describes {2} of them</source>
        <translation>Sie enthält {1} Einzelbilder, beschreibt davon aber {2}</translation>
    </message>
    <message>
        <source>it is a DICOM file without pixels (a report, a structure set or the like); expected an image</source>
        <translation>Sie ist eine DICOM-Datei ohne Pixel (ein Bericht, ein Structure Set oder dergleichen); erwartet wird ein Bild</translation>
    </message>
    <message>
        <source>it is a DICOMDIR, a directory of other files; open the folder that it lies in instead</source>
        <translation>Sie ist ein DICOMDIR, ein Verzeichnis anderer Dateien; öffnen Sie stattdessen den Ordner, in dem sie liegt</translation>
    </message>
    <message>
        <source>it is a MetaMorph stack (STK), whose planes have no pages of their own. Save it as OME-TIFF first, with Fiji for example</source>
        <translation>Sie ist ein MetaMorph-Stapel (STK), dessen Ebenen keine eigenen Seiten haben. Speichern Sie ihn zuerst als OME-TIFF, zum Beispiel mit Fiji</translation>
    </message>
    <message>
        <source>it is a colour DICOM image ({1}); expected one grey value per pixel</source>
        <translation>Sie ist ein DICOM-Farbbild ({1}); erwartet wird ein Grauwert je Pixel</translation>
    </message>
    <message>
        <source>it is a colour image ({1}); expected one grey value per voxel. Convert it to greyscale first</source>
        <translation>Sie ist ein Farbbild ({1}); erwartet wird ein Grauwert je Voxel. Wandeln Sie sie zuerst in Graustufen um</translation>
    </message>
    <message>
        <source>it is a colour image of {1} values per voxel (CMYK); expected one grey value. Convert it to greyscale first</source>
        <translation>Sie ist ein Farbbild mit {1} Werten je Voxel (CMYK); erwartet wird ein Grauwert. Wandeln Sie sie zuerst in Graustufen um</translation>
    </message>
    <message>
        <source>it is a colour image of {1} values per voxel; expected one grey value. Save the channel you want as greyscale</source>
        <translation>Sie ist ein Farbbild mit {1} Werten je Voxel; erwartet wird ein Grauwert. Speichern Sie den gewünschten Kanal in Graustufen</translation>
    </message>
    <message>
        <source>it is a link that leads back to itself; give another name</source>
        <translation>Sie ist ein Verweis, der auf sich selbst zurückführt; geben Sie einen anderen Namen</translation>
    </message>
    <message>
        <source>it is a part of an OME image, whose description is in '{1}'; that file is missing beside it</source>
        <translation>Sie ist ein Teil eines OME-Bildes, dessen Beschreibung in „{1}“ steht; diese Datei fehlt neben ihr</translation>
    </message>
    <message>
        <source>it is a part of an image in several files; its file '{1}' is missing beside it</source>
        <translation>Sie ist ein Teil eines Bildes in mehreren Dateien; seine Datei „{1}“ fehlt neben ihr</translation>
    </message>
    <message>
        <source>it is a whole-slide image, whose frames are tiles of one plane; they are not put together. Export the region of interest as TIFF</source>
        <translation>Sie ist ein Whole-Slide-Bild, dessen Einzelbilder Kacheln einer Ebene sind; sie werden nicht zusammengesetzt. Exportieren Sie den gesuchten Bereich als TIFF</translation>
    </message>
    <message>
        <source>it is called '{0}'</source>
        <translation>es heißt „{0}“</translation>
    </message>
    <message>
        <source>it is compressed by {1}, which is not supported. Save it with LZW or deflate, or uncompressed</source>
        <translation>Sie ist mit {1} komprimiert, was nicht unterstützt wird. Speichern Sie sie mit LZW oder Deflate oder unkomprimiert</translation>
    </message>
    <message>
        <source>it is not a label file: voxel {1} has the value {2}; expected whole numbers 0 to 255</source>
        <translation>Sie ist keine Label-Datei: Voxel {1} hat den Wert {2}; erwartet werden ganze Zahlen von 0 bis 255</translation>
    </message>
    <message>
        <source>it is not the mask of one structure: it holds {0} values; expected two, background and foreground</source>
        <translation>Sie ist nicht die Maske einer Struktur: Sie enthält {0} Werte; erwartet werden zwei, Hintergrund und Vordergrund</translation>
    </message>
    <message>
        <source>it is the header of a pair, and its voxels '{1}' are missing. Put both files into one folder</source>
        <translation>Sie ist der Kopf eines Paars, und die Voxel „{1}“ fehlen. Legen Sie beide Dateien in einen Ordner</translation>
    </message>
    <message>
        <source>it is the name of a folder; give the name of a file</source>
        <translation>Das ist der Name eines Ordners; geben Sie den Namen einer Datei</translation>
    </message>
    <message>
        <source>it is truncated or damaged: its compressed data ends early</source>
        <translation>Sie ist abgeschnitten oder beschädigt: Die komprimierten Daten enden zu früh</translation>
    </message>
    <message>
        <source>it is truncated or damaged: not all voxels of page {1} of {2} are in the file</source>
        <translation>Sie ist abgeschnitten oder beschädigt: Nicht alle Voxel von Seite {1} von {2} sind in der Datei</translation>
    </message>
    <message>
        <source>it is truncated or damaged: {1} bytes of voxels are missing</source>
        <translation>Sie ist abgeschnitten oder beschädigt: {1} Byte an Voxeln fehlen</translation>
    </message>
    <message>
        <source>it is truncated: {1} bytes of voxels expected, {2} found</source>
        <translation>Sie ist abgeschnitten: {1} Byte an Voxeln erwartet, {2} gefunden</translation>
    </message>
    <message>
        <source>it is truncated: {1} of {2} numbers are there</source>
        <translation>Sie ist abgeschnitten: {1} von {2} Zahlen sind da</translation>
    </message>
    <message>
        <source>it looks like</source>
        <translation>es sieht aus wie</translation>
    </message>
    <message>
        <source>it looks like {0}, not {1}</source>
        <translation>es sieht aus wie {0}, nicht {1}</translation>
    </message>
    <message>
        <source>it stores white as zero in signed or floating-point voxels, which does not say what black is. Save it with black as zero</source>
        <translation>Sie speichert Weiß als Null in Voxeln mit Vorzeichen oder Gleitkomma, was nicht sagt, was Schwarz ist. Speichern Sie sie mit Schwarz als Null</translation>
    </message>
    <message>
        <source>it was ended before</source>
        <translation>es wurde vorher beendet</translation>
    </message>
    <message>
        <source>its DICOM structure is damaged or truncated</source>
        <translation>Die DICOM-Struktur ist beschädigt oder abgeschnitten</translation>
    </message>
    <message>
        <source>its DICOM structure is damaged or truncated, and it is of the series that was to be opened. Take it out of the folder to open the other slices</source>
        <translation>Die DICOM-Struktur ist beschädigt oder abgeschnitten, und sie gehört zu der Serie, die geöffnet werden sollte. Nehmen Sie sie aus dem Ordner, um die anderen Schichten zu öffnen</translation>
    </message>
    <message>
        <source>its DimSize '{1}' is not a size of {2} dimensions (NDims)</source>
        <translation>Ihr DimSize „{1}“ ist keine Größe mit {2} Dimensionen (NDims)</translation>
    </message>
    <message>
        <source>its ImageJ description contradicts itself: {1} images are not {2} channels, {3} slices and {4} frames. Save it again with ImageJ</source>
        <translation>Ihre ImageJ-Beschreibung widerspricht sich: {1} Bilder sind nicht {2} Kanäle, {3} Schichten und {4} Einzelbilder. Speichern Sie sie mit ImageJ neu</translation>
    </message>
    <message>
        <source>its ImageJ description speaks of {1} planes ({2} channels, {3} slices, {4} frames), but the file holds {5}. Save it again with ImageJ</source>
        <translation>Ihre ImageJ-Beschreibung spricht von {1} Ebenen ({2} Kanäle, {3} Schichten, {4} Einzelbilder), die Datei enthält aber {5}. Speichern Sie sie mit ImageJ neu</translation>
    </message>
    <message>
        <source>its ImageOrientationPatient does not describe a plane</source>
        <translation>Ihre ImageOrientationPatient beschreibt keine Ebene</translation>
    </message>
    <message>
        <source>its LSM header speaks of {1} slices at {2} times, but the file holds {3} planes; it is truncated or of a kind that is not known</source>
        <translation>Ihr LSM-Kopf spricht von {1} Schichten zu {2} Zeiten, die Datei enthält aber {3} Ebenen; sie ist abgeschnitten oder von unbekannter Art</translation>
    </message>
    <message>
        <source>its MetaImage header is damaged: '{1}' is missing</source>
        <translation>Ihr MetaImage-Kopf ist beschädigt: „{1}“ fehlt</translation>
    </message>
    <message>
        <source>its NIfTI header is damaged or truncated</source>
        <translation>Ihr NIfTI-Kopf ist beschädigt oder abgeschnitten</translation>
    </message>
    <message>
        <source>its NIfTI header is damaged: it does not say which version it is of</source>
        <translation>Ihr NIfTI-Kopf ist beschädigt: Er sagt nicht, von welcher Version er ist</translation>
    </message>
    <message>
        <source>its NRRD header gives the sizes '{1}' of '{2}' dimensions</source>
        <translation>Ihr NRRD-Kopf gibt die Größen „{1}“ von „{2}“ Dimensionen an</translation>
    </message>
    <message>
        <source>its NRRD header is damaged or truncated: it has no fields</source>
        <translation>Ihr NRRD-Kopf ist beschädigt oder abgeschnitten: Er hat keine Felder</translation>
    </message>
    <message>
        <source>its NRRD header is damaged: '{1}' is no field</source>
        <translation>Ihr NRRD-Kopf ist beschädigt: „{1}“ ist kein Feld</translation>
    </message>
    <message>
        <source>its NRRD header is damaged: {1} is '{2}'</source>
        <translation>Ihr NRRD-Kopf ist beschädigt: {1} ist „{2}“</translation>
    </message>
    <message>
        <source>its OME description does not say where slice {1} of channel {2} at time {3} lies</source>
        <translation>Ihre OME-Beschreibung sagt nicht, wo Schicht {1} von Kanal {2} zur Zeit {3} liegt</translation>
    </message>
    <message>
        <source>its OME description holds no image</source>
        <translation>Ihre OME-Beschreibung enthält kein Bild</translation>
    </message>
    <message>
        <source>its OME description is damaged ({1})</source>
        <translation>Ihre OME-Beschreibung ist beschädigt ({1})</translation>
    </message>
    <message>
        <source>its OME description is not sound: {1} slices, {2} channels and {3} times in the order '{4}'</source>
        <translation>Ihre OME-Beschreibung ist nicht stimmig: {1} Schichten, {2} Kanäle und {3} Zeiten in der Reihenfolge „{4}“</translation>
    </message>
    <message>
        <source>its OME description places a plane outside the image it describes</source>
        <translation>Ihre OME-Beschreibung legt eine Ebene außerhalb des Bildes, das sie beschreibt</translation>
    </message>
    <message>
        <source>its OME description speaks of more planes than any image has</source>
        <translation>Ihre OME-Beschreibung spricht von mehr Ebenen, als irgendein Bild hat</translation>
    </message>
    <message>
        <source>its RescaleSlope is 0, which would make all its values equal</source>
        <translation>Ihr RescaleSlope ist 0, was alle Werte gleich machen würde</translation>
    </message>
    <message>
        <source>its answer made no sense</source>
        <translation>seine Antwort ergab keinen Sinn</translation>
    </message>
    <message>
        <source>its axis directions do not span a space</source>
        <translation>Ihre Achsenrichtungen spannen keinen Raum auf</translation>
    </message>
    <message>
        <source>its compressed data is damaged ({1}). Copy it again from where it came from</source>
        <translation>Ihre komprimierten Daten sind beschädigt ({1}). Kopieren Sie sie noch einmal von ihrer Quelle</translation>
    </message>
    <message>
        <source>its compressed pixels (transfer syntax {1}) are damaged or of a kind that is not read</source>
        <translation>Ihre komprimierten Pixel (Transfersyntax {1}) sind beschädigt oder von einer Art, die nicht gelesen wird</translation>
    </message>
    <message>
        <source>its content is not that of a PNG, JPEG or TIFF file; it is damaged or has the wrong extension</source>
        <translation>Ihr Inhalt ist nicht der einer PNG-, JPEG- oder TIFF-Datei; sie ist beschädigt oder hat die falsche Endung</translation>
    </message>
    <message>
        <source>its content is not that of a {1} file; it is damaged or has the wrong extension</source>
        <translation>Ihr Inhalt ist nicht der einer {1}-Datei; sie ist beschädigt oder hat die falsche Endung</translation>
    </message>
    <message>
        <source>its deflated data set is damaged or truncated</source>
        <translation>Ihr komprimierter Datensatz (Deflate) ist beschädigt oder abgeschnitten</translation>
    </message>
    <message>
        <source>its description places a slice on page {1}, but the file has {2}; it is truncated, or the description is that of another file</source>
        <translation>Ihre Beschreibung legt eine Schicht auf Seite {1}, die Datei hat aber {2}; sie ist abgeschnitten, oder die Beschreibung ist die einer anderen Datei</translation>
    </message>
    <message>
        <source>its description speaks of {1} x {2} voxels, but its pages have {3}; the description is that of another file</source>
        <translation>Ihre Beschreibung spricht von {1} x {2} Voxeln, ihre Seiten haben aber {3}; die Beschreibung ist die einer anderen Datei</translation>
    </message>
    <message>
        <source>its directories claim more than the file holds; it is damaged or truncated</source>
        <translation>Ihre Verzeichnisse beanspruchen mehr, als die Datei enthält; sie ist beschädigt oder abgeschnitten</translation>
    </message>
    <message>
        <source>its extension is not one of {1}</source>
        <translation>Die Endung ist keine von {1}</translation>
    </message>
    <message>
        <source>its format is not known. Halftone reads NIfTI, Analyze, NRRD, MetaImage, TIFF, PNG, JPEG and DICOM</source>
        <translation>Das Format ist nicht bekannt. Halftone liest NIfTI, Analyze, NRRD, MetaImage, TIFF, PNG, JPEG und DICOM</translation>
    </message>
    <message>
        <source>its header claims {0} of voxels, but the file is only {1} long; it is truncated or damaged</source>
        <translation>Ihr Kopf beansprucht {0} an Voxeln, die Datei ist aber nur {1} lang; sie ist abgeschnitten oder beschädigt</translation>
    </message>
    <message>
        <source>its header does not say in which order the bytes of a number are (endian: '{1}')</source>
        <translation>Ihr Kopf sagt nicht, in welcher Reihenfolge die Bytes einer Zahl stehen (endian: „{1}“)</translation>
    </message>
    <message>
        <source>its header gives a size of {0} voxels along axis {1}</source>
        <translation>Ihr Kopf gibt eine Größe von {0} Voxeln entlang Achse {1} an</translation>
    </message>
    <message>
        <source>its header gives {1} bits a pixel, {2} of them used, the highest is {3}; that is no number of 1, 8, 16 or 32 bits</source>
        <translation>Ihr Kopf gibt {1} Bit je Pixel an, davon {2} benutzt, das höchste ist {3}; das ergibt keine Zahl mit 1, 8, 16 oder 32 Bit</translation>
    </message>
    <message>
        <source>its header gives {1} dimensions</source>
        <translation>Ihr Kopf gibt {1} Dimensionen an</translation>
    </message>
    <message>
        <source>its header gives {1} frames</source>
        <translation>Ihr Kopf gibt {1} Einzelbilder an</translation>
    </message>
    <message>
        <source>its header gives {1} frames, but its pixel data holds {2}</source>
        <translation>Ihr Kopf gibt {1} Einzelbilder an, ihre Pixeldaten enthalten aber {2}</translation>
    </message>
    <message>
        <source>its header gives {1} volumes</source>
        <translation>Ihr Kopf gibt {1} Volumen an</translation>
    </message>
    <message>
        <source>its header gives {1} x {2} x {3} voxels, more than any memory holds; it is damaged</source>
        <translation>Ihr Kopf gibt {1} x {2} x {3} Voxel an, mehr, als irgendein Speicher fasst; sie ist beschädigt</translation>
    </message>
    <message>
        <source>its header has no end</source>
        <translation>Ihr Kopf hat kein Ende</translation>
    </message>
    <message>
        <source>its header is damaged: it says that the voxels begin at byte {1} (vox_offset)</source>
        <translation>Ihr Kopf ist beschädigt: Er sagt, dass die Voxel bei Byte {1} beginnen (vox_offset)</translation>
    </message>
    <message>
        <source>its header names more than {1} files</source>
        <translation>Ihr Kopf nennt mehr als {1} Dateien</translation>
    </message>
    <message>
        <source>its header skips '{1}' lines and '{2}' bytes, which cannot be done with voxels stored as {3}</source>
        <translation>Ihr Kopf überspringt „{1}“ Zeilen und „{2}“ Byte, was bei Voxeln, die als {3} gespeichert sind, nicht geht</translation>
    </message>
    <message>
        <source>its header skips {1} lines, more than there are</source>
        <translation>Ihr Kopf überspringt {1} Zeilen, mehr, als es gibt</translation>
    </message>
    <message>
        <source>its label '{1}' has no voxels, which such a file cannot say. Save the mask as .nii.gz or .seg.nrrd instead</source>
        <translation>Ihr Label „{1}“ hat keine Voxel, was eine solche Datei nicht sagen kann. Speichern Sie die Maske stattdessen als .nii.gz oder .seg.nrrd</translation>
    </message>
    <message>
        <source>its origin is not a finite number</source>
        <translation>Ihr Ursprung ist keine endliche Zahl</translation>
    </message>
    <message>
        <source>its pages differ in kind: the first holds {1} ({2} bits), page {3} {4} ({5} bits), or their meaning or orientation is another</source>
        <translation>Ihre Seiten sind von verschiedener Art: Die erste enthält {1} ({2} Bit), Seite {3} {4} ({5} Bit), oder ihre Bedeutung oder Orientierung ist eine andere</translation>
    </message>
    <message>
        <source>its pages differ in size, the first is {1}, page {2} is {3}; expected slices of one size</source>
        <translation>Ihre Seiten sind verschieden groß, die erste ist {1}, Seite {2} ist {3}; erwartet werden Schichten einer Größe</translation>
    </message>
    <message>
        <source>its pages refer to each other in a circle</source>
        <translation>Ihre Seiten verweisen im Kreis aufeinander</translation>
    </message>
    <message>
        <source>its palette is missing; the TIFF file is damaged</source>
        <translation>Ihre Palette fehlt; die TIFF-Datei ist beschädigt</translation>
    </message>
    <message>
        <source>its picture '{1}' holds more than one slice; expected one slice in a file</source>
        <translation>Sein Bild „{1}“ enthält mehr als eine Schicht; erwartet wird eine Schicht je Datei</translation>
    </message>
    <message>
        <source>its pictures '{1}' and '{2}' have the same number</source>
        <translation>Seine Bilder „{1}“ und „{2}“ haben dieselbe Nummer</translation>
    </message>
    <message>
        <source>its pictures are not the slices of one image: their names follow different patterns, '{1}' and '{2}'. Put the slices into a folder of their own</source>
        <translation>Seine Bilder sind nicht die Schichten eines Bildes: Ihre Namen folgen verschiedenen Mustern, „{1}“ und „{2}“. Legen Sie die Schichten in einen eigenen Ordner</translation>
    </message>
    <message>
        <source>its pixel data is empty</source>
        <translation>Ihre Pixeldaten sind leer</translation>
    </message>
    <message>
        <source>its pixel spacing has one number ({1}); expected two, between rows and between columns</source>
        <translation>Ihr Pixelabstand hat eine Zahl ({1}); erwartet werden zwei, zwischen Zeilen und zwischen Spalten</translation>
    </message>
    <message>
        <source>its pixels are compressed in a way that is not read (transfer syntax {1}). Convert it to an uncompressed transfer syntax, for example by gdcmconv --raw</source>
        <translation>Ihre Pixel sind auf eine Weise komprimiert, die nicht gelesen wird (Transfersyntax {1}). Wandeln Sie sie in eine unkomprimierte Transfersyntax um, zum Beispiel mit gdcmconv --raw</translation>
    </message>
    <message>
        <source>its pixels are truncated</source>
        <translation>Ihre Pixel sind abgeschnitten</translation>
    </message>
    <message>
        <source>its pixels are truncated: {1} bytes expected, {2} found</source>
        <translation>Ihre Pixel sind abgeschnitten: {1} Byte erwartet, {2} gefunden</translation>
    </message>
    <message>
        <source>its pixels do not have the size its header gives</source>
        <translation>Ihre Pixel haben nicht die Größe, die ihr Kopf angibt</translation>
    </message>
    <message>
        <source>its pixels do not have the size its header gives: {1} x {2} pixels of {3} values expected, {4} x {5} of {6} found</source>
        <translation>Ihre Pixel haben nicht die Größe, die ihr Kopf angibt: {1} x {2} Pixel mit {3} Werten erwartet, {4} x {5} mit {6} gefunden</translation>
    </message>
    <message>
        <source>its rows have another length</source>
        <translation>Ihre Zeilen haben eine andere Länge</translation>
    </message>
    <message>
        <source>its segments '{1}' and '{2}' overlap; a label map has one label a voxel. Open this file with one of its segments (volume 2 of it is the first) or export them without overlap</source>
        <translation>Ihre Segmente „{1}“ und „{2}“ überlappen; eine Label-Karte hat ein Label je Voxel. Öffnen Sie diese Datei mit einem ihrer Segmente (ihr Volumen 2 ist das erste), oder exportieren Sie sie ohne Überlappung</translation>
    </message>
    <message>
        <source>its segments do not say where in the patient they lie</source>
        <translation>Ihre Segmente sagen nicht, wo im Patienten sie liegen</translation>
    </message>
    <message>
        <source>its segments overlap and are stored in {1} layers; expected one label a voxel. Export them as a label map from where they were drawn</source>
        <translation>Ihre Segmente überlappen und sind in {1} Ebenen gespeichert; erwartet wird ein Label je Voxel. Exportieren Sie sie dort, wo sie gezeichnet wurden, als Label-Karte</translation>
    </message>
    <message>
        <source>its series holds several images at the same position (4D: phases, echoes or directions) and does not say what tells them apart; expected one volume. Export one of them</source>
        <translation>Ihre Serie enthält mehrere Bilder am selben Ort (4D: Phasen, Echos oder Richtungen) und sagt nicht, was sie unterscheidet; erwartet wird ein Volumen. Exportieren Sie eines davon</translation>
    </message>
    <message>
        <source>its size or type is not that of the other slices of its folder</source>
        <translation>Ihre Größe oder ihr Typ ist nicht der der anderen Schichten ihres Ordners</translation>
    </message>
    <message>
        <source>its slices '{1}' and '{2}' code their values differently (bits per value or palette), so that one number may mean two things. Save all of them in the same way</source>
        <translation>Ihre Schichten „{1}“ und „{2}“ kodieren ihre Werte verschieden (Bit je Wert oder Palette), sodass eine Zahl zweierlei bedeuten kann. Speichern Sie alle auf dieselbe Weise</translation>
    </message>
    <message>
        <source>its slices are not evenly spaced (steps of {1} with deviations of up to {2}); resample the series to even spacing first</source>
        <translation>Ihre Schichten liegen nicht in gleichen Abständen (Schritte von {1} mit Abweichungen bis {2}); bringen Sie die Serie zuerst auf gleiche Abstände</translation>
    </message>
    <message>
        <source>its slices are shifted against each other within their plane, by up to {1}; they are no even stack</source>
        <translation>Ihre Schichten sind innerhalb ihrer Ebene gegeneinander verschoben, um bis zu {1}; sie sind kein gleichmäßiger Stapel</translation>
    </message>
    <message>
        <source>its slices differ: '{1}' has {2}, '{3}' has {4}</source>
        <translation>Ihre Schichten unterscheiden sich: „{1}“ hat {2}, „{3}“ hat {4}</translation>
    </message>
    <message>
        <source>its slices {1} to {2}, which were asked for, are missing</source>
        <translation>Ihre Schichten {1} bis {2}, die verlangt wurden, fehlen</translation>
    </message>
    <message>
        <source>its space '{1}' is not known. Save it in the space left-posterior-superior</source>
        <translation>Ihr Raum „{1}“ ist nicht bekannt. Speichern Sie sie im Raum left-posterior-superior</translation>
    </message>
    <message>
        <source>its table of values (Modality LUT Sequence) cannot be read</source>
        <translation>Ihre Wertetabelle (Modality LUT Sequence) kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>its transfer syntax is a compressed one, but its pixels are not compressed; it is damaged</source>
        <translation>Ihre Transfersyntax ist eine komprimierte, ihre Pixel sind aber nicht komprimiert; sie ist beschädigt</translation>
    </message>
    <message>
        <source>its voxel spacing along axis {0} is {1} mm; expected a positive, finite number</source>
        <translation>Ihr Voxelabstand entlang Achse {0} ist {1} mm; erwartet wird eine positive, endliche Zahl</translation>
    </message>
    <message>
        <source>its voxel type '{1}' is not a single grey value</source>
        <translation>Ihr Voxeltyp „{1}“ ist kein einzelner Grauwert</translation>
    </message>
    <message>
        <source>its voxel type '{1}' is not a single grey value of 8 to 64 bits</source>
        <translation>Ihr Voxeltyp „{1}“ ist kein einzelner Grauwert mit 8 bis 64 Bit</translation>
    </message>
    <message>
        <source>its voxels (NIfTI type {1}: {2}) are not a single grey value each. Convert it to integers or floats first</source>
        <translation>Ihre Voxel (NIfTI-Typ {1}: {2}) sind nicht je ein einzelner Grauwert. Wandeln Sie sie zuerst in ganze oder Gleitkommazahlen um</translation>
    </message>
    <message>
        <source>its voxels are missing: there is no file '{1}'. Put it beside the header</source>
        <translation>Ihre Voxel fehlen: Es gibt keine Datei „{1}“. Legen Sie sie neben den Kopf</translation>
    </message>
    <message>
        <source>its voxels are no hexadecimal numbers as its header says</source>
        <translation>Ihre Voxel sind keine hexadezimalen Zahlen, wie ihr Kopf sagt</translation>
    </message>
    <message>
        <source>its voxels are said to be in '{1}', which is outside the header's folder; only files in that folder or below it are read, links resolved. Copy that file beside the header and name it there without a path</source>
        <translation>Ihre Voxel sollen in „{1}“ sein, außerhalb des Ordners des Kopfes; nur Dateien in diesem Ordner oder darunter werden gelesen, Verweise aufgelöst. Kopieren Sie diese Datei neben den Kopf, und nennen Sie sie dort ohne Pfad</translation>
    </message>
    <message>
        <source>its voxels are spread over several files ({1} named), which is read for raw and gzip only</source>
        <translation>Ihre Voxel sind auf mehrere Dateien verteilt ({1} genannt), was nur für raw und gzip gelesen wird</translation>
    </message>
    <message>
        <source>its voxels are spread over several files, {1} of them, which cannot hold the same number of voxels each</source>
        <translation>Ihre Voxel sind auf mehrere Dateien verteilt, {1} davon, die nicht gleich viele Voxel enthalten können</translation>
    </message>
    <message>
        <source>its voxels are stored as '{1}'; expected raw, gzip, ascii or hex. Save it in one of these</source>
        <translation>Ihre Voxel sind als „{1}“ gespeichert; erwartet wird raw, gzip, ascii oder hex. Speichern Sie sie in einem davon</translation>
    </message>
    <message>
        <source>its voxels are {1} of {2} bits; expected unsigned integers of 1 to 32 or 64 bits, signed ones of 8, 16, 32 or 64, or floating-point numbers of 16, 32 or 64</source>
        <translation>Ihre Voxel sind {1} mit {2} Bit; erwartet werden ganze Zahlen ohne Vorzeichen mit 1 bis 32 oder 64 Bit, mit Vorzeichen mit 8, 16, 32 oder 64, oder Gleitkommazahlen mit 16, 32 oder 64</translation>
    </message>
    <message>
        <source>its {1} '{2}' is not a decimal number, nor a list of them</source>
        <translation>Ihr {1} „{2}“ ist keine Dezimalzahl und keine Liste davon</translation>
    </message>
    <message>
        <source>its {1} '{2}' is not a finite number</source>
        <translation>Ihr {1} „{2}“ ist keine endliche Zahl</translation>
    </message>
    <message>
        <source>its {1} has {2} numbers; expected {3}</source>
        <translation>Ihr {1} hat {2} Zahlen; erwartet werden {3}</translation>
    </message>
    <message>
        <source>keep the largest part</source>
        <translation>größten Teil behalten</translation>
    </message>
    <message>
        <source>label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>label %1</source>
        <translation>Label %1</translation>
    </message>
    <message>
        <source>length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>noch weniger als eine Minute</translation>
    </message>
    <message>
        <source>light green</source>
        <translation>Hellgrün</translation>
    </message>
    <message>
        <source>likeliest label</source>
        <translation>wahrscheinlichstes Label</translation>
    </message>
    <message>
        <source>line {0}: there is no '{1}'.</source>
        <translation>Zeile {0}: Es gibt kein „{1}“.</translation>
    </message>
    <message>
        <source>list of cases</source>
        <translation>Liste der Fälle</translation>
    </message>
    <message>
        <source>loses, by %1 to %2</source>
        <translation>verliert, um %1 bis %2</translation>
    </message>
    <message>
        <source>mean %1  sd %2</source>
        <translation>Mittel %1  SD %2</translation>
    </message>
    <message>
        <source>mean of %1 labels</source>
        <translation>Mittel aus %1 Labeln</translation>
    </message>
    <message>
        <source>mean, sd and area of an ellipse</source>
        <translation>Mittelwert, SD und Fläche einer Ellipse</translation>
    </message>
    <message>
        <source>measuring</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>memory of a run</source>
        <translation>Speicher eines Laufs</translation>
    </message>
    <message>
        <source>memory of a run, logarithmic</source>
        <translation>Speicher eines Laufs, logarithmisch</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>verpasst</translation>
    </message>
    <message>
        <source>modality not stated</source>
        <translation>Modalität nicht angegeben</translation>
    </message>
    <message>
        <source>model %1: %2</source>
        <translation>Modell %1: %2</translation>
    </message>
    <message>
        <source>more lies beyond: shown when the pointer leaves</source>
        <translation>dahinter liegt mehr: zu sehen, wenn der Zeiger geht</translation>
    </message>
    <message>
        <source>most</source>
        <translation>fragilste</translation>
    </message>
    <message>
        <source>ms a slice, logarithmic</source>
        <translation>ms je Schicht, logarithmisch</translation>
    </message>
    <message>
        <source>n %1</source>
        <translation>n %1</translation>
    </message>
    <message>
        <source>nearest %1</source>
        <translation>nahe %1</translation>
    </message>
    <message>
        <source>neither mask has anything on any slice</source>
        <translation>keine der Masken hat auf irgendeiner Schicht etwas</translation>
    </message>
    <message>
        <source>new labels</source>
        <translation>neue Label</translation>
    </message>
    <message>
        <source>no difference told</source>
        <translation>kein Unterschied erkennbar</translation>
    </message>
    <message>
        <source>no label is shown</source>
        <translation>kein Label ist eingeblendet</translation>
    </message>
    <message>
        <source>no layer can have a bit less at %1</source>
        <translation>bei %1 kann keine Netzschicht ein Bit weniger haben</translation>
    </message>
    <message>
        <source>no loss shown</source>
        <translation>kein Verlust zu sehen</translation>
    </message>
    <message>
        <source>no loss shown; up to %1 not ruled out</source>
        <translation>kein Verlust zu sehen; bis %1 nicht ausgeschlossen</translation>
    </message>
    <message>
        <source>no model</source>
        <translation>kein Modell</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>kein Bild</translation>
    </message>
    <message>
        <source>no reference labels</source>
        <translation>keine Referenz-Label</translation>
    </message>
    <message>
        <source>no slice can be scored: the reference has nothing on them</source>
        <translation>keine Schicht ist bewertbar: Die Referenz hat nichts darauf</translation>
    </message>
    <message>
        <source>no slice has a score yet</source>
        <translation>noch hat keine Schicht einen Wert</translation>
    </message>
    <message>
        <source>no slice has anything to agree on</source>
        <translation>keine Schicht hat etwas, worin sie übereinstimmen könnte</translation>
    </message>
    <message>
        <source>no slice is counted yet</source>
        <translation>noch ist keine Schicht gezählt</translation>
    </message>
    <message>
        <source>no voxel inside</source>
        <translation>kein Voxel darin</translation>
    </message>
    <message>
        <source>non-commercial research use</source>
        <translation>nur nichtkommerzielle Forschung</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>none against %1</source>
        <translation>keiner gegen %1</translation>
    </message>
    <message>
        <source>none for this image</source>
        <translation>keines für dieses Bild</translation>
    </message>
    <message>
        <source>none installed</source>
        <translation>keines installiert</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keine</translation>
    </message>
    <message>
        <source>none: the others are compared with %1</source>
        <translation>keiner: Die anderen werden mit %1 verglichen</translation>
    </message>
    <message>
        <source>not compared: busy</source>
        <translation>nicht verglichen: ausgelastet</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>noch nicht berechnet</translation>
    </message>
    <message>
        <source>not in the standard</source>
        <translation>nicht im Standard</translation>
    </message>
    <message>
        <source>not labelled here</source>
        <translation>hier ohne Label</translation>
    </message>
    <message>
        <source>not named, though it has directions</source>
        <translation>nicht genannt, obwohl es Richtungen hat</translation>
    </message>
    <message>
        <source>not {0}</source>
        <translation>nicht {0}</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>nothing arrived on the disk; it may be full</source>
        <translation>Auf dem Datenträger kam nichts an; er ist vielleicht voll</translation>
    </message>
    <message>
        <source>nothing says that it is</source>
        <translation>nichts sagt, dass es</translation>
    </message>
    <message>
        <source>nothing says what it shows</source>
        <translation>nichts sagt, was es zeigt</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>of %1, unedited</source>
        <translation>von %1, unbearbeitet</translation>
    </message>
    <message>
        <source>of unknown type</source>
        <translation>von unbekanntem Typ</translation>
    </message>
    <message>
        <source>one case: it says nothing of others</source>
        <translation>ein Fall: sagt nichts über andere</translation>
    </message>
    <message>
        <source>one run: too few to compare</source>
        <translation>ein Lauf: zu wenig zum Vergleichen</translation>
    </message>
    <message>
        <source>one subject: it says nothing of others</source>
        <translation>eine Person: sagt nichts über andere</translation>
    </message>
    <message>
        <source>one voxel in %1 along each axis</source>
        <translation>ein Voxel von %1 entlang jeder Achse</translation>
    </message>
    <message>
        <source>only here</source>
        <translation>nur hier</translation>
    </message>
    <message>
        <source>only here %1, missed %2</source>
        <translation>nur hier %1, verpasst %2</translation>
    </message>
    <message>
        <source>only where the image has</source>
        <translation>nur bei Bildwerten von</translation>
    </message>
    <message>
        <source>outline</source>
        <translation>Umriss</translation>
    </message>
    <message>
        <source>output error</source>
        <translation>Ausgabefehler</translation>
    </message>
    <message>
        <source>outputs %1 at code %2</source>
        <translation>Ausgaben %1 auf Code %2</translation>
    </message>
    <message>
        <source>outputs of %1: </source>
        <translation>Ausgaben mit %1: </translation>
    </message>
    <message>
        <source>p(%1)</source>
        <translation>p(%1)</translation>
    </message>
    <message>
        <source>p(%1) %2</source>
        <translation>p(%1) %2</translation>
    </message>
    <message>
        <source>p(%1) %2 at %3</source>
        <translation>p(%1) %2 bei %3</translation>
    </message>
    <message>
        <source>page {1} has no size; the TIFF file is damaged</source>
        <translation>Seite {1} hat keine Größe; die TIFF-Datei ist beschädigt</translation>
    </message>
    <message>
        <source>page {1} holds {2} slices in one (ImageDepth), which is not supported. Save it with one page a slice</source>
        <translation>Seite {1} enthält {2} Schichten in einer (ImageDepth), was nicht unterstützt wird. Speichern Sie sie mit einer Seite je Schicht</translation>
    </message>
    <message>
        <source>page {1} of {2} cannot be read; the file is damaged or truncated ({3})</source>
        <translation>Seite {1} von {2} kann nicht gelesen werden; die Datei ist beschädigt oder abgeschnitten ({3})</translation>
    </message>
    <message>
        <source>paint</source>
        <translation>malen</translation>
    </message>
    <message>
        <source>painting</source>
        <translation>Malen</translation>
    </message>
    <message>
        <source>painting %1</source>
        <translation>Malen: %1</translation>
    </message>
    <message>
        <source>pale green</source>
        <translation>Blassgrün</translation>
    </message>
    <message>
        <source>pale pink</source>
        <translation>Blassrosa</translation>
    </message>
    <message>
        <source>pan</source>
        <translation>verschieben</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>pick</source>
        <translation>holen</translation>
    </message>
    <message>
        <source>pink</source>
        <translation>Rosa</translation>
    </message>
    <message>
        <source>pixels of {0} are none of a microscope</source>
        <translation>Pixel von {0} sind nicht die eines Mikroskops</translation>
    </message>
    <message>
        <source>pixels of {0}, the model is for {1}</source>
        <translation>Pixel von {0}, das Modell ist für {1}</translation>
    </message>
    <message>
        <source>plum</source>
        <translation>Pflaume</translation>
    </message>
    <message>
        <source>preparing the image</source>
        <translation>Bild wird vorbereitet</translation>
    </message>
    <message>
        <source>probabilities</source>
        <translation>Wahrscheinlichkeiten</translation>
    </message>
    <message>
        <source>rank %1</source>
        <translation>Rang %1</translation>
    </message>
    <message>
        <source>reading slice {0} of {1}</source>
        <translation>Schicht {0} von {1} wird gelesen</translation>
    </message>
    <message>
        <source>reading {0}</source>
        <translation>{0} wird gelesen</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>reference empty here</source>
        <translation>Referenz hier leer</translation>
    </message>
    <message>
        <source>references</source>
        <translation>Referenzen</translation>
    </message>
    <message>
        <source>remove small parts</source>
        <translation>kleine Teile entfernen</translation>
    </message>
    <message>
        <source>remove thin parts</source>
        <translation>dünne Teile entfernen</translation>
    </message>
    <message>
        <source>removing %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>removing a measurement</source>
        <translation>Messung entfernen</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>sage</source>
        <translation>Salbei</translation>
    </message>
    <message>
        <source>sagittal</source>
        <translation>sagittal</translation>
    </message>
    <message>
        <source>sea green</source>
        <translation>Seegrün</translation>
    </message>
    <message>
        <source>sensitivity</source>
        <translation>Empfindlichkeit</translation>
    </message>
    <message>
        <source>sequence not stated</source>
        <translation>Sequenz nicht angegeben</translation>
    </message>
    <message>
        <source>sigmoid of the float network's scores at %1; whether it is calibrated was not measured</source>
        <translation>Sigmoid der Werte des Gleitkomma-Netzes bei %1; ob sie kalibriert ist, wurde nicht gemessen</translation>
    </message>
    <message>
        <source>sigmoid of the integer network's scores at %1; whether it is calibrated was not measured</source>
        <translation>Sigmoid der Werte des ganzzahligen Netzes bei %1; ob sie kalibriert ist, wurde nicht gemessen</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>simulated in float</source>
        <translation>in Gleitkomma simuliert</translation>
    </message>
    <message>
        <source>simulated: </source>
        <translation>simuliert: </translation>
    </message>
    <message>
        <source>simulating %1 of %2</source>
        <translation>Simulation: %1 von %2</translation>
    </message>
    <message>
        <source>size of the brush</source>
        <translation>Größe des Pinsels</translation>
    </message>
    <message>
        <source>slice</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>slice %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>slice %1 of %2</source>
        <translation>Schicht %1 von %2</translation>
    </message>
    <message>
        <source>slice %1, %2: %3 in all layers</source>
        <translation>Schicht %1, %2: %3 in allen Netzschichten</translation>
    </message>
    <message>
        <source>slice %1: %2 %3, %4</source>
        <translation>Schicht %1: %2 %3, %4</translation>
    </message>
    <message>
        <source>slice %1: %2 fragile, %3</source>
        <translation>Schicht %1: %2 fragil, %3</translation>
    </message>
    <message>
        <source>slice time</source>
        <translation>Zeit je Schicht</translation>
    </message>
    <message>
        <source>slice {0} of {1}</source>
        <translation>Schicht {0} von {1}</translation>
    </message>
    <message>
        <source>slices %1 to %2 of %3</source>
        <translation>Schichten %1 bis %2 von %3</translation>
    </message>
    <message>
        <source>slices together: %1</source>
        <translation>alle Schichten: %1</translation>
    </message>
    <message>
        <source>slices together: %1; no alarm</source>
        <translation>alle Schichten: %1; kein Alarm</translation>
    </message>
    <message>
        <source>slices {0} apart, the model is for {1}</source>
        <translation>Schichten {0} auseinander, das Modell ist für {1}</translation>
    </message>
    <message>
        <source>slices {0} mm wide, the model is for {1}</source>
        <translation>Schichten {0} mm breit, das Modell ist für {1}</translation>
    </message>
    <message>
        <source>smooth</source>
        <translation>glätten</translation>
    </message>
    <message>
        <source>softmax of the float network's scores at %1; whether it is calibrated was not measured</source>
        <translation>Softmax der Werte des Gleitkomma-Netzes bei %1; ob sie kalibriert ist, wurde nicht gemessen</translation>
    </message>
    <message>
        <source>softmax of the integer network's scores at %1; whether it is calibrated was not measured</source>
        <translation>Softmax der Werte des ganzzahligen Netzes bei %1; ob sie kalibriert ist, wurde nicht gemessen</translation>
    </message>
    <message>
        <source>some of its pixels are transparent; expected grey values alone. Save it without transparency</source>
        <translation>Einige ihrer Pixel sind transparent; erwartet werden nur Grauwerte. Speichern Sie sie ohne Transparenz</translation>
    </message>
    <message>
        <source>something that is not a regular file, such as a folder or a device, has that name; give another name</source>
        <translation>Etwas, das keine gewöhnliche Datei ist, etwa ein Ordner oder ein Gerät, hat diesen Namen; geben Sie einen anderen Namen</translation>
    </message>
    <message>
        <source>square</source>
        <translation>eckig</translation>
    </message>
    <message>
        <source>stopped at %1 of %2</source>
        <translation>angehalten bei %1 von %2</translation>
    </message>
    <message>
        <source>strip or tile {1} of {2} of its page {3} was never written</source>
        <translation>Streifen oder Kachel {1} von {2} ihrer Seite {3} wurde nie geschrieben</translation>
    </message>
    <message>
        <source>surfaces are smoothed pictures: measure on slices</source>
        <translation>Oberflächen sind geglättete Bilder: auf Schichten messen</translation>
    </message>
    <message>
        <source>surfaces follow</source>
        <translation>Oberflächen folgen</translation>
    </message>
    <message>
        <source>sweep</source>
        <translation>Durchlauf</translation>
    </message>
    <message>
        <source>synthetic %1 sample</source>
        <translation>synthetisches %1-Beispiel</translation>
    </message>
    <message>
        <source>synthetic image</source>
        <translation>synthetisches Bild</translation>
    </message>
    <message>
        <source>teal</source>
        <translation>Blaugrün</translation>
    </message>
    <message>
        <source>text follows a closing quote.</source>
        <translation>Auf ein schließendes Anführungszeichen folgt Text.</translation>
    </message>
    <message>
        <source>the JPEG file is damaged, truncated or of a kind that is not supported ({1})</source>
        <translation>Die JPEG-Datei ist beschädigt, abgeschnitten oder von einer Art, die nicht unterstützt wird ({1})</translation>
    </message>
    <message>
        <source>the PNG file is damaged ({1})</source>
        <translation>Die PNG-Datei ist beschädigt ({1})</translation>
    </message>
    <message>
        <source>the PNG file is damaged or truncated</source>
        <translation>Die PNG-Datei ist beschädigt oder abgeschnitten</translation>
    </message>
    <message>
        <source>the TIFF file holds no pages</source>
        <translation>Die TIFF-Datei enthält keine Seiten</translation>
    </message>
    <message>
        <source>the TIFF file is damaged ({0})</source>
        <translation>Die TIFF-Datei ist beschädigt ({0})</translation>
    </message>
    <message>
        <source>the TIFF file is damaged or truncated</source>
        <translation>Die TIFF-Datei ist beschädigt oder abgeschnitten</translation>
    </message>
    <message>
        <source>the best fitting for each case</source>
        <translation>das am besten passende für jeden Fall</translation>
    </message>
    <message>
        <source>the case or the image is empty.</source>
        <translation>Der Fall oder das Bild ist leer.</translation>
    </message>
    <message>
        <source>the chosen tool</source>
        <translation>gewähltes Werkzeug</translation>
    </message>
    <message>
        <source>the column '{0}' occurs twice or names no label.</source>
        <translation>Die Spalte „{0}“ kommt zweimal vor oder nennt kein Label.</translation>
    </message>
    <message>
        <source>the column '{0}' occurs twice.</source>
        <translation>Die Spalte „{0}“ kommt zweimal vor.</translation>
    </message>
    <message>
        <source>the columns case and image are needed.</source>
        <translation>Die Spalten case und image sind nötig.</translation>
    </message>
    <message>
        <source>the cursor follows the mouse</source>
        <translation>der Cursor folgt der Maus</translation>
    </message>
    <message>
        <source>the disk does not take it</source>
        <translation>Der Datenträger nimmt es nicht an</translation>
    </message>
    <message>
        <source>the file ends early</source>
        <translation>Die Datei endet zu früh</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>Die Datei ist leer</translation>
    </message>
    <message>
        <source>the file is empty; expected a header with case, image, reference.</source>
        <translation>Die Datei ist leer; erwartet wird eine Kopfzeile mit case, image, reference.</translation>
    </message>
    <message>
        <source>the file that has that name is protected from being written ({0}); give another name, or lift the protection</source>
        <translation>Die Datei mit diesem Namen ist gegen Schreiben geschützt ({0}); geben Sie einen anderen Namen, oder heben Sie den Schutz auf</translation>
    </message>
    <message>
        <source>the files of its image have changed since it was opened. Open it again</source>
        <translation>Die Dateien ihres Bildes haben sich geändert, seit es geöffnet wurde. Öffnen Sie es noch einmal</translation>
    </message>
    <message>
        <source>the folder '{0}' does not exist; make it first</source>
        <translation>Der Ordner „{0}“ ist nicht vorhanden; legen Sie ihn zuerst an</translation>
    </message>
    <message>
        <source>the folder '{0}' may not be written to ({1})</source>
        <translation>In den Ordner „{0}“ darf nicht geschrieben werden ({1})</translation>
    </message>
    <message>
        <source>the folder holds no DICOM images. Open an image file itself</source>
        <translation>Der Ordner enthält keine DICOM-Bilder. Öffnen Sie eine Bilddatei selbst</translation>
    </message>
    <message>
        <source>the image</source>
        <translation>das Bild</translation>
    </message>
    <message>
        <source>the labels shown have no voxels</source>
        <translation>die eingeblendeten Label haben keine Voxel</translation>
    </message>
    <message>
        <source>the line around probabilities</source>
        <translation>die Linie um Wahrscheinlichkeiten</translation>
    </message>
    <message>
        <source>the list of cases</source>
        <translation>die Liste der Fälle</translation>
    </message>
    <message>
        <source>the log</source>
        <translation>das Protokoll</translation>
    </message>
    <message>
        <source>the machine was busy: measured again in quiet</source>
        <translation>der Rechner war ausgelastet: in Ruhe neu gemessen</translation>
    </message>
    <message>
        <source>the mask</source>
        <translation>die Maske</translation>
    </message>
    <message>
        <source>the model</source>
        <translation>das Modell</translation>
    </message>
    <message>
        <source>the model '{0}' does not offer it</source>
        <translation>Das Modell „{0}“ bietet sie nicht</translation>
    </message>
    <message>
        <source>the model to compare with</source>
        <translation>das Modell zum Vergleichen</translation>
    </message>
    <message>
        <source>the most of %1</source>
        <translation>die fragilste von %1</translation>
    </message>
    <message>
        <source>the most of %1 so far</source>
        <translation>die fragilste von bisher %1</translation>
    </message>
    <message>
        <source>the name is too long for this file system; give a shorter one</source>
        <translation>Der Name ist zu lang für dieses Dateisystem; geben Sie einen kürzeren</translation>
    </message>
    <message>
        <source>the name of a file below its folder</source>
        <translation>der Name einer Datei unterhalb ihres Ordners</translation>
    </message>
    <message>
        <source>the names of its pictures count in {1} places ('{2}' to '{3}'); expected one number that tells their order</source>
        <translation>Die Namen seiner Bilder zählen an {1} Stellen („{2}“ bis „{3}“); erwartet wird eine Zahl, die ihre Reihenfolge angibt</translation>
    </message>
    <message>
        <source>the number of a layer of labels</source>
        <translation>die Nummer einer Label-Ebene</translation>
    </message>
    <message>
        <source>the path of a file</source>
        <translation>der Pfad einer Datei</translation>
    </message>
    <message>
        <source>the recovered edits</source>
        <translation>Wiederhergestellte Bearbeitungen</translation>
    </message>
    <message>
        <source>the report</source>
        <translation>der Bericht</translation>
    </message>
    <message>
        <source>the results</source>
        <translation>die Ergebnisse</translation>
    </message>
    <message>
        <source>the results of the cohort</source>
        <translation>die Ergebnisse der Kohorte</translation>
    </message>
    <message>
        <source>the rotation of its qform is damaged: its quaternion ({1}, {2}, {3}) is longer than 1</source>
        <translation>Die Drehung ihrer qform ist beschädigt: Ihr Quaternion ({1}, {2}, {3}) ist länger als 1</translation>
    </message>
    <message>
        <source>the screenshot</source>
        <translation>das Bildschirmfoto</translation>
    </message>
    <message>
        <source>the split is '{0}'; expected train or validation.</source>
        <translation>split ist „{0}“; erwartet wird train oder validation.</translation>
    </message>
    <message>
        <source>the statistics</source>
        <translation>die Statistik</translation>
    </message>
    <message>
        <source>the visible slice</source>
        <translation>der sichtbaren Schicht</translation>
    </message>
    <message>
        <source>the workspace</source>
        <translation>der Arbeitsbereich</translation>
    </message>
    <message>
        <source>the workspace %1</source>
        <translation>Arbeitsbereich %1</translation>
    </message>
    <message>
        <source>the worst of %1</source>
        <translation>die schlechteste von %1</translation>
    </message>
    <message>
        <source>the worst of %1 so far</source>
        <translation>die schlechteste von bisher %1</translation>
    </message>
    <message>
        <source>there is no row below the header.</source>
        <translation>Unter der Kopfzeile ist keine Zeile.</translation>
    </message>
    <message>
        <source>there is not enough memory</source>
        <translation>nicht genug Speicher</translation>
    </message>
    <message>
        <source>there is not enough memory for it</source>
        <translation>dafür ist nicht genug Speicher da</translation>
    </message>
    <message>
        <source>this is full precision itself: a reference would score it</source>
        <translation>das ist die volle Genauigkeit selbst: Eine Referenz würde sie bewerten</translation>
    </message>
    <message>
        <source>this model has no two integer precisions to compare</source>
        <translation>dieses Modell hat keine zwei ganzzahligen Genauigkeiten zum Vergleichen</translation>
    </message>
    <message>
        <source>this view alone, and back</source>
        <translation>nur diese Ansicht, und zurück</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>time more.</source>
        <translation>weiteres Mal.</translation>
    </message>
    <message>
        <source>times more.</source>
        <translation>weitere Male.</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>to edit</source>
        <translation>zu bearbeiten</translation>
    </message>
    <message>
        <source>unclear whether it fits: %1</source>
        <translation>unklar, ob es passt: %1</translation>
    </message>
    <message>
        <source>unlabelled voxels only</source>
        <translation>nur Voxel ohne Label</translation>
    </message>
    <message>
        <source>values from {0} to {1}</source>
        <translation>Werte von {0} bis {1}</translation>
    </message>
    <message>
        <source>violet</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>voxel {1} is '{2}', which is no number of the type that the header names</source>
        <translation>Voxel {1} ist „{2}“, was keine Zahl des Typs ist, den der Kopf nennt</translation>
    </message>
    <message>
        <source>voxels</source>
        <translation>Voxel</translation>
    </message>
    <message>
        <source>voxels whose label differs between&lt;br&gt;%1, of all that either labels</source>
        <translation>Voxel mit verschiedenem Label bei&lt;br&gt;%1, von allen mit Label bei einer davon</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>waiting for what is timed: %1 of %2</source>
        <translation>wartet auf laufende Messungen: %1 von %2</translation>
    </message>
    <message>
        <source>waits for the open image, which goes first</source>
        <translation>wartet auf das offene Bild, das vorgeht</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>weights %1</source>
        <translation>Gewichte %1</translation>
    </message>
    <message>
        <source>weights 8, kept in the first and the last layer</source>
        <translation>Gewichte 8, behalten in der ersten und der letzten Netzschicht</translation>
    </message>
    <message>
        <source>weights at rest, logarithmic</source>
        <translation>ruhende Gewichte, logarithmisch</translation>
    </message>
    <message>
        <source>weights of %1: </source>
        <translation>Gewichte mit %1: </translation>
    </message>
    <message>
        <source>what its values mean is not known (photometric interpretation {1}); expected grey values or a palette</source>
        <translation>Was ihre Werte bedeuten, ist nicht bekannt (photometrische Interpretation {1}); erwartet werden Grauwerte oder eine Palette</translation>
    </message>
    <message>
        <source>where likeliest</source>
        <translation>wo am wahrscheinlichsten</translation>
    </message>
    <message>
        <source>window (across) and level (up and down)</source>
        <translation>Fenster: Breite (waagrecht) und Mitte (senkrecht)</translation>
    </message>
    <message>
        <source>worst</source>
        <translation>schlechteste</translation>
    </message>
    <message>
        <source>x %1  y %2  z %3  value %4</source>
        <translation>x %1  y %2  z %3  Wert %4</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>zoomen</translation>
    </message>
    <message>
        <source>{0} Close other programs, or choose fewer bits.</source>
        <translation>{0} Schließen Sie andere Programme, oder wählen Sie weniger Bits.</translation>
    </message>
    <message>
        <source>{0} In {1} tiles of {2} it needs {3}, takes longer, and gives the same mask.</source>
        <translation>{0} In {1} Kacheln von {2} braucht es {3}, dauert länger und ergibt dieselbe Maske.</translation>
    </message>
    <message>
        <source>{0} It is no safetensors file, or it is damaged: copy it again from where it came from.</source>
        <translation>{0} Es ist keine safetensors-Datei, oder sie ist beschädigt: Kopieren Sie sie noch einmal von ihrer Quelle.</translation>
    </message>
    <message>
        <source>{0} and {1} would be one file, '{2}'. Give each a name of its own.</source>
        <translation>{0} und {1} wären eine Datei, „{2}“. Geben Sie jedem einen eigenen Namen.</translation>
    </message>
    <message>
        <source>{0} copies of slices were left out.</source>
        <translation>{0} Kopien von Schichten wurden ausgelassen.</translation>
    </message>
    <message>
        <source>{0} damaged files of other series were left out.</source>
        <translation>{0} beschädigte Dateien anderer Serien wurden ausgelassen.</translation>
    </message>
    <message>
        <source>{0} files have the identifier (SOP Instance UID) of another file, but lie at another place; they were taken as slices of their own. Check that they belong together.</source>
        <translation>{0} Dateien haben die Kennung (SOP Instance UID) einer anderen Datei, liegen aber an anderer Stelle; sie wurden als eigene Schichten genommen. Prüfen Sie, ob sie zusammengehören.</translation>
    </message>
    <message>
        <source>{0} files or folders that may hold slices of this series could not be read and were left out. {1}</source>
        <translation>{0} Dateien oder Ordner, die Schichten dieser Serie enthalten können, ließen sich nicht lesen und wurden ausgelassen. {1}</translation>
    </message>
    <message>
        <source>{0} has a key that occurs twice: '{1}'.</source>
        <translation>{0} hat einen Schlüssel, der zweimal vorkommt: „{1}“.</translation>
    </message>
    <message>
        <source>{0} has an object with more than {1} keys.</source>
        <translation>{0} hat ein Objekt mit mehr als {1} Schlüsseln.</translation>
    </message>
    <message>
        <source>{0} has no integer weight codes; they exist for 1 to 8 bits.</source>
        <translation>{0} hat keine ganzzahligen Gewichtscodes; es gibt sie für 1 bis 8 Bit.</translation>
    </message>
    <message>
        <source>{0} has {1} values; expected {2}.</source>
        <translation>{0} hat {1} Werte; erwartet werden {2}.</translation>
    </message>
    <message>
        <source>{0} is nested deeper than {1} levels.</source>
        <translation>{0} ist tiefer als {1} Stufen verschachtelt.</translation>
    </message>
    <message>
        <source>{0} is not valid JSON.</source>
        <translation>{0} ist kein gültiges JSON.</translation>
    </message>
    <message>
        <source>{0} is not valid JSON: line {1}, column {2}.</source>
        <translation>{0} ist kein gültiges JSON: Zeile {1}, Spalte {2}.</translation>
    </message>
    <message>
        <source>{0} needs {1} for a slice of {2} pixels, and {3} of memory are free.</source>
        <translation>{0} braucht {1} für eine Schicht von {2} Pixeln, und {3} Speicher sind frei.</translation>
    </message>
    <message>
        <source>{0} of its {1} pages are not named by its OME description; they are left out.</source>
        <translation>{0} ihrer {1} Seiten werden von ihrer OME-Beschreibung nicht genannt; sie werden ausgelassen.</translation>
    </message>
    <message>
        <source>{0} of its {1} pages are reduced copies or masks of others; they are left out.</source>
        <translation>{0} ihrer {1} Seiten sind verkleinerte Kopien oder Masken anderer; sie werden ausgelassen.</translation>
    </message>
    <message>
        <source>{0} of the {1} labelled voxels of the reference lie outside of the image and are not compared.</source>
        <translation>{0} der {1} Voxel mit Label der Referenz liegen außerhalb des Bildes und werden nicht verglichen.</translation>
    </message>
    <message>
        <source>{0} of {1} voxels hold no finite number (NaN or infinity); the model sees them as black or white.</source>
        <translation>{0} von {1} Voxeln enthalten keine endliche Zahl (NaN oder unendlich); das Modell sieht sie als schwarz oder weiß.</translation>
    </message>
    <message>
        <source>{0} slices missing: they are shown blank.</source>
        <translation>{0} Schichten fehlen: Sie werden leer gezeigt.</translation>
    </message>
    <message>
        <source>{0} slices, the model is for {1} to {2}</source>
        <translation>{0} Schichten, das Modell ist für {1} bis {2}</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} bis {1}</translation>
    </message>
    <message>
        <source>{0} to {1} of {2}</source>
        <translation>{0} bis {1} von {2}</translation>
    </message>
    <message>
        <source>{0} weights of {1} bits take {2} bytes; found {3}.</source>
        <translation>{0} Gewichte mit {1} Bit nehmen {2} Byte ein; gefunden: {3}.</translation>
    </message>
    <message>
        <source>{0}, '{1}', would lie among files of its kind in the folder that is read as {2}, '{3}', and be taken for one of them. Write to another folder.</source>
        <translation>{0}, „{1}“, läge zwischen Dateien gleicher Art in dem Ordner, der als {2}, „{3}“, gelesen wird, und würde für eine davon gehalten. Schreiben Sie in einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{0}, '{1}', would replace {2}, '{3}': they are one file. Give another name to write to.</source>
        <translation>{0}, „{1}“, würde {2}, „{3}“, ersetzen: Sie sind eine Datei. Geben Sie zum Schreiben einen anderen Namen.</translation>
    </message>
    <message>
        <source>{0}, and {1} of memory are available. Close other programs, or crop or downsample it first.{2}</source>
        <translation>{0}, und {1} Speicher sind verfügbar. Schließen Sie andere Programme, oder schneiden oder rechnen Sie es zuerst kleiner.{2}</translation>
    </message>
    <message>
        <source>{0}, more than the limit of {1}. Crop or downsample it first.{2}</source>
        <translation>{0}, mehr als die Grenze von {1}. Schneiden oder rechnen Sie es zuerst kleiner.{2}</translation>
    </message>
    <message>
        <source>{0}, slice {1} of {2}</source>
        <translation>{0}, Schicht {1} von {2}</translation>
    </message>
    <message>
        <source>{0}, which the model does not name</source>
        <translation>{0}, den das Modell nicht nennt</translation>
    </message>
    <message>
        <source>{0}, {1}{2}, slice {3} of {4}</source>
        <translation>{0}, {1}{2}, Schicht {3} von {4}</translation>
    </message>
    <message>
        <source>{0}it does not fit in memory.</source>
        <translation>{0}es passt nicht in den Speicher.</translation>
    </message>
    <message>
        <source>{1} of its axes are of space; expected one to three</source>
        <translation>{1} ihrer Achsen sind räumlich; erwartet werden eine bis drei</translation>
    </message>
    <message>
        <source>{1} of its {2} voxels could be read</source>
        <translation>{1} ihrer {2} Voxel konnten gelesen werden</translation>
    </message>
</context>
</TS>
