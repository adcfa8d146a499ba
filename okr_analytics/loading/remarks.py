"""What linking has to say, said once for each thing: the first place of it, and in how many rows it was found."""

from okr_analytics.diagnostics import CellRef, Diagnostic, Severity

MOST_OF_A_KIND = 50


class Remarks:
    """Collects diagnostics; the same remark about the same thing counts up instead of being repeated."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, str], tuple[Diagnostic, int]] = {}

    def warn(self, code: str, message: str, advice: str, where: CellRef | None) -> None:
        """Something was not loaded as the person may expect."""
        self._say(Diagnostic(code, Severity.WARNING, message, advice, where))

    def inform(self, code: str, message: str, advice: str, where: CellRef | None) -> None:
        """Something was decided on the person's behalf."""
        self._say(Diagnostic(code, Severity.INFO, message, advice, where))

    def _say(self, diagnostic: Diagnostic) -> None:
        about = (diagnostic.code, diagnostic.message)
        first, count = self._said.get(about, (diagnostic, 0))
        self._said[about] = (first, count + 1)

    def all(self) -> tuple[Diagnostic, ...]:
        """The diagnostics in the order found; of one code at most fifty, the rest as one line that counts them."""
        out: list[Diagnostic] = []
        of_code: dict[str, int] = {}
        left: dict[str, Diagnostic] = {}
        for first, count in self._said.values():
            of_code[first.code] = of_code.get(first.code, 0) + 1
            if of_code[first.code] > MOST_OF_A_KIND:
                left[first.code] = first
            else:
                out.append(_counted(first, count))
        for code, last in left.items():
            more = of_code[code] - MOST_OF_A_KIND
            out.append(Diagnostic(code, last.severity, f"{more} more of the same kind as the {MOST_OF_A_KIND} above."))
        return tuple(out)


def _counted(diagnostic: Diagnostic, count: int) -> Diagnostic:
    if count == 1:
        return diagnostic
    message = f"{diagnostic.message} ({count} rows)"
    return Diagnostic(diagnostic.code, diagnostic.severity, message, diagnostic.advice, diagnostic.where)
