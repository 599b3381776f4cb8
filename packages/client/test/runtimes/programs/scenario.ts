import { io, type Socket } from "@sockeye/client";

/** Where a client finds a server, and where it finds none; the tests' process tells. */
export interface Addresses {
  readonly server: string;
  readonly nowhere: string;
}

/** What came of each step: what it gives, or the error that ended it as a text. */
export type Report = Readonly<Record<keyof typeof steps, unknown>>;

const steps = { joins, asks, answers, carriesBytes, showsHeaders, isSentAway, comesBack, findsNobody };

const patienceMs = 3_000;
const header = "x-sockeye";

/** Does what an application does with a client, one step after the other, and leaves nothing open. */
export async function play(addresses: Addresses): Promise<Report> {
  const report: Record<string, unknown> = {};
  for (const [name, step] of Object.entries(steps)) {
    report[name] = await inTime(step(addresses)).catch(String);
  }
  return report as Report;
}

/** Joins two namespaces over one connection, with something to say to the second. */
function joins({ server }: Addresses): Promise<unknown> {
  return visit(server, {}, (root) =>
    use(root.io.socket("/admin", { auth: { token: "secret" } }), async (admin) => {
      await Promise.all([next(root, "connect"), next(admin, "connect")]);
      return [root.connected, admin.connected, await admin.emitWithAck("token")];
    }),
  );
}

function asks({ server }: Addresses): Promise<unknown> {
  return visit(server, {}, (socket) => socket.emitWithAck("add", 1, 2));
}

/** Is asked by the server, which passes the answer on. */
function answers({ server }: Addresses): Promise<unknown> {
  return visit(server, {}, (socket) => {
    socket.on("double", (value: number, answer: (double: number) => void) => answer(2 * value));
    return socket.emitWithAck("ask me to double", 21);
  });
}

/** Sends bytes from the middle of a buffer, gets them back in reverse: their class, and what they are. */
function carriesBytes({ server }: Addresses): Promise<unknown> {
  return visit(server, {}, async (socket) => {
    socket.emit("reverse", { part: Uint8Array.of(0, 1, 2, 255, 9).subarray(1, 4) });
    const [{ reversed }] = (await next(socket, "reversed")) as [{ reversed: ArrayBuffer }];
    return [reversed.constructor.name, ...new Uint8Array(reversed)];
  });
}

function showsHeaders({ server }: Addresses): Promise<unknown> {
  return visit(server, { extraHeaders: { [header]: "hello" } }, (socket) => {
    const refusal = next(socket, "connect_error").then(([error]) => Promise.reject(error));
    return Promise.race([socket.emitWithAck("header", header), refusal]);
  });
}

function isSentAway({ server }: Addresses): Promise<unknown> {
  return visit(server, {}, async (socket) => {
    socket.emit("send me away");
    const [reason] = await next(socket, "disconnect");
    return [reason, socket.active];
  });
}

/** Loses the connection, and does its work over the next one. */
function comesBack({ server }: Addresses): Promise<unknown> {
  return visit(server, {}, async (socket) => {
    const attempt = next(socket.io, "reconnect");
    socket.emit("cut");
    await next(socket, "disconnect");
    const isActive = socket.active;
    await attempt;
    return [isActive, await socket.emitWithAck("add", 1, 2)];
  });
}

function findsNobody({ nowhere }: Addresses): Promise<unknown> {
  return visit(nowhere, {}, async (socket) => {
    const [error] = await next(socket, "connect_error");
    return [(error as Error).message, socket.active];
  });
}

type Act = (socket: Socket) => Promise<unknown>;

/** Opens a connection for as long as it takes. */
function visit(
  url: string,
  options: { readonly extraHeaders?: Record<string, string> },
  act: Act,
): Promise<unknown> {
  return use(io(url, { forceNew: true, reconnectionDelay: 10, reconnectionDelayMax: 40, ...options }), act);
}

async function use(socket: Socket, act: Act): Promise<unknown> {
  try {
    return await act(socket);
  } finally {
    socket.disconnect();
  }
}

interface Emitter {
  once(event: string, listener: (...args: unknown[]) => void): unknown;
}

/** The arguments of the next event of this name. */
function next(emitter: object, event: string): Promise<unknown[]> {
  return new Promise((resolve) => (emitter as Emitter).once(event, (...args) => resolve(args)));
}

/** Rejects when it takes too long; its timer does not keep a process that is done. */
async function inTime(outcome: Promise<unknown>): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise((_resolve, reject) => {
    timer = setTimeout(reject, patienceMs, new Error(`no end in ${patienceMs} ms`));
  });
  try {
    return await Promise.race([outcome, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
