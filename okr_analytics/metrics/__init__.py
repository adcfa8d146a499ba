"""Every metric in one catalogue, evaluated over views of one grain; progress, status, forecasts as pure functions."""
