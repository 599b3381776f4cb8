import { once } from "node:events";
import { describe, expectTypeOf, test } from "vitest";
import type { BroadcastOperator, Event, Namespace, RemoteSocket, Server, Socket } from "../src/api.js";
import type { Server as NodeServer } from "../src/bindings/node/typed.js";

// biome-ignore lint/suspicious/noExplicitAny: what untyped applications get is any, and is to stay so
type Untyped = any;

interface ClientToServer {
  chat: (text: string) => void;
  move: (x: number, y: number) => void;
  lookup: (key: string, reply: (value: number) => void) => void;
}

interface ServerToClient {
  joined: (id: string) => void;
  position: (x: number, y: number) => void;
  nothing: () => void;
  message: (text: string) => void;
  ask: (question: string, reply: (answer: string) => void) => void;
  confirm: (reply: (error: Error, agreed: boolean) => void) => void;
  poke: (reply: () => void) => void;
  pair: (reply: (left: number, right: string) => void) => void;
  maybe: (reply?: (answer: string) => void) => void;
  loose: (reply: (answer: Untyped) => void) => void;
}

interface PartlyUntyped {
  joined: (id: string) => void;
  ask: (question: string, reply: (answer: string) => void) => void;
  anything: Untyped;
}

interface BetweenServers {
  reload: (reason: string) => void;
  load: (reply: (connections: number) => void) => void;
  load2: (unit: string, reply: (error: Error, connections: number) => void) => void;
}

interface Data {
  name: string;
  age: number;
}

type TypedServer = Server<ClientToServer, ServerToClient, BetweenServers, Data>;
type TypedNamespace = Namespace<ClientToServer, ServerToClient, BetweenServers, Data>;
type TypedSocket = Socket<ClientToServer, ServerToClient, BetweenServers, Data>;

declare const io: TypedServer;
declare const namespace: TypedNamespace;
declare const socket: TypedSocket;
declare const untypedServer: Server;
declare const untypedSocket: Socket;
declare const room: BroadcastOperator<ServerToClient, Data>;
declare const remote: RemoteSocket<ServerToClient, Data>;

describe("listening", () => {
  test("a socket's listeners get the arguments of the client's events", () => {
    socket.on("chat", (...args) => expectTypeOf(args).toEqualTypeOf<[text: string]>());
    socket.once("move", (...args) => expectTypeOf(args).toEqualTypeOf<[x: number, y: number]>());
    socket.on("lookup", (key, reply) => {
      expectTypeOf(key).toEqualTypeOf<string>();
      expectTypeOf(reply).toEqualTypeOf<(value: number) => void>();
      reply(1);
      // @ts-expect-error the client awaits a number
      reply("1");
    });
    socket.on("chat", async (text) => {
      expectTypeOf(text).toEqualTypeOf<string>();
    });
    expectTypeOf(socket.on("chat", () => {})).toEqualTypeOf<TypedSocket>();
  });

  test("an unknown event, or a listener that expects something else, is refused", () => {
    // @ts-expect-error no such event
    socket.on("unknown", () => {});
    // @ts-expect-error the server sends this one, the client does not
    socket.on("joined", () => {});
    // @ts-expect-error the argument is a string
    socket.on("chat", (text: number) => text);
    // @ts-expect-error there is one argument only
    socket.once("chat", (text: string, more: string) => text + more);
    // @ts-expect-error a namespace hears other servers, not clients
    io.on("chat", () => {});
    // @ts-expect-error no such event
    namespace.once("unknown", () => {});
  });

  test("a socket tells why it disconnects", () => {
    socket.on("disconnect", (reason, description) => {
      expectTypeOf(reason).toExtend<string>();
      expectTypeOf<"ping timeout">().toExtend<typeof reason>();
      expectTypeOf<"nonsense">().not.toExtend<typeof reason>();
      expectTypeOf(description).toBeAny();
    });
    socket.once("disconnecting", (reason) => expectTypeOf<"transport close">().toExtend<typeof reason>());
    socket.on("error", (error) => expectTypeOf(error).toEqualTypeOf<Error>());
  });

  test("a namespace tells of typed sockets", () => {
    io.on("connection", (peer) => expectTypeOf(peer).toEqualTypeOf<TypedSocket>());
    io.once("connect", (peer) => expectTypeOf(peer).toEqualTypeOf<TypedSocket>());
    io.on("new_namespace", (made) => expectTypeOf(made).toEqualTypeOf<TypedNamespace>());
    namespace.on("connection", (peer) => expectTypeOf(peer).toEqualTypeOf<TypedSocket>());
    // @ts-expect-error only a server makes namespaces
    namespace.on("new_namespace", () => {});
  });

  test("other servers' events are typed too", () => {
    io.on("reload", (reason) => expectTypeOf(reason).toEqualTypeOf<string>());
    namespace.on("load", (reply) => expectTypeOf(reply).toEqualTypeOf<(connections: number) => void>());
  });

  test("the rest of Node's emitter is there, unchecked", () => {
    const print = (text: string) => text;
    expectTypeOf(socket.off("chat", print)).toEqualTypeOf<TypedSocket>();
    socket.addListener("whatever", print).removeListener("whatever", print).removeAllListeners("chat");
    socket.prependListener("chat", print).prependOnceListener("chat", print).setMaxListeners(64);
    io.prependListener("connection", (peer: TypedSocket) => peer.id);
    expectTypeOf(socket.listeners("chat")).toEqualTypeOf<((text: string) => void)[]>();
    expectTypeOf(socket.listenerCount("chat")).toEqualTypeOf<number>();
    expectTypeOf(socket.eventNames()).toEqualTypeOf<(string | symbol)[]>();
    expectTypeOf(once(socket, "chat")).resolves.toEqualTypeOf<Untyped[]>();
    expectTypeOf<TypedServer>().toExtend<NodeJS.EventEmitter>();
    expectTypeOf<TypedNamespace>().toExtend<NodeJS.EventEmitter>();
    expectTypeOf<TypedSocket>().toExtend<NodeJS.EventEmitter>();
  });
});

describe("emitting", () => {
  test("an event takes its own arguments", () => {
    expectTypeOf(socket.emit("joined", "id")).toEqualTypeOf<boolean>();
    socket.emit("position", 1, 2);
    socket.emit("nothing");
    socket.volatile.compress(false).emit("joined", "id");
    io.emit("joined", "id");
    io.emit("nothing");
    namespace.emit("position", 1, 2);
    io.to("room").emit("joined", "id");
    socket.broadcast.emit("position", 1, 2);
    remote.emit("joined", "id");
  });

  test("unknown events and wrong arguments are refused", () => {
    // @ts-expect-error no such event
    socket.emit("unknown");
    // @ts-expect-error the client sends this one
    socket.emit("chat", "hello");
    // @ts-expect-error an argument is missing
    socket.emit("position", 1);
    // @ts-expect-error one too many
    socket.emit("nothing", 1);
    // @ts-expect-error the argument is a string
    io.emit("joined", 1);
    // @ts-expect-error no such event
    io.to("room").emit("unknown");
    // @ts-expect-error the argument is a string
    socket.to("room").emit("joined", 1);
    // @ts-expect-error the argument is a string
    remote.emit("joined", 1);
    // @ts-expect-error reserved events are the socket's own
    socket.emit("disconnect", "ping timeout");
    // @ts-expect-error reserved events are the server's own
    io.emit("connection", socket);
  });

  test("send takes the arguments of the event called message", () => {
    expectTypeOf(socket.send("hello")).toEqualTypeOf<TypedSocket>();
    expectTypeOf(io.write("hello")).toEqualTypeOf<TypedServer>();
    // @ts-expect-error the argument is a string
    namespace.send(1);
  });
});

describe("acknowledgements", () => {
  test("a socket's acknowledgement gets what the client answers", () => {
    socket.emit("ask", "why?", (answer) => expectTypeOf(answer).toEqualTypeOf<string>());
    socket.emit("maybe", (answer) => expectTypeOf(answer).toEqualTypeOf<string>());
    socket.emit("maybe");
    // @ts-expect-error the acknowledgement is not optional
    socket.emit("ask", "why?");
    // @ts-expect-error without a timeout there is no error in front
    socket.emit("ask", "why?", (error: Error, answer: string) => `${error}${answer}`);
  });

  test("after timeout an error stands in front", () => {
    socket.timeout(1000).emit("ask", "why?", (error, answer) => {
      expectTypeOf(error).toEqualTypeOf<Error>();
      expectTypeOf(answer).toEqualTypeOf<string>();
    });
    socket.timeout(1000).emit("poke", (...args) => expectTypeOf(args).toEqualTypeOf<[err: Error]>());
    socket.timeout(1000).emit("pair", (error, left, right) => {
      expectTypeOf(error).toEqualTypeOf<Error>();
      expectTypeOf(left).toEqualTypeOf<number>();
      expectTypeOf(right).toEqualTypeOf<string>();
    });
    socket.timeout(1000).emit("confirm", (error, agreed) => {
      expectTypeOf(error).toEqualTypeOf<Error>();
      expectTypeOf(agreed).toEqualTypeOf<boolean>();
    });
    socket.timeout(1000).emit("joined", "id");
    socket.timeout(1000).on("chat", (text) => expectTypeOf(text).toEqualTypeOf<string>());
    // @ts-expect-error the argument is a string
    socket.timeout(1000).emit("joined", 1);
  });

  test("emitWithAck resolves to the first answer that is not an error", () => {
    expectTypeOf(socket.emitWithAck("ask", "why?")).resolves.toEqualTypeOf<string>();
    expectTypeOf(socket.emitWithAck("confirm")).resolves.toEqualTypeOf<boolean>();
    expectTypeOf(socket.emitWithAck("poke")).resolves.toEqualTypeOf<undefined>();
    expectTypeOf(socket.emitWithAck("pair")).resolves.toEqualTypeOf<number>();
    expectTypeOf(socket.emitWithAck("loose")).resolves.toBeAny();
    expectTypeOf(socket.timeout(1000).emitWithAck("ask", "why?")).resolves.toEqualTypeOf<string>();
    expectTypeOf(socket.timeout(1000).emitWithAck("confirm")).resolves.toEqualTypeOf<boolean>();
  });

  test("emitWithAck is for events that are acknowledged, and takes no acknowledgement", () => {
    // @ts-expect-error nobody answers this one
    socket.emitWithAck("joined", "id");
    // @ts-expect-error nobody has to answer this one
    socket.emitWithAck("maybe");
    // @ts-expect-error an argument is missing
    socket.emitWithAck("ask");
    // @ts-expect-error the promise stands for the acknowledgement
    socket.emitWithAck("ask", "why?", () => {});
  });

  test("a broadcast's acknowledgement gets a list of answers", () => {
    io.to("room").emit("ask", "why?", (answers) => expectTypeOf(answers).toEqualTypeOf<string[]>());
    socket.broadcast.emit("ask", "why?", (answers) => expectTypeOf(answers).toEqualTypeOf<string[]>());
    namespace.in("room").emit("pair", (...args) => expectTypeOf(args).toEqualTypeOf<[left: number[]]>());
    io.to("room").emit("poke", (...args) => expectTypeOf(args).toEqualTypeOf<[]>());
    io.to("room").emit("confirm", (error, agreed) => {
      expectTypeOf(error).toEqualTypeOf<Error>();
      expectTypeOf(agreed).toEqualTypeOf<boolean[]>();
    });
  });

  test("a broadcast with a timeout has both, the error and the list", () => {
    io.timeout(1000).emit("ask", "why?", (error, answers) => {
      expectTypeOf(error).toEqualTypeOf<Error>();
      expectTypeOf(answers).toEqualTypeOf<string[]>();
    });
    io.to("room")
      .timeout(1000)
      .emit("confirm", (error, agreed) => {
        expectTypeOf(error).toEqualTypeOf<Error>();
        expectTypeOf(agreed).toEqualTypeOf<boolean[]>();
      });
    io.timeout(1000)
      .to("room")
      .except("other")
      .emit("poke", (...args) => expectTypeOf(args).toEqualTypeOf<[err: Error]>());
    socket.to("room").timeout(1000).emit("joined", "id");
    // @ts-expect-error the answers are strings
    io.timeout(1000).emit("ask", "why?", (error, answers: number[]) => `${error}${answers}`);
  });

  test("a broadcast's emitWithAck resolves to the list", () => {
    expectTypeOf(io.timeout(1000).emitWithAck("ask", "why?")).resolves.toEqualTypeOf<string[]>();
    expectTypeOf(io.to("room").timeout(1000).emitWithAck("pair")).resolves.toEqualTypeOf<number[]>();
    expectTypeOf(socket.broadcast.timeout(9).emitWithAck("confirm")).resolves.toEqualTypeOf<boolean[]>();
    expectTypeOf(io.to("room").emitWithAck("confirm")).resolves.toEqualTypeOf<boolean[]>();
    expectTypeOf(room.emitWithAck("confirm")).resolves.toEqualTypeOf<boolean>();
    // @ts-expect-error without a timeout the acknowledgement has no error, and may never come
    io.to("room").emitWithAck("ask", "why?");
    // @ts-expect-error nobody answers this one
    io.timeout(1000).emitWithAck("joined", "id");
    // @ts-expect-error an argument is missing
    io.timeout(1000).emitWithAck("ask");
  });

  test("a whole server or namespace emits without acknowledgements only", () => {
    // @ts-expect-error whom should it wait for, and how long?
    io.emit("ask", "why?", () => {});
    // @ts-expect-error the same
    namespace.emit("confirm", () => {});
    io.emit("maybe");
  });

  test("untyped answers accept every listener", () => {
    socket.emit("loose", (answer) => expectTypeOf(answer).toBeAny());
    socket.timeout(1000).emit("loose", (error: Error, answer: string) => `${error}${answer}`);
  });

  test("an untyped event in a map lifts the distinction between events with and without acknowledgement", () => {
    const partly = untypedServer as unknown as Server<ClientToServer, PartlyUntyped>;
    partly.emit("anything", 1, "two", () => {});
    partly.emit("ask", "why?", () => {});
    partly.to("room").emit("anything", (error: Error, answers: string[]) => `${error}${answers}`);
    partly.on("connection", (peer) => {
      peer.emit("anything", 1, "two", () => {});
      expectTypeOf(peer.emitWithAck("anything", 1)).resolves.toBeAny();
      expectTypeOf(peer.emitWithAck("ask", "why?")).resolves.toEqualTypeOf<string>();
      // @ts-expect-error arguments are checked all the same
      peer.emit("joined", 1);
      // @ts-expect-error no such event
      peer.emit("unknown");
    });
    expectTypeOf(partly.to("room").emitWithAck("ask", "why?")).resolves.toEqualTypeOf<string[]>();
    expectTypeOf(partly.timeout(9).emitWithAck("ask", "why?")).resolves.toEqualTypeOf<string[]>();
  });

  test("an event that may end in anything is untyped as well", () => {
    interface Open {
      log: (level: string, ...details: Untyped[]) => void;
      joined: (id: string) => void;
    }
    const open = untypedSocket as unknown as Socket<ClientToServer, Open>;
    open.emit("log", "info", 1, "two", () => {});
    expectTypeOf(open.emitWithAck("log", "info", 1)).resolves.toBeAny();
    // @ts-expect-error the level is a string
    open.emit("log", 1);
  });

  test("a remote socket answers like a broadcast of one", () => {
    expectTypeOf(remote.timeout(1000).emitWithAck("ask", "why?")).resolves.toEqualTypeOf<string>();
    remote.timeout(1000).emit("ask", "why?", (error, answer) => {
      expectTypeOf(error).toEqualTypeOf<Error>();
      expectTypeOf(answer).toEqualTypeOf<string>();
    });
  });
});

describe("between servers", () => {
  test("events and arguments are checked", () => {
    expectTypeOf(io.serverSideEmit("reload", "new version")).toEqualTypeOf<boolean>();
    namespace.serverSideEmit("reload", "new version");
    // @ts-expect-error the argument is a string
    io.serverSideEmit("reload", 1);
    // @ts-expect-error no such event
    io.serverSideEmit("unknown");
    // @ts-expect-error a client's event
    io.serverSideEmit("chat", "hello");
  });

  test("an acknowledgement gets an error and the list of answers", () => {
    io.serverSideEmit("load", (error, connections) => {
      expectTypeOf(error).toEqualTypeOf<Error>();
      expectTypeOf(connections).toEqualTypeOf<number[]>();
    });
    namespace.serverSideEmit("load2", "thousands", (error, connections) => {
      expectTypeOf(error).toEqualTypeOf<Error>();
      expectTypeOf(connections).toEqualTypeOf<number[]>();
    });
  });

  test("serverSideEmitWithAck resolves to the list of answers", () => {
    expectTypeOf(io.serverSideEmitWithAck("load")).resolves.toEqualTypeOf<number[]>();
    expectTypeOf(namespace.serverSideEmitWithAck("load2", "units")).resolves.toEqualTypeOf<number[]>();
    // @ts-expect-error nobody answers this one
    io.serverSideEmitWithAck("reload", "new version");
    // @ts-expect-error an argument is missing
    io.serverSideEmitWithAck("load2");
  });
});

describe("middleware", () => {
  test("a namespace's middleware gets the typed socket and next", () => {
    io.use((peer, next) => {
      expectTypeOf(peer).toEqualTypeOf<TypedSocket>();
      const error: Error & { data?: unknown } = new Error("no");
      error.data = { retryInSeconds: 30 };
      next(error);
      next();
      // @ts-expect-error a refusal is an error
      next("no");
    });
    expectTypeOf(namespace.use(async (_peer, next) => next())).toEqualTypeOf<TypedNamespace>();
    expectTypeOf(io.use((_peer, next) => next())).toEqualTypeOf<TypedServer>();
  });

  test("a socket's middleware gets the event as an array", () => {
    socket.use((event, next) => {
      expectTypeOf(event).toEqualTypeOf<Event>();
      expectTypeOf(event[0]).toEqualTypeOf<string>();
      expectTypeOf(event[1]).toBeAny();
      next(new Error("no"));
      next();
    });
  });

  test("a parent namespace's function gets name, auth and next", () => {
    const parent = io.of((name, auth, next) => {
      expectTypeOf(name).toEqualTypeOf<string>();
      expectTypeOf(auth["token"]).toBeAny();
      next(null, true);
      next(new Error("no"), false);
    });
    expectTypeOf(parent).toEqualTypeOf<TypedNamespace>();
    expectTypeOf(io.of(/^\/project-\d+$/)).toEqualTypeOf<TypedNamespace>();
    io.of("/admin", (peer) => expectTypeOf(peer).toEqualTypeOf<TypedSocket>());
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

describe("members", () => {
  test("a socket's data has the given type", () => {
    expectTypeOf(socket.data).toEqualTypeOf<Data>();
    socket.data.name = "Ada";
    // @ts-expect-error the age is a number
    socket.data.age = "36";
    // @ts-expect-error no such field
    socket.data.unknown = 1;
    socket.data = { name: "Ada", age: 36 };
    expectTypeOf(untypedSocket.data).toBeAny();
  });

  test("fetchSockets finds typed remote sockets", async () => {
    expectTypeOf(io.fetchSockets()).resolves.toEqualTypeOf<RemoteSocket<ServerToClient, Data>[]>();
    expectTypeOf(namespace.fetchSockets()).resolves.toEqualTypeOf<RemoteSocket<ServerToClient, Data>[]>();
    for (const found of await io.in("room").except("other").fetchSockets()) {
      expectTypeOf(found.data).toEqualTypeOf<Data>();
      expectTypeOf(found.rooms).toEqualTypeOf<Set<string>>();
      expectTypeOf(found.id).toEqualTypeOf<string>();
      found.emit("joined", "id");
      found.join(["a", "b"]);
      found.leave("a");
      found.disconnect(true).emit("nothing");
      // @ts-expect-error no such event
      found.emit("unknown");
    }
    expectTypeOf(io.allSockets()).resolves.toEqualTypeOf<Set<string>>();
  });

  test("the sockets of a namespace are typed", () => {
    expectTypeOf(io.sockets).toEqualTypeOf<TypedNamespace>();
    expectTypeOf(namespace.server).toEqualTypeOf<TypedServer>();
    expectTypeOf(namespace.sockets).toEqualTypeOf<Map<string, TypedSocket>>();
    expectTypeOf(io.sockets.adapter.rooms).toEqualTypeOf<Map<string, Set<string>>>();
    expectTypeOf(io.close(() => {})).resolves.toEqualTypeOf<void>();
    io.socketsJoin("a");
    io.in("a").socketsLeave(["a", "b"]);
    io.disconnectSockets(true);
  });

  test("the handshake and the request have the headers that HTTP knows as strings", () => {
    expectTypeOf(socket.handshake.headers.cookie).toEqualTypeOf<string | undefined>();
    expectTypeOf(socket.handshake.headers.authorization).toEqualTypeOf<string | undefined>();
    expectTypeOf(socket.handshake.headers["x-mine"]).toEqualTypeOf<string | string[] | undefined>();
    expectTypeOf(socket.request.headers.cookie).toEqualTypeOf<string | undefined>();
    expectTypeOf(socket.handshake.query["token"]).toEqualTypeOf<string | string[] | undefined>();
    expectTypeOf(socket.handshake.auth["token"]).toBeAny();
    expectTypeOf(socket.handshake.issued).toEqualTypeOf<number>();
    expectTypeOf(socket.conn.transport.name).toExtend<string>();
    expectTypeOf(socket.rooms).toEqualTypeOf<Set<string>>();
    expectTypeOf(socket.disconnect(true)).toEqualTypeOf<TypedSocket>();
    expectTypeOf(socket.join(["a", "b"])).toEqualTypeOf<Promise<void> | void>();
    socket.conn.on("packet", ({ type, data }) => `${type}${data}`);
    socket.conn.once("close", (reason) => reason);
    io.engine.on("connection_error", (error) => error.message);
    io.engine.on("headers", (headers) => {
      headers["x-mine"] = "1";
    });
    io.engine.generateId = () => "id";
    expectTypeOf(io.engine.clientsCount).toEqualTypeOf<number>();
  });
});

describe("without event maps", () => {
  test("every event, argument and listener is accepted", () => {
    untypedServer.on("connection", (peer) => expectTypeOf(peer).toEqualTypeOf<Socket>());
    untypedServer.emit("whatever", 1, "two", [3], () => {});
    untypedServer.on("whatever", (a, b) => `${a}${b}`);
    untypedServer.serverSideEmit("whatever", 1, (error: Error, answers: number[]) => `${error}${answers}`);
    untypedServer.to("room").emit("whatever", 1, (answers: string[]) => answers);
    untypedServer.timeout(9).emit("whatever", 1, (error: Error, answers: string[]) => `${error}${answers}`);
    untypedSocket.emit("whatever", 1, (answer: string) => answer);
    untypedSocket.timeout(9).emit("whatever", (error: Error, answer: string) => `${error}${answer}`);
    untypedSocket.send(1, 2, 3);
    untypedSocket.on("whatever", (value: number, reply: (value: string) => void) => reply(`${value}`));
    untypedSocket.on("whatever", async (value) => expectTypeOf(value).toBeAny());
    untypedSocket.on("disconnect", (reason) => expectTypeOf<"parse error">().toExtend<typeof reason>());
    const name: string = "computed";
    untypedSocket.emit(name, 1);
    untypedSocket.on(name, (value) => expectTypeOf(value).toBeAny());
  });

  test("every promise of an acknowledgement is any", () => {
    expectTypeOf(untypedSocket.emitWithAck("whatever", 1)).resolves.toBeAny();
    expectTypeOf(untypedSocket.timeout(9).emitWithAck("whatever", 1)).resolves.toBeAny();
    expectTypeOf(untypedServer.timeout(9).emitWithAck("whatever", 1)).resolves.toBeAny();
    expectTypeOf(untypedServer.serverSideEmitWithAck("whatever", 1)).resolves.toEqualTypeOf<Untyped[]>();
  });

  test("one map serves both directions when it is the only one", () => {
    type Both = { chat: (text: string) => void };
    const both = untypedSocket as unknown as Socket<Both>;
    both.on("chat", (text) => expectTypeOf(text).toEqualTypeOf<string>());
    both.emit("chat", "hello");
    // @ts-expect-error no such event
    both.emit("unknown");
  });
});

describe("a server on Node", () => {
  test("tells whether it serves the client, and returns itself when that is changed", () => {
    const server = io as unknown as NodeServer<ClientToServer, ServerToClient, BetweenServers, Data>;
    expectTypeOf(server.serveClient()).toEqualTypeOf<boolean>();
    expectTypeOf(server.serveClient(false)).toEqualTypeOf(server);
    // @ts-expect-error it is yes or no
    server.serveClient("no");
  });
});

describe("passing typed things around", () => {
  test("functions written for any server, namespace or socket take typed ones", () => {
    const anyServer = (server: Server<Untyped, Untyped, Untyped, Untyped>) => server.emit("x");
    const anySocket = (peer: Socket<Untyped, Untyped, Untyped, Untyped>) => peer.emit("x");
    anyServer(io);
    anyServer(untypedServer);
    anySocket(socket);
    anySocket(untypedSocket);
  });

  test("a function over a map of its own is possible", () => {
    function greet<Events extends { chat: (text: string) => void }>(peer: Socket<Events, ServerToClient>) {
      peer.emit("joined", peer.id);
      peer.to("room").emit("position", 1, 2);
    }
    greet(socket as unknown as Socket<ClientToServer, ServerToClient>);
  });
});
