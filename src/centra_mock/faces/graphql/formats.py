"""How the GraphQL Integration API writes dates, money and weight.

Sources: 04.guides/03.pim-gql-integration (timestamps such as ``2021-12-31T13:44:23+0100``, amounts such as
``1 000.00 SEK``, weights such as ``1.000 kg``) and 05.api-references/05.graphql-integration-api/04.examples
(``format:`` takes a PHP date pattern, delivery windows print midnight with a colon in the offset).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

__all__ = ["format_date", "format_money", "format_weight", "local_midnight", "read_day", "read_moment", "store_time"]

DEFAULT_PATTERN = r"Y-m-d\TH:i:sO"
WINDOW_PATTERN = r"Y-m-d\TH:i:sP"

_LETTERS: dict[str, Callable[[datetime], str]] = {
    "Y": lambda at: f"{at.year:04d}",
    "y": lambda at: f"{at.year % 100:02d}",
    "m": lambda at: f"{at.month:02d}",
    "n": lambda at: str(at.month),
    "M": lambda at: at.strftime("%b"),
    "F": lambda at: at.strftime("%B"),
    "d": lambda at: f"{at.day:02d}",
    "j": lambda at: str(at.day),
    "D": lambda at: at.strftime("%a"),
    "l": lambda at: at.strftime("%A"),
    "N": lambda at: str(at.isoweekday()),
    "z": lambda at: str(at.timetuple().tm_yday - 1),
    "W": lambda at: f"{at.isocalendar().week:02d}",
    "H": lambda at: f"{at.hour:02d}",
    "G": lambda at: str(at.hour),
    "h": lambda at: f"{at.hour % 12 or 12:02d}",
    "g": lambda at: str(at.hour % 12 or 12),
    "A": lambda at: "AM" if at.hour < 12 else "PM",
    "a": lambda at: "am" if at.hour < 12 else "pm",
    "i": lambda at: f"{at.minute:02d}",
    "s": lambda at: f"{at.second:02d}",
    "U": lambda at: str(int(at.timestamp())),
    "O": lambda at: _offset(at, ""),
    "P": lambda at: _offset(at, ":"),
    "T": lambda at: _offset(at, ":"),
    "c": lambda at: format_date(at, WINDOW_PATTERN),
}


def format_date(at: datetime, pattern: str | None = None) -> str:
    """A timestamp by a PHP date pattern; without one, ISO 8601 with an offset lacking the colon.

    >>> format_date(datetime(2022, 8, 1, 9, 5, tzinfo=timezone.utc), "d/m H:i")
    '01/08 09:05'
    """
    text: list[str] = []
    escaped = False
    for letter in DEFAULT_PATTERN if pattern is None else pattern:
        if escaped:
            text.append(letter)
            escaped = False
        elif letter == "\\":
            escaped = True
        else:
            write = _LETTERS.get(letter)
            text.append(write(at) if write else letter)
    return "".join(text)


def format_money(value: Decimal, currency_code: str) -> str:
    """An amount with two decimals, a blank between thousands and the currency code at the end.

    >>> format_money(Decimal(1000), "SEK")
    '1 000.00 SEK'
    """
    return f"{value:,.2f} {currency_code}".replace(",", " ")


def format_weight(value: Decimal, unit: str) -> str:
    """A weight with three decimals and its unit.

    >>> format_weight(Decimal(1), "kg")
    '1.000 kg'
    """
    return f"{value:.3f} {unit}"


def read_moment(text: str) -> datetime | None:
    """A moment from ``YYYY-MM-DD hh:mm:ss``, ISO 8601 or a bare date, aware; ``None`` when it is none of them."""
    written = text.strip()
    if len(written) > 40:
        return None
    for pattern in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S%z"):
        try:
            at = datetime.strptime(written, pattern)
        except ValueError:
            continue
        if not 2 <= at.year <= 9998:  # so that no change of zone leaves the calendar
            return None
        return at if at.tzinfo else at.replace(tzinfo=timezone(_summer_offset(at.date())))
    return None


def read_day(text: str) -> date | None:
    """The day that a date input names, ``None`` when it names none."""
    at = read_moment(text)
    return at.date() if at else None


def store_time(at: datetime) -> datetime:
    """An aware moment as the store's clock shows it, without a zone."""
    return at.astimezone(timezone(_summer_offset(at.date()))).replace(tzinfo=None)


def local_midnight(day: date) -> datetime:
    """Midnight of a day as central European time writes it: ``+02:00`` in summer, ``+01:00`` in winter."""
    return datetime(day.year, day.month, day.day, tzinfo=timezone(_summer_offset(day)))


def _summer_offset(day: date) -> timedelta:
    starts, ends = _last_sunday(day.year, 3), _last_sunday(day.year, 10)
    # Midnight of the first day of summer time is still winter time; midnight of the last one is summer time.
    return timedelta(hours=2 if starts < day <= ends else 1)


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def _offset(at: datetime, between: str) -> str:
    minutes = int((at.utcoffset() or timedelta()).total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"{sign}{hours:02d}{between}{rest:02d}"
