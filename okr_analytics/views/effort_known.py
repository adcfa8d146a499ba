"""How the conversation of each effort line is known, and which words of the sheets nobody has given one yet."""

import pandas as pd

from okr_analytics import numbers
from okr_analytics.document import Block, Column, Note, Section, Table
from okr_analytics.views.question import Question

# In the order in which they are asked; the first that knows decides.
SOURCES = {
    "destination": "The key result it is booked on was accepted as something else",
    "sheet": "The sheet says it",
    "category": "The sheet's own word, by your words for effort or the product's",
    "item": "What it is linked to: a key result or initiative is growth, a KPI business as usual, a project improvement",
    "unknown": "Nothing says it",
}
_MOST_WORDS = 50


def section(question: Question) -> Section:
    """The rules in their order with how much effort each decides, then the words that are still unknown."""
    frame = question.rows("effort_entry")
    amounts = pd.to_numeric(frame["actual_amount"]).fillna(0.0).astype(float)
    by_source = amounts.groupby(frame["conversation_source"]).sum()
    total = float(by_source.sum())
    rules = pd.DataFrame(
        [
            {
                "rule": words,
                "lines": int((frame["conversation_source"] == name).sum()),
                "share": float(by_source.get(name, 0.0)) / total if total else None,
            }
            for name, words in SOURCES.items()
        ]
    )
    columns = (
        Column("rule", "How the conversation is known, the first that knows decides"),
        Column("lines", "Lines", "count"),
        Column("share", "Of actual effort", "percent"),
    )
    blocks: list[Block] = [Table(columns, rules[rules["lines"] > 0])]
    words = unknown_words(frame)
    if len(words):
        told = (
            Column("word", "Word in the sheet"),
            Column("lines", "Lines", "count"),
            Column("actual", "Actual", "number"),
        )
        blocks.append(Table(told, words.head(_MOST_WORDS), "Words that have no conversation yet"))
        blocks.append(
            Note(
                f"{numbers.counted(len(words), 'word')} of the sheets {'has' if len(words) == 1 else 'have'} no conversation.",
                "unknown",
                "Give them one in Settings, under “Our words for effort”: the split follows at once.",
            )
        )
    return Section("known", "How it is known", tuple(blocks), detail=True)


def unknown_words(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per word of the lines of unknown conversation, the most effort first: `word`, `lines`, `actual`.

    The word is the line's category, else its item; lines without both are left out.
    """
    unknown = frame[frame["conversation"] == "unknown"]
    told = unknown.assign(
        word=unknown["category"].fillna(unknown["item"]),
        actual=pd.to_numeric(unknown["actual"]).fillna(0.0).astype(float),
    ).dropna(subset=["word"])
    grouped = told.groupby("word").agg(lines=("word", "size"), actual=("actual", "sum")).reset_index()
    return grouped.sort_values(["actual", "word"], ascending=[False, True]).reset_index(drop=True)
