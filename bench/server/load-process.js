// The clients of server.js, in a process of its own. What it is asked by process messages it makes them do, and answers
// with the count of what that came to when the server has done all of it.
import { setTimeout as pause } from "node:timers/promises";
import { opcodes } from "./frames.js";
import { Peer } from "./peer.js";
import { joinRoom, requests } from "./requests.js";

const connectedAtOnce = 50;
const port = Number(process.argv[2]);
const peers = [];

const tasks = {
  async connect({ count }) {
    await times(count, connectedAtOnce, async () => peers.push(await Peer.open(port)));
    return { count };
  },

  /** Every client has so many requests in flight, until all of them together have had so many replies. */
  exchange({ request, inFlight, count }) {
    const bursts = Array.from({ length: inFlight + 1 }, (_, size) =>
      Buffer.concat(Array(size).fill(requests[request])),
    );
    return new Promise((resolve) => {
      let [toSend, toReceive] = [count, count];
      const ask = (peer, size) => {
        const allowed = Math.min(size, toSend);
        if (allowed > 0) {
          toSend -= allowed;
          peer.write(bursts[allowed]);
        }
      };
      for (const peer of peers) {
        peer.countedOpcode = request === "binary" ? opcodes.binary : opcodes.text;
        peer.onReplies = (replies) => {
          toReceive -= replies;
          ask(peer, replies);
          if (toReceive === 0) {
            resolve({ count });
          }
        };
        ask(peer, inFlight);
      }
    });
  },

  /** One client asks for a broadcast, and when everyone has had it the next one does. */
  async broadcast({ count }) {
    await talk(peers, requests.broadcast, count);
    return { count: count * peers.length };
  },

  /** Puts neighbours into rooms. */
  async join({ roomSize }) {
    for (const [index, peer] of peers.entries()) {
      const joined = new Promise((resolve) => {
        peer.onReplies = resolve;
      });
      peer.write(joinRoom(`room-${Math.floor(index / roomSize)}`));
      await joined;
    }
    return {};
  },

  /** In every room one says something; when all have heard it, it is the next one's turn. */
  async say({ roomSize, count }) {
    const rooms = Array.from({ length: peers.length / roomSize }, (_, index) =>
      peers.slice(index * roomSize, (index + 1) * roomSize),
    );
    await Promise.all(rooms.map((members) => talk(members, requests.say, count / rooms.length)));
    return { count: count * roomSize };
  },

  /** Clients come, join and leave, so many at a time. */
  async churn({ count }) {
    await times(count, connectedAtOnce, async () => {
      const peer = await Peer.open(port);
      await peer.leave();
    });
    return { count };
  },

  /** Only answers heartbeats. */
  async listen({ durationMs }) {
    const before = pingCount();
    await pause(durationMs);
    return { count: pingCount() - before };
  },

  /** Cuts all connections, in a way that leaves no ports behind in TIME_WAIT. */
  cut() {
    for (const peer of peers) {
      peer.cut();
    }
    return {};
  },
};

process.on("message", async ({ task, ...details }) => process.send(await tasks[task](details)));
process.on("disconnect", () => process.exit());
process.send({});

/** One of them after the other sends a request, so many times; each waits until the one before has reached them all. */
function talk(members, request, count) {
  return new Promise((resolve) => {
    let [requestsLeft, deliveriesLeft] = [count, 0];
    const askNext = () => {
      requestsLeft -= 1;
      deliveriesLeft = members.length;
      members[requestsLeft % members.length].write(request);
    };
    const delivered = (deliveries) => {
      deliveriesLeft -= deliveries;
      if (deliveriesLeft > 0) {
        return;
      }
      if (requestsLeft === 0) {
        resolve();
      } else {
        askNext();
      }
    };
    for (const member of members) {
      member.onReplies = delivered;
    }
    askNext();
  });
}

function pingCount() {
  return peers.reduce((sum, peer) => sum + peer.pingCount, 0);
}

/** Does something so many times, a few at a time. */
async function times(count, atOnce, run) {
  let left = count;
  const runInTurn = async () => {
    while (left > 0) {
      left -= 1;
      await run();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, runInTurn));
}
