/* Numbers as the browser's language writes them, and what was measured against what is wanted. */

const formats = [0, 1, 2, 3].map(
  (digits) =>
    new Intl.NumberFormat(undefined, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      signDisplay: "negative",
    }),
);
const NOTHING = "–";
const UNITS = {
  deg: "°",
  s: " s",
  "%": " %",
  "% of your best": " % of your best",
  "deg beyond your usual": "° beyond your usual",
};

export const number = (value, digits = 0) => formats[digits].format(value);
export const whole = (value) => number(value);
export const degrees = (value) => (known(value) ? `${whole(value)}°` : NOTHING);
export const seconds = (value) => (known(value) ? `${number(value, 1)} s` : NOTHING);
export const counted = (many, one) => `${whole(many)} ${one}${many === 1 ? "" : "s"}`;

const known = (value) => value !== null && value !== undefined;

/** E.g. "measured 0.4 s, wanted 0.8 s or more". */
export function faultInWords(fault) {
  const measured = `${number(fault.measured, digitsThatShowIt(fault))}${UNITS[fault.unit] ?? ""}`;
  return `measured ${measured}, wanted ${band(fault)}`;
}

function band({ low, high, unit }) {
  const suffix = (UNITS[unit] ?? "").replace(/ (of your best|beyond your usual)$/, "");
  const value = (line) => number(line, fewestDigits(line)) + suffix;
  if (known(low) && high === -low) return `at most ${value(high)} either way`;
  if (known(low) && known(high)) return `${number(low, fewestDigits(low))} to ${value(high)}`;
  return known(low) ? `${value(low)} or more` : `at most ${value(high)}`;
}

function fewestDigits(line) {
  return [0, 1, 2].find((digits) => Math.abs(line - Number(line.toFixed(digits))) < 1e-9) ?? 3;
}

/** As few decimals as show that the value is outside: never "0.8 s, wanted 0.8 s or more". */
function digitsThatShowIt({ measured, low, high, unit }) {
  const usual = unit === "s" ? 1 : 0;
  const shows = (digits) => {
    const value = Number(measured.toFixed(digits));
    return (known(low) && value < low) || (known(high) && value > high);
  };
  return [usual, usual + 1].find(shows) ?? usual + 2;
}
