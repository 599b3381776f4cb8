import type { Case } from "../../run/case.js";
import type { ClientKit } from "../client-kit.js";
import { ackQuestionCases } from "./ack-questions.js";
import { ackCases } from "./acks.js";
import { attachmentRowCases } from "./attachment-rows.js";
import { attachmentCases } from "./attachments.js";
import { binaryFramesCases } from "./binary-frames.js";
import { disconnectionCases } from "./disconnection.js";
import { enginePacketsCases } from "./engine-packets.js";
import { eventNameCases } from "./event-names.js";
import { eventCases } from "./events.js";
import { generationsCases } from "./generations.js";
import { grammarCases } from "./grammar.js";
import { grammarJsonCases } from "./grammar-json.js";
import { grammarRowCases } from "./grammar-rows.js";
import { heartbeatCases } from "./heartbeat.js";
import { namespaceGrantCases } from "./namespace-grants.js";
import { namespaceQuestionCases } from "./namespace-questions.js";
import { namespaceRefusalCases } from "./namespace-refusal.js";
import { namespaceCases } from "./namespaces.js";
import { openingCases } from "./opening.js";
import { recoveryCases } from "./recovery.js";
import { refusalCases } from "./refusal.js";
import { requestCases } from "./request.js";
import { socketIdCases } from "./socket-ids.js";
import { violationsCases } from "./violations.js";
import { websocketCases } from "./websocket.js";

/** All cases for clients. */
export const clientCases: readonly Case<ClientKit>[] = [
  ...websocketCases,
  ...requestCases,
  ...refusalCases,
  ...openingCases,
  ...heartbeatCases,
  ...generationsCases,
  ...enginePacketsCases,
  ...binaryFramesCases,
  ...grammarCases,
  ...grammarJsonCases,
  ...grammarRowCases,
  ...namespaceCases,
  ...namespaceQuestionCases,
  ...namespaceGrantCases,
  ...namespaceRefusalCases,
  ...socketIdCases,
  ...eventCases,
  ...eventNameCases,
  ...ackCases,
  ...ackQuestionCases,
  ...attachmentCases,
  ...attachmentRowCases,
  ...recoveryCases,
  ...disconnectionCases,
  ...violationsCases,
];
