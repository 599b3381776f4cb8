import {
  disconnectRules,
  selectRevision,
  serverRevision3,
  serverRevision3Base64,
  serverRevision4,
} from "@sockeye/protocol";
import { describe, expect, it } from "vitest";

describe("the revision of a request", () => {
  it.each([
    ["4", undefined, serverRevision4],
    ["4", "1", serverRevision4],
    ["3", undefined, serverRevision3],
    ["3", "0", serverRevision3],
    ["3", "", serverRevision3],
    ["3", "1", serverRevision3Base64],
    [undefined, undefined, serverRevision3],
    [null, null, serverRevision3],
    [undefined, "1", serverRevision3Base64],
  ])("with EIO=%s and b64=%s exists", (eio, b64, revision) => {
    expect(selectRevision({ eio, b64 })).toBe(revision);
  });

  it.each(["", "0", "2", "5", "04", "4.0", "3,4", " 4", "four"])("with EIO=%s does not exist", (eio) => {
    expect(selectRevision({ eio, b64: undefined })).toBeUndefined();
  });
});

describe("revision 3", () => {
  it("leaves the pings to the client and joins the default namespace by itself", () => {
    expect(serverRevision3).toMatchObject({ engine: 3, socket: 4, pingSender: "client" });
    expect(serverRevision3).toMatchObject({ joinsDefaultNamespace: true, announcesMaxPayload: false });
  });

  it("makes the id of a socket from the session's", () => {
    const freshId = () => expect.fail("not asked for");
    expect(serverRevision3.socketId("/", "s1", freshId)).toBe("s1");
    expect(serverRevision3.socketId("/admin", "s1", freshId)).toBe("/admin#s1");
  });

  it("grants without a word, and refuses with the error's data or its message", () => {
    expect(serverRevision3.grant({ sid: "x" })).toBeUndefined();
    expect(serverRevision3.refusal({ message: "no" })).toBe("no");
    expect(serverRevision3.refusal({ message: "no", data: { code: 1 } })).toEqual({ code: 1 });
  });

  it("differs with b64=1 in nothing but the engine's codec", () => {
    expect({ ...serverRevision3Base64, engineCodec: serverRevision3.engineCodec }).toEqual(serverRevision3);
    expect(serverRevision3Base64.engineCodec).not.toBe(serverRevision3.engineCodec);
  });
});

describe("revision 4", () => {
  it("pings from the server and joins nothing by itself", () => {
    expect(serverRevision4).toMatchObject({ engine: 4, socket: 5, pingSender: "server" });
    expect(serverRevision4).toMatchObject({ joinsDefaultNamespace: false, announcesMaxPayload: true });
  });

  it("never puts the session's id on the wire as a socket's", () => {
    expect(serverRevision4.socketId("/", "s1", () => "fresh")).toBe("fresh");
  });

  it("grants with the ids and refuses with message and data", () => {
    expect(serverRevision4.grant({ sid: "x", pid: "p" })).toEqual({ sid: "x", pid: "p" });
    expect(serverRevision4.refusal({ message: "no", data: 1 })).toEqual({ message: "no", data: 1 });
  });
});

describe("the disconnect reasons", () => {
  it("have a standard close code, or none where the server closes nothing", () => {
    for (const { closeCode } of Object.values(disconnectRules)) {
      expect([null, 1000, 1001, 1002, 1008]).toContain(closeCode);
    }
  });

  it("keep a client away only where somebody meant to leave", () => {
    const final = Object.entries(disconnectRules).filter(([, { retry }]) => !retry);
    expect(final.map(([reason]) => reason)).toEqual([
      "client namespace disconnect",
      "server namespace disconnect",
    ]);
  });
});
