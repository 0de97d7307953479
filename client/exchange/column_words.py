"""Headings of plain tables in other languages, as the English names that the formats know."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# German, French, Spanish, Italian, Dutch, Portuguese, Polish, Swedish, Danish, Norwegian, Czech;
# without accents, with a space for every mark between words.
_WORDS = {
    "date": "tankdatum | dato | data tankowania",
    "time": "uhrzeit | zeit | heure | hora | ora | tijd | godzina | tid | klokkeslett",
    "odometer":
        "kilometerstand | km stand | kmstand | tachostand | tacho | kilometrage | compteur"
        " | km compteur | kilometraje | cuentakilometros | odometro | hodometro | chilometraggio"
        " | contachilometri | tellerstand | quilometragem | przebieg | licznik | stan licznika"
        " | matarstallning | najeto | tachometr | stav tachometru",
    "volume":
        "liter | litre | tankmenge | kraftstoffmenge | getankt | litros | litri | litry | litrow"
        " | quantite | cantidad | quantidade | quantita | hoeveelheid | ilosc | mangd | maengde"
        " | mengde | objem",
    "total":
        "betrag | summe | gesamt | gesamtbetrag | gesamtpreis | gesamtkosten | montant | cout"
        " | prix total | cout total | importe | coste | coste total | precio total | importo"
        " | costo | costo totale | prezzo totale | totale | bedrag | totaal | totaalprijs"
        " | valor total | custo | custo total | preco total | koszt | kwota | suma | belopp"
        " | summa | kostnad | totalpris | belob | belop | castka | celkem | cena celkem",
    "unit price":
        "preis pro liter | preis je liter | preis liter | preis l | literpreis | einzelpreis"
        " | prix au litre | prix litre | prix unitaire | precio por litro | precio litro"
        " | precio unitario | prezzo al litro | prezzo litro | prezzo unitario | prijs per liter"
        " | literprijs | preco por litro | preco litro | preco unitario | cena za litr"
        " | cena litr | literpris | pris per liter | pris pr liter",
    "full tank":
        "voll | vollgetankt | voll getankt | volltank | plein | plein complet | lleno"
        " | tanque lleno | pieno | volgetankt | cheio | tanque cheio | do pelna | fulltankad",
    "partial": "teilbetankung | teilgetankt | partiel | parcial | parziale",
    "notes":
        "bemerkungen | notiz | kommentar | anmerkung | anmerkungen | remarque | remarques"
        " | commentaire | commentaires | notas | nota | observaciones | comentario | comentarios"
        " | observacoes | opmerking | opmerkingen | uwagi | anteckning | anteckningar | notat"
        " | notater | poznamka | poznamky",
    "vehicle":
        "auto | wagen | kfz | pkw | vehicule | voiture | vehiculo | coche | veicolo | macchina"
        " | voertuig | veiculo | carro | pojazd | samochod | fordon | bil | koretoj | vozidlo",
    "station":
        "station service | gasolinera | estacion de servicio | distributore | tankstation | posto"
        " | stacja | stacja paliw | bensinstation | cerpaci stanice",
    "place": "lieu | lugar | ciudad | luogo | plaats | miejsce | plats | sted | misto",
    "fuel type":
        "kraftstoff | kraftstoffart | spritsorte | carburant | type de carburant | combustible"
        " | carburante | brandstof | combustivel | paliwo | rodzaj paliwa | bransle | palivo",
    "category": "categorie | categoria | kategoria | kategori | typ | tipo | soort",
    "description":
        "bezeichnung | titel | titre | descripcion | concepto | descrizione | omschrijving"
        " | descricao | opis | beskrivning | beskrivelse | popis",
    "currency": "wahrung | waehrung | devise | moneda | valuta | moeda | waluta | mena",
    "payment": "zahlungsart | zahlart",
    "driver": "fahrer",
}  # fmt: skip
_BARE = {
    "odometer":
        "km | kilometer | kilometre | kilometres | kilometers | kilometros | quilometros"
        " | chilometri | miles",
}  # fmt: skip
"""Meant so where no other column is: beside an odometer they are the way since the last one."""
_PRICES = frozenset(["preis", "prix", "precio", "prezzo", "prijs", "preco", "cena", "pris"])
"""What a litre costs beside a column of totals; alone it may be either, and is left open."""
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "œ": "oe"})
_BETWEEN = re.compile(r"[\W_]+")


def _by_word(table: dict[str, str]) -> dict[str, str]:
    return {word.strip(): name for name, words in table.items() for word in words.split("|")}


_NAMES, _BARE_NAMES = _by_word(_WORDS), _by_word(_BARE)


def in_english(name: str) -> str:
    """The known name for a folded heading of another language; the heading where none is known."""
    return _NAMES.get(_plain(name), name)


def is_of_kilometres(label: str) -> bool:
    """Whether a heading says by its own word what is counted, as "Kilometerstand" does."""
    return _plain(label).startswith(("kilomet", "km", "chilomet", "quilomet"))


def with_bare(names: Sequence[str], odometers: frozenset[str], totals: frozenset[str]) -> list[str]:
    """The names of a header, its bare words ("Kilometer", "Preis") by what stands beside them.

    `odometers` and `totals` are the names that columns of these go by already.
    """
    known = set(names)
    found = []
    for name in names:
        plain = _plain(name)
        bare = _BARE_NAMES.get(plain)
        if bare is not None and not known & odometers:
            known.add(bare)
            name = bare
        elif plain in _PRICES and known & totals:
            name = "unit price"
        found.append(name)
    return found


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return _BETWEEN.sub(" ", bare).strip()
