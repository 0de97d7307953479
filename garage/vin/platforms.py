"""The model code of European Volkswagen Group numbers (positions 7 and 8, after ZZZ).

A line is a brand and its `code model first-last` model years; a model says which 30-year cycle
the year letter of position 10 means.
"""

from __future__ import annotations

from functools import cache

_MODELS = """
Audi 43 100 (C2) 1977-1983; 44 100/200 (C3) 1983-1991; 4A 100/A6 (C4) 1991-1998
Audi 81 80/90 (B2) 1979-1987; 85 quattro 1980-1991; 89 80/90 (B3) 1987-1996
Audi 8C 80 (B4) 1992-1996; 8G Cabriolet 1991-2001; 8D A4 (B5) 1995-2002
Audi 8E A4 (B6/B7) 2001-2009; 8H A4 Cabriolet 2002-2009; 8K A4 (B8) 2008-2016
Audi 8T A5 2007-2017; 8W A4 (B9) 2016-2025; F5 A5 2016-2025
Audi 8L A3 1996-2006; 8P A3 2003-2013; 8V A3 2012-2021; GY A3 2020-2029
Audi 8N TT 1998-2006; 8J TT 2006-2015; FV TT 2014-2024; 8X A1 2010-2019; GB A1 2018-2027
Audi 8U Q3 2011-2019; F3 Q3 2018-2026; 8R Q5 2008-2017; FY Q5 2016-2025
Audi 4B A6 (C5) 1997-2005; 4F A6 (C6) 2004-2012; 4G A6/A7 (C7) 2010-2019
Audi 4D A8 1994-2003; 4E A8 2002-2010; 4H A8 2009-2018; 4L Q7 2005-2016; 4M Q7/Q8 2015-2028
Audi 42 R8 2006-2016; 4S R8 2015-2025; 8Z A2 1999-2006; GE e-tron 2018-2025
Volkswagen 17 Golf/Jetta 1974-1985; 15 Golf Cabriolet 1979-1994; 53 Scirocco 1974-1993
Volkswagen 19 Golf II 1983-1992; 1G Golf/Jetta II 1983-1993; 1H Golf III/Vento 1991-1999
Volkswagen 1E Golf Cabriolet 1993-2002; 1J Golf IV/Bora 1997-2006; 1K Golf V/VI 2003-2016
Volkswagen 5K Golf VI 2008-2014; AU Golf VII 2012-2021; CD Golf VIII 2019-2029
Volkswagen 32 Passat 1980-1988; 3A Passat 1988-1997; 31 Passat 1988-1993; 3B Passat 1996-2006
Volkswagen 3C Passat/CC 2005-2024; 3D Phaeton 2002-2016; 3H Arteon 2017-2025
Volkswagen 86 Polo 1975-1994; 80 Polo 1981-1994; 6K Polo/Caddy 1995-2004
Volkswagen 6N Polo 1994-2002; 9N Polo 2001-2010; 6R Polo 2009-2018; AW Polo 2017-2027
Volkswagen 6X Lupo 1998-2006; 6E Lupo 3L 1999-2006; 1C New Beetle 1998-2011
Volkswagen 9C New Beetle 1998-2011; 1Y New Beetle Cabriolet 2002-2011; 5C Beetle 2011-2019
Volkswagen 16 Beetle/Jetta 2010-2020; 13 Scirocco 2008-2018; 1F Eos 2006-2016
Volkswagen 1T Touran 2003-2016; 5T Touran 2015-2026; 7M Sharan 1995-2010; 7N Sharan 2010-2023
Volkswagen 5N Tiguan 2007-2018; AD Tiguan 2016-2024; A1 T-Roc 2017-2026; C1 T-Cross 2018-2028
Volkswagen 7L Touareg 2002-2010; 7P Touareg 2010-2018; CR Touareg 2018-2028
Volkswagen 24 Transporter T3 1979-1992; 25 Transporter T3 1979-1992
Volkswagen 70 Transporter T4 1990-2004; 7H Transporter T5/T6 2003-2020
Volkswagen 7J Transporter T5/T6 2003-2020; 21 LT 1975-1996; 28 LT 1975-1996
Volkswagen 2D LT 1996-2006; 2E Crafter 2006-2017; SY Crafter 2016-2029; SZ Crafter 2016-2029
Volkswagen 9K Caddy 1995-2004; 2K Caddy 2003-2021; SB Caddy 2020-2029; SK Caddy 2020-2029
Volkswagen 2H Amarok 2010-2022; AA up! 2011-2024; E1 ID.3 2019-2029; E2 ID.4/ID.5 2020-2029
Škoda 6U Felicia 1994-2002; 6Y Fabia 1999-2008; 5J Fabia/Roomster/Rapid 2006-2016
Škoda NJ Fabia 2014-2022; PJ Fabia 2021-2029; 1U Octavia 1996-2011; 1Z Octavia 2004-2013
Škoda NE Octavia 2012-2021; NX Octavia 2019-2029; 3U Superb 2001-2008; 3T Superb 2008-2015
Škoda 3V Superb 2015-2024; 5L Yeti 2009-2018; NU Karoq 2017-2028; NS Kodiaq 2016-2025
Škoda NH Rapid 2012-2020; NW Scala/Kamiq 2018-2029; AA Citigo 2011-2021; NY Enyaq 2020-2029
SEAT 6K Ibiza/Cordoba 1993-2003; 6L Ibiza/Cordoba 2002-2010
SEAT 6J Ibiza 2008-2018; 6P Ibiza 2015-2018; KJ Ibiza/Arona 2017-2029; 1L Toledo 1991-1999
SEAT 1M Leon/Toledo 1998-2006; 1P Leon 2005-2013; 5P Altea/Toledo 2004-2016; 5F Leon 2012-2021
SEAT KL Leon/Formentor 2019-2029; 7M Alhambra 1996-2010; 7N Alhambra 2010-2021
SEAT 3R Exeo 2008-2014; 6H Arosa 1997-2005; KH Ateca 2016-2026; KN Tarraco 2018-2025
"""

_GROUP = frozenset({"Volkswagen", "Audi", "Škoda", "SEAT"})


def platform(vin: str, brand: str | None) -> tuple[str, int, int] | None:
    """The model and its span of model years, or None outside the group or for an unknown code."""
    if brand not in _GROUP or (vin[3:6] != "ZZZ" and brand != "Škoda"):
        return None
    return _platforms().get((brand, vin[6:8]))


@cache
def _platforms() -> dict[tuple[str, str], tuple[str, int, int]]:
    found: dict[tuple[str, str], tuple[str, int, int]] = {}
    for line in _MODELS.strip().splitlines():
        brand, _, models = line.partition(" ")
        for each in models.split(";"):
            code, _, rest = each.strip().partition(" ")
            name, _, span = rest.rpartition(" ")
            first, _, last = span.partition("-")
            found[brand, code] = (name, int(first), int(last))
    return found
