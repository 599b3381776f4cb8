import { io } from "./index.js";

// What a page without modules gets.
Object.assign(globalThis, { io });
