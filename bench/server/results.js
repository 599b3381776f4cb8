const comparisons = {
  ws: ["sockeye-ws", "socketio-ws"],
  net: ["sockeye-ws", "floor-net"],
  uws: ["sockeye-uws", "socketio-uws"],
};

/** What the rounds of a workload say for one of its rows: medians, ratios that are medians of ratios, and verdicts. */
export function resultOf({ key, title, unit, targets, limit }, rounds) {
  const contenders = {};
  for (const contender of Object.keys(rounds[0])) {
    const values = rounds.map((figures) => figures[contender][key]);
    contenders[contender] = summary(values);
  }
  const checks = [
    ...Object.entries(comparisons).map(([name, pair]) => comparison(pair, targets[name], contenders)),
    ...ownLimits(limit, contenders),
  ];
  return { title, unit, contenders, checks };
}

/** A check that has a target, was measured, and is above it. */
export function isMissed({ median, target }) {
  return target !== undefined && median !== undefined && !(median <= target);
}

function comparison([ours, theirs], target, contenders) {
  const [own, others] = [contenders[ours], contenders[theirs]];
  const isMeasured = own !== undefined && others !== undefined;
  const ratios = isMeasured ? summary(own.values.map((value, round) => value / others.values[round])) : {};
  return { name: `${ours} / ${theirs}`, ...ratios, target };
}

function ownLimits(limit, contenders) {
  if (limit === undefined) {
    return [];
  }
  return Object.keys(contenders)
    .filter((contender) => contender.startsWith("sockeye"))
    .map((contender) => ({ name: contender, ...contenders[contender], target: limit }));
}

function summary(values) {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values), values };
}

function median(values) {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
