"""What axe finds on a page, or on a part of it."""

from pathlib import Path

from playwright.sync_api import Page

SOURCE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
CONTRAST = "color-contrast"  # all that a look changes; structure is asked for once
REACHED = "scrollable-region-focusable"  # all that a narrow screen changes

# One line a finding: the rule, then where it applies. Nodes cost axe its time, so what
# need not be asked stands aside meanwhile, with a letter in its place.
RUN = """async ([source, asked, include, aside]) => {
  globalThis.axe ?? (0, eval)(source);
  const away = !aside ? [] : [...document.querySelectorAll(aside)]
    .map((box) => [box, [...box.childNodes]]);
  for (const [box] of away) box.replaceChildren("x");
  const runOnly = Array.isArray(asked) ? asked : { type: "rule", values: [asked] };
  const wanted = { runOnly, resultTypes: ["violations"] };
  const { violations } = await axe.run(include, wanted);
  for (const [box, children] of away) box.replaceChildren(...children);
  return violations.flatMap((v) =>
    v.nodes.map((n) => `${v.id}: ${n.target} ${n.html.slice(0, 120)}`));
}"""


def violations(
    page: Page,
    asked: list[str] | str = STANDARDS,
    include: str = "html",
    aside: str = "",
) -> list[str]:
    """A line per element that breaks a rule.

    Args:
        page: is open, and shows what is asked about.
        asked: a list of standards, or one rule by name.
        include: selects what is looked at.
        aside: selects boxes whose content is not.
    """
    source = SOURCE.read_text(encoding="utf-8")
    return page.evaluate(RUN, [source, asked, include, aside])
