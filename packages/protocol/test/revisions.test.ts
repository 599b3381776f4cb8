import { disconnectRules, revision3, revision3Base64, revision4, selectRevision } from "@sockeye/protocol";
import { describe, expect, it } from "vitest";

describe("the revision of a request", () => {
  it.each([
    ["4", undefined, revision4],
    ["4", "1", revision4],
    ["3", undefined, revision3],
    ["3", "0", revision3],
    ["3", "", revision3],
    ["3", "1", revision3Base64],
    [undefined, undefined, revision3],
    [null, null, revision3],
    [undefined, "1", revision3Base64],
  ])("with EIO=%s and b64=%s exists", (eio, b64, revision) => {
    expect(selectRevision({ eio, b64 })).toBe(revision);
  });

  it.each(["", "0", "2", "5", "04", "4.0", "3,4", " 4", "four"])("with EIO=%s does not exist", (eio) => {
    expect(selectRevision({ eio, b64: undefined })).toBeUndefined();
  });
});

describe("revision 3", () => {
  it("leaves the pings to the client and joins the default namespace by itself", () => {
    expect(revision3).toMatchObject({ engine: 3, socket: 4, pingSender: "client" });
    expect(revision3).toMatchObject({ joinsDefaultNamespace: true, announcesMaxPayload: false });
  });

  it("makes the id of a socket from the session's", () => {
    const freshId = () => expect.fail("not asked for");
    expect(revision3.socketId("/", "s1", freshId)).toBe("s1");
    expect(revision3.socketId("/admin", "s1", freshId)).toBe("/admin#s1");
  });

  it("grants without a word, and refuses with the error's data or its message", () => {
    expect(revision3.grant({ sid: "x" })).toBeUndefined();
    expect(revision3.refusal({ message: "no" })).toBe("no");
    expect(revision3.refusal({ message: "no", data: { code: 1 } })).toEqual({ code: 1 });
  });

  it("differs with b64=1 in nothing but the engine's codec", () => {
    expect({ ...revision3Base64, engineCodec: revision3.engineCodec }).toEqual(revision3);
    expect(revision3Base64.engineCodec).not.toBe(revision3.engineCodec);
  });
});

describe("revision 4", () => {
  it("pings from the server and joins nothing by itself", () => {
    expect(revision4).toMatchObject({ engine: 4, socket: 5, pingSender: "server" });
    expect(revision4).toMatchObject({ joinsDefaultNamespace: false, announcesMaxPayload: true });
  });

  it("never puts the session's id on the wire as a socket's", () => {
    expect(revision4.socketId("/", "s1", () => "fresh")).toBe("fresh");
  });

  it("grants with the ids and refuses with message and data", () => {
    expect(revision4.grant({ sid: "x", pid: "p" })).toEqual({ sid: "x", pid: "p" });
    expect(revision4.refusal({ message: "no", data: 1 })).toEqual({ message: "no", data: 1 });
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
