"""The record of everything that was decided: numbered events, appended durably, and the raw files they speak of."""
