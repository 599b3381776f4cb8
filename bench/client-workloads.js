import { setImmediate as nextTurn } from "node:timers/promises";

const message = { from: "ada", text: "hello", n: 1 };
const kilobyte = Buffer.alloc(1024, 7);
/** So often a sender waits until the server has read all: more in the kernel's buffers would be another workload. */
const eventsBetweenSyncs = 2000;

/**
 * What a client is made to do: `count` events a round, and `run`, which resolves when all of them are through.
 * `burst` is how many come in one write of the server's, are emitted in one turn, or await an ack at one time.
 */
export const workloads = {
  receive: { count: 100_000, run: (socket, count) => receive(socket, count, { load: "chat", burst: 100 }) },
  "receive-alone": {
    count: 4000,
    run: (socket, count) => receive(socket, count, { load: "chat", burst: 1 }),
  },
  send: { count: 60_000, run: (socket, count) => send(socket, count, { event: "chat", burst: 100 }) },
  "send-alone": { count: 30_000, run: (socket, count) => send(socket, count, { event: "chat", burst: 1 }) },
  ack: { count: 10_000, run: (socket, count) => ask(socket, count, 1) },
  "ack-50": { count: 30_000, run: (socket, count) => ask(socket, count, 50) },
  answer: { count: 30_000, run: answer },
  "binary-receive": {
    count: 30_000,
    run: (socket, count) => receive(socket, count, { load: "file", burst: 10 }),
  },
  "binary-send": { count: 20_000, run: (socket, count) => send(socket, count, { event: "file", burst: 10 }) },
};

/** The server sends; the last event resolves. */
function receive(socket, count, { load, burst }) {
  return new Promise((resolve) => {
    let left = count;
    socket.on(load, () => {
      left -= 1;
      if (left === 0) {
        resolve();
      }
    });
    socket.emit("start", { load, count, burst });
  });
}

async function send(socket, count, { event, burst }) {
  const payload = event === "file" ? kilobyte : message;
  for (let sent = 0; sent < count; sent += burst) {
    for (let index = 0; index < burst; index += 1) {
      socket.emit(event, payload);
    }
    const eventCount = sent + burst;
    await (eventCount % eventsBetweenSyncs === 0 ? sync(socket, eventCount) : nextTurn());
  }
}

/** The server answers with the count of what has come; a client that drops events is not a fast one. */
async function sync(socket, expectedCount) {
  const count = await socket.emitWithAck("sync");
  if (count !== expectedCount) {
    throw new Error(`${expectedCount} events were sent, but ${count} came`);
  }
}

/** Asks the server, with so many questions in flight. */
async function ask(socket, count, inFlight) {
  const askInTurn = async () => {
    for (let asked = 0; asked < count; asked += inFlight) {
      await socket.emitWithAck("question", message);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, askInTurn));
}

/** The server asks; it says when it has had all answers. */
function answer(socket, count) {
  socket.on("question", (_, reply) => reply("fine"));
  return new Promise((resolve) => {
    socket.on("answered", resolve);
    socket.emit("start", { load: "question", count, burst: 100 });
  });
}
