/** What a peer is told, and the application, when a message is larger than the server takes. PROTOCOL.md, Size rules. */
export function tooLarge(sizeBytes: number, limitBytes: number): string {
  return `message of ${sizeBytes} bytes exceeds maxHttpBufferSize of ${limitBytes} bytes`;
}
