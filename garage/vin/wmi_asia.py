"""Makers whose numbers begin with M to R: India, South-East Asia, Turkey, Iran and Taiwan.

A line is `codes | brand | manufacturer | kind | year rule`; `makers` explains the rules. A brand
left empty: one code serves several brands.
"""

WMI = """
MA1 MAB MAC | Mahindra | Mahindra & Mahindra | | -
MA3 | Suzuki | Maruti Suzuki India | car | -
MBH | | Maruti Suzuki India (Suzuki, Nissan) | car | -
MA6 | | GM India (Chevrolet) | car | m
MA7 | | Hindustan Motors (Mitsubishi) | car | -
MAJ | Ford | Ford India | car | -
MAK | Honda | Honda Cars India | car | -
MAL | Hyundai | Hyundai Motor India | car | y1998
MAT | Tata | Tata Motors | | -
MB1 | Ashok Leyland | Ashok Leyland | | -
MB2 | Hyundai | Hyundai Motor India | car | m
MB8 | Suzuki | Suzuki Motorcycle India | motorcycle | -
MBJ | Toyota | Toyota Kirloskar | car | -
MBK | MAN | MAN Trucks India | truck | -
MBL | Hero | Hero MotoCorp | motorcycle | -
MBR | Mercedes-Benz | Mercedes-Benz India | car | -
MBU | Swaraj | SML Isuzu | | -
MBV | Premier | Premier Automobiles | | -
MBX | Piaggio | Piaggio India | | -
MC1 | Force | Force Motors | | -
MC2 | Eicher | Volvo Eicher | | -
MCA | | FCA India (Fiat, Jeep) | car | -
MCB | | General Motors India | car | -
MCD | Mahindra | Mahindra Two Wheelers | motorcycle | -
MD2 | | Bajaj Auto (Bajaj, KTM, Husqvarna) | | -
MD6 | TVS | TVS Motor | motorcycle | -
MD7 | LML | LML | motorcycle | -
MDE | Kinetic | Kinetic Engineering | motorcycle | -
MDH | | Nissan Motor India (Nissan, Datsun) | car | -
ME1 | Yamaha | India Yamaha Motor | motorcycle | -
ME3 | Royal Enfield | Royal Enfield | motorcycle | -
ME4 | Honda | Honda Motorcycle and Scooter India | motorcycle | -
MEC | | Daimler India (BharatBenz, Fuso) | truck | -
MEE | Renault | Renault India | car | -
MEG | Harley-Davidson | Harley-Davidson India | motorcycle | -
MER | Benelli | Benelli India | motorcycle | -
MEX | | Skoda Auto Volkswagen India | car | m
MZ7 | MG | MG Motor India | car | y2019
MZB | Kia | Kia India | car | y2019
MYH | Ather | Ather Energy | motorcycle | -
MZZ | Citroën | PCA India | car | -
MF3 | Hyundai | Hyundai Motor Manufacturing Indonesia | car | m
MHF | Toyota | Toyota Motor Manufacturing Indonesia | | -
MHK | | Astra Daihatsu (Daihatsu, Toyota) | | -
MHR | Honda | Honda Prospect Motor | car | -
MHY | Suzuki | Suzuki Indomobil | | -
MH1 | Honda | Astra Honda Motor | motorcycle | -
MH3 | Yamaha | Yamaha Indonesia | motorcycle | -
MH4 | Kawasaki | Kawasaki Indonesia | motorcycle | -
MH8 | Suzuki | Suzuki Indonesia | motorcycle | -
MK2 | Mitsubishi | Mitsubishi Motors Indonesia | | -
MK3 | Wuling | Wuling Indonesia | car | -
MLC | Suzuki | Suzuki Thailand | motorcycle | -
ML0 | Ducati | Ducati Motor Thailand | motorcycle | m
ML3 | Mitsubishi | Mitsubishi Thailand (for Chrysler) | | m
ML5 | Kawasaki | Kawasaki Thailand | motorcycle | m
MLE | Yamaha | Yamaha Thailand | motorcycle | -
MLH | Honda | Thai Honda | motorcycle | -
MMA MMB MMC MMD MMT | Mitsubishi | Mitsubishi Motors Thailand | | -
MM0 | Mazda | AutoAlliance Thailand (Mazda) | | -
MM6 MM7 MM8 | Mazda | Mazda (AutoAlliance Thailand) | | -
MMM | Chevrolet | GM Thailand | | -
MMF | BMW | BMW Manufacturing Thailand | | -
MML | MG | SAIC Motor-CP | car | -
MMS | Suzuki | Suzuki Motor Thailand | car | -
MMU | Holden | GM Thailand | | -
MNA MNB MNC | Ford | AutoAlliance Thailand (Ford) | | -
MNT | Nissan | Nissan Motor Thailand | | -
MNK | Hino | Hino Thailand | truck | -
MNU | Great Wall | Great Wall Motor Thailand | car | -
MP1 MP2 | Isuzu | Isuzu Thailand | | -
MR0 MR1 MR2 | Toyota | Toyota Motor Thailand | | -
MRH | Honda | Honda Automobile Thailand | car | -
NAA | | Iran Khodro | car | -
NAS | | SAIPA | car | -
NAP | | Pars Khodro | car | -
NFB | Honda | Honda Atlas | car | -
NLA | Honda | Honda Türkiye | car | m
NLC | Askam | Askam | truck | -
NLE | Mercedes-Benz | Mercedes-Benz Türk | truck | -
NLF | Koluman | Koluman | | -
NLH | Hyundai | Hyundai Assan | car | y1997
NLJ | Hyundai | Hyundai Assan | car | m
NLN | Karsan | Karsan | | -
NLR | Otokar | Otokar | | -
NLT | TEMSA | TEMSA | bus | -
NLZ | Tezeller | Tezeller | machine | -
NL1 | TOGG | TOGG | car | -
NM0 | Ford | Ford Otosan | | f
NM1 | Oyak Renault | Oyak Renault | car | -
NM4 | | Tofaş (Fiat and others) | | -
NMA | MAN | MAN Türkiye | bus | -
NMB | Mercedes-Benz | Mercedes-Benz Türk | bus | -
NMC | BMC | BMC | | -
NMH | Honda | Honda Anadolu | motorcycle | -
NMT | Toyota | Toyota Motor Manufacturing Türkiye | car | -
NNA | Isuzu | Anadolu Isuzu | | -
NNN | Gépébus | Gépébus Oréos | bus | -
NPM | | Seyit Usta Treyler | trailer | -
NPR | Oztreyler | Oztreyler | trailer | -
PAB | Isuzu | Isuzu Philippines | | -
PAD | Honda | Honda Cars Philippines | car | -
PE1 | Ford | Ford Philippines | car | -
PE3 | Mazda | Mazda (Ford Philippines) | car | -
PFD | Hyundai | Hyundai Motor Group Singapore | car | m
PL1 | Proton | Proton | car | m
PL8 | | Inokom | car | -
PM2 | Perodua | Perodua | car | -
PMH | Honda | Honda Malaysia | car | -
PMK | Honda | Boon Siew Honda | motorcycle | -
PML | Hicom | Hicom | | -
PMN | Modenas | Modenas | motorcycle | -
PMS | Suzuki | Suzuki Assemblers Malaysia | motorcycle | -
PMV | Yamaha | Hong Leong Yamaha | motorcycle | -
PN1 PN2 | Toyota | UMW Toyota | | -
PNA | | Naza (Kia, Peugeot) | car | -
PN8 | Nissan | Tan Chong Motor | car | -
PNV | Volvo | Volvo Car Malaysia | car | m
RF3 | Aeon | Aeon Motor | motorcycle | -
RF5 | Yulon | Yulon | car | -
RFB | Kymco | Kwang Yang Motor | motorcycle | -
RFD | | Taiwan Golden Bee (TGB, Suzuki) | motorcycle | -
RFG | SYM | Sanyang Motor | motorcycle | -
RFL | Adly | Her Chee (Adly) | motorcycle | -
RFT | CPI | CPI Motor | motorcycle | -
RFV | | Motive Power Industry (PGO, Genuine) | motorcycle | -
RHA | Ford | Ford Lio Ho | car | -
RKL | Toyota | Kuozui Motors | car | -
RLA | | Vina Star Motors | car | -
RL0 | Ford | Ford Vietnam | car | -
RL4 | Toyota | Toyota Motor Vietnam | car | -
RLC | Yamaha | Yamaha Motor Vietnam | motorcycle | -
RLE | Isuzu | Isuzu Vietnam | truck | -
RLG | SYM | Vietnam Manufacturing and Export | motorcycle | -
RLH | Honda | Honda Vietnam | motorcycle | -
RLM | Mercedes-Benz | Mercedes-Benz Vietnam | | -
RLS | Suzuki | Vietnam Suzuki | | -
RLU | Hyundai | Hyundai Thanh Cong | car | -
RLL | VinFast | VinFast | car | -
RLN | VinFast | VinFast | | -
RP8 | Piaggio | Piaggio Vietnam | motorcycle | -
"""
