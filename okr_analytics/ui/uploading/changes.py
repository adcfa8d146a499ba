"""What confirming would change: new, changed (old → new), gone; what is probably renamed, for the person to decide."""

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from okr_analytics import texts
from okr_analytics.loading import Preview, Renaming, Workspace
from okr_analytics.ui import session
from okr_analytics.ui.text import plain

NOTHING = (
    "Nothing on the pages would change: what the file says is stored already, or it refers to something that isn't loaded "
    "yet (“What is wrong” names it)."
)
_WORDS = {"new": "New", "changed": "Changed", "gone": "Not in the file"}


def counts(shown: Preview) -> str:
    """ "12 new, 3 changed, 0 gone"."""
    return ", ".join(f"{shown.diff.count(what)} {what}" for what in ("new", "changed", "gone"))


def open_renames(shown: Preview) -> list[Renaming]:
    """The likely renames that nobody has decided in this session."""
    refused = st.session_state.setdefault("no_renames", set())
    return [offer for offer in shown.diff.renamed if (offer.kind, offer.old_key, offer.new_key) not in refused]


def renames(workspace: Workspace, shown: Preview, key: str) -> None:
    """The likely renames, each to be decided."""
    offers = open_renames(shown)
    if not offers:
        return
    with st.container(border=True, key=f"renames-{key}"):
        st.markdown("**The same item under another name?** Its history goes on if it is; else it is a new item.")
        for number, offer in enumerate(offers[:5]):
            kind = texts.word(texts.KINDS, offer.kind)
            st.markdown(plain(f"{kind}: “{offer.old}” → “{offer.new}” ({offer.likeness:.0%} alike)"))
            row = st.container(horizontal=True)
            row.button(
                "Yes, the same item",
                key=f"rename-{key}-{number}",
                on_click=_rename,
                args=(workspace, offer),
            )
            row.button("No, a new one", key=f"new-{key}-{number}", on_click=_refuse, args=(offer,))


def _rename(workspace: Workspace, offer: Renaming) -> None:
    workspace.rename(offer.kind, offer.new_key, offer.old_key, session.actor())


def _refuse(offer: Renaming) -> None:
    st.session_state["no_renames"].add((offer.kind, offer.old_key, offer.new_key))


def show(shown: Preview, key: str) -> None:
    """The differences by kind, then one line for each field that differs."""
    diff = shown.diff
    found = [(what, kinds) for what in _WORDS if (kinds := diff.counts.get(what)) and sum(kinds.values())]
    if not found:
        st.caption(NOTHING)
        return
    st.markdown("  \n".join(f"**{_WORDS[what]}:** {plain(texts.counted(kinds))}" for what, kinds in found))
    rows = [
        {
            "change": _WORDS[what],
            "kind": texts.word(texts.KINDS, item.kind),
            "item": item.label,
            "field": texts.field_label(name) if name else "",
            "before": _said(old),
            "after": _said(new),
            "cell": item.where,
        }
        for what, items in (("changed", diff.changed), ("gone", diff.gone), ("new", diff.new))
        for item in items
        for name, (old, new) in (item.fields or {"": (None, None)}).items()
    ]
    config: dict[str, Any] = {
        "change": "Change",
        "kind": "Kind",
        "item": st.column_config.TextColumn("Item", width="large"),
        "field": "Field",
        "before": "Before",
        "after": "After",
        "cell": "Cell",
    }
    height = min(38 + 35 * len(rows), 420)
    st.dataframe(pd.DataFrame(rows), hide_index=True, key=f"diff-{key}", height=height, column_config=config)
    if diff.count("gone"):
        st.caption(
            "Not in the file: stored for the same unit and period, but absent here. It stays, unless the mode is "
            "“Replace what the file covers” (effort is replaced by default)."
        )


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    return f"{float(value):g}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
