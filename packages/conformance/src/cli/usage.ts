/** The command line can't be understood. Ends the command with the exit status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code = "USAGE";
}

/** What `conformance --help` prints. */
export const help = `\
Holds a server or a client of Socket.IO over WebSocket to PROTOCOL.md.

conformance server <url> [options]
    tests the server at a URL like ws://127.0.0.1:3000/socket.io/
conformance client [options] -- <command> [argument...]
    tests a client program, started once for each case; {url} among the arguments
    becomes the URL to connect to, which is otherwise the last argument
conformance requirements [--only ID]...
    prints the requirements

--eio 3|4          the revision, may be given twice (default: both for a server, 4 for a client)
--only ID          a case or a requirement, or how several of them begin (heartbeat, EIO4-HB);
                   may be given several times
--report FORM      text (default), json, junit or markdown
--output FILE      where the report goes instead of the standard output
--concurrency N    how many cases run at the same time
--list             prints the cases instead of running them
--help, --version

Exit status: 0 if nothing failed (advice does not count), 1 if something did,
2 if the command line is wrong or the test could not be run, 130 if interrupted.
`;
