/** What a peer is told, and the application, when a message is larger than the server takes. PROTOCOL.md, Size rules. */
export function tooLarge(sizeBytes: number | undefined, limitBytes: number): string {
  const what = sizeBytes === undefined ? "message" : `message of ${sizeBytes} bytes`;
  return `${what} exceeds maxHttpBufferSize of ${limitBytes} bytes`;
}
