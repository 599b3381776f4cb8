// How much the codec costs beside bare JSON: CPU time of encode and decode over that of JSON.stringify and
// JSON.parse. Run it with `npm run bench:codec`; it fails when a case is over the target.
//
// To be robust beside other processes and honest to the optimiser: process CPU time instead of the clock; every case
// is warm before the first is measured, so none is fast because the codec has seen nothing else yet; then many short
// rounds over all cases, bare and ours in turn, and the median of the rounds' ratios.
import {
  defaultLimits,
  isTextMessage,
  socketCodecV4,
  socketCodecV5,
  textMessagePrefix,
  textMessageStart,
} from "@sockeye/protocol";

const warmUpRounds = 20;
const rounds = 101;
const roundMs = 3;
const targetRatio = 1.15;

// Keeps the results alive, so that no call can be optimised away.
const kept = { result: undefined };

const payloads = {
  "32-byte event": ["message", "0123456789abcdefgh"],
  "small object": ["welcome", { id: 17, name: "Ada", tags: ["admin", "staff"], active: true, score: 12.5 }],
  "200-row array": ["rows", Array.from({ length: 200 }, (_, index) => row(index))],
};

const revisions = {
  "EIO=3": { socket: socketCodecV4 },
  "EIO=4": { socket: socketCodecV5 },
};

const cases = Object.entries(payloads).flatMap(([payload, data]) =>
  Object.entries(revisions).flatMap(([revision, codec]) => casesOf(payload, data, revision, codec)),
);

for (let round = 0; round < warmUpRounds + rounds; round += 1) {
  for (const one of cases) {
    const measured = measure(one, round);
    if (round >= warmUpRounds) {
      one.rounds.push(measured);
    }
  }
}
const isWithinTarget = cases.map(report).every((isOk) => isOk);
process.exitCode = isWithinTarget ? 0 : 1;

function row(index) {
  return {
    id: index,
    name: `user ${index}`,
    email: `user${index}@example.com`,
    score: index * 1.5,
    tags: ["a", "b"],
  };
}

function casesOf(payload, data, revision, codec) {
  const json = JSON.stringify(data);
  const frame = asReceived(encode(codec, data));
  const iterations = Math.ceil((roundMs * 1_000_000) / (json.length * 5));
  const encoding = { bare: () => JSON.stringify(data), ours: () => encode(codec, data) };
  const decoding = { bare: () => JSON.parse(json), ours: () => decode(codec, frame) };
  return [
    { name: `${payload}  ${revision} encode`, ...encoding, iterations, rounds: [] },
    { name: `${payload}  ${revision} decode`, ...decoding, iterations, rounds: [] },
  ];
}

/** A string as a WebSocket makes it, in one piece; a concatenated one is a tree inside the engine. */
function asReceived(text) {
  return Buffer.from(text).toString();
}

// Both ways as the server's go: a text message is made in one piece, and read in place, without a cut.
function encode({ socket }, data) {
  const encoded = socket.encode({ type: "event", namespace: "/", data }, textMessagePrefix);
  return encoded[0]; // by index: destructuring would be measured, too
}

function decode({ socket }, frame) {
  return isTextMessage(frame) ? socket.decode(frame, defaultLimits, textMessageStart) : undefined;
}

/** One round of one case; who goes first changes from round to round. */
function measure({ bare, ours, iterations }, round) {
  const isBareFirst = round % 2 === 0;
  const first = time(isBareFirst ? bare : ours, iterations);
  const second = time(isBareFirst ? ours : bare, iterations);
  return isBareFirst ? { bareNs: first, oursNs: second } : { bareNs: second, oursNs: first };
}

/** Nanoseconds of CPU time that one call takes. */
function time(call, iterations) {
  const start = process.cpuUsage();
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    kept.result = call();
  }
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1000) / iterations;
}

function report({ name, rounds }) {
  const ratio = median(rounds.map(({ bareNs, oursNs }) => oursNs / bareNs));
  const bareNs = median(rounds.map((round) => round.bareNs));
  const isOk = ratio <= targetRatio;
  const verdict = isOk ? "ok" : `over ${targetRatio}`;
  console.log(`${name.padEnd(28)} ${ratio.toFixed(3)} × bare JSON (${bareNs.toFixed(0)} ns)  ${verdict}`);
  return isOk;
}

function median(numbers) {
  const sorted = numbers.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)];
}
