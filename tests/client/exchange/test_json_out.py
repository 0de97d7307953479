"""The JSON document, written record by record."""

import io
import json

from client.exchange import json_out


def test_the_document_is_one_and_counts_its_records() -> None:
    file = io.BytesIO()
    kinds = [("vehicle", [{"id": "a"}, {"id": "b"}]), ("note", iter([{"id": "c"}])), ("trip", [])]
    assert list(json_out.write(file, {"paddock": "1"}, kinds)) == [1, 2, 3]
    assert json.loads(file.getvalue()) == {
        "paddock": "1",
        "kinds": {"vehicle": [{"id": "a"}, {"id": "b"}], "note": [{"id": "c"}], "trip": []},
    }


def test_an_empty_garage_is_a_document_too() -> None:
    file = io.BytesIO()
    assert list(json_out.write(file, {}, [])) == []
    assert json.loads(file.getvalue()) == {"kinds": {}}
