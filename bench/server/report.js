import { isMissed } from "./results.js";

const nameWidth = 30;
const cellWidth = 10;
const rangeWidth = 16;

/** Prints one row of a workload: a line for each contender, and one for each ratio. */
export function report({ title, unit, contenders, checks }) {
  console.log(`\n${title}, ${unit}`);
  for (const [name, summary] of Object.entries(contenders)) {
    console.log(line(name, summary));
  }
  for (const check of checks) {
    console.log(line(check.name, check) + verdict(check));
  }
}

function line(name, { median, min, max }) {
  const start = `  ${name.padEnd(nameWidth)}`;
  return median === undefined
    ? `${start}${"-".padStart(cellWidth)}`
    : `${start}${figure(median).padStart(cellWidth)}   ${`${figure(min)} to ${figure(max)}`.padEnd(rangeWidth)}`;
}

function verdict(check) {
  const { median, target } = check;
  if (target === undefined || median === undefined) {
    return "";
  }
  return isMissed(check) ? `  MISSED, at most ${target} is wanted` : `  ok, at most ${target}`;
}

function figure(value) {
  return value.toFixed(value < 100 ? 2 : 0);
}
