"""A figure for a room: the same chart with larger letters and more height, to be read from the last row."""

from okr_analytics.charts.families.pen import Json


def enlarged(figure: Json, by: float) -> Json:
    """The figure with every font and its height multiplied; numbers and colours stay as they are."""
    layout = _larger(figure["layout"], by)
    layout["height"] = round(float(layout.get("height", 320)) * (1 + (by - 1) / 2))
    return {"data": [_larger(trace, by) for trace in figure["data"]], "layout": layout}


def _larger(part: Json, by: float) -> Json:
    return {name: _of(name, value, by) for name, value in part.items()}


def _of(name: str, value: object, by: float) -> object:
    if isinstance(value, dict):
        if name.endswith("font") and isinstance(value.get("size"), int | float):
            return {**value, "size": round(value["size"] * by)}
        return _larger(value, by)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [_larger(one, by) for one in value]
    return value
