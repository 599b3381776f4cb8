import type { DefaultEventsMap, EventsMap, FaultContext } from "@sockeye/internal";
import type * as official from "sioc4";
import { describe, expectTypeOf, test } from "vitest";
import type {
  BufferedPacket,
  DisconnectDetails,
  DisconnectReason,
  Engine,
  ExtendedError,
  DisconnectDescription as OurDisconnectDescription,
  ManagerOptions as OurManagerOptions,
  SocketOptions as OurSocketOptions,
  Parser,
  SocketAuth,
} from "../src/api.js";
import type * as ours from "../src/typed.js";
import type { Manager, Socket } from "../src/typed.js";

// biome-ignore lint/suspicious/noExplicitAny: what untyped applications get is any, and is to stay so
type Untyped = any;

interface ServerToClient {
  chat: (from: string, text: string) => void;
  moved: (x: number, y: number) => void;
  question: (question: string, answer: (length: number) => void) => void;
}

interface ClientToServer {
  say: (text: string) => void;
  move: (x: number, y: number) => void;
  nothing: () => void;
  message: (text: string) => void;
  ask: (question: string, answer: (text: string) => void) => void;
  confirm: (answer: (error: Error, agreed: boolean) => void) => void;
  poke: (answer: () => void) => void;
  pair: (answer: (left: number, right: string) => void) => void;
  maybe: (question: string, times?: number, answer?: (text: string) => void) => void;
  loose: (answer: (value: Untyped) => void) => void;
}

type TypedSocket = Socket<ServerToClient, ClientToServer>;

declare const { io, connect, Manager: ManagerClass, Socket: SocketClass }: typeof ours;
declare const socket: TypedSocket;
declare const untyped: Socket;
declare const manager: Manager<ServerToClient, ClientToServer>;
declare const engine: Engine;
declare const signal: AbortSignal;

describe("listening", () => {
  test("listeners get the arguments of the server's events", () => {
    socket.on("chat", (...args) => expectTypeOf(args).toEqualTypeOf<[from: string, text: string]>());
    socket.once("moved", (...args) => expectTypeOf(args).toEqualTypeOf<[x: number, y: number]>());
    socket.addEventListener("chat", (from) => expectTypeOf(from).toEqualTypeOf<string>());
    socket.addListener("chat", (from) => expectTypeOf(from).toEqualTypeOf<string>());
    socket.on("chat", async (from) => expectTypeOf(from).toEqualTypeOf<string>());
    socket.on("question", (question, answer) => {
      expectTypeOf(question).toEqualTypeOf<string>();
      expectTypeOf(answer).toEqualTypeOf<(length: number) => void>();
      answer(1);
      // @ts-expect-error the server awaits a number
      answer("1");
    });
    expectTypeOf(socket.on("chat", () => {})).toEqualTypeOf<TypedSocket>();
    expectTypeOf(socket.once("chat", () => {})).toEqualTypeOf<TypedSocket>();
  });

  test("an unknown event, or a listener that expects something else, is refused", () => {
    // @ts-expect-error no such event
    socket.on("unknown", () => {});
    // @ts-expect-error the client sends this one, the server does not
    socket.once("say", () => {});
    // @ts-expect-error the argument is a string
    socket.on("chat", (from: number) => from);
    // @ts-expect-error there are two arguments only
    socket.addListener("moved", (x: number, y: number, z: number) => x + y + z);
    // @ts-expect-error no such event
    socket.addEventListener("unknown", () => {});
    // @ts-expect-error an event of the manager's
    socket.on("reconnect", () => {});
    // @ts-expect-error an event of the socket's
    manager.on("connect", () => {});
    // @ts-expect-error an event of the server's
    manager.on("chat", () => {});
    // @ts-expect-error no such event
    engine.on("unknown", () => {});
  });

  test("listeners are taken off by event and function, by event, or all at once", () => {
    const print = (from: string) => from;
    expectTypeOf(socket.off("chat", print)).toEqualTypeOf<TypedSocket>();
    socket.off("chat").off();
    socket.removeListener("chat", print).removeListener("chat").removeListener();
    socket.removeEventListener("chat", print).removeEventListener("chat").removeEventListener();
    socket.removeAllListeners("chat").removeAllListeners();
    expectTypeOf(socket.listeners("chat")).toEqualTypeOf<((from: string, text: string) => void)[]>();
    expectTypeOf(socket.hasListeners("connect")).toEqualTypeOf<boolean>();
    // @ts-expect-error no such event
    socket.off("unknown");
    // @ts-expect-error can not have been a listener of this event
    socket.removeListener("chat", (from: number) => from);
    // @ts-expect-error no such event
    socket.removeAllListeners("unknown");
  });

  test("a socket tells why it could not connect", () => {
    socket.on("connect", (...args) => expectTypeOf(args).toEqualTypeOf<[]>());
    socket.on("connect_error", (error) => {
      expectTypeOf(error).toEqualTypeOf<ExtendedError>();
      expectTypeOf(error).toExtend<Error>();
      expectTypeOf(error.data).toBeAny();
      expectTypeOf(error.description).toBeAny();
      expectTypeOf(error.type).toEqualTypeOf<"TransportError" | undefined>();
      expectTypeOf(error.code).toEqualTypeOf<string | number | undefined>();
    });
    // @ts-expect-error an error, no text
    socket.on("connect_error", (error: string) => error);
  });

  test("a socket tells why it disconnects", () => {
    socket.on("disconnect", (reason, details) => {
      expectTypeOf(reason).toEqualTypeOf<DisconnectReason>();
      expectTypeOf<"forced close">().toExtend<typeof reason>();
      expectTypeOf<"nonsense">().not.toExtend<typeof reason>();
      expectTypeOf(details).toEqualTypeOf<DisconnectDetails | undefined>();
      expectTypeOf(details?.description).toEqualTypeOf<string | undefined>();
      expectTypeOf(details?.code).toEqualTypeOf<string | number | undefined>();
      expectTypeOf(details?.context).toEqualTypeOf<unknown>();
      // @ts-expect-error there is no such reason
      return reason === "server shutting down";
    });
    expectTypeOf<ours.Socket.DisconnectReason>().toEqualTypeOf<DisconnectReason>();
    expectTypeOf<official.Socket.DisconnectReason>().toExtend<DisconnectReason>();
  });

  test("any-listeners get the name and untyped arguments", () => {
    socket.onAny((event, ...args) => {
      expectTypeOf(event).toBeAny();
      expectTypeOf(args).toEqualTypeOf<Untyped[]>();
    });
    socket.prependAny(() => {}).offAny();
    socket
      .onAnyOutgoing((event: string) => event)
      .prependAnyOutgoing(() => {})
      .offAnyOutgoing();
    expectTypeOf(socket.listenersAny()).toEqualTypeOf<((...args: Untyped[]) => void)[]>();
    expectTypeOf(socket.listenersAnyOutgoing()).toEqualTypeOf<((...args: Untyped[]) => void)[]>();
  });
});

describe("emitting", () => {
  test("an event takes its own arguments", () => {
    expectTypeOf(socket.emit("say", "hello")).toEqualTypeOf<TypedSocket>();
    socket.emit("move", 1, 2).emit("nothing");
    expectTypeOf(socket.volatile.compress(false).emit("nothing")).toEqualTypeOf<TypedSocket>();
  });

  test("unknown events and wrong arguments are refused", () => {
    // @ts-expect-error no such event
    socket.emit("unknown");
    // @ts-expect-error the server sends this one
    socket.emit("chat", "Ada", "hello");
    // @ts-expect-error an argument is missing
    socket.emit("move", 1);
    // @ts-expect-error one too many
    socket.emit("nothing", 1);
    // @ts-expect-error the argument is a string
    socket.volatile.emit("say", 1);
    // @ts-expect-error reserved events are the socket's own
    socket.emit("disconnect", "ping timeout");
  });

  test("send takes the arguments of the event called message, or anything where there is none", () => {
    expectTypeOf(socket.send("hello")).toEqualTypeOf<TypedSocket>();
    // @ts-expect-error the argument is a string
    socket.send(1);
    const silent = untyped as Socket<ServerToClient, { say: (text: string) => void }>;
    silent.send("hello", 1);
    untyped.send(1, "two");
  });
});

describe("acknowledgements", () => {
  test("a callback gets what the server answers", () => {
    socket.emit("ask", "why?", (text) => expectTypeOf(text).toEqualTypeOf<string>());
    socket.emit("maybe", "why?", 1, (text) => expectTypeOf(text).toEqualTypeOf<string>());
    socket.emit("maybe", "why?");
    // @ts-expect-error the acknowledgement is not optional
    socket.emit("ask", "why?");
    // @ts-expect-error without a timeout there is no error in front
    socket.emit("ask", "why?", (error: Error, text: string) => `${error}${text}`);
  });

  test("after timeout an error stands in front", () => {
    socket.timeout(1000).emit("ask", "why?", (error, text) => {
      expectTypeOf(error).toEqualTypeOf<Error>();
      expectTypeOf(text).toEqualTypeOf<string>();
    });
    socket.timeout(1000).emit("poke", (...args) => expectTypeOf(args).toEqualTypeOf<[error: Error]>());
    socket.timeout(1000).emit("pair", (error, left, right) => {
      expectTypeOf(error).toEqualTypeOf<Error>();
      expectTypeOf(left).toEqualTypeOf<number>();
      expectTypeOf(right).toEqualTypeOf<string>();
    });
    socket.timeout(1000).emit("confirm", (error, agreed) => {
      expectTypeOf(error).toEqualTypeOf<Error>();
      expectTypeOf(agreed).toEqualTypeOf<boolean>();
    });
    socket.timeout(1000).emit("say", "hello");
    socket.timeout(1000).on("chat", (from) => expectTypeOf(from).toEqualTypeOf<string>());
    socket.timeout(1000).volatile.compress(true).emit("say", "hello");
    // @ts-expect-error the error stands in front
    socket.timeout(1000).emit("ask", "why?", (text: string) => text);
    // @ts-expect-error the argument is a string
    socket.timeout(1000).emit("say", 1);
  });

  test("emitWithAck resolves to the first answer that is not an error", () => {
    expectTypeOf(socket.emitWithAck("ask", "why?")).resolves.toEqualTypeOf<string>();
    expectTypeOf(socket.emitWithAck("confirm")).resolves.toEqualTypeOf<boolean>();
    expectTypeOf(socket.emitWithAck("poke")).resolves.toEqualTypeOf<undefined>();
    expectTypeOf(socket.emitWithAck("pair")).resolves.toEqualTypeOf<number>();
    expectTypeOf(socket.emitWithAck("loose")).resolves.toBeAny();
    expectTypeOf(socket.timeout(1000).emitWithAck("ask", "why?")).resolves.toEqualTypeOf<string>();
    expectTypeOf(socket.timeout(1000).emitWithAck("confirm")).resolves.toEqualTypeOf<boolean>();
    expectTypeOf(socket.timeout(1000).emitWithAck("poke")).resolves.toEqualTypeOf<undefined>();
    expectTypeOf(socket.timeout(1000).emitWithAck("pair")).resolves.toEqualTypeOf<number>();
    expectTypeOf(socket.timeout(1000).emitWithAck("loose")).resolves.toBeAny();
  });

  test("emitWithAck asks for an optional acknowledgement, with or without optional arguments", () => {
    expectTypeOf(socket.emitWithAck("maybe", "why?")).resolves.toEqualTypeOf<string>();
    expectTypeOf(socket.emitWithAck("maybe", "why?", 2)).resolves.toEqualTypeOf<string>();
    expectTypeOf(socket.timeout(1000).emitWithAck("maybe", "why?")).resolves.toEqualTypeOf<string>();
    // @ts-expect-error the first argument is not optional
    socket.emitWithAck("maybe");
    // @ts-expect-error the second argument is a number
    socket.emitWithAck("maybe", "why?", "2");
  });

  test("emitWithAck is for events that are acknowledged, and takes no acknowledgement", () => {
    // @ts-expect-error nobody answers this one
    socket.emitWithAck("say", "hello");
    // @ts-expect-error nobody answers this one
    socket.emitWithAck("nothing");
    // @ts-expect-error no such event
    socket.emitWithAck("unknown");
    // @ts-expect-error an argument is missing
    socket.emitWithAck("ask");
    // @ts-expect-error the argument is a string
    socket.timeout(1000).emitWithAck("ask", 1);
    // @ts-expect-error the promise stands for the acknowledgement
    socket.emitWithAck("ask", "why?", () => {});
  });

  test("emitWithAck takes an AbortSignal in last place, and nowhere else", () => {
    expectTypeOf(socket.emitWithAck("ask", "why?", signal)).resolves.toEqualTypeOf<string>();
    expectTypeOf(socket.emitWithAck("poke", signal)).resolves.toEqualTypeOf<undefined>();
    expectTypeOf(socket.emitWithAck("maybe", "why?", signal)).resolves.toEqualTypeOf<string>();
    expectTypeOf(socket.emitWithAck("maybe", "why?", 2, signal)).resolves.toEqualTypeOf<string>();
    expectTypeOf(socket.timeout(9).emitWithAck("ask", "why?", signal)).resolves.toEqualTypeOf<string>();
    expectTypeOf(untyped.emitWithAck("whatever", 1, signal)).resolves.toBeAny();
    // @ts-expect-error an argument is missing
    socket.emitWithAck("ask", signal);
    // @ts-expect-error it is not in last place
    socket.emitWithAck("ask", signal, "why?");
    // @ts-expect-error once is enough
    socket.emitWithAck("ask", "why?", signal, signal);
    // @ts-expect-error where there is none, nothing is passed: an undefined would travel as an argument
    socket.emitWithAck("ask", "why?", undefined);
    // @ts-expect-error the controller's signal, not the controller
    socket.emitWithAck("ask", "why?", new AbortController());
    // @ts-expect-error emit does not wait
    socket.emit("say", "hello", signal);
  });

  test("untyped answers accept every listener", () => {
    socket.emit("loose", (value) => expectTypeOf(value).toBeAny());
    socket.timeout(1000).emit("loose", (error: Error, value: string) => `${error}${value}`);
  });

  test("an untyped event in a map lifts the distinction between events with and without acknowledgement", () => {
    interface PartlyUntyped {
      say: (text: string) => void;
      ask: (question: string, answer: (text: string) => void) => void;
      log: (level: string, ...details: Untyped[]) => void;
      anything: Untyped;
    }
    const partly = untyped as Socket<ServerToClient, PartlyUntyped>;
    partly.emit("anything", 1, "two", () => {});
    partly.emit("log", "info", 1, "two", () => {});
    expectTypeOf(partly.emitWithAck("anything", 1)).resolves.toBeAny();
    expectTypeOf(partly.emitWithAck("log", "info", 1)).resolves.toBeAny();
    expectTypeOf(partly.emitWithAck("ask", "why?")).resolves.toEqualTypeOf<string>();
    expectTypeOf(partly.emitWithAck("ask", "why?", signal)).resolves.toEqualTypeOf<string>();
    // @ts-expect-error arguments are checked all the same
    partly.emit("say", 1);
    // @ts-expect-error no such event
    partly.emit("unknown");
  });
});

describe("members of a socket", () => {
  test("tell its state", () => {
    expectTypeOf(socket.id).toEqualTypeOf<string | undefined>();
    expectTypeOf(socket.connected).toEqualTypeOf<boolean>();
    expectTypeOf(socket.disconnected).toEqualTypeOf<boolean>();
    expectTypeOf(socket.active).toEqualTypeOf<boolean>();
    expectTypeOf(socket.recovered).toEqualTypeOf<boolean>();
    expectTypeOf(socket.nsp).toEqualTypeOf<string>();
    expectTypeOf(socket.io).toEqualTypeOf<Manager<ServerToClient, ClientToServer>>();
    expectTypeOf(socket.connect().disconnect().open().close()).toEqualTypeOf<TypedSocket>();
    // @ts-expect-error a socket stays in its namespace
    socket.nsp = "/admin";
    // @ts-expect-error it is the opposite of connected
    socket.disconnected = true;
    // @ts-expect-error the client decides that by connect and disconnect
    socket.active = true;
  });

  test("auth is an object, or a function that hands one over", () => {
    expectTypeOf(socket.auth).toEqualTypeOf<SocketAuth>();
    socket.auth = { token: "secret" };
    socket.auth = (send) => {
      expectTypeOf(send).toEqualTypeOf<(data: object) => void>();
      send({ token: "secret" });
      // @ts-expect-error a server takes objects only
      send("secret");
    };
    interface Credentials {
      token: string;
    }
    socket.auth = { token: "secret" } satisfies Credentials as Credentials;
    // @ts-expect-error a server takes objects only
    socket.auth = "secret";
    // @ts-expect-error it is called with one argument
    socket.auth = (send: (data: object) => void, more: string) => send({ more }) satisfies unknown as object;
  });

  test("the buffers are there to look at, and the outgoing one to be emptied", () => {
    expectTypeOf(socket.sendBuffer).toEqualTypeOf<readonly BufferedPacket[]>();
    expectTypeOf(socket.receiveBuffer).toEqualTypeOf<readonly (readonly Untyped[])[]>();
    expectTypeOf(socket.sendBuffer[0]?.data[0]).toEqualTypeOf<string | undefined>();
    socket.sendBuffer = [];
    // @ts-expect-error what came in is delivered, whatever happens
    socket.receiveBuffer = [];
    // @ts-expect-error it is emptied as a whole
    socket.sendBuffer = socket.sendBuffer.slice(1);
    // @ts-expect-error `emit` fills it
    socket.sendBuffer.push({ data: ["say", "hello"] });
  });
});

describe("a manager", () => {
  test("is made with a URL, with options, with both or neither", () => {
    expectTypeOf(new ManagerClass()).toEqualTypeOf<Manager>();
    expectTypeOf(new ManagerClass("https://example.com")).toEqualTypeOf<Manager>();
    expectTypeOf(new ManagerClass({ path: "/live" })).toEqualTypeOf<Manager>();
    expectTypeOf(new ManagerClass<ServerToClient, ClientToServer>("https://example.com", {})).toEqualTypeOf(
      manager,
    );
    expectTypeOf(new ManagerClass<ServerToClient>("https://example.com")).toEqualTypeOf<
      Manager<ServerToClient, ServerToClient>
    >();
    class Own extends ManagerClass<ServerToClient, ClientToServer> {}
    expectTypeOf(new Own("https://example.com").engine).toEqualTypeOf<Engine>();
    // @ts-expect-error a URL is a string
    new ManagerClass(3000);
    // @ts-expect-error an option of sockets
    new ManagerClass("https://example.com", { auth: {} });
  });

  test("gives sockets, which have the events of their namespaces", () => {
    expectTypeOf(manager.socket("/admin")).toEqualTypeOf<Socket>();
    const admin: Socket<{ alarm: () => void }> = manager.socket("/admin", {
      auth: {},
      retries: 3,
      ackTimeout: 9,
    });
    admin.on("alarm", () => {});
    // @ts-expect-error an option of managers
    manager.socket("/admin", { reconnection: false });
    // @ts-expect-error which one?
    manager.socket();
    expectTypeOf(manager.nsps["/"]).toEqualTypeOf<TypedSocket | undefined>();
  });

  test("tells of attempts", () => {
    expectTypeOf(manager.on("open", (...args) => expectTypeOf(args).toEqualTypeOf<[]>())).toEqualTypeOf(
      manager,
    );
    manager.on("error", (error) => expectTypeOf(error).toEqualTypeOf<Error>());
    manager.once("ping", (...args) => expectTypeOf(args).toEqualTypeOf<[]>());
    manager.on("close", (reason, details) => {
      expectTypeOf(reason).toEqualTypeOf<DisconnectReason>();
      expectTypeOf(details).toEqualTypeOf<DisconnectDetails | undefined>();
    });
    manager.on("reconnect", (attempt) => expectTypeOf(attempt).toEqualTypeOf<number>());
    manager.on("reconnect_attempt", (attempt) => expectTypeOf(attempt).toEqualTypeOf<number>());
    manager.on("reconnect_error", (error) => expectTypeOf(error).toEqualTypeOf<Error>());
    manager.on("reconnect_failed", (...args) => expectTypeOf(args).toEqualTypeOf<[]>());
    manager
      .off("reconnect", (attempt: number) => attempt)
      .off("ping")
      .off();
    expectTypeOf(manager.hasListeners("error")).toEqualTypeOf<boolean>();
    // @ts-expect-error a number, no text
    manager.on("reconnect_attempt", (attempt: string) => attempt);
  });

  test("opens and closes", () => {
    manager.open((error) => expectTypeOf(error).toEqualTypeOf<Error | undefined>());
    expectTypeOf(manager.connect()).toEqualTypeOf(manager);
    expectTypeOf(manager._close()).toEqualTypeOf<void>();
    expectTypeOf(manager._readyState).toEqualTypeOf<"opening" | "open" | "closed">();
    expectTypeOf(manager._reconnecting).toEqualTypeOf<boolean>();
    expectTypeOf(manager.uri).toEqualTypeOf<string>();
    expectTypeOf(manager.opts).toEqualTypeOf<Partial<OurManagerOptions>>();
  });

  test("tells its settings, and takes others", () => {
    expectTypeOf(manager.reconnection()).toEqualTypeOf<boolean>();
    expectTypeOf(manager.reconnectionAttempts()).toEqualTypeOf<number>();
    expectTypeOf(manager.reconnectionDelay()).toEqualTypeOf<number>();
    expectTypeOf(manager.reconnectionDelayMax()).toEqualTypeOf<number>();
    expectTypeOf(manager.randomizationFactor()).toEqualTypeOf<number>();
    expectTypeOf(manager.timeout()).toEqualTypeOf<number | false>();
    const changed = manager
      .reconnection(true)
      .reconnectionAttempts(3)
      .reconnectionDelay(1)
      .reconnectionDelayMax(2)
      .randomizationFactor(0.5)
      .timeout(false)
      .timeout(1000);
    expectTypeOf(changed).toEqualTypeOf(manager);
    // @ts-expect-error a number
    manager.reconnectionDelay("1");
    // @ts-expect-error yes or no
    manager.reconnection(1);
    // @ts-expect-error how long is true?
    manager.timeout(true);
  });
});

describe("a connection", () => {
  test("tells its state", () => {
    expectTypeOf(manager.engine).toEqualTypeOf<Engine>();
    expectTypeOf(engine.id).toEqualTypeOf<string>();
    expectTypeOf(engine.readyState).toEqualTypeOf<"opening" | "open" | "closing" | "closed">();
    expectTypeOf(engine.protocol).toEqualTypeOf<3 | 4>();
    expectTypeOf(engine.transport.name).toEqualTypeOf<string>();
    expectTypeOf(engine.bufferedAmount).toEqualTypeOf<number>();
    expectTypeOf(engine.close()).toEqualTypeOf<Engine>();
    // @ts-expect-error the server gives it
    engine.id = "id";
  });

  test("tells of packets, and of its end", () => {
    engine.on("open", (...args) => expectTypeOf(args).toEqualTypeOf<[]>());
    engine.on("packet", ({ type, data }) => {
      expectTypeOf<"noop">().toExtend<typeof type>();
      expectTypeOf(data).toBeAny();
    });
    engine.once("close", (reason, details) => {
      expectTypeOf(reason).toEqualTypeOf<DisconnectReason>();
      expectTypeOf(details).toEqualTypeOf<DisconnectDetails | undefined>();
    });
    engine.on("error", (error) => expectTypeOf(error).toEqualTypeOf<Error>());
    engine.removeListener("drain", () => {}).removeAllListeners();
    // @ts-expect-error a packet, no text
    engine.on("packetCreate", (packet: string) => packet);
  });
});

describe("options", () => {
  test("io takes a URL, options, both or neither", () => {
    expectTypeOf(io()).toEqualTypeOf<Socket>();
    expectTypeOf(io("/admin")).toEqualTypeOf<Socket>();
    expectTypeOf(io({ path: "/live" })).toEqualTypeOf<Socket>();
    expectTypeOf(io("https://example.com", { auth: {}, reconnection: false })).toEqualTypeOf<Socket>();
    expectTypeOf(connect).toEqualTypeOf(io);
    const address = "/admin" as string | Partial<OurManagerOptions & OurSocketOptions> | undefined;
    io(address, undefined);
    // @ts-expect-error a URL is a string
    io(3000);
    // @ts-expect-error no such option
    io({ reconect: false });
    // @ts-expect-error no such option
    io("https://example.com", { tokn: "secret" });
  });

  test("each may be left undefined", () => {
    type Undefined<Options> = { [Name in keyof Options]-?: undefined };
    expectTypeOf<Undefined<OurManagerOptions>>().toExtend<OurManagerOptions>();
    expectTypeOf<Undefined<OurSocketOptions>>().toExtend<OurSocketOptions>();
  });

  test("all that socket.io-client has are taken", () => {
    expectTypeOf<keyof official.ManagerOptions>().toExtend<keyof OurManagerOptions>();
    expectTypeOf<keyof official.SocketOptions>().toExtend<keyof OurSocketOptions>();
    expectTypeOf<official.SocketOptions>().toExtend<OurSocketOptions>();
    type Transports = "transports"; // may be classes there
    expectTypeOf<Partial<Omit<official.ManagerOptions, Transports>>>().toExtend<OurManagerOptions>();
  });

  test("those of our own are there", () => {
    io({ protocol: "auto", maxOutboxEvents: 10, maxOutboxBytes: 1_000, maxAttachments: 1 });
    io({ protocol: 3, maxPacketBytes: 1_000, attachmentsTimeout: 1_000, timeout: false });
    io({
      onError: (error, context) => {
        expectTypeOf(error).toEqualTypeOf<unknown>();
        expectTypeOf(context).toEqualTypeOf<FaultContext>();
      },
    });
    // @ts-expect-error there are two revisions
    io({ protocol: 5 });
    // @ts-expect-error a number
    io({ maxOutboxEvents: "10" });
    // @ts-expect-error a list
    io({ transports: "websocket" });
    // @ts-expect-error headers are text
    io({ extraHeaders: { "x-mine": 1 } });
  });

  test("those of TLS take text, bytes and lists, and no types of Node's", () => {
    const bytes = new Uint8Array(1);
    io({
      ca: bytes,
      cert: Buffer.from("certificate"),
      key: [bytes, "key"],
      pfx: bytes,
      agent: { any: "thing" },
    });
    io({ ca: ["one", bytes], key: [{ pem: bytes, passphrase: "secret" }], pfx: [{ buf: bytes }] });
    io({ perMessageDeflate: true, rejectUnauthorized: false });
    io({ perMessageDeflate: { threshold: 1_024, clientNoContextTakeover: true } });
    // @ts-expect-error neither text nor bytes
    io({ ca: 1 });
  });

  test("a parser has an encoder and a decoder", () => {
    expectTypeOf<typeof import("socket.io-msgpack-parser")>().toExtend<Parser>();
    class Encoder {
      encode(packet: { type: number }): string[] {
        return [JSON.stringify(packet)];
      }
    }
    class Decoder {
      add(frame: string | Uint8Array): void {
        this.on("decoded", () => frame);
      }
      on(_event: string, _listener: (packet: unknown) => void): this {
        return this;
      }
    }
    io({ parser: { Encoder, Decoder } });
    // @ts-expect-error who decodes?
    io({ parser: { Encoder } });
    // @ts-expect-error classes, of which each connection makes its own
    io({ parser: { Encoder: new Encoder(), Decoder: new Decoder() } });
  });
});

describe("without event maps", () => {
  test("every event, argument and listener is accepted", () => {
    expectTypeOf<Socket>().toEqualTypeOf<Socket<DefaultEventsMap, DefaultEventsMap>>();
    untyped.on("whatever", (value: number, reply: (value: string) => void) => reply(`${value}`));
    untyped.on("whatever", async (value) => expectTypeOf(value).toBeAny());
    untyped.on("disconnect", (reason) => expectTypeOf(reason).toEqualTypeOf<DisconnectReason>());
    untyped.on("connect_error", (error) => expectTypeOf(error).toEqualTypeOf<ExtendedError>());
    untyped.emit("whatever", 1, "two", [3], (answer: string) => answer);
    untyped.timeout(9).emit("whatever", (error: Error, answer: string) => `${error}${answer}`);
    const name: string = "computed";
    untyped.emit(name, 1);
    untyped.on(name, (value) => expectTypeOf(value).toBeAny());
    expectTypeOf(untyped.emitWithAck("whatever", 1)).resolves.toBeAny();
    expectTypeOf(untyped.timeout(9).emitWithAck("whatever", 1)).resolves.toBeAny();
  });

  test("one map serves both directions when it is the only one", () => {
    type Both = { chat: (text: string) => void };
    const both: Socket<Both> = io();
    both.on("chat", (text) => expectTypeOf(text).toEqualTypeOf<string>());
    both.emit("chat", "hello");
    // @ts-expect-error no such event
    both.emit("unknown");
  });
});

describe("passing typed things around", () => {
  test("an untyped socket is taken for a typed one, and the other way round", () => {
    const typed: TypedSocket = io("https://example.com");
    const plain: Socket = typed;
    const anySocket = (peer: Socket<Untyped, Untyped>) => peer.emit("x");
    const plainManager: Manager = manager;
    const typedManager: Manager<ServerToClient, ClientToServer> = plainManager;
    anySocket(typed).on("connect", () => typedManager.open());
    anySocket(plain);
  });

  test("a function over a map of its own is possible", () => {
    function greet<Events extends { chat: (from: string, text: string) => void }>(
      peer: Socket<Events, ClientToServer>,
    ) {
      peer.emit("say", "hello");
    }
    greet(socket);
  });

  test("instanceof finds sockets, of which none is made with new", () => {
    const found: unknown = socket;
    if (found instanceof SocketClass) {
      expectTypeOf(found).toEqualTypeOf<Socket<Untyped, Untyped>>();
    }
    if (found instanceof ManagerClass) {
      expectTypeOf(found).toEqualTypeOf<Manager<Untyped, Untyped>>();
    }
    // @ts-expect-error sockets come from io and from managers
    new SocketClass(manager, "/admin");
  });
});

describe("application code", () => {
  test("compiles with the types of socket.io-client", () => {
    type Socket<
      Listen extends EventsMap = DefaultEventsMap,
      Emit extends EventsMap = Listen,
    > = official.Socket<Listen, Emit>;
    type ManagerOptions = official.ManagerOptions;
    type SocketOptions = official.SocketOptions;
    type DisconnectReason = official.Socket.DisconnectReason;
    type DisconnectDescription = official.DisconnectDescription;
    const { io, connect, Manager, Socket } = {} as typeof official;
    // From here on the text is the same as below.

    // options, with all that a page or a service may have set
    const options: Partial<ManagerOptions & SocketOptions> = {
      path: "/live",
      addTrailingSlash: false,
      transports: ["websocket"],
      upgrade: false,
      rememberUpgrade: true,
      withCredentials: true,
      timestampRequests: true,
      timestampParam: "t",
      forceBase64: false,
      useNativeTimers: true,
      transportOptions: { websocket: { extraHeaders: { "x-mine": "1" } } },
      forceNew: true,
      multiplex: false,
      reconnection: true,
      reconnectionAttempts: Number.POSITIVE_INFINITY,
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
      randomizationFactor: 0.2,
      timeout: 5_000,
      autoConnect: false,
      autoUnref: true,
      closeOnBeforeunload: true,
      query: { room: "lobby", version: 2 },
      auth: { token: "secret" },
      retries: 3,
      ackTimeout: 10_000,
      extraHeaders: { authorization: "Bearer secret" },
      protocols: ["chat"],
      agent: false,
      ca: ["one", "two"],
      cert: "certificate",
      key: "key",
      pfx: "store",
      passphrase: "secret",
      ciphers: "HIGH",
      rejectUnauthorized: false,
      perMessageDeflate: { threshold: 1_024 },
      parser: customParser,
    };
    const managerOptions: Partial<ManagerOptions> = { ...options, timeout: 1_000 };
    const socketOptions: SocketOptions = { auth: (send) => send({ token: "secret" }), retries: 1 };

    // sockets come from `io` untyped, and take the type that they are given
    const socket: Socket<ServerToClient, ClientToServer> = io("https://example.com/admin", options);
    const untyped = io();
    const unnamed: Socket = io({ ...options, path: "/other" });
    const inferred: ReturnType<typeof io> = connect("https://example.com", {
      ...managerOptions,
      ...socketOptions,
    });
    let current: Socket<ServerToClient, ClientToServer> | null = null;
    current ??= io("/admin", {
      transports: ["websocket"],
      auth: async (send) => send({ token: await token }),
    });
    const service = new (class {
      readonly socket: Socket<ServerToClient, ClientToServer>;
      constructor(url: string | undefined) {
        this.socket = io(url ?? "http://localhost:3000", { autoConnect: false });
      }
      watch(listener: ServerToClient["chat"]): () => void {
        this.socket.on("chat", listener);
        return () => {
          this.socket.off("chat", listener);
        };
      }
    })(undefined);
    const anything: (Socket | typeof socket)[] = [socket, untyped, unnamed, inferred, service.socket];
    const isSocket = (value: unknown): boolean => value instanceof Socket && value.connected;
    const close = (peer: Socket): Socket => peer.disconnect();
    close(socket);
    for (const peer of anything.filter(isSocket)) {
      peer.close();
    }

    // listening
    const onChat = (from: string, text: string): void => print(from, text);
    socket.on("chat", onChat).once("chat", onChat).off("chat", onChat).off("chat");
    socket.on("question", async (question, answer) => answer(question.length));
    socket.on("connect", () => print(socket.id, socket.connected, socket.recovered, socket.disconnected));
    socket.on("connect_error", (error) => print(error.message, error.data.content, socket.active));
    socket.on("connect_error", (error: Error & { data?: { retryInSeconds: number } }) => print(error.data));
    socket.on("disconnect", (reason) => {
      if (reason === "io server disconnect") {
        socket.connect();
      }
    });
    socket.on("disconnect", (reason: DisconnectReason, details?: DisconnectDescription) => {
      if (details !== undefined) {
        print(reason, details instanceof Error ? details.message : [details.description, details.context]);
      }
    });
    socket.on("disconnect", (reason: string, details) => print(reason, details));
    socket.removeListener("chat", onChat).removeAllListeners("chat").removeAllListeners().off();
    print(socket.hasListeners("chat"), socket.listeners("chat").length, socket.listeners("connect")[0]?.());
    socket
      .onAny((name, ...args) => print(name, args))
      .prependAny(print)
      .offAny(print)
      .offAny();
    socket.onAnyOutgoing(print).prependAnyOutgoing(print).offAnyOutgoing(print);
    const listeners: ((...args: Untyped[]) => void)[] = [
      ...socket.listenersAny(),
      ...socket.listenersAnyOutgoing(),
    ];
    untyped.on("whatever", (first: number, reply: (answer: string) => void) => reply(`${first}`));
    untyped.on(computed, (payload) => payload.anything.at.all);
    untyped.once("users", (users: { id: string }[]) => users.map(({ id }) => id));
    const handlers: Partial<ServerToClient> = { chat: onChat };
    if (handlers.chat) {
      socket.on("chat", handlers.chat);
    }
    const ready = new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("connect_error", reject);
    });
    const next = new Promise<string>((resolve) => socket.once("chat", (_from, text) => resolve(text)));

    // emitting
    socket.emit("say", "hello").emit("nothing");
    socket.volatile.compress(false).emit("move", 1, 2);
    socket.emit("ask", "why?", (answer) => print(answer.length));
    socket.emit("maybe", "why?").emit("maybe", "why?", 1, (answer) => print(answer.length));
    socket.timeout(1_000).emit("ask", "why?", (error, answer) => print(error.message, answer.length));
    socket.timeout(1_000).emit("say", "hello");
    socket.send("hello");
    untyped.emit(
      "whatever",
      1,
      "two",
      { 3: [4] },
      new Uint8Array(5),
      (answer: { status: string }) => answer.status,
    );
    untyped.timeout(1_000).emit("whatever", (error: Error | null, answer: string) => print(error, answer));
    untyped.emit(computed, ...values).send(...values);
    const emit = <Name extends keyof ClientToServer>(
      name: Name,
      ...args: Parameters<ClientToServer[Name]>
    ): void => {
      socket.emit(name, ...args);
    };
    emit("say", "hello");
    const emitter: Pick<Socket<ServerToClient, ClientToServer>, "emit" | "on"> = socket;
    emitter.emit("say", "hello");

    // waiting for answers
    const answers = async (): Promise<void> => {
      const answer: string = await socket.emitWithAck("ask", "why?");
      const late: string = await socket.timeout(1_000).emitWithAck("ask", "why?");
      const optional: string = await socket.emitWithAck("maybe", "why?");
      const more: string = await socket.timeout(1_000).emitWithAck("maybe", "why?", 1);
      const { status }: { status: string } = await untyped.emitWithAck("whatever", 1, "two");
      const response = await untyped.timeout(1_000).emitWithAck(computed, ...values);
      print(answer, late, optional, more, status, response.anything, await ready, await next);
    };

    // state
    socket.auth = { token: "other" };
    socket.auth = (send) => {
      setTimeout(() => send({ token: "late" }), 100);
    };
    socket.sendBuffer = [];
    print(
      socket.sendBuffer.length,
      socket.sendBuffer[0]?.data[0],
      socket.receiveBuffer.map(([name]) => name),
    );
    const ids: (string | undefined)[] = anything.map(({ id }) => id);
    socket.connect().disconnect().open().close();
    const mock = { on: () => mock, connected: false } as unknown as Socket;
    mock.connected = true;
    mock.id = "id";

    // manager and connection
    const manager = new Manager("https://example.com", managerOptions);
    const own = new Manager({ path: "/live" });
    const typedManager: InstanceType<typeof Manager> = new Manager<ServerToClient, ClientToServer>();
    const admin: Socket<ServerToClient, ClientToServer> = manager.socket("/admin", {
      auth: { token: "secret" },
    });
    socket.io.on("reconnect", (attempt) => print(attempt.toFixed()));
    socket.io.on("reconnect_attempt", (attempt: number) => {
      socket.io.opts.query = { ...socket.io.opts.query, attempt };
      socket.io.opts.extraHeaders = { authorization: "Bearer other" };
      socket.io.opts.transports = ["websocket"];
    });
    socket.io.once("reconnect_error", (error) => print(error.message));
    socket.io.on("reconnect_failed", () => print("giving up")).on("ping", () => print("ping"));
    manager
      .on("error", (error: Error) => print(error))
      .off("error")
      .removeAllListeners();
    manager.on("open", print).on("close", (reason, details) => print(reason, details));
    manager.reconnection(false).reconnectionAttempts(3).reconnectionDelay(100).reconnectionDelayMax(1_000);
    manager.randomizationFactor(0).timeout(false).timeout(5_000);
    const delays: number[] = [
      own.reconnectionDelay(),
      own.reconnectionDelayMax(),
      own.reconnectionAttempts(),
    ];
    const hasReconnection: boolean = own.reconnection();
    const limit: number | boolean = own.timeout();
    manager.open((error) => print(error?.message)).connect();
    const state: "opening" | "open" | "closed" = manager._readyState;
    manager._close();
    const { engine } = admin.io;
    print(engine.id, engine.transport.name === "polling", engine.readyState === "open");
    engine.once("upgrade", (transport) => print(transport.name));
    engine.on("packet", ({ type, data }) => print(type, data)).on("packetCreate", ({ type }) => print(type));
    engine.on("drain", () => print("drained")).on("close", (reason) => print(reason.length));
    engine
      .on("message", (data: string) => print(data.length))
      .off("message")
      .close();
    print(typedManager, delays, hasReconnection, limit, state, manager._reconnecting, ids);
    print(listeners, current, answers);
  });

  test("compiles with ours", () => {
    type Socket<Listen extends EventsMap = DefaultEventsMap, Emit extends EventsMap = Listen> = ours.Socket<
      Listen,
      Emit
    >;
    type ManagerOptions = OurManagerOptions;
    type SocketOptions = OurSocketOptions;
    type DisconnectReason = ours.Socket.DisconnectReason;
    type DisconnectDescription = OurDisconnectDescription;
    const { io, connect, Manager, Socket } = {} as typeof ours;
    // From here on the text is the same as above.

    // options, with all that a page or a service may have set
    const options: Partial<ManagerOptions & SocketOptions> = {
      path: "/live",
      addTrailingSlash: false,
      transports: ["websocket"],
      upgrade: false,
      rememberUpgrade: true,
      withCredentials: true,
      timestampRequests: true,
      timestampParam: "t",
      forceBase64: false,
      useNativeTimers: true,
      transportOptions: { websocket: { extraHeaders: { "x-mine": "1" } } },
      forceNew: true,
      multiplex: false,
      reconnection: true,
      reconnectionAttempts: Number.POSITIVE_INFINITY,
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
      randomizationFactor: 0.2,
      timeout: 5_000,
      autoConnect: false,
      autoUnref: true,
      closeOnBeforeunload: true,
      query: { room: "lobby", version: 2 },
      auth: { token: "secret" },
      retries: 3,
      ackTimeout: 10_000,
      extraHeaders: { authorization: "Bearer secret" },
      protocols: ["chat"],
      agent: false,
      ca: ["one", "two"],
      cert: "certificate",
      key: "key",
      pfx: "store",
      passphrase: "secret",
      ciphers: "HIGH",
      rejectUnauthorized: false,
      perMessageDeflate: { threshold: 1_024 },
      parser: customParser,
    };
    const managerOptions: Partial<ManagerOptions> = { ...options, timeout: 1_000 };
    const socketOptions: SocketOptions = { auth: (send) => send({ token: "secret" }), retries: 1 };

    // sockets come from `io` untyped, and take the type that they are given
    const socket: Socket<ServerToClient, ClientToServer> = io("https://example.com/admin", options);
    const untyped = io();
    const unnamed: Socket = io({ ...options, path: "/other" });
    const inferred: ReturnType<typeof io> = connect("https://example.com", {
      ...managerOptions,
      ...socketOptions,
    });
    let current: Socket<ServerToClient, ClientToServer> | null = null;
    current ??= io("/admin", {
      transports: ["websocket"],
      auth: async (send) => send({ token: await token }),
    });
    const service = new (class {
      readonly socket: Socket<ServerToClient, ClientToServer>;
      constructor(url: string | undefined) {
        this.socket = io(url ?? "http://localhost:3000", { autoConnect: false });
      }
      watch(listener: ServerToClient["chat"]): () => void {
        this.socket.on("chat", listener);
        return () => {
          this.socket.off("chat", listener);
        };
      }
    })(undefined);
    const anything: (Socket | typeof socket)[] = [socket, untyped, unnamed, inferred, service.socket];
    const isSocket = (value: unknown): boolean => value instanceof Socket && value.connected;
    const close = (peer: Socket): Socket => peer.disconnect();
    close(socket);
    for (const peer of anything.filter(isSocket)) {
      peer.close();
    }

    // listening
    const onChat = (from: string, text: string): void => print(from, text);
    socket.on("chat", onChat).once("chat", onChat).off("chat", onChat).off("chat");
    socket.on("question", async (question, answer) => answer(question.length));
    socket.on("connect", () => print(socket.id, socket.connected, socket.recovered, socket.disconnected));
    socket.on("connect_error", (error) => print(error.message, error.data.content, socket.active));
    socket.on("connect_error", (error: Error & { data?: { retryInSeconds: number } }) => print(error.data));
    socket.on("disconnect", (reason) => {
      if (reason === "io server disconnect") {
        socket.connect();
      }
    });
    socket.on("disconnect", (reason: DisconnectReason, details?: DisconnectDescription) => {
      if (details !== undefined) {
        print(reason, details instanceof Error ? details.message : [details.description, details.context]);
      }
    });
    socket.on("disconnect", (reason: string, details) => print(reason, details));
    socket.removeListener("chat", onChat).removeAllListeners("chat").removeAllListeners().off();
    print(socket.hasListeners("chat"), socket.listeners("chat").length, socket.listeners("connect")[0]?.());
    socket
      .onAny((name, ...args) => print(name, args))
      .prependAny(print)
      .offAny(print)
      .offAny();
    socket.onAnyOutgoing(print).prependAnyOutgoing(print).offAnyOutgoing(print);
    const listeners: ((...args: Untyped[]) => void)[] = [
      ...socket.listenersAny(),
      ...socket.listenersAnyOutgoing(),
    ];
    untyped.on("whatever", (first: number, reply: (answer: string) => void) => reply(`${first}`));
    untyped.on(computed, (payload) => payload.anything.at.all);
    untyped.once("users", (users: { id: string }[]) => users.map(({ id }) => id));
    const handlers: Partial<ServerToClient> = { chat: onChat };
    if (handlers.chat) {
      socket.on("chat", handlers.chat);
    }
    const ready = new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("connect_error", reject);
    });
    const next = new Promise<string>((resolve) => socket.once("chat", (_from, text) => resolve(text)));

    // emitting
    socket.emit("say", "hello").emit("nothing");
    socket.volatile.compress(false).emit("move", 1, 2);
    socket.emit("ask", "why?", (answer) => print(answer.length));
    socket.emit("maybe", "why?").emit("maybe", "why?", 1, (answer) => print(answer.length));
    socket.timeout(1_000).emit("ask", "why?", (error, answer) => print(error.message, answer.length));
    socket.timeout(1_000).emit("say", "hello");
    socket.send("hello");
    untyped.emit(
      "whatever",
      1,
      "two",
      { 3: [4] },
      new Uint8Array(5),
      (answer: { status: string }) => answer.status,
    );
    untyped.timeout(1_000).emit("whatever", (error: Error | null, answer: string) => print(error, answer));
    untyped.emit(computed, ...values).send(...values);
    const emit = <Name extends keyof ClientToServer>(
      name: Name,
      ...args: Parameters<ClientToServer[Name]>
    ): void => {
      socket.emit(name, ...args);
    };
    emit("say", "hello");
    const emitter: Pick<Socket<ServerToClient, ClientToServer>, "emit" | "on"> = socket;
    emitter.emit("say", "hello");

    // waiting for answers
    const answers = async (): Promise<void> => {
      const answer: string = await socket.emitWithAck("ask", "why?");
      const late: string = await socket.timeout(1_000).emitWithAck("ask", "why?");
      const optional: string = await socket.emitWithAck("maybe", "why?");
      const more: string = await socket.timeout(1_000).emitWithAck("maybe", "why?", 1);
      const { status }: { status: string } = await untyped.emitWithAck("whatever", 1, "two");
      const response = await untyped.timeout(1_000).emitWithAck(computed, ...values);
      print(answer, late, optional, more, status, response.anything, await ready, await next);
    };

    // state
    socket.auth = { token: "other" };
    socket.auth = (send) => {
      setTimeout(() => send({ token: "late" }), 100);
    };
    socket.sendBuffer = [];
    print(
      socket.sendBuffer.length,
      socket.sendBuffer[0]?.data[0],
      socket.receiveBuffer.map(([name]) => name),
    );
    const ids: (string | undefined)[] = anything.map(({ id }) => id);
    socket.connect().disconnect().open().close();
    const mock = { on: () => mock, connected: false } as unknown as Socket;
    mock.connected = true;
    mock.id = "id";

    // manager and connection
    const manager = new Manager("https://example.com", managerOptions);
    const own = new Manager({ path: "/live" });
    const typedManager: InstanceType<typeof Manager> = new Manager<ServerToClient, ClientToServer>();
    const admin: Socket<ServerToClient, ClientToServer> = manager.socket("/admin", {
      auth: { token: "secret" },
    });
    socket.io.on("reconnect", (attempt) => print(attempt.toFixed()));
    socket.io.on("reconnect_attempt", (attempt: number) => {
      socket.io.opts.query = { ...socket.io.opts.query, attempt };
      socket.io.opts.extraHeaders = { authorization: "Bearer other" };
      socket.io.opts.transports = ["websocket"];
    });
    socket.io.once("reconnect_error", (error) => print(error.message));
    socket.io.on("reconnect_failed", () => print("giving up")).on("ping", () => print("ping"));
    manager
      .on("error", (error: Error) => print(error))
      .off("error")
      .removeAllListeners();
    manager.on("open", print).on("close", (reason, details) => print(reason, details));
    manager.reconnection(false).reconnectionAttempts(3).reconnectionDelay(100).reconnectionDelayMax(1_000);
    manager.randomizationFactor(0).timeout(false).timeout(5_000);
    const delays: number[] = [
      own.reconnectionDelay(),
      own.reconnectionDelayMax(),
      own.reconnectionAttempts(),
    ];
    const hasReconnection: boolean = own.reconnection();
    const limit: number | boolean = own.timeout();
    manager.open((error) => print(error?.message)).connect();
    const state: "opening" | "open" | "closed" = manager._readyState;
    manager._close();
    const { engine } = admin.io;
    print(engine.id, engine.transport.name === "polling", engine.readyState === "open");
    engine.once("upgrade", (transport) => print(transport.name));
    engine.on("packet", ({ type, data }) => print(type, data)).on("packetCreate", ({ type }) => print(type));
    engine.on("drain", () => print("drained")).on("close", (reason) => print(reason.length));
    engine
      .on("message", (data: string) => print(data.length))
      .off("message")
      .close();
    print(typedManager, delays, hasReconnection, limit, state, manager._reconnecting, ids);
    print(listeners, current, answers);
  });
});

// What the application's code works with.
declare const print: (...values: Untyped[]) => void;
declare const computed: string;
declare const values: Untyped[];
declare const token: Promise<string>;
declare const customParser: typeof import("socket.io-msgpack-parser");
