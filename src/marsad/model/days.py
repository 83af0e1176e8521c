"""Days: the day that a moment belongs to, and days, stretches and months in words; the same in every locale."""

from datetime import UTC, date, datetime, timedelta

_HALF_DAY = timedelta(hours=12)
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def say_day(day: date) -> str:
    """A day: "20 May 2018", the same in every locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_days(first: date, last: date) -> str:
    """A stretch of days without repeating what both ends share: "14 to 20 May 2018"."""
    if first == last:
        return say_day(first)
    if first.year != last.year:
        return f"{say_day(first)} to {say_day(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} to {say_day(last)}"
    return f"{first.day} to {say_day(last)}"


def day_near(moment: datetime) -> date:
    """The day whose own midnight is the nearest: a day may begin at 21:00 UTC."""
    return (moment.astimezone(UTC) + _HALF_DAY).date()


def say_whole(first: date, last: date) -> str | None:
    """A whole month or year by its name, or None where the days are not one."""
    after = last + timedelta(days=1)
    if first.day != 1 or after.day != 1:
        return None
    if (first.month, after.month, after.year) == (1, 1, first.year + 1):
        return str(first.year)
    same = (after.year * 12 + after.month) - (first.year * 12 + first.month) == 1
    return f"{MONTHS[first.month - 1]} {first.year}" if same else None
