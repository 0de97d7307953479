"""The sample garage's texts in German, a line each: English, a bar, German."""

from __future__ import annotations

_TEXTS = """\
0.15 mm cold, all eight.|0,15 mm kalt, alle acht.
0.15 mm cold. Gasket set is on the shelf|0,15 mm kalt. Dichtsatz liegt im Regal
0419. The navigation wants the SD card first.|0419. Das Navi will zuerst die SD-Karte.
1.3, AB, four-cylinder boxer|1,3, AB, Vierzylinder-Boxer
12 V battery|12-V-Batterie
13 pins|13-polig
471 cc, parallel twin|471 cm³, Reihenzweizylinder
48 l in the tank, tyres at 3 bar, window 1 cm open.|48 l im Tank, Reifen auf 3 bar, Fenster auf.
7.5° before TDC|7,5° vor OT
80 % every day, 100 % only before a long trip.|80 % im Alltag, 100 % nur vor langer Fahrt.
Acceptance|Abnahme
Advance|Zündverstellung
Advent run|Adventsfahrt
Air filter|Luftfilter
All Saints|Allerheiligen
Annual fee|Jahresbeitrag
Assumption|Mariä Himmelfahrt
Augsburg and back|Augsburg und zurück
Axle beam bushes|Achsbuchsen
Axles and suspension|Achsen und Federung
Ball joints|Traggelenke
Battery 12 V|Batterie 12 V
Battery AGM 70 Ah|Batterie AGM 70 Ah
Battery top-up charge|Batterie nachladen
Battery, usable|Batterie, nutzbar
Battery|Batterie
Beam cleaned|Achskörper gereinigt
Beam in|Achskörper eingebaut
Beam out|Achskörper ausgebaut
Beer garden|Biergarten
Beetle club evening|Käferstammtisch
Beetle club|Käferclub
Belts, front|Gurte vorn
Bleeder caps|Entlüfterkappen
Bolzano and back|Bozen und zurück
Bolzano|Bozen
Booked with TÜV Süd, Friday 9:20.|Termin beim TÜV Süd, Freitag 9:20.
Boot floor liner|Kofferraummatte
Boot light, brighter|Helleres Kofferraumlicht
Boot light|Kofferraumlicht
Boston green|Bostongrün
Boxing Day|Zweiter Weihnachtstag
Brake calipers greased|Bremssättel gefettet
Brake discs, front|Bremsscheiben vorn
Brake discs, rear|Bremsscheiben hinten
Brake fluid DOT 4|Bremsflüssigkeit DOT 4
Brake fluid checked, calipers greased|Bremsflüssigkeit geprüft, Sättel gefettet
Brake fluid|Bremsflüssigkeit
Brake hoses off|Bremsschläuche ab
Brake hoses, front|Bremsschläuche vorn
Brake pads, front|Bremsbeläge vorn
Brake pads, rear|Bremsbeläge hinten
Brake shoes|Bremsbacken
Braked trailer load|Anhängelast, gebremst
Brakes adjusted, fluid changed|Bremsen eingestellt, Flüssigkeit gewechselt
Brakes bled|Bremsen entlüftet
Brakes, efficiency and balance|Bremsen, Wirkung und Gleichmäßigkeit
Breakaway cable|Abreißseil
Brenner motorway|Brennerautobahn
Budget review|Budgetrunde
Bushes pressed in, torsion leaves next|Buchsen eingepresst, nun die Drehstäbe
Bushes pressed in|Buchsen eingepresst
Bushes|Buchsen
Cabin and air filter|Innenraum- und Luftfilter
Cabin filters with activated carbon|Innenraumfilter mit Aktivkohle
Cabin filters|Innenraumfilter
Cabin filter|Innenraumfilter
Cable 1.5 mm²|Kabel 1,5 mm²
Car on stands|Wagen aufgebockt
Car wash|Autowäsche
Carburettor overhauled|Vergaser überholt
Card|Karte
Case carrier and cases|Kofferträger und Koffer
Case carrier|Kofferträger
Cases|Koffer
Cash|Bar
Cavities waxed|Hohlräume gewachst
Cellar|Keller
Chain and sprockets|Kette und Ritzel
Chain cleaner|Kettenreiniger
Chain guard|Kettenschutz
Chain slack|Kettendurchhang
Chain spray|Kettenspray
Charge limit|Ladegrenze
Charging, AC|Laden, AC
Charging, DC|Laden, DC
Chassis and rust|Fahrgestell und Rost
Christmas|Erster Weihnachtstag
Chrome strip, right door|Zierleiste, Tür rechts
Claims line, day and night|Schaden-Hotline, Tag und Nacht
Classics meeting|Oldtimertreffen
Club membership|Vereinsbeitrag
Clutch cable|Kupplungsseil
Code changed; Anna has it.|Code geändert; Anna hat ihn.
Coffee with Oma|Kaffee mit Oma
Cold start|Kaltstart
Condenser|Kondensator
Coolant|Kühlmittel
Cooling system|Kühlsystem
Coupling greased|Kupplung gefettet
Customer|Kunde
DSG filter|DSG-Filter
DSG oil|DSG-Öl
DSG, six-speed|DSG, sechs Gänge
Denim blue|Denim-Blau
Dentist|Zahnarzt
Discs 23.1 mm, good for another set.|Scheiben 23,1 mm, reichen für einen weiteren Satz.
Displacement|Hubraum
Distilled water|Destilliertes Wasser
Door seal, rear left|Türdichtung hinten links
Drain plug|Ablassschraube
Electronic ignition|Elektronische Zündung
Engine oil 0W-30|Motoröl 0W-30
Engine oil 10W-30|Motoröl 10W-30
Engine oil 20W-50|Motoröl 20W-50
Engine oil 5W-30|Motoröl 5W-30
Engine oil|Motoröl
Engine|Motor
Epiphany|Heilige Drei Könige
Everyday|Alltag
Excess|Selbstbeteiligung
Exhaust and emissions|Auspuff und Abgas
Exhaust, both tailpipes|Auspuff, beide Endrohre
Fair weather|Schönwetter
Family|Familie
Fan belt 9.5 × 905|Keilriemen 9,5 × 905
Felbertauern road|Felbertauernstraße
Fetch the winter wheels|Winterräder abholen
Firing order|Zündfolge
Fits with the bars pushed back; 130 km/h at most.|Träger zurücksetzen; bis 130 km/h.
Floor sealed|Boden versiegeln
Fluids and leaks|Flüssigkeiten und Dichtheit
Frame and rust|Rahmen und Rost
Front axle beam|Vorderachskörper
Front axle greased|Vorderachse abgeschmiert
Front brake hoses|Bremsschläuche vorn
Front brake pads|Bremsbeläge vorn
Front brakes|Bremsen vorn
Front fork oil|Gabelöl
Front tyre|Vorderreifen
Fuel filter|Benzinfilter
Fuel hoses|Benzinschläuche
Fuel hose|Benzinschlauch
Fuel sender reads low|Tankgeber zeigt zu wenig
Fuel stabiliser|Kraftstoffstabilisator
Fuses 8 A|Sicherungen 8 A
Garage door|Garagentor
Gearbox oil|Getriebeöl
Gearbox|Getriebe
Generator belt|Lichtmaschinenriemen
Generator regulator|Regler der Lichtmaschine
German Unity|Tag der Deutschen Einheit
Gone after the front right bearing was set.|Weg, seit das Lager vorn rechts eingestellt ist.
Grease|Fett
Grey|Grau
Gross weight|Gesamtgewicht
Grossglockner high alpine road|Großglockner-Hochalpenstraße
H certificate, 2021|H-Gutachten, 2021
H certificate, renewal|H-Gutachten erneuern
Hall cleaning|Halle putzen
Handlebar ends|Lenkerenden
Handover|Übergabe
Headlight bulb H4|Scheinwerferlampe H4
Heated grips|Heizgriffe
Heater cable, left|Heizzug links
Heater cable|Heizzug
Hiking|Wandern
Holidays, Bavaria|Feiertage, Bayern
Home|Zu Hause
Horn, mirrors, belts|Hupe, Spiegel, Gurte
Ignition module|Zündmodul
Ignition points and timing|Unterbrecher und Zündzeitpunkt
Inspection (HU and AU)|Hauptuntersuchung (HU und AU)
Inspection (HU)|Hauptuntersuchung (HU)
Inspection report {year}|Prüfbericht {year}
Insurance renewal|Versicherung verlängern
Insurance statement|Versicherungsschein
Insurance {year}|Versicherung {year}
Insurance, next year|Versicherung, nächstes Jahr
Invoice {supplier}|Rechnung {supplier}
Kaltenbach in Dachau, mornings only.|Kaltenbach in Dachau, nur vormittags.
Karl has the trailer|Karl hat den Anhänger
Kerb weight|Leergewicht
Knock at the front left|Klopfen vorn links
L90D Pastel white, two coats|L90D Pastellweiß, zwei Schichten
Labour Day|Tag der Arbeit
Labour|Arbeitszeit
Laid up until 1 April|Eingelagert bis 1. April
Laid up: washed, filled, battery off|Eingelagert: gewaschen, vollgetankt, Batterie ab
Laid up|Eingelagert
Lake Constance|Bodensee
Lake Starnberg|Starnberger See
Lake Sylvenstein|Sylvensteinsee
Lake Tegernsee|Tegernsee
Lay up the Z3|Z3 einwintern
Leather, driver's bolster|Leder, Fahrerwange
Left one locks only when pushed hard.|Der linke schließt nur mit Druck.
Left rear wheel arch, photos|Radlauf hinten links, Fotos
Lent to Karl|An Karl verliehen
Lights and signals|Beleuchtung
Loading area|Ladefläche
Lunch with Anna|Mittagessen mit Anna
Mia: driving lesson|Mia: Fahrstunde
Munich – Bolzano and back|München – Bozen und zurück
Munich|München
New Year|Neujahr
New headliner|Neuer Himmel
New tarpaulin|Neue Plane
Noise when coasting|Geräusch im Schiebebetrieb
Number plate lamp|Kennzeichenleuchte
Nuremberg|Nürnberg
Office|Büro
Offsite in Nuremberg|Klausur in Nürnberg
Oil and filter|Öl und Filter
Oil filter|Ölfilter
Oil grade|Ölsorte
Oma is here|Oma ist da
One push on the pedal, then key. No more.|Einmal Gas, dann Schlüssel. Nicht öfter.
Only fold above 10 °C; zip first.|Nur über 10 °C falten; zuerst der Reißverschluss.
Out of winter: battery, tyres, fluids|Auswintern: Batterie, Reifen, Flüssigkeiten
Over the Achen Pass|Über den Achenpass
Overrun brake and coupling|Auflaufbremse und Kupplung
Paint L90D|Lack L90D
Paint code|Lackcode
Paint recipe L90D|Lackrezept L90D
Parents' evening|Elternabend
Parents|Eltern
Parked without a ticket|Ohne Parkschein
Parking brake|Feststellbremse
Parking, Theresienhöhe|Parken, Theresienhöhe
Parking, Viktualienmarkt|Parken, Viktualienmarkt
Parts swap|Teilemarkt
Pastel white|Pastellweiß
Payload|Nutzlast
Pearl white|Perlweiß
Plug|Stecker
Points 0.4 mm, timing 7.5° before|Unterbrecher 0,4 mm, Zündung 7,5° vor OT
Points gap|Unterbrecherabstand
Points|Unterbrecher
Power|Leistung
Project meeting|Projektbesprechung
Purchase contract|Kaufvertrag
Pushrod tubes sealed|Stößelrohre abgedichtet
Radiator|Kühler
Radio code|Radiocode
Rear axle bushes|Hinterachsbuchsen
Rear brake discs and pads|Bremsscheiben und Beläge hinten
Rear tyre|Hinterreifen
Recover the front seats|Vordersitze neu beziehen
Red|Rot
Registration, part II|Zulassungsbescheinigung Teil II
Registration, part I|Zulassungsbescheinigung Teil I
Regulator|Regler
Reifen Huber, rack 114|Reifen Huber, Regal 114
Relay, fog lamps|Relais, Nebelscheinwerfer
Repair kit 34 PICT-3|Reparatursatz 34 PICT-3
Respray front left wing|Kotflügel vorn links lackieren
Review|Durchsicht
Rewire the fog lamps|Nebelscheinwerfer neu verkabeln
Road tax|Kfz-Steuer
Rocker cover gaskets|Ventildeckeldichtungen
Roof box|Dachbox
Rust, left rear wheel arch|Rost, Radlauf hinten links
Screen wash nozzles|Scheibenwaschdüsen
Screen wash, winter|Scheibenreiniger, Winter
Seals|Dichtungen
Season ends|Saison endet
Seat height|Sitzhöhe
Service booklet|Serviceheft
Shelf, left|Regal links
Site visit|Baustellentermin
Slack 35 mm, both sprockets good.|Durchhang 35 mm, beide Ritzel gut.
Soft top, green|Verdeck, grün
Soft top|Verdeck
Spark plugs|Zündkerzen
Speeding, 9 km/h over|9 km/h zu schnell
Sponges and wax|Schwämme und Wachs
Spring check|Frühjahrsdurchsicht
Stabiliser links|Koppelstangen
Stand-up|Morgenrunde
Starter battery|Starterbatterie
Starter, exchange|Anlasser im Tausch
Starter|Anlasser
Steering and joints|Lenkung und Gelenke
Steering damper|Lenkungsdämpfer
Steering off|Lenkung ab
Strainer gaskets|Ölsiebdichtungen
Summer tyres|Sommerreifen
Sunday drive|Sonntagsfahrt
Supplier call|Gespräch mit Lieferant
Swimming|Baden
Test drive|Probefahrt
Three-point belts|Dreipunktgurte
Throttle cable|Gaszug
Timing belt and water pump|Zahnriemen und Wasserpumpe
Timing belt kit|Zahnriemensatz
Timing|Zündzeitpunkt
Torque|Drehmoment
Torsion arm seals|Dichtringe der Tragarme
Torsion leaves|Drehstäbe
Tow bar, removable|Anhängerkupplung, abnehmbar
Tow bar|Anhängerkupplung
Tracking set|Spur eingestellt
Trade fair in Essen|Messe in Essen
Trade fair|Messe
Trailing arms|Tragarme
Trips|Ausflüge
Tyre pressure, front|Reifendruck vorn
Tyre pressure, rear|Reifendruck hinten
Tyre pressure|Reifendruck
Tyres and wheels|Reifen und Räder
Tyres balanced|Räder gewuchtet
Tyres changed and stored|Räder gewechselt und eingelagert
Tyres changed|Räder gewechselt
Tyres|Reifen
Until Saturday. Lock and cover are in the garage.|Bis Samstag. Schloss und Plane in der Garage.
Upper control arm, left|Oberer Querlenker links
Upper control arm|Oberer Querlenker
Valve clearance, cold|Ventilspiel, kalt
Valve clearance|Ventilspiel
Vipiteno|Sterzing
Waits for parts, on order|Wartet auf Teile, bestellt
Wall box 11 kW|Wallbox 11 kW
Wall box, permit of the grid|Wallbox, Anmeldung beim Netz
Wall box|Wallbox
Water pump|Wasserpumpe
Wax|Wachs
Weekend|Wochenende
Welding, then wax. Photos in Documents|Schweißen, dann Wachs. Fotos bei den Dokumenten
Wheel bolts|Radschrauben
Wheel cylinders, rear|Radbremszylinder hinten
Wheel cylinders|Radbremszylinder
Wheel nut caps|Radmutterkappen
Wheels and drums off|Räder und Trommeln ab
When cold and turning. It was the upper control arm.|Kalt beim Lenken. Es war der obere Querlenker.
Whistles above 120 km/h.|Pfeift über 120 km/h.
Who knows carburettors|Wer Vergaser kann
Window regulator, cleaned|Fensterheber gereinigt
Window regulator, left|Fensterheber links
Window regulator|Fensterheber
Window seals|Fensterdichtungen
Windscreen|Windschutzscheibe
Winter oil, 2.5 l|Winteröl, 2,5 l
Winter place|Winterplatz
Winter tyres|Winterreifen
Wiper blades|Wischerblätter
Wiring diagram|Stromlaufplan
Wiring, 13 pins|Kabelsatz, 13-polig
Wiring|Verkabelung
Workshop manual|Reparaturleitfaden
Workshop|Schulung
Work|Arbeit
Yearly service|Jahresservice
five-speed|fünf Gänge
four-speed|vier Gänge
"""

GERMAN: dict[str, str] = {
    english: german
    for english, bar, german in (line.partition("|") for line in _TEXTS.splitlines())
    if bar
}
"""English → German; names of places and things that are the same in both are not in it."""
