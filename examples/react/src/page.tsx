import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./counter.js";

const root = document.getElementById("root");
if (root === null) throw new Error("expected the page to have an element #root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
