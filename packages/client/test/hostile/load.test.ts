import { loadScripts } from "./scripts/load.js";
import { survives } from "./suite.js";

survives(loadScripts);
