import { type Violation, violation } from "../errors.js";
import { decodeBase64, encodeBase64 } from "./base64.js";
import { engineCodec, withoutTypeByte } from "./codec.js";
import type { MessagePacket } from "./packet.js";

const prefix = "b4";

/** Revision 3 for a peer that takes no binary frames (`b64=1`). PROTOCOL.md, EIO3-BIN-3. */
export const engineCodecV3Base64 = engineCodec(
  (data) => prefix + encodeBase64(data),
  withoutTypeByte, // EIO3-BIN-4: binary frames are taken, too
  decodeText,
);

/** PROTOCOL.md, EIO3-BIN-4 and EIO3-BIN-5. */
function decodeText(frame: string): MessagePacket | Violation {
  const data = frame.startsWith(prefix) ? decodeBase64(frame.slice(prefix.length)) : undefined;
  return data === undefined ? violation("BASE64_INVALID") : { type: "message", data };
}
