"""When things happen: months, weekdays, hours, and five years of Istanbul local time (UTC+3 all year)."""

from datetime import date, datetime, timedelta

from plane import total

FIRST, LAST = date(2021, 1, 1), date(2025, 12, 31)


def _table(text):
    """{name: [weights]} from lines `name: weight weight …`."""
    rows = (line.split(": ") for line in text.strip().splitlines())
    return {name: [float(weight) for weight in weights.split()] for name, weights in rows}


# January to December.
MONTHS = _table("""
even: 1 1 1 1 1 1 1 1 1 1 1 1
winter: 3 2.6 1.7 0.7 0.3 0.2 0.2 0.2 0.3 0.7 1.8 2.8
mild winter: 1.5 1.4 1.2 1 0.8 0.8 0.9 0.9 0.8 0.9 1.2 1.5
summer: 0.05 0.05 0.1 0.3 1 2.6 3.6 3.4 2.2 0.8 0.2 0.05
warm: 0.6 0.6 0.7 0.9 1.1 1.4 1.6 1.6 1.3 1 0.7 0.6
rain: 1.6 1.5 1.9 1.7 1.1 0.3 0.1 0.1 0.3 0.9 1.5 1.8
campaign: 0.7 0.7 0.8 0.8 0.7 0.6 0.5 0.6 3.4 2.8 0.9 0.6
""")

# Monday to Sunday.
WEEK = _table("""
even: 1 1 1 1 1 1 1
working: 1.1 1.1 1 1 1 0.7 0.25
weekend: 0.9 0.9 0.9 0.95 1.05 1.3 1.35
monday: 1.6 1.2 1 1 1 0.8 0.5
office: 1.2 1.1 1 1 0.9 0 0
""")

# Hours 0 to 23.
HOURS = _table("""
evening: 2 1.5 1 0.8 0.7 0.8 1.2 2 2 2 2.2 2.5 3 3 3 3.2 3.6 4.5 5.5 6 6 5 4 3
stove: 2 1 0.8 0.6 0.6 1 3 4 2.5 1.5 1.2 1 1 1 1.2 2 4 6.5 8 8 7 5 4 3
afternoon: 0.4 0.3 0.2 0.2 0.2 0.3 0.6 1 1.5 2.4 3.5 5 6.5 8 8.5 8 7 5.5 4 2.5 1.5 1 0.8 0.6
work: 0.6 0.5 0.5 0.4 0.4 0.5 1 2 4 5 5.5 5 4 5 5.5 5 4.5 3.5 2 1.5 1 1 0.8 0.7
day: 0.1 0.1 0 0 0 0.1 0.6 2 5 7 7.5 6.5 5 5 5 4.5 4 3.5 3 2.5 1.8 1.2 0.6 0.3
office: 0 0 0 0 0 0 0 0 0 5 7 6 1.5 5 5.5 4.5 1.5 0 0 0 0 0 0 0
life: 2.2 1.6 1.3 1 1 1.2 1.8 2.8 3.6 4 4.2 4.3 4.4 4.4 4.3 4.4 4.8 5.4 5.8 5.6 5.2 4.6 3.8 3
""")


def moment(rng, months, week, hours, growth=0.05):
    """A datetime in the five years; `growth` is the yearly rise."""
    month, weekday, hour = MONTHS[months], WEEK[week], HOURS[hours]
    days = (LAST - FIRST).days + 1
    top = max(month) * max(weekday) * (1 + 5 * growth)
    while True:
        day = FIRST + timedelta(days=int(rng.random() * days))
        trend = 1 + growth * ((day - FIRST).days / 365.25)
        if rng.random() * top < month[day.month - 1] * weekday[day.weekday()] * trend:
            break
    rest = rng.random() * total(hour)
    chosen = 0
    for chosen, weight in enumerate(hour):
        rest -= weight
        if rest < 0:
            break
    return datetime(day.year, day.month, day.day, chosen, int(rng.random() * 60))


def some_day(rng, first, last):
    return first + timedelta(days=int(rng.random() * ((last - first).days + 1)))


class Spacing:
    """Keeps made-up events from being accidental duplicates of each other: so near, so soon."""

    def __init__(self, meters, minutes):
        self.meters, self.span = meters, timedelta(minutes=minutes)
        self.by_day = {}

    def admits(self, when, x, y):
        for day in (when.date() - timedelta(days=1), when.date(), when.date() + timedelta(days=1)):
            for other, ox, oy in self.by_day.get(day, []):
                if abs(other - when) <= self.span and (ox - x) ** 2 + (oy - y) ** 2 <= self.meters**2:
                    return False
        self.by_day.setdefault(when.date(), []).append((when, x, y))
        return True
