// How much the codec costs beside bare JSON: CPU time of encode and decode over JSON.stringify and JSON.parse, both
// in one run, interleaved. Run it with `npm run bench:codec`.
import {
  defaultLimits,
  engineCodecV3,
  engineCodecV4,
  isTextMessage,
  socketCodecV4,
  socketCodecV5,
  textMessageStart,
} from "@sockeye/protocol";

const rounds = 15;
const targetRatio = 1.15;

const payloads = {
  "32-byte event": ["message", "0123456789abcdefgh"],
  "small object": ["welcome", { id: 17, name: "Ada", tags: ["admin", "staff"], active: true, score: 12.5 }],
  "200-row array": ["rows", Array.from({ length: 200 }, (_, index) => row(index))],
};

const revisions = {
  "EIO=3": { engine: engineCodecV3, socket: socketCodecV4 },
  "EIO=4": { engine: engineCodecV4, socket: socketCodecV5 },
};

let isWithinTarget = true;

for (const [name, data] of Object.entries(payloads)) {
  const json = JSON.stringify(data);
  const iterations = Math.max(500, Math.round(30_000_000 / (json.length * 60)));
  for (const [revision, codec] of Object.entries(revisions)) {
    report(
      `${revision} encode`,
      name,
      iterations,
      () => JSON.stringify(data),
      () => encode(codec, data),
    );
    const frame = encode(codec, data);
    report(
      `${revision} decode`,
      name,
      iterations,
      () => JSON.parse(json),
      () => decode(codec, frame),
    );
  }
}
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

function encode({ engine, socket }, data) {
  const [text] = socket.encode({ type: "event", namespace: "/", data });
  return engine.encodeMessage(text);
}

// The way that the server's session goes: a text message is read in place, without a cut.
function decode({ socket }, frame) {
  return isTextMessage(frame) ? socket.decode(frame, defaultLimits, textMessageStart) : undefined;
}

function report(what, payload, iterations, bare, ours) {
  const ratios = [];
  let bareNs = 0;
  for (let round = 0; round < rounds + 3; round += 1) {
    const [first, second] = round % 2 === 0 ? [bare, ours] : [ours, bare];
    const times = new Map([
      [first, time(first, iterations)],
      [second, time(second, iterations)],
    ]);
    if (round >= 3) {
      ratios.push(times.get(ours) / times.get(bare));
      bareNs = times.get(bare);
    }
  }
  const ratio = median(ratios);
  isWithinTarget &&= ratio <= targetRatio;
  const verdict = ratio <= targetRatio ? "ok" : `over ${targetRatio}`;
  console.log(
    `${payload.padEnd(14)} ${what.padEnd(13)} ${ratio.toFixed(3)} × bare JSON (${bareNs.toFixed(0)} ns)  ${verdict}`,
  );
}

/** Nanoseconds of one call. */
function time(call, iterations) {
  const start = process.hrtime.bigint();
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    sink = call();
  }
  return Number(process.hrtime.bigint() - start) / iterations;
}

// Keeps the results alive, so that no call can be optimised away.
var sink;

function median(numbers) {
  const sorted = numbers.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)];
}
