const columnWidth = 12;

/** Prints a row for each measure, and tells whether all targets are met; one that was not measured is not met. */
export function report(rows) {
  console.log(`\n${line(["", "ours", "official", "floor", "official/ours", "ours/floor"])}`);
  const verdicts = rows.map(reportRow);
  return verdicts.every((isOk) => isOk);
}

function reportRow({ name, unit, target, rounds }) {
  const inUnit = (figure) => cell(medianOf(rounds, figure), ` ${unit}`);
  const ratio = medianOf(rounds, ({ ours, official }) => official / ours);
  const cells = [
    inUnit(({ ours }) => ours),
    inUnit(({ official }) => official),
    inUnit(({ floor }) => floor),
    cell(ratio),
    cell(medianOf(rounds, ({ ours, floor }) => ours / floor)),
  ];
  const isOk = target === undefined || ratio >= target;
  console.log(`${line([name, ...cells])}${verdict(target, isOk)}`);
  return isOk;
}

function line([name, ...cells]) {
  return name.padEnd(24) + cells.map((cell) => cell.padStart(columnWidth + 2)).join("");
}

function verdict(target, isOk) {
  if (target === undefined) {
    return "";
  }
  return isOk ? `  ok, at least ${target}` : `  MISSED, at least ${target} is wanted`;
}

function cell(value, unit = "") {
  return value === undefined ? "-" : `${value.toFixed(2)}${unit}`;
}

/** The median over the rounds that have the figure; undefined when none has, as with a client that is not built. */
function medianOf(rounds, figure) {
  const sorted = rounds
    .map(figure)
    .filter(Number.isFinite)
    .toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)];
}
