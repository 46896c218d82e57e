// What a page's article consists of, by height, as a reader sees it.
() => {
  const article = document.querySelector("article.bd-article");
  const shown = (e) => e.checkVisibility({ contentVisibilityAuto: false }) && e.getBoundingClientRect().height > 0;
  const KINDS = [
    ["heading", "h1, h2, h3, h4"],
    ["bars", "details.hide > summary"],
    ["claims", ".tag_claim .cell_input"],
    ["code", ".cell_input, div.highlight"],
    ["live", "figure.carousel-explorable:not([data-explorable=predict])"],
    ["predict", "figure.carousel-explorable"],
    ["quiz", ".cx-quiz"],
    ["picture", ".cx-strip"],
    ["verdicts", ".cx-line, .cx-votes, .cx-board, .cx-case summary, .cx-case p"],
    ["picture", "figure, img, svg"],
    ["outputs", ".output:is(.text_plain, .stream)"],
    ["equations", "div.math"],
    ["boxes", ".admonition:not(.hide)"],
    ["tables", ".pst-scrollable-table-container, table"],
    ["prose", "p, ul, ol, dl, blockquote"],
    ["other", "fieldset"],
  ];
  // A trial is looked at as it is left: with its evidence open.
  for (const evidence of article.querySelectorAll(".cx-evidence")) evidence.setAttribute("open", "");
  const found = [];
  const walk = (node) => {
    for (const child of node.children) {
      if (!shown(child) || child.matches("script, style, .cx-under")) continue;
      const kind = KINDS.find(([, selector]) => child.matches(selector));
      if (kind) found.push([kind[0], child.getBoundingClientRect().top + scrollY, child]);
      else walk(child);
    }
  };
  walk(article);
  const { top, bottom } = article.getBoundingClientRect();
  const [start, end] = [top + scrollY, bottom + scrollY];
  const heights = {};
  const seen = []; // where pictures and live figures begin and end
  found.forEach(([kind, from, element], n) => {
    const to = found[n + 1]?.[1] ?? end;
    heights[kind] = (heights[kind] ?? 0) + to - from;
    if (kind === "picture" || kind === "live") seen.push([from, element.getBoundingClientRect().bottom + scrollY]);
  });
  const cut = found
    .filter(([kind]) => kind === "code" || kind === "claims")
    .flatMap(([, , element]) =>
      [...element.querySelectorAll("pre")]
        .filter((pre) => pre.scrollWidth > pre.clientWidth + 1)
        .map((pre) => pre.textContent.slice(0, 60)),
    );
  const edges = [[start, start], ...seen, [end, end]];
  const gaps = seen.map(([from], n) => from - edges[n][1]).concat(end - edges.at(-2)[1]);
  return { height: end - start, heights, cut, first: seen.length ? seen[0][0] - start : null, gap: Math.max(...gaps) };
};
