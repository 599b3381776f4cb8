export type { UwsServerOptions } from "../node/server.js";
export { type AttachableToApp, attach } from "./attach.js";
export type {
  UwsApp,
  UwsBehavior,
  UwsContext,
  UwsRequest,
  UwsResponse,
  UwsSocket,
} from "./uws-app.js";
