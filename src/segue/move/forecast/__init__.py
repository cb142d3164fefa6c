"""How long a move takes and what it waits for, worked out from rates that were measured."""

from segue.move.forecast.gains import Gain, gains
from segue.move.forecast.kept import forecast_path, keep_forecast, kept_forecast
from segue.move.forecast.measured import Forecast, MeasuredRehearsal, MeasuredTable, forecast
from segue.move.forecast.model import (
    BuildWork,
    Conditions,
    Line,
    Prediction,
    TableWork,
    Workload,
    predict,
)

__all__ = [
    "BuildWork",
    "Conditions",
    "Forecast",
    "Gain",
    "Line",
    "MeasuredRehearsal",
    "MeasuredTable",
    "Prediction",
    "TableWork",
    "Workload",
    "forecast",
    "forecast_path",
    "gains",
    "keep_forecast",
    "kept_forecast",
    "predict",
]
