import { type Violation, violation } from "../errors.js";
import type { Frame } from "../frame.js";
import { decodeBase64, encodeBase64 } from "./base64.js";
import { type EngineCodec, engineCodec, engineCodecV3, withoutTypeByte } from "./codec.js";
import type { MessagePacket } from "./packet.js";
import { base64Mark } from "./text.js";

const prefix = `${base64Mark}4`;

/** Revision 3 for a peer that takes no binary frames (`b64=1`). PROTOCOL.md, EIO3-BIN-3. */
export const engineCodecV3Base64: EngineCodec = {
  ...engineCodec((data) => prefix + encodeBase64(data), withoutTypeByte),
  // EIO3-BIN-4: binary frames are taken, too
  decode: (frame) => (isBase64(frame) ? decodeBase64Text(frame) : engineCodecV3.decode(frame)),
};

function isBase64(frame: Frame): frame is string {
  return typeof frame === "string" && frame.startsWith(base64Mark);
}

/** PROTOCOL.md, EIO3-BIN-4 and EIO3-BIN-5. */
function decodeBase64Text(frame: string): MessagePacket | Violation {
  const data = frame.startsWith(prefix) ? decodeBase64(frame.slice(prefix.length)) : undefined;
  return data === undefined ? violation("BASE64_INVALID") : { type: "message", data };
}
