"""Draws least-included-first.svg: three plans compared group by group, the lowest first.

python docs/images/least_included_first.py
"""

from __future__ import annotations

from html import escape
from pathlib import Path

RATES = {
    "A": {"Interpreter": 31.5, "A ride": 47.3, "Nights": 58.2, "Childcare": 71.0},
    "B": {"A ride": 45.1, "Interpreter": 45.9, "Nights": 52.3, "Childcare": 63.7},
    "C": {"Interpreter": 44.3, "A ride": 46.8, "Nights": 50.6, "Childcare": 66.5},
}
"""Invented rates out of 100."""
FLOORS = {group: rate / 2 for group, rate in RATES["A"].items()}
"""Half of what plan A gives, as where nothing was voted."""
OUT_AFTER = {"A": 0, "B": 1}
"""The look in which a plan drops out."""
LOOKS = (
    ("1. The lowest group", "A is out. B and C tie."),
    ("2. The second lowest", "B is out. C is chosen."),
    ("3. The third lowest", "Not needed any more."),
    ("4. The highest", "Not needed any more."),
)
STEP = 2

UNIT = 2.1
"""Width of 1 out of 100."""
LEFT, TOP, COLUMN, ROW, BAR = 208, 62, 238, 68, 20
WIDTH, HEIGHT = LEFT + 3 * COLUMN, TOP + 4 * ROW + 42

STYLE = """
text { font: 15px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1c1c1c }
.plan { font-size: 19px; font-weight: 700 }
.strong { font-weight: 700 }
.end { text-anchor: end }
.steps { fill: #4f7cac }
.faded .steps { fill: #b4bfca }
.faded text, .quiet { fill: #595959 }
.rest { fill: #fff; stroke: #1c1c1c }
.faded .rest { stroke: #8c99a8 }
.whole { fill: none; stroke: #bbb }
.floor { stroke: #000; stroke-width: 3 }
.halo { stroke: #fff; stroke-width: 7 }
.line { stroke: #bbb }
.chosen { fill: none; stroke: #2f4b6e; stroke-width: 3 }
"""


def main() -> None:
    Path(__file__).with_name("least-included-first.svg").write_text(picture(), encoding="utf-8")


def picture() -> str:
    parts = [text(14, 36, "Compare three plans", "strong")]
    for row, look in enumerate(LOOKS):
        y = TOP + row * ROW
        parts.append(f'<path class="line" d="M14 {y - 8}H{WIDTH - 14}"/>')
        parts.append(text(14, y + 20, look[0], "strong" if row < 2 else "quiet"))
        parts.append(text(14, y + 44, look[1], "" if row < 2 else "quiet"))
    for number, plan in enumerate(RATES):
        parts += column(plan, LEFT + number * COLUMN)
    parts += legend(HEIGHT - 24)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{ALT}">\n<style>{STYLE}</style>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


ALT = (
    "Plan A falls out first: its lowest group stands at 30 and those of plans B and C at 44. "
    "Plan B falls out next: its second lowest stands at 44 and that of plan C at 46."
)


def column(plan: str, x: int) -> list[str]:
    """One plan: its groups from the lowest to the highest, faded from where it no longer counts."""
    lasts = OUT_AFTER.get(plan, 1)
    parts = [text(x, 36, f"Plan {plan}", "plan")]
    for row, (group, rate) in enumerate(sorted(RATES[plan].items(), key=lambda item: steps(item[1]))):
        y = TOP + row * ROW
        note = "out" if OUT_AFTER.get(plan) == row else "chosen" if row == 1 and plan == "C" else ""
        body = [
            text(x, y + 20, group),
            text(x + 182, y + 20, f"{rate:g} →", "end"),
            text(x + 210, y + 20, str(steps(rate) * STEP), "end strong"),
            *bar(x, y + 30, rate, FLOORS[group]),
            text(x + 203, y + 45, note, "end strong"),
        ]
        look = "" if row <= lasts else ' class="faded"'
        parts.append(f"<g{look}>{''.join(body)}</g>")
    if plan not in OUT_AFTER:
        size = f'width="{COLUMN - 6}" height="{HEIGHT - 54}"'
        parts.append(f'<rect class="chosen" x="{x - 12}" y="10" {size} rx="8"/>')
    return parts


def bar(x: float, y: float, rate: float, floor: float) -> list[str]:
    """A block a whole step, an empty box for what is left of one, a line for the floor."""
    width, whole, mark = STEP * UNIT, steps(rate), x + floor * UNIT
    block = f"h{width - 1:.1f}v{BAR}h-{width - 1:.1f}z"
    blocks = "".join(f"M{x + n * width:.1f} {y}{block}" for n in range(whole))
    at, over = x + whole * width, (rate - whole * STEP) * UNIT
    return [
        f'<rect class="whole" x="{x}" y="{y + 0.5}" width="{100 * UNIT:.0f}" height="{BAR - 1}"/>',
        f'<path class="steps" d="{blocks}"/>',
        f'<rect class="rest" x="{at:.1f}" y="{y + 0.5}" width="{over:.1f}" height="{BAR - 1}"/>',
        f'<path class="halo" d="M{mark:.1f} {y}v{BAR}"/>',
        f'<path class="floor" d="M{mark:.1f} {y - 5}v{BAR + 10}"/>',
    ]


def legend(y: float) -> list[str]:
    return [
        f'<path class="steps" d="M{LEFT} {y - 13}h8v16h-8z"/>',
        text(LEFT + 16, y, "a whole step (2)"),
        f'<rect class="rest" x="{LEFT + 168}" y="{y - 12.5}" width="7" height="15"/>',
        text(LEFT + 184, y, "less than a step: does not count"),
        f'<path class="floor" d="M{LEFT + 446} {y - 15}v20"/>',
        text(LEFT + 456, y, "the floor of the group"),
    ]


def steps(rate: float) -> int:
    return int(rate / STEP)


def text(x: float, y: float, words: str, name: str = "") -> str:
    kind = f' class="{name}"' if name else ""
    return f'<text x="{x:g}" y="{y:g}"{kind}>{escape(words)}</text>' if words else ""


if __name__ == "__main__":
    main()
