"""Makers whose numbers begin with X to Z: the Netherlands, Russia, the north and Italy.

A line is `codes | brand | manufacturer | kind | year rule`; `makers` explains the rules. A brand
left empty: one code serves several brands.
"""

WMI = """
XLA | DAF | DAF Bus International | bus | -
XLB | Volvo | NedCar | car | m
XLC | Ford | Ford Nederland | | f
XLE | Scania | Scania Nederland | truck | -
XLR | DAF | DAF Trucks | truck | -
XLV | DAF | DAF Bus | bus | -
XL3 | Ebusco | Ebusco | bus | -
XLJ | Anssems | Anssems | trailer | -
XL4 | Lightyear | Lightyear | car | -
XMC | Mitsubishi | NedCar | car | m
XMG | VDL | VDL Bus | bus | -
XMR | Nooteboom | Nooteboom Trailers | trailer | -
XNL | VDL | VDL Bus (Bova) | bus | -
XLD | Pacton | Pacton Trailers | trailer | -
XL6 | D-TEC | D-TEC | trailer | -
XTA | Lada | AvtoVAZ | car | y1984
XTB | Moskvitch | AZLK | car | m
XTC | KamAZ | KAMAZ | truck | m
XTD | LuAZ | LuAZ | car | -
XTE | ZAZ | ZAZ | car | -
XTF | GolAZ | GolAZ | bus | -
X96 XTH | GAZ | GAZ | | m
XTK | IZh | IzhAvto | car | m
XTM | MAZ | MAZ | truck | -
XTP | Ural | UralAZ | truck | m
XTS | ChMZAP | ChMZAP | trailer | -
XTT | UAZ | UAZ | | m
XTU | Trolza | Trolza | bus | -
XTW | LAZ | LAZ | bus | -
XTY | LiAZ | LiAZ | bus | -
XTZ | ZiL | ZiL | truck | -
XUF | | General Motors Russia | car | m
XUU | | Avtotor (Chevrolet, Opel and others) | car | m
XW7 | Toyota | Toyota Motor Manufacturing Russia | car | -
XW8 | | Volkswagen Group Rus (Volkswagen, Škoda, Audi) | car | m
XWB | | UzDaewoo / GM Uzbekistan (Daewoo, Chevrolet, Ravon) | car | m
XWE | | Avtotor (Hyundai, Kia) | car | m
XWF | | Avtotor (Chevrolet, Opel) | car | m
XWK | | IzhAvto (Kia) | car | m
X1E | KAvZ | KAvZ | bus | -
X1F | NefAZ | NefAZ | | -
X1M | PAZ | PAZ | bus | m
X1P | Ural | Ural motor vehicles | truck | -
X4K | Volgabus | Volgabus | bus | -
X4X | BMW | Avtotor (BMW) | car | -
X7L | Renault | Renault Russia / Avtoframos | car | -
X7M | Hyundai | TagAZ (Hyundai) | car | m
X8J | IMZ-Ural | IMZ-Ural | motorcycle | m
X9F | Ford | Ford Motor Company Vsevolozhsk | car | f
X9L | Chevrolet | GM-AvtoVAZ | car | m
X9P | Volvo | Volvo Vostok | truck | -
XP7 | Tesla | Tesla Manufacturing Brandenburg | car | y2021
YAR | Toyota | Toyota Motor Europe | van | -
YAF | Faymonville | Faymonville | trailer | -
YBW | Volkswagen | Volkswagen Belgium | car | m
YB1 YB2 YB3 | Volvo | Volvo Trucks Belgium | truck | m
YB4 | LAG | LAG Trailers | trailer | -
YB6 | Jonckheere | Jonckheere | bus | -
YCM | Mazda | Mazda Motor Logistics Europe (built by Ford) | | -
YE1 | Van Hool | Van Hool | trailer | -
YE2 | Van Hool | Van Hool | bus | -
YE6 | STAS | STAS | trailer | -
YE7 | Turbo's Hoet | Turbo's Hoet | trailer | -
YH2 | Lynx | BRP Finland (Lynx) | | m
YH4 | Fisker | Fisker, built by Valmet | car | y2011
YK1 | Saab | Saab-Valmet | car | m
YK2 YK7 | Sisu | Sisu Auto | truck | -
YS2 | Scania | Scania | truck | -
YS3 | Saab | Saab Automobile | car | y1980
YS4 | Scania | Scania | bus | -
YSC | Cadillac | Cadillac BLS (Saab) | car | m
YSM | Polestar | Polestar | car | y2020
YTN | NEVS | NEVS (Saab) | car | y2014
YT7 | Kabe | Kabe | trailer | -
YU7 | Husaberg | Husaberg | motorcycle | -
YV1 | Volvo | Volvo Car Corporation | car | y1981
YV4 | Volvo | Volvo Car Corporation | car | y2003
YV2 YV5 | Volvo | Volvo Trucks | truck | m
YV3 | Volvo | Volvo Buses | bus | m
YYC | Think | Think | car | -
Y3M | MAZ | MAZ | truck | m
Y3K | Neman | Neman | bus | -
Y4K | Geely | Belgee | car | m
Y6B | Iveco | Iveco Ukraine | truck | -
Y6D | | ZAZ (ZAZ, Chevrolet, Opel) | car | m
Y6L | | Bogdan | | m
Y6U | Škoda | Eurocar Ukraine | car | m
Y7A Y7B | KrAZ | KrAZ | truck | m
Z6F | Ford | Ford Sollers | | f
Z7C | | Luidor | van | -
Z8N | | Nissan Manufacturing Rus (Nissan, Datsun) | car | -
Z8T | | PCMA Rus (Peugeot, Citroën, Mitsubishi) | car | -
Z94 | | Hyundai Motor Manufacturing Rus (Hyundai, Kia) | car | y2008
Z8U | | SsangYong (Sollers) | car | m
ZAA | Autobianchi | Autobianchi | car | -
ZAC | | Stellantis Europe (Jeep, Dodge) | car | m
ZAM | Maserati | Maserati | car | m
ZAP | Piaggio | Piaggio (also Vespa, Gilera) | | -
ZAR | Alfa Romeo | Alfa Romeo | car | -
ZAS | Alfa Romeo | Alfa Romeo (SUV) | car | m
ZAH | Rolfo | Rolfo | trailer | -
ZAJ | Trigano | Trigano | van | -
ZBB | Bertone | Bertone | car | -
ZBN | Benelli | Benelli | motorcycle | -
ZC2 | Chrysler | Chrysler TC by Maserati | car | y1989
ZCG | Cagiva | Cagiva / MV Agusta | motorcycle | -
ZCM | Menarini | BredaMenarinibus | bus | -
ZCN | Astra | Astra | truck | -
ZCF | Iveco | Iveco | | -
ZCZ | BredaMenarini | BredaMenarinibus | bus | -
ZDC | Honda | Honda Italia | motorcycle | m
ZDF | Ferrari | Ferrari (Dino) | car | -
ZDM | Ducati | Ducati Motor Holding | motorcycle | m
ZDT | De Tomaso | De Tomaso | car | -
ZDY | Cacciamali | Cacciamali | bus | -
ZD0 | Yamaha | Yamaha Motor Italia (Belgarda) | motorcycle | -
ZD3 | Beta | Beta Motor | motorcycle | m
ZD4 | Aprilia | Aprilia | motorcycle | m
ZDN ZJM | Malaguti | Malaguti | motorcycle | -
ZES | Bimota | Bimota | motorcycle | -
ZFA | Fiat | Fiat Auto / FCA Italy | | -
ZFB | | Stellantis Europe (Fiat, Ram) | | m
ZFC | Fiat | Fiat V.I. | truck | -
ZFE | KL Motorcycle | KL Motorcycle | motorcycle | -
ZFF | Ferrari | Ferrari | car | m
ZFM | Fantic | Fantic Motor | motorcycle | -
ZFR | Pininfarina | Pininfarina | car | -
ZF4 | Qvale | Qvale | car | m
ZGA | Iveco | Iveco Bus | bus | -
ZGU | Moto Guzzi | Moto Guzzi | motorcycle | m
ZHU | Husqvarna | Cagiva (Husqvarna) | motorcycle | -
ZHW | Lamborghini | Automobili Lamborghini | car | m
ZPB | Lamborghini | Automobili Lamborghini (SUV) | car | y2018
ZKC | Ducati Energia | Ducati Energia | | -
ZKH | Husqvarna | Husqvarna Motorcycles Italy | motorcycle | m
ZLA | Lancia | Lancia | car | -
ZLM | Moto Morini | Moto Morini | motorcycle | -
ZLV | Laverda | Laverda | motorcycle | -
ZN6 | Maserati | Maserati (SUV) | car | y2016
ZZ1 | Tomos | Tomos | motorcycle | -
"""
