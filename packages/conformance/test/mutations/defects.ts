import type { Patch } from "../programs/bundled-program.js";

/** A way in which a server can be wrong, and what the kit must say to it. */
export interface Defect {
  readonly title: string;
  readonly patches: readonly Patch[];
  /** The requirements that are broken. Each of them must be named by a case that fails. */
  readonly breaks: readonly string[];
  /** What else comes of it: cases may fail for these requirements too, but for no others. */
  readonly drags?: readonly string[];
}

const session = "server/src/core/session/session.ts";
const heartbeat = "server/src/core/session/heartbeat.ts";
const client = "server/src/core/client/client.ts";
const socket = "server/src/core/socket/socket.ts";
const admission = "server/src/core/engine/admission.ts";
const origin = "server/src/core/engine/origin.ts";
const namespaces = "server/src/core/namespace/namespaces.ts";
const plainFrame = "server/src/bindings/node/plain-frame.ts";
const lightWebSocket = "server/src/bindings/node/light-web-socket.ts";
const reader = "internal/src/packet-reader.ts";
const revisions = "protocol/src/server-revisions.ts";
const handshake = "protocol/src/engine/handshake.ts";
const engineText = "protocol/src/engine/text.ts";
const engineCodec = "protocol/src/engine/codec.ts";
const header = "protocol/src/socket/header.ts";
const decode = "protocol/src/socket/decode.ts";
const assembler = "protocol/src/socket/assembler.ts";

/** Defects of the heartbeat and of what opens and closes a connection. */
const engineDefects: readonly Defect[] = [
  {
    title: "the server waits for pings in revision 4 too",
    patches: [
      { file: heartbeat, find: 'pingSender === "server"', replace: "pingSender === undefined" },
      {
        file: session,
        find: 'if (this.origin.revision.pingSender === "server") {',
        replace: "if (this.id === undefined) {",
      },
    ],
    breaks: ["EIO4-HB-1", "EIO4-HB-4", "EIO4-HB-6"],
    drags: ["EIO4-HB-3", "EIO4-HB-5", "EIO4-CON-1", "EIO-ATT-4", "EIO-VIO-3"],
  },
  {
    title: "the server pings in revision 3 too",
    patches: [{ file: heartbeat, find: 'pingSender === "server"', replace: "pingSender !== undefined" }],
    breaks: ["EIO3-HB-5"],
    drags: ["EIO3-HB-3", "EIO3-HB-4", "EIO3-HB-2", "EIO", "EIO3"],
  },
  {
    title: "a missing pong is put up with",
    patches: [
      {
        file: heartbeat,
        find: "this.#owner.heartbeatLost();\n      return;",
        replace: "",
      },
    ],
    breaks: ["EIO4-HB-3"],
    drags: ["EIO4-HB-4", "EIO-HB-2", "EIO-DIS-3"],
  },
  {
    title: "a pong that nobody asked for puts off the next ping",
    patches: [
      {
        file: heartbeat,
        find: "if (this.#isAwaiting) {\n      this.#isAwaiting = false;",
        replace: "{\n      this.#isAwaiting = false;",
      },
    ],
    breaks: ["EIO4-HB-5"],
  },
  {
    title: "the silence of a client of revision 3 is put up with",
    patches: [
      {
        file: heartbeat,
        find: "return this.#settings.pingIntervalMs + this.#settings.pingTimeoutMs;",
        replace: "return 100 * this.#settings.pingIntervalMs;",
      },
    ],
    breaks: ["EIO3-HB-3"],
    drags: ["EIO-HB-2", "EIO-DIS-3"],
  },
  {
    title: "a ping is not answered",
    patches: [
      {
        file: session,
        find: 'this.#sendPacket({ type: "pong", data: data.slice(0, maxEchoLength) });',
        replace: "",
      },
    ],
    breaks: ["EIO3-HB-2"],
    drags: ["EIO-HB-1", "EIO-ATT-4", "EIO-NSP-6", "EIO-CON"],
  },
  {
    title: "the payload of a ping is not repeated",
    patches: [
      {
        file: session,
        find: "data.slice(0, maxEchoLength)",
        replace: '""',
      },
    ],
    breaks: ["EIO-HB-1"],
  },
  {
    title: "a close packet is ignored",
    patches: [
      {
        file: session,
        find: 'if (this.#finish("closing", "transport close", undefined)) {\n      this.#port.close(1000, "");\n    }',
        replace: "",
      },
    ],
    breaks: ["EIO-PKT-2"],
    drags: ["EIO-DIS-3", "EIO-PKT-7"],
  },
  {
    title: "an upgrade packet ends the connection",
    patches: [
      {
        file: session,
        find: 'case "upgrade":\n      case "noop":\n        return;',
        replace: 'case "upgrade":\n      case "noop":\n        this.end("forced close"); return;',
      },
    ],
    breaks: ["EIO-PKT-4"],
    drags: ["EIO3-HB-4", "EIO-PKT-5", "EIO-ATT-4"],
  },
  {
    title: "junk behind a close packet is not seen",
    patches: [
      {
        file: engineText,
        find: 'return data === "" ? { type } : violation("ENGINE_PAYLOAD_UNEXPECTED");',
        replace: "return { type };",
      },
    ],
    breaks: ["EIO-PKT-3"],
    drags: ["EIO-VIO-1", "EIO-VIO-2", "EIO-VIO-3"],
  },
  {
    title: "a violation is dropped, and the connection stays",
    patches: [
      {
        file: session,
        find: 'if (this.#finish("closing", "parse error", { code, message })) {',
        replace: 'if (code.length === 0 && this.#finish("closing", "parse error", { code, message })) {',
      },
    ],
    breaks: ["EIO-VIO-1", "EIO-PKT-1", "EIO-TXT-7", "EIO-ATT-5"],
    drags: ["EIO", "EIO3", "EIO4"],
  },
  {
    title: "the close frame after a violation is missing",
    patches: [
      {
        file: session,
        find: "this.#port.close(closeCode, `",
        replace: "this.#port.terminate(); void (`",
      },
    ],
    breaks: ["EIO-VIO-3"],
  },
  {
    title: "the open packet lacks a field",
    patches: [{ file: handshake, find: "upgrades: [],", replace: "" }],
    breaks: ["EIO-OPEN-2", "EIO-OPEN-4"],
  },
  {
    title: "any EIO is taken for revision 4",
    patches: [{ file: revisions, find: "return undefined;", replace: "return serverRevision4;" }],
    breaks: ["EIO-REQ-7"],
    drags: ["EIO-REF-1", "EIO-REF-2", "EIO-REF-3", "EIO-REF-7"],
  },
  {
    title: "a request without EIO is taken for revision 4",
    patches: [{ file: revisions, find: 'eio ?? "3"', replace: 'eio ?? "4"' }],
    breaks: ["EIO3-REQ-2"],
  },
  {
    title: "a session id in the request is overlooked",
    patches: [
      {
        file: admission,
        find: 'if (query["sid"] !== undefined) {',
        replace: 'if (query["sid"] === "never") {',
      },
    ],
    breaks: ["EIO-REQ-9"],
    drags: ["EIO-REF-1", "EIO-REF-2", "EIO-REF-3", "EIO-REF-7"],
  },
  {
    title: "pages of other sites are let in",
    patches: [
      { file: origin, find: "isSameHost(origin, host) : matchesOrigin", replace: "true : matchesOrigin" },
    ],
    breaks: ["EIO-ORG-3"],
    drags: ["EIO-REF-1", "EIO-REF-2", "EIO-REF-3", "EIO-REF-5", "EIO-REF-7"],
  },
  {
    title: "a binary frame of revision 3 lacks its type",
    patches: [{ file: engineCodec, find: "frame.set(data, 1);", replace: "return data;" }],
    breaks: ["EIO3-BIN-1"],
    drags: [
      "EIO-ATT-1",
      "EIO-ATT-2",
      "EIO-ATT-3",
      "EIO-ATT-8",
      "EIO-ACK-8",
      "EIO-EV-2",
      "EIO-WS-2",
      "EIO3-BIN-4",
      "EIO-WS-3",
      "EIO-LIM-1",
      "EIO-TXT-1",
      "EIO-TXT-17",
      "EIO-ATT-11",
      "EIO-ATT-4",
    ],
  },
  {
    title: "large messages are taken",
    patches: [
      {
        file: "server/src/bindings/node/upgrades.ts",
        find: "Number.isFinite(maxPayloadBytes) ? maxPayloadBytes : 0",
        replace: "0",
      },
      {
        file: reader,
        find: "text.length > decodeLimits.maxPacketBytes",
        replace: "text.length < 0",
      },
    ],
    breaks: ["EIO-LIM-2"],
    drags: ["EIO-LIM-3"],
  },
  {
    title: "the last byte of the limit is refused",
    patches: [
      {
        file: "server/src/bindings/node/upgrades.ts",
        find: "Number.isFinite(maxPayloadBytes) ? maxPayloadBytes : 0",
        replace: "maxPayloadBytes - 1",
      },
    ],
    breaks: ["EIO-LIM-1"],
  },
  {
    title: "text in UTF-8 is taken for Latin-1",
    patches: [
      {
        file: plainFrame,
        find: 'bytes.toString("utf8", payload, end)',
        replace: 'bytes.toString("latin1", payload, end)',
      },
    ],
    breaks: ["EIO-TXT-18"],
    drags: [
      "EIO-EV-1",
      "EIO-WS-3",
      "EIO-TXT-5",
      "EIO-ACK-1",
      "EIO-LIM-1",
      "EIO-LIM-2",
      "EIO-HB-1",
      "EIO4-NSP-5",
    ],
  },
  {
    title: "text that is not UTF-8 is taken",
    patches: [
      { file: plainFrame, find: "if (isUtf8(bytes.subarray(payload, end))) {", replace: "if (bits > 0) {" },
    ],
    breaks: ["EIO-WS-4"],
    drags: ["EIO-WS-5"],
  },
  {
    title: "a close frame is not answered",
    patches: [{ file: lightWebSocket, find: "socket?.end(closing.answer);", replace: "socket?.end();" }],
    breaks: ["EIO-WS-10"],
  },
];

/** Defects of namespaces, events, acks and attachments. */
const socketDefects: readonly Defect[] = [
  {
    title: "the default namespace of revision 3 is not joined",
    patches: [
      {
        file: client,
        find: 'if (this.revision.joinsDefaultNamespace && this.conn.readyState === "open") {',
        replace: "if (this.id === undefined) {",
      },
    ],
    breaks: ["EIO3-NSP-1"],
    drags: ["EIO", "EIO3"],
  },
  {
    title: "a socket has the id of its session",
    patches: [
      {
        file: revisions,
        find: "socketId: (_namespace, _sessionId, freshId) => freshId(),",
        replace: "socketId: (_namespace, sessionId) => sessionId,",
      },
    ],
    breaks: ["EIO4-ID-1"],
  },
  {
    title: "a grant does not tell the id",
    patches: [{ file: revisions, find: "grant: (ids) => ({ ...ids }),", replace: "grant: () => ({})," }],
    breaks: ["EIO4-NSP-4"],
    drags: ["EIO", "EIO4"],
  },
  {
    title: "a second CONNECT is granted again",
    patches: [
      {
        file: client,
        find: "} else if (decision === undefined && !this.#memberships.has(namespace)) {",
        replace: "} else if (decision === undefined) {",
      },
    ],
    breaks: ["EIO-NSP-3", "EIO3-NSP-2"],
    drags: ["EIO-VIO-3", "EIO4-NSP-3"],
  },
  {
    title: "every namespace exists",
    patches: [
      {
        file: namespaces,
        find: 'request.client.refuse(request, { message: "Invalid namespace" });',
        replace: "this.named(request.namespace).admit(request);",
      },
    ],
    breaks: ["EIO-NSP-2"],
    drags: [
      "EIO-REJ-1",
      "EIO4-REJ-1",
      "EIO3-REJ-1",
      "EIO-NSP-4",
      "EIO-NSP-1",
      "EIO3-NSP-4",
      "EIO-NSP-5",
      "EIO-TXT-5",
      "EIO-TXT-1",
      "EIO4-NSP-3",
      "EIO4-CON-1",
    ],
  },
  {
    title: "a refusal is a bare message in revision 4 too",
    patches: [
      {
        file: revisions,
        find: "refusal: ({ message, data }) => ({ message, data }),",
        replace: "refusal: ({ message }) => message,",
      },
    ],
    breaks: ["EIO4-REJ-1"],
    drags: ["EIO-REJ-1"],
  },
  {
    title: "an event before the grant is dropped in silence",
    patches: [
      {
        file: client,
        find: "} else if (!this.#isExcused(packet.namespace)) {",
        replace: "} else if (packet.namespace.length === 0) {",
      },
    ],
    breaks: ["EIO-NSP-5", "EIO4-NSP-6"],
    drags: ["EIO-VIO-1", "EIO-VIO-2", "EIO-VIO-3", "EIO3-NSP-10"],
  },
  {
    title: "what is on its way to a namespace that was taken away ends the connection",
    patches: [
      {
        file: client,
        find: "if (this.#memberships.delete(namespace)) {\n      this.#remember(namespace);",
        replace: "if (this.#memberships.delete(namespace)) {",
      },
    ],
    breaks: ["EIO-NSP-7"],
  },
  {
    title: "leaving a namespace ends the connection",
    patches: [
      {
        file: client,
        find: 'membership.closed("client namespace disconnect");',
        replace: 'membership.closed("client namespace disconnect"); this.conn.close();',
      },
    ],
    breaks: ["EIO-NSP-6"],
    drags: [
      "EIO-NSP-1",
      "EIO-NSP-4",
      "EIO-NSP-5",
      "EIO-ACK-6",
      "EIO-TXT-4",
      "EIO-EV-2",
      "EIO3-NSP-2",
      "EIO4-CON-1",
      "EIO-TXT-12",
      "EIO-TXT-3",
    ],
  },
  {
    title: "the application's goodbye is not sent",
    patches: [
      {
        file: client,
        find: 'this.send({ type: "disconnect", namespace });',
        replace: "",
      },
    ],
    breaks: ["EIO-NSP-7"],
    drags: ["EIO-NSP-4", "EIO-NSP-1"],
  },
  {
    title: "the id of an ack is off by one",
    patches: [
      {
        file: socket,
        find: 'this.client.send({ type: "ack", namespace: this.nsp.name, id, data: answer });',
        replace: 'this.client.send({ type: "ack", namespace: this.nsp.name, id: id + 1, data: answer });',
      },
    ],
    breaks: ["EIO-ACK-1"],
    drags: ["EIO", "EIO3", "EIO4"],
  },
  {
    title: "an ack goes to the default namespace",
    patches: [
      {
        file: socket,
        find: 'this.client.send({ type: "ack", namespace: this.nsp.name, id, data: answer });',
        replace: 'this.client.send({ type: "ack", namespace: "/", id, data: answer });',
      },
    ],
    breaks: ["EIO-ACK-1"],
    drags: [
      "EIO-ACK-5",
      "EIO4-NSP-5",
      "EIO3-NSP-4",
      "EIO3-ID-1",
      "EIO4-ID-1",
      "EIO-NSP-1",
      "EIO-ACK-8",
      "EIO-TXT-1",
      "EIO4-NSP-4",
      "EIO3-NSP-3",
      "EIO-ATT-1",
      "EIO-ATT-2",
      "EIO-ATT-3",
      "EIO-ACK-2",
      "EIO-ACK-4",
    ],
  },
  {
    title: "an event without an id is answered",
    patches: [
      {
        file: socket,
        find: "const ack = id === undefined ? undefined : this.#ackFor(id);",
        replace: "const ack = this.#ackFor(id ?? 0);",
      },
    ],
    breaks: ["EIO-ACK-2"],
  },
  {
    title: "an ack that nobody asked for ends the connection",
    patches: [{ file: socket, find: "this.#unknownAcks > maxUnknownAcks", replace: "this.#unknownAcks > 0" }],
    breaks: ["EIO-ACK-6"],
    drags: ["EIO3-HB-4"],
  },
  {
    title: "all questions have the same id",
    patches: [{ file: socket, find: "const id = this.nsp._ids++;", replace: "const id = 0;" }],
    breaks: ["EIO-ACK-3"],
    drags: ["EIO-ACK-5", "EIO-ACK-6", "EIO-ACK-7"],
  },
  {
    title: "attachments are swapped on the way in",
    patches: [{ file: assembler, find: "partial?.slots.shift()", replace: "partial?.slots.pop()" }],
    breaks: ["EIO-ATT-3"],
    drags: ["EIO-ATT-8", "EIO-ACK-8", "EIO-EV-2", "EIO3-BIN-4", "EIO-ATT-1", "EIO-ATT-2", "EIO-ATT-11"],
  },
  {
    title: "attachments leave in the wrong order",
    patches: [
      {
        file: client,
        find: "this.conn.sendMessage(encoded[index] as Uint8Array, sendFlags);",
        replace: "this.conn.sendMessage(encoded[encoded.length - index] as Uint8Array, sendFlags);",
      },
    ],
    breaks: ["EIO-ATT-2"],
    drags: ["EIO-ATT-3", "EIO-ATT-8", "EIO-ATT-1", "EIO-ACK-8", "EIO-EV-2", "EIO3-BIN-4", "EIO-ATT-11"],
  },
  {
    title: "a placeholder may be used twice",
    patches: [
      {
        file: assembler,
        find: "return found.length === count && slots.every(",
        replace: "return slots.every(",
      },
    ],
    breaks: ["EIO-ATT-7"],
  },
  {
    title: "a packet may stand between attachments",
    patches: [
      {
        file: reader,
        find: 'if (this.#partial !== undefined) {\n      this.#owner.violated("ATTACHMENT_AWAITED");\n      return;\n    }',
        replace: "",
      },
    ],
    breaks: ["EIO-ATT-5"],
    drags: ["EIO-VIO-3", "EIO-ATT-11"],
  },
  {
    title: "attachments that never come are waited for",
    patches: [
      {
        file: reader,
        find: 'this.#timer = clock.schedule(() => this.#owner.violated("ATTACHMENTS_TIMEOUT"), attachmentsTimeoutMs);',
        replace: "void clock; void attachmentsTimeoutMs;",
      },
    ],
    breaks: ["EIO-ATT-9"],
    drags: ["EIO-VIO-3"],
  },
  {
    title: "a placeholder in an ordinary event is taken for one",
    patches: [
      {
        file: decode,
        find: 'return header.attachments > 0 && packet.type !== "violation"',
        replace:
          'return (header.attachments > 0 || (header.type !== "connect" && text.includes("_placeholder"))) && packet.type !== "violation"',
      },
      {
        file: "protocol/src/socket/short-packet.ts",
        find: "if (payloadStart === undefined) {",
        replace: 'if (payloadStart === undefined || text.includes("_placeholder")) {',
      },
    ],
    breaks: ["EIO-EV-6"],
    drags: ["EIO-TXT-18"],
  },
  {
    title: "reserved names reach the application",
    patches: [
      {
        file: "protocol/src/socket/event-name.ts",
        find: "return reserved.includes(name);",
        replace: "return name.length < 0 && reserved.includes(name);",
      },
    ],
    breaks: ["EIO-EV-3"],
    drags: ["EIO-VIO-1", "EIO-VIO-2", "EIO-VIO-3", "EIO-VIO-5"],
  },
  {
    title: "white space around a payload is let pass",
    patches: [
      {
        file: decode,
        find: "const data = json === json.trim() ?",
        replace: 'const data = json !== "" ?',
      },
    ],
    breaks: ["EIO-TXT-7"],
  },
  {
    title: "an attachment count may have a leading zero",
    patches: ["grammarV5", "grammarV4"].map((grammar) => ({
      file: header,
      find: `${grammar} = /(?:[0-4]|[56]([1-9]`,
      replace: `${grammar} = /(?:[0-4]|[56]([0-9]`,
    })),
    breaks: ["EIO-TXT-11"],
    drags: ["EIO-VIO-3", "EIO-ATT-1"],
  },
  {
    title: "an id may have any number of digits",
    patches: [{ file: header, find: "const maxIdDigits = 15;", replace: "const maxIdDigits = 1000;" }],
    breaks: ["EIO-TXT-10"],
    drags: ["EIO-VIO-3"],
  },
  {
    title: "what a client says to a namespace is lost",
    patches: [
      {
        file: client,
        find: "auth: data ?? noAuth };",
        replace: "auth: data === undefined ? noAuth : {} };",
      },
    ],
    breaks: ["EIO4-NSP-5", "EIO3-NSP-4"],
    drags: ["EIO-NSP-4", "EIO-NSP-1", "EIO3-NSP-3", "EIO4-NSP-4", "EIO", "EIO3", "EIO4"],
  },
];

/** All of them. */
export const defects: readonly Defect[] = [...engineDefects, ...socketDefects];
