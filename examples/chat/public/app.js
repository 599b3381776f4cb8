import { paintAvatar } from "./avatar.js";
import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { Drawer } from "./drawer.js";
import { byId } from "./element.js";
import { Identity, randomHex } from "./identity.js";
import { MessageList } from "./message-list.js";
import { drawPeople } from "./people-list.js";
import { RoomList } from "./room-list.js";
import { RoomLog } from "./room-log.js";
import { TypingLine } from "./typing-line.js";
import { Welcome } from "./welcome.js";

// This file only connects the parts: what comes from the wire goes to the views, and what people do goes to the wire.

const CONNECTION_LABELS = { connecting: "Connecting", online: "Online", reconnecting: "Reconnecting" };

/** Who the server says we are; it derives the id. */
let me = { id: "", name: "" };
/** The room on the screen, and the one that the server has let us into on this connection. */
let currentRoom = "";
let joinedRoom = "";
const logs = new Map();

const identity = new Identity();
const connection = new Connection({
  identity,
  handlers: { online, offline, refused, welcome, rooms, room, people, message, typing },
});
const roomList = new RoomList({ list: byId("room-list"), current: () => currentRoom });
const typingLine = new TypingLine(byId("typing"));
const messageList = new MessageList({
  log: byId("log"),
  list: byId("messages"),
  empty: byId("empty"),
  latest: byId("latest"),
  onRetry: (id) => deliver(currentRoom, id),
  onPicture: enlarge,
});
const composer = new Composer({
  onSend: send,
  onTyping: (isTyping) => connection.hint("typing", isTyping),
  onNotice: notify,
});
const nameDialog = new Welcome({ identity, onName: rename });
const scrim = byId("scrim");
const roomsDrawer = new Drawer({ panel: byId("rooms"), button: byId("open-rooms"), scrim });
new Drawer({ panel: byId("people"), button: byId("open-people"), scrim });

byId("me").addEventListener("click", () => nameDialog.ask());
byId("new-room").addEventListener("submit", createRoom);
byId("viewer").addEventListener("click", () => byId("viewer").close());
byId("room-list").addEventListener("click", () => roomsDrawer.close());
window.addEventListener("hashchange", showRoom);
document.addEventListener("visibilitychange", read);

if (identity.name === "") nameDialog.ask();
else connection.open();

// From the wire

function online() {
  showConnection("online");
}

function offline() {
  joinedRoom = "";
  typingLine.clear();
  showConnection("reconnecting");
}

function refused(error) {
  nameDialog.ask(error);
}

/** The first event of every connection, also of a later one: only then the room can be joined. */
function welcome(greeting) {
  me = greeting.me;
  showMe();
  roomList.replace(greeting.rooms);
  byId("composer").inert = false;
  if (currentRoom === "") showRoom();
  else join();
}

function rooms(list) {
  roomList.replace(list);
  read();
}

function room(summary) {
  roomList.update(summary);
  read();
}

function people({ room, people }) {
  if (room === currentRoom)
    drawPeople({ list: byId("people-list"), count: byId("people-count"), people, me });
}

function message({ room, message }) {
  typingLine.set(message.author, false);
  logOf(room).merge([message]);
  redraw(room);
}

function typing({ person, isTyping }) {
  typingLine.set(person, isTyping);
}

// Rooms

function showRoom() {
  currentRoom = roomInAddress() || (roomList.names[0] ?? "");
  joinedRoom = "";
  typingLine.clear();
  notify("");
  byId("room-title").textContent = currentRoom;
  composer.room = currentRoom;
  messageList.reset(logOf(currentRoom).entries, me);
  composer.focus();
  join();
}

/** Enters the room and takes what was missed there, then sends what was written meanwhile. */
async function join() {
  if (!connection.isOnline) return;
  const name = currentRoom;
  const answer = await connection.request("join", { room: name, after: logOf(name).lastId });
  // By now somebody may have gone on to another room, or the connection may have broken: a newer join is on its way.
  if (name !== currentRoom || !connection.isOnline) return;
  if (answer.isUnanswered) return join();
  if (!answer.ok) return notify(answer.error);
  // The server's spelling of the name holds.
  if (answer.id !== name) return location.replace(`#${encodeURIComponent(answer.id)}`);
  joinedRoom = name;
  takeIn(name, answer);
}

function takeIn(name, { messages, people: present }) {
  logOf(name).merge(messages);
  redraw(name);
  people({ room: name, people: present });
  read();
  for (const { id } of logOf(name).waiting) deliver(name, id);
}

function createRoom(event) {
  event.preventDefault();
  const input = byId("new-room-name");
  const name = input.value.trim().toLowerCase();
  input.value = "";
  location.hash = encodeURIComponent(name);
  roomsDrawer.close();
}

function roomInAddress() {
  try {
    return decodeURIComponent(location.hash.slice(1)).trim().toLowerCase();
  } catch {
    // A mistyped address leads to the first room.
    return "";
  }
}

function logOf(name) {
  if (!logs.has(name)) logs.set(name, new RoomLog());
  return logs.get(name);
}

// Messages

function send({ text, picture }) {
  const id = `${me.id}.${randomHex(8)}`;
  logOf(currentRoom).draft({ id, author: me, time: Date.now(), text, picture });
  redraw(currentRoom);
  messageList.scrollToEnd();
  notify("");
  deliver(currentRoom, id);
}

/** Sends a message for the first time or again; the key in its id lets the server recognise a repetition. */
async function deliver(room, id) {
  // It goes out once the room has been joined.
  if (room !== joinedRoom) return change(room, id, { state: "waiting" });
  change(room, id, { state: "sending" });
  const { text, picture } = logOf(room).find(id);
  const key = id.split(".")[1];
  const answer = await connection.request("message", { room, key, text, picture: picture?.bytes });
  if (answer.ok) change(room, id, { state: "sent", time: answer.time });
  else if (answer.isUnanswered && !connection.isOnline) change(room, id, { state: "waiting" });
  else change(room, id, { state: "failed", error: answer.error });
}

function change(room, id, values) {
  logOf(room).update(id, values);
  redraw(room);
}

function redraw(room) {
  if (room === currentRoom) messageList.show(logOf(room).entries, me);
}

/** Counts the current room as read while somebody can see it. */
function read() {
  if (!document.hidden) roomList.markRead(currentRoom);
  const { unread } = roomList;
  document.title = `${unread > 0 ? `(${unread}) ` : ""}${currentRoom} · Sockeye chat`;
  byId("unread-dot").hidden = unread === 0;
}

// Around

async function rename(name) {
  identity.rename(name);
  if (!connection.isOnline) return connection.open();
  const answer = await connection.request("rename", name);
  if (!answer.ok) return nameDialog.ask(answer.error);
  me = { ...me, name };
  showMe();
}

function showMe() {
  byId("my-name").textContent = me.name;
  paintAvatar(byId("my-avatar"), me);
}

function showConnection(state) {
  const pill = byId("connection");
  pill.dataset.state = state;
  pill.textContent = CONNECTION_LABELS[state];
}

function notify(text) {
  byId("notice").textContent = text;
}

function enlarge(image) {
  const picture = byId("viewer-picture");
  picture.src = image.src;
  picture.alt = image.alt;
  byId("viewer").showModal();
}
