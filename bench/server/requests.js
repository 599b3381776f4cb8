import { maskedFrame, opcodes } from "./frames.js";

const message = { from: "ada", text: "hello", n: 1 };
const largeItems = 1780;
const largeMessage = Array.from({ length: largeItems }, (_, n) => ({
  id: n,
  from: "ada",
  text: "hello",
  tags: ["a", "b"],
}));
const largeBytes = 64 * 1024;

/** What clients ask for, as frames. */
export const requests = {
  echo: event("echo", message),
  ask: maskedFrame(`421${JSON.stringify(["ask", message])}`),
  broadcast: event("broadcast"),
  say: event("say", message),
  json: event("echo", largeMessage),
  binary: Buffer.concat([
    maskedFrame(`451-${JSON.stringify(["echo", { _placeholder: true, num: 0 }])}`),
    maskedFrame(Buffer.alloc(largeBytes, 7), opcodes.binary),
  ]),
};

export function joinRoom(room) {
  return event("join", room);
}

function event(...args) {
  return maskedFrame(`42${JSON.stringify(args)}`);
}
