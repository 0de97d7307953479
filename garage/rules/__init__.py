"""The rules of a garage: economy, due dates, costs, value, tyres, stock, and what to ask about."""

from garage.rules.cautions import Caution, cautions
from garage.rules.costs import Costs, PerDistance, costs
from garage.rules.depreciation import Convert, ValueCurve, Worth, value_curve
from garage.rules.due import Due, Usage, due_list, due_status
from garage.rules.economy import Average, Economy, Point, average, economies
from garage.rules.figures import distance_unit, economy_unit, figure
from garage.rules.intervals import FillRow, Interval
from garage.rules.odometer import (
    Backwards,
    Reading,
    Timeline,
    hours_timeline,
    odometer_timeline,
    timeline,
    true_distance,
)
from garage.rules.pace import Pace, pace, projected_date
from garage.rules.recurrence import completion, next_occurrence, occurrences, recurs
from garage.rules.spending import GROUP_OF, GROUPS, Spending, Spent, spending
from garage.rules.stock import Stock, stock
from garage.rules.tyres import Span, TyreState, Wear, parse_dot, tyre_states
from garage.rules.windows import EVER, Month, Window, months_between

__all__ = [
    "EVER", "GROUPS", "GROUP_OF", "Average", "Backwards", "Caution", "Convert", "Costs", "Due",
    "Economy", "FillRow", "Interval", "Month", "Pace", "PerDistance", "Point", "Reading", "Span",
    "Spending", "Spent", "Stock", "Timeline", "TyreState", "Usage", "ValueCurve", "Wear", "Window",
    "Worth", "average", "cautions", "completion", "costs", "distance_unit", "due_list",
    "due_status", "economies", "economy_unit", "figure", "hours_timeline", "months_between",
    "next_occurrence", "occurrences", "odometer_timeline", "pace", "parse_dot", "projected_date",
    "recurs", "spending", "stock", "timeline", "true_distance", "tyre_states", "value_curve",
]  # fmt: skip
