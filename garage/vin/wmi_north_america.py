"""Makers whose numbers begin with 1 to 5 or 7F to 70, for numbers the engine does not know.

A line is `codes | brand | manufacturer | kind | year rule`; `makers` explains the rules. A brand
left empty: one code serves several brands.
"""

WMI = """
19U | Acura | American Honda | car | n
19X | Honda | American Honda | car | n
1A4 1A8 1C3 | Chrysler | Chrysler Group | car | n
1B3 1D4 1D8 | Dodge | Chrysler Group | car | n
1B7 1D3 1D7 | Dodge | Chrysler Group | truck | n
1C4 | | FCA US (Chrysler, Dodge, Jeep) | car | n
1C6 | Ram | FCA US | truck | n
1F1 1FA 1FM | Ford | Ford Motor Company | car | n
1FB | Ford | Ford Motor Company | bus | n
1FC 1FD 1FT | Ford | Ford Motor Company | truck | n
1FU 1FV | Freightliner | Daimler Truck North America | truck | n
1G1 1GN | Chevrolet | General Motors | car | n
1G2 | Pontiac | General Motors | car | n
1G3 | Oldsmobile | General Motors | car | n
1G4 | Buick | General Motors | car | n
1G6 1GY | Cadillac | General Motors | car | n
1G8 | Saturn | General Motors | car | n
1GB 1GC | Chevrolet | General Motors | truck | n
1GD 1GT | GMC | General Motors | truck | n
1GK | GMC | General Motors | car | n
1HD | Harley-Davidson | Harley-Davidson Motor Company | motorcycle | n
1HF | Honda | Honda of America | motorcycle | n
1HG | Honda | Honda of America | car | n
1HS 1HT | International | Navistar | truck | n
1J4 1J8 | Jeep | Chrysler Group | car | n
1L1 1LN | Lincoln | Ford Motor Company | car | n
1M1 1M2 | Mack | Mack Trucks | truck | n
1M8 | Motor Coach Industries | Motor Coach Industries | bus | n
1ME | Mercury | Ford Motor Company | car | n
1N4 | Nissan | Nissan North America | car | n
1N6 | Nissan | Nissan North America | truck | n
1NK 1XK | Kenworth | Kenworth | truck | n
1NP 1XP | Peterbilt | Peterbilt | truck | n
1NX | Toyota | NUMMI | car | n
1P3 | Plymouth | Chrysler Group | car | n
1VW | Volkswagen | Volkswagen of America | car | n
1YV | Mazda | Mazda (AutoAlliance) | car | n
1ZV | Ford | AutoAlliance | car | n
1GR | Great Dane | Great Dane | trailer | n
1JJ | Wabash | Wabash National | trailer | n
1UY | Utility | Utility Trailer | trailer | n
1DW | Stoughton | Stoughton Trailers | trailer | n
1T7 | Thomas | Thomas Built Buses | bus | n
1BA | Blue Bird | Blue Bird | bus | n
2A4 2A8 | Chrysler | Chrysler Canada | car | n
2B3 2D4 | Dodge | Chrysler Canada | car | n
2BP | Ski-Doo | BRP | | n
2C3 2C4 | | FCA Canada (Chrysler, Dodge) | car | n
2FA 2FM | Ford | Ford Motor Company of Canada | car | n
2FT | Ford | Ford Motor Company of Canada | truck | n
2FU 2FV | Freightliner | Freightliner | truck | n
2G1 | Chevrolet | General Motors of Canada | car | n
2G2 | Pontiac | General Motors of Canada | car | n
2G4 | Buick | General Motors of Canada | car | n
2GC | Chevrolet | General Motors of Canada | truck | n
2GT | GMC | General Motors of Canada | truck | n
2HG 2HK | Honda | Honda of Canada | car | n
2HH | Acura | Honda of Canada | car | n
2HM | Hyundai | Hyundai Canada | car | n
2LM | Lincoln | Ford Motor Company of Canada | car | n
2ME | Mercury | Ford Motor Company of Canada | car | n
2S3 | Suzuki | CAMI | car | n
2T1 2T3 | Toyota | Toyota Canada | car | n
2T2 | Lexus | Toyota Canada | car | n
2NK | Kenworth | Canadian Kenworth | truck | n
2NP | Peterbilt | Paccar Canada | truck | n
2WK 2WL | Western Star | Western Star | truck | n
2XK | Kenworth | Kenworth | truck | n
2XP | Peterbilt | Peterbilt | truck | n
3A4 3A8 | Chrysler | Chrysler de México | car | n
3C3 3C4 | | FCA México (Chrysler, Dodge, Fiat) | car | n
3C6 | Ram | FCA México | truck | n
3D7 | Dodge | Chrysler de México | truck | n
3FA 3FM | Ford | Ford México | car | n
3FE | Ford | Ford México | truck | n
3G1 3GN | Chevrolet | General Motors de México | car | n
3G5 | Buick | General Motors de México | car | n
3GC | Chevrolet | General Motors de México | truck | n
3GT | GMC | General Motors de México | truck | n
3GY | Cadillac | General Motors de México | car | n
3HG | Honda | Honda de México | car | n
3HA 3HC 3HS 3HT | International | Navistar de México | truck | n
3KP | Kia | Kia México | car | n
3LN | Lincoln | Ford México | car | n
3MD 3MZ | Mazda | Mazda de México | car | n
3MY | Toyota | Mazda de México (for Toyota) | car | n
3MW | BMW | BMW de México | car | n
3N1 | Nissan | Nissan Mexicana | car | n
3N6 | Nissan | Nissan Mexicana | truck | n
3TM | Toyota | Toyota Motor Manufacturing Baja California | truck | n
3TY | Toyota | Toyota Motor Manufacturing Guanajuato | truck | n
3VV 3VW | Volkswagen | Volkswagen de México | car | n
3AK | Freightliner | Daimler Vehículos Comerciales México | truck | n
3WK | Kenworth | Kenworth Mexicana | truck | n
4DR | IC Bus | IC Bus | bus | n
4F2 4F4 | Mazda | Mazda (built by Ford) | | n
4JG | Mercedes-Benz | Mercedes-Benz U.S. International | car | n
4M2 | Mercury | Ford Motor Company | car | n
4S3 4S4 | Subaru | Subaru of Indiana | car | n
4T1 4T3 4T4 | Toyota | Toyota Motor Manufacturing USA | car | n
4TA | Toyota | Toyota (NUMMI) | truck | n
4US | BMW | BMW Manufacturing | car | n
4UZ | Freightliner | Freightliner Custom Chassis | truck | n
4V4 | Volvo | Volvo Trucks North America | truck | n
4A3 4A4 | Mitsubishi | Mitsubishi Motors North America | car | n
5FN | Honda | Honda Manufacturing of Alabama | car | n
5FP | Honda | Honda Manufacturing of Alabama | truck | n
5J6 | Honda | Honda of America | car | n
5J8 | Acura | Honda of America | car | n
5L1 5LM | Lincoln | Ford Motor Company | car | n
5N1 | Nissan | Nissan North America | car | n
5NM 5NP | Hyundai | Hyundai Motor Manufacturing Alabama | car | n
5TD | Toyota | Toyota Motor Manufacturing Indiana | car | n
5TB 5TE 5TF | Toyota | Toyota Motor Manufacturing USA | truck | n
5UX | BMW | BMW Manufacturing | car | n
5UM 5YM | BMW | BMW M | car | n
5XX 5XY | Kia | Kia Georgia | car | n
5YJ | Tesla | Tesla | car | n
5YF | Toyota | Toyota Motor Manufacturing Mississippi | car | n
5HD | Harley-Davidson | Harley-Davidson | motorcycle | n
538 | Zero | Zero Motorcycles | motorcycle | n
55S | Mercedes-Benz | Mercedes-Benz U.S. International | car | n
56K | Indian | Indian Motorcycle (Polaris) | motorcycle | n
57X | Polaris | Polaris (Slingshot, Indian) | | n
5VP | Victory | Victory Motorcycles | motorcycle | n
50E | Lucid | Lucid | car | n
7FC 7PD | Rivian | Rivian Automotive | | n
7FA | Honda | Honda of America | car | n
7SA | Tesla | Tesla | car | n
7G2 | Tesla | Tesla | truck | n
7MU 7SV | Toyota | Mazda Toyota Manufacturing | car | n
7MM | Mazda | Mazda Toyota Manufacturing | car | n
"""
