import { answerScripts } from "./scripts/answers.js";
import { attachmentScripts } from "./scripts/attachments.js";
import { endingScripts } from "./scripts/endings.js";
import { enginePacketScripts } from "./scripts/engine-packets.js";
import { eventScripts } from "./scripts/events.js";
import { frameScripts } from "./scripts/frames.js";
import { namespaceScripts } from "./scripts/namespaces.js";
import { openPacketScripts } from "./scripts/open-packets.js";
import { revision3Scripts } from "./scripts/revision-3.js";
import { survives } from "./suite.js";

survives([
  ...answerScripts,
  ...openPacketScripts,
  ...endingScripts,
  ...frameScripts,
  ...enginePacketScripts,
  ...namespaceScripts,
  ...eventScripts,
  ...attachmentScripts,
  ...revision3Scripts,
]);
