PRAGMA user_version = 8;
CREATE TABLE clock (
    one INTEGER NOT NULL, 
    device TEXT NOT NULL, 
    milliseconds INTEGER NOT NULL, 
    counter INTEGER NOT NULL, 
    next_n INTEGER NOT NULL, 
    "offset" INTEGER DEFAULT '0' NOT NULL, 
    former TEXT DEFAULT '' NOT NULL, 
    PRIMARY KEY (one)
);
INSERT INTO clock ("one", "device", "milliseconds", "counter", "next_n", "offset", "former") VALUES (1, '63e464ba25d7634f', 1900000015000, 0, 8, 0, '');
CREATE TABLE space (
    id TEXT NOT NULL, 
    name TEXT NOT NULL, 
    home INTEGER DEFAULT '0' NOT NULL, 
    kind TEXT DEFAULT 'garage' NOT NULL, 
    role TEXT DEFAULT 'owner' NOT NULL, 
    parent TEXT DEFAULT '' NOT NULL, 
    members INTEGER DEFAULT '1' NOT NULL, 
    state TEXT DEFAULT '' NOT NULL, 
    "into" TEXT DEFAULT '' NOT NULL, 
    hidden INTEGER DEFAULT '0' NOT NULL, 
    cursor INTEGER DEFAULT '0' NOT NULL, 
    head INTEGER DEFAULT '0' NOT NULL, 
    digest TEXT DEFAULT '0000000000000000' NOT NULL, 
    floor INTEGER DEFAULT '0' NOT NULL, 
    PRIMARY KEY (id)
);
INSERT INTO space ("id", "name", "home", "kind", "role", "parent", "members", "state", "into", "hidden", "cursor", "head", "digest", "floor") VALUES ('01a21b0b-0b6e-7260-94f8-6809dfb8f596', 'Our garage', 1, 'garage', 'owner', '', 1, '', '', 0, 0, 0, 'ecb21f2a365864e0', 0);
CREATE TABLE confirmed (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    kind TEXT NOT NULL, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    fields TEXT NOT NULL, 
    stamps TEXT NOT NULL, 
    PRIMARY KEY (n)
);
INSERT INTO confirmed ("n", "space", "id", "kind", "author", "born", "seq", "fields", "stamps") VALUES (1, '01a21b0b-0b6e-7260-94f8-6809dfb8f596', '01ba60d3-3fd0-7643-8325-4db97e642ef8', 'vehicle', 'ann', 1, 1, '{"colour":null,"custom/Number":{"text":"53"},"custom/Ordered":{"day":"1962-09-01"},"energies":["petrol"],"hover":{"height":1},"make":"Volkswagen","model":"Käfer","name":"Herbie","odometer_offset":{"unit":"mi","value":"-12"},"plate":"OFP 857","purchase_price":{"amount":"80.00","currency":"USD"},"purchased":"1968-12-24","source":{"how":"typed"},"status":"active","tags/racing":true,"tags/white":true,"type":"car","uses_hours":false,"year":1963}', '{"":"00000000000000000000000000000000","colour":"01ba60d35b28000063e464ba25d7634f","custom/Number":"01ba60d33fd0000063e464ba25d7634f","custom/Ordered":"01ba60d33fd0000063e464ba25d7634f","energies":"01ba60d33fd0000063e464ba25d7634f","make":"01ba60d33fd0000063e464ba25d7634f","model":"01ba60d33fd0000063e464ba25d7634f","name":"01ba60d33fd0000063e464ba25d7634f","odometer_offset":"01ba60d33fd0000063e464ba25d7634f","plate":"01ba60d33fd0000063e464ba25d7634f","purchase_price":"01ba60d33fd0000063e464ba25d7634f","purchased":"01ba60d33fd0000063e464ba25d7634f","source":"01ba60d33fd0000063e464ba25d7634f","status":"01ba60d33fd0000063e464ba25d7634f","tags/racing":"01ba60d33fd0000063e464ba25d7634f","tags/white":"01ba60d33fd0000063e464ba25d7634f","type":"01ba60d33fd0000063e464ba25d7634f","uses_hours":"01ba60d33fd0000063e464ba25d7634f","year":"01ba60d33fd0000063e464ba25d7634f"}');
CREATE UNIQUE INDEX confirmed_key ON confirmed (id, space);
CREATE TABLE pending (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    kind TEXT NOT NULL, 
    fields TEXT NOT NULL, 
    stamps TEXT NOT NULL, 
    base TEXT NOT NULL, 
    sent INTEGER, 
    place INTEGER, 
    recovered INTEGER DEFAULT '0' NOT NULL, 
    PRIMARY KEY (n)
);
INSERT INTO pending ("n", "space", "id", "kind", "fields", "stamps", "base", "sent", "place", "recovered") VALUES (1, '01a21b0b-0b6e-7260-94f8-6809dfb8f596', '01ba60d3-3fd0-7643-8325-4db97e642ef8', 'vehicle', '{"colour":null,"custom/Number":{"text":"53"},"custom/Ordered":{"day":"1962-09-01"},"energies":["petrol"],"make":"Volkswagen","model":"Käfer","name":"Herbie","odometer_offset":{"unit":"mi","value":"-12"},"plate":"OFP 857","purchase_price":{"amount":"80.00","currency":"USD"},"purchased":"1968-12-24","source":{"how":"typed"},"status":"active","tags/racing":true,"tags/white":true,"trim":"Deluxe","type":"car","uses_hours":false,"year":1963}', '{"":"01ba60d33fd0000063e464ba25d7634f","colour":"01ba60d35b28000063e464ba25d7634f","trim":"01ba60d37298000063e464ba25d7634f"}', '{"trim":null}', NULL, NULL, 0);
CREATE INDEX pending_record ON pending (id, space);
CREATE TABLE history (
    n INTEGER NOT NULL, 
    operation INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    kind TEXT NOT NULL, 
    field TEXT NOT NULL, 
    value TEXT, 
    stamp TEXT, 
    by_stamp TEXT NOT NULL, 
    PRIMARY KEY (n)
);
INSERT INTO history ("n", "operation", "space", "id", "kind", "field", "value", "stamp", "by_stamp") VALUES (1, 1, '01a21b0b-0b6e-7260-94f8-6809dfb8f596', '01ba60d3-3fd0-7643-8325-4db97e642ef8', 'vehicle', 'deleted', 'true', NULL, '01ba60d33fd0000063e464ba25d7634f');
INSERT INTO history ("n", "operation", "space", "id", "kind", "field", "value", "stamp", "by_stamp") VALUES (2, 2, '01a21b0b-0b6e-7260-94f8-6809dfb8f596', '01ba60d3-43b8-7533-9d11-ccae958c5a0d', 'fill_up', 'deleted', 'true', NULL, '01ba60d343b8000063e464ba25d7634f');
INSERT INTO history ("n", "operation", "space", "id", "kind", "field", "value", "stamp", "by_stamp") VALUES (3, 3, '01a21b0b-0b6e-7260-94f8-6809dfb8f596', '01ba60d3-47a0-75ef-81a6-6ef311c898b3', 'note', 'deleted', 'true', NULL, '01ba60d347a0000063e464ba25d7634f');
INSERT INTO history ("n", "operation", "space", "id", "kind", "field", "value", "stamp", "by_stamp") VALUES (4, 4, '01a21b0b-0b6e-7260-94f8-6809dfb8f596', '01ba60d3-4b88-744d-a7ff-bc4af415ef4f', 'reminder', 'deleted', 'true', NULL, '01ba60d34b88000063e464ba25d7634f');
INSERT INTO history ("n", "operation", "space", "id", "kind", "field", "value", "stamp", "by_stamp") VALUES (5, 5, '01a21b0b-0b6e-7260-94f8-6809dfb8f596', '01ba60d3-43b8-7533-9d11-ccae958c5a0d', 'fill_up', 'notes', NULL, NULL, '01ba60d34f70000063e464ba25d7634f');
INSERT INTO history ("n", "operation", "space", "id", "kind", "field", "value", "stamp", "by_stamp") VALUES (6, 5, '01a21b0b-0b6e-7260-94f8-6809dfb8f596', '01ba60d3-43b8-7533-9d11-ccae958c5a0d', 'fill_up', 'station', '"Müller"', '01ba60d343b8000063e464ba25d7634f', '01ba60d34f70000063e464ba25d7634f');
INSERT INTO history ("n", "operation", "space", "id", "kind", "field", "value", "stamp", "by_stamp") VALUES (7, 6, '01a21b0b-0b6e-7260-94f8-6809dfb8f596', '01ba60d3-47a0-75ef-81a6-6ef311c898b3', 'note', 'deleted', NULL, NULL, '01ba60d35358000063e464ba25d7634f');
INSERT INTO history ("n", "operation", "space", "id", "kind", "field", "value", "stamp", "by_stamp") VALUES (8, 7, '01a21b0b-0b6e-7260-94f8-6809dfb8f596', '01ba60d3-3fd0-7643-8325-4db97e642ef8', 'vehicle', 'colour', NULL, NULL, '01ba60d35740000063e464ba25d7634f');
INSERT INTO history ("n", "operation", "space", "id", "kind", "field", "value", "stamp", "by_stamp") VALUES (9, 8, '01a21b0b-0b6e-7260-94f8-6809dfb8f596', '01ba60d3-3fd0-7643-8325-4db97e642ef8', 'vehicle', 'colour', '"white"', '01ba60d35740000063e464ba25d7634f', '01ba60d35b28000063e464ba25d7634f');
INSERT INTO history ("n", "operation", "space", "id", "kind", "field", "value", "stamp", "by_stamp") VALUES (10, 10, '01a21b0b-0b6e-7260-94f8-6809dfb8f596', '01ba60d3-3fd0-7643-8325-4db97e642ef8', 'vehicle', 'trim', NULL, NULL, '01ba60d37298000063e464ba25d7634f');
CREATE INDEX history_operation ON history (operation);
CREATE INDEX history_record ON history (id, space);
CREATE TABLE operation (
    n INTEGER NOT NULL, 
    name TEXT NOT NULL, 
    title TEXT NOT NULL, 
    at INTEGER NOT NULL, 
    state TEXT NOT NULL, 
    batch INTEGER, 
    follows INTEGER, 
    PRIMARY KEY (n)
);
INSERT INTO operation ("n", "name", "title", "at", "state", "batch", "follows") VALUES (1, 'add', 'Herbie', 1900000002000, 'done', NULL, NULL);
INSERT INTO operation ("n", "name", "title", "at", "state", "batch", "follows") VALUES (2, 'add', 'Müller', 1900000003000, 'done', NULL, NULL);
INSERT INTO operation ("n", "name", "title", "at", "state", "batch", "follows") VALUES (3, 'add', 'Flies', 1900000004000, 'done', NULL, NULL);
INSERT INTO operation ("n", "name", "title", "at", "state", "batch", "follows") VALUES (4, 'add', 'Oil', 1900000005000, 'done', NULL, NULL);
INSERT INTO operation ("n", "name", "title", "at", "state", "batch", "follows") VALUES (5, 'edit', 'Müller', 1900000006000, 'done', NULL, NULL);
INSERT INTO operation ("n", "name", "title", "at", "state", "batch", "follows") VALUES (6, 'delete', 'Flies', 1900000007000, 'done', NULL, NULL);
INSERT INTO operation ("n", "name", "title", "at", "state", "batch", "follows") VALUES (7, 'edit', 'Herbie', 1900000008000, 'past', NULL, NULL);
INSERT INTO operation ("n", "name", "title", "at", "state", "batch", "follows") VALUES (8, 'undo', 'Herbie', 1900000009000, 'past', NULL, 7);
INSERT INTO operation ("n", "name", "title", "at", "state", "batch", "follows") VALUES (9, 'import', 'cars.csv', 1900000012000, 'done', 5, NULL);
INSERT INTO operation ("n", "name", "title", "at", "state", "batch", "follows") VALUES (10, 'edit', 'Herbie', 1900000015000, 'done', NULL, NULL);
CREATE INDEX operation_state ON operation (state, n);
CREATE TABLE batch (
    n INTEGER NOT NULL, 
    state TEXT NOT NULL, 
    title TEXT NOT NULL, 
    at INTEGER NOT NULL, 
    PRIMARY KEY (n)
);
INSERT INTO batch ("n", "state", "title", "at") VALUES (5, 'done', 'cars.csv', 1900000010000);
CREATE TABLE unknown_kind (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    kind TEXT NOT NULL, 
    envelope TEXT NOT NULL, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    PRIMARY KEY (n)
);
INSERT INTO unknown_kind ("n", "space", "id", "kind", "envelope", "author", "born", "seq") VALUES (1, '01a21b0b-0b6e-7260-94f8-6809dfb8f596', '00000000-0000-0000-0000-000000000063', 'hovercraft', '{"fields":{"lift":3},"stamps":{"":"00000000000000000000000000000000"}}', NULL, NULL, NULL);
CREATE UNIQUE INDEX unknown_key ON unknown_kind (id, space);
CREATE TABLE setting (
    name TEXT NOT NULL, 
    value TEXT NOT NULL, 
    PRIMARY KEY (name)
);
INSERT INTO setting ("name", "value") VALUES ('region', '"DE"');
INSERT INTO setting ("name", "value") VALUES ('units', '{"distance":"mi"}');
CREATE TABLE account (
    one INTEGER NOT NULL, 
    server TEXT NOT NULL, 
    person TEXT DEFAULT '' NOT NULL, 
    email TEXT DEFAULT '' NOT NULL, 
    name TEXT DEFAULT '' NOT NULL, 
    signed_out INTEGER DEFAULT '0' NOT NULL, 
    epoch TEXT DEFAULT '' NOT NULL, 
    number INTEGER DEFAULT '0' NOT NULL, 
    told INTEGER DEFAULT '1' NOT NULL, 
    joined INTEGER DEFAULT '0' NOT NULL, 
    leave_local INTEGER DEFAULT '0' NOT NULL, 
    schema_minimum INTEGER DEFAULT '0' NOT NULL, 
    last_sync INTEGER DEFAULT '0' NOT NULL, 
    PRIMARY KEY (one)
);
CREATE TABLE push (
    number INTEGER NOT NULL, 
    body BLOB NOT NULL, 
    PRIMARY KEY (number)
);
CREATE TABLE sending (
    n INTEGER NOT NULL, 
    place INTEGER NOT NULL, 
    PRIMARY KEY (n)
);
CREATE TABLE kept (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    space_name TEXT NOT NULL, 
    id TEXT NOT NULL, 
    kind TEXT NOT NULL, 
    fields TEXT NOT NULL, 
    stamps TEXT NOT NULL, 
    base TEXT NOT NULL, 
    code TEXT NOT NULL, 
    reason TEXT NOT NULL, 
    at INTEGER NOT NULL, 
    settled_by INTEGER, 
    PRIMARY KEY (n)
);
CREATE TABLE overtaken (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    seq INTEGER NOT NULL, 
    record TEXT NOT NULL, 
    field TEXT NOT NULL, 
    value TEXT, 
    stamp TEXT NOT NULL, 
    by_stamp TEXT NOT NULL, 
    author TEXT NOT NULL, 
    stamps TEXT NOT NULL, 
    PRIMARY KEY (n)
);
CREATE UNIQUE INDEX overtaken_key ON overtaken (id, space);
CREATE INDEX overtaken_record ON overtaken (record, space);
CREATE TABLE people (
    id TEXT NOT NULL, 
    name TEXT NOT NULL, 
    PRIMARY KEY (id)
);
CREATE TABLE k_note (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    title TEXT, 
    vehicle TEXT, 
    date TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
INSERT INTO k_note ("n", "space", "id", "deleted", "batch", "author", "born", "seq", "stamp", "stamps", "extra", "title", "vehicle", "date", "tags", "notes", "custom", "source") VALUES (3, '01a21b0b-0b6e-7260-94f8-6809dfb8f596', '01ba60d3-47a0-75ef-81a6-6ef311c898b3', 1, NULL, NULL, NULL, NULL, '01ba60d347a0000063e464ba25d7634f', '{"deleted":"01ba60d35358000063e464ba25d7634f"}', NULL, 'Flies', '01ba60d3-3fd0-7643-8325-4db97e642ef8', '2024-03-10T16:01+01:00', NULL, NULL, NULL, 'typed');
CREATE INDEX k_note_waits ON k_note (space, n) WHERE seq IS NULL;
CREATE UNIQUE INDEX k_note_key ON k_note (id, space);
CREATE INDEX k_note_owner ON k_note (vehicle, date);
CREATE TABLE k_document (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    title TEXT, 
    vehicle TEXT, 
    date TEXT, 
    category TEXT, 
    number TEXT, 
    issuer TEXT, 
    valid_until TEXT, 
    total TEXT, 
    total_si FLOAT, 
    about TEXT, 
    file_name TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE INDEX k_document_owner ON k_document (vehicle, date);
CREATE UNIQUE INDEX k_document_key ON k_document (id, space);
CREATE INDEX k_document_waits ON k_document (space, n) WHERE seq IS NULL;
CREATE TABLE k_vehicle (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    name TEXT, 
    type TEXT, 
    make TEXT, 
    model TEXT, 
    trim TEXT, 
    year INTEGER, 
    vin TEXT, 
    plate TEXT, 
    plate_region TEXT, 
    season TEXT, 
    colour TEXT, 
    energies TEXT, 
    status TEXT, 
    distance_unit TEXT, 
    volume_unit TEXT, 
    economy_unit TEXT, 
    currency TEXT, 
    odometer_offset TEXT, 
    odometer_offset_si FLOAT, 
    uses_hours INTEGER, 
    tank TEXT, 
    tank_si FLOAT, 
    second_tank TEXT, 
    second_tank_si FLOAT, 
    battery TEXT, 
    battery_si FLOAT, 
    purchased TEXT, 
    purchase_price TEXT, 
    purchase_price_si FLOAT, 
    purchase_odometer TEXT, 
    purchase_odometer_si FLOAT, 
    sold TEXT, 
    sale_price TEXT, 
    sale_price_si FLOAT, 
    sale_odometer TEXT, 
    sale_odometer_si FLOAT, 
    picture TEXT, 
    "group" TEXT, 
    axles INTEGER, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
INSERT INTO k_vehicle ("n", "space", "id", "deleted", "batch", "author", "born", "seq", "stamp", "stamps", "extra", "name", "type", "make", "model", "trim", "year", "vin", "plate", "plate_region", "season", "colour", "energies", "status", "distance_unit", "volume_unit", "economy_unit", "currency", "odometer_offset", "odometer_offset_si", "uses_hours", "tank", "tank_si", "second_tank", "second_tank_si", "battery", "battery_si", "purchased", "purchase_price", "purchase_price_si", "purchase_odometer", "purchase_odometer_si", "sold", "sale_price", "sale_price_si", "sale_odometer", "sale_odometer_si", "picture", "group", "axles", "tags", "notes", "custom", "source") VALUES (1, '01a21b0b-0b6e-7260-94f8-6809dfb8f596', '01ba60d3-3fd0-7643-8325-4db97e642ef8', 0, NULL, 'ann', 1, 1, '00000000000000000000000000000000', '{"colour":"01ba60d35b28000063e464ba25d7634f","custom/Number":"01ba60d33fd0000063e464ba25d7634f","custom/Ordered":"01ba60d33fd0000063e464ba25d7634f","energies":"01ba60d33fd0000063e464ba25d7634f","make":"01ba60d33fd0000063e464ba25d7634f","model":"01ba60d33fd0000063e464ba25d7634f","name":"01ba60d33fd0000063e464ba25d7634f","odometer_offset":"01ba60d33fd0000063e464ba25d7634f","plate":"01ba60d33fd0000063e464ba25d7634f","purchase_price":"01ba60d33fd0000063e464ba25d7634f","purchased":"01ba60d33fd0000063e464ba25d7634f","source":"01ba60d33fd0000063e464ba25d7634f","status":"01ba60d33fd0000063e464ba25d7634f","tags/racing":"01ba60d33fd0000063e464ba25d7634f","tags/white":"01ba60d33fd0000063e464ba25d7634f","trim":"01ba60d37298000063e464ba25d7634f","type":"01ba60d33fd0000063e464ba25d7634f","uses_hours":"01ba60d33fd0000063e464ba25d7634f","year":"01ba60d33fd0000063e464ba25d7634f"}', '{"hover":{"height":1}}', 'Herbie', 'car', 'Volkswagen', 'Käfer', 'Deluxe', 1963, NULL, 'OFP 857', NULL, NULL, NULL, 'petrol', 'active', NULL, NULL, NULL, NULL, '-12 mi', -19312.128, 0, NULL, NULL, NULL, NULL, NULL, NULL, '1968-12-24', '80.00 USD', 80.0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, ' racing white ', NULL, '{"Number":{"text":"53"},"Ordered":{"day":"1962-09-01"}}', 'typed');
INSERT INTO k_vehicle ("n", "space", "id", "deleted", "batch", "author", "born", "seq", "stamp", "stamps", "extra", "name", "type", "make", "model", "trim", "year", "vin", "plate", "plate_region", "season", "colour", "energies", "status", "distance_unit", "volume_unit", "economy_unit", "currency", "odometer_offset", "odometer_offset_si", "uses_hours", "tank", "tank_si", "second_tank", "second_tank_si", "battery", "battery_si", "purchased", "purchase_price", "purchase_price_si", "purchase_odometer", "purchase_odometer_si", "sold", "sale_price", "sale_price_si", "sale_odometer", "sale_odometer_si", "picture", "group", "axles", "tags", "notes", "custom", "source") VALUES (6, '01a21b0b-0b6e-7260-94f8-6809dfb8f596', '00000000-0000-0000-0000-000000000001', 0, 5, NULL, NULL, NULL, '01ba60d362f8000063e464ba25d7634f', NULL, NULL, 'Car 1', 'car', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'active', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO k_vehicle ("n", "space", "id", "deleted", "batch", "author", "born", "seq", "stamp", "stamps", "extra", "name", "type", "make", "model", "trim", "year", "vin", "plate", "plate_region", "season", "colour", "energies", "status", "distance_unit", "volume_unit", "economy_unit", "currency", "odometer_offset", "odometer_offset_si", "uses_hours", "tank", "tank_si", "second_tank", "second_tank_si", "battery", "battery_si", "purchased", "purchase_price", "purchase_price_si", "purchase_odometer", "purchase_odometer_si", "sold", "sale_price", "sale_price_si", "sale_odometer", "sale_odometer_si", "picture", "group", "axles", "tags", "notes", "custom", "source") VALUES (7, '01a21b0b-0b6e-7260-94f8-6809dfb8f596', '00000000-0000-0000-0000-000000000002', 0, 5, NULL, NULL, NULL, '01ba60d362f8000063e464ba25d7634f', NULL, NULL, 'Car 2', 'car', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'active', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE INDEX k_vehicle_waits ON k_vehicle (space, n) WHERE seq IS NULL;
CREATE UNIQUE INDEX k_vehicle_key ON k_vehicle (id, space);
CREATE TABLE k_specification (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    vehicle TEXT, 
    name TEXT, 
    value TEXT, 
    value_si FLOAT, 
    text TEXT, 
    origin TEXT, 
    section TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE UNIQUE INDEX k_specification_key ON k_specification (id, space);
CREATE INDEX k_specification_owner ON k_specification (vehicle);
CREATE INDEX k_specification_waits ON k_specification (space, n) WHERE seq IS NULL;
CREATE TABLE k_vehicle_group (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    name TEXT, 
    colour TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE INDEX k_vehicle_group_waits ON k_vehicle_group (space, n) WHERE seq IS NULL;
CREATE UNIQUE INDEX k_vehicle_group_key ON k_vehicle_group (id, space);
CREATE TABLE k_odometer_reading (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    vehicle TEXT, 
    date TEXT, 
    odometer TEXT, 
    odometer_si FLOAT, 
    hours TEXT, 
    hours_si FLOAT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE INDEX k_odometer_reading_waits ON k_odometer_reading (space, n) WHERE seq IS NULL;
CREATE UNIQUE INDEX k_odometer_reading_key ON k_odometer_reading (id, space);
CREATE INDEX k_odometer_reading_owner ON k_odometer_reading (vehicle, date);
CREATE TABLE k_custom_field (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    name TEXT, 
    applies_to TEXT, 
    sort TEXT, 
    unit TEXT, 
    options TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE INDEX k_custom_field_waits ON k_custom_field (space, n) WHERE seq IS NULL;
CREATE UNIQUE INDEX k_custom_field_key ON k_custom_field (id, space);
CREATE TABLE k_fill_up (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    vehicle TEXT, 
    date TEXT, 
    odometer TEXT, 
    odometer_si FLOAT, 
    hours TEXT, 
    hours_si FLOAT, 
    volume TEXT, 
    volume_si FLOAT, 
    energy TEXT, 
    energy_si FLOAT, 
    mass TEXT, 
    mass_si FLOAT, 
    price TEXT, 
    price_si FLOAT, 
    total TEXT, 
    total_si FLOAT, 
    "full" INTEGER, 
    missed INTEGER, 
    tank INTEGER, 
    fuel TEXT, 
    grade TEXT, 
    station TEXT, 
    place TEXT, 
    position TEXT, 
    charge_from TEXT, 
    charge_from_si FLOAT, 
    charge_to TEXT, 
    charge_to_si FLOAT, 
    driver TEXT, 
    payment TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
INSERT INTO k_fill_up ("n", "space", "id", "deleted", "batch", "author", "born", "seq", "stamp", "stamps", "extra", "vehicle", "date", "odometer", "odometer_si", "hours", "hours_si", "volume", "volume_si", "energy", "energy_si", "mass", "mass_si", "price", "price_si", "total", "total_si", "full", "missed", "tank", "fuel", "grade", "station", "place", "position", "charge_from", "charge_from_si", "charge_to", "charge_to_si", "driver", "payment", "tags", "notes", "custom", "source") VALUES (2, '01a21b0b-0b6e-7260-94f8-6809dfb8f596', '01ba60d3-43b8-7533-9d11-ccae958c5a0d', 0, NULL, NULL, NULL, NULL, '01ba60d343b8000063e464ba25d7634f', '{"notes":"01ba60d34f70000063e464ba25d7634f","station":"01ba60d34f70000063e464ba25d7634f"}', NULL, '01ba60d3-3fd0-7643-8325-4db97e642ef8', '2024-03-10T16:01+01:00', '120034 km', 120034000.0, NULL, NULL, '45.20 L	45,20 l', 0.0452, NULL, NULL, NULL, NULL, '1.577 EUR/L', 1.577, '71.30 EUR', 71.3, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'with the window open', NULL, 'typed');
CREATE UNIQUE INDEX k_fill_up_key ON k_fill_up (id, space);
CREATE INDEX k_fill_up_owner ON k_fill_up (vehicle, date);
CREATE INDEX k_fill_up_waits ON k_fill_up (space, n) WHERE seq IS NULL;
CREATE TABLE k_expense (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    vehicle TEXT, 
    date TEXT, 
    title TEXT, 
    category TEXT, 
    total TEXT, 
    total_si FLOAT, 
    odometer TEXT, 
    odometer_si FLOAT, 
    supplier TEXT, 
    position TEXT, 
    every TEXT, 
    until TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE INDEX k_expense_owner ON k_expense (vehicle, date);
CREATE UNIQUE INDEX k_expense_key ON k_expense (id, space);
CREATE INDEX k_expense_waits ON k_expense (space, n) WHERE seq IS NULL;
CREATE TABLE k_trip (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    vehicle TEXT, 
    date TEXT, 
    "end" TEXT, 
    start TEXT, 
    destination TEXT, 
    start_position TEXT, 
    end_position TEXT, 
    purpose TEXT, 
    title TEXT, 
    odometer TEXT, 
    odometer_si FLOAT, 
    end_odometer TEXT, 
    end_odometer_si FLOAT, 
    distance TEXT, 
    distance_si FLOAT, 
    driver TEXT, 
    client TEXT, 
    total TEXT, 
    total_si FLOAT, 
    reimbursed TEXT, 
    reimbursed_si FLOAT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE INDEX k_trip_waits ON k_trip (space, n) WHERE seq IS NULL;
CREATE INDEX k_trip_owner ON k_trip (vehicle, date);
CREATE UNIQUE INDEX k_trip_key ON k_trip (id, space);
CREATE TABLE k_insurance_policy (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    vehicle TEXT, 
    insurer TEXT, 
    number TEXT, 
    cover TEXT, 
    start TEXT, 
    "end" TEXT, 
    premium TEXT, 
    premium_si FLOAT, 
    every TEXT, 
    deductible TEXT, 
    deductible_si FLOAT, 
    contact TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE INDEX k_insurance_policy_waits ON k_insurance_policy (space, n) WHERE seq IS NULL;
CREATE INDEX k_insurance_policy_owner ON k_insurance_policy (vehicle, start);
CREATE UNIQUE INDEX k_insurance_policy_key ON k_insurance_policy (id, space);
CREATE TABLE k_valuation (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    vehicle TEXT, 
    date TEXT, 
    value TEXT, 
    value_si FLOAT, 
    odometer TEXT, 
    odometer_si FLOAT, 
    origin TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE UNIQUE INDEX k_valuation_key ON k_valuation (id, space);
CREATE INDEX k_valuation_waits ON k_valuation (space, n) WHERE seq IS NULL;
CREATE INDEX k_valuation_owner ON k_valuation (vehicle, date);
CREATE TABLE k_part (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    name TEXT, 
    vehicle TEXT, 
    part_number TEXT, 
    supplier TEXT, 
    place TEXT, 
    unit TEXT, 
    minimum TEXT, 
    minimum_si FLOAT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE UNIQUE INDEX k_part_key ON k_part (id, space);
CREATE INDEX k_part_owner ON k_part (vehicle);
CREATE INDEX k_part_waits ON k_part (space, n) WHERE seq IS NULL;
CREATE TABLE k_stock_movement (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    part TEXT, 
    date TEXT, 
    amount TEXT, 
    amount_si FLOAT, 
    reason TEXT, 
    total TEXT, 
    total_si FLOAT, 
    work TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE UNIQUE INDEX k_stock_movement_key ON k_stock_movement (id, space);
CREATE INDEX k_stock_movement_waits ON k_stock_movement (space, n) WHERE seq IS NULL;
CREATE INDEX k_stock_movement_owner ON k_stock_movement (part, date);
CREATE TABLE k_tyre_set (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    vehicle TEXT, 
    name TEXT, 
    season TEXT, 
    brand TEXT, 
    size TEXT, 
    dot TEXT, 
    bought TEXT, 
    total TEXT, 
    total_si FLOAT, 
    "limit" TEXT, 
    limit_si FLOAT, 
    place TEXT, 
    axle TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE INDEX k_tyre_set_waits ON k_tyre_set (space, n) WHERE seq IS NULL;
CREATE UNIQUE INDEX k_tyre_set_key ON k_tyre_set (id, space);
CREATE INDEX k_tyre_set_owner ON k_tyre_set (vehicle);
CREATE TABLE k_tyre_event (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    tyre_set TEXT, 
    date TEXT, 
    type TEXT, 
    odometer TEXT, 
    odometer_si FLOAT, 
    tread_front TEXT, 
    tread_front_si FLOAT, 
    tread_rear TEXT, 
    tread_rear_si FLOAT, 
    tread_fl TEXT, 
    tread_fl_si FLOAT, 
    tread_fr TEXT, 
    tread_fr_si FLOAT, 
    tread_rl TEXT, 
    tread_rl_si FLOAT, 
    tread_rr TEXT, 
    tread_rr_si FLOAT, 
    tread_rli TEXT, 
    tread_rli_si FLOAT, 
    tread_rri TEXT, 
    tread_rri_si FLOAT, 
    tread_middle TEXT, 
    tread_middle_si FLOAT, 
    tread_ml TEXT, 
    tread_ml_si FLOAT, 
    tread_mr TEXT, 
    tread_mr_si FLOAT, 
    tread_mli TEXT, 
    tread_mli_si FLOAT, 
    tread_mri TEXT, 
    tread_mri_si FLOAT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE INDEX k_tyre_event_owner ON k_tyre_event (tyre_set, date);
CREATE UNIQUE INDEX k_tyre_event_key ON k_tyre_event (id, space);
CREATE INDEX k_tyre_event_waits ON k_tyre_event (space, n) WHERE seq IS NULL;
CREATE TABLE k_service (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    vehicle TEXT, 
    date TEXT, 
    title TEXT, 
    odometer TEXT, 
    odometer_si FLOAT, 
    hours TEXT, 
    hours_si FLOAT, 
    total TEXT, 
    total_si FLOAT, 
    supplier TEXT, 
    position TEXT, 
    own_work INTEGER, 
    labour TEXT, 
    labour_si FLOAT, 
    warranty_until TEXT, 
    warranty_odometer TEXT, 
    warranty_odometer_si FLOAT, 
    invoice TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE INDEX k_service_waits ON k_service (space, n) WHERE seq IS NULL;
CREATE INDEX k_service_owner ON k_service (vehicle, date);
CREATE UNIQUE INDEX k_service_key ON k_service (id, space);
CREATE TABLE k_repair (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    vehicle TEXT, 
    date TEXT, 
    title TEXT, 
    odometer TEXT, 
    odometer_si FLOAT, 
    hours TEXT, 
    hours_si FLOAT, 
    total TEXT, 
    total_si FLOAT, 
    supplier TEXT, 
    position TEXT, 
    own_work INTEGER, 
    labour TEXT, 
    labour_si FLOAT, 
    warranty_until TEXT, 
    warranty_odometer TEXT, 
    warranty_odometer_si FLOAT, 
    invoice TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE UNIQUE INDEX k_repair_key ON k_repair (id, space);
CREATE INDEX k_repair_owner ON k_repair (vehicle, date);
CREATE INDEX k_repair_waits ON k_repair (space, n) WHERE seq IS NULL;
CREATE TABLE k_upgrade (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    vehicle TEXT, 
    date TEXT, 
    title TEXT, 
    odometer TEXT, 
    odometer_si FLOAT, 
    hours TEXT, 
    hours_si FLOAT, 
    total TEXT, 
    total_si FLOAT, 
    supplier TEXT, 
    position TEXT, 
    own_work INTEGER, 
    labour TEXT, 
    labour_si FLOAT, 
    warranty_until TEXT, 
    warranty_odometer TEXT, 
    warranty_odometer_si FLOAT, 
    invoice TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE UNIQUE INDEX k_upgrade_key ON k_upgrade (id, space);
CREATE INDEX k_upgrade_owner ON k_upgrade (vehicle, date);
CREATE INDEX k_upgrade_waits ON k_upgrade (space, n) WHERE seq IS NULL;
CREATE TABLE k_work_line (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    work TEXT, 
    title TEXT, 
    type TEXT, 
    part TEXT, 
    part_number TEXT, 
    quantity TEXT, 
    quantity_si FLOAT, 
    cost TEXT, 
    cost_si FLOAT, 
    warranty_until TEXT, 
    "order" TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE UNIQUE INDEX k_work_line_key ON k_work_line (id, space);
CREATE INDEX k_work_line_owner ON k_work_line (work);
CREATE INDEX k_work_line_waits ON k_work_line (space, n) WHERE seq IS NULL;
CREATE TABLE k_inspection (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    vehicle TEXT, 
    date TEXT, 
    title TEXT, 
    result TEXT, 
    odometer TEXT, 
    odometer_si FLOAT, 
    total TEXT, 
    total_si FLOAT, 
    supplier TEXT, 
    valid_until TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE INDEX k_inspection_owner ON k_inspection (vehicle, date);
CREATE UNIQUE INDEX k_inspection_key ON k_inspection (id, space);
CREATE INDEX k_inspection_waits ON k_inspection (space, n) WHERE seq IS NULL;
CREATE TABLE k_checklist_item (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    "of" TEXT, 
    title TEXT, 
    state TEXT, 
    measured TEXT, 
    measured_si FLOAT, 
    "order" TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE INDEX k_checklist_item_owner ON k_checklist_item ("of");
CREATE INDEX k_checklist_item_waits ON k_checklist_item (space, n) WHERE seq IS NULL;
CREATE UNIQUE INDEX k_checklist_item_key ON k_checklist_item (id, space);
CREATE TABLE k_plan_item (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    vehicle TEXT, 
    title TEXT, 
    state TEXT, 
    becomes TEXT, 
    priority TEXT, 
    due TEXT, 
    estimate TEXT, 
    estimate_si FLOAT, 
    assignee TEXT, 
    became TEXT, 
    "order" TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE INDEX k_plan_item_waits ON k_plan_item (space, n) WHERE seq IS NULL;
CREATE UNIQUE INDEX k_plan_item_key ON k_plan_item (id, space);
CREATE INDEX k_plan_item_owner ON k_plan_item (vehicle, due);
CREATE TABLE k_reminder (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    vehicle TEXT, 
    title TEXT, 
    due TEXT, 
    due_odometer TEXT, 
    due_odometer_si FLOAT, 
    due_hours TEXT, 
    due_hours_si FLOAT, 
    every TEXT, 
    every_distance TEXT, 
    every_distance_si FLOAT, 
    every_hours TEXT, 
    every_hours_si FLOAT, 
    anchor TEXT, 
    wanted_day INTEGER, 
    soon TEXT, 
    soon_distance TEXT, 
    soon_distance_si FLOAT, 
    category TEXT, 
    estimate TEXT, 
    estimate_si FLOAT, 
    last_done TEXT, 
    last_odometer TEXT, 
    last_odometer_si FLOAT, 
    last_hours TEXT, 
    last_hours_si FLOAT, 
    completed_by TEXT, 
    finished INTEGER, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
INSERT INTO k_reminder ("n", "space", "id", "deleted", "batch", "author", "born", "seq", "stamp", "stamps", "extra", "vehicle", "title", "due", "due_odometer", "due_odometer_si", "due_hours", "due_hours_si", "every", "every_distance", "every_distance_si", "every_hours", "every_hours_si", "anchor", "wanted_day", "soon", "soon_distance", "soon_distance_si", "category", "estimate", "estimate_si", "last_done", "last_odometer", "last_odometer_si", "last_hours", "last_hours_si", "completed_by", "finished", "tags", "notes", "custom", "source") VALUES (4, '01a21b0b-0b6e-7260-94f8-6809dfb8f596', '01ba60d3-4b88-744d-a7ff-bc4af415ef4f', 0, NULL, NULL, NULL, NULL, '01ba60d34b88000063e464ba25d7634f', NULL, NULL, '01ba60d3-3fd0-7643-8325-4db97e642ef8', 'Oil', NULL, NULL, NULL, NULL, NULL, 'P6M', NULL, NULL, NULL, NULL, 'completion', NULL, NULL, NULL, NULL, 'maintenance', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'typed');
CREATE UNIQUE INDEX k_reminder_key ON k_reminder (id, space);
CREATE INDEX k_reminder_owner ON k_reminder (vehicle, due);
CREATE INDEX k_reminder_waits ON k_reminder (space, n) WHERE seq IS NULL;
CREATE TABLE k_calendar (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    name TEXT, 
    colour TEXT, 
    "of" TEXT, 
    zone TEXT, 
    muted INTEGER, 
    shows_busy INTEGER, 
    "order" TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE INDEX k_calendar_waits ON k_calendar (space, n) WHERE seq IS NULL;
CREATE UNIQUE INDEX k_calendar_key ON k_calendar (id, space);
CREATE TABLE k_event (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    calendar TEXT, 
    uid TEXT, 
    recurrence TEXT, 
    following INTEGER, 
    title TEXT, 
    times TEXT, 
    times_si FLOAT, 
    place TEXT, 
    position TEXT, 
    status TEXT, 
    free INTEGER, 
    privacy TEXT, 
    categories TEXT, 
    colour TEXT, 
    url TEXT, 
    conferences TEXT, 
    attachments TEXT, 
    images TEXT, 
    resources TEXT, 
    contacts TEXT, 
    comments TEXT, 
    related TEXT, 
    priority INTEGER, 
    organizer TEXT, 
    organizer_name TEXT, 
    sequence INTEGER, 
    created TEXT, 
    modified TEXT, 
    vehicle TEXT, 
    reminder TEXT, 
    person TEXT, 
    "foreign" TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE INDEX k_event_waits ON k_event (space, n) WHERE seq IS NULL;
CREATE UNIQUE INDEX k_event_key ON k_event (id, space);
CREATE INDEX k_event_owner ON k_event (calendar, times_si);
CREATE TABLE k_attendee (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    event TEXT, 
    address TEXT, 
    name TEXT, 
    role TEXT, 
    state TEXT, 
    type TEXT, 
    rsvp INTEGER, 
    delegated_to TEXT, 
    delegated_from TEXT, 
    sent_by TEXT, 
    person TEXT, 
    answered TEXT, 
    proposed TEXT, 
    proposed_si FLOAT, 
    uninvited INTEGER, 
    "foreign" TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE UNIQUE INDEX k_attendee_key ON k_attendee (id, space);
CREATE INDEX k_attendee_waits ON k_attendee (space, n) WHERE seq IS NULL;
CREATE INDEX k_attendee_owner ON k_attendee (event);
CREATE TABLE k_alarm (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    event TEXT, 
    "trigger" TEXT, 
    action TEXT, 
    channels TEXT, 
    title TEXT, 
    addresses TEXT, 
    uid TEXT, 
    acknowledged TEXT, 
    "foreign" TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE INDEX k_alarm_waits ON k_alarm (space, n) WHERE seq IS NULL;
CREATE INDEX k_alarm_owner ON k_alarm (event);
CREATE UNIQUE INDEX k_alarm_key ON k_alarm (id, space);
CREATE TABLE k_subscription (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    calendar TEXT, 
    url TEXT, 
    every TEXT, 
    alarms INTEGER, 
    fetched TEXT, 
    etag TEXT, 
    fault TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE UNIQUE INDEX k_subscription_key ON k_subscription (id, space);
CREATE INDEX k_subscription_owner ON k_subscription (calendar);
CREATE INDEX k_subscription_waits ON k_subscription (space, n) WHERE seq IS NULL;
CREATE TABLE k_shared_feed (
    n INTEGER NOT NULL, 
    space TEXT NOT NULL, 
    id TEXT NOT NULL, 
    deleted INTEGER DEFAULT '0' NOT NULL, 
    batch INTEGER, 
    author TEXT, 
    born INTEGER, 
    seq INTEGER, 
    stamp TEXT NOT NULL, 
    stamps TEXT, 
    extra TEXT, 
    name TEXT, 
    "of" TEXT, 
    detail TEXT, 
    once INTEGER, 
    until TEXT, 
    token TEXT, 
    revoked INTEGER, 
    used TEXT, 
    tags TEXT, 
    notes TEXT, 
    custom TEXT, 
    source TEXT, 
    PRIMARY KEY (n)
);
CREATE UNIQUE INDEX k_shared_feed_key ON k_shared_feed (id, space);
CREATE INDEX k_shared_feed_waits ON k_shared_feed (space, n) WHERE seq IS NULL;
CREATE VIRTUAL TABLE search USING fts5(heading, body, rank_first, kind UNINDEXED, id UNINDEXED, batch UNINDEXED, tokenize = 'unicode61 remove_diacritics 2', detail = column, prefix = '1');
INSERT INTO search ("rowid", "heading", "body", "rank_first", "kind", "id", "batch") VALUES (1, 'Herbie Volkswagen Käfer OFP 857', 'car Deluxe 1963 petrol active 80.00 racing white Number 53', '1', 'vehicle', '01ba60d3-3fd0-7643-8325-4db97e642ef8', NULL);
INSERT INTO search ("rowid", "heading", "body", "rank_first", "kind", "id", "batch") VALUES (2, '', '71.30 with the window open', NULL, 'fill_up', '01ba60d3-43b8-7533-9d11-ccae958c5a0d', NULL);
INSERT INTO search ("rowid", "heading", "body", "rank_first", "kind", "id", "batch") VALUES (4, 'Oil', 'completion maintenance', NULL, 'reminder', '01ba60d3-4b88-744d-a7ff-bc4af415ef4f', NULL);
INSERT INTO search ("rowid", "heading", "body", "rank_first", "kind", "id", "batch") VALUES (6, 'Car 1', 'car active', '1', 'vehicle', '00000000-0000-0000-0000-000000000001', 5);
INSERT INTO search ("rowid", "heading", "body", "rank_first", "kind", "id", "batch") VALUES (7, 'Car 2', 'car active', '1', 'vehicle', '00000000-0000-0000-0000-000000000002', 5);
CREATE VIRTUAL TABLE search_words USING fts5vocab('search', 'row');
CREATE TABLE occurrence (
    n INTEGER NOT NULL, 
    "of" INTEGER NOT NULL, 
    event INTEGER NOT NULL, 
    series INTEGER NOT NULL, 
    clock INTEGER NOT NULL, 
    starts INTEGER NOT NULL, 
    ends INTEGER NOT NULL, 
    long INTEGER NOT NULL, 
    at INTEGER, 
    zone TEXT, 
    PRIMARY KEY (n)
);
CREATE INDEX occurrence_long ON occurrence (starts) WHERE long = 1;
CREATE INDEX occurrence_of ON occurrence ("of");
CREATE INDEX occurrence_short ON occurrence (starts) WHERE long = 0;
CREATE TABLE series (
    n INTEGER NOT NULL, 
    "key" TEXT NOT NULL, 
    recurs INTEGER NOT NULL, 
    dense INTEGER NOT NULL, 
    PRIMARY KEY (n), 
    UNIQUE ("key")
);
CREATE TABLE stale_series (
    "key" TEXT NOT NULL, 
    PRIMARY KEY ("key")
);
CREATE TABLE worked_out (
    one INTEGER NOT NULL, 
    since TEXT NOT NULL, 
    "before" TEXT NOT NULL, 
    PRIMARY KEY (one)
);
CREATE INDEX k_event_series ON k_event (uid, calendar);
CREATE TRIGGER event_added AFTER INSERT ON k_event WHEN NOT EXISTS (SELECT 1 FROM batch WHERE n = NEW.batch AND state = 'open') BEGIN INSERT OR IGNORE INTO stale_series VALUES (CASE WHEN NEW.uid IS NULL OR NEW.calendar IS NULL THEN NEW.space || '//' || NEW.id ELSE NEW.space || '/' || NEW.calendar || '/' || NEW.uid END); END;
CREATE TRIGGER event_changed AFTER UPDATE ON k_event WHEN NEW.space IS NOT OLD.space OR NEW.id IS NOT OLD.id OR NEW.calendar IS NOT OLD.calendar OR NEW.uid IS NOT OLD.uid OR NEW.recurrence IS NOT OLD.recurrence OR NEW.following IS NOT OLD.following OR NEW.times IS NOT OLD.times OR NEW.status IS NOT OLD.status OR NEW.deleted IS NOT OLD.deleted OR NEW.batch IS NOT OLD.batch BEGIN INSERT OR IGNORE INTO stale_series VALUES (CASE WHEN OLD.uid IS NULL OR OLD.calendar IS NULL THEN OLD.space || '//' || OLD.id ELSE OLD.space || '/' || OLD.calendar || '/' || OLD.uid END); INSERT OR IGNORE INTO stale_series VALUES (CASE WHEN NEW.uid IS NULL OR NEW.calendar IS NULL THEN NEW.space || '//' || NEW.id ELSE NEW.space || '/' || NEW.calendar || '/' || NEW.uid END); END;
CREATE TRIGGER event_gone AFTER DELETE ON k_event BEGIN INSERT OR IGNORE INTO stale_series VALUES (CASE WHEN OLD.uid IS NULL OR OLD.calendar IS NULL THEN OLD.space || '//' || OLD.id ELSE OLD.space || '/' || OLD.calendar || '/' || OLD.uid END); END;
CREATE TRIGGER events_shown AFTER UPDATE OF state ON batch WHEN NEW.state = 'done' BEGIN INSERT OR IGNORE INTO stale_series SELECT CASE WHEN uid IS NULL OR calendar IS NULL THEN space || '//' || id ELSE space || '/' || calendar || '/' || uid END FROM k_event WHERE batch = NEW.n; END;
