"""Makers whose numbers begin with S to W: Britain, Germany, France, Spain and their neighbours.

A line is `codes | brand | manufacturer | kind | year rule`; `makers` explains the rules. A brand
left empty: one code serves several brands.
"""

WMI = """
WVW | Volkswagen | Volkswagen AG | car | y1981
WVG | Volkswagen | Volkswagen AG | car | y2002
WV1 WV2 | Volkswagen | Volkswagen Commercial Vehicles | van | y1981
WV3 | Volkswagen | Volkswagen Commercial Vehicles | truck | y1981
WAU | Audi | Audi AG | car | y1981
WA1 | Audi | Audi AG | car | y2002
WU1 WUA | Audi | Audi Sport GmbH | car | y1985
WP0 | Porsche | Dr. Ing. h.c. F. Porsche AG | car | y1980
WP1 | Porsche | Dr. Ing. h.c. F. Porsche AG | car | y2002
WB5 WBA WBX WBY | BMW | BMW AG | car | m
WBS | BMW | BMW M GmbH | car | m
WB1 WB3 | BMW | BMW Motorrad | motorcycle | m
WMW WMZ | MINI | BMW AG | car | m
WAP | Alpina | Alpina Burkard Bovensiepen GmbH | car | -
WDA WDB | Mercedes-Benz | Mercedes-Benz AG | | -
W1K W1N WDC WDD | Mercedes-Benz | Mercedes-Benz AG | car | -
W1V WDF | Mercedes-Benz | Mercedes-Benz AG | van | -
W1T | Mercedes-Benz | Daimler Truck AG | truck | -
WEB | Mercedes-Benz | EvoBus GmbH | bus | -
WKK | Setra | EvoBus GmbH | bus | -
WK0 | Kögel | Kögel Trailer GmbH | trailer | -
WDP WDR WDX WDY WDZ | | Daimler AG (vans for North America) | van | m
WME | smart | smart GmbH | car | -
WF0 | Ford | Ford-Werke GmbH | | f
WF1 | Ford | Ford-Werke GmbH | car | m
W0L | | Adam Opel AG (Opel, Vauxhall) | | y1981
W0V | | Opel Automobile (Opel, Vauxhall) | | m
W0S | Opel | Opel Special Vehicles GmbH | | m
WMA | MAN | MAN Truck & Bus SE | | m
WAG | Neoplan | Gottlob Auwärter GmbH | bus | -
WSM | Schmitz Cargobull | Schmitz Cargobull AG | trailer | -
WKE | Krone | Fahrzeugwerk Bernard Krone | trailer | -
WSK | Schmitz-Gotha | Schmitz-Gotha Fahrzeugwerke | trailer | -
WHB | Hobby | Hobby-Wohnwagenwerk | trailer | -
WFD | Fliegl | Fliegl Fahrzeugbau | trailer | -
WTA | Tabbert | Tabbert Caravans | trailer | -
WFB | Feldbinder | Feldbinder Spezialfahrzeugwerke | trailer | -
WEL | e.GO | e.GO Mobile AG | car | -
WJM | Iveco | Iveco Magirus AG | truck | -
WJR | Irmscher | Irmscher | car | -
WNA | | Next.e.GO Mobile SE | car | -
WKV | Kässbohrer | Kässbohrer Fahrzeugwerke | trailer | -
TAW | NAW | NAW Nutzfahrzeuge | truck | -
TCC | smart | Micro Compact Car AG | car | -
TEB | Bucher | Bucher Municipal | machine | -
TMB | Škoda | Škoda Auto | car | y1986
TMP | Škoda | Škoda trolleybuses | bus | -
TMA | Hyundai | Hyundai Motor Manufacturing Czech | car | y2008
TMK | Karosa | Karosa | bus | -
TNE | TAZ | TAZ | van | -
TNB | Škoda | Škoda bus | bus | -
TNA | Avia | Avia / Daewoo Avia | truck | -
TNT TNU | Tatra | Tatra Trucks | truck | -
TLJ | Jawa | Jawa Moto | motorcycle | -
TKX TKY | Agados | Agados | trailer | -
TJ5 | Vezeko | Vezeko | trailer | -
TRU | Audi | Audi Hungaria | car | y1998
TSM | Suzuki | Magyar Suzuki | car | -
TSE | Ikarus | Ikarus | bus | -
TSF | Alfabusz | Alfabusz | bus | -
TSY | Keeway | Keeway Motorcycle Europe | motorcycle | -
TSB | Ikarus | Ikarus Bus | bus | -
TW1 | Toyota | Toyota Caetano Portugal | | -
TW2 | Ford | Ford Lusitana | | f
TW4 | | UMM | car | -
TW6 | Citroën | Citroën Lusitania | car | -
TW7 | Mini | British Leyland Portugal | car | -
TW8 | General Motors | General Motors Portugal | | -
TXA | Cimos | Cimos | car | -
TYA TYB | Mitsubishi Fuso | Mitsubishi Fuso Truck Europe | truck | m
UHE | Scanvo | Scanvo | trailer | -
UN1 | Ford | Ford Ireland | car | f
UU1 | Dacia | Automobile Dacia | car | -
UU2 | Oltcit | Oltcit | car | -
UU3 | ARO | ARO | car | -
UU4 | Roman | Roman | truck | -
UU5 | Rocar | Rocar | bus | -
UU6 | Daewoo | Daewoo Romania | car | -
UU7 | Euro Bus Diamond | Euro Bus Diamond | bus | -
UZT | UTB | UTB | machine | -
U5Y U6Y | Kia | Kia Slovakia | car | y2006
U6A | Granus | Granus | bus | -
SAL | Land Rover | Jaguar Land Rover Limited | car | m
SAD SAJ | Jaguar | Jaguar Land Rover Limited | car | m
SAR | Rover | Rover Group | car | -
SAX | Rover | Austin Rover Group | car | -
SAT | Triumph | Triumph cars (Austin Rover) | car | -
SAZ | Freight Rover | Freight Rover | van | -
SAY | Norton | Norton Motors | motorcycle | -
SAB | Optare | Optare | bus | -
SAA | Austin | Austin | car | -
SAM | Morris | Morris | car | -
SAH | Honda | Honda of the UK | car | -
SBB | Leyland | Leyland Vehicles | | -
SB1 | Toyota | Toyota Motor Manufacturing UK | car | -
SBF | Nugent | Nugent Engineering | trailer | -
SBJ | Leyland | Leyland Bus | bus | -
SBL | Leyland | Leyland Motors / DAF | truck | -
SBM | McLaren | McLaren Automotive | car | m
SBS | Scammell | Scammell | truck | -
SBV | | Leyland Trucks (Kenworth, Peterbilt) | truck | -
SCA | Rolls-Royce | Rolls-Royce Motor Cars | car | m
SCB | Bentley | Bentley Motors | car | m
SJA | Bentley | Bentley Motors (SUV) | car | y2016
SLA | Rolls-Royce | Rolls-Royce Motor Cars (SUV) | car | y2019
SCC | Lotus | Lotus Cars | car | m
SCE | DeLorean | DeLorean Motor Cars | car | y1981
SCF | Aston Martin | Aston Martin Lagonda | car | m
SD7 | Aston Martin | Aston Martin Lagonda (SUV) | car | y2020
SCK | Ifor Williams | Ifor Williams Trailers | trailer | -
SCR | | London Taxis International (Carbodies) | car | -
SCV | Volvo | Volvo Truck & Bus UK | | -
SDB | | Peugeot Talbot UK | car | -
SDC | | SDC Trailers | trailer | -
SDF | Dodge | Dodge Trucks UK | truck | -
SDG | Renault | Renault Trucks Industries UK | truck | -
SDK | Caterham | Caterham Cars | car | -
SDL | TVR | TVR Engineering | car | -
SDP | MG | MG Motor UK / NAC MG | car | -
SED | | IBC Vehicles (General Motors Luton) | van | -
SEG | Dennis | Dennis Specialist Vehicles | truck | -
SEY | LDV | LDV Group | van | -
SFA | Ford | Ford Motor Company UK | | f
SFD | Alexander Dennis | Alexander Dennis | bus | -
SFE | Alexander | Alexander Dennis | bus | -
SFR | Fruehauf | Fruehauf UK | trailer | -
SFZ | Tesla | Tesla Roadster, built by Lotus | car | y2008
SHH | Honda | Honda of the UK Manufacturing | car | y1992
SHS | Honda | Honda of the UK Manufacturing | car | y1997
SJN | Nissan | Nissan Motor Manufacturing UK | car | -
SJK | Infiniti | Nissan Motor Manufacturing UK | car | m
SKA | Vauxhall | Vauxhall Motors | | -
SKF | | Vauxhall (Bedford) | | -
SLP | JCB | JC Bamford Excavators | machine | -
SLC | | Thwaites | machine | -
SMT | Triumph | Triumph Motorcycles | motorcycle | -
SMW | Cartwright | Cartwright Group | trailer | -
SUD | Wielton | Wielton | trailer | -
SUF | Fiat | FSM / Fiat Auto Poland | car | -
SUP | FSO | FSO / Daewoo-FSO | car | -
SUU | Solaris | Solaris Bus & Coach | bus | -
SUL | FSC | FSC Lublin / Daewoo Motor Poland | van | -
SUA | Autosan | Autosan | bus | -
SUJ | Jelcz | Jelcz | | -
SUG | Mega | Mega Trailers | trailer | -
SVH | Zasław | Zasław | trailer | -
SWV | TA-NO | TA-NO | trailer | -
SZA | Scania | Scania Polska | bus | -
VA0 | ÖAF | ÖAF / MAN Austria | truck | -
VAG | Puch | Steyr-Daimler-Puch | | -
VAN | MAN | MAN Truck & Bus Österreich | truck | m
VBK | KTM | KTM Sportmotorcycle | motorcycle | m
VA4 | KSR | KSR | motorcycle | -
VAV | Schwarzmüller | Schwarzmüller | trailer | -
VF1 | Renault | Renault SAS | | -
VF2 VF6 VG7 | Renault Trucks | Renault Trucks | truck | -
VF3 VR3 | Peugeot | Automobiles Peugeot | | -
VF4 | Talbot | Talbot | car | -
VF5 | Unic | Iveco Unic | truck | -
VF7 VR7 | Citroën | Automobiles Citroën | | -
VF8 | Matra | Matra Automobiles | car | -
VFA | Alpine | Alpine (Renault) | car | -
VFD | Heuliez | Heuliez | | -
VFE VNE | Iveco | Iveco Bus (Irisbus) | bus | -
VFN | Trailor | Trailor | trailer | -
VFK | Fruehauf | Fruehauf France | trailer | -
VG5 | | MBK Industrie (MBK, Yamaha) | motorcycle | -
VG6 VG8 | | Renault Trucks (Renault, Mack) | truck | -
VGA | Peugeot | Peugeot Motocycles | motorcycle | -
VGT | ACMAT | ACMAT | truck | -
VGW | BSLT | BSLT | trailer | -
VJ1 | Heuliez | Heuliez Bus | bus | -
VJ2 | Mia | Mia Electric | car | -
VK8 | Venturi | Venturi | car | -
VLA | Faucheux | Faucheux | trailer | -
VLU | Scania | Scania Production Angers | truck | -
VN1 | | Renault SOVAB (Renault, Opel, Nissan) | van | -
VNK | Toyota | Toyota Motor Manufacturing France | car | -
VNV | | Nissan and Renault vans built by Renault | van | -
VM3 | Lamberet | Lamberet | trailer | -
VMK | Renault | Renault Sport Spider | car | -
VR1 | DS | Automobiles DS | car | -
VXE | | Stellantis (Opel, Vauxhall) | van | -
VXK | | Opel Automobile (Opel, Vauxhall) | | -
VXF | Fiat | Stellantis (Fiat vans) | van | -
VYC | Lancia | Stellantis (Lancia) | car | -
VYF | | Stellantis | van | -
VSS | SEAT | SEAT S.A. | car | y1983
VSK | Nissan | Nissan Motor Ibérica | | -
VSX | Opel | Opel España | | m
VSE | Suzuki | Santana Motor | car | -
VSA | Mercedes-Benz | Mercedes-Benz España | van | -
VS1 | Pegaso | Pegaso | truck | -
VS5 | Renault | Renault España | | -
VS6 | Ford | Ford España | | f
VS7 | Citroën | Citroën Hispania | | -
VS8 | Peugeot | Peugeot España | | -
VSC | Talbot | Talbot España | car | -
VSY | Renault | Renault V.I. España | truck | -
VTH | Derbi | Derbi | motorcycle | -
VTD VTM | Montesa Honda | Montesa Honda | motorcycle | -
VTT | Suzuki | Suzuki España | motorcycle | -
VTP | Rieju | Rieju | motorcycle | -
VTL | Yamaha | Yamaha España | motorcycle | -
VTR | Gas Gas | Gas Gas | motorcycle | -
VV1 | Lecitrailer | Lecitrailer | trailer | -
VV5 | Prim-Ball | Prim-Ball | trailer | -
VWA | Nissan | Nissan Motor Ibérica | van | -
VWF | Guillén | Guillén Group | trailer | -
VWV | Volkswagen | Volkswagen Navarra | car | y1990
VSR | Leciñena | Leciñena | trailer | -
VX1 | Zastava | Zastava / Yugo | car | -
V6A | Bestnet | Bestnet (Tiki trailers) | trailer | -
V61 | Respo | Respo | trailer | -
V31 | Tvornica Autobusa Zagreb | TAZ | bus | -
V34 | Crobus | Crobus | bus | -
"""
