/** What is to be known of one way in which a peer can break the protocol. */
interface ViolationRule {
  /** The WebSocket close code that the connection ends with (RFC 6455, 7.4.1). */
  readonly closeCode: 1002 | 1007 | 1008 | 1009;
  /** What was expected, in words that may go over the wire: nothing of the peer's is echoed. */
  readonly message: string;
}

/**
 * Every way in which a peer can break the protocol: a closed set, the one source of the codes, their WebSocket
 * close codes and their texts, under the requirements that they break. Each ends the connection with the reason
 * `parse error`. PROTOCOL.md, Violations.
 */
export const violationRules = {
  // EIO-PKT-1
  FRAME_EMPTY: { closeCode: 1002, message: "a text frame has at least an Engine.IO packet type" },
  // EIO-PKT-1
  ENGINE_TYPE_UNKNOWN: { closeCode: 1002, message: "an Engine.IO packet type is a digit from 0 to 6" },
  // EIO-PKT-3
  ENGINE_PAYLOAD_UNEXPECTED: { closeCode: 1002, message: "close, upgrade and noop carry no payload" },
  // EIO-PKT-6, EIO-OPEN-7
  ENGINE_OPEN_UNEXPECTED: { closeCode: 1002, message: "only the server sends open, and only once" },
  // EIO4-HB-6, EIO3-HB-6, EIO4-HB-9, EIO3-HB-8
  HEARTBEAT_DIRECTION: { closeCode: 1002, message: "this side of the heartbeat belongs to the peer" },
  // EIO-OPEN-7
  HANDSHAKE_INVALID: {
    closeCode: 1002,
    message: "open carries a JSON object: sid, pingInterval, pingTimeout",
  },
  // EIO3-BIN-2
  BINARY_TYPE_INVALID: { closeCode: 1002, message: "a binary frame of revision 3 starts with the byte 4" },
  // EIO3-BIN-6, EIO4-BIN-2
  BASE64_UNEXPECTED: {
    closeCode: 1002,
    message: "base64 frames belong to revision 3 with b64=1 in the query",
  },
  // EIO3-BIN-5
  BASE64_INVALID: { closeCode: 1007, message: "a base64 frame is b4 and canonical base64" },
  // EIO-TXT-2
  SOCKET_TYPE_UNKNOWN: { closeCode: 1002, message: "a Socket.IO packet type is a digit from 0 to 6" },
  // EIO-TXT-11
  ATTACHMENT_COUNT_INVALID: { closeCode: 1002, message: "an attachment count is 1 to 99, then a hyphen" },
  // EIO-ATT-12
  ATTACHMENT_COUNT_LIMIT: {
    closeCode: 1008,
    message: "the packet announces more attachments than are allowed",
  },
  // EIO-TXT-5
  NAMESPACE_INVALID: {
    closeCode: 1002,
    message: "a namespace has at most 256 characters, none a control character",
  },
  // EIO-TXT-10
  ACK_ID_INVALID: {
    closeCode: 1002,
    message: "an ack has an id, and an id has 1 to 15 digits",
  },
  // EIO-TXT-6
  PAYLOAD_MISSING: { closeCode: 1002, message: "events and acks carry a JSON array" },
  // EIO-TXT-12
  PAYLOAD_UNEXPECTED: { closeCode: 1002, message: "a disconnect packet ends with its namespace" },
  // EIO-TXT-7
  PAYLOAD_NOT_JSON: { closeCode: 1007, message: "the payload is not JSON" },
  // EIO-TXT-8, EIO-TXT-9
  PAYLOAD_NOT_ARRAY: { closeCode: 1002, message: "events and acks carry a JSON array" },
  // EIO-TXT-13
  PAYLOAD_NOT_OBJECT: { closeCode: 1002, message: "a connect packet carries a JSON object or nothing" },
  // EIO-TXT-16
  PAYLOAD_TOO_DEEP: { closeCode: 1008, message: "JSON nests at most 64 levels deep" },
  // EIO-TXT-8
  EVENT_NAME_INVALID: { closeCode: 1002, message: "the first element of an event is its name, a string" },
  // EIO-EV-3, EIO-EV-8
  EVENT_NAME_RESERVED: { closeCode: 1008, message: "this event name is reserved" },
  // EIO-ATT-7
  PLACEHOLDER_INVALID: {
    closeCode: 1002,
    message: "each attachment has exactly one placeholder, numbered from 0",
  },
  // EIO-ATT-6
  ATTACHMENT_UNEXPECTED: { closeCode: 1002, message: "no attachment is due" },
  // EIO-ATT-5
  ATTACHMENT_AWAITED: { closeCode: 1002, message: "attachments are due before the next packet" },
  // EIO-ATT-10
  ATTACHMENTS_TOO_LARGE: {
    closeCode: 1009,
    message: "the packet and its attachments are larger than is allowed",
  },
  // EIO-ATT-9
  ATTACHMENTS_TIMEOUT: { closeCode: 1008, message: "the attachments of a packet did not come in time" },
  // EIO-NSP-3
  CONNECT_REPEATED: { closeCode: 1008, message: "the namespace is joined already, or is being joined" },
  // EIO4-NSP-7, EIO4-NSP-9
  GRANT_INVALID: { closeCode: 1002, message: "a grant tells the id of the socket" },
  // EIO4-NSP-8, EIO-NSP-17
  ANSWER_UNEXPECTED: { closeCode: 1008, message: "a namespace is granted or refused once, to who has asked" },
  // EIO-TXT-14
  CONNECT_ERROR_UNEXPECTED: { closeCode: 1002, message: "only the server refuses a namespace" },
  // EIO-NSP-5, EIO4-NSP-6, EIO3-NSP-10
  NAMESPACE_NOT_JOINED: { closeCode: 1008, message: "the namespace of the packet is not joined" },
  // EIO-ACK-7
  ACK_UNKNOWN_LIMIT: { closeCode: 1008, message: "too many acks that nobody asked for" },
} as const satisfies Record<string, ViolationRule>;

/** A stable code for one way of breaking the protocol. */
export type ViolationCode = keyof typeof violationRules;
