export { type EngineCodec, engineCodecV3, engineCodecV3Base64, engineCodecV4 } from "./engine/codec.js";
export { decodeHandshake, type EngineHandshake, encodeHandshake } from "./engine/handshake.js";
export type {
  BarePacket,
  EnginePacket,
  HeartbeatPacket,
  MessagePacket,
  OpenPacket,
} from "./engine/packet.js";
export { isTextMessage, textMessageStart } from "./engine/text.js";
export {
  EncodeError,
  type EncodeErrorCode,
  type Violation,
  type ViolationCode,
  violation,
  violationRules,
} from "./errors.js";
export { type Frame, textMessagePrefix } from "./frame.js";
export {
  type DecodeLimits,
  defaultLimits,
  maxEncodableAttachments,
  maxJsonDepth,
  maxNamespaceLength,
} from "./limits.js";
export { type DisconnectReason, disconnectRules } from "./reasons.js";
export { revisionOfFrame, revisionOfHandshake } from "./revision-evidence.js";
export {
  type Grant,
  type Refusal,
  type Revision,
  type RevisionQuery,
  revision3,
  revision3Base64,
  revision4,
  selectRevision,
} from "./revisions.js";
export { attach, type PartialPacket } from "./socket/assembler.js";
export { type SocketCodec, socketCodecV4, socketCodecV5 } from "./socket/codec.js";
export type { Decoded } from "./socket/decode.js";
export type { EncodedPacket } from "./socket/encode.js";
export { isReservedEvent } from "./socket/event-name.js";
export { decodeQuery, defaultNamespace, isNamespaceName } from "./socket/namespace.js";
export type {
  AckPacket,
  BinaryCapablePacket,
  ConnectErrorPacket,
  ConnectPacket,
  DisconnectPacket,
  EventPacket,
  SocketPacket,
} from "./socket/packet.js";
