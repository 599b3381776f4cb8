import { describe, expect, test } from "vitest";
import { Rooms } from "../../src/adapter/rooms.js";

function roomsThatTell(): { rooms: Rooms; told: unknown[] } {
  const told: unknown[] = [];
  return { rooms: new Rooms((...change) => void told.push(change)), told };
}

/** Both sides as plain arrays. */
function shown({ members, roomsOf }: Rooms): unknown {
  const plain = (map: Map<string, Set<string>>): unknown => [...map].map(([key, set]) => [key, [...set]]);
  return { members: plain(members), roomsOf: plain(roomsOf) };
}

describe("the rooms of a namespace", () => {
  test("tell of a socket that comes into its own room and goes", () => {
    const { rooms, told } = roomsThatTell();

    rooms.add("a", ["a"]);
    rooms.removeFromAll("a");

    expect(told).toEqual([
      ["create-room", "a"],
      ["join-room", "a", "a"],
      ["leave-room", "a", "a"],
      ["delete-room", "a"],
    ]);
    expect(shown(rooms)).toEqual({ members: [], roomsOf: [] });
  });

  test("have one set for both sides while a socket is alone in its own room", () => {
    const { rooms } = roomsThatTell();

    rooms.add("a", ["a"]);

    expect(rooms.members.get("a")).toBe(rooms.roomsOf.get("a"));
    expect(shown(rooms)).toEqual({ members: [["a", ["a"]]], roomsOf: [["a", ["a"]]] });
  });

  test("keep both sides apart when the socket joins another room, and show it to whoever looks on", () => {
    const { rooms } = roomsThatTell();
    rooms.add("a", ["a"]);
    const seen = rooms.roomsOf.get("a");

    rooms.add("a", ["news"]);

    expect(shown(rooms)).toEqual({
      members: [
        ["a", ["a"]],
        ["news", ["a"]],
      ],
      roomsOf: [["a", ["a", "news"]]],
    });
    expect([...(seen ?? [])]).toEqual(["a", "news"]);
  });

  test("keep both sides apart when another socket joins the room", () => {
    const { rooms } = roomsThatTell();
    rooms.add("a", ["a"]);
    rooms.add("b", ["b", "a"]);

    expect(shown(rooms)).toEqual({
      members: [
        ["a", ["a", "b"]],
        ["b", ["b"]],
      ],
      roomsOf: [
        ["a", ["a"]],
        ["b", ["b", "a"]],
      ],
    });
  });

  test("let a socket leave its own room, and come back", () => {
    const { rooms, told } = roomsThatTell();
    rooms.add("a", ["a"]);
    told.length = 0;

    rooms.remove("a", "a");
    expect(shown(rooms)).toEqual({ members: [], roomsOf: [["a", []]] });
    rooms.add("a", ["a"]);

    expect(told).toEqual([
      ["leave-room", "a", "a"],
      ["delete-room", "a"],
      ["create-room", "a"],
      ["join-room", "a", "a"],
    ]);
    expect(shown(rooms)).toEqual({ members: [["a", ["a"]]], roomsOf: [["a", ["a"]]] });
  });

  test("tell nothing of a socket that joins where it is", () => {
    const { rooms, told } = roomsThatTell();
    rooms.add("a", ["a"]);
    told.length = 0;

    rooms.add("a", ["a"]);

    expect(told).toEqual([]);
    expect(shown(rooms)).toEqual({ members: [["a", ["a"]]], roomsOf: [["a", ["a"]]] });
  });

  test("leave what was given of a socket's rooms as it was when the socket goes", () => {
    const { rooms } = roomsThatTell();
    rooms.add("a", ["a"]);
    const seen = rooms.roomsOf.get("a");

    rooms.removeFromAll("a");

    expect([...(seen ?? [])]).toEqual(["a"]);
  });

  test("put a socket into nothing that a listener has made it leave", () => {
    const rooms: Rooms = new Rooms((...[event, room]) => {
      if (event === "create-room" && room === "first") rooms.removeFromAll("a");
    });

    rooms.add("a", ["first", "second"]);

    expect([...rooms.roomsOf]).toEqual([]);
    expect(rooms.members.has("second")).toBe(false);
  });
});
