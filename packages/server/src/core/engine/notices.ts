// The one piece of state that outlives a server: an operator is told each of these things once a process, however
// many servers and refused requests there are.
const given = new Set<string>();

/** Tells an operator something, unless that was told before. */
export function giveNoticeOnce(
  key: string,
  notice: string,
  onNotice: (notice: string) => void = print,
): void {
  if (!given.has(key)) {
    given.add(key);
    onNotice(notice);
  }
}

function print(notice: string): void {
  // biome-ignore lint/suspicious/noConsole: without a hook of the application's this is the only place to tell
  console.warn(`sockeye: ${notice}`);
}
