import { both, type Revision } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import type { Frame } from "../../wire/send.js";
import type { ServerKit } from "../server-kit.js";
import { slot } from "./socket-frames.js";
import { endWithinMs, type Offence, offences } from "./socket-offence.js";

/** Packets for a namespace of that name, from somebody who is not in it; the attachments of the last two never come. */
function strangers(
  name: string,
  where: string,
): readonly (readonly [id: string, what: string, frame: Frame])[] {
  return [
    ["event", `an event for ${where}`, `42${name}["message","x"]`],
    ["event-id", `an event with an id for ${where}`, `42${name}1["message-with-ack"]`],
    ["ack", `an ack for ${where}`, `43${name}0[]`],
    ["binary-event", `the text of a binary event for ${where}`, `451-${name}["message",${slot(0)}]`],
    ["binary-ack", `the text of a binary ack for ${where}`, `461-${name}0[${slot(0)}]`],
  ];
}

/** Packets from a client that is not in their namespace, and CONNECTs too many. PROTOCOL.md, Namespaces. */
export const strangerCases: readonly Case<ServerKit>[] = [
  ...offences(
    ["EIO-NSP-5"],
    [
      ...strangers("/custom,", "a namespace that the client has not asked for").map(
        ([id, ...rest]) => [`namespace-stranger-${id}`, ...rest] as const,
      ),
      [
        "namespace-stranger-disconnect",
        "a DISCONNECT for a namespace that it has not asked for",
        "41/custom,",
      ],
      [
        "namespace-stranger-nowhere",
        "an event for a namespace that does not exist",
        '42/nowhere,["message"]',
      ],
    ],
  ),
  ...offences(
    ["EIO-NSP-5"],
    [
      ...strangers("", "/ before it has been asked for").map(
        ([id, ...rest]) => [`namespace-stranger-root-${id}`, ...rest] as const,
      ),
      ["namespace-stranger-root-disconnect", "a DISCONNECT for / before it has been asked for", "41"],
    ],
    { revisions: [4], start: "session" },
  ),
  ...([3, 4] as const).flatMap((revision) => early(revision)),
  ...offences(
    ["EIO-NSP-3"],
    [
      ["namespace-connect-pending", "a second CONNECT while the first is decided on", "40/slow,", "40/slow,"],
      ["namespace-connect-pending-spelling", "a second CONNECT in another spelling", "40/slow,", "40/slow"],
    ],
  ),
  ...offences(
    ["EIO-NSP-3"],
    [
      ["namespace-connect-root-twice", "a second CONNECT for /", "40"],
      ["namespace-connect-root-twice-name", "a second CONNECT for / by its name", "40/,"],
      ["namespace-connect-root-twice-object", "a second CONNECT for / with an object", '40{"token":"abc"}'],
    ],
    { revisions: [4] },
  ),
  ...["", '{"token":"abc"}'].map(
    (payload): Case<ServerKit> => ({
      id: payload === "" ? "namespace-connect-twice" : "namespace-connect-twice-object",
      title: `the server ends the connection for a CONNECT ${payload && "with an object "}from a client that is in`,
      requirements: ["EIO-NSP-3"],
      revisions: both,
      async run(kit) {
        const peer = await kit.joined();
        await peer.join("/custom");
        peer.send(`40/custom,${payload}`);
        await peer.expectEnd({ withinMs: endWithinMs });
      },
    }),
  ),
  {
    id: "namespace-stranger-refused",
    title: "the server ends the connection for an event for a namespace that it has refused",
    requirements: ["EIO-NSP-5"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.joinRefused("/private", { token: "wrong" });
      peer.send('42/private,["message","x"]');
      await peer.expectEnd({ withinMs: endWithinMs });
    },
  },
];

/** The same while the answer to CONNECT is due: the rule for events is another one in each revision. */
function early(revision: Revision): readonly Case<ServerKit>[] {
  const rows = strangers("/slow,", "a namespace whose answer is due").map(
    ([id, what, frame]) => [`namespace-due-${id}-${revision}`, what, "40/slow,", frame] as const,
  );
  const isAck = ([id]: Offence): boolean => id.includes("ack");
  const rule = revision === 3 ? "EIO3-NSP-10" : "EIO4-NSP-6";
  return [
    ...offences(["EIO-NSP-5"], rows.filter(isAck), { revisions: [revision] }),
    ...offences(
      [rule],
      rows.filter((row) => !isAck(row)),
      { revisions: [revision] },
    ),
  ];
}
