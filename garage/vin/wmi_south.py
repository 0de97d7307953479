"""Makers whose numbers begin with 6 to 9: Oceania and South America.

A line is `codes | brand | manufacturer | kind | year rule`; `makers` explains the rules. A brand
left empty: one code serves several brands.
"""

WMI = """
6AB | MAN | MAN Australia | | -
6F1 6FP | Ford | Ford Australia | car | -
6F2 | Iveco | Iveco Trucks Australia | truck | -
6F4 | Nissan | Nissan Motor Australia | car | -
6F5 | Kenworth | Paccar Australia | truck | -
6FM | Mack | Mack Trucks Australia | truck | -
6G1 | Holden | General Motors Holden | car | m
6G2 | Pontiac | GM Holden (for Pontiac) | car | y2004
6G3 | Chevrolet | GM Holden (for Chevrolet) | car | y2014
6H8 | Holden | General Motors Holden | car | -
6MM | Mitsubishi | Mitsubishi Motors Australia | car | m
6MP | Mercury | Ford Australia (Mercury Capri) | car | y1991
6T1 | Toyota | Toyota Motor Corporation Australia | car | -
7A3 | Honda | Honda New Zealand | car | -
7A4 | Toyota | Toyota New Zealand | car | -
7A5 | Ford | Ford New Zealand | car | -
7A7 | Nissan | Nissan New Zealand | car | -
8A1 | Renault | Renault Argentina | | m
8A3 | Scania | Scania Argentina | truck | -
8AB 8AC | Mercedes-Benz | Mercedes-Benz Argentina | | m
8AD 8AE | Peugeot | PSA Argentina | | m
8AF | Ford | Ford Argentina | | m
8AG | Chevrolet | General Motors Argentina | | m
8AJ | Toyota | Toyota Argentina | | m
8AK | Suzuki | Suzuki Argentina | | -
8AP | Fiat | FCA Argentina | | m
8AT | Iveco | Iveco Argentina | truck | m
8AW | Volkswagen | Volkswagen Argentina | | m
8BC | Citroën | PSA Argentina | | m
8C3 | Honda | Honda Argentina | car | m
8CH | Honda | Honda Motor de Argentina | motorcycle | m
8GG | Chevrolet | General Motors Chile | | -
8GD | Peugeot | Automotores Franco Chilena | car | -
8LD | Chevrolet | General Motors OBB del Ecuador | | -
8LG | Aymesa | Aymesa | | -
8XA | Toyota | Toyota de Venezuela | | -
8XD | Ford | Ford Motor de Venezuela | | -
8Z1 | Chevrolet | General Motors Venezolana | | -
9FB | Renault | Sofasa (Renault) | | -
9FC | Mazda | Compañía Colombiana Automotriz | | -
9GA | Chevrolet | GM Colmotores | | -
935 | Citroën | PSA do Brasil | | y1998
936 | Peugeot | PSA do Brasil | | y1998
937 | Dodge | Chrysler do Brasil | truck | y1998
93H | Honda | Honda Automóveis do Brasil | car | y1997
93Y | Renault | Renault do Brasil | | y1998
93X | | HPE Automotores (Mitsubishi, Suzuki) | | y1998
93U 93V | Audi | Volkswagen do Brasil (Audi) | car | y1999
93R | Toyota | Toyota do Brasil | car | y1998
93Z | Iveco | Iveco Latin America | truck | y1997
93P | Volare | Marcopolo (Volare) | bus | y1998
93W | | Iveco (Fiat, Peugeot, Citroën vans) | van | y1998
932 | Harley-Davidson | Harley-Davidson Brasil | motorcycle | y1998
93K | Volvo | Volvo do Brasil | truck | y1998
94D | Nissan | Nissan do Brasil | | y2002
94T | Troller | Troller | car | y1998
95P | | CAOA (Hyundai, Chery) | car | y2007
95V | | Dafra (Dafra, BMW, KTM) | motorcycle | y2009
953 | | MAN Latin America (Volkswagen, MAN) | truck | y2009
988 | | FCA Brasil (Jeep, Ram, Fiat) | | y2015
98M | BMW | BMW do Brasil | car | y2014
98R | Chery | Chery Brasil | car | y2014
99A | Audi | Volkswagen do Brasil (Audi) | car | y2015
99J | Land Rover | Jaguar Land Rover Brasil | car | y2016
9BD | Fiat | Fiat Automóveis | | y1986
9BF | Ford | Ford Brasil | | y1986
9BG | Chevrolet | General Motors do Brasil | | y1986
9BH | Hyundai | Hyundai Motor Brasil | car | y2012
9BM | Mercedes-Benz | Mercedes-Benz do Brasil | | y1986
9BR | Toyota | Toyota do Brasil | | y1986
9BS | Scania | Scania Latin America | | y1986
9BV | Volvo | Volvo do Brasil | | y1986
9BW | Volkswagen | Volkswagen do Brasil | | y1986
9BY | Agrale | Agrale | | y1986
9C2 | Honda | Moto Honda da Amazônia | motorcycle | y1986
9C6 | Yamaha | Yamaha Motor da Amazônia | motorcycle | y1986
9CD | Suzuki | J. Toledo (Suzuki) | motorcycle | y1993
9DW | | Volkswagen do Brasil (trucks) | | -
"""
