export { type ClientRevision, clientRevision3, clientRevision4 } from "./client-revisions.js";
export { engineCodecV3Base64 } from "./engine/base64-codec.js";
export { type EngineCodec, engineCodecV3, engineCodecV4 } from "./engine/codec.js";
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
  violation,
} from "./errors.js";
export { type BlobLike, type Frame, textMessagePrefix } from "./frame.js";
export {
  type DecodeLimits,
  defaultLimits,
  maxEncodableAttachments,
  maxJsonDepth,
  maxNamespaceLength,
} from "./limits.js";
export { type DisconnectReason, disconnectRules } from "./reasons.js";
export { revisionOfFrame, revisionOfHandshake } from "./revision-evidence.js";
export { type Grant, type Refusal, type Revision, revision3, revision4 } from "./revisions.js";
export {
  type RevisionQuery,
  type ServerRevision,
  selectRevision,
  serverRevision3,
  serverRevision3Base64,
  serverRevision4,
} from "./server-revisions.js";
export { attach, type PartialPacket } from "./socket/assembler.js";
export type { EncodedPacket } from "./socket/attachments.js";
export {
  type ClientSocketCodec,
  clientSocketCodecV4,
  clientSocketCodecV5,
  type SocketCodec,
} from "./socket/codec.js";
export type { Decoded } from "./socket/decode.js";
export { isEventData, isReservedEvent } from "./socket/event-name.js";
export { packetTypes } from "./socket/header.js";
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
export { socketCodecV4, socketCodecV5 } from "./socket/server-codec.js";
export { type Attachment, attachmentOf } from "./socket/value.js";
export { type ViolationCode, violationRules } from "./violations.js";
