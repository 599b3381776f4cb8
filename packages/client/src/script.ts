import { connect, io, Manager, protocol, Socket } from "./index.js";

// What a page without modules gets: `io`, which has the other exports as its properties.
Object.assign(globalThis, { io: Object.assign(io, { io, connect, Manager, Socket, protocol }) });
