// The view of faulty.py, written as a page's classic script.
{
  const {
    figure: { figure },
    plot: Plot,
  } = globalThis.carouselPage.shared;
  const leaks = [];
  const compute = ({ amount }, { fault }) => {
    const twice = fault === "nan" && amount === 10 ? Number.NaN : 2 * amount;
    if (fault === "leak") {
      leaks.push(() => amount);
      addEventListener("resize", leaks.at(-1));
    }
    if (fault === "noisy" && amount > 9) console.error("the amount is large");
    return { twice, fault };
  };
  const view = {
    title: "Twice a number",
    presets: [{ label: "three", state: { amount: 3 } }],
    compute,
    picture: ({ amount, loud }, { twice, fault }, { width }) =>
      Plot.plot({
        width,
        height: 120,
        x: { domain: [0, 20], axis: null },
        marks:
          fault === "blank" && amount === 0
            ? []
            : [
                Plot.axisX({ ticks: 3, label: "twice the amount" }),
                Plot.dot([fault === "frozen" ? 1 : twice], {
                  x: (value) => value || 0,
                  r: 8,
                  fill: loud ? "var(--cx-f)" : "none",
                  stroke: "var(--cx-f)",
                }),
              ],
      }),
    sentence: ({ amount, loud }, { twice, fault }) =>
      fault === "mute"
        ? "Twice a number is more than the number."
        : `Twice ${amount.toFixed(2)} is ${twice.toFixed(2)}${loud ? ", loudly" : ""}.`,
    table: ({ amount, loud }, { twice, fault }) => ({
      head: ["what", "value"],
      rows: [
        ["amount", amount.toFixed(2)],
        ["twice", (fault === "wrong" ? 1.02 * twice : twice).toFixed(2)],
        ["loud", String(loud)],
      ],
    }),
  };
  globalThis.carouselPage.register("faulty", { render: (host) => figure(host, () => view) });
}
