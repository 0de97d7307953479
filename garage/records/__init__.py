"""Record kinds: each declared once, as a frozen dataclass; everything else is derived from it."""

from garage.records.agenda import (
    AGENDA,
    Alarm,
    Attendee,
    Calendar,
    Event,
    SharedFeed,
    Subscription,
)
from garage.records.elements import CustomValue, ElementsField, Source
from garage.records.fields import FieldType
from garage.records.papers import Document, Note
from garage.records.registry import (
    Field,
    Kind,
    Record,
    find_kind,
    kind_named,
    kinds,
    register_drafts,
)
from garage.records.running import EXPENSES, Expense, FillUp, InsurancePolicy, Trip, Valuation
from garage.records.stock import Part, StockMovement, TyreEvent, TyreSet
from garage.records.upkeep import (
    WORK_KINDS,
    ChecklistItem,
    Inspection,
    PlanItem,
    Reminder,
    Repair,
    Service,
    Upgrade,
    Work,
    WorkLine,
)
from garage.records.vehicles import (
    ENERGIES,
    CustomFieldDefinition,
    OdometerReading,
    Specification,
    Vehicle,
    VehicleGroup,
)

# The calendar's kinds come last: tables, forms and archives are in the order of registration.
register_drafts(*AGENDA)

__all__ = [
    "ENERGIES", "EXPENSES", "WORK_KINDS", "Alarm", "Attendee", "Calendar", "ChecklistItem",
    "CustomFieldDefinition", "CustomValue", "Document", "ElementsField", "Event", "Expense",
    "Field", "FieldType", "FillUp", "Inspection", "InsurancePolicy", "Kind", "Note",
    "OdometerReading", "Part", "PlanItem", "Record", "Reminder", "Repair", "Service", "SharedFeed",
    "Source", "Specification", "StockMovement", "Subscription", "Trip", "TyreEvent", "TyreSet",
    "Upgrade", "Valuation", "Vehicle", "VehicleGroup", "Work", "WorkLine", "find_kind",
    "kind_named", "kinds",
]  # fmt: skip
