// How sure a share is: as carousel.lab.intervals. No DOM.

const Z2 = 1.959963984540054 ** 2; // 97.5 % of a normal distribution lies below its root

/** Wilson's 95 % interval of a success rate, as two shares. */
export function wilson(successes, trials) {
  const share = successes / trials;
  const z2 = Z2 / trials;
  const middle = share + z2 / 2;
  const spread = Math.sqrt(share * (1 - share) * z2 + (z2 * z2) / 4);
  return [Math.max(0, (middle - spread) / (1 + z2)), Math.min(1, (middle + spread) / (1 + z2))];
}
