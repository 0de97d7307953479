"""Makers whose numbers begin with A to K: Africa, Japan and Korea.

A line is `codes | brand | manufacturer | kind | year rule`; `makers` explains the rules. A brand
left empty: one code serves several brands.
"""

WMI = """
AAV | Volkswagen | Volkswagen South Africa | car | y1990
ABM | BMW | BMW South Africa | car | -
ADB | Mercedes-Benz | Mercedes-Benz South Africa | car | -
ADD | Hyundai | Hyundai South Africa | | -
ADM | General Motors | General Motors South Africa | | -
ADN | Nissan | Nissan South Africa | | -
ADR | Renault | Nissan South Africa (Renault) | | -
AFA | Ford | Ford South Africa | | -
AFB | Mazda | Ford South Africa (Mazda) | | -
AHT | Toyota | Toyota South Africa | | -
AHH | Hino | Hino South Africa | truck | -
ACV | Isuzu | Isuzu Motors South Africa | | -
AHM | Honda | Honda Ballade, by Mercedes-Benz South Africa | car | -
JA3 JA4 | Mitsubishi | Mitsubishi Motors | car | m
JA7 | Mitsubishi | Mitsubishi Motors | truck | m
JAA JAM | Isuzu | Isuzu Motors | truck | -
JAB JAC JAE | Isuzu | Isuzu Motors | | m
JAL | Isuzu | Isuzu Motors | truck | m
JB3 | Dodge | Mitsubishi Motors (for Dodge) | car | m
JB4 | | Mitsubishi Motors (Dodge, Eagle) | car | m
JB7 | Dodge | Mitsubishi Motors (for Dodge) | truck | m
JC1 | Fiat | Mazda (Fiat 124 Spider) | car | m
JC2 | Ford | Mazda (Ford Courier) | truck | m
JD1 JD2 | Daihatsu | Daihatsu | car | m
JDA | Daihatsu | Daihatsu | | -
JE3 | Eagle | Mitsubishi Motors (for Eagle) | car | m
JF1 JF2 | Subaru | Subaru (Fuji Heavy Industries) | car | m
JF3 JF4 | Subaru | Fuji Heavy Industries | | m
JG1 JG2 | | Suzuki (for General Motors) | car | m
JHA JHB JHF | Hino | Hino Motors | truck | m
JHD | Hino | Hino Motors | truck | -
JH4 | Acura | Honda Motor | car | m
JHL JHM | Honda | Honda Motor | car | m
JHG | Honda | Honda Motor | | m
JH2 | Honda | Honda Motor | motorcycle | m
JH1 | Honda | Honda Motor | truck | m
JH3 | Honda | Honda Motor (ATV) | | m
JJ3 | | Mitsubishi Motors (Mitsubishi, Chrysler) | car | m
JKA JKB | Kawasaki | Kawasaki Heavy Industries | motorcycle | m
JKM | Kawasaki | Mitsui | | -
JKS | Suzuki | Kawasaki (Suzuki) | motorcycle | m
JL5 JL6 JL7 JLF JLS JW6 JW7 | Mitsubishi Fuso | Mitsubishi Fuso | truck | m
JLB | Mitsubishi Fuso | Mitsubishi Fuso | | m
JM1 JM3 | Mazda | Mazda Motor | car | m
JM2 | Mazda | Mazda Motor | truck | m
JM0 | Mazda | Mazda Motor (Oceania) | | -
JM6 JM7 JMZ | Mazda | Mazda Motor | | -
JMB JMF JMY | Mitsubishi | Mitsubishi Motors | | m
JN1 | Nissan | Nissan Motor | | m
JN3 JN8 | Nissan | Nissan Motor | car | m
JN6 | Nissan | Nissan Motor | truck | m
JNA JPC | UD Trucks | Nissan Diesel | truck | m
JNC JNE | UD Trucks | Nissan Diesel | truck | -
JNK JNR JNX | Infiniti | Nissan Motor | car | m
JNT | Nissan | Nissan Motor | | -
JP3 JP4 JP7 | Plymouth | Mitsubishi Motors (for Plymouth) | | m
JR2 | Isuzu | Isuzu Motors (for Honda) | car | m
JS1 | Suzuki | Suzuki Motor | motorcycle | m
JS2 JS3 JS4 | Suzuki | Suzuki Motor | car | m
JSA | Suzuki | Suzuki Motor | | -
JSK JSL | Kawasaki | Suzuki (Kawasaki models) | motorcycle | m
JST | Suzuki | Suzuki Motor | | m
JT2 JT3 | Toyota | Toyota Motor | car | m
JT4 | Toyota | Toyota Motor | truck | m
JT5 | Toyota | Toyota Motor (incomplete) | | m
JT6 JT8 JTH JTJ | Lexus | Toyota Motor | car | m
JT1 JT7 JTB JTD JTE JTF JTG JTK JTL JTM JTN | Toyota | Toyota Motor | | m
JT0 JT9 JTP | Toyota | Toyota Motor | | -
JY3 JY4 JY5 | Yamaha | Yamaha Motor | | m
JYA JYE JYM | Yamaha | Yamaha Motor | motorcycle | m
KL1 | Chevrolet | GM Korea (Daewoo) | car | m
KL2 | Pontiac | Daewoo | car | m
KL3 | Holden | GM Korea | car | m
KL4 | Buick | GM Korea | car | m
KL5 | Suzuki | GM Korea (for Suzuki) | car | m
KL7 KL8 | Chevrolet | GM Korea | car | m
KLA | | GM Korea (Daewoo, Chevrolet) | car | m
KLY | | GM Korea (Daewoo, Chevrolet) | | m
KLU | Tata Daewoo | Tata Daewoo | truck | m
KMC KME | Hyundai | Hyundai Motor (trucks) | truck | m
KMF | Hyundai | Hyundai Motor (vans and trucks) | | m
KMH | Hyundai | Hyundai Motor | car | y1986
KM8 | Hyundai | Hyundai Motor | car | y2000
KMJ | Hyundai | Hyundai Motor (buses) | bus | m
KMT | Genesis | Hyundai Motor (Genesis) | car | y2017
KMU | Genesis | Hyundai Motor (Genesis) | car | y2020
KMX | Hyundai | Hyundai Motor | | m
KMY | Daelim | Daelim Motor | motorcycle | m
KM1 | Hyosung | Hyosung Motors | motorcycle | m
KM4 | Hyosung | Hyosung / S&T Motors | motorcycle | m
KNA KND KNE | Kia | Kia Corporation | car | y1990
KNB KNC KNF KNG KNH | Kia | Kia Corporation | | m
KNJ | Ford | Kia (Ford Festiva, Aspire) | car | m
KNM | Renault Samsung | Renault Korea | car | m
KN1 KN2 | Asia Motors | Asia Motors | | m
KPA KPB KPD KPT | SsangYong | SsangYong Motor | car | m
KPH | Mitsubishi | Hyundai (Mitsubishi Precis) | car | m
"""
