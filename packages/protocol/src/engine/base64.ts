// Both are globals of every runtime that has WebSocket; the package is compiled without the types of any runtime.
declare function atob(base64: string): string;
declare function btoa(binary: string): string;

const outsideAlphabet = /[^A-Za-z0-9+/]/;
const chunkBytes = 0x2000;

/** Standard base64 with padding (RFC 4648, 4). PROTOCOL.md, EIO3-BIN-3. */
export function encodeBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    binary += String.fromCharCode(...bytes.subarray(start, start + chunkBytes));
  }
  return btoa(binary);
}

/** The bytes, or undefined for anything but canonical base64 with its padding. PROTOCOL.md, EIO3-BIN-5. */
export function decodeBase64(base64: string): Uint8Array | undefined {
  if (base64.length % 4 !== 0 || outsideAlphabet.test(withoutPadding(base64))) {
    return undefined;
  }
  const binary = atob(base64);
  if (btoa(binary.slice(-(binary.length % 3 || 3))) !== base64.slice(-4)) {
    return undefined; // the last digit has bits set that stand for nothing
  }
  return bytesOf(binary);
}

// A loop: `Uint8Array.from` with a mapping function takes ten times as long.
function bytesOf(binary: string): Uint8Array {
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) {
    bytes[index] = binary.charCodeAt(index);
  }
  return bytes;
}

function withoutPadding(base64: string): string {
  if (base64.endsWith("==")) {
    return base64.slice(0, -2);
  }
  return base64.endsWith("=") ? base64.slice(0, -1) : base64;
}
